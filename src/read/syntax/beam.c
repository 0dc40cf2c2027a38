/*
 * beam.c - the likeliest way through a sentence
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "read/syntax/parser.h"

/* Sums of weights become odds: so much more is e times as likely. */
static const float STEP = 140;

/* A path that has cost so much more than the best one (as a logarithm) is given up. */
static const float FARTHEST = 1.2F;

/* A move on a path, and what the path costs with it. */
typedef struct choice {
    size_t   path;
    unsigned move;
    float    cost;
} choice;

static bool
is_last(const ent_parsing *parsing)
{
    return parsing->next > parsing->count && parsing->depth == 1;
}

/* Sums of weights as costs: minus the logarithms of likelihoods; less than 0 if not allowed. */
static void
cost_of(const ent_parsing *parsing, const int16_t *scores, float costs[ENT_MOVES])
{
    int16_t most = INT16_MIN;
    float   sum = 0;

    for (unsigned k = 0; k < ENT_MOVES; k++) {
        costs[k] = ent_move_is_allowed(parsing, k) ? 0 : -1;
        most = costs[k] == 0 && scores[k] > most ? scores[k] : most;
    }
    for (unsigned k = 0; k < ENT_MOVES; k++) {
        float worse = (float)(most - scores[k]) / STEP;

        if (costs[k] == 0) {
            costs[k] = worse;
            sum += worse < 8 ? expf(-worse) : 0;
        }
    }
    sum = logf(sum);
    for (unsigned k = 0; k < ENT_MOVES; k++) {
        costs[k] += costs[k] >= 0 ? sum : 0;
    }
}

/* What the next move on a way depends on. */
typedef struct question {
    uint64_t keys[ENT_MOVE_FEATURES];
    uint64_t features; /* their sum */
} question;

/*
 * Ways that part meet again: what a move depends on is often what it depended on on another way
 * through the same sentence, and is weighed once.
 */
static ent_weighed *
place_of(ent_weighed *known, const question *asked)
{
    return &known[asked->features % ENT_BEAM_WEIGHED];
}

/* Find out what a move depends on, and have what it takes to weigh it fetched. */
static void
ask(const ent_rows *rows, const ent_parsing *parsing, ent_weighed *known, question *out)
{
    ent_move_features(parsing, out->keys);
    out->features = 0;
    for (size_t i = 0; i < ENT_MOVE_FEATURES; i++) {
        out->features += out->keys[i];
    }
    if (place_of(known, out)->features != out->features) {
        ent_rows_expect(rows, out->keys, ENT_MOVE_FEATURES);
    }
}

/* What each move costs. */
static const float *
weigh(const ent_rows *rows, const ent_parsing *parsing, const question *asked, ent_weighed *known)
{
    int16_t      scores[ENT_MOVE_ROW] = {0};
    ent_weighed *place = place_of(known, asked);

    if (place->features != asked->features) {
        ent_rows_add(rows, ENT_MOVE_ROW, asked->keys, ENT_MOVE_FEATURES, scores);
        cost_of(parsing, scores, place->costs);
        place->features = asked->features;
    }
    return place->costs;
}

/* Put a choice among the best ones, which are in order; of equal ones the first stays first. */
static size_t
insert(choice *best, size_t count, size_t most, choice made)
{
    size_t at = count;

    while (at > 0 && best[at - 1].cost > made.cost) {
        at--;
    }
    if (at >= most) {
        return count;
    }
    count += count < most;
    memmove(best + at + 1, best + at, (count - at - 1) * sizeof *best);
    best[at] = made;
    return count;
}

/* Whether one move alone can be made. */
static bool
is_forced(const ent_parsing *parsing)
{
    return is_last(parsing) || parsing->depth == 0;
}

/* The best moves on all paths, the likeliest first. */
static size_t
choose(const ent_rows *rows, ent_way *const *paths, size_t count, size_t most, ent_weighed *known,
       choice *best)
{
    question asked[ENT_BEAM_WAYS];
    size_t   found = 0;

    for (size_t i = 0; i < count; i++) {
        if (!is_forced(&paths[i]->parsing)) {
            ask(rows, &paths[i]->parsing, known, &asked[i]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        const ent_parsing *parsing = &paths[i]->parsing;
        const float       *costs;

        if (is_forced(parsing)) {
            unsigned move = parsing->depth == 0 ? ENT_MOVE_SHIFT : ENT_MOVE_LEFT;

            found = insert(best, found, most, (choice){i, move, paths[i]->cost});
            continue;
        }
        costs = weigh(rows, parsing, &asked[i], known);
        for (unsigned move = 0; move < ENT_MOVES; move++) {
            float cost = paths[i]->cost + costs[move];

            if (costs[move] >= 0 && (found == 0 || cost <= best[0].cost + FARTHEST)) {
                found = insert(best, found, most, (choice){i, move, cost});
            }
        }
    }
    while (found > 1 && best[found - 1].cost > best[0].cost + FARTHEST) {
        found--;
    }
    return found;
}

static ent_relation
best_relation(const ent_rows *rows, const ent_parsing *parsing, unsigned move)
{
    int16_t        scores[ENT_LABEL_ROW] = {0};
    uint64_t       keys[ENT_LABEL_FEATURES];
    size_t         count, best = 0;
    const uint8_t *relations = ent_move_relations(move, &count);

    if (count > 1) {
        ent_label_features(parsing, move, keys);
        ent_rows_expect(rows, keys, ENT_LABEL_FEATURES);
        ent_rows_add(rows, ENT_LABEL_ROW, keys, ENT_LABEL_FEATURES, scores);
    }
    for (size_t k = 1; k < count; k++) {
        best = scores[k] > scores[best] ? k : best;
    }
    return (ent_relation)relations[best];
}

static void
make(const ent_weights *weights, const choice *made, ent_way *path)
{
    ent_relation relation = ENT_RELATION_ROOT;

    if (!is_last(&path->parsing) && made->move != ENT_MOVE_SHIFT) {
        relation = best_relation(&weights->labels, &path->parsing, made->move);
    }
    ent_move_make(&path->parsing, made->move, relation);
    path->cost = made->cost;
}

static void
copy(const ent_way *from, ent_way *to)
{
    const ent_parsing *p = &from->parsing;

    memcpy(to->parsing.nodes, p->nodes, (p->count + 2) * sizeof *p->nodes);
    memcpy(to->parsing.stack, p->stack, p->depth * sizeof *p->stack);
    to->parsing.depth = p->depth;
    to->parsing.next = p->next;
    to->parsing.count = p->count;
}

/*
 * Make the chosen moves.  A path on which one move is made moves itself, one on which several are
 * made is copied to the free paths first; those on which none is made are free.
 */
static void
follow(const ent_weights *weights, const choice *chosen, size_t count, ent_way **paths)
{
    ent_way *next[ENT_BEAM_WAYS] = {NULL}, *rest[ENT_BEAM_WAYS];
    size_t   uses[ENT_BEAM_WAYS] = {0}, free_paths = 0, taken = 0;

    for (size_t i = 0; i < count; i++) {
        uses[chosen[i].path]++;
    }
    for (size_t i = 0; i < ENT_BEAM_WAYS; i++) {
        if (uses[i] == 0) {
            rest[free_paths++] = paths[i];
        }
    }
    for (size_t i = 0; i < count; i++) {
        size_t from = chosen[i].path;

        if (--uses[from] == 0) {
            next[i] = paths[from];
        } else {
            next[i] = rest[taken++];
            copy(paths[from], next[i]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        make(weights, &chosen[i], next[i]);
    }
    for (size_t i = count; i < ENT_BEAM_WAYS; i++) {
        next[i] = rest[taken++];
    }
    memcpy(paths, next, sizeof next);
}

void
ent_tree_parse(const ent_weights *weights, const ent_traits *traits, ent_beam *scratch,
               ent_tree *tree)
{
    ent_way           *paths[ENT_BEAM_WAYS];
    const ent_parsing *parsing;
    size_t             most = tree->count <= ENT_BEAM_WORDS ? ENT_BEAM_WAYS : 1, count = 1;

    for (size_t i = 0; i < ENT_BEAM_WAYS; i++) {
        paths[i] = &scratch->items[i];
    }
    ent_parsing_begin(&paths[0]->parsing, traits, tree->tags, tree->count);
    paths[0]->cost = 0;
    memset(scratch->known, 0, sizeof scratch->known);
    while (!ent_parsing_is_done(&paths[0]->parsing)) {
        choice chosen[ENT_BEAM_WAYS];

        count = choose(&weights->moves, paths, count, most, scratch->known, chosen);
        follow(weights, chosen, count, paths);
    }
    parsing = &paths[0]->parsing;
    for (size_t i = 0; i < tree->count; i++) {
        const ent_node *node = &parsing->nodes[i + 1];

        tree->heads[i] =
            node->head > tree->count ? (uint16_t)ENT_NO_WORD : (uint16_t)(node->head - 1);
        tree->relations[i] = (uint8_t)(node->relation - 1);
    }
}
