/*
 * alloc.c - checked allocation
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool
product(size_t count, size_t size, size_t *bytes)
{
    if (size != 0 && count > SIZE_MAX / 2 / size) {
        return false;
    }
    *bytes = count * size != 0 ? count * size : 1;
    return true;
}

void *
ent_alloc(size_t count, size_t size)
{
    size_t bytes;

    return product(count, size, &bytes) ? malloc(bytes) : NULL;
}

void *
ent_alloc_zero(size_t count, size_t size)
{
    size_t bytes;

    return product(count, size, &bytes) ? calloc(1, bytes) : NULL;
}

void
ent_free(void *memory)
{
    free(memory);
}

char *
ent_strndup(const char *text, size_t length)
{
    char *copy = length < SIZE_MAX ? ent_alloc(length + 1, 1) : NULL;

    if (copy != NULL) {
        if (length > 0) {
            memcpy(copy, text, length);
        }
        copy[length] = '\0';
    }
    return copy;
}

char *
ent_strdup(const char *text)
{
    return ent_strndup(text, strlen(text));
}

enum { FIRST_BYTES = 512 }; /* a list that grows begins with these, or with 8 items */

bool
ent_grow(void *items, size_t *capacity, size_t need, size_t size)
{
    void  *memory, *moved;
    size_t least = size < FIRST_BYTES / 8 ? FIRST_BYTES / (size > 0 ? size : 1) : 8;
    size_t wanted = *capacity < least ? least : *capacity;
    size_t bytes;

    if (need <= *capacity) {
        return true;
    }
    while (wanted < need) {
        wanted = wanted <= SIZE_MAX / 4 ? wanted * 2 : need;
    }
    if (!product(wanted, size, &bytes)) {
        return false;
    }
    memcpy(&memory, items, sizeof memory);
    moved = realloc(memory, bytes);
    if (moved == NULL) {
        return false;
    }
    memcpy(items, &moved, sizeof moved);
    *capacity = wanted;
    return true;
}
