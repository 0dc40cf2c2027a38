/*
 * test_context.c - failures, notes, messages, cancellation, children
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "base/text.h"

static void
every_status_has_its_own_text(void **state)
{
    (void)state;
    for (int a = 0; a >= -9; a--) {
        assert_string_not_equal(ent_status_text((ent_status)a), "unknown status");
        for (int b = 0; b > a; b--) {
            assert_string_not_equal(ent_status_text((ent_status)a), ent_status_text((ent_status)b));
        }
    }
    assert_string_equal(ent_status_text((ent_status)-10), "unknown status");
    assert_string_equal(ent_status_text((ent_status)1), "unknown status");
}

static void
negative_jobs_are_refused(void **state)
{
    ent_ctx_options options = {.jobs = -1};
    ent_ctx        *ctx = NULL;

    (void)state;
    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_E_ARG);
    assert_null(ctx);
    ent_ctx_destroy(NULL);
}

static void
the_data_folder_is_copied(void **state)
{
    char            folder[] = "here";
    ent_ctx_options options = {.data_dir = folder, .jobs = 3};
    ent_ctx        *ctx = NULL;

    (void)state;
    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    folder[0] = 'x';
    assert_string_equal(ent_ctx_data_dir(ctx), "here");
    assert_int_equal(ent_ctx_jobs(ctx), 3);
    ent_ctx_destroy(ctx);
}

/* A file's name, a title: what a message quotes must not steer the terminal that it is shown on. */
static void
what_a_message_quotes_is_made_visible(void **state)
{
    static const char NAME[] = "a\x1b[2J\xc2\x9b\xe2\x80\xae\nb";
    static const char SHOWN[] = "a\\u001b[2J\\u009b\\u202e\\u000ab";
    ent_ctx          *ctx = unit_ctx(1);
    char              expected[128];

    (void)state;
    assert_int_equal(ent_fail(ctx, ENT_E_INPUT, "%s: bad", NAME), ENT_E_INPUT);
    assert_int_equal(ent_note(ctx, ENT_E_INPUT, "in %s", NAME), ENT_E_INPUT);
    (void)snprintf(expected, sizeof expected, "%s: bad\n  in %s", SHOWN, SHOWN);
    assert_string_equal(ent_ctx_error(ctx), expected);
    /* said again, the failure keeps its lines */
    assert_int_equal(ent_fail(ctx, ENT_E_INPUT, "%s", expected), ENT_E_INPUT);
    assert_string_equal(ent_ctx_error(ctx), expected);
    ent_ctx_destroy(ctx);
}

static void
notes_stand_under_the_failure(void **state)
{
    ent_ctx *ctx = unit_ctx(1);

    (void)state;
    assert_string_equal(ent_ctx_error(ctx), "");
    assert_int_equal(ent_fail(ctx, ENT_E_INPUT, "%s:%d", "a.csv", 7), ENT_E_INPUT);
    assert_int_equal(ent_note(ctx, ENT_E_INPUT, "while importing"), ENT_E_INPUT);
    assert_string_equal(ent_ctx_error(ctx), "a.csv:7\n  while importing");
    assert_int_equal(ent_fail_nomem(ctx), ENT_E_NOMEM); /* a new failure replaces the old */
    assert_string_equal(ent_ctx_error(ctx), "out of memory");
    ent_ctx_destroy(ctx);
}

static void
a_flood_of_notes_is_cut(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    char     wide[5000];

    (void)state;
    memset(wide, 'x', sizeof wide - 1);
    wide[sizeof wide - 1] = '\0';
    assert_int_equal(ent_fail(ctx, ENT_E_INPUT, "%s", wide), ENT_E_INPUT);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(ent_note(ctx, ENT_E_INPUT, "note %d", i), ENT_E_INPUT);
    }
    assert_in_range(strlen(ent_ctx_error(ctx)), 1000, 4999);
    ent_ctx_destroy(ctx);
}

static void
count_messages(void *user, ent_severity severity, const char *text)
{
    int *counts = user;

    counts[severity]++;
    assert_int_equal(strncmp(text, "message ", 8), 0);
}

static void
a_child_keeps_its_messages_for_its_parent(void **state)
{
    int             counts[2] = {0, 0};
    ent_ctx_options options = {.on_message = count_messages, .user = counts};
    ent_ctx        *parent = NULL, *child = NULL;

    (void)state;
    assert_int_equal(ent_ctx_create(&options, &parent), ENT_OK);
    assert_int_equal(ent_ctx_child(parent, &child), ENT_OK);
    assert_true(ent_ctx_is_quiet(child));
    ent_say(child, ENT_WARNING, "message %d", 1);
    ent_say(child, ENT_INFO, "message %d", 2);
    assert_false(ent_ctx_is_quiet(child));
    assert_int_equal(counts[ENT_WARNING] + counts[ENT_INFO], 0);
    assert_int_equal(ent_fail(child, ENT_E_INPUT, "the child's"), ENT_E_INPUT);
    assert_int_equal(ent_fail(parent, ENT_E_INPUT, "the parent's"), ENT_E_INPUT);
    ent_ctx_absorb(parent, child, false);
    assert_string_equal(ent_ctx_error(parent), "the parent's");
    assert_int_equal(counts[ENT_WARNING], 1);
    assert_int_equal(counts[ENT_INFO], 1);
    ent_ctx_absorb(parent, child, true);
    assert_string_equal(ent_ctx_error(parent), "the child's");
    assert_int_equal(ent_ctx_check(child), ENT_OK);
    assert_int_equal(ent_ctx_jobs(child), 1);
    ent_ctx_destroy(child);
    ent_ctx_destroy(parent);
}

static void
cancellation_is_seen_by_parent_and_child(void **state)
{
    volatile sig_atomic_t cancel = 0;
    ent_ctx_options       options = {.cancel = &cancel};
    ent_ctx              *parent = NULL, *child = NULL;

    (void)state;
    assert_int_equal(ent_ctx_create(&options, &parent), ENT_OK);
    assert_int_equal(ent_ctx_child(parent, &child), ENT_OK);
    assert_int_equal(ent_check_cancelled(child), ENT_OK);
    cancel = 1;
    assert_true(ent_cancelled(parent));
    assert_int_equal(ent_check_cancelled(child), ENT_E_CANCELLED);
    assert_string_equal(ent_ctx_error(child), "cancelled");
    ent_ctx_destroy(child);
    ent_ctx_destroy(parent);
}

static void
without_callbacks_nothing_is_said(void **state)
{
    ent_ctx *ctx = unit_ctx(1);

    (void)state;
    ent_say(ctx, ENT_INFO, "nobody hears this");
    ent_progress(ctx, "work", 1, 2);
    assert_string_equal(ent_ctx_error(ctx), "");
    assert_true(strlen(ent_version()) >= 5);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_its_own_text),
        cmocka_unit_test(negative_jobs_are_refused),
        cmocka_unit_test(the_data_folder_is_copied),
        cmocka_unit_test(what_a_message_quotes_is_made_visible),
        cmocka_unit_test(notes_stand_under_the_failure),
        cmocka_unit_test(a_flood_of_notes_is_cut),
        cmocka_unit_test(a_child_keeps_its_messages_for_its_parent),
        cmocka_unit_test(cancellation_is_seen_by_parent_and_child),
        cmocka_unit_test(without_callbacks_nothing_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
