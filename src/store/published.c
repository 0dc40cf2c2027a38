/*
 * published.c - one typed table for each kind of row that published sets bring
 *
 * The kinds of entente/fact.h have their tables from tables.c; these are the
 * rest.  Units are the publisher's; a state that is no state of ours is NULL,
 * with its name or code as given beside it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/text.h"
#include "store/schema.h"

typedef struct published {
    const char *table, *says, *columns;
} published;

/* Disputes, wars, conflicts, threats. */
static const published CONFLICTS[] = {
    {"mid_disputes", "militarized interstate disputes, one row a dispute",
     "dispute TEXT NOT NULL, start TEXT, \"end\" TEXT, outcome INTEGER, settlement INTEGER,"
     " fatality INTEGER, deaths INTEGER, days_most INTEGER, days_least INTEGER,"
     " highest_action INTEGER, hostility INTEGER, reciprocated INTEGER, states_a INTEGER,"
     " states_b INTEGER, ongoing INTEGER"},
    {"mid_participants", "a state in a dispute, by spell",
     "dispute TEXT NOT NULL, state TEXT, code TEXT, start TEXT, \"end\" TEXT, side_a INTEGER,"
     " revisionist INTEGER, revision_1 INTEGER, revision_2 INTEGER, fatality INTEGER,"
     " deaths INTEGER, highest_action INTEGER, hostility INTEGER, original INTEGER,"
     " leader_start TEXT, leader_end TEXT"},
    {"mid_incidents", "incidents of a dispute",
     "dispute TEXT NOT NULL, incident TEXT NOT NULL, start TEXT, \"end\" TEXT, days INTEGER,"
     " fatality INTEGER, deaths INTEGER, action INTEGER, hostility INTEGER, states INTEGER"},
    {"mid_incident_participants", "a state in an incident",
     "dispute TEXT NOT NULL, incident TEXT NOT NULL, state TEXT, code TEXT, start TEXT,"
     " \"end\" TEXT, side_a_of_incident INTEGER, side_a INTEGER, fatality INTEGER,"
     " deaths INTEGER, action INTEGER, hostility INTEGER, revision_1 INTEGER,"
     " revision_2 INTEGER"},
    {"mid_dyad_years", "directed dyad-years of disputes",
     "dispute TEXT NOT NULL, state_a TEXT, state_b TEXT, year INTEGER NOT NULL,"
     " ongoing INTEGER, onset INTEGER, side_a INTEGER, side_b INTEGER, revisionist_a INTEGER,"
     " revisionist_b INTEGER, fatality_a INTEGER, fatality_b INTEGER, deaths_a INTEGER,"
     " deaths_b INTEGER, highest_action_a INTEGER, highest_action_b INTEGER,"
     " hostility_a INTEGER, hostility_b INTEGER, original_a INTEGER, original_b INTEGER,"
     " hostility INTEGER, fatality INTEGER, days_least INTEGER, days_most INTEGER,"
     " reciprocated INTEGER, month INTEGER"},
    {"wars", "a state in an inter-state war, by spell",
     "war TEXT NOT NULL, name TEXT, kind INTEGER, state TEXT, code TEXT, side INTEGER,"
     " start TEXT, \"end\" TEXT, region INTEGER, initiator INTEGER, outcome INTEGER,"
     " from_war TEXT, to_war TEXT, deaths INTEGER"},
    {"war_dyads", "directed dyad-years of inter-state wars",
     "war TEXT NOT NULL, dispute TEXT, dyad TEXT, state_a TEXT, state_b TEXT, start TEXT,"
     " \"end\" TEXT, year INTEGER, role_a INTEGER, role_b INTEGER, dyad_role_a INTEGER,"
     " dyad_role_b INTEGER, initiator_a INTEGER, initiator_b INTEGER, outcome_a INTEGER,"
     " outcome_b INTEGER, deaths_a INTEGER, deaths_b INTEGER, days INTEGER"},
    {"conflicts", "armed conflicts by year, also inside states",
     "conflict TEXT NOT NULL, year INTEGER NOT NULL, state_a TEXT, code_a TEXT,"
     " seconds_a TEXT, state_b TEXT, code_b TEXT, seconds_b TEXT, incompatibility TEXT,"
     " intensity INTEGER, kind TEXT, start TEXT, start_precision INTEGER, episode_start TEXT,"
     " episode_start_precision INTEGER, episode_ended INTEGER, episode_end TEXT"},
    {"arms_races", "arms races of a dyad",
     "race TEXT NOT NULL, state_a TEXT, state_b TEXT, start TEXT, \"end\" TEXT"},
    {"territorial_threats", "latent territorial threat of a state-year, in logs",
     "state TEXT, year INTEGER NOT NULL, threat REAL, sd REAL, lower REAL, upper REAL,"
     " threat_mean REAL, sd_mean REAL, lower_mean REAL, upper_mean REAL"},
    {"sanction_cases", "a sanction as a case, with names as given",
     "sanction TEXT NOT NULL, target TEXT NOT NULL, sender TEXT NOT NULL, start TEXT,"
     " \"end\" TEXT, trade INTEGER, trade_form TEXT, arms INTEGER, military INTEGER,"
     " financial INTEGER, travel INTEGER, other INTEGER, targets INTEGER, senders INTEGER,"
     " objective TEXT, success TEXT"},
    {"sanction_decades", "sanctions of a directed dyad over ten years",
     "dyad TEXT NOT NULL, state_a TEXT, state_b TEXT, decade INTEGER NOT NULL,"
     " status_quo INTEGER, concession INTEGER, stand_firm INTEGER, backed_down INTEGER,"
     " sender_dependence REAL, target_dependence REAL, sender_democracy REAL,"
     " target_democracy REAL, contiguous INTEGER, allied INTEGER, sender_costs REAL,"
     " target_costs REAL, capability_ratio REAL"},
};

/* Obligations, peace, support, exercises, deployments, arms. */
static const published COOPERATION[] = {
    {"alliance_members", "a state in an alliance, by spell (COW)",
     "alliance TEXT NOT NULL, state TEXT, code TEXT, alliance_start TEXT, alliance_end TEXT,"
     " start TEXT, \"end\" TEXT, kind TEXT, defence INTEGER, neutrality INTEGER,"
     " nonaggression INTEGER, consultation INTEGER"},
    {"atop_alliances", "alliances with their provisions (ATOP)",
     "alliance TEXT NOT NULL, cow TEXT, start TEXT, \"end\" TEXT, in_effect INTEGER,"
     " bilateral INTEGER, defence INTEGER, offence INTEGER, neutrality INTEGER,"
     " nonaggression INTEGER, consultation INTEGER, conditional INTEGER, asymmetric INTEGER,"
     " secret INTEGER, wartime INTEGER, how_ended INTEGER, length INTEGER,"
     " specific_threat INTEGER, military_contact INTEGER, military_aid INTEGER,"
     " integrated_command INTEGER, organisation INTEGER, bases INTEGER,"
     " contributions INTEGER, arms_reduction INTEGER, economic_aid INTEGER"},
    {"atop_members", "a state in a phase of an alliance (ATOP)",
     "alliance TEXT NOT NULL, state TEXT, code TEXT, phase INTEGER, start TEXT, \"end\" TEXT,"
     " defence INTEGER, offence INTEGER, neutrality INTEGER, nonaggression INTEGER,"
     " consultation INTEGER, conditional INTEGER, asymmetric INTEGER, how_ended INTEGER,"
     " why_ended INTEGER, bases INTEGER, military_contact INTEGER, integrated_command INTEGER"},
    {"peace_levels", "the peace scale of a dyad, by spell (0 severe rivalry to 1 community)",
     "state_a TEXT, state_b TEXT, dyad TEXT NOT NULL, start TEXT, \"end\" TEXT, level REAL,"
     " transition INTEGER NOT NULL"},
    {"peace_years", "the peace scale of a dyad, mean over the months of a year",
     "state_a TEXT, state_b TEXT, dyad TEXT NOT NULL, year INTEGER NOT NULL, level REAL"},
    {"signals", "what a great power signalled for a state in a year",
     "state TEXT, code TEXT, power TEXT NOT NULL, year INTEGER NOT NULL, nuclear REAL,"
     " visits REAL, economic_aid REAL, investment_treaty REAL, pact REAL, words REAL,"
     " exercises REAL, arms REAL, troops REAL"},
    {"exercises", "joint military exercises",
     "exercise TEXT NOT NULL, name TEXT, series TEXT, location TEXT, latitude REAL,"
     " longitude REAL, start TEXT, \"end\" TEXT, kind TEXT, host TEXT, institution TEXT,"
     " purpose TEXT, command_post INTEGER, air INTEGER, land INTEGER, sea INTEGER,"
     " amphibious INTEGER, cyber INTEGER, warfighting INTEGER, peacekeeping INTEGER,"
     " humanitarian INTEGER"},
    {"exercise_participants", "a participant in a joint exercise, as named",
     "exercise TEXT NOT NULL, state TEXT, name TEXT NOT NULL"},
    {"troops", "active-duty personnel of the United States in a host, by year",
     "state TEXT, code TEXT, name TEXT, year INTEGER NOT NULL, troops REAL, army REAL,"
     " navy REAL, air_force REAL, marines REAL, coast_guard REAL, space_force REAL,"
     " reserve REAL, civilians REAL"},
    {"arms_transfers", "orders and deliveries of major arms",
     "supplier TEXT, supplier_name TEXT NOT NULL, recipient TEXT,"
     " recipient_name TEXT NOT NULL, ordered_year INTEGER, ordered_year_note TEXT,"
     " ordered REAL, ordered_note TEXT, weapon TEXT, description TEXT, delivered REAL,"
     " delivered_note TEXT, delivered_years TEXT, status TEXT, comment TEXT, tiv_unit REAL,"
     " tiv_ordered REAL, tiv_delivered REAL"},
};

/* Distance, organisations, trade, income, regimes, leaders, votes, event counts. */
static const published CONTEXT[] = {
    {"contiguity", "directed contiguity (1 land, 2 to 5 by water), by spell",
     "state_a TEXT, state_b TEXT, kind INTEGER NOT NULL, start TEXT, \"end\" TEXT"},
    {"distances", "least distance between two states in kilometres, by spell",
     "state_a TEXT, state_b TEXT, start TEXT, \"end\" TEXT, kilometres REAL"},
    {"geodesics", "distances and common past of two countries, without dates",
     "state_a TEXT, code_a TEXT NOT NULL, state_b TEXT, code_b TEXT NOT NULL,"
     " contiguous INTEGER, language_official INTEGER, language_spoken INTEGER, colony INTEGER,"
     " common_coloniser INTEGER, kilometres REAL, kilometres_capitals REAL,"
     " kilometres_weighted REAL, kilometres_weighted_ces REAL"},
    {"capitals", "capitals with coordinates, by spell",
     "state TEXT, code TEXT, capital TEXT, start TEXT, \"end\" TEXT, latitude REAL,"
     " longitude REAL"},
    {"major_powers", "spells as a major power", "state TEXT NOT NULL, start TEXT, \"end\" TEXT"},
    {"igo_counts", "organisations that two states share, by year",
     "state_a TEXT, state_b TEXT, year INTEGER NOT NULL, shared INTEGER"},
    {"igo_totals", "memberships of a state in organisations, by year",
     "state TEXT, year INTEGER NOT NULL, full INTEGER, associate INTEGER, observer INTEGER,"
     " any_kind INTEGER"},
    {"trade", "imports between two states in million current USD, by year",
     "state_a TEXT, state_b TEXT, year INTEGER NOT NULL, imports_a REAL, imports_b REAL"},
    {"trade_totals", "trade of a state in million current USD, by year",
     "state TEXT, year INTEGER NOT NULL, imports REAL, exports REAL"},
    {"gdp", "gross domestic product and population of a state-year",
     "state TEXT, year INTEGER NOT NULL, gdp REAL, gdp_sd REAL, gdp_per_head REAL,"
     " gdp_per_head_sd REAL, population REAL, population_sd REAL, surplus REAL,"
     " logged INTEGER NOT NULL"},
    {"regimes", "regime indices of a state-year",
     "state TEXT, code TEXT, year INTEGER NOT NULL, polyarchy REAL, polity INTEGER,"
     " polity2 INTEGER, democracy INTEGER, autocracy INTEGER, durable INTEGER, uds REAL,"
     " uds_adjusted REAL"},
    {"leaders", "leaders in office, by spell",
     "leader TEXT NOT NULL, state TEXT, code TEXT, name TEXT NOT NULL, born INTEGER,"
     " gender TEXT, start TEXT, \"end\" TEXT, entry TEXT, exit TEXT, exit_code TEXT"},
    {"roll_calls", "roll calls of the General Assembly",
     "roll_call TEXT NOT NULL, session INTEGER, date TEXT, resolution TEXT, title TEXT,"
     " description TEXT, important INTEGER, amendment INTEGER, paragraph INTEGER,"
     " middle_east INTEGER, nuclear INTEGER, disarmament INTEGER, rights INTEGER,"
     " colonialism INTEGER, economy INTEGER"},
    {"roll_call_issues", "issues of a roll call",
     "roll_call TEXT NOT NULL, issue TEXT NOT NULL, name TEXT"},
    {"votes", "votes of states (1 yes, 2 abstain, 3 no, 8 absent, 9 no member)",
     "roll_call TEXT NOT NULL, session INTEGER, state TEXT, code TEXT, vote INTEGER NOT NULL"},
    {"ideal_points", "published ideal points of a state-year",
     "state TEXT, code TEXT, year INTEGER NOT NULL, final_passage REAL, all_votes REAL,"
     " legacy REAL, votes_final_passage INTEGER, votes_all INTEGER, votes_legacy INTEGER,"
     " final_passage_q5 REAL, final_passage_q10 REAL, final_passage_q50 REAL,"
     " final_passage_q90 REAL, final_passage_q95 REAL, all_q5 REAL, all_q10 REAL,"
     " all_q50 REAL, all_q90 REAL, all_q95 REAL, agree_usa REAL, agree_rus REAL"},
    {"event_counts", "coded events of a directed dyad in a month, by type",
     "month TEXT NOT NULL, state_a TEXT NOT NULL, state_b TEXT NOT NULL, type TEXT NOT NULL,"
     " events INTEGER NOT NULL, mentions INTEGER, articles INTEGER, goldstein REAL,"
     " tone REAL"},
};

static ent_status
make(ent_ctx *ctx, sqlite3 *db, const published *tables, size_t count)
{
    ent_status status = ENT_OK;

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        ent_text sql;

        ent_text_init(&sql);
        ent_text_addf(&sql,
                      "CREATE TABLE %s ( /* %s */\n"
                      "  file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,\n"
                      "  line INTEGER NOT NULL,\n"
                      "  part INTEGER NOT NULL,\n"
                      "  %s,\n"
                      "  PRIMARY KEY (file, line, part)) STRICT, WITHOUT ROWID",
                      tables[i].table, tables[i].says, tables[i].columns);
        status = sql.failed ? ent_fail_nomem(ctx) : ent_db_exec(ctx, db, sql.bytes);
        ent_text_clear(&sql);
    }
    return status;
}

ent_status
ent_schema_make_published(ent_ctx *ctx, sqlite3 *db)
{
    ent_status status = make(ctx, db, CONFLICTS, sizeof CONFLICTS / sizeof CONFLICTS[0]);

    if (status == ENT_OK) {
        status = make(ctx, db, COOPERATION, sizeof COOPERATION / sizeof COOPERATION[0]);
    }
    return status == ENT_OK ? make(ctx, db, CONTEXT, sizeof CONTEXT / sizeof CONTEXT[0]) : status;
}
