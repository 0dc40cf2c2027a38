/*
 * history.c - what earlier years leave behind: ended obligations, enmities, wars
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "model/panel/year.h"
#include "system/record.h"

ent_status
ent_panel_history_create(ent_ctx *ctx, const ent_codes *codes, int first, ent_panel_history *out)
{
    size_t            states = ent_codes_count(codes), pairs = states * states;
    ent_panel_history made = {.states = states,
                              .first = first,
                              .bound = ent_alloc_zero(pairs, sizeof *made.bound),
                              .bilateral = ent_alloc_zero(pairs, sizeof *made.bilateral),
                              .bilateral_before = ent_alloc_zero(pairs, 1),
                              .larger = ent_alloc_zero(pairs, 1),
                              .begun = ent_alloc_zero(pairs, sizeof *made.begun),
                              .disputed = ent_alloc_zero(pairs, sizeof *made.disputed),
                              .ended = ent_alloc_zero(pairs, sizeof *made.ended),
                              .hostile_since = ent_alloc_zero(pairs, sizeof *made.hostile_since),
                              .war_since = ent_alloc_zero(states, sizeof *made.war_since),
                              .regime =
                                  ent_alloc(states, (ENT_PANEL_RECENT + 1) * sizeof *made.regime)};

    if (made.bound == NULL || made.bilateral == NULL || made.bilateral_before == NULL ||
        made.larger == NULL || made.begun == NULL || made.disputed == NULL || made.ended == NULL ||
        made.hostile_since == NULL || made.war_since == NULL || made.regime == NULL) {
        ent_panel_history_clear(&made);
        return ent_fail_nomem(ctx);
    }
    for (size_t at = 0; at < states * (ENT_PANEL_RECENT + 1); at++) {
        made.regime[at] = NAN;
    }
    *out = made;
    return ENT_OK;
}

void
ent_panel_history_clear(ent_panel_history *history)
{
    ent_free(history->bound);
    ent_free(history->bilateral);
    ent_free(history->bilateral_before);
    ent_free(history->larger);
    ent_free(history->begun);
    ent_free(history->disputed);
    ent_free(history->ended);
    ent_free(history->hostile_since);
    ent_free(history->war_since);
    ent_free(history->regime);
    *history = (ent_panel_history){0};
}

size_t
ent_panel_history_at(const ent_panel_year *y, size_t i, size_t j)
{
    return ent_system_member_at(y->system, (ent_state_ix)i)->state * y->history->states +
           ent_system_member_at(y->system, (ent_state_ix)j)->state;
}

/* An obligation ends where none follows it in the next year; a state that ends takes it along. */
static void
add_pair(ent_panel_history *h, const ent_dyad *dyad, size_t at, int year)
{
    bool bound = (dyad->obligations & ~ENT_OBLIGATION_NONAGGRESSION) != 0;

    if (h->bound[at] != 0 && !bound) {
        h->ended[at] = (int16_t)year;
    }
    h->bound[at] = bound;
    if (!ent_dyad_is_hostile(dyad)) {
        h->hostile_since[at] = 0;
    } else if (h->hostile_since[at] == 0) {
        h->hostile_since[at] = (int16_t)year;
    }
}

static void
add_states(ent_panel_history *h, const ent_system *system, int year)
{
    size_t n = ent_system_size(system);

    for (size_t i = 0; i < n; i++) {
        ent_state a = ent_system_member_at(system, (ent_state_ix)i)->state;
        bool      war = false;

        for (size_t j = 0; j < n; j++) {
            const ent_dyad *dyad = ent_system_dyad(system, (ent_state_ix)i, (ent_state_ix)j);

            if (i != j) {
                add_pair(h, dyad,
                         a * h->states + ent_system_member_at(system, (ent_state_ix)j)->state,
                         year);
                war = war || dyad->at_war != 0;
            }
        }
        h->war_since[a] = !war ? 0 : h->war_since[a] > 0 ? h->war_since[a] : (int16_t)year;
    }
}

/* ---- regimes of the last years ---- */

static float *
regime_at(const ent_panel_history *h, ent_state state, int year)
{
    return &h->regime[state * (ENT_PANEL_RECENT + 1) + (size_t)(year % (ENT_PANEL_RECENT + 1))];
}

double
ent_panel_history_regime(const ent_panel_history *history, ent_state state, int year)
{
    return (double)*regime_at(history, state, year);
}

static void
add_regimes(ent_panel_history *h, const ent_system *system, int year)
{
    for (size_t state = 0; state < h->states; state++) {
        *regime_at(h, (ent_state)state, year) = NAN;
    }
    for (size_t i = 0; i < ent_system_size(system); i++) {
        const ent_system_member *m = ent_system_member_at(system, (ent_state_ix)i);

        if (m->regime_year == year) {
            *regime_at(h, m->state, year) = (float)m->polyarchy;
        }
    }
}

/* ---- treaties of two, and of more ---- */

static int
compare_alliances(const void *x, const void *y)
{
    const ent_alliance *const *a = x, *const *b = y;
    int                        order = strcmp((*a)->alliance, (*b)->alliance);

    return order != 0 ? order : (*a > *b) - (*a < *b);
}

static void
mark(ent_panel_history *h, ent_state a, ent_state b)
{
    if (a < h->states && b < h->states) {
        h->bilateral[a * h->states + b] = h->bilateral[b * h->states + a] = 1;
    }
}

static void
mark_larger(ent_panel_history *h, ent_state a, ent_state b, bool defence, bool beyond)
{
    uint8_t flags =
        (uint8_t)((defence ? ENT_PANEL_LARGER_DEFENCE : 0) | (beyond ? ENT_PANEL_LARGER_ANY : 0));

    if (a < h->states && b < h->states) {
        h->larger[a * h->states + b] |= flags;
        h->larger[b * h->states + a] |= flags;
    }
}

static bool
is_bound(const ent_alliance *row)
{
    return row->defence || row->offence || row->neutrality || row->consultation;
}

/* The rows of one alliance that hold in a year: of one pair, or of more. */
static void
mark_alliance(ent_panel_history *h, const ent_alliance *const *rows, size_t count)
{
    const ent_alliance *first = rows[0];
    bool                two = true, binds = false;

    for (size_t i = 0; i < count; i++) {
        ent_state a = rows[i]->state_a.state, b = rows[i]->state_b.state;
        ent_state x = first->state_a.state, y = first->state_b.state;

        two = two && ((a == x && b == y) || (a == y && b == x));
        binds = binds || is_bound(rows[i]);
    }
    if (two && binds) {
        mark(h, first->state_a.state, first->state_b.state);
    }
    for (size_t i = 0; i < count && !two; i++) {
        mark_larger(h, rows[i]->state_a.state, rows[i]->state_b.state, rows[i]->defence != 0,
                    is_bound(rows[i]));
    }
}

static ent_status
mark_alliances(ent_ctx *ctx, const ent_record *record, ent_span year, ent_panel_history *h)
{
    size_t               count, kept = 0, end;
    const ent_alliance  *rows = ent_record_facts(record, ENT_FACT_ALLIANCE, &count);
    const ent_alliance **live;

    if (count == 0) {
        return ENT_OK;
    }
    live = ent_alloc(count, sizeof *live);
    if (live == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < count; i++) {
        if (ent_span_overlap((ent_span){rows[i].start, rows[i].end}, year) &&
            ent_record_uses(record, "obligations", &rows[i].from, year.to - 1)) {
            live[kept++] = &rows[i];
        }
    }
    if (kept > 0) {
        qsort(live, kept, sizeof *live, compare_alliances);
    }
    for (size_t i = 0; i < kept; i = end) {
        for (end = i + 1; end < kept && strcmp(live[i]->alliance, live[end]->alliance) == 0;) {
            end++;
        }
        mark_alliance(h, live + i, end - i);
    }
    ent_free(live);
    return ENT_OK;
}

/* Whether a treaty binds both of two parties in a year; those that it protects are not bound. */
static bool
binds_both(const ent_treaty_member *x, const ent_treaty_member *y, ent_span year)
{
    return ent_span_overlap((ent_span){x->start, x->end}, year) &&
           ent_span_overlap((ent_span){y->start, y->end}, year) &&
           (strcmp(x->role, "protected") != 0 || strcmp(y->role, "protected") != 0);
}

static void
mark_parties(ent_panel_history *h, const ent_treaty *t, const ent_treaty_member *const *of,
             size_t parties, ent_span year)
{
    for (size_t i = 0; i < parties; i++) {
        for (size_t j = i + 1; j < parties; j++) {
            if (parties == 2) {
                mark(h, of[i]->state, of[j]->state);
            } else if (binds_both(of[i], of[j], year)) {
                mark_larger(h, of[i]->state, of[j]->state, t->defence != 0, true);
            }
        }
    }
}

static void
mark_treaties(const ent_record *record, ent_span year, ent_panel_history *h)
{
    size_t            count;
    const ent_treaty *treaties = ent_record_facts(record, ENT_FACT_TREATY, &count);

    for (size_t i = 0; i < count; i++) {
        const ent_treaty               *t = &treaties[i];
        size_t                          parties;
        const ent_treaty_member *const *of = ent_record_parties(record, i, &parties);

        if ((t->defence || t->offence || t->neutrality || t->consultation) &&
            ent_span_overlap((ent_span){t->start, t->end}, year) &&
            ent_record_uses(record, "obligations", &t->from, year.to - 1)) {
            mark_parties(h, t, of, parties, year);
        }
    }
}

/* One that is there and was not the year before began; of the first year nobody knows. */
static void
note_beginnings(ent_panel_history *h, int year)
{
    for (size_t at = 0; at < h->states * h->states && year > h->first; at++) {
        if (h->bilateral[at] != 0 && h->bilateral_before[at] == 0) {
            h->begun[at] = (int16_t)year;
        }
    }
}

/* ---- disputes of the year ---- */

enum { LEAST_HOSTILITY = 2 /* a threat of force */ };

static void
mark_disputes(const ent_record *record, ent_span year, ent_panel_history *h)
{
    size_t             count;
    const ent_dispute *rows = ent_record_facts(record, ENT_FACT_DISPUTE, &count);

    memset(h->disputed, 0, h->states * h->states);
    for (size_t i = 0; i < count; i++) {
        ent_state a = rows[i].state_a, b = rows[i].state_b;

        if (rows[i].hostility >= LEAST_HOSTILITY && a < h->states && b < h->states &&
            ent_span_overlap((ent_span){rows[i].start, rows[i].end}, year)) {
            h->disputed[a * h->states + b] = h->disputed[b * h->states + a] = 1;
        }
    }
}

ent_status
ent_panel_history_add(ent_ctx *ctx, const ent_record *record, const ent_system *system, int year,
                      ent_panel_history *history)
{
    ent_span   span = ent_span_of_year(year);
    ent_status status;

    memcpy(history->bilateral_before, history->bilateral, history->states * history->states);
    memset(history->bilateral, 0, history->states * history->states);
    memset(history->larger, 0, history->states * history->states);
    add_states(history, system, year);
    add_regimes(history, system, year);
    mark_disputes(record, span, history);
    mark_treaties(record, span, history);
    status = mark_alliances(ctx, record, span, history);
    if (status == ENT_OK) {
        note_beginnings(history, year);
    }
    return status;
}
