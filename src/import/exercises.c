/*
 * exercises.c - joint military exercises, in two collections
 *
 * A row is an exercise with its participants in columns: it becomes the
 * exercise and one fact a participant.  What is not known is -9, or xx in a
 * date; a participant of -9 is one whom nobody named.  An exercise without an
 * end lasted to the end of its known start.  The older collection has no
 * numbers: the line is its key; in the newer one three numbers stand twice, in
 * different years: number and year are.
 *
 * SPDX-License-Identifier: MIT
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "import/importer.h"

enum { FIRST_YEAR = 1970, LAST_YEAR = 2010, MOST_STATES = 39, KEY_ROOM = 80 };

/* Columns that both have, in one order; behind them what each has of its own. */
enum {
    NAME,
    LOCATION,
    PURPOSE,
    NOTE,
    START,
    START_YEAR,
    START_MONTH,
    START_DAY,
    END,
    END_YEAR,
    END_MONTH,
    END_DAY,
    OWN
};

/* Two crosses or more stand for what is not known. */
static bool
is_crosses(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (tolower((unsigned char)bytes[i]) != 'x') {
            return false;
        }
    }
    return length >= 2;
}

static int32_t
read_part(ent_row *row, size_t index, int32_t least, int32_t most)
{
    ent_field field = ent_row_field(row, index);

    return is_crosses(field.bytes, field.length) ? ENT_NO_INTEGER
                                                 : ent_row_integer(row, index, least, most);
}

/* A part of MM/DD/YYYY up to a stroke or point, or its end; steps behind it. */
static bool
next_part(ent_field *rest, int32_t least, int32_t most, int32_t *out)
{
    size_t  length = 0;
    int64_t value;

    while (length < rest->length && rest->bytes[length] != '/' && rest->bytes[length] != '.') {
        length++;
    }
    *out = ENT_NO_INTEGER;
    if (!is_crosses(rest->bytes, length)) {
        if (!ent_integer_read(rest->bytes, length, &value) || value < least || value > most) {
            return false;
        }
        *out = (int32_t)value;
    }
    length += length < rest->length ? 1 : 0;
    rest->bytes += length;
    rest->length -= length;
    return true;
}

/* Where the columns of a date are empty, its text says it. */
static bool
read_date_text(ent_row *row, size_t text, ent_span *out)
{
    ent_field rest = ent_row_field(row, text);
    int32_t   month, day, year;

    if (ent_row_missing(row, text)) {
        return false;
    }
    if (!next_part(&rest, 1, 12, &month) || !next_part(&rest, 1, 31, &day) ||
        !next_part(&rest, FIRST_YEAR, LAST_YEAR, &year) || rest.length > 0) {
        ent_row_expect(row, text, "a date as MM/DD/YYYY with xx for what is not known");
        return false;
    }
    return ent_row_span(row, text, year, month, day, out);
}

/* The text of a date, and year, month and day in the three columns behind it. */
static bool
read_date(ent_row *row, size_t text, ent_span *out)
{
    int32_t year;

    if (ent_row_field(row, text + 1).length == 0) {
        return read_date_text(row, text, out);
    }
    year = read_part(row, text + 1, FIRST_YEAR, LAST_YEAR);
    return ent_row_span(row, text + 3, year, read_part(row, text + 2, 1, 12),
                        read_part(row, text + 3, 1, 31), out);
}

static const char *
text_of(ent_row *row, size_t index)
{
    return ent_row_missing(row, index) ? NULL : ent_row_text(row, index);
}

static void
read_exercise(ent_row *row, void *fact)
{
    ent_exercise *exercise = fact;
    ent_span      start, end;

    exercise->name = text_of(row, NAME);
    exercise->location = text_of(row, LOCATION);
    exercise->purpose = text_of(row, PURPOSE);
    exercise->note = text_of(row, NOTE);
    if (!read_date(row, START, &start)) {
        ent_row_expect(row, START, "a date");
        return;
    }
    exercise->start = start.from;
    exercise->end = read_date(row, END, &end) ? end.to : start.to;
    ent_row_check_spell(row, END, exercise->start, exercise->end);
}

static bool
is_among(ent_state state, const ent_state *states, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (states[i] == state) {
            return true;
        }
    }
    return false;
}

/* The exercise, then its participants, each state once. */
static ent_status
hand_over(ent_ctx *ctx, ent_row *row, const ent_exercise *exercise, size_t first, size_t most,
          const ent_fact_sink *sink)
{
    ent_exercise_participant participant = {exercise->from, exercise->exercise, {0, NULL}};
    ent_state                seen[MOST_STATES];
    size_t                   count = 0;
    bool                     stays = true;
    ent_status               status = sink->fact(ctx, sink->user, ENT_FACT_EXERCISE, exercise);

    for (size_t i = first; i < first + most && status == ENT_OK; i++) {
        if (ent_row_missing(row, i)) {
            continue;
        }
        participant.state = ent_row_party(row, i, exercise->start);
        if (participant.state.state != ENT_NO_STATE) {
            if (is_among(participant.state.state, seen, count)) {
                continue;
            }
            seen[count++] = participant.state.state;
        }
        status = ent_row_report(ctx, row, sink, &stays);
        if (stays && status == ENT_OK) {
            status = sink->fact(ctx, sink->user, ENT_FACT_EXERCISE_PARTICIPANT, &participant);
        }
    }
    return status;
}

#define EXERCISES(name_, publisher_, version_, citation_, bibtex_)                                 \
    {                                                                                              \
        .name = (name_), .publisher = (publisher_), .matter = "exercises", .layout = "exercises",  \
        .versions = (version_), .licence = "CC0 as far as known", .citation = (citation_),         \
        .bibtex = (bibtex_), .kind = ENT_FACT_EXERCISE,                                            \
    }

/* Joint military exercises, 1970-2010 */

enum { JME_PLACE = OWN, JME_FIRST = OWN + 5, JME_STATES = 30 };

static const ent_release JME_RELEASES[] = {{"3", NULL, NULL, 20101231}, {NULL, NULL, NULL, 0}};

static const ent_row_column JME[] = {
    ENT_READ_COLUMN("Exercise Name"),
    ENT_READ_COLUMN("Location1"),
    ENT_READ_COLUMN("What is the purpose of the JME?"),
    ENT_READ_COLUMN("Anything interesting to note about this exercise?"),
    ENT_READ_COLUMN("Start Date"),
    ENT_READ_COLUMN("s.year"),
    ENT_READ_COLUMN("s.month"),
    ENT_READ_COLUMN("s.day"),
    ENT_READ_COLUMN("enddate"),
    ENT_READ_COLUMN("e.year"),
    ENT_READ_COLUMN("e.month"),
    ENT_READ_COLUMN("e.day"),
    ENT_READ_COLUMN("Location2"),
    ENT_COLUMN("Trimmed Name", ent_exercise, series),
    ENT_COLUMN("JME Type", ent_exercise, kind),
    ENT_COLUMN("Which state hosted the exercise?", ent_exercise, host),
    ENT_COLUMN("Institution(s) involved", ent_exercise, institution),
    ENT_READ_COLUMN("State A"),
    ENT_READ_COLUMN("State B"),
    ENT_OPTIONAL_READ_COLUMN("State C"),
    ENT_OPTIONAL_READ_COLUMN("State D"),
    ENT_OPTIONAL_READ_COLUMN("State E"),
    ENT_OPTIONAL_READ_COLUMN("State F"),
    ENT_OPTIONAL_READ_COLUMN("State G"),
    ENT_OPTIONAL_READ_COLUMN("State H"),
    ENT_OPTIONAL_READ_COLUMN("State I"),
    ENT_OPTIONAL_READ_COLUMN("State J"),
    ENT_OPTIONAL_READ_COLUMN("State K"),
    ENT_OPTIONAL_READ_COLUMN("State L"),
    ENT_OPTIONAL_READ_COLUMN("State M"),
    ENT_OPTIONAL_READ_COLUMN("State N"),
    ENT_OPTIONAL_READ_COLUMN("State O"),
    ENT_OPTIONAL_READ_COLUMN("State P"),
    ENT_OPTIONAL_READ_COLUMN("State Q"),
    ENT_OPTIONAL_READ_COLUMN("State R"),
    ENT_OPTIONAL_READ_COLUMN("State S"),
    ENT_OPTIONAL_READ_COLUMN("State T"),
    ENT_OPTIONAL_READ_COLUMN("State U"),
    ENT_OPTIONAL_READ_COLUMN("State V"),
    ENT_OPTIONAL_READ_COLUMN("State W"),
    ENT_OPTIONAL_READ_COLUMN("State X"),
    ENT_OPTIONAL_READ_COLUMN("State Y"),
    ENT_OPTIONAL_READ_COLUMN("State Z"),
    ENT_OPTIONAL_READ_COLUMN("State AA"),
    ENT_OPTIONAL_READ_COLUMN("State AB"),
    ENT_OPTIONAL_READ_COLUMN("State AC"),
    ENT_OPTIONAL_READ_COLUMN("State AD"),
    ENT_COLUMNS_END};

static void
read_jme(ent_row *row, void *fact)
{
    ent_exercise *exercise = fact;

    exercise->place = text_of(row, JME_PLACE);
    read_exercise(row, fact);
}

static ent_status
hand_over_jme(ent_ctx *ctx, ent_row *row, void *fact, const ent_fact_sink *sink)
{
    ent_exercise *exercise = fact;
    char          key[KEY_ROOM];

    (void)snprintf(key, sizeof key, "jme-%zu", row->csv.line);
    exercise->exercise = key;
    return hand_over(ctx, row, exercise, JME_FIRST, JME_STATES, sink);
}

const ent_importer ent_import_jme = {
    .set = EXERCISES(
        "jme", "D'Orazio", "3",
        "D'Orazio, Vito. 2013. International Military Cooperation: From Concepts to Constructs. "
        "PhD dissertation, Pennsylvania State University. Joint Military Exercises, version 3.",
        "@phdthesis{dorazio2013, author = {D'Orazio, Vito}, title = {International Military "
        "Cooperation: From Concepts to Constructs}, school = {Pennsylvania State University}, "
        "year = {2013}}"),
    .releases = JME_RELEASES,
    .parties = ENT_SCHEME_ISO3,
    .columns = JME,
    .read = read_jme,
    .hand_over = hand_over_jme,
};

/* Multinational military exercises, 1980-2010 */

enum { MME_NUMBER = OWN, MME_FIRST = OWN + 13, MME_STATES = 39 };

static const ent_release MME_RELEASES[] = {{"7", NULL, NULL, 20101231}, {NULL, NULL, NULL, 0}};

static const ent_row_column MME[] = {ENT_READ_COLUMN("Ex_Name"),
                                     ENT_READ_COLUMN("Location"),
                                     ENT_READ_COLUMN("FocusDescription"),
                                     ENT_READ_COLUMN("AdditionalParticipantInfo"),
                                     ENT_READ_COLUMN("StartDate"),
                                     ENT_READ_COLUMN("s.year"),
                                     ENT_READ_COLUMN("s.month"),
                                     ENT_READ_COLUMN("s.day"),
                                     ENT_READ_COLUMN("EndDate"),
                                     ENT_READ_COLUMN("e.year"),
                                     ENT_READ_COLUMN("e.month"),
                                     ENT_READ_COLUMN("e.day"),
                                     ENT_READ_COLUMN("MMEID"),
                                     ENT_COLUMN("Series_Name", ent_exercise, series),
                                     ENT_SIGNED_COLUMN("lat", ent_exercise, latitude),
                                     ENT_SIGNED_COLUMN("lon", ent_exercise, longitude),
                                     ENT_COLUMN("CPX", ent_exercise, command_post),
                                     ENT_COLUMN("Air", ent_exercise, air),
                                     ENT_COLUMN("Land", ent_exercise, land),
                                     ENT_COLUMN("Sea", ent_exercise, sea),
                                     ENT_COLUMN("Amphibious", ent_exercise, amphibious),
                                     ENT_COLUMN("Cyber", ent_exercise, cyber),
                                     ENT_COLUMN("Warfighting", ent_exercise, warfighting),
                                     ENT_COLUMN("Peacekeeping", ent_exercise, peacekeeping),
                                     ENT_COLUMN("Humanitarian", ent_exercise, humanitarian),
                                     ENT_READ_COLUMN("StateA"),
                                     ENT_READ_COLUMN("StateB"),
                                     ENT_OPTIONAL_READ_COLUMN("StateC"),
                                     ENT_OPTIONAL_READ_COLUMN("StateD"),
                                     ENT_OPTIONAL_READ_COLUMN("StateE"),
                                     ENT_OPTIONAL_READ_COLUMN("StateF"),
                                     ENT_OPTIONAL_READ_COLUMN("StateG"),
                                     ENT_OPTIONAL_READ_COLUMN("StateH"),
                                     ENT_OPTIONAL_READ_COLUMN("StateI"),
                                     ENT_OPTIONAL_READ_COLUMN("StateJ"),
                                     ENT_OPTIONAL_READ_COLUMN("StateK"),
                                     ENT_OPTIONAL_READ_COLUMN("StateL"),
                                     ENT_OPTIONAL_READ_COLUMN("StateM"),
                                     ENT_OPTIONAL_READ_COLUMN("StateN"),
                                     ENT_OPTIONAL_READ_COLUMN("StateO"),
                                     ENT_OPTIONAL_READ_COLUMN("StateP"),
                                     ENT_OPTIONAL_READ_COLUMN("StateQ"),
                                     ENT_OPTIONAL_READ_COLUMN("StateR"),
                                     ENT_OPTIONAL_READ_COLUMN("StateS"),
                                     ENT_OPTIONAL_READ_COLUMN("StateT"),
                                     ENT_OPTIONAL_READ_COLUMN("StateU"),
                                     ENT_OPTIONAL_READ_COLUMN("StateV"),
                                     ENT_OPTIONAL_READ_COLUMN("StateW"),
                                     ENT_OPTIONAL_READ_COLUMN("StateX"),
                                     ENT_OPTIONAL_READ_COLUMN("StateY"),
                                     ENT_OPTIONAL_READ_COLUMN("StateZ"),
                                     ENT_OPTIONAL_READ_COLUMN("StateAA"),
                                     ENT_OPTIONAL_READ_COLUMN("StateAB"),
                                     ENT_OPTIONAL_READ_COLUMN("StateAC"),
                                     ENT_OPTIONAL_READ_COLUMN("StateAD"),
                                     ENT_OPTIONAL_READ_COLUMN("StateAE"),
                                     ENT_OPTIONAL_READ_COLUMN("StateAF"),
                                     ENT_OPTIONAL_READ_COLUMN("StateAG"),
                                     ENT_OPTIONAL_READ_COLUMN("StateAH"),
                                     ENT_OPTIONAL_READ_COLUMN("StateAI"),
                                     ENT_OPTIONAL_READ_COLUMN("StateAJ"),
                                     ENT_OPTIONAL_READ_COLUMN("StateAK"),
                                     ENT_OPTIONAL_READ_COLUMN("StateAL"),
                                     ENT_OPTIONAL_READ_COLUMN("StateAM"),
                                     ENT_COLUMNS_END};

static ent_status
hand_over_mme(ent_ctx *ctx, ent_row *row, void *fact, const ent_fact_sink *sink)
{
    ent_exercise *exercise = fact;
    ent_field     number = ent_row_field(row, MME_NUMBER);
    ent_field     year = ent_row_field(row, START_YEAR);
    char          key[KEY_ROOM];
    bool          stays;

    if (number.length == 0 || number.length > KEY_ROOM / 2) {
        ent_row_expect(row, MME_NUMBER, "the number of the exercise");
        return ent_row_report(ctx, row, sink, &stays);
    }
    (void)snprintf(key, sizeof key, "%.*s-%.*s", (int)number.length, number.bytes,
                   year.length > 4 ? 4 : (int)year.length, year.bytes);
    exercise->exercise = key;
    return hand_over(ctx, row, exercise, MME_FIRST, MME_STATES, sink);
}

const ent_importer ent_import_mme = {
    .set = EXERCISES(
        "mme", "D'Orazio and Galambos", "7",
        "D'Orazio, Vito and Kevin Galambos. 2021. Multinational Military Exercises, 1980-2010. "
        "Harvard Dataverse. doi:10.7910/DVN/KHFODX.",
        "@misc{dorazio2021, author = {D'Orazio, Vito and Galambos, Kevin}, title = "
        "{Multinational Military Exercises, 1980--2010}, publisher = {Harvard Dataverse}, doi = "
        "{10.7910/DVN/KHFODX}, year = {2021}}"),
    .releases = MME_RELEASES,
    .parties = ENT_SCHEME_NAME,
    .columns = MME,
    .read = read_exercise,
    .hand_over = hand_over_mme,
};
