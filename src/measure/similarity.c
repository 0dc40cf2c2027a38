/*
 * similarity.c - the coefficients of two portfolios, from the table of their categories
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "measure/measure.h"

typedef double cells[ENT_MOST_CATEGORIES][ENT_MOST_CATEGORIES];

/* Sums of the rows and columns of a table, and of all of it. */
typedef struct margins {
    double row[ENT_MOST_CATEGORIES], column[ENT_MOST_CATEGORIES], all;
} margins;

static margins
margins_of(size_t categories, const cells table)
{
    margins out = {{0}, {0}, 0};

    for (size_t i = 0; i < categories; i++) {
        for (size_t j = 0; j < categories; j++) {
            out.row[i] += table[i][j];
            out.column[j] += table[i][j];
            out.all += table[i][j];
        }
    }
    return out;
}

static double
apart(size_t i, size_t j, bool squared)
{
    double difference = i > j ? (double)(i - j) : (double)(j - i);

    return squared ? difference * difference : difference;
}

/* The sum of the distances of a table. */
static double
observed(size_t categories, const cells table, bool squared)
{
    double sum = 0;

    for (size_t i = 0; i < categories; i++) {
        for (size_t j = 0; j < categories; j++) {
            sum += table[i][j] * apart(i, j, squared);
        }
    }
    return sum;
}

/* The same, were every one of `x` met by every one of `y`. */
static double
expected(size_t categories, const double *x, const double *y, bool squared)
{
    double sum = 0;

    for (size_t i = 0; i < categories; i++) {
        for (size_t j = 0; j < categories; j++) {
            sum += x[i] * y[j] * apart(i, j, squared);
        }
    }
    return sum;
}

static double
ratio(double above, double below)
{
    return below > 0 ? 1 - above / below : NAN;
}

/* Pairs of positions that two portfolios order alike, less those that they order otherwise. */
static double
concordance(size_t categories, const cells table)
{
    double sum = 0;

    for (size_t i = 0; i < categories; i++) {
        for (size_t j = 0; j < categories; j++) {
            for (size_t k = i + 1; k < categories; k++) {
                for (size_t l = 0; l < categories; l++) {
                    sum += l == j ? 0 : table[i][j] * (l > j ? table[k][l] : -table[k][l]);
                }
            }
        }
    }
    return sum;
}

/* Pairs of positions that a portfolio does not tie. */
static double
untied(size_t categories, const double *margin)
{
    double sum = 0;

    for (size_t i = 0; i < categories; i++) {
        for (size_t j = i + 1; j < categories; j++) {
            sum += margin[i] * margin[j];
        }
    }
    return sum;
}

ent_similarity
ent_similarity_of(const ent_contingency *table, bool squared)
{
    ent_similarity out = {NAN, NAN, NAN, NAN, NAN};
    size_t         k = table->categories;
    margins        counts = margins_of(k, table->count), weights = margins_of(k, table->weight);
    double         most = apart(0, k - 1, squared), both[ENT_MOST_CATEGORIES], d, product;

    if (weights.all > 0) {
        out.s = 1 - 2 * observed(k, table->weight, squared) / (most * weights.all);
        out.s_chance = 1 - 2 * expected(k, weights.row, weights.column, squared) /
                               (most * weights.all * weights.all);
    }
    for (size_t i = 0; i < k; i++) {
        both[i] = counts.row[i] + counts.column[i];
    }
    d = counts.all * observed(k, table->count, true);
    out.kappa = ratio(d, expected(k, counts.row, counts.column, true));
    out.pi = ratio(4 * d, expected(k, both, both, true));
    product = untied(k, counts.row) * untied(k, counts.column);
    out.tau_b = product > 0 ? concordance(k, table->count) / sqrt(product) : NAN;
    return out;
}
