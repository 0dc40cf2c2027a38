/*
 * institution.c - the rule of an institution of the record on a day
 *
 *   1. members     2. weights     3. data/rules/voting.csv     4. the whole
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
#include "measure/voting/rule.h"
#include "system/record.h"

static const char VOTING[] = "rules/voting.csv";

/* A rule in the making: the members stand beside their states. */
typedef struct making {
    ent_ctx          *ctx;
    const ent_record *record;
    const char       *matter; /* NULL: the first that the table has */
    ent_day           day;
    ent_voting_rules *rules; /* owns the memory */
    ent_voting_rule  *rule;
    ent_state         states[ENT_VOTING_MOST_MEMBERS];
    bool              permanent[ENT_VOTING_MOST_MEMBERS], founder[ENT_VOTING_MOST_MEMBERS];
} making;

/* 1. members */

static ent_status
take_members(making *m, const ent_institution *institution)
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

        if (!ent_membership_votes(&rows[i], institution->institution, m->day)) {
            continue;
        }
        if (at == ENT_VOTING_MOST_MEMBERS) {
            return ent_fail(m->ctx, ENT_E_LIMIT, "'%s' has more than %d members",
                            institution->institution, (int)ENT_VOTING_MOST_MEMBERS);
        }
        m->states[at] = rows[i].state;
        m->permanent[at] = strcmp(rows[i].status, "permanent") == 0;
        m->founder[at] = rows[i].start <= institution->start;
        rule->members[at] = ent_arena_strdup(
            &m->rules->memory, ent_codes_id(ent_record_codes(m->record), rows[i].state));
        if (rule->members[at] == NULL) {
            return ent_fail_nomem(m->ctx);
        }
        rule->member_count++;
    }
    ent_date_print(m->day, date);
    return rule->member_count > 0 ? ENT_OK
                                  : ent_fail(m->ctx, ENT_E_NOTFOUND, "'%s' has no members on %s",
                                             institution->institution, date);
}

/* 2. weights */

static int64_t
weight_of(const making *m, ent_weighed weighed, size_t i)
{
    return weighed == ENT_WEIGHED_MEMBERS ||
           (weighed == ENT_WEIGHED_PERMANENT && m->permanent[i]) ||
           (weighed == ENT_WEIGHED_FOUNDERS && m->founder[i]);
}

/* Each member's weight: one vote, none, its people or its shares. */
static ent_status
weigh(making *m, ent_criterion *criterion)
{
    ent_voting_rule *rule = m->rule;

    if (criterion->weighed == ENT_WEIGHED_POPULATION) {
        return ent_voting_weigh_people(m->ctx, m->record, m->day, m->states, m->rules, rule,
                                       criterion);
    }
    if (criterion->weighed == ENT_WEIGHED_SHARES) {
        return ent_voting_weigh_shares(m->ctx, m->record, m->day, m->states, m->rules, rule,
                                       criterion);
    }
    for (size_t i = 0; i < rule->member_count; i++) {
        criterion->weights[i] = weight_of(m, criterion->weighed, i);
    }
    return ENT_OK;
}

/* 3. data/rules/voting.csv */

enum { INSTITUTION, START, END, CLAUSE, CRITERION, OF, QUOTA, ABSTAIN, SOURCE, COLUMNS };

typedef struct table {
    making  *making;
    ent_csv  csv;
    size_t   column[COLUMNS];
    int      matter;  /* its column, or -1: one rule for all */
    ent_text matters; /* of the institution on the day, for a message */
    ent_text wanted;  /* the matter that is meant, once it is known */
    bool     known;
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

/* The place of a field among words, or -1. */
static int
find_word(ent_field field, const char *const *words)
{
    for (int i = 0; words[i] != NULL; i++) {
        if (ent_field_is(field, words[i])) {
            return i;
        }
    }
    return -1;
}

static ent_status
read_criterion(making *m, const table *t, ent_criterion *criterion)
{
    static const char *const OFS[] = {"members",    "permanent", "founders",
                                      "population", "shares",    NULL};
    static const char *const ABSTENTIONS[] = {"no", "yes", "out", NULL};
    ent_field                clause = ent_csv_field(&t->csv, t->column[CLAUSE]);
    ent_field                quota = ent_csv_field(&t->csv, t->column[QUOTA]);
    int                      of = find_word(ent_csv_field(&t->csv, t->column[OF]), OFS);
    int        abstain = find_word(ent_csv_field(&t->csv, t->column[ABSTAIN]), ABSTENTIONS);
    ent_status status;

    if (of < 0) {
        return ent_csv_fail(m->ctx, &t->csv, t->column[OF],
                            "members, permanent, founders, population or shares");
    }
    if (abstain < 0) {
        return ent_csv_fail(m->ctx, &t->csv, t->column[ABSTAIN], "yes, no or out");
    }
    if (!ent_integer_read(clause.bytes, clause.length, &criterion->clause) ||
        criterion->clause < 1) {
        return ent_csv_fail(m->ctx, &t->csv, t->column[CLAUSE], "the number of a clause, from 1");
    }
    criterion->weighed = (ent_weighed)(ENT_WEIGHED_MEMBERS + of);
    criterion->abstention = (ent_abstention)(ENT_ABSTENTION_NO + abstain);
    status = weigh(m, criterion);
    if (status != ENT_OK) {
        return status;
    }
    if (!ent_quota_read(quota.bytes, quota.length, &criterion->stated)) {
        return ent_csv_fail(m->ctx, &t->csv, t->column[QUOTA],
                            "a number, all, all-N, or a share N/M or >N/M");
    }
    return ent_criterion_settle(criterion, m->rule->member_count) == NULL &&
                   ent_quota_of(&criterion->stated, criterion->total) >= 0
               ? ENT_OK
               : ent_csv_fail(m->ctx, &t->csv, t->column[QUOTA],
                              "no more than all, and of those voting a share");
}

static ent_status
read_row(making *m, const table *t)
{
    char           name[ENT_CODE_SIZE];
    ent_field      text = ent_csv_field(&t->csv, t->column[CRITERION]);
    ent_criterion *criterion;
    ent_status     status;

    if (text.length == 0 || text.length >= sizeof name) {
        return ent_csv_fail(m->ctx, &t->csv, t->column[CRITERION], "a name");
    }
    memcpy(name, text.bytes, text.length);
    name[text.length] = '\0';
    status = ent_voting_rule_add(m->ctx, &m->rules->memory, m->rule, name, &criterion);
    return status == ENT_OK ? read_criterion(m, t, criterion) : status;
}

/* The first matter of an institution is meant where none is asked for. */
static void
note_matter(const making *m, table *t, ent_field matter)
{
    if (!t->known && m->matter != NULL) {
        ent_text_add(&t->wanted, m->matter);
    } else if (!t->known) {
        ent_text_add_bytes(&t->wanted, matter.bytes, matter.length);
    }
    t->known = true;
    if (t->matters.length >= matter.length &&
        (matter.length == 0 || memcmp(t->matters.bytes + t->matters.length - matter.length,
                                      matter.bytes, matter.length) == 0)) {
        return; /* none, or that of the row before */
    }
    ent_text_add(&t->matters, t->matters.length > 0 ? ", " : "");
    ent_text_add_bytes(&t->matters, matter.bytes, matter.length);
}

/* Whether a row is of the institution on the day; ENT_E_INPUT for a wrong date. */
static ent_status
is_meant(making *m, table *t, bool *out)
{
    ent_field start = ent_csv_field(&t->csv, t->column[START]);
    ent_field end = ent_csv_field(&t->csv, t->column[END]);
    ent_field matter = {.bytes = ""};
    ent_day   first, last = ENT_DAY_MAX, unused;

    if (!read_day(start, &first, &unused)) {
        return ent_csv_fail(m->ctx, &t->csv, t->column[START], "a date as 2014-11-01");
    }
    if (end.length > 0 && !read_day(end, &unused, &last)) {
        return ent_csv_fail(m->ctx, &t->csv, t->column[END], "a date as 2014-10-31, or nothing");
    }
    if (t->matter >= 0) {
        matter = ent_csv_field(&t->csv, (size_t)t->matter);
    }
    *out = ent_field_is(ent_csv_field(&t->csv, t->column[INSTITUTION]), m->rule->name) &&
           first <= m->day && m->day < last;
    if (*out) {
        note_matter(m, t, matter);
        *out = ent_field_is(matter, ent_text_get(&t->wanted));
    }
    return ENT_OK;
}

static ent_status
check_matter(making *m, const table *t)
{
    if (t->matters.failed || t->wanted.failed) {
        return ent_fail_nomem(m->ctx);
    }
    if (m->matter == NULL || m->rule->criterion_count > 0) {
        return ENT_OK;
    }
    return t->matters.length > 0
               ? ent_fail(m->ctx, ENT_E_NOTFOUND,
                          "'%s' has no rule for the matter '%.60s' on that day; it has one for %s",
                          m->rule->name, m->matter, ent_text_get(&t->matters))
               : ent_fail(
                     m->ctx, ENT_E_NOTFOUND,
                     "'%s' has one rule for all matters on that day: there is none for '%.60s'",
                     m->rule->name, m->matter);
}

static ent_status
take_row(ent_ctx *ctx, void *user, const ent_csv *csv)
{
    table     *t = user;
    bool       meant = false;
    ent_status status = is_meant(t->making, t, &meant);

    (void)ctx;
    (void)csv;
    return status == ENT_OK && meant ? read_row(t->making, t) : status;
}

static ent_status
read_majorities(making *m)
{
    static const char *const NAMES[COLUMNS] = {
        "institution", "start", "end", "clause", "criterion", "of", "quota", "abstain", "source"};
    table      t;
    ent_bytes  bytes;
    ent_status status = ent_data_read(m->ctx, VOTING, &bytes);

    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&t.matters);
    ent_text_init(&t.wanted);
    t.known = false;
    t.making = m;
    ent_csv_init(&t.csv, VOTING, bytes.bytes, bytes.length, ',', true);
    status = ent_csv_read_columns(m->ctx, &t.csv, NAMES, COLUMNS, t.column);
    if (status == ENT_OK) {
        t.matter = ent_csv_column(&t.csv, "matter");
        status = ent_csv_each(m->ctx, &t.csv, take_row, &t);
    }
    if (status == ENT_OK) {
        status = check_matter(m, &t);
    }
    ent_csv_clear(&t.csv);
    ent_text_clear(&t.matters);
    ent_text_clear(&t.wanted);
    ent_bytes_clear(&bytes);
    return status;
}

/* 4. the whole */

/* All, or two thirds, of the members, where the record says no more. */
static ent_status
take_stated(making *m, const ent_institution *institution)
{
    bool           thirds = strcmp(institution->rule, "two_thirds") == 0;
    bool           consensus = strcmp(institution->rule, "consensus") == 0;
    char           date[16];
    ent_criterion *criterion;
    ent_status     status;

    if (!thirds && !consensus && strcmp(institution->rule, "unanimity") != 0) {
        ent_date_print(m->day, date);
        return ent_fail(m->ctx, ENT_E_NOTFOUND,
                        "no majority is stated for '%s' on %s (its rule: %s)",
                        institution->institution, date, institution->rule);
    }
    status = ent_voting_rule_add(m->ctx, &m->rules->memory, m->rule, "votes", &criterion);
    if (status != ENT_OK) {
        return status;
    }
    criterion->weighed = ENT_WEIGHED_MEMBERS;
    criterion->abstention = consensus ? ENT_ABSTENTION_YES : ENT_ABSTENTION_NO;
    criterion->stated =
        thirds ? (ent_quota){ENT_QUOTA_SHARE, 2, 3} : (ent_quota){ENT_QUOTA_ALL_BUT, 0, 1};
    status = weigh(m, criterion);
    (void)ent_criterion_settle(criterion, m->rule->member_count); /* neither can be wrong */
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
    status = m->rule->name != NULL ? take_members(m, institution) : ent_fail_nomem(m->ctx);
    if (status == ENT_OK) {
        status = read_majorities(m);
    }
    return status == ENT_OK && m->rule->criterion_count == 0 ? take_stated(m, institution) : status;
}

ent_status
ent_voting_rule_of(ent_ctx *ctx, const ent_record *record, const char *institution,
                   const char *matter, ent_day day, ent_voting_rules *out)
{
    const ent_institution *found;
    ent_voting_rules       rules = {0};
    making     m = {.ctx = ctx, .record = record, .matter = matter, .day = day, .rules = &rules};
    ent_status status = ent_institution_find(ctx, record, institution, &found);

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
