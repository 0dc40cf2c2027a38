/*
 * auxiliary.c - counts of a network that no parameter was fitted to
 *
 *   1. degrees     2. triads without direction     3. triads with direction     4. signed triads
 *   5. distances     6. the list
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/ties/auxiliary.h"

#include <stdio.h>
#include <string.h>

/* 1. degrees */

static void
count_degrees(const ent_saom_state *s, const ent_saom_auxiliary *a, const int32_t *degree,
              double *out)
{
    memset(out, 0, a->count * sizeof *out);
    for (size_t i = 0; i < s->n; i++) {
        for (size_t k = 0; k < a->count && ent_saom_is_present(s, i); k++) {
            out[k] += degree[i] <= a->level[k];
        }
    }
}

static void
outdegrees(const ent_saom_state *s, const ent_saom_auxiliary *a, double *out)
{
    count_degrees(s, a, s->out, out);
}

static void
indegrees(const ent_saom_state *s, const ent_saom_auxiliary *a, double *out)
{
    count_degrees(s, a, s->in, out);
}

static size_t
count_present(const ent_saom_state *s)
{
    size_t count = 0;

    for (size_t i = 0; i < s->n; i++) {
        count += ent_saom_is_present(s, i);
    }
    return count;
}

/* 2. triads without direction */

static double
triples(double n)
{
    return n * (n - 1) * (n - 2) / 6;
}

/* Actors that two rows of bits share. */
static int
shared(const uint64_t *a, const uint64_t *b, size_t words)
{
    int count = 0;

    for (size_t w = 0; w < words; w++) {
        count += __builtin_popcountll(a[w] & b[w]);
    }
    return count;
}

static void
undirected_triads(const ent_saom_state *s, const ent_saom_auxiliary *a, double *out)
{
    double n = (double)count_present(s), ties = 0, stars = 0, closed = 0;

    (void)a;
    for (size_t i = 0; i < s->n; i++) {
        ties += s->out[i];
        stars += (double)s->out[i] * (s->out[i] - 1) / 2;
        for (size_t j = i + 1; j < s->n; j++) {
            if (s->tie[i * s->n + j] != 0) {
                closed += shared(&s->out_bits[i * s->words], &s->out_bits[j * s->words], s->words);
            }
        }
    }
    ties /= 2;
    closed /= 3;
    out[3] = closed;
    out[2] = stars - 3 * closed;
    out[1] = ties * (n - 2) - 2 * out[2] - 3 * closed;
    out[0] = triples(n) - out[1] - out[2] - out[3];
}

/* 3. triads with direction */

static const char *const CLASSES[] = {"003",  "012",  "102", "021D", "021U", "021C", "111D", "111U",
                                      "030T", "030C", "201", "120D", "120U", "120C", "210",  "300"};

/*
 * The class of a triad by its six ties as bits: i->j 1, j->i 2, i->h 4, h->i 8, j->h 16, h->j 32
 * (Batagelj and Mrvar 2001, Social Networks 23:237-243).
 */
static const uint8_t CLASS_OF[64] = {0, 1, 1, 2,  1, 3,  5,  7,  1, 5,  4,  6,  2,  7,  6,  10,
                                     1, 5, 3, 7,  4, 8,  8,  12, 5, 9,  8,  13, 6,  13, 11, 14,
                                     1, 4, 5, 6,  5, 8,  9,  13, 3, 8,  8,  11, 7,  12, 13, 14,
                                     2, 6, 7, 10, 6, 11, 13, 14, 7, 13, 12, 14, 10, 14, 14, 15};

static unsigned
ties_of(const ent_saom_state *s, size_t i, size_t j)
{
    return (unsigned)s->tie[i * s->n + j] | (unsigned)s->tie[j * s->n + i] << 1;
}

/* Triads that hold the tied pair i < j, each of them at the first of its pairs alone. */
static void
triads_of_pair(const ent_saom_state *s, size_t i, size_t j, double present, double *out)
{
    size_t   n = s->n, around = 0;
    unsigned own = ties_of(s, i, j);

    for (size_t w = 0; w < s->words; w++) {
        uint64_t left = s->out_bits[i * s->words + w] | s->in_bits[i * s->words + w] |
                        s->out_bits[j * s->words + w] | s->in_bits[j * s->words + w];

        for (; left != 0; left &= left - 1) {
            size_t   h = w * 64 + (size_t)__builtin_ctzll(left);
            unsigned to_i, to_j;

            if (h >= n || h == i || h == j) {
                continue;
            }
            around++;
            to_i = ties_of(s, i, h);
            to_j = ties_of(s, j, h);
            if (j < h || (i < h && h < j && to_i == 0)) {
                out[CLASS_OF[own | to_i << 2 | to_j << 4]]++;
            }
        }
    }
    out[own == 3 ? 2 : 1] += present - (double)around - 2;
}

static void
directed_triads(const ent_saom_state *s, const ent_saom_auxiliary *a, double *out)
{
    double n = (double)count_present(s);

    memset(out, 0, a->count * sizeof *out);
    for (size_t i = 0; i < s->n; i++) {
        for (size_t j = i + 1; j < s->n; j++) {
            if (ties_of(s, i, j) != 0) {
                triads_of_pair(s, i, j, n, out);
            }
        }
    }
    out[0] = triples(n);
    for (size_t k = 1; k < a->count; k++) {
        out[0] -= out[k];
    }
}

/* 4. signed triads */

enum { MOST_WORDS = (ENT_SAOM_MOST_ACTORS + 63) / 64 };

/* Rows of negative relations, and of ties that are none. */
typedef struct signs {
    uint64_t negative[ENT_SAOM_MOST_ACTORS * MOST_WORDS], positive[MOST_WORDS];
} signs;

static void
fill_negative(const ent_saom_state *s, const double *value, uint64_t *out)
{
    memset(out, 0, s->n * s->words * sizeof *out);
    for (size_t i = 0; i < s->n; i++) {
        for (size_t j = 0; j < s->n && ent_saom_is_present(s, i); j++) {
            if (value[i * s->n + j] > 0 && ent_saom_is_present(s, j)) {
                out[i * s->words + j / 64] |= (uint64_t)1 << j % 64;
            }
        }
    }
}

/* Actors with a tie and no negative relation to both; to i alone these are `positive`. */
static int
shared_positive(const ent_saom_state *s, const signs *g, size_t j)
{
    int count = 0;

    for (size_t w = 0; w < s->words; w++) {
        count += __builtin_popcountll(g->positive[w] & s->out_bits[j * s->words + w] &
                                      ~g->negative[j * s->words + w]);
    }
    return count;
}

static bool
has(const uint64_t *bits, size_t j)
{
    return (bits[j / 64] >> j % 64 & 1) != 0;
}

/* A pair with both is negative. */
static void
signed_triads(const ent_saom_state *s, const ent_saom_auxiliary *a, double *out)
{
    const ent_saom_covariate *c = s->model->negative;
    size_t                    period = (size_t)(s->period - s->model->periods);
    int                       counts[4] = {0};
    signs                     g;

    fill_negative(s, c->value[period < c->count ? period : 0], g.negative);
    for (size_t i = 0; i < s->n; i++) {
        const uint64_t *minus = &g.negative[i * s->words];

        for (size_t w = 0; w < s->words; w++) {
            g.positive[w] = s->out_bits[i * s->words + w] & ~minus[w];
        }
        for (size_t j = i + 1; j < s->n; j++) {
            if (has(g.positive, j)) {
                counts[0] += shared_positive(s, &g, j);
                counts[2] += shared(minus, &g.negative[j * s->words], s->words);
            } else if (has(minus, j)) {
                counts[1] += shared_positive(s, &g, j);
                counts[3] += shared(minus, &g.negative[j * s->words], s->words);
            }
        }
    }
    for (size_t k = 0; k < a->count; k++) {
        out[k] = k == 0 || k == 3 ? counts[k] / 3. : counts[k]; /* each seen from its three pairs */
    }
}

/* 5. distances */

/* Pairs by their distance from i, 1 to `most`, and further ones behind them. */
static void
walk_from(const ent_saom_state *s, size_t i, int most, double *found)
{
    uint64_t seen[MOST_WORDS] = {0}, edge[MOST_WORDS] = {0};

    seen[i / 64] = edge[i / 64] = (uint64_t)1 << i % 64;
    for (int step = 1;; step++) {
        uint64_t next[MOST_WORDS] = {0};
        int      count = 0;

        for (size_t w = 0; w < s->words; w++) {
            for (uint64_t left = edge[w]; left != 0; left &= left - 1) {
                const uint64_t *row =
                    &s->out_bits[(w * 64 + (size_t)__builtin_ctzll(left)) * s->words];

                for (size_t v = 0; v < s->words; v++) {
                    next[v] |= row[v];
                }
            }
        }
        for (size_t w = 0; w < s->words; w++) {
            edge[w] = next[w] & ~seen[w];
            seen[w] |= edge[w];
            count += __builtin_popcountll(edge[w]);
        }
        if (count == 0) {
            return;
        }
        found[step < most ? step : most] += count;
    }
}

static void
geodesics(const ent_saom_state *s, const ent_saom_auxiliary *a, double *out)
{
    double found[ENT_SAOM_MOST_LEVELS + 1] = {0}, sum = 0;
    int    most = (int)a->count; /* the last one: any number of steps */

    for (size_t i = 0; i < s->n; i++) {
        walk_from(s, i, most, found);
    }
    for (size_t k = 0; k < a->count; k++) {
        sum += found[k + 1];
        out[k] = s->model->directed ? sum : sum / 2;
    }
}

/* 6. the list */

static void
name_values(ent_saom_auxiliary *a, const char *const *words, size_t count)
{
    a->count = count;
    for (size_t k = 0; k < count; k++) {
        (void)snprintf(a->value[k], sizeof a->value[k], "%s", words[k]);
    }
}

/* One by one to 8, then 12, 16, 24, 32, ...; the largest itself would hold all actors. */
static void
name_degrees(ent_saom_auxiliary *a, int largest)
{
    int level = 0, step = 1;

    while (a->count < ENT_SAOM_MOST_LEVELS && (level < largest || a->count == 0)) {
        a->level[a->count] = level;
        (void)snprintf(a->value[a->count], sizeof a->value[a->count], "<=%d", level);
        a->count++;
        if (level >= 8 && (level & (level - 1)) == 0) {
            step = level / 2;
        }
        level += step;
    }
}

size_t
ent_saom_auxiliaries(const ent_saom *model, int largest,
                     ent_saom_auxiliary out[ENT_SAOM_MOST_AUXILIARIES])
{
    static const char *const        TIES[] = {"0 ties", "1 tie", "2 ties", "3 ties"},
                             *const SIGNS[] = {"+++", "++-", "+--", "---"},
                             *const STEPS[] = {"<=1", "<=2", "<=3", "<=4", "<=5", "any"};
    size_t                          count = 0;

    memset(out, 0, ENT_SAOM_MOST_AUXILIARIES * sizeof *out);
    out[count].name = model->directed ? "outdegree" : "degree";
    out[count].of = outdegrees;
    name_degrees(&out[count++], largest);
    if (model->directed) {
        out[count].name = "indegree";
        out[count].of = indegrees;
        name_degrees(&out[count++], largest);
    }
    out[count].name = "triads";
    out[count].of = model->directed ? directed_triads : undirected_triads;
    name_values(&out[count], model->directed ? CLASSES : TIES, model->directed ? 16 : 4);
    count++;
    out[count].name = "geodesic";
    out[count].of = geodesics;
    name_values(&out[count++], STEPS, 6);
    if (model->negative != NULL && !model->directed) {
        out[count].name = "signed triads";
        out[count].of = signed_triads;
        name_values(&out[count++], SIGNS, 4);
    }
    return count;
}
