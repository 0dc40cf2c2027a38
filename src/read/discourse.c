/*
 * discourse.c - what a text has said so far: who was named, together with whom, and when
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "read/coder.h"
#include "read/sentence_token.h"

enum { BACKGROUND_DAYS = 60 /* before publication: no date to be carried on */ };

static void
count_party(ent_discourse *d, const char *id)
{
    for (size_t i = 0; i < d->counted_count; i++) {
        if (strcmp(d->counted[i], id) == 0) {
            d->counts[i]++;
            return;
        }
    }
    if (d->counted_count < ENT_COUNTED_MAX) {
        d->counted[d->counted_count] = id;
        d->counts[d->counted_count++] = 1;
    }
}

/*
 * "The two countries" are the two that were named together last, unless that
 * was in passing and the text is about others.
 */
void
ent_discourse_pair(ent_discourse *d, const ent_parties *pair)
{
    size_t most = 0, at = d->pair_count;

    for (size_t i = 0; i < d->pair_count; i++) {
        if (ent_parties_within(pair, &d->pairs[i])) {
            at = i;
        }
        most = d->pair_counts[i] > d->pair_counts[most] ? i : most;
    }
    if (at == d->pair_count && at < ENT_PAIRS_MAX) {
        d->pairs[at] = *pair;
        d->pair_counts[at] = 0;
        d->pair_count++;
    }
    if (at < d->pair_count) {
        d->pair_counts[at]++;
    }
    d->joint = at < d->pair_count && d->pair_counts[most] >= 3 * d->pair_counts[at] ? d->pairs[most]
                                                                                    : *pair;
}

/* Where nobody was named together yet, "the two countries" are the two named most. */
void
ent_discourse_guess(ent_discourse *d)
{
    size_t first = 0, second = 1;

    if (d->joint.count > 0 || d->counted_count < 2) {
        return;
    }
    for (size_t i = 0; i < d->counted_count; i++) {
        first = d->counts[i] > d->counts[first] ? i : first;
    }
    second = first == 0 ? 1 : 0;
    for (size_t i = 0; i < d->counted_count; i++) {
        second = i != first && d->counts[i] > d->counts[second] ? i : second;
    }
    (void)ent_parties_add(&d->joint, d->counted[first]);
    (void)ent_parties_add(&d->joint, d->counted[second]);
}

/* "Gordon Brown" from now on is "Brown", and "the British prime minister". */
static void
remember_person(ent_discourse *d, const ent_mention *m)
{
    size_t at = 0;

    if (m->person == NULL || m->joined_count > 0) {
        return;
    }
    while (at < d->people_count && strcmp(d->people[at].name, m->person) != 0) {
        at++;
    }
    at -= at == ENT_PEOPLE_MAX ? ENT_PEOPLE_MAX : 0;
    if (at < d->people_count) {
        memmove(d->people + at, d->people + at + 1, (d->people_count - at - 1) * sizeof *d->people);
        d->people_count--;
    }
    d->people[d->people_count++] =
        (ent_person){m->parties.count == 1 ? m->parties.ids[0] : "", m->person};
}

void
ent_discourse_hear(ent_discourse *d, const ent_parse *p)
{
    bool subject = false;

    ent_people_introduce(d, p);
    for (size_t i = 0; i < p->mention_count; i++) {
        const ent_mention *m = &p->mentions[i];
        bool               named = m->kind <= ENT_MENTION_SEAT && !m->place;

        if (!named) {
            continue;
        }
        remember_person(d, m);
        if (m->organisation && m->parties.count == 1) {
            d->body = m->parties.ids[0];
        }
        for (size_t k = 0; k < m->parties.count; k++) {
            count_party(d, m->parties.ids[k]);
        }
        if (m->parties.count == 2 && (m->prep < 0 || ent_token_is(p, (size_t)m->prep, "between") ||
                                      ent_token_is(p, (size_t)m->prep, "of"))) {
            ent_discourse_pair(d, &m->parties);
        }
        if (!subject && m->prep < 0 && !m->object && m->parties.count > 0) {
            d->subject = m->parties;
            subject = true;
        }
    }
    if (p->when_count > 0) {
        d->anchor = p->whens[p->when_count - 1];
    }
    for (size_t i = 0; i < p->when_count; i++) {
        const ent_when *w = &p->whens[i];
        bool            fresh =
            d->published.from == ENT_DAY_MIN || w->span.to >= d->published.from - BACKGROUND_DAYS;

        if (fresh && (w->precision == ENT_PRECISION_DAY || w->precision == ENT_PRECISION_MONTH)) {
            d->carried = *w;
            d->has_carried = true;
        }
    }
}
