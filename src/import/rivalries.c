/*
 * rivalries.c - strategic rivalries, as two handbooks list them
 *
 * A rivalry that lasts into the last year of its book has an end that nobody
 * saw: it stays open.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/date.h"
#include "import/importer.h"

enum {
    NUMBER,
    START,
    END,
    CCODE2 = 4,
    FIRST_YEAR = 1000,
    TD_LAST_YEAR = 2010,
    TSS_LAST_YEAR = 2020
};

static void
read_rivalry(ent_row *row, ent_rivalry *rivalry, const char *prefix, int32_t last)
{
    int32_t start = ent_row_integer(row, START, FIRST_YEAR, last);
    int32_t end = ent_row_integer(row, END, FIRST_YEAR, last);

    rivalry->rivalry = ent_row_key(row, NUMBER, prefix);
    ent_row_check_dyad(row, CCODE2, rivalry->state_a, rivalry->state_b);
    if (start == ENT_NO_INTEGER) {
        ent_row_expect(row, START, "a year");
    }
    if (!row->bad && end != ENT_NO_INTEGER && end < start) {
        ent_row_expect(row, END, "a year not before the start");
    }
    if (row->bad) {
        return;
    }
    rivalry->start = ent_date_day(start, 1, 1);
    rivalry->end = end == ENT_NO_INTEGER || end == last ? ENT_DAY_MAX : ent_date_day(end + 1, 1, 1);
}

static const ent_release TD_RELEASES[] = {{"2012", NULL, NULL, 20101231}, {NULL, NULL, NULL, 0}};

static const ent_row_column TD_COLUMNS[] = {ENT_READ_COLUMN("rivalryno"),
                                            ENT_READ_COLUMN("styear"),
                                            ENT_READ_COLUMN("endyear"),
                                            ENT_COLUMN("ccode1", ent_rivalry, state_a),
                                            ENT_COLUMN("ccode2", ent_rivalry, state_b),
                                            ENT_COLUMNS_END};

static void
read_td(ent_row *row, void *fact)
{
    read_rivalry(row, fact, "td-", TD_LAST_YEAR);
}

const ent_importer ent_import_td_rivalries = {
    .set = {"td-rivalries", "Thompson and Dreyer", "rivalries", "dyad spells", "2012",
            "typed from the book by the author of the R package peacesciencer (GPL-2)",
            "Thompson, William R. and David R. Dreyer. 2012. Handbook of International Rivalries, "
            "1494-2010. Washington, DC: CQ Press.",
            "@book{thompson2012, author = {Thompson, William R. and Dreyer, David R.}, title = "
            "{Handbook of International Rivalries, 1494--2010}, publisher = {CQ Press}, address = "
            "{Washington, DC}, year = {2012}}",
            ENT_FACT_RIVALRY},
    .releases = TD_RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = TD_COLUMNS,
    .read = read_td,
};

static const ent_release TSS_RELEASES[] = {{"2021", NULL, NULL, 20201231}, {NULL, NULL, NULL, 0}};

static const ent_row_column TSS_COLUMNS[] = {ENT_READ_COLUMN("tssr_id"),
                                             ENT_READ_COLUMN("start"),
                                             ENT_READ_COLUMN("end"),
                                             ENT_COLUMN("ccode1", ent_rivalry, state_a),
                                             ENT_COLUMN("ccode2", ent_rivalry, state_b),
                                             ENT_COLUMNS_END};

static void
read_tss(ent_row *row, void *fact)
{
    read_rivalry(row, fact, "tss-", TSS_LAST_YEAR);
}

const ent_importer ent_import_tss_rivalries = {
    .set = {"tss-rivalries", "Thompson, Sakuwa and Suhas", "rivalries", "dyad spells", "2021",
            "typed from the book by the author of the R package peacesciencer (GPL-2)",
            "Thompson, William R., Kentaro Sakuwa and Prashant Hosur Suhas. 2021. Analyzing "
            "Strategic Rivalries in World Politics. Singapore: Springer.",
            "@book{thompson2021, author = {Thompson, William R. and Sakuwa, Kentaro and Suhas, "
            "Prashant Hosur}, title = {Analyzing Strategic Rivalries in World Politics}, publisher "
            "= {Springer}, address = {Singapore}, year = {2021}}",
            ENT_FACT_RIVALRY},
    .releases = TSS_RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = TSS_COLUMNS,
    .read = read_tss,
};
