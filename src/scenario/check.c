/*
 * check.c - what only a record tells of a scenario: interventions that find nothing to change
 *
 * The interventions are put into the world of the base date, each in its year and at its size, and
 * nothing else happens.  What the rule may bring until then is not asked: a treaty that nobody has
 * signed and no intervention brings is not there to end.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/context.h"
#include "base/text.h"
#include "scenario/ground.h"

static bool
same_tension(const ent_world *before, const ent_world *after, int a, int b)
{
    const ent_tension *was = ent_world_tension(before, a, b), *is = ent_world_tension(after, a, b);

    return was->rivalry == is->rivalry && was->sanctions == is->sanctions &&
           was->imposed == is->imposed && was->imposed_until == is->imposed_until &&
           was->force == is->force && was->war_until == is->war_until &&
           was->dispute == is->dispute &&
           (was->presence == is->presence || (!(was->presence > 0) && !(is->presence > 0)));
}

static bool
same_pair(const ent_pair *was, const ent_pair *is)
{
    return was->pull == is->pull && memcmp(was->chance, is->chance, sizeof was->chance) == 0 &&
           memcmp(was->held, is->held, sizeof was->held) == 0 &&
           memcmp(was->bond, is->bond, sizeof was->bond) == 0 &&
           memcmp(was->peace, is->peace, sizeof was->peace) == 0;
}

/* Whether an effect left the two states that it is about as they were. */
static bool
is_idle(const ent_world *before, const ent_world *after, const ent_effect *effect)
{
    int             a = ent_world_find(after, effect->a), b = ent_world_find(after, effect->b);
    const ent_pair *was = ent_world_pair(before, effect->a, effect->b);
    const ent_pair *is = ent_world_pair(after, effect->a, effect->b);

    if (a < 0 || b < 0) {
        return true;
    }
    return before->weights[a] == after->weights[a] && before->unrest[a] == after->unrest[a] &&
           (a == b || (same_tension(before, after, a, b) && same_tension(before, after, b, a))) &&
           (was == NULL || is == NULL || same_pair(was, is));
}

static bool
finds_something(const ent_intervention *change, const ent_world *before, const ent_world *after)
{
    bool found = change->body.asked;

    for (size_t i = 0; i < change->effect_count && !found; i++) {
        found = !is_idle(before, after, &change->effects[i]);
    }
    return found;
}

/* "2027-03  treaty USA RUS ends (assumed)" without the basis, which is no matter here. */
static void
add_shown(const ent_intervention *change, ent_text *out)
{
    size_t length = strlen(change->shown) - strlen(ent_basis_name(change->basis)) - 3;

    ent_text_add_bytes(out, change->shown, length);
}

static ent_status
tell(ent_ctx *ctx, const ent_intervention *change)
{
    bool       treaty = change->kind == ENT_INTERVENTION_TREATY;
    bool       gone = treaty && (change->ends || change->into != 0);
    ent_text   shown;
    ent_status status = ENT_OK;

    ent_text_init(&shown);
    add_shown(change, &shown);
    if (shown.failed) {
        status = ent_fail_nomem(ctx);
    } else if (gone) {
        status = ent_fail(ctx, ENT_E_INPUT,
                          "%s: '%s': no such obligation binds them at the base date, and no "
                          "intervention before brings one; 'entente show A B' has what there is",
                          change->place, ent_text_get(&shown));
    } else {
        ent_say(ctx, ENT_WARNING, "%s: '%s' changes nothing: %s", change->place,
                ent_text_get(&shown),
                change->ends ? "there is none at the base date, and no intervention before brings "
                               "one"
                : change->body.institution != NULL
                    ? "it binds no pair that an outcome counts, and presses on no state of one"
                    : "it stands so already");
    }
    ent_text_clear(&shown);
    return status;
}

/* Moves of a game find a world that chance has moved: they are not asked. */
ent_status
ent_ground_check(ent_ctx *ctx, const ent_ground *ground, const ent_scenario *scenario)
{
    ent_world  before = {0}, after = {0};
    ent_status status = ent_world_like(ctx, &ground->worlds[0], &before);

    if (status == ENT_OK) {
        status = ent_world_like(ctx, &ground->worlds[0], &after);
    }
    if (status == ENT_OK) {
        ent_world_copy(&ground->worlds[0], &after);
    }
    for (size_t i = 0; i < scenario->intervention_count && status == ENT_OK; i++) {
        const ent_intervention *change = &scenario->interventions[i];

        after.year = change->year - 1;
        ent_world_copy(&after, &before);
        ent_intervention_apply(change, change->size, &after);
        if (change->move == 0 && !finds_something(change, &before, &after)) {
            status = tell(ctx, change);
        }
    }
    ent_world_clear(&before);
    ent_world_clear(&after);
    return status;
}
