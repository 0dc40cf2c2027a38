/*
 * view.h - the views of the live page by name
 *
 * Stage: serve.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SERVE_VIEW_H
#define ENT_SERVE_VIEW_H

#include "serve/resource.h"

/** The first view, `/`. */
ENT_MUST_CHECK ent_status ent_resource_brief(ent_ctx *ctx, const ent_asked *asked, ent_answer *out);

/** `/view/scenarios`: those that the page shows of itself, or the one that is asked for. */
ENT_MUST_CHECK ent_status ent_view_scenarios(ent_ctx *ctx, const ent_asked *asked, ent_answer *out);

/** A view that cannot be shown, as a page that says why and leads on: for who reads it in a
 * browser. The address of the view without what was asked leads back to it. */
ENT_MUST_CHECK ent_status ent_view_problem(ent_ctx *ctx, const ent_asked *asked, unsigned status,
                                           const char *detail, ent_answer *out);

/** A view that is still being made. */
ENT_MUST_CHECK ent_status ent_view_waiting(ent_ctx *ctx, const ent_asked *asked, ent_answer *out);

/** The parameters of a picture, as a view and under /chart/; NULL-terminated. */
const char *const *ent_picture_parameters(const ent_picture *picture);

/** The parameters of a view by what stands behind /view/: "map", "institutions/SCO"; none of one
 * that there is not. */
const char *const *ent_view_parameters(const char *name);

/** `/view/NAME`: a picture with its data, or a table. */
ENT_MUST_CHECK ent_status ent_resource_view(ent_ctx *ctx, const ent_asked *asked, ent_answer *out);

#endif
