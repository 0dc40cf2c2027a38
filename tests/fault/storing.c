/*
 * storing.c - opens a store and imports files into it, to be killed on the way
 *
 * usage: storing DATA_DIR STORE write|read [FILE...]
 *
 * Prints one line for each file that the store holds: set, version, rows, and
 * the facts that a visit of its kind finds for it.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/store.h"

enum { MOST_FILES = 64 };

typedef struct tally {
    const ent_source_file *files;
    size_t                 count;
    uint64_t               facts[MOST_FILES];
} tally;

static ent_status
count_fact(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    tally         *of = user;
    ent_provenance from;

    (void)ctx;
    (void)kind;
    memcpy(&from, fact, sizeof from);
    for (size_t i = 0; i < of->count; i++) {
        of->facts[i] += from.file == of->files[i].file;
    }
    return ENT_OK;
}

static ent_status
print_files(ent_ctx *ctx, ent_store *store)
{
    tally         of = {NULL, 0, {0}};
    ent_fact_sink sink = {&of, count_fact, NULL};
    ent_status    status = ent_store_files(ctx, store, &of.files, &of.count);

    if (status == ENT_OK && of.count > MOST_FILES) {
        return ENT_E_LIMIT;
    }
    for (int kind = 0; kind < ENT_FACT_KINDS && status == ENT_OK; kind++) {
        status = ent_store_facts(ctx, store, (ent_fact_kind)kind, &sink);
    }
    for (size_t i = 0; i < of.count && status == ENT_OK; i++) {
        printf("%s %s %s %llu %llu\n", of.files[i].set, of.files[i].version, of.files[i].name,
               (unsigned long long)of.files[i].rows, (unsigned long long)of.facts[i]);
    }
    return status;
}

static ent_status
work(ent_ctx *ctx, const ent_codes *codes, int argc, char **argv)
{
    ent_store        *store = NULL;
    ent_import_report report;
    ent_store_mode    mode = strcmp(argv[3], "write") == 0 ? ENT_STORE_WRITE : ENT_STORE_READ;
    ent_status        status = ent_store_open(ctx, argv[2], mode, codes, &store);

    for (int i = 4; i < argc && status == ENT_OK; i++) {
        status = ent_store_import(ctx, store, "auto", argv[i], 0.01, &report);
    }
    if (status == ENT_OK) {
        status = print_files(ctx, store);
    }
    ent_store_close(store);
    return status;
}

int
main(int argc, char **argv)
{
    ent_ctx_options options = {0};
    ent_ctx        *whole = NULL, *ctx = NULL;
    ent_codes      *codes = NULL;
    ent_status      status;

    if (argc < 4) {
        return 2;
    }
    options.data_dir = argv[1];
    status = ent_ctx_create(NULL, &whole);
    if (status == ENT_OK) {
        status = ent_codes_load(whole, &codes);
    }
    if (status == ENT_OK) {
        status = ent_ctx_create(&options, &ctx);
    }
    if (status == ENT_OK) {
        status = work(ctx, codes, argc, argv);
        (void)fprintf(stderr, "%s", ent_ctx_error(ctx));
    }
    ent_codes_destroy(codes);
    ent_ctx_destroy(ctx);
    ent_ctx_destroy(whole);
    return status == ENT_OK ? 0 : -(int)status;
}
