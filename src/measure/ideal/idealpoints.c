/*
 * idealpoints.c - where states stand in the General Assembly, session by session
 *
 *   1. sessions     2. votes that tell something     3. rows     4. the measure
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/ideal/idealpoints.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/date.h"
#include "base/text.h"
#include "measure/ideal/bridge.h"
#include "measure/ideal/kept.h"
#include "measure/ideal/model.h"
#include "system/record.h"

enum { SESSION, YEAR, STATE, CCODE, ESTIMATE, ERROR, VOTES, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"session", ENT_COLUMN_INTEGER}, {"year", ENT_COLUMN_INTEGER},    {"state", ENT_COLUMN_TEXT},
    {"ccode", ENT_COLUMN_INTEGER},   {"estimate", ENT_COLUMN_NUMBER}, {"se", ENT_COLUMN_NUMBER},
    {"votes", ENT_COLUMN_INTEGER}};

enum { LAST_SESSION = ENT_IDEAL_LAST_SESSION, SESSION_ZERO = 1945, LEAST_CALLS = 10, USA = 2 };

/* A roll call of a numbered session. */
typedef struct call {
    uint32_t place;   /* in the ballot */
    uint32_t session; /* its number */
} call;

typedef struct assembly {
    const ent_record       *record;
    ent_arena               arena;
    ent_memo_item          *voted; /* of `ballot` where the record remembers it; NULL: `own` */
    ent_ballot              own;
    const ent_ballot       *ballot;
    call                   *calls; /* of numbered sessions, by session */
    size_t                  call_count;
    uint32_t                votes[LAST_SESSION + 1]; /* cast in each session, by all */
    uint32_t                index[LAST_SESSION + 1]; /* among those with points, + 1 */
    ent_state              *states;                  /* those with an answer that is used */
    ent_ideal_votes         used;
    ent_memo_item          *fitted; /* of `points`; NULL: not yet */
    const ent_ideal_points *points;
    const ent_roll_call   **rows; /* of each roll call used */
    uint32_t               *item; /* the same; filled where they are fitted */
} assembly;

/* 1. sessions */

static uint8_t
position(const assembly *a, size_t state, uint32_t place)
{
    return a->ballot->votes[state * a->ballot->call_count + place];
}

/* A session's number; 0 for special and emergency sessions, which are no year of the agenda. */
static uint32_t
session_of(const ent_roll_call *row)
{
    int64_t number;

    return row->session != NULL && ent_integer_read(row->session, strlen(row->session), &number) &&
                   number > 0 && number <= LAST_SESSION
               ? (uint32_t)number
               : 0;
}

static int
compare_calls(const void *x, const void *y)
{
    const call *a = x, *b = y;

    if (a->session != b->session) {
        return a->session < b->session ? -1 : 1;
    }
    return (a->place > b->place) - (a->place < b->place);
}

/* Whether two states answered differently. */
static bool
is_divided(const assembly *a, uint32_t place)
{
    uint8_t first = ENT_BALLOT_NONE;

    for (size_t i = 0; i < a->ballot->state_count; i++) {
        uint8_t answer = position(a, i, place);

        if (answer != ENT_BALLOT_NONE && first != ENT_BALLOT_NONE && answer != first) {
            return true;
        }
        first = answer != ENT_BALLOT_NONE ? answer : first;
    }
    return false;
}

static ent_status
list_calls(ent_ctx *ctx, assembly *a)
{
    a->calls = ent_arena_alloc(&a->arena, a->ballot->call_count + 1, sizeof *a->calls);
    if (a->calls == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t v = 0; v < a->ballot->call_count; v++) {
        uint32_t session = session_of(a->ballot->calls[v]);

        if (session > 0) {
            a->calls[a->call_count++] = (call){(uint32_t)v, session};
        }
    }
    if (a->call_count > 0) {
        qsort(a->calls, a->call_count, sizeof *a->calls, compare_calls);
    }
    return ENT_OK;
}

/* 2. votes that tell something: divided roll calls of sessions with enough of them */

static bool
has_points(const assembly *a, const call *c)
{
    return a->index[c->session] > 0 && is_divided(a, c->place);
}

static size_t
number_sessions(assembly *a)
{
    uint32_t divided[LAST_SESSION + 1] = {0}, sessions = 0;

    for (size_t v = 0; v < a->call_count; v++) {
        divided[a->calls[v].session] += is_divided(a, a->calls[v].place);
    }
    for (size_t s = 1; s <= LAST_SESSION; s++) {
        a->index[s] = divided[s] >= LEAST_CALLS ? ++sessions : 0;
    }
    return sessions;
}

/* The points of the United States are positive, or else those of the state with most votes. */
static size_t
find_anchor(const assembly *a, const uint32_t *answered)
{
    ent_state usa = ent_codes_by_ccode(ent_record_codes(a->record), USA);
    size_t    most = 0;

    for (size_t i = 0; i < a->used.states; i++) {
        if (a->states[i] == usa) {
            return i;
        }
        most = answered[a->states[i]] > answered[a->states[most]] ? i : most;
    }
    return most;
}

typedef struct used_arrays {
    uint8_t  *answers;
    uint32_t *session, *answered;
    int32_t  *year;
    uint32_t *place; /* in the ballot */
} used_arrays;

static bool
make_arrays(assembly *a, used_arrays *to)
{
    size_t calls = a->used.calls, states = a->ballot->state_count;

    *to = (used_arrays){NULL, ent_arena_alloc(&a->arena, calls, sizeof *to->session),
                        ent_arena_alloc(&a->arena, states, sizeof *to->answered),
                        ent_arena_alloc(&a->arena, a->used.sessions, sizeof *to->year),
                        ent_arena_alloc(&a->arena, calls, sizeof *to->place)};
    a->states = ent_arena_alloc(&a->arena, states, sizeof *a->states);
    a->rows = ent_arena_alloc(&a->arena, calls, sizeof *a->rows);
    a->item = ent_arena_alloc(&a->arena, calls, sizeof *a->item);
    return to->session != NULL && to->answered != NULL && to->year != NULL && to->place != NULL &&
           a->states != NULL && a->rows != NULL && a->item != NULL;
}

static void
take_calls(assembly *a, used_arrays *to)
{
    size_t used = 0;

    for (size_t v = 0; v < a->call_count; v++) {
        const call *c = &a->calls[v];

        if (has_points(a, c)) {
            to->place[used] = c->place;
            a->rows[used] = a->ballot->calls[c->place];
            to->session[used] = a->index[c->session] - 1;
            to->year[to->session[used++]] = SESSION_ZERO + (int32_t)c->session;
        }
    }
    for (size_t i = 0; i < a->ballot->state_count; i++) {
        for (size_t v = 0; v < used; v++) {
            to->answered[i] += position(a, i, to->place[v]) != ENT_BALLOT_NONE;
        }
        if (to->answered[i] > 0) {
            a->states[a->used.states++] = (ent_state)i;
        }
    }
}

static ent_status
take_answers(ent_ctx *ctx, assembly *a, used_arrays *to)
{
    to->answers = ent_arena_alloc(&a->arena, a->used.states * a->used.calls, 1);
    if (to->answers == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < a->used.states; i++) {
        for (size_t v = 0; v < a->used.calls; v++) {
            to->answers[i * a->used.calls + v] = position(a, a->states[i], to->place[v]);
        }
    }
    return ENT_OK;
}

static ent_status
take_votes(ent_ctx *ctx, assembly *a)
{
    used_arrays to;
    ent_status  status;

    a->used.sessions = number_sessions(a);
    for (size_t v = 0; v < a->call_count; v++) {
        a->used.calls += has_points(a, &a->calls[v]);
    }
    if (a->used.sessions == 0) {
        return ent_fail(ctx, ENT_E_NOTFOUND,
                        "the record holds no session with %d roll calls that divided its voters: "
                        "import a set of roll calls and one of votes (unvotes-roll-calls and "
                        "unvotes-votes, or unga-roll-calls and unga-votes: `entente list sets`)",
                        LEAST_CALLS);
    }
    if (!make_arrays(a, &to)) {
        return ent_fail_nomem(ctx);
    }
    take_calls(a, &to);
    status = take_answers(ctx, a, &to);
    a->used.answers = to.answers;
    a->used.session = to.session;
    a->used.year = to.year;
    a->used.item = a->item;
    a->used.anchor = find_anchor(a, to.answered);
    return status;
}

/* 3. rows */

static int
compare_voters(const void *x, const void *y)
{
    const ent_ideal_voter *a = x, *b = y;

    return (a->ccode > b->ccode) - (a->ccode < b->ccode);
}

/* Those of one session, whose roll calls stand from `from` to `to`. */
static size_t
gather_voters(const assembly *a, uint32_t session, size_t from, size_t to, ent_ideal_voter *out)
{
    const ent_codes *codes = ent_record_codes(a->record);
    ent_day          day = ent_span_of_year(SESSION_ZERO + (int)session).to - 1;
    size_t           found = 0, used = 0;

    for (size_t i = 0; i < a->ballot->state_count; i++) {
        ent_ideal_voter v = {
            (ent_state)i, ent_codes_ccode(codes, (ent_state)i, day), session, 0, NAN, NAN};
        bool is_used = used < a->used.states && a->states[used] == i;

        for (size_t c = from; c < to; c++) {
            v.votes += position(a, i, a->calls[c].place) != ENT_BALLOT_NONE;
        }
        if (is_used && a->index[session] > 0) {
            size_t cell = used * a->used.sessions + a->index[session] - 1;

            v.estimate = a->points->estimate[cell];
            v.error = a->points->error[cell];
        }
        used += is_used;
        if (v.votes > 0) {
            out[found++] = v;
        }
    }
    qsort(out, found, sizeof *out, compare_voters);
    return found;
}

static ent_status
list_voters(ent_ctx *ctx, const assembly *a, ent_ideal_voters *out)
{
    for (size_t from = 0, to = 0; from < a->call_count; from = to) {
        uint32_t session = a->calls[from].session;

        while (to < a->call_count && a->calls[to].session == session) {
            to++;
        }
        if (!ENT_GROW(out->items, out->capacity, out->count + a->ballot->state_count)) {
            return ent_fail_nomem(ctx);
        }
        out->count += gather_voters(a, session, from, to, out->items + out->count);
    }
    return ENT_OK;
}

static void
add_rows(const ent_codes *codes, const ent_measure_options *options, const ent_ideal_voters *all,
         ent_table *table)
{
    for (size_t i = 0; i < all->count; i++) {
        const ent_ideal_voter *v = &all->items[i];
        int                    year = SESSION_ZERO + (int)v->session;

        if (ent_measure_shows(options, v->state) &&
            (options->span.from >= options->span.to ||
             ent_span_overlap(options->span, ent_span_of_year(year)))) {
            ent_table_row(table);
            ent_table_integer(table, SESSION, v->session);
            ent_table_integer(table, YEAR, year);
            ent_table_text(table, STATE, ent_codes_id(codes, v->state));
            ent_table_integer(table, CCODE, v->ccode);
            ent_table_number(table, ESTIMATE, v->estimate);
            ent_table_number(table, ERROR, v->error);
            ent_table_integer(table, VOTES, v->votes);
        }
    }
}

/* 4. the measure */

static void
free_points(void *data)
{
    ent_ideal_points_clear(data);
    ent_free(data);
}

/* Votes, and the digest of all that their points depend on. */
typedef struct points_question {
    assembly *of;
    char      digest[65];
} points_question;

/* Which roll calls are of one item takes long to find out, and is found out for a fit alone. */
static ent_status
bridge_and_fit(ent_ctx *ctx, assembly *a, ent_ideal_points *out)
{
    const ent_ideal_agenda agenda = {a->used.states, a->used.calls, a->used.answers,
                                     a->used.session, a->rows};
    ent_status             status = ent_ideal_bridge(ctx, &agenda, a->item, &a->used.items);

    return status == ENT_OK ? ent_ideal_fit(ctx, &a->used, out) : status;
}

/* The points that the store keeps of these votes, whatever record they are of; or a fit. */
static ent_status
recall_or_fit(ent_ctx *ctx, const points_question *asked, ent_ideal_points *out)
{
    ent_answers *answers = ent_record_answers(asked->of->record);
    size_t       cells = asked->of->used.states * asked->of->used.sessions;
    char         question[96], *kept;
    ent_text     text;
    ent_status   status;

    (void)snprintf(question, sizeof question, "ideal points of %s", asked->digest);
    *out = (ent_ideal_points){0};
    status = ent_answers_recall(ctx, answers, question, &kept);
    if (status == ENT_OK && kept != NULL) {
        status = ent_ideal_points_read(ctx, kept, cells, out);
        ent_free(kept);
    }
    if (status != ENT_OK || out->estimate != NULL) {
        return status;
    }
    status = bridge_and_fit(ctx, asked->of, out);
    if (status != ENT_OK || answers == NULL) {
        return status;
    }
    ent_text_init(&text);
    ent_ideal_points_print(out, cells, &text);
    status = text.failed ? ent_fail_nomem(ctx)
                         : ent_answers_retain_lasting(ctx, answers, question, ent_text_get(&text));
    ent_text_clear(&text);
    if (status != ENT_OK) {
        ent_ideal_points_clear(out);
    }
    return status;
}

static ent_status
make_points(ent_ctx *ctx, ent_memo_item *self, const void *user, void **out, size_t *bytes)
{
    const points_question *asked = user;
    const ent_ideal_votes *votes = &asked->of->used;
    ent_ideal_points      *points = ent_alloc(1, sizeof *points);
    ent_status             status;

    (void)self;
    if (points == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = recall_or_fit(ctx, asked, points);
    if (status != ENT_OK) {
        ent_free(points);
        return status;
    }
    *bytes = sizeof *points + 2 * votes->states * votes->sessions * sizeof *points->estimate;
    *out = points;
    return ENT_OK;
}

/* The words of a text, however it is given: what is missing says as much as what is empty. */
static void
digest_text(ent_digest *digest, const char *text)
{
    ent_digest_add(digest, text != NULL ? text : "", text != NULL ? strlen(text) + 1 : 1);
}

/* Of all that points depend on: the votes, and what tells which roll calls are of one item. */
static void
digest_votes(const assembly *a, ent_digest *out)
{
    const ent_ideal_votes *v = &a->used;
    const size_t           sizes[] = {v->states, v->sessions, v->calls, v->anchor, v->points_only};

    ent_digest_init(out);
    ent_digest_add(out, sizes, sizeof sizes);
    ent_digest_add(out, v->answers, v->states * v->calls);
    ent_digest_add(out, v->session, v->calls * sizeof *v->session);
    ent_digest_add(out, v->year, v->sessions * sizeof *v->year);
    for (size_t c = 0; c < v->calls; c++) {
        const ent_roll_call *row = a->rows[c];
        const int32_t        parts[] = {row->amendment, row->paragraph};

        ent_digest_add(out, parts, sizeof parts);
        digest_text(out, row->title);
        digest_text(out, row->description);
    }
}

/*
 * The points of these votes, by all that they depend on: of a record as it was known on several
 * days the votes are often the same.
 */
static ent_status
take_points(ent_ctx *ctx, assembly *a)
{
    static const ent_memo_kind POINTS = {make_points, free_points};
    points_question            asked = {.of = a};
    ent_digest                 digest, same;
    ent_memo_key               key;
    ent_status                 status;

    digest_votes(a, &digest);
    same = digest;
    ent_digest_print(&same, asked.digest);
    key = ent_memo_key_of(&POINTS, &digest);
    status = ent_memo_take(ctx, ent_record_common_memo(a->record), &key, &asked, &a->fitted);
    if (status == ENT_OK) {
        a->points = ent_memo_object(a->fitted);
    }
    return status;
}

/* All roll calls before a day. */
static ent_status
take_ballot(ent_ctx *ctx, assembly *a, ent_day until)
{
    ent_measure_options used = {.span = {ENT_DAY_MIN, until}};
    ent_status          status;

    if (until < ENT_DAY_MAX) {
        a->ballot = &a->own;
        return ent_ballot_of(ctx, a->record, &used, &a->own);
    }
    status = ent_ballot_whole(ctx, a->record, NULL, &a->voted);
    if (status == ENT_OK) {
        a->ballot = ent_memo_object(a->voted);
    }
    return status;
}

/* Dates choose rows, not votes: all before a day are used. */
static ent_status
fit(ent_ctx *ctx, assembly *a, ent_day until)
{
    ent_status status = take_ballot(ctx, a, until);

    if (status == ENT_OK) {
        status = list_calls(ctx, a);
    }
    if (status == ENT_OK) {
        status = take_votes(ctx, a);
    }
    if (status == ENT_OK) {
        status = take_points(ctx, a);
    }
    return status;
}

static void
say_how_far(ent_ctx *ctx, bool converged, unsigned iterations)
{
    if (!converged) {
        ent_say(ctx, ENT_WARNING,
                "ideal points did not settle in %u iterations: take them as approximate",
                iterations);
    }
}

static void
clear(assembly *a)
{
    if (a->fitted != NULL) {
        ent_memo_release(a->fitted);
    }
    if (a->voted != NULL) {
        ent_memo_release(a->voted);
    }
    ent_ballot_clear(&a->own);
    ent_arena_clear(&a->arena);
}

static void
free_voters(void *data)
{
    ent_ideal_voters *all = data;

    ent_free(all->items);
    ent_free(all);
}

static const char VOTERS_QUESTION[] = "ideal points of all";

static ent_status
recall_voters(ent_ctx *ctx, const ent_record *record, ent_ideal_voters *out)
{
    char      *kept;
    ent_status status = ent_record_recall(ctx, record, VOTERS_QUESTION, &kept);

    if (status == ENT_OK && kept != NULL) {
        status = ent_ideal_voters_read(ctx, kept, ent_codes_count(ent_record_codes(record)), out);
        ent_free(kept);
    }
    return status;
}

static ent_status
retain_voters(ent_ctx *ctx, const ent_record *record, const ent_ideal_voters *all)
{
    ent_text   text;
    ent_status status;

    if (ent_record_answers(record) == NULL) {
        return ENT_OK;
    }
    ent_text_init(&text);
    ent_ideal_voters_print(all, &text);
    status = text.failed ? ent_fail_nomem(ctx)
                         : ent_record_retain(ctx, record, VOTERS_QUESTION, ent_text_get(&text));
    ent_text_clear(&text);
    return status;
}

static ent_status
fit_voters(ent_ctx *ctx, assembly *a, ent_ideal_voters *out)
{
    ent_status status = fit(ctx, a, ENT_DAY_MAX);

    if (status == ENT_OK) {
        status = list_voters(ctx, a, out);
        out->converged = a->points->converged;
        out->iterations = a->points->iterations;
    }
    return status == ENT_OK ? retain_voters(ctx, a->record, out) : status;
}

/* The fit of all roll calls of a record. */
static ent_status
make_voters(ent_ctx *ctx, ent_memo_item *self, const void *user, void **out, size_t *bytes)
{
    assembly          a = {.record = user};
    ent_ideal_voters *all = ent_alloc_zero(1, sizeof *all);
    ent_status        status;

    (void)self;
    if (all == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&a.arena);
    status = recall_voters(ctx, a.record, all);
    if (status == ENT_OK && all->count == 0) {
        status = fit_voters(ctx, &a, all);
    }
    clear(&a);
    if (status != ENT_OK) {
        free_voters(all);
        return status;
    }
    *bytes = sizeof *all + all->capacity * sizeof *all->items;
    *out = all;
    return ENT_OK;
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    static const ent_memo_kind VOTERS = {make_voters, free_voters};

    ent_memo_key            key = {&VOTERS, {0}};
    ent_memo_item          *item;
    const ent_ideal_voters *all;
    ent_table              *table = NULL;
    ent_status status = ent_memo_take(ctx, ent_record_memo(record), &key, record, &item);

    if (status != ENT_OK) {
        return status;
    }
    all = ent_memo_object(item);
    say_how_far(ctx, all->converged, all->iterations);
    status = ent_table_create(ctx, COLUMN, COLUMNS, &table);
    if (status == ENT_OK) {
        add_rows(ent_record_codes(record), options, all, table);
        status = ent_table_check(ctx, table);
    }
    ent_memo_release(item);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

/* The points of the model, whose sessions have the years that it was given. */
static ent_status
hand_over(ent_ctx *ctx, const assembly *a, ent_ideal_of *out)
{
    ent_ideal_of made = {ent_alloc(a->used.states * a->used.sessions, sizeof *made.points), 0};

    if (made.points == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t s = 0; s < a->used.sessions; s++) {
        for (size_t i = 0; i < a->used.states; i++) {
            double estimate = a->points->estimate[i * a->used.sessions + s];

            if (!isnan(estimate)) {
                made.points[made.count++] = (ent_ideal_at){a->states[i], a->used.year[s], estimate};
            }
        }
    }
    *out = made;
    return ENT_OK;
}

ent_status
ent_idealpoints_until(ent_ctx *ctx, const ent_record *record, ent_day until, ent_ideal_of *out)
{
    assembly   a = {.record = record, .used.points_only = true};
    ent_status status;

    ent_arena_init(&a.arena);
    status = fit(ctx, &a, until);
    if (status == ENT_OK) {
        say_how_far(ctx, a.points->converged, a.points->iterations);
        status = hand_over(ctx, &a, out);
    }
    clear(&a);
    return status;
}

const ent_measure ent_measure_idealpoints = {
    .name = "idealpoints",
    .title = "where states stand in the General Assembly, session by session",
    .entry =
        "The ideal point of each state in each session, from a dynamic ordinal item-response "
        "model\n"
        "of all roll calls of the record. Dates choose rows, never the votes of the fit.\n"
        "\n"
        "    P(x_iv <= c) = F(k_vc - b_v theta_it),   x = 0 no, 1 abstain, 2 yes,   F logistic\n"
        "    theta_it ~ N(theta_i,t-1, years),   b_v ~ N(0, 1),   k_v ~ N(0, 25)\n"
        "\n"
        "estimate has mean 0 and standard deviation 1 over all states in all sessions in which\n"
        "they voted; that of the United States is positive on average. Its scale and place are\n"
        "held from session to session by the random walk, by resolutions that neighbouring\n"
        "sessions repeat, and by a prior on each point, N(0, 50 / n) in a session of n roll "
        "calls:\n"
        "the weight of one vote in fifty, whatever the number of votes. Compare states within a\n"
        "session first: over decades the agenda changes, and so does what the scale means.\n"
        "se is the standard error of the estimate, with the uncertainty of roll calls and scale;\n"
        "estimate +- 1.64 se covers about nine in ten points of simulated assemblies (88 to 95\n"
        "percent). It does not know of what the model leaves out: a second dimension, or votes\n"
        "that follow a group.\n"
        "Two roll calls of neighbouring sessions share b and k where title and description are\n"
        "the same but for a fifth of their weighted words and nine in ten states vote as before;\n"
        "roll calls on paragraphs and amendments never do, nor those of sets without titles.\n"
        "\n"
        "session is the number of the regular session, year is 1945 + session, though its last\n"
        "votes fall into the next spring; special sessions are left out. votes counts all that\n"
        "the state cast. A state has a row where it voted: absence is missing, and so is a state\n"
        "outside the organisation. A roll call in which all voted alike tells nothing and is left\n"
        "out of the fit; a session with fewer than ten others (the 19th, and what is known after\n"
        "the published votes end) has rows without estimate. The seat of China is the Republic of\n"
        "China's until 1971-10-25. Cost: seconds for all sessions.\n"
        "Reference: Bailey, Strezhnev and Voeten (2017), Journal of Conflict Resolution\n"
        "61:430-456, whose model this is but for F, the bridges and the priors; Imai, Lo and\n"
        "Olmsted (2016), American Political Science Review 110:631-656, for its fit.",
    .detail = ENT_RECORD_VOTES,
    .run = run,
    .columns = COLUMN,
    .column_count = COLUMNS,
};
