/*
 * test.c - the test of a claim as its file states it
 *
 *   1. keys of each kind     2. measures     3. series     4. kinds
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "scenario/claim/claim.h"

/* 1. keys of each kind */

#define OF(kind) (1U << ENT_ASSERTION_##kind)
#define ROWS     (OF(FACT) | OF(QUOTATION) | OF(FORECAST))
#define SERIES   (OF(TREND) | OF(COMPARISON))
#define RUNS     (OF(CONTRAST) | OF(ORDERING))

/* The kinds that understand a key, and those that need it. */
static const struct {
    const char *key;
    unsigned    known, needed;
} KEYS[] = {
    {"record", ROWS, OF(FACT) | OF(FORECAST)},
    {"where", ROWS, 0},
    {"expect", OF(FACT) | OF(FORECAST), 0},
    {"pair", ROWS, 0},
    {"at_least", OF(FACT) | OF(FORECAST), 0},
    {"at_most", OF(FACT) | OF(FORECAST), 0},
    {"complete", OF(FACT) | OF(FORECAST), 0},
    {"speaker", OF(QUOTATION), OF(QUOTATION)},
    {"words", OF(QUOTATION), OF(QUOTATION)},
    {"by", OF(FORECAST), OF(FORECAST)},
    {"probability", OF(FORECAST), OF(FORECAST)},
    {"measures", SERIES, SERIES},
    {"states", SERIES, 0},
    {"from", SERIES, SERIES},
    {"to", SERIES, SERIES},
    {"is", SERIES, 0},
    {"direction", OF(TREND) | OF(EFFECT) | OF(CONTRAST), OF(TREND) | OF(EFFECT) | OF(CONTRAST)},
    {"relation", OF(COMPARISON), OF(COMPARISON)},
    {"than", OF(COMPARISON), OF(COMPARISON)},
    {"threshold", SERIES | RUNS | OF(EFFECT), SERIES | RUNS | OF(EFFECT)},
    {"model", OF(EFFECT), OF(EFFECT)},
    {"effect", OF(EFFECT), OF(EFFECT)},
    {"of", OF(EFFECT), 0},
    {"scenario", RUNS, RUNS},
    {"against", OF(CONTRAST), OF(CONTRAST)},
    {"outcome", RUNS, RUNS},
    {"above", OF(ORDERING), OF(ORDERING)},
    {"year", RUNS, RUNS},
    {"institution", OF(RULE), OF(RULE)},
    {"objecting", OF(RULE), OF(RULE)},
    {"result", OF(RULE), OF(RULE)},
    {"reason", OF(MOTIVE), OF(MOTIVE)}};

/* A key that would be passed over in silence is a misunderstanding. */
static ent_status
check_keys(ent_ctx *ctx, const ent_assertion *claim)
{
    for (size_t i = 0; i < sizeof KEYS / sizeof KEYS[0]; i++) {
        const ent_yaml_node *node = ent_yaml_get(claim->test, KEYS[i].key);
        const char          *kind = ENT_ASSERTION_NAMES[claim->kind];

        if (node != NULL && (KEYS[i].known >> claim->kind & 1) == 0) {
            return ent_yaml_fail(ctx, node, "'%s' has no meaning for a claim of kind %s",
                                 KEYS[i].key, kind);
        }
        if (node == NULL && (KEYS[i].needed >> claim->kind & 1) != 0) {
            return ent_yaml_fail(ctx, claim->test, "'%s' is missing: a claim of kind %s needs it",
                                 KEYS[i].key, kind);
        }
    }
    return ENT_OK;
}

static ent_status
fail_word(ent_ctx *ctx, const ent_yaml_node *node, const char *what, const char *word,
          const char *const *words, size_t count)
{
    const char *nearest = ent_nearest_word(word, words, count);

    return nearest != NULL ? ent_yaml_fail(ctx, node, "unknown %s '%.60s', did you mean '%s'?",
                                           what, word, nearest)
                           : ent_yaml_fail(ctx, node, "unknown %s '%.60s'", what, word);
}

/* 2. measures */

/*
 * Of each column, which choices and which kinds of ties it rests on: a specification that cannot
 * differ is none.
 */
static const ent_reading_type READINGS[] = {
    {"alignment", NULL, ENT_KEY_PAIR, " kappa pi s tau_b ", 0, " obligations "},
    {"alignment", "votes", ENT_KEY_PAIR, " kappa pi s tau_b ", ENT_COUNTS_VOTES, ""},
    {"alignment", "valued", ENT_KEY_PAIR, " kappa pi s tau_b ", 0, " obligations "},
    {"votes", NULL, ENT_KEY_PAIR, " agreement ", ENT_COUNTS_VOTES, ""},
    {"votes", "*", ENT_KEY_NONE, " cohesion agreement ", ENT_COUNTS_VOTES, ""},
    {"idealpoints", NULL, ENT_KEY_PAIR, " distance ", 0, ""},
    {"idealpoints", "state", ENT_KEY_STATE, " estimate ", 0, ""},
    {"threat", NULL, ENT_KEY_DIRECTED, " threat ", ENT_USES_SIGNS | ENT_USES_POWER,
     " disputes rivalries "},
    {"pressure", NULL, ENT_KEY_DIRECTED, " pressure ", ENT_USES_SIGNS,
     " sanctions disputes rivalries obligations "},
    {"pressure", NULL, ENT_KEY_DIRECTED, " sanctions trade_war ", 0, " sanctions "},
    {"pressure", NULL, ENT_KEY_DIRECTED, " rivalry ", 0, " rivalries "},
    {"pressure", NULL, ENT_KEY_DIRECTED, " disputes ", 0, " disputes "},
    {"pressure", NULL, ENT_KEY_DIRECTED, " border ", ENT_USES_SIGNS,
     " disputes rivalries obligations "},
    {"pressure", NULL, ENT_KEY_DIRECTED, " deployments ", ENT_USES_SIGNS,
     " disputes rivalries obligations "},
    {"adversaries", NULL, ENT_KEY_PAIR, " shared shared_power ", ENT_USES_POWER,
     " disputes rivalries "},
    {"cooperation", NULL, ENT_KEY_PAIR, " level ", ENT_KEEPS_CARRIED, ""},
    {"peace", NULL, ENT_KEY_PAIR, " level ", 0, ""},
    {"triangle", NULL, ENT_KEY_NONE, " type pivot a_b b_c a_c ", ENT_USES_SIGNS,
     " disputes rivalries obligations "},
    {"power", NULL, ENT_KEY_STATE, " share ", ENT_USES_POWER, ""},
    {"power", "figures", ENT_KEY_STATE, " cinc milex milper gdp net ", 0, ""},
    {"polarity", NULL, ENT_KEY_NONE, " concentration parity poles leader ", ENT_USES_POWER, ""},
    {"balance", NULL, ENT_KEY_NONE, " frustration_index unbalanced_triangles ", ENT_USES_SIGNS,
     " disputes rivalries obligations "},
    {"dependence", NULL, ENT_KEY_DIRECTED, " trade_share asymmetry salience arms_share trade ", 0,
     ""},
    {"influence", NULL, ENT_KEY_DIRECTED, " trade arms exercises votes ", 0, ""},
    {"influence", NULL, ENT_KEY_DIRECTED, " obligations ", 0, " obligations "},
    {"method", NULL, ENT_KEY_STATE, " share_of_force ", 0, " disputes sanctions "},
    {"events", NULL, ENT_KEY_PAIR, " count goldstein share ", 0, ""},
};
enum { READING_COUNT = sizeof READINGS / sizeof READINGS[0] };

static bool
has_word(const char *words, const char *word, size_t length)
{
    for (const char *at = words; (at = strstr(at, " ")) != NULL && at[1] != '\0'; at++) {
        if (strncmp(at + 1, word, length) == 0 && at[1 + length] == ' ') {
            return true;
        }
    }
    return false;
}

/* Variants that are told apart by their columns alone need not be named. */
static bool
is_variant(const ent_reading_type *type, const char *variant)
{
    if (variant == NULL) {
        return type->variant == NULL || strcmp(type->variant, "state") == 0 ||
               strcmp(type->variant, "figures") == 0;
    }
    return type->variant != NULL &&
           (strcmp(type->variant, variant) == 0 || strcmp(type->variant, "*") == 0);
}

/* The reading of a measure that has the column; *known where it is a measure with any. */
static const ent_reading_type *
find_reading(const char *measure, const char *variant, const char *column, bool *known)
{
    *known = false;
    for (size_t i = 0; i < READING_COUNT; i++) {
        if (strcmp(READINGS[i].measure, measure) != 0) {
            continue;
        }
        *known = true;
        if (is_variant(&READINGS[i], variant) &&
            has_word(READINGS[i].columns, column, strlen(column))) {
            return &READINGS[i];
        }
    }
    return NULL;
}

static ent_status
fail_measure(ent_ctx *ctx, const ent_yaml_node *node, const char *measure)
{
    const char *words[READING_COUNT];

    for (size_t i = 0; i < READING_COUNT; i++) {
        words[i] = READINGS[i].measure;
    }
    return fail_word(ctx, node, "measure", measure, words, READING_COUNT);
}

static ent_status
fail_column(ent_ctx *ctx, const ent_yaml_node *node, const char *measure, const char *column)
{
    ent_text   list;
    ent_status status;

    ent_text_init(&list);
    for (size_t i = 0; i < READING_COUNT; i++) {
        if (strcmp(READINGS[i].measure, measure) == 0) {
            ent_text_addf(&list, "%s%s:%s", list.length > 0 ? "; " : "",
                          READINGS[i].variant == NULL || READINGS[i].variant[0] == '*'
                              ? ""
                              : READINGS[i].variant,
                          READINGS[i].columns);
        }
    }
    status = list.failed ? ent_fail_nomem(ctx)
                         : ent_yaml_fail(ctx, node, "'%s' has no column '%.40s' to test, but %s",
                                         measure, column, ent_text_get(&list));
    ent_text_clear(&list);
    return status;
}

ent_status
ent_claim_read_measure(ent_ctx *ctx, ent_claims *pack, const ent_yaml_node *node,
                       ent_reading_of *out)
{
    const char *typed = ent_yaml_text(node, "");
    bool        reversed = typed[0] == '-', known;
    char       *measure = ent_arena_strdup(&pack->arena, typed + reversed);
    char       *dot, *slash;

    if (measure == NULL) {
        return ent_fail_nomem(ctx);
    }
    dot = strrchr(measure, '.');
    if (dot == NULL) {
        return ent_yaml_fail(ctx, node, "'%.60s' names no column, expected MEASURE.COLUMN", typed);
    }
    *dot = '\0';
    slash = strchr(measure, '/');
    if (slash != NULL) {
        *slash = '\0';
    }
    *out = (ent_reading_of){
        .variant = slash != NULL ? slash + 1 : NULL, .column = dot + 1, .reversed = reversed};
    out->type = find_reading(measure, out->variant, out->column, &known);
    if (out->type == NULL) {
        return known ? fail_column(ctx, node, measure, out->column)
                     : fail_measure(ctx, node, measure);
    }
    out->measure = ent_measure_find(measure);
    return out->measure != NULL ? ENT_OK : fail_measure(ctx, node, measure);
}

/* 3. series */

static size_t
states_of(const ent_reading_type *type)
{
    static const size_t STATES[] = {
        [ENT_KEY_NONE] = 0, [ENT_KEY_STATE] = 1, [ENT_KEY_PAIR] = 2, [ENT_KEY_DIRECTED] = 2};

    return STATES[type->key];
}

static ent_status
check_states(ent_ctx *ctx, const ent_yaml_node *node, const ent_reading_of *measure,
             const ent_series_test *series)
{
    size_t expected = states_of(measure->type);
    bool   triangle = strcmp(measure->type->measure, "triangle") == 0;

    if (series->state_count != expected && !(triangle && series->state_count == 3)) {
        return ent_yaml_fail(ctx, node, "%s.%s is of %zu state%s, %zu given",
                             measure->type->measure, measure->column, expected,
                             expected == 1 ? "" : "s", series->state_count);
    }
    return ENT_OK;
}

static ent_status
read_states(ent_ctx *ctx, ent_claims *pack, const ent_yaml_node *list, ent_series_test *series)
{
    ent_span   span = {ent_span_of_year(series->from).from, ent_span_of_year(series->to).to};
    ent_status status = ENT_OK;

    if (ent_yaml_count(list) > ENT_MOST_STATES_OF_A_TEST) {
        return ent_yaml_fail(ctx, list, "%zu states, expected at most %d", ent_yaml_count(list),
                             ENT_MOST_STATES_OF_A_TEST);
    }
    series->state_count = 0;
    for (size_t i = 0; i < ent_yaml_count(list) && status == ENT_OK; i++) {
        status = ent_claim_read_state(ctx, pack, ent_yaml_item(list, i), span,
                                      &series->states[series->state_count++]);
    }
    return status;
}

static ent_status
check_years(ent_ctx *ctx, const ent_yaml_node *node, const ent_series_test *series)
{
    return series->from <= series->to
               ? ENT_OK
               : ent_yaml_fail(ctx, node, "the years begin in %d and end in %d", series->from,
                               series->to);
}

static ent_status
read_measures(ent_ctx *ctx, ent_claims *pack, ent_assertion *out)
{
    const ent_yaml_node *list = ent_yaml_get(out->test, "measures");
    size_t               count = ent_yaml_count(list);
    ent_status           status = ENT_OK;

    if (count == 0) {
        return ent_yaml_fail(ctx, list, "no measure");
    }
    out->series.measures = ent_arena_alloc(&pack->arena, count, sizeof *out->series.measures);
    if (out->series.measures == NULL) {
        return ent_fail_nomem(ctx);
    }
    out->series.measure_count = count;
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status =
            ent_claim_read_measure(ctx, pack, ent_yaml_item(list, i), &out->series.measures[i]);
        if (status == ENT_OK) {
            status =
                check_states(ctx, ent_yaml_item(list, i), &out->series.measures[i], &out->series);
        }
    }
    return status;
}

static ent_status
read_series(ent_ctx *ctx, ent_claims *pack, ent_assertion *out)
{
    ent_series_test *series = &out->series;
    ent_status       status;

    series->from = (int)ent_yaml_integer(ent_yaml_get(out->test, "from"), 0);
    series->to = (int)ent_yaml_integer(ent_yaml_get(out->test, "to"), 0);
    out->is = ent_yaml_text(ent_yaml_get(out->test, "is"), NULL);
    status = check_years(ctx, out->test, series);
    if (status == ENT_OK) {
        status = read_states(ctx, pack, ent_yaml_get(out->test, "states"), series);
    }
    return status == ENT_OK ? read_measures(ctx, pack, out) : status;
}

static ent_status
read_than_measure(ent_ctx *ctx, ent_claims *pack, const ent_yaml_node *node, ent_assertion *out)
{
    out->than.measures = ent_arena_alloc(&pack->arena, 1, sizeof *out->than.measures);
    if (out->than.measures == NULL) {
        return ent_fail_nomem(ctx);
    }
    out->than.measure_count = 1;
    out->than_measure = true;
    if (out->series.measure_count != 1) {
        return ent_yaml_fail(ctx, node, "'measure' compares one measure with one other, not %zu",
                             out->series.measure_count);
    }
    return ent_claim_read_measure(ctx, pack, node, &out->than.measures[0]);
}

static ent_status
read_than(ent_ctx *ctx, ent_claims *pack, ent_assertion *out)
{
    const ent_yaml_node *than = ent_yaml_get(out->test, "than");
    const ent_yaml_node *value = ent_yaml_get(than, "value"),
                        *states = ent_yaml_get(than, "states");
    const ent_yaml_node *measure = ent_yaml_get(than, "measure");
    ent_series_test     *series = &out->than;
    bool       dated = ent_yaml_get(than, "from") != NULL || ent_yaml_get(than, "to") != NULL;
    ent_status status;

    *series = out->series;
    out->has_value = value != NULL;
    out->value = ent_yaml_number(value, NAN);
    out->times = ent_yaml_number(ent_yaml_get(than, "times"), 1);
    if (out->has_value == (dated || states != NULL || measure != NULL)) {
        return ent_yaml_fail(ctx, than,
                             "'than' is either a value or another series: states, years, measure");
    }
    series->from = (int)ent_yaml_integer(ent_yaml_get(than, "from"), series->from);
    series->to = (int)ent_yaml_integer(ent_yaml_get(than, "to"), series->to);
    status = check_years(ctx, than, series);
    if (status == ENT_OK && states != NULL) {
        status = read_states(ctx, pack, states, series);
    }
    if (status == ENT_OK && measure != NULL) {
        status = read_than_measure(ctx, pack, measure, out);
    }
    for (size_t i = 0; i < series->measure_count && status == ENT_OK && !out->has_value; i++) {
        status = check_states(ctx, than, &series->measures[i], series);
    }
    if (status == ENT_OK && out->threshold != 0 && out->series.measure_count > 1) {
        return ent_yaml_fail(ctx, ent_yaml_get(out->test, "threshold"),
                             "a difference has the unit of its measure: with several measures the "
                             "threshold is 0");
    }
    return status;
}

/* 4. kinds */

static int
choice_of(const ent_assertion *claim, const char *key, const char *const *words)
{
    const char *word = ent_yaml_text(ent_yaml_get(claim->test, key), "");
    int         i = 0;

    while (words[i] != NULL && strcmp(words[i], word) != 0) {
        i++;
    }
    return words[i] != NULL ? i : -1;
}

static ent_status
read_direction(ent_ctx *ctx, ent_assertion *out)
{
    static const char *const WORDS[][3] = {
        {"rises", "falls", NULL}, {"positive", "negative", NULL}, {"more", "less", NULL}};
    size_t which = out->kind == ENT_ASSERTION_TREND ? 0 : out->kind == ENT_ASSERTION_EFFECT ? 1 : 2;
    int    choice = choice_of(out, "direction", WORDS[which]);

    if (choice < 0) {
        return ent_yaml_fail(ctx, ent_yaml_get(out->test, "direction"),
                             "'direction' of a claim of kind %s is %s or %s",
                             ENT_ASSERTION_NAMES[out->kind], WORDS[which][0], WORDS[which][1]);
    }
    out->direction = choice == 0 ? 1 : -1;
    return ENT_OK;
}

static ent_status
read_rule(ent_ctx *ctx, ent_claims *pack, ent_assertion *out)
{
    const ent_yaml_node *list = ent_yaml_get(out->test, "objecting");
    ent_span             ever = {ENT_DAY_MIN, ENT_DAY_MAX};
    ent_status           status = ENT_OK;

    out->institution = ent_yaml_text(ent_yaml_get(out->test, "institution"), "");
    out->passes = strcmp(ent_yaml_text(ent_yaml_get(out->test, "result"), ""), "passes") == 0;
    out->objecting =
        ent_arena_alloc(&pack->arena, ent_yaml_count(list) + 1, sizeof *out->objecting);
    if (out->objecting == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < ent_yaml_count(list) && status == ENT_OK; i++) {
        status = ent_claim_read_state(ctx, pack, ent_yaml_item(list, i), ever,
                                      &out->objecting[out->objecting_count++]);
    }
    return status;
}

static void
read_names(ent_assertion *out)
{
    const struct {
        const char  *key;
        const char **to;
    } NAMES[] = {{"words", &out->words},     {"speaker", &out->speaker},
                 {"model", &out->model},     {"effect", &out->effect},
                 {"of", &out->of},           {"scenario", &out->scenario},
                 {"against", &out->against}, {"outcome", &out->outcome},
                 {"above", &out->above},     {"reason", &out->reason}};

    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        *NAMES[i].to = ent_yaml_text(ent_yaml_get(out->test, NAMES[i].key), NULL);
    }
    out->year = (int)ent_yaml_integer(ent_yaml_get(out->test, "year"), 0);
    out->threshold = ent_yaml_number(ent_yaml_get(out->test, "threshold"), 0);
    out->probability = ent_yaml_number(ent_yaml_get(out->test, "probability"), NAN);
    out->by = ent_yaml_span(ent_yaml_get(out->test, "by"), (ent_span){0, 1}).to - 1;
}

ent_status
ent_claim_read_test(ent_ctx *ctx, ent_claims *pack, ent_assertion *out)
{
    static const char *const RELATIONS[] = {"more", "less", "at_least", "at_most", NULL};
    ent_status               status = check_keys(ctx, out);

    if (status != ENT_OK) {
        return status;
    }
    read_names(out);
    switch (out->kind) {
    case ENT_ASSERTION_FACT:
    case ENT_ASSERTION_QUOTATION:
    case ENT_ASSERTION_FORECAST:
        return ent_claim_read_rows(ctx, pack, out);
    case ENT_ASSERTION_TREND:
        status = read_direction(ctx, out);
        return status == ENT_OK ? read_series(ctx, pack, out) : status;
    case ENT_ASSERTION_COMPARISON:
        out->relation = (ent_relation)choice_of(out, "relation", RELATIONS);
        status = read_series(ctx, pack, out);
        return status == ENT_OK ? read_than(ctx, pack, out) : status;
    case ENT_ASSERTION_EFFECT:
    case ENT_ASSERTION_CONTRAST:
        return read_direction(ctx, out);
    case ENT_ASSERTION_RULE:
        return read_rule(ctx, pack, out);
    case ENT_ASSERTION_ORDERING:
        out->direction = 1;
        return ENT_OK;
    case ENT_ASSERTION_MOTIVE:
    case ENT_ASSERTION_KINDS:
        break;
    }
    return ENT_OK;
}
