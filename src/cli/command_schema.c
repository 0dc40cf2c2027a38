/*
 * command_schema.c - entente schema
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "cli/cli.h"
#include "entente/arms_race.h"
#include "entente/claim.h"
#include "entente/decide.h"
#include "entente/fit.h"
#include "entente/game.h"
#include "entente/graded.h"
#include "entente/scenario.h"

typedef struct form {
    const char    *word;
    ENT_MUST_CHECK ent_status (*print)(ent_ctx *ctx, char **out);
    void (*done)(char *schema);
} form;

static const form FORMS[] = {{"scenario", ent_scenario_schema, ent_scenario_schema_free},
                             {"claims", ent_claims_schema, ent_claims_schema_free},
                             {"model", ent_saom_schema, ent_saom_schema_free},
                             {"outcome", ent_graded_schema, ent_graded_schema_free},
                             {"arms-race", ent_race_schema, ent_race_schema_free},
                             {"motion", ent_motion_schema, ent_motion_schema_free},
                             {"moves", ent_game_schema, ent_scenario_schema_free}};

static const char *const EXAMPLES[] = {
    "entente schema scenario > scenario.schema.json",
    "for editors that complete and check YAML by a JSON Schema",
    "entente schema claims > claims.schema.json",
    "the same for files of claims",
    "entente schema model > model.schema.json",
    "the same for models of ties; 'outcome': for models of outcomes of pairs",
    "entente schema motion > motion.schema.json",
    "the same for motions of 'entente decide'; 'moves': for moves of a game",
    NULL};

static ent_status
run(cli *c)
{
    const char *word = c->argument_count == 1 ? c->arguments[0] : "";

    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
        if (strcmp(word, FORMS[i].word) == 0) {
            char      *schema;
            ent_text   text;
            ent_status status = FORMS[i].print(c->ctx, &schema);

            if (status != ENT_OK) {
                return status;
            }
            ent_text_init(&text);
            ent_text_add(&text, schema);
            FORMS[i].done(schema);
            return cli_print_text(c, &text);
        }
    }
    return cli_usage(
        c,
        "expected one of 'scenario', 'claims', 'model', 'outcome', 'arms-race', 'motion', 'moves'");
}

const cli_command command_schema = {
    .name = "schema",
    .group = "Asking questions",
    .summary = "print the JSON Schema of the files of a kind",
    .usage = "scenario | claims | model | outcome | arms-race | motion | moves",
    .examples = EXAMPLES,
    .run = run,
};
