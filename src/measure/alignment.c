/*
 * alignment.c - similarity of the obligations or votes of two states, corrected for chance
 *
 *   1. two portfolios     2. obligations     3. votes     4. the measure
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "base/alloc.h"
#include "base/context.h"
#include "measure/ballot.h"

enum { YEAR, STATE_A, STATE_B, KAPPA, PI, S, S_CHANCE, TAU_B, N, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"year", ENT_COLUMN_INTEGER},    {"state_a", ENT_COLUMN_TEXT}, {"state_b", ENT_COLUMN_TEXT},
    {"kappa", ENT_COLUMN_NUMBER},    {"pi", ENT_COLUMN_NUMBER},    {"s", ENT_COLUMN_NUMBER},
    {"s_chance", ENT_COLUMN_NUMBER}, {"tau_b", ENT_COLUMN_NUMBER}, {"n", ENT_COLUMN_INTEGER}};

/* 1. two portfolios */

/* Categories of positions, from 0 on; of those from `categories` on nothing is known. */
typedef struct portfolio {
    const uint8_t *positions;
    const char    *id;
} portfolio;

/* What all portfolios of a year have in common. */
typedef struct common {
    int           year;
    size_t        length, categories;
    const double *weights; /* of positions; NULL: 1 each */
    unsigned      counted; /* of obligations: the flags that count */
} common;

/* The number of positions at which both are known, by their categories. */
static unsigned
count_cells(const common *of, const uint8_t *x, const uint8_t *y,
            unsigned cells[ENT_MOST_CATEGORIES][ENT_MOST_CATEGORIES])
{
    unsigned all = 0;

    for (size_t i = 0; i < of->length; i++) {
        if (x[i] < of->categories && y[i] < of->categories) {
            cells[x[i]][y[i]]++;
            all++;
        }
    }
    return all;
}

static void
add_weights(const common *of, const uint8_t *x, const uint8_t *y, ent_contingency *out)
{
    for (size_t i = 0; i < of->length; i++) {
        if (x[i] < of->categories && y[i] < of->categories) {
            out->weight[x[i]][y[i]] += of->weights[i];
        }
    }
}

/* Returns the number of positions that were compared. */
static unsigned
compare(const common *of, const uint8_t *x, const uint8_t *y, ent_contingency *out)
{
    unsigned cells[ENT_MOST_CATEGORIES][ENT_MOST_CATEGORIES] = {{0}};
    unsigned all = count_cells(of, x, y, cells);

    *out = (ent_contingency){.categories = of->categories};
    for (size_t i = 0; i < of->categories; i++) {
        for (size_t j = 0; j < of->categories; j++) {
            out->count[i][j] = cells[i][j];
            out->weight[i][j] = of->weights == NULL ? cells[i][j] : 0;
        }
    }
    if (of->weights != NULL) {
        add_weights(of, x, y, out);
    }
    return all;
}

static void
add_row(const ent_measure_job *job, const common *of, portfolio a, portfolio b)
{
    ent_contingency table;
    unsigned        n = compare(of, a.positions, b.positions, &table);
    ent_similarity  similarity = ent_similarity_of(&table, job->options->alignment.squared);

    ent_table_row(job->table);
    ent_table_integer(job->table, YEAR, of->year);
    ent_table_text(job->table, STATE_A, a.id);
    ent_table_text(job->table, STATE_B, b.id);
    ent_table_number(job->table, KAPPA, similarity.kappa);
    ent_table_number(job->table, PI, similarity.pi);
    ent_table_number(job->table, S, similarity.s);
    ent_table_number(job->table, S_CHANCE, similarity.s_chance);
    ent_table_number(job->table, TAU_B, similarity.tau_b);
    ent_table_integer(job->table, N, n);
}

/* 2. obligations */

enum { ANY_OR_NONE = 2, BY_KIND = 4 };

static const unsigned ANY_OBLIGATION = ~0U,
                      BEYOND_NONAGGRESSION = ~(unsigned)ENT_OBLIGATION_NONAGGRESSION;

/* The strongest kind stands for all: the order of Signorino and Ritter's alliance types. */
static uint8_t
rank_of(unsigned obligations, const common *of)
{
    obligations &= of->counted;
    if (of->categories == ANY_OR_NONE) {
        return obligations != 0;
    }
    if ((obligations & (ENT_OBLIGATION_DEFENCE | ENT_OBLIGATION_OFFENCE)) != 0) {
        return 3;
    }
    if ((obligations & (ENT_OBLIGATION_NEUTRALITY | ENT_OBLIGATION_NONAGGRESSION)) != 0) {
        return 2;
    }
    return obligations != 0;
}

/*
 * The positions of a state: one for each COW number that a state of the system holds within the
 * year, as the published coefficients count them.  Germany and Yemen have two in 1990, all others
 * one.  Its tie with itself is the strongest there is.
 */
static void
fill(const ent_system *system, ent_state_ix i, const common *of, uint8_t *positions)
{
    size_t at = 0;

    for (size_t j = 0; j < ent_system_size(system); j++) {
        unsigned        numbers = ent_system_member_at(system, (ent_state_ix)j)->numbers;
        const ent_dyad *dyad = ent_system_dyad(system, i, (ent_state_ix)j);
        uint8_t         rank = rank_of(dyad->obligations, of);

        for (unsigned k = 0; k < numbers; k++) {
            bool is_tied = (dyad->obliged_numbers >> k & 1u) != 0;

            positions[at++] = j == i ? (uint8_t)(of->categories - 1) : is_tied ? rank : 0;
        }
    }
}

/* The numbers of a state share its weight; one of unknown power has none. */
static void
fill_weights(const ent_system *system, ent_power power, double *weights)
{
    size_t at = 0;

    for (size_t j = 0; j < ent_system_size(system); j++) {
        const ent_system_member *member = ent_system_member_at(system, (ent_state_ix)j);
        double                   weight = ent_power_of(member, power);

        for (unsigned k = 0; k < member->numbers; k++) {
            weights[at++] = isnan(weight) ? 0 : weight / member->numbers;
        }
    }
}

static size_t
count_positions(const ent_system *system)
{
    size_t count = 0;

    for (size_t i = 0; i < ent_system_size(system); i++) {
        count += ent_system_member_at(system, (ent_state_ix)i)->numbers;
    }
    return count;
}

/* `positions` are filled as pairs need them. */
static void
add_pairs(const ent_system *system, const ent_measure_job *job, const common *of,
          uint8_t *positions)
{
    size_t    n = ent_system_size(system);
    ent_shown shown;

    ent_measure_find_shown(job->options, system, &shown);
    for (size_t i = 0; i < n; i++) {
        if (shown.either || shown.state[i]) {
            fill(system, (ent_state_ix)i, of, positions + i * of->length);
        }
    }
    for (size_t i = 0; i < n; i++) {
        const ent_system_member *a = ent_system_member_at(system, (ent_state_ix)i);

        for (size_t j = ent_shown_next(&shown, i, i + 1); j < n;
             j = ent_shown_next(&shown, i, j + 1)) {
            const ent_system_member *b = ent_system_member_at(system, (ent_state_ix)j);

            add_row(job, of, (portfolio){positions + i * of->length, a->id},
                    (portfolio){positions + j * of->length, b->id});
        }
    }
}

static ent_status
visit_obligations(ent_ctx *ctx, const ent_system *system, int year, const ent_measure_job *job)
{
    const ent_alignment_options *options = &job->options->alignment;
    size_t                       n = ent_system_size(system);
    common                       of = {.year = year,
                                       .length = count_positions(system),
                                       .categories = options->valued ? BY_KIND : ANY_OR_NONE,
                                       .counted = options->beyond ? BEYOND_NONAGGRESSION : ANY_OBLIGATION};
    uint8_t                     *positions = ent_alloc(n * of.length, sizeof *positions);
    double                      *weights = ent_alloc(of.length, sizeof *weights);

    if (positions == NULL || weights == NULL) {
        ent_free(positions);
        ent_free(weights);
        return ent_fail_nomem(ctx);
    }
    if (options->weighted) {
        fill_weights(system, options->weights, weights);
        of.weights = weights;
    }
    add_pairs(system, job, &of, positions);
    ent_free(positions);
    ent_free(weights);
    return ent_table_check(ctx, job->table);
}

/* 3. votes */

static ent_status
visit_votes(ent_ctx *ctx, const ent_ballot *ballot, const ent_ballot_year *year,
            const ent_measure_job *job)
{
    const ent_codes *codes = ent_record_codes(ballot->record);
    ent_state        voters[ENT_SYSTEM_MOST_STATES];
    size_t           count = ent_ballot_voters(ballot, year, job->options, voters);
    common of = {.year = year->year, .length = year->count, .categories = ENT_BALLOT_NONE};

    for (size_t i = 0; i < count; i++) {
        portfolio a = {ent_ballot_votes(ballot, year, voters[i]), ent_codes_id(codes, voters[i])};

        for (size_t j = i + 1; j < count; j++) {
            portfolio b = {ent_ballot_votes(ballot, year, voters[j]),
                           ent_codes_id(codes, voters[j])};

            if (ent_measure_shows_pair(job->options, voters[i], voters[j])) {
                add_row(job, &of, a, b);
            }
        }
    }
    return ent_table_check(ctx, job->table);
}

/* 4. the measure */

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    static const ent_fact_kind   KINDS[] = {ENT_FACT_ALLIANCE, ENT_FACT_TREATY, ENT_FACT_KINDS};
    const ent_alignment_options *chosen = &options->alignment;
    ent_status                   status = ENT_OK;

    if (chosen->portfolio == ENT_PORTFOLIO_VOTES) {
        return chosen->beyond ? ent_fail(ctx, ENT_E_ARG,
                                         "roll calls are no obligations: leave "
                                         "--beyond-nonaggression out")
               : chosen->weighted
                   ? ent_fail(ctx, ENT_E_ARG, "roll calls have no weights: leave --weights out")
                   : ent_ballot_table(ctx, record, options, COLUMN, COLUMNS, visit_votes, NULL,
                                      out);
    }
    if (options->issue != NULL) {
        return ent_fail(ctx, ENT_E_ARG, "--issue needs --portfolio votes");
    }
    if (chosen->weighted) {
        status = ent_power_check(ctx, record, chosen->weights);
    }
    return status == ENT_OK ? ent_measure_table(ctx, record, options, KINDS, COLUMN, COLUMNS,
                                                visit_obligations, NULL, out)
                            : status;
}

const ent_measure ent_measure_alignment = {
    "alignment",
    "how similar the obligations or votes of two states are, corrected for chance",
    "Two states are aligned when they have obligations with the same states. x and y are their\n"
    "portfolios: 1 for each state of the system with which any obligation exists that year (with\n"
    "itself 1), else 0; n positions, mx and my the means. A state has a position for each COW\n"
    "number of the year: DEU and YEM two in 1990.\n"
    "\n"
    "    kappa    = 1 - sum (x-y)^2 / [sum (x-mx)^2 + sum (y-my)^2 + n (mx-my)^2]\n"
    "    pi       = 1 - sum (x-y)^2 / [sum (x-m)^2 + sum (y-m)^2],  m = (mx+my)/2\n"
    "    S        = 1 - 2 sum w d / (dmax sum w),  d = |x-y|, dmax its largest, w = 1\n"
    "    s_chance = S with d averaged over all pairs of positions, one of x and one of y\n"
    "    tau_b    = Kendall's rank correlation of x and y\n"
    "\n"
    "Kappa orders; S alone says little, for most states have few ties and agree by chance. A\n"
    "coefficient without variation is empty.\n"
    "\n"
    "--portfolio votes compares the roll calls of the General Assembly in which both voted: 2 "
    "yes,\n"
    "1 abstain, 0 no, dmax 2; n is their number. Pairs of states that voted in the year stand\n"
    "there; without a common roll call n is 0 and the rest missing. --issue as in `votes`.\n"
    "--valued ranks obligations by their strongest kind: 3 defence or offence, 2 neutrality or\n"
    "non-aggression, 1 consultation, 0 none (with itself 3), dmax 3: COW's types I, II, III, as\n"
    "Signorino and Ritter and Haege have them. Votes are valued in any case.\n"
    "--beyond-nonaggression leaves treaties of non-aggression out: the wide ones, such as the "
    "Treaty\n"
    "of Amity and Cooperation in Southeast Asia, bind states that are far apart otherwise.\n"
    "--weights cinc (or milex, gdp, net) gives the position of a state its power as w, the newest\n"
    "figure up to the year; one without a figure has no weight. It weighs S and s_chance alone:\n"
    "the published kappa and pi know no weights.\n"
    "--distance squared makes d in S and s_chance the square, as dmax. Kappa and pi square "
    "always,\n"
    "as Haege defines them; between 0 and 1 it is the same.\n"
    "\n"
    "The portfolios are as complete as the source of obligations: see `entente list sources`.\n"
    "Cost: n^3/2 comparisons a year: a second for all pairs since 1816.\n"
    "Reference: Haege (2011), Political Analysis 19:287-305; Signorino and Ritter (1999),\n"
    "International Studies Quarterly 43:115-144.",
    run,
    ENT_RECORD_TIES,
    COLUMN,
    COLUMNS};
