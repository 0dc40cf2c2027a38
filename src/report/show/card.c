/*
 * card.c - what `show` says of one state in one year: the newest that is known of it then
 *
 *   1. shared     2. wealth and regime     3. leaders     4. trade     5. arms     6. conflicts
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/show/card.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "report/facts.h"
#include "system/record.h"

/* 1. shared */

const char *
ent_card_age(const ent_card_job *job, int year)
{
    ent_shown *shown = job->shown;

    return year >= job->year ? "observed"
                             : ent_shown_keep(shown, ent_arena_printf(&shown->arena, "carried %d",
                                                                      job->year - year));
}

/* Whether a fact of a year is newer than what was found, not of the future, and read by a seam. */
static bool
is_newer(const ent_card_job *job, const char *seam, const ent_provenance *from, int32_t year,
         int found)
{
    return ent_fact_has_year(year) && year > found && year <= job->year &&
           ent_record_uses(job->shown->record, seam, from, ent_span_of_year(year).to - 1);
}

static void
add_value(ent_card_job *job, const char *kind, const char *type, const char *title, double value,
          int year, const ent_provenance *from)
{
    ent_shown_row row = {.kind = kind, .type = type, .title = title, .from = from};

    if (!isnan(value)) {
        row.value = ent_shown_number(job->shown, value);
        row.days = ent_span_of_year(year);
        row.status = ent_card_age(job, year);
        ent_shown_put(job->shown, &row);
    }
}

/* 2. wealth and regime */

void
ent_card_add_wealth(ent_card_job *job)
{
    const ent_gdp *found = ent_gdp_until(job->shown->record, job->state, job->year);

    if (found != NULL) {
        add_value(job, "power", "gdp", "gross domestic product, as published", found->gdp,
                  found->year, &found->from);
        add_value(job, "power", "population", "population, as published", found->population,
                  found->year, &found->from);
    }
}

/* Our own profiles stand where the published set ends, or where none is loaded. */
static const ent_profile *
newest_profile(const ent_card_job *job, int after)
{
    size_t             count;
    const ent_profile *rows = ent_record_facts(job->shown->record, ENT_FACT_PROFILE, &count);
    const ent_profile *found = NULL;

    for (size_t i = 0; i < count; i++) {
        if (rows[i].state == job->state && !isnan(rows[i].polyarchy) &&
            is_newer(job, "regimes", &rows[i].from, rows[i].year,
                     found != NULL ? found->year : after)) {
            found = &rows[i];
        }
    }
    return found;
}

void
ent_card_add_regime(ent_card_job *job)
{
    size_t             count;
    const ent_regime  *rows = ent_record_facts(job->shown->record, ENT_FACT_REGIME, &count);
    const ent_regime  *polyarchy = NULL;
    const ent_regime  *polity = ent_polity_until(job->shown->record, job->state, job->year);
    const ent_profile *profile;

    for (size_t i = 0; i < count; i++) {
        if (rows[i].state.state == job->state && !isnan(rows[i].polyarchy) &&
            is_newer(job, "regimes", &rows[i].from, rows[i].year,
                     polyarchy != NULL ? polyarchy->year : 0)) {
            polyarchy = &rows[i];
        }
    }
    profile = newest_profile(job, polyarchy != NULL ? polyarchy->year : 0);
    if (profile != NULL) {
        add_value(job, "regime", "polyarchy", profile->regime, profile->polyarchy, profile->year,
                  &profile->from);
    } else if (polyarchy != NULL) {
        add_value(job, "regime", "polyarchy", "electoral democracy, 0 to 1", polyarchy->polyarchy,
                  polyarchy->year, &polyarchy->from);
    }
    if (polity != NULL) {
        add_value(job, "regime", "polity2", "autocracy -10 to democracy 10", polity->polity2,
                  polity->year, &polity->from);
    }
}

/* 3. leaders */

static void
add_major_powers(ent_card_job *job)
{
    size_t                 count;
    const ent_major_power *rows =
        ent_record_facts(job->shown->record, ENT_FACT_MAJOR_POWER, &count);

    for (size_t i = 0; i < count; i++) {
        ent_shown_row row = {.kind = "major_power",
                             .type = "major",
                             .title = "a major power",
                             .days = {rows[i].start, rows[i].end},
                             .from = &rows[i].from};

        if (rows[i].state.state == job->state) {
            row.status = ent_shown_status(job->shown, "major_powers", row.from, row.days);
            ent_shown_add(job->shown, &row);
        }
    }
}

void
ent_card_add_leaders(ent_card_job *job)
{
    size_t            count;
    const ent_leader *rows = ent_record_facts(job->shown->record, ENT_FACT_LEADER, &count);

    add_major_powers(job);
    for (size_t i = 0; i < count; i++) {
        ent_shown_row row = {.kind = "leader",
                             .type = rows[i].office != NULL ? rows[i].office : "leader",
                             .value = rows[i].leader,
                             .title = rows[i].name,
                             .mark = rows[i].office,
                             .days = {rows[i].start, rows[i].end},
                             .from = &rows[i].from};
        ent_span      both = {row.days.from > job->moment.from ? row.days.from : job->moment.from,
                         row.days.to < job->moment.to ? row.days.to : job->moment.to};

        if (rows[i].state.state == job->state && both.from < both.to) {
            row.status = ent_shown_status(job->shown, "leaders", row.from, both);
            if (strcmp(row.status, "used") == 0) {
                ent_shown_add(job->shown, &row);
            }
        }
    }
}

/* 4. trade */

void
ent_card_add_trade(ent_card_job *job)
{
    size_t                 count;
    const ent_trade_total *rows =
        ent_record_facts(job->shown->record, ENT_FACT_TRADE_TOTAL, &count);
    const ent_trade_total *found = NULL;

    for (size_t i = 0; i < count; i++) {
        if (rows[i].state.state == job->state &&
            is_newer(job, "trade_totals", &rows[i].from, rows[i].year,
                     found != NULL ? found->year : 0)) {
            found = &rows[i];
        }
    }
    if (found != NULL) {
        add_value(job, "trade", "imports", "all imports, million current US dollars",
                  found->imports, found->year, &found->from);
        add_value(job, "trade", "exports", "all exports, million current US dollars",
                  found->exports, found->year, &found->from);
    }
}

/* 5. arms */

enum { FIRST_PARTNERS = 5, YEARS_OF_ARMS = 5 };

typedef struct partner {
    ent_state                state;
    double                   tiv;
    size_t                   orders;
    const ent_arms_transfer *largest;
} partner;

static int
compare_partners(const void *a, const void *b)
{
    const partner *x = a, *y = b;

    if (x->tiv != y->tiv) {
        return x->tiv > y->tiv ? -1 : 1;
    }
    return x->state < y->state ? -1 : x->state > y->state;
}

/* The last year of orders that is known in the moment: the source may end before it. */
static int
last_year_of_arms(const ent_card_job *job, const ent_arms_transfer *rows, size_t count)
{
    int last = 0;

    for (size_t i = 0; i < count; i++) {
        if (is_newer(job, "arms", &rows[i].from, rows[i].ordered_year, last)) {
            last = rows[i].ordered_year;
        }
    }
    return last;
}

static void
add_partner(ent_card_job *job, const partner *with, const char *kind, ent_span days)
{
    ent_shown       *shown = job->shown;
    const ent_codes *codes = ent_record_codes(shown->record);
    ent_shown_row    row = {.kind = kind, .days = days, .from = &with->largest->from};

    row.type = row.mark = ent_codes_id(codes, with->state);
    row.title =
        ent_shown_keep(shown, ent_arena_printf(&shown->arena, "%s, %zu order%s",
                                               ent_codes_name(codes, with->state, days.to - 1),
                                               with->orders, with->orders == 1 ? "" : "s"));
    row.value = ent_shown_number(shown, round(with->tiv * 100) / 100);
    if (shown->for_reading && row.value != NULL) {
        row.value = ent_shown_keep(shown, ent_arena_printf(&shown->arena, "TIV %s", row.value));
    }
    row.status = ent_card_age(job, ent_date_year(days.to - 1));
    ent_shown_put(shown, &row);
}

/* Those with whom the orders of the last five years brought the most, in TIV of what came. */
static void
add_partners(ent_card_job *job, bool supplied, const ent_arms_transfer *rows, size_t count,
             int last, partner *partners)
{
    size_t   states = ent_codes_count(ent_record_codes(job->shown->record));
    ent_span days = {ent_span_of_year(last - YEARS_OF_ARMS + 1).from, ent_span_of_year(last).to};

    memset(partners, 0, states * sizeof *partners);
    for (size_t i = 0; i < count; i++) {
        const ent_arms_transfer *row = &rows[i];
        ent_state                self = supplied ? row->supplier.state : row->recipient.state;
        ent_state                other = supplied ? row->recipient.state : row->supplier.state;
        partner                 *with;

        if (self != job->state || other == ENT_NO_STATE || row->ordered_year > last ||
            row->ordered_year <= last - YEARS_OF_ARMS || isnan(row->tiv_delivered)) {
            continue;
        }
        with = &partners[other];
        with->state = other;
        with->tiv += row->tiv_delivered;
        with->orders++;
        if (with->largest == NULL || row->tiv_delivered > with->largest->tiv_delivered) {
            with->largest = row;
        }
    }
    qsort(partners, states, sizeof *partners, compare_partners);
    for (size_t i = 0; i < FIRST_PARTNERS && i < states && partners[i].tiv > 0; i++) {
        add_partner(job, &partners[i], supplied ? "arms_recipient" : "arms_supplier", days);
    }
}

void
ent_card_add_arms(ent_card_job *job)
{
    ent_shown               *shown = job->shown;
    size_t                   count, states = ent_codes_count(ent_record_codes(shown->record));
    const ent_arms_transfer *rows = ent_record_facts(shown->record, ENT_FACT_ARMS_TRANSFER, &count);
    int                      last = last_year_of_arms(job, rows, count);
    partner *partners = last > 0 ? ent_arena_alloc(&shown->arena, states, sizeof *partners) : NULL;

    if (last == 0) {
        return;
    }
    if (partners == NULL) {
        shown->failed = true;
        return;
    }
    add_partners(job, false, rows, count, last, partners);
    add_partners(job, true, rows, count, last, partners);
}

/* 6. conflicts */

static const char *
name_of_party(const ent_card_job *job, const ent_party *party)
{
    return party->state != ENT_NO_STATE ? ent_codes_name(ent_record_codes(job->shown->record),
                                                         party->state, job->moment.to - 1)
                                        : party->given;
}

void
ent_card_add_conflicts(ent_card_job *job)
{
    ent_shown          *shown = job->shown;
    size_t              count;
    const ent_conflict *rows = ent_record_facts(shown->record, ENT_FACT_CONFLICT, &count);

    for (size_t i = 0; i < count; i++) {
        const ent_conflict *row = &rows[i];
        ent_shown_row       fresh = {.kind = "conflict", .type = row->kind, .mark = row->kind};
        const char         *a = name_of_party(job, &row->state_a);
        const char         *b = name_of_party(job, &row->state_b);

        if (row->year != job->year ||
            (row->state_a.state != job->state && row->second_a.state != job->state &&
             row->state_b.state != job->state && row->second_b.state != job->state)) {
            continue;
        }
        fresh.title = ent_shown_keep(
            shown, ent_arena_printf(&shown->arena, "%s against %s, over %s",
                                    a != NULL ? a : "not known", b != NULL ? b : "not known",
                                    row->incompatibility != NULL ? row->incompatibility
                                                                 : "what is not known"));
        fresh.value = row->intensity == 2 ? "war" : "minor";
        fresh.days = ent_span_of_year(row->year);
        fresh.from = &row->from;
        fresh.status = ent_shown_status(shown, "conflicts", fresh.from, fresh.days);
        ent_shown_add(shown, &fresh);
    }
}
