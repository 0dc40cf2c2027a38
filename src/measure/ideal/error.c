/*
 * error.c - standard errors of ideal points
 *
 *   1. matrices     2. what items say of pairs of points     3. blocks of sessions
 *   4. elimination  5. the standardised points
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/ideal/error.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/exponential.h"

enum { ROWS_A_UNIT = 8, P = ENT_IDEAL_PARAMETERS };

/* 1. matrices: row-major, dense */

typedef struct matrix {
    size_t  rows, columns;
    double *cells;
} matrix;

static bool
make(ent_arena *arena, size_t rows, size_t columns, matrix *out)
{
    *out = (matrix){rows, columns, ent_arena_alloc(arena, rows * columns + 1, sizeof(double))};
    return out->cells != NULL;
}

/* to += x from. */
ENT_VECTORS static void
add_scaled(double *restrict to, double x, const double *restrict from, size_t count)
{
    enum { AT_ONCE = 8 }; /* a number that is known makes vectors of the loop */
    size_t done = 0;

    for (; done + AT_ONCE <= count; done += AT_ONCE) {
        for (size_t i = 0; i < AT_ONCE; i++) {
            to[done + i] += x * from[done + i];
        }
    }
    for (; done < count; done++) {
        to[done] += x * from[done];
    }
}

/* to += factor * a b, or a' b, by rows of `to`: as many threads, the same sums. */
typedef struct product {
    const matrix *a, *b;
    matrix       *to;
    double        factor;
    bool          transposed;
} product;

static ent_status
multiply_rows(ent_ctx *ctx, size_t unit, void *data)
{
    const product *p = data;
    size_t         end = (unit + 1) * ROWS_A_UNIT, inner = p->b->rows, width = p->b->columns;

    (void)ctx;
    end = end < p->to->rows ? end : p->to->rows;
    for (size_t i = unit * ROWS_A_UNIT; i < end; i++) {
        double *row = p->to->cells + i * width;

        for (size_t k = 0; k < inner; k++) {
            double x = p->factor * (p->transposed ? p->a->cells[k * p->a->columns + i]
                                                  : p->a->cells[i * p->a->columns + k]);

            if (x != 0) {
                add_scaled(row, x, p->b->cells + k * width, width);
            }
        }
    }
    return ENT_OK;
}

static ent_status
multiply(ent_ctx *ctx, const matrix *a, bool transposed, const matrix *b, double factor, matrix *to)
{
    product p = {a, b, to, factor, transposed};

    return ent_ideal_each(ctx, (to->rows + ROWS_A_UNIT - 1) / ROWS_A_UNIT, multiply_rows, &p);
}

/* The lower triangle of L in L L' = m, in the place of m; false where m is not positive. */
static bool
factorise(matrix *m)
{
    size_t n = m->rows;

    for (size_t j = 0; j < n; j++) {
        double *pivot = m->cells + j * n;

        for (size_t i = j; i < n; i++) {
            double *row = m->cells + i * n, sum = row[j];

            for (size_t k = 0; k < j; k++) {
                sum -= row[k] * pivot[k];
            }
            row[j] = i == j ? sum : sum / pivot[j];
            if (i == j) {
                if (!(sum > 0)) {
                    return false;
                }
                row[j] = sqrt(sum);
            }
        }
    }
    return true;
}

/* Column `c` of the inverse of L L', into row `c` of `out`, which is symmetric. */
typedef struct inversion {
    const matrix *factor;
    matrix       *out;
} inversion;

static void
solve_column(const inversion *in, size_t c)
{
    size_t        n = in->factor->rows;
    const double *l = in->factor->cells;
    double       *x = in->out->cells + c * n;

    memset(x, 0, n * sizeof *x);
    for (size_t i = c; i < n; i++) {
        double sum = i == c;

        for (size_t k = c; k < i; k++) {
            sum -= l[i * n + k] * x[k];
        }
        x[i] = sum / l[i * n + i];
    }
    for (size_t i = n; i-- > 0;) {
        x[i] /= l[i * n + i];
        add_scaled(x, -x[i], l + i * n, i);
    }
}

static ent_status
solve_columns(ent_ctx *ctx, size_t unit, void *data)
{
    const inversion *in = data;
    size_t           end = (unit + 1) * ROWS_A_UNIT;

    (void)ctx;
    end = end < in->factor->rows ? end : in->factor->rows;
    for (size_t c = unit * ROWS_A_UNIT; c < end; c++) {
        solve_column(in, c);
    }
    return ENT_OK;
}

/* 2. what items say of pairs of points */

/* A voter of an item: whose point it is, its own curvature, and that shared with the item. */
typedef struct voter {
    size_t state;
    double own, shared[P];
} voter;

/* Add the curvature of one answer to the item's, and put the voter's. */
static void
weigh(const ent_ideal_state *fit, const ent_ideal_item *item, size_t state, size_t v,
      double a[P][P], voter *out)
{
    const ent_ideal_votes *votes = fit->votes;
    const double          *value = item->value;
    uint8_t                answer = fit->by_call[v * votes->states + state];
    double theta = fit->point[state * votes->sessions + votes->session[v]], b = value[0];

    *out = (voter){.state = state};
    for (int cut = ENT_IDEAL_LOW; cut <= ENT_IDEAL_HIGH; cut++) {
        uint8_t without = cut == ENT_IDEAL_LOW ? ENT_BALLOT_YES : ENT_BALLOT_NO;
        double  p = 1 / (1 + exp(value[cut] - b * theta)), h = p * (1 - p);

        if (answer == without) {
            continue; /* the cut bounds no side of this answer */
        }
        a[cut][cut] += h;
        a[0][cut] -= h * theta;
        a[cut][0] -= h * theta;
        a[0][0] += h * theta * theta;
        out->own += h * b * b;
        out->shared[0] += h * b * theta;
        out->shared[cut] -= h * b;
    }
    if (answer == ENT_BALLOT_ABSTAIN) {
        double gap = 1 / expm1(value[ENT_IDEAL_HIGH] - value[ENT_IDEAL_LOW]);

        a[ENT_IDEAL_LOW][ENT_IDEAL_LOW] += gap * (1 + gap);
        a[ENT_IDEAL_HIGH][ENT_IDEAL_HIGH] += gap * (1 + gap);
        a[ENT_IDEAL_LOW][ENT_IDEAL_HIGH] -= gap * (1 + gap);
        a[ENT_IDEAL_HIGH][ENT_IDEAL_LOW] -= gap * (1 + gap);
    }
}

/* L^-1 shared for L L' = a, so that the item takes the product of two voters' from their pair. */
static void
divide(double a[P][P], voter *voters, size_t count)
{
    double l[P][P] = {{0}};

    for (int j = 0; j < P; j++) {
        for (int i = j; i < P; i++) {
            double sum = a[i][j];

            for (int k = 0; k < j; k++) {
                sum -= l[i][k] * l[j][k];
            }
            l[i][j] = i == j ? sqrt(sum) : sum / l[j][j];
        }
    }
    for (size_t v = 0; v < count; v++) {
        for (int i = 0; i < P; i++) {
            for (int k = 0; k < i; k++) {
                voters[v].shared[i] -= l[i][k] * voters[v].shared[k];
            }
            voters[v].shared[i] /= l[i][i];
        }
    }
}

/* 3. blocks of sessions */

/* The points of a session, and its blocks of the curvature: with itself, with the next session. */
typedef struct block {
    size_t *row; /* of each state; SIZE_MAX: it has no point then */
    matrix  own, next;
    matrix  inverse, weight; /* of `own` less what earlier sessions say; inverse * next */
    matrix  covariance;
} block;

typedef struct blocks {
    const ent_ideal_state *fit;
    block                 *items; /* by session */
} blocks;

static bool
make_blocks(ent_arena *arena, const ent_ideal_state *fit, block *b)
{
    size_t states = fit->votes->states, sessions = fit->votes->sessions;

    for (size_t t = 0; t < sessions; t++) {
        size_t n = 0;

        b[t].row = ent_arena_alloc(arena, states, sizeof *b[t].row);
        if (b[t].row == NULL) {
            return false;
        }
        for (size_t i = 0; i < states; i++) {
            bool is_there = t >= fit->first[i] && t <= fit->last[i];

            b[t].row[i] = is_there ? n++ : SIZE_MAX;
        }
        b[t].own.rows = n;
    }
    for (size_t t = 0; t < sessions; t++) {
        size_t n = b[t].own.rows, after = t + 1 < sessions ? b[t + 1].own.rows : 0;

        if (!make(arena, n, n, &b[t].own) || !make(arena, n, after, &b[t].next) ||
            !make(arena, n, n, &b[t].inverse) || !make(arena, n, after, &b[t].weight) ||
            !make(arena, n, n, &b[t].covariance)) {
            return false;
        }
    }
    return true;
}

static void
add_priors(const ent_ideal_state *fit, const block *b, size_t t)
{
    for (size_t i = 0; i < fit->votes->states; i++) {
        size_t  row = b[t].row[i];
        double *own = row != SIZE_MAX ? &b[t].own.cells[row * b[t].own.columns + row] : NULL;

        if (own == NULL) {
            continue;
        }
        *own += ent_ideal_prior(fit, i, t);
        *own += t > fit->first[i] ? ent_ideal_step(fit, t - 1) : 0;
        if (t < fit->last[i]) {
            *own += ent_ideal_step(fit, t);
            b[t].next.cells[row * b[t].next.columns + b[t + 1].row[i]] -= ent_ideal_step(fit, t);
        }
    }
}

/* Add what voters of one item, of a session and of the same or the next one, say of their pairs. */
static void
add_pairs(const size_t *rows, const size_t *columns, const voter *a, size_t a_count, const voter *b,
          size_t b_count, matrix *to)
{
    for (size_t x = 0; x < a_count; x++) {
        double       *row = to->cells + rows[a[x].state] * to->columns;
        const double *one = a[x].shared;

        for (size_t y = 0; y < b_count; y++) {
            const double *other = b[y].shared;

            row[columns[b[y].state]] -= one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
        }
    }
}

/* The voters of the item's roll calls in sessions t - 1, t and t + 1, and its own curvature. */
static void
gather(const ent_ideal_state *fit, size_t item, size_t t, voter *voters, size_t ends[3])
{
    const ent_ideal_votes *votes = fit->votes;
    double                 a[P][P];
    size_t                 count = 0;

    ent_ideal_item_prior(fit->items[item].value, a);
    for (size_t at = 0; at < 3; at++) {
        for (size_t c = item > 0 ? fit->call_end[item - 1] : 0; c < fit->call_end[item]; c++) {
            size_t v = fit->call[c];

            for (size_t i = 0; votes->session[v] + 1 == t + at && i < votes->states; i++) {
                if (fit->by_call[v * votes->states + i] != ENT_BALLOT_NONE) {
                    weigh(fit, &fit->items[item], i, v, a, &voters[count++]);
                }
            }
        }
        ends[at] = count;
    }
    divide(a, voters, count);
}

/* The blocks of one session. */
static ent_status
fill(ent_ctx *ctx, size_t t, void *data)
{
    const blocks          *all = data;
    const ent_ideal_state *fit = all->fit;
    const ent_ideal_votes *votes = fit->votes;
    const block           *b = all->items;
    size_t                 most = 0;
    voter                 *voters;

    for (size_t i = 0; i < votes->items; i++) {
        size_t calls = fit->call_end[i] - (i > 0 ? fit->call_end[i - 1] : 0);

        most = calls > most ? calls : most;
    }
    voters = ent_alloc(most * votes->states, sizeof *voters);
    if (voters == NULL) {
        return ent_fail_nomem(ctx);
    }
    add_priors(fit, b, t);
    for (size_t i = 0; i < votes->items; i++) {
        uint32_t begin = votes->session[fit->call[i > 0 ? fit->call_end[i - 1] : 0]];
        uint32_t end = votes->session[fit->call[fit->call_end[i] - 1]];
        size_t   ends[3];
        matrix   own = b[t].own, next = b[t].next;

        if (begin > t || end < t) {
            continue;
        }
        gather(fit, i, t, voters, ends);
        for (size_t x = ends[0]; x < ends[1]; x++) {
            own.cells[b[t].row[voters[x].state] * (own.columns + 1)] += voters[x].own;
        }
        add_pairs(b[t].row, b[t].row, voters + ends[0], ends[1] - ends[0], voters + ends[0],
                  ends[1] - ends[0], &own);
        if (ends[2] > ends[1]) {
            add_pairs(b[t].row, b[t + 1].row, voters + ends[0], ends[1] - ends[0], voters + ends[1],
                      ends[2] - ends[1], &next);
        }
    }
    ent_free(voters);
    return ENT_OK;
}

/* 4. elimination */

static ent_status
eliminate(ent_ctx *ctx, block *b, size_t sessions)
{
    for (size_t t = 0; t < sessions; t++) {
        inversion  in = {&b[t].own, &b[t].inverse};
        ent_status status;

        if (!factorise(&b[t].own)) {
            return ent_fail(ctx, ENT_E_BUG, "the curvature of session %zu is not positive", t);
        }
        status = ent_ideal_each(ctx, (b[t].own.rows + ROWS_A_UNIT - 1) / ROWS_A_UNIT, solve_columns,
                                &in);
        if (status == ENT_OK && t + 1 < sessions) {
            status = multiply(ctx, &b[t].inverse, false, &b[t].next, 1, &b[t].weight);
        }
        if (status == ENT_OK && t + 1 < sessions) {
            status = multiply(ctx, &b[t].next, true, &b[t].weight, -1, &b[t + 1].own);
        }
        if (status != ENT_OK) {
            return status;
        }
    }
    return ENT_OK;
}

/* The covariance of a session: its inverse + W C W', C being that of the next session. */
static ent_status
substitute(ent_ctx *ctx, ent_arena *arena, block *b, size_t sessions)
{
    for (size_t t = sessions; t-- > 0;) {
        matrix    *to = &b[t].covariance, through, back;
        ent_status status;

        memcpy(to->cells, b[t].inverse.cells, to->rows * to->columns * sizeof *to->cells);
        if (t + 1 == sessions) {
            continue;
        }
        if (!make(arena, b[t].weight.rows, b[t].weight.columns, &through) ||
            !make(arena, b[t].weight.columns, b[t].weight.rows, &back)) {
            return ent_fail_nomem(ctx);
        }
        for (size_t i = 0; i < back.rows; i++) {
            for (size_t j = 0; j < back.columns; j++) {
                back.cells[i * back.columns + j] = b[t].weight.cells[j * back.rows + i];
            }
        }
        status = multiply(ctx, &b[t].weight, false, &b[t + 1].covariance, 1, &through);
        if (status == ENT_OK) {
            status = multiply(ctx, &through, false, &back, 1, to);
        }
        if (status != ENT_OK) {
            return status;
        }
    }
    return ENT_OK;
}

/* x := C x for a vector of all points, by sessions. */
static void
solve(const block *b, size_t sessions, double **x, double *row)
{
    for (size_t t = 0; t + 1 < sessions; t++) {
        for (size_t i = 0; i < b[t].weight.rows; i++) { /* W' x, as the inverse is symmetric */
            for (size_t j = 0; j < b[t].weight.columns; j++) {
                x[t + 1][j] -= b[t].weight.cells[i * b[t].weight.columns + j] * x[t][i];
            }
        }
    }
    for (size_t t = sessions; t-- > 0;) {
        size_t n = b[t].inverse.rows;

        for (size_t i = 0; i < n; i++) {
            row[i] = 0;
            for (size_t k = 0; k < n; k++) {
                row[i] += b[t].inverse.cells[i * n + k] * x[t][k];
            }
            for (size_t k = 0; k < b[t].weight.columns; k++) {
                row[i] -= b[t].weight.cells[i * b[t].weight.columns + k] * x[t + 1][k];
            }
        }
        memcpy(x[t], row, n * sizeof *row);
    }
}

/* 5. the standardised points */

/* Covariances with the sum of the points in the base, and with the sum of their squares. */
typedef struct base {
    double **one, **square; /* C 1 and C z, by session and row */
    double   count, sum_one, sum_cross, sum_square;
} base;

static double
standard_of(const ent_ideal_state *fit, size_t cell, double mean, double sd)
{
    return (fit->point[cell] - mean) / sd;
}

static bool
make_base(ent_arena *arena, const block *b, size_t sessions, base *out)
{
    out->one = ent_arena_alloc(arena, sessions, sizeof *out->one);
    out->square = ent_arena_alloc(arena, sessions, sizeof *out->square);
    for (size_t t = 0; out->one != NULL && out->square != NULL && t < sessions; t++) {
        out->one[t] = ent_arena_alloc(arena, b[t].own.rows + 1, sizeof *out->one[t]);
        out->square[t] = ent_arena_alloc(arena, b[t].own.rows + 1, sizeof *out->square[t]);
        if (out->one[t] == NULL || out->square[t] == NULL) {
            return false;
        }
    }
    return out->one != NULL && out->square != NULL;
}

/* Visit the points in the base: in the first round to put them, in the second to sum them up. */
static void
sum_base(const ent_ideal_state *fit, const block *b, double mean, double sd, bool put, base *out)
{
    size_t sessions = fit->votes->sessions;

    for (size_t i = 0; i < fit->votes->states; i++) {
        for (size_t t = 0; t < sessions; t++) {
            double z = standard_of(fit, i * sessions + t, mean, sd);
            size_t row = b[t].row[i];

            if (fit->answered[i * sessions + t] == 0) {
                continue;
            }
            if (put) {
                out->one[t][row] = 1;
                out->square[t][row] = z;
                out->count++;
            } else {
                out->sum_one += out->one[t][row];
                out->sum_cross += out->square[t][row];
                out->sum_square += z * out->square[t][row];
            }
        }
    }
}

static void
put_errors(const ent_ideal_state *fit, const block *b, double mean, double sd, const base *in,
           double *errors)
{
    size_t sessions = fit->votes->sessions;

    for (size_t i = 0; i < fit->votes->states; i++) {
        for (size_t t = 0; t < sessions; t++) {
            double z = standard_of(fit, i * sessions + t, mean, sd), n = in->count, variance;
            size_t row = b[t].row[i];

            errors[i * sessions + t] = NAN;
            if (row == SIZE_MAX || !(sd > 0)) {
                continue;
            }
            variance = b[t].covariance.cells[row * (b[t].covariance.columns + 1)];
            variance -= 2 / n * (in->one[t][row] + z * in->square[t][row]);
            variance += (in->sum_one + 2 * z * in->sum_cross + z * z * in->sum_square) / (n * n);
            errors[i * sessions + t] = sqrt(fmax(variance, 0)) / sd;
        }
    }
}

static ent_status
find_errors(ent_ctx *ctx, ent_arena *arena, const ent_ideal_state *fit, double mean, double sd,
            double *errors)
{
    size_t     sessions = fit->votes->sessions;
    blocks     all = {fit, ent_arena_alloc(arena, sessions, sizeof *all.items)};
    double    *row = ent_arena_alloc(arena, fit->votes->states, sizeof *row);
    base       in = {0};
    ent_status status;

    if (all.items == NULL || row == NULL || !make_blocks(arena, fit, all.items) ||
        !make_base(arena, all.items, sessions, &in)) {
        return ent_fail_nomem(ctx);
    }
    status = ent_ideal_each(ctx, sessions, fill, &all);
    if (status == ENT_OK) {
        status = eliminate(ctx, all.items, sessions);
    }
    if (status == ENT_OK) {
        status = substitute(ctx, arena, all.items, sessions);
    }
    if (status != ENT_OK) {
        return status;
    }
    sum_base(fit, all.items, mean, sd, true, &in);
    solve(all.items, sessions, in.one, row);
    solve(all.items, sessions, in.square, row);
    sum_base(fit, all.items, mean, sd, false, &in);
    put_errors(fit, all.items, mean, sd, &in, errors);
    return ENT_OK;
}

ent_status
ent_ideal_errors(ent_ctx *ctx, const ent_ideal_state *fit, double mean, double sd, double *errors)
{
    ent_arena  arena;
    ent_status status;

    ent_arena_init(&arena);
    status = find_errors(ctx, &arena, fit, mean, sd, errors);
    ent_arena_clear(&arena);
    return status;
}
