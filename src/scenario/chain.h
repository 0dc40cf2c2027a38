/*
 * chain.h - a file of settings and the files it inherits from
 *
 * Stage: scenario.  A file names the one that it extends; what is no path is
 * looked for in data/scenarios.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_CHAIN_H
#define ENT_SCENARIO_CHAIN_H

#include "base/file.h"
#include "base/yaml.h"
#include "entente/scenario.h"

/** One file of a chain of inheritance. */
typedef struct ent_link {
    ent_text  path; /**< as it was opened: a file's path, or "data:scenarios/base.yaml" */
    ent_bytes bytes;
    ent_yaml *yaml;
} ent_link;

typedef struct ent_chain {
    ent_link links[ENT_SCENARIO_MOST_PARENTS]; /**< the file itself first, its root last */
    size_t   count;
} ent_chain;

/**
 * Read a file and all that it extends, each checked against the schema.
 *
 * @param bytes of the first file, borrowed for the chain's life; NULL: to be read from `name`, a
 *              path or the name of one of the pack
 * @param chain zeroed; ent_chain_clear() also after a failure
 * @return ENT_OK; ENT_E_INPUT with file, line and column; ENT_E_FILE, ENT_E_NOTFOUND, ENT_E_LIMIT,
 *         ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_chain_read(ent_ctx *ctx, const char *name, const char *bytes,
                                         size_t length, const ent_yaml_field *schema,
                                         ent_chain *chain);
void                      ent_chain_clear(ent_chain *chain);

/** SHA-256 of the root, of the nearest file that states outcomes, and of all files. */
void ent_chain_digest(const ent_chain *chain, char root[65], char outcomes[65], char all[65]);

#endif
