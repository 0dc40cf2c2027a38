/*
 * file.c - whole files in, whole files out
 *
 * SPDX-License-Identifier: MIT
 */
#define _GNU_SOURCE /* renameat2 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"

enum { ASK_EACH_MS = 100 };

void
ent_bytes_clear(ent_bytes *bytes)
{
    ent_free(bytes->owned);
    memset(bytes, 0, sizeof *bytes);
}

static ent_status
fail_errno(ent_ctx *ctx, const char *what, const char *path)
{
    return ent_fail(ctx, ENT_E_FILE, "cannot %s '%s': %s", what, path, strerror(errno));
}

/* A size in megabytes, or in bytes where that would say the same as the limit. */
static ent_status
fail_large(ent_ctx *ctx, const char *path, size_t size, size_t limit)
{
    if (size >> 20 > limit >> 20 && limit >> 20 > 0) {
        return ent_fail(ctx, ENT_E_LIMIT, "%s: %zu MB, larger than %zu MB", path, size >> 20,
                        limit >> 20);
    }
    return ent_fail(ctx, ENT_E_LIMIT, "%s: %zu bytes, larger than %zu bytes", path, size, limit);
}

ent_status
ent_input_open(ent_ctx *ctx, const char *path, ent_input *out)
{
    ent_input   input = {.name = path, .standard = strcmp(path, "-") == 0};
    struct stat about = {.st_mode = 0};
    ent_status  status = ENT_OK;

    input.fd = STDIN_FILENO;
    if (input.standard) {
        input.name = "standard input";
    } else {
        /* Opening a pipe would wait for its writer, beyond reach of our asking whether to stop. */
        input.fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    }
    if (input.fd < 0 || fstat(input.fd, &about) != 0) {
        status = fail_errno(ctx, "open", input.name);
    } else if (S_ISDIR(about.st_mode)) {
        status = ent_fail(ctx, ENT_E_FILE, "'%s' is a folder, expected a file", input.name);
    }
    if (status != ENT_OK) {
        ent_input_close(&input);
        return status;
    }
    input.regular = S_ISREG(about.st_mode) && lseek(input.fd, 0, SEEK_CUR) == 0;
    input.size = input.regular ? (uint64_t)about.st_size : 0;
    *out = input;
    return ENT_OK;
}

void
ent_input_close(ent_input *input)
{
    if (input->fd >= 0 && !input->standard) {
        (void)close(input->fd);
    }
    input->fd = -1;
}

/*
 * Wait until there are bytes or the end, and ask now and then whether to stop: a signal may have
 * reached another thread than the one that waits.
 */
static ent_status
wait_for_bytes(ent_ctx *ctx, const ent_input *input)
{
    struct pollfd in = {.fd = input->fd, .events = POLLIN};
    ent_status    status;
    int           ready;

    do {
        status = ent_check_cancelled(ctx);
        ready = status == ENT_OK && !input->regular ? poll(&in, 1, ASK_EACH_MS) : 1;
    } while (ready == 0 || (ready < 0 && errno == EINTR));
    return status;
}

ent_status
ent_input_read(ent_ctx *ctx, const ent_input *input, char *bytes, size_t room, size_t *got)
{
    ent_status status;
    ssize_t    length;

    do {
        status = wait_for_bytes(ctx, input);
        length = status == ENT_OK ? read(input->fd, bytes, room) : 0;
    } while (length < 0 && (errno == EINTR || errno == EAGAIN));
    if (length < 0) {
        return fail_errno(ctx, "read", input->name);
    }
    *got = (size_t)length;
    return status;
}

/* Read to the end. */
static ent_status
read_all(ent_ctx *ctx, const ent_input *input, size_t limit, ent_bytes *out)
{
    size_t     expected = input->regular ? (size_t)input->size : 4096;
    char      *bytes = NULL;
    size_t     length = 0, capacity = 0, got = 1;
    ent_status status = ENT_OK;

    while (status == ENT_OK && got > 0) {
        size_t want = length + 1 + (length == 0 ? expected + 1 : 65536);

        if (!ENT_GROW(bytes, capacity, want)) {
            status = ent_fail_nomem(ctx);
        } else {
            status = ent_input_read(ctx, input, bytes + length, capacity - length - 1, &got);
            length += status == ENT_OK ? got : 0;
        }
        if (status == ENT_OK && length > limit) {
            status = ent_fail(ctx, ENT_E_LIMIT, "%s: larger than %zu MB", input->name, limit >> 20);
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
ent_file_read(ent_ctx *ctx, const char *path, size_t limit, ent_bytes *out)
{
    ent_input  input;
    ent_status status = ent_input_open(ctx, path, &input);

    if (status != ENT_OK) {
        return status;
    }
    status = input.size > limit ? fail_large(ctx, path, (size_t)input.size, limit)
                                : read_all(ctx, &input, limit, out);
    ent_input_close(&input);
    return status;
}

/* The name to write: where `path` is a link, the file behind it, so that the link stays. */
static char *
name_behind_link(const char *path)
{
    struct stat about;
    char        target[PATH_MAX];

    if (lstat(path, &about) == 0 && S_ISLNK(about.st_mode) && realpath(path, target) != NULL) {
        return ent_strdup(target);
    }
    return ent_strdup(path);
}

char *
ent_file_folder(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (slash == NULL) {
        return ent_strdup(".");
    }
    return slash == path ? ent_strdup("/") : ent_strndup(path, (size_t)(slash - path));
}

/* A new file `path` + `mark` + six letters; its name is NULL and `*fd` -1 where there is none. */
static bool
make_beside(const char *path, const char *mark, char **name, int *fd)
{
    static const char LETTERS[] = "XXXXXX";
    size_t            length = strlen(path), marked = length + strlen(mark);
    char             *made = ent_alloc(marked + sizeof LETTERS, 1);

    *name = NULL;
    *fd = -1;
    if (made == NULL) {
        return false;
    }
    memcpy(made, path, length);
    memcpy(made + length, mark, marked - length);
    memcpy(made + marked, LETTERS, sizeof LETTERS);
    *fd = mkstemp(made);
    if (*fd < 0) {
        int error = errno;

        ent_free(made); /* there is nothing to unlink */
        errno = error;
    } else {
        *name = made;
    }
    return true;
}

static void
permit_as_new(int fd)
{
    mode_t mask = umask(0);

    (void)umask(mask);
    (void)fchmod(fd, 0666 & ~mask);
}

ent_status
ent_file_beside(ent_ctx *ctx, const char *path, const char *mark, char **name, int *fd)
{
    if (!make_beside(path, mark, name, fd)) {
        return ent_fail_nomem(ctx);
    }
    if (*fd < 0) {
        return fail_errno(ctx, "make", path);
    }
    permit_as_new(*fd);
    return ENT_OK;
}

/* Without replacing: by renaming where the system knows how, else by a second name. */
static bool
give_name(const char *from, const char *path)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, path, RENAME_NOREPLACE) == 0) {
        return true;
    }
    return (errno == EINVAL || errno == ENOSYS) && link(from, path) == 0 && unlink(from) == 0;
}

/* Names reach the disk with their folder; one that cannot be synchronised keeps its own time. */
static void
synchronise_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd >= 0) {
        (void)fsync(fd);
        (void)close(fd);
    }
}

ent_status
ent_file_place(ent_ctx *ctx, const char *from, const char *path, bool *taken)
{
    char      *folder = ent_file_folder(path);
    ent_status status;
    bool       given;

    if (folder == NULL) {
        return ent_fail_nomem(ctx);
    }
    given = give_name(from, path);
    *taken = !given && errno == EEXIST;
    if (given) {
        synchronise_folder(folder);
    }
    status = given || *taken ? ENT_OK : fail_errno(ctx, "make", path);
    ent_free(folder);
    return status;
}

ent_status
ent_output_open(ent_ctx *ctx, const char *path, ent_output *out)
{
    ent_output  output = {NULL, NULL, NULL};
    struct stat about;
    bool        exists;
    int         fd;

    if (strcmp(path, "-") == 0) {
        *out = (ent_output){stdout, NULL, NULL};
        return ENT_OK;
    }
    output.path = name_behind_link(path);
    if (output.path == NULL) {
        return ent_fail_nomem(ctx);
    }
    exists = stat(output.path, &about) == 0;
    if (exists && !S_ISREG(about.st_mode)) {
        fd = open(output.path, O_WRONLY | O_CLOEXEC);
    } else {
        if (!make_beside(output.path, ".", &output.temporary, &fd)) {
            ent_free(output.path);
            return ent_fail_nomem(ctx);
        }
        if (fd >= 0 && exists) {
            (void)fchmod(fd, about.st_mode & 0777);
        } else if (fd >= 0) {
            permit_as_new(fd);
        }
    }
    output.stream = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (output.stream == NULL) {
        ent_status status = fail_errno(ctx, "write", path);

        if (fd >= 0) {
            (void)close(fd);
        }
        ent_output_abandon(&output);
        return status;
    }
    *out = output;
    return ENT_OK;
}

ent_status
ent_output_commit(ent_ctx *ctx, ent_output *output)
{
    const char *name = output->path != NULL ? output->path : "standard output";
    bool        failed;
    ent_status  status;

    errno = 0;
    failed = fflush(output->stream) != 0 || ferror(output->stream) != 0;
    if (output->path == NULL) {
        return failed ? fail_errno(ctx, "write", name) : ENT_OK;
    }
    if (!failed && output->temporary != NULL) {
        failed = fsync(fileno(output->stream)) != 0;
    }
    if (failed) {
        status = fail_errno(ctx, "write", name);
        ent_output_abandon(output);
        return status;
    }
    failed = fclose(output->stream) != 0;
    output->stream = NULL;
    if (failed || (output->temporary != NULL && rename(output->temporary, output->path) != 0)) {
        status = fail_errno(ctx, "write", name);
        ent_output_abandon(output);
        return status;
    }
    ent_free(output->temporary);
    output->temporary = NULL;
    ent_output_abandon(output);
    return ENT_OK;
}

void
ent_output_abandon(ent_output *output)
{
    if (output->stream != NULL && output->path != NULL) {
        (void)fclose(output->stream);
    }
    if (output->temporary != NULL) {
        (void)unlink(output->temporary);
    }
    ent_free(output->temporary);
    ent_free(output->path);
    *output = (ent_output){NULL, NULL, NULL};
}
