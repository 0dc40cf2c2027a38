/*
 * paths.c - which files a reading is of: those named, and the documents of folders
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/paths.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/text.h"

enum { FOLDERS_DEEPEST = 32 };

typedef struct folder_id {
    dev_t device;
    ino_t number;
} folder_id;

typedef struct listing {
    ent_ctx   *ctx;
    ent_paths  paths;
    folder_id *seen; /* folders gone through */
    size_t     seen_count, seen_capacity;
} listing;

static ent_status
add_path(ent_ctx *ctx, ent_paths *list, const char *folder, const char *name)
{
    ent_text path;

    ent_text_init(&path);
    if (folder != NULL) {
        ent_text_add(&path, folder);
        ent_text_add_char(&path, '/');
    }
    ent_text_add(&path, name);
    if (path.failed || !ENT_GROW(list->items, list->capacity, list->count + 1)) {
        ent_text_clear(&path);
        return ent_fail_nomem(ctx);
    }
    list->items[list->count++] = path.bytes;
    return ENT_OK;
}

void
ent_paths_clear(ent_paths *paths)
{
    for (size_t i = 0; i < paths->count; i++) {
        ent_free(paths->items[i]);
    }
    ent_free(paths->items);
    memset(paths, 0, sizeof *paths);
}

static bool
is_document_name(const char *name)
{
    static const char *const ENDS[] = {".txt", ".html", ".htm",  ".xml",
                                       ".rss", ".atom", ".json", ".jsonl"};

    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
        size_t length = strlen(name), tail = strlen(ENDS[i]);

        if (length > tail && ent_compare_nocase(name + length - tail, ENDS[i]) == 0) {
            return true;
        }
    }
    return false;
}

static int
compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in a folder but the hidden ones; false when it cannot be opened. */
static ent_status
list_folder(ent_ctx *ctx, ent_paths *out, const char *folder, bool *opened)
{
    DIR           *stream = opendir(folder);
    struct dirent *entry;
    ent_status     status = ENT_OK;

    *opened = stream != NULL;
    while (stream != NULL && status == ENT_OK && (entry = readdir(stream)) != NULL) {
        if (entry->d_name[0] != '.') {
            status = add_path(ctx, out, folder, entry->d_name);
        }
    }
    if (stream != NULL) {
        (void)closedir(stream);
    }
    if (out->count > 1) {
        qsort(out->items, out->count, sizeof *out->items, compare_paths);
    }
    return status;
}

static ent_status
see_folder(listing *l, const struct stat *about, bool *seen)
{
    *seen = false;
    for (size_t i = 0; i < l->seen_count && !*seen; i++) {
        *seen = l->seen[i].device == about->st_dev && l->seen[i].number == about->st_ino;
    }
    if (*seen) {
        return ENT_OK;
    }
    if (!ENT_GROW(l->seen, l->seen_capacity, l->seen_count + 1)) {
        return ent_fail_nomem(l->ctx);
    }
    l->seen[l->seen_count++] = (folder_id){about->st_dev, about->st_ino};
    return ENT_OK;
}

static ent_status add_folder(listing *l, const char *folder, const struct stat *about, int depth);

/* Something in a folder. */
static ent_status
add_found(listing *l, const char *path, int depth)
{
    struct stat about;

    if (stat(path, &about) != 0) {
        ent_say(l->ctx, ENT_WARNING, "%s: passed: it is a link to nothing, or cannot be looked at",
                path);
        return ENT_OK;
    }
    if (S_ISDIR(about.st_mode)) {
        return add_folder(l, path, &about, depth + 1);
    }
    if (!S_ISREG(about.st_mode)) {
        ent_say(l->ctx, ENT_WARNING, "%s: passed: it is not a regular file", path);
        return ENT_OK;
    }
    return is_document_name(ent_base_name(path)) ? add_path(l->ctx, &l->paths, NULL, path) : ENT_OK;
}

static ent_status
add_folder(listing *l, const char *folder, const struct stat *about, int depth)
{
    ent_paths  inside = {NULL, 0, 0};
    bool       seen, opened;
    ent_status status = see_folder(l, about, &seen);

    if (status != ENT_OK || seen) {
        return status;
    }
    if (depth > FOLDERS_DEEPEST) {
        ent_say(l->ctx, ENT_WARNING, "%s: passed: more than %d folders inside each other", folder,
                FOLDERS_DEEPEST);
        return ENT_OK;
    }
    status = list_folder(l->ctx, &inside, folder, &opened);
    if (!opened && depth == 0) {
        status = add_path(l->ctx, &l->paths, NULL, folder); /* reading it tells why it cannot be */
    } else if (!opened) {
        ent_say(l->ctx, ENT_WARNING, "%s: passed: the folder cannot be opened", folder);
    }
    for (size_t i = 0; i < inside.count && status == ENT_OK; i++) {
        status = add_found(l, inside.items[i], depth);
    }
    ent_paths_clear(&inside);
    return status;
}

ent_status
ent_paths_list(ent_ctx *ctx, const char *const *paths, size_t count, ent_paths *out)
{
    listing    l = {.ctx = ctx};
    ent_status status = ENT_OK;

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        struct stat about;

        if (strcmp(paths[i], "-") != 0 && stat(paths[i], &about) == 0 && S_ISDIR(about.st_mode)) {
            status = add_folder(&l, paths[i], &about, 0);
        } else {
            status = add_path(ctx, &l.paths, NULL, paths[i]);
        }
    }
    ent_free(l.seen);
    if (status != ENT_OK) {
        ent_paths_clear(&l.paths);
        return status;
    }
    *out = l.paths;
    return ENT_OK;
}
