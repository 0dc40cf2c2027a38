/*
 * fault_measure.c - allocation failures in every measure
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <string.h>

#include "base/date.h"
#include "entente/measure.h"
#include "fault_record.h"
#include "measure/ballot.h"
#include "measure/ideal_bridge.h"
#include "measure/ideal_model.h"
#include "measure/voting_power.h"

static void *
open_record(ent_ctx *ctx)
{
    return fault_record_open(ctx, true);
}

static ent_status
run(ent_ctx *ctx, const fault_record *r, const char *name, int year)
{
    ent_measure_options options = {.span = ent_span_of_year(year)};
    ent_table          *table = NULL;
    ent_status          status = ent_measure_find(name)->run(ctx, r->record, &options, &table);

    if (status == ENT_OK && ent_table_row_count(table) == 0) {
        status = ENT_E_BUG; /* the small record has rows of that year */
    }
    if (status != ENT_OK && status != ENT_E_BUG && table != NULL) {
        return ENT_E_BUG; /* an output written on failure */
    }
    ent_table_destroy(table);
    return status;
}

static ent_status
power(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "power", 1990);
}

static ent_status
alignment(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "alignment", 1905);
}

static ent_status
adversaries(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "adversaries", 1962);
}

static ent_status
cooperation(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "cooperation", 1951);
}

static ent_status
triangle(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "triangle", 1969);
}

static ent_status
balance(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "balance", 1962);
}

static ent_status
blocs(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "blocs", 1962);
}

static void *
open_votes(ent_ctx *ctx)
{
    return fault_record_open_in(ctx, "tests/data/kinds", true);
}

static ent_status
votes(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "votes", 1949);
}

static void *
open_assembly(ent_ctx *ctx)
{
    return fault_record_open_in(ctx, "tests/data/assembly", true);
}

static ent_status
idealpoints(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "idealpoints", 1975);
}

static ent_status
ballot(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_ballot          out = {.state_count = 77};
    ent_status          status = ent_ballot_of(ctx, r->record, ent_span_of_year(1975), &out);

    if (status != ENT_OK) {
        return out.state_count == 77 ? status : ENT_E_BUG;
    }
    ent_ballot_clear(&out);
    return status;
}

static const uint8_t  ANSWERS[] = {ENT_BALLOT_YES, ENT_BALLOT_YES, ENT_BALLOT_NO, ENT_BALLOT_NO};
static const uint32_t SESSION[] = {0, 1};

static ent_status
ideal_fit(ent_ctx *ctx, void *state)
{
    static const int32_t  YEAR[] = {1946, 1947};
    static const uint32_t ITEM[] = {0, 0};
    ent_ideal_votes       votes = {2, 2, 2, 1, ANSWERS, SESSION, YEAR, ITEM, 0};
    ent_ideal_points      out = {.iterations = 77777};
    ent_status            status = ent_ideal_fit(ctx, &votes, &out);

    (void)state;
    if (status != ENT_OK) {
        return out.iterations == 77777 ? status : ENT_E_BUG;
    }
    ent_ideal_points_clear(&out);
    return status;
}

static ent_status
ideal_bridge(ent_ctx *ctx, void *state)
{
    ent_roll_call        rows[] = {{.title = "Outer space"}, {.title = "Outer space"}};
    const ent_roll_call *of[] = {&rows[0], &rows[1]};
    ent_ideal_agenda     agenda = {2, 2, ANSWERS, SESSION, of};
    uint32_t             item[2];
    size_t               items;

    (void)state;
    return ent_ideal_bridge(ctx, &agenda, item, &items);
}

/* Rules that each take another way to be counted: kinds, weights, halves, quadrature. */
static ent_status
count_votes(ent_ctx *ctx, size_t n, size_t criteria, int64_t heaviest, bool three_way)
{
    static int64_t     weights[2][ENT_VOTING_MOST_MEMBERS];
    static const char *names[ENT_VOTING_MOST_MEMBERS];
    ent_voting_rule    rule = {
           .name = "test", .member_count = n, .members = names, .criterion_count = criteria};
    ent_voting_power power = {.decision = 77};
    ent_status       status;

    for (size_t i = 0; i < criteria; i++) {
        ent_criterion *criterion = &rule.criteria[i];

        *criterion = (ent_criterion){
            .name = "c", .clause = 1, .abstention = ENT_ABSTENTION_NO, .weights = weights[i]};
        for (size_t j = 0; j < n; j++) {
            weights[i][j] = 1 + (i == 0 ? (int64_t)j * heaviest / (int64_t)n : 0);
            criterion->total += weights[i][j];
        }
        criterion->quota = criterion->total / 2 + 1;
    }
    status = ent_voting_power_of(ctx, &rule, three_way, &power);
    if (status != ENT_OK) {
        return power.decision == 77 ? status : ENT_E_BUG; /* an output written on failure */
    }
    ent_voting_power_clear(&power);
    return status;
}

static ent_status
votes_by_kind(ent_ctx *ctx, void *state)
{
    (void)state;
    return count_votes(ctx, 5, 1, 3, false);
}

static ent_status
votes_by_weight(ent_ctx *ctx, void *state)
{
    (void)state;
    return count_votes(ctx, 20, 1, 100, false);
}

static ent_status
votes_by_halves(ent_ctx *ctx, void *state)
{
    (void)state;
    return count_votes(ctx, 18, 2, 100, false);
}

static ent_status
votes_by_quadrature(ent_ctx *ctx, void *state)
{
    (void)state;
    return count_votes(ctx, 40, 1, 4000, false);
}

static ent_status
votes_three_way(ent_ctx *ctx, void *state)
{
    (void)state;
    return count_votes(ctx, 5, 2, 3, true);
}

static ent_status
voting_rules(ent_ctx *ctx, void *state)
{
    static const char RULES[] = "case,n,clause,criterion,quota\nx,2,1,v,3\ny,1,1,v,1\n";
    static const char WEIGHTS[] = "case,index,member,clause,criterion,weight\n"
                                  "x,1,A,1,v,2\nx,2,\"B \"\"b\"\"\",1,v,1\ny,1,A,1,v,1\n";
    ent_bytes         rules = {RULES, strlen(RULES), NULL};
    ent_bytes         weights = {WEIGHTS, strlen(WEIGHTS), NULL};
    ent_voting_rules  out = {.count = 77};
    ent_status        status = ent_voting_rules_read(ctx, "r.csv", &rules, "w.csv", &weights, &out);

    (void)state;
    if (status != ENT_OK) {
        return out.count == 77 ? status : ENT_E_BUG;
    }
    ent_voting_rules_clear(&out);
    return status;
}

static ent_status
voting_files(ent_ctx *ctx, void *state)
{
    const char         *source = getenv("ENT_SOURCE");
    char                rules[1024], weights[1024];
    ent_measure_options options = {.rules = rules, .weights = weights};
    ent_table          *table = NULL;
    ent_status          status;

    (void)state;
    (void)snprintf(rules, sizeof rules, "%s/tests/golden/voting-files/rules.csv", source);
    (void)snprintf(weights, sizeof weights, "%s/tests/golden/voting-files/weights.csv", source);
    status = ent_measure_find("votingpower")->run(ctx, NULL, &options, &table);
    if (status != ENT_OK && table != NULL) {
        return ENT_E_BUG;
    }
    ent_table_destroy(table);
    return status;
}

/* The majorities are read from the data of the context: those of the small record. */
static ent_status
voting_institution(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_voting_rules    out = {.count = 77};
    ent_status          status =
        ent_voting_rule_of(r->ctx, r->record, "CLUB", ent_span_of_year(1990).from, &out);

    if (status != ENT_OK) {
        return out.count == 77 ? ent_fail(ctx, status, "%s", ent_ctx_error(r->ctx)) : ENT_E_BUG;
    }
    ent_voting_rules_clear(&out);
    return status;
}

static ent_status
unknown_institution(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_voting_rules    out;
    ent_status          status = ent_voting_rule_of(ctx, r->record, "CLUBB", ENT_DAY_MAX - 1, &out);

    return status == ENT_E_NOTFOUND ? ENT_OK : status;
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"power", open_record, power, fault_record_close, false},
        {"alignment", open_record, alignment, fault_record_close, false},
        {"adversaries", open_record, adversaries, fault_record_close, false},
        {"cooperation", open_record, cooperation, fault_record_close, false},
        {"triangle", open_record, triangle, fault_record_close, false},
        {"balance", open_record, balance, fault_record_close, false},
        {"blocs", open_record, blocs, fault_record_close, false},
        {"votes", open_votes, votes, fault_record_close, false},
        {"idealpoints", open_assembly, idealpoints, fault_record_close, false},
        {"ballot", open_assembly, ballot, fault_record_close, false},
        {"ideal fit", NULL, ideal_fit, NULL, false},
        {"ideal bridge", NULL, ideal_bridge, NULL, false},
        {"votes by kind", NULL, votes_by_kind, NULL, false},
        {"votes by weight", NULL, votes_by_weight, NULL, false},
        {"votes by halves", NULL, votes_by_halves, NULL, false},
        {"votes by quadrature", NULL, votes_by_quadrature, NULL, false},
        {"votes three-way", NULL, votes_three_way, NULL, false},
        {"voting rules", NULL, voting_rules, NULL, false},
        {"voting files", NULL, voting_files, NULL, false},
        {"voting institution", open_record, voting_institution, fault_record_close, false},
        {"unknown institution", open_record, unknown_institution, fault_record_close, false},
    };

    return fault_main("measure", ACTIONS, sizeof ACTIONS / sizeof ACTIONS[0]);
}
