/*
 * test_random.c - counter-based random numbers
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <Random123/philox.h>
#include <math.h>

#include "base/random.h"

static uint64_t
first_bits(const uint32_t words[4])
{
    return ((uint64_t)words[0] << 32) | words[1];
}

/* The known answers that Random123 publishes (kat_vectors, philox 4x32, 10 rounds). */
static void
philox_gives_its_published_words(void **state)
{
    static const struct {
        uint32_t counter[4], key[2], words[4];
    } KNOWN[] = {{{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
                 {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
                  {0xffffffff, 0xffffffff},
                  {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
                 {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                  {0xa4093822, 0x299f31d0},
                  {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}}};

    (void)state;
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
        philox4x32_ctr_t counter;
        philox4x32_key_t key = {{KNOWN[i].key[0], KNOWN[i].key[1]}};

        memcpy(counter.v, KNOWN[i].counter, sizeof KNOWN[i].counter);
        counter = philox4x32(counter, key);
        assert_memory_equal(counter.v, KNOWN[i].words, sizeof KNOWN[i].words);
    }
}

/* The same vectors through our own key: counter = unit, run, index, process and step. */
static void
our_keys_reach_the_published_words(void **state)
{
    static const uint32_t ZERO[] = {0x6627e8d5, 0xe169c58d, 0, 0};
    static const uint32_t PI[] = {0xd16cfe09, 0x94fdcceb, 0, 0};
    ent_key               zero = {0};
    ent_key               pi = {.seed = UINT64_C(0x299f31d0a4093822),
                                .run = 0x85a308d3,
                                .process = (ent_process)(0x03707344U >> 20),
                                .step = 0x03707344U & 0xFFFFFU,
                                .unit = 0x243f6a88};

    (void)state;
    /* below(2^64 - 1) is the high word of bits * (2^64 - 1), which is bits - 1 here */
    assert_true(ent_random_below(&zero, 0, UINT64_MAX) == first_bits(ZERO) - 1);
    assert_true(ent_random_below(&pi, 0x13198a2e, UINT64_MAX) == first_bits(PI) - 1);
}

static uint32_t
inverse(uint32_t odd)
{
    uint32_t x = odd;

    for (int i = 0; i < 5; i++) {
        x *= 2 - odd * x; /* Newton's iteration modulo 2^32 */
    }
    return x;
}

/* The key whose first draw has these words: Philox is a bijection for a fixed seed, here 0. */
static ent_key
key_of_words(const uint32_t words[4], uint32_t *index)
{
    static const uint32_t M0 = 0xD2511F53, M1 = 0xCD9E8D57, W0 = 0x9E3779B9, W1 = 0xBB67AE85;
    uint32_t              x[4];

    memcpy(x, words, sizeof x);
    for (uint32_t round = 10; round-- > 0;) {
        uint32_t x0 = x[3] * inverse(M0), x2 = x[1] * inverse(M1);
        uint32_t x1 = x[0] ^ (uint32_t)(((uint64_t)M1 * x2) >> 32) ^ (W0 * round);
        uint32_t x3 = x[2] ^ (uint32_t)(((uint64_t)M0 * x0) >> 32) ^ (W1 * round);

        x[0] = x0;
        x[1] = x1;
        x[2] = x2;
        x[3] = x3;
    }
    *index = x[2];
    return (ent_key){
        .run = x[1], .process = (ent_process)(x[3] >> 20), .step = x[3] & 0xFFFFFU, .unit = x[0]};
}

static void
the_extreme_draws_lie_inside_the_interval(void **state)
{
    static const uint32_t HIGHEST[] = {UINT32_MAX, UINT32_MAX, 0, 0};
    static const uint32_t LOWEST[] = {0, 0, 1, 2};
    uint32_t              index;
    ent_key               key = key_of_words(HIGHEST, &index);

    (void)state;
    assert_true(ent_random_below(&key, index, UINT64_MAX) == UINT64_MAX - 1);
    assert_true(ent_random_uniform(&key, index) < 1);
    assert_true(ent_random_uniform(&key, index) > 1 - 0x1p-50);
    assert_true(ent_random_below(&key, index, 10) == 9);
    key = key_of_words(LOWEST, &index);
    assert_true(ent_random_below(&key, index, UINT64_MAX) == 0);
    assert_true(ent_random_uniform(&key, index) > 0);
    assert_true(ent_random_uniform(&key, index) < 0x1p-50);
    assert_true(isfinite(ent_random_normal(&key, index)));
}

enum { DRAWS = 200000 };

/* Each bound is more than 5 standard errors wide; the seed is fixed. */
static void
uniform_draws_have_their_moments(void **state)
{
    ent_key key = {.seed = 20240101, .run = 3, .process = ENT_PROCESS_TEST, .step = 7};
    double  sum = 0, squares = 0, lagged = 0, before = 0.5;

    (void)state;
    for (uint32_t i = 0; i < DRAWS; i++) {
        double u = ent_random_uniform(&key, i);

        assert_true(u > 0 && u < 1);
        sum += u;
        squares += u * u;
        lagged += (u - 0.5) * (before - 0.5);
        before = u;
    }
    assert_true(fabs(sum / DRAWS - 0.5) < 0.0035);
    assert_true(fabs(squares / DRAWS - 1.0 / 3) < 0.0035);
    assert_true(fabs(lagged / DRAWS) < 0.001);
}

static void
normal_draws_have_their_moments(void **state)
{
    ent_key key = {.seed = 20240101, .process = ENT_PROCESS_TEST};
    double  moments[5] = {0};

    (void)state;
    for (uint32_t i = 0; i < DRAWS; i++) {
        double z;

        key.unit = i;
        z = ent_random_normal(&key, 0);
        for (int k = 1; k <= 4; k++) {
            moments[k] += pow(z, k) / DRAWS;
        }
    }
    assert_true(fabs(moments[1]) < 0.012);
    assert_true(fabs(moments[2] - 1) < 0.016);
    assert_true(fabs(moments[3]) < 0.045);
    assert_true(fabs(moments[4] - 3) < 0.12);
}

static void
draws_below_a_bound_are_even(void **state)
{
    ent_key key = {.seed = 5, .process = ENT_PROCESS_TEST};
    size_t  counts[7] = {0};
    double  chi2 = 0;

    (void)state;
    for (uint32_t i = 0; i < 70000; i++) {
        uint64_t k = ent_random_below(&key, i, 7);

        assert_true(k < 7);
        counts[k]++;
        assert_true(ent_random_below(&key, i, 1) == 0);
        assert_true(ent_random_below(&key, i, UINT64_C(1) << 40) < UINT64_C(1) << 40);
    }
    for (size_t k = 0; k < 7; k++) {
        chi2 += ((double)counts[k] - 10000) * ((double)counts[k] - 10000) / 10000;
    }
    assert_true(chi2 < 27); /* 6 degrees of freedom: 1 in 7000 */
}

static void
each_part_of_the_key_matters(void **state)
{
    ent_key key = {.seed = 1, .run = 1, .process = ENT_PROCESS_TEST, .step = 1, .unit = 1};
    ent_key keys[6] = {key, key, key, key, key, key};

    (void)state;
    keys[1].seed = UINT64_C(1) << 32 | 1;
    keys[2].run = 2;
    keys[3].process = ENT_PROCESS_DISPUTE;
    keys[4].step = 2;
    keys[5].unit = 2;
    for (size_t i = 0; i < 6; i++) {
        for (size_t j = 0; j < i; j++) {
            assert_true(ent_random_uniform(&keys[i], 0) != ent_random_uniform(&keys[j], 0));
        }
        assert_true(ent_random_uniform(&keys[i], 0) == ent_random_uniform(&keys[i], 0));
        assert_true(ent_random_uniform(&keys[i], 0) != ent_random_uniform(&keys[i], 1));
    }
}

static void
four_words_of_a_block_are_four_numbers(void **state)
{
    ent_key key = {.seed = 9, .process = ENT_PROCESS_TEST, .step = 2, .unit = 7};
    double  fours[4 * 100], pair[2], sum = 0;

    (void)state;
    ent_random_fours(&key, 5, 100, fours);
    for (uint32_t k = 0; k < 100; k++) {
        ent_random_pair(&key, 5 + k, pair);
        for (size_t v = 0; v < 4; v++) {
            assert_true(fours[4 * k + v] > 0 && fours[4 * k + v] < 1);
            sum += fours[4 * k + v];
        }
        assert_true(fabs(fours[4 * k] - pair[0]) < 0x1p-32); /* the same leading bits */
        assert_true(fabs(fours[4 * k + 2] - pair[1]) < 0x1p-32);
    }
    assert_true(fabs(sum / 400 - .5) < .06);
}

static void
beta_variables_have_their_mean_and_variance(void **state)
{
    enum { BETAS = 20000 };
    static const double SHAPES[][2] = {{.5, 19.5}, {3, 4}, {.02, 2}, {40, .7}};

    (void)state;
    for (uint32_t s = 0; s < 4; s++) {
        double a = SHAPES[s][0], b = SHAPES[s][1], all = a + b, sum = 0, squares = 0;
        double mean = a / all, variance = a * b / (all * all * (all + 1));

        for (uint32_t k = 0; k < BETAS; k++) {
            ent_key key = {11, k, ENT_PROCESS_TEST, 1, s};
            double  x = ent_random_beta(&key, a, b);

            assert_true(x >= 0 && x <= 1);
            sum += x;
            squares += (x - mean) * (x - mean);
        }
        assert_true(fabs(sum / BETAS - mean) < 4.5 * sqrt(variance / BETAS));
        assert_true(fabs(squares / BETAS / variance - 1) < .25);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(philox_gives_its_published_words),
        cmocka_unit_test(our_keys_reach_the_published_words),
        cmocka_unit_test(the_extreme_draws_lie_inside_the_interval),
        cmocka_unit_test(uniform_draws_have_their_moments),
        cmocka_unit_test(normal_draws_have_their_moments),
        cmocka_unit_test(draws_below_a_bound_are_even),
        cmocka_unit_test(each_part_of_the_key_matters),
        cmocka_unit_test(four_words_of_a_block_are_four_numbers),
        cmocka_unit_test(beta_variables_have_their_mean_and_variance),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
