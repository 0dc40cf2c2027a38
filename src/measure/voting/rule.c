/*
 * rule.c - the rules by which bodies decide, from two files of CSV
 *
 *   1. rules     2. the file of rules     3. the file of weights     4. the whole
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/voting/rule.h"

#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/csv.h"

enum { LARGEST_FILE = 64 << 20, MISSING = -1 };

/* the sum of the weights of all members stays far below the end of int64_t */
static const int64_t MOST_WEIGHT = (int64_t)1 << 53;
static const double  MOST_PRODUCT = 4e18; /* of weights and the parts of a share */

/* 1. rules */

void
ent_voting_rules_clear(ent_voting_rules *rules)
{
    ent_arena_clear(&rules->memory);
    ent_free(rules->rules);
    memset(rules, 0, sizeof *rules);
}

bool
ent_quota_read(const char *text, size_t length, ent_quota *out)
{
    static const char ALL[] = "all";
    const int64_t     most = 1000000;
    const char       *slash = memchr(text, '/', length);
    bool              over = length > 0 && text[0] == '>';

    *out = (ent_quota){ENT_QUOTA_NUMBER, 0, 1};
    if (slash != NULL) {
        size_t numerator = (size_t)(slash - text);

        out->kind = over ? ENT_QUOTA_OVER : ENT_QUOTA_SHARE;
        return numerator > over && ent_integer_read(text + over, numerator - over, &out->above) &&
               ent_integer_read(slash + 1, length - numerator - 1, &out->below) &&
               out->above >= 0 && out->below >= 1 && out->above <= out->below && out->below <= most;
    }
    if (length >= strlen(ALL) && memcmp(text, ALL, strlen(ALL)) == 0) {
        out->kind = ENT_QUOTA_ALL_BUT;
        return length == strlen(ALL) ||
               (text[strlen(ALL)] == '-' &&
                ent_integer_read(text + strlen(ALL) + 1, length - strlen(ALL) - 1, &out->above) &&
                out->above >= 0);
    }
    return ent_integer_read(text, length, &out->above) && out->above >= 0;
}

int64_t
ent_quota_of(const ent_quota *quota, int64_t total)
{
    switch (quota->kind) {
    case ENT_QUOTA_ALL_BUT:
        return total - quota->above;
    case ENT_QUOTA_SHARE: /* the least whole number that is at least the share */
        return (total * quota->above + quota->below - 1) / quota->below;
    case ENT_QUOTA_OVER:
        return total * quota->above / quota->below + 1;
    case ENT_QUOTA_NUMBER:
        break;
    }
    return quota->above;
}

/* Of those voting a quota is a share; with a number only those in favour count. */
static void
state_of_those_voting(ent_criterion *criterion)
{
    ent_quota *stated = &criterion->stated;

    if (stated->kind == ENT_QUOTA_NUMBER) {
        criterion->abstention = ENT_ABSTENTION_NO;
    } else if (stated->kind == ENT_QUOTA_ALL_BUT && stated->above == 0) {
        *stated = (ent_quota){ENT_QUOTA_SHARE, 1, 1};
    }
}

const char *
ent_criterion_settle(ent_criterion *criterion, size_t member_count)
{
    const ent_quota *stated = &criterion->stated;
    int64_t          quota;
    double           largest;

    criterion->total = 0;
    for (size_t i = 0; i < member_count; i++) {
        criterion->total += criterion->weights[i];
    }
    largest = (double)criterion->total * (double)stated->below;
    if (criterion->abstention == ENT_ABSTENTION_OUT) {
        state_of_those_voting(criterion);
        largest *= (double)criterion->total + 1;
    }
    if (stated->kind == ENT_QUOTA_ALL_BUT && criterion->abstention == ENT_ABSTENTION_OUT) {
        return "all but some of those voting is none: state a share, as 2/3";
    }
    if ((stated->kind == ENT_QUOTA_SHARE || stated->kind == ENT_QUOTA_OVER) &&
        largest > MOST_PRODUCT) {
        return "the weights are too large for a share of them";
    }
    quota = ent_quota_of(&criterion->stated, criterion->total);
    criterion->quota = quota > 0 ? quota : 0;
    return NULL;
}

static bool
meets(const ent_criterion *criterion, int64_t yes, int64_t abstain)
{
    ent_quota stated = criterion->stated;

    if (criterion->abstention == ENT_ABSTENTION_OUT) {
        return yes > 0 && yes >= ent_quota_of(&stated, criterion->total - abstain);
    }
    return (criterion->abstention == ENT_ABSTENTION_YES ? yes + abstain : yes) >= criterion->quota;
}

bool
ent_voting_rule_wins(const ent_voting_rule *rule, const int64_t *yes, const int64_t *abstain)
{
    for (size_t i = 0; i < rule->criterion_count; i++) {
        int64_t clause = rule->criteria[i].clause;
        bool    first = true, wins = true;

        for (size_t j = 0; j < i && first; j++) {
            first = rule->criteria[j].clause != clause;
        }
        for (size_t j = i; j < rule->criterion_count && wins && first; j++) {
            wins = rule->criteria[j].clause != clause ||
                   meets(&rule->criteria[j], yes[j], abstain != NULL ? abstain[j] : 0);
        }
        if (first && wins) {
            return true;
        }
    }
    return false;
}

/* A file that is being read into rules. */
typedef struct reading {
    ent_ctx          *ctx;
    ent_csv           csv;
    size_t            column[6];
    int               total, abstain; /* columns, or -1 */
    ent_voting_rules *out;
    size_t            capacity, last; /* the rule of the row before */
} reading;

static ent_field
field_of(const reading *r, size_t column)
{
    return ent_csv_field(&r->csv, r->column[column]);
}

static ent_status
read_integer(reading *r, size_t column, int64_t least, int64_t most, const char *expected,
             int64_t *out)
{
    ent_field field = ent_csv_field(&r->csv, column);

    if (!ent_integer_read(field.bytes, field.length, out) || *out < least || *out > most) {
        return ent_csv_fail(r->ctx, &r->csv, column, expected);
    }
    return ENT_OK;
}

static ent_status
read_word(reading *r, size_t column, const char **out)
{
    ent_field field = field_of(r, column);

    if (field.length == 0 || memchr(field.bytes, '\0', field.length) != NULL) {
        return ent_csv_fail(r->ctx, &r->csv, r->column[column], "a name");
    }
    *out = ent_arena_strndup(&r->out->memory, field.bytes, field.length);
    return *out != NULL ? ENT_OK : ent_fail_nomem(r->ctx);
}

/* The rule that the row is of, or NULL. */
static ent_voting_rule *
rule_of(reading *r, ent_field name)
{
    if (r->last < r->out->count && ent_field_is(name, r->out->rules[r->last]->name)) {
        return r->out->rules[r->last];
    }
    for (size_t i = 0; i < r->out->count; i++) {
        if (ent_field_is(name, r->out->rules[i]->name)) {
            r->last = i;
            return r->out->rules[i];
        }
    }
    return NULL;
}

static ent_criterion *
criterion_of(ent_voting_rule *rule, int64_t clause, ent_field name)
{
    for (size_t i = 0; i < rule->criterion_count; i++) {
        if (rule->criteria[i].clause == clause && ent_field_is(name, rule->criteria[i].name)) {
            return &rule->criteria[i];
        }
    }
    return NULL;
}

ent_status
ent_voting_rule_add(ent_ctx *ctx, ent_arena *memory, ent_voting_rule *rule, const char *name,
                    ent_criterion **out)
{
    ent_criterion *criterion = &rule->criteria[rule->criterion_count];

    if (rule->criterion_count == ENT_VOTING_MOST_CRITERIA) {
        return ent_fail(ctx, ENT_E_LIMIT, "'%.60s' has more than %d criteria", rule->name,
                        (int)ENT_VOTING_MOST_CRITERIA);
    }
    *criterion = (ent_criterion){
        .name = ent_arena_strdup(memory, name),
        .clause = 1,
        .weights = ent_arena_alloc(memory, rule->member_count, sizeof *criterion->weights)};
    if (criterion->name == NULL || criterion->weights == NULL) {
        return ent_fail_nomem(ctx);
    }
    rule->criterion_count++;
    *out = criterion;
    return ENT_OK;
}

/* 2. the file of rules */

enum { RULE_CASE, RULE_N, RULE_CLAUSE, RULE_CRITERION, RULE_QUOTA, RULE_COLUMNS };

static ent_status
new_rule(reading *r, size_t members, ent_voting_rule **out)
{
    ent_voting_rules *rules = r->out;
    ent_voting_rule  *rule = ent_arena_alloc(&rules->memory, 1, sizeof *rule);
    ent_status        status;

    if (rule == NULL || !ENT_GROW(rules->rules, r->capacity, rules->count + 1)) {
        return ent_fail_nomem(r->ctx);
    }
    rule->member_count = members;
    rule->members = ent_arena_alloc(&rules->memory, members, sizeof *rule->members);
    status = rule->members != NULL ? read_word(r, RULE_CASE, &rule->name) : ent_fail_nomem(r->ctx);
    if (status == ENT_OK) {
        r->last = rules->count;
        rules->rules[rules->count++] = rule;
        *out = rule;
    }
    return status;
}

static ent_status
read_abstention(reading *r, ent_abstention *out)
{
    static const char *const WORDS[] = {"", "no", "yes", "out"};
    ent_field                field = {.bytes = ""};

    if (r->abstain >= 0) {
        field = ent_csv_field(&r->csv, (size_t)r->abstain);
    }
    for (int i = ENT_ABSTENTION_UNSTATED; i <= ENT_ABSTENTION_OUT; i++) {
        if (ent_field_is(field, WORDS[i])) {
            *out = (ent_abstention)i;
            return ENT_OK;
        }
    }
    return ent_csv_fail(r->ctx, &r->csv, (size_t)r->abstain,
                        "yes (no objection), no (not a yes), out (not counted: the quota is of "
                        "those voting), or nothing");
}

static ent_status
read_quota(reading *r, ent_quota *out)
{
    ent_field field = field_of(r, RULE_QUOTA);

    return ent_quota_read(field.bytes, field.length, out) && out->above <= INT64_MAX / 2
               ? ENT_OK
               : ent_csv_fail(r->ctx, &r->csv, r->column[RULE_QUOTA],
                              "the weight that is enough: a whole number from 0, all, all-3, a "
                              "share as 2/3, or more than one as >1/2");
}

static ent_status
add_criterion(reading *r, ent_voting_rule *rule)
{
    ent_criterion *criterion = &rule->criteria[rule->criterion_count];
    ent_status     status = read_integer(r, r->column[RULE_CLAUSE], 1, MOST_WEIGHT,
                                         "the number of a clause, from 1", &criterion->clause);

    if (status == ENT_OK &&
        criterion_of(rule, criterion->clause, field_of(r, RULE_CRITERION)) != NULL) {
        return ent_csv_fail(r->ctx, &r->csv, r->column[RULE_CRITERION],
                            "a criterion that the clause does not have yet");
    }
    if (status == ENT_OK) {
        status = read_word(r, RULE_CRITERION, &criterion->name);
    }
    if (status == ENT_OK) {
        status = read_quota(r, &criterion->stated);
    }
    criterion->line = r->csv.line;
    criterion->column = field_of(r, RULE_CRITERION).column;
    criterion->total = MISSING;
    if (status == ENT_OK && r->total >= 0 && ent_csv_field(&r->csv, (size_t)r->total).length > 0) {
        status = read_integer(r, (size_t)r->total, 0, INT64_MAX / 2,
                              "a whole number from 0: the sum of the weights", &criterion->total);
    }
    if (status == ENT_OK) {
        status = read_abstention(r, &criterion->abstention);
    }
    if (status != ENT_OK) {
        return status;
    }
    criterion->weights =
        ent_arena_alloc(&r->out->memory, rule->member_count, sizeof *criterion->weights);
    if (criterion->weights == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    for (size_t i = 0; i < rule->member_count; i++) {
        criterion->weights[i] = MISSING;
    }
    rule->criterion_count++;
    return ENT_OK;
}

static ent_status
rule_row(ent_ctx *ctx, void *user, const ent_csv *csv)
{
    reading         *r = user;
    int64_t          n;
    ent_voting_rule *rule = rule_of(r, field_of(r, RULE_CASE));
    ent_status       status = read_integer(r, r->column[RULE_N], 1, ENT_VOTING_MOST_MEMBERS,
                                           "a number of members from 1 to 250", &n);

    if (status != ENT_OK) {
        return status;
    }
    if (rule == NULL) {
        status = new_rule(r, (size_t)n, &rule);
    } else if (rule->member_count != (size_t)n) {
        status = ent_csv_fail(ctx, csv, r->column[RULE_N],
                              "the number of members of the rows of the case before");
    }
    if (status == ENT_OK && rule->criterion_count == ENT_VOTING_MOST_CRITERIA) {
        return ent_fail(ctx, ENT_E_LIMIT, "%s:%zu:1: more than %d criteria in case '%.60s'",
                        csv->name, csv->line, (int)ENT_VOTING_MOST_CRITERIA, rule->name);
    }
    return status == ENT_OK ? add_criterion(r, rule) : status;
}

/* 3. the file of weights */

enum {
    WEIGHT_CASE,
    WEIGHT_INDEX,
    WEIGHT_MEMBER,
    WEIGHT_CLAUSE,
    WEIGHT_CRITERION,
    WEIGHT_WEIGHT,
    WEIGHT_COLUMNS
};

/* A member has one name, and no two have the same. */
static ent_status
name_member(reading *r, ent_voting_rule *rule, size_t index)
{
    ent_field name = field_of(r, WEIGHT_MEMBER);

    if (rule->members[index] != NULL) {
        return ent_field_is(name, rule->members[index])
                   ? ENT_OK
                   : ent_csv_fail(r->ctx, &r->csv, r->column[WEIGHT_MEMBER],
                                  "the name that this index has in the rows before");
    }
    for (size_t i = 0; i < rule->member_count; i++) {
        if (rule->members[i] != NULL && ent_field_is(name, rule->members[i])) {
            return ent_csv_fail(r->ctx, &r->csv, r->column[WEIGHT_MEMBER],
                                "a name that no other index of the case has");
        }
    }
    return read_word(r, WEIGHT_MEMBER, &rule->members[index]);
}

static ent_status
weight_row(ent_ctx *ctx, void *user, const ent_csv *csv)
{
    reading         *r = user;
    int64_t          index, clause, weight;
    ent_criterion   *criterion;
    ent_status       status;
    ent_voting_rule *rule = rule_of(r, field_of(r, WEIGHT_CASE));

    if (rule == NULL) {
        return ent_csv_fail(ctx, csv, r->column[WEIGHT_CASE], "a case of the file of rules");
    }
    status = read_integer(r, r->column[WEIGHT_INDEX], 1, (int64_t)rule->member_count,
                          "the number of a member, from 1 to n of the case", &index);
    if (status == ENT_OK) {
        status = name_member(r, rule, (size_t)index - 1);
    }
    if (status == ENT_OK) {
        status = read_integer(r, r->column[WEIGHT_CLAUSE], 1, MOST_WEIGHT,
                              "the number of a clause, from 1", &clause);
    }
    if (status != ENT_OK) {
        return status;
    }
    criterion = criterion_of(rule, clause, field_of(r, WEIGHT_CRITERION));
    if (criterion == NULL) {
        return ent_csv_fail(ctx, csv, r->column[WEIGHT_CRITERION],
                            "a criterion of this clause of the case");
    }
    status = read_integer(r, r->column[WEIGHT_WEIGHT], 0, MOST_WEIGHT,
                          "a whole number from 0 to 2^53", &weight);
    if (status == ENT_OK && criterion->weights[index - 1] != MISSING) {
        return ent_csv_fail(ctx, csv, r->column[WEIGHT_MEMBER],
                            "one weight for each member and criterion, this is the second");
    }
    if (status == ENT_OK) {
        criterion->weights[index - 1] = weight;
    }
    return status;
}

/* 4. the whole */

static ent_status
read_rows(reading *r, const char *name, const ent_bytes *bytes, const char *const *columns,
          size_t column_count, ent_csv_take row)
{
    ent_status status;

    ent_csv_init(&r->csv, name, bytes->bytes, bytes->length, ',', true);
    status = ent_csv_read_columns(r->ctx, &r->csv, columns, column_count, r->column);
    if (status == ENT_OK) {
        r->total = ent_csv_column(&r->csv, "total");
        r->abstain = ent_csv_column(&r->csv, "abstain");
        status = ent_csv_each(r->ctx, &r->csv, row, r);
    }
    ent_csv_clear(&r->csv);
    return status;
}

static ent_status
check_rule(ent_ctx *ctx, const char *rules, const char *weights, ent_voting_rule *rule)
{
    for (size_t i = 0; i < rule->criterion_count; i++) {
        ent_criterion *criterion = &rule->criteria[i];
        int64_t        sum = 0, stated = criterion->total;
        const char    *wrong;

        for (size_t j = 0; j < rule->member_count; j++) {
            if (criterion->weights[j] == MISSING) {
                return ent_fail(ctx, ENT_E_INPUT,
                                "%s:%zu:%zu: '%.60s' of case '%.60s', clause %lld, has no weight "
                                "of member %zu in %s; add the row, with 0 where it has none",
                                rules, criterion->line, criterion->column, criterion->name,
                                rule->name, (long long)criterion->clause, j + 1, weights);
            }
            sum += criterion->weights[j];
        }
        if (stated != MISSING && stated != sum) {
            return ent_fail(
                ctx, ENT_E_INPUT,
                "%s:%zu:%zu: '%.60s' of case '%.60s', clause %lld, has a total of %lld, "
                "the weights in %s sum to %lld",
                rules, criterion->line, criterion->column, criterion->name, rule->name,
                (long long)criterion->clause, (long long)stated, weights, (long long)sum);
        }
        wrong = ent_criterion_settle(criterion, rule->member_count);
        if (wrong == NULL && ent_quota_of(&criterion->stated, criterion->total) < 0) {
            wrong = "more than all may not be missing";
        }
        if (wrong != NULL) {
            return ent_fail(ctx, ENT_E_INPUT,
                            "%s:%zu:%zu: the quota of '%.60s' of case '%.60s': %s", rules,
                            criterion->line, criterion->column, criterion->name, rule->name, wrong);
        }
    }
    return ENT_OK;
}

ent_status
ent_voting_rules_read(ent_ctx *ctx, const char *rules_name, const ent_bytes *rules,
                      const char *weights_name, const ent_bytes *weights, ent_voting_rules *out)
{
    static const char *const RULE[] = {"case", "n", "clause", "criterion", "quota"};
    static const char *const WEIGHT[] = {"case",   "index",     "member",
                                         "clause", "criterion", "weight"};
    ent_voting_rules         read = {0};
    reading                  r = {.ctx = ctx, .out = &read};
    ent_status status = read_rows(&r, rules_name, rules, RULE, RULE_COLUMNS, rule_row);

    if (status == ENT_OK && read.count == 0) {
        status = ent_fail(ctx, ENT_E_INPUT, "%s:1:1: no rule in it", rules_name);
    }
    if (status == ENT_OK) {
        status = read_rows(&r, weights_name, weights, WEIGHT, WEIGHT_COLUMNS, weight_row);
    }
    for (size_t i = 0; i < read.count && status == ENT_OK; i++) {
        status = check_rule(ctx, rules_name, weights_name, read.rules[i]);
    }
    if (status != ENT_OK) {
        ent_voting_rules_clear(&read);
        return status;
    }
    *out = read;
    return ENT_OK;
}

ent_status
ent_voting_rules_open(ent_ctx *ctx, const char *rules_path, const char *weights_path,
                      ent_voting_rules *out)
{
    ent_bytes  rules = {0}, weights = {0};
    ent_status status = ent_file_read(ctx, rules_path, LARGEST_FILE, &rules);

    if (status == ENT_OK) {
        status = ent_file_read(ctx, weights_path, LARGEST_FILE, &weights);
    }
    if (status == ENT_OK) {
        status = ent_voting_rules_read(ctx, rules_path, &rules, weights_path, &weights, out);
    }
    ent_bytes_clear(&weights);
    ent_bytes_clear(&rules);
    return status;
}
