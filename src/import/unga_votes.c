/*
 * unga_votes.c - roll calls of the General Assembly, as Voeten and others publish them
 *
 *   1. roll calls     2. votes     3. votes that repeat their roll call
 *   4. the tables of the R package unvotes
 *
 * A vote is 1 yes, 2 abstain, 3 no, 8 absent, 9 not a member.  The seat of
 * China stands under 713 (the Republic of China) until 1971 and under 710 from
 * then on, the other being no member: codes are kept as given.  Dates of the
 * first decades are often those of a month, or of the session's opening.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "import/importer.h"

enum { LAST_SESSION = 200, FIRST_YEAR = 1946, LAST_YEAR = 2100, SESSION_ONE = 1945 };

#define UNGA_VOTES(name_, matter_, layout_, kind_)                                                 \
    {                                                                                              \
        .name = (name_), .publisher = "Voeten, Strezhnev and Bailey", .matter = (matter_),         \
        .layout = (layout_), .versions = "70", .licence = "CC0 on Dataverse as far as known",      \
        .citation = "Voeten, Erik, Anton Strezhnev and Michael Bailey. 2009. United Nations "      \
                    "General Assembly Voting Data. Harvard Dataverse, doi:10.7910/DVN/LEJUQZ.",    \
        .bibtex = "@misc{voeten2009, author = {Voeten, Erik and Strezhnev, Anton and Bailey, "     \
                  "Michael}, title = {United Nations General Assembly Voting Data}, publisher = "  \
                  "{Harvard Dataverse}, doi = {10.7910/DVN/LEJUQZ}, year = {2009}}",               \
        .kind = (kind_),                                                                           \
    }

/* Named by the last session that it holds. */
static const ent_release RELEASES[] = {{"70", NULL, NULL, 20151231}, {NULL, NULL, NULL, 0}};

/* The next number of `12/31/2015` and what follows it; 0 where there is none. */
static int32_t
next_number(const char **at, const char *end, char stop)
{
    const char *from = *at;
    int64_t     value;

    while (*at < end && **at != stop) {
        (*at)++;
    }
    if (!ent_integer_read(from, (size_t)(*at - from), &value) || value < 1 || value > LAST_YEAR) {
        return 0;
    }
    *at += *at < end ? 1 : 0;
    return (int32_t)value;
}

/* Month, day and year between strokes, or ISO 8601; ENT_DAY_MIN where it is missing or wrong. */
static ent_day
read_date(ent_row *row, size_t index)
{
    ent_field   field = ent_row_field(row, index);
    const char *at = field.bytes, *end = field.bytes + field.length;
    ent_span    span = {ENT_DAY_MIN, ENT_DAY_MAX};
    int32_t     month, day, year;

    if (field.length == 0 || memchr(field.bytes, '/', field.length) == NULL) {
        (void)ent_row_day(row, index, &span);
        return span.from;
    }
    month = next_number(&at, end, '/');
    day = next_number(&at, end, '/');
    year = next_number(&at, end, '\0');
    if (at != end || year < FIRST_YEAR || !ent_date_is_valid(year, month, day)) {
        ent_row_expect(row, index, "a date: MONTH/DAY/YEAR or YYYY-MM-DD");
        return ENT_DAY_MIN;
    }
    return ent_date_day(year, month, day);
}

/* 1. roll calls */

/* In every layout that has roll calls; what a layout lacks is missing. */
#define ROLL_CALL_COLUMNS                                                                          \
    ENT_READ_COLUMN("rcid"), ENT_READ_COLUMN("session"), ENT_READ_COLUMN("date"),                  \
        ENT_READ_COLUMN("unres"), ENT_OPTIONAL_READ_COLUMN("short"),                               \
        ENT_OPTIONAL_READ_COLUMN("descr"), ENT_READ_COLUMN("importantvote"),                       \
        ENT_OPTIONAL_READ_COLUMN("amend"), ENT_OPTIONAL_READ_COLUMN("para"),                       \
        ENT_OPTIONAL_READ_COLUMN("me"), ENT_OPTIONAL_READ_COLUMN("nu"),                            \
        ENT_OPTIONAL_READ_COLUMN("di"), ENT_OPTIONAL_READ_COLUMN("hr"),                            \
        ENT_OPTIONAL_READ_COLUMN("co"), ENT_OPTIONAL_READ_COLUMN("ec")

enum { RCID, SESSION, DATE, RESOLUTION, TITLE, DESCRIPTION, FIRST_FLAG, AFTER_FLAGS = 15 };

/* The fields of the flags, from FIRST_FLAG on. */
static const size_t FLAGS[] = {
    offsetof(ent_roll_call, important), offsetof(ent_roll_call, amendment),
    offsetof(ent_roll_call, paragraph), offsetof(ent_roll_call, middle_east),
    offsetof(ent_roll_call, nuclear),   offsetof(ent_roll_call, disarmament),
    offsetof(ent_roll_call, rights),    offsetof(ent_roll_call, colonialism),
    offsetof(ent_roll_call, economy)};

static void
read_roll_call(ent_row *row, void *fact)
{
    ent_roll_call *call = fact;

    call->roll_call = ent_row_key(row, RCID, "");
    (void)ent_row_integer(row, SESSION, 1, LAST_SESSION); /* a number here, as `ES-11` is not */
    call->session = ent_row_missing(row, SESSION) ? NULL : ent_row_text(row, SESSION);
    call->date = read_date(row, DATE);
    call->resolution = ent_row_text(row, RESOLUTION);
    call->title = ent_row_text(row, TITLE);
    call->description = ent_row_text(row, DESCRIPTION);
    for (size_t i = 0; i < sizeof FLAGS / sizeof FLAGS[0]; i++) {
        int32_t flag = ent_row_integer(row, FIRST_FLAG + i, 0, 1);

        memcpy((char *)call + FLAGS[i], &flag, sizeof flag);
    }
}

static const ent_row_column ROLL_CALLS[] = {ROLL_CALL_COLUMNS, ENT_COLUMNS_END};

const ent_importer ent_import_unga_roll_calls = {
    .set = UNGA_VOTES("unga-roll-calls", "roll calls", "roll calls", ENT_FACT_ROLL_CALL),
    .lacks = " vote short ",
    .releases = RELEASES,
    .year_column = "session",
    .year_base = SESSION_ONE,
    .columns = ROLL_CALLS,
    .read = read_roll_call,
};

/* 2. votes */

static const char *
read_vote_code(ent_row *row, size_t index)
{
    static const char *const WORDS[] = {NULL, "yes", "abstain", "no",     NULL,
                                        NULL, NULL,  NULL,      "absent", "nonmember"};
    int32_t                  code = ent_row_integer(row, index, 1, 9);
    const char              *word = code != ENT_NO_INTEGER ? WORDS[code] : NULL;

    if (word == NULL) {
        ent_row_expect(row, index, "1 yes, 2 abstain, 3 no, 8 absent or 9 no member");
    }
    return word;
}

enum { VOTE_RCID, VOTE_SESSION, VOTE_CODE, VOTE_CCODE };

static void
read_vote(ent_row *row, void *fact)
{
    ent_vote *vote = fact;

    vote->roll_call = ent_row_key(row, VOTE_RCID, "");
    vote->session = ent_row_integer(row, VOTE_SESSION, 1, LAST_SESSION);
    vote->vote = read_vote_code(row, VOTE_CODE);
    ent_row_check_party(row, VOTE_CCODE, vote->state);
}

static const ent_row_column VOTES[] = {ENT_READ_COLUMN("rcid"), ENT_READ_COLUMN("session"),
                                       ENT_READ_COLUMN("vote"),
                                       ENT_COLUMN("ccode", ent_vote, state), ENT_COLUMNS_END};

const ent_importer ent_import_unga_votes = {
    .set = UNGA_VOTES("unga-votes", "votes", "votes", ENT_FACT_VOTE),
    .lacks = " date unres ",
    .releases = RELEASES,
    .year_column = "session",
    .year_base = SESSION_ONE,
    .parties = ENT_SCHEME_CCODE,
    .columns = VOTES,
    .read = read_vote,
};

/* 3. votes that repeat their roll call */

enum { WHOLE_CODE = AFTER_FLAGS, WHOLE_CCODE };

static void
read_whole(ent_row *row, void *fact)
{
    ent_vote *vote = fact;

    vote->roll_call = ent_row_key(row, RCID, "");
    vote->session = ent_row_integer(row, SESSION, 1, LAST_SESSION);
    vote->vote = read_vote_code(row, WHOLE_CODE);
    ent_row_check_party(row, WHOLE_CCODE, vote->state);
}

/* A roll call is handed over at its first vote: those of one roll call stand together. */
static ent_status
hand_over_whole(ent_ctx *ctx, ent_row *row, void *fact, const ent_fact_sink *sink)
{
    const ent_vote *vote = fact;
    int32_t         number = ent_row_integer(row, RCID, 1, INT32_MAX);
    ent_roll_call   call;
    ent_status      status = ENT_OK;

    if (number != row->group) {
        memset(&call, 0, sizeof call);
        call.from = vote->from;
        call.yes = call.no = call.abstain = ENT_NO_INTEGER;
        read_roll_call(row, &call);
        status = row->bad ? sink->reject(ctx, sink->user, vote->from.line,
                                         (uint32_t)row->bad_column, row->reason)
                          : sink->fact(ctx, sink->user, ENT_FACT_ROLL_CALL, &call);
        row->group = number;
    }
    return status == ENT_OK ? sink->fact(ctx, sink->user, ENT_FACT_VOTE, vote) : status;
}

static const ent_row_column WHOLE[] = {ROLL_CALL_COLUMNS, ENT_READ_COLUMN("vote"),
                                       ENT_COLUMN("ccode", ent_vote, state), ENT_COLUMNS_END};

const ent_importer ent_import_unga_votes_whole = {
    .set = UNGA_VOTES("unga-votes-whole", "roll calls and votes", "votes with their roll call",
                      ENT_FACT_VOTE),
    .releases = RELEASES,
    .year_column = "session",
    .year_base = SESSION_ONE,
    .parties = ENT_SCHEME_CCODE,
    .columns = WHOLE,
    .read = read_whole,
    .hand_over = hand_over_whole,
};

/* 4. the tables of the R package unvotes */

#define UNVOTES(name_, matter_, layout_, kind_)                                                    \
    {                                                                                              \
        .name = (name_), .publisher = "Voeten, Strezhnev and Bailey; R package unvotes",           \
        .matter = (matter_), .layout = (layout_), .versions = "74",                                \
        .licence = "CC0 on Dataverse as far as known; the package is MIT",                         \
        .citation =                                                                                \
            "Voeten, Erik, Anton Strezhnev and Michael Bailey. 2009. United Nations General "      \
            "Assembly Voting Data. Harvard Dataverse, doi:10.7910/DVN/LEJUQZ. Tables of "          \
            "Robinson, "                                                                           \
            "David. unvotes: United Nations General Assembly Voting Data. R package.",             \
        .bibtex = "@misc{unvotes, author = {Robinson, David}, title = {unvotes: United Nations "   \
                  "General Assembly Voting Data}, note = {R package, after Voeten, Strezhnev and " \
                  "Bailey, doi:10.7910/DVN/LEJUQZ}}",                                              \
        .kind = (kind_),                                                                           \
    }

static const ent_release UNVOTES_RELEASES[] = {{"74", NULL, NULL, 20191231}, {NULL, NULL, NULL, 0}};

const ent_importer ent_import_unvotes_roll_calls = {
    .set =
        UNVOTES("unvotes-roll-calls", "roll calls", "roll calls with titles", ENT_FACT_ROLL_CALL),
    .lacks = " vote me ",
    .releases = UNVOTES_RELEASES,
    .year_column = "session",
    .year_base = SESSION_ONE,
    .columns = ROLL_CALLS,
    .read = read_roll_call,
};

enum { UNVOTES_RCID, UNVOTES_COUNTRY, UNVOTES_VOTE };

/* The code of a country is blank for what ISO 3166 lists no more; its name never is. */
static void
read_unvote(ent_row *row, void *fact)
{
    static const char *const WORDS[] = {"yes", "abstain", "no", NULL};
    ent_vote                *vote = fact;
    const char              *text = ent_row_text(row, UNVOTES_VOTE);
    size_t                   i = 0;

    vote->roll_call = ent_row_key(row, UNVOTES_RCID, "");
    while (WORDS[i] != NULL && (text == NULL || strcmp(WORDS[i], text) != 0)) {
        i++;
    }
    vote->vote = WORDS[i];
    if (vote->vote == NULL) {
        ent_row_expect(row, UNVOTES_VOTE, "yes, abstain or no");
    }
    ent_row_check_party(row, UNVOTES_COUNTRY, vote->state);
}

static const ent_row_column UNVOTES_VOTES[] = {
    ENT_READ_COLUMN("rcid"), ENT_COLUMN("country", ent_vote, state), ENT_READ_COLUMN("vote"),
    ENT_READ_COLUMN("country_code"), ENT_COLUMNS_END};

const ent_importer ent_import_unvotes_votes = {
    .set = UNVOTES("unvotes-votes", "votes", "votes by name of country", ENT_FACT_VOTE),
    .releases = UNVOTES_RELEASES,
    .parties = ENT_SCHEME_NAME,
    .columns = UNVOTES_VOTES,
    .read = read_unvote,
};

enum { ISSUE_RCID };

static void
read_issue(ent_row *row, void *fact)
{
    ent_roll_call_issue *issue = fact;

    issue->roll_call = ent_row_key(row, ISSUE_RCID, "");
}

static const ent_row_column UNVOTES_ISSUES[] = {
    ENT_READ_COLUMN("rcid"), ENT_COLUMN("short_name", ent_roll_call_issue, issue),
    ENT_COLUMN("issue", ent_roll_call_issue, name), ENT_COLUMNS_END};

const ent_importer ent_import_unvotes_issues = {
    .set = UNVOTES("unvotes-issues", "issues of roll calls", "issues", ENT_FACT_ROLL_CALL_ISSUE),
    .releases = UNVOTES_RELEASES,
    .columns = UNVOTES_ISSUES,
    .read = read_issue,
};
