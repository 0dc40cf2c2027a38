/*
 * voting_institution.c - the rule of an institution of the record on a day
 *
 *   1. members     2. weights and quotas     3. data/rules/voting.csv     4. the whole
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/csv.h"
#include "base/data.h"
#include "base/date.h"
#include "measure/institution.h"
#include "measure/voting_rule.h"
#include "system/record.h"

static const char VOTING[] = "rules/voting.csv";

static const double MOST_PEOPLE = 1e9; /* in thousands; beyond, a figure is none */

/* A rule in the making: the members stand beside their states. */
typedef struct making {
    ent_ctx          *ctx;
    const ent_record *record;
    ent_day           day;
    ent_voting_rules *rules; /* owns the memory */
    ent_voting_rule  *rule;
    ent_state         states[ENT_VOTING_MOST_MEMBERS];
    bool              permanent[ENT_VOTING_MOST_MEMBERS];
} making;

/* 1. members */

static ent_status
take_members(making *m, const char *institution)
{
    char                  date[16];
    size_t                count;
    const ent_membership *rows = ent_record_facts(m->record, ENT_FACT_MEMBERSHIP, &count);
    ent_voting_rule      *rule = m->rule;

    rule->members =
        ent_arena_alloc(&m->rules->memory, ENT_VOTING_MOST_MEMBERS, sizeof *rule->members);
    if (rule->members == NULL) {
        return ent_fail_nomem(m->ctx);
    }
    for (size_t i = 0; i < count; i++) {
        size_t at = rule->member_count;

        if (!ent_membership_votes(&rows[i], institution, m->day)) {
            continue;
        }
        if (at == ENT_VOTING_MOST_MEMBERS) {
            return ent_fail(m->ctx, ENT_E_LIMIT, "'%s' has more than %d members", institution,
                            (int)ENT_VOTING_MOST_MEMBERS);
        }
        m->states[at] = rows[i].state;
        m->permanent[at] = strcmp(rows[i].status, "permanent") == 0;
        rule->members[at] = ent_arena_strdup(
            &m->rules->memory, ent_codes_id(ent_record_codes(m->record), rows[i].state));
        if (rule->members[at] == NULL) {
            return ent_fail_nomem(m->ctx);
        }
        rule->member_count++;
    }
    ent_date_print(m->day, date);
    return rule->member_count > 0
               ? ENT_OK
               : ent_fail(m->ctx, ENT_E_NOTFOUND, "'%s' has no members on %s", institution, date);
}

/* 2. weights and quotas */

/* The newest population up to the day: as published in thousands. */
static const ent_capability *
population_of(const making *m, ent_state state)
{
    size_t                count;
    const ent_capability *rows = ent_record_facts(m->record, ENT_FACT_CAPABILITY, &count);
    const ent_capability *newest = NULL;

    for (size_t i = 0; i < count; i++) {
        if (rows[i].state.state == state && rows[i].year <= ent_date_year(m->day) &&
            rows[i].tpop > 0 && rows[i].tpop < MOST_PEOPLE &&
            (newest == NULL || rows[i].year > newest->year)) {
            newest = &rows[i];
        }
    }
    return newest;
}

static ent_status
weigh_by_population(making *m, ent_criterion *criterion)
{
    ent_voting_rule *rule = m->rule;
    int              first = 0, last = 0;

    for (size_t i = 0; i < rule->member_count; i++) {
        const ent_capability *row = population_of(m, m->states[i]);

        if (row == NULL) {
            return ent_fail(m->ctx, ENT_E_NOTFOUND,
                            "'%s' votes by population, and the record has none of %s; import "
                            "cow-nmc, or give the weights with --rules and --weights",
                            rule->name, rule->members[i]);
        }
        criterion->weights[i] = (int64_t)(row->tpop + 0.5);
        first = i == 0 || row->year < first ? row->year : first;
        last = i == 0 || row->year > last ? row->year : last;
    }
    rule->note = ent_arena_printf(&m->rules->memory,
                                  first == last ? "population of %d" : "population of %d to %d",
                                  first, last);
    return rule->note != NULL ? ENT_OK : ent_fail_nomem(m->ctx);
}

/* One more criterion of the rule, with a weight of 1 for all or for the permanent members. */
static ent_status
add_criterion(making *m, const char *name, bool permanent, ent_criterion **out)
{
    ent_voting_rule *rule = m->rule;
    ent_criterion   *criterion = &rule->criteria[rule->criterion_count];

    if (rule->criterion_count == ENT_VOTING_MOST_CRITERIA) {
        return ent_fail(m->ctx, ENT_E_LIMIT, "'%s' has more than %d criteria", rule->name,
                        (int)ENT_VOTING_MOST_CRITERIA);
    }
    criterion->name = ent_arena_strdup(&m->rules->memory, name);
    criterion->weights =
        ent_arena_alloc(&m->rules->memory, rule->member_count, sizeof *criterion->weights);
    if (criterion->name == NULL || criterion->weights == NULL) {
        return ent_fail_nomem(m->ctx);
    }
    for (size_t i = 0; i < rule->member_count; i++) {
        criterion->weights[i] = !permanent || m->permanent[i] ? 1 : 0;
    }
    criterion->clause = 1;
    rule->criterion_count++;
    *out = criterion;
    return ENT_OK;
}

static void
sum_up(const ent_voting_rule *rule, ent_criterion *criterion)
{
    criterion->total = 0;
    for (size_t i = 0; i < rule->member_count; i++) {
        criterion->total += criterion->weights[i];
    }
}

/* The least whole number that is at least the share above / below of the total. */
static int64_t
share_of(int64_t total, int64_t above, int64_t below)
{
    return (total * above + below - 1) / below;
}

/* `9`, `all`, `all-3` or `55/100` as a number of the total. */
static bool
read_quota(ent_field field, int64_t total, int64_t *out)
{
    static const char ALL[] = "all-";
    const int64_t     most = 1000000;
    const char       *slash = memchr(field.bytes, '/', field.length);
    int64_t           number, below;

    if (ent_field_is(field, "all")) {
        *out = total;
        return true;
    }
    if (field.length > strlen(ALL) && memcmp(field.bytes, ALL, strlen(ALL)) == 0) {
        *out = ent_integer_read(field.bytes + strlen(ALL), field.length - strlen(ALL), &number)
                   ? total - number
                   : -1;
        return *out >= 0;
    }
    if (slash != NULL) {
        size_t length = (size_t)(slash - field.bytes);

        if (!ent_integer_read(field.bytes, length, &number) ||
            !ent_integer_read(slash + 1, field.length - length - 1, &below) || number < 0 ||
            below < 1 || number > below || below > most) {
            return false;
        }
        *out = share_of(total, number, below);
        return true;
    }
    return ent_integer_read(field.bytes, field.length, out) && *out >= 0;
}

/* 3. data/rules/voting.csv */

enum { INSTITUTION, START, END, CLAUSE, CRITERION, OF, QUOTA, ABSTAIN, SOURCE, COLUMNS };

typedef struct table {
    ent_csv csv;
    size_t  column[COLUMNS];
} table;

static bool
read_day(ent_field field, ent_day *first, ent_day *after)
{
    ent_span span;

    if (!ent_span_read(field.bytes, field.length, &span)) {
        return false;
    }
    *first = span.from;
    *after = span.to;
    return true;
}

static ent_status
read_row(making *m, const table *t)
{
    char           name[ENT_CODE_SIZE];
    ent_field      text = ent_csv_field(&t->csv, t->column[CRITERION]);
    ent_field      of = ent_csv_field(&t->csv, t->column[OF]);
    ent_field      clause = ent_csv_field(&t->csv, t->column[CLAUSE]);
    ent_field      abstain = ent_csv_field(&t->csv, t->column[ABSTAIN]);
    bool           permanent = ent_field_is(of, "permanent");
    bool           population = ent_field_is(of, "population");
    ent_criterion *criterion;
    ent_status     status;

    if (text.length == 0 || text.length >= sizeof name) {
        return ent_csv_fail(m->ctx, &t->csv, t->column[CRITERION], "a name");
    }
    if (!permanent && !population && !ent_field_is(of, "members")) {
        return ent_csv_fail(m->ctx, &t->csv, t->column[OF], "members, permanent or population");
    }
    if (!ent_field_is(abstain, "yes") && !ent_field_is(abstain, "no")) {
        return ent_csv_fail(m->ctx, &t->csv, t->column[ABSTAIN], "yes or no");
    }
    memcpy(name, text.bytes, text.length);
    name[text.length] = '\0';
    status = add_criterion(m, name, permanent, &criterion);
    if (status == ENT_OK && population) {
        status = weigh_by_population(m, criterion);
    }
    if (status != ENT_OK) {
        return status;
    }
    sum_up(m->rule, criterion);
    criterion->abstention = ent_field_is(abstain, "yes") ? ENT_ABSTENTION_YES : ENT_ABSTENTION_NO;
    if (!ent_integer_read(clause.bytes, clause.length, &criterion->clause) ||
        criterion->clause < 1) {
        return ent_csv_fail(m->ctx, &t->csv, t->column[CLAUSE], "the number of a clause, from 1");
    }
    return read_quota(ent_csv_field(&t->csv, t->column[QUOTA]), criterion->total, &criterion->quota)
               ? ENT_OK
               : ent_csv_fail(m->ctx, &t->csv, t->column[QUOTA],
                              "a number, all, all-N, or a share N/M");
}

/* Whether a row is of the institution on the day; ENT_E_INPUT for a wrong date. */
static ent_status
is_meant(making *m, const table *t, bool *out)
{
    ent_field start = ent_csv_field(&t->csv, t->column[START]);
    ent_field end = ent_csv_field(&t->csv, t->column[END]);
    ent_day   first, last = ENT_DAY_MAX, unused;

    if (!read_day(start, &first, &unused)) {
        return ent_csv_fail(m->ctx, &t->csv, t->column[START], "a date as 2014-11-01");
    }
    if (end.length > 0 && !read_day(end, &unused, &last)) {
        return ent_csv_fail(m->ctx, &t->csv, t->column[END], "a date as 2014-10-31, or nothing");
    }
    *out = ent_field_is(ent_csv_field(&t->csv, t->column[INSTITUTION]), m->rule->name) &&
           first <= m->day && m->day < last;
    return ENT_OK;
}

static ent_status
read_majorities(making *m)
{
    static const char *const NAMES[COLUMNS] = {
        "institution", "start", "end", "clause", "criterion", "of", "quota", "abstain", "source"};
    table      t;
    ent_bytes  bytes;
    bool       more = true, meant = false;
    ent_status status = ent_data_read(m->ctx, VOTING, &bytes);

    if (status != ENT_OK) {
        return status;
    }
    ent_csv_init(&t.csv, VOTING, bytes.bytes, bytes.length, ',', true);
    status = ent_csv_read_header(m->ctx, &t.csv);
    if (status == ENT_OK) {
        status = ent_csv_find_columns(m->ctx, &t.csv, NAMES, COLUMNS, t.column);
    }
    while (status == ENT_OK && more) {
        status = ent_csv_next(m->ctx, &t.csv, &more);
        if (status == ENT_OK && more) {
            status = is_meant(m, &t, &meant);
        }
        if (status == ENT_OK && more && meant) {
            status = read_row(m, &t);
        }
    }
    ent_csv_clear(&t.csv);
    ent_bytes_clear(&bytes);
    return status;
}

/* 4. the whole */

/* All, or two thirds, of the members, where the record says no more. */
static ent_status
take_stated(making *m, const ent_institution *institution)
{
    bool thirds = strcmp(institution->rule, "two_thirds") == 0;
    bool all =
        strcmp(institution->rule, "consensus") == 0 || strcmp(institution->rule, "unanimity") == 0;
    char           date[16];
    ent_criterion *criterion;
    ent_status     status;

    if (!thirds && !all) {
        ent_date_print(m->day, date);
        return ent_fail(m->ctx, ENT_E_NOTFOUND,
                        "no majority is stated for '%s' on %s (its rule: %s)",
                        institution->institution, date, institution->rule);
    }
    status = add_criterion(m, "votes", false, &criterion);
    if (status == ENT_OK) {
        sum_up(m->rule, criterion);
        criterion->quota = thirds ? share_of(criterion->total, 2, 3) : criterion->total;
    }
    return status;
}

static ent_status
make_rule(making *m, const ent_institution *institution)
{
    ent_status status;

    m->rule = ent_arena_alloc(&m->rules->memory, 1, sizeof *m->rule);
    m->rules->rules = ent_alloc(1, sizeof(ent_voting_rule *));
    if (m->rule == NULL || m->rules->rules == NULL) {
        return ent_fail_nomem(m->ctx);
    }
    m->rules->rules[m->rules->count++] = m->rule;
    m->rule->name = ent_arena_strdup(&m->rules->memory, institution->institution);
    status =
        m->rule->name != NULL ? take_members(m, institution->institution) : ent_fail_nomem(m->ctx);
    if (status == ENT_OK) {
        status = read_majorities(m);
    }
    return status == ENT_OK && m->rule->criterion_count == 0 ? take_stated(m, institution) : status;
}

ent_status
ent_voting_rule_of(ent_ctx *ctx, const ent_record *record, const char *institution, ent_day day,
                   ent_voting_rules *out)
{
    const ent_institution *found;
    ent_voting_rules       rules = {0};
    making                 m = {.ctx = ctx, .record = record, .day = day, .rules = &rules};
    ent_status             status = ent_institution_find(ctx, record, institution, &found);

    if (status != ENT_OK) {
        return status;
    }
    ent_arena_init(&rules.memory);
    status = make_rule(&m, found);
    if (status != ENT_OK) {
        ent_voting_rules_clear(&rules);
        return status;
    }
    *out = rules;
    return ENT_OK;
}
