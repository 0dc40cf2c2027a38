/*
 * fuzz_dictionary.c - dictionaries of other programs: any bytes are read, wrong lines set aside
 *
 * The first byte chooses the kind; what was read codes a sentence.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "entente/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const char RECORDS[] =
    "id\tdate\toptions\ttext\n"
    "1\t950101\t\tNorland's police and A B said that Sudland was attacked by X, a b c, on Monday.\n"
    "2\t20150101\tSET: CODE ALL\tA gave B to C and D, and it met E when pigs fly.\n";

static void
check(ent_ctx *ctx, const ent_dictionary *d, FILE *nowhere)
{
    ent_dictionary_counts counts = ent_dictionary_count(d);

    for (size_t i = 0; i < ENT_DICTIONARY_REJECTS_KEPT; i++) {
        const ent_dictionary_reject *r = ent_dictionary_reject_at(d, i);

        if ((r == NULL) != (i >= counts.rejects)) {
            abort();
        }
        if (r != NULL && (r->line == 0 || r->column == 0 || r->reason == NULL)) {
            abort();
        }
    }
    if (ent_records_code(ctx, d, "fuzz.tsv", RECORDS, sizeof RECORDS - 1, nowhere) != ENT_OK) {
        abort();
    }
}

static void
count_issues(ent_ctx *ctx, const ent_dictionary *d)
{
    ent_document document = {.name = "a.txt"};
    ent_sentence sentence = {.number = 1,
                             .text = "The A-b school, carried by x, is a B of a A b c."};
    ent_reading  reading = {
         .documents = &document, .document_count = 1, .sentences = &sentence, .sentence_count = 1};
    ent_table *table = NULL;

    if (ent_reading_issues(ctx, &reading, d, &table) != ENT_OK) {
        abort();
    }
    ent_table_destroy(table);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static FILE        *nowhere;
    ent_dictionary_kind kind =
        (ent_dictionary_kind)(length > 0 ? bytes[0] % ENT_DICTIONARY_KINDS : 0);
    size_t          skip = length > 0;
    ent_ctx        *ctx;
    ent_dictionary *d;

    if (nowhere == NULL) {
        nowhere = fopen("/dev/null", "w");
    }
    if (nowhere == NULL || ent_ctx_create(NULL, &ctx) != ENT_OK ||
        ent_dictionary_create(ctx, &d) != ENT_OK) {
        abort();
    }
    if (ent_dictionary_add(ctx, d, kind, "fuzz.txt", (const char *)bytes + skip, length - skip) !=
            ENT_OK ||
        ent_dictionary_finish(ctx, d) != ENT_OK) {
        abort();
    }
    check(ctx, d, nowhere);
    count_issues(ctx, d);
    ent_dictionary_destroy(d);
    ent_ctx_destroy(ctx);
    return 0;
}
