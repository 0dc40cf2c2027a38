/*
 * check.c - claims -> verdicts
 *
 *   1. records     2. one claim     3. all claims of a record     4. Holm     5. the table
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/parallel.h"
#include "scenario/claim/answer.h"
#include "scenario/claim/curve.h"
#include "scenario/claim/effect.h"
#include "scenario/claim/trend.h"
#include "system/seam.h"

static const double LEVEL = 0.05; /* of the tests within a file, after Holm */

/* 1. records */

/* As of the document, of all. */
enum { DATED, WHOLE, TIMES };

enum {
    MOST_SOURCES = 64,
    MOST_REMEMBERED = 224 << 20 /* bytes of a record: its systems since 1816 */
};

typedef struct slot {
    ent_finding findings[TIMES];
    ent_curve   curves[TIMES];
} slot;

typedef struct checking {
    ent_ctx                 *ctx;
    ent_store               *store;
    const ent_codes         *codes;
    const ent_claims *const *packs;
    size_t                   count;
    const ent_check_options *options;
    ent_claim_runs          *runs;
    ent_claim_fits          *fits;
    slot                   **slots; /* of each pack, one a claim */
    ent_day                  last;  /* of which the record speaks */
    ent_arena                arena;
    const char             **sources; /* "KIND=SET" beside those in use */
    size_t                   source_count;
} checking;

static bool
is_series(const ent_assertion *claim)
{
    return claim->kind == ENT_ASSERTION_TREND || claim->kind == ENT_ASSERTION_COMPARISON;
}

/* What the measures of a test need; of those that rest on a kind of tie where one is given. */
static unsigned
detail_of(const ent_series_test *test, const char *kind)
{
    unsigned detail = 0;

    for (size_t i = 0; i < test->measure_count; i++) {
        const ent_reading_of *reading = &test->measures[i];

        if (kind != NULL && strstr(reading->type->kinds, kind) == NULL) {
            continue;
        }
        detail |= reading->measure->detail;
        if (reading->variant != NULL && strcmp(reading->variant, "votes") == 0) {
            detail |= ENT_RECORD_VOTES;
        }
    }
    return detail;
}

static unsigned
detail_of_all(const checking *c, const char *kind)
{
    unsigned detail = 0;

    for (size_t p = 0; p < c->count; p++) {
        for (size_t i = 0; i < c->packs[p]->count; i++) {
            const ent_assertion *claim = &c->packs[p]->items[i];

            detail |= detail_of(&claim->series, kind) | detail_of(&claim->than, kind);
            detail |= kind == NULL && claim->rows.kind == ENT_FACT_VOTE ? ENT_RECORD_VOTES : 0U;
        }
    }
    return detail;
}

/* "obligations" of "obligations=world". */
static void
kind_of(const char *source, char kind[64])
{
    (void)snprintf(kind, 64, "%.*s", (int)strcspn(source, "="), source);
}

/* Each claim asks for the same years, and asks in many ways. */
static ent_status
remember(checking *c, ent_record *record)
{
    ent_status status = ent_record_remember(c->ctx, record, MOST_REMEMBERED);

    if (status != ENT_OK) {
        ent_record_destroy(record);
    }
    return status;
}

static ent_status
load_record(checking *c, const char *source, ent_record **out)
{
    const char        *sources[MOST_SOURCES + 2] = {NULL};
    char               kind[64];
    size_t             count = 0;
    ent_record_options options = {.sources = sources,
                                  .votes = source == NULL ? c->options->votes : NULL};
    ent_status         status;

    for (; c->options->sources != NULL && c->options->sources[count] != NULL; count++) {
        if (count == MOST_SOURCES) {
            return ent_fail(c->ctx, ENT_E_LIMIT, "more than %d choices of sources", MOST_SOURCES);
        }
        sources[count] = c->options->sources[count];
    }
    sources[count] = source;
    if (source != NULL) {
        kind_of(source, kind);
    }
    options.detail = detail_of_all(c, source != NULL ? kind : NULL) |
                     (source == NULL && !c->options->quick ? ent_claim_fits_detail(c->fits) : 0);
    status = ent_record_load(c->ctx, c->store, c->codes, &options, out);
    return status == ENT_OK ? remember(c, *out) : status;
}

/* Whether the store holds a set, and it is not the one that leads the kind anyway. */
static bool
is_another(const ent_record *record, const ent_supply *supply)
{
    size_t                 count;
    const ent_source_file *files = ent_record_files(record, &count);
    const ent_seam        *seams;
    bool                   held = false;

    for (size_t i = 0; i < count && !held; i++) {
        held = strcmp(files[i].set, supply->set) == 0;
    }
    seams = ent_record_seams(record, &count);
    for (size_t i = 0; i < count && held; i++) {
        if (strcmp(seams[i].kind, supply->kind) == 0) {
            return strcmp(seams[i].set, supply->set) != 0;
        }
    }
    return false;
}

static bool
is_asked_for(const checking *c, const char *kind)
{
    char word[64];

    (void)snprintf(word, sizeof word, " %s ", kind);
    for (size_t p = 0; p < c->count; p++) {
        for (size_t i = 0; i < c->packs[p]->count; i++) {
            const ent_series_test *test = &c->packs[p]->items[i].series;

            for (size_t m = 0; m < test->measure_count; m++) {
                if (strstr(test->measures[m].type->kinds, word) != NULL) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* Every other set of the store for the kinds of ties that the claims rest on. */
static ent_status
list_sources(checking *c, const ent_record *record)
{
    size_t            count;
    const ent_supply *supplies = ent_supplies(&count);

    c->sources = ent_arena_alloc(&c->arena, count, sizeof *c->sources);
    if (c->sources == NULL) {
        return ent_fail_nomem(c->ctx);
    }
    for (size_t i = 0; i < count; i++) {
        if (is_asked_for(c, supplies[i].kind) && is_another(record, &supplies[i])) {
            c->sources[c->source_count] =
                ent_arena_printf(&c->arena, "%s=%s", supplies[i].kind, supplies[i].set);
            if (c->sources[c->source_count++] == NULL) {
                return ent_fail_nomem(c->ctx);
            }
        }
    }
    return ENT_OK;
}

/* 2. one claim */

static ent_status
check_effect(checking *c, const ent_record *record, const ent_assertion *claim, ent_day as_of,
             ent_finding *out)
{
    if (!c->options->quick) {
        return ent_claim_check_effect(c->ctx, record, claim, as_of, c->fits, out);
    }
    *out = ent_finding_none("association");
    out->threshold = claim->threshold;
    ent_finding_reason(out, "not estimated here: entente check estimates it");
    return ENT_OK;
}

static ent_status
check_one(checking *c, const ent_record *record, size_t p, size_t i, int when, ent_day as_of)
{
    const ent_claims    *pack = c->packs[p];
    const ent_assertion *claim = &pack->items[i];
    slot                *here = &c->slots[p][i];

    switch (claim->kind) {
    case ENT_ASSERTION_FACT:
    case ENT_ASSERTION_QUOTATION:
    case ENT_ASSERTION_FORECAST:
        return ent_claim_check_rows(c->ctx, record, when == WHOLE ? c->store : NULL, pack, claim,
                                    as_of, &here->findings[when]);
    case ENT_ASSERTION_TREND:
    case ENT_ASSERTION_COMPARISON:
        return ENT_OK; /* asked with the other series */
    case ENT_ASSERTION_EFFECT:
        return check_effect(c, record, claim, as_of, &here->findings[when]);
    case ENT_ASSERTION_CONTRAST:
    case ENT_ASSERTION_ORDERING:
        ent_claim_check_runs(c->runs, claim, as_of, &here->findings[when]);
        return ENT_OK;
    case ENT_ASSERTION_RULE:
        return ent_claim_check_rule(c->ctx, record, claim, as_of, &here->findings[when]);
    case ENT_ASSERTION_MOTIVE:
    case ENT_ASSERTION_KINDS:
        break;
    }
    here->findings[when] = ent_finding_none(NULL);
    here->findings[when].verdict = ENT_VERDICT_NOT_TESTABLE;
    ent_finding_reason(&here->findings[when], "%.300s", claim->reason);
    return ENT_OK;
}

/* What the record has to say at once: rows, runs and rules; the series come after. */
static ent_status
check_pack(checking *c, const ent_record *record, size_t p, int when, ent_day as_of)
{
    ent_status status = ENT_OK;

    for (size_t i = 0; i < c->packs[p]->count && status == ENT_OK; i++) {
        ent_progress(c->ctx, "claims", i, c->packs[p]->count);
        status = check_one(c, record, p, i, when, as_of);
    }
    return status;
}

/* 3. all claims of a record */

/* A record, of all or of a day, and whether another source stands in it. */
typedef struct picture {
    checking         *c;
    const ent_record *record;
    const char       *source; /* NULL: the sources as they are */
    int               when;
    ent_day           as_of;
    size_t            count, *packs, *claims; /* series to ask of it */
} picture;

/* Of a day the packs of that day are asked; of all that is recorded, all. */
static bool
is_asked(const picture *at, size_t p)
{
    return at->when == WHOLE || at->c->packs[p]->date == at->as_of;
}

static ent_status
add_series(ent_ctx *ctx, size_t unit, void *data)
{
    const picture *at = data;
    size_t         p = at->packs[unit], i = at->claims[unit];

    return ent_curve_add(ctx, at->record, &at->c->packs[p]->items[i], at->as_of, at->source,
                         &at->c->slots[p][i].curves[at->when]);
}

static ent_status
check_series(picture *at)
{
    checking  *c = at->c;
    size_t     most = 0;
    ent_status status = ENT_OK;

    for (size_t p = 0; p < c->count; p++) {
        most += c->packs[p]->count;
    }
    at->count = 0;
    at->packs = ent_alloc(most + 1, sizeof *at->packs);
    at->claims = ent_alloc(most + 1, sizeof *at->claims);
    if (at->packs == NULL || at->claims == NULL) {
        status = ent_fail_nomem(c->ctx);
    }
    for (size_t p = 0; p < c->count && status == ENT_OK; p++) {
        for (size_t i = 0; is_asked(at, p) && i < c->packs[p]->count; i++) {
            if (is_series(&c->packs[p]->items[i])) {
                at->packs[at->count] = p;
                at->claims[at->count++] = i;
            }
        }
    }
    if (status == ENT_OK) {
        status = ent_parallel_for(c->ctx, "trends and comparisons", at->count, add_series, at);
    }
    ent_free(at->packs);
    ent_free(at->claims);
    return status;
}

/* Another source may change series alone. */
static ent_status
check_picture(picture *at)
{
    ent_status status = ENT_OK;

    for (size_t p = 0; at->source == NULL && p < at->c->count && status == ENT_OK; p++) {
        if (is_asked(at, p)) {
            status = check_pack(at->c, at->record, p, at->when, at->as_of);
        }
    }
    return status == ENT_OK ? check_series(at) : status;
}

static ent_status
check_day(checking *c, const ent_record *whole, ent_day day, const char *source)
{
    ent_record *record;
    ent_status  status = ent_record_known(c->ctx, whole, day, &record);

    if (status == ENT_OK) {
        status = remember(c, record);
    }
    if (status == ENT_OK) {
        status = check_picture(&(picture){c, record, source, DATED, day, 0, NULL, NULL});
        ent_claim_fits_forget(c->fits);
        ent_record_destroy(record);
    }
    return status;
}

static bool
has_day_of_earlier(const checking *c, size_t p)
{
    for (size_t q = 0; q < p; q++) {
        if (c->packs[q]->date == c->packs[p]->date) {
            return true;
        }
    }
    return false;
}

/* All that is recorded, then the same as it was known on the day of each document. */
static ent_status
check_times(checking *c, const ent_record *whole, const char *source)
{
    ent_status status = check_picture(&(picture){c, whole, source, WHOLE, c->last, 0, NULL, NULL});

    ent_claim_fits_forget(c->fits);
    for (size_t p = 0; p < c->count && status == ENT_OK; p++) {
        if (c->packs[p]->date != ENT_NO_DAY && !has_day_of_earlier(c, p)) {
            status = check_day(c, whole, c->packs[p]->date, source);
        }
    }
    return status;
}

static ent_status
check_first(checking *c)
{
    ent_record *record;
    ent_status  status = load_record(c, NULL, &record);

    if (status != ENT_OK) {
        return status;
    }
    c->last = ent_record_span(record).to - 1;
    status = ent_claim_runs_run(c->ctx, record, c->store, c->options, c->runs);
    if (status == ENT_OK) {
        status = list_sources(c, record);
    }
    if (status == ENT_OK) {
        status = check_times(c, record, NULL);
    }
    ent_record_destroy(record);
    return status;
}

static ent_status
check_others(checking *c)
{
    ent_status status = ENT_OK;

    for (size_t i = 0; i < c->source_count && status == ENT_OK; i++) {
        ent_record *record;

        status = load_record(c, c->sources[i], &record);
        if (status == ENT_OK) {
            status = check_times(c, record, c->sources[i]);
            ent_record_destroy(record);
        }
    }
    return status;
}

/* 4. Holm */

/* What a test does not bear out at the level stays open. */
static void
require_level(const ent_assertion *claim, ent_finding *finding)
{
    bool other_way = finding->value * claim->direction < 0;

    if (finding->verdict != ENT_VERDICT_SUPPORTED && finding->verdict != ENT_VERDICT_CONTRADICTED) {
        return;
    }
    if (finding->p > LEVEL || (finding->verdict == ENT_VERDICT_CONTRADICTED) != other_way) {
        char before[ENT_REASON_SIZE];

        (void)snprintf(before, sizeof before, "%.200s", finding->reason);
        ent_finding_reason(finding, "%s; no trend at 5 percent after Holm's correction", before);
        finding->verdict = ENT_VERDICT_UNDETERMINED;
    }
}

static ent_status
correct(checking *c, size_t p, int when)
{
    const ent_claims *pack = c->packs[p];
    double           *values = ent_alloc(pack->count, sizeof *values);
    ent_status        status;

    if (values == NULL) {
        return ent_fail_nomem(c->ctx);
    }
    for (size_t i = 0; i < pack->count; i++) {
        values[i] = c->slots[p][i].findings[when].p;
    }
    status = ent_holm(values, pack->count);
    for (size_t i = 0; i < pack->count && status == ENT_OK; i++) {
        c->slots[p][i].findings[when].p = values[i];
        if (pack->items[i].kind == ENT_ASSERTION_TREND) {
            require_level(&pack->items[i], &c->slots[p][i].findings[when]);
        }
    }
    ent_free(values);
    return status == ENT_OK ? ENT_OK : ent_fail_nomem(c->ctx);
}

static ent_status
finish(checking *c)
{
    ent_status status = ENT_OK;

    for (size_t p = 0; p < c->count && status == ENT_OK; p++) {
        for (int when = c->packs[p]->date == ENT_NO_DAY ? WHOLE : DATED;
             when < TIMES && status == ENT_OK; when++) {
            for (size_t i = 0; i < c->packs[p]->count; i++) {
                if (is_series(&c->packs[p]->items[i])) {
                    ent_curve_finish(&c->packs[p]->items[i], &c->slots[p][i].curves[when],
                                     &c->slots[p][i].findings[when]);
                }
            }
            status = correct(c, p, when);
        }
    }
    return status;
}

/* 5. the table */

enum {
    ID,
    KIND,
    VERDICT,
    BASIS,
    VALUE,
    LO,
    HI,
    N,
    THRESHOLD,
    AS_OF,
    DOCUMENT,
    OFFSET,
    P,
    AGREE,
    FACT,
    REASON,
    SAYS,
    TITLE,
    COLUMN_COUNT
};

static const ent_column COLUMNS[COLUMN_COUNT] = {[ID] = {"id", ENT_COLUMN_TEXT},
                                                 [KIND] = {"kind", ENT_COLUMN_TEXT},
                                                 [VERDICT] = {"verdict", ENT_COLUMN_TEXT},
                                                 [BASIS] = {"basis", ENT_COLUMN_TEXT},
                                                 [VALUE] = {"value", ENT_COLUMN_NUMBER},
                                                 [LO] = {"lo", ENT_COLUMN_NUMBER},
                                                 [HI] = {"hi", ENT_COLUMN_NUMBER},
                                                 [N] = {"n", ENT_COLUMN_INTEGER},
                                                 [THRESHOLD] = {"threshold", ENT_COLUMN_NUMBER},
                                                 [AS_OF] = {"as_of", ENT_COLUMN_DAY},
                                                 [DOCUMENT] = {"document", ENT_COLUMN_TEXT},
                                                 [OFFSET] = {"offset", ENT_COLUMN_INTEGER},
                                                 [P] = {"p", ENT_COLUMN_NUMBER},
                                                 [AGREE] = {"agree", ENT_COLUMN_NUMBER},
                                                 [FACT] = {"fact_id", ENT_COLUMN_TEXT},
                                                 [REASON] = {"reason", ENT_COLUMN_TEXT},
                                                 [SAYS] = {"says", ENT_COLUMN_TEXT},
                                                 [TITLE] = {"title", ENT_COLUMN_TEXT}};

static void
add_row(ent_table *table, const ent_claims *pack, const ent_assertion *claim,
        const ent_finding *finding, ent_day as_of)
{
    ent_table_row(table);
    ent_table_text(table, ID, claim->id);
    ent_table_text_borrowed(table, KIND, ENT_ASSERTION_NAMES[claim->kind]);
    ent_table_text_borrowed(table, VERDICT, ent_verdict_name(finding->verdict));
    ent_table_text(table, BASIS, finding->basis);
    ent_table_number(table, VALUE, finding->value);
    ent_table_number(table, LO, finding->lo);
    ent_table_number(table, HI, finding->hi);
    if (!isnan(finding->n)) {
        ent_table_integer(table, N, (int64_t)finding->n);
    }
    ent_table_number(table, THRESHOLD, finding->threshold);
    ent_table_day(table, AS_OF, as_of);
    ent_table_text(table, DOCUMENT, pack->document);
    if (claim->offset >= 0) {
        ent_table_integer(table, OFFSET, claim->offset);
    }
    ent_table_number(table, P, finding->p);
    ent_table_number(table, AGREE, finding->agree);
    ent_table_text(table, FACT, finding->fact_id[0] != '\0' ? finding->fact_id : NULL);
    ent_table_text(table, REASON, finding->reason[0] != '\0' ? finding->reason : NULL);
    ent_table_text(table, SAYS, claim->says);
    ent_table_text(table, TITLE, pack->title[0] != '\0' ? pack->title : NULL);
}

static ent_status
make_table(checking *c, ent_table **out)
{
    ent_table *table;
    ent_status status = ent_table_create(c->ctx, COLUMNS, COLUMN_COUNT, &table);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t p = 0; p < c->count; p++) {
        const ent_claims *pack = c->packs[p];

        for (size_t i = 0; i < pack->count; i++) {
            for (int when = pack->date == ENT_NO_DAY ? WHOLE : DATED; when < TIMES; when++) {
                add_row(table, pack, &pack->items[i], &c->slots[p][i].findings[when],
                        when == DATED ? pack->date : c->last);
            }
        }
    }
    status = ent_table_check(c->ctx, table);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

/* The specifications behind the verdicts, in the order of the verdicts. */
static ent_status
make_curves(checking *c, ent_table **out)
{
    ent_table *table;
    ent_status status;

    status = ent_curve_table(c->ctx, &table);
    if (status != ENT_OK) {
        return status;
    }
    for (size_t p = 0; p < c->count; p++) {
        for (size_t i = 0; i < c->packs[p]->count; i++) {
            for (int when = c->packs[p]->date == ENT_NO_DAY ? WHOLE : DATED; when < TIMES; when++) {
                ent_curve_print(&c->slots[p][i].curves[when], &c->packs[p]->items[i],
                                when == DATED ? c->packs[p]->date : c->last, table);
            }
        }
    }
    status = ent_table_check(c->ctx, table);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

static ent_status
make_slots(checking *c)
{
    c->slots = ent_alloc_zero(c->count, sizeof *c->slots);
    for (size_t p = 0; c->slots != NULL && p < c->count; p++) {
        c->slots[p] = ent_alloc_zero(c->packs[p]->count, sizeof **c->slots);
        if (c->slots[p] == NULL) {
            return ent_fail_nomem(c->ctx);
        }
    }
    return c->slots != NULL ? ENT_OK : ent_fail_nomem(c->ctx);
}

static void
clear(checking *c)
{
    for (size_t p = 0; c->slots != NULL && p < c->count; p++) {
        for (size_t i = 0; c->slots[p] != NULL && i < c->packs[p]->count; i++) {
            ent_curve_clear(&c->slots[p][i].curves[DATED]);
            ent_curve_clear(&c->slots[p][i].curves[WHOLE]);
        }
        ent_free(c->slots[p]);
    }
    ent_free(c->slots);
    ent_claim_runs_destroy(c->runs);
    ent_claim_fits_destroy(c->fits);
    ent_arena_clear(&c->arena);
}

/* Scenarios and models that claims name have to be there, whatever is kept of their answers. */
static ent_status
prepare(checking *c)
{
    bool       any_source = c->options->sources == NULL && !c->options->quick;
    ent_status status = make_slots(c);

    if (status == ENT_OK) {
        status = ent_claim_runs_make(c->ctx, c->codes, c->packs, c->count, &c->runs);
    }
    return status == ENT_OK ? ent_claim_fits_make(c->ctx, any_source ? c->store : NULL, c->codes,
                                                  c->packs, c->count, &c->fits)
                            : status;
}

static ent_status
find_out(checking *c, ent_claim_answer *out)
{
    ent_status status = check_first(c);

    if (status == ENT_OK && !c->options->quick) {
        status = check_others(c);
    }
    if (status == ENT_OK) {
        status = finish(c);
    }
    if (status == ENT_OK) {
        status = make_curves(c, &out->curves);
    }
    return status == ENT_OK ? make_table(c, &out->verdicts) : status;
}

/* What was kept, or what is found out now; that is kept where nothing else had to be said. */
static ent_status
answer(checking *c, const char *question, ent_claim_answer *out)
{
    uint64_t   said = ent_ctx_said(c->ctx);
    ent_status status = ent_claim_recall(c->ctx, c->store, question, COLUMNS, COLUMN_COUNT, out);

    if (status != ENT_OK || out->verdicts != NULL) {
        return status;
    }
    status = find_out(c, out);
    return status == ENT_OK && c->options->keep && ent_ctx_said(c->ctx) == said
               ? ent_claim_retain(c->ctx, c->store, question, out)
               : status;
}

ent_status
ent_claims_check(ent_ctx *ctx, ent_store *store, const ent_codes *codes,
                 const ent_claims *const *packs, size_t count, const ent_check_options *options,
                 ent_table **out)
{
    static const ent_check_options PLAIN = {0};
    checking c = {.ctx = ctx, .store = store, .codes = codes, .packs = packs, .count = count};
    ent_claim_answer found = {NULL, NULL};
    ent_text         question;
    ent_status       status;

    c.options = options != NULL ? options : &PLAIN;
    ent_arena_init(&c.arena);
    ent_text_init(&question);
    status = prepare(&c);
    if (status == ENT_OK) {
        status = ent_claim_question(ctx, packs, count, c.options, c.runs, c.fits, &question);
    }
    if (status == ENT_OK) {
        status = question.length > 0 ? answer(&c, ent_text_get(&question), &found)
                                     : find_out(&c, &found);
    }
    if (status == ENT_OK) {
        *out = found.verdicts;
        found.verdicts = NULL;
    }
    if (status == ENT_OK && c.options->curves != NULL) {
        *c.options->curves = found.curves;
        found.curves = NULL;
    }
    ent_claim_answer_clear(&found);
    ent_text_clear(&question);
    clear(&c);
    return status;
}

size_t
ent_verdict_count(ent_table *verdicts, ent_verdict verdict)
{
    size_t count = 0;

    for (size_t row = 0; row < ent_table_row_count(verdicts); row++) {
        count += strcmp(ent_table_get_text(verdicts, row, VERDICT), ent_verdict_name(verdict)) == 0;
    }
    return count;
}
