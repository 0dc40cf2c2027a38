/*
 * test_voting_rule.c - rules of voting from files, and from institutions of the record
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_measure.h"

#include "measure/voting/rule.h"

#define RULES   "case,n,clause,criterion,quota,total\n"
#define WEIGHTS "case,index,member,clause,criterion,weight\n"
#define TWO     "x,1,A,1,v,2\nx,2,B,1,v,1\n"

static ent_bytes
bytes_of(const char *text)
{
    return (ent_bytes){text, strlen(text), NULL};
}

static ent_status
read_rules(ent_ctx *ctx, const char *rules, const char *weights, ent_voting_rules *out)
{
    ent_bytes r = bytes_of(rules), w = bytes_of(weights);

    return ent_voting_rules_read(ctx, "r.csv", &r, "w.csv", &w, out);
}

static void
check_refused(const char *rules, const char *weights, const char *expected)
{
    ent_ctx         *ctx = unit_ctx(1);
    ent_voting_rules out = {.count = 77};

    assert_true(read_rules(ctx, rules, weights, &out) < 0);
    assert_int_equal(out.count, 77); /* written on success alone */
    if (strstr(ent_ctx_error(ctx), expected) == NULL) {
        fail_msg("'%s' is not in '%s'", expected, ent_ctx_error(ctx));
    }
    ent_ctx_destroy(ctx);
}

static void
a_rule_has_its_members_criteria_and_weights(void **state)
{
    ent_ctx         *ctx = unit_ctx(1);
    ent_voting_rules rules;

    (void)state;
    assert_int_equal(read_rules(ctx,
                                "description,case,n,clause,criterion,quota,abstain\n"
                                "\"a, b\",x,2,1,v,3,no\n,y,1,1,v,1,\n,x,2,2,veto,1,yes\n",
                                WEIGHTS "x,2,B,1,v,1\ny,1,A,1,v,1\nx,1,A,2,veto,1\nx,1,A,1,v,2\n"
                                        "x,2,B,2,veto,0\n",
                                &rules),
                     ENT_OK);
    assert_int_equal(rules.count, 2);
    assert_string_equal(rules.rules[0]->name, "x");
    assert_int_equal(rules.rules[0]->member_count, 2);
    assert_string_equal(rules.rules[0]->members[1], "B");
    assert_int_equal(rules.rules[0]->criterion_count, 2);
    assert_int_equal(rules.rules[0]->criteria[0].total, 3);
    assert_int_equal(rules.rules[0]->criteria[1].clause, 2);
    assert_int_equal(rules.rules[0]->criteria[1].weights[0], 1);
    assert_int_equal(rules.rules[0]->criteria[0].abstention, ENT_ABSTENTION_NO);
    assert_int_equal(rules.rules[0]->criteria[1].abstention, ENT_ABSTENTION_YES);
    assert_int_equal(rules.rules[1]->criteria[0].abstention, ENT_ABSTENTION_UNSTATED);
    ent_voting_rules_clear(&rules);
    ent_ctx_destroy(ctx);
}

static void
a_wrong_rule_is_named_with_its_place(void **state)
{
    (void)state;
    check_refused("", WEIGHTS, "r.csv");
    check_refused(RULES, WEIGHTS, "r.csv:1:1: no rule in it");
    check_refused("case,n,clause,quota\nx,2,1,1\n", WEIGHTS, "'criterion'");
    check_refused(RULES "x,0,1,v,2,3\n", WEIGHTS TWO, "r.csv:2:3: 'n' is '0', expected");
    check_refused(RULES "x,251,1,v,2,3\n", WEIGHTS TWO, "r.csv:2:3: 'n' is '251'");
    check_refused(RULES "x,two,1,v,2,3\n", WEIGHTS TWO, "r.csv:2:3: 'n' is 'two'");
    check_refused(RULES ",2,1,v,2,3\n", WEIGHTS TWO, "r.csv:2:1: 'case' is ''");
    check_refused(RULES "x,2,0,v,2,3\n", WEIGHTS TWO, "r.csv:2:5: 'clause' is '0'");
    check_refused(RULES "x,2,1,,2,3\n", WEIGHTS TWO, "r.csv:2:7: 'criterion' is ''");
    check_refused(RULES "x,2,1,v,-1,3\n", WEIGHTS TWO, "r.csv:2:9: 'quota' is '-1'");
    check_refused(RULES "x,2,1,v,1.5,3\n", WEIGHTS TWO, "r.csv:2:9: 'quota' is '1.5'");
    check_refused(RULES "x,2,1,v,99999999999999999999,3\n", WEIGHTS TWO, "r.csv:2:9: 'quota'");
    check_refused(RULES "x,2,1,v\n", WEIGHTS TWO, "r.csv:2:8: no 'quota'");
    check_refused(RULES "x,2,1,v,2,three\n", WEIGHTS TWO, "r.csv:2:11: 'total' is 'three'");
    check_refused(RULES "x,2,1,v,2,3\nx,3,2,v,2,3\n", WEIGHTS TWO, "r.csv:3:3: 'n' is '3'");
    check_refused(RULES "x,2,1,v,2,3\nx,2,1,v,2,3\n", WEIGHTS TWO, "r.csv:3:7: 'criterion' is 'v'");
    check_refused("case,n,clause,criterion,quota,abstain\nx,2,1,v,2,maybe\n", WEIGHTS TWO,
                  "r.csv:2:11: 'abstain' is 'maybe'");
    check_refused(RULES "x,2,1,v,2,4\n", WEIGHTS TWO,
                  "r.csv:2:7: 'v' of case 'x', clause 1, has a total of 4");
    check_refused(RULES "x,2,1,\"v,2,3\n", WEIGHTS TWO, "r.csv:2:");
}

static const ent_criterion *
criterion_of(ent_ctx *ctx, const char *quota, const char *abstain, ent_voting_rules *out)
{
    char row[80];

    (void)snprintf(row, sizeof row, "case,n,clause,criterion,quota,abstain\nx,2,1,v,%s,%s\n", quota,
                   abstain);
    assert_int_equal(read_rules(ctx, row, WEIGHTS TWO, out), ENT_OK);
    return &out->rules[0]->criteria[0];
}

static void
a_file_states_quotas_as_institutions_do(void **state)
{
    static const struct {
        const char    *quota, *abstain;
        int64_t        expected;
        ent_abstention abstention;
        ent_quota_kind kind;
    } CASES[] = {
        {"2", "no", 2, ENT_ABSTENTION_NO, ENT_QUOTA_NUMBER},
        {"all", "yes", 3, ENT_ABSTENTION_YES, ENT_QUOTA_ALL_BUT},
        {"all-1", "no", 2, ENT_ABSTENTION_NO, ENT_QUOTA_ALL_BUT},
        {"1/2", "", 2, ENT_ABSTENTION_UNSTATED, ENT_QUOTA_SHARE},
        {">1/3", "no", 2, ENT_ABSTENTION_NO, ENT_QUOTA_OVER},
        {"2/3", "out", 2, ENT_ABSTENTION_OUT, ENT_QUOTA_SHARE},
        {"all", "out", 3, ENT_ABSTENTION_OUT, ENT_QUOTA_SHARE},
        /* so many in favour: who abstains is not among them */
        {"2", "out", 2, ENT_ABSTENTION_NO, ENT_QUOTA_NUMBER},
    };
    ent_ctx *ctx = unit_ctx(1);

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ent_voting_rules     rules;
        const ent_criterion *c = criterion_of(ctx, CASES[i].quota, CASES[i].abstain, &rules);

        assert_int_equal(c->total, 3);
        assert_int_equal(c->quota, CASES[i].expected);
        assert_int_equal(c->abstention, CASES[i].abstention);
        assert_int_equal(c->stated.kind, CASES[i].kind);
        ent_voting_rules_clear(&rules);
    }
    check_refused("case,n,clause,criterion,quota,abstain\nx,2,1,v,all-1,out\n", WEIGHTS TWO,
                  "r.csv:2:7: the quota of 'v' of case 'x': all but some of those voting");
    check_refused("case,n,clause,criterion,quota\nx,2,1,v,all-4\n", WEIGHTS TWO,
                  "r.csv:2:7: the quota of 'v' of case 'x': more than all");
    check_refused("case,n,clause,criterion,quota,abstain\nx,2,1,v,2/3,out\n",
                  WEIGHTS "x,1,A,1,v,9007199254740992\nx,2,B,1,v,1\n",
                  "r.csv:2:7: the quota of 'v' of case 'x': the weights are too large");
    ent_ctx_destroy(ctx);
}

static void
a_wrong_weight_is_named_with_its_place(void **state)
{
    static const char RULE[] = RULES "x,2,1,v,2,3\n";

    (void)state;
    check_refused(RULE, "", "w.csv");
    check_refused(RULE, WEIGHTS "z,1,A,1,v,2\n", "w.csv:2:1: 'case' is 'z'");
    check_refused(RULE, WEIGHTS "x,0,A,1,v,2\n", "w.csv:2:3: 'index' is '0'");
    check_refused(RULE, WEIGHTS "x,3,A,1,v,2\n", "w.csv:2:3: 'index' is '3'");
    check_refused(RULE, WEIGHTS "x,1,,1,v,2\n", "w.csv:2:5: 'member' is ''");
    check_refused(RULE, WEIGHTS "x,1,A,2,v,2\n", "w.csv:2:9: 'criterion' is 'v'");
    check_refused(RULE, WEIGHTS "x,1,A,1,w,2\n", "w.csv:2:9: 'criterion' is 'w'");
    check_refused(RULE, WEIGHTS "x,1,A,one,v,2\n", "w.csv:2:7: 'clause' is 'one'");
    check_refused(RULE, WEIGHTS "x,1,A,1,v,-2\n", "w.csv:2:11: 'weight' is '-2'");
    check_refused(RULE, WEIGHTS "x,1,A,1,v,9007199254740993\n", "w.csv:2:11: 'weight'");
    check_refused(RULE, WEIGHTS "x,1,A,1,v,2\nx,1,A,1,v,2\n", "w.csv:3:5: 'member' is 'A'");
    check_refused(RULE, WEIGHTS "x,1,A,1,v,2\nx,2,A,1,v,1\n", "w.csv:3:5: 'member' is 'A'");
    check_refused(RULES "x,2,1,v,2,3\nx,2,2,v,2,3\n", WEIGHTS "x,1,A,1,v,2\nx,1,B,2,v,2\n",
                  "w.csv:3:5: 'member' is 'B'");
    check_refused(RULE, WEIGHTS "x,1,A,1,v,2\n",
                  "r.csv:2:7: 'v' of case 'x', clause 1, has no weight of member 2 in w.csv");
}

static void
too_many_criteria_are_refused(void **state)
{
    char rules[2048] = RULES;

    (void)state;
    for (int i = 0; i <= ENT_VOTING_MOST_CRITERIA; i++) {
        (void)snprintf(rules + strlen(rules), sizeof rules - strlen(rules), "x,2,%d,v,2,3\n",
                       i + 1);
    }
    check_refused(rules, WEIGHTS TWO, "r.csv:18:1: more than 16 criteria");
}

static void
one_clause_is_enough_and_an_abstention_is_what_the_criterion_says(void **state)
{
    ent_voting_rule rule = {
        .criterion_count = 3,
        .criteria = {{.clause = 1, .quota = 9, .abstention = ENT_ABSTENTION_NO},
                     {.clause = 1, .quota = 5, .abstention = ENT_ABSTENTION_YES},
                     {.clause = 2, .quota = 14}}};

    (void)state;
    assert_true(ent_voting_rule_wins(&rule, (int64_t[]){9, 5, 9}, NULL));
    assert_false(ent_voting_rule_wins(&rule, (int64_t[]){9, 4, 9}, NULL));
    assert_true(ent_voting_rule_wins(&rule, (int64_t[]){9, 4, 9}, (int64_t[]){1, 1, 1}));
    assert_false(ent_voting_rule_wins(&rule, (int64_t[]){8, 4, 8}, (int64_t[]){1, 1, 1}));
    assert_true(ent_voting_rule_wins(&rule, (int64_t[]){9, 4, 14}, NULL));
}

/* The rule of one of our own institutions. */
static void
check_institution(world *w, const char *id, const char *date, size_t members, int64_t quota)
{
    ent_voting_rules rules;
    ent_day          day = world_span(date).from;

    world_check(w, ent_voting_rule_of(w->ctx, w->record, id, NULL, day, &rules));
    assert_int_equal(rules.count, 1);
    assert_string_equal(rules.rules[0]->name, id);
    assert_int_equal(rules.rules[0]->member_count, members);
    assert_int_equal(rules.rules[0]->criteria[0].quota, quota);
    ent_voting_rules_clear(&rules);
}

static void
check_no_institution(world *w, const char *id, const char *date, const char *expected)
{
    ent_voting_rules rules = {.count = 77};

    assert_int_equal(ent_voting_rule_of(w->ctx, w->record, id, NULL, world_span(date).from, &rules),
                     ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), expected));
    assert_int_equal(rules.count, 77);
}

static void
our_own_institutions_have_the_rule_of_their_day(void **state)
{
    world *w = *state;

    ent_ctx_destroy(w->ctx);
    w->ctx = unit_ctx(1);
    world_load(w);
    check_institution(w, "UNSC", "1960-06-30", 11, 7);
    check_institution(w, "UNSC", "2024-12-31", 15, 9);
    check_institution(w, "UN", "2024-12-31", 193, 129);
    check_institution(w, "NATO", "1949-09-01", 12, 12);
    check_institution(w, "NATO", "2024-12-31", 32, 32);
    check_institution(w, "SCO", "2016-12-31", 6, 6);
    check_institution(w, "SCO", "2024-12-31", 10, 10);
    check_institution(w, "EU", "2024-12-31", 27, 15);
    check_no_institution(w, "EU", "2019-12-31", "votes by population, and the record has none of");
    check_institution(w, "EU", "2010-12-31", 27, 255);
    check_no_institution(w, "IMF", "2010-12-31", "'IMF' has no members on 2010-12-31");
    check_no_institution(w, "AUKUS", "2024-12-31", "no majority is stated for 'AUKUS'");
    check_no_institution(w, "WARSAW", "2024-12-31", "'WARSAW' has no members on 2024-12-31");
    check_no_institution(w, "NATOO", "2024-12-31", "did you mean 'NATO'?");
    check_no_institution(w, "", "2024-12-31", "no institution ''");
}

/* The rule of one of our own institutions for a matter. */
static void
take_rule(world *w, const char *id, const char *matter, const char *date, ent_voting_rules *out)
{
    world_check(w, ent_voting_rule_of(w->ctx, w->record, id, matter, world_span(date).from, out));
}

static bool
passes(const ent_voting_rule *rule, const char *yes, const char *abstain)
{
    int64_t for_it[ENT_VOTING_MOST_CRITERIA] = {0}, out[ENT_VOTING_MOST_CRITERIA] = {0};

    for (size_t i = 0; i < rule->criterion_count; i++) {
        for (size_t j = 0; j < rule->member_count; j++) {
            for_it[i] += strstr(yes, rule->members[j]) != NULL ? rule->criteria[i].weights[j] : 0;
            out[i] += strstr(abstain, rule->members[j]) != NULL ? rule->criteria[i].weights[j] : 0;
        }
    }
    return ent_voting_rule_wins(rule, for_it, out);
}

static void
a_matter_has_its_own_majority_and_abstentions(void **state)
{
    static const char ELECTED[] = "DZA GUY JPN MLT MOZ KOR SLE SVN CHE ECU";
    world            *w = *state;
    ent_voting_rules  rules;
    char              most[1024] = "";

    ent_ctx_destroy(w->ctx);
    w->ctx = unit_ctx(1);
    world_load(w);
    take_rule(w, "UNSC", NULL, "2024-06-01", &rules);
    assert_true(passes(rules.rules[0], ELECTED, "USA GBR FRA CHN RUS"));
    assert_false(passes(rules.rules[0], ELECTED, "USA GBR FRA CHN"));
    ent_voting_rules_clear(&rules);
    take_rule(w, "UNSC", "procedure", "2024-06-01", &rules);
    assert_true(passes(rules.rules[0], ELECTED, ""));
    assert_false(passes(rules.rules[0], "DZA GUY JPN MLT MOZ KOR SLE SVN", "CHE ECU"));
    ent_voting_rules_clear(&rules);
    take_rule(w, "EU", NULL, "2010-06-01", &rules);
    assert_int_equal(rules.rules[0]->criterion_count, 2);
    ent_voting_rules_clear(&rules);
    assert_int_equal(ent_voting_rule_of(w->ctx, w->record, "EU", "verified",
                                        world_span("2010-06-01").from, &rules),
                     ENT_E_NOTFOUND); /* of 2010 our own facts have no populations */
    assert_non_null(strstr(ent_ctx_error(w->ctx), "votes by population"));
    take_rule(w, "CSTO", NULL, "2024-06-01", &rules); /* nobody objects */
    assert_true(passes(rules.rules[0], "RUS BLR KAZ KGZ TJK", "ARM"));
    assert_false(passes(rules.rules[0], "RUS BLR KAZ KGZ TJK", ""));
    ent_voting_rules_clear(&rules);
    take_rule(w, "UN", "majority", "2024-06-01", &rules);
    for (size_t i = 0; i < rules.rules[0]->member_count; i++) {
        if (strstr("CHN RUS", rules.rules[0]->members[i]) == NULL) {
            (void)strcat(strcat(most, rules.rules[0]->members[i]), " ");
        }
    }
    assert_false(passes(rules.rules[0], "CHN", most)); /* one against one */
    assert_true(passes(rules.rules[0], "CHN RUS", most));
    assert_false(passes(rules.rules[0], "", ""));
    assert_int_equal(rules.rules[0]->criteria[0].quota, 97); /* when all vote */
    ent_voting_rules_clear(&rules);
    take_rule(w, "EU", "foreign-policy", "2024-06-01", &rules);
    assert_int_equal(rules.rules[0]->criteria[1].quota, 19); /* nine abstentions are a third */
    ent_voting_rules_clear(&rules);
    assert_int_equal(
        ent_voting_rule_of(w->ctx, w->record, "EU", "weather", world_span("2024").from, &rules),
        ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "reinforced"));
}

static void
a_quota_is_read_and_taken_of_any_total(void **state)
{
    static const struct {
        const char *text;
        int64_t     of_15, of_27;
    } QUOTAS[] = {{"9", 9, 9},     {"all", 15, 27},  {"all-3", 12, 24}, {"55/100", 9, 15},
                  {"2/3", 10, 18}, {">2/3", 11, 19}, {">1/2", 8, 14},   {"1/1", 15, 27},
                  {"0/1", 0, 0},   {">1/3", 6, 10}};
    static const char *const WRONG[] = {"",    "most", "-1",  "all-", "all-x", "all3",     "3/2",
                                        "1/0", "/",    ">/2", ">9",   "1/",    "1/1000001"};
    ent_quota                quota;

    (void)state;
    for (size_t i = 0; i < sizeof QUOTAS / sizeof QUOTAS[0]; i++) {
        assert_true(ent_quota_read(QUOTAS[i].text, strlen(QUOTAS[i].text), &quota));
        assert_int_equal(ent_quota_of(&quota, 15), QUOTAS[i].of_15);
        assert_int_equal(ent_quota_of(&quota, 27), QUOTAS[i].of_27);
    }
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        assert_false(ent_quota_read(WRONG[i], strlen(WRONG[i]), &quota));
    }
}

static ent_status
change(world *w, const char *id, const ent_voting_change *how, ent_voting_rules *out)
{
    ent_voting_rules rules;
    ent_status       status;

    take_rule(w, id, NULL, "2024-06-01", &rules);
    status = ent_voting_rule_change(w->ctx, w->record, world_span("2024-06-01").from,
                                    rules.rules[0], how, out);
    ent_voting_rules_clear(&rules); /* the changed rule stands alone */
    return status;
}

static void
a_reform_changes_members_vetoes_weights_and_quotas(void **state)
{
    world                   *w = *state;
    ent_voting_rules         out;
    const ent_voting_setting ten = {.name = "votes", .quota = {ENT_QUOTA_NUMBER, 10, 1}};
    const ent_voting_setting four = {.name = "votes", .quota = {ENT_QUOTA_NUMBER, 4, 1}};
    const ent_voting_setting heavy = {.name = "USA", .criterion = "votes", .weight = 3};
    ent_voting_change        how = {0};

    ent_ctx_destroy(w->ctx);
    w->ctx = unit_ctx(1);
    world_load(w);
    how =
        (ent_voting_change){.quotas = &ten, .quota_count = 1, .weights = &heavy, .weight_count = 1};
    how.drop = (const char *const[]){"RUS"};
    how.add = (const char *const[]){"IND", "BRA"};
    how.veto = (const char *const[]){"IND"};
    how.no_veto = (const char *const[]){"FRA"};
    how.drop_count = how.veto_count = how.no_veto_count = 1;
    how.add_count = 2;
    world_check(w, change(w, "UNSC", &how, &out));
    assert_int_equal(out.rules[0]->member_count, 16);
    assert_string_equal(out.rules[0]->members[15], "BRA");
    assert_int_equal(out.rules[0]->criteria[0].quota, 10);
    assert_int_equal(out.rules[0]->criteria[0].total, 18);
    assert_int_equal(out.rules[0]->criteria[1].quota, 4); /* CHN, GBR, IND, USA */
    ent_voting_rules_clear(&out);

    how = (ent_voting_change){.veto_count = 1};
    how.veto = (const char *const[]){"DEU"};
    world_check(w, change(w, "EU", &how, &out)); /* one veto in each of two clauses */
    assert_int_equal(out.rules[0]->criterion_count, 5);
    assert_int_equal(out.rules[0]->criteria[4].clause, 2);
    assert_int_equal(out.rules[0]->criteria[4].quota, 1);
    ent_voting_rules_clear(&out);

    how = (ent_voting_change){.drop_count = 1};
    how.drop = (const char *const[]){"HUN"};
    world_check(w, change(w, "EU", &how, &out));           /* shares are of those that are left */
    assert_int_equal(out.rules[0]->criteria[0].quota, 15); /* 14.3 */
    assert_int_equal(out.rules[0]->criteria[2].quota, 23);
    ent_voting_rules_clear(&out);

    how = (ent_voting_change){.quotas = &four, .quota_count = 1};
    world_check(w, change(w, "GCC", &how, &out)); /* four for it, whoever else votes */
    assert_int_equal(out.rules[0]->criteria[0].quota, 4);
    assert_int_equal(out.rules[0]->criteria[0].abstention, ENT_ABSTENTION_NO);
    ent_voting_rules_clear(&out);
}

static void
a_wrong_reform_says_what_is_wrong(void **state)
{
    static const char *const NOBODY[] = {"UKR"}, *const MEMBER[] = {"FRA"},
                             *const SMALL[] = {"MLT"};
    const ent_voting_setting        no_quota = {.name = "vote", .quota = {ENT_QUOTA_NUMBER, 1, 1}};
    const ent_voting_setting        but_one = {.quota = {ENT_QUOTA_ALL_BUT, 1, 1}};
    const ent_voting_setting        which = {.quota = {ENT_QUOTA_NUMBER, 1, 1}};
    const struct {
        const char       *id, *text;
        ent_voting_change how;
    } CASES[] = {
        {"UNSC", "'UKR' is no member of 'UNSC'", {.drop = NOBODY, .drop_count = 1}},
        {"UNSC", "'FRA' is a member of 'UNSC' already", {.add = MEMBER, .add_count = 1}},
        {"UNSC", "'FRA' has a veto", {.veto = MEMBER, .veto_count = 1}},
        {"UNSC", "'MLT' has no veto", {.no_veto = SMALL, .no_veto_count = 1}},
        {"UNSC", "'vote' is no criterion", {.quotas = &no_quota, .quota_count = 1}},
        {"EU", "has several criteria", {.quotas = &which, .quota_count = 1}},
        {"GCC", "state a share", {.quotas = &but_one, .quota_count = 1}},
        {"EU", "--weight population:UKR=NUMBER", {.add = NOBODY, .add_count = 1}},
    };
    world *w = *state;

    ent_ctx_destroy(w->ctx);
    w->ctx = unit_ctx(1);
    world_load(w);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        ent_voting_rules out = {.count = 77};

        assert_true(change(w, CASES[i].id, &CASES[i].how, &out) < 0);
        assert_int_equal(out.count, 77);
        if (strstr(ent_ctx_error(w->ctx), CASES[i].text) == NULL) {
            fail_msg("'%s' is not in '%s'", CASES[i].text, ent_ctx_error(w->ctx));
        }
    }
}

#define VOTING "institution,start,end,clause,criterion,of,quota,abstain,source,locator\n"

/* A folder of data with a club of five, two of whom are permanent, and these majorities. */
static void
write_club(world *w, const char *majorities)
{
    char  path[128];
    FILE *file;

    world_write(w, "institutions",
                "institution,name,kind,start,end,rule,rule_note,commitment,source,locator\n"
                "CLUB,Club,forum,1950-01-01,,double_majority,,none,s,\n");
    world_write(w, "members",
                "institution,state,status,start,end,source,locator\n"
                "CLUB,AAA,permanent,1950-01-01,,s,\nCLUB,BBB,permanent,1950-01-01,,s,\n"
                "CLUB,CCC,elected,1950-01-01,1959-12-31,s,\nCLUB,DDD,member,1950-01-01,,s,\n"
                "CLUB,EEE,observer,1950-01-01,,s,\n");
    world_write(w, "capabilities",
                "state,year,milex,milper,irst,pec,tpop,upop,cinc,source,locator\n"
                "AAA,1949,,,,,100,,,s,\nAAA,1955,,,,,300,,,s,\nAAA,1961,,,,,900,,,s,\n"
                "BBB,1955,,,,,150,,,s,\nCCC,1954,,,,,50.4,,,s,\nDDD,1955,,,,,1,,,s,\n");
    (void)snprintf(path, sizeof path, "%s/rules", w->folder);
    (void)mkdir(path, 0700);
    (void)snprintf(path, sizeof path, "%s/rules/voting.csv", w->folder);
    file = fopen(path, "w");
    assert_non_null(file);
    (void)fputs(majorities, file);
    assert_int_equal(fclose(file), 0);
}

static void
remove_club(const world *w)
{
    char path[128];

    (void)snprintf(path, sizeof path, "%s/rules/voting.csv", w->folder);
    assert_int_equal(unlink(path), 0);
    (void)snprintf(path, sizeof path, "%s/rules", w->folder);
    assert_int_equal(rmdir(path), 0);
}

static void
an_institution_has_the_members_and_populations_of_the_day(void **state)
{
    world                 *w = *state;
    ent_voting_rules       rules;
    const ent_voting_rule *rule;

    write_club(w, VOTING "CLUB,1950,1952,1,votes,members,1,no,s,\n"
                         "CLUB,1953,,1,votes,members,55/100,no,s,\n"
                         "CLUB,1953,,1,people,population,65/100,no,s,\n"
                         "CLUB,1953,,1,veto,permanent,all,yes,s,\n"
                         "CLUB,1953,,2,votes,members,all-1,no,s,\n"
                         "OTHER,1953,,1,votes,members,1,no,s,\n");
    world_load(w);
    world_check(
        w, ent_voting_rule_of(w->ctx, w->record, "CLUB", NULL, world_span("1956").from, &rules));
    rule = rules.rules[0];
    assert_int_equal(rule->member_count, 4);
    assert_string_equal(rule->members[2], "CCC");
    assert_int_equal(rule->criterion_count, 4);
    assert_int_equal(rule->criteria[0].quota, 3); /* 2.2, rounded up */
    assert_int_equal(rule->criteria[1].weights[0], 300);
    assert_int_equal(rule->criteria[1].weights[2], 50);
    assert_int_equal(rule->criteria[1].total, 501);
    assert_int_equal(rule->criteria[1].quota, 326); /* 325.65 */
    assert_string_equal(rule->note, "population of 1954 to 1955");
    assert_int_equal(rule->criteria[2].quota, 2);
    assert_int_equal(rule->criteria[2].weights[3], 0);
    assert_int_equal(rule->criteria[2].abstention, ENT_ABSTENTION_YES);
    assert_int_equal(rule->criteria[3].clause, 2);
    assert_int_equal(rule->criteria[3].quota, 3);
    ent_voting_rules_clear(&rules);
    check_institution(w, "CLUB", "1952-12-31", 4, 1); /* the first row ends with 1952 */
    check_institution(w, "CLUB", "1960-01-01", 3, 2); /* CCC is gone */
    check_no_institution(w, "CLUB", "1954-06-30", "none of BBB");
    remove_club(w);
}

static void
write_people(const world *w, const char *text)
{
    char  path[128];
    FILE *file;

    (void)snprintf(path, sizeof path, "%s/rules/populations.csv", w->folder);
    file = fopen(path, "w");
    assert_non_null(file);
    (void)fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

#define PEOPLE "state,date,population\n"

static void
the_newest_populations_that_all_members_have_are_taken(void **state)
{
    static const struct {
        const char *rows, *note;
        int64_t     of_first;
    } CASES[] = {
        {"AAA,1956,7000499\nBBB,1956,1000\nCCC,1956,1000\nDDD,1956,1000\n", "population of 1956",
         7000}, /* newer than the record's: in thousands */
        {"AAA,1950,7000000\nBBB,1950,1000\nCCC,1950,1000\nDDD,1950,1000\n",
         "population of 1954 to 1955", 300},
        {"AAA,1956,7000000\nBBB,1956,1000\nCCC,1956,1000\n", "population of 1954 to 1955", 300},
        {"AAA,1958,7000000\nBBB,1958,1000\nCCC,1958,1000\nDDD,1958,1000\n",
         "population of 1954 to 1955", 300}, /* of a day that is still to come */
    };
    static const char *const WRONG[][2] = {{"AAA,soon,1000\n", ":2:5: 'date' is 'soon'"},
                                           {"AAA,1950,few\n", ":2:10: 'population' is 'few'"},
                                           {"AAA,1950,999\n", ":2:10: 'population' is '999'"}};
    world                   *w = *state;
    ent_voting_rules         rules;
    char                     text[512], path[128];

    write_club(w, VOTING "CLUB,1953,,1,people,population,65/100,no,s,\n");
    world_load(w);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        (void)snprintf(text, sizeof text, "%s%s", PEOPLE, CASES[i].rows);
        write_people(w, text);
        take_rule(w, "CLUB", NULL, "1957", &rules);
        assert_string_equal(rules.rules[0]->note, CASES[i].note);
        assert_int_equal(rules.rules[0]->criteria[0].weights[0], CASES[i].of_first);
        ent_voting_rules_clear(&rules);
    }
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        (void)snprintf(text, sizeof text, "%s%s", PEOPLE, WRONG[i][0]);
        write_people(w, text);
        assert_int_equal(
            ent_voting_rule_of(w->ctx, w->record, "CLUB", NULL, world_span("1957").from, &rules),
            ENT_E_INPUT);
        assert_non_null(strstr(ent_ctx_error(w->ctx), WRONG[i][1]));
    }
    (void)snprintf(path, sizeof path, "%s/rules/populations.csv", w->folder);
    assert_int_equal(unlink(path), 0);
    remove_club(w);
}

static void
a_wrong_majority_is_named_with_its_place(void **state)
{
    static const char *const WRONG[][2] = {
        {"CLUB,soon,,1,v,members,1,no,s,", ":2:6: 'start' is 'soon'"},
        {"CLUB,1950,later,1,v,members,1,no,s,", ":2:11: 'end' is 'later'"},
        {"CLUB,1950,,0,v,members,1,no,s,", ":2:12: 'clause' is '0'"},
        {"CLUB,1950,,1,,members,1,no,s,", ":2:14: 'criterion' is ''"},
        {"CLUB,1950,,1,v,money,1,no,s,", ":2:16: 'of' is 'money'"},
        {"CLUB,1950,,1,v,members,most,no,s,", ":2:24: 'quota' is 'most'"},
        {"CLUB,1950,,1,v,members,-1,no,s,", ":2:24: 'quota' is '-1'"},
        {"CLUB,1950,,1,v,members,all-9,no,s,", ":2:24: 'quota' is 'all-9'"},
        {"CLUB,1950,,1,v,members,3/2,no,s,", ":2:24: 'quota' is '3/2'"},
        {"CLUB,1950,,1,v,members,1/0,no,s,", ":2:24: 'quota' is '1/0'"},
        {"CLUB,1950,,1,v,members,/,no,s,", ":2:24: 'quota' is '/'"},
        {"CLUB,1950,,1,v,members,1,maybe,s,", ":2:26: 'abstain' is 'maybe'"},
    };
    world *w = *state;

    write_club(w, VOTING);
    world_load(w);
    check_no_institution(w, "CLUB", "1956-01-01", "no majority is stated");
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        ent_voting_rules rules;
        char             text[256];

        (void)snprintf(text, sizeof text, "%s%s\n", VOTING, WRONG[i][0]);
        write_club(w, text);
        assert_int_equal(
            ent_voting_rule_of(w->ctx, w->record, "CLUB", NULL, world_span("1956").from, &rules),
            ENT_E_INPUT);
        if (strstr(ent_ctx_error(w->ctx), WRONG[i][1]) == NULL) {
            fail_msg("'%s' is not in '%s'", WRONG[i][1], ent_ctx_error(w->ctx));
        }
    }
    remove_club(w);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_has_its_members_criteria_and_weights),
        cmocka_unit_test(a_wrong_rule_is_named_with_its_place),
        cmocka_unit_test(a_file_states_quotas_as_institutions_do),
        cmocka_unit_test(a_wrong_weight_is_named_with_its_place),
        cmocka_unit_test(too_many_criteria_are_refused),
        cmocka_unit_test(one_clause_is_enough_and_an_abstention_is_what_the_criterion_says),
        cmocka_unit_test_setup_teardown(our_own_institutions_have_the_rule_of_their_day,
                                        world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(an_institution_has_the_members_and_populations_of_the_day,
                                        world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(the_newest_populations_that_all_members_have_are_taken,
                                        world_setup, world_teardown),
        cmocka_unit_test(a_quota_is_read_and_taken_of_any_total),
        cmocka_unit_test_setup_teardown(a_matter_has_its_own_majority_and_abstentions, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(a_reform_changes_members_vetoes_weights_and_quotas,
                                        world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_wrong_reform_says_what_is_wrong, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(a_wrong_majority_is_named_with_its_place, world_setup,
                                        world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
