/*
 * cow_states.c - lists of states and major powers, by spell
 *
 * A spell that lasts to the last day of its list has an end that nobody saw:
 * it stays open.  The COW lists say their last year in the column `version`, the
 * list of Gleditsch and Ward at hand ends with 2017.  The state-years of the
 * system hold nothing that the spells do not.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/date.h"
#include "import/importer.h"

#define COW_STATES(matter_, layout_, name_, kind_)                                                 \
    {                                                                                              \
        .name = (name_), .publisher = "Correlates of War Project", .matter = (matter_),            \
        .layout = (layout_), .versions = "2016 2024", .licence = ENT_LICENCE_COW,                  \
        .citation = "Correlates of War Project. State System Membership List, v2016 (2017), and "  \
                    "v2024. Online, correlatesofwar.org.",                                         \
        .bibtex = "@misc{cowstates, author = {{Correlates of War Project}}, title = {State "       \
                  "System Membership List}, note = {v2016 (2017), and v2024}, howpublished "       \
                  "= {correlatesofwar.org}}",                                                      \
        .kind = (kind_),                                                                           \
    }

static const ent_release RELEASES[] = {
    {"2016", "2016", NULL, 20161231}, {"2024", "2024", NULL, 20241231}, {NULL, NULL, NULL, 0}};

enum { START_DAY, START_MONTH, START_YEAR, END_DAY, END_MONTH, END_YEAR, VERSION };

static const size_t START[] = {START_DAY, START_MONTH, START_YEAR};
static const size_t END[] = {END_DAY, END_MONTH, END_YEAR};

#define SPELL_COLUMNS                                                                              \
    ENT_READ_COLUMN("stday"), ENT_READ_COLUMN("stmonth"), ENT_READ_COLUMN("styear"),               \
        ENT_READ_COLUMN("endday"), ENT_READ_COLUMN("endmonth"), ENT_READ_COLUMN("endyear"),        \
        ENT_READ_COLUMN("version")

static void
read_spell(ent_row *row, ent_day *start, ent_day *end)
{
    int32_t version = ent_row_integer(row, VERSION, 1816, 2100);

    ent_row_spell(row, START, END, start, end);
    if (version != ENT_NO_INTEGER && *end == ent_date_day(version + 1, 1, 1)) {
        *end = ENT_DAY_MAX;
    }
}

static const ent_row_column STATE[] = {SPELL_COLUMNS, ENT_COLUMN("ccode", ent_listed_state, state),
                                       ENT_COLUMN("stateabb", ent_listed_state, letters),
                                       ENT_COLUMN("statenme", ent_listed_state, name),
                                       ENT_COLUMNS_END};

static void
read_state(ent_row *row, void *fact)
{
    ent_listed_state *member = fact;

    read_spell(row, &member->start, &member->end);
}

const ent_importer ent_import_cow_states = {
    .set = COW_STATES("states", "spells", "cow-states", ENT_FACT_LISTED_STATE),
    .releases = RELEASES,
    .version_column = "version",
    .parties = ENT_SCHEME_CCODE,
    .columns = STATE,
    .read = read_state,
};

static const ent_row_column MAJOR[] = {SPELL_COLUMNS, ENT_READ_COLUMN("stateabb"),
                                       ENT_COLUMN("ccode", ent_major_power, state),
                                       ENT_COLUMNS_END};

static void
read_major(ent_row *row, void *fact)
{
    ent_major_power *power = fact;

    read_spell(row, &power->start, &power->end);
}

const ent_importer ent_import_cow_majors = {
    .set = COW_STATES("major powers", "spells", "cow-majors", ENT_FACT_MAJOR_POWER),
    .lacks = " statenme ",
    .releases = RELEASES,
    .version_column = "version",
    .parties = ENT_SCHEME_CCODE,
    .columns = MAJOR,
    .read = read_major,
};

static const ent_row_column YEARS[] = {ENT_READ_COLUMN("stateabb"), ENT_READ_COLUMN("ccode"),
                                       ENT_READ_COLUMN("year"), ENT_READ_COLUMN("version"),
                                       ENT_COLUMNS_END};

/* Many files of the publisher have these columns, and more. */
static bool
has_no_other_column(const ent_import_file *file)
{
    return file->csv->header_count == 4;
}

const ent_importer ent_import_cow_system = {
    .set = COW_STATES("states", "state-years", "cow-system", ENT_FACT_LISTED_STATE),
    .skipped = "the years of the spells of states: import that file",
    .releases = RELEASES,
    .version_column = "version",
    .columns = YEARS,
    .knows = has_no_other_column,
};

enum { NUMBER, GW_START, GW_END, GW_LAST_YEAR = 2017 };

static const ent_row_column GW[] = {ENT_READ_COLUMN("gwcode"),
                                    ENT_READ_COLUMN("startdate"),
                                    ENT_READ_COLUMN("enddate"),
                                    ENT_COLUMN("stateabb", ent_listed_state, letters),
                                    ENT_COLUMN("statename", ent_listed_state, name),
                                    ENT_COLUMNS_END};

/* A number of Gleditsch and Ward may be another state's at another time. */
static void
read_gw(ent_row *row, void *fact)
{
    ent_listed_state *member = fact;
    ent_span          date;

    if (!ent_row_day(row, GW_START, &date)) {
        ent_row_expect(row, GW_START, "a date");
        return;
    }
    member->start = date.from;
    member->state = ent_row_party(row, NUMBER, member->start);
    if (ent_row_day(row, GW_END, &date) && date.to != ent_date_day(GW_LAST_YEAR + 1, 1, 1)) {
        member->end = date.to;
    }
    ent_row_check_spell(row, GW_END, member->start, member->end);
}

static const ent_release GW_RELEASES[] = {{"2017", NULL, NULL, 20171231}, {NULL, NULL, NULL, 0}};

const ent_importer ent_import_gw_states = {
    .set = {"gw-states", "Gleditsch and Ward", "states", "spells", "2017",
            "free to use with citation; no open licence stated",
            "Gleditsch, Kristian S. and Michael D. Ward. 1999. A Revised List of Independent "
            "States since the Congress of Vienna. International Interactions 25(4): 393-413.",
            "@article{gleditsch1999, author = {Gleditsch, Kristian S. and Ward, Michael D.}, title "
            "= {A Revised List of Independent States since the Congress of Vienna}, journal = "
            "{International Interactions}, volume = {25}, number = {4}, pages = {393--413}, year = "
            "{1999}}",
            ENT_FACT_LISTED_STATE},
    .releases = GW_RELEASES,
    .parties = ENT_SCHEME_GW,
    .columns = GW,
    .read = read_gw,
};
