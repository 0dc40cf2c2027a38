/*
 * event_counts.c - coded events added up: by month, directed dyad and type, and all of a month
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/date.h"
#include "import/event_counts.h"

enum { ACTOR_TABLE = 1 << 17, MOST_ACTORS = 60000, FIRST_ROOM = 1 << 14 };
enum { MOST_CELLS = 1 << 24, GIVE_POLL = 4096 };

/* Open addressing: a cell without events is free. */
struct ent_event_cell {
    uint64_t       key; /* month, a, b, type */
    ent_event_sums sums;
};

ent_status
ent_event_counts_init(ent_ctx *ctx, const ent_party_index *index, const ent_event_alias *aliases,
                      ent_event_counts *out)
{
    ent_event_counts counts = {.index = index, .aliases = aliases, .cell_room = FIRST_ROOM};

    ent_arena_init(&counts.memory);
    counts.actor_table = ent_alloc(ACTOR_TABLE, sizeof *counts.actor_table);
    counts.cells = ent_alloc_zero(FIRST_ROOM, sizeof *counts.cells);
    counts.totals = ent_alloc_zero(ENT_EVENT_MONTHS, sizeof *counts.totals);
    if (counts.actor_table == NULL || counts.cells == NULL || counts.totals == NULL) {
        ent_event_counts_clear(&counts);
        return ent_fail_nomem(ctx);
    }
    memset(counts.actor_table, 0xFF, ACTOR_TABLE * sizeof *counts.actor_table);
    *out = counts;
    return ENT_OK;
}

void
ent_event_counts_clear(ent_event_counts *counts)
{
    ent_free(counts->actors);
    ent_free(counts->actor_table);
    ent_free(counts->cells);
    ent_free(counts->totals);
    ent_arena_clear(&counts->memory);
    memset(counts, 0, sizeof *counts);
}

/* The multiplication spreads, the upper bits are taken (Knuth's multiplicative hashing). */
static uint64_t
spread(uint64_t key)
{
    return (key * 0x9E3779B97F4A7C15U) >> 32;
}

static uint64_t
hash_of(const char *bytes, size_t length)
{
    uint64_t hash = length;

    for (size_t i = 0; i < length; i++) {
        hash = hash * 31 + (unsigned char)bytes[i];
    }
    return spread(hash);
}

static ent_status
add_actor(ent_ctx *ctx, ent_event_counts *counts, const char *given, size_t length, size_t place)
{
    ent_event_actor *actor;

    if (counts->actor_count == MOST_ACTORS) {
        return ent_fail(ctx, ENT_E_LIMIT, "more than %d different countries; the file is damaged",
                        (int)MOST_ACTORS);
    }
    if (!ENT_GROW(counts->actors, counts->actor_capacity, counts->actor_count + 1)) {
        return ent_fail_nomem(ctx);
    }
    actor = &counts->actors[counts->actor_count];
    *actor = (ent_event_actor){ent_arena_strndup(&counts->memory, given, length), ENT_NO_STATE,
                               INT32_MIN};
    if (actor->given == NULL) {
        return ent_fail_nomem(ctx);
    }
    counts->actor_table[place] = (uint16_t)counts->actor_count++;
    return ENT_OK;
}

ent_status
ent_event_actor_find(ent_ctx *ctx, ent_event_counts *counts, const char *given, size_t length,
                     uint16_t *out, bool *known)
{
    size_t     place = hash_of(given, length) % ACTOR_TABLE;
    ent_status status = ENT_OK;
    uint16_t   number;

    for (; (number = counts->actor_table[place]) != ENT_EVENT_NO_ACTOR;
         place = (place + 1) % ACTOR_TABLE) {
        const char *at = counts->actors[number].given;

        if (strncmp(at, given, length) == 0 && at[length] == '\0') {
            break;
        }
    }
    *known = number != ENT_EVENT_NO_ACTOR;
    if (!*known) {
        status = add_actor(ctx, counts, given, length, place);
    }
    *out = counts->actor_table[place];
    return status;
}

static ent_day
first_day_of(int32_t month)
{
    return ent_date_day(ENT_EVENT_FIRST_YEAR + month / 12, month % 12 + 1, 1);
}

/* The code that a country's letters mean in the scheme of its file. */
static const char *
code_of(const ent_event_counts *counts, const char *given)
{
    for (const ent_event_alias *at = counts->aliases; at->given != NULL; at++) {
        if (strcmp(at->given, given) == 0) {
            return at->code;
        }
    }
    return given;
}

ent_party
ent_event_party(ent_event_counts *counts, uint16_t actor, int32_t month)
{
    ent_event_actor *at;

    if (actor == ENT_EVENT_NO_ACTOR) {
        return (ent_party){ENT_NO_STATE, NULL};
    }
    at = &counts->actors[actor];
    if (at->month != month) {
        const char *code = code_of(counts, at->given);

        at->month = month;
        at->state = ent_party_find(counts->index, code, strlen(code), first_day_of(month));
    }
    return (ent_party){at->state, at->state == ENT_NO_STATE ? at->given : NULL};
}

static void
add_sums(ent_event_sums *sums, const ent_event_sums *event)
{
    if (sums->events == 0) {
        sums->line = event->line;
    }
    sums->events += event->events;
    sums->mentions += event->mentions;
    sums->articles += event->articles;
    sums->goldstein += event->goldstein;
    sums->tone += event->tone;
}

/* The cell of the key, or the free one where it belongs. */
static ent_event_cell *
find_cell(ent_event_cell *cells, size_t room, uint64_t key)
{
    size_t place = spread(key) & (room - 1);

    while (cells[place].sums.events != 0 && cells[place].key != key) {
        place = (place + 1) & (room - 1);
    }
    return &cells[place];
}

static ent_status
widen(ent_ctx *ctx, ent_event_counts *counts)
{
    size_t          room = 2 * counts->cell_room;
    ent_event_cell *cells;

    if (counts->cell_count >= MOST_CELLS) {
        return ent_fail(ctx, ENT_E_LIMIT,
                        "more than %d counts by month, dyad and type; import it in smaller files",
                        (int)MOST_CELLS);
    }
    cells = ent_alloc_zero(room, sizeof *cells);
    if (cells == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < counts->cell_room; i++) {
        if (counts->cells[i].sums.events != 0) {
            *find_cell(cells, room, counts->cells[i].key) = counts->cells[i];
        }
    }
    ent_free(counts->cells);
    counts->cells = cells;
    counts->cell_room = room;
    return ENT_OK;
}

ent_status
ent_event_counts_add(ent_ctx *ctx, ent_event_counts *counts, int32_t month, uint16_t a, uint16_t b,
                     uint8_t type, const ent_event_sums *event)
{
    uint64_t        key = (uint64_t)month << 40 | (uint64_t)a << 24 | (uint64_t)b << 8 | type;
    ent_event_cell *cell;

    add_sums(&counts->totals[month], event);
    if (a == ENT_EVENT_NO_ACTOR || b == ENT_EVENT_NO_ACTOR || a == b || type == ENT_EVENT_NO_TYPE) {
        return ENT_OK;
    }
    if (counts->cell_count >= counts->cell_room / 2) {
        ent_status status = widen(ctx, counts);

        if (status != ENT_OK) {
            return status;
        }
    }
    cell = find_cell(counts->cells, counts->cell_room, key);
    if (cell->sums.events == 0) {
        cell->key = key;
        counts->cell_count++;
    }
    add_sums(&cell->sums, event);
    return ENT_OK;
}

static int
compare_cells(const void *a, const void *b)
{
    const ent_event_cell *x = a, *y = b;

    return (x->sums.line > y->sums.line) - (x->sums.line < y->sums.line);
}

static ent_status
check_sums(ent_ctx *ctx, const ent_event_sums *sums)
{
    if (sums->events > INT32_MAX || sums->mentions > INT32_MAX || sums->articles > INT32_MAX) {
        return ent_fail(ctx, ENT_E_LIMIT,
                        "the events of one month have more than %d mentions; import it in smaller "
                        "files",
                        (int)INT32_MAX);
    }
    return ENT_OK;
}

static ent_status
give_cell(ent_ctx *ctx, ent_event_counts *counts, const ent_event_cell *cell,
          const char *const *types, bool has_mentions, const ent_fact_sink *sink)
{
    int32_t         month = (int32_t)(cell->key >> 40);
    ent_event_count fact = {
        .from.line = cell->sums.line,
        .month = first_day_of(month),
        .state_a = ent_event_party(counts, (uint16_t)(cell->key >> 24), month),
        .state_b = ent_event_party(counts, (uint16_t)(cell->key >> 8), month),
        .type = types[cell->key & 0xFF],
        .events = (int32_t)cell->sums.events,
        .mentions = has_mentions ? (int32_t)cell->sums.mentions : ENT_NO_INTEGER,
        .articles = has_mentions ? (int32_t)cell->sums.articles : ENT_NO_INTEGER,
        .goldstein = cell->sums.goldstein,
        .tone = has_mentions ? cell->sums.tone : (double)NAN,
    };

    if (fact.state_a.state != ENT_NO_STATE && fact.state_a.state == fact.state_b.state) {
        return ENT_OK;
    }
    return sink->fact(ctx, sink->user, ENT_FACT_EVENT_COUNT, &fact);
}

static ent_status
give_total(ent_ctx *ctx, int32_t month, const ent_event_sums *sums, bool has_mentions,
           const ent_fact_sink *sink)
{
    ent_status      status = check_sums(ctx, sums); /* and that of every cell in it */
    ent_event_total fact = {
        .from.line = sums->line,
        .month = first_day_of(month),
        .events = (int32_t)sums->events,
        .mentions = has_mentions ? (int32_t)sums->mentions : ENT_NO_INTEGER,
        .articles = has_mentions ? (int32_t)sums->articles : ENT_NO_INTEGER,
    };

    return status == ENT_OK ? sink->fact(ctx, sink->user, ENT_FACT_EVENT_TOTAL, &fact) : status;
}

ent_status
ent_event_counts_give(ent_ctx *ctx, ent_event_counts *counts, const char *const *types,
                      bool has_mentions, const ent_fact_sink *sink)
{
    size_t     used = 0;
    ent_status status = ENT_OK;

    for (int32_t month = 0; month < ENT_EVENT_MONTHS && status == ENT_OK; month++) {
        if (counts->totals[month].events > 0) {
            status = give_total(ctx, month, &counts->totals[month], has_mentions, sink);
        }
    }
    for (size_t i = 0; i < counts->cell_room; i++) {
        if (counts->cells[i].sums.events != 0) {
            counts->cells[used++] = counts->cells[i];
        }
    }
    if (used > 1) {
        qsort(counts->cells, used, sizeof *counts->cells, compare_cells);
    }
    for (size_t i = 0; i < used && status == ENT_OK; i++) {
        if (i % GIVE_POLL == 0) {
            status = ent_check_cancelled(ctx);
        }
        if (status == ENT_OK) {
            status = give_cell(ctx, counts, &counts->cells[i], types, has_mentions, sink);
        }
    }
    return status;
}
