/*
 * stamp.h - what tells one state of a store from another
 *
 * Stage: serve.  Looks at the file, never into it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SERVE_STAMP_H
#define ENT_SERVE_STAMP_H

#include <stdbool.h>
#include <sys/stat.h>

/** Which file it is, its size and the time of its last change: of the store and of its journal.
 * Zeros where there is none. */
typedef struct ent_stamp {
    struct {
        dev_t           device;
        ino_t           number;
        off_t           size;
        struct timespec changed;
    } files[2];
} ent_stamp;

/** The stamp of a store as it is now; `:memory:` never changes. */
void ent_stamp_take(const char *store, ent_stamp *out);
bool ent_stamp_same(const ent_stamp *a, const ent_stamp *b);

/** Whether it is the same file, with other bytes or not. */
bool ent_stamp_same_file(const ent_stamp *a, const ent_stamp *b);

#endif
