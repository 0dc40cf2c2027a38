/*
 * fault_claim.c - allocation failures in reading claims and testing them
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include "entente/claim.h"
#include "fault_record.h"
#include "scenario/claim/trend.h"

static const char PACK[] =
    "format: 1\nname: n\ndocument: {name: d, date: 1992-06-30}\nclaims:\n"
    "  - {id: fact, says: s, refuted: r, kind: fact, test: {record: acts, pair: [RUS, CHN],"
    " where: ['level>=2']}}\n"
    "  - {id: quote, says: s, refuted: r, kind: quotation, test: {speaker: x, words: y}}\n"
    "  - {id: trend, says: s, refuted: r, kind: trend, test: {measures: [cooperation.level],"
    " states: [RUS, CHN], from: 1980, to: 1990, direction: rises, threshold: 0}}\n"
    "  - {id: compare, says: s, refuted: r, kind: comparison, test: {measures: [cooperation.level],"
    " states: [RUS, CHN], from: 1989, to: 1990, relation: more, than: {from: 1985, to: 1986},"
    " threshold: 0}}\n"
    "  - {id: motive, says: s, refuted: r, kind: motive, test: {reason: x}}\n";

static void *
open_store(ent_ctx *ctx)
{
    return fault_record_open(ctx, true);
}

static ent_status
parse(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_claims         *pack = NULL;
    ent_status status = ent_claims_parse(ctx, r->codes, "c.yaml", PACK, sizeof PACK - 1, &pack);

    if (status != ENT_OK && pack != NULL) {
        return ENT_E_BUG; /* an output written on failure */
    }
    ent_claims_destroy(pack);
    return status;
}

static ent_status
load(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_claims         *pack = NULL;
    ent_status          status = ent_claims_load(ctx, r->codes, "nothing", &pack);

    return status == ENT_E_NOTFOUND ? ENT_OK : status;
}

static ent_status
schema(ent_ctx *ctx, void *state)
{
    char      *text = NULL;
    ent_status status = ent_claims_schema(ctx, &text);

    (void)state;
    ent_claims_schema_free(text);
    return status;
}

static ent_status
list(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_claims         *pack = NULL;
    ent_table          *table = NULL;
    ent_status status = ent_claims_parse(ctx, r->codes, "c.yaml", PACK, sizeof PACK - 1, &pack);

    if (status == ENT_OK) {
        const ent_claims *packs[] = {pack};

        status = ent_claims_table(ctx, packs, 1, &table);
    }
    ent_table_destroy(table);
    ent_claims_destroy(pack);
    return status;
}

static ent_status
check(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_claims         *pack = NULL;
    ent_table          *table = NULL, *curves = NULL; /* the latter of ent_curve_table() */
    ent_check_options   options = {.curves = &curves};
    ent_status status = ent_claims_parse(ctx, r->codes, "c.yaml", PACK, sizeof PACK - 1, &pack);

    if (status == ENT_OK) {
        const ent_claims *packs[] = {pack};

        status = ent_claims_check(ctx, r->store, r->codes, packs, 1, &options, &table);
    }
    if (status != ENT_OK && (table != NULL || curves != NULL)) {
        return ENT_E_BUG; /* an output written on failure */
    }
    ent_table_destroy(curves);
    ent_table_destroy(table);
    ent_claims_destroy(pack);
    return status;
}

static ent_status
trend(ent_ctx *ctx, void *state)
{
    static const double ROW[] = {1, 2, 3, 2, 5, 6};
    double              p[] = {0.1, 0.2};
    ent_trend           out;
    ent_status          status = ent_trend_of(ROW, 6, &out);

    (void)ctx;
    (void)state;
    return status == ENT_OK ? ent_holm(p, 2) : status;
}

typedef struct read_document {
    fault_record *record;
    ent_reader   *reader;
    ent_reading   reading;
} read_document;

static void *
open_reading(ent_ctx *ctx)
{
    static const char TEXT[] =
        "Russia will visit China. If Russia attacked China, war would come.\n";
    read_document *d = calloc(1, sizeof *d);

    if (d == NULL || (d->record = fault_record_open(ctx, false)) == NULL ||
        ent_reader_create(ctx, NULL, &d->reader) != ENT_OK ||
        ent_read_bytes(ctx, d->reader, "d.txt", TEXT, sizeof TEXT - 1, NULL, &d->reading) !=
            ENT_OK) {
        abort(); /* nothing fails in a setup */
    }
    return d;
}

static void
close_reading(void *state)
{
    read_document *d = state;

    ent_reading_clear(&d->reading);
    ent_reader_destroy(d->reader);
    fault_record_close(d->record);
    free(d);
}

static ent_status
propose(ent_ctx *ctx, void *state)
{
    const read_document *d = state;
    FILE                *null = fopen("/dev/null", "w");
    size_t               count;
    ent_status           status;

    if (null == NULL) {
        return ENT_E_BUG;
    }
    status = ent_claims_propose(ctx, d->record->codes, &d->reading, 0, null, &count);
    (void)fclose(null);
    return status;
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"parse", open_store, parse, fault_record_close, false},
        {"missing", open_store, load, fault_record_close, false},
        {"schema", NULL, schema, NULL, false},
        {"list", open_store, list, fault_record_close, false},
        {"check", open_store, check, fault_record_close, false},
        {"trend", NULL, trend, NULL, true},
        {"propose", open_reading, propose, close_reading, false},
    };

    return fault_main("claim", ACTIONS, sizeof ACTIONS / sizeof ACTIONS[0]);
}
