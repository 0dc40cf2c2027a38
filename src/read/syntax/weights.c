/*
 * weights.c - what the tagger and the parser have learned, mapped from a file
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/syntax/weights.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"

enum { PLAIN = 32 /* bytes of the header that the checksum does not cover */ };

static const char     MAGIC[8] = "entente\x1A";
static const uint32_t ORDER = 0x01020304;
static const char     REMEDY[] = "; take the file that belongs to this version of entente";

/* By four interleaved sums of products; finds damage, not malice. */
static uint64_t
checksum(const unsigned char *bytes, size_t length)
{
    uint64_t sums[4] = {1, 2, 3, 4}, word, tail = 0;
    size_t   at = 0;

    for (; at + 32 <= length; at += 32) {
        for (size_t lane = 0; lane < 4; lane++) {
            memcpy(&word, bytes + at + 8 * lane, 8);
            sums[lane] = (sums[lane] ^ word) * 0x9E3779B97F4A7C15u;
            sums[lane] ^= sums[lane] >> 32;
        }
    }
    for (; at < length; at++) {
        tail = ent_key_mix(tail ^ bytes[at]);
    }
    for (size_t lane = 0; lane < 4; lane++) {
        tail = ent_key_mix(tail ^ sums[lane]);
    }
    return ent_key_mix(tail ^ length);
}

/* Bytes of a bucket of each table. */
static const size_t SIZES[ENT_WEIGHTS_TABLES] = {
    ENT_LEXEMES_OF_BUCKET * sizeof(ent_lexeme), sizeof(ent_wordbook), ENT_BUCKET_SIZE(ENT_MOVE_ROW),
    ENT_BUCKET_SIZE(ENT_TAG_ROW), ENT_BUCKET_SIZE(ENT_LABEL_ROW)};

size_t
ent_weights_size(const uint32_t buckets[ENT_WEIGHTS_TABLES])
{
    size_t size = sizeof(ent_weights_header);

    for (size_t i = 0; i < ENT_WEIGHTS_TABLES; i++) {
        size += buckets[i] * SIZES[i];
    }
    return size;
}

void
ent_weights_starts(const uint32_t buckets[ENT_WEIGHTS_TABLES], size_t starts[ENT_WEIGHTS_TABLES])
{
    size_t at = sizeof(ent_weights_header);

    for (size_t i = 0; i < ENT_WEIGHTS_TABLES; i++) {
        starts[i] = at;
        at += buckets[i] * SIZES[i];
    }
}

void
ent_weights_seal(unsigned char *bytes, const uint32_t buckets[ENT_WEIGHTS_TABLES],
                 const char *about)
{
    ent_weights_header *header = (ent_weights_header *)(void *)bytes;
    size_t              length = ent_weights_size(buckets), used = strlen(about);

    memset(header, 0, sizeof *header);
    memcpy(header->magic, MAGIC, sizeof MAGIC);
    header->version = ENT_WEIGHTS_VERSION;
    header->order = ORDER;
    header->length = length;
    header->tags = ENT_TAGS;
    header->relations = ENT_RELATIONS;
    memcpy(header->buckets, buckets, sizeof header->buckets);
    memcpy(header->about, about, used < sizeof header->about ? used : sizeof header->about - 1);
    header->checksum = checksum(bytes + PLAIN, length - PLAIN);
}

/* What stands in the header and does not depend on the rest. */
static ent_status
check_header(ent_ctx *ctx, const char *name, const ent_weights_header *header, size_t length)
{
    if (memcmp(header->magic, MAGIC, sizeof MAGIC) != 0) {
        return ent_fail(ctx, ENT_E_INPUT, "%s: no file of weights%s", name, REMEDY);
    }
    if (header->order != ORDER) {
        return ent_fail(ctx, ENT_E_INPUT, "%s: written for another order of bytes%s", name, REMEDY);
    }
    if (header->version != ENT_WEIGHTS_VERSION || header->tags != ENT_TAGS ||
        header->relations != ENT_RELATIONS) {
        return ent_fail(ctx, ENT_E_INPUT, "%s: weights of form %u, expected form %d%s", name,
                        (unsigned)header->version, ENT_WEIGHTS_VERSION, REMEDY);
    }
    if (header->length != length) {
        return ent_fail(ctx, ENT_E_INPUT, "%s: %zu bytes, expected %llu%s", name, length,
                        (unsigned long long)header->length, REMEDY);
    }
    if (memchr(header->about, '\0', sizeof header->about) == NULL) {
        return ent_fail(ctx, ENT_E_INPUT, "%s: its licence has no end%s", name, REMEDY);
    }
    return ENT_OK;
}

ent_status
ent_weights_view(ent_ctx *ctx, const char *name, const unsigned char *bytes, size_t length,
                 ent_weights *out)
{
    const ent_weights_header *header = (const ent_weights_header *)(const void *)bytes;
    size_t                    starts[ENT_WEIGHTS_TABLES];
    ent_status                status;

    if (length < sizeof *header || length > ENT_WEIGHTS_LARGEST) {
        return ent_fail(ctx, ENT_E_INPUT, "%s: %zu bytes are no weights, expected %zu to %d%s",
                        name, length, sizeof *header, ENT_WEIGHTS_LARGEST, REMEDY);
    }
    status = check_header(ctx, name, header, length);
    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < ENT_WEIGHTS_TABLES; i++) {
        if (header->buckets[i] == 0 || header->buckets[i] > length / SIZES[i]) {
            return ent_fail(ctx, ENT_E_INPUT, "%s: table %zu with %u buckets does not fit%s", name,
                            i + 1, (unsigned)header->buckets[i], REMEDY);
        }
    }
    ent_weights_starts(header->buckets, starts);
    if (ent_weights_size(header->buckets) != length ||
        checksum(bytes + PLAIN, length - PLAIN) != header->checksum) {
        return ent_fail(ctx, ENT_E_INPUT, "%s: damaged: its checksum is wrong%s", name, REMEDY);
    }
    *out = (ent_weights){.lexemes = (const ent_lexeme *)(const void *)(bytes + starts[0]),
                         .lexeme_buckets = header->buckets[0],
                         .wordbook = (const ent_wordbook *)(const void *)(bytes + starts[1]),
                         .wordbook_buckets = header->buckets[1],
                         .moves = ent_rows_of(bytes + starts[2], header->buckets[2]),
                         .tags = ent_rows_of(bytes + starts[3], header->buckets[3]),
                         .labels = ent_rows_of(bytes + starts[4], header->buckets[4]),
                         .about = header->about,
                         .length = length};
    return ENT_OK;
}

/* Map the whole of a regular file. */
static ent_status
map_file(ent_ctx *ctx, const char *path, void **map, size_t *length)
{
    struct stat about;
    ent_status  status = ENT_OK;
    int         fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0 || fstat(fd, &about) != 0) {
        status = ent_fail(ctx, errno == ENOENT ? ENT_E_NOTFOUND : ENT_E_FILE,
                          "cannot open '%s': %s", path, strerror(errno));
    } else if (!S_ISREG(about.st_mode)) {
        status = ent_fail(ctx, ENT_E_FILE, "'%s' is no regular file", path);
    } else if (about.st_size == 0) {
        status = ent_fail(ctx, ENT_E_INPUT, "%s: empty%s", path, REMEDY);
    } else {
        *length = (size_t)about.st_size;
        *map = mmap(NULL, *length, PROT_READ, MAP_PRIVATE, fd, 0);
        if (*map == MAP_FAILED) {
            status = ent_fail(ctx, ENT_E_FILE, "cannot map '%s': %s", path, strerror(errno));
        }
    }
    if (fd >= 0) {
        (void)close(fd);
    }
    return status;
}

ent_status
ent_weights_open(ent_ctx *ctx, const char *path, ent_weights **out)
{
    ent_weights *weights = ent_alloc_zero(1, sizeof *weights);
    void        *map = NULL;
    size_t       length = 0;
    ent_status   status;

    if (weights == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = map_file(ctx, path, &map, &length);
    if (status == ENT_OK) {
        status = ent_weights_view(ctx, path, map, length, weights);
        weights->map = map;
        weights->length = length;
    }
    if (status != ENT_OK) {
        ent_weights_close(weights);
        return status;
    }
    *out = weights;
    return ENT_OK;
}

void
ent_weights_close(ent_weights *weights)
{
    if (weights != NULL && weights->map != NULL) {
        (void)munmap(weights->map, weights->length);
    }
    ent_free(weights);
}

const ent_lexeme *
ent_lexeme_find(const ent_weights *weights, uint64_t key)
{
    const ent_lexeme *bucket =
        weights->lexemes +
        (size_t)ent_bucket_of(key, weights->lexeme_buckets) * ENT_LEXEMES_OF_BUCKET;
    uint32_t check = (uint32_t)key | 1;

    for (size_t i = 0; i < ENT_LEXEMES_OF_BUCKET; i++) {
        if (bucket[i].check == check) {
            return &bucket[i];
        }
    }
    return NULL;
}
