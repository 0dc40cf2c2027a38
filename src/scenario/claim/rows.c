/*
 * rows.c - facts, quotations and forecasts: rows of the record
 *
 *   1. conditions     2. reading     3. matching     4. verdicts
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "scenario/claim/claim.h"
#include "system/record.h"

/* 1. conditions */

static const struct {
    const char  *sign;
    ent_operator operation;
} OPERATORS[] = {{"!=", ENT_IS_NOT}, {"<=", ENT_AT_MOST}, {">=", ENT_AT_LEAST}, {"=", ENT_IS},
                 {"<", ENT_BELOW},   {">", ENT_ABOVE},    {"~", ENT_CONTAINS}};

/* The first operator of the text; of two at one place the longer. */
static const char *
find_operator(const char *text, ent_operator *operation, size_t *length)
{
    const char *at = text + strcspn(text, "!<>=~");

    for (size_t i = 0; i < sizeof OPERATORS / sizeof OPERATORS[0]; i++) {
        if (ent_starts_with(at, OPERATORS[i].sign)) {
            *operation = OPERATORS[i].operation;
            *length = strlen(OPERATORS[i].sign);
            return at;
        }
    }
    return NULL;
}

/* "institution, state, status": what a condition may name. */
static void
list_fields(const ent_fact_type *type, char *out, size_t size)
{
    size_t length = 0;

    out[0] = '\0';
    for (const ent_fact_field *field = type->fields; field->name != NULL && length < size;
         field++) {
        int more =
            snprintf(out + length, size - length, "%s%s", length > 0 ? ", " : "", field->name);

        length += more > 0 ? (size_t)more : size;
    }
}

static ent_status
fail_field(ent_ctx *ctx, const ent_yaml_node *node, const ent_fact_type *type, const char *name)
{
    enum { MOST = 64 };
    const char *words[MOST];
    const char *nearest;
    char        all[512];
    size_t      count = 0;

    for (; count < MOST && type->fields[count].name != NULL; count++) {
        words[count] = type->fields[count].name;
    }
    nearest = ent_nearest_word(name, words, count);
    list_fields(type, all, sizeof all);
    return nearest != NULL
               ? ent_yaml_fail(ctx, node, "unknown field '%.60s' of %s, did you mean '%s'?", name,
                               type->table, nearest)
               : ent_yaml_fail(ctx, node, "unknown field '%.60s' of %s, expected one of %s", name,
                               type->table, all);
}

static const ent_fact_field *
field_of(const ent_fact_type *type, const char *name)
{
    for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
        if (strcmp(field->name, name) == 0) {
            return field;
        }
    }
    return NULL;
}

static bool
is_number(const ent_fact_field *field)
{
    return field->type == ENT_FIELD_INTEGER || field->type == ENT_FIELD_NUMBER ||
           field->type == ENT_FIELD_FLAG;
}

static bool
is_date(const ent_fact_field *field)
{
    return field->type == ENT_FIELD_START || field->type == ENT_FIELD_END;
}

static bool
is_state(const ent_fact_field *field)
{
    return field->type == ENT_FIELD_STATE || field->type == ENT_FIELD_PARTY;
}

/* A word of a list of choices, or the row can never be there. */
static ent_status
check_choice(ent_ctx *ctx, const ent_yaml_node *node, const ent_condition *condition)
{
    const char *choices = condition->field->choices;
    size_t      length = strlen(condition->text);
    const char *at = choices;

    while ((at = strstr(at, condition->text)) != NULL) {
        if (at > choices && at[-1] == ' ' && at[length] == ' ') {
            return ENT_OK;
        }
        at++;
    }
    return ent_yaml_fail(ctx, node, "'%s' is never '%.60s', expected one of:%s",
                         condition->field->name, condition->text, choices);
}

static ent_status
read_value(ent_ctx *ctx, const ent_claims *pack, const ent_yaml_node *node, ent_condition *out)
{
    const char    *value = out->text, *name = out->field->name;
    size_t         length = strlen(value);
    bool           orders = out->operation != ENT_IS && out->operation != ENT_IS_NOT;
    const ent_span known = {ENT_DAY_MIN, pack->date != ENT_NO_DAY ? pack->date + 1 : ENT_DAY_MAX};

    if (length == 0) {
        return ent_yaml_fail(ctx, node, "'%s' is compared with nothing", name);
    }
    if (out->operation == ENT_CONTAINS) {
        return out->field->type == ENT_FIELD_TEXT
                   ? ENT_OK
                   : ent_yaml_fail(ctx, node, "'%s' holds no words: ~ is for text", name);
    }
    if (is_number(out->field)) {
        return ent_number_read(value, length, &out->number)
                   ? ENT_OK
                   : ent_yaml_fail(ctx, node, "'%s' is compared with '%.60s', expected a number",
                                   name, value);
    }
    if (is_date(out->field)) {
        return ent_span_read(value, length, &out->span)
                   ? ENT_OK
                   : ent_yaml_fail(ctx, node, "'%s' is compared with '%.60s', expected a date",
                                   name, value);
    }
    if (orders) {
        return ent_yaml_fail(ctx, node, "'%s' has no order: = or !=, and ~ for text", name);
    }
    if (is_state(out->field)) {
        ent_status status =
            ent_codes_from(ctx, pack->codes, ENT_SCHEME_ID, value, ENT_NO_DAY, &out->state);

        if (status == ENT_E_NOTFOUND || status == ENT_E_ARG) {
            return ent_yaml_fail(ctx, node, "%s", ent_ctx_error(ctx));
        }
        return status != ENT_OK || ent_codes_exists(pack->codes, out->state, known)
                   ? status
                   : ent_yaml_fail(ctx, node, "'%.20s' was no state before the document", value);
    }
    return out->field->choices != NULL ? check_choice(ctx, node, out) : ENT_OK;
}

static ent_status
read_condition(ent_ctx *ctx, ent_claims *pack, const ent_yaml_node *node, const ent_fact_type *type,
               ent_condition *out)
{
    const char *typed = ent_yaml_text(node, "");
    size_t      length = 0;
    const char *at = find_operator(typed, &out->operation, &length);
    char       *name;

    if (at == NULL) {
        return ent_yaml_fail(ctx, node, "'%.60s' is no condition, expected FIELD=VALUE", typed);
    }
    name = ent_arena_strndup(&pack->arena, typed, (size_t)(at - typed));
    if (name == NULL) {
        return ent_fail_nomem(ctx);
    }
    out->field = field_of(type, name);
    if (out->field == NULL) {
        return fail_field(ctx, node, type, name);
    }
    out->text = at + length;
    return read_value(ctx, pack, node, out);
}

static ent_status
read_conditions(ent_ctx *ctx, ent_claims *pack, const ent_yaml_node *list,
                const ent_fact_type *type, ent_condition **out, size_t *count)
{
    ent_status status = ENT_OK;

    *out = ent_arena_alloc(&pack->arena, ent_yaml_count(list) + 1, sizeof **out);
    if (*out == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (; *count < ent_yaml_count(list) && status == ENT_OK; (*count)++) {
        status = read_condition(ctx, pack, ent_yaml_item(list, *count), type, &(*out)[*count]);
    }
    return status;
}

/* 2. reading */

ent_status
ent_claim_read_state(ent_ctx *ctx, const ent_claims *pack, const ent_yaml_node *node, ent_span span,
                     ent_state *out)
{
    const char *id = ent_yaml_text(node, "");
    ent_state   state;
    char        from[16], to[16];
    ent_status  status = ent_codes_from(ctx, pack->codes, ENT_SCHEME_ID, id, ENT_NO_DAY, &state);

    if (status == ENT_E_NOTFOUND || status == ENT_E_ARG) {
        return ent_yaml_fail(ctx, node, "%s", ent_ctx_error(ctx));
    }
    if (status != ENT_OK) {
        return status;
    }
    if (!ent_codes_exists(pack->codes, state, span)) {
        ent_date_print(span.from, from);
        ent_date_print(span.to - 1, to);
        return ent_yaml_fail(ctx, node, "'%.20s' is no state of the system from %s to %s", id, from,
                             to);
    }
    *out = state;
    return ENT_OK;
}

static ent_status
read_kind(ent_ctx *ctx, const ent_yaml_node *node, ent_fact_kind *out)
{
    const char *words[ENT_FACT_KINDS];
    const char *nearest, *name = ent_yaml_text(node, "");

    for (int kind = 0; kind < ENT_FACT_KINDS; kind++) {
        words[kind] = ent_fact_describe((ent_fact_kind)kind)->table;
        if (strcmp(words[kind], name) == 0) {
            *out = (ent_fact_kind)kind;
            return ENT_OK;
        }
    }
    nearest = ent_nearest_word(name, words, ENT_FACT_KINDS);
    return nearest != NULL
               ? ent_yaml_fail(ctx, node, "unknown kind of row '%.60s', did you mean '%s'?", name,
                               nearest)
               : ent_yaml_fail(ctx, node, "unknown kind of row '%.60s'", name);
}

static ent_status
read_pair(ent_ctx *ctx, ent_claims *pack, const ent_yaml_node *list, const ent_fact_type *type,
          ent_row_test *out)
{
    const ent_span known = {ENT_DAY_MIN, pack->date != ENT_NO_DAY ? pack->date + 1 : ENT_DAY_MAX};
    ent_status     status = ENT_OK;

    if (list == NULL) {
        return ENT_OK;
    }
    out->pair_fields[0] = field_of(type, "state_a");
    out->pair_fields[1] = field_of(type, "state_b");
    if (out->pair_fields[0] == NULL || out->pair_fields[1] == NULL) {
        char all[512];

        list_fields(type, all, sizeof all);
        return ent_yaml_fail(ctx, list, "rows of %s name no pair: 'where' chooses them by %s",
                             type->table, all);
    }
    if (ent_yaml_count(list) != 2) {
        return ent_yaml_fail(ctx, list, "%zu states, a pair has two", ent_yaml_count(list));
    }
    for (size_t i = 0; i < 2 && status == ENT_OK; i++) {
        status = ent_claim_read_state(ctx, pack, ent_yaml_item(list, i), known, &out->pair[i]);
    }
    return status;
}

ent_status
ent_claim_read_rows(ent_ctx *ctx, ent_claims *pack, ent_assertion *out)
{
    const ent_yaml_node *test = out->test, *record = ent_yaml_get(test, "record");
    ent_row_test        *rows = &out->rows;
    const ent_fact_type *type;
    ent_status           status;

    rows->kind = ENT_FACT_KINDS;
    if (record == NULL) {
        return ENT_OK; /* a quotation of documents alone */
    }
    rows->at_most = ent_yaml_integer(ent_yaml_get(test, "at_most"), -1);
    rows->at_least = ent_yaml_integer(ent_yaml_get(test, "at_least"), rows->at_most < 0 ? 1 : -1);
    rows->complete = ent_yaml_boolean(ent_yaml_get(test, "complete"), false);
    if (rows->at_most >= 0 && rows->at_least > rows->at_most) {
        return ent_yaml_fail(ctx, ent_yaml_get(test, "at_least"), "at least %lld and at most %lld",
                             (long long)rows->at_least, (long long)rows->at_most);
    }
    status = read_kind(ctx, record, &rows->kind);
    if (status != ENT_OK) {
        return status;
    }
    type = ent_fact_describe(rows->kind);
    status = read_pair(ctx, pack, ent_yaml_get(test, "pair"), type, rows);
    if (status == ENT_OK) {
        status = read_conditions(ctx, pack, ent_yaml_get(test, "where"), type, &rows->where,
                                 &rows->where_count);
    }
    return status == ENT_OK ? read_conditions(ctx, pack, ent_yaml_get(test, "expect"), type,
                                              &rows->expect, &rows->expect_count)
                            : status;
}

/* 3. matching */

static bool
compare_numbers(double value, ent_operator operation, double with)
{
    switch (operation) {
    case ENT_IS:
        return value == with;
    case ENT_IS_NOT:
        return value != with;
    case ENT_BELOW:
        return value < with;
    case ENT_AT_MOST:
        return value <= with;
    case ENT_ABOVE:
        return value > with;
    case ENT_AT_LEAST:
        return value >= with;
    case ENT_CONTAINS:
        break;
    }
    return false;
}

/* A day against a date of less precision: within it, before its first day, behind its last. */
static bool
compare_days(ent_day day, ent_operator operation, ent_span with)
{
    bool within = day >= with.from && day < with.to;

    switch (operation) {
    case ENT_IS:
        return within;
    case ENT_IS_NOT:
        return !within;
    case ENT_BELOW:
        return day < with.from;
    case ENT_AT_MOST:
        return day < with.to;
    case ENT_ABOVE:
        return day >= with.to;
    case ENT_AT_LEAST:
        return day >= with.from;
    case ENT_CONTAINS:
        break;
    }
    return false;
}

static bool
contains(const char *text, const char *words)
{
    size_t length = strlen(words);

    for (; text != NULL && *text != '\0'; text++) {
        size_t i = 0;

        while (i < length && text[i] != '\0' && ent_lower(text[i]) == ent_lower(words[i])) {
            i++;
        }
        if (i == length) {
            return true;
        }
    }
    return false;
}

static bool
compare_texts(const char *text, ent_operator operation, const char *with)
{
    bool same = text != NULL && strcmp(text, with) == 0;

    return operation == ENT_CONTAINS ? contains(text, with) : same == (operation == ENT_IS);
}

static ent_state
state_at(const ent_fact_field *field, const unsigned char *value)
{
    ent_state state;
    ent_party party;

    if (field->type == ENT_FIELD_PARTY) {
        memcpy(&party, value, sizeof party);
        return party.state;
    }
    memcpy(&state, value, sizeof state);
    return state;
}

static bool
compare_number_at(const ent_condition *c, const unsigned char *value)
{
    int32_t integer;
    double  number;
    bool    flag;

    switch (c->field->type) {
    case ENT_FIELD_INTEGER:
        memcpy(&integer, value, sizeof integer);
        return integer != ENT_NO_INTEGER && compare_numbers(integer, c->operation, c->number);
    case ENT_FIELD_FLAG:
        memcpy(&flag, value, sizeof flag);
        return compare_numbers(flag ? 1 : 0, c->operation, c->number);
    default:
        memcpy(&number, value, sizeof number);
        return !isnan(number) && compare_numbers(number, c->operation, c->number);
    }
}

static bool
holds(const ent_condition *c, const void *fact)
{
    const unsigned char *value = (const unsigned char *)fact + c->field->offset;
    const char          *text;
    ent_day              day;

    if (is_number(c->field)) {
        return compare_number_at(c, value);
    }
    if (is_state(c->field)) {
        return (state_at(c->field, value) == c->state) == (c->operation == ENT_IS);
    }
    if (is_date(c->field)) {
        memcpy(&day, value, sizeof day);
        if (c->field->type == ENT_FIELD_END && day != ENT_DAY_MAX) {
            day--; /* the last day, as people write it */
        }
        return day != ENT_DAY_MIN && compare_days(day, c->operation, c->span);
    }
    memcpy(&text, value, sizeof text);
    return compare_texts(text, c->operation, c->text);
}

static bool
all_hold(const ent_condition *conditions, size_t count, const void *fact)
{
    for (size_t i = 0; i < count; i++) {
        if (!holds(&conditions[i], fact)) {
            return false;
        }
    }
    return true;
}

static bool
is_of_pair(const ent_row_test *test, const void *fact)
{
    const unsigned char *bytes = fact;
    ent_state            a, b;

    if (test->pair_fields[0] == NULL) {
        return true;
    }
    a = state_at(test->pair_fields[0], bytes + test->pair_fields[0]->offset);
    b = state_at(test->pair_fields[1], bytes + test->pair_fields[1]->offset);
    return (a == test->pair[0] && b == test->pair[1]) || (a == test->pair[1] && b == test->pair[0]);
}

/* A vote is as old as its roll call; without that in the record it was not known. */
static bool
is_known(const ent_record *record, ent_fact_kind kind, const void *fact, ent_day day)
{
    size_t               count;
    const ent_roll_call *calls;

    if (kind != ENT_FACT_VOTE) {
        return ent_fact_begins_by(ent_fact_describe(kind), fact, day);
    }
    calls = ent_record_facts(record, ENT_FACT_ROLL_CALL, &count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(calls[i].roll_call, ((const ent_vote *)fact)->roll_call) == 0) {
            return calls[i].date <= day;
        }
    }
    return false;
}

static bool
holds_words(const ent_fact_type *type, const void *fact, const char *words)
{
    for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
        const char *text;

        if (field->type == ENT_FIELD_TEXT) {
            memcpy(&text, (const unsigned char *)fact + field->offset, sizeof text);
            if (contains(text, words)) {
                return true;
            }
        }
    }
    return false;
}

typedef struct tally {
    size_t                selected, holding;
    const ent_provenance *first_selected, *first_holding;
} tally;

/* Rows that were known by a day, and not yet by another before it (ENT_DAY_MIN: whenever). */
static tally
count_rows(const ent_record *record, const ent_assertion *claim, ent_day after, ent_day day)
{
    const ent_row_test  *test = &claim->rows;
    const ent_fact_type *type = ent_fact_describe(test->kind);
    size_t               count;
    const unsigned char *facts = ent_record_facts(record, test->kind, &count);
    tally                found = {0, 0, NULL, NULL};

    for (size_t i = 0; i < count; i++) {
        const void *fact = facts + i * type->size;

        if (!is_of_pair(test, fact) || !all_hold(test->where, test->where_count, fact) ||
            !is_known(record, test->kind, fact, day) ||
            (after != ENT_DAY_MIN && is_known(record, test->kind, fact, after))) {
            continue;
        }
        found.selected++;
        found.first_selected = found.first_selected != NULL ? found.first_selected : fact;
        if (all_hold(test->expect, test->expect_count, fact) &&
            (claim->words == NULL || holds_words(type, fact, claim->words))) {
            found.holding++;
            found.first_holding = found.first_holding != NULL ? found.first_holding : fact;
        }
    }
    return found;
}

/* 4. verdicts */

static ent_verdict
decide(const ent_row_test *test, const tally *found)
{
    int64_t holding = (int64_t)found->holding;

    if (test->at_most >= 0 && holding > test->at_most) {
        return ENT_VERDICT_CONTRADICTED;
    }
    if (test->at_least >= 0) {
        return holding >= test->at_least ? ENT_VERDICT_SUPPORTED
               : (test->expect_count > 0 && found->selected > 0 && holding == 0) || test->complete
                   ? ENT_VERDICT_CONTRADICTED
                   : ENT_VERDICT_UNDETERMINED;
    }
    return test->complete ? ENT_VERDICT_SUPPORTED : ENT_VERDICT_UNDETERMINED;
}

static void
describe(const ent_record *record, const ent_assertion *claim, const tally *found, ent_finding *out)
{
    const ent_provenance *row =
        found->first_holding != NULL ? found->first_holding : found->first_selected;
    const char *table = ent_fact_describe(claim->rows.kind)->table;

    out->value = (double)found->holding;
    out->n = (double)found->selected;
    out->threshold =
        (double)(claim->rows.at_least >= 0 ? claim->rows.at_least : claim->rows.at_most);
    if (row != NULL) {
        ent_record_fact_id(record, row, out->fact_id);
    }
    if (found->selected == 0) {
        ent_finding_reason(out,
                           claim->rows.complete ? "no such row of %s, which has all of its kind"
                                                : "no such row of %s",
                           table);
    } else {
        ent_finding_reason(out, "%zu of %zu rows of %s", found->holding, found->selected, table);
    }
}

static void
check_fact(const ent_record *record, const ent_assertion *claim, ent_day as_of, ent_finding *out)
{
    tally found = count_rows(record, claim, ENT_DAY_MIN, as_of);

    out->verdict = decide(&claim->rows, &found);
    describe(record, claim, &found, out);
    if (out->verdict == ENT_VERDICT_CONTRADICTED && out->fact_id[0] != '\0') {
        char before[ENT_REASON_SIZE];

        (void)snprintf(before, sizeof before, "%.200s", out->reason);
        ent_finding_reason(out, "%s; against it stands %s", before, ent_base_name(out->fact_id));
    }
}

/* The last day that the files speak of which gave the record rows of a kind; ENT_DAY_MIN: none. */
static ent_day
last_day(const ent_record *record, ent_fact_kind kind)
{
    const ent_fact_type   *type = ent_fact_describe(kind);
    size_t                 count, file_count;
    const unsigned char   *facts = ent_record_facts(record, kind, &count);
    const ent_source_file *files = ent_record_files(record, &file_count);
    ent_day                last = ENT_DAY_MIN;
    uint32_t               file = UINT32_MAX;

    for (size_t i = 0; i < count; i++) {
        const ent_provenance *from = (const void *)(facts + i * type->size);

        for (size_t k = 0; k < file_count && from->file != file; k++) {
            if (files[k].file == from->file && files[k].last > last) {
                last = files[k].last;
            }
        }
        file = from->file;
    }
    return last;
}

/*
 * What happened after the document and by the deadline, or may yet.  What a table does not reach
 * did not fail to happen.
 */
static void
check_forecast(const ent_record *record, const ent_claims *pack, const ent_assertion *claim,
               ent_day as_of, ent_finding *out)
{
    ent_day reaches = last_day(record, claim->rows.kind);
    bool    due = claim->by <= as_of && claim->by <= reaches;
    tally   found = count_rows(record, claim, pack->date != ENT_NO_DAY ? pack->date : ENT_DAY_MIN,
                             claim->by <= as_of ? claim->by : as_of);
    bool    over = claim->rows.at_most >= 0 && (int64_t)found.holding > claim->rows.at_most;
    bool    enough = claim->rows.at_least < 0 || (int64_t)found.holding >= claim->rows.at_least;
    bool    early = over || (claim->rows.at_least >= 0 && claim->rows.at_most < 0 && enough);
    double  miss;
    char    day[16];

    describe(record, claim, &found, out);
    out->value = NAN;
    out->threshold = claim->probability;
    ent_date_print(claim->by, day);
    if (!due && !early) {
        if (claim->by <= as_of) {
            char end[16] = "no day";

            if (reaches != ENT_DAY_MIN) {
                ent_date_print(reaches, end);
            }
            ent_finding_reason(out, "due on %s, and the rows of %s reach to %s", day,
                               ent_fact_describe(claim->rows.kind)->table, end);
        } else {
            ent_finding_reason(out, "not due before %s", day);
        }
        return;
    }
    out->verdict = !over && enough ? ENT_VERDICT_SUPPORTED : ENT_VERDICT_CONTRADICTED;
    miss = claim->probability - (out->verdict == ENT_VERDICT_SUPPORTED ? 1 : 0);
    out->value = miss * miss;
    ent_finding_reason(out, "%zu row%s by %s; the value is the Brier score of what was said",
                       found.holding, found.holding == 1 ? "" : "s", day);
}

/* A sentence of another document that holds the words; its name, or NULL. */
static ent_status
find_sentence(ent_ctx *ctx, ent_store *store, const ent_claims *pack, const char *words, char *name,
              size_t size, bool *found)
{
    ent_table *table;
    size_t     text = SIZE_MAX, document = SIZE_MAX;
    ent_status status = ent_store_list(ctx, store, "sentences", &table);

    *found = false;
    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < ent_table_column_count(table); i++) {
        const char *column = ent_table_columns(table)[i].name;

        text = strcmp(column, "text") == 0 ? i : text;
        document = strcmp(column, "document") == 0 ? i : document;
    }
    for (size_t row = 0;
         text != SIZE_MAX && document != SIZE_MAX && !*found && row < ent_table_row_count(table);
         row++) {
        (void)ent_visible_print(ent_table_get_text(table, row, document), name, size);
        *found = (pack->document == NULL || strcmp(name, pack->document) != 0) &&
                 contains(ent_table_get_text(table, row, text), words);
    }
    ent_table_destroy(table);
    return ENT_OK;
}

static ent_status
check_quotation(ent_ctx *ctx, ent_store *store, const ent_claims *pack, const ent_assertion *claim,
                ent_finding *out)
{
    char       name[100] = "";
    bool       found;
    ent_status status;

    if (out->value >= 1) {
        out->verdict = ENT_VERDICT_SUPPORTED;
        return ENT_OK;
    }
    if (store == NULL) {
        ent_finding_reason(out, "no row holds the words; documents are not asked as of a day");
        return ENT_OK;
    }
    status = find_sentence(ctx, store, pack, claim->words, name, sizeof name, &found);
    if (status == ENT_OK && found) {
        out->verdict = ENT_VERDICT_SUPPORTED;
        ent_finding_reason(out, "the words stand in another document: %s", name);
    } else if (status == ENT_OK) {
        ent_finding_reason(out, "no text at hand that holds the words: %s, '%s'", claim->speaker,
                           claim->words);
    }
    return status;
}

ent_status
ent_claim_check_rows(ent_ctx *ctx, const ent_record *record, ent_store *store,
                     const ent_claims *pack, const ent_assertion *claim, ent_day as_of,
                     ent_finding *out)
{
    *out = ent_finding_none("record");
    if (claim->kind == ENT_ASSERTION_FORECAST) {
        check_forecast(record, pack, claim, as_of, out);
        return ENT_OK;
    }
    if (claim->rows.kind != ENT_FACT_KINDS) {
        check_fact(record, claim, as_of, out);
    }
    if (claim->kind == ENT_ASSERTION_QUOTATION) {
        out->verdict = ENT_VERDICT_UNDETERMINED;
        return check_quotation(ctx, store, pack, claim, out);
    }
    return ENT_OK;
}
