/*
 * file.h - whole files in, whole files out
 *
 * Stage: base.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_FILE_H
#define ENT_BASE_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/context.h"

/** Bytes of a file or of embedded data; a zero byte follows the last one. */
typedef struct ent_bytes {
    const char *bytes;
    size_t      length;
    char       *owned; /**< NULL for embedded data */
} ent_bytes;

void ent_bytes_clear(ent_bytes *bytes);

/** A file that is open for reading, or standard input. */
typedef struct ent_input {
    const char *name; /**< the path as given, or "standard input"; borrowed */
    int         fd;
    bool        standard; /**< it is standard input, which stays open */
    bool        regular;  /**< a file of known size that can be read anew, at its start */
    uint64_t    size;     /**< 0 where it is not known */
} ent_input;

/** ENT_OK, or ENT_E_FILE (missing, a folder, unreadable); ent_input_close() closes. */
ENT_MUST_CHECK ent_status ent_input_open(ent_ctx *ctx, const char *path, ent_input *out);
void                      ent_input_close(ent_input *input);

/** Read at most `room` bytes, `*got` of them; 0 at the end.  ENT_E_FILE or ENT_E_CANCELLED. */
ENT_MUST_CHECK ent_status ent_input_read(ent_ctx *ctx, const ent_input *input, char *bytes,
                                         size_t room, size_t *got);

/**
 * Read a whole file; "-" is standard input.
 *
 * @param limit most bytes to accept; a larger file is ENT_E_LIMIT
 * @param out   written only on ENT_OK; ent_bytes_clear() frees
 * @return ENT_OK, ENT_E_FILE (missing, a folder, unreadable), ENT_E_LIMIT, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_file_read(ent_ctx *ctx, const char *path, size_t limit,
                                        ent_bytes *out);

/**
 * A new empty file in the folder of `path`, named `path` with `mark` and six letters, open for
 * reading and writing, with the permissions of any new file.
 *
 * @param name  owned; the file's name
 * @return ENT_OK, ENT_E_FILE (no such folder, not writable, full), ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_file_beside(ent_ctx *ctx, const char *path, const char *mark,
                                          char **name, int *fd);

/**
 * Give the file `from` the name `path`, in one step and never over another file, and let the
 * folder reach the disk.
 *
 * @param taken true, and nothing done, when there is something of that name
 * @return ENT_OK, ENT_E_FILE, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_file_place(ent_ctx *ctx, const char *from, const char *path,
                                         bool *taken);

/** The folder that holds `path` ("." for a bare name); owned, NULL when there is no memory. */
char *ent_file_folder(const char *path);

/**
 * A file that is whole or not there: it is written under a temporary name in
 * the same folder and renamed by ent_output_commit().  "-" is standard
 * output; what is no regular file (a device, a pipe) is written directly.
 */
typedef struct ent_output {
    FILE *stream; /**< write here */
    char *path, *temporary;
} ent_output;

ENT_MUST_CHECK ent_status ent_output_open(ent_ctx *ctx, const char *path, ent_output *out);

/** Flush, synchronise, rename.  Any failed write since the opening is ENT_E_FILE. */
ENT_MUST_CHECK ent_status ent_output_commit(ent_ctx *ctx, ent_output *output);

/** Give up: the temporary file goes, what was there before stays. */
void ent_output_abandon(ent_output *output);

#endif
