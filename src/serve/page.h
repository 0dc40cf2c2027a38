/*
 * page.h - the frame of every view of the live page
 *
 * Stage: serve.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SERVE_PAGE_H
#define ENT_SERVE_PAGE_H

#include "serve/answer.h"

/** A view that is no picture: a table, or what the report shows. */
typedef struct ent_page_view {
    const char        *name, *title, *about;
    const char        *list;       /**< what ent_resource_table() lists, or NULL */
    const char *const *parameters; /**< that its form offers */
} ent_page_view;

/**
 * Begin a page: head with its policy, the way to all views, the heading.
 *
 * @param here name of the view, "" for the first
 */
ENT_MUST_CHECK ent_status ent_page_open(ent_ctx *ctx, const ent_asked *asked, const char *here,
                                        const char *title, const char *about, ent_answer *out);
void                      ent_page_close(const ent_asked *asked, ent_answer *out);

/** The form of a view: its parameters as they are, sent to the same address. */
void ent_page_form(ent_text *out, const ent_asked *asked, const char *here,
                   const char *const *parameters, const ent_picture_query *query);

/** A table for reading, of at most `most` rows, which the reader may sort and filter. */
void ent_page_table(ent_text *out, ent_table *table, const char *label, size_t most);

/** Where the rows of a list are as CSV and JSON; `parameters` of the request are handed on,
 * and an institution, where there is one. */
void ent_page_links(ent_text *out, const char *list, const char *institution,
                    const ent_target *target, const char *const *parameters);

/** How the page was made: the command line that prints the same, and what to cite. */
void ent_page_making(ent_text *out, const ent_asked *asked, const char *command);

/** The table behind a resource that lists something. */
ENT_MUST_CHECK ent_status ent_resource_table(ent_ctx *ctx, const ent_asked *asked, ent_table **out);

/** The command line that prints the same. */
void ent_resource_command(ent_text *out, const ent_asked *asked);

#endif
