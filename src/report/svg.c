/*
 * svg.c - the drawing kit: scales, marks and words as SVG
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/svg.h"

#include <math.h>
#include <string.h>

double
ent_scale_at(const ent_scale *scale, double value)
{
    double width = scale->d1 - scale->d0;

    if (width == 0 || !isfinite(width) || !isfinite(value)) {
        return (scale->r0 + scale->r1) / 2;
    }
    return scale->r0 + (value - scale->d0) / width * (scale->r1 - scale->r0);
}

double
ent_scale_step(double from, double to, int most)
{
    static const double ROUND[] = {1, 2, 5, 10};
    double              least, power;

    if (!isfinite(from) || !isfinite(to) || to <= from || most < 1) {
        return 1;
    }
    least = (to - from) / most;
    power = pow(10, floor(log10(least)));
    for (size_t i = 0; i < sizeof ROUND / sizeof *ROUND; i++) {
        if (ROUND[i] * power >= least * (1 - 1e-9)) {
            return ROUND[i] * power;
        }
    }
    return 10 * power;
}

void
ent_svg_number(ent_text *out, double value)
{
    double    rounded = isfinite(value) && fabs(value) < 1e9 ? round(value * 100) : 0;
    long long hundredths = (long long)rounded;
    long long size = hundredths < 0 ? -hundredths : hundredths;
    char      digits[24];
    size_t    at = sizeof digits;

    /* from whole numbers, so that no locale can put a comma into a coordinate; by hand, for a map
       has ten thousand of them */
    if (size % 10 != 0) {
        digits[--at] = (char)('0' + size % 10);
    }
    if (size % 100 != 0) {
        digits[--at] = (char)('0' + size / 10 % 10);
        digits[--at] = '.';
    }
    size /= 100;
    do {
        digits[--at] = (char)('0' + size % 10);
        size /= 10;
    } while (size > 0);
    if (hundredths < 0) {
        digits[--at] = '-';
    }
    ent_text_add_bytes(out, digits + at, sizeof digits - at);
}

static void
add_attribute(ent_text *out, const char *name, double value)
{
    ent_text_addf(out, " %s=\"", name);
    ent_svg_number(out, value);
    ent_text_add_char(out, '"');
}

static void
add_escaped(ent_text *out, const char *text)
{
    ent_text_add_xml(out, text, strlen(text));
}

static void
begin_mark(ent_text *out, const char *element, const char *klass)
{
    ent_text_addf(out, "<%s class=\"%s\"", element, klass);
}

static void
end_mark(ent_text *out, const char *element, const char *tip)
{
    if (tip == NULL) {
        ent_text_add(out, "/>\n");
        return;
    }
    ent_text_add(out, "><title>");
    add_escaped(out, tip);
    ent_text_addf(out, "</title></%s>\n", element);
}

void
ent_svg_open(ent_text *out, const char *id, const char *klass, double width, double height,
             const char *title, const char *desc)
{
    ent_svg_open_at(out, id, klass, 0, width, height, title, desc);
}

void
ent_svg_open_at(ent_text *out, const char *id, const char *klass, double top, double width,
                double height, const char *title, const char *desc)
{
    ent_text_addf(out, "<svg class=\"%s\" role=\"img\" viewBox=\"0 ", klass);
    ent_svg_number(out, top);
    ent_text_add_char(out, ' ');
    ent_svg_number(out, width);
    ent_text_add_char(out, ' ');
    ent_svg_number(out, height);
    ent_text_addf(out, "\" aria-labelledby=\"%s-title\" aria-describedby=\"%s-desc\">\n", id, id);
    ent_text_addf(out, "<title id=\"%s-title\">", id);
    add_escaped(out, title);
    ent_text_addf(out, "</title>\n<desc id=\"%s-desc\">", id);
    add_escaped(out, desc);
    ent_text_add(out, "</desc>\n");
}

void
ent_svg_close(ent_text *out)
{
    ent_text_add(out, "</svg>\n");
}

void
ent_svg_line(ent_text *out, const char *klass, double x1, double y1, double x2, double y2,
             const char *tip)
{
    begin_mark(out, "line", klass);
    add_attribute(out, "x1", x1);
    add_attribute(out, "y1", y1);
    add_attribute(out, "x2", x2);
    add_attribute(out, "y2", y2);
    end_mark(out, "line", tip);
}

void
ent_svg_rect(ent_text *out, const char *klass, double x, double y, double width, double height,
             const char *tip)
{
    begin_mark(out, "rect", klass);
    add_attribute(out, "x", x);
    add_attribute(out, "y", y);
    add_attribute(out, "width", width > 0 ? width : 0);
    add_attribute(out, "height", height > 0 ? height : 0);
    end_mark(out, "rect", tip);
}

void
ent_svg_circle(ent_text *out, const char *klass, double x, double y, double radius, const char *tip)
{
    begin_mark(out, "circle", klass);
    add_attribute(out, "cx", x);
    add_attribute(out, "cy", y);
    add_attribute(out, "r", radius);
    end_mark(out, "circle", tip);
}

void
ent_svg_text(ent_text *out, const char *klass, double x, double y, const char *text)
{
    begin_mark(out, "text", klass);
    add_attribute(out, "x", x);
    add_attribute(out, "y", y);
    ent_text_add_char(out, '>');
    add_escaped(out, text);
    ent_text_add(out, "</text>\n");
}

void
ent_svg_group_open(ent_text *out, const char *klass, const char *key, const char *name)
{
    begin_mark(out, "g", klass);
    ent_text_add(out, " data-key=\"");
    add_escaped(out, key);
    ent_text_add(out, "\" data-name=\"");
    add_escaped(out, name);
    ent_text_add(out, "\">\n");
}

void
ent_svg_group_close(ent_text *out)
{
    ent_text_add(out, "</g>\n");
}

void
ent_svg_path(ent_text *out, const char *klass, const double *points, size_t count, bool closed)
{
    if (count < 2) {
        return;
    }
    begin_mark(out, "path", klass);
    ent_text_add(out, " d=\"");
    for (size_t i = 0; i < count; i++) {
        ent_text_add_char(out, i == 0 ? 'M' : 'L');
        ent_svg_number(out, points[2 * i]);
        ent_text_add_char(out, ' ');
        ent_svg_number(out, points[2 * i + 1]);
    }
    ent_text_add(out, closed ? "Z\"" : "\"");
    end_mark(out, "path", NULL);
}

void
ent_svg_hatch(ent_text *out, const char *klass, double x, double y, double width, double height,
              double step)
{
    double first;

    if (!(width > 0) || !(height > 0) || !(step >= 1) || (width + height) / step > 2000) {
        return;
    }
    begin_mark(out, "path", klass);
    ent_text_add(out, " d=\"");
    /* the stroke that begins `at` to the right of the upper left corner and falls to the left;
       multiples of the step, so that neighbouring rectangles join without a seam */
    first = ceil((x + y) / step) * step - x - y;
    for (int stroke = 0; first + stroke * step < width + height; stroke++) {
        double at = first + stroke * step;
        double left = at > height ? at - height : 0;
        double right = at < width ? at : width;

        ent_text_add_char(out, 'M');
        ent_svg_number(out, x + left);
        ent_text_add_char(out, ' ');
        ent_svg_number(out, y + at - left);
        ent_text_add_char(out, 'L');
        ent_svg_number(out, x + right);
        ent_text_add_char(out, ' ');
        ent_svg_number(out, y + at - right);
    }
    ent_text_add(out, "\"");
    end_mark(out, "path", NULL);
}

/* In ems, for the byte that begins a character. */
static double
letter_width(unsigned char c)
{
    if (c >= 0xE3) {
        return 1.0; /* most scripts from here on are written in squares */
    }
    if (c >= 0x80) {
        return 0.6;
    }
    if (strchr("ijl.,:;'|!()[]ftrI ", c) != NULL) {
        return 0.36;
    }
    if (strchr("mwMW@%", c) != NULL) {
        return 0.92;
    }
    return c >= 'A' && c <= 'Z' ? 0.7 : 0.6;
}

double
ent_svg_text_width(const char *text, double size)
{
    double ems = 0;

    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
        ems += (*c & 0xC0) == 0x80 ? 0 : letter_width(*c);
    }
    return ems * size;
}

void
ent_svg_text_fit(ent_text *out, const char *klass, double x, double y, const char *text,
                 double size, double width)
{
    size_t length = strlen(text), end = 0;
    double ems = 0.6; /* the ellipsis */

    if (ent_svg_text_width(text, size) <= width) {
        ent_svg_text(out, klass, x, y, text);
        return;
    }
    while (end < length) {
        size_t step = ent_utf8_length(text + end, length - end);

        ems += letter_width((unsigned char)text[end]);
        if (ems * size > width) {
            break;
        }
        end += step > 0 ? step : 1;
    }
    if (end < 3) {
        return;
    }
    begin_mark(out, "text", klass);
    add_attribute(out, "x", x);
    add_attribute(out, "y", y);
    ent_text_add_char(out, '>');
    ent_text_add_xml(out, text, end);
    ent_text_add(out, "\xE2\x80\xA6</text>\n");
}
