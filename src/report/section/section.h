/*
 * section.h - the sections of the page, one file each (section_*.c)
 *
 * Stage: report.  Each writes a <section> with its heading.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_REPORT_SECTION_SECTION_H
#define ENT_REPORT_SECTION_SECTION_H

#include "report/figures.h"
#include "report/picture/picture.h"
#include "report/view.h"

/** Stands where a page says what changed since another one; replaced when all is written. */
extern const char ENT_CHANGES_HERE[];

/** The figures of the earlier page of the input; ENT_E_INPUT where it marks none. */
ENT_MUST_CHECK ent_status ent_section_read_before(ent_ctx *ctx, const ent_report_input *input,
                                                  ent_figures *out);

/** Put what is other than in the earlier page of the input, if there is one, in that place.
 * As ent_section_read_before(). */
ENT_MUST_CHECK ent_status ent_section_insert_changes(ent_ctx *ctx, const ent_report_input *input,
                                                     ent_text *page);

void ent_section_open(ent_text *out, const char *id, const char *heading);
void ent_section_close(ent_text *out);

/** After a section: the command line that prints the same, and what to cite. */
void ent_section_same(ent_text *out, const char *command);

ENT_MUST_CHECK ent_status ent_section_answer(ent_ctx *ctx, ent_text *out, ent_view *view);
ENT_MUST_CHECK ent_status ent_section_reading(ent_ctx *ctx, ent_text *out, ent_view *view);
ENT_MUST_CHECK ent_status ent_section_system(ent_ctx *ctx, ent_text *out, const ent_view *view);
void                      ent_section_history(ent_text *out, const ent_view *view);
void                      ent_section_triangle(ent_text *out, const ent_view *view);
void                      ent_section_scenarios(ent_text *out, const ent_view *view);

enum { ENT_WHY_RUNS = 500 }; /**< of which the page says what moves outcomes */

/**
 * What moves the outcomes of an ensemble: the path of the log-odds by effect, and its interventions
 * by rank.  Where most of the spread of an outcome is assumed, interventions have a direction
 * alone.
 *
 * @param why   of ent_scenario_why(), of ENT_WHY_RUNS runs; NULL: nothing is written
 * @param index of the scenario in the page
 */
void ent_section_why(ent_text *out, ent_table *why, const ent_ensemble *ensemble, size_t index);

/** Who votes with the first of the pair, on the map; without votes, whose obligations are like its.
 */
/**
 * Two states by each measure over the years, those of votes where their record is given; what has
 * no row is left out.
 *
 * @param pair two states, and the years asked for
 */
ENT_MUST_CHECK ent_status ent_section_measures(ent_ctx *ctx, ent_text *out,
                                               const ent_record *record, const ent_record *votes,
                                               const ent_picture_query *pair);
ENT_MUST_CHECK ent_status ent_section_map(ent_ctx *ctx, ent_text *out, const ent_view *view);

/** With whom the first of the pair works together, year by year. */
ENT_MUST_CHECK ent_status ent_section_timeline(ent_ctx *ctx, ent_text *out, const ent_view *view);

/** What the pictures and tables of the page come to, in a few sentences. */
void ent_answer_plain(ent_text *out, const ent_view *view);

/**
 * The latest that documents assert of two parties, a sentence each, newest first, with what the
 * record says of it; nothing where there is none.
 *
 * @param most sentences, at most ENT_LATEST_MOST
 */
enum { ENT_LATEST_MOST = 16 };
void ent_reading_latest(ent_text *out, ent_view *view, size_t most);

/** How strong the alignment of the pair is by each measure, now and ten years before. */
ENT_MUST_CHECK ent_status ent_answer_strength(ent_ctx *ctx, ent_text *out, const ent_view *view);

/** Some institutions, each behind its name. */
ENT_MUST_CHECK ent_status ent_section_institutions(ent_ctx *ctx, ent_text *out,
                                                   const ent_view *view);

/**
 * Its rule, its members by date and status, the power of each, and what can pass.  What the record
 * has nothing for is left out.
 *
 * @param record with roll calls, or the chances of motions rest on base rates
 */
ENT_MUST_CHECK ent_status ent_institution_write(ent_ctx *ctx, ent_text *out,
                                                const ent_record *record, const ent_institution *of,
                                                ent_day day);

/** Nothing where no claims were tested. */
void ent_section_claims(ent_text *out, const ent_view *view);

/** The same without its heading: a filter, and each claim of the verdicts. */
void ent_claims_write(ent_text *out, const ent_view *view);

/** How many claims are supported, contradicted, undetermined, not testable, of all that the record
 * holds. */
void ent_claims_count_verdicts(ent_table *table, size_t counts[4]);

/** Last: it lists what the others cited. */
void ent_section_sources(ent_text *out, ent_view *view);

/** "Russia and China: cooperation level 5 or more". */
void ent_outcome_print(ent_text *out, const ent_view *view, const ent_outcome *outcome);

/** "by 2035" of what counts from its beginning on, "in 2035" of what is so in that year. */
void ent_outcome_print_when(ent_text *out, const ent_outcome *outcome, int year);

/** "more likely than in the base, by +3 to +21 points". */
void ent_outcome_print_change(ent_text *out, const ent_outcome_year *year);

#endif
