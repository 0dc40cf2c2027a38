/*
 * pack.c - many facts of a kind as a few bytes each
 *
 *   1. the columns of a kind     2. texts     3. packing     4. the bytes     5. reading them
 *   6. unpacking
 *
 * The bytes: facts and texts (8 each), bytes of the texts (8), the texts with their zeros, then
 * column by column how it is told, its width, where it starts, its least (1, 1, 8, 8) and a number
 * of that width for each fact.  The lowest byte of a number comes first.
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/pack.h"

#include <stddef.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"

/* 1. the columns of a kind */

enum { MOST_COLUMNS = 64, FORM = 1 };

typedef enum what { OF_LINE, OF_TEXT, OF_STATE, OF_INTEGER, OF_NUMBER, OF_FLAG } what;

typedef struct column {
    what                  what;
    size_t                offset; /* in the fact */
    const ent_fact_field *field;  /* NULL: of the provenance */
} column;

static void
add_column(column *columns, size_t *count, what kind, size_t offset, const ent_fact_field *field)
{
    columns[(*count)++] = (column){kind, offset, field};
}

/* How a field is told; a party by its state, and what was given. */
static what
what_of(ent_field_type type)
{
    switch (type) {
    case ENT_FIELD_TEXT:
        return OF_TEXT;
    case ENT_FIELD_STATE:
    case ENT_FIELD_PARTY:
        return OF_STATE;
    case ENT_FIELD_NUMBER:
        return OF_NUMBER;
    case ENT_FIELD_FLAG:
        return OF_FLAG;
    case ENT_FIELD_START:
    case ENT_FIELD_END:
    case ENT_FIELD_INTEGER:
        break;
    }
    return OF_INTEGER;
}

static size_t
list_columns(const ent_fact_type *type, column columns[MOST_COLUMNS])
{
    size_t count = 0;

    add_column(columns, &count, OF_LINE, offsetof(ent_provenance, line), NULL);
    for (const ent_fact_field *f = type->fields; f->name != NULL && count < MOST_COLUMNS - 4; f++) {
        size_t at = f->offset + (f->type == ENT_FIELD_PARTY ? offsetof(ent_party, state) : 0);

        add_column(columns, &count, what_of(f->type), at, f);
        if (f->type == ENT_FIELD_PARTY) {
            add_column(columns, &count, OF_TEXT, f->offset + offsetof(ent_party, given), NULL);
        }
    }
    if (type->cited) {
        add_column(columns, &count, OF_TEXT, offsetof(ent_provenance, citation), NULL);
        add_column(columns, &count, OF_TEXT, offsetof(ent_provenance, locator), NULL);
    }
    return count;
}

void
ent_pack_describe(ent_fact_kind kind, ent_text *out)
{
    const ent_fact_type *type = ent_fact_describe(kind);

    ent_text_addf(out, "%d %s%s", FORM, type->table, type->cited ? " cited" : "");
    for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
        ent_text_addf(out, " %s:%d", field->name, (int)field->type);
    }
}

/* 2. texts */

/* Each text once; number 0 is no text. */
typedef struct text_list {
    ent_text  all;
    size_t   *start, count, capacity; /* of a text in `all`; the first is number 1 */
    uint32_t *slots;                  /* numbers by hash; 0: free */
    size_t    slot_count;             /* a power of 2 */
} text_list;

static size_t
hash_of(const char *text)
{
    uint64_t hash = 14695981039346656037U;

    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 1099511628211U;
    }
    return (size_t)(hash ^ hash >> 32);
}

static size_t
find_slot(const text_list *t, const char *text)
{
    size_t slot = hash_of(text) & (t->slot_count - 1);

    while (t->slots[slot] != 0 &&
           strcmp(ent_text_get(&t->all) + t->start[t->slots[slot] - 1], text) != 0) {
        slot = (slot + 1) & (t->slot_count - 1);
    }
    return slot;
}

/* At most half of the slots are taken. */
static bool
make_room(text_list *t)
{
    size_t    wanted = t->slot_count > 0 ? t->slot_count : 512;
    uint32_t *old = t->slots;

    if (2 * (t->count + 1) <= t->slot_count) {
        return true;
    }
    wanted = t->slot_count > 0 ? 2 * t->slot_count : wanted;
    t->slots = ent_alloc_zero(wanted, sizeof *t->slots);
    if (t->slots == NULL) {
        t->slots = old;
        return false;
    }
    t->slot_count = wanted;
    for (size_t i = 0; i < t->count; i++) {
        t->slots[find_slot(t, ent_text_get(&t->all) + t->start[i])] = (uint32_t)(i + 1);
    }
    ent_free(old);
    return true;
}

/* The number of a text; false when there is no memory. */
static bool
number_text(text_list *t, const char *text, uint64_t *out)
{
    size_t slot;

    *out = 0;
    if (text == NULL) {
        return true;
    }
    if (!make_room(t) || !ENT_GROW(t->start, t->capacity, t->count + 1)) {
        return false;
    }
    slot = find_slot(t, text);
    if (t->slots[slot] == 0) {
        t->start[t->count++] = t->all.length;
        ent_text_add_bytes(&t->all, text, strlen(text) + 1);
        t->slots[slot] = (uint32_t)t->count;
    }
    *out = t->slots[slot];
    return !t->all.failed;
}

/* 3. packing */

/* Numbers of a column; those of whole numbers are raised above 0. */
typedef struct numbers {
    uint64_t *items;
    size_t    capacity;
} numbers;

struct ent_packer {
    const ent_fact_type *type;
    const ent_codes     *codes;
    ent_fact_kind        kind;
    column               columns[MOST_COLUMNS];
    numbers              numbers[MOST_COLUMNS];
    size_t               column_count, count;
    text_list            texts;
};

static const int64_t LEAST = INT32_MIN;

ent_status
ent_packer_create(ent_ctx *ctx, ent_fact_kind kind, const ent_codes *codes, ent_packer **out)
{
    ent_packer *packer = ent_alloc_zero(1, sizeof *packer);

    if (packer == NULL) {
        return ent_fail_nomem(ctx);
    }
    packer->type = ent_fact_describe(kind);
    packer->kind = kind;
    packer->codes = codes;
    packer->column_count = list_columns(packer->type, packer->columns);
    ent_text_init(&packer->texts.all);
    *out = packer;
    return ENT_OK;
}

void
ent_packer_destroy(ent_packer *packer)
{
    if (packer != NULL) {
        for (size_t i = 0; i < packer->column_count; i++) {
            ent_free(packer->numbers[i].items);
        }
        ent_text_clear(&packer->texts.all);
        ent_free(packer->texts.start);
        ent_free(packer->texts.slots);
        ent_free(packer);
    }
}

/* What a fact says in a column, as a number; false when there is no memory. */
static bool
number_of(ent_packer *packer, const column *c, const unsigned char *fact, uint64_t *out)
{
    const char *text;
    ent_state   state;
    uint32_t    line;
    int32_t     integer;
    bool        flag;

    switch (c->what) {
    case OF_LINE:
        memcpy(&line, fact + c->offset, sizeof line);
        *out = line;
        return true;
    case OF_TEXT:
        memcpy(&text, fact + c->offset, sizeof text);
        return number_text(&packer->texts, text, out);
    case OF_STATE:
        memcpy(&state, fact + c->offset, sizeof state);
        return number_text(&packer->texts,
                           state != ENT_NO_STATE ? ent_codes_id(packer->codes, state) : NULL, out);
    case OF_INTEGER:
        memcpy(&integer, fact + c->offset, sizeof integer);
        *out = (uint64_t)(integer - LEAST);
        return true;
    case OF_FLAG:
        memcpy(&flag, fact + c->offset, sizeof flag);
        *out = flag;
        return true;
    case OF_NUMBER:
        break;
    }
    memcpy(out, fact + c->offset, sizeof *out);
    return true;
}

static ent_status
take_fact(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    ent_packer *packer = user;
    bool        good = kind == packer->kind;

    for (size_t i = 0; good && i < packer->column_count; i++) {
        numbers *n = &packer->numbers[i];

        good = ENT_GROW(n->items, n->capacity, packer->count + 1) &&
               number_of(packer, &packer->columns[i], fact, &n->items[packer->count]);
    }
    packer->count += good;
    return good ? ENT_OK : ent_fail_nomem(ctx);
}

ent_fact_sink
ent_packer_sink(ent_packer *packer)
{
    return (ent_fact_sink){packer, take_fact, NULL};
}

/* 4. the bytes */

enum { FROM_LEAST, FROM_BEFORE }; /* what the numbers of a column are distances from */

typedef struct telling {
    unsigned char from, width;
    uint64_t      start, least;
} telling;

static unsigned char
width_of(uint64_t greatest)
{
    return greatest == 0            ? 0
           : greatest <= UINT8_MAX  ? 1
           : greatest <= UINT16_MAX ? 2
           : greatest <= UINT32_MAX ? 4
                                    : 8;
}

/* The shorter of both ways. */
static telling
choose(const uint64_t *items, size_t count)
{
    uint64_t least = items[0], most = items[0], least_step = UINT64_MAX, most_step = 0;
    telling  plain, steps;

    for (size_t i = 1; i < count; i++) {
        uint64_t step = items[i] - items[i - 1];

        least = items[i] < least ? items[i] : least;
        most = items[i] > most ? items[i] : most;
        least_step = step < least_step ? step : least_step;
        most_step = step > most_step ? step : most_step;
    }
    plain = (telling){FROM_LEAST, width_of(most - least), 0, least};
    if (count == 1) {
        return plain;
    }
    steps =
        (telling){FROM_BEFORE, width_of(most_step - least_step), items[0] - least_step, least_step};
    return steps.width < plain.width ? steps : plain;
}

static void
add_number(ent_text *out, uint64_t value, unsigned char width)
{
    char bytes[8];

    for (unsigned i = 0; i < width; i++) {
        bytes[i] = (char)(unsigned char)(value >> 8 * i);
    }
    ent_text_add_bytes(out, bytes, width);
}

static void
add_numbers(ent_text *out, const uint64_t *items, size_t count)
{
    telling  told = choose(items, count);
    uint64_t before = told.start;

    add_number(out, told.from, 1);
    add_number(out, told.width, 1);
    add_number(out, told.start, 8);
    add_number(out, told.least, 8);
    for (size_t i = 0; i < count; i++) {
        add_number(out, items[i] - told.least - (told.from == FROM_BEFORE ? before : 0),
                   told.width);
        before = items[i];
    }
}

ent_status
ent_packer_finish(ent_ctx *ctx, const ent_packer *packer, ent_text *out)
{
    add_number(out, packer->count, 8);
    add_number(out, packer->texts.count, 8);
    add_number(out, packer->texts.all.length, 8);
    ent_text_add_bytes(out, ent_text_get(&packer->texts.all), packer->texts.all.length);
    for (size_t i = 0; packer->count > 0 && i < packer->column_count; i++) {
        add_numbers(out, packer->numbers[i].items, packer->count);
    }
    return out->failed ? ent_fail_nomem(ctx) : ENT_OK;
}

/* 5. reading them */

enum { BLOCK = 256 };

typedef struct reading {
    const unsigned char *at, *end;
    bool                 failed;
} reading;

static uint64_t
number_at(const unsigned char *bytes, unsigned width)
{
    uint64_t value = 0;

    for (unsigned i = 0; i < width; i++) {
        value |= (uint64_t)bytes[i] << 8 * i;
    }
    return value;
}

/* The next bytes, or NULL where there are not as many. */
static const unsigned char *
next_bytes(reading *r, uint64_t count)
{
    const unsigned char *bytes = r->at;

    r->failed = r->failed || count > (uint64_t)(r->end - r->at);
    if (r->failed) {
        return NULL;
    }
    r->at += count;
    return bytes;
}

static uint64_t
next_number(reading *r, unsigned width)
{
    const unsigned char *bytes = next_bytes(r, width);

    return bytes != NULL ? number_at(bytes, width) : 0;
}

typedef struct told_column {
    column               of;
    telling              told;
    const unsigned char *bytes;
    uint64_t             before; /* the last number that was read */
} told_column;

static bool
next_column(reading *r, uint64_t count, told_column *out)
{
    telling *told = &out->told;

    told->from = (unsigned char)next_number(r, 1);
    told->width = (unsigned char)next_number(r, 1);
    told->start = next_number(r, 8);
    told->least = next_number(r, 8);
    r->failed = r->failed || told->from > FROM_BEFORE || told->width > 8;
    out->bytes = r->failed ? NULL : next_bytes(r, count * told->width);
    out->before = told->start;
    return !r->failed;
}

/* The widths that are written, each in a loop of its own; others are read like them. */
static void
read_distances(const unsigned char *bytes, unsigned width, size_t count, uint64_t *out)
{
    switch (width) {
    case 1:
        for (size_t i = 0; i < count; i++) {
            out[i] = bytes[i];
        }
        break;
    case 2:
        for (size_t i = 0; i < count; i++) {
            out[i] = number_at(bytes + 2 * i, 2);
        }
        break;
    case 4:
        for (size_t i = 0; i < count; i++) {
            out[i] = number_at(bytes + 4 * i, 4);
        }
        break;
    case 8:
        for (size_t i = 0; i < count; i++) {
            out[i] = number_at(bytes + 8 * i, 8);
        }
        break;
    default:
        for (size_t i = 0; i < count; i++) {
            out[i] = number_at(bytes + width * i, width);
        }
        break;
    }
}

static void
read_numbers(told_column *c, size_t from, size_t count, uint64_t *out)
{
    read_distances(c->bytes + from * c->told.width, c->told.width, count, out);
    for (size_t i = 0; i < count; i++) {
        out[i] += c->told.least + (c->told.from == FROM_BEFORE ? c->before : 0);
        c->before = out[i];
    }
}

/* 6. unpacking */

typedef struct unpacking {
    const ent_codes     *codes;
    const ent_fact_type *type;
    uint64_t             count, text_count;
    const char         **texts;  /* by number; the first is NULL */
    ent_state           *states; /* by the number of their id */
    bool                *asked;  /* whether the state is known */
    told_column          columns[MOST_COLUMNS];
    size_t               column_count;
    bool                *accepted[MOST_COLUMNS]; /* texts by number, of fields */
} unpacking;

/* The texts one after the other, each with its zero. */
static bool
split_texts(unpacking *u, const char *bytes, uint64_t length)
{
    uint64_t at = 0;

    u->texts[0] = NULL;
    for (uint64_t i = 1; i <= u->text_count; i++) {
        const char *end = at < length ? memchr(bytes + at, '\0', (size_t)(length - at)) : NULL;

        if (end == NULL) {
            return false;
        }
        u->texts[i] = bytes + at;
        at = (uint64_t)(end - bytes) + 1;
    }
    return at == length;
}

static bool
find_state(unpacking *u, uint64_t number, ent_state *out)
{
    if (!u->asked[number]) {
        u->states[number] = number > 0 ? ent_codes_find(u->codes, u->texts[number]) : ENT_NO_STATE;
        u->asked[number] = true;
    }
    *out = u->states[number];
    return number == 0 || *out != ENT_NO_STATE;
}

/* Write the numbers of a column into facts; false for one that is no value. */
static bool
write_column(unpacking *u, const column *c, const uint64_t *values, size_t count,
             unsigned char *facts)
{
    size_t size = u->type->size;

    facts += c->offset;
    for (size_t i = 0; i < count; i++, facts += size) {
        uint32_t  line = (uint32_t)values[i];
        int32_t   integer = (int32_t)((int64_t)line + LEAST);
        bool      flag = values[i] == 1;
        ent_state state;

        switch (c->what) {
        case OF_LINE:
            memcpy(facts, &line, sizeof line);
            break;
        case OF_TEXT:
            if (values[i] > u->text_count) {
                return false;
            }
            memcpy(facts, &u->texts[values[i]], sizeof *u->texts);
            continue;
        case OF_STATE:
            if (values[i] > u->text_count || !find_state(u, values[i], &state)) {
                return false;
            }
            memcpy(facts, &state, sizeof state);
            continue;
        case OF_INTEGER:
            memcpy(facts, &integer, sizeof integer);
            break;
        case OF_FLAG:
            memcpy(facts, &flag, sizeof flag);
            break;
        case OF_NUMBER:
            memcpy(facts, &values[i], sizeof values[i]);
            continue;
        }
        if (values[i] > (c->what == OF_FLAG ? 1 : UINT32_MAX)) {
            return false;
        }
    }
    return true;
}

/* Whether the kind accepts the facts in one of its fields; of a text that was accepted, nothing is
   asked again. */
static bool
accepts(unpacking *u, size_t k, const uint64_t *values, size_t count, const unsigned char *facts)
{
    const column *c = &u->columns[k].of;
    bool         *known = u->accepted[k];
    char          room[ENT_FACT_EXPECTED];

    for (size_t i = 0; c->field != NULL && i < count; i++) {
        if (known != NULL && known[values[i]]) {
            continue;
        }
        if (!ent_fact_accepts(u->type, c->field, facts + i * u->type->size, u->codes, room)) {
            return false;
        }
        if (known != NULL) {
            known[values[i]] = true;
        }
    }
    return true;
}

/* All columns of some facts, then whether they are accepted: an end is asked for its start. */
static bool
unpack_block(unpacking *u, size_t from, size_t count, uint32_t file, unsigned char *facts)
{
    uint64_t values[MOST_COLUMNS][BLOCK];
    bool     good = true;

    memset(facts, 0, count * u->type->size);
    for (size_t i = 0; i < count; i++) {
        memcpy(facts + i * u->type->size + offsetof(ent_provenance, file), &file, sizeof file);
    }
    for (size_t k = 0; good && k < u->column_count; k++) {
        read_numbers(&u->columns[k], from, count, values[k]);
        good = write_column(u, &u->columns[k].of, values[k], count, facts);
    }
    for (size_t k = 0; good && k < u->column_count; k++) {
        good = accepts(u, k, values[k], count, facts);
    }
    return good;
}

/* Room for what is looked up by the number of a text; false when there is no memory. */
static bool
make_tables(unpacking *u, ent_arena *room)
{
    size_t count = (size_t)u->text_count + 1;

    u->texts = ent_arena_alloc(room, count, sizeof *u->texts);
    u->states = ent_arena_alloc(room, count, sizeof *u->states);
    u->asked = ent_arena_alloc(room, count, sizeof *u->asked);
    for (size_t k = 0; k < u->column_count; k++) {
        const column *c = &u->columns[k].of;
        bool          named = c->what == OF_TEXT || c->what == OF_STATE;

        if (named && c->field != NULL) {
            u->accepted[k] = ent_arena_alloc(room, count, sizeof **u->accepted);
            if (u->accepted[k] == NULL) {
                return false;
            }
        }
    }
    return u->texts != NULL && u->states != NULL && u->asked != NULL;
}

/* What the bytes say of themselves; a fact takes a byte at least, and so does a text. */
static bool
read_head(unpacking *u, reading *r, uint64_t *text_bytes)
{
    uint64_t size = (uint64_t)(r->end - r->at);

    u->count = next_number(r, 8);
    u->text_count = next_number(r, 8);
    *text_bytes = next_number(r, 8);
    return !r->failed && u->count <= size && u->text_count <= *text_bytes && *text_bytes <= size;
}

static ent_status
unpack(ent_ctx *ctx, unpacking *u, reading *r, uint32_t file, ent_arena *texts, ent_arena *room,
       ent_unpacked *list, bool *good)
{
    uint64_t    text_bytes;
    const void *given;
    char       *kept;
    size_t      size = u->type->size;

    *good = read_head(u, r, &text_bytes) && (given = next_bytes(r, text_bytes)) != NULL;
    if (!*good) {
        return ENT_OK;
    }
    kept = ent_arena_alloc(texts, (size_t)text_bytes, 1);
    if (kept == NULL || !make_tables(u, room) ||
        !ent_grow(&list->items, &list->capacity, list->count + (size_t)u->count, size)) {
        return ent_fail_nomem(ctx);
    }
    memcpy(kept, given, (size_t)text_bytes);
    *good = split_texts(u, kept, text_bytes);
    for (size_t k = 0; *good && u->count > 0 && k < u->column_count; k++) {
        *good = next_column(r, u->count, &u->columns[k]);
    }
    *good = *good && r->at == r->end;
    for (size_t i = 0; *good && i < u->count; i += BLOCK) {
        size_t some = u->count - i < BLOCK ? (size_t)u->count - i : BLOCK;

        *good = unpack_block(u, i, some, file, list->items + (list->count + i) * size);
    }
    list->count += *good ? (size_t)u->count : 0;
    return ENT_OK;
}

ent_status
ent_pack_read(ent_ctx *ctx, const unsigned char *bytes, size_t size, ent_fact_kind kind,
              uint32_t file, const ent_codes *codes, ent_arena *texts, ent_unpacked *list,
              bool *good)
{
    unpacking *u = ent_alloc_zero(1, sizeof *u);
    column     columns[MOST_COLUMNS];
    reading    r = {bytes, bytes + size, false};
    ent_arena  room;
    ent_status status;

    *good = false;
    if (u == NULL) {
        return ent_fail_nomem(ctx);
    }
    u->codes = codes;
    u->type = ent_fact_describe(kind);
    u->column_count = list_columns(u->type, columns);
    for (size_t k = 0; k < u->column_count; k++) {
        u->columns[k].of = columns[k];
    }
    ent_arena_init(&room);
    status = unpack(ctx, u, &r, file, texts, &room, list, good);
    ent_arena_clear(&room);
    ent_free(u);
    return status;
}
