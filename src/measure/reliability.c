/*
 * reliability.c - commitments that were invoked, and what followed
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/text.h"
#include "measure/measure.h"

enum {
    INSTITUTION_OR_TREATY,
    DATE,
    INVOKED_BY,
    RESPONSE,
    FACT_ID,
    AGAINST,
    CLAUSE,
    WHAT_FOLLOWED,
    COLUMNS
};

static const ent_column COLUMN[COLUMNS] = {{"institution_or_treaty", ENT_COLUMN_TEXT},
                                           {"date", ENT_COLUMN_DAY},
                                           {"invoked_by", ENT_COLUMN_TEXT},
                                           {"response", ENT_COLUMN_TEXT},
                                           {"fact_id", ENT_COLUMN_TEXT},
                                           {"against", ENT_COLUMN_TEXT},
                                           {"clause", ENT_COLUMN_TEXT},
                                           {"what_followed", ENT_COLUMN_TEXT}};

static int
compare_invocations(const void *a, const void *b)
{
    const ent_invocation *x = *(const ent_invocation *const *)a;
    const ent_invocation *y = *(const ent_invocation *const *)b;

    if (x->date != y->date) {
        return x->date < y->date ? -1 : 1;
    }
    return strcmp(x->invocation, y->invocation);
}

static bool
is_asked_for(const ent_measure_options *options, const ent_invocation *row)
{
    bool dated = options->span.from < options->span.to;

    return (!dated || (row->date >= options->span.from && row->date < options->span.to)) &&
           ent_measure_shows(options, row->invoked_by.state) &&
           (options->institution == NULL || strcmp(options->institution, row->treaty) == 0);
}

static void
add_row(const ent_record *record, const ent_invocation *row, ent_table *table)
{
    const ent_party *by = &row->invoked_by;
    char             fact[160];

    ent_record_fact_id(record, &row->from, fact);
    ent_table_row(table);
    ent_table_text(table, INSTITUTION_OR_TREATY, row->treaty);
    ent_table_day(table, DATE, row->date);
    ent_table_text(table, INVOKED_BY,
                   by->state != ENT_NO_STATE ? ent_codes_id(ent_record_codes(record), by->state)
                                             : by->given);
    ent_table_text(table, RESPONSE, row->response);
    ent_table_text(table, FACT_ID, fact);
    ent_table_text(table, AGAINST, row->against);
    ent_table_text(table, CLAUSE, row->clause);
    ent_table_text(table, WHAT_FOLLOWED, row->what_followed);
}

static ent_status
add_rows(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options,
         ent_table *table)
{
    size_t                 count, kept = 0;
    const ent_invocation  *rows = ent_record_facts(record, ENT_FACT_INVOCATION, &count);
    const ent_invocation **sorted = ent_alloc(count + 1, sizeof *sorted);

    if (sorted == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < count; i++) {
        if (is_asked_for(options, &rows[i])) {
            sorted[kept++] = &rows[i];
        }
    }
    qsort(sorted, kept, sizeof *sorted, compare_invocations);
    for (size_t i = 0; i < kept; i++) {
        add_row(record, sorted[i], table);
    }
    ent_free(sorted);
    return ent_table_check(ctx, table);
}

/* Whether the treaty of a row stands in an earlier one, too. */
static bool
is_repeated(const ent_invocation *rows, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (strcmp(rows[i].treaty, rows[at].treaty) == 0) {
            return true;
        }
    }
    return false;
}

static ent_status
fail_unknown(ent_ctx *ctx, const ent_invocation *rows, size_t count, const char *institution)
{
    ent_text   known;
    ent_status status;

    ent_text_init(&known);
    for (size_t i = 0; i < count; i++) {
        if (!is_repeated(rows, i)) {
            ent_text_addf(&known, "%s%s", i > 0 ? ", " : "", rows[i].treaty);
        }
    }
    status = known.failed ? ent_fail_nomem(ctx)
                          : ent_fail(ctx, ENT_E_NOTFOUND,
                                     "the record holds no invocation of '%.40s', it has those of: "
                                     "%s",
                                     institution, count > 0 ? ent_text_get(&known) : "none");
    ent_text_clear(&known);
    return status;
}

static ent_status
check_institution(ent_ctx *ctx, const ent_record *record, const char *institution)
{
    size_t                count;
    const ent_invocation *rows = ent_record_facts(record, ENT_FACT_INVOCATION, &count);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(rows[i].treaty, institution) == 0) {
            return ENT_OK;
        }
    }
    return fail_unknown(ctx, rows, count, institution);
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    ent_table *table;
    ent_status status = options->institution != NULL
                            ? check_institution(ctx, record, options->institution)
                            : ENT_OK;

    if (status == ENT_OK) {
        status = ent_table_create(ctx, COLUMN, COLUMNS, &table);
    }
    if (status != ENT_OK) {
        return status;
    }
    status = add_rows(ctx, record, options, table);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

const ent_measure ent_measure_reliability = {
    "reliability",
    "commitments that were invoked, and what followed",
    "Cases in which a state said that a commitment applies, mostly by asking for help, and what\n"
    "the others did:\n"
    "\n"
    "    honoured      help or common measures followed\n"
    "    partly        some helped, or less came than was asked for\n"
    "    consultation  the parties met and helped with words or good offices alone\n"
    "    declined      help was asked for and refused\n"
    "    pending       not answered at the end of the table's span\n"
    "\n"
    "One row a case and state that invoked it, in the order of dates; the date is that of the\n"
    "request, or of the statement, and the first day of its month where no more is known.\n"
    "institution_or_treaty is the key of the treaty (cst-1992 binds the members of the CSTO) or\n"
    "of the institution; --institution shows one of them, --states what these states invoked,\n"
    "dates those of the requests. There is no rate: the table of data/world is complete for\n"
    "Articles 4 and 5 of the North Atlantic Treaty, ANZUS, Article 42(7) of the Treaty on\n"
    "European Union and the Inter-American Treaty since 1990; of other commitments it has the\n"
    "cases that are known, and a commitment that nobody attacks is never invoked.\n"
    "Example: entente measure reliability --institution cst-1992\n"
    "Reference: Leeds, Long and Mitchell (2000), Journal of Conflict Resolution 44:686-699; the\n"
    "source of each row (entente show, entente cite --all).",
    run,
    ENT_RECORD_TIES,
    COLUMN,
    COLUMNS};
