/*
 * codes.c - which states exist when, and what they are called in each scheme
 *
 *   1. loading data/world      2. looking up       3. conversions
 *
 * SPDX-License-Identifier: MIT
 */
#include "entente/codes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/csv.h"
#include "base/data.h"
#include "base/date.h"
#include "base/keys.h"
#include "base/text.h"

/* One dated word for a state: a name, a code, a government. */
typedef struct dated_word {
    ent_state    state;
    ent_scheme   scheme;
    const char  *word;
    ent_span     span;
    ent_code_row row;
} dated_word;

typedef struct word_list {
    dated_word *items;
    size_t      count, capacity;
} word_list;

enum { LETTERS = 26, OF_THREE = LETTERS * LETTERS * LETTERS };

struct ent_codes {
    ent_arena    arena;
    const char **ids; /* sorted; the index is the ent_state */
    size_t       id_count, id_capacity;
    ent_state    by_letters[OF_THREE]; /* of ids: ENT_NO_STATE where there is none */
    ent_spell   *spells;
    size_t       spell_count, spell_capacity;
    word_list    words; /* of all schemes but id, cow and ccode, which the spells hold */
    word_list    governments;
    word_list    spellings; /* names that are matched, never printed */
};

/* 1. loading data/world */

typedef struct table_reader table_reader;

typedef ent_status (*row_reader)(table_reader *r);

struct table_reader {
    ent_ctx    *ctx;
    ent_codes  *codes;
    ent_csv     csv;
    size_t      column[8];
    const char *table;
    int         source; /* its column, or -1 */
    row_reader  read_row;
    ent_keys   *keys; /* NULL for our own tables, which were checked before they were built in */
};

static ent_status
take_row(ent_ctx *ctx, void *user, const ent_csv *csv)
{
    table_reader *r = user;
    ent_status    status = r->read_row(r);

    return status == ENT_OK && r->keys != NULL ? ent_keys_add(ctx, r->keys, csv) : status;
}

static ent_status
read_table(ent_ctx *ctx, ent_codes *codes, const char *table, const char *const *columns,
           size_t column_count, const char *unique, row_reader read_row)
{
    ent_keys     keys;
    table_reader r = {.ctx = ctx, .codes = codes, .table = table, .read_row = read_row};
    char         name[64];
    ent_bytes    bytes;
    ent_status   status;

    (void)snprintf(name, sizeof name, "world/%s.csv", table);
    status = ent_data_read(ctx, name, &bytes);
    if (status != ENT_OK) {
        return status;
    }
    ent_keys_init(&keys, unique);
    r.keys = ent_ctx_data_dir(ctx) != NULL ? &keys : NULL;
    ent_csv_init(&r.csv, name, bytes.bytes, bytes.length, ',', true);
    status = ent_csv_read_columns(ctx, &r.csv, columns, column_count, r.column);
    if (status == ENT_OK) {
        r.source = ent_csv_column(&r.csv, "source");
        status = ent_csv_each(ctx, &r.csv, take_row, &r);
    }
    if (status == ENT_OK && r.keys != NULL) {
        status = ent_keys_check(ctx, &keys, name);
    }
    ent_keys_clear(&keys);
    ent_csv_clear(&r.csv);
    ent_bytes_clear(&bytes);
    return status;
}

static char *
keep(table_reader *r, size_t column)
{
    ent_field field = ent_csv_field(&r->csv, r->column[column]);

    return ent_arena_strndup(&r->codes->arena, field.bytes, field.length);
}

static ent_status
read_place(table_reader *r, ent_code_row *out)
{
    ent_code_row row = {r->table, (uint32_t)r->csv.line, NULL};
    ent_field    key = {.length = 0};

    if (r->source >= 0) {
        key = ent_csv_field(&r->csv, (size_t)r->source);
    }
    if (key.length > 0) {
        row.citation = ent_arena_strndup(&r->codes->arena, key.bytes, key.length);
        if (row.citation == NULL) {
            return ent_fail_nomem(r->ctx);
        }
    }
    *out = row;
    return ENT_OK;
}

static ent_status
read_span(table_reader *r, size_t start, size_t end, ent_span *out)
{
    ent_field from = ent_csv_field(&r->csv, r->column[start]);
    ent_field to = ent_csv_field(&r->csv, r->column[end]);
    ent_span  first = {ENT_DAY_MIN, 0}, last = {0, ENT_DAY_MAX};

    if (from.length > 0 && !ent_span_read(from.bytes, from.length, &first)) {
        return ent_csv_fail(r->ctx, &r->csv, r->column[start], "a date");
    }
    if (to.length > 0 && !ent_span_read(to.bytes, to.length, &last)) {
        return ent_csv_fail(r->ctx, &r->csv, r->column[end], "a date");
    }
    if (first.from >= last.to) {
        return ent_csv_fail(r->ctx, &r->csv, r->column[end], "a day after the start");
    }
    *out = (ent_span){first.from, last.to};
    return ENT_OK;
}

static const char *const STATE_COLUMNS[] = {"state", "ccode", "cow", "start", "end"};

static ent_status
read_state_row(table_reader *r)
{
    ent_codes *codes = r->codes;
    ent_field  ccode = ent_csv_field(&r->csv, r->column[1]);
    int64_t    number;
    ent_spell  spell;
    char      *id = keep(r, 0), *cow = keep(r, 2);
    ent_status status;

    if (id == NULL || cow == NULL ||
        !ENT_GROW(codes->spells, codes->spell_capacity, codes->spell_count + 1) ||
        !ENT_GROW(codes->ids, codes->id_capacity, codes->id_count + 1)) {
        return ent_fail_nomem(r->ctx);
    }
    if (strlen(id) != 3) {
        return ent_csv_fail(r->ctx, &r->csv, r->column[0], "three letters");
    }
    if (strlen(cow) != 3) {
        return ent_csv_fail(r->ctx, &r->csv, r->column[2], "three letters");
    }
    if (!ent_integer_read(ccode.bytes, ccode.length, &number) || number < 1 || number > 999) {
        return ent_csv_fail(r->ctx, &r->csv, r->column[1], "a COW number from 1 to 999");
    }
    status = read_span(r, 3, 4, &spell.span);
    if (status == ENT_OK) {
        status = read_place(r, &spell.row);
    }
    if (status != ENT_OK) {
        return status;
    }
    spell.state = 0;
    spell.ccode = (ent_ccode)number;
    spell.cow = cow;
    codes->spells[codes->spell_count++] = spell;
    codes->ids[codes->id_count++] = id; /* one a spell for now; joined in index_ids() */
    return ENT_OK;
}

static int
compare_ids(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int
compare_spells(const void *a, const void *b)
{
    const ent_spell *x = a, *y = b;

    if (x->ccode != y->ccode) {
        return x->ccode < y->ccode ? -1 : 1;
    }
    return x->span.from < y->span.from ? -1 : x->span.from > y->span.from;
}

/* The place of an id of three letters, as all are; OF_THREE: it is none. */
static size_t
place_of(const char *id)
{
    size_t place = 0;

    for (size_t i = 0; i < 3; i++) {
        if (id[i] < 'A' || id[i] > 'Z') {
            return OF_THREE;
        }
        place = place * LETTERS + (size_t)(id[i] - 'A');
    }
    return id[3] == '\0' ? place : OF_THREE;
}

/* Records ask for millions of them. */
static void
place_ids(ent_codes *codes)
{
    for (size_t i = 0; i < OF_THREE; i++) {
        codes->by_letters[i] = ENT_NO_STATE;
    }
    for (size_t i = 0; i < codes->id_count; i++) {
        size_t place = place_of(codes->ids[i]);

        if (place < OF_THREE) {
            codes->by_letters[place] = (ent_state)i;
        }
    }
}

/* Give every printed id its number: the ids are sorted and made single. */
static ent_status
index_ids(ent_ctx *ctx, ent_codes *codes)
{
    const char **of_spell = ent_alloc(codes->spell_count, sizeof *of_spell);
    size_t       count = 0;

    if (of_spell == NULL) {
        return ent_fail_nomem(ctx);
    }
    if (codes->spell_count == 0) {
        ent_free(of_spell);
        return ent_fail(ctx, ENT_E_INPUT, "world/states.csv: no states");
    }
    memcpy(of_spell, codes->ids, codes->spell_count * sizeof *of_spell);
    qsort(codes->ids, codes->id_count, sizeof *codes->ids, compare_ids);
    for (size_t i = 0; i < codes->id_count; i++) {
        if (count == 0 || strcmp(codes->ids[count - 1], codes->ids[i]) != 0) {
            codes->ids[count++] = codes->ids[i];
        }
    }
    codes->id_count = count;
    if (count >= ENT_NO_STATE) {
        ent_free(of_spell);
        return ent_fail(ctx, ENT_E_LIMIT, "world/states.csv: more than %d states",
                        ENT_NO_STATE - 1);
    }
    for (size_t i = 0; i < codes->spell_count; i++) {
        const char **found =
            bsearch(&of_spell[i], codes->ids, count, sizeof *codes->ids, compare_ids);

        codes->spells[i].state = (ent_state)(found - codes->ids);
    }
    ent_free(of_spell);
    place_ids(codes);
    qsort(codes->spells, codes->spell_count, sizeof *codes->spells, compare_spells);
    return ENT_OK;
}

static ent_state
find_id(const ent_codes *codes, const char *id)
{
    size_t       place = place_of(id);
    const char **found;

    if (place < OF_THREE) {
        return codes->by_letters[place];
    }
    found = bsearch(&id, codes->ids, codes->id_count, sizeof *codes->ids, compare_ids);
    return found != NULL ? (ent_state)(found - codes->ids) : ENT_NO_STATE;
}

static ent_status
read_word_row(table_reader *r, word_list *list, ent_scheme scheme, size_t word_column,
              size_t start_column)
{
    size_t      id_column = word_column == 0 ? 1 : 0;
    const char *id = keep(r, id_column);
    dated_word  word = {.scheme = scheme, .word = keep(r, word_column)};
    ent_status  status;

    if (id == NULL || word.word == NULL ||
        !ENT_GROW(list->items, list->capacity, list->count + 1)) {
        return ent_fail_nomem(r->ctx);
    }
    word.state = find_id(r->codes, id);
    if (word.state == ENT_NO_STATE) {
        return ent_csv_fail(r->ctx, &r->csv, r->column[id_column], "an id of states.csv");
    }
    if (word.word[0] == '\0' || strlen(word.word) >= ENT_CODE_SIZE) {
        return ent_csv_fail(r->ctx, &r->csv, r->column[word_column], "1 to 63 bytes");
    }
    status = read_span(r, start_column, start_column + 1, &word.span);
    if (status == ENT_OK) {
        status = read_place(r, &word.row);
    }
    if (status == ENT_OK) {
        list->items[list->count++] = word;
    }
    return status;
}

static const char *const NAME_COLUMNS[] = {"state", "name", "start", "end"};

static ent_status
read_name_row(table_reader *r)
{
    return read_word_row(r, &r->codes->words, ENT_SCHEME_NAME, 1, 2);
}

static const char *const SPELLING_COLUMNS[] = {"name", "state", "start", "end"};

static ent_status
read_spelling_row(table_reader *r)
{
    return read_word_row(r, &r->codes->spellings, ENT_SCHEME_NAME, 0, 2);
}

static const char *const CODE_COLUMNS[] = {"state", "scheme", "code", "start", "end"};

static ent_status
read_code_row(table_reader *r)
{
    static const struct {
        const char *word;
        ent_scheme  scheme;
    } SCHEMES[] = {{"gw", ENT_SCHEME_GW}, {"iso3", ENT_SCHEME_ISO3}, {"iso2", ENT_SCHEME_ISO2}};
    ent_field field = ent_csv_field(&r->csv, r->column[1]);
    ent_field code = ent_csv_field(&r->csv, r->column[2]);
    int64_t   number;

    if (field.length == 2 && memcmp(field.bytes, "gw", 2) == 0 &&
        (!ent_integer_read(code.bytes, code.length, &number) || number < 1 || number > 999)) {
        return ent_csv_fail(r->ctx, &r->csv, r->column[2], "a number from 1 to 999");
    }
    for (size_t i = 0; i < sizeof SCHEMES / sizeof SCHEMES[0]; i++) {
        if (field.length == strlen(SCHEMES[i].word) &&
            memcmp(field.bytes, SCHEMES[i].word, field.length) == 0) {
            return read_word_row(r, &r->codes->words, SCHEMES[i].scheme, 2, 3);
        }
    }
    return ent_csv_fail(r->ctx, &r->csv, r->column[1], "gw, iso3 or iso2");
}

static const char *const GOVERNMENT_COLUMNS[] = {"state", "government", "start", "end"};

static ent_status
read_government_row(table_reader *r)
{
    return read_word_row(r, &r->codes->governments, ENT_SCHEME_NAME, 1, 2);
}

ent_status
ent_codes_load(ent_ctx *ctx, ent_codes **out)
{
    ent_codes *codes = ent_alloc_zero(1, sizeof *codes);
    ent_status status;

    if (codes == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&codes->arena);
    status = read_table(ctx, codes, "states", STATE_COLUMNS, 5, "state, ccode", read_state_row);
    if (status == ENT_OK) {
        status = index_ids(ctx, codes);
    }
    if (status == ENT_OK) {
        status = read_table(ctx, codes, "names", NAME_COLUMNS, 4, "state", read_name_row);
    }
    if (status == ENT_OK) {
        status = read_table(ctx, codes, "codes", CODE_COLUMNS, 5, "state scheme, scheme code",
                            read_code_row);
    }
    if (status == ENT_OK) {
        status = read_table(ctx, codes, "governments", GOVERNMENT_COLUMNS, 4, "state government",
                            read_government_row);
    }
    if (status == ENT_OK) {
        status =
            read_table(ctx, codes, "spellings", SPELLING_COLUMNS, 4, "name", read_spelling_row);
        status = status == ENT_E_NOTFOUND ? ENT_OK : status; /* a folder may do without */
    }
    if (status != ENT_OK) {
        ent_codes_destroy(codes);
        return status;
    }
    *out = codes;
    return ENT_OK;
}

void
ent_codes_destroy(ent_codes *codes)
{
    if (codes != NULL) {
        ent_arena_clear(&codes->arena);
        ent_free(codes->ids);
        ent_free(codes->spells);
        ent_free(codes->words.items);
        ent_free(codes->governments.items);
        ent_free(codes->spellings.items);
        ent_free(codes);
    }
}

/* 2. looking up */

size_t
ent_codes_count(const ent_codes *codes)
{
    return codes->id_count;
}

const char *
ent_codes_id(const ent_codes *codes, ent_state state)
{
    return state < codes->id_count ? codes->ids[state] : "";
}

const ent_spell *
ent_codes_spells(const ent_codes *codes, size_t *count)
{
    *count = codes->spell_count;
    return codes->spells;
}

ent_state
ent_codes_find(const ent_codes *codes, const char *id)
{
    ent_state state = find_id(codes, id);

    for (size_t i = 0; state == ENT_NO_STATE && i < codes->words.count; i++) {
        const dated_word *word = &codes->words.items[i];

        if (word->scheme == ENT_SCHEME_ISO3 && ent_compare_nocase(word->word, id) == 0) {
            state = word->state;
        }
    }
    return state;
}

bool
ent_codes_exists(const ent_codes *codes, ent_state state, ent_span span)
{
    for (size_t i = 0; i < codes->spell_count; i++) {
        if (codes->spells[i].state == state && ent_span_overlap(codes->spells[i].span, span)) {
            return true;
        }
    }
    return false;
}

/* How far a day is from a span: 0 inside. */
static int64_t
distance(ent_span span, ent_day day)
{
    if (day < span.from) {
        return (int64_t)span.from - day;
    }
    return day >= span.to ? (int64_t)day - span.to + 1 : 0;
}

ent_ccode
ent_codes_ccode(const ent_codes *codes, ent_state state, ent_day day)
{
    ent_ccode best = 0;
    int64_t   nearest = INT64_MAX;

    for (size_t i = 0; i < codes->spell_count; i++) {
        const ent_spell *spell = &codes->spells[i];

        if (spell->state == state && distance(spell->span, day) < nearest) {
            nearest = distance(spell->span, day);
            best = spell->ccode;
        }
    }
    return best;
}

static const char *
nearest_word(const word_list *list, ent_state state, ent_scheme scheme, ent_day day, bool inside)
{
    const char *best = NULL;
    int64_t     nearest = inside ? 1 : INT64_MAX;

    for (size_t i = 0; i < list->count; i++) {
        const dated_word *word = &list->items[i];

        if (word->state == state && word->scheme == scheme && distance(word->span, day) < nearest) {
            nearest = distance(word->span, day);
            best = word->word;
        }
    }
    return best;
}

ent_ccode
ent_codes_gw(const ent_codes *codes, ent_state state, ent_day day)
{
    const char *word = nearest_word(&codes->words, state, ENT_SCHEME_GW, day, false);
    int64_t     number = 0;

    if (word != NULL && !ent_integer_read(word, strlen(word), &number)) {
        return 0;
    }
    return (ent_ccode)number;
}

const char *
ent_codes_name(const ent_codes *codes, ent_state state, ent_day day)
{
    const char *name = nearest_word(&codes->words, state, ENT_SCHEME_NAME, day, false);

    return name != NULL ? name : ent_codes_id(codes, state);
}

ent_state
ent_codes_by_ccode(const ent_codes *codes, ent_ccode ccode)
{
    size_t low = 0, high = codes->spell_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (codes->spells[middle].ccode < ccode) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < codes->spell_count && codes->spells[low].ccode == ccode) {
        return codes->spells[low].state;
    }
    return ENT_NO_STATE;
}

const char *
ent_codes_government(const ent_codes *codes, ent_state state, ent_day day)
{
    for (size_t i = 0; i < codes->governments.count; i++) {
        const dated_word *word = &codes->governments.items[i];

        if (word->state == state && !ent_starts_with(word->word, "seat:") &&
            distance(word->span, day) == 0) {
            return word->word;
        }
    }
    return NULL;
}

static bool
word_at(const word_list *list, ent_state state, ent_scheme scheme, size_t index,
        ent_dated_code *out)
{
    for (size_t i = 0; i < list->count; i++) {
        const dated_word *word = &list->items[i];

        if (word->state == state && word->scheme == scheme && index-- == 0) {
            *out = (ent_dated_code){word->word, word->span, word->row};
            return true;
        }
    }
    return false;
}

bool
ent_codes_code_at(const ent_codes *codes, ent_state state, ent_scheme scheme, size_t index,
                  ent_dated_code *out)
{
    return word_at(&codes->words, state, scheme, index, out);
}

bool
ent_codes_government_at(const ent_codes *codes, ent_state state, size_t index, ent_dated_code *out)
{
    return word_at(&codes->governments, state, ENT_SCHEME_NAME, index, out);
}

bool
ent_codes_spelling_at(const ent_codes *codes, ent_state state, size_t index, ent_dated_code *out)
{
    return word_at(&codes->spellings, state, ENT_SCHEME_NAME, index, out);
}

/* 3. conversions */

/* Every (state, code, span) of a scheme, one after the other. */
typedef struct code_entry {
    ent_state   state;
    const char *code;
    ent_span    span;
} code_entry;

static size_t
entry_count(const ent_codes *codes, ent_scheme scheme)
{
    if (scheme == ENT_SCHEME_ID) {
        return codes->id_count;
    }
    return scheme == ENT_SCHEME_COW || scheme == ENT_SCHEME_CCODE ? codes->spell_count
                                                                  : codes->words.count;
}

/* False where the entry is of another scheme.  `number` holds a printed COW number. */
static bool
entry_at(const ent_codes *codes, ent_scheme scheme, size_t index, code_entry *out, char number[16])
{
    if (scheme == ENT_SCHEME_ID) {
        *out = (code_entry){(ent_state)index, codes->ids[index], {ENT_DAY_MIN, ENT_DAY_MAX}};
        return true;
    }
    if (scheme == ENT_SCHEME_COW || scheme == ENT_SCHEME_CCODE) {
        const ent_spell *spell = &codes->spells[index];

        (void)snprintf(number, 16, "%d", (int)spell->ccode);
        *out =
            (code_entry){spell->state, scheme == ENT_SCHEME_COW ? spell->cow : number, spell->span};
        return true;
    }
    *out = (code_entry){codes->words.items[index].state, codes->words.items[index].word,
                        codes->words.items[index].span};
    return codes->words.items[index].scheme == scheme;
}

static void
add_answer(ent_text *hint, const char *answer, ent_span span)
{
    char from[16], to[16];

    ent_date_print(span.from, from);
    ent_date_print(span.to == ENT_DAY_MAX ? span.to : span.to - 1, to);
    ent_text_addf(hint, "%s%s (%s..%s)", hint->length > 0 ? ", " : "", answer, from, to);
}

static ent_status
fail_needs_date(ent_ctx *ctx, const char *what, const ent_text *hint)
{
    if (hint->failed) {
        return ent_fail_nomem(ctx);
    }
    return ent_fail(ctx, ENT_E_ARG, "'%s' depends on the date: %s; give one, as --at 1985-01-01",
                    what, ent_text_get(hint));
}

static ent_status
fail_unknown_code(ent_ctx *ctx, const ent_codes *codes, const char *code)
{
    const char *nearest = ent_nearest_word(code, codes->ids, codes->id_count);

    if (nearest != NULL) {
        return ent_fail(ctx, ENT_E_NOTFOUND, "unknown state '%.60s', did you mean '%s'?", code,
                        nearest);
    }
    return ent_fail(ctx, ENT_E_NOTFOUND, "unknown state '%.60s'; 'entente list states' has them",
                    code);
}

static bool
lives_on(const ent_codes *codes, ent_state state, ent_day day)
{
    return day != ENT_NO_DAY && day != ENT_DAY_MAX &&
           ent_codes_exists(codes, state, (ent_span){day, day + 1});
}

ent_status
ent_codes_from(ent_ctx *ctx, const ent_codes *codes, ent_scheme scheme, const char *code,
               ent_day day, ent_state *out)
{
    ent_state  found = ENT_NO_STATE;
    bool       several = false;
    ent_text   hint;
    ent_status status;

    ent_text_init(&hint);
    for (size_t i = 0; i < entry_count(codes, scheme); i++) {
        code_entry entry;
        char       number[16];

        if (!entry_at(codes, scheme, i, &entry, number) ||
            ent_compare_nocase(entry.code, code) != 0 ||
            (day != ENT_NO_DAY && distance(entry.span, day) != 0)) {
            continue;
        }
        add_answer(&hint, ent_codes_id(codes, entry.state), entry.span);
        /* a word without dates is of a state's whole life: who lives that day comes first */
        if (found == ENT_NO_STATE ||
            (lives_on(codes, entry.state, day) && !lives_on(codes, found, day))) {
            found = entry.state;
            several = false;
        } else if (found != entry.state &&
                   (lives_on(codes, entry.state, day) || !lives_on(codes, found, day))) {
            several = true;
        }
    }
    if (found == ENT_NO_STATE && scheme == ENT_SCHEME_ID) {
        found = ent_codes_find(codes, code);
    }
    if (found == ENT_NO_STATE) {
        status = fail_unknown_code(ctx, codes, code);
    } else if (several) {
        status = fail_needs_date(ctx, code, &hint);
    } else {
        *out = found;
        status = hint.failed ? ent_fail_nomem(ctx) : ENT_OK;
    }
    ent_text_clear(&hint);
    return status;
}

ent_status
ent_codes_to(ent_ctx *ctx, const ent_codes *codes, ent_state state, ent_scheme scheme, ent_day day,
             char out[ENT_CODE_SIZE])
{
    char       found[ENT_CODE_SIZE] = "";
    bool       several = false;
    ent_text   hint;
    ent_status status = ENT_OK;

    ent_text_init(&hint);
    for (size_t i = 0; i < entry_count(codes, scheme); i++) {
        code_entry entry;
        char       number[16];

        if (!entry_at(codes, scheme, i, &entry, number) || entry.state != state ||
            (day != ENT_NO_DAY && distance(entry.span, day) != 0)) {
            continue;
        }
        several = several || (found[0] != '\0' && strcmp(found, entry.code) != 0);
        (void)snprintf(found, sizeof found, "%s", entry.code);
        add_answer(&hint, entry.code, entry.span);
    }
    if (found[0] == '\0') {
        status = ent_fail(ctx, ENT_E_NOTFOUND, "'%s' has no such code%s",
                          ent_codes_id(codes, state), day != ENT_NO_DAY ? " on that day" : "");
    } else if (several) {
        status = fail_needs_date(ctx, ent_codes_id(codes, state), &hint);
    } else if (hint.failed) {
        status = ent_fail_nomem(ctx);
    } else {
        memcpy(out, found, sizeof found);
    }
    ent_text_clear(&hint);
    return status;
}
