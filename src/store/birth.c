/*
 * birth.c - a store comes into being whole
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/birth.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/text.h"

static const char MARK[] = ".unborn-";
enum { LETTERS = 6 };

/*
 * A locked temporary.  A sweeper that came between the making and the lock took it for dead: then
 * another is made.
 */
static ent_status
make_locked(ent_ctx *ctx, ent_birth *birth)
{
    struct stat about = {.st_nlink = 0};
    ent_status  status = ENT_OK;

    while (status == ENT_OK && about.st_nlink == 0) {
        status = ent_file_beside(ctx, birth->path, MARK, &birth->temporary, &birth->fd);
        if (status == ENT_OK && (flock(birth->fd, LOCK_EX) != 0 || fstat(birth->fd, &about) != 0)) {
            status = ent_fail(ctx, ENT_E_STORE, "%s: cannot lock the new store: %s", birth->path,
                              strerror(errno));
        } else if (status == ENT_OK && about.st_nlink == 0) {
            (void)close(birth->fd);
            ent_free(birth->temporary);
            birth->temporary = NULL;
            birth->fd = -1;
            status = ent_check_cancelled(ctx);
        }
    }
    return status;
}

ent_status
ent_birth_begin(ent_ctx *ctx, const char *path, ent_birth *out)
{
    ent_birth  birth = {ent_strdup(path), NULL, -1};
    ent_status status = birth.path != NULL ? ent_birth_sweep(ctx, path) : ent_fail_nomem(ctx);

    if (status == ENT_OK) {
        status = make_locked(ctx, &birth);
    }
    if (status != ENT_OK) {
        ent_birth_abandon(&birth);
        return status == ENT_E_FILE ? ENT_E_STORE : status;
    }
    *out = birth;
    return ENT_OK;
}

ent_status
ent_birth_end(ent_ctx *ctx, ent_birth *birth, bool *taken)
{
    ent_status status;

    if (fsync(birth->fd) != 0) {
        return ent_fail(ctx, ENT_E_STORE, "%s: cannot write the store: %s", birth->path,
                        strerror(errno));
    }
    status = ent_file_place(ctx, birth->temporary, birth->path, taken);
    if (status != ENT_OK) {
        return status == ENT_E_FILE ? ENT_E_STORE : status;
    }
    if (!*taken) {
        ent_free(birth->temporary); /* the name is no more */
        birth->temporary = NULL;
    }
    ent_birth_abandon(birth);
    return ENT_OK;
}

void
ent_birth_abandon(ent_birth *birth)
{
    if (birth->path == NULL) {
        return;
    }
    if (birth->temporary != NULL) {
        (void)unlink(birth->temporary);
    }
    if (birth->fd >= 0) {
        (void)close(birth->fd);
    }
    ent_free(birth->temporary);
    ent_free(birth->path);
    *birth = (ent_birth){NULL, NULL, -1};
}

/* Nobody holds the lock: whoever made it is dead. */
static void
remove_if_dead(int folder, const char *name)
{
    struct stat about;
    int         fd = openat(folder, name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

    if (fd < 0) {
        return;
    }
    if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && flock(fd, LOCK_EX | LOCK_NB) == 0) {
        (void)unlinkat(folder, name, 0);
    }
    (void)close(fd);
}

ent_status
ent_birth_sweep(ent_ctx *ctx, const char *path)
{
    char          *name = ent_file_folder(path);
    const char    *base = ent_base_name(path);
    size_t         length = strlen(base), whole = length + strlen(MARK) + LETTERS;
    DIR           *folder;
    struct dirent *entry;

    if (name == NULL) {
        return ent_fail_nomem(ctx);
    }
    folder = opendir(name);
    ent_free(name);
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        if (strlen(entry->d_name) == whole && strncmp(entry->d_name, base, length) == 0 &&
            strncmp(entry->d_name + length, MARK, strlen(MARK)) == 0) {
            remove_if_dead(dirfd(folder), entry->d_name);
        }
    }
    if (folder != NULL) {
        (void)closedir(folder);
    }
    return ENT_OK;
}
