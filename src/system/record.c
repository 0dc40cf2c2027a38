/*
 * record.c - what a record is asked
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "base/text.h"
#include "system/record_parts.h"

void
ent_record_destroy(ent_record *record)
{
    if (record != NULL) {
        for (int kind = 0; kind < ENT_FACT_KINDS; kind++) {
            if (record->facts[kind].capacity > 0) {
                ent_free(record->facts[kind].items);
            }
            ent_late_facts_destroy(record->late[kind]);
        }
        ent_memo_destroy(record->memo);
        ent_answers_release(record->answers);
        ent_fingerprint_destroy(record->print);
        ent_arena_clear(&record->arena);
        ent_free(record);
    }
}

ent_status
ent_record_remember(ent_ctx *ctx, ent_record *record, size_t most_bytes)
{
    return record->memo != NULL ? ENT_OK : ent_memo_create(ctx, most_bytes, &record->memo);
}

ent_memo *
ent_record_memo(const ent_record *record)
{
    return record->memo;
}

const ent_record *
ent_record_uncut(const ent_record *record)
{
    while (record->of != NULL) {
        record = record->of;
    }
    return record;
}

ent_memo *
ent_record_common_memo(const ent_record *record)
{
    return ent_record_uncut(record)->memo;
}

/* What is asked, of what was read, and what that says. */
static ent_status
name_question(ent_ctx *ctx, const ent_record *record, const char *question, ent_text *out)
{
    const ent_record *uncut = ent_record_uncut(record);
    char              print[ENT_FINGERPRINT_SIZE];

    ent_fingerprint_of(uncut, uncut->print, print);
    ent_text_init(out);
    ent_text_addf(out, "%s\n%s%s", print, record->identity, question);
    return out->failed ? ent_fail_nomem(ctx) : ENT_OK;
}

ent_status
ent_record_recall(ent_ctx *ctx, const ent_record *record, const char *question, char **out)
{
    ent_text   whole;
    ent_status status;

    *out = NULL;
    if (record->answers == NULL) {
        return ENT_OK;
    }
    status = name_question(ctx, record, question, &whole);
    if (status == ENT_OK) {
        status = ent_answers_recall(ctx, record->answers, ent_text_get(&whole), out);
    }
    ent_text_clear(&whole);
    return status;
}

ent_status
ent_record_retain(ent_ctx *ctx, const ent_record *record, const char *question, const char *answer)
{
    ent_text   whole;
    ent_status status;

    if (record->answers == NULL) {
        return ENT_OK;
    }
    status = name_question(ctx, record, question, &whole);
    if (status == ENT_OK) {
        status = ent_answers_retain_lasting(ctx, record->answers, ent_text_get(&whole), answer);
    }
    ent_text_clear(&whole);
    return status;
}

ent_answers *
ent_record_answers(const ent_record *record)
{
    return record->answers;
}

const ent_codes *
ent_record_codes(const ent_record *record)
{
    return record->codes;
}

const void *
ent_record_facts(const ent_record *record, ent_fact_kind kind, size_t *count)
{
    if (record->late[kind] != NULL) {
        ent_late_facts_copy(record->late[kind], record->facts[kind].items);
    }
    *count = record->facts[kind].count;
    return record->facts[kind].items;
}

const ent_source_file *
ent_record_files(const ent_record *record, size_t *count)
{
    *count = record->file_count;
    return record->files;
}

const ent_source_file *const *
ent_record_sources(const ent_record *record, size_t *count)
{
    *count = record->source_count;
    return record->sources;
}

const ent_seam *
ent_record_seams(const ent_record *record, size_t *count)
{
    *count = record->seams.count;
    return record->seams.items;
}

static const ent_source_file *
file_of(const ent_record *record, uint32_t number)
{
    return number < record->number_count ? record->by_number[number] : NULL;
}

void
ent_record_fact_id(const ent_record *record, const ent_provenance *from, char out[160])
{
    const ent_source_file *file = file_of(record, from->file);

    out[0] = '\0';
    if (file != NULL) {
        (void)snprintf(out, 160, "%s@%s/%s:%u", file->set, file->version, ent_base_name(file->name),
                       from->line);
    }
}

static bool
stands_before(const ent_provenance *a, const ent_provenance *b)
{
    return a->file < b->file || (a->file == b->file && a->line < b->line);
}

/* Facts that are late are looked for where they are. */
const void *
ent_record_fact(const ent_record *record, ent_fact_kind kind, const ent_provenance *from)
{
    const ent_fact_type *type = ent_fact_describe(kind);
    bool                 late = record->late[kind] != NULL;
    const ent_fact_list *list = &(late ? ent_record_uncut(record) : record)->facts[kind];
    size_t               low = 0, high = list->count;

    while (low < high) {
        size_t                middle = low + (high - low) / 2;
        const ent_provenance *there = (const void *)(list->items + middle * type->size);

        if (stands_before(there, from)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < list->count; low++) {
        const ent_provenance *there = (const void *)(list->items + low * type->size);

        if (there->file != from->file || there->line != from->line) {
            break;
        }
        if (!late || ent_fact_begins_by(type, there, record->as_of)) {
            return there;
        }
    }
    return NULL;
}

/* The key of a row's citation: a system carries file and line alone, the row has the rest. */
static const char *
citation_key(const ent_record *record, const ent_provenance *from)
{
    const ent_provenance *row = NULL;

    for (int kind = 0; from->citation == NULL && row == NULL && kind < ENT_FACT_KINDS; kind++) {
        row = ent_record_fact(record, (ent_fact_kind)kind, from);
    }
    return row != NULL ? row->citation : from->citation;
}

const char *
ent_record_citation(const ent_record *record, const ent_provenance *from)
{
    const ent_citation    *citations = (const void *)record->facts[ENT_FACT_CITATION].items;
    const char            *key = citation_key(record, from);
    const ent_source_file *file;

    for (size_t i = 0; key != NULL && i < record->facts[ENT_FACT_CITATION].count; i++) {
        if (strcmp(citations[i].source, key) == 0) {
            return citations[i].citation_text;
        }
    }
    file = file_of(record, from->file);
    return file != NULL && file->citation != NULL ? file->citation : "";
}

int
ent_record_age(const ent_record *record, const ent_provenance *from, ent_day day)
{
    const ent_source_file *file = file_of(record, from->file);

    if (file == NULL || file->last == ENT_DAY_MAX || day <= file->last) {
        return 0;
    }
    return ent_date_year(day) - ent_date_year(file->last);
}

/* Sanctions of GSDB are restrictions for ends of foreign policy: a tariff is none. */
static bool
counts_tariffs(const ent_seam *seam)
{
    return strcmp(seam->set, "gsdb") != 0;
}

int
ent_record_carried(const ent_record *record, const char *kind, ent_day day)
{
    const unsigned choices = ENT_RECORD_FLOWS | ENT_RECORD_VOTES | ENT_RECORD_EVENTS;
    bool           tariffs = strcmp(kind, "tariffs") == 0;
    const char    *wanted = tariffs ? "sanctions" : kind;

    for (size_t i = 0; i < record->seams.count; i++) {
        const ent_seam        *seam = &record->seams.items[i];
        const ent_source_file *file = record->seams.files[i];

        if (strcmp(seam->kind, wanted) == 0 && day >= seam->used.from && day < seam->used.to) {
            bool early = file->first != ENT_DAY_MAX && day < file->first;
            bool left_out = (record->seams.supplies[i]->detail & choices & ~record->detail) != 0;

            if (early || left_out || (tariffs && !counts_tariffs(seam))) {
                return -1;
            }
            return file->last == ENT_DAY_MAX || day <= file->last
                       ? 0
                       : ent_date_year(day) - ent_date_year(file->last);
        }
    }
    return -1;
}

/* Asked for each row of each system: most kinds differ in their first letter. */
static bool
is_of_kind(const ent_seam *seam, const char *kind)
{
    return seam->kind[0] == kind[0] && strcmp(seam->kind, kind) == 0;
}

bool
ent_record_uses(const ent_record *record, const char *kind, const ent_provenance *from, ent_day day)
{
    const ent_source_file *file = file_of(record, from->file);

    for (size_t i = 0; file != NULL && i < record->seams.count; i++) {
        const ent_seam *seam = &record->seams.items[i];

        if (is_of_kind(seam, kind) && day >= seam->used.from && day < seam->used.to) {
            return record->seams.files[i] == file ||
                   (strcmp(seam->set, file->set) == 0 && strcmp(seam->version, file->version) == 0);
        }
    }
    return false;
}

void
ent_record_add_digest(const ent_record *record, ent_digest *digest)
{
    size_t                 file_count, seam_count;
    const ent_source_file *files = ent_record_files(record, &file_count);
    const ent_seam        *seams = ent_record_seams(record, &seam_count);

    for (size_t i = 0; i < file_count; i++) {
        ent_digest_add(digest, files[i].sha256, strlen(files[i].sha256));
    }
    for (size_t i = 0; i < seam_count; i++) {
        ent_digest_add(digest, seams[i].kind, strlen(seams[i].kind));
        ent_digest_add(digest, seams[i].set, strlen(seams[i].set));
        ent_digest_add_number(digest, seams[i].used.from);
        ent_digest_add_number(digest, seams[i].used.to);
    }
}
