/*
 * test_graded.c - models of outcomes: their files, the rows they take, what their fits say
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/graded/graded.h"

#include <math.h>

#include "base/random.h"
#include "base/text.h"
#include "unit_world.h"

static ent_graded *
parse(ent_ctx *ctx, const char *text)
{
    ent_graded *model = NULL;

    if (ent_graded_parse(ctx, "m.yaml", text, strlen(text), &model) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(ctx));
    }
    return model;
}

static void
refused(ent_ctx *ctx, const char *text, const char *why)
{
    ent_graded *model = NULL;

    assert_int_equal(ent_graded_parse(ctx, "m.yaml", text, strlen(text), &model), ENT_E_INPUT);
    assert_null(model);
    if (strstr(ent_ctx_error(ctx), why) == NULL) {
        fail_msg("%s, expected %s", ent_ctx_error(ctx), why);
    }
}

#define HEAD(outcome, kind)                                                                        \
    "format: 1\nname: m\noutcome: {name: " outcome ", model: " kind "}\n"                          \
    "record: {from: 1960, to: 1990}\n"

static void
a_file_that_makes_no_sense_is_refused_with_its_place(void **state)
{
    ent_ctx *ctx = unit_ctx(1);

    (void)state;
    refused(ctx, HEAD("love", "onset") "effects: [{name: X, of: border}]\n", "m.yaml:3:");
    refused(ctx, HEAD("power", "linear") "effects: [{name: X, of: border}]\n", "no outcome");
    refused(ctx, HEAD("trade", "moves") "effects: [{name: X, of: border}]\n", "no levels");
    refused(ctx, HEAD("trade", "ordered") "effects: [{name: X, of: border}]\n", "no levels");
    refused(ctx, HEAD("trade", "onset") "effects: [{name: X, of: border}]\n", "a tie is needed");
    refused(ctx, HEAD("defence", "onset") "effects: [{name: X, of: hate}]\n", "'hate'");
    refused(ctx, HEAD("defence", "onset") "effects: [{name: X, of: power}]\n", "egoPlusAltX");
    refused(ctx, HEAD("defence", "onset") "effects: [{name: simX, of: border}]\n", "simX");
    refused(ctx, HEAD("defence", "onset") "effects: [{name: minX, of: border}]\n", "expected X");
    refused(ctx,
            HEAD("defence", "onset") "effects: [{name: X, of: border}, {name: X, of: border}]\n",
            "twice");
    refused(ctx, HEAD("defence", "onset") "effects: []\n", "effects");
    refused(ctx, HEAD("defence", "onset") "bootstrap: 50\neffects: [{name: X, of: border}]\n",
            "'bootstrap' has no meaning");
    refused(ctx, HEAD("defence", "network") "errors: dyad\neffects: [{name: X, of: border}]\n",
            "'errors' has no meaning");
    refused(ctx, HEAD("defence", "onset") "lag: 9\neffects: [{name: X, of: border}]\n", "lag");
    refused(ctx,
            "format: 1\nname: m\noutcome: {name: defence, model: onset}\n"
            "record: {from: 1990, to: 1960}\neffects: [{name: X, of: border}]\n",
            "in their order");
    ent_ctx_destroy(ctx);
}

static void
models_of_the_pack_are_found_by_name(void **state)
{
    static const char *const NAMES[] = {"peace-1900-2014", "cooperation-1950-2012.yaml",
                                        "onset-1950-2012"};
    ent_ctx                 *ctx = unit_ctx(1);
    ent_graded              *model = NULL;
    char                    *schema = NULL;
    ent_table               *table = NULL;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(ent_graded_load(ctx, NAMES[i], &model), ENT_OK);
        assert_true(strncmp(NAMES[i], ent_graded_name(model), strlen(ent_graded_name(model))) == 0);
        ent_graded_destroy(model);
    }
    model = NULL;
    assert_int_equal(ent_graded_load(ctx, "no-such-model", &model), ENT_E_NOTFOUND);
    assert_null(model);
    assert_int_equal(ent_graded_schema(ctx, &schema), ENT_OK);
    assert_non_null(strstr(schema, "egoPlusAltX"));
    ent_graded_schema_free(schema);
    assert_int_equal(ent_covariate_list(ctx, &table), ENT_OK);
    assert_true(ent_table_row_count(table) > 30);
    ent_table_destroy(table);
    ent_ctx_destroy(ctx);
}

/* ---- rows by hand ---- */

#define SPAN "# span: 1945-01-01..2005-12-31\n"
#define TREATIES                                                                                   \
    "# table: treaties\n" SPAN                                                                     \
    "treaty,title,form,signed,start,end,end_reason,defence,offence,neutrality,nonaggression,"      \
    "consultation,cow,note,source,locator\n"
#define PARTIES   "# table: treaty_members\n" SPAN "treaty,state,role,start,end,source,locator\n"
#define RIVALRIES "# table: rivalries\n" SPAN "rivalry,state_a,state_b,start,end,source,locator\n"
#define BORDERS   "# table: borders\n" SPAN "state_a,state_b,source,locator\n"

static size_t
column_named(const ent_table *table, const char *name)
{
    for (size_t i = 0; i < ent_table_column_count(table); i++) {
        if (strcmp(ent_table_columns(table)[i].name, name) == 0) {
            return i;
        }
    }
    fail_msg("no column %s", name);
    return 0;
}

static double
cell(const ent_table *table, size_t row, const char *column)
{
    return ent_table_get_number(table, row, column_named(table, column));
}

/* The row of a pair and year, or -1. */
static long
row_of(ent_table *table, int year, const char *a, const char *b)
{
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        if ((int)cell(table, row, "year") == year &&
            strcmp(ent_table_get_text(table, row, column_named(table, "state_a")), a) == 0 &&
            strcmp(ent_table_get_text(table, row, column_named(table, "state_b")), b) == 0) {
            return (long)row;
        }
    }
    return -1;
}

static void
an_onset_has_rows_while_there_is_no_tie(void **state)
{
    world      *w = *state;
    ent_graded *model;
    ent_table  *table = NULL;
    long        row;

    world_write(w, "treaties",
                TREATIES "t,T,bilateral,1970,1970-05-01,1975-05-01,ended,1,0,0,0,0,,"
                         ",s,\n");
    world_write(w, "treaty_members", PARTIES "t,AAA,mutual,,,s,\nt,BBB,mutual,,,s,\n");
    world_write(w, "rivalries", RIVALRIES "r,AAA,BBB,1966,1968,s,\nr2,AAA,CCC,1950,,s,\n");
    world_load(w);
    model = parse(w->ctx, HEAD("bilateral", "onset") "effects: [{name: X, of: rivalry}]\n");
    world_check(w, ent_graded_rows(w->ctx, model, w->record, NULL, &table));
    row = row_of(table, 1969, "AAA", "BBB");
    assert_true(row >= 0 && cell(table, (size_t)row, "value") == 0);
    assert_true(cell(table, (size_t)row, "X.rivalry") == 1); /* of the year before */
    row = row_of(table, 1970, "AAA", "BBB");
    assert_true(row >= 0 && cell(table, (size_t)row, "value") == 1);
    assert_true(cell(table, (size_t)row, "X.rivalry") == 0);
    assert_true(fabs(cell(table, (size_t)row, "log_years_without.bilateral") - log(15)) < 1e-6);
    for (int year = 1971; year <= 1976; year++) {
        assert_int_equal(row_of(table, year, "AAA", "BBB"), -1);
    }
    row = row_of(table, 1977, "AAA", "BBB"); /* 1976 is the first year without */
    assert_true(row >= 0 && cell(table, (size_t)row, "value") == 0);
    assert_true(cell(table, (size_t)row, "log_years_without.bilateral") == 0);
    assert_int_equal(row_of(table, 1990, "AAA", "NEW"), -1); /* not there the year before */
    assert_int_equal(row_of(table, 1991, "OLD", "NEW"), -1);
    ent_table_destroy(table);
    ent_graded_destroy(model);
}

/* Five states and a tie whose onset a rivalry makes likelier, at random. */
static void
write_onsets(world *w)
{
    static const char *const IDS[] = {"AAA", "BBB", "CCC", "DDD", "EEE"};
    ent_key                  key = {.seed = 1648, .process = ENT_PROCESS_TEST};
    ent_text                 treaties, parties, rivalries;
    int                      number = 0;

    ent_text_init(&treaties);
    ent_text_init(&parties);
    ent_text_init(&rivalries);
    ent_text_add(&treaties, TREATIES);
    ent_text_add(&parties, PARTIES);
    ent_text_add(&rivalries, RIVALRIES);
    for (uint32_t i = 0; i < 5; i++) {
        for (uint32_t j = i + 1; j < 5; j++) {
            bool rivals = false;

            key.unit = i * 65536 + j;
            for (int year = 1955; year < 1990; year++) {
                uint32_t at = (uint32_t)(year - 1950) * 4;

                if (ent_random_below(&key, at, 4) == 0) {
                    rivals = true;
                    ent_text_addf(&rivalries, "r%d,%s,%s,%d,%d,s,\n", ++number, IDS[i], IDS[j],
                                  year, year);
                }
                if (ent_random_uniform(&key, at + 1) < (rivals ? 0.5 : 0.1)) {
                    ent_text_addf(&treaties, "t%d,T,bilateral,%d,%d,%d,ended,1,0,0,0,0,,,s,\n",
                                  ++number, year + 1, year + 1, year + 1);
                    ent_text_addf(&parties, "t%d,%s,mutual,,,s,\nt%d,%s,mutual,,,s,\n", number,
                                  IDS[i], number, IDS[j]);
                }
                rivals = false;
            }
        }
    }
    world_write(w, "treaties", ent_text_get(&treaties));
    world_write(w, "treaty_members", ent_text_get(&parties));
    world_write(w, "rivalries", ent_text_get(&rivalries));
    ent_text_clear(&treaties);
    ent_text_clear(&parties);
    ent_text_clear(&rivalries);
}

static long
effect_row(ent_table *table, const char *outcome, const char *of)
{
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        if (strcmp(ent_table_get_text(table, row, 0), outcome) == 0 &&
            strcmp(ent_table_get_text(table, row, 2), of) == 0) {
            return (long)row;
        }
    }
    fail_msg("no row of %s on %s", of, outcome);
    return -1;
}

static void
a_fit_says_how_much_and_on_what_basis(void **state)
{
    world      *w = *state;
    ent_graded *model;
    ent_table  *table = NULL;
    size_t      row;

    write_onsets(w);
    world_write(w, "borders", BORDERS "AAA,BBB,s,\n");
    world_load(w);
    model = parse(w->ctx, HEAD("bilateral", "onset") "errors: members\n"
                                                     "effects:\n"
                                                     "  - {name: X, of: rivalry}\n"
                                                     "  - {name: X, of: border}\n"
                                                     "  - {name: X, of: contiguity}\n");
    /* contiguity has no published spells: no row at all */
    assert_int_equal(ent_graded_fit(w->ctx, model, w->record, NULL, &table), ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "contiguity never"));
    assert_null(table);
    ent_graded_destroy(model);
    model = parse(w->ctx, HEAD("bilateral", "onset") "effects:\n"
                                                     "  - {name: X, of: rivalry}\n"
                                                     "  - {name: X, of: border}\n"
                                                     "  - {name: X, of: sanctions}\n");
    world_write(w, "sanctions",
                "# table: sanctions\n" SPAN
                "sanction,sender,target,start,end,kinds,instrument,source,locator\n"
                "s,OLD,TWO,1946,1950,trade,,s,\n");
    world_unload(w);
    world_load(w);
    world_check(w, ent_graded_fit(w->ctx, model, w->record, NULL, &table));
    row = (size_t)effect_row(table, "onset", "rivalry");
    assert_true(cell(table, row, "estimate") > 0.5 && cell(table, row, "se") > 0);
    assert_true(fabs(cell(table, row, "odds") - exp(cell(table, row, "estimate"))) < 1e-12);
    assert_true(cell(table, row, "lo") < cell(table, row, "odds") &&
                cell(table, row, "odds") < cell(table, row, "hi"));
    assert_string_equal(ent_table_get_text(table, row, column_named(table, "basis")),
                        "associated, all dyads, 1960-1990");
    assert_string_equal(ent_table_get_text(table, row, column_named(table, "dyad_effects")),
                        "holds");
    assert_true(ent_table_is_missing(table, row, column_named(table, "apart")));
    row = (size_t)effect_row(table, "onset", "border");
    assert_string_equal(ent_table_get_text(table, row, column_named(table, "dyad_effects")),
                        "not identified"); /* borders do not change within pairs */
    row = (size_t)effect_row(table, "onset", "sanctions");
    assert_true(ent_table_is_missing(table, row, column_named(table, "estimate")));
    assert_true(ent_table_is_missing(table, row, column_named(table, "p")));
    assert_string_equal(ent_table_get_text(table, row, column_named(table, "problem")),
                        "no variation");
    ent_table_destroy(table);
    ent_graded_destroy(model);
}

/* ---- the peace scale, as published: dyad, then spans and levels ---- */

static const char PEACE[] =
    "10020,19450101-19651231,0.25,19660101-19691231,-9,19700101-19801231,0.5,19810101-20209999,"
    "0.25\n"
    "10030,19450101-20209999,1\n";

static void
moves_pass_over_transitions_and_know_their_choices(void **state)
{
    world      *w = *state;
    ent_graded *model;
    ent_table  *table = NULL;
    long        row;

    world_write(w, "rivalries", RIVALRIES "r,AAA,BBB,1950,,s,\n");
    world_open(w);
    world_import_text(w, PEACE);
    world_record(w, NULL);
    model = parse(w->ctx, HEAD("peace", "moves") "effects: [{name: X, of: rivalry}]\n");
    world_check(w, ent_graded_rows(w->ctx, model, w->record, NULL, &table));
    row = row_of(table, 1965, "AAA", "BBB");
    assert_true(row >= 0 && cell(table, (size_t)row, "value") == 0);
    assert_true(cell(table, (size_t)row, "level_0.25") == 1);
    assert_true(cell(table, (size_t)row, "choices") == 7);
    assert_int_equal(row_of(table, 1967, "AAA", "BBB"), -1); /* in transition */
    row = row_of(table, 1970, "AAA", "BBB");
    assert_true(row >= 0 && cell(table, (size_t)row, "value") == 1); /* up */
    assert_true(cell(table, (size_t)row, "level_0.25") == 1);
    row = row_of(table, 1981, "AAA", "BBB");
    assert_true(row >= 0 && cell(table, (size_t)row, "value") == 2); /* down */
    assert_true(fabs(cell(table, (size_t)row, "log_years_at_level") - log(11)) < 1e-6);
    row = row_of(table, 1980, "AAA", "CCC");
    assert_true(row >= 0 && cell(table, (size_t)row, "choices") == 5); /* no higher than 1 */
    assert_int_equal(row_of(table, 1980, "BBB", "CCC"), -1);           /* the scale is silent */
    ent_table_destroy(table);
    ent_graded_destroy(model);
}

/* ---- cooperation levels, of acts ---- */

#define ACTS                                                                                       \
    "# table: acts\n" SPAN "act,state_a,state_b,start,end,level,kind,title,source,locator\n"

/* Levels of acts are those of their years and after; none of a pair that no act names. */
static void
cooperation_moves_by_levels_of_its_own(void **state)
{
    static const char ROWS[] = ACTS "a,AAA,BBB,1962-05-01,1962-05-09,2,consultation,C,s,\n"
                                    "b,AAA,BBB,1966-05-01,1966-05-09,4,exercise,E,s,\n"
                                    "c,AAA,BBB,1964-05-01,1964-05-09,7,defence_honoured,D,s,\n";
    world            *w = *state;
    ent_graded       *model;
    ent_table        *table = NULL;
    size_t            moves[3] = {0};

    world_write(w, "rivalries", RIVALRIES "r,AAA,BBB,1950,,s,\n");
    world_write(w, "acts", ROWS);
    world_load(w);
    model = parse(w->ctx, HEAD("cooperation", "moves") "effects: [{name: X, of: rivalry}]\n");
    world_check(w, ent_graded_rows(w->ctx, model, w->record, NULL, &table));
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        int year = (int)cell(table, row, "year"), before = 0;
        int choices = (int)cell(table, row, "choices"), move = (int)cell(table, row, "value");

        for (int level = 1; level < 8; level++) {
            char name[16];

            (void)snprintf(name, sizeof name, "level_%d", level);
            before = cell(table, row, name) > 0 ? level : before;
        }
        assert_int_equal(choices, 1 | (before < 7 ? 2 : 0) | (before > 0 ? 4 : 0));
        assert_true((choices >> move & 1) != 0 && year > 1962);
        assert_true(cell(table, row, "log_years_at_level") >= 0);
        moves[move]++;
    }
    assert_true(moves[0] > 0 && moves[1] == 1 && moves[2] >= 1); /* up to 7, and down from it */
    ent_table_destroy(table);
    ent_graded_destroy(model);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_that_makes_no_sense_is_refused_with_its_place),
        cmocka_unit_test(models_of_the_pack_are_found_by_name),
        cmocka_unit_test_setup_teardown(an_onset_has_rows_while_there_is_no_tie, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(a_fit_says_how_much_and_on_what_basis, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(cooperation_moves_by_levels_of_its_own, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(moves_pass_over_transitions_and_know_their_choices,
                                        world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
