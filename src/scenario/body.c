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

enum { MOST_COLUMNS = 5 };

/* A table of data/world at work: what is wanted of it, and the places of its columns. */
typedef struct table {
    const ent_codes *codes;
    const char      *institution;
    ent_day          day;
    ent_body        *out;
    size_t           columns[MOST_COLUMNS];
} table;

/* Whether a row's days, from column `start` to column `end`, hold a day. */
static bool
holds(const table *t, const ent_csv *csv, size_t start, size_t end)
{
    ent_field from = ent_csv_field(csv, t->columns[start]);
    ent_field to = ent_csv_field(csv, t->columns[end]);
    ent_span  first, last;

    if (ent_span_read(from.bytes, from.length, &first) && t->day < first.from) {
        return false;
    }
    return !ent_span_read(to.bytes, to.length, &last) || t->day < last.to;
}

static const char *const INSTITUTION[] = {"institution", "start", "end", "rule", "commitment"};

static bool
is_wanted(const table *t, const ent_csv *csv)
{
    return ent_field_is(ent_csv_field(csv, t->columns[0]), t->institution) && holds(t, csv, 1, 2);
}

static ent_status
take_institution(ent_ctx *ctx, void *user, const ent_csv *csv)
{
    const table *t = user;
    ent_field    commitment = ent_csv_field(csv, t->columns[4]);

    (void)ctx;
    if (is_wanted(t, csv)) {
        t->out->exists = true;
        t->out->decides = !ent_field_is(ent_csv_field(csv, t->columns[3]), "none");
        t->out->commitment = ent_field_is(commitment, "collective_defence") ? ENT_COMMITMENT_DEFENCE
                             : ent_field_is(commitment, "consultation")
                                 ? ENT_COMMITMENT_CONSULTATION
                                 : ENT_COMMITMENT_NONE;
    }
    return ENT_OK;
}

static const char *const MEMBER[] = {"institution", "start", "end", "status", "state"};

static ent_status
take_member(ent_ctx *ctx, void *user, const ent_csv *csv)
{
    const table *t = user;
    ent_field    status = ent_csv_field(csv, t->columns[3]);
    ent_field    state = ent_csv_field(csv, t->columns[4]);
    char         id[8] = "";

    (void)ctx;
    if (!is_wanted(t, csv) || state.length >= sizeof id ||
        !(ent_field_is(status, "member") || ent_field_is(status, "permanent") ||
          ent_field_is(status, "elected"))) {
        return ENT_OK;
    }
    memcpy(id, state.bytes, state.length);
    ent_body_add(t->out, ent_codes_find(t->codes, id));
    return ENT_OK;
}

ent_status
ent_body_of(ent_ctx *ctx, const ent_codes *codes, const char *institution, ent_day day,
            ent_body *out)
{
    table      t = {.codes = codes, .institution = institution, .day = day, .out = out};
    ent_status status;

    memset(out, 0, sizeof *out);
    status = ent_data_table(ctx, "world/institutions.csv", INSTITUTION, MOST_COLUMNS, t.columns,
                            take_institution, &t);
    if (status == ENT_OK && out->exists) {
        status = ent_data_table(ctx, "world/members.csv", MEMBER, MOST_COLUMNS, t.columns,
                                take_member, &t);
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
