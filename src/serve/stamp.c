/*
 * stamp.c - what tells one state of a store from another
 *
 * SPDX-License-Identifier: MIT
 */
#include "serve/stamp.h"

#include <stdio.h>
#include <string.h>

enum { FILES = 2 };

void
ent_stamp_take(const char *store, ent_stamp *out)
{
    static const char *const ENDS[FILES] = {"", "-wal"};

    memset(out, 0, sizeof *out);
    for (int i = 0; strcmp(store, ":memory:") != 0 && i < FILES; i++) {
        char        name[4096];
        struct stat about;

        (void)snprintf(name, sizeof name, "%s%s", store, ENDS[i]);
        if (stat(name, &about) == 0) {
            out->files[i].device = about.st_dev;
            out->files[i].number = about.st_ino;
            out->files[i].size = about.st_size;
            out->files[i].changed = about.st_mtim;
        }
    }
}

bool
ent_stamp_same(const ent_stamp *a, const ent_stamp *b)
{
    for (int i = 0; i < FILES; i++) {
        if (a->files[i].device != b->files[i].device || a->files[i].number != b->files[i].number ||
            a->files[i].size != b->files[i].size ||
            a->files[i].changed.tv_sec != b->files[i].changed.tv_sec ||
            a->files[i].changed.tv_nsec != b->files[i].changed.tv_nsec) {
            return false;
        }
    }
    return true;
}

bool
ent_stamp_same_file(const ent_stamp *a, const ent_stamp *b)
{
    return a->files[0].device == b->files[0].device && a->files[0].number == b->files[0].number &&
           a->files[0].size > 0 && b->files[0].size > 0;
}
