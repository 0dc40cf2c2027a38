/*
 * alignment.c - similarity of the obligations of two states, corrected for chance
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "base/alloc.h"
#include "base/context.h"
#include "measure/measure.h"

enum { YEAR, STATE_A, STATE_B, KAPPA, PI, S, S_CHANCE, TAU_B, N, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"year", ENT_COLUMN_INTEGER},    {"state_a", ENT_COLUMN_TEXT}, {"state_b", ENT_COLUMN_TEXT},
    {"kappa", ENT_COLUMN_NUMBER},    {"pi", ENT_COLUMN_NUMBER},    {"s", ENT_COLUMN_NUMBER},
    {"s_chance", ENT_COLUMN_NUMBER}, {"tau_b", ENT_COLUMN_NUMBER}, {"n", ENT_COLUMN_INTEGER}};

/*
 * The portfolios of all states of a system.  A state has one position for each
 * COW number that it holds within the year, as the published coefficients
 * count them: Germany and Yemen have two in 1990, all others one.
 */
typedef struct portfolios {
    uint64_t *words; /* of state i from i * per_state on */
    size_t   *ones;  /* ties of each state */
    size_t    per_state, positions;
} portfolios;

static double
ratio(double above, double below)
{
    return below > 0 ? 1 - above / below : NAN;
}

ent_similarity
ent_similarity_of(size_t n, size_t ones_x, size_t ones_y, size_t both)
{
    ent_similarity out = {NAN, NAN, NAN, NAN, NAN};
    double         d = (double)ones_x + (double)ones_y - 2 * (double)both;
    double         mx, my, m, within_x, within_y, about_m, n11, n10, n01, n00, product;

    if (n == 0) {
        return out;
    }
    mx = (double)ones_x / (double)n;
    my = (double)ones_y / (double)n;
    m = (mx + my) / 2;
    within_x = (double)n * mx * (1 - mx);
    within_y = (double)n * my * (1 - my);
    about_m = (double)n * (mx * (1 - m) * (1 - m) + (1 - mx) * m * m) +
              (double)n * (my * (1 - m) * (1 - m) + (1 - my) * m * m);
    n11 = (double)both;
    n10 = (double)ones_x - n11;
    n01 = (double)ones_y - n11;
    n00 = (double)n - n11 - n10 - n01;
    product = (n11 + n10) * (n01 + n00) * (n11 + n01) * (n10 + n00);
    out.s = 1 - 2 * d / (double)n;
    out.s_chance = 1 - 2 * (mx * (1 - my) + my * (1 - mx));
    out.kappa = ratio(d, within_x + within_y + (double)n * (mx - my) * (mx - my));
    out.pi = ratio(d, about_m);
    out.tau_b = product > 0 ? (n11 * n00 - n10 * n01) / sqrt(product) : NAN;
    return out;
}

/* Ties of any type with every state of the system; a state's tie with itself is 1. */
static void
fill(const ent_system *system, ent_state_ix i, portfolios *out)
{
    uint64_t *words = out->words + i * out->per_state;
    size_t    position = 0;

    for (size_t j = 0; j < ent_system_size(system); j++) {
        unsigned        numbers = ent_system_member_at(system, (ent_state_ix)j)->numbers;
        const ent_dyad *dyad = ent_system_dyad(system, i, (ent_state_ix)j);

        for (unsigned k = 0; k < numbers; k++, position++) {
            if (j == i || (dyad->obliged_numbers >> k & 1u) != 0) {
                words[position / 64] |= (uint64_t)1 << (position % 64);
                out->ones[i]++;
            }
        }
    }
}

static void
portfolios_clear(portfolios *out)
{
    ent_free(out->words);
    ent_free(out->ones);
}

static ent_status
portfolios_init(ent_ctx *ctx, const ent_system *system, portfolios *out)
{
    size_t n = ent_system_size(system);

    *out = (portfolios){NULL, NULL, 0, 0};
    for (size_t i = 0; i < n; i++) {
        out->positions += ent_system_member_at(system, (ent_state_ix)i)->numbers;
    }
    out->per_state = (out->positions + 63) / 64;
    out->words = ent_alloc_zero(n * out->per_state, sizeof *out->words);
    out->ones = ent_alloc_zero(n, sizeof *out->ones);
    if (out->words == NULL || out->ones == NULL) {
        portfolios_clear(out);
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < n; i++) {
        fill(system, (ent_state_ix)i, out);
    }
    return ENT_OK;
}

static size_t
count_both(const portfolios *all, size_t a, size_t b)
{
    const uint64_t *x = all->words + a * all->per_state, *y = all->words + b * all->per_state;
    size_t          both = 0;

    for (size_t i = 0; i < all->per_state; i++) {
        both += (size_t)__builtin_popcountll(x[i] & y[i]);
    }
    return both;
}

static void
add_row(const ent_measure_job *job, int year, const ent_system_member *a,
        const ent_system_member *b, size_t n, ent_similarity similarity)
{
    ent_table_row(job->table);
    ent_table_integer(job->table, YEAR, year);
    ent_table_text(job->table, STATE_A, a->id);
    ent_table_text(job->table, STATE_B, b->id);
    ent_table_number(job->table, KAPPA, similarity.kappa);
    ent_table_number(job->table, PI, similarity.pi);
    ent_table_number(job->table, S, similarity.s);
    ent_table_number(job->table, S_CHANCE, similarity.s_chance);
    ent_table_number(job->table, TAU_B, similarity.tau_b);
    ent_table_integer(job->table, N, (int64_t)n);
}

static ent_status
visit(ent_ctx *ctx, const ent_system *system, int year, const ent_measure_job *job)
{
    size_t     n = ent_system_size(system);
    portfolios all;
    ent_status status = portfolios_init(ctx, system, &all);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < n; i++) {
        const ent_system_member *a = ent_system_member_at(system, (ent_state_ix)i);

        for (size_t j = i + 1; j < n; j++) {
            const ent_system_member *b = ent_system_member_at(system, (ent_state_ix)j);

            if (ent_measure_shows_pair(job->options, a->state, b->state)) {
                add_row(job, year, a, b, all.positions,
                        ent_similarity_of(all.positions, all.ones[i], all.ones[j],
                                          count_both(&all, i, j)));
            }
        }
    }
    portfolios_clear(&all);
    return ent_table_check(ctx, job->table);
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    static const ent_fact_kind KINDS[] = {ENT_FACT_ALLIANCE, ENT_FACT_TREATY, ENT_FACT_KINDS};

    return ent_measure_table(ctx, record, options, KINDS, COLUMN, COLUMNS, visit, NULL, out);
}

const ent_measure ent_measure_alignment = {
    "alignment", "how similar the obligations of two states are, corrected for chance",
    "Two states are aligned when they have obligations with the same states. x and y are their\n"
    "portfolios: 1 for each state of the system with which any obligation exists that year (with\n"
    "itself 1), else 0; n positions, mx and my the means, d the number of positions that\n"
    "differ. A state has a position for each COW number of the year: DEU and YEM two in 1990.\n"
    "\n"
    "    kappa    = 1 - d / [sum (x-mx)^2 + sum (y-my)^2 + n (mx-my)^2]\n"
    "    pi       = 1 - d / [sum (x-m)^2 + sum (y-m)^2],  m = (mx+my)/2\n"
    "    S        = 1 - 2 d / n;  s_chance its value expected by chance\n"
    "    tau_b    = Kendall's rank correlation of x and y\n"
    "\n"
    "Kappa orders; S alone says little, for most states have few ties and agree by chance. A\n"
    "coefficient without variation is empty. The portfolios are as complete as the source of\n"
    "obligations: see `entente list sources`.\n"
    "Cost: n^2/2 pairs of n/64 words a year.\n"
    "Reference: Haege (2011), Political Analysis 19:287-305; Signorino and Ritter (1999),\n"
    "International Studies Quarterly 43:115-144.",
    run, ENT_RECORD_TIES};
