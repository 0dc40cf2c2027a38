/*
 * test_decide_motion.c - motion files: what is read, and how each mistake is told
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "entente/decide.h"

#define HEAD "format: 1\nname: m\n"

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

static ent_motion
parse(const desk *d, const char *text)
{
    ent_motion motion = ent_motion_init();

    if (ent_motion_parse(d->ctx, d->codes, "at/m.yaml", text, strlen(text), &motion) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(d->ctx));
    }
    return motion;
}

static void
a_motion_has_what_its_file_says(void **state)
{
    const desk *d = *state;
    ent_motion  m = parse(
         d, HEAD "institution: UNSC\nmatter: procedure\ndate: 2024-05\nsponsor: usa\nagainst: SUN\n"
                  "concerns: [UKR, SYR]\nissue: sanctions\nopposes: true\n"
                  "documents: [a.txt, /b/c.html]\nmay_not_vote: [RUS]\n"
                  "positions:\n  - {member: CHN, position: absent}\n"
                  "  - {member: FRA, position: yes, probability: 0.75, source: a speech}\n"
                  "together:\n  - {members: [GBR, FRA]}\n"
                  "  - {members: [RUS, CHN], correlation: -0.25}\n"
                  "reform: {quotas: ['>1/2'], weights: [votes:FRA=2], no_veto: [FRA]}\n");

    assert_string_equal(m.institution, "UNSC");
    assert_string_equal(m.matter, "procedure");
    assert_int_equal(m.date.to - m.date.from, 31);
    assert_int_equal(m.sponsor, ent_codes_find(d->codes, "USA"));
    assert_int_equal(m.against, ent_codes_find(d->codes, "RUS"));
    assert_int_equal(m.concern_count, 2);
    assert_int_equal(m.concerns[1], ent_codes_find(d->codes, "SYR"));
    assert_true(m.opposes);
    assert_string_equal(m.documents[0], "at/a.txt"); /* seen from the file */
    assert_string_equal(m.documents[1], "/b/c.html");
    assert_string_equal(m.may_not_vote[0], "RUS");
    assert_int_equal(m.position_count, 2);
    assert_int_equal(m.positions[0].stance, 1); /* an absence is an abstention */
    assert_true(m.positions[0].probability == 1);
    assert_null(m.positions[0].source);
    assert_int_equal(m.positions[1].stance, 2);
    assert_true(m.positions[1].probability == 0.75);
    assert_int_equal(m.together_count, 2);
    assert_true(isnan(m.together[0].correlation));
    assert_true(m.together[1].correlation == -0.25);
    assert_string_equal(m.reform.quotas[0], ">1/2");
    assert_int_equal(m.reform.weight_count, 1);
    assert_int_equal(m.reform.add_count, 0);
    ent_motion_clear(&m);
    assert_int_equal(m.sponsor, ENT_NO_STATE);
}

static void
a_wrong_motion_is_told_with_its_place(void **state)
{
    static const char *const WRONG[][2] = {
        {"name: m\n", "m.yaml:1:1: "},
        {"format: 2\nname: m\n", "m.yaml:1:9: "},
        {HEAD "sponser: USA\n", "m.yaml:3:1: "},
        {HEAD "sponsor: USB\n", "m.yaml:3:10: "},
        {HEAD "sponsor: USA\nagainst: USA\n", "m.yaml:4:10: 'sponsor' and 'against' are the same"},
        {HEAD "concerns: [SYR, ATLANTIS]\n", "m.yaml:3:17: "},
        {HEAD "date: soon\n", "m.yaml:3:7: "},
        {HEAD "institution: ''\n", "m.yaml:3:14: 'institution' is ''"},
        {HEAD "positions:\n  - {member: A, position: maybe}\n", "m.yaml:4:27: "},
        {HEAD "positions:\n  - {member: A, position: yes, probability: 1.5}\n", "m.yaml:4:45: "},
        {HEAD "positions:\n  - {position: yes}\n", "m.yaml:4:5: "},
        {HEAD "positions:\n  - {member: A, position: yes}\n  - {member: A, position: no}\n",
         "m.yaml:5:5: 'A' has a position already"},
        {HEAD "may_not_vote: [A, B, A]\n", "m.yaml:3:22: 'A' stands here twice"},
        {HEAD "reform: {drop: [! ]}\n", "m.yaml:3:17: nothing stands here, expected a word"},
        {HEAD "together:\n  - {members: [A]}\n", "m.yaml:4:5: 'members' holds 1"},
        {HEAD "together:\n  - {members: [A, B, C], correlation: -0.5}\n",
         "m.yaml:4:39: more than two members cannot all move against each other"},
        {HEAD "together:\n  - {members: [A, B], correlation: 1}\n", "m.yaml:4:36: "},
        {HEAD "together:\n  - {members: [A, B]}\n  - {members: [B, C]}\n",
         "m.yaml:5:5: 'B' stands in two groups"},
        {HEAD "reform: {plus: [A]}\n", "m.yaml:3:10: "},
        {HEAD "name: again\n", "m.yaml:3:1: "},
        {HEAD "issue: &a x\nmatter: *a\n", "m.yaml:"},
    };
    const desk *d = *state;

    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        ent_motion motion = {.position_count = 77};

        assert_int_equal(ent_motion_parse(d->ctx, d->codes, "at/m.yaml", WRONG[i][0],
                                          strlen(WRONG[i][0]), &motion),
                         ENT_E_INPUT);
        assert_int_equal(motion.position_count, 77);
        if (strstr(ent_ctx_error(d->ctx), WRONG[i][1]) == NULL) {
            fail_msg("'%s' is not in '%s'", WRONG[i][1], ent_ctx_error(d->ctx));
        }
    }
}

static void
a_list_that_is_too_long_is_refused(void **state)
{
    const desk *d = *state;
    char        text[8192] = HEAD "may_not_vote: [";
    ent_motion  motion;

    for (int i = 0; i <= ENT_MOTION_MOST_LISTED; i++) {
        (void)snprintf(text + strlen(text), sizeof text - strlen(text), "M%d, ", i);
    }
    (void)strcat(text, "END]\n");
    assert_int_equal(ent_motion_parse(d->ctx, d->codes, "m.yaml", text, strlen(text), &motion),
                     ENT_E_INPUT);
    assert_non_null(strstr(ent_ctx_error(d->ctx), "more than 250 entries"));
}

static void
the_motions_of_the_pack_are_read(void **state)
{
    static const char *const NAMES[] = {"csto-on-armenia", "eu-sanctions-on-russia",
                                        "russia-in-ukraine", "sanctions-on-china",
                                        "sanctions-on-syria"};
    const desk              *d = *state;
    ent_motion               m;

    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        assert_int_equal(ent_motion_load(d->ctx, d->codes, NAMES[i], &m), ENT_OK);
        assert_string_equal(m.name, NAMES[i]);
        assert_non_null(m.about);
        ent_motion_clear(&m);
    }
    assert_int_equal(ent_motion_load(d->ctx, d->codes, "sanctions", &m), ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(d->ctx), "sanctions-on-syria"));
    assert_int_equal(ent_motion_load(d->ctx, d->codes, "./nowhere.yaml", &m), ENT_E_FILE);
}

static void
the_schema_names_every_key(void **state)
{
    const desk *d = *state;
    char       *schema;

    assert_int_equal(ent_motion_schema(d->ctx, &schema), ENT_OK);
    assert_non_null(strstr(schema, "\"may_not_vote\""));
    assert_non_null(strstr(schema, "\"correlation\""));
    ent_motion_schema_free(schema);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_motion_has_what_its_file_says),
        cmocka_unit_test(a_wrong_motion_is_told_with_its_place),
        cmocka_unit_test(a_list_that_is_too_long_is_refused),
        cmocka_unit_test(the_motions_of_the_pack_are_read),
        cmocka_unit_test(the_schema_names_every_key),
    };

    return cmocka_run_group_tests_name("decide_motion", tests, desk_setup, desk_teardown);
}
