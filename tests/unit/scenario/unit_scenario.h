/*
 * unit_scenario.h - the record of the program itself, and scenarios from text
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_UNIT_SCENARIO_H
#define ENT_TESTS_UNIT_SCENARIO_H

#include "unit.h"

#include "base/date.h"
#include "entente/scenario.h"
#include "entente/store.h"

typedef struct stage {
    ent_ctx    *ctx;
    ent_codes  *codes;
    ent_record *record;
} stage;

static inline int
stage_setup(void **state)
{
    stage     *s = calloc(1, sizeof *s);
    ent_store *store = NULL;

    assert_non_null(s);
    s->ctx = unit_ctx(1);
    assert_int_equal(ent_codes_load(s->ctx, &s->codes), ENT_OK);
    assert_int_equal(ent_store_open(s->ctx, ":memory:", ENT_STORE_READ, s->codes, &store), ENT_OK);
    assert_int_equal(ent_record_load(s->ctx, store, s->codes, NULL, &s->record), ENT_OK);
    ent_store_close(store);
    *state = s;
    return 0;
}

static inline int
stage_teardown(void **state)
{
    stage *s = *state;

    ent_record_destroy(s->record);
    ent_codes_destroy(s->codes);
    ent_ctx_destroy(s->ctx);
    free(s);
    return 0;
}

static inline ent_scenario *
load(const stage *s, const char *name, const char *text)
{
    ent_scenario *scenario = NULL;
    ent_status    status =
        text == NULL ? ent_scenario_load(s->ctx, s->codes, name, &scenario)
                        : ent_scenario_parse(s->ctx, s->codes, name, text, strlen(text), &scenario);

    if (status != ENT_OK) {
        fail_msg("%s", ent_ctx_error(s->ctx));
    }
    return scenario;
}

#endif
