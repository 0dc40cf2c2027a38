/*
 * chain.c - a file of settings and the files it inherits from
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/chain.h"

#include <string.h>

#include "base/context.h"
#include "base/data.h"
#include "base/digest.h"

static const char DATA_PREFIX[] = "data:";

void
ent_chain_clear(ent_chain *files)
{
    for (size_t i = 0; i < files->count; i++) {
        ent_yaml_destroy(files->links[i].yaml);
        ent_bytes_clear(&files->links[i].bytes);
        ent_text_clear(&files->links[i].path);
    }
}

static bool
is_plain_name(const char *path)
{
    return strchr(path, '/') == NULL && !ent_ends_with(path, ".yaml") &&
           !ent_ends_with(path, ".yml");
}

/* What a scenario of the pack extends is one of the pack, as is a plain name that any extends. */
static bool
is_of_pack(const char *from, const char *wanted)
{
    return from != NULL && (ent_starts_with(from, DATA_PREFIX) || is_plain_name(wanted));
}

static ent_status
read_pack(ent_ctx *ctx, const char *wanted, ent_link *out)
{
    ent_status status;

    ent_text_clear(&out->path);
    ent_text_addf(&out->path, "%sscenarios/%s%s", DATA_PREFIX, wanted,
                  is_plain_name(wanted) ? ".yaml" : "");
    if (out->path.failed) {
        return ent_fail_nomem(ctx);
    }
    status = ent_data_read(ctx, out->path.bytes + sizeof DATA_PREFIX - 1, &out->bytes);
    return status == ENT_E_NOTFOUND
               ? ent_data_fail_missing(ctx, is_plain_name(wanted) ? ENT_E_NOTFOUND : ENT_E_FILE,
                                       "scenarios/", "scenario", wanted)
               : status;
}

/* `wanted` as seen from the file that names it (NULL: from the command line). A file that is not
 * there may be one of the pack, which is then meant: `base`, `base.yaml`. */
static ent_status
read_link(ent_ctx *ctx, const char *from, const char *wanted, ent_link *out)
{
    ent_status status;

    ent_text_init(&out->path);
    if (is_of_pack(from, wanted)) {
        return read_pack(ctx, ent_base_name(wanted), out);
    }
    if (from != NULL && wanted[0] != '/') {
        ent_text_add_bytes(&out->path, from, (size_t)(ent_base_name(from) - from));
    }
    ent_text_add(&out->path, wanted);
    if (out->path.failed) {
        return ent_fail_nomem(ctx);
    }
    status = ent_file_read(ctx, out->path.bytes, ENT_YAML_LARGEST, &out->bytes);
    return status == ENT_E_FILE && strchr(wanted, '/') == NULL ? read_pack(ctx, wanted, out)
                                                               : status;
}

static ent_status
parse_link(ent_ctx *ctx, const ent_yaml_field *schema, ent_link *file)
{
    return ent_yaml_parse(ctx, ent_base_name(file->path.bytes), file->bytes.bytes,
                          file->bytes.length, schema, &file->yaml);
}

/* Two names of one file (a.yaml, ./a.yaml, a link to it) have the same bytes. */
static bool
is_same_file(const ent_link *a, const ent_link *b)
{
    return strcmp(a->path.bytes, b->path.bytes) == 0 ||
           (a->bytes.length == b->bytes.length &&
            memcmp(a->bytes.bytes, b->bytes.bytes, a->bytes.length) == 0);
}

/* A scenario of the pack, or a YAML file seen from the folder of the one that names it. */
static bool
may_be_extended(const char *wanted)
{
    return is_plain_name(wanted) ||
           (wanted[0] != '/' && (ent_ends_with(wanted, ".yaml") || ent_ends_with(wanted, ".yml")));
}

static ent_status
add_parent(ent_ctx *ctx, const ent_yaml_field *schema, ent_chain *files,
           const ent_yaml_node *extends)
{
    const ent_link *child = &files->links[files->count - 1];
    ent_link       *parent = &files->links[files->count];
    const char     *wanted = ent_yaml_text(extends, "");
    ent_status      status;

    if (files->count == ENT_SCENARIO_MOST_PARENTS) {
        return ent_yaml_fail(ctx, extends, "more than %d scenarios in one line of inheritance",
                             ENT_SCENARIO_MOST_PARENTS);
    }
    if (!may_be_extended(wanted)) {
        return ent_yaml_fail(ctx, extends,
                             "'extends' is '%.200s', expected a scenario of the pack, or a path "
                             "that ends in .yaml or .yml, relative to the folder of this file",
                             wanted);
    }
    memset(parent, 0, sizeof *parent);
    files->count++;
    status = read_link(ctx, child->path.bytes, wanted, parent);
    if (status == ENT_E_FILE || status == ENT_E_NOTFOUND) {
        return ent_yaml_fail(ctx, extends, "cannot extend '%.200s': %s", wanted,
                             ent_ctx_error(ctx));
    }
    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i + 1 < files->count; i++) {
        if (is_same_file(&files->links[i], parent)) {
            return ent_yaml_fail(ctx, extends, "'%.200s' would inherit from itself", wanted);
        }
    }
    return parse_link(ctx, schema, parent);
}

/* The first link has been read. */
static ent_status
read_parents(ent_ctx *ctx, const ent_yaml_field *schema, ent_chain *files)
{
    ent_status status = parse_link(ctx, schema, &files->links[0]);

    while (status == ENT_OK) {
        const ent_link      *last = &files->links[files->count - 1];
        const ent_yaml_node *extends = ent_yaml_get(ent_yaml_root(last->yaml), "extends");

        if (extends == NULL) {
            return ENT_OK;
        }
        status = add_parent(ctx, schema, files, extends);
    }
    return status;
}

ent_status
ent_chain_read(ent_ctx *ctx, const char *name, const char *bytes, size_t length,
               const ent_yaml_field *schema, ent_chain *files)
{
    ent_link  *first = &files->links[0];
    ent_status status;

    files->count = 1;
    if (bytes == NULL) {
        status = read_link(ctx, NULL, name, first);
    } else {
        ent_text_init(&first->path);
        ent_text_add(&first->path, name);
        first->bytes = (ent_bytes){bytes, length, NULL};
        status = first->path.bytes == NULL ? ent_fail_nomem(ctx) : ENT_OK;
    }
    return status == ENT_OK ? read_parents(ctx, schema, files) : status;
}

void
ent_chain_digest(const ent_chain *chain, char root[65], char outcomes[65], char all[65])
{
    const ent_link *last = &chain->links[chain->count - 1], *stating = last;
    ent_digest      digest;

    ent_digest_init(&digest);
    for (size_t i = chain->count; i-- > 0;) {
        const ent_link *link = &chain->links[i];
        char            one[65];

        ent_sha256(link->bytes.bytes, link->bytes.length, one);
        ent_digest_add(&digest, one, sizeof one); /* so that no two files run into each other */
        stating = ent_yaml_get(ent_yaml_root(link->yaml), "outcomes") != NULL ? link : stating;
    }
    ent_sha256(last->bytes.bytes, last->bytes.length, root);
    ent_sha256(stating->bytes.bytes, stating->bytes.length, outcomes);
    ent_digest_print(&digest, all);
}
