/*
 * when.c - the dates of a sentence as the calendar writes them: full, partial, times with a name
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/date.h"
#include "read/sentence_token.h"
#include "read/when_relative.h"
#include "read/when_words.h"

enum { FIRST_YEAR = 1500, LAST_YEAR = 2100, DATELINE_TOKENS = 14 };

static int
year_at(const ent_parse *p, size_t at)
{
    int year = ent_when_number(p, at, 4);

    return at < p->count && p->tokens[at].length == 4 && year >= FIRST_YEAR && year <= LAST_YEAR
               ? year
               : 0;
}

/* 1 to 12, or 0; "may" and "march" need a capital and no sentence beginning with them. */
static int
month_at(const ent_parse *p, size_t at)
{
    if (!ent_token_has(p, at, ENT_CLASS(MONTH)) || !p->tokens[at].capital) {
        return 0;
    }
    if (at == 0 && ent_when_number(p, at + 1, 4) < 0) {
        return 0;
    }
    return ent_when_named(p, at, "janfebmaraprmayjunjulaugsepoctnovdec", 12) + 1;
}

static int
day_at(const ent_parse *p, size_t at)
{
    const ent_token *t = &p->tokens[at];
    int              day = ent_when_number(p, at, 2);

    if (at < p->count && day < 0 && t->kind == ENT_TOKEN_NUMBER && t->length <= 4 &&
        t->length >= 3) {
        const char *c = p->text + p->offset + t->start, *end = c + t->length;

        /* 1st, 22nd */
        for (day = 0; c < end && *c >= '0' && *c <= '9'; c++) {
            day = day * 10 + (*c - '0');
        }
        if (end - c != 2 || (memcmp(c, "st", 2) != 0 && memcmp(c, "nd", 2) != 0 &&
                             memcmp(c, "rd", 2) != 0 && memcmp(c, "th", 2) != 0)) {
            return 0;
        }
    }
    return day >= 1 && day <= 31 ? day : 0;
}

/* The year in which this month (and day) last came round before the text was written. */
static int
latest_year(ent_span published, int month, int day)
{
    int year, today_month, today;

    if (!ent_when_is_known(published)) {
        return 0;
    }
    ent_date_split(published.from, &year, &today_month, &today);
    return month > today_month || (month == today_month && day > today) ? year - 1 : year;
}

/* The year that the tokens from `at` on mean by its distance: "last year", "that year"; 0: none. */
static int
other_year(const ent_parse *p, const ent_discourse *d, size_t at, size_t *last)
{
    static const struct {
        const char *word;
        int         count;
    } SIDES[] = {{"last", -1}, {"this", 0}, {"next", 1}};

    const ent_when *anchor = p->when_count > 0 ? &p->whens[p->when_count - 1] : &d->anchor;

    at += ent_token_is(p, at, "of");
    at += ent_token_is(p, at, "the");
    if (!ent_token_is(p, at + 1, "year")) {
        return 0;
    }
    *last = at + 2;
    for (size_t i = 0; i < sizeof SIDES / sizeof *SIDES && ent_when_is_known(d->published); i++) {
        if (ent_token_is(p, at, SIDES[i].word)) {
            return ent_date_year(d->published.from) + SIDES[i].count;
        }
    }
    return (ent_token_is(p, at, "that") || ent_token_is(p, at, "same")) &&
                   anchor->precision != ENT_PRECISION_NONE
               ? ent_date_year(anchor->span.from)
               : 0;
}

/* A month of a year, or a day of it where it has such a day. */
static ent_span
days_of(int year, int month, int day)
{
    ent_span span = ent_when_month(year, month);

    if (day != 0 && ent_date_is_valid(year, month, day)) {
        span.from = ent_date_day(year, month, day);
        span.to = span.from + 1;
    }
    return span;
}

/* A month with what stands around it; returns the token after it, or `at`. */
static size_t
month_date(ent_parse *p, const ent_discourse *d, size_t at)
{
    int       month = month_at(p, at), before = at > 0 ? day_at(p, at - 1) : 0;
    int       after = day_at(p, at + 1), day = before != 0 ? before : after, year;
    size_t    first = before != 0 ? at - 1 : at, last = before == 0 && after != 0 ? at + 2 : at + 1;
    bool      guessed = false;
    ent_span  span;
    ent_when *added;

    if (month == 0) {
        return at;
    }
    year = year_at(p, last);
    if (year == 0 && ent_token_is_mark(p, last, ',')) {
        year = year_at(p, last + 1);
        last += year != 0;
    }
    last += year != 0;
    if (year == 0) {
        size_t end = last;

        year = other_year(p, d, last, &end);
        last = year != 0 ? end : last;
        guessed = year == 0;
        year = guessed ? latest_year(d->published, month, day == 0 ? 1 : day) : year;
    }
    if (year == 0) {
        for (size_t i = first; i < last; i++) {
            p->dated[i] = true;
        }
        return last;
    }
    span = days_of(year, month, day);
    added = ent_when_add(p, first, last, span,
                         span.to - span.from == 1 ? ENT_PRECISION_DAY : ENT_PRECISION_MONTH);
    if (added != NULL && guessed && span.to <= d->published.from) {
        added->ahead = days_of(year + 1, month, day);
    }
    return last;
}

/* 2014, 1990s, 2011-2015, 2022-02-04. */
static size_t
year_date(ent_parse *p, size_t at)
{
    const ent_token *t = &p->tokens[at];
    int              year = year_at(p, at), end;

    if (t->kind == ENT_TOKEN_NUMBER && t->length == 5 && p->text[p->offset + t->start + 4] == 's') {
        int decade = 0;

        for (int i = 0; i < 4; i++) {
            decade = decade * 10 + (p->text[p->offset + t->start + (size_t)i] - '0');
        }
        if (decade >= FIRST_YEAR && decade <= LAST_YEAR) {
            (void)ent_when_add(
                p, at, at + 1,
                (ent_span){ent_span_of_year(decade).from, ent_span_of_year(decade + 9).to},
                ENT_PRECISION_SPAN);
            return at + 1;
        }
    }
    if (year == 0) {
        return at;
    }
    if (at + 4 < p->count && p->tokens[at + 1].kind == ENT_TOKEN_HYPHEN &&
        p->tokens[at + 3].kind == ENT_TOKEN_HYPHEN && p->tokens[at + 2].length == 2 &&
        ent_date_is_valid(year, ent_when_number(p, at + 2, 2), ent_when_number(p, at + 4, 2))) {
        ent_day day =
            ent_date_day(year, ent_when_number(p, at + 2, 2), ent_when_number(p, at + 4, 2));

        (void)ent_when_add(p, at, at + 5, (ent_span){day, day + 1}, ENT_PRECISION_DAY);
        return at + 5;
    }
    end = at + 2 < p->count &&
                  (p->tokens[at + 1].kind == ENT_TOKEN_HYPHEN || ent_token_is(p, at + 1, "to"))
              ? year_at(p, at + 2)
              : 0;
    if (end > year) {
        (void)ent_when_add(p, at, at + 3,
                           (ent_span){ent_span_of_year(year).from, ent_span_of_year(end).to},
                           ENT_PRECISION_SPAN);
        return at + 3;
    }
    (void)ent_when_add(p, at, at + 1, ent_span_of_year(year), ENT_PRECISION_YEAR);
    return at + 1;
}

/* Times that have a name. */
static size_t
era_date(ent_parse *p, size_t at)
{
    static const struct {
        const char *words[3];
        int         from, to;
    } ERAS[] = {{{"cold", "war", NULL}, 1947, 1991},  {{"second", "world", "war"}, 1939, 1945},
                {{"world", "war", "ii"}, 1939, 1945}, {{"first", "world", "war"}, 1914, 1918},
                {{"world", "war", "i"}, 1914, 1918},  {{"korean", "war", NULL}, 1950, 1953}};

    if (at > 0 && (p->tokens[at - 1].kind == ENT_TOKEN_HYPHEN ||
                   !ent_token_has(p, at - 1, ENT_CLASS(DETERMINER)))) {
        return at;
    }
    for (size_t i = 0; i < sizeof ERAS / sizeof *ERAS; i++) {
        size_t length = 0;

        while (length < 3 && ERAS[i].words[length] != NULL &&
               ent_token_is(p, at + length, ERAS[i].words[length])) {
            length++;
        }
        if (length == 3 || (length > 0 && ERAS[i].words[length] == NULL)) {
            if (at > 1 && (ent_token_is(p, at - 2, "during") || ent_token_is(p, at - 2, "in"))) {
                (void)ent_when_add(p, at, at + length,
                                   (ent_span){ent_span_of_year(ERAS[i].from).from,
                                              ent_span_of_year(ERAS[i].to).to},
                                   ENT_PRECISION_SPAN);
            }
            return at + length;
        }
    }
    return at;
}

void
ent_whens_find(ent_parse *p, const ent_discourse *d)
{
    p->when_count = 0;
    memset(p->dated, 0, sizeof p->dated);
    for (size_t at = 0; at < p->count;) {
        size_t next = month_date(p, d, at);

        if (next == at && !(day_at(p, at) != 0 && at + 1 < p->count && month_at(p, at + 1) != 0)) {
            next = year_date(p, at);
        }
        if (next == at) {
            next = era_date(p, at);
        }
        if (next == at) {
            next = ent_when_relative(p, d, at);
        }
        at = next == at ? at + 1 : next;
    }
    for (size_t at = 0; at < p->count; at++) {
        if (ent_token_has(p, at, ENT_CLASS(WEEKDAY)) && p->tokens[at].capital) {
            p->dated[at] = true;
            if (at > 0 && ent_token_is(p, at - 1, "on")) {
                p->dated[at - 1] = true;
            }
        }
    }
}

size_t
ent_dateline_find(const ent_parse *p, ent_span *out)
{
    size_t dash = 0;

    while (dash < p->count && dash < DATELINE_TOKENS && p->tokens[dash].kind != ENT_TOKEN_DASH) {
        dash++;
    }
    if (dash == 0 || dash >= p->count || dash == DATELINE_TOKENS || !p->tokens[0].capitals) {
        return 0;
    }
    *out = (ent_span){ENT_DAY_MIN, ENT_DAY_MAX};
    for (size_t i = 0; i < p->when_count; i++) {
        if (p->whens[i].last <= dash && p->whens[i].precision == ENT_PRECISION_DAY) {
            *out = p->whens[i].span;
        }
    }
    return dash + 1;
}
