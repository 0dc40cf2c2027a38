/*
 * fault_decide.c - allocation failures in reading motions and deciding them
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "entente/decide.h"
#include "fault_record.h"
#include "model/decide/score.h"

static const char MOTION[] =
    "format: 1\n"
    "name: test\n"
    "institution: UNSC\n"
    "date: 2024-12-31\n"
    "sponsor: USA\n"
    "concerns: [SYR, PRK]\n"
    "documents: [a.txt, /b.txt]\n"
    "positions:\n"
    "  - {member: RUS, position: no, probability: 0.8, source: a speech}\n"
    "may_not_vote: [KOR]\n"
    "together:\n"
    "  - {members: [FRA, GBR], correlation: 0.5}\n"
    "reform: {add: [DEU], drop: [MLT], veto: [DEU], no_veto: [FRA], weights: ['votes:DEU=2'],\n"
    "         quotas: [votes=10]}\n";

/* The record of our own data, the same for every action: nothing changes it. */
static void *
open_record(ent_ctx *ctx)
{
    static fault_record *record;

    if (record == NULL) {
        record = fault_record_open_in(ctx, "data", true);
    }
    return record;
}

static ent_status
parse(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_motion          motion = {.position_count = 77};
    ent_status          status =
        ent_motion_parse(ctx, r->codes, "folder/test.yaml", MOTION, strlen(MOTION), &motion);

    if (status != ENT_OK) {
        return motion.position_count == 77 ? status : ENT_E_BUG; /* written on failure */
    }
    ent_motion_clear(&motion);
    return ENT_OK;
}

static ent_status
load(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_motion          motion;
    ent_status          status = ent_motion_load(ctx, r->codes, "sanctions-on-syria", &motion);

    if (status == ENT_OK) {
        ent_motion_clear(&motion);
    }
    return status;
}

static ent_status
load_missing(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_motion          motion;
    ent_status          status = ent_motion_load(ctx, r->codes, "nothing", &motion);

    return status == ENT_E_NOTFOUND ? ENT_OK : status;
}

static ent_status
schema(ent_ctx *ctx, void *state)
{
    char      *text = NULL;
    ent_status status = ent_motion_schema(ctx, &text);

    (void)state;
    ent_motion_schema_free(text);
    return status;
}

/* Decide a motion, and print all views of it, or one. */
static ent_status
decide_and_view(ent_ctx *ctx, const fault_record *r, const ent_motion *motion, int first, int last)
{
    ent_decide_options options = {.day = ENT_NO_DAY, .runs = 100};
    ent_decision      *decision = NULL;
    ent_status         status = ent_decide(ctx, r->record, motion, &options, &decision);

    if (status != ENT_OK) {
        return decision == NULL ? status : ENT_E_BUG; /* written on failure */
    }
    for (int view = first; view <= last && status == ENT_OK; view++) {
        ent_table *table = NULL;

        status = ent_decision_table(ctx, decision, (ent_decision_view)view, &table);
        if (status != ENT_OK && table != NULL) {
            status = ENT_E_BUG;
        }
        ent_table_destroy(table);
    }
    ent_decision_destroy(decision);
    return status;
}

static ent_status
decide_simulated(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_motion          motion;
    ent_status          status =
        ent_motion_parse(ctx, r->codes, "folder/test.yaml", MOTION, strlen(MOTION), &motion);

    if (status != ENT_OK) {
        return status;
    }
    status = decide_and_view(ctx, r, &motion, ENT_VIEW_POSITIONS, ENT_VIEW_TOGETHER);
    ent_motion_clear(&motion);
    return status;
}

static ent_status
decide_exactly(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_motion          motion = ent_motion_init();

    motion.institution = "CSTO";
    motion.issue = "hr"; /* our own roll calls have no issues */
    motion.sponsor = ent_codes_find(r->codes, "RUS");
    return decide_and_view(ctx, r, &motion, ENT_VIEW_POSITIONS, ENT_VIEW_TURN);
}

/* A member that is none is told at its place: ent_motion_blame(). */
static ent_status
decide_with_a_stranger(ent_ctx *ctx, void *state)
{
    static const char   STRANGER[] = "format: 1\nname: t\ninstitution: CSTO\nsponsor: RUS\n"
                                     "positions:\n  - {member: USA, position: yes}\n";
    const fault_record *r = state;
    ent_motion          motion;
    ent_status          status =
        ent_motion_parse(ctx, r->codes, "test.yaml", STRANGER, strlen(STRANGER), &motion);

    if (status != ENT_OK) {
        return status;
    }
    status = decide_and_view(ctx, r, &motion, ENT_VIEW_POSITIONS, ENT_VIEW_POSITIONS);
    ent_motion_clear(&motion);
    return status == ENT_E_INPUT ? ENT_OK : status == ENT_OK ? ENT_E_BUG : status;
}

/* A board of three, by what its votes lose: ent_odds_by_losses(). */
static ent_status
decide_on_a_board(ent_ctx *ctx, void *state)
{
    int64_t         weights[] = {4, 3, 2};
    const char     *names[] = {"A", "B", "C"};
    ent_chances     chances[] = {{{.2, .3, .5}}, {{.2, .3, .5}}, {{.2, .3, .5}}};
    ent_voting_rule rule = {.name = "board", .member_count = 3, .members = names};
    double          given[9];
    ent_odds        odds = {-1, given};
    ent_vote_scores scores;
    ent_status      status;

    (void)state;
    rule.criterion_count = 1;
    rule.criteria[0] = (ent_criterion){.quota = 5, .total = 9, .weights = weights};
    status = ent_vote_scores_of(ctx, &rule, &scores);
    if (status != ENT_OK) {
        return status;
    }
    status = ent_odds_by_losses(ctx, &scores, chances, &odds);
    ent_vote_scores_clear(&scores);
    return (status == ENT_OK) == (odds.passes >= 0) ? status : ENT_E_BUG;
}

static ent_status
look_back(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_motion          motion = ent_motion_init();

    motion.institution = "EAEU";
    motion.sponsor = ent_codes_find(r->codes, "RUS");
    return decide_and_view(ctx, r, &motion, ENT_VIEW_COHESION, ENT_VIEW_ENLARGEMENT);
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"parse a motion", open_record, parse, NULL, false},
        {"load a motion", open_record, load, NULL, false},
        {"a motion that is missing", open_record, load_missing, NULL, false},
        {"schema of motions", open_record, schema, NULL, false},
        {"decide by simulation", open_record, decide_simulated, NULL, false},
        {"decide exactly", open_record, decide_exactly, NULL, false},
        {"decide with a stranger", open_record, decide_with_a_stranger, NULL, false},
        {"decide on a board", NULL, decide_on_a_board, NULL, false},
        {"look back", open_record, look_back, NULL, false},
    };

    return fault_main("decide", ACTIONS, sizeof ACTIONS / sizeof ACTIONS[0]);
}
