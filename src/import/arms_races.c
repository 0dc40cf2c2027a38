/*
 * arms_races.c - arms races of rivals, by spell of years
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/date.h"
#include "import/importer.h"

enum { RACE, START, END, STATE_B, FIRST_YEAR = 1816, LAST_YEAR = 2100 };

static const ent_release RELEASES[] = {{"2005", NULL, NULL, 0}, {NULL, NULL, NULL, 0}};

static const ent_row_column COLUMNS[] = {ENT_READ_COLUMN("race_id"),
                                         ENT_READ_COLUMN("styear"),
                                         ENT_READ_COLUMN("endyear"),
                                         ENT_COLUMN("ccode2", ent_arms_race, state_b),
                                         ENT_COLUMN("ccode1", ent_arms_race, state_a),
                                         ENT_COLUMNS_END};

static void
read_race(ent_row *row, void *fact)
{
    ent_arms_race *race = fact;
    int32_t        start = ent_row_integer(row, START, FIRST_YEAR, LAST_YEAR);
    int32_t        end = ent_row_integer(row, END, FIRST_YEAR, LAST_YEAR);

    race->race = ent_row_key(row, RACE, "ghr-");
    ent_row_check_dyad(row, STATE_B, race->state_a, race->state_b);
    if (start == ENT_NO_INTEGER) {
        ent_row_expect(row, START, "a year");
    }
    if (end == ENT_NO_INTEGER) {
        ent_row_expect(row, END, "a year");
    }
    if (!row->bad) {
        race->start = ent_date_day(start, 1, 1);
        race->end = ent_date_day(end + 1, 1, 1);
        ent_row_check_spell(row, END, race->start, race->end);
    }
}

const ent_importer ent_import_arms_races = {
    .set = {"arms-races", "Gibler, Rider and Hutchison", "arms races", "dyad spells", "2005",
            "as distributed with the R package peacesciencer (GPL-2)",
            "Gibler, Douglas M., Toby J. Rider and Marc L. Hutchison. 2005. Taking Arms Against a "
            "Sea of Troubles: Conventional Arms Races During Periods of Rivalry. Journal of Peace "
            "Research 42(2): 131-147.",
            "@article{gibler2005, author = {Gibler, Douglas M. and Rider, Toby J. and Hutchison, "
            "Marc L.}, title = {Taking Arms Against a Sea of Troubles: Conventional Arms Races "
            "During Periods of Rivalry}, journal = {Journal of Peace Research}, volume = {42}, "
            "number = {2}, pages = {131--147}, year = {2005}}",
            ENT_FACT_ARMS_RACE},
    .releases = RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = COLUMNS,
    .read = read_race,
};
