/*
 * cameo.c - CAMEO codes of events, with what they are in PLOVER and on Goldstein's scale
 *
 * SPDX-License-Identifier: MIT
 */
#include "codes/cameo.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/data.h"
#include "base/text.h"

static const char NAME[] = "lexicon/cameo.txt";

typedef struct word {
    const char *text;
    size_t      length;
} word;

/* The next word of a line; empty at its end. */
static word
next_word(word *line)
{
    word found;

    while (line->length > 0 && strchr(" \t\r", line->text[0]) != NULL) {
        line->text++;
        line->length--;
    }
    found = (word){line->text, 0};
    while (line->length > 0 && strchr(" \t\r", line->text[0]) == NULL) {
        line->text++;
        line->length--;
        found.length++;
    }
    return found;
}

static bool
is_dash(word w)
{
    return w.length == 1 && w.text[0] == '-';
}

/* `code type mode goldstein`, `-` for what there is not. */
static ent_status
read_row(ent_ctx *ctx, ent_cameo_table *table, word line, size_t number)
{
    word code = next_word(&line), type = next_word(&line), mode = next_word(&line);
    word score = next_word(&line);

    ent_cameo row = {ent_arena_strndup(&table->memory, code.text, code.length),
                     ent_arena_strndup(&table->memory, type.text, type.length),
                     is_dash(mode) ? NULL
                                   : ent_arena_strndup(&table->memory, mode.text, mode.length),
                     (double)NAN};

    if (!is_dash(score) && !ent_number_read(score.text, score.length, &row.goldstein)) {
        return ent_fail(ctx, ENT_E_INPUT, "%s:%zu: no Goldstein score '%.*s'", NAME, number,
                        score.length > 60 ? 60 : (int)score.length, score.text);
    }
    if (row.code == NULL || row.type == NULL || (row.mode == NULL && !is_dash(mode)) ||
        !ENT_GROW(table->rows, table->capacity, table->count + 1)) {
        return ent_fail_nomem(ctx);
    }
    table->rows[table->count++] = row;
    return ENT_OK;
}

ent_status
ent_cameo_load(ent_ctx *ctx, ent_cameo_table *out)
{
    ent_cameo_table table = {.rows = NULL};
    ent_bytes       bytes;
    ent_status      status = ent_data_read(ctx, NAME, &bytes);
    size_t          at = 0;

    if (status != ENT_OK) {
        return status == ENT_E_NOTFOUND ? ent_fail(ctx, status, "%s is not among the data", NAME)
                                        : status;
    }
    ent_arena_init(&table.memory);
    for (size_t number = 1; at < bytes.length && status == ENT_OK; number++) {
        const char *start = bytes.bytes + at;
        const char *end = memchr(start, '\n', bytes.length - at);
        word        line = {start, end != NULL ? (size_t)(end - start) : bytes.length - at};
        word        rest = line;

        at += line.length + 1;
        if (next_word(&rest).length > 0 && start[0] != '#') {
            status = read_row(ctx, &table, line, number);
        }
    }
    ent_bytes_clear(&bytes);
    if (status != ENT_OK) {
        ent_cameo_clear(&table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

void
ent_cameo_clear(ent_cameo_table *table)
{
    ent_free(table->rows);
    ent_arena_clear(&table->memory);
    *table = (ent_cameo_table){.rows = NULL};
}

const ent_cameo *
ent_cameo_find(const ent_cameo_table *table, const char *code, size_t length)
{
    for (size_t i = 0; i < table->count; i++) {
        if (strlen(table->rows[i].code) == length &&
            memcmp(table->rows[i].code, code, length) == 0) {
            return &table->rows[i];
        }
    }
    return NULL;
}

bool
ent_cameo_has_type(const ent_cameo *row)
{
    return strcmp(row->type, "-") != 0;
}
