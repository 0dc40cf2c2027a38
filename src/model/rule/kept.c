/*
 * kept.c - a rule as a store keeps it
 *
 * Words are told by their number: NONE, that of the parameter when it is counted, or one of those
 * of effects.
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/rule/kept.h"

#include <string.h>

#include "model/rule/effects.h"
#include "model/rule/priors.h"

enum { NONE, COUNTED, OF_ROWS, OF_ENDINGS, SHIPPED, WORDS };

static const char *
word(const ent_prior *counted, uint64_t number)
{
    switch (number) {
    case COUNTED:
        return counted->reference_class;
    case OF_ROWS:
        return ENT_RULE_CLASS_OF_ROWS;
    case OF_ENDINGS:
        return ENT_RULE_CLASS_OF_ENDINGS;
    case SHIPPED:
        return ENT_RULE_CLASS_SHIPPED;
    default:
        return NULL;
    }
}

/* WORDS: it is none of them. */
static uint64_t
number_of(const ent_prior *prior, const ent_prior *counted)
{
    uint64_t number = prior->reference_class == NULL ? NONE : COUNTED;

    while (number != NONE && number < WORDS &&
           (word(counted, number) == NULL ||
            strcmp(word(counted, number), prior->reference_class) != 0)) {
        number++;
    }
    return number;
}

bool
ent_rule_print(const ent_rule *rule, ent_text *out)
{
    ent_rule own;

    ent_rule_words(&own);
    for (size_t i = 0; i < ENT_PARAMETERS; i++) {
        const ent_prior *prior = &rule->priors[i];
        uint64_t         number = number_of(prior, &own.priors[i]);

        if (number == WORDS || strcmp(prior->name, own.priors[i].name) != 0) {
            return false;
        }
        ent_bits_add_number(out, prior->mean);
        ent_bits_add_number(out, prior->sd);
        ent_bits_add(out, prior->basis);
        ent_bits_add(out, prior->events);
        ent_bits_add(out, prior->trials);
        ent_bits_add(out, number);
        ent_bits_add(out, prior->held);
        for (size_t c = 0; c < ENT_RULE_CHECKS; c++) {
            ent_bits_add(out, prior->checks[c]);
        }
    }
    ent_bits_add(out, rule->shift_count);
    for (size_t i = 0; i < rule->shift_count; i++) {
        ent_bits_add(out, rule->shifts[i].rate);
        ent_bits_add(out, rule->shifts[i].effect);
        ent_bits_add_number(out, rule->shifts[i].amount);
    }
    return true;
}

static bool
read_prior(ent_bits *from, const ent_prior *own, ent_prior *out)
{
    uint64_t basis, number;

    *out = (ent_prior){.name = own->name};
    out->mean = ent_bits_next_number(from);
    out->sd = ent_bits_next_number(from);
    basis = ent_bits_next(from);
    out->events = ent_bits_next(from);
    out->trials = ent_bits_next(from);
    number = ent_bits_next(from);
    out->held = ent_bits_next(from) != 0;
    for (size_t c = 0; c < ENT_RULE_CHECKS; c++) {
        uint64_t holding = ent_bits_next(from);

        from->failed = from->failed || holding > ENT_HOLDING_UNTOLD;
        out->checks[c] = (ent_holding)holding;
    }
    if (from->failed || basis > ENT_BASIS_ASSUMED || number >= WORDS) {
        return false;
    }
    out->basis = (ent_basis)basis;
    out->reference_class = word(own, number);
    return true;
}

static bool
read_shift(ent_bits *from, ent_shift *out)
{
    uint64_t rate = ent_bits_next(from), effect = ent_bits_next(from);

    out->amount = ent_bits_next_number(from);
    if (from->failed || rate >= ENT_PARAMETERS || effect >= ENT_PARAMETERS) {
        return false;
    }
    out->rate = (ent_parameter)rate;
    out->effect = (ent_parameter)effect;
    return true;
}

bool
ent_rule_read(ent_bits *from, ent_rule *out)
{
    ent_rule own;
    bool     good = true;

    ent_rule_words(&own);
    *out = (ent_rule){.shift_count = 0};
    for (size_t i = 0; i < ENT_PARAMETERS && good; i++) {
        good = read_prior(from, &own.priors[i], &out->priors[i]);
    }
    out->shift_count = good ? (size_t)ent_bits_next(from) : 0;
    good = good && !from->failed && out->shift_count <= ENT_RULE_MOST_SHIFTS;
    for (size_t i = 0; good && i < out->shift_count; i++) {
        good = read_shift(from, &out->shifts[i]);
    }
    return good;
}
