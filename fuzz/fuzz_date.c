/*
 * fuzz_date.c - dates and numbers as text: what is read prints and reads back the same
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
check_span(const char *text, size_t length)
{
    ent_span span, again;
    char     first[16];

    if (!ent_span_read(text, length, &span)) {
        return;
    }
    ent_date_print(span.from, first);
    if (span.from >= span.to || strncmp(first, text, length) != 0 ||
        !ent_span_read(first, strlen(first), &again) || again.from != span.from) {
        abort();
    }
}

static void
check_number(const char *text, size_t length)
{
    double  value, again;
    int64_t integer;
    char    printed[40];
    size_t  n;

    if (ent_number_read(text, length, &value)) {
        n = ent_number_print(value, printed, sizeof printed);
        if (!isfinite(value) || !ent_number_read(printed, n, &again) || again != value) {
            abort();
        }
    }
    if (ent_integer_read(text, length, &integer) &&
        (integer > INT64_C(999999999999999999) || integer < INT64_C(-999999999999999999))) {
        abort();
    }
}

static void
check_quoting(const char *text, size_t length)
{
    ent_text quoted;
    size_t   at = 0;

    ent_text_init(&quoted);
    ent_text_add_json(&quoted, text, length);
    ent_text_add_xml(&quoted, text, length);
    while (!quoted.failed && at < quoted.length) {
        size_t n = ent_utf8_length(quoted.bytes + at, quoted.length - at);

        if (n == 0 || (unsigned char)quoted.bytes[at] == 0x7F) {
            abort(); /* what we write is always UTF-8 */
        }
        at += n;
    }
    ent_text_clear(&quoted);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const char *text = (const char *)bytes;

    check_span(text, length);
    check_number(text, length);
    check_quoting(text, length);
    return 0;
}
