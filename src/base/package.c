/*
 * package.c - files as they are given: plain or packed, by name or on standard input
 *
 *   1. bytes as given     2. opening     3. entries     4. bytes of an entry
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/package.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/digest.h"
#include "base/text.h"

enum { BLOCK = 1 << 20, MOST_IN_MEMORY = 1 << 30 };

typedef enum packing { PLAIN, COMPRESSED, ZIP } packing;

struct ent_package {
    ent_ctx        *ctx; /* of the call under way, for what the archive's reader calls back */
    ent_input       input;
    bool            ended; /* all of it was read */
    packing         packing;
    uint64_t        done, most;
    ent_digest      digest;
    char            sha256[65];
    char           *given; /* a block as given */
    size_t          given_length;
    bool            given_again; /* the next block as given is the one that is there */
    ent_bytes       whole;       /* an archive from standard input */
    struct archive *archive;
    ent_status      failed;       /* in a call back */
    bool            begun, empty; /* no entry at all where there is one of no bytes */
    ent_text        name;         /* of an entry of an archive */
    char           *block;        /* of the entry */
    size_t          length;
    uint64_t        unpacked;
    bool            peeked;
};

/* 1. bytes as given */

/* Fill a block with the next bytes as given; it is shorter at the end alone. */
static ent_status
read_given(ent_ctx *ctx, ent_package *package, char *block, size_t *length)
{
    *length = 0;
    if (package->ended) {
        return ENT_OK; /* and the digest is spent */
    }
    while (*length < BLOCK && !package->ended) {
        size_t     got;
        ent_status status =
            ent_input_read(ctx, &package->input, block + *length, BLOCK - *length, &got);

        if (status != ENT_OK) {
            return status;
        }
        package->ended = got == 0;
        *length += got;
    }
    ent_digest_add(&package->digest, block, *length);
    package->done += *length;
    if (package->ended) {
        ent_digest_print(&package->digest, package->sha256);
    }
    return ENT_OK;
}

static ent_status
read_to_the_end(ent_ctx *ctx, ent_package *package)
{
    ent_status status = ENT_OK;
    size_t     length;

    while (status == ENT_OK && !package->ended) {
        status = read_given(ctx, package, package->given, &length);
    }
    return status;
}

/* 2. opening */

static la_ssize_t
give_block(struct archive *archive, void *user, const void **out)
{
    ent_package *package = user;

    (void)archive;
    *out = package->given;
    if (!package->given_again) {
        package->failed = read_given(package->ctx, package, package->given, &package->given_length);
    }
    package->given_again = false;
    return package->failed == ENT_OK ? (la_ssize_t)package->given_length : -1;
}

/* Why the archive's reader gave up: our own reading failed, or the bytes are wrong. */
static ent_status
fail_unpacking(ent_ctx *ctx, ent_package *package)
{
    const char *reason = archive_error_string(package->archive);

    if (package->failed != ENT_OK) {
        return package->failed;
    }
    return ent_fail(ctx, ENT_E_INPUT, "%s: cannot be unpacked: %s", ent_package_name(package),
                    reason != NULL ? reason : "damaged");
}

/* The whole of an archive that cannot be read from its end. */
static ent_status
keep_whole(ent_ctx *ctx, ent_package *package)
{
    char      *bytes = NULL;
    size_t     length = 0, capacity = 0, more = package->given_length;
    ent_status status = ENT_OK;

    while (status == ENT_OK && more > 0) {
        if (length + more > MOST_IN_MEMORY) {
            status = ent_fail(ctx, ENT_E_LIMIT, "%s: an archive larger than %d MB; give its file",
                              package->input.name, (int)(MOST_IN_MEMORY >> 20));
        } else if (!ENT_GROW(bytes, capacity, length + more)) {
            status = ent_fail_nomem(ctx);
        } else {
            memcpy(bytes + length, package->given, more);
            length += more;
            status = read_given(ctx, package, package->given, &more);
        }
    }
    package->whole = (ent_bytes){bytes, length, bytes};
    return status;
}

/* An archive is read from its end, where its table of contents stands. */
static ent_status
open_zip(ent_ctx *ctx, ent_package *package)
{
    ent_status status =
        package->input.regular ? read_to_the_end(ctx, package) : keep_whole(ctx, package);
    int code;

    if (status != ENT_OK) {
        return status;
    }
    (void)archive_read_support_format_zip_seekable(package->archive);
    if (!package->input.regular) {
        code =
            archive_read_open_memory(package->archive, package->whole.bytes, package->whole.length);
    } else if (lseek(package->input.fd, 0, SEEK_SET) != 0) {
        return ent_fail(ctx, ENT_E_FILE, "cannot read '%s' again from its start",
                        package->input.name);
    } else {
        code = archive_read_open_fd(package->archive, package->input.fd, BLOCK);
    }
    return code == ARCHIVE_OK ? ENT_OK : fail_unpacking(ctx, package);
}

static ent_status
open_compressed(ent_ctx *ctx, ent_package *package)
{
    package->given_again = true;
    (void)archive_read_support_filter_gzip(package->archive);
    (void)archive_read_support_filter_zstd(package->archive);
    (void)archive_read_support_format_raw(package->archive);
    (void)archive_read_support_format_empty(package->archive);
    return archive_read_open(package->archive, package, NULL, give_block, NULL) == ARCHIVE_OK
               ? ENT_OK
               : fail_unpacking(ctx, package);
}

static packing
packing_of(const char *bytes, size_t length)
{
    if (length >= 4 &&
        (memcmp(bytes, "PK\x03\x04", 4) == 0 || memcmp(bytes, "PK\x05\x06", 4) == 0)) {
        return ZIP;
    }
    if ((length >= 2 && memcmp(bytes, "\x1F\x8B", 2) == 0) ||
        (length >= 4 && memcmp(bytes, "\x28\xB5\x2F\xFD", 4) == 0)) {
        return COMPRESSED;
    }
    return PLAIN;
}

static ent_status
open_package(ent_ctx *ctx, ent_package *package, const char *path)
{
    ent_status status = ent_input_open(ctx, path, &package->input);

    package->given = ent_alloc(BLOCK, 1);
    if (status == ENT_OK && package->given == NULL) {
        status = ent_fail_nomem(ctx);
    }
    if (status == ENT_OK) {
        status = read_given(ctx, package, package->given, &package->given_length);
    }
    if (status != ENT_OK) {
        return status;
    }
    package->packing = packing_of(package->given, package->given_length);
    if (package->packing == PLAIN) {
        return ENT_OK;
    }
    package->block = ent_alloc(BLOCK, 1);
    package->archive = archive_read_new();
    if (package->block == NULL || package->archive == NULL) {
        return ent_fail_nomem(ctx);
    }
    return package->packing == ZIP ? open_zip(ctx, package) : open_compressed(ctx, package);
}

ent_status
ent_package_open(ent_ctx *ctx, const char *path, uint64_t most, ent_package **out)
{
    ent_package *package = ent_alloc_zero(1, sizeof *package);
    ent_status   status;

    if (package == NULL) {
        return ent_fail_nomem(ctx);
    }
    package->ctx = ctx;
    package->input.fd = -1;
    package->most = most;
    ent_digest_init(&package->digest);
    status = open_package(ctx, package, path);
    if (status != ENT_OK) {
        ent_package_close(package);
        return status;
    }
    *out = package;
    return ENT_OK;
}

void
ent_package_close(ent_package *package)
{
    if (package == NULL) {
        return;
    }
    if (package->archive != NULL) {
        (void)archive_read_free(package->archive);
    }
    ent_input_close(&package->input);
    ent_bytes_clear(&package->whole);
    ent_text_clear(&package->name);
    ent_free(package->block);
    ent_free(package->given);
    ent_free(package);
}

/* 3. entries */

/* A name of an archive is shown on terminals: controls of theirs are not. */
static void
add_visible(ent_text *text, const char *name)
{
    for (; *name != '\0'; name++) {
        ent_text_add_char(text, (unsigned char)*name < 0x20 || *name == 0x7F ? '?' : *name);
    }
}

static ent_status
set_name(ent_ctx *ctx, ent_package *package, const char *entry)
{
    ent_text_clear(&package->name);
    ent_text_addf(&package->name, "%s/", package->input.name);
    add_visible(&package->name, entry);
    return package->name.failed ? ent_fail_nomem(ctx) : ENT_OK;
}

/* The next file of an archive; NULL behind the last. */
static ent_status
next_file(ent_ctx *ctx, ent_package *package, struct archive_entry **out)
{
    int code;

    do {
        ent_status status = ent_check_cancelled(ctx);

        if (status != ENT_OK) {
            return status;
        }
        code = archive_read_next_header(package->archive, out);
    } while (code >= ARCHIVE_WARN && code != ARCHIVE_EOF && package->packing == ZIP &&
             archive_entry_filetype(*out) != AE_IFREG);
    if (code == ARCHIVE_EOF) {
        *out = NULL;
        return ENT_OK;
    }
    return code >= ARCHIVE_WARN ? ENT_OK : fail_unpacking(ctx, package);
}

static const char *
name_of(struct archive_entry *entry)
{
    const char *name = archive_entry_pathname_utf8(entry);

    if (name == NULL) {
        name = archive_entry_pathname(entry);
    }
    return name != NULL ? name : "?";
}

ent_status
ent_package_next(ent_ctx *ctx, ent_package *package, bool *more)
{
    struct archive_entry *entry = NULL;
    ent_status            status = ENT_OK;
    bool                  first = !package->begun;

    package->ctx = ctx;
    package->begun = true;
    package->peeked = false;
    package->unpacked = 0;
    if (package->packing == ZIP || (package->packing == COMPRESSED && first)) {
        status = next_file(ctx, package, &entry);
        package->empty = entry == NULL;
    }
    if (status != ENT_OK) {
        return status;
    }
    *more = package->packing == ZIP ? entry != NULL : first;
    return entry != NULL && package->packing == ZIP ? set_name(ctx, package, name_of(entry))
                                                    : ENT_OK;
}

const char *
ent_package_name(const ent_package *package)
{
    return package->name.length > 0 ? package->name.bytes : package->input.name;
}

bool
ent_package_is_archive(const ent_package *package)
{
    return package->packing == ZIP;
}

/* 4. bytes of an entry */

static ent_status
unpack(ent_ctx *ctx, ent_package *package)
{
    la_ssize_t got =
        package->empty ? 0 : archive_read_data(package->archive, package->block, BLOCK);

    if (got < 0) {
        return fail_unpacking(ctx, package);
    }
    package->length = (size_t)got;
    return ENT_OK;
}

/* The next block of the entry: the bytes as given are those of a plain file. */
static ent_status
next_block(ent_ctx *ctx, ent_package *package)
{
    ent_status status = ent_check_cancelled(ctx);

    if (status == ENT_OK && package->packing != PLAIN) {
        status = unpack(ctx, package);
    } else if (status == ENT_OK) {
        if (package->unpacked > 0) {
            status = read_given(ctx, package, package->given, &package->given_length);
        }
        package->length = package->given_length;
    }
    package->unpacked += status == ENT_OK ? package->length : 0;
    if (status == ENT_OK && package->unpacked > package->most) {
        return ent_fail(ctx, ENT_E_LIMIT, "%s: larger than %llu MB", ent_package_name(package),
                        (unsigned long long)package->most >> 20);
    }
    return status;
}

ent_status
ent_package_peek(ent_ctx *ctx, ent_package *package, const char **bytes, size_t *length)
{
    ent_status status = ENT_OK;

    package->ctx = ctx;
    if (!package->peeked) {
        status = next_block(ctx, package);
    }
    if (status == ENT_OK) {
        package->peeked = true;
        *bytes = package->packing == PLAIN ? package->given : package->block;
        *length = package->length;
    }
    return status;
}

ent_status
ent_package_block(ent_ctx *ctx, ent_package *package, const char **bytes, size_t *length)
{
    ent_status status = ent_package_peek(ctx, package, bytes, length);

    package->peeked = false;
    return status;
}

ent_status
ent_package_read(ent_ctx *ctx, ent_package *package, size_t limit, ent_bytes *out)
{
    char       *bytes = NULL;
    const char *block;
    size_t      length = 0, capacity = 0, more = 1;
    ent_status  status = ENT_OK;

    while (status == ENT_OK && more > 0) {
        status = ent_package_block(ctx, package, &block, &more);
        if (status == ENT_OK && more > limit - length) {
            status = ent_fail(ctx, ENT_E_LIMIT, "%s: larger than %zu MB", ent_package_name(package),
                              limit >> 20);
        }
        if (status == ENT_OK && !ENT_GROW(bytes, capacity, length + more + 1)) {
            status = ent_fail_nomem(ctx);
        }
        if (status == ENT_OK) {
            memcpy(bytes + length, block, more);
            length += more;
        }
    }
    if (status != ENT_OK) {
        ent_free(bytes);
        return status;
    }
    bytes[length] = '\0';
    *out = (ent_bytes){bytes, length, bytes};
    return ENT_OK;
}

ent_status
ent_package_sha256(ent_ctx *ctx, ent_package *package, char out[65])
{
    ent_status status = read_to_the_end(ctx, package);

    if (status == ENT_OK) {
        memcpy(out, package->sha256, sizeof package->sha256);
    }
    return status;
}

void
ent_package_progress(const ent_package *package, uint64_t *done, uint64_t *total)
{
    *done = package->packing == ZIP && package->input.regular
                ? (uint64_t)archive_filter_bytes(package->archive, -1)
                : package->done;
    *total = package->input.size;
}
