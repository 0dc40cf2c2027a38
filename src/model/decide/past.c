/*
 * past.c - what the past says of how a member would vote
 *
 *   1. roll calls like the motion     2. on its issue     3. votes by agreement
 *   4. from evidence to chances     5. the position of a member
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/decide/past.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "base/text.h"
#include "system/record.h"

enum { LEAST_COMMON = 5 /* roll calls in which both voted */, LEAST_IN_BIN = 20 };

static const double PRIOR_WEIGHT = 2; /* observations that the evidence behind is worth */

uint32_t
ent_stance_sum(const ent_stance_count *count)
{
    return count->of[ENT_STANCE_NO] + count->of[ENT_STANCE_ABSTAIN] + count->of[ENT_STANCE_YES];
}

/* 1. roll calls like the motion */

static uint8_t
vote_in(const ent_past *p, ent_state state, size_t call)
{
    return state == ENT_NO_STATE ? ENT_BALLOT_NONE
                                 : p->ballot.votes[state * p->ballot.call_count + call];
}

static bool
is_like(const ent_past *p, size_t call, ent_day from)
{
    const ent_motion *m = p->motion;
    bool              sponsored = m->sponsor != ENT_NO_STATE, opposed = m->against != ENT_NO_STATE;

    return p->ballot.calls[call]->date >= from && (sponsored || opposed) &&
           (!sponsored || vote_in(p, m->sponsor, call) == ENT_BALLOT_YES) &&
           (!opposed || vote_in(p, m->against, call) == ENT_BALLOT_NO);
}

/* 2. on its issue */

/* Whether a text holds a word, in any case. */
static bool
holds(const char *text, const char *word)
{
    size_t length = strlen(word);

    for (; text != NULL && *text != '\0'; text++) {
        size_t i = 0;

        while (i < length && text[i] != '\0' && ent_lower(text[i]) == ent_lower(word[i])) {
            i++;
        }
        if (i == length) {
            return true;
        }
    }
    return false;
}

static bool
names_state(const ent_codes *codes, const ent_roll_call *row, ent_state state)
{
    ent_dated_code name;

    for (size_t i = 0; ent_codes_code_at(codes, state, ENT_SCHEME_NAME, i, &name); i++) {
        if (holds(row->title, name.code) || holds(row->description, name.code)) {
            return true;
        }
    }
    for (size_t i = 0; ent_codes_spelling_at(codes, state, i, &name); i++) {
        if (holds(row->title, name.code) || holds(row->description, name.code)) {
            return true;
        }
    }
    return false;
}

static bool
is_concerned(const ent_past *p, const ent_roll_call *row)
{
    bool found = p->motion->concern_count == 0;

    for (size_t i = 0; i < p->motion->concern_count && !found; i++) {
        found = names_state(ent_record_codes(p->record), row, p->motion->concerns[i]);
    }
    return found;
}

static bool
is_issue_of_roll_calls(const char *issue)
{
    for (size_t i = 0; issue != NULL && ent_issue_code(i) != NULL; i++) {
        if (strcmp(ent_issue_code(i), issue) == 0) {
            return true;
        }
    }
    return false;
}

/* The roll calls on the issue of the motion, as keys; a record that says nothing of issues has
 * none. */
static ent_status
mark_issue(ent_ctx *ctx, ent_past *p, bool *marks)
{
    ent_measure_options options = {.issue = p->motion->issue};
    ent_ballot          some;
    size_t              at = 0;
    ent_status          status = ent_ballot_of(ctx, p->record, &options, &some);

    if (status == ENT_E_NOTFOUND) {
        return ENT_OK;
    }
    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < p->ballot.call_count; i++) { /* both are in one order */
        for (size_t j = at; j < some.call_count && !marks[i]; j++) {
            if (some.calls[j] == p->ballot.calls[i]) {
                marks[i] = true;
                at = j + 1;
            }
        }
    }
    ent_ballot_clear(&some);
    return ENT_OK;
}

static ent_status
choose_past_votes(ent_ctx *ctx, ent_past *p)
{
    bool       by_issue = is_issue_of_roll_calls(p->motion->issue);
    size_t     n = p->ballot.call_count;
    bool      *marks = ent_alloc_zero(n > 0 ? n : 1, sizeof *marks);
    ent_status status = ENT_OK;

    if (marks == NULL) {
        return ent_fail_nomem(ctx);
    }
    p->is_narrow = by_issue || p->motion->concern_count > 0;
    if (by_issue) {
        status = mark_issue(ctx, p, marks);
    }
    for (size_t i = 0; i < n; i++) {
        p->on[i] = p->like[i] && (!by_issue || marks[i]) && is_concerned(p, p->ballot.calls[i]);
        p->on_count += p->on[i];
    }
    ent_free(marks);
    if (p->on_count == 0) { /* nothing so near: all that are like the motion */
        p->is_narrow = false;
        for (size_t i = 0; i < n; i++) {
            p->on[i] = p->like[i];
            p->on_count += p->on[i];
        }
    }
    return status;
}

/* 3. votes by agreement */

/* The roll calls of the five years before a year, or before a day. */
static ent_ballot_year
calls_between(const ent_past *p, ent_day from, ent_day to)
{
    ent_ballot_year out = {0, 0, 0};

    while (out.first < p->ballot.call_count && p->ballot.calls[out.first]->date < from) {
        out.first++;
    }
    while (out.first + out.count < p->ballot.call_count &&
           p->ballot.calls[out.first + out.count]->date < to) {
        out.count++;
    }
    return out;
}

static ent_ballot_year
calls_before(const ent_past *p, ent_day to)
{
    int     year = ent_date_year(to) - ENT_PAST_AGREEMENT_YEARS;
    ent_day first = ent_span_of_year(year).from;

    return calls_between(p, first, to);
}

/* Agreement with the sponsor, less that with the state it is against; from 0 to 1, NaN: unknown. */
static double
side_of(const ent_past *p, const ent_ballot_year *calls, ent_state state)
{
    const ent_motion *m = p->motion;
    double            sides[2] = {1, 0};
    const ent_state   poles[2] = {m->sponsor, m->against};

    for (int i = 0; i < 2; i++) {
        unsigned n;

        if (poles[i] == ENT_NO_STATE) {
            continue;
        }
        sides[i] = ent_ballot_agreement(&p->ballot, calls, state, poles[i], &n);
        if (n < LEAST_COMMON) {
            return (double)NAN;
        }
    }
    return m->sponsor != ENT_NO_STATE && m->against != ENT_NO_STATE ? (sides[0] - sides[1] + 1) / 2
                                                                    : sides[0] - sides[1];
}

static size_t
bin_of(double side)
{
    size_t bin = side > 0 ? (size_t)(side * ENT_PAST_BINS) : 0;

    return bin < ENT_PAST_BINS ? bin : ENT_PAST_BINS - 1;
}

static bool
is_party(const ent_past *p, ent_state state)
{
    return state == p->motion->sponsor || state == p->motion->against;
}

/* The votes of one state in the roll calls like the motion within a year, put where its agreement
 * before that year puts them. */
static void
count_state(ent_past *p, ent_state state, const ent_ballot_year *year,
            const ent_ballot_year *before)
{
    double side = side_of(p, before, state);

    for (size_t i = year->first; i < year->first + year->count; i++) {
        uint8_t vote = vote_in(p, state, i);

        if (!p->like[i] || vote == ENT_BALLOT_NONE) {
            continue;
        }
        p->all.of[vote]++;
        if (!isnan(side)) {
            p->bins[bin_of(side)].of[vote]++;
        }
    }
}

static ent_status
count_votes(ent_ctx *ctx, ent_past *p, ent_day from)
{
    ent_status status = ENT_OK;

    for (int year = ent_date_year(from); year <= ent_date_year(p->day) && status == ENT_OK;
         year++) {
        ent_span        span = ent_span_of_year(year);
        ent_ballot_year calls = calls_between(p, span.from, span.to);
        ent_ballot_year before = calls_before(p, span.from);

        for (size_t i = 0; i < p->ballot.state_count && calls.count > 0; i++) {
            if (!is_party(p, (ent_state)i)) {
                count_state(p, (ent_state)i, &calls, &before);
            }
        }
        status = ent_check_cancelled(ctx);
    }
    p->all_are_like = ent_stance_sum(&p->all) > 0;
    for (size_t i = 0; i < p->ballot.call_count && !p->all_are_like; i++) {
        for (size_t k = 0; k < p->ballot.state_count && p->ballot.calls[i]->date >= from; k++) {
            uint8_t vote = vote_in(p, (ent_state)k, i);

            if (vote != ENT_BALLOT_NONE) {
                p->all.of[vote]++;
            }
        }
    }
    return status;
}

static ent_status
check_issue(ent_ctx *ctx, const ent_past *p)
{
    const char *issue = p->motion->issue;

    if (p->reading != NULL && (issue == NULL || is_issue_of_roll_calls(issue))) {
        return ent_fail(ctx, ENT_E_ARG,
                        "documents tell positions on an issue: say which, as in issue: sanctions");
    }
    if (issue == NULL || is_issue_of_roll_calls(issue) || p->reading != NULL) {
        return ENT_OK;
    }
    return ent_fail(ctx, ENT_E_ARG,
                    "the issue '%.60s' is none of roll calls (me, nu, di, hr, co, ec), and there "
                    "are no documents to tell positions on it",
                    issue);
}

/* Positions then rest on all roll calls, whichever side they were on. */
static void
say_nothing_is_like(ent_ctx *ctx, const ent_past *p, ent_day from)
{
    bool asked = p->motion->sponsor != ENT_NO_STATE || p->motion->against != ENT_NO_STATE;

    if (asked && !p->all_are_like && p->ballot.call_count > 0) {
        ent_say(ctx, ENT_WARNING,
                "of the roll calls of %d to %d in the record none is like the motion: positions "
                "that nothing else tells are base rates of all votes; import published roll calls "
                "and votes",
                ent_date_year(from), ent_date_year(p->day));
    }
}

static ent_status
gather(ent_ctx *ctx, ent_past *p, ent_day from)
{
    size_t     n = p->ballot.call_count;
    ent_status status;

    p->like = ent_alloc_zero(n > 0 ? n : 1, sizeof *p->like);
    p->on = ent_alloc_zero(n > 0 ? n : 1, sizeof *p->on);
    if (p->like == NULL || p->on == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < n; i++) {
        p->like[i] = is_like(p, i, from);
    }
    status = choose_past_votes(ctx, p);
    return status == ENT_OK ? count_votes(ctx, p, from) : status;
}

ent_status
ent_past_open(ent_ctx *ctx, const ent_record *record, const ent_motion *motion,
              const ent_reading *reading, ent_day day, int years, ent_past *out)
{
    ent_past            past = {.record = record, .motion = motion, .reading = reading, .day = day};
    ent_day             from = ent_span_of_year(ent_date_year(day) - years).from;
    ent_measure_options options = {
        .span = {ent_span_of_year(ent_date_year(from) - ENT_PAST_AGREEMENT_YEARS).from, day}};
    ent_status status = check_issue(ctx, &past);

    if (status == ENT_OK) {
        status = ent_ballot_of(ctx, record, &options, &past.ballot);
        status = status == ENT_E_NOTFOUND ? ENT_OK : status; /* no votes at all */
    }
    if (status == ENT_OK) {
        status = gather(ctx, &past, from);
    }
    if (status == ENT_OK) {
        say_nothing_is_like(ctx, &past, from);
    }
    if (status != ENT_OK) {
        ent_past_clear(&past);
        return status;
    }
    *out = past;
    return ENT_OK;
}

void
ent_past_clear(ent_past *past)
{
    ent_free(past->like);
    ent_free(past->on);
    ent_ballot_clear(&past->ballot);
    past->like = past->on = NULL;
}

ent_veto_table
ent_past_common_votes(const ent_past *p, ent_state first, ent_state second)
{
    ent_veto_table t = {0};
    size_t         n = p->ballot.call_count;

    t.from = n > 0 ? ent_date_year(p->ballot.calls[0]->date) : 0;
    t.to = ent_date_year(p->day);
    for (size_t i = 0; i < n; i++) {
        uint8_t a = vote_in(p, first, i), b = vote_in(p, second, i);
        bool    x = a == ENT_BALLOT_YES, y = b == ENT_BALLOT_YES;

        if (a != ENT_BALLOT_NONE && b != ENT_BALLOT_NONE) {
            *(x && y ? &t.both : x ? &t.first : y ? &t.second : &t.neither) += 1;
        }
    }
    return t;
}

void
ent_past_passages(const ent_past *p, const ent_vote_scores *scores, const ent_decided *members,
                  uint32_t *calls, uint32_t *passed)
{
    *calls = *passed = 0;
    for (size_t i = 0; i < p->ballot.call_count; i++) {
        ent_stance votes[ENT_VOTING_MOST_MEMBERS];
        int64_t    sums[ENT_VOTING_MOST_CRITERIA];
        size_t     voted = 0;

        for (size_t k = 0; k < scores->member_count && p->on[i]; k++) {
            uint8_t vote = vote_in(p, members[k].state, i);

            voted += vote != ENT_BALLOT_NONE;
            votes[k] = vote != ENT_BALLOT_NONE ? (ent_stance)vote : ENT_STANCE_ABSTAIN;
        }
        if (2 * voted > scores->member_count) {
            (*calls)++;
            *passed += ent_vote_scores_vote(scores, votes, sums);
        }
    }
}

/* 4. from evidence to chances */

/* A position in the making: what stands in it is what the next evidence is drawn towards. */
typedef struct making {
    ent_ctx        *ctx;
    const ent_past *past;
    ent_arena      *memory;
    ent_decided    *out;
    bool            known; /* some evidence was found */
} making;

static ent_status
set_basis(making *m, ent_evidence evidence, const char *basis)
{
    m->out->evidence = evidence;
    m->out->basis = basis;
    m->known = true;
    return basis != NULL ? ENT_OK : ent_fail_nomem(m->ctx);
}

static void
blend(making *m, const ent_stance_count *count)
{
    double n = ent_stance_sum(count);

    for (int i = 0; i < ENT_STANCES; i++) {
        m->out->chance[i] = (count->of[i] + PRIOR_WEIGHT * m->out->chance[i]) / (n + PRIOR_WEIGHT);
    }
}

static unsigned
percent(const ent_stance_count *count, ent_stance stance)
{
    return (unsigned)(100.0 * count->of[stance] / ent_stance_sum(count) + 0.5);
}

/* "USA voted for and RUS against" */
static const char *
describe_like(making *m)
{
    const ent_codes  *codes = ent_record_codes(m->past->record);
    const ent_motion *motion = m->past->motion;
    const char       *sponsor = ent_codes_id(codes, motion->sponsor);
    const char       *against = ent_codes_id(codes, motion->against);

    if (motion->against == ENT_NO_STATE) {
        return ent_arena_printf(m->memory, "%s voted for", sponsor);
    }
    return motion->sponsor == ENT_NO_STATE
               ? ent_arena_printf(m->memory, "%s voted against", against)
               : ent_arena_printf(m->memory, "%s voted for and %s against", sponsor, against);
}

static ent_status
add_base_rate(making *m)
{
    const ent_stance_count *all = &m->past->all;
    const char             *like;

    if (ent_stance_sum(all) == 0 || m->out->state == ENT_NO_STATE) {
        return ENT_OK;
    }
    like = describe_like(m);
    if (like == NULL) {
        return ent_fail_nomem(m->ctx);
    }
    blend(m, all);
    return set_basis(
        m, ENT_EVIDENCE_BASE_RATE,
        ent_arena_printf(m->memory,
                         "of all %u votes in roll calls%s%s: yes %u %%, abstain "
                         "%u %%, no %u %%",
                         (unsigned)ent_stance_sum(all), m->past->all_are_like ? " that " : "",
                         m->past->all_are_like ? like : "", percent(all, ENT_STANCE_YES),
                         percent(all, ENT_STANCE_ABSTAIN), percent(all, ENT_STANCE_NO)));
}

/* The votes of the bin, and of its neighbours until there are enough. */
static ent_stance_count
votes_near(const ent_past *p, size_t bin)
{
    ent_stance_count sum = {{0}};

    for (size_t reach = 0; reach < ENT_PAST_BINS && ent_stance_sum(&sum) < LEAST_IN_BIN; reach++) {
        sum = (ent_stance_count){{0}};
        for (size_t i = 0; i < ENT_PAST_BINS; i++) {
            for (int k = 0; k < ENT_STANCES && i + reach >= bin && i <= bin + reach; k++) {
                sum.of[k] += p->bins[i].of[k];
            }
        }
    }
    return sum;
}

static ent_status
add_alignment(making *m)
{
    ent_ballot_year  before = calls_before(m->past, m->past->day);
    double           side;
    ent_stance_count near;

    if (m->out->state == ENT_NO_STATE || before.count == 0) {
        return ENT_OK;
    }
    side = side_of(m->past, &before, m->out->state);
    if (isnan(side)) {
        return ENT_OK;
    }
    near = votes_near(m->past, bin_of(side));
    if (ent_stance_sum(&near) == 0) {
        return ENT_OK;
    }
    blend(m, &near);
    return set_basis(m, ENT_EVIDENCE_ALIGNMENT,
                     ent_arena_printf(m->memory,
                                      "of %u votes of states as near to that side (%u of 100): "
                                      "yes %u %%, abstain %u %%, no %u %%",
                                      (unsigned)ent_stance_sum(&near), (unsigned)(100 * side + 0.5),
                                      percent(&near, ENT_STANCE_YES),
                                      percent(&near, ENT_STANCE_ABSTAIN),
                                      percent(&near, ENT_STANCE_NO)));
}

static ent_status
add_past_votes(making *m)
{
    const ent_past  *p = m->past;
    ent_stance_count count = {{0}};
    const char      *like;
    ent_day          first = ENT_DAY_MAX, last = ENT_DAY_MIN;

    for (size_t i = 0; i < p->ballot.call_count; i++) {
        uint8_t vote = vote_in(p, m->out->state, i);

        if (p->on[i] && vote != ENT_BALLOT_NONE) {
            count.of[vote]++;
            first = p->ballot.calls[i]->date < first ? p->ballot.calls[i]->date : first;
            last = p->ballot.calls[i]->date;
        }
    }
    if (ent_stance_sum(&count) == 0) {
        return ENT_OK;
    }
    like = describe_like(m);
    if (like == NULL) {
        return ent_fail_nomem(m->ctx);
    }
    blend(m, &count);
    return set_basis(
        m, ENT_EVIDENCE_PAST_VOTES,
        ent_arena_printf(
            m->memory, "yes %u, abstain %u, no %u in %u roll calls%s that %s, %d to %d",
            (unsigned)count.of[ENT_STANCE_YES], (unsigned)count.of[ENT_STANCE_ABSTAIN],
            (unsigned)count.of[ENT_STANCE_NO], (unsigned)ent_stance_sum(&count),
            p->is_narrow ? " on it" : "", like, ent_date_year(first), ent_date_year(last)));
}

/* Of the rest, what is not a veto stays in the proportion it had. */
static ent_status
add_past_vetoes(making *m, bool permanent, bool against_permanent)
{
    const ent_motion *motion = m->past->motion;
    ent_joint_vetoes  v;
    double            no, rest = 1 - m->out->chance[ENT_STANCE_NO];

    if (!permanent || !against_permanent) {
        return ENT_OK;
    }
    v = ent_vetoes_joined(m->past->record, motion->against, m->out->state, motion->concerns,
                          motion->concern_count, m->past->day);
    if (v.cast == 0) {
        return ENT_OK;
    }
    no = (v.joined + PRIOR_WEIGHT * m->out->chance[ENT_STANCE_NO]) / (v.cast + PRIOR_WEIGHT);
    for (int i = ENT_STANCE_ABSTAIN; i < ENT_STANCES; i++) {
        m->out->chance[i] = rest > 0 ? (1 - no) * m->out->chance[i] / rest : (1 - no) / 2;
    }
    m->out->chance[ENT_STANCE_NO] = no;
    return set_basis(
        m, ENT_EVIDENCE_PAST_VETOES,
        ent_arena_printf(
            m->memory, "vetoed %u of the %u drafts%s that %s vetoed, %d to %d", (unsigned)v.joined,
            (unsigned)v.cast, v.concerned ? " on the states concerned" : "",
            ent_codes_id(ent_record_codes(m->past->record), motion->against), v.from, v.to));
}

static ent_status
add_documents(making *m)
{
    const ent_past  *p = m->past;
    ent_stance_count count = {{0}};
    uint32_t         n;

    for (size_t i = 0; p->reading != NULL && i < p->reading->position_count; i++) {
        const ent_position *said = &p->reading->positions[i];

        if (said->status != ENT_EVENT_CONDITIONAL && strcmp(said->actor, m->out->member) == 0 &&
            strcmp(said->issue, p->motion->issue) == 0) {
            count.of[said->supports != p->motion->opposes ? ENT_STANCE_YES : ENT_STANCE_NO]++;
        }
    }
    n = ent_stance_sum(&count);
    if (n == 0) {
        return ENT_OK;
    }
    blend(m, &count);
    return set_basis(
        m, ENT_EVIDENCE_DOCUMENT,
        ent_arena_printf(m->memory, "%u of %u positions on '%s' in documents are for it",
                         (unsigned)count.of[ENT_STANCE_YES], (unsigned)n, p->motion->issue));
}

/* 5. the position of a member */

/* A stance of this probability; what is left is shared out as before. */
static void
set_stance(making *m, int stance, double probability)
{
    double left = 1 - m->out->chance[stance];

    for (int i = 0; i < ENT_STANCES; i++) {
        if (i != stance) {
            m->out->chance[i] = (1 - probability) * (left > 0 ? m->out->chance[i] / left : 0.5);
        }
    }
    m->out->chance[stance] = probability;
}

static ent_status
add_parties(making *m)
{
    const ent_motion *motion = m->past->motion;

    if (m->out->state == ENT_NO_STATE || !is_party(m->past, m->out->state)) {
        return ENT_OK;
    }
    if (m->out->state == motion->sponsor) {
        set_stance(m, ENT_STANCE_YES, 1);
        return set_basis(m, ENT_EVIDENCE_SPONSOR, "tables the motion");
    }
    set_stance(m, ENT_STANCE_NO, 1);
    return set_basis(m, ENT_EVIDENCE_AGAINST, "the motion is against it");
}

static ent_status
add_given(making *m)
{
    const ent_motion *motion = m->past->motion;

    for (size_t i = 0; i < motion->position_count; i++) {
        const ent_stated_position *given = &motion->positions[i];

        if (strcmp(given->member, m->out->member) == 0) {
            const char *source = given->source != NULL ? given->source : "stated in the motion";

            set_stance(m, given->stance, given->probability);
            return set_basis(m, ENT_EVIDENCE_GIVEN, ent_arena_strdup(m->memory, source));
        }
    }
    return ENT_OK;
}

static void
take_likeliest(ent_decided *out)
{
    out->stance = ENT_STANCE_NO;
    for (int i = 1; i < ENT_STANCES; i++) {
        out->stance = out->chance[i] > out->chance[out->stance] ? i : out->stance;
    }
}

ent_status
ent_past_position(ent_ctx *ctx, const ent_past *past, bool permanent, bool against_permanent,
                  ent_arena *memory, ent_decided *out)
{
    making     m = {ctx, past, memory, out, false};
    ent_status status;

    for (int i = 0; i < ENT_STANCES; i++) {
        out->chance[i] = 1.0 / ENT_STANCES;
    }
    status = add_base_rate(&m); /* the weakest first: each is drawn towards the one before */
    if (status == ENT_OK) {
        status = add_alignment(&m);
    }
    if (status == ENT_OK) {
        status = add_past_votes(&m);
    }
    if (status == ENT_OK) {
        status = add_past_vetoes(&m, permanent, against_permanent);
    }
    if (status == ENT_OK) {
        status = add_documents(&m);
    }
    if (status == ENT_OK) {
        status = add_parties(&m);
    }
    if (status == ENT_OK) {
        status = add_given(&m);
    }
    take_likeliest(out);
    if (status != ENT_OK || m.known) {
        return status;
    }
    return ent_fail(ctx, ENT_E_NOTFOUND,
                    "nothing tells the position of '%.60s': state it in the motion, or import roll "
                    "calls and votes of that time (`entente list sets`)",
                    out->member);
}
