/*
 * test_oracle.c - what a move costs, against all that can follow it
 *
 * The slow reference: of all ways to go on, the one that finds the most arcs of the right tree.
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "oracle.h"

enum { MOST_WORDS = 5 };

static const uint8_t RELATIONS[MOST_WORDS] = {ENT_RELATION_OBJ, ENT_RELATION_OBJ, ENT_RELATION_OBJ,
                                              ENT_RELATION_OBJ, ENT_RELATION_OBJ};

static size_t
arcs_found(const ent_parsing *p, const oracle_gold *gold)
{
    size_t found = 0;

    for (size_t i = 0; i < p->count; i++) {
        size_t head = gold->heads[i] == ENT_NO_WORD ? p->count + 1 : (size_t)gold->heads[i] + 1;

        found += p->nodes[i + 1].head == head;
    }
    return found;
}

/* The most arcs of the right tree that can be found from here. */
static size_t
most_arcs(const ent_parsing *p, const oracle_gold *gold)
{
    static const unsigned MOVES[] = {ENT_MOVE_SHIFT, ENT_MOVE_LEFT, ENT_MOVE_RIGHT};
    size_t                most = 0;

    if (ent_parsing_is_done(p)) {
        return arcs_found(p, gold);
    }
    for (size_t i = 0; i < 3; i++) {
        if (ent_move_is_allowed(p, MOVES[i])) {
            ent_parsing next = *p;
            size_t      found;

            ent_move_make(&next, MOVES[i], ENT_RELATION_OBJ);
            found = most_arcs(&next, gold);
            most = found > most ? found : most;
        }
    }
    return most;
}

static void
begin(ent_parsing *p, size_t count)
{
    const ent_traits traits[MOST_WORDS] = {{0}};
    const uint8_t    tags[MOST_WORDS] = {ENT_TAG_NN};

    memset(p, 0, sizeof *p);
    ent_parsing_begin(p, traits, tags, count);
}

/* In every state that can be reached: the costs are what each move loses of what could be found. */
static void
compare_from(const ent_parsing *p, const oracle_gold *gold)
{
    static const unsigned MOVES[] = {ENT_MOVE_SHIFT, ENT_MOVE_LEFT, ENT_MOVE_RIGHT};
    size_t                costs[3], most;

    if (ent_parsing_is_done(p)) {
        return;
    }
    most = most_arcs(p, gold);
    oracle_costs(p, gold, costs);
    for (size_t i = 0; i < 3; i++) {
        ent_parsing next = *p;

        if (!ent_move_is_allowed(p, MOVES[i])) {
            assert_true(costs[i] == SIZE_MAX);
            continue;
        }
        ent_move_make(&next, MOVES[i], ENT_RELATION_OBJ);
        assert_int_equal(most - most_arcs(&next, gold), costs[i]);
        compare_from(&next, gold);
    }
}

/* Whether each word below an arc leads to its head, and one word is the root of all. */
static bool
is_projective_tree(const uint16_t *heads, size_t count)
{
    size_t roots = 0;

    for (size_t i = 0; i < count; i++) {
        size_t at = i, steps = 0;

        roots += heads[i] == ENT_NO_WORD;
        while (at != ENT_NO_WORD && steps++ <= count) {
            at = heads[at];
        }
        if (steps > count) {
            return false;
        }
        for (size_t k = 0; k < count && heads[i] != ENT_NO_WORD; k++) {
            size_t low = i < heads[i] ? i : heads[i], high = i < heads[i] ? heads[i] : i;
            bool   inside = k > low && k < high;

            if (inside && (heads[k] == ENT_NO_WORD || heads[k] < low || heads[k] > high)) {
                return false;
            }
        }
    }
    return roots == 1;
}

static void
the_costs_are_exact_for_every_small_projective_tree(void **state)
{
    size_t trees = 0;

    (void)state;
    for (size_t count = 1; count <= 4; count++) {
        size_t all = 1;

        for (size_t i = 0; i < count; i++) {
            all *= count + 1;
        }
        for (size_t code = 0; code < all; code++) {
            uint16_t    heads[MOST_WORDS];
            size_t      rest = code;
            oracle_gold gold = {heads, RELATIONS};
            ent_parsing p;

            for (size_t i = 0; i < count; i++, rest /= count + 1) {
                size_t head = rest % (count + 1) == count ? ENT_NO_WORD : rest % (count + 1);

                heads[i] = (uint16_t)head;
            }
            if (is_projective_tree(heads, count)) {
                begin(&p, count);
                compare_from(&p, &gold);
                trees++;
            }
        }
    }
    assert_int_equal(trees, 1 + 2 + 7 + 30); /* projective trees with one root on the ground */
}

/* a b c d with c under a, d under b: the arcs cross. */
static void
a_tree_that_is_not_projective_has_a_way_through(void **state)
{
    const uint16_t heads[] = {ENT_NO_WORD, 0, 0, 1};
    oracle_gold    gold = {heads, RELATIONS};
    ent_parsing    p;

    (void)state;
    begin(&p, 4);
    while (!ent_parsing_is_done(&p)) {
        bool     right[ENT_MOVES];
        unsigned move = 0;

        oracle_moves(&p, &gold, right);
        while (move < ENT_MOVES && !(right[move] && ent_move_is_allowed(&p, move))) {
            move++;
        }
        assert_in_range(move, 0, ENT_MOVES - 1);
        ent_move_make(&p, move, ENT_RELATION_OBJ);
    }
    assert_true(arcs_found(&p, &gold) >= 3);
}

static void
an_arc_of_the_right_tree_wants_the_group_of_its_relation(void **state)
{
    const uint16_t heads[] = {1, ENT_NO_WORD};
    const uint8_t  relations[] = {ENT_RELATION_DET, ENT_RELATION_ROOT};
    oracle_gold    gold = {heads, relations};
    ent_parsing    p;
    bool           right[ENT_MOVES];

    (void)state;
    begin(&p, 2);
    ent_move_make(&p, ENT_MOVE_SHIFT, ENT_RELATION_DEP);
    oracle_moves(&p, &gold, right);
    for (unsigned move = 0; move < ENT_MOVES; move++) {
        assert_int_equal(right[move], move == ent_move_of(ENT_RELATION_DET, true));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_costs_are_exact_for_every_small_projective_tree),
        cmocka_unit_test(a_tree_that_is_not_projective_has_a_way_through),
        cmocka_unit_test(an_arc_of_the_right_tree_wants_the_group_of_its_relation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
