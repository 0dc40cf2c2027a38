/*
 * test_paths.c - which files a reading is of
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "read/paths.h"

/* Warnings so far, one a line. */
typedef struct heard {
    char   text[1024];
    size_t count;
} heard;

static void
hear(void *user, ent_severity severity, const char *text)
{
    heard *h = user;

    (void)severity;
    h->count++;
    (void)snprintf(h->text + strlen(h->text), sizeof h->text - strlen(h->text), "%s\n", text);
}

static void
make_file(const char *folder, const char *name)
{
    char  path[256];
    FILE *file;

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
}

/* A tree with all that could hold a reader up; removed by remove_tree(). */
static const char *const INSIDE[] = {"a/up",  "a/x.txt", "a",     "b.html",     "c.png",
                                     "d.txt", "p.txt",   "l.txt", ".hidden.txt"};

static void
make_tree(char root[])
{
    char path[256], up[256];

    assert_non_null(mkdtemp(root));
    (void)snprintf(path, sizeof path, "%s/a", root);
    assert_int_equal(mkdir(path, 0700), 0);
    (void)snprintf(up, sizeof up, "%s/a/up", root);
    assert_int_equal(symlink("..", up), 0);
    (void)snprintf(path, sizeof path, "%s/p.txt", root);
    assert_int_equal(mkfifo(path, 0600), 0);
    (void)snprintf(path, sizeof path, "%s/l.txt", root);
    assert_int_equal(symlink("nothing", path), 0);
    make_file(root, "a/x.txt");
    make_file(root, "b.html");
    make_file(root, "c.png");
    make_file(root, "d.txt");
    make_file(root, ".hidden.txt");
}

static void
remove_tree(const char *root)
{
    for (size_t i = 0; i < sizeof INSIDE / sizeof *INSIDE; i++) {
        char path[256];

        (void)snprintf(path, sizeof path, "%s/%s", root, INSIDE[i]);
        assert_int_equal(remove(path), 0);
    }
    assert_int_equal(rmdir(root), 0);
}

static void
a_folder_means_its_regular_documents_once(void **state)
{
    static const char *const WANTED[] = {"/a/x.txt", "/b.html", "/d.txt"};

    char            root[] = "/tmp/ent-paths-XXXXXX", pipe[64];
    heard           h = {"", 0};
    ent_ctx_options options = {.on_message = hear, .user = &h};
    const char     *paths[] = {root, root};
    ent_ctx        *ctx;
    ent_paths       list;

    (void)state;
    make_tree(root);
    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    assert_int_equal(ent_paths_list(ctx, paths, 2, &list), ENT_OK);
    assert_int_equal(list.count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_memory_equal(list.items[i], root, strlen(root));
        assert_string_equal(list.items[i] + strlen(root), WANTED[i]);
    }
    assert_int_equal(h.count, 2);
    (void)snprintf(pipe, sizeof pipe, "%s/p.txt: passed: it is not a regular file\n", root);
    assert_non_null(strstr(h.text, pipe));
    assert_non_null(strstr(h.text, "/l.txt: passed: it is a link to nothing"));
    ent_paths_clear(&list);
    ent_ctx_destroy(ctx);
    remove_tree(root);
}

static void
what_is_named_is_listed_whatever_it_is(void **state)
{
    const char *paths[] = {"-", "/nowhere/at/all", "/dev/null"};
    ent_ctx    *ctx = unit_ctx(1);
    ent_paths   list;

    (void)state;
    assert_int_equal(ent_paths_list(ctx, paths, 3, &list), ENT_OK);
    assert_int_equal(list.count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(list.items[i], paths[i]);
    }
    ent_paths_clear(&list);
    ent_ctx_destroy(ctx);
}

static void
folders_that_are_too_deep_are_told(void **state)
{
    enum { DEEP = 40 };
    char            root[] = "/tmp/ent-paths-XXXXXX", path[256];
    heard           h = {"", 0};
    ent_ctx_options options = {.on_message = hear, .user = &h};
    const char     *start = root;
    ent_ctx        *ctx;
    ent_paths       list;
    size_t          length;

    (void)state;
    assert_non_null(mkdtemp(root));
    length = (size_t)snprintf(path, sizeof path, "%s", root);
    for (int i = 0; i < DEEP; i++) {
        length += (size_t)snprintf(path + length, sizeof path - length, "/f");
        assert_int_equal(mkdir(path, 0700), 0);
    }
    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    assert_int_equal(ent_paths_list(ctx, &start, 1, &list), ENT_OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(h.count, 1);
    assert_non_null(strstr(h.text, "more than 32 folders inside each other"));
    ent_paths_clear(&list);
    ent_ctx_destroy(ctx);
    for (int i = 0; i < DEEP; i++, length -= 2) {
        path[length] = '\0';
        assert_int_equal(rmdir(path), 0);
    }
    assert_int_equal(rmdir(root), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folder_means_its_regular_documents_once),
        cmocka_unit_test(what_is_named_is_listed_whatever_it_is),
        cmocka_unit_test(folders_that_are_too_deep_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
