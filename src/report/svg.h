/*
 * svg.h - the drawing kit: scales, marks and words as SVG
 *
 * Stage: report.  Writes into a growing string; knows nothing of states.
 * Looks come from classes of data/page/style.css, so that light, dark and
 * print need no other drawing.  No reference by url() is ever written: the
 * page promises not to fetch, and a reader can check that by one search.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_REPORT_SVG_H
#define ENT_REPORT_SVG_H

#include <stdbool.h>

#include "base/text.h"

/** A straight line from the values d0..d1 to the places r0..r1. */
typedef struct ent_scale {
    double d0, d1, r0, r1;
} ent_scale;

/** The place of a value; the middle of the range where d0 equals d1 or the value is not finite. */
double ent_scale_at(const ent_scale *scale, double value);

/** The smallest of 1, 2, 5 times a power of ten that makes at most `most` steps of from..to. */
double ent_scale_step(double from, double to, int most);

/**
 * Begin a drawing with its title and description for those who do not see it.
 *
 * @param id    unique in the page; "-title" and "-desc" are appended for the two texts
 * @param klass class of the svg element
 */
void ent_svg_open(ent_text *out, const char *id, const char *klass, double width, double height,
                  const char *title, const char *desc);
/** The same whose upper edge is at `top`. */
void ent_svg_open_at(ent_text *out, const char *id, const char *klass, double top, double width,
                     double height, const char *title, const char *desc);
void ent_svg_close(ent_text *out);

/** How an entry of a key is drawn. */
typedef enum ent_svg_shape { ENT_KEY_BOX, ENT_KEY_LINE, ENT_KEY_DOT, ENT_KEY_HATCH } ent_svg_shape;

/** An entry of a key: the class of its mark, a glyph on it or NULL, and what the mark says. */
typedef struct ent_svg_key {
    ent_svg_shape shape;
    const char   *klass, *glyph, *words;
} ent_svg_key;

/** What stands over a drawing and goes with it wherever it is taken. */
typedef struct ent_svg_head {
    const char        *title; /**< the finding */
    const char        *said;  /**< what is drawn, with its unit, and how to read it; or NULL */
    const ent_svg_key *keys;
    size_t             key_count;
} ent_svg_head;

/**
 * As ent_svg_open(), with a head above the drawing, whose own places stay 0..height: the head
 * stands at negative ones.  Words that are too wide for a line go on in the next.
 */
void ent_svg_open_headed(ent_text *out, const char *id, const char *klass, double width,
                         double height, const ent_svg_head *head, const char *desc);

/**
 * A line under a drawing that was written whole, for its sources: the drawing grows by it.  Nothing
 * where `bare` is no drawing.
 */
void ent_svg_add_foot(ent_text *out, const char *bare, const char *foot);

/** The name of a drawing as written, for where its head is wider than the screen: a caption that
 * who listens is not told twice. */
void ent_svg_caption(ent_text *out, const char *bare);

/** The box of a drawing as written; false where `bare` is none. */
bool ent_svg_box(const char *bare, double box[4]);

/** A coordinate: at most 2 decimals, no trailing zeros; 0 for what is not finite. */
void ent_svg_number(ent_text *out, double value);

/* Marks.  `klass` is trusted text; `tip` is shown on hover, escaped here, NULL for none. */
void ent_svg_line(ent_text *out, const char *klass, double x1, double y1, double x2, double y2,
                  const char *tip);
void ent_svg_rect(ent_text *out, const char *klass, double x, double y, double width, double height,
                  const char *tip);
void ent_svg_circle(ent_text *out, const char *klass, double x, double y, double radius,
                    const char *tip);
void ent_svg_text(ent_text *out, const char *klass, double x, double y, const char *text);

/** A group of marks that stand for one thing: `key` and `name` are what a reader's program finds
 * it by (data-key, data-name). */
void ent_svg_group_open(ent_text *out, const char *klass, const char *key, const char *name);
void ent_svg_group_close(ent_text *out);

/** A line or an area through `count` points x0,y0,x1,y1,...; nothing for fewer than 2. */
void ent_svg_path(ent_text *out, const char *klass, const double *points, size_t count,
                  bool closed);

/** Parallel strokes at 45 degrees that fill a rectangle, `step` apart. */
void ent_svg_hatch(ent_text *out, const char *klass, double x, double y, double width,
                   double height, double step);

/** A guess at the width of a text in a sans-serif font, for placing labels. */
double ent_svg_text_width(const char *text, double size);

/** The text, escaped; cut at a character and ended with an ellipsis where it would be wider. */
void ent_svg_text_fit(ent_text *out, const char *klass, double x, double y, const char *text,
                      double size, double width);

#endif
