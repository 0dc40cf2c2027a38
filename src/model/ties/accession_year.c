/*
 * accession_year.c - who joins and leaves the treaties of many in a year
 *
 *   1. what is known     2. rates     3. a year
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/ties/accession.h"

/* 1. what is known */

size_t
ent_accession_bodies(const ent_accession *accession)
{
    return accession->body_count;
}

const char *
ent_accession_body_id(const ent_accession *accession, size_t body)
{
    return accession->bodies[body].name;
}

double
ent_accession_objection(const ent_accession *accession, ent_accession_kind kind)
{
    return accession->objection[kind];
}

const uint8_t *
ent_accession_members(const ent_accession *accession)
{
    return accession->member;
}

bool
ent_accession_share_body(const ent_accession *accession, const uint8_t *member, size_t i, size_t j)
{
    for (size_t g = 0; g < accession->body_count; g++) {
        if (member[g * accession->n + i] != 0 && member[g * accession->n + j] != 0) {
            return true;
        }
    }
    return false;
}

/* 2. rates */

enum { EVENT, LEAVE, JOIN };

/* A rate from its own record and that of its kin. */
static double
draw_rate(ent_accession_share own, const ent_accession_prior *prior, ent_key key, uint32_t what,
          size_t which)
{
    key.step = what;
    key.unit = (uint32_t)which;
    return ent_random_beta(&key, (double)own.k + prior->strength * prior->mean,
                           (double)(own.n - own.k) + prior->strength * (1 - prior->mean));
}

void
ent_accession_draw(const ent_accession *accession, ent_key key, ent_accession_rates *out)
{
    const ent_accession *a = accession;

    key.process = ENT_PROCESS_ACCESSION;
    for (size_t g = 0; g < a->body_count; g++) {
        const ent_accession_body *b = &a->bodies[g];

        out->event[g] = draw_rate(b->own.events, &a->event[b->kind], key, EVENT, b->place);
        out->leave[g] = draw_rate(b->own.left, &a->leave[b->kind], key, LEAVE, b->place);
        for (size_t t = 0; t < ENT_ACCESSION_TIERS; t++) {
            out->join[g][t] =
                draw_rate(b->own.joined[t][0], &a->join[t], key, JOIN + (uint32_t)t, b->place);
        }
    }
}

/* Probability that a state outside joins in a year in which the institution enlarges. */
static double
chance_of(const ent_accession *a, const ent_accession_rates *rates, size_t g, size_t i)
{
    const ent_accession_body *b = &a->bodies[g];

    return a->there[i] != 0 ? rates->join[g][b->tier[i]] * b->consent[i] : 0;
}

/* 3. a year */

/* Who leaves an institution, after those who came. */
static size_t
let_leave(const ent_accession *a, size_t g, double rate, const ent_key *key, uint8_t *member,
          ent_accession_told tell, void *user)
{
    uint8_t *of = &member[g * a->n];
    size_t   count = 0;

    for (size_t i = 0; i < a->n; i++) {
        if (of[i] == 0 || ent_random_uniform(key, (uint32_t)i + 1) >= rate) {
            continue;
        }
        of[i] = 0;
        count++;
        for (size_t j = 0; j < a->n; j++) {
            if (of[j] != 0 && !ent_accession_share_body(a, member, i, j)) {
                tell(user, i, j, false);
            }
        }
    }
    return count;
}

static size_t
let_join(const ent_accession *a, const ent_accession_rates *rates, size_t g, const ent_key *key,
         uint8_t *member, ent_accession_told tell, void *user)
{
    uint8_t *of = &member[g * a->n];
    size_t   count = 0;

    for (size_t i = 0; i < a->n; i++) {
        if (of[i] != 0 || ent_random_uniform(key, (uint32_t)i + 1) >= chance_of(a, rates, g, i)) {
            continue;
        }
        of[i] = 1;
        count++;
        for (size_t j = 0; j < a->n; j++) {
            if (j != i && of[j] != 0) {
                tell(user, i, j, true);
            }
        }
    }
    return count;
}

ent_accession_year
ent_accession_step(const ent_accession *accession, const ent_accession_rates *rates, ent_key key,
                   uint8_t *member, ent_accession_told tell, void *user)
{
    ent_accession_year year = {0, 0, 0};

    key.process = ENT_PROCESS_ACCESSION;
    for (size_t g = 0; g < accession->body_count; g++) {
        size_t joined = 0;

        key.unit = 2 * (uint32_t)accession->bodies[g].place + 1000;
        if (ent_random_uniform(&key, 0) < rates->event[g]) {
            joined = let_join(accession, rates, g, &key, member, tell, user);
        }
        key.unit++;
        year.left += let_leave(accession, g, rates->leave[g], &key, member, tell, user);
        year.joined += joined;
        year.events += joined > 0;
    }
    return year;
}

double
ent_accession_chance(const ent_accession *accession, const ent_accession_rates *rates,
                     const uint8_t *member, size_t i, size_t j)
{
    double none = 1;

    for (size_t g = 0; g < accession->body_count; g++) {
        const uint8_t *of = &member[g * accession->n];
        double         both = of[i] != 0 && of[j] != 0 ? 0 : 1; /* bound already: nothing begins */

        both *= of[i] != 0 ? 1 : chance_of(accession, rates, g, i);
        both *= of[j] != 0 ? 1 : chance_of(accession, rates, g, j);
        none *= 1 - rates->event[g] * both;
    }
    return 1 - none;
}
