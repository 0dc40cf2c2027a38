/*
 * file.c - a published file in memory, whatever letters it is written in, row by row to its facts
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "import/importer.h"

static bool
is_utf8(const char *bytes, size_t length)
{
    size_t at = 0;

    while (at < length) {
        size_t step =
            (unsigned char)bytes[at] < 0x80 ? 1 : ent_utf8_length(bytes + at, length - at);

        if (step == 0) {
            return false;
        }
        at += step;
    }
    return true;
}

/* Latin-1 as UTF-8; NULL when there is no memory. */
static char *
from_latin1(const char *bytes, size_t length, size_t *out_length)
{
    char  *out = ent_alloc(length, 2);
    size_t n = 0;

    for (size_t i = 0; i < length && out != NULL; i++) {
        unsigned char c = (unsigned char)bytes[i];

        if (c < 0x80) {
            out[n++] = (char)c;
        } else {
            out[n++] = (char)(0xC0 | (c >> 6));
            out[n++] = (char)(0x80 | (c & 0x3F));
        }
    }
    *out_length = n;
    return out;
}

/* The current row to the sink: a fact, or the reason why it is set aside. */
static ent_status
hand_over(ent_ctx *ctx, ent_row *row, const ent_importer *importer, const ent_fact_sink *sink)
{
    const ent_fact_type *type = ent_fact_describe(importer->set.kind);
    ent_any_fact         fact;
    ent_status           status;
    bool                 stays;

    memset(&fact, 0, type->size);
    fact.from.line = (uint32_t)row->csv.line;
    if (!row->bad) {
        ent_row_fill(row, type, importer->columns, &fact);
    }
    if (!row->bad && importer->read != NULL) {
        importer->read(row, &fact);
    }
    status = ent_row_report(ctx, row, sink, &stays);
    if (!stays || status != ENT_OK) {
        return status;
    }
    return importer->hand_over != NULL ? importer->hand_over(ctx, row, &fact, sink)
                                       : sink->fact(ctx, sink->user, importer->set.kind, &fact);
}

static ent_status
read_rows(ent_ctx *ctx, const ent_importer *importer, ent_row *row, const ent_fact_sink *sink)
{
    ent_status status = ent_row_header(ctx, row, importer->headless, importer->columns);
    bool       more = true;

    for (size_t n = 1; status == ENT_OK; n++) {
        status = ent_row_next(ctx, row, &more);
        if (status != ENT_OK || !more) {
            break;
        }
        status = hand_over(ctx, row, importer, sink);
        if (status == ENT_OK && n % 1024 == 0) {
            status = ent_check_cancelled(ctx);
            ent_progress(ctx, "import", row->csv.at, row->csv.length);
        }
    }
    return status;
}

static ent_status
read_file(ent_ctx *ctx, const ent_codes *codes, const ent_importer *importer, const char *file_name,
          const char *bytes, size_t length, const ent_fact_sink *sink)
{
    ent_import_file file = {ent_base_name(file_name), bytes, length, NULL};
    ent_party_index index = {NULL, 0, 0};
    ent_row         row;
    ent_status      status;

    if (importer->whole != NULL) {
        return importer->whole(ctx, codes, &file, sink);
    }
    status = ent_party_index_make(ctx, codes, importer->parties, &index);
    if (status != ENT_OK) {
        return status;
    }
    ent_row_init(&row, codes, file_name, bytes, length, ent_importer_separator(importer), false);
    row.index = &index;
    row.parties = importer->parties;
    status = read_rows(ctx, importer, &row, sink);
    ent_row_clear(&row);
    ent_party_index_clear(&index);
    return status;
}

ent_status
ent_import_bytes(ent_ctx *ctx, const ent_codes *codes, const ent_recognised *recognised,
                 const char *file_name, const char *bytes, size_t length, const ent_fact_sink *sink)
{
    char      *converted = NULL;
    ent_status status;

    if (recognised->skipped != NULL) {
        return ENT_OK;
    }
    if (ent_import_is_streamed(recognised)) {
        return ent_import_streamed(ctx, codes, recognised, file_name, bytes, length, sink);
    }
    if (!is_utf8(bytes, length)) {
        converted = from_latin1(bytes, length, &length);
        if (converted == NULL) {
            return ent_fail_nomem(ctx);
        }
        bytes = converted;
    }
    status =
        read_file(ctx, codes, ent_importer_of(recognised->set), file_name, bytes, length, sink);
    ent_free(converted);
    return status;
}
