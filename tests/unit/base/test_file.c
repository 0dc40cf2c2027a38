/*
 * test_file.c - whole files in, whole files out (full disks and pipes: tests/fault/io.py)
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"

typedef struct scratch {
    char     folder[64], file[96];
    ent_ctx *ctx;
} scratch;

static int
make_scratch(void **state)
{
    scratch *s = calloc(1, sizeof *s);

    if (s == NULL) {
        return -1;
    }
    (void)snprintf(s->folder, sizeof s->folder, "/tmp/entente-file-XXXXXX");
    if (mkdtemp(s->folder) == NULL) {
        free(s);
        return -1;
    }
    (void)snprintf(s->file, sizeof s->file, "%s/file", s->folder);
    s->ctx = unit_ctx(1);
    *state = s;
    return 0;
}

static int
remove_scratch(void **state)
{
    scratch *s = *state;

    (void)unlink(s->file);
    ent_ctx_destroy(s->ctx);
    /* fails when a test has left a file behind, and with it the test */
    if (rmdir(s->folder) != 0) {
        return -1;
    }
    free(s);
    return 0;
}

static void
write_bytes(scratch *s, const char *bytes, size_t length)
{
    ent_output output;

    assert_int_equal(ent_output_open(s->ctx, s->file, &output), ENT_OK);
    assert_int_equal(fwrite(bytes, 1, length, output.stream), length);
    assert_int_equal(ent_output_commit(s->ctx, &output), ENT_OK);
}

static void
what_is_written_is_read(void **state)
{
    static char bytes[200001];
    scratch    *s = *state;
    ent_bytes   read;

    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (char)(i * 31);
    }
    for (size_t length = 0; length <= sizeof bytes; length = length * 7 + 1) {
        write_bytes(s, bytes, length);
        assert_int_equal(ent_file_read(s->ctx, s->file, sizeof bytes, &read), ENT_OK);
        assert_int_equal(read.length, length);
        assert_memory_equal(read.bytes, bytes, length);
        assert_int_equal(read.bytes[length], '\0');
        ent_bytes_clear(&read);
    }
}

static void
a_file_above_the_limit_is_refused(void **state)
{
    scratch  *s = *state;
    ent_bytes read = {NULL, 0, NULL};
    char      message[200];

    write_bytes(s, "0123456789", 10);
    assert_int_equal(ent_file_read(s->ctx, s->file, 10, &read), ENT_OK);
    ent_bytes_clear(&read);
    assert_int_equal(ent_file_read(s->ctx, s->file, 9, &read), ENT_E_LIMIT);
    assert_null(read.bytes);
    (void)snprintf(message, sizeof message, "%s: 10 bytes, larger than 9 bytes", s->file);
    assert_string_equal(ent_ctx_error(s->ctx), message);
    assert_int_equal(truncate(s->file, (4 << 20) + 1), 0);
    assert_int_equal(ent_file_read(s->ctx, s->file, 4 << 20, &read), ENT_E_LIMIT);
    (void)snprintf(message, sizeof message, "%s: 4194305 bytes, larger than 4194304 bytes",
                   s->file);
    assert_string_equal(ent_ctx_error(s->ctx), message);
    assert_int_equal(truncate(s->file, 9 << 20), 0);
    assert_int_equal(ent_file_read(s->ctx, s->file, 4 << 20, &read), ENT_E_LIMIT);
    (void)snprintf(message, sizeof message, "%s: 9 MB, larger than 4 MB", s->file);
    assert_string_equal(ent_ctx_error(s->ctx), message);
    /* no end, and no length beforehand */
    assert_int_equal(ent_file_read(s->ctx, "/dev/zero", 1 << 20, &read), ENT_E_LIMIT);
    assert_string_equal(ent_ctx_error(s->ctx), "/dev/zero: larger than 1 MB");
}

static void
what_cannot_be_read_is_named(void **state)
{
    scratch  *s = *state;
    ent_bytes read = {NULL, 0, NULL};
    char      message[200];

    assert_int_equal(ent_file_read(s->ctx, s->file, 10, &read), ENT_E_FILE);
    (void)snprintf(message, sizeof message, "cannot open '%s': No such file or directory", s->file);
    assert_string_equal(ent_ctx_error(s->ctx), message);
    assert_int_equal(ent_file_read(s->ctx, s->folder, 10, &read), ENT_E_FILE);
    (void)snprintf(message, sizeof message, "'%s' is a folder, expected a file", s->folder);
    assert_string_equal(ent_ctx_error(s->ctx), message);
    assert_null(read.bytes);
}

/* Files of /proc say that they are empty. */
static void
a_file_without_a_length_is_read_whole(void **state)
{
    scratch  *s = *state;
    ent_bytes read;

    assert_int_equal(ent_file_read(s->ctx, "/proc/self/maps", 1 << 24, &read), ENT_OK);
    assert_true(read.length > 1000);
    ent_bytes_clear(&read);
}

/* Waiting for a pipe that nobody writes to ends when the caller asks to stop. */
static void
a_pipe_is_waited_for_until_asked_to_stop(void **state)
{
    scratch        *s = *state;
    volatile int    stop = 1;
    ent_ctx_options options = {.cancel = &stop};
    ent_ctx        *ctx;
    ent_bytes       read = {NULL, 0, NULL};
    int             fd;

    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    assert_int_equal(mkfifo(s->file, 0600), 0);
    assert_int_equal(ent_file_read(ctx, s->file, 10, &read), ENT_E_CANCELLED);
    fd = open(s->file, O_RDWR);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "abc", 3), 3);
    assert_int_equal(ent_file_read(ctx, s->file, 10, &read), ENT_E_CANCELLED);
    stop = 0;
    assert_int_equal(ent_file_read(ctx, s->file, 2, &read), ENT_E_LIMIT);
    assert_int_equal(close(fd), 0);
    ent_ctx_destroy(ctx);
}

static void
nothing_is_seen_before_the_commit(void **state)
{
    scratch    *s = *state;
    ent_output  output;
    struct stat about;

    assert_int_equal(ent_output_open(s->ctx, s->file, &output), ENT_OK);
    (void)fputs("half", output.stream);
    (void)fflush(output.stream);
    assert_int_equal(stat(s->file, &about), -1);
    assert_int_equal(ent_output_commit(s->ctx, &output), ENT_OK);
    assert_int_equal(stat(s->file, &about), 0);
    assert_int_equal(about.st_size, 4);
    assert_null(output.stream);
}

static void
an_abandoned_output_leaves_the_old_file(void **state)
{
    scratch   *s = *state;
    ent_output output;
    ent_bytes  read;

    write_bytes(s, "old", 3);
    assert_int_equal(ent_output_open(s->ctx, s->file, &output), ENT_OK);
    (void)fputs("new", output.stream);
    ent_output_abandon(&output);
    assert_int_equal(ent_file_read(s->ctx, s->file, 10, &read), ENT_OK);
    assert_string_equal(read.bytes, "old");
    ent_bytes_clear(&read);
    /* remove_scratch() finds the temporary file if it is still there */
}

static void
a_new_file_has_the_permissions_of_the_mask(void **state)
{
    scratch    *s = *state;
    mode_t      before = umask(027);
    struct stat about;

    write_bytes(s, "x", 1);
    assert_int_equal(umask(before), 027);
    assert_int_equal(stat(s->file, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0640);
}

static void
a_file_gets_its_name_and_never_that_of_another(void **state)
{
    scratch    *s = *state;
    char       *name = NULL, *other = NULL;
    bool        taken = true;
    struct stat about;
    int         fd;

    assert_int_equal(ent_file_beside(s->ctx, s->file, ".new-", &name, &fd), ENT_OK);
    assert_memory_equal(name, s->file, strlen(s->file));
    assert_memory_equal(name + strlen(s->file), ".new-", 5);
    assert_int_equal(write(fd, "x", 1), 1);
    assert_int_equal(close(fd), 0);
    assert_int_equal(ent_file_place(s->ctx, name, s->file, &taken), ENT_OK);
    assert_false(taken);
    assert_int_equal(access(name, F_OK), -1);
    assert_int_equal(ent_file_beside(s->ctx, s->file, ".new-", &other, &fd), ENT_OK);
    assert_int_equal(close(fd), 0);
    assert_int_equal(ent_file_place(s->ctx, other, s->file, &taken), ENT_OK);
    assert_true(taken);
    assert_int_equal(stat(s->file, &about), 0);
    assert_int_equal(about.st_size, 1);
    assert_int_equal(unlink(other), 0);
    assert_int_equal(ent_file_place(s->ctx, other, s->file, &taken), ENT_E_FILE);
    ent_free(name);
    ent_free(other);
}

static void
the_folder_of_a_path_is_what_stands_before_its_name(void **state)
{
    static const char *const PATHS[][2] = {
        {"a.db", "."}, {"x/a.db", "x"}, {"/a.db", "/"}, {"/x/y/a.db", "/x/y"}, {"./a.db", "."}};

    (void)state;
    for (size_t i = 0; i < sizeof PATHS / sizeof PATHS[0]; i++) {
        char *folder = ent_file_folder(PATHS[i][0]);

        assert_string_equal(folder, PATHS[i][1]);
        ent_free(folder);
    }
}

int
main(void)
{
#define SCRATCH_TEST(f) cmocka_unit_test_setup_teardown(f, make_scratch, remove_scratch)
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(what_is_written_is_read),
        SCRATCH_TEST(a_file_above_the_limit_is_refused),
        SCRATCH_TEST(what_cannot_be_read_is_named),
        SCRATCH_TEST(a_file_without_a_length_is_read_whole),
        SCRATCH_TEST(a_pipe_is_waited_for_until_asked_to_stop),
        SCRATCH_TEST(nothing_is_seen_before_the_commit),
        SCRATCH_TEST(an_abandoned_output_leaves_the_old_file),
        SCRATCH_TEST(a_new_file_has_the_permissions_of_the_mask),
        SCRATCH_TEST(a_file_gets_its_name_and_never_that_of_another),
        cmocka_unit_test(the_folder_of_a_path_is_what_stands_before_its_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
