/*
 * archigos.c - Archigos, the effective leaders of states by spell
 *
 * A leader who is still in office has no end: the date that stands there is
 * the last day of the set, or the day on which the state was last looked at.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "import/importer.h"

enum { GWCODE, BORN, START, FIRST_BIRTH = 1700, LAST_BIRTH = 2015 };

static bool
is_one_of(const char *text, const char *const *words)
{
    while (*words != NULL && (text == NULL || strcmp(*words, text) != 0)) {
        words++;
    }
    return *words != NULL;
}

static void
check_words(ent_row *row, const ent_leader *leader)
{
    static const char *const GENDERS[] = {"M", "F", NULL};
    static const char *const ENTRIES[] = {"Regular", "Irregular", "Foreign Imposition", "Unknown",
                                          NULL};
    static const char *const EXITS[] = {"Regular",
                                        "Irregular",
                                        "Foreign",
                                        "Natural Death",
                                        "Retired Due to Ill Health",
                                        "Still in Office",
                                        "Suicide",
                                        "Unknown",
                                        NULL};
    enum { GENDER = 5, ENTRY, EXIT };

    if (!is_one_of(leader->gender, GENDERS)) {
        ent_row_expect(row, GENDER, "M or F");
    }
    if (!is_one_of(leader->entry, ENTRIES)) {
        ent_row_expect(row, ENTRY, "Regular, Irregular, Foreign Imposition or Unknown");
    }
    if (!is_one_of(leader->exit_kind, EXITS)) {
        ent_row_expect(row, EXIT, "a manner of leaving office");
    }
}

static void
read_leader(ent_row *row, void *fact)
{
    ent_leader *leader = fact;

    if (leader->start == ENT_DAY_MIN) {
        ent_row_expect(row, START, "a date");
    }
    leader->born = ent_row_integer(row, BORN, FIRST_BIRTH, LAST_BIRTH);
    check_words(row, leader);
    if (row->bad) {
        return;
    }
    leader->state = ent_row_party(row, GWCODE, leader->start);
    ent_row_check_party(row, GWCODE, leader->state);
    if (strcmp(leader->exit_kind, "Still in Office") == 0) {
        leader->end = ENT_DAY_MAX;
    }
    ent_row_check_spell(row, START, leader->start, leader->end);
}

static const ent_release RELEASES[] = {{"4.1", NULL, NULL, 20151231}, {NULL, NULL, NULL, 0}};

static const ent_row_column COLUMNS[] = {ENT_READ_COLUMN("gwcode"),
                                         ENT_READ_COLUMN("yrborn"),
                                         ENT_COLUMN("startdate", ent_leader, start),
                                         ENT_COLUMN("obsid", ent_leader, leader),
                                         ENT_COLUMN("leader", ent_leader, name),
                                         ENT_COLUMN("gender", ent_leader, gender),
                                         ENT_COLUMN("entry", ent_leader, entry),
                                         ENT_COLUMN("exit", ent_leader, exit_kind),
                                         ENT_COLUMN("exitcode", ent_leader, exit_code),
                                         ENT_COLUMN("enddate", ent_leader, end),
                                         ENT_COLUMNS_END};

const ent_importer ent_import_archigos = {
    .set = {"archigos", "Goemans, Gleditsch and Chiozza", "leaders", "leader spells", "4.1",
            "free for research with citation",
            "Goemans, Henk E., Kristian Skrede Gleditsch and Giacomo Chiozza. 2009. Introducing "
            "Archigos: A Dataset of Political Leaders. Journal of Peace Research 46(2): 269-283. "
            "Version 4.1.",
            "@article{goemans2009, author = {Goemans, Henk E. and Gleditsch, Kristian Skrede and "
            "Chiozza, Giacomo}, title = {Introducing {Archigos}: A Dataset of Political Leaders}, "
            "journal = {Journal of Peace Research}, volume = {46}, number = {2}, pages = "
            "{269--283}, year = {2009}}",
            ENT_FACT_LEADER},
    .releases = RELEASES,
    .parties = ENT_SCHEME_GW,
    .columns = COLUMNS,
    .read = read_leader,
};
