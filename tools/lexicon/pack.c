/*
 * pack.c - the dictionaries of data/lexicon as the block of bytes that the program carries
 *
 * usage: entente-pack IMAGE SOURCE
 *
 * IMAGE gets the bytes, SOURCE the assembly that links them in.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/context.h"
#include "base/digest.h"
#include "read/lexicon/image.h"

static ent_status
make_image(ent_ctx *ctx, ent_text *out)
{
    ent_codes   *codes = NULL;
    ent_lexicon *lexicon = NULL;
    ent_status   status = ent_codes_load(ctx, &codes);

    if (status == ENT_OK) {
        status = ent_lexicon_load(ctx, codes, &lexicon);
    }
    if (status == ENT_OK) {
        status = ent_lexicon_pack(ctx, lexicon, out);
    }
    ent_lexicon_destroy(lexicon);
    ent_codes_destroy(codes);
    return status;
}

static int
write_file(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");

    if (file == NULL || fwrite(bytes, 1, length, file) != length || fclose(file) != 0) {
        perror(path);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}

/* The digest stands in it so that a new image makes a new source. */
static int
write_source(const char *path, const char *image, const ent_text *bytes)
{
    FILE *file = fopen(path, "w");
    char  digest[65];

    ent_sha256(ent_text_get(bytes), bytes->length, digest);
    if (file == NULL ||
        fprintf(file,
                "# %s\n.section .rodata\n.balign 16\n"
                ".globl ent_lexicon_image\nent_lexicon_image: .incbin \"%s\"\n"
                ".globl ent_lexicon_image_end\nent_lexicon_image_end: .byte 0\n"
                ".section .note.GNU-stack,\"\",@progbits\n",
                digest, image) < 0 ||
        fclose(file) != 0) {
        perror(path);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}

int
main(int argc, char **argv)
{
    ent_ctx *ctx = NULL;
    ent_text image;
    int      result = EXIT_FAILURE;

    if (argc != 3 || ent_ctx_create(NULL, &ctx) != ENT_OK) {
        (void)fprintf(stderr, "usage: entente-pack IMAGE SOURCE\n");
        return EXIT_FAILURE;
    }
    ent_text_init(&image);
    if (make_image(ctx, &image) != ENT_OK) {
        (void)fprintf(stderr, "entente-pack: %s\n", ent_ctx_error(ctx));
    } else if (write_file(argv[1], ent_text_get(&image), image.length) == EXIT_SUCCESS) {
        result = write_source(argv[2], argv[1], &image);
    }
    ent_text_clear(&image);
    ent_ctx_destroy(ctx);
    return result;
}
