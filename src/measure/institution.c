/*
 * institution.c - the institutions of the record, and who is in them on a day
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/institution.h"

#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/text.h"

bool
ent_membership_votes(const ent_membership *row, const char *institution, ent_day day)
{
    return strcmp(row->institution, institution) == 0 && row->start <= day && day < row->end &&
           (strcmp(row->status, "member") == 0 || strcmp(row->status, "permanent") == 0 ||
            strcmp(row->status, "elected") == 0);
}

static ent_status
fail_unknown(ent_ctx *ctx, const ent_institution *rows, size_t count, const char *id)
{
    const char **words = ent_alloc(count, sizeof *words);
    const char  *nearest;

    if (words == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < count; i++) {
        words[i] = rows[i].institution;
    }
    nearest = ent_nearest_word(id, words, count);
    ent_free(words);
    return nearest != NULL ? ent_fail(ctx, ENT_E_NOTFOUND,
                                      "no institution '%.60s', did you mean '%s'?", id, nearest)
                           : ent_fail(ctx, ENT_E_NOTFOUND,
                                      "no institution '%.60s'; 'entente list institutions' "
                                      "names them",
                                      id);
}

ent_status
ent_institution_find(ent_ctx *ctx, const ent_record *record, const char *id,
                     const ent_institution **out)
{
    size_t                 count;
    const ent_institution *rows = ent_record_facts(record, ENT_FACT_INSTITUTION, &count);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(rows[i].institution, id) == 0) {
            *out = &rows[i];
            return ENT_OK;
        }
    }
    return fail_unknown(ctx, rows, count, id);
}
