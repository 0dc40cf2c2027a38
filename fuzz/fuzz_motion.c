/*
 * fuzz_motion.c - motion files: what is accepted lies within its documented bounds
 *
 * The states are those of the embedded data, loaded once: they are the same for every input.
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/context.h"
#include "entente/decide.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
demand(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void
check_words(const char *const *words, size_t count)
{
    demand(count <= ENT_MOTION_MOST_LISTED);
    for (size_t i = 0; i < count; i++) {
        demand(words[i] != NULL && words[i][0] != '\0');
    }
}

static void
check_reform(const ent_reform *r)
{
    check_words(r->add, r->add_count);
    check_words(r->drop, r->drop_count);
    check_words(r->veto, r->veto_count);
    check_words(r->no_veto, r->no_veto_count);
    check_words(r->weights, r->weight_count);
    check_words(r->quotas, r->quota_count);
}

static void
check(const ent_motion *m)
{
    demand(m->name != NULL && (m->sponsor == ENT_NO_STATE || m->sponsor != m->against));
    demand(m->position_count <= ENT_MOTION_MOST_LISTED);
    demand(m->concern_count <= ENT_MOTION_MOST_LISTED);
    check_words(m->documents, m->document_count);
    check_words(m->may_not_vote, m->may_not_vote_count);
    check_reform(&m->reform);
    for (size_t i = 0; i < m->position_count; i++) {
        const ent_stated_position *p = &m->positions[i];

        demand(p->member != NULL && p->stance >= 0 && p->stance <= 2 && p->probability >= 0 &&
               p->probability <= 1);
    }
    for (size_t i = 0; i < m->concern_count; i++) {
        demand(m->concerns[i] != ENT_NO_STATE);
    }
    for (size_t i = 0; i < m->together_count; i++) {
        const ent_together *g = &m->together[i];

        check_words(g->members, g->count);
        demand(g->count >= 2 && (isnan(g->correlation) || fabs(g->correlation) < 1) &&
               !(g->count > 2 && g->correlation < 0));
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static ent_codes *codes;
    ent_ctx          *ctx;
    ent_motion        motion;

    if (ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 0;
    }
    if (codes == NULL && ent_codes_load(ctx, &codes) != ENT_OK) {
        abort();
    }
    if (ent_motion_parse(ctx, codes, "folder/fuzz.yaml", (const char *)bytes, length, &motion) ==
        ENT_OK) {
        check(&motion);
        ent_motion_clear(&motion);
    } else if (ent_ctx_error(ctx)[0] == '\0') {
        abort(); /* refused without saying why */
    }
    ent_ctx_destroy(ctx);
    return 0;
}
