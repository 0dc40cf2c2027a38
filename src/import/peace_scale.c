/*
 * peace_scale.c - the peace scale: how hostile or close a pair of states is
 *
 * One row a dyad and no header: the two COW numbers as one number, then pairs
 * of a period and its level.  19009999 is "before 1900", 20209999 "after
 * 2020": both ends are open.  A month or day of 00 is unknown.  A level of -9
 * is a transition, which has no level.  A period that is no span of days is
 * set aside; the others of its row stay.
 *
 * The yearly means of the publisher count a transition as 9: those of the 496
 * years above 1 are no levels, and some below 1 are wrong and look right.  The
 * measure `peace` takes the mean over the other months.
 *
 * SPDX-License-Identifier: MIT
 */
#include <ctype.h>
#include <math.h>

#include "base/text.h"
#include "import/importer.h"

#define PEACE_SCALE(layout_, name_)                                                                \
    {                                                                                              \
        .name = (name_), .publisher = "Diehl, Goertz and Gallegos", .matter = "peace scale",       \
        .layout = (layout_), .versions = "3.1",                                                    \
        .licence = "free for non-commercial use with citation and version",                        \
        .citation = "Diehl, Paul F., Gary Goertz and Yahve Gallegos. 2021. Peace Data: Concept, "  \
                    "Measurement, Patterns, and Research Agenda. Conflict Management and Peace "   \
                    "Science 38(5): 605-624. Version 3.1.",                                        \
        .bibtex = "@article{diehl2021, author = {Diehl, Paul F. and Goertz, Gary and Gallegos, "   \
                  "Yahve}, title = {Peace Data: Concept, Measurement, Patterns, and Research "     \
                  "Agenda}, journal = {Conflict Management and Peace Science}, volume = {38}, "    \
                  "number = {5}, pages = {605--624}, year = {2021}}",                              \
        .kind = ENT_FACT_PEACE_LEVEL,                                                              \
    }

static const ent_release RELEASES[] = {{"3.1", NULL, NULL, 20201231}, {NULL, NULL, NULL, 0}};

enum { DYAD, PERIOD, LEVEL, FIELD_COUNT = 21, BOUND = 8 };

static const ent_row_column COLUMNS[] = {ENT_READ_COLUMN("dyad"),  ENT_READ_COLUMN("period"),
                                         ENT_READ_COLUMN("level"), ENT_READ_COLUMN("period"),
                                         ENT_READ_COLUMN("level"), ENT_READ_COLUMN("period"),
                                         ENT_READ_COLUMN("level"), ENT_READ_COLUMN("period"),
                                         ENT_READ_COLUMN("level"), ENT_READ_COLUMN("period"),
                                         ENT_READ_COLUMN("level"), ENT_READ_COLUMN("period"),
                                         ENT_READ_COLUMN("level"), ENT_READ_COLUMN("period"),
                                         ENT_READ_COLUMN("level"), ENT_READ_COLUMN("period"),
                                         ENT_READ_COLUMN("level"), ENT_READ_COLUMN("period"),
                                         ENT_READ_COLUMN("level"), ENT_READ_COLUMN("period"),
                                         ENT_READ_COLUMN("level"), ENT_COLUMNS_END};

static bool
is_digits(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (!isdigit((unsigned char)bytes[i])) {
            return false;
        }
    }
    return length > 0;
}

static bool
is_dyad(ent_field field)
{
    return field.length >= 4 && field.length <= 6 && is_digits(field.bytes, field.length);
}

static bool
is_period(ent_field field)
{
    return field.length == 2 * BOUND + 1 && field.bytes[BOUND] == '-' &&
           is_digits(field.bytes, BOUND) && is_digits(field.bytes + BOUND + 1, BOUND);
}

static bool
knows(const ent_import_file *file)
{
    return file->csv->header_count > LEVEL && is_dyad(file->csv->header[DYAD]) &&
           is_period(file->csv->header[PERIOD]);
}

/* The number of the second state has three digits, that of the first one to three. */
static void
read_dyad(ent_row *row, void *fact)
{
    ent_peace_level *level = fact;
    ent_field        first = ent_row_field(row, DYAD), second = first;

    if (!is_dyad(first)) {
        ent_row_expect(row, DYAD, "two COW numbers as one, the second of three digits");
        return;
    }
    if (row->csv.count > FIELD_COUNT) {
        ent_row_reject(row, DYAD, "more than %d fields", FIELD_COUNT);
    }
    first.length -= 3;
    second.bytes += first.length;
    second.column += first.length;
    second.length = 3;
    level->dyad = ent_row_text(row, DYAD);
    level->state_a = ent_row_party_in(row, DYAD, first, ENT_NO_DAY);
    level->state_b = ent_row_party_in(row, DYAD, second, ENT_NO_DAY);
    ent_row_check_dyad(row, DYAD, level->state_a, level->state_b);
}

/* YYYYMMDD, where 00 is unknown and 9999 behind the year is an open end. */
static bool
read_bound(ent_row *row, size_t index, const char *digits, ent_span *out)
{
    int64_t date = 0;
    int32_t year, month, day;

    (void)ent_integer_read(digits, BOUND, &date);
    year = (int32_t)(date / 10000);
    month = (int32_t)(date / 100 % 100);
    day = (int32_t)(date % 100);
    if (date % 10000 == 9999) {
        *out = (ent_span){ENT_DAY_MIN, ENT_DAY_MAX};
        return true;
    }
    if (year < 1000 || year > 3000 || month > 12 || day > 31) {
        ent_row_expect(row, index, "two days as YYYYMMDD-YYYYMMDD");
        return false;
    }
    return ent_row_span(row, index, year, month == 0 ? ENT_NO_INTEGER : month,
                        day == 0 ? ENT_NO_INTEGER : day, out);
}

static void
read_spell(ent_row *row, size_t index, ent_peace_level *level)
{
    ent_field period = ent_row_field(row, index);
    ent_span  first, last;

    if (!is_period(period)) {
        ent_row_expect(row, index, "two days as YYYYMMDD-YYYYMMDD");
        return;
    }
    if (read_bound(row, index, period.bytes, &first) &&
        read_bound(row, index, period.bytes + BOUND + 1, &last)) {
        level->start = first.from;
        level->end = last.to;
        ent_row_check_spell(row, index, level->start, level->end);
    }
}

static void
read_level(ent_row *row, size_t index, ent_peace_level *level)
{
    level->level = ent_row_number(row, index);
    level->transition = fabs(level->level + 9) < 0.5 ? 1 : 0;
    if (level->transition == 1) {
        level->level = (double)NAN;
    } else if (!(level->level >= 0 && level->level <= 1) || fmod(level->level * 4, 1) > 0) {
        ent_row_expect(row, index, "0, 0.25, 0.5, 0.75, 1, or -9 for a transition");
    }
}

/* Behind the last period the fields are empty, or a point. */
static ent_status
hand_over(ent_ctx *ctx, ent_row *row, void *fact, const ent_fact_sink *sink)
{
    ent_peace_level *level = fact;
    ent_status       status = ENT_OK;

    for (size_t i = PERIOD; i < FIELD_COUNT && status == ENT_OK; i += 2) {
        bool stays;

        if (ent_row_missing(row, i)) {
            continue;
        }
        read_spell(row, i, level);
        read_level(row, i + 1, level);
        status = ent_row_report(ctx, row, sink, &stays);
        if (stays && status == ENT_OK) {
            status = sink->fact(ctx, sink->user, ENT_FACT_PEACE_LEVEL, level);
        }
    }
    return status;
}

const ent_importer ent_import_peace_scale = {
    .set = PEACE_SCALE("dyad spells", "peace-scale"),
    .headless = true,
    .releases = RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = COLUMNS,
    .knows = knows,
    .read = read_dyad,
    .hand_over = hand_over,
};

static const ent_row_column YEARS[] = {ENT_READ_COLUMN("dyad"), ENT_READ_COLUMN("yearmonth"),
                                       ENT_READ_COLUMN("peacelevel"), ENT_COLUMNS_END};

const ent_importer ent_import_peace_scale_years = {
    .set = PEACE_SCALE("dyad-years", "peace-scale-years"),
    .skipped = "means of the spells over a year, in which a transition counts as 9: import the "
               "file of spells (peacedata3.1)",
    .releases = RELEASES,
    .columns = YEARS,
};
