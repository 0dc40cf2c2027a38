/*
 * dyad.c - one history of two states, from every kind of fact that the record holds
 *
 *   1. spells that two states share     2. obligations     3. institutions and vetoes
 *   4. ties of a pair     5. the cooperation level     6. the history
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "base/text.h"
#include "report/facts.h"
#include "report/show/pair.h"

/* 1. spells that two states share: parties of one treaty, members of one institution */

typedef struct spell {
    const char           *key, *word;
    ent_span              span;
    const ent_provenance *from;
} spell;

typedef struct spell_list {
    spell *items;
    size_t count, capacity;
} spell_list;

typedef void (*spell_visitor)(ent_pair_job *job, const spell *a, const spell *b, ent_span both,
                              void *user);

static void
add_spell(ent_pair_job *job, spell_list *list, const spell *fresh)
{
    if (fresh->span.from >= fresh->span.to) {
        return;
    }
    if (!ENT_GROW(list->items, list->capacity, list->count + 1)) {
        job->shown->failed = true;
        return;
    }
    list->items[list->count++] = *fresh;
}

static int
compare_spells(const void *a, const void *b)
{
    const spell *x = a, *y = b;
    int          order = strcmp(x->key, y->key);

    if (order != 0) {
        return order;
    }
    if (x->span.from != y->span.from) {
        return x->span.from < y->span.from ? -1 : 1;
    }
    return x->from->line < y->from->line ? -1 : x->from->line > y->from->line;
}

/* In order and without overlap, so that two lists are compared in one pass. */
static void
arrange_spells(spell_list *list)
{
    size_t used = 0;

    if (list->count > 1) {
        qsort(list->items, list->count, sizeof *list->items, compare_spells);
    }
    for (size_t i = 0; i < list->count; i++) {
        spell       *last = used > 0 ? &list->items[used - 1] : NULL;
        const spell *next = &list->items[i];

        if (last != NULL && strcmp(last->key, next->key) == 0 && next->span.from < last->span.to) {
            last->span.to = next->span.to > last->span.to ? next->span.to : last->span.to;
        } else {
            list->items[used++] = *next;
        }
    }
    list->count = used;
}

/* Visit each stretch of days in which both lists have a spell of one key; frees the lists. */
static void
visit_shared(ent_pair_job *job, spell_list *a, spell_list *b, spell_visitor visit, void *user)
{
    arrange_spells(a);
    arrange_spells(b);
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        const spell *x = &a->items[i], *y = &b->items[j];
        int          order = strcmp(x->key, y->key);

        if (order == 0) {
            ent_span both = {x->span.from > y->span.from ? x->span.from : y->span.from,
                             x->span.to < y->span.to ? x->span.to : y->span.to};

            if (both.from < both.to) {
                visit(job, x, y, both, user);
            }
            order = x->span.to <= y->span.to ? -1 : 1;
        }
        i += order < 0;
        j += order > 0;
    }
    ent_free(a->items);
    ent_free(b->items);
}

/* 2. obligations */

static const char *
flags_text(ent_pair_job *job, unsigned flags)
{
    char words[64];

    ent_obligation_print(flags, words);
    return flags != 0 ? ent_shown_keep(job->shown, ent_arena_strdup(&job->shown->arena, words))
                      : NULL;
}

/* The governments that took on an obligation, where it matters which; NULL otherwise. */
static const char *
governments_of(ent_pair_job *job, ent_day day)
{
    const char *a, *b;

    if (day == ENT_DAY_MIN) {
        return NULL;
    }
    a = ent_codes_government(job->codes, job->a, day);
    b = ent_codes_government(job->codes, job->b, day);
    if (a != NULL && b != NULL) {
        return ent_shown_keep(job->shown, ent_arena_printf(&job->shown->arena, "%s, %s", a, b));
    }
    return a != NULL ? a : b;
}

static void
add_obligation(ent_pair_job *job, const char *type, unsigned flags, const char *title,
               ent_span days, const ent_provenance *from)
{
    ent_shown_row row = {.kind = "obligation", .type = type, .title = title};

    row.mark = governments_of(job, days.from);
    if (row.mark != NULL) {
        row.type = ent_shown_keep(
            job->shown, ent_arena_printf(&job->shown->arena, "%s (government %s)", type, row.mark));
    }
    row.value = flags_text(job, flags);
    row.status = ent_shown_status(job->shown, "obligations", from, days);
    row.days = days;
    row.from = from;
    ent_shown_add(job->shown, &row);
}

static unsigned
flags_of(bool defence, bool offence, bool neutrality, bool nonaggression, bool consultation)
{
    return (defence ? ENT_OBLIGATION_DEFENCE : 0U) | (offence ? ENT_OBLIGATION_OFFENCE : 0U) |
           (neutrality ? ENT_OBLIGATION_NEUTRALITY : 0U) |
           (nonaggression ? ENT_OBLIGATION_NONAGGRESSION : 0U) |
           (consultation ? ENT_OBLIGATION_CONSULTATION : 0U);
}

/* The row that dates an obligation: of the treaty, or of the party that joined it last. */
static const ent_provenance *
dated_by(const ent_treaty *treaty, const spell *a, const spell *b)
{
    const spell *later = a->span.from > b->span.from ? a : b;

    return later->span.from > treaty->start ? later->from : &treaty->from;
}

static void
add_treaty(ent_pair_job *job, const spell *a, const spell *b, ent_span both, void *user)
{
    const ent_treaty *treaty = ent_named_facts_find(user, a->key);
    bool              a_protected = strcmp(a->word, "protected") == 0;
    bool              b_protected = strcmp(b->word, "protected") == 0;
    ent_span          days;

    if (treaty == NULL || (a_protected && b_protected)) {
        return; /* two states that a third protects owe each other nothing */
    }
    days.from = both.from > treaty->start ? both.from : treaty->start;
    days.to = both.to < treaty->end ? both.to : treaty->end;
    if (days.from < days.to) {
        add_obligation(job, a_protected || b_protected ? "one-sided treaty" : "treaty",
                       flags_of(treaty->defence, treaty->offence, treaty->neutrality,
                                treaty->nonaggression, treaty->consultation),
                       treaty->title != NULL ? treaty->title : treaty->treaty, days,
                       dated_by(treaty, a, b));
    }
}

static ent_status
add_treaties(ent_pair_job *job)
{
    spell_list               a = {NULL, 0, 0}, b = {NULL, 0, 0};
    ent_named_facts          treaties;
    size_t                   count;
    const ent_treaty_member *rows =
        ent_record_facts(job->shown->record, ENT_FACT_TREATY_MEMBER, &count);
    ent_status status =
        ent_named_facts_make(job->shown->ctx, job->shown->record, ENT_FACT_TREATY,
                             offsetof(ent_treaty, treaty), &job->shown->arena, &treaties);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        spell fresh = {rows[i].treaty, rows[i].role, {rows[i].start, rows[i].end}, &rows[i].from};

        if (rows[i].state == job->a) {
            add_spell(job, &a, &fresh);
        } else if (rows[i].state == job->b) {
            add_spell(job, &b, &fresh);
        }
    }
    visit_shared(job, &a, &b, add_treaty, &treaties);
    return ENT_OK;
}

static void
add_alliances(ent_pair_job *job)
{
    size_t              count;
    const ent_alliance *rows = ent_record_facts(job->shown->record, ENT_FACT_ALLIANCE, &count);

    for (size_t i = 0; i < count; i++) {
        const ent_alliance *row = &rows[i];

        if (ent_pair_is(job, row->state_a.state, row->state_b.state)) {
            const char *title = ent_shown_keep(
                job->shown, ent_arena_printf(&job->shown->arena, "alliance %s", row->alliance));

            add_obligation(job, row->asymmetric ? "one-sided alliance" : "alliance",
                           flags_of(row->defence, row->offence, row->neutrality, row->nonaggression,
                                    row->consultation),
                           title, (ent_span){row->start, row->end}, &row->from);
        }
    }
}

/* 3. institutions and vetoes */

/* One row, or one for each government that held a seat in these days. */
static void
add_membership_rows(ent_pair_job *job, ent_shown_row *row)
{
    bool        has_seats = strcmp(row->type, "UN") == 0 || strcmp(row->type, "UNSC") == 0;
    ent_span    both = row->days;
    const char *institution = row->type;

    while (row->days.from < both.to) {
        ent_day     until = both.to;
        const char *holder = has_seats ? ent_pair_seat(job, row->days.from, &until) : NULL;

        row->type = holder != NULL ? ent_pair_with_seat(job, institution, holder) : institution;
        row->mark = row->type;
        row->days.to = until < both.to ? until : both.to;
        ent_shown_add(job->shown, row);
        row->days.from = row->days.to;
    }
}

static void
add_shared_membership(ent_pair_job *job, const spell *a, const spell *b, ent_span both, void *user)
{
    const ent_institution *institution = ent_named_facts_find(user, a->key);
    ent_shown_row          row = {.kind = "institution", .type = a->key, .days = both};

    row.value = strcmp(a->word, b->word) == 0
                    ? a->word
                    : ent_shown_keep(job->shown, ent_arena_printf(&job->shown->arena, "%s, %s",
                                                                  a->word, b->word));
    row.title = institution != NULL ? institution->name : NULL;
    row.from = a->span.from >= b->span.from ? a->from : b->from; /* whoever came last */
    row.status = ent_shown_status(job->shown, "institutions", row.from, both);
    add_membership_rows(job, &row);
}

static bool
is_member(const char *status)
{
    return strcmp(status, "member") == 0 || strcmp(status, "permanent") == 0 ||
           strcmp(status, "elected") == 0;
}

static ent_status
add_institutions(ent_pair_job *job)
{
    spell_list            a = {NULL, 0, 0}, b = {NULL, 0, 0};
    ent_named_facts       institutions;
    size_t                count;
    const ent_membership *rows = ent_record_facts(job->shown->record, ENT_FACT_MEMBERSHIP, &count);
    ent_status            status = ent_named_facts_make(
                   job->shown->ctx, job->shown->record, ENT_FACT_INSTITUTION,
                   offsetof(ent_institution, institution), &job->shown->arena, &institutions);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        spell fresh = {
            rows[i].institution, rows[i].status, {rows[i].start, rows[i].end}, &rows[i].from};

        if (!is_member(rows[i].status)) {
            continue;
        }
        if (rows[i].state == job->a) {
            add_spell(job, &a, &fresh);
        } else if (rows[i].state == job->b) {
            add_spell(job, &b, &fresh);
        }
    }
    visit_shared(job, &a, &b, add_shared_membership, &institutions);
    return ENT_OK;
}

static void
add_shared_veto(ent_pair_job *job, const spell *a, const spell *b, ent_span both, void *user)
{
    const ent_veto *veto = ent_fact_find(job->shown->record, ENT_FACT_VETO, a->from);
    ent_day         until;
    const char     *holder = ent_pair_seat(job, both.from, &until);

    (void)b;
    (void)user;
    if (veto != NULL) {
        ent_shown_row row = {.kind = "veto",
                             .type = veto->draft,
                             .value = veto->about,
                             .status = "used",
                             .title = veto->subject,
                             .days = both,
                             .from = &veto->from};

        if (holder != NULL) {
            row.type = ent_pair_with_seat(job, veto->draft, holder);
            row.mark = holder;
        }
        ent_shown_add(job->shown, &row);
    }
}

static void
add_vetoes(ent_pair_job *job)
{
    spell_list      a = {NULL, 0, 0}, b = {NULL, 0, 0};
    size_t          count;
    const ent_veto *rows = ent_record_facts(job->shown->record, ENT_FACT_VETO, &count);

    for (size_t i = 0; i < count; i++) {
        spell fresh = {rows[i].draft, NULL, {rows[i].date, rows[i].date + 1}, &rows[i].from};

        if (rows[i].caster == job->a) {
            add_spell(job, &a, &fresh);
        } else if (rows[i].caster == job->b) {
            add_spell(job, &b, &fresh);
        }
    }
    visit_shared(job, &a, &b, add_shared_veto, NULL);
}

/* 4. ties of a pair */

static void
add_acts(ent_pair_job *job)
{
    size_t         count;
    const ent_act *rows = ent_record_facts(job->shown->record, ENT_FACT_ACT, &count);

    for (size_t i = 0; i < count; i++) {
        ent_shown_row row = {.kind = "cooperation",
                             .type = rows[i].kind,
                             .title = rows[i].title,
                             .days = {rows[i].start, rows[i].end},
                             .from = &rows[i].from};

        if (!ent_pair_is(job, rows[i].state_a, rows[i].state_b)) {
            continue;
        }
        if (rows[i].level != ENT_NO_INTEGER) {
            row.value = ent_shown_number(job->shown, rows[i].level);
        }
        row.status = ent_shown_status(job->shown, "cooperation", row.from, row.days);
        ent_shown_add(job->shown, &row);
    }
}

static void
add_rivalries(ent_pair_job *job)
{
    size_t             count;
    const ent_rivalry *rows = ent_record_facts(job->shown->record, ENT_FACT_RIVALRY, &count);

    for (size_t i = 0; i < count; i++) {
        ent_shown_row row = {.kind = "rivalry",
                             .type = "strategic",
                             .title = rows[i].rivalry,
                             .mark = "strategic",
                             .days = {rows[i].start, rows[i].end},
                             .from = &rows[i].from};

        if (ent_pair_is(job, rows[i].state_a.state, rows[i].state_b.state)) {
            row.status = ent_shown_status(job->shown, "rivalries", row.from, row.days);
            ent_shown_add(job->shown, &row);
        }
    }
}

static const char *
hostility_word(int32_t hostility)
{
    static const char *const WORDS[] = {"none", "threat", "display", "force", "war"};

    return hostility >= 1 && hostility <= 5 ? WORDS[hostility - 1] : NULL;
}

/* What a published set knows by its number alone: "dispute 349". */
static const char *
numbered(ent_pair_job *job, const char *what, const char *number)
{
    if (strspn(number, "0123456789") != strlen(number)) {
        return number; /* an id of data/world says more */
    }
    return ent_shown_keep(job->shown, ent_arena_printf(&job->shown->arena, "%s %s", what, number));
}

static void
add_disputes(ent_pair_job *job)
{
    size_t             count;
    const ent_dispute *rows = ent_record_facts(job->shown->record, ENT_FACT_DISPUTE, &count);

    for (size_t i = 0; i < count; i++) {
        ent_shown_row row = {.kind = "dispute",
                             .type = hostility_word(rows[i].hostility),
                             .title = rows[i].name,
                             .mark = hostility_word(rows[i].hostility),
                             .days = {rows[i].start, rows[i].end},
                             .from = &rows[i].from};

        if (!ent_pair_is(job, rows[i].state_a, rows[i].state_b)) {
            continue;
        }
        if (row.title == NULL) {
            row.title = numbered(job, "dispute", rows[i].dispute);
        }
        if (rows[i].hostility != ENT_NO_INTEGER) {
            row.value = ent_shown_number(job->shown, rows[i].hostility);
        }
        row.status = ent_shown_status(job->shown, "disputes", row.from, row.days);
        ent_shown_add(job->shown, &row);
    }
}

/* A sanction of the EU counts once, on the EU's account: it is of none of its members. */
static void
add_sanctions(ent_pair_job *job)
{
    size_t              count;
    const ent_sanction *rows = ent_record_facts(job->shown->record, ENT_FACT_SANCTION, &count);

    for (size_t i = 0; i < count; i++) {
        ent_state     sender = ent_codes_find(job->codes, rows[i].sender);
        ent_state     target = ent_codes_find(job->codes, rows[i].target);
        ent_shown_row row = {.kind = "sanction",
                             .value = rows[i].kinds,
                             .title = rows[i].instrument,
                             .days = {rows[i].start, rows[i].end},
                             .from = &rows[i].from};

        if (sender == ENT_NO_STATE || target == ENT_NO_STATE || !ent_pair_is(job, sender, target)) {
            continue;
        }
        if (row.title == NULL) {
            row.title = numbered(job, "case", rows[i].sanction);
        }
        row.type = row.mark = ent_pair_direction(job, sender, target);
        row.status = ent_shown_status(job->shown, "sanctions", row.from, row.days);
        ent_shown_add(job->shown, &row);
    }
}

static void
add_claims(ent_pair_job *job)
{
    size_t           count;
    const ent_claim *rows = ent_record_facts(job->shown->record, ENT_FACT_CLAIM, &count);

    for (size_t i = 0; i < count; i++) {
        ent_shown_row row = {.kind = "claim",
                             .value = rows[i].claim,
                             .title = rows[i].territory,
                             .days = {rows[i].start, rows[i].end},
                             .from = &rows[i].from};

        if (!ent_pair_is(job, rows[i].claimant, rows[i].holder)) {
            continue;
        }
        row.type = row.mark = ent_pair_direction(job, rows[i].claimant, rows[i].holder);
        row.status = ent_shown_status(job->shown, "claims", row.from, row.days);
        ent_shown_add(job->shown, &row);
    }
}

static void
add_borders(ent_pair_job *job)
{
    size_t            count;
    const ent_border *rows = ent_record_facts(job->shown->record, ENT_FACT_BORDER, &count);

    for (size_t i = 0; i < count; i++) {
        ent_shown_row row = {.kind = "border",
                             .type = "land",
                             .title = "common land border",
                             .days = {ENT_DAY_MIN, ENT_DAY_MAX},
                             .from = &rows[i].from};

        if (ent_pair_is(job, rows[i].state_a, rows[i].state_b)) {
            row.status = ent_shown_status(job->shown, "borders", row.from, row.days);
            ent_shown_add(job->shown, &row);
        }
    }
}

/* 5. the cooperation level: years of one level, one row */

typedef struct level_run {
    int                   level, carried; /* level -1: none under way; carried 0: observed */
    ent_span              days;
    const ent_provenance *from;
} level_run;

/* The ladder of Korolev (2019). */
static const char *
level_name(int level)
{
    static const char *const NAMES[] = {"none",
                                        "border and confidence measures",
                                        "regular high-level consultation",
                                        "arms and technology transfer",
                                        "regular joint exercises",
                                        "joint patrols, interoperability",
                                        "joint basing or command",
                                        "defence obligation honoured"};

    return level >= 0 && level <= 7 ? NAMES[level] : NULL;
}

static void
end_run(ent_pair_job *job, level_run *run)
{
    ent_shown_row row = {.kind = "cooperation_level",
                         .type = "dyad-years",
                         .status = "observed",
                         .title = level_name(run->level),
                         .days = run->days,
                         .from = run->from};

    if (run->level >= 0) {
        row.value = ent_shown_number(job->shown, run->level);
        if (run->carried > 0) {
            row.status = ent_shown_keep(
                job->shown, ent_arena_printf(&job->shown->arena, "carried %d", run->carried));
        }
        ent_shown_add(job->shown, &row);
    }
    run->level = -1;
}

/* A run goes on while the level stays and is still observed, or is still carried. */
static void
take_year(ent_pair_job *job, const ent_system *system, level_run *run)
{
    ent_state_ix    a = ent_system_find(system, job->a), b = ent_system_find(system, job->b);
    const ent_dyad *dyad;

    if (a == ENT_NO_STATE_IX || b == ENT_NO_STATE_IX) {
        end_run(job, run);
        return;
    }
    dyad = ent_system_dyad(system, a, b);
    if (dyad->cooperation != run->level || (dyad->cooperation_carried > 0) != (run->carried > 0)) {
        const ent_provenance *at = ent_system_provenance(system, dyad->cooperation_fact);
        ent_fact_kind         kind;

        end_run(job, run);
        run->level = dyad->cooperation;
        run->days.from = ent_system_span(system).from;
        run->from = ent_evidence_find(job->shown->record, at, &kind); /* it begins with that */
    }
    run->days.to = ent_system_span(system).to;
    run->carried = dyad->cooperation_carried;
}

/* The years asked for, else those that the acts speak of; never before the first state. */
static void
level_years(const ent_pair_job *job, int *first, int *last)
{
    const ent_span *span = &job->shown->span;

    ent_record_years(job->shown->record, ENT_FACT_ACT, first, last);
    if (span->from != ENT_DAY_MIN) {
        *first = ent_date_year(span->from) > *first ? ent_date_year(span->from) : *first;
    }
    if (span->to != ENT_DAY_MAX) {
        *last = ent_date_year(span->to - 1);
    }
    *first = *first < 1816 ? 1816 : *first;
}

static ent_status
add_levels(ent_pair_job *job)
{
    const ent_span *span = &job->shown->span;
    ent_ctx        *ctx = job->shown->ctx;
    level_run       run = {-1, 0, {0, 0}, NULL};
    int             first, last;
    ent_status      status = ENT_OK;

    level_years(job, &first, &last);
    for (int year = first; year <= last && status == ENT_OK; year++) {
        ent_span    days = ent_span_of_year(year);
        ent_system *system;

        ent_progress(ctx, "following the cooperation level", (uint64_t)(year - first),
                     (uint64_t)(last - first));
        if (span->from != ENT_DAY_MIN && span->to != ENT_DAY_MAX && span->to - span->from == 1) {
            days = *span; /* a day is a day */
        }
        status = ent_check_cancelled(ctx);
        if (status == ENT_OK) {
            status = ent_system_at(ctx, job->shown->record, days, NULL, &system);
        }
        if (status == ENT_OK) {
            take_year(job, system, &run);
            ent_system_destroy(system);
        }
    }
    end_run(job, &run);
    return status;
}

/* 6. the history */

ent_status
ent_show_dyad(ent_ctx *ctx, const ent_record *record, ent_state a, ent_state b,
              const ent_show_options *options, ent_table **out)
{
    ent_shown    shown;
    ent_pair_job job = {&shown, ent_record_codes(record), a, b};
    ent_status   status;

    if (a == b) {
        return ent_fail(ctx, ENT_E_ARG, "'%s' and itself are no pair of states",
                        ent_codes_id(job.codes, a));
    }
    ent_shown_init(&shown, ctx, record, options);
    add_borders(&job);
    ent_pair_add_contiguity(&job);
    ent_pair_add_distances(&job);
    ent_pair_add_peace(&job);
    status = add_treaties(&job);
    add_alliances(&job);
    add_rivalries(&job);
    add_disputes(&job);
    add_claims(&job);
    add_sanctions(&job);
    if (status == ENT_OK) {
        status = add_institutions(&job);
    }
    if (status == ENT_OK) {
        status = add_levels(&job);
    }
    add_acts(&job);
    add_vetoes(&job);
    ent_pair_add_exercises(&job);
    ent_pair_add_arms(&job);
    ent_pair_add_signals(&job);
    ent_pair_add_organisations(&job);
    ent_pair_add_trade(&job);
    ent_pair_add_events(&job);
    if (status == ENT_OK) {
        status = ent_pair_add_votes(&job);
    }
    if (status == ENT_OK) {
        ent_shown_sort(&shown);
        status = ent_shown_table(&shown, out);
    }
    ent_shown_clear(&shown);
    return status;
}
