/*
 * style.c - the style sheet of the page and the hash that allows it
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/style.h"

#include <string.h>

#include "base/data.h"

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
    static const char NAME[] = "page/style.css";
    ent_bytes         file;
    ent_status        status = ent_data_read(ctx, NAME, &file);

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
