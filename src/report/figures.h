/*
 * figures.h - what a page says in one word or number each, and how it differs from another page
 *
 * Stage: report.  A page marks its headline figures as
 * `<data class="figure" data-key="..." data-label="..." value="...">`; they are read back from a
 * page that was written earlier, which may be of any make: it is untrusted.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_REPORT_FIGURES_H
#define ENT_REPORT_FIGURES_H

#include "base/arena.h"
#include "base/context.h"
#include "base/text.h"

enum { ENT_FIGURES_MOST = 5000, ENT_FIGURE_MOST_BYTES = 600 };

/** A figure: what it is called in programs and in words, and what it says. */
typedef struct ent_figure {
    const char *key, *label, *value;
} ent_figure;

typedef struct ent_figures {
    ent_arena   arena;
    ent_figure *items; /**< in the order of the page; a key stands once */
    size_t      count;
} ent_figures;

/** Begin and end the mark around what a page shows of a figure.  All three are escaped here. */
void ent_figure_open(ent_text *out, const char *key, const char *label, const char *value);
void ent_figure_close(ent_text *out);

/**
 * Read the figures of a page.  A mark that lacks a part, is too long or repeats a key is passed
 * over.
 *
 * @param out ent_figures_clear(); written only on ENT_OK
 * @return ENT_OK, ENT_E_LIMIT for more than ENT_FIGURES_MOST, ENT_E_NOMEM
 *
 * Cost: one pass over the bytes, and a comparison with each key before.
 */
ENT_MUST_CHECK ent_status ent_figures_read(ent_ctx *ctx, const char *bytes, size_t length,
                                           ent_figures *out);
void                      ent_figures_clear(ent_figures *figures);

/** The figure of a key, or NULL. */
const ent_figure *ent_figures_find(const ent_figures *figures, const char *key);

/** A list of what is another value now, what is new, and what is no longer said. */
void ent_figures_write_changes(ent_text *out, const ent_figures *before, const ent_figures *now);

#endif
