/*
 * test_file.c - scenario files: what is read, and how each mistake is told
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "scenario/scenario.h"

/* The embedded data and its states; a folder for files that extend each other. */
typedef struct desk {
    ent_ctx   *ctx;
    ent_codes *codes;
    char       folder[64];
} desk;

static const char *const FILES[] = {"a.yaml", "b.yaml", "c.yaml", "base.yaml"};

static int
desk_setup(void **state)
{
    desk *d = calloc(1, sizeof *d);

    assert_non_null(d);
    d->ctx = unit_ctx(1);
    assert_int_equal(ent_codes_load(d->ctx, &d->codes), ENT_OK);
    (void)snprintf(d->folder, sizeof d->folder, "/tmp/entente-scenario-XXXXXX");
    assert_non_null(mkdtemp(d->folder));
    *state = d;
    return 0;
}

static const char *
desk_path(const desk *d, const char *name, char path[128])
{
    (void)snprintf(path, 128, "%s/%s", d->folder, name);
    return path;
}

static int
desk_teardown(void **state)
{
    desk *d = *state;
    char  path[128];

    for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++) {
        (void)unlink(desk_path(d, FILES[i], path));
    }
    (void)rmdir(d->folder);
    ent_codes_destroy(d->codes);
    ent_ctx_destroy(d->ctx);
    free(d);
    return 0;
}

static void
desk_write(const desk *d, const char *name, const char *text)
{
    char  path[128];
    FILE *file = fopen(desk_path(d, name, path), "w");

    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static ent_scenario *
parse(const desk *d, const char *text)
{
    ent_scenario *scenario = NULL;

    if (ent_scenario_parse(d->ctx, d->codes, "s.yaml", text, strlen(text), &scenario) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(d->ctx));
    }
    return scenario;
}

static void
check_error(const desk *d, ent_status got, ent_status status, const char *message)
{
    if (got != status || strstr(ent_ctx_error(d->ctx), message) == NULL) {
        fail_msg("status %d, '%s' is not in '%s'", (int)got, message, ent_ctx_error(d->ctx));
    }
}

static void
refuse(const desk *d, const char *text, const char *message)
{
    ent_scenario *scenario = (ent_scenario *)(void *)d->ctx;
    ent_status    status =
        ent_scenario_parse(d->ctx, d->codes, "s.yaml", text, strlen(text), &scenario);

    check_error(d, status, ENT_E_INPUT, message);
    assert_ptr_equal(scenario, d->ctx); /* nothing is written */
}

#define HEAD     "format: 1\nname: s\nbase: 2024-12-31\n"
#define OUTCOMES "outcomes:\n  - {name: o, kind: dispute, a: USA, b: CHN}\n"

/* 1. what is read */

static void
a_small_file_has_the_defaults(void **state)
{
    ent_scenario *s = parse(*state, HEAD OUTCOMES);

    assert_string_equal(ent_scenario_name(s), "s");
    assert_string_equal(ent_scenario_title(s), "s"); /* its name, where it has none */
    assert_string_equal(ent_scenario_base_name(s), "s");
    assert_string_equal(ent_scenario_about(s), "");
    assert_int_equal(ent_scenario_runs(s), 1000);
    assert_int_equal(s->horizon, 10);
    assert_true(s->is_root);
    assert_int_equal(s->outcome_count, 1);
    assert_int_equal(ent_scenario_interventions(s), 0);
    ent_scenario_destroy(s);
}

static void
every_kind_of_intervention_is_read_and_described(void **state)
{
    static const char *const SHOWN[] = {
        "2026  sanction USA CHN count 2.5 (assumed)",
        "2026  sanction USA RUS count 3 ends (assumed)",
        "2026  rapprochement USA RUS (literature)",
        "2026-05  rivalry RUS CHN (estimated)",
        "2026-08  war RUS UKR with BLR for 2 years (assumed)",
        "2027-03-01  dispute USA CHN for 3 years (assumed)",
        "2027-04  leader RUS (estimated)",
        "2027-05  exercise RUS CHN with IRN against USA (assumed)",
        "2027-06  regime RUS to USA (assumed)",
        "2028  treaty RUS CHN (assumed)",
        "2029  treaty CHN RUS ends (assumed)",
        "2029-02  treaty CHN RUS of consultation into defence (assumed)",
        "2029-03  sanction USA CHN with JPN GBR count 2 (assumed)",
        "2029-04  missiles USA CHN with JPN (assumed)",
        "2029-05  trade USA RUS to CHN share 0.3 (assumed)",
        "2030  cooperation RUS CHN level 5 (assumed)",
        "2030  capability RUS factor 1.5 (assumed)",
        "2030-02  institution BRICS SAU with ARG joins (assumed)",
        "2030-03  institution SCO rule (assumed)",
        "2030-04  institution NEW RUS with CHN founded (assumed)",
        "2030-05  institution NEW CHN leaves (assumed)"};
    enum { COUNT = sizeof SHOWN / sizeof SHOWN[0] };
    ent_scenario *s = parse(
        *state,
        HEAD "interventions:\n"
             "  - {date: 2027-03-01, kind: dispute, a: USA, b: CHN, years: 3}\n"
             "  - {date: 2026, kind: sanction, a: USA, b: CHN, count: 2.5}\n"
             "  - {date: 2026, kind: sanction, a: USA, b: RUS, change: ends}\n"
             "  - {date: 2026-05, kind: rivalry, a: RUS, b: CHN, basis: estimated, source: X,"
             " size: 0.5, sd: 0.1}\n"
             "  - {date: 2026, kind: rapprochement, a: usa, b: SUN, basis: literature, source: Y}\n"
             "  - {date: 2028, kind: treaty, a: RUS, b: CHN}\n"
             "  - {date: 2029, kind: treaty, a: CHN, b: RUS, change: ends}\n"
             "  - {date: 2030, kind: cooperation, a: RUS, b: CHN, level: 5}\n"
             "  - {date: 2030, kind: capability, a: RUS, factor: 1.5}\n"
             "  - {date: 2026-08, kind: war, a: RUS, b: UKR, with: [BLR], years: 2}\n"
             "  - {date: 2027-04, kind: leader, a: RUS}\n"
             "  - {date: 2027-05, kind: exercise, a: RUS, b: CHN, with: [IRN], against: USA}\n"
             "  - {date: 2027-06, kind: regime, a: RUS, to: USA}\n"
             "  - {date: 2029-02, kind: treaty, a: CHN, b: RUS, obligation: consultation,"
             " into: defence}\n"
             "  - {date: 2029-03, kind: sanction, a: USA, b: CHN, with: [JPN, GBR],"
             " severity: moderate}\n"
             "  - {date: 2029-04, kind: missiles, a: USA, b: CHN, with: [JPN]}\n"
             "  - {date: 2029-05, kind: trade, a: USA, b: RUS, to: CHN, share: 0.3}\n"
             "  - {date: 2030-02, kind: institution, institution: BRICS, change: joins, a: SAU,"
             " with: [ARG]}\n"
             "  - {date: 2030-03, kind: institution, institution: SCO, change: rule,"
             " commitment: defence}\n"
             "  - {date: 2030-04, kind: institution, institution: NEW, change: founded,"
             " a: RUS, with: [CHN]}\n"
             "  - {date: 2030-05, kind: institution, institution: NEW, change: leaves,"
             " a: CHN}\n" OUTCOMES);

    assert_int_equal(ent_scenario_interventions(s), COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        assert_string_equal(ent_scenario_intervention(s, i), SHOWN[i]);
    }
    assert_true(s->interventions[3].size == 0.5 && s->interventions[3].sd == 0.1);
    assert_int_equal(s->interventions[5].year, 2027);
    assert_int_equal(s->interventions[5].years, 3);
    assert_true(s->interventions[0].share == 1);
    assert_true(s->interventions[5].share > 0.83 && s->interventions[5].share < 0.84);
    ent_scenario_destroy(s);
}

static void
a_child_states_only_the_differences(void **state)
{
    desk         *d = *state;
    ent_scenario *s = NULL;
    char          path[128];

    desk_write(
        d, "a.yaml",
        "format: 1\nname: root\ntitle: Root\nabout: of it\nbase: 2020\nhorizon: 4\nruns: 50\n"
        "interventions:\n  - {date: 2022, kind: rivalry, a: IND, b: CHN}\n" OUTCOMES);
    desk_write(d, "b.yaml",
               "format: 1\nname: child\nextends: a.yaml\nhorizon: 12\n"
               "interventions:\n  - {date: 2030, kind: dispute, a: USA, b: CHN}\n");
    desk_write(d, "c.yaml",
               "format: 1\nname: grandchild\nextends: ./b.yaml\nruns: 70\n"
               "outcomes:\n  - {name: x, kind: defence_ends, a: USA, b: GBR}\n"
               "  - {name: y, kind: triangle, a: USA, b: GBR, c: FRA, type: menage}\n");
    assert_int_equal(ent_scenario_load(d->ctx, d->codes, desk_path(d, "c.yaml", path), &s), ENT_OK);
    assert_string_equal(ent_scenario_name(s), "grandchild");
    assert_string_equal(ent_scenario_title(s), "grandchild"); /* "Root" is true of the root alone */
    assert_string_equal(ent_scenario_about(s), "");
    assert_string_equal(ent_scenario_base_name(s), "root");
    assert_int_equal(ent_scenario_outcomes(s), 2);
    assert_string_equal(ent_scenario_outcome(s, 1), "y");
    assert_int_equal(ent_scenario_runs(s), 70);
    assert_int_equal(s->horizon, 12);
    assert_false(s->is_root);
    assert_int_equal(s->intervention_count, 2);
    assert_int_equal(s->root_interventions, 1); /* those of the base it is compared with */
    assert_int_equal(s->outcome_count, 2);      /* in place of the root's */
    ent_scenario_destroy(s);
}

static void
scenarios_of_the_pack_are_found_by_name(void **state)
{
    static const char *const NAMES[] = {"base", "base.yaml", "taiwan-crisis",
                                        "us-russia-normalisation.yaml"};
    desk                    *d = *state;

    for (size_t i = 0; i < 4; i++) {
        ent_scenario *s = NULL;

        assert_int_equal(ent_scenario_load(d->ctx, d->codes, NAMES[i], &s), ENT_OK);
        assert_true(ent_starts_with(NAMES[i], ent_scenario_name(s)));
        assert_int_equal(s->is_root, i < 2);
        ent_scenario_destroy(s);
    }
}

static void
a_file_of_ones_own_can_extend_the_pack(void **state)
{
    desk         *d = *state;
    ent_scenario *s = NULL;
    char          path[128];

    desk_write(d, "a.yaml", "format: 1\nname: mine\nextends: base.yaml\n");
    assert_int_equal(ent_scenario_load(d->ctx, d->codes, desk_path(d, "a.yaml", path), &s), ENT_OK);
    assert_int_equal(s->base.to, 20089); /* 2025-01-01 */
    ent_scenario_destroy(s);
    desk_write(d, "base.yaml", "format: 1\nname: base\nbase: 2000-12-31\n" OUTCOMES);
    assert_int_equal(ent_scenario_load(d->ctx, d->codes, path, &s), ENT_OK);
    assert_int_equal(s->outcome_count, 1); /* the file beside it comes first */
    ent_scenario_destroy(s);
}

/* 2. how mistakes are told */

static const struct {
    const char *text, *message;
} MISTAKES[] = {
    {HEAD "outcoms:\n  - 1\n", "s.yaml:4:1: unknown key 'outcoms', did you mean 'outcomes'?"},
    {HEAD "outcomes:\n  - {nam: o, kind: dispute, a: USA, b: CHN}\n",
     "s.yaml:5:6: unknown key 'nam', did you mean 'name'?"},
    {HEAD "outcomes:\n  - {name: o, kind: disputes, a: USA, b: CHN}\n", "s.yaml:5:21: 'kind' is"},
    {HEAD "outcomes:\n  - {name: o, kind: dispute, a: USA, b: CHM}\n",
     "s.yaml:5:41: unknown state 'CHM', did you mean"},
    {HEAD "outcomes:\n  - {name: o, kind: dispute, a: USA, b: CSK}\n",
     "s.yaml:5:41: 'CSK' is no state of the system on 2024-12-31, the base date; 'entente list "
     "states --at 2024-12-31'"},
    {"format: 1\nname: s\nbase: 1990\noutcomes:\n  - {name: o, kind: dispute, a: USA, b: DDR}\n",
     "s.yaml:5:41: 'DDR' is no state of the system on 1990-12-31"}, /* it was, until October */
    {HEAD "outcomes:\n  - {name: o, kind: dispute, a: USA, b: USA}\n", "s.yaml:5:5: the states"},
    {HEAD "outcomes:\n  - {name: o, kind: dispute, a: USA}\n", "s.yaml:5:5: 'b' is missing"},
    {HEAD "outcomes:\n  - {name: o, kind: level_below, a: USA, b: CHN}\n",
     "s.yaml:5:5: 'level' is missing: the cooperation level, 0 to 7"},
    {HEAD "outcomes:\n  - {name: o, kind: level_below, a: USA, b: CHN, level: 0}\n",
     "s.yaml:5:57: no level is below 0"},
    {HEAD "outcomes:\n  - {name: o, kind: level_at_least, a: USA, b: CHN, level: 0}\n",
     "s.yaml:5:60: every level is at least 0"},
    {HEAD "outcomes:\n  - {name: o, kind: peace_at_least, a: USA, b: CHN, grade: severe-rivalry}\n",
     "s.yaml:5:60: every grade is at least 'severe-rivalry', the lowest"},
    {HEAD "outcomes:\n  - {name: o, kind: dispute, a: USA, b: QQQQ}\n",
     "s.yaml:5:41: unknown state 'QQQQ'; 'entente list states' has them"},
    {HEAD "outcomes:\n  - {name: o, kind: level_below, a: USA, b: CHN, level: 8}\n",
     "s.yaml:5:57:"},
    {HEAD "outcomes:\n  - {name: o, kind: triangle, a: USA, b: CHN, c: RUS}\n",
     "s.yaml:5:5: 'type' is missing"},
    {HEAD "outcomes:\n  - {name: o, kind: triangle, a: USA, b: CHN, c: USA, type: menage}\n",
     "s.yaml:5:5: the states"},
    {HEAD "outcomes:\n  - {name: o, kind: triangle, a: USA, b: CHN, type: menage}\n",
     "s.yaml:5:5: 'c' is missing"},
    {HEAD "outcomes:\n  - {name: o, kind: dispute, a: USA, b: CHN, level: 3}\n",
     "s.yaml:5:53: 'level' has no meaning for an outcome of kind dispute"},
    {HEAD "outcomes:\n  - {name: o, kind: peace_at_least, a: USA, b: CHN}\n",
     "s.yaml:5:5: 'grade' is missing"},
    {HEAD "outcomes:\n  - {name: o, kind: peace_at_least, a: USA, b: CHN, grade: warm}\n",
     "s.yaml:5:60: 'grade' is 'warm'"},
    {HEAD "outcomes:\n  - {name: o, kind: votes_apart, a: USA, b: CHN}\n",
     "s.yaml:5:5: 'distance' is missing"},
    {HEAD "outcomes:\n  - {name: o, kind: votes_apart, a: USA, b: CHN, distance: 1.5}\n",
     "'distance' is '1.5'"},
    {HEAD "outcomes:\n  - {name: o, kind: passes, a: USA, b: CHN}\n",
     "s.yaml:5:5: 'institution' is missing"},
    {HEAD "outcomes:\n  - {name: o, kind: passes, a: USA, b: CHN, institution: UNCS}\n",
     "s.yaml:5:58: 'UNCS' is no institution"},
    {HEAD "outcomes:\n  - {name: o, kind: passes, a: USA, b: CHN, institution: AUKUS}\n",
     "s.yaml:5:58: 'AUKUS' has no decision rule"},
    {HEAD "outcomes:\n  - {name: o, kind: passes, a: USA, b: CHN, institution: UNSC, motion: no}\n",
     "s.yaml:5:72: "},
    {HEAD "outcomes:\n  - {name: o, kind: frustration_at_least, a: USA, b: CHN}\n",
     "s.yaml:5:5: 'with' is missing"},
    {HEAD "outcomes:\n  - {name: o, kind: frustration_at_least, a: USA, b: CHN, with: [USA]}\n",
     "s.yaml:5:5: the states of an outcome must differ"},
    {HEAD "outcomes:\n  - {name: o, kind: frustration_at_least, a: USA, b: CHN, with: [RUS],"
          " count: 2}\n",
     "s.yaml:5:5: cannot happen: of 3 states no more than 1 ties can be frustrated"},
    {HEAD OUTCOMES "  - {name: o, kind: dispute, a: USA, b: RUS}\n",
     "s.yaml:6:5: two outcomes are named 'o'"},
    {HEAD "outcomes: []\n", "'outcomes' is missing: nothing would be counted"},
    {HEAD, "'outcomes' is missing: nothing would be counted"},
    {"format: 1\nname: s\n" OUTCOMES, "s.yaml:1:1: 'base' is missing"},
    {"format: 1\nbase: 2020\n" OUTCOMES, "s.yaml:1:1: 'name' is missing"},
    {"name: s\nbase: 2020\n" OUTCOMES, "s.yaml:1:1: 'format: 1' is missing"},
    {HEAD "horizon: 201\n" OUTCOMES, "s.yaml:4:10: 'horizon' is '201'"},
    {HEAD "horizon: -1\n" OUTCOMES, "s.yaml:4:10: 'horizon' is '-1'"},
    {HEAD "runs: 0\n" OUTCOMES, "s.yaml:4:7: 'runs' is '0'"},
    {HEAD "runs: 1000001\n" OUTCOMES, "s.yaml:4:7: 'runs' is '1000001'"},
    {HEAD "runs: 1.5\n" OUTCOMES, "s.yaml:4:7: 'runs' is '1.5'"},
    {HEAD OUTCOMES "---\nformat: 1\n", "s.yaml:6:1: a second document; one is expected"},
    {HEAD "title: &x T\nabout: *x\n" OUTCOMES, "s.yaml:4:8: anchors and aliases"},
    {HEAD "title: \xff\n" OUTCOMES, "s.yaml:4:"},
    {"", "s.yaml:1:1: empty"},
    {"- 1\n", "s.yaml:1:1: expected keys and values"},
};

#define ONE(item) HEAD "interventions:\n  - " item "\n" OUTCOMES

static const struct {
    const char *text, *message;
} WRONG_INTERVENTIONS[] = {
    {ONE("{date: 2024-12-31, kind: dispute, a: USA, b: CHN}"),
     "s.yaml:5:12: an intervention must come after the base date"},
    {ONE("{date: 2001, kind: dispute, a: USA, b: CHN}"), "s.yaml:5:12: an intervention must"},
    {ONE("{date: 2035, kind: dispute, a: USA, b: CHN}"),
     "s.yaml:5:12: comes after 2034, the last year of the runs; see 'horizon'"},
    {"format: 1\nname: s\nbase: 2024-03-31\ninterventions:\n"
     "  - {date: 2024-09, kind: dispute, a: USA, b: CHN}\n" OUTCOMES,
     "s.yaml:5:12: the runs begin with 2025, the year after the base date"},
    {ONE("{date: 2027-13, kind: dispute, a: USA, b: CHN}"), "s.yaml:5:12: 'date' is '2027-13'"},
    {ONE("{date: 2027, kind: dispute, a: USA, b: USA}"), "s.yaml:5:5: 'a' and 'b' are the same"},
    {ONE("{date: 2027, kind: dispute, a: USA}"), "s.yaml:5:5: 'b' is missing"},
    {ONE("{date: 2027, kind: dispute, a: USA, b: CSK}"), "s.yaml:5:44: 'CSK' is no state"},
    {ONE("{date: 2027, kind: dispute, a: USA, b: CHN, count: 2}"),
     "s.yaml:5:56: 'count' has no meaning for an intervention of kind dispute"},
    {ONE("{date: 2027, kind: treaty, a: USA, b: CHN, size: 2}"), "s.yaml:5:54: 'size' has no"},
    {ONE("{date: 2027, kind: capability, a: USA, b: CHN, factor: 2}"), "'b' has no meaning"},
    {ONE("{date: 2027, kind: capability, a: USA}"), "s.yaml:5:5: 'factor' is missing"},
    {ONE("{date: 2027, kind: cooperation, a: USA, b: CHN}"), "s.yaml:5:5: 'level' is missing"},
    {ONE("{date: 2027, kind: dispute, a: USA, b: CHN, size: nan}"), "s.yaml:5:55: 'size' is"},
    {ONE("{date: 2027, kind: dispute, a: USA, b: CHN, size: .inf}"), "s.yaml:5:55: 'size' is"},
    {ONE("{date: 2027, kind: dispute, a: USA, b: CHN, size: 1e400}"), "s.yaml:5:55: 'size' is"},
    {ONE("{date: 2027, kind: dispute, a: USA, b: CHN, sd: 1}"),
     "s.yaml:5:53: an assumed size has no 'sd'"},
    {ONE("{date: 2027, kind: dispute, a: USA, b: CHN, basis: literature}"),
     "s.yaml:5:5: a size that is not assumed needs a 'source'"},
    {ONE("{date: 2027, kind: cooperation, a: RUS, b: CHN, level: 5}\n"
         "  - {date: 2027-01-01, kind: cooperation, a: CHN, b: RUS, level: 2}"),
     "s.yaml:6:5: a second 'cooperation' for the same states on the same day"},
    {ONE("{date: 2027, kind: treaty, a: RUS, b: CHN}\n"
         "  - {date: 2027, kind: treaty, a: RUS, b: CHN, change: ends}"),
     "s.yaml:6:5: a second 'treaty'"},
    {ONE("{date: 2027, kind: dispute, a: USA, b: CHN, hostility: 6}"), "'hostility' is '6'"},
    {ONE("{date: 2027, kind: dispute, b: CHN}"), "s.yaml:5:5: 'a' is missing"},
    {ONE("{date: 2027, kind: sanction, a: USA, b: CHN, count: 2, severity: light}"),
     "s.yaml:5:70: 'severity' and 'count' both say"},
    {ONE("{date: 2027, kind: sanction, a: USA, b: CHN, with: [CHN]}"),
     "s.yaml:5:56: 'CHN' is 'a' or 'b' already"},
    {ONE("{date: 2027, kind: sanction, a: USA, b: CHN, with: [JPN, JPN]}"),
     "s.yaml:5:62: 'JPN' stands twice"},
    {ONE("{date: 2027, kind: sanction, a: USA, b: CHN, with: [EU]}"), "s.yaml:5:57: "},
    {ONE("{date: 2027, kind: sanction, a: USA, b: CHN, change: joins}"),
     "s.yaml:5:58: 'change' is 'joins', expected begins or ends"},
    {ONE("{date: 2027, kind: patrol, a: RUS, b: CHN, against: CHN}"),
     "s.yaml:5:5: a state stands on both sides"},
    {ONE("{date: 2027, kind: patrol, a: RUS, b: CHN, with: [IRN], against: IRN}"),
     "'IRN' is on both sides"},
    {ONE("{date: 2027, kind: leader, a: RUS, b: CHN}"), "s.yaml:5:43: 'b' has no meaning"},
    {ONE("{date: 2027, kind: leader, a: RUS, size: 2}"), "s.yaml:5:5: a size that is not assumed"},
    {ONE("{date: 2027, kind: institution, a: UKR, change: joins}"),
     "s.yaml:5:5: 'institution' is missing"},
    {ONE("{date: 2027, kind: institution, institution: NATO, a: UKR}"),
     "s.yaml:5:5: 'change' is missing: founded, joins, leaves or rule"},
    {ONE("{date: 2027, kind: institution, institution: NATOO, change: joins, a: UKR}"),
     "s.yaml:5:50: 'NATOO' is no institution of the record on the base date"},
    {ONE("{date: 2027, kind: institution, institution: WARSAW, change: joins, a: UKR}"),
     "s.yaml:5:50: 'WARSAW' is no institution"},
    {ONE("{date: 2027, kind: institution, institution: NATO, change: founded, a: UKR}"),
     "s.yaml:5:50: 'NATO' exists already"},
    {ONE("{date: 2027, kind: institution, institution: NATO, change: joins, a: FRA}"),
     "s.yaml:5:5: FRA is a member of NATO by then: it cannot join it"},
    {ONE("{date: 2027, kind: institution, institution: NATO, change: leaves, a: UKR}"),
     "s.yaml:5:5: UKR is no member of NATO by then: it cannot leave it"},
    {ONE("{date: 2027, kind: institution, institution: NATO, change: joins, a: UKR}\n"
         "  - {date: 2028, kind: institution, institution: NATO, change: joins, a: GEO,"
         " with: [UKR]}"),
     "s.yaml:6:5: UKR is a member of NATO by then"},
    {ONE("{date: 2027, kind: institution, institution: NATO, change: rule}"),
     "s.yaml:5:5: nothing of the rule changes"},
    {ONE("{date: 2027, kind: institution, institution: NATO, change: rule, a: FRA,"
         " quotas: [\"2/3\"]}"),
     "s.yaml:5:5: 'a' has no meaning"},
    {ONE("{date: 2027, kind: institution, institution: NATO, change: joins, a: UKR,"
         " quotas: [\"2/3\"]}"),
     "'quotas' is of a change of 'rule'"},
    {ONE("{date: 2027, kind: institution, institution: NATO, change: joins, a: UKR,"
         " commitment: none}"),
     "'commitment' is of a body that is founded"},
};

static void
every_mistake_is_told_with_its_line_and_column(void **state)
{
    for (size_t i = 0; i < sizeof MISTAKES / sizeof MISTAKES[0]; i++) {
        refuse(*state, MISTAKES[i].text, MISTAKES[i].message);
    }
}

static void
every_wrong_intervention_is_told_with_its_line_and_column(void **state)
{
    for (size_t i = 0; i < sizeof WRONG_INTERVENTIONS / sizeof WRONG_INTERVENTIONS[0]; i++) {
        refuse(*state, WRONG_INTERVENTIONS[i].text, WRONG_INTERVENTIONS[i].message);
    }
}

static void
refuse_file(const desk *d, const char *name, ent_status status, const char *message)
{
    ent_scenario *s = NULL;

    check_error(d, ent_scenario_load(d->ctx, d->codes, name, &s), status, message);
    assert_null(s);
}

static void
circular_inheritance_is_told_at_the_line_that_closes_it(void **state)
{
    desk *d = *state;
    char  path[128];

    desk_write(d, "a.yaml", "format: 1\nname: a\nextends: b.yaml\n");
    desk_write(d, "b.yaml", "format: 1\nname: b\nextends: a.yaml\n");
    refuse_file(d, desk_path(d, "a.yaml", path), ENT_E_INPUT,
                "b.yaml:3:10: 'a.yaml' would inherit from itself");
    desk_write(d, "b.yaml", "format: 1\nname: b\nextends: ./a.yaml\n"); /* by another name */
    refuse_file(d, path, ENT_E_INPUT, "b.yaml:3:10: './a.yaml' would inherit from itself");
    desk_write(d, "c.yaml", "format: 1\nname: c\nextends: c.yaml\n");
    refuse_file(d, desk_path(d, "c.yaml", path), ENT_E_INPUT, "c.yaml:3:10: 'c.yaml' would");
}

static void
a_line_of_inheritance_has_an_end(void **state)
{
    desk    *d = *state;
    ent_text text;
    char     path[128];

    /* each folder's s.yaml extends that of the folder within: 17 of them */
    ent_text_init(&text);
    ent_text_add(&text, d->folder);
    for (int i = 0; i < 17; i++) {
        FILE *file;

        (void)snprintf(path, sizeof path, "%s/s.yaml", text.bytes);
        file = fopen(path, "w");
        assert_non_null(file);
        (void)fprintf(file, "format: 1\nname: s%d\nextends: x/s.yaml\n", i);
        assert_int_equal(fclose(file), 0);
        ent_text_add(&text, "/x");
        assert_int_equal(mkdir(text.bytes, 0700), 0);
    }
    refuse_file(d, desk_path(d, "s.yaml", path), ENT_E_INPUT,
                "s.yaml:3:10: more than 16 scenarios in one line of inheritance");
    for (int i = 17; i-- > 0;) {
        assert_int_equal(rmdir(text.bytes), 0);
        text.length -= 2;
        text.bytes[text.length] = '\0';
        (void)snprintf(path, sizeof path, "%s/s.yaml", text.bytes);
        assert_int_equal(unlink(path), 0);
    }
    ent_text_clear(&text);
}

static void
a_missing_file_is_told_where_it_is_named(void **state)
{
    desk *d = *state;
    char  path[128];

    desk_write(d, "a.yaml", "format: 1\nname: a\nextends: nothing.yaml\n");
    refuse_file(d, desk_path(d, "a.yaml", path), ENT_E_INPUT,
                "a.yaml:3:10: cannot extend 'nothing.yaml': no scenario 'nothing.yaml'");
    desk_write(d, "a.yaml", "format: 1\nname: a\nextends: x/nothing.yaml\n");
    refuse_file(d, path, ENT_E_INPUT, "a.yaml:3:10: cannot extend 'x/nothing.yaml': cannot open");
    refuse_file(d, "taiwan-crysis", ENT_E_NOTFOUND, "did you mean 'taiwan-crisis'?");
    refuse_file(d, "the-end-of-days", ENT_E_NOTFOUND, "aukus-grows, base, ");
    refuse_file(d, "nothing.yaml", ENT_E_FILE, "no scenario 'nothing.yaml'");
    refuse_file(d, "./nothing.yaml", ENT_E_FILE, "cannot open './nothing.yaml'");
    refuse_file(d, d->folder, ENT_E_FILE, "is a folder");
}

/* No scenario makes the program open a file that is none. */
static void
what_is_no_scenario_is_not_extended(void **state)
{
    static const char *const WRONG[] = {"/etc/passwd", "../passwd", "x/y",
                                        "/etc/x.yaml", "./",        "/dev/stdin"};
    desk                    *d = *state;
    char                     path[128], text[160], message[256];

    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        (void)snprintf(text, sizeof text, "format: 1\nname: a\nextends: %s\n", WRONG[i]);
        (void)snprintf(message, sizeof message,
                       "a.yaml:3:10: 'extends' is '%s', expected a scenario of the pack, or a path "
                       "that ends in .yaml or .yml, relative to the folder of this file",
                       WRONG[i]);
        desk_write(d, "a.yaml", text);
        refuse_file(d, desk_path(d, "a.yaml", path), ENT_E_INPUT, message);
    }
}

static void
a_mistake_in_a_parent_is_told_in_the_parent(void **state)
{
    desk *d = *state;
    char  path[128];

    desk_write(d, "b.yaml", HEAD "outcomes:\n  - {name: o, kind: dispute, a: USA, b: XXX}\n");
    desk_write(d, "a.yaml", "format: 1\nname: a\nextends: b.yaml\n");
    refuse_file(d, desk_path(d, "a.yaml", path), ENT_E_INPUT, "b.yaml:5:41: unknown state 'XXX'");
    desk_write(d, "b.yaml", HEAD OUTCOMES);
    desk_write(d, "a.yaml", "format: 1\nname: a\nextends: b.yaml\nbase: 2023\n");
    refuse_file(d, path, ENT_E_INPUT, "a.yaml:4:7: the base date is that of the scenario extended");
}

static void
large_and_crowded_files_are_refused(void **state)
{
    desk         *d = *state;
    ent_text      text;
    ent_scenario *s = NULL;

    ent_text_init(&text);
    ent_text_add(&text, HEAD "title: ");
    while (text.length < (size_t)5 << 20) {
        ent_text_add(&text, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
    }
    check_error(d, ent_scenario_parse(d->ctx, d->codes, "s.yaml", text.bytes, text.length, &s),
                ENT_E_LIMIT, "s.yaml: larger than 4 MB");
    ent_text_clear(&text);
    ent_text_add(&text, HEAD OUTCOMES);
    for (int i = 0; i < ENT_SCENARIO_MOST_OUTCOMES; i++) {
        ent_text_addf(&text, "  - {name: o%d, kind: dispute, a: USA, b: CHN}\n", i);
    }
    refuse(d, text.bytes, "s.yaml:69:5: more than 64 outcomes");
    ent_text_clear(&text);
    ent_text_add(&text, HEAD OUTCOMES "interventions:\n");
    for (int i = 0; i <= ENT_SCENARIO_MOST_INTERVENTIONS; i++) {
        ent_text_add(&text, "  - {date: 2027, kind: dispute, a: USA, b: CHN}\n");
    }
    refuse(d, text.bytes, "s.yaml:1007:5: more than 1000 interventions");
    ent_text_clear(&text);
}

static void
the_schema_names_every_key(void **state)
{
    static const char *const KEYS[] = {
        "\"format\"", "\"extends\"",   "\"horizon\"",    "\"interventions\"",   "\"outcomes\"",
        "\"basis\"",  "\"unit-veto\"", "\"capability\"", "\"maximum\": 1000000"};
    desk *d = *state;
    char *schema = NULL;

    assert_int_equal(ent_scenario_schema(d->ctx, &schema), ENT_OK);
    for (size_t i = 0; i < sizeof KEYS / sizeof KEYS[0]; i++) {
        assert_non_null(strstr(schema, KEYS[i]));
    }
    ent_scenario_schema_free(schema);
}

#define AT_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        AT_DESK(a_small_file_has_the_defaults),
        AT_DESK(every_kind_of_intervention_is_read_and_described),
        AT_DESK(a_child_states_only_the_differences),
        AT_DESK(scenarios_of_the_pack_are_found_by_name),
        AT_DESK(a_file_of_ones_own_can_extend_the_pack),
        AT_DESK(every_mistake_is_told_with_its_line_and_column),
        AT_DESK(every_wrong_intervention_is_told_with_its_line_and_column),
        AT_DESK(circular_inheritance_is_told_at_the_line_that_closes_it),
        AT_DESK(a_line_of_inheritance_has_an_end),
        AT_DESK(a_missing_file_is_told_where_it_is_named),
        AT_DESK(what_is_no_scenario_is_not_extended),
        AT_DESK(a_mistake_in_a_parent_is_told_in_the_parent),
        AT_DESK(large_and_crowded_files_are_refused),
        AT_DESK(the_schema_names_every_key),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
