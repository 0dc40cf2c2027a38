/*
 * party.c - who is named in a sentence: actors with their agents, compounds, pronouns
 *
 * 1. codes of a day
 * 2. actors with their agents
 * 3. compounds
 * 4. names that no dictionary has
 * 5. all of them
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "read/dictionary/slice.h"
#include "read/pattern/pattern.h"

enum { AGENTS_MOST = 6, MODIFIERS_MOST = 4 };

/* ---- 1. codes of a day ---- */

/* The code of the first definition that names the day, else the first that names none. */
static const char *
code_of_day(const ent_shallow *s, uint32_t definition)
{
    const ent_dictionary *d = s->d;
    const char           *undated = NULL;

    for (uint32_t i = definition; i != 0; i = d->definitions[i - 1].next) {
        const ent_code_group *group = &d->groups[d->definitions[i - 1].value];

        for (uint32_t k = group->first; k < group->first + group->count; k++) {
            const ent_days_code *code = &d->codes[k];

            if (code->dated && code->from <= s->day && s->day <= code->to) {
                return code->code;
            }
            undated = undated == NULL && !code->dated ? code->code : undated;
        }
    }
    return undated;
}

static void
add_code(ent_named *unit, const char *code)
{
    for (size_t i = 0; i < unit->count; i++) {
        if (strcmp(unit->codes[i], code) == 0) {
            return;
        }
    }
    if (code != NULL && unit->count < ENT_SHALLOW_CODES_MOST) {
        unit->codes[unit->count++] = code;
    }
}

/* ELR/GAL are two codes. */
static void
add_codes(ent_shallow *s, ent_named *unit, const char *code)
{
    ent_slice rest = {code, strlen(code)};

    if (strchr(code, '/') == NULL) {
        add_code(unit, code);
        return;
    }
    while (rest.length > 0) {
        ent_slice   part = ent_slice_cut(&rest, '/');
        char        copy[ENT_SHALLOW_CODE_LONGEST + 1];
        const char *kept;

        if (part.length > 0 && part.length < sizeof copy) {
            memcpy(copy, part.text, part.length);
            copy[part.length] = '\0';
            kept = ent_shallow_keep(s, copy, "");
            if (kept != NULL) {
                add_code(unit, kept);
            }
        }
    }
}

/* ---- 2. actors with their agents ---- */

/* What of an agent's code the actor's has not yet, in groups of three letters. */
static void
without_repeats(const char *actor, const char *agent, char out[ENT_SHALLOW_CODE_LONGEST + 1])
{
    size_t length = strlen(agent), used = 0;

    for (size_t i = 0; i < length; i += 3) {
        size_t part = length - i < 3 ? length - i : 3;
        bool   has = false;

        for (size_t k = 0; part == 3 && k + 3 <= strlen(actor); k += 3) {
            has = has || memcmp(actor + k, agent + i, 3) == 0;
        }
        if (!has && used + part <= ENT_SHALLOW_CODE_LONGEST) {
            memcpy(out + used, agent + i, part);
            used += part;
        }
    }
    out[used] = '\0';
}

/* The code of an actor in a role. */
static const char *
joined_code(ent_shallow *s, const char *actor, const ent_agent *agent, bool former)
{
    char rest[ENT_SHALLOW_CODE_LONGEST + 1];

    if (strcmp(actor, "+++") == 0 || strcmp(actor, "###") == 0) {
        return actor;
    }
    without_repeats(actor, former ? "ELI" : agent->code, rest);
    return agent->before && !former ? ent_shallow_keep(s, rest, actor)
                                    : ent_shallow_keep(s, actor, rest);
}

/* Roles that stand together: lawmakers and officials. */
typedef struct roles {
    const ent_agent *items[AGENTS_MOST];
    size_t           count, end;
    bool             former;
} roles;

static bool
is_plain(const ent_shallow *s, size_t at)
{
    const ent_shallow_token *t = &s->tokens[at];

    return at < s->count && !t->comma && !t->gap &&
           (t->classes & ~(unsigned)(ENT_SHALLOW_ADJECTIVE | ENT_SHALLOW_NOUN)) == 0;
}

static bool
role_at(ent_shallow *s, size_t at, roles *out)
{
    ent_found found;

    if (at >= s->count || out->count >= AGENTS_MOST) {
        return false;
    }
    found = ent_shallow_find(s, ENT_ROOT_AGENT, at);
    if (found.definition == 0) {
        return false;
    }
    out->items[out->count++] = &s->d->agents[s->d->definitions[found.definition - 1].value];
    out->end = found.end;
    return true;
}

/* The role at `at`, in PETRARCH's reading with those that AND joins to it. */
static bool
roles_at(ent_shallow *s, size_t at, roles *out)
{
    *out = (roles){.end = at};
    if (ent_shallow_has(s, at, ENT_SHALLOW_FORMER)) {
        out->former = true;
        at++;
    }
    if (!role_at(s, at, out)) {
        return false;
    }
    while (!s->d->older && ent_shallow_has(s, out->end, ENT_SHALLOW_CONJUNCTION) &&
           role_at(s, out->end + 1, out)) {
    }
    return true;
}

/* Give the unit the codes of an actor in each of the roles. */
static void
add_roles(ent_shallow *s, ent_named *unit, const ent_named *actor, const roles *r)
{
    for (size_t i = 0; i < actor->count; i++) {
        for (size_t k = 0; k < r->count; k++) {
            const char *code = joined_code(s, actor->codes[i], r->items[k], r->former);

            if (code != NULL) {
                add_code(unit, code);
            }
        }
    }
}

/* The actor alone. */
static bool
actor_at(ent_shallow *s, size_t at, ent_named *out)
{
    ent_found   found;
    const char *code;

    if (at >= s->count) {
        return false;
    }
    found = ent_shallow_find(s, ENT_ROOT_ACTOR, at);
    code = found.definition == 0 ? NULL : code_of_day(s, found.definition);
    if (code == NULL || (code[0] == '-' && strcmp(code, "---") == 0)) {
        return false;
    }
    *out = (ent_named){.first = (uint16_t)at, .last = found.end};
    add_codes(s, out, code);
    if (code[0] == '#' && strcmp(code, "###") == 0) {
        s->refused = "an actor that discards the record";
    }
    return out->count > 0;
}

/* Where a role may stand behind an actor: at once, or in PETRARCH's reading behind modifiers. */
static bool
roles_behind(ent_shallow *s, size_t at, roles *out)
{
    size_t i = at;

    while (i <= at + MODIFIERS_MOST && i < s->count) {
        bool adjectives = ent_shallow_has(s, i, ENT_SHALLOW_CONJUNCTION) && i > at &&
                          is_plain(s, i + 1) && !roles_at(s, i + 1, out);

        if (roles_at(s, i, out)) {
            return true;
        }
        if (s->d->older || (!is_plain(s, i) && !adjectives) ||
            ent_shallow_find(s, ENT_ROOT_ACTOR, i).definition != 0 ||
            ent_shallow_find(s, ENT_ROOT_VERB, i).definition != 0) {
            return false;
        }
        i++;
    }
    return false;
}

static size_t
skip_articles(const ent_shallow *s, size_t at)
{
    while (ent_shallow_has(s, at, ENT_SHALLOW_DETERMINER)) {
        at++;
    }
    return at;
}

/* The actors that OF, IN or FROM binds to a role: several in PETRARCH's reading. */
static bool
actors_bound(ent_shallow *s, size_t at, ent_named *out)
{
    ent_named next;
    size_t    i = skip_articles(s, at);

    if (!actor_at(s, i, out)) {
        return false;
    }
    while (!s->d->older) {
        i = out->last;
        i += i < s->count && s->tokens[i].comma;
        i += ent_shallow_has(s, i, ENT_SHALLOW_CONJUNCTION);
        if (i == out->last || !actor_at(s, skip_articles(s, i), &next)) {
            break;
        }
        for (size_t k = 0; k < next.count; k++) {
            add_code(out, next.codes[k]);
        }
        out->last = next.last;
    }
    return true;
}

/* A role before its actor: soldiers from Gondor, MSF Arnor; alone it is ---MIL or ~MIL. */
static bool
role_first(ent_shallow *s, size_t at, ent_named *out)
{
    roles     r;
    ent_named actor;
    size_t    next;

    if (!roles_at(s, at, &r)) {
        return false;
    }
    *out = (ent_named){.first = (uint16_t)at, .last = (uint16_t)r.end, .role = true};
    next = r.end;
    if (next < s->count && (ent_shallow_is(s, next, "OF") || ent_shallow_is(s, next, "IN") ||
                            ent_shallow_is(s, next, "FROM"))) {
        next++;
    }
    if (next > r.end ? actors_bound(s, next, &actor) : actor_at(s, next, &actor)) {
        add_roles(s, out, &actor, &r);
        out->last = actor.last;
        return out->count > 0;
    }
    out->agent = true;
    for (size_t i = 0; i < r.count; i++) {
        const char *code =
            ent_shallow_keep(s, s->d->older ? "~" : "---", r.former ? "ELI" : r.items[i]->code);

        if (code != NULL) {
            add_code(out, code);
        }
    }
    return out->count > 0 && (!s->d->older || s->options.bare_agents);
}

/* Somebody named at a token, with the roles around the name. */
static bool
mention_at(ent_shallow *s, size_t at, ent_named *out)
{
    ent_named actor;
    roles     r;
    bool      former = ent_shallow_has(s, at, ENT_SHALLOW_FORMER);

    if (!actor_at(s, at + former, &actor)) {
        return role_first(s, at, out);
    }
    *out = actor;
    out->first = (uint16_t)at;
    if (roles_behind(s, actor.last, &r)) {
        r.former = r.former || former;
        out->count = 0;
        add_roles(s, out, &actor, &r);
        out->role = true;
        out->last = (uint16_t)r.end;
    } else if (former) {
        roles bare = {.items = {&(ent_agent){"ELI", false}}, .count = 1, .former = true};

        out->count = 0;
        add_roles(s, out, &actor, &bare);
    }
    return out->count > 0;
}

/* ---- 3. compounds ---- */

static void
absorb(ent_named *unit, const ent_named *more)
{
    for (size_t i = 0; i < more->count; i++) {
        add_code(unit, more->codes[i]);
    }
    unit->last = more->last;
    unit->compound = true;
    unit->role = more->role;
    unit->agent = unit->agent && more->agent;
}

/* Behind articles and adjectives; PETRARCH's reading takes other plain words for these, too. */
static size_t
skip_modifiers(ent_shallow *s, size_t at)
{
    size_t most = at + MODIFIERS_MOST, start;

    at = skip_articles(s, at);
    start = at;
    while (at < most &&
           (ent_shallow_has(s, at, ENT_SHALLOW_ADJECTIVE) ||
            (!s->d->older && start < at + 1 && is_plain(s, at) && !s->tokens[at].capital &&
             ent_shallow_find(s, ENT_ROOT_AGENT, at).definition == 0 &&
             ent_shallow_find(s, ENT_ROOT_VERB, at).definition == 0))) {
        at++;
    }
    return at;
}

/* The mentions that commas and AND join to the first one, as far as the last AND reaches. */
static void
extend_compound(ent_shallow *s, ent_named *unit)
{
    ent_named reached = *unit, next;

    for (;;) {
        size_t i = reached.last;
        bool   joined;

        i += i < s->count && s->tokens[i].comma;
        joined = ent_shallow_has(s, i, ENT_SHALLOW_CONJUNCTION) && !ent_shallow_is(s, i, "BUT");
        i += joined;
        if (i == reached.last) {
            return;
        }
        if (!mention_at(s, i, &next) && !mention_at(s, skip_modifiers(s, i), &next)) {
            return;
        }
        absorb(&reached, &next);
        if (joined) {
            *unit = reached;
        }
    }
}

/* PETRARCH: all that a noun phrase with AND names: Ithilen's sheep and goats of Gondor. */
static void
extend_phrase(ent_shallow *s, ent_named *unit)
{
    bool      joined = false;
    ent_named next;

    for (size_t i = unit->last; i < s->count && i < (size_t)unit->last + 6; i++) {
        joined = joined ||
                 (ent_shallow_has(s, i, ENT_SHALLOW_CONJUNCTION) && !ent_shallow_is(s, i, "BUT"));
        if (mention_at(s, i, &next)) {
            if (joined) {
                absorb(unit, &next);
            }
            return;
        }
        if (ent_shallow_is(s, i, "BUT") ||
            (!is_plain(s, i) && !ent_shallow_has(s, i, ENT_SHALLOW_CONJUNCTION) &&
             !ent_shallow_is(s, i, "OF")) ||
            ent_shallow_find(s, ENT_ROOT_VERB, i).definition != 0) {
            return;
        }
    }
}

/* ---- 4. names that no dictionary has ---- */

static bool
is_day(const ent_shallow *s, size_t at)
{
    static const char *const DAYS[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};

    for (size_t i = 0; i < sizeof DAYS / sizeof *DAYS; i++) {
        if (s->tokens[at].length == strlen(DAYS[i]) &&
            memcmp(s->text + s->tokens[at].start, DAYS[i], strlen(DAYS[i])) == 0) {
            return true;
        }
    }
    return false;
}

static bool
is_name_word(const ent_shallow *s, size_t at)
{
    return at < s->count && s->tokens[at].capital && s->tokens[at].unit < 0 && !is_day(s, at) &&
           (s->tokens[at].classes & ~(unsigned)ENT_SHALLOW_DETERMINER) == 0;
}

/* The end of a name at `at`: capitals, words between a possessor and capitals, OF before them. */
static size_t
name_end(const ent_shallow *s, size_t at)
{
    size_t end = at;

    while (end < s->count && end < at + ENT_PHRASE_WORDS_MOST) {
        bool bound = end > at && (s->tokens[end - 1].possessive || ent_shallow_is(s, end, "OF"));

        if (!is_name_word(s, end) && !(bound && is_name_word(s, end + 1))) {
            break;
        }
        end++;
    }
    return end;
}

/* The words in quotes and upper case, possessives without their s. */
static const char *
name_code(ent_shallow *s, size_t first, size_t last)
{
    char   name[ENT_SHALLOW_CODE_LONGEST * 4];
    size_t used = 0;

    name[used++] = '"';
    for (size_t i = first; i < last; i++) {
        const ent_shallow_token *t = &s->tokens[i];
        size_t                   length = t->length - (t->possessive && t->length > 2 ? 2 : 0);

        if (used + length + 3 > sizeof name) {
            return NULL;
        }
        if (i > first) {
            name[used++] = ' ';
        }
        for (size_t k = 0; k < length; k++) {
            char c = s->text[t->start + k];

            name[used++] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
        }
    }
    name[used++] = '"';
    name[used] = '\0';
    return ent_shallow_keep(s, name, "");
}

static bool
new_name_at(ent_shallow *s, size_t at, ent_named *out)
{
    size_t start = at + ent_shallow_has(s, at, ENT_SHALLOW_DETERMINER), end;

    if (s->options.new_actor_length == 0 || !is_name_word(s, start)) {
        return false;
    }
    end = name_end(s, start);
    *out = (ent_named){.first = (uint16_t)at, .last = (uint16_t)end};
    if (end > start && end - at <= (size_t)s->options.new_actor_length) {
        out->codes[0] = name_code(s, at, end);
        out->count = out->codes[0] != NULL;
    }
    return end > start;
}

/* ---- 5. all of them ---- */

static void
keep_unit(ent_shallow *s, const ent_named *unit)
{
    if (s->unit_count >= ENT_SHALLOW_UNITS_MOST) {
        return;
    }
    for (size_t i = unit->first; i < unit->last; i++) {
        s->tokens[i].unit = (int16_t)s->unit_count;
    }
    s->units[s->unit_count++] = *unit;
}

/* The head of one noun phrase names it: Prime Minister Romendacil adds nobody. */
static bool
continues(const ent_shallow *s, const ent_named *unit)
{
    return !s->d->older && s->unit_count > 0 && s->units[s->unit_count - 1].last == unit->first &&
           !s->tokens[unit->first - 1].possessive && !s->units[s->unit_count - 1].pronoun;
}

static void
take_unit(ent_shallow *s, ent_named *unit)
{
    if (continues(s, unit)) {
        s->units[s->unit_count - 1].last = unit->last;
        for (size_t i = unit->first; i < unit->last; i++) {
            s->tokens[i].unit = (int16_t)(s->unit_count - 1);
        }
        return;
    }
    if (unit->count > 0) {
        extend_compound(s, unit);
        if (!s->d->older && !unit->compound) {
            extend_phrase(s, unit);
        }
    }
    keep_unit(s, unit);
}

void
ent_units_find(ent_shallow *s)
{
    s->unit_count = 0;
    s->pool_used = 0;
    for (size_t i = 0; i < s->count; i++) {
        s->tokens[i].unit = -1;
    }
    for (size_t i = 0; i < s->count && s->refused == NULL;) {
        ent_named unit;
        size_t    before = s->pool_used;

        if (s->tokens[i].comma || s->tokens[i].unit >= 0) {
            i++;
        } else if (ent_shallow_has(s, i, ENT_SHALLOW_PRONOUN)) {
            unit = (ent_named){.first = (uint16_t)i, .last = (uint16_t)(i + 1), .pronoun = true};
            keep_unit(s, &unit);
            i++;
        } else if (mention_at(s, i, &unit) || new_name_at(s, i, &unit)) {
            take_unit(s, &unit);
            i = unit.last;
        } else {
            s->pool_used = before;
            i++;
        }
    }
}

bool
ent_units_are_same(const ent_named *a, const ent_named *b)
{
    if (a->count != b->count) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        if (strcmp(a->codes[i], b->codes[i]) != 0) {
            return false;
        }
    }
    return true;
}
