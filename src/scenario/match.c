/*
 * match.c - reported events against the record
 *
 *   1. what an event needs to be matched     2. acts and treaties     3. sanctions, disputes,
 * vetoes
 *   4. the verdict
 *
 * SPDX-License-Identifier: MIT
 */
#include "entente/match.h"

#include <stdio.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "base/text.h"

/* 1. what an event needs to be matched */

enum {
    SLACK_DAYS = 3,  /* a report may date an act by its announcement */
    SHORT_DAYS = 31, /* an act of up to a month is one event */
    WHOLE_YEAR = 365
};

/* How an event compares with the facts of the record. */
typedef struct query {
    const ent_record *record;
    const ent_event  *event;
    ent_span          date;   /* as the sentence has it: a day, a month or a year */
    ent_span          window; /* of a day with slack, else the same */
    ent_state         source, target;
    bool              near; /* something like it is in the record: it is not new */
    ent_match        *out;
} query;

static bool
is_dyad(const query *q, ent_state a, ent_state b)
{
    return (q->source == a && q->target == b) || (q->source == b && q->target == a);
}

static bool
is_day(const query *q)
{
    return q->event->precision == ENT_PRECISION_DAY;
}

static bool
has_code(const query *q, const char *prefix)
{
    return q->event->cameo != NULL && ent_starts_with(q->event->cameo, prefix);
}

static bool
found(const query *q, ent_fact_kind kind, const void *fact)
{
    if (fact != NULL) {
        *q->out = (ent_match){ENT_MATCH_CORROBORATED, kind, fact};
    }
    return fact != NULL;
}

/* How far a fact's start is from the event: the nearest fact of a kind is the evidence. */
static int64_t
distance(const query *q, ent_day start)
{
    int64_t days = (int64_t)start - q->date.from;

    return days < 0 ? -days : days;
}

static ent_span
beginning(ent_span days)
{
    return (ent_span){days.from, days.from + 1};
}

static bool
is_long(ent_span days)
{
    return days.to == ENT_DAY_MAX || days.to - days.from > SHORT_DAYS;
}

/* 2. acts and treaties */

/*
 * The kinds of acts that an event is, by its CAMEO code; the longest code comes first.  `same` are
 * those that the code names.  `fitting` may go with it, the likeliest first: a communique is issued
 * at a meeting.  Praise is no act.
 */
static const struct evidence {
    const char *cameo, *same, *fitting;
} EVIDENCE[] = {
    {"041", "", " consultation "},
    {"046", " consultation ", " border confidence "},
    {"051", "", ""},
    {"052", "", ""},
    {"053", "", ""},
    {"054", " declaration ", ""},
    {"057", " treaty border confidence declaration ",
     " consultation arms technology warning basing energy trade finance "},
    {"061", " energy trade finance ", ""},
    {"062", " exercise patrol basing command defence_honoured ", ""},
    {"064", " warning technology ", ""},
    {"071", " energy finance ", " trade "},
    {"072", " arms technology defence_honoured ", ""},
    {"074", " basing defence_honoured ", ""},
    {"030", "", " consultation declaration treaty border confidence "},
    {"04", " consultation ", ""},
    {"05", " declaration treaty ", " consultation "},
    {"06", "",
     " exercise patrol basing command defence_honoured warning technology energy trade finance "},
    {"07", "", " arms technology warning energy trade finance defence_honoured "},
};

static const struct evidence *
evidence_of(const query *q)
{
    for (size_t i = 0; i < sizeof EVIDENCE / sizeof EVIDENCE[0]; i++) {
        if (has_code(q, EVIDENCE[i].cameo)) {
            return &EVIDENCE[i];
        }
    }
    return NULL;
}

/* The best fact so far. */
typedef struct candidate {
    ent_fact_kind kind;
    const void   *fact;
    int64_t       rank; /* lower is better */
} candidate;

/* The place of a kind in a list, from 1; 0: it is not there. */
static int
place_among(const char *kinds, const char *kind)
{
    char        word[32];
    const char *at;

    (void)snprintf(word, sizeof word, " %s ", kind);
    at = strstr(kinds, word);
    return at != NULL ? (int)(at - kinds) + 1 : 0;
}

/* Meetings and papers happen on their day; of what lasts longer only the beginning is one. */
static ent_span
days_of(const ent_act *act)
{
    static const char OF_A_DAY[] = " consultation declaration treaty border confidence ";
    ent_span          days = {act->start, act->end};

    return place_among(OF_A_DAY, act->kind) > 0 && is_long(days) ? beginning(days) : days;
}

/* Whether all that is known of an act is its year. */
static bool
has_year_alone(const ent_act *act)
{
    int year, month, day;

    ent_date_split(act->start, &year, &month, &day);
    return month == 1 && day == 1 && act->end != ENT_DAY_MAX && act->end - act->start >= WHOLE_YEAR;
}

/*
 * Weigh a fact of the right dyad against the event.  On a day: the same kind
 * within three days or lasting over it, a fitting kind on that very day; the
 * nearest.  In a month: one that overlaps it.  In a year: the same kind alone.
 * What fits and lasts longer than a month does so with its beginning.
 */
static void
weigh(query *q, const char *kind, ent_span days, ent_fact_kind fact_kind, const void *fact,
      candidate *out)
{
    enum { LONGEST_LIST = 256 };
    const struct evidence *evidence = evidence_of(q);
    bool                   same = place_among(evidence->same, kind) > 0;
    int                    place = same ? 0 : place_among(evidence->fitting, kind);
    int64_t apart, rank; /* the nearest, then the likeliest kind, then the shortest */

    days = !same && is_long(days) ? beginning(days) : days;
    if ((!same && place == 0) || !ent_span_overlap(days, q->window)) {
        return;
    }
    q->near = true;
    if (!same && (q->event->precision == ENT_PRECISION_YEAR || !ent_span_overlap(days, q->date))) {
        return;
    }
    apart = is_day(q) && !ent_span_overlap(days, q->date) ? distance(q, days.from) : 0;
    rank = (apart * LONGEST_LIST + place) * INT32_MAX + ((int64_t)days.to - days.from);
    if (out->fact == NULL || rank < out->rank) {
        *out = (candidate){fact_kind, fact, rank};
    }
}

static void
weigh_acts(query *q, candidate *out)
{
    size_t         count;
    const ent_act *acts = ent_record_facts(q->record, ENT_FACT_ACT, &count);

    for (size_t i = 0; i < count; i++) {
        if (is_dyad(q, acts[i].state_a, acts[i].state_b) &&
            (q->event->precision == ENT_PRECISION_YEAR || !has_year_alone(&acts[i]))) {
            weigh(q, acts[i].kind, days_of(&acts[i]), ENT_FACT_ACT, &acts[i], out);
        }
    }
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

/* In a whole year a treaty of many is no evidence of what two of them did. */
static void
weigh_treaties(query *q, candidate *out)
{
    size_t            count;
    const ent_treaty *treaties = ent_record_facts(q->record, ENT_FACT_TREATY, &count);

    for (size_t i = 0; i < count; i++) {
        ent_span signing = {treaties[i].signed_on, treaties[i].signed_on + 1};

        if (treaties[i].signed_on == ENT_DAY_MIN || !ent_span_overlap(signing, q->window) ||
            (q->event->precision == ENT_PRECISION_YEAR &&
             strcmp(treaties[i].form, "bilateral") != 0)) {
            continue;
        }
        if (is_party(q, &treaties[i], q->source) && is_party(q, &treaties[i], q->target)) {
            weigh(q, "treaty", signing, ENT_FACT_TREATY, &treaties[i], out);
        }
    }
}

static void
match_acts(query *q)
{
    candidate best = {ENT_FACT_KINDS, NULL, 0};

    weigh_treaties(q, &best);
    weigh_acts(q, &best);
    (void)found(q, best.kind, best.fact);
}

/* 3. sanctions, disputes, vetoes */

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

/*
 * A sanction that begins then is the act reported; one that is in force is so
 * for a year as a whole alone, and else keeps the report from being new.
 */
static void
match_sanctions(query *q, const char *target)
{
    size_t              count;
    const ent_sanction *sanctions = ent_record_facts(q->record, ENT_FACT_SANCTION, &count);
    const ent_sanction *best = NULL;

    for (size_t i = 0; i < count; i++) {
        ent_span in_force = {sanctions[i].start, sanctions[i].end};

        if (!is_sender(q, sanctions[i].sender) || strcmp(sanctions[i].target, target) != 0 ||
            !ent_span_overlap(in_force, q->window)) {
            continue;
        }
        q->near = true;
        if ((q->event->precision == ENT_PRECISION_YEAR ||
             ent_span_overlap(beginning(in_force), q->window)) &&
            (best == NULL || distance(q, in_force.from) < distance(q, best->start))) {
            best = &sanctions[i];
        }
    }
    (void)found(q, ENT_FACT_SANCTION, best);
}

static void
match_disputes(const query *q, int least_hostility)
{
    size_t             count;
    const ent_dispute *disputes = ent_record_facts(q->record, ENT_FACT_DISPUTE, &count);
    const ent_dispute *best = NULL;

    for (size_t i = 0; i < count; i++) {
        ent_span span = {disputes[i].start, disputes[i].end};

        if (is_dyad(q, disputes[i].state_a, disputes[i].state_b) &&
            disputes[i].hostility >= least_hostility && ent_span_overlap(span, q->window) &&
            (best == NULL || distance(q, disputes[i].start) < distance(q, best->start))) {
            best = &disputes[i];
        }
    }
    (void)found(q, ENT_FACT_DISPUTE, best);
}

static bool
find_veto(const query *q)
{
    size_t          count;
    const ent_veto *vetoes = ent_record_facts(q->record, ENT_FACT_VETO, &count);
    const ent_veto *best = NULL;

    for (size_t i = 0; i < count; i++) {
        ent_span day = {vetoes[i].date, vetoes[i].date + 1};

        if (vetoes[i].caster == q->source && ent_span_overlap(day, q->window) &&
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
    return ent_date_year(q->window.from) >= first && ent_date_year(q->window.to - 1) < last;
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
        *q->out = (ent_match){is_listed_time(q) ? ENT_MATCH_CONTRADICTED : ENT_MATCH_NEW,
                              is_listed_time(q) ? ENT_FACT_VETO : ENT_FACT_KINDS, NULL};
    }
}

/* 4. the verdict */

/* The least hostility of the dispute that an event of force or of its threat is part of; 0: none.
 */
static int
hostility_of(const query *q)
{
    static const struct {
        const char *cameo;
        int         hostility;
    } LEVELS[] = {{"138", 2}, {"139", 2}, {"15", 3}, {"18", 4}, {"19", 4}, {"20", 4}};

    for (size_t i = 0; i < sizeof LEVELS / sizeof LEVELS[0]; i++) {
        if (has_code(q, LEVELS[i].cameo)) {
            return LEVELS[i].hostility;
        }
    }
    return 0;
}

/*
 * Before its first day in the state system, and between two spells, a state may have acted all the
 * same (China before 1860, Japan under occupation): the record knows nothing of it.
 */
static bool
is_known_then(const query *q, ent_state state)
{
    return state == ENT_NO_STATE || ent_codes_exists(ent_record_codes(q->record), state, q->window);
}

/* Of words alone, and of aims, the record holds no facts: they are neither found nor new. */
static void
match_pair(query *q, const char *target)
{
    const struct evidence *evidence = evidence_of(q);
    int                    hostility = hostility_of(q);
    bool                   held = true; /* by the record, if it happened */

    q->near = false;
    if (evidence != NULL) {
        match_acts(q);
        held = evidence->same[0] != '\0' && !q->near;
    } else if (strcmp(q->event->type, "SANCTION") == 0) {
        match_sanctions(q, target);
        held = !q->near;
    } else if (hostility > 0) {
        match_disputes(q, hostility);
    } else {
        held = false;
    }
    if (held && q->out->verdict == ENT_MATCH_NOT_APPLICABLE && is_known_then(q, q->source) &&
        is_known_then(q, q->target)) {
        q->out->verdict = ENT_MATCH_NEW;
    }
}

/* Only what its own sentence dates to a day, a month or a year can be compared. */
static bool
set_date(query *q)
{
    const ent_event *event = q->event;

    if ((event->status != ENT_EVENT_ACTUAL && event->status != ENT_EVENT_PAST) ||
        event->precision == ENT_PRECISION_NONE || event->precision == ENT_PRECISION_SPAN ||
        event->date.from == ENT_DAY_MIN || event->date.to == ENT_DAY_MAX ||
        event->date.from >= event->date.to) {
        return false;
    }
    q->date = q->window = event->date;
    if (is_day(q)) {
        q->window.from -= SLACK_DAYS;
        q->window.to += SLACK_DAYS;
    }
    return true;
}

/* A state whose last spell in the system is over by then is gone, and cannot have acted. */
static bool
is_gone(const query *q, ent_state state)
{
    size_t           count;
    const ent_spell *spells = ent_codes_spells(ent_record_codes(q->record), &count);
    bool             known = false;

    for (size_t i = 0; i < count; i++) {
        if (spells[i].state == state && spells[i].span.to > q->window.from) {
            return false;
        }
        known |= spells[i].state == state;
    }
    return known;
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
    if (is_gone(q, q->source) || is_gone(q, q->target)) {
        *q->out = (ent_match){ENT_MATCH_CONTRADICTED, ENT_FACT_KINDS, NULL};
        return;
    }
    match_pair(q, target);
}

static void
match_event(query *q)
{
    const ent_event *event = q->event;

    *q->out = (ent_match){ENT_MATCH_NOT_APPLICABLE, ENT_FACT_KINDS, NULL};
    if (event->source_count == 0 || !set_date(q)) {
        return;
    }
    if (has_code(q, "129")) {
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
        match_event(&q);
    }
    return ENT_OK;
}

const char *
ent_match_name(ent_match_verdict verdict)
{
    static const char *const NAMES[] = {"", "new", "corroborated", "contradicted"};

    return NAMES[verdict];
}
