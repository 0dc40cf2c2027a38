/*
 * who.c - whom a name means that somebody typed
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "base/text.h"
#include "entente/read.h"
#include "read/lexicon/lexicon.h"

/* The state that bears a name in the span, else the first that ever bore it. */
static ent_state
find_named(const ent_codes *codes, const char *name, ent_span span)
{
    ent_state first = ENT_NO_STATE;

    for (size_t i = 0; i < ent_codes_count(codes); i++) {
        ent_state      state = (ent_state)i;
        ent_dated_code known;

        for (size_t j = 0; ent_codes_code_at(codes, state, ENT_SCHEME_NAME, j, &known); j++) {
            if (ent_compare_nocase(known.code, name) != 0) {
                continue;
            }
            if (ent_span_overlap(known.span, span) && ent_codes_exists(codes, state, span)) {
                return state;
            }
            first = first == ENT_NO_STATE ? state : first;
        }
    }
    return first;
}

static bool
names_one(const ent_entry *entry)
{
    return (entry->kind == ENT_ENTRY_NAME || entry->kind == ENT_ENTRY_SEAT) && entry->id_count == 1;
}

/* The reading of the whole name that holds in the span, else the first; NULL: none. */
static const char *
find_in_lexicon(const ent_lexicon *lexicon, const char *name, ent_span span)
{
    enum { MOST = 16 };
    ent_token        tokens[MOST];
    size_t           length = 0, count = ent_tokens_split(name, strlen(name), tokens, MOST);
    const ent_entry *entry, *first = NULL;

    if (count == 0) {
        return NULL;
    }
    ent_lexicon_mark(lexicon, name, tokens, count);
    for (size_t i = 0; i < count; i++) {
        tokens[i].capital = tokens[i].capitals = true; /* typed in any case */
    }
    entry = ent_lexicon_match(lexicon, tokens, count, 0, false, &length);
    for (; entry != NULL && length == count; entry = entry->next) {
        if (!names_one(entry)) {
            continue;
        }
        if (ent_span_overlap(entry->span, span)) {
            return entry->ids[0];
        }
        first = first == NULL ? entry : first;
    }
    return first != NULL ? first->ids[0] : NULL;
}

/* Nobody is meant by a place, by known nobodies, or by a surname that needs its title. */
static bool
means_somebody(const ent_entry *entry)
{
    return entry->kind == ENT_ENTRY_NAME || entry->kind == ENT_ENTRY_ADJECTIVE ||
           entry->kind == ENT_ENTRY_SEAT || (entry->kind == ENT_ENTRY_PERSON && !entry->weak);
}

static size_t
add_named(const ent_entry *entry, ent_span span, const char **out, size_t count, size_t most)
{
    while (entry != NULL && !ent_span_overlap(entry->span, span)) {
        entry = entry->next;
    }
    for (size_t i = 0; entry != NULL && means_somebody(entry) && i < entry->id_count; i++) {
        bool known = false;

        for (size_t k = 0; k < count; k++) {
            known = known || strcmp(out[k], entry->ids[i]) == 0;
        }
        if (!known && count < most) {
            out[count++] = entry->ids[i];
        }
    }
    return count;
}

size_t
ent_lexicon_named(const ent_lexicon *lexicon, const char *text, ent_span span, const char **out,
                  size_t most)
{
    enum { MOST = 256 /* tokens of a sentence that are looked at */ };
    ent_token tokens[MOST];
    size_t    count = ent_tokens_split(text, strlen(text), tokens, MOST), found = 0;

    ent_lexicon_mark(lexicon, text, tokens, count);
    for (size_t at = 0; at < count;) {
        size_t           length = 0;
        const ent_entry *entry = ent_lexicon_match(lexicon, tokens, count, at, false, &length);

        found = add_named(entry, span, out, found, most);
        at += length > 0 ? length : 1;
    }
    return found;
}

/* A folder of data may hold no dictionaries: then no word is in them. */
static ent_status
look_up(ent_ctx *ctx, const ent_codes *codes, const char *name, ent_span span,
        char out[ENT_CODE_SIZE])
{
    ent_lexicon *lexicon;
    const char  *id;
    ent_status   status = ent_lexicon_load(ctx, codes, &lexicon);

    if (status == ENT_E_NOTFOUND) {
        return ENT_OK;
    }
    if (status != ENT_OK) {
        return status;
    }
    id = find_in_lexicon(lexicon, name, span);
    if (id != NULL && strlen(id) < ENT_CODE_SIZE) {
        memcpy(out, id, strlen(id) + 1);
    }
    ent_lexicon_destroy(lexicon);
    return ENT_OK;
}

ent_status
ent_actor_find(ent_ctx *ctx, const ent_codes *codes, const char *name, ent_span span,
               char out[ENT_CODE_SIZE])
{
    char       found[ENT_CODE_SIZE] = "";
    ent_state  state = ENT_NO_STATE;
    ent_status status = ent_codes_from(ctx, codes, ENT_SCHEME_ID, name, ENT_NO_DAY, &state);

    if (status == ENT_E_NOTFOUND) {
        status = ent_codes_from(ctx, codes, ENT_SCHEME_ISO2, name, ENT_NO_DAY, &state);
    }
    if (status == ENT_E_NOTFOUND) {
        state = find_named(codes, name, span);
        status = state == ENT_NO_STATE ? look_up(ctx, codes, name, span, found) : ENT_OK;
    }
    if (status != ENT_OK) {
        return status;
    }
    if (state != ENT_NO_STATE) {
        memcpy(out, ent_codes_id(codes, state), strlen(ent_codes_id(codes, state)) + 1);
        return ENT_OK;
    }
    if (found[0] == '\0') {
        return ent_codes_from(ctx, codes, ENT_SCHEME_ID, name, ENT_NO_DAY, &state);
    }
    memcpy(out, found, sizeof found);
    return ENT_OK;
}
