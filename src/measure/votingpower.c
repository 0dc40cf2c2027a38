/*
 * votingpower.c - the table of voting power, of rules in files or of an institution
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/context.h"
#include "measure/measure.h"
#include "measure/voting/power.h"

enum {
    CASE,
    INDEX,
    MEMBER,
    SHAPLEY_SHUBIK,
    BANZHAF_NORMALISED,
    BANZHAF_ABSOLUTE,
    COLEMAN_PREVENT,
    COLEMAN_INITIATE,
    METHOD,
    DECISION,
    SWINGS,
    WINNING,
    FRACTION,
    YES_ABSTAIN,
    ABSTAIN_NO,
    NOTE,
    COLUMNS
};

static const ent_column COLUMN[COLUMNS] = {{"case", ENT_COLUMN_TEXT},
                                           {"index", ENT_COLUMN_INTEGER},
                                           {"member", ENT_COLUMN_TEXT},
                                           {"shapley_shubik", ENT_COLUMN_NUMBER},
                                           {"banzhaf_normalised", ENT_COLUMN_NUMBER},
                                           {"banzhaf_absolute", ENT_COLUMN_NUMBER},
                                           {"coleman_prevent", ENT_COLUMN_NUMBER},
                                           {"coleman_initiate", ENT_COLUMN_NUMBER},
                                           {"method", ENT_COLUMN_TEXT},
                                           {"decision_probability", ENT_COLUMN_NUMBER},
                                           {"swings", ENT_COLUMN_TEXT},
                                           {"winning", ENT_COLUMN_TEXT},
                                           {"shapley_shubik_exact", ENT_COLUMN_TEXT},
                                           {"swing_yes_abstain", ENT_COLUMN_NUMBER},
                                           {"swing_abstain_no", ENT_COLUMN_NUMBER},
                                           {"note", ENT_COLUMN_TEXT}};

static void
add_member(ent_table *table, const ent_voting_rule *rule, const ent_voting_power *power, size_t i)
{
    const ent_member_power *member = &power->members[i];

    ent_table_row(table);
    ent_table_text(table, CASE, rule->name);
    ent_table_integer(table, INDEX, (int64_t)i + 1);
    ent_table_text(table, MEMBER, rule->members[i]);
    ent_table_number(table, SHAPLEY_SHUBIK, member->shapley_shubik);
    ent_table_number(table, BANZHAF_NORMALISED, member->banzhaf_normalised);
    ent_table_number(table, BANZHAF_ABSOLUTE, member->banzhaf_absolute);
    ent_table_number(table, COLEMAN_PREVENT, member->coleman_prevent);
    ent_table_number(table, COLEMAN_INITIATE, member->coleman_initiate);
    ent_table_text(table, METHOD, power->method);
    ent_table_number(table, DECISION, power->decision);
    ent_table_text(table, SWINGS, member->swings);
    ent_table_text(table, WINNING, power->winning);
    ent_table_text(table, FRACTION, member->fraction);
    ent_table_number(table, YES_ABSTAIN, member->swing_yes_abstain);
    ent_table_number(table, ABSTAIN_NO, member->swing_abstain_no);
    ent_table_text(table, NOTE, rule->note);
}

static bool
is_shown(const ent_record *record, const ent_measure_options *options, const char *member)
{
    return options->state_count == 0 ||
           ent_measure_shows(options, ent_codes_find(ent_record_codes(record), member));
}

static ent_status
add_rules(ent_ctx *ctx, const ent_record *record, const ent_voting_rules *rules,
          const ent_measure_options *options, ent_table *table)
{
    ent_status status = ENT_OK;

    for (size_t i = 0; i < rules->count && status == ENT_OK; i++) {
        ent_voting_power power;

        status = ent_voting_power_of(ctx, rules->rules[i], options->three_way, &power);
        if (status == ENT_OK) {
            for (size_t j = 0; j < rules->rules[i]->member_count; j++) {
                if (is_shown(record, options, rules->rules[i]->members[j])) {
                    add_member(table, rules->rules[i], &power, j);
                }
            }
            ent_voting_power_clear(&power);
        }
    }
    return status == ENT_OK ? ent_table_check(ctx, table) : status;
}

static ent_status
take_rules(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options,
           ent_voting_rules *out)
{
    bool files = options->rules != NULL || options->weights != NULL;

    if (files && (options->rules == NULL || options->weights == NULL)) {
        return ent_fail(ctx, ENT_E_ARG, "--rules and --weights go together");
    }
    if (files == (options->institution != NULL)) {
        return ent_fail(ctx, ENT_E_ARG,
                        "votingpower needs --rules FILE and --weights FILE, or --institution ID");
    }
    if (files && options->state_count > 0) {
        return ent_fail(ctx, ENT_E_ARG,
                        "--states goes with --institution: the members of a file are names");
    }
    if (files) {
        return ent_voting_rules_open(ctx, options->rules, options->weights, out);
    }
    return ent_voting_rule_of(ctx, record, options->institution, options->matter,
                              options->span.from < options->span.to &&
                                      options->span.to != ENT_DAY_MAX
                                  ? options->span.to - 1
                                  : ent_record_span(record).to - 1,
                              out);
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    ent_voting_rules rules;
    ent_table       *table;
    ent_status       status = take_rules(ctx, record, options, &rules);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_table_create(ctx, COLUMN, COLUMNS, &table);
    if (status == ENT_OK) {
        status = add_rules(ctx, record, &rules, options, table);
        if (status == ENT_OK) {
            *out = table;
        } else {
            ent_table_destroy(table);
        }
    }
    ent_voting_rules_clear(&rules);
    return status;
}

const ent_measure ent_measure_votingpower = {
    "votingpower",
    "what a vote weighs under a rule: Shapley-Shubik, Banzhaf, Coleman",
    "What the vote of a member weighs, before anyone has an opinion. A coalition wins when it\n"
    "meets every criterion (weights and quota) of at least one clause; a veto is a criterion of\n"
    "those that hold it. A swing of a member is a coalition of others that loses without and wins\n"
    "with it; v_s of them have s members.\n"
    "\n"
    "    shapley_shubik     = sum over s of v_s s! (n-1-s)! / n!\n"
    "    banzhaf_absolute   = swings / 2^(n-1)\n"
    "    banzhaf_normalised = swings / swings of all members\n"
    "    coleman_prevent    = swings / winning coalitions\n"
    "    coleman_initiate   = swings / losing coalitions\n"
    "    decision_probability = winning coalitions / 2^n\n"
    "\n"
    "Rules come from files (--rules: case,n,clause,criterion,quota, as 10, all-3, 2/3 or >1/2, "
    "and\n"
    "where wanted total and abstain: yes (no objection), no (not a yes) or out (not voting: a "
    "share\n"
    "of yes and no); --weights: case,index,member,clause,criterion,weight), which need no store; "
    "or from\n"
    "an institution (--institution) on the day asked for, of a year its last day: all of its\n"
    "members where it decides by consensus or unanimity, two thirds where it says so, the dated\n"
    "majorities of the Security Council, the General Assembly and the Council of the European\n"
    "Union, the votes and majorities of weighted boards (IMF, NDB, the Council until 2014); where\n"
    "it has several, --matter says which (IMF: majority, seventy, eighty-five). Populations are\n"
    "the newest at hand: of the members of the Union of 2020, else of a data set that has them;\n"
    "`note` says of which year, and since when votes are as they are. Each member counts as\n"
    "independent of the others.\n"
    "\n"
    "With --three-way each member votes yes, abstains or votes no with equal probability.\n"
    "Shapley-Shubik is then the probability that, in a random order, its vote is the one after\n"
    "which the outcome is fixed; swings are the profiles of the others, of 3^(n-1), in which its\n"
    "yes passes the motion and its no does not; Coleman's are what its no would turn of the\n"
    "profiles that pass and its yes of those that fail. A criterion with `abstain` yes is met by\n"
    "those that do not object (the veto of the Security Council).\n"
    "\n"
    "`method` says how it was counted: exact means whole numbers throughout, each figure being\n"
    "the nearest one to the exact ratio; `shapley_shubik_exact` is that ratio. With one criterion\n"
    "and many members of different weight Shapley-Shubik is an integral over p of P(the others\n"
    "are short of the quota by at most the weight, each voting yes with probability p), exact up\n"
    "to rounding by Gauss-Legendre quadrature of n/2 nodes. Where no coalition wins, or the empty\n"
    "one does, all is missing and `method` says why. Up to 40 members that differ are\n"
    "counted under two criteria that are both fine, up to 38 under three (some 15 s for 40 under\n"
    "two). More under several of which one is fine and the others are small numbers (an amendment\n"
    "of the Fund: heads and votes) are weighed by what is lost of each, in doubles; `method` then "
    "says\n"
    "the largest relative error that can be, and whole numbers are missing. At most 250 members\n"
    "and 16 criteria; what no method reaches is refused.\n"
    "Reference: Shapley and Shubik (1954), American Political Science Review 48:787-792; Banzhaf\n"
    "(1965), Rutgers Law Review 19:317-343; Coleman (1971); Felsenthal and Machover (1997),\n"
    "International Journal of Game Theory 26:335-351.",
    run,
    ENT_RECORD_TIES,
    COLUMN,
    COLUMNS};
