/*
 * build.c - which build of the program this is
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* dl_iterate_phdr() */

#include "base/build.h"

#include <elf.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct seeking {
    char *out;
    bool  found;
} seeking;

/* A name and a description stand on multiples of four bytes. */
static size_t
padded(size_t length)
{
    return (length + 3) & ~(size_t)3;
}

static void
read_notes(const unsigned char *at, size_t length, seeking *s)
{
    ElfW(Nhdr) note;

    while (!s->found && length >= sizeof note) {
        size_t whole;

        memcpy(&note, at, sizeof note);
        whole = sizeof note + padded(note.n_namesz) + padded(note.n_descsz);
        if (whole > length) {
            return;
        }
        if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == sizeof "GNU" &&
            memcmp(at + sizeof note, "GNU", sizeof "GNU") == 0 &&
            2 * (size_t)note.n_descsz < ENT_BUILD_SIZE) {
            const unsigned char *id = at + sizeof note + padded(note.n_namesz);

            for (size_t i = 0; i < note.n_descsz; i++) {
                (void)snprintf(s->out + 2 * i, 3, "%02x", id[i]);
            }
            s->found = note.n_descsz > 0;
        }
        at += whole;
        length -= whole;
    }
}

/* Of the object that holds this function: the program, or the library. */
static int
look(struct dl_phdr_info *object, size_t size, void *data)
{
    uintptr_t here = (uintptr_t)&ent_build_id, base = object->dlpi_addr;
    bool      ours = false;

    (void)size;
    for (size_t i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];

        ours = ours || (part->p_type == PT_LOAD && here >= base + part->p_vaddr &&
                        here < base + part->p_vaddr + part->p_memsz);
    }
    for (size_t i = 0; i < object->dlpi_phnum && ours; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];

        if (part->p_type == PT_NOTE) {
            read_notes((const unsigned char *)(base + part->p_vaddr), part->p_memsz, data);
        }
    }
    return ours;
}

bool
ent_build_id(char out[ENT_BUILD_SIZE])
{
    seeking s = {out, false};

    (void)dl_iterate_phdr(look, &s);
    return s.found;
}
