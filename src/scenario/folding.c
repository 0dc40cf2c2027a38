/*
 * folding.c - what reading interventions and outcomes shares: states, words, places, choices
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/folding.h"

#include <string.h>

#include "base/context.h"
#include "base/date.h"

ent_status
ent_folding_state(ent_folding *f, const ent_yaml_node *node, const char *id, ent_state *out)
{
    ent_state  state;
    ent_status status = ent_codes_from(f->ctx, f->codes, ENT_SCHEME_ID, id, ENT_NO_DAY, &state);

    if (status == ENT_E_NOTFOUND || status == ENT_E_ARG) {
        return ent_yaml_fail(f->ctx, node, "%s", ent_ctx_error(f->ctx));
    }
    if (status != ENT_OK) {
        return status;
    }
    if (!ent_codes_exists(f->codes, state, f->last_day)) {
        char day[16];

        ent_date_print(f->last_day.from, day);
        return ent_yaml_fail(f->ctx, node,
                             "'%.20s' is no state of the system on %s, the base date; 'entente "
                             "list states --at %s' has those of that day",
                             id, day, day);
    }
    *out = state;
    return ENT_OK;
}

ent_status
ent_folding_read_state(ent_folding *f, const ent_yaml_node *map, const char *key, bool required,
                       ent_state *out)
{
    const ent_yaml_node *node = ent_yaml_get(map, key);

    *out = ENT_NO_STATE;
    if (node == NULL) {
        return required ? ent_yaml_fail(f->ctx, map, "'%s' is missing: a state is needed here", key)
                        : ENT_OK;
    }
    return ent_folding_state(f, node, ent_yaml_text(node, ""), out);
}

ent_status
ent_folding_states(ent_folding *f, const ent_yaml_node *list, size_t most, const ent_state **out,
                   size_t *out_count)
{
    size_t     count = ent_yaml_count(list);
    ent_state *states;
    ent_status status = ENT_OK;

    *out = NULL;
    *out_count = 0;
    if (count == 0) {
        return ENT_OK;
    }
    if (count > most) {
        return ent_yaml_fail(f->ctx, list, "more than %zu states", most);
    }
    states = ent_arena_alloc(&f->scenario->arena, count, sizeof *states);
    if (states == NULL) {
        return ent_fail_nomem(f->ctx);
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        const ent_yaml_node *item = ent_yaml_item(list, i);

        status = ent_folding_state(f, item, ent_yaml_text(item, ""), &states[i]);
        for (size_t k = 0; k < i && status == ENT_OK; k++) {
            if (states[k] == states[i]) {
                status = ent_yaml_fail(f->ctx, item, "'%s' stands twice in this list",
                                       ent_codes_id(f->codes, states[i]));
            }
        }
    }
    *out = states;
    *out_count = count;
    return status;
}

ent_status
ent_folding_texts(ent_folding *f, const ent_yaml_node *list, const char *const **out,
                  size_t *out_count)
{
    size_t       count = ent_yaml_count(list);
    const char **texts;

    *out = NULL;
    *out_count = count;
    if (count == 0) {
        return ENT_OK;
    }
    texts = ent_arena_alloc(&f->scenario->arena, count, sizeof *texts);
    for (size_t i = 0; i < count && texts != NULL; i++) {
        texts[i] = ent_arena_strdup(&f->scenario->arena, ent_yaml_text(ent_yaml_item(list, i), ""));
        texts = texts[i] != NULL ? texts : NULL;
    }
    *out = texts;
    return texts != NULL ? ENT_OK : ent_fail_nomem(f->ctx);
}

ent_status
ent_folding_place(ent_folding *f, const ent_yaml_node *node, const char **out)
{
    ent_text place;

    ent_text_init(&place);
    ent_yaml_place(node, &place);
    *out = place.failed ? NULL : ent_arena_strdup(&f->scenario->arena, ent_text_get(&place));
    ent_text_clear(&place);
    return *out != NULL ? ENT_OK : ent_fail_nomem(f->ctx);
}

int
ent_folding_choice(const ent_yaml_node *node, const char *const *choices, int otherwise)
{
    for (int i = 0; node != NULL && choices[i] != NULL; i++) {
        if (strcmp(ent_yaml_text(node, ""), choices[i]) == 0) {
            return i;
        }
    }
    return otherwise;
}
