/*
 * digest.h - SHA-256 of bytes, at once or as they come
 *
 * Stage: base.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_DIGEST_H
#define ENT_BASE_DIGEST_H

#include <openssl/sha.h>
#include <stddef.h>

typedef struct ent_digest {
    SHA256_CTX state;
} ent_digest;

void ent_digest_init(ent_digest *digest);
void ent_digest_add(ent_digest *digest, const void *bytes, size_t length);

/** A number, to the bit. */
void ent_digest_add_number(ent_digest *digest, double value);

/** As 64 hexadecimal digits and a zero byte; the digest is spent. */
void ent_digest_print(ent_digest *digest, char out[65]);

/** The same of bytes that are all there. */
void ent_sha256(const char *bytes, size_t length, char out[65]);

#endif
