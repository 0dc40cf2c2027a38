/*
 * when_words.c - the numbers and names that dates are made of, and the list of dates
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/when_words.h"

#include <string.h>

#include "base/date.h"
#include "read/sentence_token.h"

int
ent_when_number(const ent_parse *p, size_t at, size_t digits_most)
{
    const ent_token *t = &p->tokens[at];
    int              value = 0;

    if (at >= p->count || t->kind != ENT_TOKEN_NUMBER || t->length > digits_most) {
        return -1;
    }
    for (size_t i = 0; i < t->length; i++) {
        char c = p->text[p->offset + t->start + i];

        if (c < '0' || c > '9') {
            return -1;
        }
        value = value * 10 + (c - '0');
    }
    return value;
}

int
ent_when_named(const ent_parse *p, size_t at, const char *three_letters, int count)
{
    char folded[ENT_WORD_LONGEST + 1];

    if (ent_token_fold(p->text + p->offset, &p->tokens[at], folded) < 3) {
        return -1;
    }
    for (int i = 0; i < count; i++) {
        if (memcmp(folded, three_letters + 3 * i, 3) == 0) {
            return i;
        }
    }
    return -1;
}

bool
ent_when_is_known(ent_span published)
{
    return published.from != ENT_DAY_MIN && published.from != 0 && published.to != ENT_DAY_MAX;
}

ent_span
ent_when_month(int year, int month)
{
    ent_span span = {ent_date_day(year, month, 1), 0};

    span.to = span.from + ent_date_month_length(year, month);
    return span;
}

ent_when *
ent_when_add(ent_parse *p, size_t first, size_t last, ent_span span, ent_precision precision)
{
    ent_when *added = NULL;

    if (p->when_count < ENT_WHENS_MAX) {
        added = &p->whens[p->when_count++];
        *added = (ent_when){first, last, span, {ENT_DAY_MIN, ENT_DAY_MAX}, precision};
    }
    for (size_t i = first; i < last; i++) {
        p->dated[i] = true;
    }
    if (first > 0 && ent_token_has(p, first - 1, ENT_CLASS(PREPOSITION))) {
        p->dated[first - 1] = true;
    }
    return added;
}
