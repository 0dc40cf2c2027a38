/*
 * system.c - the picture of the record at a date: one block, and what is put into it
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "system/cooperation.h"
#include "system/flows.h"
#include "system/members.h"
#include "system/ties.h"

/* What stands before the block in memory, and is no part of it: who holds it. */
typedef union keeping {
    ent_memo_item *item;
    unsigned char  room[16]; /* so that the block is aligned */
} keeping;

static keeping *
keeping_of(ent_system *system)
{
    return (keeping *)(void *)system - 1;
}

static ent_system *
system_behind(keeping *room)
{
    return (ent_system *)(void *)(room + 1);
}

/* NULL when there is no memory. */
static ent_system *
new_system(ent_span span, size_t state_count)
{
    size_t      members = (sizeof(ent_system) + 15) / 16 * 16;
    size_t      dyads = members + (state_count * sizeof(ent_system_member) + 15) / 16 * 16;
    size_t      bytes = dyads + state_count * state_count * sizeof(ent_dyad);
    keeping    *room = ent_alloc_zero(bytes + sizeof *room, 1);
    ent_system *system = NULL;

    if (room != NULL) {
        system = system_behind(room);
        system->bytes = bytes;
        system->state_count = (uint32_t)state_count;
        system->span = span;
        system->member_offset = members;
        system->dyad_offset = dyads;
        system->fact_offset = bytes;
    }
    return system;
}

static ent_status
append_facts(ent_builder *b)
{
    size_t fact_bytes = b->fact_count * sizeof *b->facts;
    size_t bytes = (size_t)b->system->bytes, capacity = bytes + sizeof(keeping);
    void  *room = keeping_of(b->system);

    /* one more so that the capacity grows exactly once */
    if (b->failed || !ent_grow(&room, &capacity, capacity + fact_bytes + 1, 1)) {
        return ent_fail_nomem(b->ctx);
    }
    b->system = system_behind(room);
    for (size_t i = 0; i < b->fact_count; i++) {
        b->facts[i].citation = b->facts[i].locator = NULL;
    }
    if (fact_bytes > 0) {
        memcpy((unsigned char *)b->system + bytes, b->facts, fact_bytes);
    }
    b->system->fact_count = (uint32_t)b->fact_count;
    b->system->bytes = bytes + fact_bytes;
    return ENT_OK;
}

/* The state system begins with its first spell; what is known of it ends with the newest file. */
static ent_status
fail_empty(ent_ctx *ctx, const ent_record *record)
{
    size_t                 spell_count, file_count;
    const ent_spell       *spells = ent_codes_spells(ent_record_codes(record), &spell_count);
    const ent_source_file *files = ent_record_files(record, &file_count);
    ent_day                first = spells[0].span.from, last = ENT_DAY_MIN;
    char                   from[16], to[16];

    for (size_t i = 0; i < spell_count; i++) {
        first = spells[i].span.from < first ? spells[i].span.from : first;
    }
    for (size_t i = 0; i < file_count; i++) {
        last = files[i].last != ENT_DAY_MAX && files[i].last > last ? files[i].last : last;
    }
    ent_date_print(first, from);
    ent_date_print(last, to);
    return ent_fail(ctx, ENT_E_NOTFOUND,
                    "no state exists at that date; the record speaks of %s..%s", from, to);
}

/* In the order of ent_known. */
static void
add_known(ent_builder *b)
{
    static const char *const KINDS[ENT_KNOWN_KINDS] = {
        "obligations", "rivalries", "disputes", "sanctions", "arms", "exercises", "tariffs"};

    for (size_t i = 0; i < ENT_KNOWN_KINDS; i++) {
        b->system->carried[i] = (int16_t)ent_record_carried(b->record, KINDS[i], b->span.to - 1);
    }
}

static void
free_system(void *system)
{
    ent_free(keeping_of(system));
}

/* From a builder that knows what is asked for to the whole block. */
static ent_status
build(ent_ctx *ctx, ent_builder *b)
{
    size_t     state_count;
    ent_status status;

    if (b->span.from >= b->span.to || b->span.from == ENT_DAY_MIN || b->span.to == ENT_DAY_MAX) {
        return ent_fail(ctx, ENT_E_ARG, "a system needs a day or a year");
    }
    b->year = ent_date_year(b->span.to - 1);
    if (ent_codes_count(b->codes) > ENT_SYSTEM_MOST_STATES) {
        return ent_fail(ctx, ENT_E_LIMIT, "more than %d states", ENT_SYSTEM_MOST_STATES);
    }
    state_count = ent_build_count_states(b);
    if (state_count == 0) {
        return fail_empty(ctx, b->record);
    }
    b->system = new_system(b->span, state_count);
    if (b->system == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_build_states(b);
    ent_build_attributes(b);
    ent_build_ties(b);
    ent_build_cooperation(b);
    ent_build_flows(b);
    add_known(b);
    status = append_facts(b);
    ent_free(b->facts);
    if (status != ENT_OK) {
        free_system(b->system);
    }
    return status;
}

static ent_status
make(ent_ctx *ctx, ent_memo_item *self, const void *user, void **out, size_t *bytes)
{
    ent_builder b = *(const ent_builder *)user;
    ent_status  status;

    b.ctx = ctx;
    status = build(ctx, &b);
    if (status == ENT_OK) {
        keeping_of(b.system)->item = self;
        *bytes = (size_t)b.system->bytes + sizeof(keeping);
        *out = b.system;
    }
    return status;
}

ent_status
ent_system_at(ent_ctx *ctx, const ent_record *record, ent_span span,
              const ent_system_options *options, ent_system **out)
{
    static const ent_memo_kind SYSTEMS = {make, free_system};

    const ent_record *of = ent_record_of_span(record, span);
    ent_builder       b = {.record = of, .codes = ent_record_codes(of), .span = span};
    ent_memo_key      key = {&SYSTEMS, {span.from, span.to, 0}};
    ent_memo_item    *item;
    ent_status        status;

    b.as_of = options != NULL && options->as_of != ENT_NO_DAY && options->as_of != ENT_DAY_MAX
                  ? options->as_of + 1
                  : ENT_DAY_MAX;
    b.as_it_stood = options != NULL && options->as_it_stood;
    key.of[2] = 2 * (int64_t)b.as_of + b.as_it_stood;
    status = ent_memo_take(ctx, ent_record_memo(of), &key, &b, &item);
    if (status == ENT_OK) {
        *out = ent_memo_object(item);
    }
    return status;
}

void
ent_system_destroy(ent_system *system)
{
    if (system != NULL) {
        ent_memo_release(keeping_of(system)->item);
    }
}
