/*
 * test_voting_shares.c - boards whose members' votes differ: whose votes, since when, and what
 * they can do
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_measure.h"

#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

#include "measure/voting/count.h"

static void
load_own_facts(world *w)
{
    ent_ctx_destroy(w->ctx);
    w->ctx = unit_ctx(1);
    world_load(w);
}

static void
take_rule(world *w, const char *institution, const char *matter, const char *day,
          ent_voting_rules *out)
{
    world_check(
        w, ent_voting_rule_of(w->ctx, w->record, institution, matter, world_span(day).from, out));
}

static int64_t
votes_of(const ent_voting_rule *rule, const char *member)
{
    for (size_t i = 0; i < rule->member_count; i++) {
        if (strcmp(rule->members[i], member) == 0) {
            return rule->criteria[0].weights[i];
        }
    }
    return -1;
}

/* Totals as the treaties and the fund print them; the days are those on which something changes. */
static void
every_board_has_the_votes_of_its_day(void **state)
{
    static const struct {
        const char *institution, *day;
        size_t      members;
        int64_t     total, quota;
        const char *note;
    } CASES[] = {{"EU", "1958-01-01", 6, 17, 12, "votes as since 1958-01-01"},
                 {"EU", "1973-01-01", 9, 58, 41, "votes as since 1973-01-01"},
                 {"EU", "1981-01-01", 10, 63, 45, "votes as since 1981-01-01"},
                 {"EU", "1986-01-01", 12, 76, 54, "votes as since 1986-01-01"},
                 {"EU", "2004-04-30", 15, 87, 62, "votes as since 1995-01-01"},
                 {"EU", "2004-05-01", 25, 124, 88, "votes as since 2004-05-01"},
                 {"EU", "2004-11-01", 25, 321, 232, "votes as since 2004-11-01"},
                 {"EU", "2007-01-01", 27, 345, 255, "votes as since 2007-01-01"},
                 {"EU", "2014-10-31", 28, 352, 260, "votes as since 2013-07-01"},
                 {"IMF", "2024-01-31", 190, 5039930, 2519966, "votes as since 2024-01-31"},
                 {"IMF", "2024-10-21", 191, 5041052, 2520527, "votes as since 2024-10-21"},
                 {"NDB", "2015-07-03", 5, 500000, 250001, "votes as since 2015-07-03"},
                 {"NDB", "2021-09-16", 7, 514980, 257491, "votes as since 2021-09-16"},
                 {"NDB", "2025-05-19", 9, 541940, 270971, "votes as since 2025-05-19"}};
    world *w = *state;

    load_own_facts(w);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        ent_voting_rules rules;

        take_rule(w, CASES[i].institution, NULL, CASES[i].day, &rules);
        assert_int_equal(rules.rules[0]->member_count, CASES[i].members);
        assert_int_equal(rules.rules[0]->criteria[0].total, CASES[i].total);
        assert_int_equal(rules.rules[0]->criteria[0].quota, CASES[i].quota);
        assert_string_equal(rules.rules[0]->note, CASES[i].note);
        ent_voting_rules_clear(&rules);
    }
}

/* As the fund publishes them for both days: quotas in 100 000 and basic votes. */
static void
votes_in_the_fund_are_those_it_publishes(void **state)
{
    static const struct {
        const char *day, *member;
        int64_t     votes;
    } CASES[] = {{"2024-01-31", "AFG", 4697},   {"2024-01-31", "BRA", 111879},
                 {"2024-01-31", "USA", 831401}, {"2024-10-21", "USA", 831394},
                 {"2024-10-21", "JPN", 309657}, {"2024-10-21", "CHN", 306281},
                 {"2024-10-21", "DEU", 267796}, {"2024-10-21", "UKR", 21570},
                 {"2024-10-21", "TON", 1590},   {"2024-10-21", "LIE", 2452}};
    world *w = *state;

    load_own_facts(w);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        ent_voting_rules rules;

        take_rule(w, "IMF", NULL, CASES[i].day, &rules);
        assert_int_equal(votes_of(rules.rules[0], CASES[i].member), CASES[i].votes);
        ent_voting_rules_clear(&rules);
    }
}

/* Published power in the Council: Banzhaf (1965) as printed for six, nine and twenty-seven. */
static void
power_in_the_council_is_as_published(void **state)
{
    static const struct {
        const char *year, *member;
        double      banzhaf;
    } CASES[] = {{"1958", "DEU", 5. / 21}, {"1958", "BEL", 3. / 21}, {"1958", "LUX", 0},
                 {"1973", "DEU", .167},    {"1973", "BEL", .091},    {"1973", "LUX", .016},
                 {"1981", "DEU", .158},    {"1981", "GRC", .082},    {"1981", "LUX", .041},
                 {"1986", "DEU", .129},    {"1986", "ESP", .109},    {"1986", "LUX", .018},
                 {"1995", "DEU", .112},    {"1995", "LUX", .023}};
    world    *w = *state;
    ent_state states[1];

    load_own_facts(w);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        ent_measure_options options = {.institution = "EU", .states = states, .state_count = 1};
        ent_table          *table;

        states[0] = ent_codes_find(ent_record_codes(w->record), CASES[i].member);
        table = measure_run(w, "votingpower", options, CASES[i].year, CASES[i].year);
        assert_int_equal(ent_table_row_count(table), 1);
        assert_true(fabs(measure_number(table, 0, "banzhaf_normalised") - CASES[i].banzhaf) <
                    .00051);
        ent_table_destroy(table);
    }
}

/*
 * Swings among 191 members under 85 percent, by big integers in another program, from the
 * generating function of the other members alone.
 */
static void
swings_in_the_fund_are_exact(void **state)
{
    static const struct {
        const char *member, *swings;
    } CASES[] = {{"USA", "9474763394316598382104509406296070846393014403723378"},
                 {"CHN", "9474173103567395143345134532084328987608259908887044"},
                 {"LIE", "260969876490840346781161559677861960798838197158808"},
                 {"TUV", "157217421486478791688899636778684262888920893959708"}};
    world           *w = *state;
    ent_voting_rules rules;
    ent_tally       *tally = calloc(1, sizeof *tally);
    char             digits[ENT_WHOLE_DIGITS];

    assert_non_null(tally);
    load_own_facts(w);
    take_rule(w, "IMF", "eighty-five", "2025", &rules);
    ent_tally_init(tally, rules.rules[0]);
    assert_int_equal(ent_tally_weights(w->ctx, tally, false), ENT_OK);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        size_t at = 0;

        while (strcmp(rules.rules[0]->members[at], CASES[i].member) != 0) {
            at++;
        }
        ent_whole_print(&tally->swings[tally->type_of[at]], digits);
        assert_string_equal(digits, CASES[i].swings);
    }
    /* nothing passes without the United States */
    ent_whole_print(&tally->winning, digits);
    assert_string_equal(digits, CASES[0].swings);
    free(tally);
    ent_voting_rules_clear(&rules);
}

/* Of a rule and its dual, by weight and by size: what the smaller table gives is the same. */
static void
a_high_quota_is_counted_as_its_dual(void **state)
{
    static const int64_t WEIGHTS[] = {9, 7, 7, 4, 3, 1, 1};
    enum { N = sizeof WEIGHTS / sizeof WEIGHTS[0], ALL = 32 };
    const char      *names[N] = {"a", "b", "c", "d", "e", "f", "g"};
    int64_t          weights[N];
    ent_ctx         *ctx = unit_ctx(1);
    ent_tally       *tally = calloc(1, sizeof *tally);
    ent_voting_rule *rule = calloc(1, sizeof *rule);

    (void)state;
    assert_non_null(tally);
    assert_non_null(rule);
    memcpy(weights, WEIGHTS, sizeof weights);
    for (int64_t quota = 1; quota <= ALL; quota++) {
        uint64_t winning = 0, swings[N] = {0};

        *rule = (ent_voting_rule){.name = "x", .member_count = N, .members = names};
        rule->criterion_count = 1;
        rule->criteria[0] = (ent_criterion){.quota = quota, .total = ALL, .weights = weights};
        for (unsigned s = 0; s < 1u << N; s++) {
            int64_t sum = 0;

            for (size_t i = 0; i < N; i++) {
                sum += (s >> i & 1) != 0 ? weights[i] : 0;
            }
            winning += sum >= quota;
            for (size_t i = 0; i < N; i++) {
                swings[i] += (s >> i & 1) == 0 && sum < quota && sum + weights[i] >= quota;
            }
        }
        for (int by_size = 0; by_size < 2; by_size++) {
            char digits[ENT_WHOLE_DIGITS], expected[32];

            ent_tally_init(tally, rule);
            assert_int_equal(ent_tally_weights(ctx, tally, by_size == 1), ENT_OK);
            ent_whole_print(&tally->winning, digits);
            (void)snprintf(expected, sizeof expected, "%llu", (unsigned long long)winning);
            assert_string_equal(digits, expected);
            for (size_t i = 0; i < N; i++) {
                ent_whole_print(&tally->swings[tally->type_of[i]], digits);
                (void)snprintf(expected, sizeof expected, "%llu", (unsigned long long)swings[i]);
                assert_string_equal(digits, expected);
            }
        }
    }
    free(rule);
    free(tally);
    ent_ctx_destroy(ctx);
}

/* Four of five founders, with two thirds of the votes. */
static void
founders_have_a_criterion_of_their_own(void **state)
{
    world                 *w = *state;
    ent_voting_rules       rules;
    const ent_voting_rule *rule;
    size_t                 founders = 0;

    load_own_facts(w);
    take_rule(w, "NDB", "special", "2025-06-30", &rules);
    rule = rules.rules[0];
    assert_int_equal(rule->criterion_count, 2);
    for (size_t i = 0; i < rule->member_count; i++) {
        assert_int_equal(rule->criteria[0].weights[i], rule->criteria[1].weights[i] == 100000);
        founders += rule->criteria[0].weights[i] == 1;
    }
    assert_int_equal(founders, 5);
    assert_int_equal(rule->criteria[0].quota, 4);
    assert_int_equal(rule->criteria[1].quota, 361294); /* two thirds of 541940, upwards */
    ent_voting_rules_clear(&rules);
}

/* A newcomer to a board brings its weight; the quota is of the new total. */
static void
a_reform_of_a_board_needs_the_weight_of_a_newcomer(void **state)
{
    static const char *const        ADD[] = {"IDN"};
    static const ent_voting_setting WEIGHT = {.name = "IDN", .weight = 100000};
    ent_voting_change               change = {.add = ADD, .add_count = 1};
    world                          *w = *state;
    ent_voting_rules                rules, changed;

    load_own_facts(w);
    take_rule(w, "NDB", "special", "2025-06-30", &rules);
    assert_int_equal(
        ent_voting_rule_change(w->ctx, w->record, 0, rules.rules[0], &change, &changed),
        ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "what 'IDN' weighs in 'votes'"));
    change.weights = &WEIGHT;
    change.weight_count = 1;
    assert_int_equal(
        ent_voting_rule_change(w->ctx, w->record, 0, rules.rules[0], &change, &changed), ENT_OK);
    assert_int_equal(changed.rules[0]->criteria[1].total, 641940);
    assert_int_equal(changed.rules[0]->criteria[1].quota, 427960);
    ent_voting_rules_clear(&changed);
    ent_voting_rules_clear(&rules);
}

#define SHARES "institution,state,start,end,votes,source,locator\n"

static void
write_rules(const world *w, const char *name, const char *text)
{
    char  path[128];
    FILE *file;

    (void)snprintf(path, sizeof path, "%s/rules", w->folder);
    (void)mkdir(path, 0700);
    (void)snprintf(path, sizeof path, "%s/rules/%s", w->folder, name);
    file = fopen(path, "w");
    assert_non_null(file);
    (void)fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void
remove_rules(const world *w)
{
    static const char *const NAMES[] = {"/voting.csv", "/shares.csv", ""};

    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        char path[128];

        (void)snprintf(path, sizeof path, "%s/rules%s", w->folder, NAMES[i]);
        assert_int_equal(remove(path), 0);
    }
}

static void
a_wrong_table_of_votes_is_named_with_its_place(void **state)
{
    static const struct {
        const char *rows, *expected;
    } WRONG[] = {
        {"BANK,AAA,soon,,1,s,\n", "shares.csv:2:10: 'start' is 'soon'"},
        {"BANK,AAA,1950,later,1,s,\n", "shares.csv:2:15: 'end' is 'later'"},
        {"BANK,AAA,1950,1949,1,s,\n", "shares.csv:2:15: 'end' is '1949', expected a date after"},
        {"BANK,AAA,1950,,0,s,\n", "shares.csv:2:16: 'votes' is '0'"},
        {"BANK,AAA,1950,,1.5,s,\n", "shares.csv:2:16: 'votes' is '1.5'"},
        {"BANK,AAA,1950,,9999999999,s,\n", "'votes' is '9999999999'"},
        {"BANK,AAA,1950,,1,s,\nBANK,AAA,1955,,2,s,\n", "shares.csv:3:6: 'state' is 'AAA'"},
        {"BANK,AAA,1950,,5,s,\nBANK,BBB,1950,1954,5,s,\n", "none of BBB on 1956-01-01"},
        {"CLUB,AAA,1950,,5,s,\n", "none of AAA on 1956-01-01"},
    };
    world           *w = *state;
    ent_voting_rules rules;

    world_write(w, "institutions",
                "institution,name,kind,start,end,rule,rule_note,commitment,source,locator\n"
                "BANK,Bank,organisation,1950-01-01,,weighted_quota,,none,s,\n");
    world_write(w, "members",
                "institution,state,status,start,end,source,locator\n"
                "BANK,AAA,member,1950-01-01,,s,\nBANK,BBB,member,1950-01-01,,s,\n");
    write_rules(w, "voting.csv",
                "institution,start,end,clause,criterion,of,quota,abstain,source,locator\n"
                "BANK,1950,,1,votes,shares,>1/2,out,s,\n");
    world_load(w);
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        char text[256];

        (void)snprintf(text, sizeof text, "%s%s", SHARES, WRONG[i].rows);
        write_rules(w, "shares.csv", text);
        assert_true(ent_voting_rule_of(w->ctx, w->record, "BANK", NULL, world_span("1956").from,
                                       &rules) < 0);
        if (strstr(ent_ctx_error(w->ctx), WRONG[i].expected) == NULL) {
            fail_msg("'%s' is not in '%s'", WRONG[i].expected, ent_ctx_error(w->ctx));
        }
    }
    remove_rules(w);
}

int
main(void)
{
#define WITH_WORLD(test) cmocka_unit_test_setup_teardown(test, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        WITH_WORLD(every_board_has_the_votes_of_its_day),
        WITH_WORLD(votes_in_the_fund_are_those_it_publishes),
        WITH_WORLD(power_in_the_council_is_as_published),
        WITH_WORLD(swings_in_the_fund_are_exact),
        cmocka_unit_test(a_high_quota_is_counted_as_its_dual),
        WITH_WORLD(founders_have_a_criterion_of_their_own),
        WITH_WORLD(a_reform_of_a_board_needs_the_weight_of_a_newcomer),
        WITH_WORLD(a_wrong_table_of_votes_is_named_with_its_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
