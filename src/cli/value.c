/*
 * value.c - the values of options that a command has of its own
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/text.h"
#include "cli/cli.h"

const char *
cli_own(const cli *c, size_t option)
{
    return c->value[COMMON_OPTIONS + option];
}

const char *
cli_own_each(const cli *c, size_t option, size_t *at)
{
    while (*at < c->repeated_count) {
        const cli_repeated *r = &c->repeated[(*at)++];

        if (r->option == COMMON_OPTIONS + option) {
            return r->value;
        }
    }
    return NULL;
}

ent_status
cli_choice(cli *c, const char *option, const char *value, const char *const *words, int *out)
{
    ent_text   list;
    ent_status status;

    for (int i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], value) == 0) {
            *out = i;
            return ENT_OK;
        }
    }
    ent_text_init(&list);
    for (int i = 0; words[i] != NULL; i++) {
        ent_text_addf(&list, "%s%s", i > 0 ? ", " : "", words[i]);
    }
    status = cli_usage(c, "--%s is '%s', expected one of %s", option, value, ent_text_get(&list));
    ent_text_clear(&list);
    return status;
}
