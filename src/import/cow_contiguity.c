/*
 * cow_contiguity.c - COW Direct Contiguity, directed spells
 *
 * 1 is a common border on land, 2 to 5 are up to 12, 24, 150 and 400 miles of
 * water.  Of the dates the year and month are meant: the day is always the
 * first.  A spell of 0, which stands between or beside spells of contiguity,
 * says that there is none: it is no fact.  A spell into the last month of the
 * set has an end that nobody saw.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/date.h"
#include "import/importer.h"

enum { START, END, KIND, CCODE2, FARTHEST = 5, LAST = 20161231, MONTH = 7 };

static const ent_release RELEASES[] = {{"3.2", NULL, NULL, LAST}, {NULL, NULL, NULL, 0}};

static const ent_row_column COLUMNS[] = {ENT_READ_COLUMN("stdate"),
                                         ENT_READ_COLUMN("enddate"),
                                         ENT_COLUMN("conttype", ent_contiguity, kind),
                                         ENT_COLUMN("ccode2", ent_contiguity, state_b),
                                         ENT_COLUMN("ccode1", ent_contiguity, state_a),
                                         ENT_COLUMNS_END};

/* The month of YYYY-MM-DD. */
static ent_span
read_month(ent_row *row, size_t index)
{
    ent_field field = ent_row_field(row, index);
    ent_span  span = {ENT_DAY_MIN, ENT_DAY_MAX};

    if (field.length < MONTH || !ent_span_read(field.bytes, MONTH, &span)) {
        ent_row_expect(row, index, "a date as YYYY-MM-DD");
    }
    return span;
}

static void
read_contiguity(ent_row *row, void *fact)
{
    ent_contiguity *contiguity = fact;

    ent_row_check_dyad(row, CCODE2, contiguity->state_a, contiguity->state_b);
    if (contiguity->kind > FARTHEST) {
        ent_row_expect(row, KIND, "a kind of contiguity from 0 to 5");
    }
    contiguity->start = read_month(row, START).from;
    contiguity->end = read_month(row, END).to;
    ent_row_check_spell(row, END, contiguity->start, contiguity->end);
    if (contiguity->end > ent_date_day(LAST / 10000, LAST / 100 % 100, LAST % 100)) {
        contiguity->end = ENT_DAY_MAX;
    }
}

static ent_status
hand_over(ent_ctx *ctx, ent_row *row, void *fact, const ent_fact_sink *sink)
{
    const ent_contiguity *contiguity = fact;

    (void)row;
    return contiguity->kind == 0 ? ENT_OK : sink->fact(ctx, sink->user, ENT_FACT_CONTIGUITY, fact);
}

const ent_importer ent_import_cow_contiguity = {
    .set = {"cow-contiguity", "Correlates of War Project", "contiguity", "directed dyad spells",
            "3.2", ENT_LICENCE_COW,
            "Stinnett, Douglas M., Jaroslav Tir, Philip Schafer, Paul F. Diehl and Charles "
            "Gochman. 2002. The Correlates of War Project Direct Contiguity Data, Version 3. "
            "Conflict Management and Peace Science 19(2): 58-66. Version 3.2.",
            "@article{stinnett2002, author = {Stinnett, Douglas M. and Tir, Jaroslav and Schafer, "
            "Philip and Diehl, Paul F. and Gochman, Charles}, title = {The {Correlates of War} "
            "Project Direct Contiguity Data, Version 3}, journal = {Conflict Management and Peace "
            "Science}, volume = {19}, number = {2}, pages = {58--66}, year = {2002}}",
            ENT_FACT_CONTIGUITY},
    .releases = RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = COLUMNS,
    .read = read_contiguity,
    .hand_over = hand_over,
};
