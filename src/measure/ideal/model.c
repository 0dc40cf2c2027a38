/*
 * model.c - ideal points by variational inference
 *
 *   1. what an answer says     2. points of a state     3. items     4. a start
 *   5. the balance             6. the scale             7. the fit
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/parallel.h"
#include "measure/ideal/error.h"
#include "measure/ideal/side.h"

enum {
    MOST_ITERATIONS = 400,
    FIRST_ITERATIONS = 3, /* in which items take several steps for one of the points */
    FIRST_STEPS = 5,
    ITEMS_A_UNIT = 32,
    STATES_A_UNIT = 8
};

static const double LONGEST_STEP = 1, LONGEST_ITEM_STEP = 2, SMALL_CHANGE = 1e-4;

/* 1. what an answer says */

/*
 * The probability of an answer is a product: of F(k - b theta) with the cut above it, of
 * F(b theta - k) with the cut below it, and for an abstention of 1 - exp(k_low - k_high).
 */
typedef struct side {
    int cut;  /* ENT_IDEAL_LOW or ENT_IDEAL_HIGH */
    int sign; /* 1: the cut lies above the answer */
} side;

static int
sides_of(uint8_t answer, side out[2])
{
    int count = 0;

    if (answer != ENT_BALLOT_YES) {
        out[count++] = (side){answer == ENT_BALLOT_NO ? ENT_IDEAL_LOW : ENT_IDEAL_HIGH, 1};
    }
    if (answer != ENT_BALLOT_NO) {
        out[count++] = (side){answer == ENT_BALLOT_YES ? ENT_IDEAL_HIGH : ENT_IDEAL_LOW, -1};
    }
    return count;
}

/* 2. points of a state */

/* Answers of a state that are heard in one go. */
typedef struct hearing {
    ent_ideal_sides sides;
    double          turn[ENT_IDEAL_LANES], pull[ENT_IDEAL_LANES], weight[ENT_IDEAL_LANES];
    uint32_t        session[ENT_IDEAL_LANES];
    size_t          count;
} hearing;

static void
hear_side(hearing *h, const ent_ideal_item *item, double theta, side at, uint32_t session)
{
    double b = item->value[ENT_IDEAL_SLOPE],
           vb = item->covariance[ENT_IDEAL_SLOPE][ENT_IDEAL_SLOPE];
    double vbk = item->covariance[ENT_IDEAL_SLOPE][at.cut];
    double variance = item->covariance[at.cut][at.cut] + theta * (theta * vb - 2 * vbk);
    size_t i = h->count++;

    h->sides.mean[i] = at.sign * (item->value[at.cut] - b * theta);
    h->sides.variance[i] = variance > 0 ? variance : 0;
    h->turn[i] = at.sign * b;
    h->pull[i] = theta * vb - vbk;
    h->weight[i] = b * b + vb;
    h->session[i] = session;
}

static void
weigh(hearing *h, double *slope, double *bend)
{
    ent_ideal_average(&h->sides, h->count);
    for (size_t i = 0; i < h->count; i++) {
        uint32_t t = h->session[i];

        slope[t] -= h->turn[i] * h->sides.slope[i] + h->sides.bend[i] * h->pull[i];
        bend[t] += h->sides.bend[i] * h->weight[i];
    }
    h->count = 0;
}

/* Slope and curvature of what a state's answers say of its point in each session. */
static void
listen(const ent_ideal_state *fit, size_t state, double *slope, double *bend)
{
    const ent_ideal_votes *votes = fit->votes;
    const uint8_t         *answers = votes->answers + state * votes->calls;
    const double          *point = fit->point + state * votes->sessions;
    hearing                h;

    h.count = 0;
    for (size_t v = 0; v < votes->calls; v++) {
        side sides[2];
        int  count = answers[v] == ENT_BALLOT_NONE ? 0 : sides_of(answers[v], sides);

        for (int k = 0; k < count; k++) {
            hear_side(&h, &fit->items[votes->item[v]], point[votes->session[v]], sides[k],
                      votes->session[v]);
        }
        if (h.count > ENT_IDEAL_LANES - 2) {
            weigh(&h, slope, bend);
        }
    }
    weigh(&h, slope, bend);
}

/* Working rows of one state: as many as there are sessions. */
typedef struct path {
    double *slope, *bend, *forward, *backward;
} path;

/* Add the priors, then a Newton step through the tridiagonal precision, and its variances. */
static double
move_path(const ent_ideal_state *fit, size_t state, path *p)
{
    size_t  first = fit->first[state], last = fit->last[state];
    double *point = fit->point + state * fit->votes->sessions, change = 0;

    for (size_t t = first; t <= last; t++) {
        double prior = ent_ideal_prior(fit, state, t);

        p->bend[t] += prior;
        p->slope[t] -= prior * point[t];
        if (t > first) {
            double step = ent_ideal_step(fit, t - 1), jump = point[t] - point[t - 1];

            p->bend[t] += step;
            p->bend[t - 1] += step;
            p->slope[t] -= step * jump;
            p->slope[t - 1] += step * jump;
        }
    }
    for (size_t t = first; t <= last; t++) {
        double link = t > first ? ent_ideal_step(fit, t - 1) : 0;

        p->forward[t] = p->bend[t] - (t > first ? link * link / p->forward[t - 1] : 0);
        p->slope[t] += t > first ? link / p->forward[t - 1] * p->slope[t - 1] : 0;
    }
    for (size_t t = last + 1; t-- > first;) {
        double link = t < last ? ent_ideal_step(fit, t) : 0;

        p->backward[t] = p->bend[t] - (t < last ? link * link / p->backward[t + 1] : 0);
        p->slope[t] = (p->slope[t] + (t < last ? link * p->slope[t + 1] : 0)) / p->forward[t];
    }
    for (size_t t = first; t <= last; t++) {
        double step = fmax(-LONGEST_STEP, fmin(LONGEST_STEP, p->slope[t]));

        point[t] += step;
        fit->variance[state * fit->votes->sessions + t] =
            1 / (p->forward[t] + p->backward[t] - p->bend[t]);
        change = fmax(change, fabs(step));
    }
    return change;
}

typedef struct balance {
    ent_ideal_state fit;
    double         *change; /* of each state */
    double         *rows;   /* of each state: four times as many as there are sessions */
    int             steps;  /* of each item */
} balance;

static void
move_state(const balance *b, size_t state)
{
    size_t  sessions = b->fit.votes->sessions;
    double *rows = b->rows + 4 * sessions * state;
    path    p = {rows, rows + sessions, rows + 2 * sessions, rows + 3 * sessions};

    b->change[state] = 0;
    if (b->fit.first[state] <= b->fit.last[state]) {
        memset(rows, 0, 2 * sessions * sizeof *rows); /* slope and bend are sums */
        listen(&b->fit, state, p.slope, p.bend);
        b->change[state] = move_path(&b->fit, state, &p);
    }
}

static ent_status
move_states(ent_ctx *ctx, size_t unit, void *data)
{
    balance *b = data;
    size_t   end = (unit + 1) * STATES_A_UNIT;

    (void)ctx;
    end = end < b->fit.votes->states ? end : b->fit.votes->states;
    for (size_t i = unit * STATES_A_UNIT; i < end; i++) {
        move_state(b, i);
    }
    return ENT_OK;
}

/* 3. items */

/* Voters of one answer that are heard in one go. */
typedef struct voters {
    double theta[ENT_IDEAL_LANES], variance[ENT_IDEAL_LANES];
    size_t count;
} voters;

typedef double curvature[ENT_IDEAL_PARAMETERS][ENT_IDEAL_PARAMETERS];

/* What the voters on one side of a cut say of their item. */
static void
hear_voters(const voters *from, side at, const double *value, double *slope, curvature bend)
{
    double          b = value[ENT_IDEAL_SLOPE], sum[5] = {0};
    ent_ideal_sides sides;

    for (size_t i = 0; i < from->count; i++) {
        sides.mean[i] = at.sign * (value[at.cut] - b * from->theta[i]);
        sides.variance[i] = b * b * from->variance[i];
    }
    ent_ideal_average(&sides, from->count);
    for (size_t i = 0; i < from->count; i++) {
        double theta = from->theta[i], bent = sides.bend[i] * theta;

        sum[0] += sides.slope[i];
        sum[1] += sides.slope[i] * theta;
        sum[2] += sides.bend[i];
        sum[3] += bent;
        sum[4] += bent * theta;
        slope[ENT_IDEAL_SLOPE] -= sides.bend[i] * b * from->variance[i];
        bend[ENT_IDEAL_SLOPE][ENT_IDEAL_SLOPE] += sides.bend[i] * from->variance[i];
    }
    slope[at.cut] += at.sign * sum[0];
    slope[ENT_IDEAL_SLOPE] -= at.sign * sum[1];
    bend[at.cut][at.cut] += sum[2];
    bend[ENT_IDEAL_SLOPE][at.cut] -= sum[3];
    bend[ENT_IDEAL_SLOPE][ENT_IDEAL_SLOPE] += sum[4];
}

/* Between the cuts: they are apart. */
static void
part_cuts(const double *value, double count, double *slope, curvature bend)
{
    double gap = 1 / expm1(value[ENT_IDEAL_HIGH] - value[ENT_IDEAL_LOW]);
    double gap_bend = gap * (1 + gap);

    slope[ENT_IDEAL_LOW] -= count * gap;
    slope[ENT_IDEAL_HIGH] += count * gap;
    bend[ENT_IDEAL_LOW][ENT_IDEAL_LOW] += count * gap_bend;
    bend[ENT_IDEAL_HIGH][ENT_IDEAL_HIGH] += count * gap_bend;
    bend[ENT_IDEAL_LOW][ENT_IDEAL_HIGH] -= count * gap_bend;
}

/* Slope and curvature of what those who gave one answer in a roll call say of its item. */
static void
hear_answer(const ent_ideal_state *fit, size_t v, uint8_t answer, const double *value,
            double *slope, curvature bend)
{
    const ent_ideal_votes *votes = fit->votes;
    size_t                 list = v * ENT_IDEAL_ANSWERS + answer, end = fit->voter_end[list];
    size_t                 begin = list > 0 ? fit->voter_end[list - 1] : 0;
    side                   sides[2];
    int                    count = sides_of(answer, sides);

    for (size_t from = begin; from < end; from += ENT_IDEAL_LANES) {
        voters some;

        some.count = end - from < ENT_IDEAL_LANES ? end - from : ENT_IDEAL_LANES;
        for (size_t i = 0; i < some.count; i++) {
            size_t at = fit->voter[from + i] * votes->sessions + votes->session[v];

            some.theta[i] = fit->point[at];
            some.variance[i] = fit->variance[at];
        }
        for (int k = 0; k < count; k++) {
            hear_voters(&some, sides[k], value, slope, bend);
        }
    }
    if (answer == ENT_BALLOT_ABSTAIN && end > begin) {
        part_cuts(value, (double)(end - begin), slope, bend);
    }
}

/* The inverse of a symmetric positive matrix whose upper triangle is given. */
static void
invert(double m[ENT_IDEAL_PARAMETERS][ENT_IDEAL_PARAMETERS],
       double out[ENT_IDEAL_PARAMETERS][ENT_IDEAL_PARAMETERS])
{
    double a = m[1][1] * m[2][2] - m[1][2] * m[1][2], b = m[0][2] * m[1][2] - m[0][1] * m[2][2],
           c = m[0][1] * m[1][2] - m[0][2] * m[1][1];
    double determinant = m[0][0] * a + m[0][1] * b + m[0][2] * c;

    out[0][0] = a / determinant;
    out[0][1] = out[1][0] = b / determinant;
    out[0][2] = out[2][0] = c / determinant;
    out[1][1] = (m[0][0] * m[2][2] - m[0][2] * m[0][2]) / determinant;
    out[1][2] = out[2][1] = (m[0][1] * m[0][2] - m[0][0] * m[1][2]) / determinant;
    out[2][2] = (m[0][0] * m[1][1] - m[0][1] * m[0][1]) / determinant;
}

static void
move_item(const ent_ideal_state *fit, size_t index)
{
    ent_ideal_item *item = &fit->items[index];
    double         *value = item->value, gap = value[ENT_IDEAL_HIGH] - value[ENT_IDEAL_LOW];
    double          slope[ENT_IDEAL_PARAMETERS], bend[ENT_IDEAL_PARAMETERS][ENT_IDEAL_PARAMETERS];
    double          move[ENT_IDEAL_PARAMETERS] = {0}, longest = 0, share = 1;

    ent_ideal_item_prior(value, bend);
    ent_ideal_item_pull(value, slope);
    for (size_t c = index > 0 ? fit->call_end[index - 1] : 0; c < fit->call_end[index]; c++) {
        hear_answer(fit, fit->call[c], ENT_BALLOT_NO, value, slope, bend);
        hear_answer(fit, fit->call[c], ENT_BALLOT_ABSTAIN, value, slope, bend);
        hear_answer(fit, fit->call[c], ENT_BALLOT_YES, value, slope, bend);
    }
    invert(bend, item->covariance);
    for (int i = 0; i < ENT_IDEAL_PARAMETERS; i++) {
        for (int j = 0; j < ENT_IDEAL_PARAMETERS; j++) {
            move[i] += item->covariance[i][j] * slope[j];
        }
        longest = fmax(longest, fabs(move[i]));
    }
    share = longest > LONGEST_ITEM_STEP ? LONGEST_ITEM_STEP / longest : 1;
    while (share * (move[ENT_IDEAL_HIGH] - move[ENT_IDEAL_LOW]) < -.8 * gap) {
        share /= 2; /* the cuts stay in their order */
    }
    for (int i = 0; i < ENT_IDEAL_PARAMETERS; i++) {
        value[i] += share * move[i];
    }
}

static ent_status
move_items(ent_ctx *ctx, size_t unit, void *data)
{
    balance *b = data;
    size_t   end = (unit + 1) * ITEMS_A_UNIT;

    (void)ctx;
    end = end < b->fit.votes->items ? end : b->fit.votes->items;
    for (size_t i = unit * ITEMS_A_UNIT; i < end; i++) {
        for (int step = 0; step < b->steps; step++) {
            move_item(&b->fit, i);
        }
    }
    return ENT_OK;
}

/* 4. a start: how much nearer a state votes to one pole than to the other */

/* Distances of the answers of two states, and how many they have in common, by session. */
static void
compare(const ent_ideal_votes *votes, size_t state, size_t with, double *apart, double *common)
{
    const uint8_t *one = votes->answers + state * votes->calls;
    const uint8_t *other = votes->answers + with * votes->calls;

    memset(apart, 0, votes->sessions * sizeof *apart);
    memset(common, 0, votes->sessions * sizeof *common);
    for (size_t v = 0; v < votes->calls; v++) {
        if (one[v] != ENT_BALLOT_NONE && other[v] != ENT_BALLOT_NONE) {
            apart[votes->session[v]] += one[v] > other[v] ? one[v] - other[v] : other[v] - one[v];
            common[votes->session[v]]++;
        }
    }
}

/* The state whose answers are furthest from those of another, all in all. */
static size_t
opposite(const ent_ideal_votes *votes, size_t state, double *apart, double *common)
{
    double furthest = -1;
    size_t found = state;

    for (size_t i = 0; i < votes->states; i++) {
        double sum = 0;

        compare(votes, i, state, apart, common);
        for (size_t t = 0; t < votes->sessions; t++) {
            sum += apart[t];
        }
        if (sum > furthest) {
            furthest = sum;
            found = i;
        }
    }
    return found;
}

static void
standardise(const ent_ideal_votes *votes, size_t session, double *point)
{
    double sum = 0, squares = 0, count = 0, mean, sd;

    for (size_t i = 0; i < votes->states; i++) {
        double value = point[i * votes->sessions + session];

        if (!isnan(value)) {
            sum += value;
            squares += value * value;
            count++;
        }
    }
    mean = count > 0 ? sum / count : 0;
    sd = count > 0 ? sqrt(fmax(squares / count - mean * mean, 0)) : 0;
    for (size_t i = 0; i < votes->states; i++) {
        double *value = &point[i * votes->sessions + session];

        if (!isnan(*value)) {
            *value = sd > 0 ? (*value - mean) / sd : 0;
        } else { /* as it was in the session before */
            *value = session > 0 ? value[-1] : 0;
        }
    }
}

static void
start(const ent_ideal_state *fit, double *apart, double *common)
{
    static const ent_ideal_item ITEM = {.value = {0, -1.5, -.5}};
    const ent_ideal_votes      *votes = fit->votes;
    size_t                      low = opposite(votes, votes->anchor, apart, common);
    size_t                      poles[2] = {low, opposite(votes, low, apart, common)};

    for (size_t i = 0; i < votes->states; i++) {
        double *point = fit->point + i * votes->sessions;

        for (size_t t = 0; t < votes->sessions; t++) {
            point[t] = fit->answered[i * votes->sessions + t] > 0 ? 0 : NAN;
        }
        for (int pole = 0; pole < 2; pole++) {
            compare(votes, i, poles[pole], apart, common);
            for (size_t t = 0; t < votes->sessions; t++) {
                double distance = common[t] > 0 ? apart[t] / common[t] : 0;

                point[t] += pole == 0 ? distance : -distance;
            }
        }
    }
    for (size_t t = 0; t < votes->sessions; t++) {
        standardise(votes, t, fit->point);
    }
    for (size_t i = 0; i < votes->items; i++) {
        fit->items[i] = ITEM;
    }
}

/* 5. the balance */

static ent_status
settle(ent_ctx *ctx, balance *b, ent_ideal_points *out)
{
    const ent_ideal_votes *votes = b->fit.votes;
    size_t                 items = (votes->items + ITEMS_A_UNIT - 1) / ITEMS_A_UNIT;
    size_t                 states = (votes->states + STATES_A_UNIT - 1) / STATES_A_UNIT;
    ent_status             status = ENT_OK;

    out->converged = false;
    for (out->iterations = 0;
         out->iterations < MOST_ITERATIONS && !out->converged && status == ENT_OK;
         out->iterations++) {
        b->steps = out->iterations < FIRST_ITERATIONS ? FIRST_STEPS : 1;
        status = ent_check_cancelled(ctx);
        if (status == ENT_OK) {
            status = ent_ideal_each(ctx, items, move_items, b);
        }
        if (status == ENT_OK) {
            status = ent_ideal_each(ctx, states, move_states, b);
        }
        out->change = 0;
        for (size_t i = 0; i < votes->states && status == ENT_OK; i++) {
            out->change = fmax(out->change, b->change[i]);
        }
        out->converged = out->change < SMALL_CHANGE;
        ent_progress(ctx, "fitting ideal points", out->iterations, 0);
    }
    return status;
}

/* 6. the scale */

/* Mean and standard deviation over the sessions in which states answered. */
static void
scale_of(const ent_ideal_state *fit, double *mean, double *sd)
{
    size_t cells = fit->votes->states * fit->votes->sessions;
    double sum = 0, squares = 0, count = 0;

    for (size_t k = 0; k < cells; k++) {
        if (fit->answered[k] > 0) {
            sum += fit->point[k];
            squares += fit->point[k] * fit->point[k];
            count++;
        }
    }
    *mean = sum / count;
    *sd = sqrt(fmax(squares / count - *mean * *mean, 0));
}

/* Estimates from points; the direction in which the anchor is positive. */
static void
standardise_all(const ent_ideal_state *fit, double mean, double sd, double *estimate)
{
    const ent_ideal_votes *votes = fit->votes;
    double                 anchored = 0;

    for (size_t t = 0; t < votes->sessions; t++) {
        size_t k = votes->anchor * votes->sessions + t;

        anchored += fit->answered[k] > 0 ? fit->point[k] - mean : 0;
    }
    sd = anchored < 0 ? -sd : sd;
    for (size_t i = 0; i < votes->states; i++) {
        for (size_t t = 0; t < votes->sessions; t++) {
            size_t k = i * votes->sessions + t;
            bool   is_there = sd != 0 && t >= fit->first[i] && t <= fit->last[i];

            estimate[k] = is_there ? (fit->point[k] - mean) / sd : NAN;
        }
    }
}

/* 7. the fit */

static ent_status
check_calls(ent_ctx *ctx, const ent_ideal_votes *votes)
{
    for (size_t v = 0; v < votes->calls; v++) {
        uint32_t before = v > 0 ? votes->session[v - 1] : 0, session = votes->session[v];

        if (session >= votes->sessions || session < before || session > before + (v > 0)) {
            return ent_fail(ctx, ENT_E_ARG, "roll call %zu is not in the order of sessions", v);
        }
    }
    return ENT_OK;
}

static ent_status
check_items(ent_ctx *ctx, const ent_ideal_votes *votes, const uint32_t *call,
            const uint32_t *call_end)
{
    for (size_t i = 0; i < votes->items; i++) {
        size_t from = i > 0 ? call_end[i - 1] : 0, to = call_end[i];

        if (from == to || votes->session[call[to - 1]] > votes->session[call[from]] + 1) {
            return ent_fail(ctx, ENT_E_ARG,
                            "item %zu has no roll call, or some in sessions that are not "
                            "neighbours",
                            i);
        }
    }
    return ENT_OK;
}

/* Answers by roll call, roll calls by item, and what is counted of states and sessions. */
typedef struct counts {
    uint8_t  *by_call;
    uint32_t *voter, *voter_end, *call, *call_end, *session_calls, *answered, *first, *last;
} counts;

static void
count_answers(const ent_ideal_votes *votes, counts *c)
{
    for (size_t i = 0; i < votes->states; i++) {
        c->first[i] = (uint32_t)votes->sessions;
        for (size_t v = 0; v < votes->calls; v++) {
            uint32_t t = votes->session[v];
            uint8_t  answer = votes->answers[i * votes->calls + v];

            c->by_call[v * votes->states + i] = answer;
            if (answer != ENT_BALLOT_NONE) {
                c->answered[i * votes->sessions + t]++;
                c->first[i] = t < c->first[i] ? t : c->first[i];
                c->last[i] = t;
            }
        }
    }
}

/* By roll call, answer and state. */
static void
list_voters(const ent_ideal_votes *votes, counts *c)
{
    uint32_t count = 0;

    for (size_t list = 0; list < votes->calls * ENT_IDEAL_ANSWERS; list++) {
        const uint8_t *answers = c->by_call + list / ENT_IDEAL_ANSWERS * votes->states;

        for (size_t i = 0; i < votes->states; i++) {
            if (answers[i] == list % ENT_IDEAL_ANSWERS) {
                c->voter[count++] = (uint32_t)i;
            }
        }
        c->voter_end[list] = count;
    }
}

static void
list_calls(const ent_ideal_votes *votes, counts *c)
{
    for (size_t v = 0; v < votes->calls; v++) {
        c->session_calls[votes->session[v]]++;
        c->call_end[votes->item[v]]++;
    }
    for (size_t i = 1; i < votes->items; i++) {
        c->call_end[i] += c->call_end[i - 1];
    }
    for (size_t v = votes->calls; v-- > 0;) { /* from behind, each end moves to its beginning */
        c->call[--c->call_end[votes->item[v]]] = (uint32_t)v;
    }
    for (size_t i = 0; i + 1 < votes->items; i++) {
        c->call_end[i] = c->call_end[i + 1];
    }
    c->call_end[votes->items - 1] = (uint32_t)votes->calls;
}

static bool
make_counts(ent_arena *arena, const ent_ideal_votes *votes, counts *c)
{
    size_t cells = votes->states * votes->sessions;

    *c = (counts){ent_arena_alloc(arena, votes->states * votes->calls, sizeof *c->by_call),
                  ent_arena_alloc(arena, votes->states * votes->calls, sizeof *c->voter),
                  ent_arena_alloc(arena, votes->calls * ENT_IDEAL_ANSWERS, sizeof *c->voter_end),
                  ent_arena_alloc(arena, votes->calls, sizeof *c->call),
                  ent_arena_alloc(arena, votes->items, sizeof *c->call_end),
                  ent_arena_alloc(arena, votes->sessions, sizeof *c->session_calls),
                  ent_arena_alloc(arena, cells, sizeof *c->answered),
                  ent_arena_alloc(arena, votes->states, sizeof *c->first),
                  ent_arena_alloc(arena, votes->states, sizeof *c->last)};
    return c->by_call != NULL && c->voter != NULL && c->voter_end != NULL && c->call != NULL &&
           c->call_end != NULL && c->session_calls != NULL && c->answered != NULL &&
           c->first != NULL && c->last != NULL;
}

static ent_status
fit(ent_ctx *ctx, ent_arena *arena, const ent_ideal_votes *votes, ent_ideal_points *out)
{
    size_t     cells = votes->states * votes->sessions;
    balance    b = {.change = ent_arena_alloc(arena, votes->states, sizeof *b.change),
                    .rows = ent_arena_alloc(arena, 4 * cells, sizeof *b.rows)};
    double     mean, sd;
    counts     c;
    ent_status status;

    if (b.change == NULL || b.rows == NULL || !make_counts(arena, votes, &c)) {
        return ent_fail_nomem(ctx);
    }
    status = check_calls(ctx, votes);
    if (status == ENT_OK) {
        list_calls(votes, &c);
        status = check_items(ctx, votes, c.call, c.call_end);
    }
    if (status != ENT_OK) {
        return status;
    }
    count_answers(votes, &c);
    list_voters(votes, &c);
    b.fit = (ent_ideal_state){votes,
                              c.by_call,
                              c.voter,
                              c.voter_end,
                              c.call,
                              c.call_end,
                              c.session_calls,
                              c.answered,
                              c.first,
                              c.last,
                              ent_arena_alloc(arena, cells, sizeof *b.fit.point),
                              ent_arena_alloc(arena, cells, sizeof *b.fit.variance),
                              ent_arena_alloc(arena, votes->items, sizeof *b.fit.items)};
    if (b.fit.point == NULL || b.fit.variance == NULL || b.fit.items == NULL) {
        return ent_fail_nomem(ctx);
    }
    start(&b.fit, b.rows, b.rows + votes->sessions);
    status = settle(ctx, &b, out);
    if (status != ENT_OK) {
        return status;
    }
    scale_of(&b.fit, &mean, &sd);
    out->change /= sd > 0 ? sd : 1;
    standardise_all(&b.fit, mean, sd, out->estimate);
    if (votes->points_only) {
        for (size_t i = 0; i < cells; i++) {
            out->error[i] = NAN;
        }
        return ENT_OK;
    }
    return ent_ideal_errors(ctx, &b.fit, mean, sd, out->error);
}

ent_status
ent_ideal_fit(ent_ctx *ctx, const ent_ideal_votes *votes, ent_ideal_points *out)
{
    size_t           cells = votes->states * votes->sessions;
    ent_ideal_points made = {.estimate = ent_alloc(cells, sizeof *made.estimate),
                             .error = ent_alloc(cells, sizeof *made.error)};
    ent_arena        arena;
    ent_status       status;

    ent_arena_init(&arena);
    status = made.estimate != NULL && made.error != NULL ? fit(ctx, &arena, votes, &made)
                                                         : ent_fail_nomem(ctx);
    ent_arena_clear(&arena);
    if (status != ENT_OK) {
        ent_ideal_points_clear(&made);
        return status;
    }
    *out = made;
    return ENT_OK;
}

void
ent_ideal_points_clear(ent_ideal_points *points)
{
    ent_free(points->estimate);
    ent_free(points->error);
    *points = (ent_ideal_points){0};
}
