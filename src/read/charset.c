/*
 * charset.c - feeds that are not written in UTF-8
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

enum { DECLARATION_BYTES = 200, NAME_SIZE = 41, PIECE = 4096 };

/* The value of `encoding` in <?xml ...?>; false when it says none. */
static bool
declared(const char *bytes, size_t length, char name[NAME_SIZE])
{
    char        head[DECLARATION_BYTES + 1];
    size_t      count = length < DECLARATION_BYTES ? length : DECLARATION_BYTES, n = 0;
    const char *at, *end;

    memcpy(head, bytes, count);
    head[count] = '\0';
    end = strstr(head, "?>");
    at = strstr(head, "encoding");
    if (strncmp(head, "<?xml", 5) != 0 || end == NULL || at == NULL || at > end) {
        return false;
    }
    at += strcspn(at, "\"'>");
    if (*at == '\0' || *at == '>') {
        return false;
    }
    for (at++; n + 1 < NAME_SIZE && *at > ' ' && *at < 0x7F && strchr("\"'/>", *at) == NULL; at++) {
        name[n++] = *at;
    }
    name[n] = '\0';
    return n > 0;
}

static void
convert(iconv_t converter, const char *bytes, size_t length, ent_text *out)
{
    char  *in = (char *)bytes; /* iconv() does not write to it */
    size_t left = length;

    while (left > 0 && !out->failed) {
        char   piece[PIECE], *to = piece;
        size_t room = sizeof piece;
        size_t done = iconv(converter, &in, &left, &to, &room);

        ent_text_add_bytes(out, piece, (size_t)(to - piece));
        if (done == (size_t)-1 && errno != E2BIG) {
            ent_text_add(out, "\xEF\xBF\xBD");
            in++;
            left--;
        }
    }
}

ent_status
ent_charset_convert(ent_ctx *ctx, const char *name, const char *bytes, size_t length, ent_text *out,
                    bool *converted)
{
    char    encoding[NAME_SIZE];
    iconv_t converter;

    *converted = false;
    if (!declared(bytes, length, encoding) || ent_compare_nocase(encoding, "utf-8") == 0 ||
        ent_compare_nocase(encoding, "us-ascii") == 0) {
        return ENT_OK;
    }
    converter = iconv_open("UTF-8", encoding);
    if ((intptr_t)converter == -1) {
        ent_say(ctx, ENT_WARNING, "%s: its encoding '%s' is not known, it is read as UTF-8", name,
                encoding);
        return ENT_OK;
    }
    convert(converter, bytes, length, out);
    (void)iconv_close(converter);
    *converted = true;
    return out->failed ? ent_fail_nomem(ctx) : ENT_OK;
}
