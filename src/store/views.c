/*
 * views.c - the stable views v_* for people who read a store with SQL
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/views.h"

#include "base/text.h"
#include "store/tables.h"

/* The printed id of the fact in row t of file f. */
#define FACT_ID                                                                                    \
    "f.\"set\" || '@' || f.version || '/' || replace(f.name, 'world/', '') || ':' || t.line"

/* A view of each kind of fact: its fields, then where it comes from. */
static const char *const SAYS[ENT_FACT_KINDS] = {
    [ENT_FACT_CITATION] = "the sources that data/world cites",
    [ENT_FACT_INSTITUTION] = "organisations and forums with their rule and commitment",
    [ENT_FACT_MEMBERSHIP] = "states in institutions, by status and date",
    [ENT_FACT_TREATY] = "treaties and what their text binds the parties to",
    [ENT_FACT_TREATY_MEMBER] = "states in treaties, by role and date",
    [ENT_FACT_ACT] = "dated acts of cooperation and the level that they show",
    [ENT_FACT_VETO] = "vetoes in the Security Council",
    [ENT_FACT_CLAIM] = "territorial claims",
    [ENT_FACT_DISPUTE] = "disputes of a pair with hostility 1 to 5",
    [ENT_FACT_RIVALRY] = "strategic rivalries of a pair",
    [ENT_FACT_SANCTION] = "sanctions with their kinds",
    [ENT_FACT_BORDER] = "pairs of states with a common land border",
    [ENT_FACT_PROFILE] = "capability share and regime of a state in one year",
    [ENT_FACT_ALLIANCE] = "obligations of a pair as a published set codes them",
    [ENT_FACT_CAPABILITY] = "national material capabilities of a state-year",
    [ENT_FACT_MID] = "militarized interstate disputes, one row a dispute",
    [ENT_FACT_MID_PARTICIPANT] = "a state in a dispute, by spell",
    [ENT_FACT_MID_INCIDENT] = "incidents of a dispute",
    [ENT_FACT_MID_INCIDENT_PARTICIPANT] = "a state in an incident",
    [ENT_FACT_MID_DYAD_YEAR] = "directed dyad-years of disputes",
    [ENT_FACT_WAR] = "a state in an inter-state war, by spell",
    [ENT_FACT_WAR_DYAD] = "directed dyad-years of inter-state wars",
    [ENT_FACT_CONFLICT] = "armed conflicts by year, also inside states",
    [ENT_FACT_ARMS_RACE] = "arms races of a dyad",
    [ENT_FACT_TERRITORIAL_THREAT] = "latent territorial threat of a state-year, in logs",
    [ENT_FACT_SANCTION_CASE] = "a sanction of a case, one target and one sender of those it names",
    [ENT_FACT_SANCTION_DECADE] = "sanctions of a directed dyad over ten years",
    [ENT_FACT_ALLIANCE_MEMBER] = "a state in an alliance, by spell (COW)",
    [ENT_FACT_ATOP_ALLIANCE] = "alliances with their provisions (ATOP)",
    [ENT_FACT_ATOP_MEMBER] = "a state in a phase of an alliance (ATOP)",
    [ENT_FACT_ATOP_DYAD_YEAR] = "what a state owed another in a year, over all alliances (ATOP)",
    [ENT_FACT_PEACE_LEVEL] =
        "the peace scale of a dyad, by spell (0 severe rivalry to 1 community)",
    [ENT_FACT_SIGNAL] = "what a great power signalled for a state in a year",
    [ENT_FACT_EXERCISE] = "joint military exercises",
    [ENT_FACT_EXERCISE_PARTICIPANT] = "a participant in a joint exercise, as named",
    [ENT_FACT_TROOPS] = "active-duty personnel of the United States in a host, by year",
    [ENT_FACT_ARMS_TRANSFER] = "orders and deliveries of major arms",
    [ENT_FACT_CONTIGUITY] = "directed contiguity (1 land, 2 to 5 by water), by spell",
    [ENT_FACT_DISTANCE] = "least distance between two states in kilometres, by spell",
    [ENT_FACT_GEODESIC] = "distances and common past of two countries, without dates",
    [ENT_FACT_CAPITAL] = "capitals with coordinates, by spell",
    [ENT_FACT_MAJOR_POWER] = "spells as a major power",
    [ENT_FACT_LISTED_STATE] = "spells in a published list of states",
    [ENT_FACT_IGO_COUNT] = "organisations that two states share, by year",
    [ENT_FACT_IGO_TOTAL] = "memberships of a state in organisations, by year",
    [ENT_FACT_TRADE] = "imports between two states in million current USD, by year",
    [ENT_FACT_TRADE_TOTAL] = "trade of a state in million current USD, by year",
    [ENT_FACT_GDP] = "gross domestic product and population of a state-year",
    [ENT_FACT_REGIME] = "regime indices of a state-year",
    [ENT_FACT_LEADER] = "leaders in office, by spell",
    [ENT_FACT_ROLL_CALL] = "roll calls of the General Assembly",
    [ENT_FACT_ROLL_CALL_ISSUE] = "issues of a roll call",
    [ENT_FACT_VOTE] = "votes of states in roll calls: yes, abstain, no, absent, nonmember",
    [ENT_FACT_IDEAL_POINT] = "published ideal points of a state-year",
    [ENT_FACT_EVENT_COUNT] = "coded events of a directed dyad in a month, by type",
    [ENT_FACT_EVENT_TOTAL] = "all coded events of a month, with those of no dyad",
    [ENT_FACT_CODED_EVENT] = "coded events one by one, kept on demand",
    [ENT_FACT_EDGE] = "edges of a network of nodes as named",
    [ENT_FACT_INVOCATION] = "commitments of alliances invoked, and what followed",
    [ENT_FACT_CORRIDOR] = "what passed along a transport corridor in a year",
};

static const char *const VIEWS[] = {
    ("CREATE VIEW v_event_months AS /* coded events of a directed dyad in a month and type, summed"
     " over the files of a set, and their share of all its events of that month */\n"
     "SELECT f.\"set\", f.version, t.month, coalesce(t.state_a, t.state_a_given) AS state_a,\n"
     "  coalesce(t.state_b, t.state_b_given) AS state_b, t.type, sum(t.events) AS events,\n"
     "  sum(t.mentions) AS mentions, sum(t.articles) AS articles, sum(t.goldstein) AS goldstein,\n"
     "  sum(t.tone) AS tone, 1.0 * sum(t.events) / m.events AS share\n"
     "FROM event_counts t JOIN files f USING (file)\n"
     "JOIN (SELECT g.\"set\", g.version, u.month, sum(u.events) AS events\n"
     "  FROM event_totals u JOIN files g USING (file) GROUP BY 1, 2, 3) m\n"
     "  ON m.\"set\" = f.\"set\" AND m.version = f.version AND m.month = t.month\n"
     "GROUP BY 1, 2, 3, 4, 5, 6"),

    ("CREATE VIEW v_sources AS /* imported files, whose they are and what they speak of */\n"
     "SELECT \"set\", version, name AS file, layout, rows, rejects, first, last, publisher,"
     " licence, citation, bibtex FROM files"),

    ("CREATE VIEW v_rejects AS /* rows set aside and codes without a state */\n"
     "SELECT f.\"set\", f.version, f.name AS file, t.line, t.\"column\", t.reason\n"
     "FROM rejects t JOIN files f USING (file)"),

    ("CREATE VIEW v_obligations AS /* what treaties bind a pair to, one row a spell and source */\n"
     "SELECT a.state AS state_a, b.state AS state_b, t.treaty AS treaty, t.title AS title,\n"
     "  nullif(max(coalesce(a.start, t.start, ''), coalesce(b.start, t.start, '')), '') AS start,\n"
     "  nullif(min(coalesce(a.\"end\", t.\"end\", '9999'), coalesce(b.\"end\", t.\"end\", '9999')),"
     " '9999') AS \"end\",\n"
     "  t.defence, t.offence, t.neutrality, t.nonaggression, t.consultation,\n"
     "  " FACT_ID " AS fact_id\n"
     "FROM treaties t JOIN files f USING (file)\n"
     "JOIN treaty_members a ON a.treaty = t.treaty\n"
     "JOIN treaty_members b ON b.treaty = t.treaty AND a.state < b.state\n"
     "WHERE NOT (a.role = 'protected' AND b.role = 'protected')\n"
     "  AND coalesce(a.start, '') <= coalesce(b.\"end\", '9999')\n"
     "  AND coalesce(b.start, '') <= coalesce(a.\"end\", '9999')\n"
     "UNION ALL\n"
     "SELECT t.state_a, t.state_b, t.alliance, NULL, t.start, t.\"end\",\n"
     "  t.defence, t.offence, t.neutrality, t.nonaggression, t.consultation, " FACT_ID "\n"
     "FROM alliances t JOIN files f USING (file)"),

    ("CREATE VIEW v_documents AS /* documents that were read or set aside */\n"
     "SELECT name AS document, sha256, title, published_start, published_end, bytes, set_aside\n"
     "FROM documents"),

    ("CREATE VIEW v_sentences AS /* sentences with their place in the document as given */\n"
     "SELECT d.name AS document, d.sha256, s.sentence, s.offset, s.length, s.text, s.dropped,"
     " s.reason\n"
     "FROM sentences s JOIN documents d USING (document)"),

    ("CREATE VIEW v_events AS /* reported events: who did what to whom, and in which sentence */\n"
     "SELECT e.event, d.name AS document, d.sha256, e.sentence, s.offset, s.length, e.start,"
     " e.\"end\", e.precision,\n"
     "  (SELECT group_concat(actor, ';') FROM event_actors a"
     " WHERE a.event = e.event AND a.side = 'source') AS source,\n"
     "  (SELECT group_concat(actor, ';') FROM event_actors a"
     " WHERE a.event = e.event AND a.side = 'target') AS target,\n"
     "  e.type, e.mode, e.cameo, e.goldstein, e.status, e.speaker, s.text, e.rule\n"
     "FROM events e JOIN documents d USING (document) JOIN sentences s USING (document, sentence)"),

    ("CREATE VIEW v_positions AS /* who supports or opposes what, and in which sentence */\n"
     "SELECT q.position, d.name AS document, d.sha256, q.sentence, s.offset, s.length, q.start,"
     " q.\"end\", q.precision, q.actor, q.issue,\n"
     "  CASE WHEN q.supports THEN 'supports' ELSE 'opposes' END AS side, q.status, q.speaker,"
     " s.text, q.rule\n"
     "FROM positions q JOIN documents d USING (document)"
     " JOIN sentences s USING (document, sentence)"),

    ("CREATE VIEW v_runs AS /* ensembles that were run */\n"
     "SELECT run, scenario, model, system_at, seed, runs, horizon, finished, status,"
     " version, command, sources FROM runs"),

    ("CREATE VIEW v_fits AS /* models that were fitted */\n"
     "SELECT fit, model, status, seed, parameters, file, result, details, version, command,"
     " sources FROM fits"),
};

ent_status
ent_schema_make_view(ent_ctx *ctx, sqlite3 *db, ent_fact_kind kind)
{
    const ent_fact_type *type = ent_fact_describe(kind);
    ent_text             sql;
    ent_status           status;

    ent_text_init(&sql);
    ent_text_addf(&sql, "CREATE VIEW v_%s AS /* %s */\nSELECT ",
                  kind == ENT_FACT_CITATION ? "citations" : type->table, SAYS[kind]);
    for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
        ent_text_addf(&sql, "t.\"%s\", ", field->name);
        if (field->type == ENT_FIELD_PARTY) {
            ent_text_addf(&sql, "t.\"%s_given\", ", field->name);
        }
    }
    ent_text_addf(&sql,
                  "%sf.\"set\", f.version, " FACT_ID " AS fact_id\n"
                  "FROM %s t JOIN files f USING (file)",
                  type->cited ? "t.citation, t.locator, " : "", type->table);
    status = sql.failed ? ent_fail_nomem(ctx) : ent_db_exec(ctx, db, sql.bytes);
    ent_text_clear(&sql);
    return status;
}

ent_status
ent_schema_make_views(ent_ctx *ctx, sqlite3 *db)
{
    ent_status status = ENT_OK;

    for (int kind = 0; kind < ENT_SCHEMA_FIRST_KINDS && status == ENT_OK; kind++) {
        status = ent_schema_make_view(ctx, db, (ent_fact_kind)kind);
    }
    for (size_t i = 0; i < sizeof VIEWS / sizeof VIEWS[0] && status == ENT_OK; i++) {
        status = ent_db_exec(ctx, db, VIEWS[i]);
    }
    return status;
}
