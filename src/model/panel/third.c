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
    ent_pressure p = ent_pressure_of(y->system, i, k, y->signs);
    double       sum = 0;
    int          count = 0;

    if (y->parts.sanctions) {
        sum += p.sanctions + p.trade_war;
        count += 2;
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

void
ent_panel_press(ent_panel_year *y)
{
    for (size_t i = 0; i < y->n; i++) {
        for (size_t k = 0; k < y->n; k++) {
            y->pressure[i * y->n + k] =
                i == k ? NAN : pressure_of(y, (ent_state_ix)i, (ent_state_ix)k);
        }
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

static double
common_of(const ent_panel_year *y, ent_common form, bool apart, size_t i, size_t j)
{
    double sum = 0;

    for (size_t k = 0; k < y->n; k++) {
        double a, b;

        if (k == i || k == j) {
            continue;
        }
        a = (double)y->pressure[i * y->n + k];
        b = (double)y->pressure[j * y->n + k];
        if ((a > 0 || b > 0 || isnan(a + b)) && !(apart && is_joint(y, i, j, k))) {
            sum += combine(form, a, b) + 0 * (a + b); /* either missing: the sum is */
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

void
ent_panel_adversary_trade(const ent_panel_year *y, float *out)
{
    for (size_t i = 0; i < y->n; i++) {
        for (size_t j = 0; j < y->n; j++) {
            double sum = isnan(y->exchange.trade[i]) ? (double)NAN : 0;

            for (size_t k = 0; k < y->n && i != j; k++) {
                if (k != i && k != j && y->hostile[j * y->n + k] != 0) {
                    double share =
                        ent_exchange_trade_share(&y->exchange, (ent_state_ix)i, (ent_state_ix)k);

                    sum += isnan(share) ? 0 : share; /* unknown flows are in no total either */
                }
            }
            out[i * y->n + j] = (float)sum;
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
