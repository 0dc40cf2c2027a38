/*
 * show.c - who is meant by a word; what the record says of a state and of an institution
 *
 *   1. subjects     2. a state: names, codes, memberships     3. a state in its system
 *   4. an institution
 *
 * SPDX-License-Identifier: MIT
 */
#include "entente/show.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "base/text.h"
#include "measure/institution.h"
#include "report/facts.h"
#include "report/show/card.h"

/* 1. subjects */

static const char *
find_institution(const ent_record *record, const char *word, bool by_name)
{
    size_t                 count;
    const ent_institution *rows = ent_record_facts(record, ENT_FACT_INSTITUTION, &count);

    for (size_t i = 0; i < count; i++) {
        const char *text = by_name ? rows[i].name : rows[i].institution;

        if (text != NULL && ent_compare_nocase(text, word) == 0) {
            return rows[i].institution;
        }
    }
    return NULL;
}

/* The nearest of the ids of states and institutions and of the names of states. */
static ent_status
fail_unknown(ent_ctx *ctx, const ent_record *record, const char *word)
{
    const ent_codes       *codes = ent_record_codes(record);
    size_t                 institutions, states = ent_codes_count(codes), used = 0;
    const ent_institution *rows = ent_record_facts(record, ENT_FACT_INSTITUTION, &institutions);
    const char           **words = ent_alloc(institutions + 2 * states, sizeof *words);
    const char            *nearest;

    if (words == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < states; i++) {
        words[used++] = ent_codes_id(codes, (ent_state)i);
    }
    for (size_t i = 0; i < institutions; i++) {
        words[used++] = rows[i].institution;
    }
    for (size_t i = 0; i < states; i++) {
        words[used++] = ent_codes_name(codes, (ent_state)i, ENT_DAY_MAX - 1);
    }
    nearest = ent_nearest_word(word, words, used);
    ent_free(words);
    if (nearest != NULL) {
        return ent_fail(ctx, ENT_E_NOTFOUND, "no state or institution '%.60s', did you mean '%s'?",
                        word, nearest);
    }
    return ent_fail(ctx, ENT_E_NOTFOUND,
                    "no state or institution '%.60s'; expected an id as RUS or NATO", word);
}

ent_status
ent_subject_find(ent_ctx *ctx, const ent_record *record, const char *word, ent_span span,
                 ent_subject *out)
{
    static const ent_span ALL = {ENT_DAY_MIN, ENT_DAY_MAX};
    const ent_codes      *codes = ent_record_codes(record);
    ent_subject           found = {ent_codes_find(codes, word), NULL};
    char                  id[ENT_CODE_SIZE] = "";
    ent_status            status = ENT_OK;

    if (found.state == ENT_NO_STATE) {
        found.institution = find_institution(record, word, false);
    }
    if (found.state == ENT_NO_STATE && found.institution == NULL) {
        status = ent_actor_find(ctx, codes, word, span.from < span.to ? span : ALL, id);
        found.state = ent_codes_find(codes, id);
        found.institution = find_institution(record, id, false);
    }
    if (found.state == ENT_NO_STATE && found.institution == NULL) {
        found.institution = find_institution(record, word, true);
    }
    if (status != ENT_OK && status != ENT_E_NOTFOUND) {
        return status;
    }
    if (found.state == ENT_NO_STATE && found.institution == NULL) {
        return fail_unknown(ctx, record, word);
    }
    *out = found;
    return ENT_OK;
}

/* 2. a state: names, codes, memberships */

static void
add_dated(ent_shown *shown, const char *kind, const char *type, const ent_dated_code *code)
{
    ent_shown_row row = {.kind = kind,
                         .type = type,
                         .value = code->code,
                         .title = type == NULL ? code->code : NULL,
                         .days = code->span,
                         .row = code->row};

    ent_shown_add(shown, &row);
}

static void
add_names_and_codes(ent_shown *shown, ent_state state)
{
    static const struct {
        ent_scheme  scheme;
        const char *kind, *type;
    } SCHEMES[] = {{ENT_SCHEME_NAME, "name", NULL},
                   {ENT_SCHEME_GW, "code", "gw"},
                   {ENT_SCHEME_ISO3, "code", "iso3"},
                   {ENT_SCHEME_ISO2, "code", "iso2"}};
    const ent_codes *codes = ent_record_codes(shown->record);
    ent_dated_code   code;

    for (size_t i = 0; i < sizeof SCHEMES / sizeof SCHEMES[0]; i++) {
        for (size_t j = 0; ent_codes_code_at(codes, state, SCHEMES[i].scheme, j, &code); j++) {
            add_dated(shown, SCHEMES[i].kind, SCHEMES[i].type, &code);
        }
    }
    for (size_t j = 0; ent_codes_government_at(codes, state, j, &code); j++) {
        bool           seat = ent_starts_with(code.code, "seat:");
        ent_dated_code holder = {seat ? code.code + strlen("seat:") : code.code, code.span,
                                 code.row};

        add_dated(shown, "government", seat ? "seat" : "code", &holder);
    }
}

static void
add_spells(ent_shown *shown, ent_state state)
{
    size_t           count;
    const ent_spell *spells = ent_codes_spells(ent_record_codes(shown->record), &count);

    for (size_t i = 0; i < count; i++) {
        if (spells[i].state == state) {
            ent_shown_row row = {.kind = "spell",
                                 .type = spells[i].cow,
                                 .value = ent_shown_number(shown, spells[i].ccode),
                                 .title = "in the state system",
                                 .mark = spells[i].cow,
                                 .days = spells[i].span,
                                 .row = spells[i].row};

            ent_shown_add(shown, &row);
        }
    }
}

static ent_status
add_memberships(ent_shown *shown, ent_state state)
{
    size_t                count;
    const ent_membership *rows = ent_record_facts(shown->record, ENT_FACT_MEMBERSHIP, &count);
    ent_named_facts       known;
    ent_status            status =
        ent_named_facts_make(shown->ctx, shown->record, ENT_FACT_INSTITUTION,
                             offsetof(ent_institution, institution), &shown->arena, &known);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        ent_shown_row row = {.kind = "institution",
                             .type = rows[i].institution,
                             .value = rows[i].status,
                             .mark = rows[i].institution,
                             .days = {rows[i].start, rows[i].end},
                             .from = &rows[i].from};

        if (rows[i].state == state && ent_span_overlap(row.days, shown->span)) {
            const ent_institution *institution = ent_named_facts_find(&known, rows[i].institution);

            row.title = institution != NULL ? institution->name : NULL;
            row.status = ent_shown_status(shown, "institutions", row.from, row.days);
            ent_shown_add(shown, &row);
        }
    }
    return ENT_OK;
}

/* 3. a state in its system */

typedef struct card_job {
    ent_shown        *shown;
    const ent_system *system;
    ent_state_ix      ix;
} card_job;

static const char *
id_of(const card_job *job, ent_state_ix ix)
{
    return ent_codes_id(ent_record_codes(job->shown->record),
                        ent_system_member_at(job->system, ix)->state);
}

static const char *
name_of(const card_job *job, ent_state_ix ix)
{
    return ent_codes_name(ent_record_codes(job->shown->record),
                          ent_system_member_at(job->system, ix)->state,
                          ent_system_span(job->system).to - 1);
}

/* The provenance of the fact itself: that of the system names no citation. */
static const ent_provenance *
origin(const card_job *job, uint32_t fact)
{
    const ent_provenance *from = ent_system_provenance(job->system, fact), *found = NULL;

    for (int kind = 0; from != NULL && found == NULL && kind < ENT_FACT_KINDS; kind++) {
        found = ent_fact_find(job->shown->record, (ent_fact_kind)kind, from);
    }
    return found != NULL ? found : from;
}

static const char *
age_text(const card_job *job, int age)
{
    return age <= 0 ? "observed"
                    : ent_shown_keep(job->shown,
                                     ent_arena_printf(&job->shown->arena, "carried %d", age));
}

static void
add_power(const card_job *job)
{
    const ent_system_member *member = ent_system_member_at(job->system, job->ix);
    ent_shown_row            row = {.kind = "power", .type = "cinc"};

    if (member->power_fact == 0) {
        return;
    }
    row.title = "share of the world's capabilities";
    row.days = ent_span_of_year(member->power_year);
    row.from = origin(job, member->power_fact);
    row.status =
        age_text(job, ent_date_year(ent_system_span(job->system).to - 1) - member->power_year);
    if (!isnan(member->cinc)) {
        row.value = ent_shown_number(job->shown, member->cinc);
        ent_shown_put(job->shown, &row);
    }
    if (!isnan(member->milex)) {
        row.type = "milex";
        row.title = "military expenditure, as published";
        row.value = ent_shown_number(job->shown, member->milex);
        ent_shown_put(job->shown, &row);
    }
}

static void
add_obligations(const card_job *job)
{
    for (size_t i = 0; i < ent_system_size(job->system); i++) {
        ent_state_ix    other = (ent_state_ix)i;
        const ent_dyad *dyad = ent_system_dyad(job->system, job->ix, other);
        ent_shown_row   row = {.kind = "obligation", .days = ent_system_span(job->system)};
        char            flags[64];

        if (other == job->ix || dyad->obligations == 0) {
            continue;
        }
        ent_obligation_print(dyad->obligations, flags);
        row.type = row.mark = id_of(job, other);
        row.title = name_of(job, other);
        row.value = ent_shown_keep(job->shown, ent_arena_strdup(&job->shown->arena, flags));
        row.status = "used";
        row.from = origin(job, dyad->obligation_fact);
        ent_shown_add(job->shown, &row);
    }
}

static void
add_adversaries(const card_job *job)
{
    for (size_t i = 0; i < ent_system_size(job->system); i++) {
        ent_state_ix    other = (ent_state_ix)i;
        const ent_dyad *dyad = ent_system_dyad(job->system, job->ix, other);
        ent_shown_row   row = {.kind = "adversary", .days = ent_system_span(job->system)};

        if (other == job->ix || !ent_system_adversaries(job->system, job->ix, other)) {
            continue;
        }
        row.type = row.mark = id_of(job, other);
        row.title = name_of(job, other);
        row.status = "used";
        if (dyad->hostility >= 4) {
            row.value =
                ent_shown_keep(job->shown, ent_arena_printf(&job->shown->arena, "%shostility %d",
                                                            dyad->rivalry ? "rivalry, " : "",
                                                            (int)dyad->hostility));
        } else {
            row.value = "rivalry";
        }
        row.from =
            dyad->rivalry ? origin(job, dyad->rivalry_fact) : origin(job, dyad->hostility_fact);
        ent_shown_add(job->shown, &row);
    }
}

enum { CLOSE_PARTNER = 4 }; /* regular joint exercises */

static void
add_partners(const card_job *job)
{
    for (int level = 7; level >= CLOSE_PARTNER; level--) {
        for (size_t i = 0; i < ent_system_size(job->system); i++) {
            ent_state_ix    other = (ent_state_ix)i;
            const ent_dyad *dyad = ent_system_dyad(job->system, job->ix, other);
            ent_shown_row   row = {.kind = "partner", .days = ent_system_span(job->system)};

            if (dyad->cooperation == level && other != job->ix) {
                row.type = row.mark = id_of(job, other);
                row.title = name_of(job, other);
                row.value = ent_shown_number(job->shown, level);
                row.status = age_text(job, dyad->cooperation_carried);
                row.from = origin(job, dyad->cooperation_fact);
                ent_shown_add(job->shown, &row);
            }
        }
    }
}

/* The last year of the span in which the state exists and that the acts of the record reach. */
static ent_span
pick_moment(const ent_shown *shown, ent_state state)
{
    size_t           count;
    const ent_spell *spells = ent_codes_spells(ent_record_codes(shown->record), &count);
    ent_day          last = ENT_DAY_MIN, to;
    int              first_year, last_year;

    if (shown->span.from != ENT_DAY_MIN && shown->span.to != ENT_DAY_MAX &&
        ent_date_year(shown->span.from) == ent_date_year(shown->span.to - 1)) {
        return shown->span; /* a day, a month or a year was asked for */
    }
    ent_record_years(shown->record, ENT_FACT_ACT, &first_year, &last_year);
    to = last_year >= first_year ? ent_span_of_year(last_year).to : ENT_DAY_MAX;
    to = shown->span.to < to ? shown->span.to : to;
    for (size_t i = 0; i < count; i++) {
        ent_day end = spells[i].span.to < to ? spells[i].span.to : to;

        if (spells[i].state == state && spells[i].span.from < to && end > last) {
            last = end;
        }
    }
    if (last == ENT_DAY_MIN || last == ENT_DAY_MAX) {
        return (ent_span){0, 0};
    }
    return ent_span_of_year(ent_date_year(last - 1));
}

/* What the sets of attributes and flows say of a state. */
static ent_status
add_attributes(ent_shown *shown, ent_state state, ent_span moment)
{
    ent_card_job job = {shown, state, moment, ent_date_year(moment.to - 1)};

    ent_card_add_wealth(&job);
    ent_card_add_regime(&job);
    ent_card_add_leaders(&job);
    ent_card_add_trade(&job);
    ent_card_add_arms(&job);
    ent_card_add_conflicts(&job);
    ent_card_add_neighbours(&job);
    ent_card_add_organisations(&job);
    ent_card_add_signals(&job);
    return ent_card_add_votes(&job);
}

static ent_status
add_relations(ent_ctx *ctx, ent_shown *shown, ent_state state, ent_span moment)
{
    ent_system *system;
    card_job    job = {shown, NULL, ENT_NO_STATE_IX};
    ent_status  status = ent_system_at(ctx, shown->record, moment, NULL, &system);

    if (status != ENT_OK) {
        return status;
    }
    job.system = system;
    job.ix = ent_system_find(system, state);
    if (job.ix != ENT_NO_STATE_IX) {
        add_power(&job);
    }
    status = add_attributes(shown, state, moment);
    if (job.ix != ENT_NO_STATE_IX) {
        add_obligations(&job);
        add_adversaries(&job);
        add_partners(&job);
    }
    ent_system_destroy(system);
    return status;
}

static ent_status
fail_no_state(ent_ctx *ctx, const ent_codes *codes, ent_state state)
{
    size_t           count;
    const ent_spell *spells = ent_codes_spells(codes, &count);
    ent_text         list;
    ent_status       status;

    ent_text_init(&list);
    for (size_t i = 0; i < count; i++) {
        char from[16], to[16];

        if (spells[i].state == state) {
            ent_date_print(spells[i].span.from, from);
            ent_date_print(spells[i].span.to == ENT_DAY_MAX ? ENT_DAY_MAX : spells[i].span.to - 1,
                           to);
            ent_text_addf(&list, "%s%s..%s", list.length > 0 ? ", " : "", from, to);
        }
    }
    status = list.failed ? ent_fail_nomem(ctx)
                         : ent_fail(ctx, ENT_E_NOTFOUND,
                                    "'%s' is not in the state system then; it is in %s",
                                    ent_codes_id(codes, state), ent_text_get(&list));
    ent_text_clear(&list);
    return status;
}

ent_status
ent_show_state(ent_ctx *ctx, const ent_record *record, ent_state state,
               const ent_show_options *options, ent_table **out)
{
    const ent_codes *codes = ent_record_codes(record);
    ent_shown        shown;
    ent_span         moment;
    ent_status       status = ENT_OK;

    ent_shown_init(&shown, ctx, record, options);
    if (!ent_codes_exists(codes, state, shown.span)) {
        return fail_no_state(ctx, codes, state);
    }
    add_names_and_codes(&shown, state);
    add_spells(&shown, state);
    moment = pick_moment(&shown, state);
    if (moment.from < moment.to) { /* a record without acts has no last year */
        status = add_relations(ctx, &shown, state, moment);
    }
    if (status == ENT_OK) {
        status = add_memberships(&shown, state);
    }
    if (status == ENT_OK) {
        status = ent_shown_table(&shown, out);
    }
    ent_shown_clear(&shown);
    return status;
}

/* 4. an institution */

static void
add_rules(ent_shown *shown, const ent_institution *row)
{
    ent_shown_row shared = {.status = "used", .days = {row->start, row->end}, .from = &row->from};
    ent_shown_row fresh = shared;

    fresh.kind = "institution";
    fresh.type = fresh.mark = row->kind;
    fresh.value = row->institution;
    fresh.title = row->name;
    ent_shown_add(shown, &fresh);
    fresh = shared;
    fresh.kind = "rule";
    fresh.type = row->rule;
    fresh.value = row->rule;
    fresh.title = row->rule_note;
    ent_shown_add(shown, &fresh);
    fresh = shared;
    fresh.kind = "commitment";
    fresh.type = fresh.value = row->commitment;
    ent_shown_add(shown, &fresh);
}

static void
add_members(ent_shown *shown, const char *institution, const char *status)
{
    const ent_codes      *codes = ent_record_codes(shown->record);
    size_t                count;
    const ent_membership *rows = ent_record_facts(shown->record, ENT_FACT_MEMBERSHIP, &count);

    for (size_t i = 0; i < count; i++) {
        ent_shown_row row = {.kind = "member",
                             .type = rows[i].status,
                             .days = {rows[i].start, rows[i].end},
                             .from = &rows[i].from};

        if (strcmp(rows[i].institution, institution) != 0 || strcmp(rows[i].status, status) != 0 ||
            !ent_span_overlap(row.days, shown->span)) {
            continue;
        }
        row.value = ent_codes_id(codes, rows[i].state);
        row.mark = rows[i].status;
        row.title =
            ent_codes_name(codes, rows[i].state,
                           row.days.to < shown->span.to ? row.days.to - 1 : shown->span.to - 1);
        row.status = ent_shown_status(shown, "institutions", row.from, row.days);
        ent_shown_add(shown, &row);
    }
}

ent_status
ent_show_institution(ent_ctx *ctx, const ent_record *record, const char *institution,
                     const ent_show_options *options, ent_table **out)
{
    static const char *const STATUSES[] = {"permanent", "elected",   "member",  "partner",
                                           "observer",  "candidate", "invited", "suspended",
                                           "declined",  "left"};
    size_t                   count;
    const ent_institution   *rows = ent_record_facts(record, ENT_FACT_INSTITUTION, &count);
    const ent_institution   *known;
    ent_shown                shown;
    ent_status               status = ent_institution_find(ctx, record, institution, &known);
    char                     from[16];

    if (status != ENT_OK) {
        return status;
    }
    ent_shown_init(&shown, ctx, record, options);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(rows[i].institution, institution) == 0) {
            add_rules(&shown, &rows[i]);
        }
    }
    if (shown.count == 0 && !shown.failed) {
        ent_date_print(known->start, from);
        ent_shown_clear(&shown);
        return ent_fail(ctx, ENT_E_NOTFOUND, "'%s' does not exist then; it begins on %s",
                        institution, from);
    }
    for (size_t i = 0; i < sizeof STATUSES / sizeof STATUSES[0]; i++) {
        add_members(&shown, institution, STATUSES[i]);
    }
    status = ent_shown_table(&shown, out);
    ent_shown_clear(&shown);
    return status;
}
