/*
 * claim.h - an argument made in prose, as tests with verdicts
 *
 * Stage: scenario.  A file of claims says, for each thing that a document
 * claims, how it is tested and what would refute it; the record, a fit or an
 * ensemble answers.  Reads the store; alters nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_CLAIM_H
#define ENTENTE_CLAIM_H

#include "entente/scenario.h"

enum { ENT_CLAIMS_MOST = 1000 /**< in one file */ };

typedef enum ent_verdict {
    ENT_VERDICT_SUPPORTED,
    ENT_VERDICT_CONTRADICTED,
    ENT_VERDICT_UNDETERMINED,
    ENT_VERDICT_NOT_TESTABLE
} ent_verdict;

const char *ent_verdict_name(ent_verdict verdict); /**< "supported", ..., "not-testable" */

/** A file of claims, read and checked: mostly those of one document. */
typedef struct ent_claims ent_claims;

/**
 * Load a file of claims.
 *
 * @param codes borrowed for the life of the claims
 * @param path  a file, or the name of one in data/claims (with or without .yaml); a file comes
 *              before one of the pack of the same name
 * @return ENT_OK; ENT_E_INPUT with file, line, column and a hint: unknown keys, keys that the kind
 *         of claim does not understand, measures, columns and fields of rows that do not exist,
 *         states that do not exist in the time that is tested; ENT_E_FILE, ENT_E_NOTFOUND,
 *         ENT_E_LIMIT, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_claims_load(ent_ctx *ctx, const ent_codes *codes, const char *path,
                                          ent_claims **out);

/** The same from bytes; `name` stands in messages. */
ENT_MUST_CHECK ent_status ent_claims_parse(ent_ctx *ctx, const ent_codes *codes, const char *name,
                                           const char *bytes, size_t length, ent_claims **out);
void                      ent_claims_destroy(ent_claims *claims); /**< NULL does nothing */

/**
 * All files of data/claims, by name.
 *
 * @param out owned by the caller: ent_claims_free_all()
 * @return as ent_claims_load()
 */
ENT_MUST_CHECK ent_status ent_claims_load_all(ent_ctx *ctx, const ent_codes *codes,
                                              ent_claims ***out, size_t *count);
void ent_claims_free_all(ent_claims **all, size_t count); /**< NULL does nothing */

const char *ent_claims_name(const ent_claims *claims);  /**< short, borrowed            */
const char *ent_claims_title(const ent_claims *claims); /**< of the document; "", borrowed */
const char *ent_claims_sha256(
    const ent_claims *claims); /**< of the bytes of the document; "", borrowed */
size_t ent_claims_count(const ent_claims *claims);

/** The JSON Schema of files of claims; owned by the caller: ent_claims_schema_free(). */
ENT_MUST_CHECK ent_status ent_claims_schema(ent_ctx *ctx, char **out);
void                      ent_claims_schema_free(char *schema);

/** One row a claim, untested: id,kind,document,offset,says,refuted. */
ENT_MUST_CHECK ent_status ent_claims_table(ent_ctx *ctx, const ent_claims *const *packs,
                                           size_t count, ent_table **out);

typedef struct ent_check_options {
    uint64_t           seed;    /**< of runs; 0: 1 */
    uint64_t           runs;    /**< of each scenario; 0: as it says */
    const char *const *sources; /**< KIND=SET, NULL-terminated, in place of the seams; NULL */
    bool quick; /**< contrasts, orderings and effects stay untested, with that as the reason */
    /** Where the specifications of trends and comparisons go, one row each; NULL: nowhere. Columns:
     * id,as_of,measure,from,to,signs,power,source,value,p,agrees; signs, power and source are
     * missing where the measure makes no such choice.  Owned by the caller. */
    ent_table       **curves;
    const ent_record *votes; /**< as in ent_record_options, of the same sources; NULL: none */
    bool keep; /**< the answer is kept in the store, where it can be written, for whoever asks
                    the same before the store changes; the record stays as it is */
} ent_check_options;

/**
 * Test claims: two rows each, as of the day of the document and of all that the record holds (one
 * row where the document has no date).
 *
 *     fact, quotation  rows of the record
 *     trend            Kendall's tau of the measure and the year over a specification curve
 *     comparison       the difference of two means over the same
 *     effect           the estimate of a stored fit
 *     contrast         the difference of an outcome between two scenarios
 *     ordering         the difference of two outcomes of one scenario
 *     rule             whether a motion passes against some members
 *     forecast         rows by a deadline; the value is the Brier score of what was said
 *     motive           never testable
 *
 * As of a day nothing is seen that begins later, and no figure of a year that was not over.  A
 * specification curve goes over the measures of the claim, three windows (as stated, and without
 * its first or last fifth), the other sources of ties that the store holds, both codings of signs
 * and two kinds of power, where the measure has them: supported where 80 percent of the
 * specifications agree, contradicted at 20, else undetermined.  A verdict that is not the same
 * under either coding of signs and either kind of power is undetermined.  Tests of trends are
 * corrected by Holm within a file at 0.05, with an effective sample size for yearly values that
 * hang together.  A contrast or ordering is never more than undetermined while its sizes are
 * assumed or its model has not beaten its baselines.  Carried values are no observations.
 *
 * @param store read only, but for `keep`; an answer that was kept in it is taken, and is the same
 * @param out   id,kind,verdict,basis,value,lo,hi,n,threshold,as_of,document,offset, then
 *              p (after Holm), agree (share of specifications), fact_id, reason, says
 * @return ENT_OK; ENT_E_INPUT where a claim names a scenario, outcome or institution that is not
 *         there; ENT_E_STORE, ENT_E_CANCELLED, ENT_E_NOMEM
 *
 * Cost: the record is loaded once, and once more for each other source of ties; the claims of it
 * are asked in parallel.
 * References: Simonsohn, Simmons and Nelson (2020), Nature Human Behaviour 4:1208-1214; Holm
 * (1979), Scandinavian Journal of Statistics 6:65-70; Mann (1945), Econometrica 13:245-259; Yue and
 * Wang (2004), Water Resources Management 18:201-218; Brier (1950), Monthly Weather Review 78:1-3.
 */
ENT_MUST_CHECK ent_status ent_claims_check(ent_ctx *ctx, ent_store *store, const ent_codes *codes,
                                           const ent_claims *const *packs, size_t count,
                                           const ent_check_options *options, ent_table **out);

/** How many rows of ent_claims_check() have a verdict. */
size_t ent_verdict_count(ent_table *verdicts, ent_verdict verdict);

/**
 * Propose claims from a document that was read, as a file to complete: each kept sentence of
 * conditional form (if, would: a contrast), causal form (because, led to: an effect) or
 * forecasting form (will, may, likely: a forecast) that names an actor.  Its offset, states,
 * direction (by the Goldstein scores of its events, turned round where it denies; open without an
 * event) and probability (by the words of ICD 203) are filled in; what the kind still needs stands
 * as a remark, and ent_claims_parse() refuses the file until it is there.
 *
 * @param document index in the reading
 * @param stream   YAML
 * @param count    claims proposed
 * @return ENT_OK; ENT_E_FILE when the stream fails; ENT_E_NOTFOUND, ENT_E_INPUT of dictionaries;
 *         ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_claims_propose(ent_ctx *ctx, const ent_codes *codes,
                                             const ent_reading *reading, size_t document,
                                             FILE *stream, size_t *count);

#endif
