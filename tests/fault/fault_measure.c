/*
 * fault_measure.c - allocation failures in every measure
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "entente/measure.h"
#include "fault_record.h"
#include "measure/ballot.h"
#include "measure/ideal/bridge.h"
#include "measure/ideal/idealpoints.h"
#include "measure/ideal/model.h"
#include "measure/institution.h"
#include "measure/voting/power.h"

static void *
open_record(ent_ctx *ctx)
{
    return fault_record_open(ctx, true);
}

static ent_status
run_with(ent_ctx *ctx, const fault_record *r, const char *name, int year,
         ent_measure_options options)
{
    ent_table *table = NULL;
    ent_status status;

    options.span = ent_span_of_year(year);
    status = ent_measure_find(name)->run(ctx, r->record, &options, &table);

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
run(ent_ctx *ctx, const fault_record *r, const char *name, int year)
{
    return run_with(ctx, r, name, year, (ent_measure_options){0});
}

static ent_status
power(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "power", 1990);
}

/* One row is enough: its texts are all that others would add. */
static ent_status
align(ent_ctx *ctx, const fault_record *r, int year, ent_alignment_options options)
{
    ent_state pair[2] = {ent_codes_find(r->codes, "RUS"), ent_codes_find(r->codes, "CHN")};

    return run_with(ctx, r, "alignment", year,
                    (ent_measure_options){.states = pair, .state_count = 2, .alignment = options});
}

static ent_status
alignment(ent_ctx *ctx, void *state)
{
    return align(ctx, state, 1905, (ent_alignment_options){.portfolio = ENT_PORTFOLIO_OBLIGATIONS});
}

static ent_status
weighted_alignment(ent_ctx *ctx, void *state)
{
    return align(ctx, state, 1951, (ent_alignment_options){.valued = true, .weighted = true});
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

static ent_status
pressure(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "pressure", 1962);
}

static ent_status
threat(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "threat", 1990);
}

static ent_status
method(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "method", 1970);
}

static void *
open_kinds(ent_ctx *ctx)
{
    return fault_record_open_in(ctx, "tests/data/kinds", true);
}

static ent_status
votes(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "votes", 1949);
}

static ent_status
alignment_of_votes(ent_ctx *ctx, void *state)
{
    return run_with(ctx, state, "alignment", 1949,
                    (ent_measure_options){.alignment = {.portfolio = ENT_PORTFOLIO_VOTES}});
}

/* ent_ballot_table() with an issue: the small record has none that is marked. */
static ent_status
votes_on_an_issue(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_measure_options options = {.issue = "me"};
    ent_table          *table = NULL;
    ent_status          status = ent_measure_find("votes")->run(ctx, r->record, &options, &table);

    ent_table_destroy(table);
    return status;
}

static ent_status
polarity(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "polarity", 1950);
}

static ent_status
dependence(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "dependence", 1950);
}

static ent_status
influence(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "influence", 1949);
}

static ent_status
reliability(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "reliability", 1949);
}

static ent_status
unknown_reliability(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_measure_options options = {.institution = "nothing"};
    ent_table          *table = NULL;
    ent_status status = ent_measure_find("reliability")->run(ctx, r->record, &options, &table);

    return status == ENT_E_NOTFOUND && table == NULL ? ENT_OK : status;
}

/* Coded events need the codes of the lexicon: our own data and an invented file. */
static void *
open_events(ent_ctx *ctx)
{
    const char        *source = getenv("ENT_SOURCE");
    fault_record      *r = fault_record_open_in(ctx, "data", false);
    ent_record_options options = {.detail = ENT_RECORD_EVENTS};
    ent_import_report  report;
    char               path[1024];

    (void)snprintf(path, sizeof path, "%s/tests/data/import/gdelt-1/20150107.export.CSV", source);
    if (ent_store_import(r->ctx, r->store, "auto", path, 0.5, &report) != ENT_OK ||
        ent_record_load(r->ctx, r->store, r->codes, &options, &r->record) != ENT_OK) {
        abort(); /* nothing fails in a setup */
    }
    return r;
}

static ent_status
events(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "events", 2015);
}

static ent_status
reported_events(ent_ctx *ctx, void *state)
{
    static const ent_column COLUMNS[] = {
        {"date", ENT_COLUMN_TEXT},   {"date_precision", ENT_COLUMN_TEXT},
        {"source", ENT_COLUMN_TEXT}, {"target", ENT_COLUMN_TEXT},
        {"type", ENT_COLUMN_TEXT},   {"cameo", ENT_COLUMN_TEXT},
        {"status", ENT_COLUMN_TEXT}, {"goldstein", ENT_COLUMN_NUMBER}};
    static const char *const CELLS[] = {"1969-03-02", "day", "CHN;RUS", "CHN;RUS",
                                        "FIGHT",      "190", "actual"};
    const fault_record      *r = state;
    ent_measure_options      options = {.span = ent_span_of_year(1969)};
    ent_table               *out = NULL;
    ent_status               status = ent_table_create(ctx, COLUMNS, 8, &options.reported);

    if (status != ENT_OK) {
        return status;
    }
    ent_table_row(options.reported);
    for (size_t i = 0; i < sizeof CELLS / sizeof CELLS[0]; i++) {
        ent_table_text_borrowed(options.reported, i, CELLS[i]);
    }
    status = ent_table_check(ctx, options.reported);
    if (status == ENT_OK) {
        status = ent_measure_find("events")->run(ctx, r->record, &options, &out);
    }
    if (status == ENT_OK && ent_table_row_count(out) != 2) {
        status = ENT_E_BUG;
    }
    ent_table_destroy(out);
    ent_table_destroy(options.reported);
    return status;
}

static ent_status
peace(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "peace", 1949);
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
    ent_measure_options options = {.span = ent_span_of_year(1975)};
    ent_ballot          out = {.state_count = 77};
    ent_status          status = ent_ballot_of(ctx, r->record, &options, &out);

    if (status != ENT_OK) {
        return out.state_count == 77 ? status : ENT_E_BUG;
    }
    ent_ballot_clear(&out);
    return status;
}

static const uint8_t  ANSWERS[] = {ENT_BALLOT_YES, ENT_BALLOT_YES, ENT_BALLOT_NO, ENT_BALLOT_NO};
static const uint32_t SESSION[] = {0, 1};

static ent_status
idealpoints_until(ent_ctx *ctx, void *state)
{
    const fault_record *r = state;
    ent_ideal_of        of = {NULL, 77777};
    ent_status          status = ent_idealpoints_until(ctx, r->record, ENT_DAY_MAX, &of);

    if (status != ENT_OK) {
        return of.count == 77777 ? status : ENT_E_BUG;
    }
    ent_free(of.points);
    return status;
}

static ent_status
ideal_fit(ent_ctx *ctx, void *state)
{
    static const int32_t  YEAR[] = {1946, 1947};
    static const uint32_t ITEM[] = {0, 0};
    ent_ideal_votes       votes = {2, 2, 2, 1, ANSWERS, SESSION, YEAR, ITEM, 0, false};
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

/* Rules that each take another way to be counted: kinds, weights, halves, quadrature, losses. */
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
votes_by_losses(ent_ctx *ctx, void *state)
{
    (void)state;
    return count_votes(ctx, 41, 2, 100, false); /* ent_tally_losses(), ent_losses_odds_of() */
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
voting_matter(ent_ctx *ctx, void *state, const char *matter)
{
    const fault_record *r = state;
    ent_voting_rules    out = {.count = 77};
    ent_status          status =
        ent_voting_rule_of(r->ctx, r->record, "CLUB", matter, ent_span_of_year(1990).from, &out);

    if (status != ENT_OK) {
        return out.count == 77 ? ent_fail(ctx, status, "%s", ent_ctx_error(r->ctx)) : ENT_E_BUG;
    }
    ent_voting_rules_clear(&out);
    return status;
}

static ent_status
voting_institution(ent_ctx *ctx, void *state)
{
    return voting_matter(ctx, state, NULL);
}

/* By votes of its members, as ent_voting_weigh_shares() reads them. */
static ent_status
voting_board(ent_ctx *ctx, void *state)
{
    return voting_matter(ctx, state, "board");
}

static ent_status
unknown_institution(ent_ctx *ctx, void *state)
{
    const fault_record    *r = state;
    const ent_institution *out = NULL;
    ent_status             status = ent_institution_find(ctx, r->record, "CLUBB", &out);

    if (out != NULL) {
        return ENT_E_BUG; /* an output written on failure */
    }
    return status == ENT_E_NOTFOUND ? ENT_OK : status;
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"power", open_record, power, fault_record_close, false},
        {"alignment", open_record, alignment, fault_record_close, false},
        {"weighted alignment", open_record, weighted_alignment, fault_record_close, false},
        {"alignment of votes", open_kinds, alignment_of_votes, fault_record_close, false},
        {"votes on an issue", open_kinds, votes_on_an_issue, fault_record_close, false},
        {"polarity", open_kinds, polarity, fault_record_close, false},
        {"adversaries", open_record, adversaries, fault_record_close, false},
        {"cooperation", open_record, cooperation, fault_record_close, false},
        {"triangle", open_record, triangle, fault_record_close, false},
        {"balance", open_record, balance, fault_record_close, false},
        {"blocs", open_record, blocs, fault_record_close, false},
        {"pressure", open_record, pressure, fault_record_close, false},
        {"threat", open_record, threat, fault_record_close, false},
        {"method", open_record, method, fault_record_close, false},
        {"dependence", open_kinds, dependence, fault_record_close, false},
        {"influence", open_kinds, influence, fault_record_close, false},
        {"reliability", open_kinds, reliability, fault_record_close, false},
        {"unknown reliability", open_kinds, unknown_reliability, fault_record_close, false},
        {"events", open_events, events, fault_record_close, false},
        {"reported events", open_record, reported_events, fault_record_close, false},
        {"votes", open_kinds, votes, fault_record_close, false},
        {"peace", open_kinds, peace, fault_record_close, false},
        {"idealpoints", open_assembly, idealpoints, fault_record_close, false},
        {"idealpoints until", open_assembly, idealpoints_until, fault_record_close, false},
        {"ballot", open_assembly, ballot, fault_record_close, false},
        {"ideal fit", NULL, ideal_fit, NULL, false},
        {"ideal bridge", NULL, ideal_bridge, NULL, false},
        {"votes by kind", NULL, votes_by_kind, NULL, false},
        {"votes by weight", NULL, votes_by_weight, NULL, false},
        {"votes by halves", NULL, votes_by_halves, NULL, false},
        {"votes by quadrature", NULL, votes_by_quadrature, NULL, false},
        {"votes by losses", NULL, votes_by_losses, NULL, false},
        {"votes three-way", NULL, votes_three_way, NULL, false},
        {"voting rules", NULL, voting_rules, NULL, false},
        {"voting files", NULL, voting_files, NULL, false},
        {"voting institution", open_record, voting_institution, fault_record_close, false},
        {"voting board", open_record, voting_board, fault_record_close, false},
        {"unknown institution", open_record, unknown_institution, fault_record_close, false},
    };

    return fault_main("measure", ACTIONS, sizeof ACTIONS / sizeof ACTIONS[0]);
}
