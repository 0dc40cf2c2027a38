/*
 * bridge.c - which roll calls put the same resolution to the vote again
 *
 *   1. words     2. similar texts     3. pairs
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/ideal/bridge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"

enum { SHORTEST_WORD = 2, LEAST_COMMON = 10 };

static const double LEAST_SIMILARITY = .8, LEAST_ALIKE = .9;

/* 1. words, as hashes: two words of one hash are one word to us */

typedef struct words {
    uint32_t *items;
    size_t    count, capacity;
} words;

typedef struct text {
    words   words;   /* sorted, each once */
    double *squares; /* of the weight of each */
    double  length;
} text;

static int
compare_words(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* FNV-1a over the letters of each word. */
static bool
add_words(words *to, const char *bytes)
{
    static const uint32_t BASIS = 2166136261U, PRIME = 16777619U;
    uint32_t              hash = BASIS;
    size_t                length = 0;

    for (const char *at = bytes; bytes != NULL; at++) {
        unsigned char c = (unsigned char)*at;

        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            hash = (hash ^ (c | 0x20U)) * PRIME;
            length++;
            continue;
        }
        if (length >= SHORTEST_WORD) {
            if (!ENT_GROW(to->items, to->capacity, to->count + 1)) {
                return false;
            }
            to->items[to->count++] = hash;
        }
        hash = BASIS;
        length = 0;
        if (c == '\0') {
            break;
        }
    }
    return true;
}

static void
sort_once(words *w)
{
    size_t kept = 0;

    if (w->count > 0) {
        qsort(w->items, w->count, sizeof *w->items, compare_words);
    }
    for (size_t i = 0; i < w->count; i++) {
        if (kept == 0 || w->items[kept - 1] != w->items[i]) {
            w->items[kept++] = w->items[i];
        }
    }
    w->count = kept;
}

/* 2. similar texts */

typedef struct bridge {
    const ent_ideal_agenda *agenda;
    text                   *texts;
    words                   all; /* of all texts, sorted, once for each text */
} bridge;

/* How many texts have this word or a smaller one. */
static size_t
up_to(const words *all, uint32_t word)
{
    size_t low = 0, high = all->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (all->items[middle] <= word) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static double
square_of_weight(const bridge *b, uint32_t word)
{
    size_t texts = up_to(&b->all, word) - (word > 0 ? up_to(&b->all, word - 1) : 0);
    double weight = log((double)b->agenda->calls / (double)texts);

    return weight * weight;
}

static bool
weigh_words(bridge *b)
{
    for (size_t v = 0; v < b->agenda->calls; v++) {
        text  *t = &b->texts[v];
        double sum = 0;

        t->squares = ent_alloc(t->words.count + 1, sizeof *t->squares);
        if (t->squares == NULL) {
            return false;
        }
        for (size_t i = 0; i < t->words.count; i++) {
            t->squares[i] = square_of_weight(b, t->words.items[i]);
            sum += t->squares[i];
        }
        t->length = sqrt(sum);
    }
    return true;
}

static bool
is_whole(const ent_roll_call *row)
{
    return row->amendment != 1 && row->paragraph != 1;
}

static bool
read_texts(bridge *b)
{
    for (size_t v = 0; v < b->agenda->calls; v++) {
        const ent_roll_call *row = b->agenda->rows[v];
        words               *w = &b->texts[v].words;

        if (!is_whole(row)) {
            continue;
        }
        if (!add_words(w, row->title) || !add_words(w, row->description)) {
            return false;
        }
        sort_once(w);
        for (size_t i = 0; i < w->count; i++) {
            if (!ENT_GROW(b->all.items, b->all.capacity, b->all.count + 1)) {
                return false;
            }
            b->all.items[b->all.count++] = w->items[i];
        }
    }
    if (b->all.count > 0) {
        qsort(b->all.items, b->all.count, sizeof *b->all.items, compare_words);
    }
    return weigh_words(b);
}

static double
similarity(const bridge *b, size_t x, size_t y)
{
    const words *one = &b->texts[x].words, *other = &b->texts[y].words;
    double       lengths = b->texts[x].length * b->texts[y].length, sum = 0;
    size_t       i = 0, j = 0;

    while (i < one->count && j < other->count) {
        if (one->items[i] == other->items[j]) {
            sum += b->texts[x].squares[i];
            i++;
            j++;
        } else if (one->items[i] < other->items[j]) {
            i++;
        } else {
            j++;
        }
    }
    return lengths > 0 ? sum / lengths : 0;
}

/* 3. pairs */

static bool
is_answered_alike(const ent_ideal_agenda *agenda, size_t x, size_t y)
{
    size_t common = 0, alike = 0;

    for (size_t i = 0; i < agenda->states; i++) {
        uint8_t one = agenda->answers[i * agenda->calls + x];
        uint8_t other = agenda->answers[i * agenda->calls + y];

        if (one != ENT_BALLOT_NONE && other != ENT_BALLOT_NONE) {
            common++;
            alike += one == other;
        }
    }
    return common >= LEAST_COMMON && (double)alike >= LEAST_ALIKE * (double)common;
}

/* The most similar of both sides; SIZE_MAX where there is none. */
typedef struct likeness {
    size_t call;
    double similarity;
} likeness;

static void
pair_sessions(const bridge *b, const size_t ends[3], uint32_t *twin, likeness *best)
{
    for (size_t v = ends[0]; v < ends[2]; v++) {
        best[v] = (likeness){SIZE_MAX, 0};
    }
    for (size_t x = ends[0]; x < ends[1]; x++) {
        for (size_t y = ends[1]; twin[x] == x && y < ends[2]; y++) {
            double s = similarity(b, x, y);

            best[x] = s > best[x].similarity ? (likeness){y, s} : best[x];
            best[y] = s > best[y].similarity ? (likeness){x, s} : best[y];
        }
    }
    for (size_t x = ends[0]; x < ends[1]; x++) {
        size_t y = best[x].call;

        if (y != SIZE_MAX && best[y].call == x && best[x].similarity >= LEAST_SIMILARITY &&
            is_answered_alike(b->agenda, x, y)) {
            twin[y] = (uint32_t)x;
        }
    }
}

static void
pair_all(const bridge *b, uint32_t *twin, likeness *best)
{
    const ent_ideal_agenda *agenda = b->agenda;
    size_t                  ends[3] = {0, 0, 0};

    for (size_t v = 0; v < agenda->calls; v++) {
        twin[v] = (uint32_t)v;
    }
    while (ends[2] < agenda->calls) {
        ends[0] = ends[1];
        ends[1] = ends[2];
        while (ends[2] < agenda->calls && agenda->session[ends[2]] == agenda->session[ends[1]]) {
            ends[2]++;
        }
        pair_sessions(b, ends, twin, best);
    }
}

static ent_status
join(ent_ctx *ctx, bridge *b, uint32_t *item, size_t *items)
{
    size_t    calls = b->agenda->calls;
    uint32_t *twin = ent_alloc(calls, sizeof *twin);
    likeness *best = ent_alloc(calls, sizeof *best);
    bool      done = twin != NULL && best != NULL && read_texts(b);

    *items = 0;
    if (done) {
        pair_all(b, twin, best);
        for (size_t v = 0; v < calls; v++) {
            item[v] = twin[v] != v ? item[twin[v]] : (uint32_t)(*items)++;
        }
    }
    ent_free(twin);
    ent_free(best);
    return done ? ENT_OK : ent_fail_nomem(ctx);
}

ent_status
ent_ideal_bridge(ent_ctx *ctx, const ent_ideal_agenda *agenda, uint32_t *item, size_t *items)
{
    bridge     b = {agenda, ent_alloc_zero(agenda->calls, sizeof *b.texts), {0}};
    ent_status status = b.texts != NULL ? join(ctx, &b, item, items) : ent_fail_nomem(ctx);

    for (size_t v = 0; b.texts != NULL && v < agenda->calls; v++) {
        ent_free(b.texts[v].words.items);
        ent_free(b.texts[v].squares);
    }
    ent_free(b.texts);
    ent_free(b.all.items);
    return status;
}
