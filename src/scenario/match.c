/*
 * match.c - reported events against the record
 *
 *   1. what an event needs to be matched     2. kinds of facts     3. the verdict
 *
 * SPDX-License-Identifier: MIT
 */
#include "entente/match.h"

#include <stdio.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"

/* 1. what an event needs to be matched */

enum {
    SLACK_DAYS = 7,     /* a report may date an act by its announcement */
    DISPUTE_SLACK = 30, /* the first shot is dated less surely */
    SHORT_DAYS = 31     /* an act of up to a month is one event */
};

typedef struct query {
    const ent_record *record;
    const ent_event  *event;
    ent_span          date; /* with slack */
    int               slack;
    bool              dated; /* by its sentence; else by the day of the report */
    ent_state         source, target;
    ent_match        *out;
} query;

static ent_span
with_slack(ent_span span, int days)
{
    return (ent_span){span.from - days, span.to + days};
}

static bool
is_dyad(const query *q, ent_state a, ent_state b)
{
    return (q->source == a && q->target == b) || (q->source == b && q->target == a);
}

static bool
is_one_of(const char *type, const char *const *types)
{
    for (; *types != NULL; types++) {
        if (strcmp(type, *types) == 0) {
            return true;
        }
    }
    return false;
}

/* How far a fact's start is from the event: the nearest fact of a kind is the evidence. */
static int64_t
distance(const query *q, ent_day start)
{
    int64_t days = (int64_t)start - q->date.from - q->slack;

    return days < 0 ? -days : days;
}

static bool
found(const query *q, ent_fact_kind kind, const void *fact)
{
    if (fact != NULL) {
        *q->out = (ent_match){ENT_MATCH_CORROBORATED, kind, fact};
    }
    return fact != NULL;
}

/* 2. kinds of facts */

/* The kinds of acts that evidence a type of event. */
static const struct {
    const char *type;
    const char *kinds;
    bool        lasting; /* also by an act that began earlier and goes on */
} EVIDENCE[] = {{"CONSULT", " declaration consultation confidence border treaty ", false},
                {"AGREE",
                 " declaration consultation confidence border treaty arms technology warning basing"
                 " energy trade finance ",
                 false},
                {"SUPPORT", " declaration consultation treaty ", false},
                {"CONCEDE", " border treaty confidence ", false},
                {"COOPERATE",
                 " exercise patrol arms technology warning basing command defence_honoured energy"
                 " trade finance ",
                 true},
                {"AID", " arms technology warning finance energy defence_honoured ", true}};

static bool
is_evidence(const ent_act *act, const query *q)
{
    char     word[32];
    ent_span span = {act->start, act->end};

    for (size_t i = 0; i < sizeof EVIDENCE / sizeof EVIDENCE[0]; i++) {
        if (strcmp(EVIDENCE[i].type, q->event->type) != 0) {
            continue;
        }
        (void)snprintf(word, sizeof word, " %s ", act->kind);
        if (!EVIDENCE[i].lasting &&
            (act->end == ENT_DAY_MAX || act->end - act->start > SHORT_DAYS)) {
            span.to = span.from + 1; /* of what lasts, only its beginning is such an event */
        }
        return strstr(EVIDENCE[i].kinds, word) != NULL && ent_span_overlap(span, q->date);
    }
    return false;
}

static bool
match_acts(const query *q)
{
    size_t         count;
    const ent_act *acts = ent_record_facts(q->record, ENT_FACT_ACT, &count);
    const ent_act *best = NULL;

    for (size_t i = 0; i < count; i++) {
        if (is_dyad(q, acts[i].state_a, acts[i].state_b) && is_evidence(&acts[i], q) &&
            (best == NULL || distance(q, acts[i].start) < distance(q, best->start))) {
            best = &acts[i];
        }
    }
    return found(q, ENT_FACT_ACT, best);
}

/* Whether a state was among those that signed: one that joined later has a later start. */
static bool
is_party(const query *q, const ent_treaty *treaty, ent_state state)
{
    size_t                   count;
    const ent_treaty_member *members = ent_record_facts(q->record, ENT_FACT_TREATY_MEMBER, &count);

    for (size_t i = 0; i < count; i++) {
        if (members[i].state == state && strcmp(members[i].treaty, treaty->treaty) == 0) {
            return members[i].start <= treaty->start;
        }
    }
    return false;
}

static bool
match_treaties(const query *q)
{
    size_t            count;
    const ent_treaty *treaties = ent_record_facts(q->record, ENT_FACT_TREATY, &count);

    for (size_t i = 0; i < count; i++) {
        ent_span signing = {treaties[i].signed_on, treaties[i].signed_on + 1};

        if (treaties[i].signed_on != ENT_DAY_MIN && ent_span_overlap(signing, q->date) &&
            is_party(q, &treaties[i], q->source) && is_party(q, &treaties[i], q->target)) {
            return found(q, ENT_FACT_TREATY, &treaties[i]);
        }
    }
    return false;
}

/* The EU and the UN send sanctions as themselves. */
static bool
is_sender(const query *q, const char *sender)
{
    for (size_t i = 0; i < q->event->source_count; i++) {
        if (strcmp(q->event->sources[i], sender) == 0) {
            return true;
        }
    }
    return false;
}

static bool
match_sanctions(const query *q, const char *target)
{
    size_t              count;
    const ent_sanction *sanctions = ent_record_facts(q->record, ENT_FACT_SANCTION, &count);
    const ent_sanction *best = NULL;

    for (size_t i = 0; i < count; i++) {
        ent_span in_force = {sanctions[i].start, sanctions[i].end};

        if (is_sender(q, sanctions[i].sender) && strcmp(sanctions[i].target, target) == 0 &&
            ent_span_overlap(in_force, q->date) &&
            (best == NULL || distance(q, sanctions[i].start) < distance(q, best->start))) {
            best = &sanctions[i];
        }
    }
    return found(q, ENT_FACT_SANCTION, best);
}

static bool
match_disputes(const query *q, int least_hostility)
{
    size_t             count;
    const ent_dispute *disputes = ent_record_facts(q->record, ENT_FACT_DISPUTE, &count);
    ent_span           date = with_slack(q->date, DISPUTE_SLACK);
    const ent_dispute *best = NULL;

    for (size_t i = 0; i < count; i++) {
        ent_span span = {disputes[i].start, disputes[i].end};

        if (is_dyad(q, disputes[i].state_a, disputes[i].state_b) &&
            disputes[i].hostility >= least_hostility && ent_span_overlap(span, date) &&
            (best == NULL || distance(q, disputes[i].start) < distance(q, best->start))) {
            best = &disputes[i];
        }
    }
    return found(q, ENT_FACT_DISPUTE, best);
}

static bool
find_veto(const query *q)
{
    size_t          count;
    const ent_veto *vetoes = ent_record_facts(q->record, ENT_FACT_VETO, &count);
    const ent_veto *best = NULL;

    for (size_t i = 0; i < count; i++) {
        ent_span day = {vetoes[i].date, vetoes[i].date + 1};

        if (vetoes[i].caster == q->source && ent_span_overlap(day, q->date) &&
            (best == NULL || distance(q, vetoes[i].date) < distance(q, best->date))) {
            best = &vetoes[i];
        }
    }
    return found(q, ENT_FACT_VETO, best);
}

static bool
is_permanent_member(const query *q)
{
    size_t                count;
    const ent_membership *rows = ent_record_facts(q->record, ENT_FACT_MEMBERSHIP, &count);

    for (size_t i = 0; i < count; i++) {
        ent_span span = {rows[i].start, rows[i].end};

        if (rows[i].state == q->source && strcmp(rows[i].institution, "UNSC") == 0 &&
            strcmp(rows[i].status, "permanent") == 0 && ent_span_overlap(span, q->date)) {
            return true;
        }
    }
    return false;
}

/* The list of vetoes is complete within its span: a veto that is not in it did not happen. */
static bool
is_listed_time(const query *q)
{
    int first, last;

    ent_record_years(q->record, ENT_FACT_VETO, &first, &last);
    return ent_date_year(q->date.from) >= first && ent_date_year(q->date.to - 1) < last;
}

/* Only a permanent member has a veto there; what others veto elsewhere is not in the record. */
static void
match_veto(query *q)
{
    for (size_t i = 0; i < q->event->source_count; i++) {
        q->source = ent_codes_find(ent_record_codes(q->record), q->event->sources[i]);
        if (q->source == ENT_NO_STATE || !is_permanent_member(q)) {
            continue;
        }
        if (find_veto(q)) {
            return;
        }
        if (q->dated) {
            *q->out = (ent_match){is_listed_time(q) ? ENT_MATCH_CONTRADICTED : ENT_MATCH_NEW,
                                  is_listed_time(q) ? ENT_FACT_VETO : ENT_FACT_KINDS, NULL};
        }
    }
}

/* 3. the verdict */

static const char *const FRIENDLY[] = {"AGREE",     "CONSULT", "SUPPORT", "CONCEDE",
                                       "COOPERATE", "AID",     NULL};
static const char *const FORCEFUL[] = {"ASSAULT", "COERCE", NULL};
static const char *const MENACING[] = {"MOBILIZE", "THREATEN", NULL};

static void
match_pair(const query *q, const char *target)
{
    const char *type = q->event->type;

    if (is_one_of(type, FRIENDLY)) {
        (void)(match_treaties(q) || match_acts(q));
    } else if (strcmp(type, "SANCTION") == 0) {
        (void)match_sanctions(q, target);
    } else if (is_one_of(type, FORCEFUL)) {
        (void)match_disputes(q, 4);
    } else if (is_one_of(type, MENACING)) {
        (void)match_disputes(q, 2);
    }
}

/*
 * When it happened: as the sentence says, else in the week before the report.
 * Only what the sentence dates can be new or contradicted.
 */
static bool
set_date(query *q, const ent_reading *reading)
{
    const ent_event    *event = q->event;
    const ent_sentence *sentence = &reading->sentences[event->sentence];
    ent_span            published = reading->documents[sentence->document].published;

    if (event->status != ENT_EVENT_ACTUAL && event->status != ENT_EVENT_PAST) {
        return false;
    }
    q->dated = event->precision != ENT_PRECISION_NONE && event->date.from != ENT_DAY_MIN &&
               event->date.to != ENT_DAY_MAX && event->date.from < event->date.to;
    if (q->dated) {
        q->slack = event->precision == ENT_PRECISION_DAY ? SLACK_DAYS : 0;
        q->date = with_slack(event->date, q->slack);
        return true;
    }
    if (event->status != ENT_EVENT_ACTUAL || published.from == ENT_DAY_MIN ||
        published.to == ENT_DAY_MAX || published.to - published.from != 1) {
        return false;
    }
    q->slack = SLACK_DAYS;
    q->date = (ent_span){published.from - SLACK_DAYS, published.to};
    return true;
}

/* A state that did not exist at the date cannot have acted. */
static bool
exists(const query *q, ent_state state)
{
    return ent_codes_exists(ent_record_codes(q->record), state, q->date);
}

/* A side of an event is a state; of a sanction it may be a union of states as well. */
static bool
is_side(const query *q, const char *id, ent_state state)
{
    return state != ENT_NO_STATE || (strcmp(q->event->type, "SANCTION") == 0 &&
                                     (strcmp(id, "EU") == 0 || strcmp(id, "UN") == 0));
}

static void
match_states(query *q, const char *source, const char *target)
{
    const ent_codes *codes = ent_record_codes(q->record);

    q->source = ent_codes_find(codes, source);
    q->target = ent_codes_find(codes, target);
    if (!is_side(q, source, q->source) || !is_side(q, target, q->target) ||
        strcmp(source, target) == 0 || q->out->verdict == ENT_MATCH_CORROBORATED) {
        return;
    }
    if (q->dated && ((q->source != ENT_NO_STATE && !exists(q, q->source)) ||
                     (q->target != ENT_NO_STATE && !exists(q, q->target)))) {
        *q->out = (ent_match){ENT_MATCH_CONTRADICTED, ENT_FACT_KINDS, NULL};
        return;
    }
    if (q->dated && q->out->verdict == ENT_MATCH_NOT_APPLICABLE) {
        q->out->verdict = ENT_MATCH_NEW;
    }
    match_pair(q, target);
}

static void
match_event(query *q, const ent_reading *reading)
{
    const ent_event *event = q->event;

    *q->out = (ent_match){ENT_MATCH_NOT_APPLICABLE, ENT_FACT_KINDS, NULL};
    if (event->source_count == 0 || !set_date(q, reading)) {
        return;
    }
    if (event->cameo != NULL && strcmp(event->cameo, "129") == 0) {
        match_veto(q);
        return;
    }
    for (size_t i = 0; i < event->source_count; i++) {
        for (size_t j = 0; j < event->target_count; j++) {
            match_states(q, event->sources[i], event->targets[j]);
        }
    }
}

ent_status
ent_match_reading(ent_ctx *ctx, const ent_record *record, const ent_reading *reading,
                  ent_match *out)
{
    for (size_t i = 0; i < reading->event_count; i++) {
        query      q = {.record = record, .event = &reading->events[i], .out = &out[i]};
        ent_status status = ent_check_cancelled(ctx);

        if (status != ENT_OK) {
            return status;
        }
        match_event(&q, reading);
    }
    return ENT_OK;
}

const char *
ent_match_name(ent_match_verdict verdict)
{
    static const char *const NAMES[] = {"", "new", "corroborated", "contradicted"};

    return NAMES[verdict];
}
