/*
 * motion.c - motion files
 *
 *   1. schema     2. names and lists     3. positions and groups     4. the whole
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/data.h"
#include "base/text.h"
#include "base/yaml.h"
#include "model/decide/motion.h"

/* 1. schema */

static const char *const STANCES[] = {"no", "abstain", "yes", "absent", NULL};

static const ent_yaml_field POSITION[] = {
    {"member", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "id of a state, or a name of the rule"},
    {"position", ENT_YAML_CHOICE, true, 0, 0, STANCES, NULL, "how it votes"},
    {"probability", ENT_YAML_NUMBER, false, 0, 1, NULL, NULL,
     "of that position; 1.  The rest is shared out as the record would have it"},
    {"source", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "what says so"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

static const ent_yaml_field TOGETHER[] = {
    {"members", ENT_YAML_LIST_OF_TEXT, true, 0, 0, NULL, NULL, "two or more that move together"},
    {"correlation", ENT_YAML_NUMBER, false, -0.99, 0.99, NULL, NULL,
     "of the normal variables behind their votes; from the record where it is not given"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

static const ent_yaml_field REFORM[] = {
    {"add", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL, "members that join"},
    {"drop", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL, "members that leave"},
    {"veto", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL, "members that get a veto"},
    {"no_veto", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL, "members that lose theirs"},
    {"weights", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL,
     "MEMBER=NUMBER or CRITERION:MEMBER=NUMBER"},
    {"quotas", ENT_YAML_LIST_OF_SCALARS, false, 0, 0, NULL, NULL,
     "QUOTA or CRITERION=QUOTA, as 10, all, all-3, 55/100 or >1/2"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

static const ent_yaml_field MOTION[] = {
    {"format", ENT_YAML_INTEGER, true, 0, 0, NULL, NULL, "1"},
    {"name", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "short, as it is printed"},
    {"title", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "one line for people"},
    {"about", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "what is asked, and what came of it"},
    {"institution", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "the body that decides"},
    {"matter", ENT_YAML_TEXT, false, 0, 0, NULL, NULL,
     "what kind of decision it is, where the body has several majorities (procedure)"},
    {"date", ENT_YAML_DATE, false, 0, 0, NULL, NULL,
     "when it is tabled: members, rule and past are those of this day"},
    {"sponsor", ENT_YAML_STATE, false, 0, 0, NULL, NULL, "the state that tables it: votes yes"},
    {"against", ENT_YAML_STATE, false, 0, 0, NULL, NULL, "the state it is against: votes no"},
    {"concerns", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL,
     "states that it is about: past votes and vetoes on them come first"},
    {"issue", ENT_YAML_TEXT, false, 0, 0, NULL, NULL,
     "of roll calls (me, nu, di, hr, co, ec), or of documents (sanctions, ceasefire, ...)"},
    {"opposes", ENT_YAML_BOOLEAN, false, 0, 0, NULL, NULL,
     "true where a yes to the motion is a no to the issue"},
    {"documents", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL,
     "texts with positions of members, seen from the folder of this file"},
    {"positions", ENT_YAML_LIST_OF_MAPS, false, 0, 0, NULL, POSITION, "what is known of members"},
    {"may_not_vote", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL,
     "members without a vote on it: a party to the dispute, one in arrears or suspended"},
    {"together", ENT_YAML_LIST_OF_MAPS, false, 0, 0, NULL, TOGETHER, "members that move together"},
    {"reform", ENT_YAML_MAP, false, 0, 0, NULL, REFORM, "a changed rule to compare with"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

ent_status
ent_motion_schema(ent_ctx *ctx, char **out)
{
    ent_text text;

    ent_text_init(&text);
    ent_yaml_print_schema("entente motion", MOTION, &text);
    if (text.failed) {
        ent_text_clear(&text);
        return ent_fail_nomem(ctx);
    }
    *out = text.bytes;
    return ENT_OK;
}

void
ent_motion_schema_free(char *schema)
{
    ent_free(schema);
}

/* 2. names and lists */

/* A word that was read, and where it stands: "file:line:column". */
typedef struct word {
    const char *text, *place;
} word;

/* What a motion of a file holds. */
typedef struct memory {
    ent_arena arena;
    word     *words;
    size_t    count, capacity;
} memory;

typedef struct reading {
    ent_ctx         *ctx;
    const ent_codes *codes;
    const char      *file;
    memory          *memory;
    ent_arena       *arena;
    ent_motion       motion;
} reading;

static ent_status
copy(reading *r, const ent_yaml_node *node, const char **out)
{
    memory  *held = r->memory;
    word     kept = {NULL, NULL};
    ent_text place;

    if (node == NULL) {
        return ENT_OK;
    }
    ent_text_init(&place);
    ent_yaml_place(node, &place);
    kept.text = ent_arena_strdup(&held->arena, ent_yaml_text(node, ""));
    kept.place = place.failed ? NULL : ent_arena_strdup(&held->arena, ent_text_get(&place));
    ent_text_clear(&place);
    if (kept.text == NULL || kept.place == NULL ||
        !ENT_GROW(held->words, held->capacity, held->count + 1)) {
        return ent_fail_nomem(r->ctx);
    }
    held->words[held->count++] = kept;
    *out = kept.text;
    return ENT_OK;
}

static ent_status
read_state(reading *r, const ent_yaml_node *node, ent_state *out)
{
    ent_status status = ENT_OK;

    if (node == NULL) {
        return ENT_OK;
    }
    status =
        ent_codes_from(r->ctx, r->codes, ENT_SCHEME_ID, ent_yaml_text(node, ""), ENT_NO_DAY, out);
    return status == ENT_E_NOTFOUND || status == ENT_E_ARG
               ? ent_yaml_fail(r->ctx, node, "%s", ent_ctx_error(r->ctx))
               : status;
}

static ent_status
check_length(reading *r, const ent_yaml_node *list)
{
    return ent_yaml_count(list) <= ENT_MOTION_MOST_LISTED
               ? ENT_OK
               : ent_yaml_fail(r->ctx, list, "more than %d entries", (int)ENT_MOTION_MOST_LISTED);
}

/* A list of words, none of them twice. */
static ent_status
read_words(reading *r, const ent_yaml_node *list, const char *const **out, size_t *count)
{
    const char **words;
    ent_status   status = check_length(r, list);

    if (status != ENT_OK || ent_yaml_count(list) == 0) {
        return status;
    }
    words = ent_arena_alloc(r->arena, ent_yaml_count(list), sizeof *words);
    if (words == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    for (size_t i = 0; i < ent_yaml_count(list); i++) {
        const ent_yaml_node *item = ent_yaml_item(list, i);

        status = copy(r, item, &words[i]);
        if (status == ENT_OK && words[i][0] == '\0') {
            status = ent_yaml_fail(r->ctx, item, "nothing stands here, expected a word");
        }
        for (size_t j = 0; j < i && status == ENT_OK; j++) {
            if (strcmp(words[j], words[i]) == 0) {
                status = ent_yaml_fail(r->ctx, item, "'%.60s' stands here twice", words[i]);
            }
        }
        if (status != ENT_OK) {
            return status;
        }
    }
    *out = words;
    *count = ent_yaml_count(list);
    return ENT_OK;
}

static ent_status
read_concerns(reading *r, const ent_yaml_node *list)
{
    ent_state *states;
    ent_status status = check_length(r, list);

    if (status != ENT_OK || ent_yaml_count(list) == 0) {
        return status;
    }
    states = ent_arena_alloc(r->arena, ent_yaml_count(list), sizeof *states);
    if (states == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    for (size_t i = 0; i < ent_yaml_count(list) && status == ENT_OK; i++) {
        status = read_state(r, ent_yaml_item(list, i), &states[i]);
    }
    r->motion.concerns = states;
    r->motion.concern_count = ent_yaml_count(list);
    return status;
}

/* Paths are seen from the folder of the file. */
static ent_status
read_documents(reading *r, const ent_yaml_node *list)
{
    const char *const *words;
    const char       **paths;
    ent_status status = read_words(r, list, &r->motion.documents, &r->motion.document_count);

    if (status != ENT_OK || r->motion.document_count == 0) {
        return status;
    }
    words = r->motion.documents;
    paths = ent_arena_alloc(r->arena, r->motion.document_count, sizeof *paths);
    for (size_t i = 0; i < r->motion.document_count && paths != NULL; i++) {
        int folder = words[i][0] == '/' ? 0 : (int)(ent_base_name(r->file) - r->file);

        paths[i] = ent_arena_printf(r->arena, "%.*s%s", folder, r->file, words[i]);
        if (paths[i] == NULL) {
            return ent_fail_nomem(r->ctx);
        }
    }
    r->motion.documents = paths;
    return paths != NULL ? ENT_OK : ent_fail_nomem(r->ctx);
}

/* 3. positions and groups */

static int
stance_of(const ent_yaml_node *node)
{
    int i = 0;

    while (STANCES[i] != NULL && strcmp(STANCES[i], ent_yaml_text(node, "")) != 0) {
        i++;
    }
    return i == 3 ? 1 : i; /* an absence is an abstention */
}

static ent_status
read_positions(reading *r, const ent_yaml_node *list)
{
    ent_stated_position *positions;
    ent_status           status = check_length(r, list);

    if (status != ENT_OK || ent_yaml_count(list) == 0) {
        return status;
    }
    positions = ent_arena_alloc(r->arena, ent_yaml_count(list), sizeof *positions);
    if (positions == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    for (size_t i = 0; i < ent_yaml_count(list); i++) {
        const ent_yaml_node *map = ent_yaml_item(list, i);

        positions[i].stance = stance_of(ent_yaml_get(map, "position"));
        positions[i].probability = ent_yaml_number(ent_yaml_get(map, "probability"), 1);
        status = copy(r, ent_yaml_get(map, "member"), &positions[i].member);
        if (status == ENT_OK) {
            status = copy(r, ent_yaml_get(map, "source"), &positions[i].source);
        }
        for (size_t j = 0; j < i && status == ENT_OK; j++) {
            if (strcmp(positions[j].member, positions[i].member) == 0) {
                status = ent_yaml_fail(r->ctx, map, "'%.60s' has a position already",
                                       positions[i].member);
            }
        }
        if (status != ENT_OK) {
            return status;
        }
    }
    r->motion.positions = positions;
    r->motion.position_count = ent_yaml_count(list);
    return ENT_OK;
}

static bool
stands_in_another(const ent_together *groups, size_t count, const char *member)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < groups[i].count; j++) {
            if (strcmp(groups[i].members[j], member) == 0) {
                return true;
            }
        }
    }
    return false;
}

static ent_status
read_group(reading *r, const ent_yaml_node *map, ent_together *groups, size_t at)
{
    const ent_yaml_node *correlation = ent_yaml_get(map, "correlation");
    ent_together        *group = &groups[at];
    ent_status status = read_words(r, ent_yaml_get(map, "members"), &group->members, &group->count);

    group->correlation = ent_yaml_number(correlation, (double)NAN);
    if (status == ENT_OK && group->count < 2) {
        status = ent_yaml_fail(r->ctx, map, "'members' holds %zu, two or more move together",
                               group->count);
    }
    if (status == ENT_OK && group->count > 2 && group->correlation < 0) {
        status = ent_yaml_fail(r->ctx, correlation,
                               "more than two members cannot all move against each other");
    }
    for (size_t i = 0; i < group->count && status == ENT_OK; i++) {
        if (stands_in_another(groups, at, group->members[i])) {
            status = ent_yaml_fail(r->ctx, map, "'%.60s' stands in two groups", group->members[i]);
        }
    }
    return status;
}

static ent_status
read_together(reading *r, const ent_yaml_node *list)
{
    ent_together *groups;
    ent_status    status = check_length(r, list);

    if (status != ENT_OK || ent_yaml_count(list) == 0) {
        return status;
    }
    groups = ent_arena_alloc(r->arena, ent_yaml_count(list), sizeof *groups);
    if (groups == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    for (size_t i = 0; i < ent_yaml_count(list) && status == ENT_OK; i++) {
        status = read_group(r, ent_yaml_item(list, i), groups, i);
    }
    r->motion.together = groups;
    r->motion.together_count = ent_yaml_count(list);
    return status;
}

/* 4. the whole */

static ent_status
read_reform(reading *r, const ent_yaml_node *map)
{
    ent_reform *reform = &r->motion.reform;
    const struct {
        const char         *key;
        const char *const **words;
        size_t             *count;
    } LISTS[] = {{"add", &reform->add, &reform->add_count},
                 {"drop", &reform->drop, &reform->drop_count},
                 {"veto", &reform->veto, &reform->veto_count},
                 {"no_veto", &reform->no_veto, &reform->no_veto_count},
                 {"weights", &reform->weights, &reform->weight_count},
                 {"quotas", &reform->quotas, &reform->quota_count}};
    ent_status status = ENT_OK;

    for (size_t i = 0; map != NULL && i < sizeof LISTS / sizeof LISTS[0] && status == ENT_OK; i++) {
        status = read_words(r, ent_yaml_get(map, LISTS[i].key), LISTS[i].words, LISTS[i].count);
    }
    return status;
}

static ent_status
read_texts(reading *r, const ent_yaml_node *root)
{
    ent_motion *m = &r->motion;
    const struct {
        const char  *key;
        const char **text;
    } TEXTS[] = {{"name", &m->name},     {"title", &m->title},
                 {"about", &m->about},   {"institution", &m->institution},
                 {"matter", &m->matter}, {"issue", &m->issue}};
    ent_status status = ENT_OK;

    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0] && status == ENT_OK; i++) {
        status = copy(r, ent_yaml_get(root, TEXTS[i].key), TEXTS[i].text);
    }
    return status;
}

static ent_status
read_states(reading *r, const ent_yaml_node *root)
{
    ent_motion *m = &r->motion;
    ent_status  status = read_state(r, ent_yaml_get(root, "sponsor"), &m->sponsor);

    if (status == ENT_OK) {
        status = read_state(r, ent_yaml_get(root, "against"), &m->against);
    }
    if (status == ENT_OK && m->sponsor != ENT_NO_STATE && m->sponsor == m->against) {
        return ent_yaml_fail(r->ctx, ent_yaml_get(root, "against"),
                             "'sponsor' and 'against' are the same state");
    }
    return status == ENT_OK ? read_concerns(r, ent_yaml_get(root, "concerns")) : status;
}

static ent_status
read_motion(reading *r, const ent_yaml_node *root)
{
    ent_status status = read_texts(r, root);

    r->motion.date = ent_yaml_span(ent_yaml_get(root, "date"), r->motion.date);
    r->motion.opposes = ent_yaml_boolean(ent_yaml_get(root, "opposes"), false);
    if (status == ENT_OK) {
        status = read_states(r, root);
    }
    if (status == ENT_OK) {
        status = read_documents(r, ent_yaml_get(root, "documents"));
    }
    if (status == ENT_OK) {
        status = read_positions(r, ent_yaml_get(root, "positions"));
    }
    if (status == ENT_OK) {
        status = read_words(r, ent_yaml_get(root, "may_not_vote"), &r->motion.may_not_vote,
                            &r->motion.may_not_vote_count);
    }
    if (status == ENT_OK) {
        status = read_together(r, ent_yaml_get(root, "together"));
    }
    return status == ENT_OK ? read_reform(r, ent_yaml_get(root, "reform")) : status;
}

ent_motion
ent_motion_init(void)
{
    return (ent_motion){.sponsor = ENT_NO_STATE, .against = ENT_NO_STATE};
}

void
ent_motion_clear(ent_motion *motion)
{
    memory *held = motion->memory;

    if (held != NULL) {
        ent_free(held->words);
        ent_arena_clear(&held->arena);
        ent_free(held);
    }
    *motion = ent_motion_init();
}

/* The word of a motion's file that stands at this address, or NULL. */
static const word *
find_word(const ent_motion *motion, const char *text)
{
    const memory *held = motion->memory;

    for (size_t i = 0; held != NULL && i < held->count; i++) {
        if (held->words[i].text == text) {
            return &held->words[i];
        }
    }
    return NULL;
}

static bool
quotes(const char *error, const char *text)
{
    const char *quote = strchr(error, '\'');
    size_t      length = strlen(text);

    return quote != NULL && strncmp(quote + 1, text, length) == 0 && quote[length + 1] == '\'';
}

ent_status
ent_motion_blame(ent_ctx *ctx, const ent_motion *motion, const char *const *words, size_t count,
                 ent_status status)
{
    const word *found = NULL;
    char        error[512];

    (void)snprintf(error, sizeof error, "%s", status == ENT_E_ARG ? ent_ctx_error(ctx) : "");
    for (size_t i = 0; i < count && status == ENT_E_ARG; i++) {
        if (found == NULL || quotes(error, words[i])) {
            found = find_word(motion, words[i]);
        }
    }
    return found == NULL ? status : ent_fail(ctx, ENT_E_INPUT, "%s: %s", found->place, error);
}

ent_status
ent_motion_parse(ent_ctx *ctx, const ent_codes *codes, const char *name, const char *bytes,
                 size_t length, ent_motion *out)
{
    reading    r = {ctx, codes, name, NULL, NULL, ent_motion_init()};
    ent_yaml  *yaml;
    ent_status status = ent_yaml_parse(ctx, ent_base_name(name), bytes, length, MOTION, &yaml);

    if (status != ENT_OK) {
        return status;
    }
    r.memory = ent_alloc_zero(1, sizeof *r.memory);
    if (r.memory == NULL) {
        ent_yaml_destroy(yaml);
        return ent_fail_nomem(ctx);
    }
    r.arena = &r.memory->arena;
    ent_arena_init(r.arena);
    r.motion.memory = r.memory;
    status = read_motion(&r, ent_yaml_root(yaml));
    ent_yaml_destroy(yaml);
    if (status != ENT_OK) {
        ent_motion_clear(&r.motion);
        return status;
    }
    *out = r.motion;
    return ENT_OK;
}

ent_status
ent_motion_load(ent_ctx *ctx, const ent_codes *codes, const char *path, ent_motion *out)
{
    ent_bytes  bytes = {NULL, 0, NULL};
    ent_status status = ent_data_find(ctx, "motions/", "motion", path, &bytes);

    if (status == ENT_OK) {
        status = ent_motion_parse(ctx, codes, path, bytes.bytes, bytes.length, out);
    }
    ent_bytes_clear(&bytes);
    return status;
}
