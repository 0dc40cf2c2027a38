/*
 * fuzz_scenario.c - scenario files: what is accepted lies within its documented bounds
 *
 * The states are those of the embedded data, loaded once: they are the same for every input.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/context.h"
#include "base/date.h"
#include "scenario/scenario.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
check_intervention(const ent_scenario *s, const ent_intervention *change)
{
    int base = ent_date_year(s->base.to - 1);

    if (change->year <= base || change->year > base + s->horizon || change->shown == NULL ||
        change->level < 0 || change->level > 7 || change->years < 1 || change->years > 50 ||
        !(change->size >= 0.01 && change->size <= 10) || !(change->sd >= 0 && change->sd <= 10) ||
        !(change->amount >= 0.01 && change->amount <= 100) ||
        !(change->share > 0 && change->share <= 1) ||
        !(change->half_life >= 0 && change->half_life <= 100) ||
        (change->body.institution == NULL) != (change->kind != ENT_INTERVENTION_INSTITUTION)) {
        abort();
    }
    for (size_t i = 0; i < change->effect_count; i++) {
        const ent_effect *effect = &change->effects[i];

        if (effect->a == ENT_NO_STATE || effect->b == ENT_NO_STATE ||
            !(effect->amount >= -100 && effect->amount <= 100)) {
            abort();
        }
    }
}

static void
check(const ent_scenario *s)
{
    if (s->name == NULL || s->horizon < 0 || s->horizon > ENT_SCENARIO_LONGEST || s->runs < 1 ||
        s->runs > ENT_SCENARIO_MOST_RUNS || s->outcome_count < 1 ||
        s->outcome_count > ENT_SCENARIO_MOST_OUTCOMES ||
        s->intervention_count > ENT_SCENARIO_MOST_INTERVENTIONS ||
        s->root_interventions > s->intervention_count) {
        abort();
    }
    for (size_t i = 0; i < s->intervention_count; i++) {
        check_intervention(s, &s->interventions[i]);
    }
    for (size_t i = 0; i < s->outcome_count; i++) {
        const ent_outcome *o = &s->outcomes[i];

        if (o->name == NULL || o->a == o->b || o->c == ENT_NO_STATE || o->level < 0 ||
            o->with_count > ENT_OUTCOME_MOST_STATES - 2 ||
            (o->kind == ENT_OUTCOME_PASSES) != (o->institution != NULL)) {
            abort();
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static ent_codes *codes;
    ent_ctx          *ctx;
    ent_scenario     *scenario = NULL;

    if (ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 0;
    }
    if (codes == NULL && ent_codes_load(ctx, &codes) != ENT_OK) {
        abort();
    }
    if (ent_scenario_parse(ctx, codes, "fuzz.yaml", (const char *)bytes, length, &scenario) ==
        ENT_OK) {
        check(scenario);
        ent_scenario_destroy(scenario);
    } else if (ent_ctx_error(ctx)[0] == '\0') {
        abort(); /* refused without saying why */
    }
    ent_ctx_destroy(ctx);
    return 0;
}
