/*
 * page.h - the frame of every view of the live page
 *
 * Stage: serve.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SERVE_PAGE_H
#define ENT_SERVE_PAGE_H

#include "serve/resource.h"

/** A view of the live page. */
typedef struct ent_live_view {
    const char *name;  /**< in an address: /view/NAME */
    const char *label; /**< in the list of views */
    const char *group; /**< of that list; those of a group stand together */
} ent_live_view;

/** All views, in the order of their list; the first one has no name. */
const ent_live_view *ent_live_views(size_t *count);

/** A view that is no picture: a table, or what the report shows. */
typedef struct ent_page_view {
    const char        *name, *title, *about;
    const char        *list;       /**< what ent_resource_table() lists, or NULL */
    const char *const *parameters; /**< that its form offers */
    const char *const *columns;    /**< of a table: those to show, NULL-terminated; NULL: all */
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

/** Rows for reading. */
typedef struct ent_page_rows {
    ent_table         *table;
    const char        *label;
    const char *const *columns; /**< those to show, in this order, NULL-terminated; NULL: all */
    ent_table         *places;  /**< of the events that the rows are (ent_store_event_places()):
                                 * their sentences are marked; or NULL */
} ent_page_rows;

enum { ENT_PAGE_MOST_ROWS = 1000 };

/** A table of the first rows, which the reader may sort and filter. */
void ent_page_table(ent_text *out, const ent_page_rows *rows);

/** Where the rows of a list are as CSV and JSON; `parameters` of the request are handed on,
 * and an institution, where there is one. */
void ent_page_links(ent_text *out, const char *list, const char *institution,
                    const ent_target *target, const char *const *parameters);

/**
 * How the page was made: the command line that prints the same, and what to cite.
 *
 * @param sources of what is shown; NULL: all sets behind the record
 */
void ent_page_making(ent_text *out, const ent_asked *asked, const char *command,
                     const char *sources);

/** The table behind a resource that lists something. */
ENT_MUST_CHECK ent_status ent_resource_table(ent_ctx *ctx, const ent_asked *asked, ent_table **out);

/** The command line that prints the same. */
void ent_resource_command(ent_text *out, const ent_asked *asked);

#endif
