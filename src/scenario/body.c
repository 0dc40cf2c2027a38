/*
 * body.c - institutions as scenario files name them: known, and with their members of a day
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/body.h"

#include <string.h>

#include "base/csv.h"
#include "base/data.h"
#include "base/date.h"

enum { MOST_COLUMNS = 6 };

/* A table of data/world at work: the row, and the places of its columns. */
typedef struct table {
    ent_csv csv;
    size_t  columns[MOST_COLUMNS];
} table;

typedef ent_status (*take_row)(ent_ctx *ctx, const table *t, const ent_codes *codes, ent_day day,
                               ent_body *out);

/* Whether a row's days, from column `start` to column `end`, hold a day. */
static bool
holds(const table *t, size_t start, size_t end, ent_day day)
{
    ent_field from = ent_csv_field(&t->csv, t->columns[start]);
    ent_field to = ent_csv_field(&t->csv, t->columns[end]);
    ent_span  first, last;

    if (ent_span_read(from.bytes, from.length, &first) && day < first.from) {
        return false;
    }
    return !ent_span_read(to.bytes, to.length, &last) || day < last.to;
}

static const char *const INSTITUTION[] = {"institution", "start", "end", "rule", "commitment"};

static ent_status
take_institution(ent_ctx *ctx, const table *t, const ent_codes *codes, ent_day day, ent_body *out)
{
    ent_field commitment = ent_csv_field(&t->csv, t->columns[4]);

    (void)ctx;
    (void)codes;
    if (holds(t, 1, 2, day)) {
        out->exists = true;
        out->decides = !ent_field_is(ent_csv_field(&t->csv, t->columns[3]), "none");
        out->commitment = ent_field_is(commitment, "collective_defence") ? ENT_COMMITMENT_DEFENCE
                          : ent_field_is(commitment, "consultation") ? ENT_COMMITMENT_CONSULTATION
                                                                     : ENT_COMMITMENT_NONE;
    }
    return ENT_OK;
}

static const char *const MEMBER[] = {"institution", "start", "end", "status", "state"};

static ent_status
take_member(ent_ctx *ctx, const table *t, const ent_codes *codes, ent_day day, ent_body *out)
{
    ent_field status = ent_csv_field(&t->csv, t->columns[3]);
    ent_field state = ent_csv_field(&t->csv, t->columns[4]);
    char      id[8] = "";

    (void)ctx;
    if (!holds(t, 1, 2, day) || state.length >= sizeof id ||
        !(ent_field_is(status, "member") || ent_field_is(status, "permanent") ||
          ent_field_is(status, "elected"))) {
        return ENT_OK;
    }
    memcpy(id, state.bytes, state.length);
    ent_body_add(out, ent_codes_find(codes, id));
    return ENT_OK;
}

static ent_status
take_rows(ent_ctx *ctx, table *t, const char *const *names, take_row take, const ent_codes *codes,
          const char *institution, ent_day day, ent_body *out)
{
    bool       more = true;
    ent_status status = ent_csv_read_header(ctx, &t->csv);

    if (status == ENT_OK) {
        status = ent_csv_find_columns(ctx, &t->csv, names, 5, t->columns);
    }
    while (status == ENT_OK) {
        status = ent_csv_next(ctx, &t->csv, &more);
        if (status != ENT_OK || !more) {
            break;
        }
        if (ent_field_is(ent_csv_field(&t->csv, t->columns[0]), institution)) {
            status = take(ctx, t, codes, day, out);
        }
    }
    return status;
}

static ent_status
read_table(ent_ctx *ctx, const char *name, const char *const *names, take_row take,
           const ent_codes *codes, const char *institution, ent_day day, ent_body *out)
{
    table      t;
    ent_bytes  bytes;
    ent_status status = ent_data_read(ctx, name, &bytes);

    if (status != ENT_OK) {
        return status;
    }
    ent_csv_init(&t.csv, name, bytes.bytes, bytes.length, ',', true);
    status = take_rows(ctx, &t, names, take, codes, institution, day, out);
    ent_csv_clear(&t.csv);
    ent_bytes_clear(&bytes);
    return status;
}

ent_status
ent_body_of(ent_ctx *ctx, const ent_codes *codes, const char *institution, ent_day day,
            ent_body *out)
{
    ent_status status;

    memset(out, 0, sizeof *out);
    status = read_table(ctx, "world/institutions.csv", INSTITUTION, take_institution, codes,
                        institution, day, out);
    if (status == ENT_OK && out->exists) {
        status =
            read_table(ctx, "world/members.csv", MEMBER, take_member, codes, institution, day, out);
    }
    return status;
}

bool
ent_body_has(const ent_body *body, ent_state state)
{
    for (size_t i = 0; i < body->count; i++) {
        if (body->members[i] == state) {
            return true;
        }
    }
    return false;
}

void
ent_body_add(ent_body *body, ent_state state)
{
    if (state != ENT_NO_STATE && !ent_body_has(body, state) &&
        body->count < ENT_BODY_MOST_MEMBERS) {
        body->members[body->count++] = state;
    }
}

void
ent_body_drop(ent_body *body, ent_state state)
{
    for (size_t i = 0; i < body->count; i++) {
        if (body->members[i] == state) {
            body->members[i] = body->members[--body->count];
            return;
        }
    }
}
