/*
 * text.h - growing strings, numbers as text, comparison of words
 *
 * Stage: base.  Independent of the locale.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_TEXT_H
#define ENT_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "entente/status.h"

/**
 * A growing, zero-terminated string.  A failed addition sets `failed` and
 * makes all later ones do nothing, so that a caller checks once, at the end.
 */
typedef struct ent_text {
    char  *bytes; /**< NULL while empty; owned */
    size_t length, capacity;
    bool   failed;
} ent_text;

void ent_text_init(ent_text *text);
void ent_text_clear(ent_text *text); /**< frees, and is initialised again */
void ent_text_reset(ent_text *text); /**< is empty again, and keeps its memory */

void ent_text_add(ent_text *text, const char *more);
void ent_text_add_bytes(ent_text *text, const char *more, size_t length);
void ent_text_add_char(ent_text *text, char c);
void ent_text_addf(ent_text *text, const char *format, ...) ENT_PRINTF(2, 3);

/** The shortest decimal that reads back exactly; nothing for NaN. */
void ent_text_add_number(ent_text *text, double value);

/** With so many decimals (0 to 4), below 1e12 either way, in any locale; "-0" is "0". */
void ent_text_add_fixed(ent_text *text, double value, int decimals);

/*
 * What steers a terminal or turns the direction of text never leaves the program raw: C0 and DEL,
 * C1, and the bidirectional controls U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069.
 * JSON holds them as escapes that read back; everything else (tables, messages, CSV, XML, the page)
 * shows them as the same six characters, \u202e, which do not read back.
 */

enum { ENT_VISIBLE_SIZE = 8 };

/**
 * The character at `bytes` as it may be shown, zero-terminated; invalid UTF-8 as U+FFFD.
 * Returns the bytes that it took, at least 1; `available` is at least 1.
 */
size_t ent_visible_at(const char *bytes, size_t available, char out[ENT_VISIBLE_SIZE]);

/** Text with every character as it may be shown. */
void ent_text_add_visible(ent_text *text, const char *value, size_t length);

/** The same into a room of at least 1 byte; what does not fit is cut at a character. */
void ent_visible_print(const char *value, char *out, size_t size);

/** A JSON string with its quotes; controls escaped, invalid UTF-8 as U+FFFD. */
void ent_text_add_json(ent_text *text, const char *value, size_t length);

/** A number as JSON; `null` for NaN and infinities. */
void ent_text_add_json_number(ent_text *text, double value);

/** A CSV field, quoted where it has to be; tabs and line breaks stay, other controls are shown. */
void ent_text_add_csv(ent_text *text, const char *value);

/** Text for HTML or XML: & < > " ' as references; tabs and line breaks stay, controls are shown. */
void ent_text_add_xml(ent_text *text, const char *value, size_t length);

/** The bytes, never NULL. Borrowed. */
const char *ent_text_get(const ent_text *text);

/** The shortest decimal that reads back exactly.  `size` at least 32.  Returns the length. */
size_t ent_number_print(double value, char *out, size_t size);

/** At most `digits` significant digits, for reading.  `size` at least 32.  Returns the length. */
size_t ent_number_print_digits(double value, int digits, char *out, size_t size);

/** As a table shows it: five significant digits, large numbers whole.  `size` at least 32.  Returns
 * the length. */
size_t ent_number_print_shown(double value, char *out, size_t size);

/** A whole number; `out` has 21 bytes at least.  Returns the length. */
size_t ent_integer_print(int64_t value, char *out);

/** Read a whole decimal number; false when there is anything else, or over 400 bytes. */
bool ent_number_read(const char *text, size_t length, double *out);
bool ent_integer_read(const char *text, size_t length, int64_t *out);

bool ent_starts_with(const char *text, const char *start);
bool ent_ends_with(const char *text, const char *end);

/** Comparison of ASCII letters without case. */
int  ent_compare_nocase(const char *a, const char *b);
char ent_lower(char c);

/**
 * Edit distance (insertion, deletion, substitution, transposition of
 * neighbours) without case; words over 63 bytes are as far as can be.
 */
size_t ent_edit_distance(const char *a, const char *b);

/** The nearest of `words`: within a third of the length of `word` and one letter more, of a word of
 * up to 4 letters within one letter; or NULL. */
const char *ent_nearest_word(const char *word, const char *const *words, size_t count);

/**
 * Length in bytes of the UTF-8 character at `bytes`, 0 if it is not valid
 * there (overlong, surrogate, above U+10FFFF, cut off).
 */
size_t ent_utf8_length(const char *bytes, size_t available);

/** Whether the bytes begin with the byte order mark of UTF-16, which nothing here reads. */
bool ent_is_utf16(const char *bytes, size_t length);

/** The last part of a path. Borrowed from `path`. */
const char *ent_base_name(const char *path);

#endif
