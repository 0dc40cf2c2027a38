/*
 * test_package.c - plain and packed files give the same bytes; damage and bombs are told
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_facts.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/package.h"

enum { MOST = 1 << 20 };

static const char *
packed(const char *name, char path[1024])
{
    char file[256];

    (void)snprintf(file, sizeof file, "tests/data/packed/%s", name);
    return unit_source(file, path);
}

static ent_package *
open_file(ent_ctx *ctx, const char *path)
{
    ent_package *package = NULL;

    if (ent_package_open(ctx, path, MOST, &package) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(ctx));
    }
    return package;
}

static ent_bytes
next_entry(ent_ctx *ctx, ent_package *package)
{
    ent_bytes bytes = {NULL, 0, NULL};
    bool      more = false;

    assert_int_equal(ent_package_next(ctx, package, &more), ENT_OK);
    assert_true(more);
    assert_int_equal(ent_package_read(ctx, package, MOST, &bytes), ENT_OK);
    return bytes;
}

static void
expect_end(ent_ctx *ctx, ent_package *package)
{
    bool more = true;

    assert_int_equal(ent_package_next(ctx, package, &more), ENT_OK);
    assert_false(more);
}

static void
expect_same(const ent_bytes *bytes, const char *plain)
{
    char      path[1024];
    ent_ctx  *ctx = unit_ctx(1);
    ent_bytes want;

    assert_int_equal(ent_file_read(ctx, unit_source(plain, path), MOST, &want), ENT_OK);
    assert_int_equal(bytes->length, want.length);
    assert_memory_equal(bytes->bytes, want.bytes, want.length);
    assert_int_equal(bytes->bytes[bytes->length], '\0');
    ent_bytes_clear(&want);
    ent_ctx_destroy(ctx);
}

static const char TABLE[] = "tests/data/import/td-rivalries/table.csv";
static const char EVENTS[] = "tests/data/import/gdelt-2/20150107.export.CSV";

/* The digest is that of the file as it is. */
static void
expect_digest(ent_ctx *ctx, ent_package *package, const char *path)
{
    char      have[65], want[65];
    ent_bytes bytes;

    assert_int_equal(ent_file_read(ctx, path, MOST, &bytes), ENT_OK);
    ent_sha256(bytes.bytes, bytes.length, want);
    assert_int_equal(ent_package_sha256(ctx, package, have), ENT_OK);
    assert_string_equal(have, want);
    ent_bytes_clear(&bytes);
}

static void
what_is_packed_gives_the_bytes_that_it_was_made_of(void **state)
{
    static const char *const NAMES[] = {"rivalries.csv.gz", "rivalries.csv.zst", "members.csv.gz"};
    ent_ctx                 *ctx = unit_ctx(1);

    (void)state;
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        char         path[1024];
        ent_package *package = open_file(ctx, packed(NAMES[i], path));
        ent_bytes    bytes = next_entry(ctx, package);

        expect_same(&bytes, TABLE);
        assert_string_equal(ent_package_name(package), path);
        assert_false(ent_package_is_archive(package));
        expect_end(ctx, package);
        expect_digest(ctx, package, path);
        ent_bytes_clear(&bytes);
        ent_package_close(package);
    }
    ent_ctx_destroy(ctx);
}

static void
a_plain_file_is_one_entry_and_may_be_looked_at_first(void **state)
{
    char         path[1024];
    ent_ctx     *ctx = unit_ctx(1);
    ent_package *package = open_file(ctx, unit_source(TABLE, path));
    ent_bytes    bytes;
    const char  *head;
    size_t       length;
    uint64_t     done, total;
    bool         more = false;

    (void)state;
    assert_int_equal(ent_package_next(ctx, package, &more), ENT_OK);
    assert_true(more);
    assert_int_equal(ent_package_peek(ctx, package, &head, &length), ENT_OK);
    assert_memory_equal(head, "rivalryno", 9);
    assert_int_equal(ent_package_read(ctx, package, MOST, &bytes), ENT_OK);
    expect_same(&bytes, TABLE);
    assert_int_equal(ent_package_block(ctx, package, &head, &length), ENT_OK);
    assert_int_equal(length, 0); /* and stays at its end */
    assert_int_equal(ent_package_block(ctx, package, &head, &length), ENT_OK);
    assert_int_equal(length, 0);
    ent_package_progress(package, &done, &total);
    assert_int_equal(done, bytes.length);
    assert_int_equal(total, bytes.length);
    expect_digest(ctx, package, path);
    expect_digest(ctx, package, path); /* asked twice, it is the same */
    expect_end(ctx, package);
    ent_bytes_clear(&bytes);
    ent_package_close(package);
    ent_ctx_destroy(ctx);
}

static void
an_archive_gives_its_files_under_its_name(void **state)
{
    char         path[1024], name[1100];
    ent_ctx     *ctx = unit_ctx(1);
    ent_package *package = open_file(ctx, packed("two.zip", path));
    ent_bytes    bytes = next_entry(ctx, package); /* the folder before it is no file */

    (void)state;
    assert_true(ent_package_is_archive(package));
    expect_same(&bytes, TABLE);
    (void)snprintf(name, sizeof name, "%s/folder/rivalries.csv", path);
    assert_string_equal(ent_package_name(package), name);
    ent_bytes_clear(&bytes);
    bytes = next_entry(ctx, package);
    expect_same(&bytes, EVENTS);
    (void)snprintf(name, sizeof name, "%s/../../20150107.export.CSV", path); /* a name, no path */
    assert_string_equal(ent_package_name(package), name);
    ent_bytes_clear(&bytes);
    bytes = next_entry(ctx, package);
    (void)snprintf(name, sizeof name, "%s/read?me.txt", path); /* no control reaches a terminal */
    assert_string_equal(ent_package_name(package), name);
    ent_bytes_clear(&bytes);
    expect_end(ctx, package);
    expect_digest(ctx, package, path);
    ent_package_close(package);
    ent_ctx_destroy(ctx);
}

/* Standard input is the file, or a pipe that holds it. */
static void
give_input(const char *path, bool pipe_it)
{
    int fd = open(path, O_RDONLY), ends[2];

    assert_true(fd >= 0);
    if (pipe_it) {
        char    bytes[32768];
        ssize_t length = read(fd, bytes, sizeof bytes);

        assert_int_equal(pipe(ends), 0);
        assert_true(length > 0 && write(ends[1], bytes, (size_t)length) == length);
        assert_int_equal(close(ends[1]), 0);
        assert_int_equal(close(fd), 0);
        fd = ends[0];
    }
    assert_int_equal(dup2(fd, STDIN_FILENO), STDIN_FILENO);
    assert_int_equal(close(fd), 0);
}

static void
standard_input_is_a_package_too(void **state)
{
    static const char *const NAMES[] = {"rivalries.csv.gz", "two.zip"};
    ent_ctx                 *ctx = unit_ctx(1);
    int                      before = dup(STDIN_FILENO);

    (void)state;
    for (int i = 0; i < 4; i++) {
        char         path[1024];
        ent_package *package;
        ent_bytes    bytes;

        give_input(packed(NAMES[i % 2], path), i < 2);
        package = open_file(ctx, "-");
        bytes = next_entry(ctx, package);
        expect_same(&bytes, TABLE);
        assert_string_equal(ent_package_name(package),
                            i % 2 == 0 ? "standard input" : "standard input/folder/rivalries.csv");
        expect_digest(ctx, package, path);
        ent_bytes_clear(&bytes);
        ent_package_close(package);
    }
    assert_int_equal(dup2(before, STDIN_FILENO), STDIN_FILENO);
    assert_int_equal(close(before), 0);
    ent_ctx_destroy(ctx);
}

static void
expect_failure(const char *name, size_t limit, ent_status status, const char *text)
{
    char         path[1024];
    ent_ctx     *ctx = unit_ctx(1);
    ent_package *package = NULL;
    ent_bytes    bytes;
    bool         more = false;
    ent_status   found = ent_package_open(ctx, packed(name, path), MOST, &package);

    if (found == ENT_OK) {
        found = ent_package_next(ctx, package, &more);
    }
    if (found == ENT_OK) {
        found = ent_package_read(ctx, package, limit, &bytes);
    }
    assert_int_equal(found, status);
    if (strstr(ent_ctx_error(ctx), text) == NULL) {
        fail_msg("'%s' is not in '%s'", text, ent_ctx_error(ctx));
    }
    ent_package_close(package);
    ent_ctx_destroy(ctx);
}

static void
damage_and_bombs_are_told_with_file_and_entry(void **state)
{
    (void)state;
    expect_failure("cut.csv.gz", MOST, ENT_E_INPUT, "cut.csv.gz: cannot be unpacked: ");
    expect_failure("damaged.zip", MOST, ENT_E_INPUT,
                   "damaged.zip/rivalries.csv: cannot be unpacked: ");
    expect_failure("bomb.gz", MOST << 4, ENT_E_LIMIT, "bomb.gz: larger than 1 MB");
    expect_failure("rivalries.csv.gz", 50, ENT_E_LIMIT, "rivalries.csv.gz: larger than 0 MB");
}

static void
nothing_packed_is_nothing(void **state)
{
    char         path[1024];
    ent_ctx     *ctx = unit_ctx(1);
    ent_package *package = open_file(ctx, packed("empty.gz", path));
    ent_bytes    bytes = next_entry(ctx, package);

    (void)state;
    assert_int_equal(bytes.length, 0);
    expect_end(ctx, package);
    ent_bytes_clear(&bytes);
    ent_package_close(package);
    ent_ctx_destroy(ctx);
}

static void
what_is_no_file_is_refused(void **state)
{
    char         path[1024];
    ent_ctx     *ctx = unit_ctx(1);
    ent_package *package = NULL;

    (void)state;
    assert_int_equal(ent_package_open(ctx, "/no/such/file", MOST, &package), ENT_E_FILE);
    assert_non_null(strstr(ent_ctx_error(ctx), "'/no/such/file'"));
    assert_int_equal(ent_package_open(ctx, unit_source("tests", path), MOST, &package), ENT_E_FILE);
    assert_non_null(strstr(ent_ctx_error(ctx), "is a folder"));
    assert_null(package);
    ent_ctx_destroy(ctx);
}

static void
whoever_wants_to_stop_stops(void **state)
{
    volatile sig_atomic_t cancel = 1;
    ent_ctx_options       options = {.cancel = &cancel};
    ent_ctx              *ctx = NULL;
    ent_package          *package = NULL;
    char                  path[1024];

    (void)state;
    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    assert_int_equal(ent_package_open(ctx, packed("two.zip", path), MOST, &package),
                     ENT_E_CANCELLED);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_packed_gives_the_bytes_that_it_was_made_of),
        cmocka_unit_test(a_plain_file_is_one_entry_and_may_be_looked_at_first),
        cmocka_unit_test(an_archive_gives_its_files_under_its_name),
        cmocka_unit_test(standard_input_is_a_package_too),
        cmocka_unit_test(damage_and_bombs_are_told_with_file_and_entry),
        cmocka_unit_test(nothing_packed_is_nothing),
        cmocka_unit_test(what_is_no_file_is_refused),
        cmocka_unit_test(whoever_wants_to_stop_stops),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
