/*
 * test_fixtures.c - what each invented file of tests/data/import becomes
 *
 * Every file of tests/data/import/SET/ is a file of SET.  Beside it stands
 * NAME.facts: the set, version and last day (or why it is skipped), then its
 * facts and rejects, one a line.  ENT_UPDATE=1 writes these files anew; read
 * what changed before keeping it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_import.h"

#include <dirent.h>
#include <sys/stat.h>

/* A fact of any kind, with the name of its table before it. */
static ent_status
take(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    unit_facts *facts = user;

    ent_text_addf(&facts->lines, "%s ", ent_fact_describe(kind)->table);
    return unit_take_fact(ctx, facts, kind, fact);
}

static void
describe(bench *made, const char *path, ent_text *out)
{
    ent_bytes      bytes = unit_read(made->ctx, path);
    ent_recognised found;
    unit_facts     facts;
    ent_fact_sink  sink = unit_facts_init(&facts, made->codes);
    char           last[16];

    sink.fact = take;
    if (ent_import_recognise(made->ctx, "auto", path, bytes.bytes, bytes.length, &found) !=
        ENT_OK) {
        fail_msg("%s", ent_ctx_error(made->ctx));
    }
    ent_date_print(found.last, last);
    ent_text_addf(out, "%s %s %s\n", found.set->name, found.version, last);
    if (found.skipped != NULL) {
        ent_text_addf(out, "skipped: %s\n", found.skipped);
    }
    if (ent_import_bytes(made->ctx, made->codes, &found, path, bytes.bytes, bytes.length, &sink) !=
        ENT_OK) {
        fail_msg("%s", ent_ctx_error(made->ctx));
    }
    ent_text_addf(out, "%s", ent_text_get(&facts.lines));
    if (facts.reject_count > 0) {
        ent_text_addf(out, "rejects\n%s", ent_text_get(&facts.rejects));
    }
    unit_facts_clear(&facts);
    ent_bytes_clear(&bytes);
}

static void
write_expected(const char *path, const ent_text *text)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(text->bytes, 1, text->length, file), text->length);
    assert_int_equal(fclose(file), 0);
}

static size_t
check_file(bench *made, const char *folder, const char *set, const char *name)
{
    char      path[2048], expected[2100];
    ent_text  text;
    ent_bytes bytes;

    (void)snprintf(path, sizeof path, "%s/%s/%s", folder, set, name);
    (void)snprintf(expected, sizeof expected, "%s.facts", path);
    ent_text_init(&text);
    describe(made, path, &text);
    assert_memory_equal(ent_text_get(&text), set, strlen(set)); /* the folder names the set */
    if (getenv("ENT_UPDATE") != NULL) {
        write_expected(expected, &text);
    }
    bytes = unit_read(made->ctx, expected);
    if (bytes.length != text.length || memcmp(bytes.bytes, text.bytes, text.length) != 0) {
        fail_msg("%s differs from what the file gives:\n%s", expected, ent_text_get(&text));
    }
    ent_bytes_clear(&bytes);
    ent_text_clear(&text);
    return 1;
}

static bool
is_fixture(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);

    return entry->d_name[0] != '.' &&
           (length < 6 || strcmp(entry->d_name + length - 6, ".facts") != 0);
}

static size_t
check_set(bench *made, const char *folder, const char *set)
{
    char           path[1200];
    DIR           *dir;
    struct dirent *entry;
    size_t         count = 0;

    (void)snprintf(path, sizeof path, "%s/%s", folder, set);
    dir = opendir(path);
    assert_non_null(dir);
    while ((entry = readdir(dir)) != NULL) {
        if (is_fixture(entry)) {
            count += check_file(made, folder, set, entry->d_name);
        }
    }
    (void)closedir(dir);
    return count;
}

static void
every_set_has_a_fixture_and_gives_its_facts(void **state)
{
    bench         *made = *state;
    char           folder[1024];
    const ent_set *set;

    (void)unit_source("tests/data/import", folder);
    for (size_t i = 0; (set = ent_import_set(i)) != NULL; i++) {
        if (check_set(made, folder, set->name) == 0) {
            fail_msg("no fixture in %s/%s", folder, set->name);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_set_has_a_fixture_and_gives_its_facts),
    };

    return cmocka_run_group_tests(tests, bench_setup, bench_teardown);
}
