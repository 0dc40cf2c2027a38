/*
 * letters.c - what every picture of letters is put together from: cells, colours, numbers, times
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "report/plot/plot.h"

enum { MONTHS = 12 };

void
ent_plot_colour(const ent_plot_options *options, size_t which, ent_text *out)
{
    static const int COLOURS[] = {34, 33, 35, 36, 31, 32};

    if (options->colour) {
        ent_text_addf(out, "\033[%dm", COLOURS[which % (sizeof COLOURS / sizeof *COLOURS)]);
    }
}

void
ent_plot_plain(const ent_plot_options *options, ent_text *out)
{
    if (options->colour) {
        ent_text_add(out, "\033[0m");
    }
}

int
ent_plot_columns(const char *text)
{
    int columns = 0;

    for (; *text != '\0'; text++) {
        columns += ((unsigned char)*text & 0xC0) != 0x80;
    }
    return columns;
}

void
ent_plot_cell(const ent_plot_options *options, const char *name, int columns, ent_text *out)
{
    int  left = columns, wide = ent_plot_columns(name);
    bool cut = wide > columns;

    for (const char *at = name; *at != '\0' && left > (cut ? 1 : 0); left--) {
        size_t length = ent_utf8_length(at, strlen(at));
        char   shown[ENT_VISIBLE_SIZE];

        length = length > 0 ? length : 1;
        (void)ent_visible_at(at, strlen(at), shown);
        ent_text_add(out, (options->ascii && length > 1) || strlen(shown) > 4 ? "?" : shown);
        at += length;
    }
    if (cut) {
        ent_text_add(out, options->ascii ? "~" : "\xE2\x80\xA6");
        left--;
    }
    while (left-- > 0) {
        ent_text_add_char(out, ' ');
    }
}

void
ent_plot_time(const ent_plot_data *data, double when, char out[16])
{
    int year = (int)floor(when + 1e-9), month = (int)lround((when - year) * MONTHS);

    if (data->by_month) {
        (void)snprintf(out, 16, "%d-%02d", year, month % MONTHS + 1);
    } else {
        (void)snprintf(out, 16, "%d", year);
    }
}

void
ent_plot_number(double value, char out[32])
{
    (void)ent_number_print_digits(fabs(value) < 1e-9 ? 0 : value, 4, out, 32);
}
