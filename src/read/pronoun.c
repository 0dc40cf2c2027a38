/*
 * pronoun.c - whom it, he, they, its and their mean
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/mention_list.h"
#include "read/parse.h"
#include "read/sentence_token.h"

/* "Palestinian leaders", "Palestinians": they. */
static bool
is_plural_body(const ent_parse *p, const ent_mention *m)
{
    const ent_token *t = &p->tokens[m->last - 1];

    if (m->plural) {
        return true;
    }
    return m->body && m->person == NULL && !t->capital &&
           p->text[p->offset + t->start + t->length - 1] == 's';
}

/* Somebody by name, or in an office of one: "Putin", "the Chinese president". */
static bool
is_one_person(const ent_parse *p, const ent_mention *m)
{
    return m->joined_count == 0 && m->parties.count == 1 &&
           (m->person != NULL ||
            (m->body && !is_plural_body(p, m) && ent_token_has(p, m->last - 1, ENT_CLASS(TITLE))));
}

/* Whether the mention, which ends before the token, can own something. */
static bool
can_own(const ent_parse *p, const ent_mention *m)
{
    return !m->possessive && !m->attributive && m->kind != ENT_MENTION_OWN &&
           (m->prep < 0 || !ent_token_has(p, (size_t)m->prep, ENT_CLASS(PLACE)));
}

/* The nearest mention before the token that can own something. */
static const ent_mention *
owner_before(const ent_parse *p, size_t at, bool plural)
{
    for (size_t i = p->mention_count; i-- > 0;) {
        const ent_mention *m = &p->mentions[i];

        if (m->last <= at && can_own(p, m) &&
            (!plural || m->parties.count > 1 || is_plural_body(p, m))) {
            return m;
        }
    }
    return NULL;
}

/*
 * Whom "he" means: the last person before the token who does something, as a subject goes on as
 * one; else the last person; else whoever can own something.
 */
static const ent_mention *
person_before(const ent_parse *p, size_t at)
{
    const ent_mention *last = NULL;

    for (size_t i = p->mention_count; i-- > 0;) {
        const ent_mention *m = &p->mentions[i];

        if (m->last > at || !can_own(p, m) ||
            !(is_one_person(p, m) ||
              (m->kind == ENT_MENTION_PRONOUN && !ent_token_is(p, m->first, "it")))) {
            continue;
        }
        if (m->prep < 0 && !m->object) {
            return m;
        }
        last = last == NULL ? m : last;
    }
    return last != NULL ? last : owner_before(p, at, false);
}

static void
insert_pronoun(ent_parse *p, size_t at, ent_mention_kind kind, const ent_parties *who, bool distant)
{
    size_t       number;
    ent_mention *m = ent_mention_add(p, at, at + 1, kind);
    ent_mention  added;

    if (m == NULL) {
        return;
    }
    m->parties = *who;
    m->possessive = kind == ENT_MENTION_OWN;
    m->distant = distant && m->possessive;
    added = *m;
    number = p->mention_count - 1;
    while (number > 0 && p->mentions[number - 1].first > added.first) {
        p->mentions[number] = p->mentions[number - 1];
        number--;
    }
    p->mentions[number] = added;
    ent_mentions_compact(p);
}

/* "other countries expressed their interest": they are named by nobody. */
static bool
others_before(const ent_parse *p, size_t at)
{
    static const char *const OTHERS[] = {"countries",   "states", "nations", "members",
                                         "governments", "allies", "experts", "analysts",
                                         "people",      "others"};

    while (at-- > 0 && !ent_token_is_mark(p, at, ';') && !ent_token_is_mark(p, at, ',')) {
        for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
            if (p->mention_at[at] < 0 && ent_token_is(p, at, OTHERS[i])) {
                return true;
            }
        }
    }
    return false;
}

/* they, each */
static void
find_they(ent_parse *p, const ent_discourse *d, size_t at)
{
    const ent_mention *m = owner_before(p, at, true);

    insert_pronoun(p, at, ENT_MENTION_PARTIES, m != NULL ? &m->parties : &d->joint, m == NULL);
}

/* it, he, she, its, their, his, her */
static void
find_one(ent_parse *p, const ent_discourse *d, size_t at, bool own)
{
    static const ent_parties nobody = {{NULL}, 0};

    bool plural = ent_token_is(p, at, "their");
    bool human = ent_token_is(p, at, "he") || ent_token_is(p, at, "she") ||
                 ent_token_is(p, at, "his") || ent_token_is(p, at, "her");
    const ent_mention *m = human ? person_before(p, at) : owner_before(p, at, plural);
    const ent_parties *who = m != NULL ? &m->parties
                             : plural  ? others_before(p, at) ? &nobody : &d->joint
                             : own     ? &nobody
                                       : &d->subject;

    insert_pronoun(p, at, own ? ENT_MENTION_OWN : ENT_MENTION_PRONOUN,
                   who->count > 0 ? who : &nobody, m == NULL);
}

void
ent_pronouns_find(ent_parse *p, const ent_discourse *d)
{
    for (size_t at = 0; at < p->count; at++) {
        bool own = ent_token_has(p, at, ENT_CLASS(OWN));

        if (p->mention_at[at] >= 0) {
            continue;
        }
        if (ent_token_is(p, at, "they") || ent_token_is(p, at, "each")) {
            find_they(p, d, at);
        } else if (own || ent_token_is(p, at, "it") || ent_token_is(p, at, "he") ||
                   ent_token_is(p, at, "she")) {
            find_one(p, d, at, own);
        }
    }
}
