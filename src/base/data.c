/*
 * data.c - our own facts: embedded in the library, or from a folder
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/data.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/embedded.h"
#include "base/text.h"

enum { LARGEST_DATA_FILE = 64 << 20 };

ent_status
ent_data_embedded(const char *name, ent_bytes *out)
{
    for (size_t i = 0; i < ent_embedded_count; i++) {
        const ent_embedded *file = &ent_embedded_files[i];

        if (strcmp(file->name, name) == 0) {
            *out = (ent_bytes){file->start, (size_t)(file->end - file->start) - 1, NULL};
            return ENT_OK;
        }
    }
    return ENT_E_NOTFOUND;
}

ent_status
ent_data_read(ent_ctx *ctx, const char *name, ent_bytes *out)
{
    const char *folder = ent_ctx_data_dir(ctx);
    ent_text    path;
    ent_status  status;

    if (folder == NULL) {
        return ent_data_embedded(name, out) == ENT_OK
                   ? ENT_OK
                   : ent_fail(ctx, ENT_E_NOTFOUND, "no file '%s' in the embedded data", name);
    }
    ent_text_init(&path);
    ent_text_addf(&path, "%s/%s", folder, name);
    status =
        path.failed ? ent_fail_nomem(ctx) : ent_file_read(ctx, path.bytes, LARGEST_DATA_FILE, out);
    ent_text_clear(&path);
    return status == ENT_E_FILE ? ENT_E_NOTFOUND : status;
}

ent_status
ent_data_table(ent_ctx *ctx, const char *name, const char *const *names, size_t count,
               size_t *columns, ent_csv_take take, void *user)
{
    ent_csv    csv;
    ent_bytes  bytes;
    ent_status status = ent_data_read(ctx, name, &bytes);

    if (status != ENT_OK) {
        return status;
    }
    ent_csv_init(&csv, name, bytes.bytes, bytes.length, ',', true);
    status = ent_csv_read_columns(ctx, &csv, names, count, columns);
    if (status == ENT_OK) {
        status = ent_csv_each(ctx, &csv, take, user);
    }
    ent_csv_clear(&csv);
    ent_bytes_clear(&bytes);
    return status;
}

bool
ent_data_is_place(const char *name)
{
    size_t length = strcspn(name, "/") + 1;

    for (size_t i = 0; i < ent_embedded_count; i++) {
        if (strchr(name, '/') != NULL && strncmp(ent_embedded_files[i].name, name, length) == 0) {
            return true;
        }
    }
    return false;
}

static ent_status
check_table(ent_ctx *ctx, const char *folder, const char *name)
{
    struct stat about;
    ent_text    path;
    ent_status  status = ENT_OK;

    ent_text_init(&path);
    ent_text_addf(&path, "%s/%s", folder, name);
    if (path.failed) {
        status = ent_fail_nomem(ctx);
    } else if (stat(path.bytes, &about) != 0) {
        status = ent_fail(ctx, ENT_E_INPUT,
                          "%s: %s; a folder of data holds every table of data/world: copy it "
                          "there, or its header alone for a table without rows",
                          path.bytes, strerror(errno));
    }
    ent_text_clear(&path);
    return status;
}

ent_status
ent_data_check(ent_ctx *ctx)
{
    const char *folder = ent_ctx_data_dir(ctx);
    ent_status  status = ENT_OK;

    for (size_t i = 0; folder != NULL && i < ent_embedded_count && status == ENT_OK; i++) {
        const char *name = ent_embedded_files[i].name;

        if (ent_starts_with(name, "world/") && ent_ends_with(name, ".csv")) {
            status = check_table(ctx, folder, name);
        }
    }
    return status;
}

typedef struct name_list {
    char **names;
    size_t count, capacity;
} name_list;

static bool
add_name(name_list *list, const char *folder, const char *name)
{
    ent_text text;

    ent_text_init(&text);
    ent_text_addf(&text, "%s%s", folder, name);
    if (text.failed || !ENT_GROW(list->names, list->capacity, list->count + 1)) {
        ent_text_clear(&text);
        return false;
    }
    list->names[list->count++] = text.bytes;
    return true;
}

static bool
add_embedded(name_list *list, const char *folder, const char *end)
{
    size_t n = strlen(folder);

    for (size_t i = 0; i < ent_embedded_count; i++) {
        const char *name = ent_embedded_files[i].name;

        if (ent_starts_with(name, folder) && strchr(name + n, '/') == NULL &&
            ent_ends_with(name, end) && !add_name(list, folder, name + n)) {
            return false;
        }
    }
    return true;
}

static bool
add_from_folder(name_list *list, const char *data_dir, const char *folder, const char *end)
{
    ent_text       path;
    DIR           *open_folder;
    struct dirent *entry;
    bool           good = true;

    ent_text_init(&path);
    ent_text_addf(&path, "%s/%s", data_dir, folder);
    if (path.failed) {
        return false;
    }
    open_folder = opendir(path.bytes);
    ent_text_clear(&path);
    if (open_folder == NULL) {
        return true;
    }
    while (good && (entry = readdir(open_folder)) != NULL) {
        good = !ent_ends_with(entry->d_name, end) || entry->d_name[0] == '.' ||
               add_name(list, folder, entry->d_name);
    }
    (void)closedir(open_folder);
    return good;
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

ent_status
ent_data_names(ent_ctx *ctx, const char *folder, const char *end, char ***out, size_t *count)
{
    name_list   list = {NULL, 0, 0};
    const char *data_dir = ent_ctx_data_dir(ctx);
    bool        good = data_dir == NULL ? add_embedded(&list, folder, end)
                                        : add_from_folder(&list, data_dir, folder, end);

    if (!good) {
        ent_data_names_free(list.names, list.count);
        return ent_fail_nomem(ctx);
    }
    if (list.count > 1) {
        qsort(list.names, list.count, sizeof *list.names, compare_names);
    }
    *out = list.names;
    *count = list.count;
    return ENT_OK;
}

void
ent_data_names_free(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ent_free(names[i]);
    }
    ent_free(names);
}

ent_status
ent_data_fail_missing(ent_ctx *ctx, ent_status kind, const char *folder, const char *what,
                      const char *wanted)
{
    char      **names;
    const char *nearest;
    size_t      count;
    ent_text    list;
    ent_status  status = ent_data_names(ctx, folder, ".yaml", &names, &count);

    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&list);
    for (size_t i = 0; i < count; i++) {
        char *name = names[i] + (ent_base_name(names[i]) - names[i]);

        name[strlen(name) - 5] = '\0'; /* without its .yaml */
        memmove(names[i], name, strlen(name) + 1);
        ent_text_addf(&list, "%s%s", i > 0 ? ", " : "; a file's path, or one of ", names[i]);
    }
    nearest = ent_nearest_word(wanted, (const char *const *)names, count);
    status = list.failed ? ent_fail_nomem(ctx)
             : nearest != NULL
                 ? ent_fail(ctx, kind, "no %s '%.200s', did you mean '%s'?", what, wanted, nearest)
                 : ent_fail(ctx, kind, "no %s '%.200s'%s", what, wanted, ent_text_get(&list));
    ent_text_clear(&list);
    ent_data_names_free(names, count);
    return status;
}

ent_status
ent_data_find(ent_ctx *ctx, const char *folder, const char *what, const char *wanted,
              ent_bytes *out)
{
    ent_text   place;
    ent_status status = ent_file_read(ctx, wanted, LARGEST_DATA_FILE, out);

    if (status != ENT_E_FILE || strchr(wanted, '/') != NULL) {
        return status;
    }
    ent_text_init(&place);
    ent_text_addf(&place, "%s%s%s", folder, wanted, ent_ends_with(wanted, ".yaml") ? "" : ".yaml");
    status = place.failed ? ent_fail_nomem(ctx) : ent_data_read(ctx, place.bytes, out);
    ent_text_clear(&place);
    return status == ENT_E_NOTFOUND
               ? ent_data_fail_missing(ctx, ENT_E_NOTFOUND, folder, what, wanted)
               : status;
}
