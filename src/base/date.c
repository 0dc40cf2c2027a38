/*
 * date.c - days, partial dates, spans
 *
 * The conversions are the usual ones by eras of 400 years.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/date.h"

#include <stdio.h>

#include "base/text.h"

int
ent_date_month_length(int year, int month)
{
    static const int LENGTH[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool             leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return LENGTH[month - 1] + (month == 2 && leap);
}

bool
ent_date_is_valid(int year, int month, int day)
{
    return year >= 1000 && year <= 3000 && month >= 1 && month <= 12 && day >= 1 &&
           day <= ent_date_month_length(year, month);
}

ent_day
ent_date_day(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * 146097 + day_of_era - 719468;
}

void
ent_date_split(ent_day day, int *year, int *month, int *day_of_month)
{
    int64_t z = (int64_t)day + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int     doe = (int)(z - era * 146097);
    int     yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int     doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int     mp = (5 * doy + 2) / 153;

    *day_of_month = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + (int)era * 400 + (*month <= 2);
}

int
ent_date_year(ent_day day)
{
    int year, month, day_of_month;

    ent_date_split(day, &year, &month, &day_of_month);
    return year;
}

int
ent_date_weekday(ent_day day)
{
    int64_t shifted = ((int64_t)day + 3) % 7; /* 1970-01-01 was a Thursday */

    return (int)(shifted < 0 ? shifted + 7 : shifted);
}

ent_span
ent_span_of_year(int year)
{
    return (ent_span){ent_date_day(year, 1, 1), ent_date_day(year + 1, 1, 1)};
}

static bool
read_part(const char *text, size_t length, int *out)
{
    int64_t value;

    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
    }
    if (!ent_integer_read(text, length, &value)) {
        return false;
    }
    *out = (int)value;
    return true;
}

bool
ent_span_read(const char *text, size_t length, ent_span *out)
{
    int     year, month, day;
    ent_day first;

    if ((length != 4 && length != 7 && length != 10) || !read_part(text, 4, &year) ||
        !ent_date_is_valid(year, 1, 1)) {
        return false;
    }
    if (length == 4) {
        *out = ent_span_of_year(year);
        return true;
    }
    if (text[4] != '-' || !read_part(text + 5, 2, &month) || !ent_date_is_valid(year, month, 1)) {
        return false;
    }
    first = ent_date_day(year, month, 1);
    if (length == 7) {
        *out = (ent_span){first, first + ent_date_month_length(year, month)};
        return true;
    }
    if (text[7] != '-' || !read_part(text + 8, 2, &day) || !ent_date_is_valid(year, month, day)) {
        return false;
    }
    *out = (ent_span){first + day - 1, first + day};
    return true;
}

void
ent_date_print(ent_day day, char *out)
{
    int year, month, day_of_month;

    if (day == ENT_DAY_MIN || day == ENT_DAY_MAX) {
        out[0] = '\0';
        return;
    }
    ent_date_split(day, &year, &month, &day_of_month);
    (void)snprintf(out, 16, "%04d-%02d-%02d", year, month, day_of_month);
}

bool
ent_span_overlap(ent_span a, ent_span b)
{
    return a.from < b.to && b.from < a.to;
}
