/*
 * image.c - the dictionaries as one block of bytes, made when the program is built
 *
 * 1. the form
 * 2. packing
 * 3. unpacking
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/lexicon/image.h"

#include <string.h>

#include "base/alloc.h"
#include "base/context.h"

/* ---- 1. the form ---- */

enum { IMAGE_VERSION = 1, ALIGNED = 8 };

static const char MAGIC[8] = "entlexi";

/* Texts are offsets into the last part, 0 is none; entries, frames and lists are numbers from 1. */

typedef struct image_word {
    uint64_t classes;
    uint32_t text, unused;
} image_word;

typedef struct image_node {
    uint32_t parent, word, actors, events;
} image_node;

typedef struct image_entry {
    int32_t  from, to;
    uint32_t ids, name, frame; /* ids: the first of id_count in the numbers */
    uint16_t capitals;
    uint8_t  kind, id_count;
    bool     organisation, exact, alone, derived, weak;
    bool     more; /* the next one is another reading of the same phrase */
    uint16_t unused;
} image_entry;

typedef struct image_frame {
    double   goldstein;
    uint32_t lemma, type, mode, cameo, flags;
    uint32_t then; /* the first of then_count in the numbers */
    uint32_t preps[ENT_FRAME_WORDS];
    uint8_t  is_noun, then_count, prep_count, unused;
    uint32_t unused_too;
} image_frame;

typedef struct image_name {
    uint32_t id, name;
} image_name;

enum {
    PART_WORDS,
    PART_NODES,
    PART_ENTRIES,
    PART_FRAMES,
    PART_NAMES,
    PART_NUMBERS,    /* ids of entries, words that follow in frames */
    PART_WORD_TABLE, /* the two hash tables, as they are */
    PART_NODE_TABLE,
    PART_TEXTS,
    PARTS
};

static const size_t SIZES[PARTS] = {sizeof(image_word),  sizeof(image_node), sizeof(image_entry),
                                    sizeof(image_frame), sizeof(image_name), sizeof(uint32_t),
                                    sizeof(uint32_t),    sizeof(uint32_t),   1};

typedef struct image_head {
    char     magic[8];
    uint64_t version;
    uint64_t counts[PARTS];
} image_head;

/* ---- 2. packing ---- */

typedef struct packing {
    const ent_lexicon *lexicon;
    ent_lexicon       *texts;   /* each text once */
    uint32_t          *offsets; /* of the words of `texts` in their part */
    size_t             offset_capacity;
    const ent_frame  **frames; /* in the order of their numbers */
    size_t             frame_count, frame_capacity;
    ent_text           parts[PARTS];
    bool               failed; /* no memory */
} packing;

static size_t
count_of(const packing *p, int part)
{
    return p->parts[part].length / SIZES[part];
}

static void
add(packing *p, int part, const void *what)
{
    ent_text_add_bytes(&p->parts[part], what, SIZES[part]);
}

static uint32_t
pack_text(packing *p, const char *text)
{
    size_t   before = p->texts->word_count;
    uint32_t id = text != NULL ? ent_lexicon_word(p->texts, text, strlen(text)) : 0;

    if (text == NULL) {
        return 0;
    }
    if (id == 0 || !ENT_GROW(p->offsets, p->offset_capacity, (size_t)id + 1)) {
        p->failed = true;
        return 0;
    }
    if (p->texts->word_count > before) {
        p->offsets[id] = (uint32_t)p->parts[PART_TEXTS].length;
        ent_text_add_bytes(&p->parts[PART_TEXTS], text, strlen(text) + 1);
    }
    return p->offsets[id];
}

static void
pack_number(packing *p, uint32_t number)
{
    add(p, PART_NUMBERS, &number);
}

static uint32_t
pack_frame(packing *p, const ent_frame *frame)
{
    image_frame packed = {0};

    if (frame == NULL) {
        return 0;
    }
    for (size_t i = p->frame_count; i > 0; i--) {
        if (p->frames[i - 1] == frame) {
            return (uint32_t)i;
        }
    }
    if (!ENT_GROW(p->frames, p->frame_capacity, p->frame_count + 1)) {
        p->failed = true;
        return 0;
    }
    p->frames[p->frame_count++] = frame;
    packed.goldstein = frame->goldstein;
    packed.lemma = pack_text(p, frame->lemma);
    packed.type = pack_text(p, frame->type);
    packed.mode = pack_text(p, frame->mode);
    packed.cameo = pack_text(p, frame->cameo);
    packed.flags = frame->flags;
    packed.then = (uint32_t)count_of(p, PART_NUMBERS);
    memcpy(packed.preps, frame->preps, sizeof packed.preps);
    packed.is_noun = frame->is_noun;
    packed.then_count = frame->then_count;
    packed.prep_count = frame->prep_count;
    for (size_t i = 0; i < frame->then_count; i++) {
        pack_number(p, frame->then[i]);
    }
    add(p, PART_FRAMES, &packed);
    return (uint32_t)p->frame_count;
}

/* The readings of a phrase, one after the other; the number of the first. */
static uint32_t
pack_entries(packing *p, const ent_entry *entry)
{
    uint32_t first = entry != NULL ? (uint32_t)count_of(p, PART_ENTRIES) + 1 : 0;

    for (; entry != NULL; entry = entry->next) {
        image_entry packed = {.from = entry->span.from,
                              .to = entry->span.to,
                              .name = pack_text(p, entry->name),
                              .frame = pack_frame(p, entry->frame),
                              .capitals = entry->capitals,
                              .kind = entry->kind,
                              .id_count = entry->id_count,
                              .organisation = entry->organisation,
                              .exact = entry->exact,
                              .alone = entry->alone,
                              .derived = entry->derived,
                              .weak = entry->weak,
                              .more = entry->next != NULL};

        packed.ids = (uint32_t)count_of(p, PART_NUMBERS);
        for (size_t i = 0; i < entry->id_count; i++) {
            pack_number(p, pack_text(p, entry->ids[i]));
        }
        add(p, PART_ENTRIES, &packed);
    }
    return first;
}

static void
pack_parts(packing *p)
{
    const ent_lexicon *l = p->lexicon;

    ent_text_add_char(&p->parts[PART_TEXTS], '\0'); /* offset 0 is no text */
    for (size_t i = 0; i < l->word_count; i++) {
        image_word packed = {l->words[i].classes, pack_text(p, l->words[i].text), 0};

        add(p, PART_WORDS, &packed);
    }
    for (size_t i = 0; i < l->node_count; i++) {
        image_node packed = {.parent = l->nodes[i].parent, .word = l->nodes[i].word};

        packed.actors = pack_entries(p, l->nodes[i].actors);
        packed.events = pack_entries(p, l->nodes[i].events);
        add(p, PART_NODES, &packed);
    }
    for (size_t i = 0; i < l->name_count; i++) {
        image_name packed = {pack_text(p, l->names[i].id), pack_text(p, l->names[i].name)};

        add(p, PART_NAMES, &packed);
    }
    ent_text_add_bytes(&p->parts[PART_WORD_TABLE], (const char *)l->word_table,
                       l->word_table_size * sizeof *l->word_table);
    ent_text_add_bytes(&p->parts[PART_NODE_TABLE], (const char *)l->node_table,
                       l->node_table_size * sizeof *l->node_table);
}

static void
write_image(packing *p, ent_text *out)
{
    static const char PADDING[ALIGNED] = "";
    image_head        head = {.version = IMAGE_VERSION};

    memcpy(head.magic, MAGIC, sizeof head.magic);
    for (int part = 0; part < PARTS; part++) {
        head.counts[part] = count_of(p, part);
        p->failed |= p->parts[part].failed;
    }
    ent_text_add_bytes(out, (const char *)&head, sizeof head);
    for (int part = 0; part < PARTS; part++) {
        ent_text_add_bytes(out, ent_text_get(&p->parts[part]), p->parts[part].length);
        ent_text_add_bytes(out, PADDING, (ALIGNED - out->length % ALIGNED) % ALIGNED);
    }
}

ent_status
ent_lexicon_pack(ent_ctx *ctx, const ent_lexicon *lexicon, ent_text *out)
{
    packing p = {.lexicon = lexicon, .texts = ent_alloc_zero(1, sizeof(ent_lexicon))};

    if (p.texts == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&p.texts->arena);
    for (int part = 0; part < PARTS; part++) {
        ent_text_init(&p.parts[part]);
    }
    pack_parts(&p);
    write_image(&p, out);
    for (int part = 0; part < PARTS; part++) {
        ent_text_clear(&p.parts[part]);
    }
    ent_free(p.offsets);
    ent_free(p.frames);
    ent_lexicon_destroy(p.texts);
    return p.failed || out->failed ? ent_fail_nomem(ctx) : ENT_OK;
}

/* ---- 3. unpacking ---- */

typedef struct unpacking {
    const void  *parts[PARTS];
    size_t       counts[PARTS];
    ent_lexicon *lexicon;
    ent_entry   *entries;
    ent_frame   *frames;
    const char **ids;   /* of the entries, by their place in the numbers */
    uint32_t    *thens; /* of the frames, likewise */
} unpacking;

static bool
find_parts(unpacking *u, const void *image, size_t length)
{
    const image_head *head = image;
    size_t            at = sizeof *head;

    if (length < at || memcmp(head->magic, MAGIC, sizeof head->magic) != 0 ||
        head->version != IMAGE_VERSION) {
        return false;
    }
    for (int part = 0; part < PARTS; part++) {
        if (head->counts[part] > (length - at) / SIZES[part]) {
            return false;
        }
        u->parts[part] = (const char *)image + at;
        u->counts[part] = (size_t)head->counts[part];
        at += (u->counts[part] * SIZES[part] + ALIGNED - 1) / ALIGNED * ALIGNED;
        if (at > length) {
            return false;
        }
    }
    return true;
}

static const char *
text_of(const unpacking *u, uint32_t offset)
{
    return offset == 0 ? NULL : (const char *)u->parts[PART_TEXTS] + offset;
}

/* Room for all that the image has, and for what is added behind it. */
static bool
make_room(unpacking *u)
{
    ent_lexicon *l = u->lexicon;
    size_t       numbers = u->counts[PART_NUMBERS] + 1;

    l->word_table_size = u->counts[PART_WORD_TABLE];
    l->node_table_size = u->counts[PART_NODE_TABLE];
    l->word_table = ent_alloc(l->word_table_size, sizeof *l->word_table);
    l->node_table = ent_alloc(l->node_table_size, sizeof *l->node_table);
    u->entries = ent_arena_alloc(&l->arena, u->counts[PART_ENTRIES] + 1, sizeof *u->entries);
    u->frames = ent_arena_alloc(&l->arena, u->counts[PART_FRAMES] + 1, sizeof *u->frames);
    u->ids = ent_arena_alloc(&l->arena, numbers, sizeof *u->ids);
    u->thens = ent_arena_alloc(&l->arena, numbers, sizeof *u->thens);
    return l->word_table != NULL && l->node_table != NULL && u->entries != NULL &&
           u->frames != NULL && u->ids != NULL && u->thens != NULL &&
           ENT_GROW(l->words, l->word_capacity, u->counts[PART_WORDS] + 1) &&
           ENT_GROW(l->nodes, l->node_capacity, u->counts[PART_NODES] + 1) &&
           ENT_GROW(l->names, l->name_capacity, u->counts[PART_NAMES] + 1);
}

static void
unpack_words(const unpacking *u)
{
    const image_word *words = u->parts[PART_WORDS];
    const image_name *names = u->parts[PART_NAMES];
    ent_lexicon      *l = u->lexicon;

    for (size_t i = 0; i < u->counts[PART_WORDS]; i++) {
        l->words[i] = (ent_word){text_of(u, words[i].text), words[i].classes};
    }
    for (size_t i = 0; i < u->counts[PART_NAMES]; i++) {
        l->names[i] = (ent_printed_name){text_of(u, names[i].id), text_of(u, names[i].name)};
    }
    l->word_count = u->counts[PART_WORDS];
    l->name_count = u->counts[PART_NAMES];
    memcpy(l->word_table, u->parts[PART_WORD_TABLE], l->word_table_size * sizeof *l->word_table);
}

static void
unpack_frames(const unpacking *u)
{
    const image_frame *packed = u->parts[PART_FRAMES];

    memcpy(u->thens, u->parts[PART_NUMBERS], u->counts[PART_NUMBERS] * sizeof *u->thens);
    for (size_t i = 0; i < u->counts[PART_FRAMES]; i++, packed++) {
        ent_frame *frame = &u->frames[i];

        frame->lemma = text_of(u, packed->lemma);
        frame->type = text_of(u, packed->type);
        frame->mode = text_of(u, packed->mode);
        frame->cameo = text_of(u, packed->cameo);
        frame->goldstein = packed->goldstein;
        frame->flags = packed->flags;
        frame->is_noun = packed->is_noun != 0;
        frame->then_count = packed->then_count;
        frame->prep_count = packed->prep_count;
        frame->then = u->thens + packed->then;
        memcpy(frame->preps, packed->preps, sizeof frame->preps);
    }
}

static void
unpack_entries(const unpacking *u)
{
    const image_entry *packed = u->parts[PART_ENTRIES];
    const uint32_t    *numbers = u->parts[PART_NUMBERS];

    for (size_t i = 0; i < u->counts[PART_ENTRIES]; i++, packed++) {
        u->entries[i] =
            (ent_entry){.next = packed->more ? &u->entries[i + 1] : NULL,
                        .kind = packed->kind,
                        .id_count = packed->id_count,
                        .organisation = packed->organisation,
                        .exact = packed->exact,
                        .alone = packed->alone,
                        .derived = packed->derived,
                        .weak = packed->weak,
                        .capitals = packed->capitals,
                        .ids = packed->id_count > 0 ? u->ids + packed->ids : NULL,
                        .name = text_of(u, packed->name),
                        .span = {packed->from, packed->to},
                        .frame = packed->frame > 0 ? &u->frames[packed->frame - 1] : NULL};
        for (size_t k = 0; k < packed->id_count; k++) {
            u->ids[packed->ids + k] = text_of(u, numbers[packed->ids + k]);
        }
    }
}

static void
unpack_nodes(const unpacking *u)
{
    const image_node *packed = u->parts[PART_NODES];
    ent_lexicon      *l = u->lexicon;

    for (size_t i = 0; i < u->counts[PART_NODES]; i++, packed++) {
        l->nodes[i] = (ent_node){packed->parent, packed->word,
                                 packed->actors > 0 ? &u->entries[packed->actors - 1] : NULL,
                                 packed->events > 0 ? &u->entries[packed->events - 1] : NULL};
    }
    l->node_count = u->counts[PART_NODES];
    memcpy(l->node_table, u->parts[PART_NODE_TABLE], l->node_table_size * sizeof *l->node_table);
}

ent_status
ent_lexicon_unpack(ent_ctx *ctx, const void *image, size_t length, ent_lexicon *lexicon)
{
    unpacking u = {.lexicon = lexicon};

    if (!find_parts(&u, image, length)) {
        return ent_fail(ctx, ENT_E_INPUT, "the built-in dictionaries are damaged");
    }
    if (!make_room(&u)) {
        return ent_fail_nomem(ctx);
    }
    unpack_words(&u);
    unpack_frames(&u);
    unpack_entries(&u);
    unpack_nodes(&u);
    return ENT_OK;
}

/* Defined by the block itself, where a program is linked with it. */
extern const unsigned char ent_lexicon_image[] __attribute__((weak));
extern const unsigned char ent_lexicon_image_end[] __attribute__((weak));

const void *
ent_lexicon_image_built_in(size_t *length)
{
    *length = ent_lexicon_image != NULL ? (size_t)(ent_lexicon_image_end - ent_lexicon_image) : 0;
    return ent_lexicon_image;
}
