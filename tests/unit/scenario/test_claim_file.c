/*
 * test_claim_file.c - files of claims: what is read, and how each mistake is told
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "base/data.h"
#include "scenario/claim/claim.h"

typedef struct desk {
    ent_ctx   *ctx;
    ent_codes *codes;
} desk;

static int
desk_setup(void **state)
{
    desk *d = calloc(1, sizeof *d);

    assert_non_null(d);
    d->ctx = unit_ctx(1);
    assert_int_equal(ent_codes_load(d->ctx, &d->codes), ENT_OK);
    *state = d;
    return 0;
}

static int
desk_teardown(void **state)
{
    desk *d = *state;

    ent_codes_destroy(d->codes);
    ent_ctx_destroy(d->ctx);
    free(d);
    return 0;
}

/* One claim of a kind with a test in flow style, which begins in line 9 and column 11. */
#define HEAD                                                                                       \
    "format: 1\nname: n\ndocument: {name: d.txt, date: 2010-06-15}\nclaims:\n"                     \
    "  - id: one\n    says: s\n    refuted: r\n"
#define ONE(kind, test) HEAD "    kind: " kind "\n    test: {" test "}\n"

static ent_status
parse(desk *d, const char *text, ent_claims **out)
{
    return ent_claims_parse(d->ctx, d->codes, "c.yaml", text, strlen(text), out);
}

static void
a_claim_of_each_kind_is_read(void **state)
{
    static const char *const GOOD[] = {
        ONE("fact", "record: acts, pair: [RUS, CHN], where: ['start>=2001', 'title~treaty']"),
        ONE("fact", "record: institutions, where: [institution=SCO], expect: [start=2001]"),
        ONE("quotation", "speaker: X, words: limits"),
        ONE("trend", "measures: [cooperation.level, '-idealpoints.distance'], states: [RUS, CHN],"
                     " from: 1991, to: 2009, direction: rises, threshold: 0.3"),
        ONE("comparison", "measures: [votes/BRICS.cohesion], from: 2009, to: 2009, relation: less,"
                          " than: {measure: votes/G7.cohesion}, threshold: 0"),
        ONE("comparison", "measures: [power.share], states: [RUS], from: 2000, to: 2009,"
                          " relation: at_most, than: {states: [CHN], times: 0.5}, threshold: 0"),
        ONE("effect", "model: m, effect: X, of: cen, direction: negative, threshold: 2"),
        ONE("contrast", "scenario: taiwan-crisis, against: base, outcome: o, year: 2030,"
                        " direction: more, threshold: 0"),
        ONE("rule", "institution: UNSC, objecting: [RUS], result: blocked"),
        ONE("forecast", "record: disputes, pair: [RUS, GEO], where: [hostility=5],"
                        " by: 2010-12-31, probability: 0.5"),
        ONE("ordering", "scenario: base, outcome: a, above: b, year: 2030, threshold: 0"),
        ONE("motive", "reason: nobody knows")};
    desk *d = *state;

    for (size_t i = 0; i < sizeof GOOD / sizeof GOOD[0]; i++) {
        ent_claims *pack = NULL;

        if (parse(d, GOOD[i], &pack) != ENT_OK) {
            fail_msg("%s in\n%s", ent_ctx_error(d->ctx), GOOD[i]);
        }
        assert_int_equal(ent_claims_count(pack), 1);
        assert_string_equal(ent_claims_name(pack), "n");
        ent_claims_destroy(pack);
    }
}

static const char *const WRONG[][2] = {
    {"format: 1\nname: n\nclaims: []\n", "c.yaml:3:9: 0 claims"},
    {"format: 1\nname: n\nclaim: []\n", "c.yaml:3:1: unknown key 'claim', did you mean 'claims'?"},
    {ONE("facts", "record: acts"), "c.yaml:8:11: 'kind' is 'facts', expected one of fact"},
    {ONE("fact", "recrod: acts"), "c.yaml:9:12: unknown key 'recrod', did you mean 'record'?"},
    {ONE("fact", "record: act"), "c.yaml:9:20: unknown kind of row 'act', did you mean 'acts'?"},
    {ONE("fact", "where: [a=1]"), "c.yaml:9:11: 'record' is missing: a claim of kind fact"},
    {ONE("fact", "record: acts, by: 2010"),
     "c.yaml:9:30: 'by' has no meaning for a claim of kind fact"},
    {ONE("fact", "record: acts, where: [startt=2001]"),
     "c.yaml:9:34: unknown field 'startt' of acts, did you mean 'start'?"},
    {ONE("fact", "record: acts, where: [kind]"), "c.yaml:9:34: 'kind' is no condition"},
    {ONE("fact", "record: acts, where: [kind=dance]"),
     "c.yaml:9:34: 'kind' is never 'dance', expected one of: declaration"},
    {ONE("fact", "record: acts, where: [start=soon]"),
     "c.yaml:9:34: 'start' is compared with 'soon', expected a date"},
    {ONE("fact", "record: acts, where: [level=high]"),
     "c.yaml:9:34: 'level' is compared with 'high', expected a number"},
    {ONE("fact", "record: acts, where: ['kind<treaty']"), "c.yaml:9:34: 'kind' has no order"},
    {ONE("fact", "record: acts, where: ['level~5']"), "c.yaml:9:34: 'level' holds no words"},
    {ONE("fact", "record: acts, where: ['kind=']"), "c.yaml:9:34: 'kind' is compared with nothing"},
    {ONE("fact", "record: members, where: [state=ZZZ]"), "c.yaml:9:37: "},
    {ONE("fact", "record: members, where: [state=SSD]"),
     "c.yaml:9:37: 'SSD' was no state before the document"},
    {ONE("fact", "record: members, pair: [RUS, CHN]"), "c.yaml:9:35: rows of members name no pair"},
    {ONE("fact", "record: acts, pair: [RUS]"), "c.yaml:9:32: 1 states, a pair has two"},
    {ONE("fact", "record: acts, at_least: 3, at_most: 2"), "c.yaml:9:36: at least 3 and at most 2"},
    {ONE("trend", "measures: [cooperatoin.level], states: [RUS, CHN], from: 1991, to: 2009,"
                  " direction: rises, threshold: 0.3"),
     "c.yaml:9:23: unknown measure 'cooperatoin', did you mean 'cooperation'?"},
    {ONE("trend", "measures: [cooperation.height], states: [RUS, CHN], from: 1991, to: 2009,"
                  " direction: rises, threshold: 0.3"),
     "c.yaml:9:23: 'cooperation' has no column 'height' to test, but : level"},
    {ONE("trend", "measures: [cooperation], states: [RUS, CHN], from: 1991, to: 2009,"
                  " direction: rises, threshold: 0.3"),
     "c.yaml:9:23: 'cooperation' names no column"},
    {ONE("trend", "measures: [cooperation.level], states: [RUS], from: 1991, to: 2009,"
                  " direction: rises, threshold: 0.3"),
     "c.yaml:9:23: cooperation.level is of 2 states, 1 given"},
    {ONE("trend", "measures: [power.share], states: [CSK], from: 1995, to: 2009,"
                  " direction: rises, threshold: 0.3"),
     "c.yaml:9:46: 'CSK' is no state of the system from 1995-01-01 to 2009-12-31"},
    {ONE("trend", "measures: [power.share], states: [RUS], from: 2009, to: 1995,"
                  " direction: rises, threshold: 0.3"),
     "c.yaml:9:11: the years begin in 2009 and end in 1995"},
    {ONE("trend", "measures: [power.share], states: [RUS], from: 1995, to: 2009,"
                  " direction: more, threshold: 0.3"),
     "'direction' of a claim of kind trend is rises or falls"},
    {ONE("comparison", "measures: [peace.level, votes.agreement], states: [RUS, CHN], from: 2000,"
                       " to: 2009, relation: more, than: {states: [RUS, USA]}, threshold: 0.1"),
     "with several measures the threshold is 0"},
    {ONE("comparison", "measures: [peace.level], states: [RUS, CHN], from: 2000, to: 2009,"
                       " relation: more, than: {value: 1, from: 1990}, threshold: 0"),
     "'than' is either a value or another series"},
    {ONE("motive", "words: x"), "'words' has no meaning for a claim of kind motive"}};

static void
each_mistake_is_told_with_its_place(void **state)
{
    desk *d = *state;

    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        ent_claims *pack = NULL;

        if (parse(d, WRONG[i][0], &pack) != ENT_E_INPUT) {
            fail_msg("not refused: %s", WRONG[i][0]);
        }
        if (strstr(ent_ctx_error(d->ctx), WRONG[i][1]) == NULL) {
            fail_msg("'%s' is not in '%s'", WRONG[i][1], ent_ctx_error(d->ctx));
        }
        assert_null(pack);
    }
}

static void
an_id_stands_once(void **state)
{
    desk       *d = *state;
    ent_claims *pack = NULL;
    char        text[1024];

    (void)snprintf(text, sizeof text, "%s%s", ONE("motive", "reason: x"),
                   "  - {id: one, says: s, refuted: r, kind: motive, test: {reason: y}}\n");
    assert_int_equal(parse(d, text, &pack), ENT_E_INPUT);
    assert_non_null(strstr(ent_ctx_error(d->ctx), "'one' is the id of the claim on line 5"));
}

static void
the_digest_of_a_document_is_one(void **state)
{
    desk       *d = *state;
    ent_claims *pack = NULL;

    assert_int_equal(parse(d,
                           "format: 1\nname: n\ndocument: {name: d, sha256: abc}\nclaims:\n"
                           "  - {id: a, says: s, refuted: r, kind: motive, test: {reason: y}}\n",
                           &pack),
                     ENT_E_INPUT);
    assert_non_null(strstr(ent_ctx_error(d->ctx), "'sha256' is 'abc', expected 64 digits"));
}

static void
the_pack_is_found_by_name(void **state)
{
    static const char *const NAMES[] = {"003-two-ideas-of-security",
                                        "003-two-ideas-of-security.yaml"};
    desk                    *d = *state;

    for (size_t i = 0; i < 2; i++) {
        ent_claims *pack = NULL;

        assert_int_equal(ent_claims_load(d->ctx, d->codes, NAMES[i], &pack), ENT_OK);
        assert_string_equal(ent_claims_name(pack), "003-two-ideas-of-security");
        ent_claims_destroy(pack);
    }
}

static void
what_is_not_there_names_what_is(void **state)
{
    static const char *const NAMES[] = {"nothing", "nothing.yaml"};
    desk                    *d = *state;

    for (size_t i = 0; i < 2; i++) {
        ent_claims *pack = NULL;

        assert_int_equal(ent_claims_load(d->ctx, d->codes, NAMES[i], &pack), ENT_E_NOTFOUND);
        assert_non_null(strstr(ent_ctx_error(d->ctx), "001-axis-takes-shape"));
    }
}

/* What the design asks of the pack: every part of the system, few facts, each once. */
static void
the_pack_speaks_of_every_part(void **state)
{
    desk  *d = *state;
    bool   parts[23] = {false};
    size_t count, facts = 0, all = 0;
    char **names;

    assert_int_equal(ent_data_names(d->ctx, "claims/", ".yaml", &names, &count), ENT_OK);
    assert_true(count >= 5);
    for (size_t i = 0; i < count; i++) {
        ent_claims *pack = NULL;

        assert_int_equal(ent_claims_load(d->ctx, d->codes, ent_base_name(names[i]), &pack), ENT_OK);
        for (size_t k = 0; k < pack->count; k++) {
            const ent_yaml_node *list = ent_yaml_get(pack->items[k].node, "parts");

            for (size_t j = 0; j < ent_yaml_count(list); j++) {
                int64_t part = ent_yaml_integer(ent_yaml_item(list, j), 0);

                assert_in_range(part, 1, 22);
                parts[part] = true;
            }
            facts += pack->items[k].kind == ENT_ASSERTION_FACT;
            assert_true(pack->items[k].offset >= 0);
        }
        assert_int_equal(strlen(pack->sha256), 64);
        assert_true(pack->date != ENT_NO_DAY);
        all += pack->count;
        ent_claims_destroy(pack);
    }
    ent_data_names_free(names, count);
    for (int part = 1; part <= 22; part++) {
        if (!parts[part]) {
            fail_msg("no claim speaks of part %d", part);
        }
    }
    assert_true(3 * facts <= all);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, desk_setup, desk_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_claim_of_each_kind_is_read),
        TEST(each_mistake_is_told_with_its_place),
        TEST(an_id_stands_once),
        TEST(the_digest_of_a_document_is_one),
        TEST(the_pack_is_found_by_name),
        TEST(what_is_not_there_names_what_is),
        TEST(the_pack_speaks_of_every_part),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
