/*
 * package.h - files as they are given: plain or packed, by name or on standard input
 *
 * Stage: base.  A package is a file or standard input, plain, compressed by gzip or zstd, or a zip
 * archive.  It holds entries: a zip as many as it has files, anything else one.  Nothing is
 * unpacked to the disk: the paths of an archive are names and no more.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_PACKAGE_H
#define ENT_BASE_PACKAGE_H

#include <stdint.h>

#include "base/file.h"

typedef struct ent_package ent_package;

/**
 * Open a file, or standard input ("-"); its first bytes tell how it is packed.
 *
 * @param path borrowed for the life of the package
 * @param most largest number of bytes that an entry may unpack to; what is larger is ENT_E_LIMIT,
 *             and so is an archive of over 1 GB on standard input, which is kept in memory
 * @param out  owned by the caller, ent_package_close() frees it
 * @return ENT_OK, ENT_E_FILE (missing, a folder, unreadable), ENT_E_INPUT (a damaged archive),
 *         ENT_E_LIMIT, ENT_E_CANCELLED, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_package_open(ent_ctx *ctx, const char *path, uint64_t most,
                                           ent_package **out);
void                      ent_package_close(ent_package *package);

/** Go to the next entry; folders are passed over.  `*more` is false behind the last. */
ENT_MUST_CHECK ent_status ent_package_next(ent_ctx *ctx, ent_package *package, bool *more);

/**
 * The name of the current entry for people: the path as given, "standard input", or
 * "archive.zip/entry".  Borrowed until the next entry.
 */
const char *ent_package_name(const ent_package *package);

/** Whether the current entry is one of an archive. */
bool ent_package_is_archive(const ent_package *package);

/**
 * The next bytes of the current entry, 1 MB unless it ends; none at its end.  Borrowed until the
 * next call.
 *
 * @return ENT_OK; ENT_E_INPUT for what cannot be unpacked; ENT_E_LIMIT; ENT_E_FILE;
 *         ENT_E_CANCELLED
 */
ENT_MUST_CHECK ent_status ent_package_block(ent_ctx *ctx, ent_package *package, const char **bytes,
                                            size_t *length);

/** The same, and the next call of ent_package_block() gives these bytes again. */
ENT_MUST_CHECK ent_status ent_package_peek(ent_ctx *ctx, ent_package *package, const char **bytes,
                                           size_t *length);

/** All that is left of the current entry, at most `limit` bytes; as ent_file_read(). */
ENT_MUST_CHECK ent_status ent_package_read(ent_ctx *ctx, ent_package *package, size_t limit,
                                           ent_bytes *out);

/** SHA-256 of the file as given, packed as it is; what has not been read of it is read now. */
ENT_MUST_CHECK ent_status ent_package_sha256(ent_ctx *ctx, ent_package *package, char out[65]);

/** Bytes of the file as given that were read, and how many there are; 0 where that is unknown. */
void ent_package_progress(const ent_package *package, uint64_t *done, uint64_t *total);

#endif
