/*
 * unit_facts.h - facts as text, files of the test folder: shared by the tests of import and store
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_UNIT_FACTS_H
#define ENT_TESTS_UNIT_FACTS_H

#include "unit.h"

#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "entente/import.h"

/** What a sink was given: one line a fact (`line|field|field|...`), one a reject. */
typedef struct unit_facts {
    const ent_codes *codes;
    ent_text         lines, rejects;
    size_t           count, reject_count;
} unit_facts;

static inline void
unit_add_field(unit_facts *facts, const ent_fact_field *field, const char *fact)
{
    const char *at = fact + field->offset, *text;
    ent_state   state;
    ent_party   party;
    ent_day     day;
    int32_t     integer;
    double      number;
    bool        flag;
    char        date[16];

    ent_text_add_char(&facts->lines, '|');
    switch (field->type) {
    case ENT_FIELD_TEXT:
        memcpy(&text, at, sizeof text);
        ent_text_add(&facts->lines, text != NULL ? text : "");
        break;
    case ENT_FIELD_STATE:
        memcpy(&state, at, sizeof state);
        ent_text_add(&facts->lines, state == ENT_NO_STATE ? "" : ent_codes_id(facts->codes, state));
        break;
    case ENT_FIELD_PARTY:
        memcpy(&party, at, sizeof party);
        if (party.given != NULL) {
            ent_text_addf(&facts->lines, "?%s", party.given);
        } else if (party.state != ENT_NO_STATE) {
            ent_text_add(&facts->lines, ent_codes_id(facts->codes, party.state));
        }
        break;
    case ENT_FIELD_START:
    case ENT_FIELD_END:
        memcpy(&day, at, sizeof day);
        ent_date_print(day, date);
        ent_text_add(&facts->lines, date);
        break;
    case ENT_FIELD_INTEGER:
        memcpy(&integer, at, sizeof integer);
        if (integer != ENT_NO_INTEGER) {
            ent_text_addf(&facts->lines, "%d", (int)integer);
        }
        break;
    case ENT_FIELD_NUMBER:
        memcpy(&number, at, sizeof number);
        ent_text_add_number(&facts->lines, number);
        break;
    case ENT_FIELD_FLAG:
        memcpy(&flag, at, sizeof flag);
        ent_text_add_char(&facts->lines, flag ? '1' : '0');
        break;
    }
}

/** The day after the end stands where an end is: facts are shown as the structs hold them. */
static inline ent_status
unit_take_fact(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    unit_facts          *facts = user;
    const ent_fact_type *type = ent_fact_describe(kind);
    ent_provenance       from;

    (void)ctx;
    memcpy(&from, fact, sizeof from);
    ent_text_addf(&facts->lines, "%u", (unsigned)from.line);
    for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
        unit_add_field(facts, field, fact);
    }
    if (type->cited) {
        ent_text_addf(&facts->lines, "|%s|%s", from.citation != NULL ? from.citation : "",
                      from.locator != NULL ? from.locator : "");
    }
    ent_text_add_char(&facts->lines, '\n');
    facts->count++;
    return ENT_OK;
}

static inline ent_status
unit_take_reject(ent_ctx *ctx, void *user, uint32_t line, uint32_t column, const char *reason)
{
    unit_facts *facts = user;

    (void)ctx;
    ent_text_addf(&facts->rejects, "%u:%u: %s\n", (unsigned)line, (unsigned)column, reason);
    facts->reject_count++;
    return ENT_OK;
}

static inline ent_fact_sink
unit_facts_init(unit_facts *facts, const ent_codes *codes)
{
    memset(facts, 0, sizeof *facts);
    facts->codes = codes;
    return (ent_fact_sink){facts, unit_take_fact, unit_take_reject};
}

static inline void
unit_facts_clear(unit_facts *facts)
{
    ent_text_clear(&facts->lines);
    ent_text_clear(&facts->rejects);
}

static inline ent_codes *
unit_codes(ent_ctx *ctx)
{
    ent_codes *codes = NULL;

    assert_int_equal(ent_codes_load(ctx, &codes), ENT_OK);
    return codes;
}

/** The path of a file of the source tree. */
static inline const char *
unit_source(const char *name, char path[1024])
{
    const char *root = getenv("ENT_SOURCE");

    assert_non_null(root);
    (void)snprintf(path, 1024, "%s/%s", root, name);
    return path;
}

static inline ent_bytes
unit_read(ent_ctx *ctx, const char *path)
{
    ent_bytes bytes = {NULL, 0, NULL};

    assert_int_equal(ent_file_read(ctx, path, (size_t)1 << 30, &bytes), ENT_OK);
    return bytes;
}

/** A context whose data are those of a folder of the source tree. */
static inline ent_ctx *
unit_data_ctx(const char *folder)
{
    char            path[1024];
    ent_ctx_options options = {.data_dir = unit_source(folder, path)};
    ent_ctx        *ctx = NULL;

    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    return ctx;
}

/** The invented tables of tests/data/small. */
static inline ent_ctx *
unit_small_ctx(void)
{
    return unit_data_ctx("tests/data/small");
}

#endif
