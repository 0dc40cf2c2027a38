/*
 * test_style.c - the style sheet of the page and the hash that allows it
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "report/style.h"

static void
the_hash_is_that_of_the_standard(void **state)
{
    char hash[ENT_STYLE_HASH_SIZE];

    (void)state;
    ent_style_hash("", 0, hash);
    assert_string_equal(hash, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    ent_style_hash("abc", 3, hash);
    assert_string_equal(hash, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

static void
the_embedded_sheet_fetches_nothing(void **state)
{
    static const char *const FORBIDDEN[] = {"@import", "url(", "http", "</", "src"};
    ent_ctx                 *ctx = unit_ctx(1);
    ent_text                 css;
    char                     hash[ENT_STYLE_HASH_SIZE];

    (void)state;
    ent_text_init(&css);
    assert_int_equal(ent_style_read(ctx, &css, hash), ENT_OK);
    assert_int_equal(strlen(hash), 44);
    assert_non_null(strstr(ent_text_get(&css), "prefers-color-scheme: dark"));
    assert_non_null(strstr(ent_text_get(&css), "@media print"));
    for (size_t i = 0; i < sizeof FORBIDDEN / sizeof *FORBIDDEN; i++) {
        assert_null(strstr(ent_text_get(&css), FORBIDDEN[i]));
    }
    ent_text_clear(&css);
    ent_ctx_destroy(ctx);
}

/* A data folder whose style sheet holds some bytes. */
static ent_status
read_sheet(const char *bytes, size_t length)
{
    char            folder[] = "/tmp/entente-style-XXXXXX", page[64], path[96];
    ent_ctx_options options = {.data_dir = folder};
    ent_ctx        *ctx = NULL;
    ent_text        css;
    char            hash[ENT_STYLE_HASH_SIZE];
    FILE           *file;
    ent_status      status;

    assert_non_null(mkdtemp(folder));
    (void)snprintf(page, sizeof page, "%s/page", folder);
    (void)snprintf(path, sizeof path, "%s/style.css", page);
    assert_int_equal(mkdir(page, 0700), 0);
    file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    ent_text_init(&css);
    status = ent_style_read(ctx, &css, hash);
    assert_true(status == ENT_OK || strlen(ent_ctx_error(ctx)) > 0);
    ent_text_clear(&css);
    ent_ctx_destroy(ctx);
    (void)unlink(path);
    (void)rmdir(page);
    (void)rmdir(folder);
    return status;
}

static void
a_sheet_that_ends_its_element_is_refused(void **state)
{
    (void)state;
    assert_int_equal(read_sheet("p{}", 3), ENT_OK);
    assert_int_equal(read_sheet("p{}</style><script>", 19), ENT_E_INPUT);
}

static void
a_sheet_that_a_browser_would_read_otherwise_is_refused(void **state)
{
    (void)state;
    assert_int_equal(read_sheet("p{}\r\n", 5), ENT_E_INPUT);
    assert_int_equal(read_sheet("p{}\0q{}", 7), ENT_E_INPUT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hash_is_that_of_the_standard),
        cmocka_unit_test(the_embedded_sheet_fetches_nothing),
        cmocka_unit_test(a_sheet_that_ends_its_element_is_refused),
        cmocka_unit_test(a_sheet_that_a_browser_would_read_otherwise_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
