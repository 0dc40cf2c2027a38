/*
 * when_relative.c - dates that count from the day of publication or from the date named last
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/when_relative.h"
#include "base/date.h"
#include "read/sentence_token.h"
#include "read/when_words.h"

enum { COUNT_DIGITS = 3, DAYS_A_WEEK = 7, DAYS_A_MONTH = 31, MONTHS_A_YEAR = 12 };

typedef enum time_unit { UNIT_NONE, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR } time_unit;

static time_unit
unit_at(const ent_parse *p, size_t at)
{
    static const struct {
        const char *one, *many;
        time_unit   unit;
    } UNITS[] = {{"day", "days", UNIT_DAY},
                 {"week", "weeks", UNIT_WEEK},
                 {"month", "months", UNIT_MONTH},
                 {"year", "years", UNIT_YEAR}};

    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
        if (ent_token_is(p, at, UNITS[i].one) || ent_token_is(p, at, UNITS[i].many)) {
            return UNITS[i].unit;
        }
    }
    return UNIT_NONE;
}

/* "a", "three", "12"; 0: no count. */
static int
count_at(const ent_parse *p, size_t at)
{
    static const char *const COUNTS[] = {"one",   "two",   "three", "four", "five",   "six",
                                         "seven", "eight", "nine",  "ten",  "eleven", "twelve"};
    int                      number = ent_when_number(p, at, COUNT_DIGITS);

    if (ent_token_is(p, at, "a") || ent_token_is(p, at, "an")) {
        return 1;
    }
    for (int i = 0; i < (int)(sizeof COUNTS / sizeof *COUNTS); i++) {
        if (ent_token_is(p, at, COUNTS[i])) {
            return i + 1;
        }
    }
    return number > 0 ? number : 0;
}

/* "about ten years ago", "more than three weeks later" tell no date. */
static bool
is_about(const ent_parse *p, size_t at)
{
    static const char *const WORDS[] = {"about", "around", "almost", "nearly", "over",
                                        "some",  "than",   "least",  "most",   "roughly"};

    for (size_t i = 0; at > 0 && i < sizeof WORDS / sizeof *WORDS; i++) {
        if (ent_token_is(p, at - 1, WORDS[i])) {
            return true;
        }
    }
    return false;
}

/* So many units after a date; its precision is NONE where the date is too coarse for that. */
static ent_when
moved(const ent_when *from, int count, time_unit unit)
{
    int      year, month, day;
    ent_when to = *from;
    bool     is_day = from->precision == ENT_PRECISION_DAY;

    to.precision = ENT_PRECISION_NONE;
    if (from->precision == ENT_PRECISION_NONE) {
        return to;
    }
    ent_date_split(from->precision == ENT_PRECISION_SPAN ? from->span.to - 1 : from->span.from,
                   &year, &month, &day);
    if (unit == UNIT_YEAR) {
        to.span = ent_span_of_year(year + count);
        to.precision = ENT_PRECISION_YEAR;
    } else if (unit == UNIT_MONTH && (is_day || from->precision == ENT_PRECISION_MONTH)) {
        int months = year * MONTHS_A_YEAR + month - 1 + count;

        to.span = ent_when_month(months / MONTHS_A_YEAR, months % MONTHS_A_YEAR + 1);
        to.precision = ENT_PRECISION_MONTH;
    } else if (unit == UNIT_WEEK && is_day) {
        ent_day then = from->span.from + count * DAYS_A_WEEK;

        to.span.from = then - ent_date_weekday(then);
        to.span.to = to.span.from + DAYS_A_WEEK;
        to.precision = ENT_PRECISION_SPAN;
    } else if (unit == UNIT_DAY && is_day) {
        to.span.from += count;
        to.span.to += count;
        to.precision = ENT_PRECISION_DAY;
    }
    return to;
}

/* A date of tokens [first, last) that many units after another; `last`. */
static size_t
add_moved(ent_parse *p, size_t first, size_t last, const ent_when *from, int count, time_unit unit)
{
    ent_when to = moved(from, count, unit);

    if (to.precision != ENT_PRECISION_NONE) {
        (void)ent_when_add(p, first, last, to.span, to.precision);
    }
    return last;
}

/* The date named last: in this sentence, else before it. */
static const ent_when *
anchor_of(const ent_parse *p, const ent_discourse *d)
{
    return p->when_count > 0 ? &p->whens[p->when_count - 1] : &d->anchor;
}

/* Whether nothing follows that it could be before or after: "the day before", no "... the vote". */
static bool
ends_at(const ent_parse *p, size_t at)
{
    return at >= p->count || ent_token_is_mark(p, at, ',') || ent_token_is_mark(p, at, '.') ||
           ent_token_is_mark(p, at, ';') || ent_token_has(p, at, ENT_CLASS(AND));
}

/* "three weeks ago", "a year later", "two days earlier". */
static size_t
counted_date(ent_parse *p, const ent_discourse *d, const ent_when *today, size_t at)
{
    int       count = count_at(p, at);
    time_unit unit = unit_at(p, at + 1);
    bool      ago = ent_token_is(p, at + 2, "ago"), later = ent_token_is(p, at + 2, "later");

    if (count == 0 || unit == UNIT_NONE ||
        !(ago || later || ent_token_is(p, at + 2, "earlier") ||
          (ent_token_is(p, at + 2, "before") && ends_at(p, at + 3)))) {
        return at;
    }
    if (is_about(p, at)) {
        return at + 3;
    }
    return add_moved(p, at, at + 3, ago ? today : anchor_of(p, d), later ? count : -count, unit);
}

/* "the next day", "the same year", "that month", "the week before". */
static size_t
other_date(ent_parse *p, const ent_discourse *d, size_t at)
{
    static const struct {
        const char *word;
        int         count;
    } WORDS[] = {{"next", 1}, {"following", 1}, {"same", 0}, {"previous", -1}, {"preceding", -1}};

    const ent_when *anchor = anchor_of(p, d);

    if (ent_token_is(p, at, "that") && unit_at(p, at + 1) != UNIT_NONE) {
        return add_moved(p, at, at + 2, anchor, 0, unit_at(p, at + 1));
    }
    if (!ent_token_is(p, at, "the")) {
        return at;
    }
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (ent_token_is(p, at + 1, WORDS[i].word) && unit_at(p, at + 2) != UNIT_NONE) {
            return add_moved(p, at, at + 3, anchor, WORDS[i].count, unit_at(p, at + 2));
        }
    }
    if (unit_at(p, at + 1) != UNIT_NONE && ends_at(p, at + 3) &&
        (ent_token_is(p, at + 2, "before") || ent_token_is(p, at + 2, "after"))) {
        return add_moved(p, at, at + 3, anchor, ent_token_is(p, at + 2, "before") ? -1 : 1,
                         unit_at(p, at + 1));
    }
    return at;
}

/* "Friday", "last Friday", "next Friday": of tokens [first, at]. */
static size_t
weekday_date(ent_parse *p, const ent_when *today, size_t first, size_t at, int side)
{
    int       weekday = ent_when_named(p, at, "montuewedthufrisatsun", DAYS_A_WEEK);
    ent_day   now = today->span.from;
    int       back = (ent_date_weekday(now) - weekday + DAYS_A_WEEK) % DAYS_A_WEEK;
    ent_day   day = now - (side < 0 && back == 0 ? DAYS_A_WEEK : back);
    ent_day   coming = now - back + (back == 0 && side == 0 ? 0 : DAYS_A_WEEK);
    ent_when *added;

    day = side > 0 ? coming : day;
    added = ent_when_add(p, first, at + 1, (ent_span){day, day + 1}, ENT_PRECISION_DAY);
    if (added != NULL && side == 0) {
        added->ahead = (ent_span){coming, coming + 1};
    }
    return at + 1;
}

static bool
is_weekday(const ent_parse *p, size_t at)
{
    return ent_token_has(p, at, ENT_CLASS(WEEKDAY)) && p->tokens[at].capital;
}

/* "today", "last month", "this year", "next Friday". */
static size_t
near_date(ent_parse *p, const ent_when *today, size_t at)
{
    static const struct {
        const char *word;
        int         count;
    } DAYS[] = {{"today", 0}, {"yesterday", -1}, {"tomorrow", 1}},
      SIDES[] = {{"this", 0}, {"last", -1}, {"next", 1}};

    bool is_day = today->precision == ENT_PRECISION_DAY;

    if (is_day && is_weekday(p, at)) {
        return weekday_date(p, today, at, at, 0);
    }
    for (size_t i = 0; i < 3; i++) {
        if (ent_token_is(p, at, DAYS[i].word)) {
            return add_moved(p, at, at + 1, today, DAYS[i].count, UNIT_DAY);
        }
        if (!ent_token_is(p, at, SIDES[i].word)) {
            continue;
        }
        if (is_day && is_weekday(p, at + 1)) {
            return weekday_date(p, today, at, at + 1, SIDES[i].count);
        }
        if (unit_at(p, at + 1) > UNIT_DAY) {
            return add_moved(p, at, at + 2, today, SIDES[i].count, unit_at(p, at + 1));
        }
    }
    return at;
}

/* The day of publication, or the month or year where no more is known. */
static ent_when
today_of(const ent_discourse *d)
{
    ent_span      span = d->published;
    ent_precision precision = !ent_when_is_known(span)              ? ENT_PRECISION_NONE
                              : span.to - span.from == 1            ? ENT_PRECISION_DAY
                              : span.to - span.from <= DAYS_A_MONTH ? ENT_PRECISION_MONTH
                                                                    : ENT_PRECISION_YEAR;

    return (ent_when){0, 0, span, {ENT_DAY_MIN, ENT_DAY_MAX}, precision};
}

size_t
ent_when_relative(ent_parse *p, const ent_discourse *d, size_t at)
{
    ent_when today = today_of(d);
    size_t   next = counted_date(p, d, &today, at);

    next = next == at ? other_date(p, d, at) : next;
    return next == at && today.precision != ENT_PRECISION_NONE ? near_date(p, &today, at) : next;
}
