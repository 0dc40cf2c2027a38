/*
 * test_claim_kept.c - fits that a store keeps in the place of new ones, where they are the same
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/claim/kept.h"

#include "entente/claim.h"
#include "unit.h"

#define MODEL_FILE "test_claim_kept.yaml"

static const char MODEL[] = "format: 1\nname: m\noutcome: {name: obligation, model: onset}\n"
                            "record: {from: 1960, to: 1964}\neffects: [{name: X, of: rivalry}]\n";
static const char RESULT[] = "outcome,effect,of,estimate,se,z,p,odds,lo,hi,sd,odds_sd,dyad_effects,"
                             "lag_5,apart,problem,rows\n"
                             "onset,constant,,-4,0.1,-40,0,,,,,,,,,,900\n"
                             "onset,X,rivalry,7.5,0.5,15,0.001,,,,,,holds,weaker,,,900\n";

typedef struct bench {
    ent_ctx    *ctx;
    ent_codes  *codes;
    ent_store  *store;
    ent_graded *model;
    ent_text    sources;
} bench;

static void
list_sources(bench *b)
{
    ent_record_options            options = {.detail = ent_graded_detail(b->model)};
    const ent_source_file *const *files;
    ent_record                   *record;
    size_t                        count;

    assert_int_equal(ent_record_load(b->ctx, b->store, b->codes, &options, &record), ENT_OK);
    files = ent_record_sources(record, &count);
    for (size_t i = 0; i < count; i++) {
        ent_text_addf(&b->sources, "%s%s %s", i > 0 ? "\n" : "", files[i]->set, files[i]->version);
    }
    ent_record_destroy(record);
}

static int
setup(void **state)
{
    bench *b = calloc(1, sizeof *b);
    FILE  *file = fopen(MODEL_FILE, "w");

    assert_non_null(b);
    assert_non_null(file);
    assert_true(fputs(MODEL, file) >= 0);
    assert_int_equal(fclose(file), 0);
    b->ctx = unit_ctx(1);
    ent_text_init(&b->sources);
    assert_int_equal(ent_codes_load(b->ctx, &b->codes), ENT_OK);
    assert_int_equal(ent_store_open(b->ctx, ":memory:", ENT_STORE_WRITE, b->codes, &b->store),
                     ENT_OK);
    assert_int_equal(ent_graded_load(b->ctx, MODEL_FILE, &b->model), ENT_OK);
    list_sources(b);
    *state = b;
    return 0;
}

static int
teardown(void **state)
{
    bench *b = *state;

    ent_graded_destroy(b->model);
    ent_store_close(b->store);
    ent_codes_destroy(b->codes);
    ent_text_clear(&b->sources);
    ent_ctx_destroy(b->ctx);
    free(b);
    return remove(MODEL_FILE);
}

/* The row that `entente fit` keeps, but for what the test changes. */
static ent_fit_row
row_of(const bench *b)
{
    return (ent_fit_row){.model = "m",
                         .status = "converged",
                         .seed = 1,
                         .parameters = 2,
                         .file = MODEL,
                         .result = RESULT,
                         .details = "[]\n",
                         .version = ent_version(),
                         .command = "entente fit " MODEL_FILE " --format csv",
                         .sources = ent_text_get(&b->sources)};
}

/* The estimate that is found; 0 where none is. */
static double
estimate(bench *b, ent_power power, ent_signs signs)
{
    ent_kept_model model = {.model = b->model, .file = MODEL};
    ent_table     *table = NULL;
    double         found = 0;

    assert_int_equal(ent_kept_model_find(b->ctx, b->store, b->codes, &model), ENT_OK);
    assert_int_equal(ent_kept_model_fit(b->ctx, b->store, &model, power, signs, &table), ENT_OK);
    if (table != NULL) {
        assert_int_equal(ent_table_row_count(table), 2);
        assert_string_equal(ent_table_get_text(table, 1, 3), "weaker");
        assert_true(ent_table_is_missing(table, 1, 4)); /* apart */
        found = ent_table_get_number(table, 1, 5);
    }
    ent_table_destroy(table);
    ent_kept_model_clear(&model);
    return found;
}

static void
what_is_not_the_same_is_not_taken(void **state)
{
    bench      *b = *state;
    ent_fit_row rows[7];

    for (size_t i = 0; i < 7; i++) {
        rows[i] = row_of(b);
    }
    rows[0].status = "did not converge";
    rows[1].file = "format: 1\nname: m\n";
    rows[2].version = "0.0.0";
    rows[3].sources = "world 1";
    rows[4].command = "entente fit " MODEL_FILE " --source obligations=world";
    rows[5].command = "entente fit " MODEL_FILE " --from 1962";
    rows[6].result = "effect,of\nX,rivalry\n";
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(ent_store_add_fit(b->ctx, b->store, &rows[i]), ENT_OK);
        assert_true(estimate(b, ENT_POWER_CINC, ENT_SIGNS_RIVALRY) < 1);
    }
}

static void
power_and_signs_are_those_of_the_command(void **state)
{
    bench      *b = *state;
    ent_fit_row row = row_of(b);

    row.command = "entente fit " MODEL_FILE " --power milex --signs peace --seed 3";
    assert_int_equal(ent_store_add_fit(b->ctx, b->store, &row), ENT_OK);
    assert_true(estimate(b, ENT_POWER_CINC, ENT_SIGNS_RIVALRY) < 1);
    assert_true(estimate(b, ENT_POWER_MILEX, ENT_SIGNS_RIVALRY) < 1);
    assert_true(estimate(b, ENT_POWER_GDP, ENT_SIGNS_PEACE) < 1);
    assert_true(estimate(b, ENT_POWER_MILEX, ENT_SIGNS_PEACE) > 7);
}

static void
a_claim_says_that_it_rests_on_a_kept_fit(void **state)
{
    static const char CLAIMS[] =
        "format: 1\nname: n\ndocument: {name: d.txt, date: 2020-01-01}\nclaims:\n"
        "  - id: e\n    says: s\n    refuted: r\n    kind: effect\n    test: {model: " MODEL_FILE
        ", effect: rivalry, direction: positive, threshold: 1.96}\n";
    bench            *b = *state;
    ent_fit_row       row = row_of(b);
    ent_claims       *pack = NULL;
    const ent_claims *packs[1];
    ent_table        *table = NULL;

    assert_int_equal(ent_store_add_fit(b->ctx, b->store, &row), ENT_OK);
    if (ent_claims_parse(b->ctx, b->codes, "c.yaml", CLAIMS, strlen(CLAIMS), &pack) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(b->ctx));
    }
    packs[0] = pack;
    assert_int_equal(ent_claims_check(b->ctx, b->store, b->codes, packs, 1, NULL, &table), ENT_OK);
    for (size_t i = 0; i < ent_table_row_count(table); i++) {
        assert_true(ent_table_get_number(table, i, 4) > 7.4); /* value: the kept estimate */
        if (strstr(ent_table_get_text(table, i, 15), "(1 kept in the store)") == NULL) {
            fail_msg("%s", ent_table_get_text(table, i, 15));
        }
    }
    ent_table_destroy(table);
    ent_claims_destroy(pack);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_not_the_same_is_not_taken, setup, teardown),
        cmocka_unit_test_setup_teardown(power_and_signs_are_those_of_the_command, setup, teardown),
        cmocka_unit_test_setup_teardown(a_claim_says_that_it_rests_on_a_kept_fit, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
