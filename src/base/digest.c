/*
 * digest.c - SHA-256 of bytes, at once or as they come
 *
 * The plain functions of libcrypto: they use the processor's own instructions, and unlike its
 * newer ones read no configuration, load nothing and cannot fail.
 *
 * SPDX-License-Identifier: MIT
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "base/digest.h"

#include <stdio.h>
#include <string.h>

void
ent_digest_init(ent_digest *digest)
{
    (void)SHA256_Init(&digest->state);
}

void
ent_digest_add(ent_digest *digest, const void *bytes, size_t length)
{
    (void)SHA256_Update(&digest->state, bytes, length);
}

void
ent_digest_add_number(ent_digest *digest, double value)
{
    char text[40];

    (void)snprintf(text, sizeof text, "%a;", value);
    ent_digest_add(digest, text, strlen(text));
}

void
ent_digest_print(ent_digest *digest, char out[65])
{
    static const char DIGITS[] = "0123456789abcdef";
    unsigned char     sum[SHA256_DIGEST_LENGTH];

    (void)SHA256_Final(sum, &digest->state);
    for (size_t i = 0; i < sizeof sum; i++) {
        out[2 * i] = DIGITS[sum[i] >> 4];
        out[2 * i + 1] = DIGITS[sum[i] & 15];
    }
    out[64] = '\0';
}

void
ent_sha256(const char *bytes, size_t length, char out[65])
{
    ent_digest digest;

    ent_digest_init(&digest);
    ent_digest_add(&digest, bytes, length);
    ent_digest_print(&digest, out);
}
