/*
 * test_run.c - ensembles: the same at any number of threads, beside their base, within bounds
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_scenario.h"

#include <math.h>
#include <signal.h>

static ent_ensemble
run(ent_ctx *ctx, const stage *s, ent_scenario *scenario, uint64_t runs, uint64_t seed)
{
    ent_run_options options = {.seed = seed, .runs = runs};
    ent_ensemble    out;

    if (ent_scenario_run(ctx, s->record, &scenario, 1, &options, &out) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(ctx));
    }
    return out;
}

static void
same_number(double a, double b)
{
    assert_true(isnan(a) ? isnan(b) : a == b);
}

static void
same_years(const ent_ensemble *a, const ent_ensemble *b)
{
    assert_int_equal(a->outcome_count, b->outcome_count);
    assert_int_equal(a->year_count, b->year_count);
    assert_int_equal(a->level_count, b->level_count);
    for (size_t i = 0; i < a->outcome_count; i++) {
        for (int k = 0; k < a->year_count; k++) {
            const ent_outcome_year *x = &a->outcomes[i].years[k], *y = &b->outcomes[i].years[k];

            assert_int_equal(x->year, y->year);
            same_number(x->probability, y->probability);
            same_number(x->lo, y->lo);
            same_number(x->hi, y->hi);
            same_number(x->difference, y->difference);
            same_number(x->difference_lo, y->difference_lo);
            same_number(x->difference_hi, y->difference_hi);
            same_number(x->mc_se, y->mc_se);
            same_number(x->assumed_share, y->assumed_share);
        }
    }
    for (size_t i = 0; i < a->level_count; i++) {
        assert_memory_equal(a->levels[i].years, b->levels[i].years,
                            (size_t)a->year_count * sizeof *a->levels[i].years);
    }
}

/* 2. what must hold of every ensemble */

static void
the_same_seed_gives_the_same_numbers_at_any_number_of_threads(void **state)
{
    static const int JOBS[] = {1, 1, 2, 8};
    stage           *s = *state;
    ent_scenario    *scenario = load(s, "taiwan-crisis", NULL);
    ent_ensemble     first = run(s->ctx, s, scenario, 500, 3), other;

    for (size_t i = 0; i < 4; i++) {
        ent_ctx *ctx = unit_ctx(JOBS[i]);

        other = run(ctx, s, scenario, 500, 3);
        same_years(&first, &other);
        ent_ensemble_clear(&other);
        ent_ctx_destroy(ctx);
    }
    other = run(s->ctx, s, scenario, 500, 4);
    assert_true(first.outcomes[0].years[5].probability != other.outcomes[0].years[5].probability);
    ent_ensemble_clear(&other);
    ent_ensemble_clear(&first);
    ent_scenario_destroy(scenario);
}

static void
the_base_beside_a_scenario_is_the_base_by_itself(void **state)
{
    stage        *s = *state;
    ent_scenario *scenarios[] = {load(s, "base", NULL), load(s, "taiwan-crisis", NULL),
                                 load(s, "us-russia-normalisation", NULL)};
    ent_ensemble  out[3];

    assert_int_equal(ent_scenario_run(s->ctx, s->record, scenarios, 3, NULL, out), ENT_OK);
    assert_true(isnan(out[0].paired_variance_ratio));
    for (size_t k = 1; k < 3; k++) {
        for (size_t i = 0; i < out[0].outcome_count; i++) {
            for (int year = 0; year < out[0].year_count; year++) {
                const ent_outcome_year *here = &out[k].outcomes[i].years[year];

                assert_true(here->base == out[0].outcomes[i].years[year].probability);
                assert_true(fabs(here->probability - here->base - here->difference) < 1e-12);
                assert_true(isnan(out[0].outcomes[i].years[year].base));
            }
        }
        assert_true(out[k].paired_variance_ratio < 0.9); /* what shared draws are for */
    }
    for (size_t k = 0; k < 3; k++) {
        ent_ensemble_clear(&out[k]);
        ent_scenario_destroy(scenarios[k]);
    }
}

/* Of one outcome the ratio of the ensemble is its own; what no intervention reaches has 0. */
static void
what_pairing_leaves_is_told_of_each_outcome(void **state)
{
    static const char OWN[] = "format: 1\nname: s\nextends: base\nhorizon: 3\ninterventions:\n"
                              "  - {date: 2026, kind: rivalry, a: BRA, b: ARG}\noutcomes:\n"
                              "  - {name: o, kind: dispute, a: BRA, b: ARG}\n";
    static const char FAR[] = "  - {name: far, kind: dispute, a: USA, b: CHN}\n";
    stage            *s = *state;
    char              both[sizeof OWN + sizeof FAR];
    ent_scenario     *scenario = load(s, "s.yaml", OWN);
    ent_ensemble      one = run(s->ctx, s, scenario, 200, 1), two;

    assert_true(one.paired_variance_ratio > 0);
    assert_true(one.outcomes[0].years[3].paired == one.paired_variance_ratio);
    ent_scenario_destroy(scenario);
    (void)snprintf(both, sizeof both, "%s%s", OWN, FAR);
    scenario = load(s, "s.yaml", both);
    two = run(s->ctx, s, scenario, 200, 1);
    assert_true(two.outcomes[0].years[3].paired == one.paired_variance_ratio);
    assert_true(two.outcomes[1].years[3].paired == 0);
    assert_true(two.paired_variance_ratio > 0 &&
                two.paired_variance_ratio < one.paired_variance_ratio);
    ent_ensemble_clear(&one);
    ent_ensemble_clear(&two);
    ent_scenario_destroy(scenario);
}

/* Whoever runs beside a scenario, its numbers are its own. */
static void
scenarios_run_together_give_what_each_gives_alone(void **state)
{
    stage        *s = *state;
    ent_scenario *scenarios[] = {
        load(s, "taiwan-crisis", NULL), load(s, "aukus-grows", NULL), load(s, "base", NULL),
        load(s, "s.yaml",
             "format: 1\nname: s\nextends: base\nhorizon: 3\ninterventions:\n"
             "  - {date: 2026, kind: dispute, a: BRA, b: CHN}\n"),
        load(s, "long-war", NULL)};
    ent_run_options options = {.seed = 5, .runs = 200};
    ent_ensemble    out[5], alone;

    assert_int_equal(ent_scenario_run(s->ctx, s->record, scenarios, 5, &options, out), ENT_OK);
    for (size_t i = 0; i < 5; i++) {
        alone = run(s->ctx, s, scenarios[i], 200, 5);
        assert_string_equal(out[i].scenario, alone.scenario);
        same_years(&out[i], &alone);
        same_number(out[i].paired_variance_ratio, alone.paired_variance_ratio);
        ent_ensemble_clear(&alone);
    }
    for (size_t i = 0; i < 5; i++) {
        ent_ensemble_clear(&out[i]);
        ent_scenario_destroy(scenarios[i]);
    }
}

/* Of a base nothing comes from sizes of interventions; rates and periods matter in this record. */
static void
the_sources_of_the_spread_sum_to_one(void **state)
{
    stage        *s = *state;
    ent_scenario *scenario = load(s, "base", NULL);
    ent_ensemble  e = run(s->ctx, s, scenario, 0, 2);
    ent_sources   first = e.outcomes[0].years[10].sources;
    ent_sources   fall = e.outcomes[1].years[10].sources;

    assert_true(fabs(first.rates + first.effects + first.periods + first.variants + first.sizes +
                     first.shocks + first.together - 1) < 1e-9);
    assert_true(first.sizes == 0 && first.rates > 0.2 && fall.periods > 0.05);
    ent_ensemble_clear(&e);
    ent_scenario_destroy(scenario);
}

static void
an_intervention_that_changes_nothing_leaves_every_run(void **state)
{
    stage        *s = *state;
    ent_scenario *scenario =
        load(s, "s.yaml",
             "format: 1\nname: s\nextends: taiwan-crisis\ninterventions:\n"
             "  - {date: 2027, kind: capability, a: RUS, factor: 1}\n"
             "  - {date: 2027, kind: rivalry, a: FRA, b: BRA, change: ends, basis: assumed}\n");
    ent_scenario *root = load(s, "r.yaml",
                              "format: 1\nname: r\nextends: base\ninterventions:\n"
                              "  - {date: 2027, kind: capability, a: RUS, factor: 1}\n"
                              "  - {date: 2027, kind: rivalry, a: FRA, b: BRA, change: ends,"
                              " basis: assumed}\n");
    ent_ensemble  with = run(s->ctx, s, scenario, 300, 1), null = run(s->ctx, s, root, 300, 1);
    ent_scenario *plain = load(s, "taiwan-crisis", NULL);
    ent_ensemble  without = run(s->ctx, s, plain, 300, 1);

    same_years(&with, &without);
    for (size_t i = 0; i < null.outcome_count; i++) {
        for (int year = 0; year < null.year_count; year++) {
            const ent_outcome_year *at = &null.outcomes[i].years[year];
            double beyond = at->year < 2027 ? 0 : 3.0 / 300; /* before it, nothing can differ */

            assert_true(at->difference == 0);
            assert_true(at->difference_lo == -beyond && at->difference_hi == beyond);
        }
    }
    ent_ensemble_clear(&with);
    ent_ensemble_clear(&without);
    ent_ensemble_clear(&null);
    ent_scenario_destroy(scenario);
    ent_scenario_destroy(root);
    ent_scenario_destroy(plain);
}

static void
probabilities_are_ordered_and_lasting_outcomes_only_grow(void **state)
{
    stage        *s = *state;
    ent_scenario *scenario = load(s, "taiwan-crisis", NULL);
    ent_ensemble  e = run(s->ctx, s, scenario, 1000, 9);

    assert_int_equal(e.first_year, 2024);
    assert_int_equal(e.year_count, 11);
    for (size_t i = 0; i < e.outcome_count; i++) {
        const ent_outcome_result *result = &e.outcomes[i];
        bool                      lasting = result->outcome.kind == ENT_OUTCOME_DEFENCE_BEGINS ||
                       result->outcome.kind == ENT_OUTCOME_DISPUTE;

        for (int k = 0; k < e.year_count; k++) {
            const ent_outcome_year *year = &result->years[k];

            assert_int_equal(year->year, 2024 + k);
            assert_true(0 <= year->lo && year->lo <= year->probability);
            assert_true(year->probability <= year->hi && year->hi <= 1);
            assert_true(year->difference_lo <= year->difference);
            assert_true(year->difference <= year->difference_hi);
            assert_true(year->mc_se >= 0 && year->mc_se < 0.2);
            assert_true(isnan(year->assumed_share) ||
                        (year->assumed_share >= 0 && year->assumed_share <= 1));
            assert_true(!lasting || k == 0 || year->probability >= year[-1].probability);
        }
    }
    for (size_t i = 0; i < e.level_count; i++) {
        for (int k = 0; k < e.year_count; k++) {
            const ent_level_year *year = &e.levels[i].years[k];

            assert_true(0 <= year->lo95 && year->lo95 <= year->lo80 && year->lo80 <= year->lo50);
            assert_true(year->lo50 <= year->hi50 && year->hi50 <= year->hi80);
            assert_true(year->hi80 <= year->hi95 && year->hi95 <= 7);
            assert_true(year->lo95 <= year->mean && year->mean <= year->hi95);
        }
    }
    ent_ensemble_clear(&e);
    ent_scenario_destroy(scenario);
}

static void
the_monte_carlo_error_is_what_another_seed_changes(void **state)
{
    enum { SEEDS = 40 };
    stage        *s = *state;
    ent_scenario *scenario = load(s, "base", NULL);
    double        sum = 0, squares = 0, claimed = 0, sd;

    (void)printf("seeds 1 to %d\n", SEEDS);
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        ent_ensemble e = run(s->ctx, s, scenario, 400, seed);
        double       p = e.outcomes[0].years[5].probability;

        sum += p;
        squares += p * p;
        claimed += e.outcomes[0].years[5].mc_se / SEEDS;
        ent_ensemble_clear(&e);
    }
    sd = sqrt((squares - sum * sum / SEEDS) / (SEEDS - 1));
    assert_true(sd > claimed * 0.55 && sd < claimed * 1.6); /* 4 of 1/sqrt(2 x 39), and some */
    ent_scenario_destroy(scenario);
}

/*
 * The widths of the intervals of a scenario against its base over 12 seeds, and its verdicts: the
 * noise of the runs was once a hundred times what it was to show.
 */
static void
intervals_and_verdicts_hardly_depend_on_the_seed(void **state)
{
    enum { SEEDS = 12, MOST = 8 };
    stage        *s = *state;
    ent_scenario *scenario = load(s, "taiwan-crisis", NULL);
    double        sum[MOST] = {0}, squares[MOST] = {0};
    size_t        said[MOST][ENT_DIRECTION_DOWN + 1] = {{0}};
    size_t        count = 0;

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        ent_ensemble e = run(s->ctx, s, scenario, 0, seed);

        count = e.outcome_count;
        assert_true(count <= MOST);
        for (size_t i = 0; i < count; i++) {
            const ent_outcome_year *last = &e.outcomes[i].years[e.year_count - 1];
            double                  width = last->difference_hi - last->difference_lo;

            sum[i] += width;
            squares[i] += width * width;
            said[i][ent_outcome_direction(last)]++;
        }
        ent_ensemble_clear(&e);
    }
    for (size_t i = 0; i < count; i++) {
        double mean = sum[i] / SEEDS;
        double sd = sqrt(fmax(squares[i] / SEEDS - mean * mean, 0) * SEEDS / (SEEDS - 1));

        assert_true(sd < 0.3 * mean); /* twelve seeds tell it to a fifth or so */
        /* of an interval below a point next to 0 a few may say `unclear`, none the other */
        for (size_t direction = 0; direction <= ENT_DIRECTION_DOWN; direction++) {
            assert_true(said[i][direction] % SEEDS == 0 || mean < 0.01);
        }
        assert_true(said[i][ENT_DIRECTION_UP] == 0 || said[i][ENT_DIRECTION_DOWN] == 0);
    }
    ent_scenario_destroy(scenario);
}

/* 3. outcomes by intervention */

static void
an_outcome_that_an_intervention_brings_is_certain_from_then_on(void **state)
{
    stage        *s = *state;
    ent_scenario *scenario =
        load(s, "s.yaml",
             "format: 1\nname: s\nextends: base\nhorizon: 6\ninterventions:\n"
             "  - {date: 2027, kind: dispute, a: FRA, b: BRA}\n"
             "  - {date: 2027, kind: treaty, a: RUS, b: CHN}\n"
             "  - {date: 2027, kind: rivalry, a: FRA, b: BRA, basis: estimated, source: X}\n"
             "outcomes:\n"
             "  - {name: dispute, kind: dispute, a: BRA, b: FRA}\n"
             "  - {name: pact, kind: defence_begins, a: CHN, b: RUS}\n"
             "  - {name: triangle, kind: triangle, a: FRA, b: BRA, c: RUS, type: menage}\n");
    ent_ensemble e = run(s->ctx, s, scenario, 50, 1);

    for (int year = 0; year < 7; year++) {
        assert_true(year >= 3 ? e.outcomes[0].years[year].probability == 1
                              : e.outcomes[0].years[year].probability < 0.05);
        assert_true(year < 3 || e.outcomes[1].years[year].probability == 1);
        assert_true(year < 3 || e.outcomes[2].years[year].probability == 0);
        assert_true(e.outcomes[0].years[year].base < 0.1); /* the two are no rivals */
    }
    ent_ensemble_clear(&e);
    ent_scenario_destroy(scenario);
}

static void
a_pact_that_ended_can_begin_again(void **state)
{
    stage        *s = *state;
    ent_scenario *scenario =
        load(s, "s.yaml",
             "format: 1\nname: s\nbase: 2024-12-31\nhorizon: 4\ninterventions:\n"
             "  - {date: 2025, kind: treaty, a: USA, b: GBR, change: ends}\n"
             "  - {date: 2027, kind: treaty, a: USA, b: GBR}\n"
             "outcomes:\n"
             "  - {name: ends, kind: defence_ends, a: USA, b: GBR}\n"
             "  - {name: begins, kind: defence_begins, a: USA, b: GBR}\n");
    ent_ensemble e = run(s->ctx, s, scenario, 20, 1);

    assert_true(e.outcomes[0].years[0].probability == 0);
    assert_true(e.outcomes[0].years[1].probability == 1);
    assert_true(e.outcomes[1].years[1].probability < 1);
    assert_true(e.outcomes[1].years[3].probability == 1);
    ent_ensemble_clear(&e);
    ent_scenario_destroy(scenario);
}

static void
keep_text(void *user, ent_severity severity, const char *text)
{
    (void)snprintf(user, 256, "%d %s", (int)severity, text);
}

static void
a_level_that_the_record_does_not_hold_is_said_to_begin_at_0(void **state)
{
    stage          *s = *state;
    char            heard[256] = "";
    ent_ctx_options options = {.jobs = 1, .on_message = keep_text, .user = heard};
    ent_ctx        *ctx = NULL;
    ent_scenario   *scenario =
        load(s, "s.yaml",
             "format: 1\nname: s\nbase: 2024-12-31\nhorizon: 1\noutcomes:\n"
             "  - {name: Fiji and Peru, kind: level_at_least, a: FJI, b: PER, level: 1}\n"
             "  - {name: known, kind: level_at_least, a: RUS, b: CHN, level: 1}\n");
    ent_ensemble e;

    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    e = run(ctx, s, scenario, 20, 1);
    assert_non_null(strstr(heard, "1 the record holds no cooperation level for 'Fiji and Peru'"));
    assert_true(e.outcomes[0].years[0].probability == 0);
    assert_true(e.outcomes[1].years[0].probability == 1);
    ent_ensemble_clear(&e);
    ent_scenario_destroy(scenario);
    ent_ctx_destroy(ctx);
}

/* 4. bounds */

static void
a_horizon_of_0_shows_the_base_year(void **state)
{
    stage        *s = *state;
    ent_scenario *scenario = load(s, "s.yaml", "format: 1\nname: s\nextends: base\nhorizon: 0\n");
    ent_ensemble  e = run(s->ctx, s, scenario, 20, 1);
    ent_table    *table = NULL;

    assert_int_equal(e.year_count, 1);
    assert_int_equal(ent_ensemble_table(s->ctx, &e, 1, &table), ENT_OK);
    assert_int_equal(ent_table_row_count(table), e.outcome_count);
    assert_int_equal((int)ent_table_get_number(table, 0, 2), 2024);
    assert_true(ent_table_is_missing(table, 0, 10)); /* no base rate of a level, not 0 */
    ent_table_destroy(table);
    ent_ensemble_clear(&e);
    ent_scenario_destroy(scenario);
}

/* What a store keeps of a result is the table again. */
static void
a_result_reads_back_from_its_csv(void **state)
{
    static const char HEADER[] =
        "scenario,outcome,year,probability,lo,hi,base,difference,difference_lo,difference_hi,"
        "base_rate,mc_se,assumed_share,runs";
    static const struct {
        const char *header, *rows, *message;
    } WRONG[] = {
        {"", "", "result:1:1: empty, expected a header row"},
        {"a,b", "\n", "result: not a result: column 1 is not 'scenario'"},
        {HEADER, "\ns,o,x\n", "result:2:5: 'year' is 'x', expected a whole number"},
        {HEADER, "\ns,o,2025,much\n", "result:2:10: 'probability' is 'much', expected a number"}};
    stage     *s = *state;
    ent_table *table = NULL;
    char       text[512];

    (void)snprintf(text, sizeof text, "%s\ns,\"a,b\",2025,0.25,,,,,,,,,,100\n", HEADER);
    assert_int_equal(ent_ensemble_table_read(s->ctx, "result", text, ENT_RUN_OUTCOMES, &table),
                     ENT_OK);
    assert_int_equal(ent_table_row_count(table), 1);
    assert_int_equal(ent_table_column_count(table), 14);
    assert_string_equal(ent_table_get_text(table, 0, 1), "a,b");
    assert_string_equal(ent_table_get_text(table, 0, 2), "2025");
    assert_string_equal(ent_table_get_text(table, 0, 3), "0.25");
    assert_true(ent_table_is_missing(table, 0, 4));
    assert_string_equal(ent_table_get_text(table, 0, 13), "100");
    ent_table_destroy(table);
    table = NULL;
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        (void)snprintf(text, sizeof text, "%s%s", WRONG[i].header, WRONG[i].rows);
        assert_int_equal(ent_ensemble_table_read(s->ctx, "result", text, ENT_RUN_OUTCOMES, &table),
                         ENT_E_INPUT);
        assert_string_equal(ent_ctx_error(s->ctx), WRONG[i].message);
        assert_null(table);
    }
}

/* Which columns there are follows from what the store has, and what is asked for. */
static void
a_whole_result_reads_back_in_each_form(void **state)
{
    static const char TEXT[] =
        "scenario,outcome,year,probability,lo,hi,base,difference,difference_lo,difference_hi,"
        "base_rate,mc_se,assumed_share,runs,words,direction,rates,effects,periods,variants,sizes,"
        "shocks,together,paired\n"
        "s,o,2025,0.25,0.1,0.3,0.5,-0.25,-0.4,0,,0.01,0.75,100,unlikely,down,1,0,0,0,0,0,0,0.1\n"
        "s,o,2026,0.5,0.1,0.6,,,,,,0.01,0.75,100,unlikely,,1,0,0,0,0,0,0,\n";
    static const size_t COUNTS[] = {14, 24, 16};
    stage              *s = *state;

    for (int form = ENT_RUN_OUTCOMES; form <= ENT_RUN_READING; form++) {
        ent_table *table = NULL;
        bool       hidden = form == ENT_RUN_READING; /* mostly assumed: no point for reading */

        assert_int_equal(
            ent_ensemble_table_read(s->ctx, "result", TEXT, (ent_run_form)form, &table), ENT_OK);
        assert_int_equal(ent_table_column_count(table), COUNTS[form]);
        assert_true(ent_table_is_missing(table, 0, 7) == hidden);
        assert_false(ent_table_is_missing(table, 0, 3));
        assert_true(ent_table_is_missing(table, 1, 3) == hidden);
        if (form == ENT_RUN_WHOLE) {
            assert_string_equal(ent_table_get_text(table, 0, 15), "down");
            assert_string_equal(ent_table_get_text(table, 0, 23), "0.1");
        }
        ent_table_destroy(table);
    }
}

/* What is read first of a kept result; one that was kept without words has them not. */
static void
a_whole_result_reads_back_as_its_summary(void **state)
{
    static const char TEXT[] =
        "scenario,outcome,year,probability,lo,hi,base,difference,difference_lo,difference_hi,"
        "base_rate,mc_se,assumed_share,runs,words,direction,rates,effects,periods,variants,sizes,"
        "shocks,together,paired\n"
        "s,o,2025,0.25,0.1,0.3,0.5,-0.25,-0.4,-0.1,,0.01,0.2,100,unlikely,down,1,0,0,0,0,0,0,0.1\n"
        "s,o,2026,0.5,0.1,0.6,0.5,0,-0.1,0.1,0.3,0.01,0.2,100,unlikely,unclear,1,0,0,0,0,0,0,0.1\n";
    static const char OLD[] =
        "scenario,outcome,year,probability,lo,hi,base,difference,difference_lo,difference_hi,"
        "base_rate,mc_se,assumed_share,runs\ns,o,2025,0.25,0.1,0.3,0.5,-0.25,-0.4,-0.1,,0.01,0.2,"
        "100\n";
    static const char *const SAID[2][8] = {{"o", "2025", "25 % (10 to 30)", "unlikely", "50 %",
                                            "down -25 (-40 to -10)", "", "rates 100 %"},
                                           {"o", "2026", "50 % (10 to 60)", "unlikely", "50 %",
                                            "unclear 0 (-10 to 10)", "30 %", "rates 100 %"}};
    stage                   *s = *state;
    ent_table               *table = NULL;

    assert_int_equal(ent_ensemble_table_read(s->ctx, "result", TEXT, ENT_RUN_SUMMARY, &table),
                     ENT_OK);
    assert_int_equal(ent_table_row_count(table), 2);
    for (size_t row = 0; row < 2; row++) {
        for (size_t i = 0; i < 8; i++) {
            assert_string_equal(ent_table_get_text(table, row, i), SAID[row][i]);
        }
    }
    ent_table_destroy(table);
    assert_int_equal(ent_ensemble_table_read(s->ctx, "result", OLD, ENT_RUN_SUMMARY, &table),
                     ENT_OK);
    assert_int_equal(ent_table_column_count(table), 14);
    ent_table_destroy(table);
}

/* Stop as soon as a part of the runs is done. */
static volatile sig_atomic_t stopped;

static void
stop_at_once(void *user, const char *what, uint64_t done, uint64_t total)
{
    (void)user;
    (void)what;
    stopped = done > 0 && total > 0;
}

/* What was finished before Ctrl-C is an ensemble of fewer runs, near the whole one. */
static void
runs_that_are_broken_off_keep_what_is_finished(void **state)
{
    stage          *s = *state;
    ent_ctx_options told = {.jobs = 1, .on_progress = stop_at_once, .cancel = &stopped};
    ent_scenario   *scenario = load(s, "s.yaml", "format: 1\nname: s\nextends: base\nhorizon: 1\n");
    ent_ensemble    whole = run(s->ctx, s, scenario, 4096, 1), part = {0};
    ent_run_options options = {.seed = 1, .runs = 16384, .keep_finished = true};
    ent_ctx        *ctx;

    stopped = 0;
    assert_int_equal(ent_ctx_create(&told, &ctx), ENT_OK);
    assert_int_equal(ent_scenario_run(ctx, s->record, &scenario, 1, &options, &part),
                     ENT_E_CANCELLED);
    assert_in_range(part.runs, 2048, 8192);
    for (size_t i = 0; i < part.outcome_count; i++) {
        const ent_outcome_year *a = &part.outcomes[i].years[1], *b = &whole.outcomes[i].years[1];

        assert_true(fabs(a->probability - b->probability) < 4 * (a->mc_se + b->mc_se) + 1e-9);
    }
    ent_ensemble_clear(&part);
    options.keep_finished = false;
    stopped = 0;
    assert_int_equal(ent_scenario_run(ctx, s->record, &scenario, 1, &options, &part),
                     ENT_E_CANCELLED);
    assert_int_equal(part.runs, 0);
    ent_ensemble_clear(&whole);
    ent_scenario_destroy(scenario);
    ent_ctx_destroy(ctx);
}

static void
a_horizon_of_200_years_is_run(void **state)
{
    stage        *s = *state;
    ent_scenario *scenario = load(s, "s.yaml", "format: 1\nname: s\nextends: base\nhorizon: 200\n");
    ent_ensemble  e = run(s->ctx, s, scenario, 20, 1);

    assert_int_equal(e.year_count, 201);
    assert_int_equal(e.outcomes[0].years[200].year, 2224);
    ent_ensemble_clear(&e);
    ent_scenario_destroy(scenario);
}

static void
one_run_has_a_value_and_no_interval(void **state)
{
    stage        *s = *state;
    ent_scenario *scenario = load(s, "taiwan-crisis", NULL);
    ent_ensemble  e = run(s->ctx, s, scenario, 1, 1);

    for (size_t i = 0; i < e.outcome_count; i++) {
        const ent_outcome_year *year = &e.outcomes[i].years[10];

        assert_true(year->probability >= 0 && year->probability <= 1);
        assert_true(isnan(year->lo) && isnan(year->hi) && isnan(year->mc_se));
    }
    ent_ensemble_clear(&e);
    ent_scenario_destroy(scenario);
}

static void
more_runs_than_the_limit_are_refused(void **state)
{
    stage          *s = *state;
    ent_scenario   *scenario = load(s, "base", NULL);
    ent_run_options options = {.seed = 1, .runs = ENT_SCENARIO_MOST_RUNS + 1};
    ent_ensemble    out;

    assert_int_equal(ent_scenario_run(s->ctx, s->record, &scenario, 1, &options, &out), ENT_E_ARG);
    assert_non_null(strstr(ent_ctx_error(s->ctx), "1000001 runs, expected 1 to 1000000"));
    ent_scenario_destroy(scenario);
}

static void
a_hundred_scenarios_stand_in_their_order(void **state)
{
    stage        *s = *state;
    ent_scenario *scenarios[100];
    ent_ensemble  out[100];
    ent_table    *table = NULL;
    char          text[96], name[16];

    for (int i = 0; i < 100; i++) {
        (void)snprintf(text, sizeof text, "format: 1\nname: s%d\nextends: base\nruns: %d\n", i,
                       8 + i % 3);
        scenarios[i] = load(s, "s.yaml", text);
    }
    assert_int_equal(ent_scenario_run(s->ctx, s->record, scenarios, 100, NULL, out), ENT_OK);
    assert_int_equal(ent_ensemble_table(s->ctx, out, 100, &table), ENT_OK);
    assert_int_equal(ent_table_row_count(table), 100 * 5 * 10);
    for (int i = 0; i < 100; i++) {
        (void)snprintf(name, sizeof name, "s%d", i);
        assert_string_equal(ent_table_get_text(table, (size_t)i * 50, 0), name);
        assert_int_equal(out[i].runs, 8 + i % 3);
    }
    ent_table_destroy(table);
    for (int i = 0; i < 100; i++) {
        ent_ensemble_clear(&out[i]);
        ent_scenario_destroy(scenarios[i]);
    }
}

static void
a_cancelled_run_ends_without_a_result(void **state)
{
    volatile sig_atomic_t cancel = 1;
    stage                *s = *state;
    ent_ctx_options       options = {.jobs = 2, .cancel = &cancel};
    ent_ctx              *ctx = NULL;
    ent_scenario         *scenarios[] = {load(s, "base", NULL), load(s, "base", NULL)};
    ent_run_options       large = {.seed = 1, .runs = ENT_SCENARIO_MOST_RUNS};
    ent_ensemble          out[2];

    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    assert_int_equal(ent_scenario_run(ctx, s->record, scenarios, 2, &large, out), ENT_E_CANCELLED);
    ent_ctx_destroy(ctx);
    ent_scenario_destroy(scenarios[0]);
    ent_scenario_destroy(scenarios[1]);
}

/* The flag is raised in the middle, from the callback of the progress. */
static volatile sig_atomic_t raised;

static void
raise_flag(void *user, const char *what, uint64_t done, uint64_t total)
{
    (void)user;
    (void)what;
    __atomic_store_n(&raised, done * 4 > total, __ATOMIC_RELAXED);
}

static void
a_run_stops_in_the_middle(void **state)
{
    stage          *s = *state;
    ent_ctx_options options = {.jobs = 2, .on_progress = raise_flag, .cancel = &raised};
    ent_ctx        *ctx = NULL;
    ent_scenario   *scenario = load(s, "base", NULL);
    ent_ensemble    out;

    raised = 0;
    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    assert_int_equal(ent_scenario_run(ctx, s->record, &scenario, 1, NULL, &out), ENT_E_CANCELLED);
    assert_non_null(strstr(ent_ctx_error(ctx), "while running scenario 'base'"));
    ent_ctx_destroy(ctx);
    ent_scenario_destroy(scenario);
}

/* 5. the table */

static void
the_table_has_the_columns_of_the_interface(void **state)
{
    static const char *const NAMES[] = {
        "scenario",  "outcome", "year",          "probability",   "lo",
        "hi",        "base",    "difference",    "difference_lo", "difference_hi",
        "base_rate", "mc_se",   "assumed_share", "runs"};
    stage        *s = *state;
    ent_scenario *scenario = load(s, "base", NULL);
    ent_ensemble  e = run(s->ctx, s, scenario, 20, 1);
    ent_table    *table = NULL;
    double        rate = e.outcomes[3].base_rate;

    assert_int_equal(ent_ensemble_table(s->ctx, &e, 1, &table), ENT_OK);
    assert_int_equal(ent_table_column_count(table), 14);
    for (size_t i = 0; i < 14; i++) {
        assert_string_equal(ent_table_columns(table)[i].name, NAMES[i]);
    }
    assert_true(rate > 0 && rate < 1); /* of disputes between rivals, per year */
    assert_string_equal(ent_table_get_text(table, 30, 1), "USA-CHN dispute");
    assert_true(fabs(ent_table_get_number(table, 32, 10) - (1 - pow(1 - rate, 3))) < 1e-12);
    assert_non_null(strstr(e.outcomes[3].base_rate_note, " in "));
    ent_table_destroy(table);
    ent_ensemble_clear(&e);
    ent_scenario_destroy(scenario);
}

static void
probabilities_have_the_words_of_the_directive(void **state)
{
    static const struct {
        double      p;
        const char *words;
    } SAID[] = {{0, "almost no chance"}, {0.049, "almost no chance"},  {0.05, "very unlikely"},
                {0.2, "unlikely"},       {0.5, "roughly even chance"}, {0.55, "likely"},
                {0.8, "very likely"},    {0.95, "almost certain"},     {1, "almost certain"}};

    (void)state;
    for (size_t i = 0; i < sizeof SAID / sizeof SAID[0]; i++) {
        assert_string_equal(ent_probability_words(SAID[i].p), SAID[i].words);
    }
    assert_string_equal(ent_probability_words(NAN), "");
}

/* For reading, what is mostly assumed shows a direction and a range; JSON has all. */
static void
words_and_sources_stand_beside_the_numbers(void **state)
{
    stage        *s = *state;
    ent_scenario *scenario = load(s, "taiwan-crisis", NULL);
    ent_ensemble  e = run(s->ctx, s, scenario, 200, 1);
    ent_table    *whole = NULL, *reading = NULL, *sources = NULL;

    assert_int_equal(ent_ensemble_table_whole(s->ctx, &e, 1, &whole), ENT_OK);
    assert_int_equal(ent_ensemble_table_reading(s->ctx, &e, 1, &reading), ENT_OK);
    assert_int_equal(ent_ensemble_table_sources(s->ctx, &e, 1, &sources), ENT_OK);
    assert_string_equal(ent_table_columns(whole)[14].name, "words");
    assert_string_equal(ent_table_columns(whole)[23].name, "paired");
    assert_int_equal(ent_table_column_count(reading), 16);
    assert_int_equal(ent_table_row_count(sources), e.outcome_count);
    for (size_t i = 0; i < ent_table_row_count(whole); i++) {
        bool assumed = ent_table_get_number(whole, i, 12) > 0.5;

        assert_false(ent_table_is_missing(whole, i, 7));
        assert_true(ent_table_is_missing(reading, i, 7) == assumed);
        assert_false(ent_table_is_missing(reading, i, 8));
        assert_false(ent_table_is_missing(reading, i, 15));
    }
    ent_table_destroy(whole);
    ent_table_destroy(reading);
    ent_table_destroy(sources);
    ent_ensemble_clear(&e);
    ent_scenario_destroy(scenario);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_seed_gives_the_same_numbers_at_any_number_of_threads),
        cmocka_unit_test(the_base_beside_a_scenario_is_the_base_by_itself),
        cmocka_unit_test(scenarios_run_together_give_what_each_gives_alone),
        cmocka_unit_test(what_pairing_leaves_is_told_of_each_outcome),
        cmocka_unit_test(the_sources_of_the_spread_sum_to_one),
        cmocka_unit_test(probabilities_have_the_words_of_the_directive),
        cmocka_unit_test(words_and_sources_stand_beside_the_numbers),
        cmocka_unit_test(an_intervention_that_changes_nothing_leaves_every_run),
        cmocka_unit_test(probabilities_are_ordered_and_lasting_outcomes_only_grow),
        cmocka_unit_test(the_monte_carlo_error_is_what_another_seed_changes),
        cmocka_unit_test(intervals_and_verdicts_hardly_depend_on_the_seed),
        cmocka_unit_test(an_outcome_that_an_intervention_brings_is_certain_from_then_on),
        cmocka_unit_test(a_pact_that_ended_can_begin_again),
        cmocka_unit_test(a_level_that_the_record_does_not_hold_is_said_to_begin_at_0),
        cmocka_unit_test(a_horizon_of_0_shows_the_base_year),
        cmocka_unit_test(a_result_reads_back_from_its_csv),
        cmocka_unit_test(a_horizon_of_200_years_is_run),
        cmocka_unit_test(a_whole_result_reads_back_in_each_form),
        cmocka_unit_test(a_whole_result_reads_back_as_its_summary),
        cmocka_unit_test(runs_that_are_broken_off_keep_what_is_finished),
        cmocka_unit_test(one_run_has_a_value_and_no_interval),
        cmocka_unit_test(more_runs_than_the_limit_are_refused),
        cmocka_unit_test(a_hundred_scenarios_stand_in_their_order),
        cmocka_unit_test(a_cancelled_run_ends_without_a_result),
        cmocka_unit_test(a_run_stops_in_the_middle),
        cmocka_unit_test(the_table_has_the_columns_of_the_interface),
    };

    return cmocka_run_group_tests(tests, stage_setup, stage_teardown);
}
