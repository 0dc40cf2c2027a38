/*
 * html.h - words, numbers and tables of the page
 *
 * Stage: report.  All text that is not ours goes through ent_html_text() or
 * ent_html_clip(), which escape it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_REPORT_HTML_H
#define ENT_REPORT_HTML_H

#include "base/text.h"
#include "entente/date.h"
#include "entente/table.h"

/** Escaped, cut to 600 bytes; NULL is nothing. */
void ent_html_text(ent_text *out, const char *value);

/** Escaped, cut before `most` bytes at the end of a character, with an ellipsis where it is cut. */
void ent_html_clip(ent_text *out, const char *value, size_t most);

/** Like ent_html_clip(), with the web addresses (https only) in it as links. */
void ent_html_linked(ent_text *out, const char *value, size_t most);

/** A whole number with its word: "1 event", "1,234 events". */
void ent_html_count(ent_text *out, size_t count, const char *one, const char *many);
void ent_html_thousands(ent_text *out, unsigned long long count);

/** A share as a percentage: 12 %, 3.4 %, "under 0.1 %"; a dash for NaN. */
void ent_html_percent(ent_text *out, double share);

/** A difference of shares in percentage points, with its sign; a dash for NaN. */
void ent_html_points(ent_text *out, double difference);

/** At most `decimals` decimals, a true minus sign; a dash for what is not finite. */
void ent_html_number(ent_text *out, double value, int decimals);

/** An inclusive span: "2001-07-16 to 2021", "since 2001-07-16", "2001"; nothing when both are open.
 */
void ent_html_span(ent_text *out, ent_day start, ent_day end);

/** One entry of a legend, whose mark (of class `mark`) and plain text stay together. */
void ent_html_legend(ent_text *out, const char *mark, const char *text);

/** A table behind a summary: the data of a chart.  `columns` ends with NULL. */
void ent_html_data_open(ent_text *out, const char *summary, const char *const *columns);
void ent_html_data_close(ent_text *out);

/** The head of a column of a table of the record, in words: "used until" for used_until.  Its name,
 * as CSV and JSON have it, is its data-name. */
void ent_html_head(ent_text *out, const char *column);

/** The beginning of a cell of a table up to its text, by its type; a number is given as the command
 * line shows it, words of the record without underscores, and what stands there in full as the
 * cell's title where that differs.  True where the text is written, too. */
bool ent_html_cell_open(ent_text *out, ent_table *table, size_t row, size_t column);

/** The first `most` rows of a table behind a summary. */
void ent_html_table(ent_text *out, ent_table *table, const char *summary, size_t most);

/** A box that scrolls sideways by keyboard too; closed by ent_html_scroll_close(). */
void ent_html_scroll_open(ent_text *out, const char *label);
void ent_html_scroll_close(ent_text *out);

/* Cells of a row opened with <tr>. */
void ent_html_cell(ent_text *out, const char *value);
void ent_html_cell_number(ent_text *out, double value, int decimals);
void ent_html_cell_integer(ent_text *out, long long value);

#endif
