/*
 * replay.c - runs a fuzz harness over its corpus, in an ordinary build
 *
 * usage: fuzz_NAME FILE|FOLDER...
 *
 * Each file counts as one test; a crash shows the file it came with.
 *
 * SPDX-License-Identifier: MIT
 */
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { LONGEST_PATH = 4096 };

typedef struct replay {
    FILE  *tally;
    size_t lines, failed;
} replay;

/* A copy of exactly the file's length, so that the address sanitizer sees a read past its end. */
static bool
run_file(const char *path)
{
    FILE    *file = fopen(path, "rb");
    uint8_t *bytes;
    long     length;
    bool     whole = false;

    if (file == NULL) {
        return false;
    }
    (void)fseek(file, 0, SEEK_END);
    length = ftell(file);
    rewind(file);
    bytes = malloc(length > 0 ? (size_t)length : 1);
    if (bytes != NULL && length >= 0 && fread(bytes, 1, (size_t)length, file) == (size_t)length) {
        whole = LLVMFuzzerTestOneInput(bytes, (size_t)length) == 0;
    }
    free(bytes);
    (void)fclose(file);
    return whole;
}

static void
count_file(replay *to, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    bool        good;

    (void)fprintf(stderr, "%s\n", path);
    good = run_file(path);
    to->lines++;
    to->failed += !good;
    (void)fprintf(to->tally, good ? "pass %s\n" : "fail %s: not read\n", name);
}

static void
count_folder(replay *to, const char *path)
{
    struct dirent **entries;
    char            file[LONGEST_PATH];
    int             count = scandir(path, &entries, NULL, alphasort);

    for (int i = 0; i < count; i++) {
        if (entries[i]->d_name[0] != '.') {
            (void)snprintf(file, sizeof file, "%s/%s", path, entries[i]->d_name);
            count_file(to, file);
        }
        free(entries[i]);
    }
    if (count >= 0) {
        free(entries);
    }
}

int
main(int argc, char **argv)
{
    const char *path = getenv("ENT_TALLY");
    replay      to = {path != NULL ? fopen(path, "w") : stdout, 0, 0};

    if (to.tally == NULL) {
        return 2;
    }
    (void)setvbuf(to.tally, NULL, _IOLBF, BUFSIZ); /* a crash shows what was done before */
    for (int i = 1; i < argc; i++) {
        struct stat about;

        if (stat(argv[i], &about) == 0 && S_ISDIR(about.st_mode)) {
            count_folder(&to, argv[i]);
        } else {
            count_file(&to, argv[i]);
        }
    }
    (void)fprintf(to.tally, "end %zu\n", to.lines);
    return fflush(to.tally) != 0 || to.failed > 0 || to.lines == 0;
}
