/*
 * position.c - who supports or opposes what: a frame, and an issue in what it is about
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "read/coder.h"
#include "read/sentence_token.h"

enum { SETTING_REACH = 4 /* tokens from an issue back to its preposition */ };

/* Whether who does such a thing is for what it is about (1), against it (-1), or neither. */
static int
side_of(const ent_frame *frame)
{
    static const struct {
        const char *type;
        int         side;
    } SIDES[] = {{"SUPPORT", 1}, {"AGREE", 1},     {"REQUEST", 1}, {"ACCUSE", -1},
                 {"REJECT", -1}, {"THREATEN", -1}, {"PROTEST", -1}};

    for (size_t i = 0; (frame->flags & ENT_FRAME_SWAP) == 0 && i < sizeof SIDES / sizeof *SIDES;
         i++) {
        if (strcmp(frame->type, SIDES[i].type) == 0) {
            return SIDES[i].side;
        }
    }
    return 0;
}

/* "end", "not", "withdrawal", "give up" */
static bool
is_turn(const ent_parse *p, size_t at)
{
    return p->mention_at[at] < 0 &&
           (ent_token_has(p, at, ENT_CLASS(TURN) | ENT_CLASS(NOT)) ||
            (at > 0 && ent_token_is(p, at, "up") &&
             (ent_token_is(p, at - 1, "give") || ent_token_is(p, at - 1, "giving"))));
}

/* "an end to NATO enlargement", "that sanctions be lifted": each turn takes the other side. */
static int
turns_between(const ent_parse *p, size_t from, const ent_issue_mention *issue, size_t to)
{
    int    side = 1;
    size_t after = issue->last;

    for (size_t i = from; i < issue->last; i++) {
        side = is_turn(p, i) ? -side : side;
    }
    while (after < to && ent_token_has(p, after, ENT_CLASS(BE) | ENT_CLASS(MAY))) {
        after++;
    }
    return after > issue->last && after < to && is_turn(p, after) ? -side : side;
}

/* "since the invasion", "in the war": when or where, not what about. */
static bool
is_setting(const ent_parse *p, size_t first)
{
    size_t at = first;

    while (at > 0 && first - at < SETTING_REACH &&
           (p->mention_at[at - 1] >= 0 ||
            ent_token_has(p, at - 1, ENT_CLASS(DETERMINER) | ENT_CLASS(ADJECTIVE)))) {
        at--;
    }
    return at > 0 && ent_token_has(p, at - 1, ENT_CLASS(PLACE)) && p->mention_at[at - 1] < 0;
}

static bool
is_known(const ent_coder *c, const char *actor, const char *issue)
{
    for (size_t i = c->first_position; i < c->positions->count; i++) {
        const ent_position *known = &c->positions->items[i];

        if (strcmp(known->actor, actor) == 0 && strcmp(known->issue, issue) == 0) {
            return true;
        }
    }
    return false;
}

static ent_status
add_position(ent_coder *c, const ent_event *said, const char *actor, const char *issue,
             bool supports)
{
    ent_position_list *list = c->positions;

    if (is_known(c, actor, issue)) {
        return ENT_OK;
    }
    if (!ENT_GROW(list->items, list->capacity, list->count + 1)) {
        return ent_fail_nomem(c->ctx);
    }
    list->items[list->count++] =
        (ent_position){said->sentence, said->date,   said->precision, actor,     issue,
                       supports,       said->status, said->speaker,   said->rule};
    return ENT_OK;
}

ent_status
ent_positions_hear(ent_coder *c, const ent_draft *d, size_t from, size_t to)
{
    int        side = side_of(d->frame);
    ent_event  said;
    ent_status status = ENT_OK;

    if (side == 0 || d->sources.count == 0 || c->issue_count == 0) {
        return ENT_OK;
    }
    if (!ent_draft_assert(c, d, &said)) {
        return ent_fail_nomem(c->ctx);
    }
    for (size_t i = 0; i < c->issue_count; i++) {
        const ent_issue_mention *m = &c->issues[i];
        bool supports = side * turns_between(c->p, from, m, to) * (m->opposite ? -1 : 1) *
                            (said.status == ENT_EVENT_NEGATED ? -1 : 1) >
                        0;

        if (m->last <= from || m->first >= to || is_setting(c->p, m->first)) {
            continue;
        }
        for (size_t k = 0; k < d->sources.count && status == ENT_OK; k++) {
            status = add_position(c, &said, d->sources.ids[k], m->issue, supports);
        }
    }
    return status;
}
