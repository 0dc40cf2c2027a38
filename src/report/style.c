/*
 * style.c - the style sheet of the page and the hash that allows it
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/style.h"

#include <string.h>

#include "base/data.h"

static const char NAME[] = "page/style.css";

static unsigned
hex_value(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

void
ent_style_hash(const char *bytes, size_t length, char hash[ENT_STYLE_HASH_SIZE])
{
    static const char LETTERS[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char     hex[65];
    unsigned digest[33] = {0}; /* one byte of zero fills the last group of three */
    size_t   at = 0;

    ent_sha256(bytes, length, hex);
    for (size_t i = 0; i < 32; i++) {
        digest[i] = hex_value(hex[2 * i]) << 4 | hex_value(hex[2 * i + 1]);
    }
    for (size_t i = 0; i < 33; i += 3) {
        unsigned group = digest[i] << 16 | digest[i + 1] << 8 | digest[i + 2];

        for (int shift = 18; shift >= 0; shift -= 6) {
            hash[at++] = LETTERS[group >> shift & 63];
        }
    }
    hash[43] = '=';
    hash[44] = '\0';
}

ent_status
ent_style_read(ent_ctx *ctx, ent_text *css, char hash[ENT_STYLE_HASH_SIZE])
{
    ent_bytes  file;
    ent_status status = ent_data_read(ctx, NAME, &file);

    if (status != ENT_OK) {
        return ent_note(ctx, status, "while reading the style of the page");
    }
    if (memchr(file.bytes, '\0', file.length) != NULL || strstr(file.bytes, "</") != NULL ||
        strchr(file.bytes, '\r') != NULL) {
        status =
            ent_fail(ctx, ENT_E_INPUT, "%s holds '</', a carriage return or a zero byte", NAME);
    } else {
        ent_text_add_bytes(css, file.bytes, file.length);
        ent_style_hash(file.bytes, file.length, hash);
        status = css->failed ? ent_fail_nomem(ctx) : ENT_OK;
    }
    ent_bytes_clear(&file);
    return status;
}

/* The program that adds hover, sliders and search; NULL in a build without it. */
static const char *
program(size_t *length)
{
    ent_bytes file;

    if (ent_data_embedded("page/page.js", &file) != ENT_OK) {
        return NULL;
    }
    *length = file.length;
    return file.bytes;
}

void
ent_program_allow(ent_text *out)
{
    char        hash[ENT_STYLE_HASH_SIZE];
    size_t      length = 0;
    const char *bytes = program(&length);

    if (bytes != NULL) {
        ent_style_hash(bytes, length, hash);
        ent_text_addf(out, "; script-src 'sha256-%s'", hash);
    }
}

void
ent_program_write(ent_text *out)
{
    size_t      length = 0;
    const char *bytes = program(&length);

    if (bytes != NULL) {
        ent_text_add(out, "<script>");
        ent_text_add_bytes(out, bytes, length);
        ent_text_add(out, "</script>\n");
    }
}

/* The value of `--name` in the first rule of the sheet; NULL where it has none. */
static const char *
value_of(const char *sheet, const char *name, size_t length, size_t *value_length)
{
    const char *end = strchr(sheet, '}');

    for (const char *at = strstr(sheet, "--"); at != NULL && end != NULL && at < end;
         at = strstr(at + 2, "--")) {
        if (strncmp(at, name, length) == 0 && at[length] == ':') {
            const char *value = at + length + 1 + strspn(at + length + 1, " ");

            *value_length = strcspn(value, ";}");
            return value;
        }
    }
    return NULL;
}

/* Copy rules, each var(--name) as its value. */
static bool
add_plain(ent_text *out, const char *sheet, const char *from, const char *to)
{
    const char *var;

    while ((var = strstr(from, "var(")) != NULL && var < to) {
        const char *name = var + strlen("var(");
        size_t      length = strcspn(name, ")"), value_length;
        const char *value = value_of(sheet, name, length, &value_length);

        if (value == NULL) {
            return false;
        }
        ent_text_add_bytes(out, from, (size_t)(var - from));
        ent_text_add_bytes(out, value, value_length);
        from = name + length + 1;
    }
    ent_text_add_bytes(out, from, (size_t)(to - from));
    return true;
}

ent_status
ent_style_of_pictures(ent_ctx *ctx, ent_text *css)
{
    ent_text    sheet;
    char        hash[ENT_STYLE_HASH_SIZE];
    ent_status  status;
    const char *from, *to;

    ent_text_init(&sheet);
    status = ent_style_read(ctx, &sheet, hash);
    if (status == ENT_OK) {
        from = strstr(ent_text_get(&sheet), "/* pictures");
        to = from != NULL ? strstr(from, "/* end of pictures") : NULL;
        from = to != NULL ? strchr(from, '\n') : NULL;
        if (from == NULL || from > to || !add_plain(css, ent_text_get(&sheet), from, to)) {
            status =
                ent_fail(ctx, ENT_E_INPUT,
                         "%s marks no part of pictures, or one of its colours has no value", NAME);
        } else if (css->failed) {
            status = ent_fail_nomem(ctx);
        }
    }
    ent_text_clear(&sheet);
    return status;
}
