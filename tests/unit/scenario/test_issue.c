/*
 * test_issue.c - bargains in the world of a run: capabilities, positions, rivals, scenarios
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_scenario.h"

#include <math.h>
#include <unistd.h>

#include "scenario/issue.h"

static const char ROWS[4][64] = {"\"RUS\",\"\",10,90,60\n", "\"United States\",,30,10,80\n",
                                 "\"CHN\",\"\",20,70,40\n", "\"NATO\",\"\",25,5,50\n"};

/* A file of the four rows in some order; returns its path. */
static const char *
write_rows(const size_t order[4], const char *head)
{
    static char path[64];
    FILE       *file;
    int         fd;

    (void)snprintf(path, sizeof path, "/tmp/entente-issue-XXXXXX");
    fd = mkstemp(path);
    assert_true(fd >= 0);
    file = fdopen(fd, "w");
    assert_non_null(file);
    assert_true(fprintf(file, "%s\nActor,Description,Capability,Issue,Salience\n", head) > 0);
    for (size_t i = 0; i < 4; i++) {
        assert_true(fputs(ROWS[order[i]], file) >= 0);
    }
    assert_int_equal(fclose(file), 0);
    return path;
}

static const size_t IN_ORDER[4] = {0, 1, 2, 3};

static ent_issue *
open_issue(const stage *s, const size_t order[4], double noise)
{
    ent_issue_question question = {.threshold = 40, .noise = noise};
    const char        *path = write_rows(order, "Test,,4,1");
    ent_issue         *issue = NULL;
    ent_status         status =
        ent_issue_open(s->ctx, s->codes, ent_date_day(2024, 12, 31), path, &question, &issue);

    assert_int_equal(unlink(path), 0);
    if (status != ENT_OK) {
        fail_msg("%s", ent_ctx_error(s->ctx));
    }
    return issue;
}

/* A world of three states, at the start of a run: nothing else of it is asked. */
typedef struct small {
    ent_state states[3];
    double    began[3], weights[3];
    ent_world world;
} small;

static void
begin(const stage *s, small *w)
{
    static const char *const IDS[] = {"RUS", "USA", "CHN"};

    memset(w, 0, sizeof *w);
    for (size_t i = 0; i < 3; i++) {
        w->states[i] = ent_codes_find(s->codes, IDS[i]);
        w->began[i] = w->weights[i] = 0.25 * (double)(i + 1);
    }
    w->world.states = w->states;
    w->world.weights = w->weights;
    w->world.began = w->began;
    w->world.state_count = 3;
    w->world.key = (ent_key){.seed = 1};
}

static void
settle(const stage *s, const ent_issue *issue, const small *w, double out[ENT_SETTLED_BY_RULES])
{
    assert_int_equal(ent_issue_settle(s->ctx, issue, &w->world, out), ENT_OK);
}

static void
at_the_start_it_settles_as_the_file_does_alone(void **state)
{
    const stage      *s = *state;
    ent_issue        *issue = open_issue(s, IN_ORDER, 0);
    const char       *path = write_rows(IN_ORDER, "Test,,4,1");
    ent_bargain       bargain;
    ent_bargain_rival rival;
    ent_table        *table = NULL;
    double            got[ENT_SETTLED_BY_RULES], beyond;
    small             w;

    begin(s, &w);
    settle(s, issue, &w, got);
    assert_int_equal(ent_bargain_read(s->ctx, path, &bargain), ENT_OK);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(ent_bargain_path(s->ctx, &bargain, NULL, &table), ENT_OK);
    assert_int_equal(ent_bargain_rivals(s->ctx, &bargain, &rival), ENT_OK);
    assert_true(fabs(got[ENT_SETTLED_BY_MODEL] -
                     ent_table_get_number(table, ent_table_row_count(table) - 1, 5)) < 1e-9);
    assert_true(got[ENT_SETTLED_BY_WEIGHTED_MEAN] == rival.weighted_mean);
    assert_true(got[ENT_SETTLED_BY_WEIGHTED_MEDIAN] == rival.weighted_median);
    assert_true(got[ENT_SETTLED_BY_PLAIN_MEAN] == rival.plain_mean);
    assert_true(got[ENT_SETTLED_BY_NASH] == rival.nash);
    for (int rule = 0; rule < ENT_SETTLED_BY_RULES; rule++) {
        assert_int_equal(ent_issue_beyond(s->ctx, issue, (ent_settled_by)rule, &w.world, &beyond),
                         ENT_OK);
        assert_true(beyond == (got[rule] > 40));
    }
    ent_table_destroy(table);
    ent_bargain_clear(&bargain);
    ent_issue_close(issue);
}

static void
actors_are_states_by_id_or_name_and_others_keep_their_capability(void **state)
{
    const stage     *s = *state;
    ent_issue       *issue = open_issue(s, IN_ORDER, 0);
    size_t           count;
    const ent_state *states = ent_issue_states(issue, &count);

    assert_int_equal(count, 4);
    assert_int_equal(states[0], ent_codes_find(s->codes, "RUS"));
    assert_int_equal(states[1], ent_codes_find(s->codes, "USA"));
    assert_int_equal(states[3], ENT_NO_STATE);
    ent_issue_close(issue);
}

/* By hand, for the mean; over many draws, for the model, which is no smooth function. */
static void
a_state_that_grows_pulls_the_position_to_its_own(void **state)
{
    static const double POSITIONS[] = {90, 10, 70, 5}, WEIGHTS[] = {600, 2400, 800, 1250};
    const stage        *s = *state;
    ent_issue          *issue = open_issue(s, IN_ORDER, 0), *noisy = open_issue(s, IN_ORDER, 5);

    for (size_t who = 0; who < 3; who++) {
        double last = -1, model[2] = {0, 0};
        small  w;

        begin(s, &w);
        for (double growth = 1; growth <= 64; growth *= 2) {
            double sum = 0, all = 0, got[ENT_SETTLED_BY_RULES], far;

            w.weights[who] = growth * w.began[who];
            for (size_t i = 0; i < 4; i++) {
                double weight = WEIGHTS[i] * (i == who ? growth : 1);

                sum += weight * POSITIONS[i];
                all += weight;
            }
            settle(s, issue, &w, got);
            assert_true(fabs(got[ENT_SETTLED_BY_WEIGHTED_MEAN] - sum / all) < 1e-9);
            far = fabs(got[ENT_SETTLED_BY_WEIGHTED_MEAN] - POSITIONS[who]);
            assert_true(last < 0 || far < last);
            assert_true(got[ENT_SETTLED_BY_PLAIN_MEAN] == 43.75);
            last = far;
        }
        for (uint32_t run = 0; run < 100; run++) {
            double got[ENT_SETTLED_BY_RULES];

            w.world.key.run = run;
            for (size_t k = 0; k < 2; k++) {
                w.weights[who] = (k == 0 ? 1 : 16) * w.began[who];
                settle(s, noisy, &w, got);
                model[k] += fabs(got[ENT_SETTLED_BY_MODEL] - POSITIONS[who]) / 100;
            }
        }
        assert_true(model[1] < model[0]);
    }
    ent_issue_close(issue);
    ent_issue_close(noisy);
}

static void
the_order_of_rows_changes_nothing(void **state)
{
    static const size_t TURNED[4] = {2, 3, 1, 0};
    const stage        *s = *state;
    ent_issue          *one = open_issue(s, IN_ORDER, 5), *other = open_issue(s, TURNED, 5);
    small               w;

    begin(s, &w);
    w.weights[2] *= 1.5;
    for (uint32_t run = 0; run < 20; run++) {
        double a[ENT_SETTLED_BY_RULES], b[ENT_SETTLED_BY_RULES];

        w.world.key.run = run;
        settle(s, one, &w, a);
        settle(s, other, &w, b);
        assert_memory_equal(a, b, sizeof a);
    }
    ent_issue_close(one);
    ent_issue_close(other);
}

static void
runs_differ_by_noise_and_share_it_between_worlds(void **state)
{
    const stage *s = *state;
    ent_issue   *issue = open_issue(s, IN_ORDER, 5);
    double       a[ENT_SETTLED_BY_RULES], b[ENT_SETTLED_BY_RULES], c[ENT_SETTLED_BY_RULES];
    small        w;

    begin(s, &w);
    settle(s, issue, &w, a);
    w.world.key.run = 1;
    settle(s, issue, &w, b);
    assert_true(a[ENT_SETTLED_BY_WEIGHTED_MEAN] != b[ENT_SETTLED_BY_WEIGHTED_MEAN]);
    w.weights[0] *= 2;
    settle(s, issue, &w, b);
    w.weights[0] /= 2;
    w.world.key.run = 0;
    settle(s, issue, &w, c); /* what is kept is what was made */
    assert_memory_equal(a, c, sizeof a);
    w.began[0] = 0; /* nobody knows its power: it stays */
    w.weights[0] = 3;
    settle(s, issue, &w, c);
    assert_memory_equal(a, c, sizeof a);
    ent_issue_close(issue);
}

/* In scenarios. */

#define HEAD "format: 1\nname: s\nextends: base\nhorizon: 3\n"
#define ASKS "outcomes:\n  - {name: o, kind: settles, a: RUS, b: USA, "

static const char GROWS[] =
    HEAD "interventions:\n  - {date: 2026, kind: capability, a: RUS, factor: 20, basis: estimated,"
         " source: invented}\n" ASKS "bargain: {file: war-in-ukraine, dim: 0, above: 30}}\n";

static void
a_scenario_moves_a_bargain_by_power_alone(void **state)
{
    const stage    *s = *state;
    ent_scenario   *scenario = load(s, "s.yaml", GROWS);
    ent_run_options options = {.seed = 3, .runs = 48};
    ent_table      *tables[2] = {NULL, NULL};
    ent_ensemble    e;

    assert_int_equal(ent_scenario_run(s->ctx, s->record, &scenario, 1, &options, &e), ENT_OK);
    assert_int_equal(e.outcome_count, 2); /* the weighted mean stands beside the model */
    assert_string_equal(e.outcomes[1].outcome.name, "o (weighted mean)");
    for (size_t i = 0; i < 2; i++) {
        const ent_outcome_year *years = e.outcomes[i].years;

        assert_true(years[1].probability == years[1].base && years[1].base == years[0].base);
        assert_true(years[2].probability > years[2].base + 0.5);
        assert_true(years[3].base == years[0].base);
    }
    ent_ensemble_clear(&e);
    for (int jobs = 0; jobs < 2; jobs++) {
        ent_ctx *ctx = unit_ctx(jobs == 0 ? 1 : 4);

        assert_int_equal(
            ent_scenario_bargains(ctx, s->record, &scenario, 1, &options, &tables[jobs]), ENT_OK);
        ent_ctx_destroy(ctx);
    }
    assert_int_equal(ent_table_row_count(tables[0]), ENT_SETTLED_BY_RULES);
    for (size_t row = 0; row < ENT_SETTLED_BY_RULES; row++) {
        for (size_t column = 5; column < 14; column++) {
            double a = ent_table_get_number(tables[0], row, column);
            double b = ent_table_get_number(tables[1], row, column);

            assert_true(memcmp(&a, &b, sizeof a) == 0);
        }
        assert_true(ent_table_get_number(tables[0], row, 5) >= 0);
    }
    assert_true(ent_table_get_number(tables[0], 1, 9) > 20); /* Russia's way */
    ent_table_destroy(tables[0]);
    ent_table_destroy(tables[1]);
    ent_scenario_destroy(scenario);
}

/* Those who bargain are in the world then, and move nobody. */
static void
a_bargain_changes_no_other_outcome(void **state)
{
    static const char OTHERS[] =
        HEAD "interventions:\n  - {date: 2026, kind: defeat, a: UKR, b: RUS}\noutcomes:\n"
             "  - {name: level, kind: level_at_least, a: RUS, b: CHN, level: 6}\n"
             "  - {name: force, kind: dispute, a: RUS, b: USA}\n";
    const stage    *s = *state;
    ent_run_options options = {.seed = 5, .runs = 24};
    ent_ensemble    e[2];
    char            text[1024];
    ent_scenario   *scenarios[2];

    (void)snprintf(text, sizeof text, "%s%s", OTHERS,
                   "  - {name: o, kind: settles, a: RUS, b: USA, bargain: {file: war-in-ukraine, "
                   "above: 30}}\n");
    scenarios[0] = load(s, "s.yaml", OTHERS);
    scenarios[1] = load(s, "s.yaml", text);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(ent_scenario_run(s->ctx, s->record, &scenarios[i], 1, &options, &e[i]),
                         ENT_OK);
    }
    for (size_t i = 0; i < 2; i++) {
        for (int year = 0; year < e[0].year_count; year++) {
            assert_true(e[0].outcomes[i].years[year].probability ==
                        e[1].outcomes[i].years[year].probability);
        }
    }
    for (size_t i = 0; i < 2; i++) {
        ent_ensemble_clear(&e[i]);
        ent_scenario_destroy(scenarios[i]);
    }
}

static void
wrong_bargains_are_refused_where_they_stand(void **state)
{
    static const struct {
        const char *text, *message;
    } WRONG[] = {
        {HEAD ASKS "bargain: {file: nowhere, above: 3}}\n",
         "s.yaml:6:62: no bargain 'nowhere' in the pack"},
        {HEAD ASKS "bargain: {file: nowhere.csv, above: 3}}\n", "s.yaml:6:62: "},
        {HEAD ASKS "bargain: {file: war-in-ukraine}}\n", "s.yaml:6:55: one of 'above' and 'below'"},
        {HEAD ASKS "bargain: {file: war-in-ukraine, above: 1, below: 2}}\n", "one of 'above' and"},
        {HEAD ASKS "bargain: {file: war-in-ukraine, above: 1, dim: 2}}\n", "2 dimensions"},
        {HEAD ASKS "bargain: {file: war-in-ukraine, above: 101}}\n", "s.yaml:6:85: "},
        {HEAD ASKS "bargain: {file: war-in-ukraine, above: 1, noise: 51}}\n", "noise"},
        {HEAD "outcomes:\n  - {name: o, kind: settles, a: CHN, b: USA, bargain: {file: "
              "war-in-ukraine, above: 1}}\n",
         "s.yaml:6:33: CHN is no actor of the bargain"},
        {HEAD "outcomes:\n  - {name: o, kind: settles, a: RUS, b: USA}\n", "'bargain' is missing"},
        {HEAD "outcomes:\n  - {name: o, kind: dispute, a: RUS, b: USA, bargain: {file: x, above: "
              "1}}\n",
         "'bargain' has no meaning for an outcome of kind dispute"}};
    const stage *s = *state;

    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        ent_scenario *scenario = NULL;
        ent_status    status = ent_scenario_parse(s->ctx, s->codes, "s.yaml", WRONG[i].text,
                                                  strlen(WRONG[i].text), &scenario);

        if (status != ENT_E_INPUT || strstr(ent_ctx_error(s->ctx), WRONG[i].message) == NULL) {
            fail_msg("%zu: %s", i, ent_ctx_error(s->ctx));
        }
        assert_null(scenario);
    }
}

static void
a_wrong_file_is_told_with_its_own_line(void **state)
{
    const stage  *s = *state;
    const char   *path = write_rows(IN_ORDER, "Test,,5,1");
    char          text[512];
    ent_scenario *scenario = NULL;

    (void)snprintf(text, sizeof text, "%s%sbargain: {file: %s, above: 3}}\n", HEAD, ASKS, path);
    assert_int_equal(ent_scenario_parse(s->ctx, s->codes, "s.yaml", text, strlen(text), &scenario),
                     ENT_E_INPUT);
    assert_int_equal(unlink(path), 0);
    assert_non_null(strstr(ent_ctx_error(s->ctx), "s.yaml:6:"));
    assert_non_null(strstr(ent_ctx_error(s->ctx), path));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_the_start_it_settles_as_the_file_does_alone),
        cmocka_unit_test(actors_are_states_by_id_or_name_and_others_keep_their_capability),
        cmocka_unit_test(a_state_that_grows_pulls_the_position_to_its_own),
        cmocka_unit_test(the_order_of_rows_changes_nothing),
        cmocka_unit_test(runs_differ_by_noise_and_share_it_between_worlds),
        cmocka_unit_test(a_scenario_moves_a_bargain_by_power_alone),
        cmocka_unit_test(a_bargain_changes_no_other_outcome),
        cmocka_unit_test(wrong_bargains_are_refused_where_they_stand),
        cmocka_unit_test(a_wrong_file_is_told_with_its_own_line),
    };

    return cmocka_run_group_tests(tests, stage_setup, stage_teardown);
}
