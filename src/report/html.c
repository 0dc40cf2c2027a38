/*
 * html.c - words, numbers and tables of the page
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/html.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"

enum { MOST_BYTES = 600 };

#define ELLIPSIS   "\xE2\x80\xA6"
#define MINUS      "\xE2\x88\x92"
#define DASH       "\xE2\x80\x93"
#define THIN_SPACE "\xE2\x80\xAF"

/* Where to cut a text so that no character is parted. */
static size_t
cut_length(const char *value, size_t length, size_t most)
{
    size_t end = most;

    if (length <= most) {
        return length;
    }
    while (end > 0 && most - end < 4 && ((unsigned char)value[end] & 0xC0) == 0x80) {
        end--;
    }
    return end;
}

void
ent_html_clip(ent_text *out, const char *value, size_t most)
{
    size_t length, end;

    if (value == NULL) {
        return;
    }
    length = strlen(value);
    end = cut_length(value, length, most);
    ent_text_add_xml(out, value, end);
    if (end < length) {
        ent_text_add(out, ELLIPSIS);
    }
}

void
ent_html_text(ent_text *out, const char *value)
{
    ent_html_clip(out, value, MOST_BYTES);
}

/* The end of a web address in a running text: its last full stop or bracket is not part of it. */
static size_t
address_length(const char *text, size_t available)
{
    size_t length = 0;

    while (length < available && strchr(" \t\n\"'<>,;", text[length]) == NULL) {
        length++;
    }
    while (length > 0 && strchr(".)]", text[length - 1]) != NULL) {
        length--;
    }
    return length;
}

void
ent_html_linked(ent_text *out, const char *value, size_t most)
{
    static const char START[] = "https://";
    size_t            length, end, done = 0;

    if (value == NULL) {
        return;
    }
    length = strlen(value);
    end = cut_length(value, length, most);
    for (const char *at = value; (at = strstr(at, START)) != NULL;) {
        size_t from = (size_t)(at - value);
        size_t size = from < end ? address_length(at, length - from) : 0;

        if (from + size > end || size <= sizeof START - 1) {
            break;
        }
        ent_text_add_xml(out, value + done, from - done);
        ent_text_add(out, "<a rel=\"noreferrer\" href=\"");
        ent_text_add_xml(out, at, size);
        ent_text_add(out, "\">");
        ent_text_add_xml(out, at, size);
        ent_text_add(out, "</a>");
        done = from + size;
        at += size;
    }
    ent_text_add_xml(out, value + done, end - done);
    if (end < length) {
        ent_text_add(out, ELLIPSIS);
    }
}

void
ent_html_thousands(ent_text *out, unsigned long long count)
{
    char   digits[32];
    size_t length = (size_t)snprintf(digits, sizeof digits, "%llu", count);

    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0) {
            ent_text_add_char(out, ',');
        }
        ent_text_add_char(out, digits[i]);
    }
}

void
ent_html_count(ent_text *out, size_t count, const char *one, const char *many)
{
    ent_html_thousands(out, count);
    ent_text_addf(out, " %s", count == 1 ? one : many);
}

void
ent_html_number(ent_text *out, double value, int decimals)
{
    int  digits = decimals < 0 ? 0 : decimals > 4 ? 4 : decimals;
    bool minus;

    if (!isfinite(value) || fabs(value) >= 1e12) {
        ent_text_add(out, DASH);
        return;
    }
    minus = value < 0 && llround(-value * pow(10, digits)) > 0;
    ent_text_add(out, minus ? MINUS : "");
    ent_text_add_fixed(out, fabs(value), digits);
}

void
ent_html_percent(ent_text *out, double share)
{
    double percent = share * 100;

    if (isfinite(percent) && percent > 0 && percent < 0.1) {
        ent_text_add(out, "under 0.1" THIN_SPACE "%");
        return;
    }
    if (percent > 99.9 && percent < 100) {
        ent_text_add(out, "over 99.9" THIN_SPACE "%");
        return;
    }
    ent_html_number(out, percent,
                    (percent > 0 && percent < 9.95) || (percent >= 99.5 && percent < 100) ? 1 : 0);
    if (isfinite(percent)) {
        ent_text_add(out, THIN_SPACE "%");
    }
}

void
ent_html_points(ent_text *out, double difference)
{
    double points = difference * 100;
    int    decimals = fabs(points) < 9.95 ? 1 : 0;

    if (isfinite(points)) {
        ent_text_add(out, points >= 0.05 ? "+" : "");
    }
    ent_html_number(out, points, decimals);
}

static void
add_day(ent_text *out, ent_day day, bool is_end)
{
    int  year, month, day_of_month;
    char printed[16];

    ent_date_split(is_end ? day - 1 : day, &year, &month, &day_of_month);
    /* dates known by year alone are stored as its first or last day */
    if (is_end ? month == 12 && day_of_month == 31 : month == 1 && day_of_month == 1) {
        ent_text_addf(out, "%d", year);
        return;
    }
    ent_date_print(is_end ? day - 1 : day, printed);
    ent_text_add(out, printed);
}

void
ent_html_span(ent_text *out, ent_day start, ent_day end)
{
    if (start != ENT_DAY_MIN && end != ENT_DAY_MAX) {
        if ((int64_t)end == (int64_t)start + 1) {
            char printed[16];

            ent_date_print(start, printed);
            ent_text_add(out, printed);
            return;
        }
        add_day(out, start, false);
        if (ent_date_year(start) != ent_date_year(end - 1) || (int64_t)end - start < 365) {
            ent_text_add(out, " to ");
            add_day(out, end, true);
        }
    } else if (start != ENT_DAY_MIN) {
        ent_text_add(out, "since ");
        add_day(out, start, false);
    } else if (end != ENT_DAY_MAX) {
        ent_text_add(out, "to ");
        add_day(out, end, true);
    }
}

void
ent_html_scroll_open(ent_text *out, const char *label)
{
    ent_text_add(out, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"");
    ent_html_text(out, label);
    ent_text_add(out, "\">\n");
}

void
ent_html_scroll_close(ent_text *out)
{
    ent_text_add(out, "</div>\n");
}

void
ent_html_legend(ent_text *out, const char *mark, const char *text)
{
    ent_text_addf(out, "<span class=\"item\"><span class=\"%s\"></span>%s</span> ", mark, text);
}

static void
open_data(ent_text *out, const char *summary)
{
    ent_text_add(out, "<details class=\"data\"><summary>");
    ent_html_text(out, summary);
    ent_text_add(out, "</summary>\n");
    ent_html_scroll_open(out, summary);
    ent_text_add(out, "<table><thead><tr>");
}

/* What the underscores of a column's name do not say. */
static const char *const HEADS[][2] = {{"a_b", "a \xE2\x80\x93 b"},
                                       {"b_c", "b \xE2\x80\x93 c"},
                                       {"a_c", "a \xE2\x80\x93 c"},
                                       {"state_a", "state"},
                                       {"state_b", "and state"},
                                       {"s", "S"},
                                       {"s_chance", "S by chance"},
                                       {"tau_b", "tau-b"},
                                       {"se", "standard error"},
                                       {"ccode", "COW code"},
                                       {"gwcode", "Gleditsch-Ward code"},
                                       {"cinc", "CINC"},
                                       {"gdp", "GDP"},
                                       {"cameo", "CAMEO"},
                                       {"goldstein", "Goldstein"},
                                       {"bibtex", "BibTeX"},
                                       {"fact_id", "fact"}};

/* Columns of the record's own words, which are shown as those of a sentence, and of lists. */
static const char *const WORDS[] = {"kind", "rule", "commitment", "used_for"};
static const char *const LISTS[] = {"source", "target"};

static bool
is_one_of(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

void
ent_html_head(ent_text *out, const char *column)
{
    const char *said = column;

    for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++) {
        said = strcmp(column, HEADS[i][0]) == 0 ? HEADS[i][1] : said;
    }
    ent_text_addf(out, "<th scope=\"col\" data-name=\"%s\">", column);
    for (; *said != '\0'; said++) {
        ent_text_addf(out, "%c", *said == '_' ? ' ' : *said);
    }
    ent_text_add(out, "</th>");
}

/* "two_thirds" as "two thirds", "RUS;CHN" as "RUS, CHN"; as it stands it is the cell's title. */
static bool
add_said(ent_text *out, const char *name, const char *text)
{
    bool     words = is_one_of(name, WORDS, sizeof WORDS / sizeof *WORDS);
    bool     list = is_one_of(name, LISTS, sizeof LISTS / sizeof *LISTS);
    ent_text said;

    if (!(words && strchr(text, '_') != NULL) && !(list && strchr(text, ';') != NULL)) {
        return false;
    }
    ent_text_init(&said);
    for (const char *c = text; *c != '\0'; c++) {
        ent_text_add_bytes(&said,
                           *c == '_' && words  ? " "
                           : *c == ';' && list ? ", "
                                               : c,
                           *c == ';' && list ? 2 : 1);
    }
    ent_text_add(out, "<td title=\"");
    ent_html_text(out, text);
    ent_text_add(out, "\">");
    ent_html_text(out, ent_text_get(&said));
    out->failed = out->failed || said.failed;
    ent_text_clear(&said);
    return true;
}

/* A date that stands as text, or two of them: 2022-02-04..2022-02-06. */
static bool
add_dates(ent_text *out, const char *text)
{
    const char *to = strstr(text, "..");

    if (strspn(text, "0123456789-.") != strlen(text) || strchr(text, '-') == NULL) {
        return false;
    }
    if (to == NULL) {
        ent_text_addf(out, "<td class=\"date\">%s", text);
    } else {
        ent_text_addf(out,
                      "<td title=\"%s\"><span class=\"date\">%.*s</span> to <span "
                      "class=\"date\">%s</span>",
                      text, (int)(to - text), text, to + 2);
    }
    return true;
}

bool
ent_html_cell_open(ent_text *out, ent_table *table, size_t row, size_t column)
{
    char        shown[32] = "";
    const char *exact, *name = ent_table_columns(table)[column].name;

    switch (ent_table_columns(table)[column].type) {
    case ENT_COLUMN_NUMBER:
        exact = ent_table_get_text(table, row, column);
        if (!ent_table_is_missing(table, row, column)) {
            (void)ent_number_print_shown(ent_table_get_number(table, row, column), shown,
                                         sizeof shown);
        }
        if (strcmp(shown, exact) != 0) {
            ent_text_addf(out, "<td class=\"num\" title=\"%s\">%s", exact, shown);
        } else {
            ent_text_addf(out, "<td class=\"num\">%s", shown);
        }
        return true;
    case ENT_COLUMN_INTEGER:
        ent_text_add(out, "<td class=\"num\">");
        return false;
    case ENT_COLUMN_DAY:
        ent_text_add(out, "<td class=\"date\">");
        return false;
    case ENT_COLUMN_TEXT:
        exact = ent_table_get_text(table, row, column);
        if ((strcmp(name, "date") == 0 || strcmp(name, "published") == 0) &&
            add_dates(out, exact)) {
            return true;
        }
        if (add_said(out, name, exact)) {
            return true;
        }
        break;
    case ENT_COLUMN_BOOLEAN:
        break;
    }
    ent_text_add(out, "<td>");
    return false;
}

void
ent_html_table(ent_text *out, ent_table *table, const char *summary, size_t most)
{
    size_t            rows = ent_table_row_count(table), columns = ent_table_column_count(table);
    const ent_column *column = ent_table_columns(table);

    open_data(out, summary);
    for (size_t i = 0; i < columns; i++) {
        ent_html_head(out, column[i].name);
    }
    ent_text_add(out, "</tr></thead>\n<tbody>\n");
    for (size_t row = 0; row < rows && row < most; row++) {
        ent_text_add(out, "<tr>");
        for (size_t i = 0; i < columns; i++) {
            if (!ent_html_cell_open(out, table, row, i)) {
                ent_html_text(out, ent_table_get_text(table, row, i));
            }
            ent_text_add(out, "</td>");
        }
        ent_text_add(out, "</tr>\n");
    }
    ent_html_data_close(out);
    if (rows > most) {
        ent_text_addf(out, "<p class=\"note\">The first %zu of %zu rows.</p>\n", most, rows);
    }
}

void
ent_html_data_open(ent_text *out, const char *summary, const char *const *columns)
{
    open_data(out, summary);
    for (; *columns != NULL; columns++) {
        ent_text_add(out, "<th scope=\"col\">");
        ent_html_text(out, *columns);
        ent_text_add(out, "</th>");
    }
    ent_text_add(out, "</tr></thead>\n<tbody>\n");
}

void
ent_html_data_close(ent_text *out)
{
    ent_text_add(out, "</tbody></table>\n");
    ent_html_scroll_close(out);
    ent_text_add(out, "</details>\n");
}

void
ent_html_cell(ent_text *out, const char *value)
{
    ent_text_add(out, "<td>");
    ent_html_text(out, value);
    ent_text_add(out, "</td>");
}

void
ent_html_cell_number(ent_text *out, double value, int decimals)
{
    ent_text_add(out, "<td class=\"num\">");
    ent_html_number(out, value, decimals);
    ent_text_add(out, "</td>");
}

void
ent_html_cell_integer(ent_text *out, long long value)
{
    ent_text_addf(out, "<td class=\"num\">%lld</td>", value);
}
