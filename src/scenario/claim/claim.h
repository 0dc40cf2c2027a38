/*
 * claim.h - a claim as its test needs it
 *
 * Stage: scenario.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_CLAIM_CLAIM_H
#define ENT_SCENARIO_CLAIM_CLAIM_H

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "base/yaml.h"
#include "entente/claim.h"

typedef enum ent_assertion_kind {
    ENT_ASSERTION_FACT,
    ENT_ASSERTION_QUOTATION,
    ENT_ASSERTION_TREND,
    ENT_ASSERTION_COMPARISON,
    ENT_ASSERTION_EFFECT,
    ENT_ASSERTION_CONTRAST,
    ENT_ASSERTION_RULE,
    ENT_ASSERTION_FORECAST,
    ENT_ASSERTION_ORDERING,
    ENT_ASSERTION_MOTIVE,
    ENT_ASSERTION_KINDS
} ent_assertion_kind;

extern const char *const ENT_ASSERTION_NAMES[]; /* "fact", ..., NULL */

/* ---- rows of the record ---- */

typedef enum ent_operator {
    ENT_IS,
    ENT_IS_NOT,
    ENT_BELOW,
    ENT_AT_MOST,
    ENT_ABOVE,
    ENT_AT_LEAST,
    ENT_CONTAINS
} ent_operator;

/** "status=member": a field of a kind of fact, compared with a value. */
typedef struct ent_condition {
    const ent_fact_field *field;
    ent_operator          operation;
    const char           *text;
    ent_span              span;   /* of a date */
    double                number; /* of a number or flag */
    ent_state             state;
} ent_condition;

typedef struct ent_row_test {
    ent_fact_kind         kind;
    const ent_fact_field *pair_fields[2]; /* NULL: no pair */
    ent_state             pair[2];
    ent_condition        *where, *expect;
    size_t                where_count, expect_count;
    int64_t               at_least, at_most; /* -1: none */
    bool                  complete;          /* no row means that there was none */
} ent_row_test;

/* ---- series of a measure ---- */

/* Which columns of a measure's table say whom a row is of. */
typedef enum ent_row_key {
    ENT_KEY_NONE,
    ENT_KEY_STATE,
    ENT_KEY_PAIR,
    ENT_KEY_DIRECTED
} ent_row_key;

enum {
    ENT_USES_SIGNS = 1,
    ENT_USES_POWER = 2,
    ENT_KEEPS_CARRIED = 4, /* an age within its memory is no carrying */
    ENT_COUNTS_VOTES = 8   /* needs ENT_FEWEST_VOTES roll calls in a year */
};

enum { ENT_FEWEST_VOTES = 10 };

typedef struct ent_reading_type {
    const char *measure, *variant; /* of the measure; variant NULL: none, "*": an institution */
    ent_row_key key;
    const char *columns; /* " kappa pi " */
    unsigned    uses;
    const char *kinds; /* of ties that it rests on: " disputes rivalries " */
} ent_reading_type;

/** "alignment/votes.kappa", "-idealpoints.distance". */
typedef struct ent_reading_of {
    const ent_reading_type *type;
    const ent_measure      *measure;
    const char             *variant, *column;
    bool                    reversed;
} ent_reading_of;

enum { ENT_MOST_STATES_OF_A_TEST = 3 };

/** Whose series, when. */
typedef struct ent_series_test {
    ent_reading_of *measures;
    size_t          measure_count;
    ent_state       states[ENT_MOST_STATES_OF_A_TEST];
    size_t          state_count;
    int             from, to; /* years */
} ent_series_test;

typedef enum ent_relation {
    ENT_RELATION_MORE,
    ENT_RELATION_LESS,
    ENT_RELATION_AT_LEAST,
    ENT_RELATION_AT_MOST
} ent_relation;

/* ---- a claim ---- */

typedef struct ent_assertion {
    const ent_yaml_node *node, *test; /* for messages */
    const char          *id, *says, *refuted;
    int64_t              offset; /* -1: none */
    ent_assertion_kind   kind;
    ent_row_test         rows;
    const char          *words, *speaker;
    ent_day              by;
    double               probability;
    ent_series_test      series, than; /* `than` of one measure where `than_measure` */
    bool                 than_measure, has_value;
    double               value, times;
    const char          *is;
    int                  direction; /* 1 or -1 */
    ent_relation         relation;
    double               threshold;
    const char          *model, *effect, *of;
    const char          *scenario, *against, *outcome, *above;
    int                  year;
    const char          *institution;
    ent_state           *objecting;
    size_t               objecting_count;
    bool                 passes;
    const char          *reason;
} ent_assertion;

struct ent_claims {
    ent_arena        arena;
    ent_bytes        bytes;
    ent_yaml        *yaml;
    const ent_codes *codes;
    const char      *name, *document, *title, *sha256;
    ent_day          date; /* ENT_NO_DAY: none */
    ent_assertion   *items;
    size_t           count;
};

/** Read the test of a claim, of which the kind is known. */
ENT_MUST_CHECK ent_status ent_claim_read_test(ent_ctx *ctx, ent_claims *pack, ent_assertion *out);

/** Fields, operators and values of rows: `where`, `expect`, `pair`, ... */
ENT_MUST_CHECK ent_status ent_claim_read_rows(ent_ctx *ctx, ent_claims *pack, ent_assertion *out);

/** A state of a list, existing on some day of the span. */
ENT_MUST_CHECK ent_status ent_claim_read_state(ent_ctx *ctx, const ent_claims *pack,
                                               const ent_yaml_node *node, ent_span span,
                                               ent_state *out);

/** "alignment/votes.kappa" as typed. */
ENT_MUST_CHECK ent_status ent_claim_read_measure(ent_ctx *ctx, ent_claims *pack,
                                                 const ent_yaml_node *node, ent_reading_of *out);

/* ---- verdicts ---- */

enum { ENT_REASON_SIZE = 320 };

/** What a test says; numbers are NaN where there are none. */
typedef struct ent_finding {
    ent_verdict verdict;
    const char *basis; /* "record", ...; NULL: none */
    double      value, lo, hi, n, threshold, p, agree;
    char        fact_id[160];
    char        reason[ENT_REASON_SIZE];
} ent_finding;

/** Undetermined, without a number. */
ent_finding ent_finding_none(const char *basis);

void ent_finding_reason(ent_finding *finding, const char *format, ...) ENT_PRINTF(2, 3);

/** Facts, quotations and forecasts. */
ENT_MUST_CHECK ent_status ent_claim_check_rows(ent_ctx *ctx, const ent_record *record,
                                               ent_store *store, const ent_claims *pack,
                                               const ent_assertion *claim, ent_day as_of,
                                               ent_finding *out);

/** What an institution can pass. */
ENT_MUST_CHECK ent_status ent_claim_check_rule(ent_ctx *ctx, const ent_record *record,
                                               const ent_assertion *claim, ent_day as_of,
                                               ent_finding *out);

/** Outcomes of scenarios: contrasts and orderings of all claims, each scenario run once. */
typedef struct ent_claim_runs ent_claim_runs;
ENT_MUST_CHECK ent_status     ent_claim_runs_make(ent_ctx *ctx, const ent_codes *codes,
                                                  const ent_claims *const *packs, size_t count,
                                                  ent_claim_runs **out);
/** `store` NULL: no backtest is at hand that could show what the runs are worth. */
ENT_MUST_CHECK ent_status ent_claim_runs_run(ent_ctx *ctx, const ent_record *record,
                                             ent_store *store, const ent_check_options *options,
                                             ent_claim_runs *runs);
void                      ent_claim_runs_destroy(ent_claim_runs *runs);

/** A line for each scenario; false where a digest does not tell all that one rests on. */
bool ent_claim_runs_describe(const ent_claim_runs *runs, ent_text *out);
void ent_claim_check_runs(const ent_claim_runs *runs, const ent_assertion *claim, ent_day as_of,
                          ent_finding *out);

#endif
