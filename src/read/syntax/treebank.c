/*
 * treebank.c - the tags and relations of the treebank
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/syntax/treebank.h"

#include <string.h>

static const char *const TAGS[] = {
#define TAG_TEXT(name, text) text,
    ENT_TAG_LIST(TAG_TEXT)
#undef TAG_TEXT
};

static const char *const RELATIONS[] = {
#define RELATION_TEXT(name, text) text,
    ENT_RELATION_LIST(RELATION_TEXT)
#undef RELATION_TEXT
};

static size_t
find(const char *const *names, size_t count, const char *name)
{
    size_t i = 0;

    while (i < count && strcmp(names[i], name) != 0) {
        i++;
    }
    return i;
}

const char *
ent_tag_name(ent_tag tag)
{
    return tag < ENT_TAGS ? TAGS[tag] : "?";
}

const char *
ent_relation_name(ent_relation rel)
{
    return rel < ENT_RELATIONS ? RELATIONS[rel] : "?";
}

ent_tag
ent_tag_find(const char *name)
{
    return (ent_tag)find(TAGS, ENT_TAGS, name);
}

ent_relation
ent_relation_find(const char *name)
{
    return (ent_relation)find(RELATIONS, ENT_RELATIONS, name);
}
