/*
 * test_data.c - our own facts: what is embedded equals the folder
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "base/data.h"
#include "base/embedded.h"
#include "base/text.h"

static ent_ctx *
folder_ctx(const char *folder)
{
    char            path[1024];
    ent_ctx_options options = {.data_dir = path};
    ent_ctx        *ctx = NULL;
    const char     *source = getenv("ENT_SOURCE");

    assert_non_null(source);
    (void)snprintf(path, sizeof path, "%s/%s", source, folder);
    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    return ctx;
}

/* Made from web/ at build: no file of the folder. */
static bool
is_built(const char *name)
{
    return strcmp(name, "page/page.js") == 0 || strcmp(name, "page/borders.txt") == 0;
}

static void
every_embedded_file_equals_that_of_the_folder(void **state)
{
    ent_ctx *embedded = unit_ctx(1), *folder = folder_ctx("data");

    (void)state;
    assert_true(ent_embedded_count > 10);
    for (size_t i = 0; i < ent_embedded_count; i++) {
        ent_bytes a, b;

        if (is_built(ent_embedded_files[i].name)) {
            continue;
        }
        assert_int_equal(ent_data_read(embedded, ent_embedded_files[i].name, &a), ENT_OK);
        if (ent_data_read(folder, ent_embedded_files[i].name, &b) != ENT_OK) {
            fail_msg("%s", ent_ctx_error(folder));
        }
        assert_null(a.owned);
        assert_int_equal(a.bytes[a.length], '\0');
        if (a.length != b.length || memcmp(a.bytes, b.bytes, a.length) != 0) {
            fail_msg("'%s' differs: build again", ent_embedded_files[i].name);
        }
        ent_bytes_clear(&a);
        ent_bytes_clear(&b);
    }
    ent_ctx_destroy(embedded);
    ent_ctx_destroy(folder);
}

static void
both_list_the_same_names_in_order(void **state)
{
    static const char *const FOLDERS[] = {"world/", "dispatches/", "scenarios/", "nowhere/"};
    static const char *const ENDS[] = {".csv", ".txt", ".yaml", ".csv"};
    ent_ctx                 *embedded = unit_ctx(1), *folder = folder_ctx("data");
    size_t                   total = 0;

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        char **a, **b;
        size_t m, n;

        assert_int_equal(ent_data_names(embedded, FOLDERS[i], ENDS[i], &a, &m), ENT_OK);
        assert_int_equal(ent_data_names(folder, FOLDERS[i], ENDS[i], &b, &n), ENT_OK);
        assert_int_equal(m, n);
        for (size_t j = 0; j < n; j++) {
            assert_string_equal(a[j], b[j]);
            assert_true(ent_starts_with(a[j], FOLDERS[i]));
            assert_true(ent_ends_with(a[j], ENDS[i]));
            assert_true(j == 0 || strcmp(a[j - 1], a[j]) < 0);
        }
        total += n;
        ent_data_names_free(a, m);
        ent_data_names_free(b, n);
    }
    assert_true(total > 50);
    ent_ctx_destroy(embedded);
    ent_ctx_destroy(folder);
}

static void
a_missing_file_is_not_found(void **state)
{
    ent_ctx  *embedded = unit_ctx(1), *folder = folder_ctx("data");
    ent_bytes bytes = {NULL, 0, NULL};

    (void)state;
    assert_int_equal(ent_data_read(embedded, "world/nothing.csv", &bytes), ENT_E_NOTFOUND);
    assert_string_equal(ent_ctx_error(embedded),
                        "no file 'world/nothing.csv' in the embedded data");
    assert_int_equal(ent_data_read(folder, "world/nothing.csv", &bytes), ENT_E_NOTFOUND);
    assert_int_equal(ent_data_read(folder, "world", &bytes), ENT_E_NOTFOUND);
    assert_null(bytes.bytes);
    ent_ctx_destroy(embedded);
    ent_ctx_destroy(folder);
}

/* A name alone may be a file's, whatever its ending; else it is one of the folder. */
static void
a_file_comes_before_one_of_the_folder_of_the_same_name(void **state)
{
    static const char *const NAMES[] = {"base", "base.yaml", "ent_test_data_found"};
    ent_ctx                 *ctx = unit_ctx(1);
    ent_bytes                bytes = {NULL, 0, NULL};
    FILE                    *file;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(ent_data_find(ctx, "scenarios/", "scenario", NAMES[i], &bytes), ENT_OK);
        assert_non_null(strstr(bytes.bytes, "name: base"));
        ent_bytes_clear(&bytes);
    }
    assert_int_equal(ent_data_find(ctx, "scenarios/", "scenario", NAMES[2], &bytes),
                     ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(ctx), "no scenario 'ent_test_data_found'"));
    assert_non_null(strstr(ent_ctx_error(ctx), "taiwan-crisis"));
    file = fopen(NAMES[2], "w");
    assert_non_null(file);
    assert_true(fputs("mine", file) >= 0 && fclose(file) == 0);
    assert_int_equal(ent_data_find(ctx, "scenarios/", "scenario", NAMES[2], &bytes), ENT_OK);
    assert_int_equal(bytes.length, 4);
    ent_bytes_clear(&bytes);
    assert_int_equal(remove(NAMES[2]), 0);
    assert_int_equal(ent_data_find(ctx, "scenarios/", "scenario", "./base", &bytes), ENT_E_FILE);
    ent_ctx_destroy(ctx);
}

/* FIPS 180-2, appendix B. */
static void
sha256_gives_its_published_digests(void **state)
{
    char digest[65];

    (void)state;
    ent_sha256("abc", 3, digest);
    assert_string_equal(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    ent_sha256("", 0, digest);
    assert_string_equal(digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_embedded_file_equals_that_of_the_folder),
        cmocka_unit_test(both_list_the_same_names_in_order),
        cmocka_unit_test(a_missing_file_is_not_found),
        cmocka_unit_test(a_file_comes_before_one_of_the_folder_of_the_same_name),
        cmocka_unit_test(sha256_gives_its_published_digests),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
