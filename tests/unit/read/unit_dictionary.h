/*
 * unit_dictionary.h - small dictionaries of other programs in a test, and what they code
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_UNIT_DICTIONARY_H
#define ENT_TESTS_UNIT_DICTIONARY_H

#include "unit.h"

#include "entente/dictionary.h"

/** A finished dictionary of texts; NULL for a kind that is not there. */
static inline ent_dictionary *
unit_dictionary(ent_ctx *ctx, const char *actors, const char *agents, const char *verbs,
                const char *discards)
{
    const char *const TEXTS[ENT_DICTIONARY_KINDS] = {actors, agents, verbs, discards};
    ent_dictionary   *d = NULL;

    assert_int_equal(ent_dictionary_create(ctx, &d), ENT_OK);
    for (int kind = 0; kind < ENT_DICTIONARY_KINDS; kind++) {
        if (TEXTS[kind] != NULL) {
            assert_int_equal(ent_dictionary_add(ctx, d, (ent_dictionary_kind)kind, "unit.txt",
                                                TEXTS[kind], strlen(TEXTS[kind])),
                             ENT_OK);
        }
    }
    assert_int_equal(ent_dictionary_finish(ctx, d), ENT_OK);
    return d;
}

/** The events of one record, in `out`. */
static inline void
unit_code(ent_ctx *ctx, const ent_dictionary *d, const char *date, const char *options,
          const char *text, char *out, size_t size)
{
    char   row[4096], *answer = NULL, *line;
    size_t length = 0;
    int    used =
        snprintf(row, sizeof row, "id\tdate\toptions\ttext\n1\t%s\t%s\t%s\n", date, options, text);
    FILE *stream = open_memstream(&answer, &length);

    assert_true(used > 0 && (size_t)used < sizeof row);
    assert_non_null(stream);
    assert_int_equal(ent_records_code(ctx, d, "unit.tsv", row, (size_t)used, stream), ENT_OK);
    assert_int_equal(fclose(stream), 0);
    line = strstr(answer, "\n1,");
    assert_non_null(line);
    (void)snprintf(out, size, "%.*s", (int)strcspn(line + 3, "\n"), line + 3);
    free(answer);
}

#define unit_assert_coded(ctx, d, date, options, text, expected)                                   \
    do {                                                                                           \
        char coded_[1024];                                                                         \
                                                                                                   \
        unit_code((ctx), (d), (date), (options), (text), coded_, sizeof coded_);                   \
        assert_string_equal(coded_, (expected));                                                   \
    } while (0)

#endif
