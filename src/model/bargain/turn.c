/*
 * turn.c - one turn: how actors see each other, whom they challenge, what they agree on
 *
 *   1. seats     2. utilities and risk     3. challenges     4. proposals
 *   5. what is taken     6. moving
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/context.h"
#include "base/random.h"
#include "model/bargain/bargain.h"

/* Strengths before anyone has voted, and the least gain that is worth a challenge. */
static const double NO_STRENGTH = 1e-10, LEAST_GAIN = 1e-5;
/* In the weights of a proposal: two sides of which none cares or none can win stay where they are.
 */
static const double LEAST_WEIGHT = 1e-6;

/* 1. seats */

static bool
take_memory(ent_bargain_seats *s)
{
    size_t n = s->n, d = s->dimensions;
    size_t offers = s->options.mode == ENT_BARGAIN_BOTH ? 2 * n : n;
    size_t most = offers + 1; /* what one actor may have to choose from */

    struct {
        double **to;
        size_t   count;
    } const numbers[] = {{&s->capability, n},
                         {&s->salience, n * d},
                         {&s->salience_sum, n},
                         {&s->weight, n},
                         {&s->salience_square, n},
                         {&s->position, n * d},
                         {&s->ideal, n * d},
                         {&s->distance, n * n},
                         {&s->risk, n},
                         {&s->seen, n * n},
                         {&s->own, n * n},
                         {&s->offered, offers * n},
                         {&s->standing, n},
                         {&s->next, n * d},
                         {&s->chances, most},
                         {&s->utilities, most * n},
                         {&s->scratch, ent_bargain_elect_scratch(most)}};

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        *numbers[i].to = ent_arena_alloc(&s->arena, numbers[i].count, sizeof(double));
        if (*numbers[i].to == NULL) {
            return false;
        }
    }
    s->target = ent_arena_alloc(&s->arena, n, sizeof *s->target);
    s->challenge = ent_arena_alloc(&s->arena, n, sizeof *s->challenge);
    s->offers = ent_arena_alloc(&s->arena, 2 * n, sizeof *s->offers);
    s->listed = ent_arena_alloc(&s->arena, most, sizeof *s->listed);
    if (s->target == NULL || s->challenge == NULL || s->offers == NULL || s->listed == NULL) {
        return false;
    }
    for (size_t i = 0; i < 2 * n; i++) {
        s->offers[i].initiator_to = ent_arena_alloc(&s->arena, d, sizeof(double));
        s->offers[i].receiver_to = ent_arena_alloc(&s->arena, d, sizeof(double));
        if (s->offers[i].initiator_to == NULL || s->offers[i].receiver_to == NULL) {
            return false;
        }
    }
    return true;
}

static void
seat(ent_bargain_seats *s, const ent_bargain_actor *actor, size_t i)
{
    size_t d = s->dimensions;

    s->capability[i] = actor->capability;
    for (size_t k = 0; k < d; k++) {
        double salience = actor->salience[k] / 100;

        s->salience[i * d + k] = salience;
        s->salience_sum[i] += salience;
        s->salience_square[i] += salience * salience;
        s->position[i * d + k] = s->ideal[i * d + k] = actor->position[k] / 100;
    }
    s->weight[i] = s->salience_sum[i] * s->capability[i];
}

ent_status
ent_bargain_seat(ent_ctx *ctx, const ent_bargain *bargain, const uint32_t *order,
                 const uint32_t *rank, const ent_bargain_options *options, uint32_t run,
                 ent_bargain_seats *out)
{
    memset(out, 0, sizeof *out);
    out->n = bargain->actor_count;
    out->dimensions = bargain->dimension_count;
    out->options = *options;
    out->run = run;
    out->order = order;
    out->rank = rank;
    out->follows = bargain->follows;
    ent_arena_init(&out->arena);
    if (!take_memory(out)) {
        ent_bargain_rise(out);
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < out->n; i++) {
        seat(out, &bargain->actors[order[i]], i);
    }
    return ENT_OK;
}

void
ent_bargain_rise(ent_bargain_seats *state)
{
    ent_arena_clear(&state->arena);
}

/* 2. utilities and risk */

static double
utility(double distance, double risk)
{
    return distance <= 1 ? (1 - distance) * (1 + distance * risk) : (1 - distance) * (1 + risk);
}

/* How far a point is from what i wants, as i cares. */
static double
distance_to(const ent_bargain_seats *s, size_t i, const double *point)
{
    const double *ideal = s->ideal + i * s->dimensions, *salience = s->salience + i * s->dimensions;
    double        sum = 0;

    for (size_t k = 0; k < s->dimensions; k++) {
        double part = (ideal[k] - point[k]) * salience[k];

        sum += part * part;
    }
    return sqrt(sum / s->salience_square[i]);
}

/* What h takes the risk attitude of i for. */
static double
risk_seen(ent_bargain_risk_adjust adjust, double h, double i)
{
    switch (adjust) {
    case ENT_RISK_NONE:
        break;
    case ENT_RISK_ONE_THIRD:
        return (2 * h + i) / 3;
    case ENT_RISK_HALF:
        return (h + i) / 2;
    case ENT_RISK_TWO_THIRDS:
        return (h + 2 * i) / 3;
    case ENT_RISK_FULL:
        return i;
    }
    return h;
}

static ent_bargain_rules
rules_of(const ent_bargain_seats *s)
{
    return (ent_bargain_rules){s->options.vote, s->options.victory, s->options.pce,
                               s->options.as_ktab};
}

static double
attitude(ent_bargain_risk_range range, double p, double least, double most)
{
    if (!(most > least)) {
        return 0; /* nobody is likelier to win than another: nothing to infer */
    }
    switch (range) {
    case ENT_RISK_MIN:
        return (p - least) / (most - least);
    case ENT_RISK_MAX:
        return (2 * p - (most + least)) / (most - least);
    case ENT_RISK_MID:
        break;
    }
    return (3 * p - (most + 2 * least)) / (2 * (most - least));
}

/* Who stands near what would be elected has run no risk for it; the others have. */
static void
infer_risk(ent_bargain_seats *s)
{
    size_t            n = s->n;
    ent_bargain_rules rules = rules_of(s);
    double            least = 1, most = 0;

    for (size_t j = 0; j < n; j++) {
        for (size_t i = 0; i < n; i++) {
            s->distance[j * n + i] = distance_to(s, i, s->position + j * s->dimensions);
            s->seen[j * n + i] = utility(s->distance[j * n + i], 0);
        }
    }
    s->unsettled += !ent_bargain_elect(&rules, n, n, s->capability, s->seen, ENT_NO_OPTION,
                                       s->scratch, s->chances);
    for (size_t i = 0; i < n; i++) {
        least = s->chances[i] < least ? s->chances[i] : least;
        most = s->chances[i] > most ? s->chances[i] : most;
    }
    for (size_t i = 0; i < n; i++) {
        s->risk[i] = attitude(s->options.risk_range, s->chances[i], least, most);
    }
}

void
ent_bargain_see(ent_bargain_seats *s, size_t h)
{
    size_t  n = s->n;
    double *risk = s->chances; /* as h sees it; free between elections */

    for (size_t i = 0; i < n; i++) {
        risk[i] = risk_seen(s->options.risk_adjust, s->risk[h], s->risk[i]);
    }
    for (size_t j = 0; j < n; j++) {
        for (size_t i = 0; i < n; i++) {
            s->seen[j * n + i] = utility(s->distance[j * n + i], risk[i]);
        }
    }
}

/* 3. challenges */

/* The two sides of a contest. */
typedef struct sides {
    double one, other;
} sides;

/* Nothing is added to the other side, so that no branch has to be guessed. */
static void
join(sides *s, double vote)
{
    s->one += vote > 0 ? vote : 0;
    s->other += vote < 0 ? -vote : 0;
}

/* Utilities of a third party: of its own position, of i's, of j's. */
typedef struct third {
    double weight, own, of_i, of_j;
} third;

/* With i (against j) or with j: what it expects of each decides its vote. */
static double
third_vote(const ent_bargain_options *o, const sides *principals, third m)
{
    sides  little = *principals;
    double odds, lose_i, lose_j, win_i, win_j, with_i, with_j;

    join(&little, ent_bargain_vote_of(o->vote, m.weight, m.of_i - m.of_j));
    odds = little.one / (little.one + little.other);
    win_i = o->third_party == ENT_THIRD_FULL ? m.of_i + m.of_i + m.of_i : m.of_i + m.of_i + m.own;
    lose_i = o->third_party == ENT_THIRD_NO ? m.of_j + m.of_j + m.own : m.of_j + m.of_j + m.of_j;
    win_j = o->third_party == ENT_THIRD_FULL ? m.of_j + m.of_j + m.of_j : m.of_j + m.of_j + m.own;
    lose_j = o->third_party == ENT_THIRD_NO ? m.of_i + m.of_i + m.own : m.of_i + m.of_i + m.of_i;
    with_i = odds * win_i + (1 - odds) * lose_i;
    with_j = odds * lose_j + (1 - odds) * win_j;
    return ent_bargain_vote_of(o->vote, m.weight, with_i - with_j);
}

ent_challenge
ent_bargain_challenge(const ent_bargain_seats *s, size_t i, size_t j, size_t k, double *votes)
{
    size_t        n = s->n;
    const double *of_i = s->seen + i * n, *of_j = s->seen + j * n;
    sides         principals = {NO_STRENGTH, NO_STRENGTH}, all;
    double        odds, win = of_i[k] + of_i[k], lose = of_j[k] + of_j[k], contest;

    join(&principals, ent_bargain_vote_of(s->options.vote, s->weight[i], of_i[i] - of_j[i]));
    join(&principals, ent_bargain_vote_of(s->options.vote, s->weight[j], of_i[j] - of_j[j]));
    all = principals;
    for (size_t m = 0; m < n; m++) {
        double vote = 0;

        if (m != i && m != j) {
            vote = third_vote(&s->options, &principals,
                              (third){s->weight[m], s->seen[m * n + m], of_i[m], of_j[m]});
            join(&all, vote);
        }
        if (votes != NULL) {
            votes[m] = vote;
        }
    }
    odds = all.one / (all.one + all.other);
    contest = odds * win + all.other / (all.one + all.other) * lose;
    return (ent_challenge){all.one, all.other, odds,
                           (1 - s->salience_sum[j]) * win + s->salience_sum[j] * contest -
                               (of_i[k] + of_j[k])};
}

/* The target that promises i most, by its own view; -1 where nothing is worth a challenge. */
static void
choose_target(ent_bargain_seats *s, size_t i)
{
    s->target[i] = -1;
    for (size_t j = 0; j < s->n; j++) {
        ent_challenge c;

        if (j == i) {
            continue;
        }
        c = ent_bargain_challenge(s, i, j, i, NULL);
        if (c.gain > LEAST_GAIN && (s->target[i] < 0 || c.gain > s->challenge[i].gain)) {
            s->target[i] = (int32_t)j;
            s->challenge[i] = c;
        }
    }
}

/* 4. proposals */

/* What the faulty odds of the reference program throw off the scale comes back to its end. */
static double
on_scale(double x)
{
    return x >= 0 && x <= 1 ? x : x > 1 ? 1 : 0;
}

/* To a hundredth of a point of 100. */
static double
rounded(double x)
{
    return floor(on_scale(x) * 1e4 + 0.5) / 1e4;
}

static void
meet(double x_i, double x_j, double w_i, double w_j, double *to_i, double *to_j)
{
    double sum = w_i + LEAST_WEIGHT + w_j;

    *to_i = rounded(((w_i + LEAST_WEIGHT) * x_i + w_j * x_j) / sum);
    *to_j = rounded((w_i * x_i + (LEAST_WEIGHT + w_j) * x_j) / sum);
}

/* Only the side that is less likely to win goes, the further the less it cares and can. */
static void
yield(double x_i, double x_j, const double square[2], const double odds[2], double *to_i,
      double *to_j)
{
    double lead_j = odds[1] > odds[0] ? odds[1] - odds[0] : 0;
    double lead_i = odds[0] > odds[1] ? odds[0] - odds[1] : 0;
    double part_i =
        lead_j * square[1] / (lead_j * square[1] + LEAST_WEIGHT + (1 - lead_j) * square[0]);
    double part_j =
        lead_i * square[0] / (lead_i * square[0] + LEAST_WEIGHT + (1 - lead_i) * square[1]);

    *to_i = on_scale(x_i + part_i * (x_j - x_i));
    *to_j = on_scale(x_j + part_j * (x_i - x_j));
}

/* Where i and j are to go if i wins with these odds. */
static void
propose(const ent_bargain_seats *s, ent_offer *offer, double probability)
{
    const double odds[2] = {probability, 1 - probability};
    size_t       d = s->dimensions, i = offer->initiator, j = offer->receiver;

    for (size_t k = 0; k < d; k++) {
        double  x_i = s->position[i * d + k], x_j = s->position[j * d + k];
        double  s_i = s->salience[i * d + k], s_j = s->salience[j * d + k];
        double *to_i = &offer->initiator_to[k], *to_j = &offer->receiver_to[k];

        switch (s->options.interpolation) {
        case ENT_INTERPOLATION_S1P1:
            meet(x_i, x_j, s_i * odds[0], s_j * odds[1], to_i, to_j);
            break;
        case ENT_INTERPOLATION_S2P2:
            meet(x_i, x_j, s_i * s_i * (odds[0] * odds[0]), s_j * s_j * (odds[1] * odds[1]), to_i,
                 to_j);
            break;
        case ENT_INTERPOLATION_S2PMAX:
            yield(x_i, x_j, (const double[2]){s_i * s_i, s_j * s_j}, odds, to_i, to_j);
            break;
        }
    }
}

static ent_offer *
add_offer(ent_bargain_seats *s, size_t i, size_t j, bool of_receiver, double odds)
{
    ent_offer *offer = &s->offers[s->offer_count++];

    offer->initiator = (uint32_t)i;
    offer->receiver = (uint32_t)j;
    offer->of_receiver = of_receiver;
    offer->initiator_takes = offer->receiver_takes = false;
    propose(s, offer, odds);
    return offer;
}

/* One offer between both, in place of the last two. */
static void
compromise(ent_bargain_seats *s, size_t i, size_t j)
{
    ent_offer *one = &s->offers[s->offer_count - 2], *other = one + 1;
    double     w_i = s->weight[i];
    double     w_j = s->options.as_ktab ? s->capability[i] * s->salience_sum[j] : s->weight[j];

    for (size_t k = 0; k < s->dimensions; k++) {
        one->initiator_to[k] =
            (w_i * one->initiator_to[k] + w_j * other->initiator_to[k]) / (w_i + w_j);
        one->receiver_to[k] =
            (w_i * one->receiver_to[k] + w_j * other->receiver_to[k]) / (w_i + w_j);
    }
    s->offer_count--;
}

/* What actors challenge for, in the order of the initiators. */
static void
make_offers(ent_bargain_seats *s)
{
    s->offer_count = 0;
    for (size_t i = 0; i < s->n; i++) {
        ent_bargain_see(s, i);
        choose_target(s, i);
        if (s->target[i] >= 0) {
            (void)add_offer(s, i, (size_t)s->target[i], false, s->challenge[i].probability);
        }
        if (s->target[i] >= 0 && s->options.mode != ENT_BARGAIN_INITIATOR) {
            size_t        j = (size_t)s->target[i];
            ent_challenge c;

            ent_bargain_see(s, j);
            c = ent_bargain_challenge(s, i, j, i, NULL);
            (void)add_offer(s, i, j, true, s->options.as_ktab ? c.gain : c.probability);
            if (s->options.mode == ENT_BARGAIN_COMPROMISE) {
                compromise(s, i, j);
            }
        }
    }
}

/* 5. what is taken */

/* The mean utility of all positions, to each, as things are and after each offer. */
static void
weigh_offers(ent_bargain_seats *s)
{
    size_t n = s->n;

    memset(s->standing, 0, n * sizeof *s->standing);
    for (size_t j = 0; j < n; j++) {
        for (size_t a = 0; a < n; a++) {
            double risk = risk_seen(s->options.risk_adjust, s->risk[a], s->risk[a]);

            s->own[j * n + a] = utility(s->distance[j * n + a], risk);
            s->standing[a] += s->own[j * n + a];
        }
    }
    for (size_t a = 0; a < n; a++) {
        s->standing[a] /= (double)n;
    }
    for (size_t b = 0; b < s->offer_count; b++) {
        const ent_offer *offer = &s->offers[b];
        double          *to = s->offered + b * n;

        for (size_t a = 0; a < n; a++) {
            to[a] = utility(distance_to(s, a, offer->initiator_to), s->risk[a]) +
                    utility(distance_to(s, a, offer->receiver_to), s->risk[a]);
        }
        for (size_t j = 0; j < n; j++) {
            if (j != offer->initiator && j != offer->receiver) {
                for (size_t a = 0; a < n; a++) {
                    to[a] += s->own[j * n + a];
                }
            }
        }
        for (size_t a = 0; a < n; a++) {
            to[a] /= (double)n;
        }
    }
}

static size_t
pick(const ent_bargain_seats *s, size_t actor, const double *chances, size_t count)
{
    size_t best = 0;

    if (s->options.choice == ENT_CHOICE_DRAWN) {
        ent_key key = {s->options.seed, s->run, ENT_PROCESS_BARGAIN, s->turn, s->rank[actor]};
        double  left = ent_random_uniform(&key, 0);

        for (size_t i = 0; i < count; i++) {
            left -= chances[i];
            if (left < 0) {
                return i;
            }
        }
    }
    for (size_t i = 1; i < count; i++) {
        if (chances[i] > chances[best]) {
            best = i;
        }
    }
    return best;
}

/* The group elects among what concerns `actor`: things as they are, then each offer. */
static void
settle(ent_bargain_seats *s, size_t actor)
{
    size_t            n = s->n, count = 1, picked;
    ent_bargain_rules rules = rules_of(s);

    memcpy(s->utilities, s->standing, n * sizeof(double));
    for (size_t b = 0; b < s->offer_count; b++) {
        if (s->offers[b].initiator == actor || s->offers[b].receiver == actor) {
            memcpy(s->utilities + count * n, s->offered + b * n, n * sizeof(double));
            s->listed[count++] = (uint32_t)b;
        }
    }
    s->unsettled += !ent_bargain_elect(&rules, n, count, s->capability, s->utilities, 0, s->scratch,
                                       s->chances);
    picked = pick(s, actor, s->chances, count);
    memcpy(s->next + actor * s->dimensions, s->position + actor * s->dimensions,
           s->dimensions * sizeof(double));
    for (size_t i = 1; i < count; i++) {
        ent_offer *offer = &s->offers[s->listed[i]];
        bool       initiates = offer->initiator == actor;

        *(initiates ? &offer->initiator_chance : &offer->receiver_chance) = s->chances[i];
        *(initiates ? &offer->initiator_takes : &offer->receiver_takes) = i == picked;
        if (i == picked) {
            memcpy(s->next + actor * s->dimensions,
                   initiates ? offer->initiator_to : offer->receiver_to,
                   s->dimensions * sizeof(double));
        }
    }
}

void
ent_bargain_deal(ent_bargain_seats *s)
{
    infer_risk(s);
    make_offers(s);
    weigh_offers(s);
    for (size_t i = 0; i < s->n; i++) {
        settle(s, i);
    }
}

/* 6. moving */

/* How far the ideal of i follows the position of j. */
static double
share_of(const ent_bargain_seats *s, size_t i, size_t j)
{
    double named = s->follows != NULL ? s->follows[s->order[i] * s->n + s->order[j]] : NAN;

    return !isnan(named) ? named / 100 : i == j ? s->options.lag : 0;
}

/* The ideal of i after a turn, from the positions after it. */
static void
follow(const ent_bargain_seats *s, size_t i, double *out)
{
    size_t d = s->dimensions, first = s->follows != NULL ? 0 : i;
    size_t after = s->follows != NULL ? s->n : i + 1;
    double rest = 1;

    memset(out, 0, d * sizeof *out);
    for (size_t j = first; j < after; j++) {
        double share = share_of(s, i, j);

        rest -= share;
        for (size_t k = 0; k < d; k++) {
            out[k] += share * s->position[j * d + k];
        }
    }
    for (size_t k = 0; k < d; k++) {
        out[k] += (rest > 0 ? rest : 0) * s->ideal[i * d + k];
    }
}

double
ent_bargain_move(ent_bargain_seats *s)
{
    size_t d = s->dimensions;
    double moved = 0;

    for (size_t i = 0; i < s->n; i++) {
        double square = 0;

        for (size_t k = 0; k < d; k++) {
            double difference = s->next[i * d + k] - s->position[i * d + k];

            square += difference * difference;
            s->position[i * d + k] = s->next[i * d + k];
        }
        moved += sqrt(square);
    }
    for (size_t i = 0; i < s->n; i++) {
        follow(s, i, s->next + i * d);
    }
    memcpy(s->ideal, s->next, s->n * d * sizeof *s->ideal);
    s->turn++;
    return moved;
}
