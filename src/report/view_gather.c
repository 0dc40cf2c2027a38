/*
 * view_gather.c - all parts of a page's view
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/view.h"

ent_status
ent_view_gather(ent_ctx *ctx, const ent_report_input *input, ent_view *out)
{
    ent_status status;

    ent_view_open(input, out);
    if (out->last_year == 0) {
        return ENT_OK;
    }
    status = ent_view_gather_history(ctx, out);
    if (status == ENT_OK) {
        status = ent_view_gather_network(ctx, out, NULL, 0);
    }
    if (status != ENT_OK) {
        ent_view_clear(out);
    }
    return status;
}
