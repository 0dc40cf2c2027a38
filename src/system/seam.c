/*
 * seam.c - which set supplies a kind of tie or attribute, and for which days
 *
 * SPDX-License-Identifier: MIT
 */
#include "system/seam.h"

#include <stdio.h>
#include <string.h>

#include "base/context.h"

static const ent_supply SUPPLIES[] = {
    {"obligations", "cow-alliances", ENT_FACT_ALLIANCE, ENT_RECORD_TIES, 40},
    {"obligations", "atop-members", ENT_FACT_ATOP_MEMBER, ENT_RECORD_TIES, 40},
    {"obligations", "world", ENT_FACT_TREATY, ENT_RECORD_TIES, 40},
    {"rivalries", "tss-rivalries", ENT_FACT_RIVALRY, ENT_RECORD_TIES, 40},
    {"rivalries", "td-rivalries", ENT_FACT_RIVALRY, ENT_RECORD_TIES, 40},
    {"rivalries", "world", ENT_FACT_RIVALRY, ENT_RECORD_TIES, 40},
    {"peace", "peace-scale", ENT_FACT_PEACE_LEVEL, ENT_RECORD_TIES, 40},
    {"disputes", "cow-mid-participants", ENT_FACT_MID_PARTICIPANT, ENT_RECORD_TIES, 40},
    {"disputes", "gml-mid-participants", ENT_FACT_MID_PARTICIPANT, ENT_RECORD_TIES, 40},
    {"disputes", "world", ENT_FACT_DISPUTE, ENT_RECORD_TIES, 40},
    {"cooperation", "world", ENT_FACT_ACT, ENT_RECORD_TIES, 40},
    {"sanctions", "gsdb", ENT_FACT_SANCTION_CASE, ENT_RECORD_TIES, 40},
    {"sanctions", "world", ENT_FACT_SANCTION, ENT_RECORD_TIES, 40},
    {"claims", "world", ENT_FACT_CLAIM, ENT_RECORD_TIES, 40},
    {"borders", "cow-contiguity", ENT_FACT_CONTIGUITY, ENT_RECORD_TIES, 40},
    {"borders", "world", ENT_FACT_BORDER, ENT_RECORD_TIES, 40},
    {"institutions", "world", ENT_FACT_MEMBERSHIP, ENT_RECORD_TIES, 40},
    {"capabilities", "cow-nmc", ENT_FACT_CAPABILITY, ENT_RECORD_TIES, 40},
    {"capabilities", "world", ENT_FACT_PROFILE, ENT_RECORD_TIES, 40},
    {"gdp", "fariss-gdp", ENT_FACT_GDP, ENT_RECORD_TIES, 40},
    {"gdp", "anders-gdp", ENT_FACT_GDP, ENT_RECORD_TIES, 40},
    {"regimes", "isard-democracy", ENT_FACT_REGIME, ENT_RECORD_TIES, 40},
    {"regimes", "vdem", ENT_FACT_REGIME, ENT_RECORD_TIES, 40},
    {"regimes", "peacesciencer-democracy", ENT_FACT_REGIME, ENT_RECORD_TIES, 40},
    {"regimes", "polity5", ENT_FACT_REGIME, ENT_RECORD_TIES, 40},
    {"regimes", "world", ENT_FACT_PROFILE, ENT_RECORD_TIES, 40},
    {"major_powers", "cow-majors", ENT_FACT_MAJOR_POWER, ENT_RECORD_TIES, 40},
    {"leaders", "archigos", ENT_FACT_LEADER, ENT_RECORD_TIES, 40},
    {"leaders", "world", ENT_FACT_LEADER, ENT_RECORD_TIES, 40},
    {"arms", "sipri-arms", ENT_FACT_ARMS_TRANSFER, ENT_SUPPLY_EVIDENCE, 40},
    {"exercises", "mme", ENT_FACT_EXERCISE, ENT_SUPPLY_EVIDENCE, 5},
    {"exercises", "jme", ENT_FACT_EXERCISE, ENT_SUPPLY_EVIDENCE, 5},
    {"participants", "mme", ENT_FACT_EXERCISE_PARTICIPANT, ENT_SUPPLY_EVIDENCE, 5},
    {"participants", "jme", ENT_FACT_EXERCISE_PARTICIPANT, ENT_SUPPLY_EVIDENCE, 5},
    {"signals", "major-power-signals", ENT_FACT_SIGNAL, ENT_SUPPLY_EVIDENCE, 5},
    {"arms_races", "arms-races", ENT_FACT_ARMS_RACE, ENT_RECORD_RACES, 0},
    {"deployments", "us-troops", ENT_FACT_TROOPS, ENT_RECORD_REACH, 0},
    {"distances", "cshapes-distances", ENT_FACT_DISTANCE, ENT_RECORD_REACH, 40},
    {"organisations", "cow-igo", ENT_FACT_IGO_COUNT, ENT_RECORD_ORGANISATIONS, 0},
    {"trade", "cow-trade", ENT_FACT_TRADE, ENT_RECORD_FLOWS, 0},
    {"trade", "world", ENT_FACT_TRADE, ENT_RECORD_FLOWS, 0},
    {"trade_totals", "cow-trade-totals", ENT_FACT_TRADE_TOTAL, ENT_RECORD_FLOWS, 0},
    {"conflicts", "ucdp", ENT_FACT_CONFLICT, ENT_RECORD_FLOWS, 0},
    {"roll_calls", "unvotes-roll-calls", ENT_FACT_ROLL_CALL, ENT_RECORD_VOTES, 0},
    {"roll_calls", "unga-roll-calls", ENT_FACT_ROLL_CALL, ENT_RECORD_VOTES, 0},
    {"roll_calls", "world", ENT_FACT_ROLL_CALL, ENT_RECORD_VOTES, 0},
    {"issues", "unvotes-issues", ENT_FACT_ROLL_CALL_ISSUE, ENT_RECORD_VOTES, 0},
    {"votes", "unvotes-votes", ENT_FACT_VOTE, ENT_RECORD_VOTES, 0},
    {"votes", "unga-votes", ENT_FACT_VOTE, ENT_RECORD_VOTES, 0},
    {"votes", "world", ENT_FACT_VOTE, ENT_RECORD_VOTES, 0},
    {"event_counts", "gdelt-2", ENT_FACT_EVENT_COUNT, ENT_RECORD_EVENTS, 0},
    {"event_counts", "gdelt-1", ENT_FACT_EVENT_COUNT, ENT_RECORD_EVENTS, 0},
    {"event_counts", "icews", ENT_FACT_EVENT_COUNT, ENT_RECORD_EVENTS, 0},
    {"event_counts", "icews-table", ENT_FACT_EVENT_COUNT, ENT_RECORD_EVENTS, 0},
    {"event_totals", "gdelt-2", ENT_FACT_EVENT_TOTAL, ENT_RECORD_EVENTS, 0},
    {"event_totals", "gdelt-1", ENT_FACT_EVENT_TOTAL, ENT_RECORD_EVENTS, 0},
    {"event_totals", "icews", ENT_FACT_EVENT_TOTAL, ENT_RECORD_EVENTS, 0},
    {"event_totals", "icews-table", ENT_FACT_EVENT_TOTAL, ENT_RECORD_EVENTS, 0},
};
enum { SUPPLY_COUNT = sizeof SUPPLIES / sizeof SUPPLIES[0] };

const ent_supply *
ent_supplies(size_t *count)
{
    *count = SUPPLY_COUNT;
    return SUPPLIES;
}

static bool
is_ours(const ent_supply *supply)
{
    return strcmp(supply->set, "world") == 0;
}

bool
ent_file_holds(const ent_source_file *file, const char *set, ent_fact_kind kind)
{
    char name[64];

    if (strcmp(file->set, set) != 0 || file->rows == 0) {
        return false;
    }
    (void)snprintf(name, sizeof name, "world/%s.csv", ent_fact_describe(kind)->table);
    return strcmp(set, "world") != 0 || strcmp(file->name, name) == 0;
}

static bool
holds(const ent_source_file *file, const ent_supply *supply)
{
    return ent_file_holds(file, supply->set, supply->fact);
}

bool
ent_file_supplies(const ent_source_file *file, const char *kind)
{
    for (size_t i = 0; i < SUPPLY_COUNT; i++) {
        if (strcmp(SUPPLIES[i].kind, kind) == 0 && holds(file, &SUPPLIES[i])) {
            return true;
        }
    }
    return false;
}

/* The next number of a version, -1 where there is none. */
static int64_t
next_part(const char **at)
{
    int64_t part = -1;

    while (**at >= '0' && **at <= '9' && part < INT32_MAX) {
        part = (part < 0 ? 0 : part) * 10 + (**at - '0');
        (*at)++;
    }
    *at += **at != '\0';
    return part;
}

/* 10.0 is newer than 9.1, a version without a number older than any. */
static int
compare_versions(const char *a, const char *b)
{
    int64_t x, y;

    do {
        x = next_part(&a);
        y = next_part(&b);
    } while (x == y && x >= 0);
    return x < y ? -1 : x > y;
}

const ent_source_file *
ent_supply_file(const ent_supply *supply, const ent_source_file *files, size_t count)
{
    const ent_source_file *found = NULL;

    for (size_t i = 0; i < count; i++) {
        int newer;

        if (!holds(&files[i], supply)) {
            continue;
        }
        newer = found != NULL ? compare_versions(files[i].version, found->version) : 1;
        if (newer > 0 || (newer == 0 && files[i].last > found->last)) {
            found = &files[i];
        }
    }
    return found;
}

bool
ent_supply_reads(const ent_supply *supply, const ent_source_file *file,
                 const ent_source_file *files, size_t count)
{
    const ent_source_file *newest = ent_supply_file(supply, files, count);

    return newest != NULL && holds(file, supply) && strcmp(file->version, newest->version) == 0;
}

/* What stands in one file with another kind is chosen with it, unless it is chosen itself. */
static const char *const CHOSEN_WITH[][2] = {{"participants", "exercises"},
                                             {"event_totals", "event_counts"}};

/* The set that was chosen for a kind; NULL: none was. */
static const char *
choice_of(const char *const *sources, const char *kind)
{
    size_t length = strlen(kind);

    for (size_t i = 0; sources != NULL && sources[i] != NULL; i++) {
        if (strncmp(sources[i], kind, length) == 0 && sources[i][length] == '=') {
            return sources[i] + length + 1;
        }
    }
    for (size_t i = 0; i < sizeof CHOSEN_WITH / sizeof CHOSEN_WITH[0]; i++) {
        if (strcmp(kind, CHOSEN_WITH[i][0]) == 0) {
            return choice_of(sources, CHOSEN_WITH[i][1]);
        }
    }
    return NULL;
}

static void
add(ent_seams *seams, const ent_supply *supply, const ent_source_file *file, ent_span used)
{
    seams->items[seams->count] = (ent_seam){supply->kind, file->set, file->version, used};
    seams->supplies[seams->count] = supply;
    seams->files[seams->count] = file;
    seams->count++;
}

/* The best published set up to its last day, then ours; returns the row behind the kind's last. */
static size_t
add_kind(ent_seams *seams, size_t first, const ent_source_file *files, size_t count,
         const char *const *sources)
{
    const char *kind = SUPPLIES[first].kind, *choice = choice_of(sources, kind);
    ent_day     until = ENT_DAY_MIN;
    size_t      i = first;

    for (; i < SUPPLY_COUNT && strcmp(SUPPLIES[i].kind, kind) == 0; i++) {
        const ent_supply      *supply = &SUPPLIES[i];
        const ent_source_file *file = ent_supply_file(supply, files, count);

        if (file == NULL) {
            continue;
        }
        if (is_ours(supply)) { /* from the first day of its table on */
            add(seams, supply, file,
                (ent_span){until > file->first ? until : file->first, ENT_DAY_MAX});
        } else if (until == ENT_DAY_MIN && file->last != ENT_DAY_MAX &&
                   (choice == NULL || strcmp(choice, supply->set) == 0)) {
            until = file->last + 1;
            add(seams, supply, file, (ent_span){ENT_DAY_MIN, until});
        }
    }
    return i;
}

/* Whether there is such a kind, and whether the set can supply it. */
static void
look_up(const char *kind, size_t length, const char *set, bool *known, bool *supplies)
{
    *known = *supplies = false;
    for (size_t i = 0; i < SUPPLY_COUNT; i++) {
        if (strlen(SUPPLIES[i].kind) == length && strncmp(SUPPLIES[i].kind, kind, length) == 0) {
            *known = true;
            *supplies = *supplies || strcmp(SUPPLIES[i].set, set) == 0;
        }
    }
}

static bool
is_there(const ent_source_file *files, size_t count, const char *set)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(files[i].set, set) == 0) {
            return true;
        }
    }
    return false;
}

static ent_status
check_choice(ent_ctx *ctx, const ent_source_file *files, size_t count, const char *choice)
{
    const char *equals = strchr(choice, '=');
    size_t      length = equals != NULL ? (size_t)(equals - choice) : 0;
    const char *set = equals != NULL ? equals + 1 : "";
    bool        known, supplies;

    look_up(choice, length, set, &known, &supplies);
    if (!known) {
        return ent_fail(ctx, ENT_E_ARG,
                        "--source '%s': expected KIND=SET with a kind of `entente list sources`",
                        choice);
    }
    if (!supplies) {
        return ent_fail(ctx, ENT_E_ARG, "--source '%s': the set '%s' supplies no %.*s", choice, set,
                        (int)length, choice);
    }
    if (!is_there(files, count, set)) {
        return ent_fail(ctx, ENT_E_ARG, "--source '%s': the store holds no set '%s'", choice, set);
    }
    return ENT_OK;
}

ent_status
ent_seams_make(ent_ctx *ctx, const ent_source_file *files, size_t count, const char *const *sources,
               ent_seams *out)
{
    ent_status status = ENT_OK;

    for (size_t i = 0; sources != NULL && sources[i] != NULL && status == ENT_OK; i++) {
        status = check_choice(ctx, files, count, sources[i]);
    }
    if (status != ENT_OK) {
        return status;
    }
    out->count = 0;
    for (size_t i = 0; i < SUPPLY_COUNT;) {
        i = add_kind(out, i, files, count, sources);
    }
    return ENT_OK;
}

ent_day
ent_seams_first_day(const ent_seams *seams, ent_fact_kind kind)
{
    ent_day first = ENT_DAY_MAX;

    for (size_t i = 0; i < seams->count; i++) {
        if (seams->supplies[i]->fact == kind && seams->items[i].used.from < first) {
            first = seams->items[i].used.from;
        }
    }
    return first;
}

bool
ent_record_supplies(const ent_record *record, const ent_seam *seam, const ent_source_file *file)
{
    (void)record;
    return ent_file_supplies(file, seam->kind);
}
