/*
 * file.c - files of claims: schema, document, claims
 *
 *   1. schema     2. reading     3. access
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/data.h"
#include "scenario/claim/claim.h"

/* 1. schema */

static const char *const DIRECTIONS[] = {"rises", "falls", "positive", "negative",
                                         "more",  "less",  NULL};
static const char *const RELATIONS[] = {"more", "less", "at_least", "at_most", NULL};
static const char *const RESULTS[] = {"passes", "blocked", NULL};

#define FIELDS_END                                                                                 \
    {                                                                                              \
        NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL                                         \
    }

static const ent_yaml_field THAN[] = {
    {"value", ENT_YAML_NUMBER, false, 0, 0, NULL, NULL, "a number"},
    {"states", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL, "other states; else the same"},
    {"from", ENT_YAML_INTEGER, false, 1816, 2100, NULL, NULL, "first year; else the same"},
    {"to", ENT_YAML_INTEGER, false, 1816, 2100, NULL, NULL, "last year; else the same"},
    {"measure", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "another measure; else the same"},
    {"times", ENT_YAML_NUMBER, false, 0.001, 1000, NULL, NULL,
     "what the mean compared with is multiplied by; 1"},
    FIELDS_END};

static const ent_yaml_field TEST[] = {
    {"record", ENT_YAML_TEXT, false, 0, 0, NULL, NULL,
     "kind of row, as the tables of data/world: acts, members, treaties, ..."},
    {"where", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL,
     "which rows: FIELD=VALUE, also != < <= > >= and ~ (holds the words)"},
    {"expect", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL,
     "what has to hold of them; if it holds of none the first of them contradicts"},
    {"pair", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL,
     "two states of a row, in either order"},
    {"at_least", ENT_YAML_INTEGER, false, 0, 1000000, NULL, NULL,
     "so many rows support; 1 unless at_most is given"},
    {"at_most", ENT_YAML_INTEGER, false, 0, 1000000, NULL, NULL, "more rows contradict"},
    {"complete", ENT_YAML_BOOLEAN, false, 0, 0, NULL, NULL,
     "the table has all such rows: none means that there was none"},
    {"speaker", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "who is quoted"},
    {"words", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "words that a row or another document holds"},
    {"by", ENT_YAML_DATE, false, 0, 0, NULL, NULL, "last day of a forecast"},
    {"probability", ENT_YAML_NUMBER, false, 0, 1, NULL, NULL,
     "how likely the document holds it; scored"},
    {"measures", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL,
     "MEASURE.COLUMN, alignment/votes.kappa, votes/INSTITUTION.cohesion; - before it turns its "
     "sign; the first one gives the number"},
    {"states", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL, "whose values"},
    {"from", ENT_YAML_INTEGER, false, 1816, 2100, NULL, NULL, "first year"},
    {"to", ENT_YAML_INTEGER, false, 1816, 2100, NULL, NULL, "last year"},
    {"is", ENT_YAML_TEXT, false, 0, 0, NULL, NULL,
     "of a column of words: the share of years with this one"},
    {"direction", ENT_YAML_CHOICE, false, 0, 0, DIRECTIONS, NULL,
     "of a trend rises or falls, of an effect positive or negative, of a contrast more or less"},
    {"relation", ENT_YAML_CHOICE, false, 0, 0, RELATIONS, NULL, "of a comparison"},
    {"than", ENT_YAML_MAP, false, 0, 0, NULL, THAN, "what a comparison is with"},
    {"threshold", ENT_YAML_NUMBER, false, 0, 1e9, NULL, NULL,
     "of a trend: least Kendall's tau; of an effect: least t; else: least difference"},
    {"model", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "name of a fitted model"},
    {"effect", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "name of one of its effects"},
    {"of", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "covariate of the effect"},
    {"scenario", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "a scenario"},
    {"against", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "the scenario that it is compared with"},
    {"outcome", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "name of an outcome"},
    {"above", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "the outcome that is less likely"},
    {"year", ENT_YAML_INTEGER, false, 1816, 2400, NULL, NULL, "of the outcome"},
    {"institution", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "whose rule"},
    {"objecting", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL,
     "members against a motion, all others in favour"},
    {"result", ENT_YAML_CHOICE, false, 0, 0, RESULTS, NULL, "of the motion"},
    {"reason", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "why a motive is not testable"},
    FIELDS_END};

static const ent_yaml_field CLAIM[] = {
    {"id", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "short, as it is printed; once in a file"},
    {"says", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "what is claimed, in your own words"},
    {"offset", ENT_YAML_INTEGER, false, 0, 1e9, NULL, NULL,
     "where in the document, in bytes from its beginning"},
    {"parts", ENT_YAML_LIST_OF_SCALARS, false, 0, 0, NULL, NULL,
     "numbers of the parts of the system that it speaks of, for the reader"},
    {"kind", ENT_YAML_CHOICE, true, 0, 0, ENT_ASSERTION_NAMES, NULL, "how it can be tested"},
    {"note", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "for the reader"},
    {"test", ENT_YAML_MAP, true, 0, 0, NULL, TEST, "the test"},
    {"refuted", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "the result that would refute it"},
    FIELDS_END};

static const ent_yaml_field DOCUMENT[] = {
    {"name", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "of its file; it need not be at hand"},
    {"sha256", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "of its bytes, as sixty-four hex digits"},
    {"title", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "one line for people"},
    {"date", ENT_YAML_DATE, false, 0, 0, NULL, NULL,
     "the day it was written: the first verdict knows nothing later"},
    FIELDS_END};

static const ent_yaml_field CLAIMS[] = {
    {"format", ENT_YAML_INTEGER, true, 0, 0, NULL, NULL, "1"},
    {"name", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "short, as it is printed"},
    {"document", ENT_YAML_MAP, false, 0, 0, NULL, DOCUMENT, "what makes the claims"},
    {"claims", ENT_YAML_LIST_OF_MAPS, true, 0, 0, NULL, CLAIM, "what it claims"},
    FIELDS_END};

ent_status
ent_claims_schema(ent_ctx *ctx, char **out)
{
    ent_text text;

    ent_text_init(&text);
    ent_yaml_print_schema("entente claims", CLAIMS, &text);
    if (text.failed) {
        ent_text_clear(&text);
        return ent_fail_nomem(ctx);
    }
    *out = text.bytes;
    return ENT_OK;
}

void
ent_claims_schema_free(char *schema)
{
    ent_free(schema);
}

/* 2. reading */

static ent_status
read_document(ent_ctx *ctx, ent_claims *pack, const ent_yaml_node *document)
{
    const ent_yaml_node *date = ent_yaml_get(document, "date");
    const ent_yaml_node *sha = ent_yaml_get(document, "sha256");

    pack->document = ent_yaml_text(ent_yaml_get(document, "name"), NULL);
    pack->title = ent_yaml_text(ent_yaml_get(document, "title"), "");
    pack->sha256 = ent_yaml_text(sha, "");
    if (sha != NULL &&
        (strlen(pack->sha256) != 64 || strspn(pack->sha256, "0123456789abcdef") != 64)) {
        return ent_yaml_fail(ctx, sha, "'sha256' is '%.70s', expected 64 digits of 0 to 9, a to f",
                             pack->sha256);
    }
    if (date != NULL) {
        pack->date = ent_yaml_span(date, (ent_span){0, 1}).to - 1;
    }
    return ENT_OK;
}

static ent_assertion_kind
kind_of(const char *word)
{
    int kind = 0;

    while (ENT_ASSERTION_NAMES[kind + 1] != NULL && strcmp(ENT_ASSERTION_NAMES[kind], word) != 0) {
        kind++;
    }
    return (ent_assertion_kind)kind;
}

static ent_status
read_claim(ent_ctx *ctx, ent_claims *pack, const ent_yaml_node *node, ent_assertion *out)
{
    *out = (ent_assertion){
        .node = node,
        .test = ent_yaml_get(node, "test"),
        .id = ent_yaml_text(ent_yaml_get(node, "id"), ""),
        .says = ent_yaml_text(ent_yaml_get(node, "says"), ""),
        .refuted = ent_yaml_text(ent_yaml_get(node, "refuted"), ""),
        .offset = ent_yaml_integer(ent_yaml_get(node, "offset"), -1),
        .kind = kind_of(ent_yaml_text(ent_yaml_get(node, "kind"), "")),
    };
    for (const ent_assertion *other = pack->items; other < out; other++) {
        if (strcmp(other->id, out->id) == 0) {
            return ent_yaml_fail(ctx, ent_yaml_get(node, "id"),
                                 "'%.60s' is the id of the claim on line %zu already", out->id,
                                 ent_yaml_line(other->node));
        }
    }
    return ent_claim_read_test(ctx, pack, out);
}

static ent_status
read_pack(ent_ctx *ctx, ent_claims *pack)
{
    const ent_yaml_node *root = ent_yaml_root(pack->yaml);
    const ent_yaml_node *list = ent_yaml_get(root, "claims");
    ent_status           status = ENT_OK;

    pack->name = ent_yaml_text(ent_yaml_get(root, "name"), "");
    if (ent_yaml_get(root, "document") != NULL) {
        status = read_document(ctx, pack, ent_yaml_get(root, "document"));
    }
    if (status != ENT_OK) {
        return status;
    }
    if (ent_yaml_count(list) == 0 || ent_yaml_count(list) > ENT_CLAIMS_MOST) {
        return ent_yaml_fail(ctx, list, "%zu claims, expected 1 to %d", ent_yaml_count(list),
                             ENT_CLAIMS_MOST);
    }
    pack->items = ent_arena_alloc(&pack->arena, ent_yaml_count(list), sizeof *pack->items);
    if (pack->items == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (; pack->count < ent_yaml_count(list) && status == ENT_OK; pack->count++) {
        status = read_claim(ctx, pack, ent_yaml_item(list, pack->count), &pack->items[pack->count]);
    }
    return status;
}

/* 3. access */

static ent_status
parse(ent_ctx *ctx, const ent_codes *codes, const char *name, ent_bytes bytes, ent_claims **out)
{
    ent_claims *pack = ent_alloc_zero(1, sizeof *pack);
    ent_status  status;

    if (pack == NULL) {
        ent_bytes_clear(&bytes);
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&pack->arena);
    pack->bytes = bytes;
    pack->codes = codes;
    pack->title = pack->sha256 = "";
    pack->date = ENT_NO_DAY;
    status =
        ent_yaml_parse(ctx, ent_base_name(name), bytes.bytes, bytes.length, CLAIMS, &pack->yaml);
    if (status == ENT_OK) {
        status = read_pack(ctx, pack);
    }
    if (status != ENT_OK) {
        ent_claims_destroy(pack);
        return status;
    }
    *out = pack;
    return ENT_OK;
}

ent_status
ent_claims_load(ent_ctx *ctx, const ent_codes *codes, const char *path, ent_claims **out)
{
    ent_bytes  bytes;
    ent_status status = ent_data_find(ctx, "claims/", "claims", path, &bytes);

    return status == ENT_OK ? parse(ctx, codes, path, bytes, out) : status;
}

ent_status
ent_claims_parse(ent_ctx *ctx, const ent_codes *codes, const char *name, const char *bytes,
                 size_t length, ent_claims **out)
{
    return parse(ctx, codes, name, (ent_bytes){bytes, length, NULL}, out);
}

void
ent_claims_destroy(ent_claims *pack)
{
    if (pack != NULL) {
        ent_yaml_destroy(pack->yaml);
        ent_bytes_clear(&pack->bytes);
        ent_arena_clear(&pack->arena);
        ent_free(pack);
    }
}

void
ent_claims_free_all(ent_claims **all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ent_claims_destroy(all[i]);
    }
    ent_free(all);
}

ent_status
ent_claims_load_all(ent_ctx *ctx, const ent_codes *codes, ent_claims ***out, size_t *count)
{
    char       **names;
    size_t       found, loaded = 0;
    ent_claims **all;
    ent_status   status = ent_data_names(ctx, "claims/", ".yaml", &names, &found);

    if (status != ENT_OK) {
        return status;
    }
    all = ent_alloc_zero(found + 1, sizeof *all);
    status = all != NULL ? ENT_OK : ent_fail_nomem(ctx);
    while (status == ENT_OK && loaded < found) {
        status = ent_claims_load(ctx, codes, ent_base_name(names[loaded]), &all[loaded]);
        loaded += status == ENT_OK;
    }
    ent_data_names_free(names, found);
    if (status != ENT_OK) {
        ent_claims_free_all(all, loaded);
        return status;
    }
    *out = all;
    *count = loaded;
    return ENT_OK;
}

const char *
ent_claims_name(const ent_claims *pack)
{
    return pack->name;
}

const char *
ent_claims_title(const ent_claims *pack)
{
    return pack->title;
}

const char *
ent_claims_sha256(const ent_claims *pack)
{
    return pack->sha256;
}

size_t
ent_claims_count(const ent_claims *pack)
{
    return pack->count;
}

ent_status
ent_claims_table(ent_ctx *ctx, const ent_claims *const *packs, size_t count, ent_table **out)
{
    static const ent_column COLUMNS[] = {
        {"id", ENT_COLUMN_TEXT},        {"kind", ENT_COLUMN_TEXT}, {"document", ENT_COLUMN_TEXT},
        {"offset", ENT_COLUMN_INTEGER}, {"says", ENT_COLUMN_TEXT}, {"refuted", ENT_COLUMN_TEXT}};
    ent_table *table;
    ent_status status = ent_table_create(ctx, COLUMNS, sizeof COLUMNS / sizeof COLUMNS[0], &table);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t p = 0; p < count; p++) {
        for (size_t i = 0; i < packs[p]->count; i++) {
            const ent_assertion *claim = &packs[p]->items[i];

            ent_table_row(table);
            ent_table_text(table, 0, claim->id);
            ent_table_text_borrowed(table, 1, ENT_ASSERTION_NAMES[claim->kind]);
            ent_table_text(table, 2, packs[p]->document);
            if (claim->offset >= 0) {
                ent_table_integer(table, 3, claim->offset);
            }
            ent_table_text(table, 4, claim->says);
            ent_table_text(table, 5, claim->refuted);
        }
    }
    status = ent_table_check(ctx, table);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}
