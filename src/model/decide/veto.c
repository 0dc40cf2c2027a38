/*
 * veto.c - vetoes cast together, and how far two members move together
 *
 *   1. vetoed drafts     2. tetrachoric correlation
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "model/decide/past.h"
#include "system/record.h"

/* 1. vetoed drafts */

static ent_day
years_before(ent_day day, int years)
{
    int year, month, of_month;

    ent_date_split(day, &year, &month, &of_month);
    year -= years;
    return ent_date_day(year, month, month == 2 && of_month == 29 ? 28 : of_month);
}

/* Whether the draft of a row was vetoed by a state, and whether the row is the first of its draft
 * in the table. */
static bool
was_vetoed(const ent_veto *rows, size_t count, const ent_veto *row, ent_state by, bool *first)
{
    bool found = false;

    *first = true;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].date == row->date && strcmp(rows[i].draft, row->draft) == 0) {
            *first = *first && &rows[i] >= row;
            found = found || rows[i].caster == by;
        }
    }
    return found;
}

ent_veto_table
ent_vetoes_of(const ent_record *record, ent_state first, ent_state second, ent_day day)
{
    size_t          count;
    const ent_veto *rows = ent_record_facts(record, ENT_FACT_VETO, &count);
    ent_day         from = years_before(day, ENT_PAST_VETO_YEARS);
    ent_veto_table  t = {.from = ent_date_year(from), .to = ent_date_year(day)};

    for (size_t i = 0; i < count; i++) {
        bool is_first, a, b;

        if (rows[i].date < from || rows[i].date >= day) {
            continue;
        }
        a = was_vetoed(rows, count, &rows[i], first, &is_first);
        b = was_vetoed(rows, count, &rows[i], second, &is_first);
        if (is_first) {
            *(a && b ? &t.both : a ? &t.first : b ? &t.second : &t.neither) += 1;
        }
    }
    return t;
}

/* `about` holds ids joined by semicolons. */
static bool
names_one(const ent_codes *codes, const char *about, const ent_state *states, size_t count)
{
    for (size_t i = 0; about != NULL && i < count; i++) {
        const char *id = ent_codes_id(codes, states[i]), *at = strstr(about, id);

        if (at != NULL && (at == about || at[-1] == ';') &&
            (at[strlen(id)] == '\0' || at[strlen(id)] == ';')) {
            return true;
        }
    }
    return false;
}

ent_joint_vetoes
ent_vetoes_joined(const ent_record *record, ent_state caster, ent_state other,
                  const ent_state *concerns, size_t concern_count, ent_day day)
{
    size_t           count;
    const ent_veto  *rows = ent_record_facts(record, ENT_FACT_VETO, &count);
    ent_day          from = years_before(day, ENT_PAST_VETO_YEARS);
    ent_joint_vetoes of_all = {.from = ent_date_year(from), .to = ent_date_year(day)};
    ent_joint_vetoes of_some = of_all;

    of_some.concerned = true;
    for (size_t i = 0; i < count; i++) {
        bool first, joined;

        if (rows[i].caster != caster || rows[i].date < from || rows[i].date >= day) {
            continue;
        }
        joined = was_vetoed(rows, count, &rows[i], other, &first);
        of_all.cast++;
        of_all.joined += joined;
        if (names_one(ent_record_codes(record), rows[i].about, concerns, concern_count)) {
            of_some.cast++;
            of_some.joined += joined;
        }
    }
    return of_some.cast > 0 ? of_some : of_all;
}

/* 2. tetrachoric correlation */

enum { STEPS = 400, HALVINGS = 60 };

static const double LARGEST = 0.99, FALL = 2.705543 / 2; /* of the log-likelihood: 90 % */

static double
slope(double h, double k, double angle)
{
    double s = sin(angle), c2 = 1 - s * s;

    return exp(-(h * h + k * k - 2 * h * k * s) / (2 * c2));
}

/* Phi(h) Phi(k) + 1 / 2 pi times the integral of the slope from 0 to arcsin(c), by Simpson. */
double
ent_normal_below_both(double h, double k, double correlation)
{
    double end = asin(correlation), step = end / STEPS, sum = slope(h, k, 0) + slope(h, k, end);

    for (int i = 1; i < STEPS; i++) {
        sum += (i % 2 == 1 ? 4 : 2) * slope(h, k, i * step);
    }
    return ent_normal_below(h) * ent_normal_below(k) + sum * step / 3 / (2 * 3.14159265358979324);
}

/* Where an increasing function of one number is 0. */
typedef double (*rising)(double x, const void *data);

static double
root_of(rising f, const void *data, double low, double high)
{
    for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + high) / 2;

        *(f(middle, data) < 0 ? &low : &high) = middle;
    }
    return (low + high) / 2;
}

static double
above_quantile(double z, const void *data)
{
    const double *p = data;

    return ent_normal_below(z) - *p;
}

/* A table as shares, its cuts, and what a correlation makes of it. */
typedef struct fit {
    double cells[4]; /* both, first alone, second alone, neither; half a case added to each */
    double n, h, k;
    double best; /* the log-likelihood to stay above */
} fit;

static double
too_many(double correlation, const void *data)
{
    const fit *f = data;

    return ent_normal_below_both(f->h, f->k, correlation) - f->cells[0] / f->n;
}

static double
likelihood(const fit *f, double correlation)
{
    double both = ent_normal_below_both(f->h, f->k, correlation);
    double first = ent_normal_below(f->h), second = ent_normal_below(f->k), sum = 0;
    double shares[4] = {both, first - both, second - both, 1 - first - second + both};

    for (int i = 0; i < 4; i++) {
        sum += f->cells[i] * log(shares[i] > 1e-300 ? shares[i] : 1e-300);
    }
    return sum;
}

static double
falls_below(double correlation, const void *data)
{
    const fit *f = data;

    return f->best - FALL - likelihood(f, correlation);
}

static double
stays_above(double correlation, const void *data)
{
    return -falls_below(correlation, data);
}

ent_tetrachoric
ent_tetrachoric_of(const ent_veto_table *t)
{
    fit    f = {.cells = {t->both + 0.5, t->first + 0.5, t->second + 0.5, t->neither + 0.5}};
    double first, second;
    ent_tetrachoric out = {(double)NAN, (double)NAN, (double)NAN};

    if (t->both + t->first == 0 || t->both + t->second == 0 || t->neither + t->second == 0 ||
        t->neither + t->first == 0) {
        return out;
    }
    f.n = f.cells[0] + f.cells[1] + f.cells[2] + f.cells[3];
    first = (f.cells[0] + f.cells[1]) / f.n;
    second = (f.cells[0] + f.cells[2]) / f.n;
    f.h = root_of(above_quantile, &first, -9, 9);
    f.k = root_of(above_quantile, &second, -9, 9);
    out.value = root_of(too_many, &f, -LARGEST, LARGEST);
    f.best = likelihood(&f, out.value);
    out.lo = root_of(stays_above, &f, -LARGEST, out.value);
    out.hi = root_of(falls_below, &f, out.value, LARGEST);
    return out;
}
