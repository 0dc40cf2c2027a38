/*
 * arena.c - memory that is given back all at once
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"

#if defined(__SANITIZE_ADDRESS__)
#define ONE_BLOCK_EACH 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ONE_BLOCK_EACH 1
#endif
#endif
#ifndef ONE_BLOCK_EACH
#define ONE_BLOCK_EACH 0
#endif

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20, ALIGNMENT = 16 };

typedef struct ent_arena_block {
    struct ent_arena_block *next;
    size_t                  size, used;
    _Alignas(ALIGNMENT) unsigned char bytes[];
} block;

void
ent_arena_init(ent_arena *arena)
{
    arena->blocks = NULL;
}

void
ent_arena_clear(ent_arena *arena)
{
    while (arena->blocks != NULL) {
        block *next = arena->blocks->next;

        ent_free(arena->blocks);
        arena->blocks = next;
    }
}

static block *
new_block(ent_arena *arena, size_t need)
{
    size_t size = need;
    block *fresh;

    if (!ONE_BLOCK_EACH) {
        size = arena->blocks == NULL ? FIRST_BLOCK : arena->blocks->size * 2;
        size = size > LARGEST_BLOCK ? LARGEST_BLOCK : size;
        size = size < need ? need : size;
    }
    if (size > SIZE_MAX / 2) {
        return NULL;
    }
    fresh = ent_alloc(1, sizeof *fresh + size);
    if (fresh != NULL) {
        fresh->next = arena->blocks;
        fresh->size = size;
        fresh->used = 0;
        arena->blocks = fresh;
    }
    return fresh;
}

void *
ent_arena_alloc(ent_arena *arena, size_t count, size_t size)
{
    block *top = arena->blocks;
    size_t bytes;
    void  *memory;

    if (size != 0 && count > SIZE_MAX / 4 / size) {
        return NULL;
    }
    bytes = (count * size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    bytes = bytes == 0 ? ALIGNMENT : bytes;
    if (top == NULL || top->size - top->used < bytes) {
        top = new_block(arena, bytes);
        if (top == NULL) {
            return NULL;
        }
    }
    memory = top->bytes + top->used;
    top->used += bytes;
    return memset(memory, 0, bytes);
}

char *
ent_arena_strndup(ent_arena *arena, const char *text, size_t length)
{
    char *copy = length < SIZE_MAX ? ent_arena_alloc(arena, length + 1, 1) : NULL;

    if (copy != NULL && length > 0) {
        memcpy(copy, text, length);
    }
    return copy;
}

char *
ent_arena_strdup(ent_arena *arena, const char *text)
{
    return ent_arena_strndup(arena, text, strlen(text));
}

char *
ent_arena_printf(ent_arena *arena, const char *format, ...)
{
    va_list args;
    int     length;
    char   *text;

    va_start(args, format);
    length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0) {
        return NULL;
    }
    text = ent_arena_alloc(arena, (size_t)length + 1, 1);
    if (text != NULL) {
        va_start(args, format);
        (void)vsnprintf(text, (size_t)length + 1, format, args);
        va_end(args);
    }
    return text;
}
