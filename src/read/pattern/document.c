/*
 * document.c - sentences of documents, coded with the dictionaries of other programs
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "read/pattern/pattern.h"

/* The row of a code, or of the longest beginning of it that has one. */
static const ent_cameo *
cameo_of(const ent_lexicon *lexicon, const char *code)
{
    char             part[8];
    size_t           length = strlen(code);
    const ent_cameo *row = NULL;

    for (length = length < sizeof part ? length : 0; row == NULL && length >= 2; length--) {
        memcpy(part, code, length);
        part[length] = '\0';
        row = ent_lexicon_cameo(lexicon, part);
    }
    return row;
}

static const char *const *
one_id(ent_arena *arena, const char *code)
{
    const char **ids = ent_arena_alloc(arena, 1, sizeof *ids);

    if (ids != NULL) {
        ids[0] = ent_arena_strdup(arena, code);
    }
    return ids == NULL || ids[0] == NULL ? NULL : ids;
}

/* The verb as it is written. */
static ent_place
place_of_verb(const ent_shallow *s, const ent_shallow_event *e, size_t offset)
{
    const ent_shallow_token *first = &s->tokens[e->verb];
    const ent_shallow_token *last = first + (first->verb_length > 0 ? first->verb_length - 1 : 0);

    return (ent_place){offset + first->start, last->start + last->length - first->start};
}

static ent_status
emit(ent_ctx *ctx, ent_arena *arena, const ent_shallow *s, const ent_lexicon *lexicon,
     const ent_shallow_event *from, ent_place place, ent_event *e)
{
    const ent_cameo *row = cameo_of(lexicon, from->code);

    e->sources = one_id(arena, from->source);
    e->targets = one_id(arena, from->target);
    e->source_count = e->target_count = 1;
    e->cameo = ent_arena_strdup(arena, from->code);
    e->type = row == NULL ? NULL : row->type;
    e->goldstein = row == NULL ? NAN : row->goldstein;
    e->status = ENT_EVENT_ACTUAL;
    e->speaker = "author";
    e->verb = place_of_verb(s, from, place.offset);
    e->rule = ent_arena_strndup(arena, s->text + (e->verb.offset - place.offset), e->verb.length);
    return e->sources == NULL || e->targets == NULL || e->cameo == NULL || e->rule == NULL
               ? ent_fail_nomem(ctx)
               : ENT_OK;
}

ent_status
ent_shallow_sentence(ent_ctx *ctx, ent_arena *arena, ent_shallow *s, const ent_lexicon *lexicon,
                     const char *text, ent_place place, ent_span published, uint32_t sentence,
                     ent_event_list *out, const char **reason)
{
    bool       known = published.from != ENT_DAY_MIN;
    ent_status status = ENT_OK;

    s->day = known ? published.from : ENT_DAY_MAX;
    ent_shallow_code(s, text + place.offset, place.length);
    *reason = s->refused != NULL ? s->refused : s->reason;
    for (size_t i = 0; i < s->event_count && s->refused == NULL && status == ENT_OK; i++) {
        ent_event e = {.sentence = sentence,
                       .date = published,
                       .precision = known ? ENT_PRECISION_DAY : ENT_PRECISION_NONE};

        if (!ENT_GROW(out->items, out->capacity, out->count + 1)) {
            return ent_fail_nomem(ctx);
        }
        status = emit(ctx, arena, s, lexicon, &s->events[i], place, &e);
        if (status == ENT_OK) {
            out->items[out->count++] = e;
        }
    }
    return status;
}
