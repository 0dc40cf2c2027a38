/*
 * test_outcome.c - outcomes of institutions, votes and networks, what came of scenarios, the pack
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_world.h"

#include <math.h>

#include "base/data.h"
#include "base/date.h"
#include "entente/landscape.h"
#include "scenario/outcome.h"

/* 1. the record of the program itself, and scenarios from text */

typedef struct stage {
    ent_ctx    *ctx;
    ent_codes  *codes;
    ent_record *record;
} stage;

static stage shared;

static int
stage_open(void **state)
{
    ent_store *store = NULL;

    shared.ctx = unit_ctx(1);
    assert_int_equal(ent_codes_load(shared.ctx, &shared.codes), ENT_OK);
    assert_int_equal(ent_store_open(shared.ctx, ":memory:", ENT_STORE_READ, shared.codes, &store),
                     ENT_OK);
    assert_int_equal(ent_record_load(shared.ctx, store, shared.codes, NULL, &shared.record),
                     ENT_OK);
    ent_store_close(store);
    *state = &shared;
    return 0;
}

static int
stage_close(void **state)
{
    (void)state;
    ent_record_destroy(shared.record);
    ent_codes_destroy(shared.codes);
    ent_ctx_destroy(shared.ctx);
    return 0;
}

static ent_scenario *
parse(const char *text)
{
    ent_scenario *scenario = NULL;
    ent_status    status =
        ent_scenario_parse(shared.ctx, shared.codes, "s.yaml", text, strlen(text), &scenario);

    if (status != ENT_OK) {
        fail_msg("%s", ent_ctx_error(shared.ctx));
    }
    return scenario;
}

static ent_ensemble
run(ent_scenario *scenario, uint64_t runs)
{
    ent_run_options options = {.seed = 1, .runs = runs};
    ent_ensemble    out;

    if (ent_scenario_run(shared.ctx, shared.record, &scenario, 1, &options, &out) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(shared.ctx));
    }
    return out;
}

/* 2. frustration */

static signed char
sign_at(uint32_t *noise)
{
    *noise = *noise * 1664525U + 1013904223U;
    return (signed char)((*noise >> 16) % 3) - 1;
}

/* Each tie in turn on either side: from the definition, by recursion over the states. */
static int
slow_frustration(size_t n, const signed char *signs, int *sides, size_t at)
{
    int least, other;

    if (at == n) {
        int sum = 0;

        for (size_t i = 0; i < n; i++) {
            for (size_t j = i + 1; j < n; j++) {
                sum += signs[i * n + j] * sides[i] * sides[j] < 0;
            }
        }
        return sum;
    }
    sides[at] = 1;
    least = slow_frustration(n, signs, sides, at + 1);
    sides[at] = -1;
    other = slow_frustration(n, signs, sides, at + 1);
    return least < other ? least : other;
}

static void
frustration_is_that_of_the_best_two_sides(void **state)
{
    signed char all[100];
    uint32_t    noise = 7;

    (void)state;
    for (int round = 0; round < 40; round++) {
        signed char signs[36], turned[36];
        int         sides[6];

        for (size_t i = 0; i < 36; i++) {
            signs[i] = i / 6 < i % 6 ? sign_at(&noise) : 0;
        }
        assert_int_equal(ent_frustration_of(6, signs), slow_frustration(6, signs, sides, 0));
        for (size_t i = 0; i < 6; i++) { /* the states in the other order */
            for (size_t j = 0; j < 6; j++) {
                turned[i * 6 + j] = i < j ? signs[(5 - j) * 6 + (5 - i)] : 0;
            }
        }
        assert_int_equal(ent_frustration_of(6, signs), ent_frustration_of(6, turned));
    }
    for (size_t n = 2; n <= 10; n++) { /* all enemies: the worst there is */
        memset(all, -1, sizeof all);
        assert_int_equal(ent_frustration_of(n, all), (int)((n - 1) * (n - 1) / 4));
    }
}

static void
a_network_is_frustrated_where_a_friend_is_at_enmity_with_a_friend(void **state)
{
    ent_scenario *s = parse(
        "format: 1\nname: s\nbase: 2024-12-31\nhorizon: 2\ninterventions:\n"
        "  - {date: 2025, kind: treaty, a: FRA, b: BRA}\n"
        "  - {date: 2025, kind: treaty, a: FRA, b: ARG}\n"
        "  - {date: 2026, kind: war, a: BRA, b: ARG, basis: estimated, source: X}\n"
        "outcomes:\n  - {name: f, kind: frustration_at_least, a: FRA, b: BRA, with: [ARG]}\n");
    ent_ensemble e = run(s, 64);

    (void)state;
    assert_true(e.outcomes[0].years[1].probability < 0.1);
    assert_true(e.outcomes[0].years[2].probability > 0.8);
    ent_ensemble_clear(&e);
    ent_scenario_destroy(s);
}

/* In the system of the base date: whether its optimum has the first two on one side; with basins,
 * the share of all configurations that descend to optima which have. */
static double
together_in_system(const char *const *ids, size_t n, bool basins)
{
    ent_span             day = {ent_date_day(2024, 12, 31), ent_date_day(2025, 1, 1)};
    ent_state            states[8];
    ent_landscape_states options = {.states = states, .state_count = n, .power = ENT_POWER_CINC};
    ent_system          *system = NULL;
    ent_landscape       *landscape = NULL;
    ent_table           *table = NULL;
    double               together = 0, all = 0;

    for (size_t i = 0; i < n; i++) {
        states[i] = ent_codes_find(shared.codes, ids[i]);
    }
    assert_int_equal(ent_system_at(shared.ctx, shared.record, day, NULL, &system), ENT_OK);
    assert_int_equal(ent_landscape_of_system(shared.ctx, system, &options, &landscape), ENT_OK);
    assert_int_equal(ent_landscape_optima(shared.ctx, landscape, 1, 1, &table), ENT_OK);
    for (size_t row = 0; row < (basins ? ent_table_row_count(table) : 1); row++) {
        double weight = basins ? ent_table_get_number(table, row, 3) : 1; /* its basin */

        all += weight;
        together += ent_table_get_text(table, row, 0)[0] == ent_table_get_text(table, row, 0)[1]
                        ? weight
                        : 0;
    }
    ent_table_destroy(table);
    ent_landscape_destroy(landscape);
    ent_system_destroy(system);
    return together / all;
}

static void
blocs_are_those_of_the_landscape_of_the_base_date(void **state)
{
    static const char *const PAIRS[][2] = {{"RUS", "CHN"}, {"USA", "CHN"}, {"USA", "JPN"},
                                           {"IND", "USA"}, {"IND", "RUS"}, {"FRA", "DEU"}};
    static const char *const ALL[] = {"RUS", "CHN", "USA", "JPN", "IND", "FRA", "DEU"};

    (void)state;
    for (size_t k = 0; k < sizeof PAIRS / sizeof PAIRS[0]; k++) {
        const char *ids[7] = {PAIRS[k][0], PAIRS[k][1]}, *turned[7] = {PAIRS[k][1], PAIRS[k][0]};
        char        text[512];
        size_t      n = 2;

        for (size_t i = 0; i < 7; i++) {
            if (strcmp(ALL[i], ids[0]) != 0 && strcmp(ALL[i], ids[1]) != 0) {
                turned[8 - n] = ALL[i];
                ids[n++] = ALL[i];
            }
        }
        for (size_t way = 0; way < 4; way++) { /* the states in another order, and by basins */
            const char *const *named = way % 2 == 0 ? ids : turned;
            bool               basins = way / 2 == 1;
            ent_scenario      *s;
            ent_ensemble       e;

            (void)snprintf(text, sizeof text,
                           "format: 1\nname: s\nbase: 2024-12-31\nhorizon: 0\noutcomes:\n"
                           "  - {name: o, kind: same_bloc, a: %s, b: %s, with: [%s, %s, %s, %s, "
                           "%s]%s}\n",
                           named[0], named[1], named[2], named[3], named[4], named[5], named[6],
                           basins ? ", optima: basins" : "");
            s = parse(text);
            e = run(s, 8);
            assert_true(fabs(e.outcomes[0].years[0].probability -
                             together_in_system(named, 7, basins)) < 1e-12);
            ent_ensemble_clear(&e);
            ent_scenario_destroy(s);
        }
    }
}

static void
blocs_follow_rivalry_and_power(void **state)
{
    ent_scenario *s =
        parse("format: 1\nname: s\nextends: base\nhorizon: 2\ninterventions:\n"
              "  - {date: 2025, kind: war, a: RUS, b: CHN, basis: estimated, source: invented}\n"
              "  - {date: 2026, kind: rapprochement, a: RUS, b: CHN, basis: estimated, source: x}\n"
              "outcomes:\n"
              "  - {name: o, kind: same_bloc, a: RUS, b: CHN, with: [USA, JPN, IND]}\n");
    ent_ensemble e = run(s, 64);

    (void)state;
    assert_true(e.outcomes[0].years[0].probability == 1);
    assert_true(e.outcomes[0].years[1].probability < 0.8);
    assert_true(e.outcomes[0].years[2].probability == 1);
    assert_true(e.outcomes[0].years[1].base > 0.9); /* unless their work together ends */
    ent_ensemble_clear(&e);
    ent_scenario_destroy(s);
}

/* 3. institutions */

static void
what_a_body_passes_follows_its_members_and_its_rule(void **state)
{
    ent_scenario *s =
        parse("format: 1\nname: s\nextends: base\nhorizon: 3\ninterventions:\n"
              "  - {date: 2025, kind: institution, institution: SCO, change: joins, a: MNG,"
              " with: [TUR]}\n"
              "  - {date: 2026, kind: institution, institution: SCO, change: leaves, a: MNG,"
              " with: [TUR]}\n"
              "  - {date: 2027, kind: institution, institution: BRICS, change: joins, a: SAU}\n"
              "outcomes:\n"
              "  - {name: sco, kind: passes, institution: SCO, a: CHN, b: USA}\n"
              "  - {name: brics, kind: passes, institution: BRICS, a: CHN, b: USA}\n"
              "  - {name: council, kind: passes, institution: UNSC, a: USA, b: RUS}\n");
    ent_ensemble            e = run(s, 8);
    const ent_outcome_year *sco = e.outcomes[0].years, *brics = e.outcomes[1].years;

    (void)state;
    assert_true(sco[0].probability > 0 && sco[0].probability < 1);
    assert_true(sco[1].probability < sco[0].probability); /* two more that must agree */
    assert_true(fabs(sco[2].probability - sco[0].probability) < 1e-12);
    assert_true(fabs(sco[1].base - sco[0].probability) < 1e-12);
    assert_true(fabs(brics[2].probability - brics[0].probability) < 1e-12);
    assert_true(brics[3].probability < brics[2].probability);
    assert_true(e.outcomes[2].years[3].probability < 1e-6); /* a veto */
    ent_ensemble_clear(&e);
    ent_scenario_destroy(s);
}

/* With fewer votes behind China, what it tables passes less often, or more. */
static void
a_weighted_board_passes_by_its_votes(void **state)
{
    ent_scenario *s =
        parse("format: 1\nname: s\nextends: base\nhorizon: 1\ninterventions:\n"
              "  - {date: 2025, kind: institution, institution: NDB, change: leaves, a: ZAF}\n"
              "outcomes:\n"
              "  - {name: bank, kind: passes, institution: NDB, a: CHN, b: USA}\n");

    ent_ensemble e = run(s, 4);

    (void)state;
    assert_true(e.outcomes[0].years[0].probability > 0.05);
    assert_true(e.outcomes[0].years[0].probability < 1);
    assert_true(e.outcomes[0].years[1].probability != e.outcomes[0].years[1].base);
    ent_ensemble_clear(&e);
    ent_scenario_destroy(s);
}

static void
a_council_without_vetoes_may_pass_what_one_with_them_does_not(void **state)
{
    ent_scenario *s =
        parse("format: 1\nname: s\nextends: base\nhorizon: 1\ninterventions:\n"
              "  - {date: 2025, kind: institution, institution: UNSC, change: rule,"
              " no_veto: [RUS, CHN]}\n"
              "outcomes:\n"
              "  - {name: o, kind: passes, institution: UNSC, motion: sanctions-on-china, a: USA,"
              " b: CHN}\n");
    ent_ensemble e = run(s, 8);

    (void)state;
    assert_true(e.outcomes[0].years[1].base < 1e-6);
    assert_true(e.outcomes[0].years[1].probability > 0.05);
    ent_ensemble_clear(&e);
    ent_scenario_destroy(s);
}

static void
a_defence_pact_binds_those_who_join_and_presses_across_the_border(void **state)
{
    ent_scenario *s =
        parse("format: 1\nname: s\nextends: base\nhorizon: 2\ninterventions:\n"
              "  - {date: 2025, kind: institution, institution: NATO, change: joins, a: UKR}\n"
              "outcomes:\n  - {name: pact, kind: defence_begins, a: USA, b: UKR}\n"
              "  - {name: level, kind: level_at_least, a: RUS, b: CHN, level: 6}\n");
    bool pact = false, pressure = false;

    (void)state;
    assert_int_equal(ent_scenario_settle(shared.ctx, shared.record, s), ENT_OK);
    for (size_t i = 0; i < s->interventions[0].effect_count; i++) {
        const ent_effect *effect = &s->interventions[0].effects[i];
        const char       *a = ent_codes_id(shared.codes, effect->a);
        const char       *b = ent_codes_id(shared.codes, effect->b);

        pact |=
            effect->variable == ENT_VARIABLE_PACT && strcmp(a, "USA") == 0 && strcmp(b, "UKR") == 0;
        pressure |= effect->variable == ENT_VARIABLE_PRESENCE && strcmp(a, "USA") == 0 &&
                    strcmp(b, "RUS") == 0;
        assert_true(effect->variable != ENT_VARIABLE_PRESENCE || strcmp(b, "RUS") == 0);
    }
    assert_true(pact && pressure);
    ent_scenario_destroy(s);
}

static void
a_body_that_becomes_a_defence_pact_binds_all_its_members(void **state)
{
    ent_scenario *s =
        parse("format: 1\nname: s\nextends: base\nhorizon: 2\ninterventions:\n"
              "  - {date: 2025-07-01, kind: institution, institution: SCO, change: rule,"
              " commitment: defence}\n"
              "  - {date: 2026, kind: institution, institution: SCO, change: leaves, a: IND}\n"
              "outcomes:\n  - {name: one, kind: defence_begins, a: RUS, b: CHN}\n"
              "  - {name: two, kind: defence_ends, a: IND, b: CHN}\n");
    ent_ensemble e = run(s, 16);

    (void)state;
    assert_true(e.outcomes[0].years[1].probability == 1);
    assert_true(e.outcomes[1].years[1].probability < 0.1);
    assert_true(e.outcomes[1].years[2].probability == 1);
    ent_ensemble_clear(&e);
    ent_scenario_destroy(s);
}

/* 4. peace, votes, obligations */

static void
outcomes_that_cannot_happen_are_refused(void **state)
{
    ent_scenario *s = parse("format: 1\nname: s\nextends: base\noutcomes:\n"
                            "  - {name: o, kind: peace_falls, a: USA, b: CHN}\n");
    ent_ensemble  e;

    (void)state;
    assert_int_equal(ent_scenario_run(shared.ctx, shared.record, &s, 1, NULL, &e), ENT_E_INPUT);
    assert_non_null(strstr(ent_ctx_error(shared.ctx), ":5:5: 'o' cannot happen"));
    ent_scenario_destroy(s);
}

static void
votes_drift_apart_with_the_years_around_what_they_are(void **state)
{
    ent_scenario *s =
        parse("format: 1\nname: s\nextends: base\noutcomes:\n"
              "  - {name: far, kind: votes_apart, a: RUS, b: CHN, distance: 0.75}\n"
              "  - {name: near, kind: votes_apart, a: RUS, b: CHN, distance: 0.05}\n");
    ent_ensemble e = run(s, 32);

    (void)state; /* 0.25 apart in 2024 */
    assert_int_equal(ent_scenario_detail(s), ENT_RECORD_VOTES);
    assert_true(e.outcomes[0].years[0].probability == 0);
    assert_true(e.outcomes[1].years[0].probability == 1);
    for (int year = 1; year < e.year_count; year++) {
        const ent_outcome_year *far = &e.outcomes[0].years[year];
        const ent_outcome_year *near = &e.outcomes[1].years[year];

        assert_true(far->probability > far[-1].probability && far->probability < 0.5);
        assert_true(near->probability < near[-1].probability && near->probability > 0.5);
    }
    ent_ensemble_clear(&e);
    ent_scenario_destroy(s);
}

static void
obligations_and_peace_follow_what_interventions_bring(void **state)
{
    ent_scenario *s =
        parse("format: 1\nname: s\nbase: 2024-12-31\nhorizon: 2\ninterventions:\n"
              "  - {date: 2025, kind: treaty, a: BRA, b: ZAF, obligation: consultation}\n"
              "  - {date: 2025, kind: war, a: RUS, b: FRA}\n"
              "outcomes:\n  - {name: any, kind: obligation_begins, a: BRA, b: ZAF}\n"
              "  - {name: pact, kind: defence_begins, a: BRA, b: ZAF}\n"
              "  - {name: colder, kind: peace_falls, a: FRA, b: RUS}\n"
              "  - {name: warm, kind: peace_at_least, a: FRA, b: RUS, grade: lesser-rivalry}\n");
    ent_ensemble e = run(s, 32);

    (void)state;
    assert_true(e.outcomes[0].years[0].probability == 0);
    assert_true(e.outcomes[0].years[1].probability == 1);
    assert_true(e.outcomes[1].years[1].probability < 0.1);
    assert_true(e.outcomes[2].years[1].probability > 0.8);
    assert_true(e.outcomes[3].years[1].probability < 0.2);
    assert_false(isnan(e.outcomes[0].base_rate) || e.outcomes[0].base_rate_note[0] == '\0');
    ent_ensemble_clear(&e);
    ent_scenario_destroy(s);
}

/* 5. what came of it */

static void
the_record_says_what_came_of_the_past(void **state)
{
    ent_scenario *s =
        parse("format: 1\nname: s\nbase: 2000-12-31\nhorizon: 14\noutcomes:\n"
              "  - {name: exercises, kind: level_at_least, a: RUS, b: CHN, level: 4}\n"
              "  - {name: treaty, kind: obligation_begins, a: RUS, b: CHN}\n"
              "  - {name: pact, kind: defence_begins, a: RUS, b: CHN}\n"
              "  - {name: force, kind: dispute, a: USA, b: CHN}\n");
    ent_ensemble e = run(s, 8);
    ent_table   *table = NULL, *skill = NULL;

    (void)state;
    assert_int_equal(ent_ensemble_score(shared.ctx, shared.record, &s, &e, 1, &table), ENT_OK);
    assert_int_equal(ent_table_row_count(table), 4 * 14);
    for (size_t row = 0; row < 4 * 14; row++) {
        size_t year = 2001 + row % 14;
        /* Peace Mission in August 2005, the treaty in force in 2002, the collision of 2001 */
        bool   there = row / 14 == 0 ? year >= 2005 : row / 14 == 1 ? year >= 2002 : row / 14 == 3;
        double p = ent_table_get_number(table, row, 3);

        assert_true(ent_table_get_number(table, row, 2) == (double)year);
        assert_true(ent_table_get_number(table, row, 5) == there);
        assert_true(fabs(ent_table_get_number(table, row, 6) - (p - there) * (p - there)) < 1e-12);
        assert_true(ent_table_get_number(table, row, 8) == 0); /* nothing of it stood in 2000 */
        assert_true(ent_table_get_number(table, row, 9) == there);
    }
    assert_int_equal(ent_score_skill(shared.ctx, table, &e, 1, &skill), ENT_OK);
    assert_int_equal(ent_table_row_count(skill), 5);
    for (size_t k = 0; k < 5; k++) {
        static const size_t YEARS[] = {10, 13, 0, 14, 37}; /* that it was there, and of all */
        double              brier = 0, of_rate = 0, beside = 0;
        size_t              from = k < 4 ? k * 14 : 0, to = k < 4 ? from + 14 : 56;

        for (size_t row = from; row < to; row++) {
            double rate = ent_table_get_number(table, row, 7);

            brier += ent_table_get_number(table, row, 6) / (double)(to - from);
            of_rate += isnan(rate) ? 0 : rate;
            beside += isnan(rate) ? 0 : ent_table_get_number(table, row, 6);
        }
        assert_true(ent_table_get_number(skill, k, 2) == (double)(to - from));
        assert_true(ent_table_get_number(skill, k, 3) == (double)YEARS[k]);
        assert_true(fabs(ent_table_get_number(skill, k, 4) - brier) < 1e-12);
        assert_true(ent_table_is_missing(skill, k, 6) == (k == 0)); /* levels have no class */
        assert_true(k == 0 ||
                    fabs(ent_table_get_number(skill, k, 6) - (1 - beside / of_rate)) < 1e-9);
        assert_true(ent_table_is_missing(skill, k, 8) == (YEARS[k] == 0)); /* it never erred */
    }
    ent_table_destroy(skill);
    ent_table_destroy(table);
    ent_ensemble_clear(&e);
    ent_scenario_destroy(s);
}

/* 6. the pack */

/* What a source of the pack names: a dispute, a leader, a sanction, a member of the record. */
static bool
is_in_record(const ent_intervention *change, const char *source)
{
    size_t              count;
    const ent_dispute  *disputes = ent_record_facts(shared.record, ENT_FACT_DISPUTE, &count);
    const ent_leader   *leaders;
    const ent_sanction *sanctions;

    for (size_t i = 0; i < count; i++) {
        const ent_dispute *d = &disputes[i];

        if (strncmp(source, "disputes ", 9) == 0 && strcmp(d->dispute, source + 9) == 0 &&
            d->start == change->day && d->hostility == change->level &&
            ((d->state_a == change->a && d->state_b == change->b) ||
             (d->state_a == change->b && d->state_b == change->a))) {
            return true;
        }
    }
    leaders = ent_record_facts(shared.record, ENT_FACT_LEADER, &count);
    for (size_t i = 0; i < count; i++) {
        if (strncmp(source, "leaders ", 8) == 0 && strcmp(leaders[i].leader, source + 8) == 0 &&
            leaders[i].start == change->day && leaders[i].state.state == change->a) {
            return true;
        }
    }
    sanctions = ent_record_facts(shared.record, ENT_FACT_SANCTION, &count);
    for (size_t i = 0; i < count; i++) {
        if (strncmp(source, "sanctions ", 10) == 0 &&
            strcmp(sanctions[i].sanction, source + 10) == 0 && sanctions[i].start == change->day) {
            return true;
        }
    }
    return false;
}

static bool
joined_then(const ent_intervention *change, ent_state state)
{
    size_t                count;
    const ent_membership *members = ent_record_facts(shared.record, ENT_FACT_MEMBERSHIP, &count);

    for (size_t i = 0; i < count; i++) {
        if (members[i].state == state && members[i].start == change->day &&
            strcmp(members[i].institution, change->body.institution) == 0 &&
            strcmp(members[i].status, "member") == 0) {
            return true;
        }
    }
    return false;
}

static void
what_is_given_of_the_past_stands_in_the_record(void **state)
{
    static const char *const NAMES[] = {"sino-soviet-1950-1964", "triangle-1968-1980",
                                        "after-cold-war-1989-2001", "russia-china-2001-2014"};

    (void)state;
    for (size_t k = 0; k < sizeof NAMES / sizeof NAMES[0]; k++) {
        ent_scenario *s = NULL;

        assert_int_equal(ent_scenario_load(shared.ctx, shared.codes, NAMES[k], &s), ENT_OK);
        for (size_t i = 0; i < s->intervention_count; i++) {
            const ent_intervention *change = &s->interventions[i];
            bool                    known = false;

            if (change->body.institution != NULL) {
                known = joined_then(change, change->a);
                for (size_t w = 0; w < change->with_count; w++) {
                    known = known && joined_then(change, change->with[w]);
                }
            } else {
                known = is_in_record(change, change->source) ||
                        strncmp(change->source, "15 Federal Register", 19) == 0;
            }
            if (!known) {
                fail_msg("%s: '%s' is not in the record", NAMES[k], change->shown);
            }
        }
        ent_scenario_destroy(s);
    }
}

static void
every_scenario_of_the_pack_runs_on_our_own_facts(void **state)
{
    char **names = NULL;
    size_t count = 0;

    (void)state;
    assert_int_equal(ent_data_names(shared.ctx, "scenarios/", ".yaml", &names, &count), ENT_OK);
    assert_true(count >= 22);
    for (size_t i = 0; i < count; i++) {
        ent_scenario *s = NULL;
        ent_ensemble  e;

        assert_int_equal(ent_scenario_load(
                             shared.ctx, shared.codes,
                             strrchr(names[i], '/') != NULL ? strrchr(names[i], '/') + 1 : names[i],
                             &s),
                         ENT_OK);
        assert_true(ent_scenario_about(s)[0] != '\0' && ent_scenario_title(s)[0] != '\0');
        e = run(s, 8);
        for (size_t o = 0; o < e.outcome_count; o++) {
            double p = e.outcomes[o].years[e.year_count - 1].probability;

            assert_true(p >= 0 && p <= 1);
        }
        ent_ensemble_clear(&e);
        ent_scenario_destroy(s);
    }
    ent_data_names_free(names, count);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frustration_is_that_of_the_best_two_sides),
        cmocka_unit_test(a_network_is_frustrated_where_a_friend_is_at_enmity_with_a_friend),
        cmocka_unit_test(blocs_are_those_of_the_landscape_of_the_base_date),
        cmocka_unit_test(blocs_follow_rivalry_and_power),
        cmocka_unit_test(a_weighted_board_passes_by_its_votes),
        cmocka_unit_test(what_a_body_passes_follows_its_members_and_its_rule),
        cmocka_unit_test(a_council_without_vetoes_may_pass_what_one_with_them_does_not),
        cmocka_unit_test(a_defence_pact_binds_those_who_join_and_presses_across_the_border),
        cmocka_unit_test(a_body_that_becomes_a_defence_pact_binds_all_its_members),
        cmocka_unit_test(outcomes_that_cannot_happen_are_refused),
        cmocka_unit_test(votes_drift_apart_with_the_years_around_what_they_are),
        cmocka_unit_test(obligations_and_peace_follow_what_interventions_bring),
        cmocka_unit_test(the_record_says_what_came_of_the_past),
        cmocka_unit_test(what_is_given_of_the_past_stands_in_the_record),
        cmocka_unit_test(every_scenario_of_the_pack_runs_on_our_own_facts),
    };

    return cmocka_run_group_tests(tests, stage_open, stage_close);
}
