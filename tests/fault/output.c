/*
 * output.c - writes a file through ent_output, for io.py
 *
 * usage: output PATH BYTES [LIMIT]
 *
 * Writes BYTES bytes to PATH under a limit of file size (RLIMIT_FSIZE, so that writing fails with
 * EFBIG as on a full disk).  Exit code 0, or the negated status; the error on standard error.
 *
 * SPDX-License-Identifier: MIT
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/file.h"

static ent_status
write_file(ent_ctx *ctx, const char *path, long bytes)
{
    ent_output output;
    ent_status status = ent_output_open(ctx, path, &output);

    if (status != ENT_OK) {
        return status;
    }
    for (long i = 0; i < bytes; i++) {
        (void)putc("0123456789abcde\n"[i % 16], output.stream);
    }
    return ent_output_commit(ctx, &output);
}

int
main(int argc, char **argv)
{
    ent_ctx   *ctx = NULL;
    ent_status status;

    if (argc < 3 || ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 99;
    }
    (void)signal(SIGXFSZ, SIG_IGN);
    (void)signal(SIGPIPE, SIG_IGN);
    if (argc > 3) {
        rlim_t        most = (rlim_t)strtoul(argv[3], NULL, 10);
        struct rlimit limit = {most, most};

        if (setrlimit(RLIMIT_FSIZE, &limit) != 0) {
            return 99;
        }
    }
    status = write_file(ctx, argv[1], strtol(argv[2], NULL, 10));
    if (status != ENT_OK) {
        (void)fprintf(stderr, "%s\n", ent_ctx_error(ctx));
    }
    ent_ctx_destroy(ctx);
    return -(int)status;
}
