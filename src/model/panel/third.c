/*
 * third.c - what third states have to do with a pair: pressure, adversaries, trade, regions
 *
 *   1. pressure     2. adversaries     3. restraints
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>

#include "measure/pressure.h"
#include "model/panel/year.h"

/* 1. pressure */

/* The mean of the parts that count in all years; missing where one of them is. */
static float
pressure_of(const ent_panel_year *y, ent_state_ix i, ent_state_ix k)
{
    ent_pressure p = ent_pressure_of_ties(y->system, i, k, y->signs);
    double       sum = 0;
    int          count = 0;

    if (y->parts.sanctions) {
        sum += p.sanctions;
        count++;
    }
    if (y->parts.trade_war) {
        sum += p.trade_war;
        count++;
    }
    if (y->parts.rivalry) {
        sum += p.rivalry;
        count++;
    }
    if (y->parts.disputes) {
        sum += p.disputes;
        count++;
    }
    if (y->parts.border) {
        sum += p.border;
        count++;
    }
    return count > 0 ? (float)(sum / count) : NAN;
}

static void
list_pressers(ent_panel_year *y, size_t i)
{
    y->presser_count[i] = 0;
    for (size_t k = 0; k < y->n; k++) {
        if (k != i && !(y->pressure[i * y->n + k] <= 0)) {
            y->pressers[i * y->n + y->presser_count[i]++] = (uint16_t)k;
        }
    }
}

void
ent_panel_press(ent_panel_year *y)
{
    for (size_t i = 0; i < y->n; i++) {
        for (size_t k = 0; k < y->n; k++) {
            y->pressure[i * y->n + k] =
                i == k ? NAN : pressure_of(y, (ent_state_ix)i, (ent_state_ix)k);
        }
        list_pressers(y, i);
    }
}

/* Whether two took up their enmity with k within a year; not told of what is older than memory. */
static bool
is_joint(const ent_panel_year *y, size_t i, size_t j, size_t k)
{
    const ent_panel_history *h = y->history;
    int                      a = h->hostile_since[ent_panel_history_at(y, i, k)];
    int                      b = h->hostile_since[ent_panel_history_at(y, j, k)];

    return a > h->first && b > h->first && abs(a - b) <= 1;
}

static double
combine(ent_common form, double a, double b)
{
    return form == ENT_COMMON_MAX   ? (a > b ? a : b)
           : form == ENT_COMMON_MIN ? (a < b ? a : b)
                                    : a * b;
}

/* The next of two ascending lists; both go on where they have it in common. */
static size_t
next_of(const uint16_t **a, const uint16_t *a_end, const uint16_t **b, const uint16_t *b_end)
{
    size_t x = *a < a_end ? **a : SIZE_MAX, y = *b < b_end ? **b : SIZE_MAX;

    *a += x <= y;
    *b += y <= x;
    return x < y ? x : y;
}

/* What presses on neither adds nothing, so that the lists of those that do are enough. */
static double
common_of(const ent_panel_year *y, ent_common form, bool apart, size_t i, size_t j)
{
    const uint16_t *a = y->pressers + i * y->n, *a_end = a + y->presser_count[i];
    const uint16_t *b = y->pressers + j * y->n, *b_end = b + y->presser_count[j];
    double          sum = 0;

    while (a < a_end || b < b_end) {
        size_t k = next_of(&a, a_end, &b, b_end);

        if (k != i && k != j && !(apart && is_joint(y, i, j, k))) {
            double on_i = (double)y->pressure[i * y->n + k];
            double on_j = (double)y->pressure[j * y->n + k];

            sum += combine(form, on_i, on_j) + 0 * (on_i + on_j); /* either missing: the sum is */
        }
    }
    return sum;
}

static void
set_both(const ent_panel_year *y, size_t i, size_t j, double value, float *out)
{
    out[i * y->n + j] = out[j * y->n + i] = (float)value;
}

void
ent_panel_common(const ent_panel_year *y, ent_common form, bool apart, float *out)
{
    for (size_t i = 0; i < y->n; i++) {
        for (size_t j = i + 1; j < y->n; j++) {
            set_both(y, i, j, common_of(y, form, apart, i, j), out);
        }
    }
}

/* 2. adversaries */

static unsigned
shared_by(const ent_panel_year *y, bool apart, size_t i, size_t j)
{
    unsigned count = 0;

    for (size_t k = 0; k < y->n; k++) {
        count += k != i && k != j && y->hostile[i * y->n + k] != 0 &&
                 y->hostile[j * y->n + k] != 0 && !(apart && is_joint(y, i, j, k));
    }
    return count;
}

void
ent_panel_shared(const ent_panel_year *y, bool apart, float *out)
{
    for (size_t i = 0; i < y->n; i++) {
        for (size_t j = i + 1; j < y->n; j++) {
            set_both(y, i, j, shared_by(y, apart, i, j), out);
        }
    }
}

static bool
is_bound(const ent_panel_year *y, size_t i, size_t k)
{
    return (ent_system_dyad(y->system, (ent_state_ix)i, (ent_state_ix)k)->obligations &
            ~ENT_OBLIGATION_NONAGGRESSION) != 0;
}

/* Few are bound to many: the pairs of those that one third state is bound to. */
void
ent_panel_shared_allies(const ent_panel_year *y, float *out)
{
    uint16_t allies[ENT_SYSTEM_MOST_STATES];

    for (size_t at = 0; at < y->n * y->n; at++) {
        out[at] = 0;
    }
    for (size_t k = 0; k < y->n; k++) {
        size_t count = 0;

        for (size_t i = 0; i < y->n; i++) {
            if (i != k && is_bound(y, i, k)) {
                allies[count++] = (uint16_t)i;
            }
        }
        for (size_t a = 0; a < count; a++) {
            for (size_t b = 0; b < count; b++) {
                out[allies[a] * y->n + allies[b]] += a != b;
            }
        }
    }
}

/* 3. restraints */

/* The trade of a state with those in a list; unknown flows are in no total either. */
static double
trade_with(const ent_panel_year *y, size_t i, const uint16_t *list, size_t count)
{
    double sum = isnan(y->exchange.trade[i]) ? (double)NAN : 0;

    for (size_t at = 0; at < count; at++) {
        if (list[at] != i) {
            double share =
                ent_exchange_trade_share(&y->exchange, (ent_state_ix)i, (ent_state_ix)list[at]);

            sum += isnan(share) ? 0 : share;
        }
    }
    return sum;
}

void
ent_panel_adversary_trade(const ent_panel_year *y, float *out)
{
    uint16_t hostile[ENT_SYSTEM_MOST_STATES];

    for (size_t j = 0; j < y->n; j++) {
        size_t count = 0;

        for (size_t k = 0; k < y->n; k++) {
            if (k != j && y->hostile[j * y->n + k] != 0) {
                hostile[count++] = (uint16_t)k;
            }
        }
        for (size_t i = 0; i < y->n; i++) {
            out[i * y->n + j] = (float)trade_with(y, i, hostile, count);
        }
    }
}

/* Third states next to one of the two, by land or sea. */
static void
contest(const ent_panel_year *y, size_t h, size_t i, float *out)
{
    double own = ent_exchange_trade_share(&y->exchange, (ent_state_ix)h, (ent_state_ix)i);

    for (size_t j = 0; j < y->n && own > 0; j++) {
        double other, least;
        bool   twice = ent_system_dyad(y->system, (ent_state_ix)h, (ent_state_ix)j)->contiguity > 0;

        if (j == h || j == i || (twice && j < i)) {
            continue; /* a neighbour of both is counted from the first of them */
        }
        other = ent_exchange_trade_share(&y->exchange, (ent_state_ix)h, (ent_state_ix)j);
        least = own < other ? own : other;
        if (least > 0) {
            out[i * y->n + j] += (float)least;
            out[j * y->n + i] += (float)least;
        }
    }
}

void
ent_panel_contested(const ent_panel_year *y, float *out)
{
    for (size_t at = 0; at < y->n * y->n; at++) {
        out[at] = 0;
    }
    for (size_t h = 0; h < y->n; h++) {
        for (size_t i = 0; i < y->n; i++) {
            if (h != i &&
                ent_system_dyad(y->system, (ent_state_ix)h, (ent_state_ix)i)->contiguity > 0) {
                contest(y, h, i, out);
            }
        }
    }
}

void
ent_panel_agreement(const ent_panel_year *y, float *out)
{
    ent_ballot_year calls;

    if (y->ballot == NULL) {
        return;
    }
    calls = ent_ballot_year_of(y->ballot, y->year);
    for (size_t i = 0; i < y->n && calls.count > 0; i++) {
        ent_state a = ent_system_member_at(y->system, (ent_state_ix)i)->state;

        for (size_t j = 0; j < i; j++) {
            ent_state b = ent_system_member_at(y->system, (ent_state_ix)j)->state;
            unsigned  n;

            out[i * y->n + j] = out[j * y->n + i] =
                (float)ent_ballot_agreement(y->ballot, &calls, a, b, &n);
        }
    }
}
