/*
 * phrases.c - actors, agents and discards as TABARI, PETRARCH and Phoenix write them
 *
 * 1. codes in brackets
 * 2. actors
 * 3. agents
 * 4. discards
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "read/dictionary/phrases.h"
#include "read/dictionary/trie.h"

/* The line without its comment: from # on, in the older style and in discards from ; on, too. */
static ent_slice
without_comment(ent_slice line, bool semicolon)
{
    for (size_t i = 0; i < line.length; i++) {
        char c = line.text[i];

        /* a bracket may hold ###, a comment may hold a bracket */
        if (c == '[') {
            const char *close = memchr(line.text + i, ']', line.length - i);

            i = close == NULL ? i : (size_t)(close - line.text);
        } else if (c == '#' || (c == ';' && semicolon)) {
            return ent_slice_trim((ent_slice){line.text, i});
        }
    }
    return line;
}

/* Lines that say nothing: comments, marks of editors, sections without a meaning here. */
static bool
is_silent(ent_slice line)
{
    return line.length == 0 || line.text[0] == '#' || line.text[0] == '<' || line.text[0] == ';' ||
           (line.length > 1 && line.text[0] == '~' && line.text[1] == '~');
}

/* ---- 1. codes in brackets ---- */

static bool
is_space(char c)
{
    return c == ' ' || c == '\t';
}

/* `<911226`, `> 990816`, `950601 - 990815`: the days of a code, both included. */
static bool
read_days(ent_slice text, ent_days_code *out)
{
    ent_slice from = ent_slice_trim(text), to;

    if (from.length > 1 && (from.text[0] == '<' || from.text[0] == '>')) {
        ent_day  *bound = from.text[0] == '<' ? &out->to : &out->from;
        ent_slice day = ent_slice_trim((ent_slice){from.text + 1, from.length - 1});

        return ent_short_date_read(day.text, day.length, bound);
    }
    to = from;
    from = ent_slice_trim(ent_slice_cut(&to, '-'));
    to = ent_slice_trim(to);
    return ent_short_date_read(from.text, from.length, &out->from) &&
           ent_short_date_read(to.text, to.length, &out->to) && out->from <= out->to;
}

/* What stands between the brackets: a code, and maybe its days. */
static const char *
read_code(ent_dictionary *d, ent_slice text, ent_days_code *out)
{
    size_t end = 0;

    *out = (ent_days_code){NULL, ENT_DAY_MIN, ENT_DAY_MAX, false};
    while (end < text.length && !is_space(text.text[end]) && text.text[end] != '<' &&
           text.text[end] != '>') {
        end++;
    }
    if (end == 0) {
        return "no code in the brackets";
    }
    if (end > ENT_DICTIONARY_WORD_LONGEST) {
        return "the code is too long";
    }
    if (text.text[0] >= '0' && text.text[0] <= '9' && end >= 6) {
        return "days without a code";
    }
    out->dated = ent_slice_trim((ent_slice){text.text + end, text.length - end}).length > 0;
    if (out->dated && !read_days((ent_slice){text.text + end, text.length - end}, out)) {
        return "the days are not <YYMMDD, >YYMMDD or YYMMDD-YYMMDD (YYYYMMDD, too)";
    }
    if (d->code_count > 0 && strlen(d->codes[d->code_count - 1].code) == end &&
        memcmp(d->codes[d->code_count - 1].code, text.text, end) == 0) {
        out->code = d->codes[d->code_count - 1].code;
    } else {
        out->code = ent_arena_strndup(&d->arena, text.text, end);
    }
    return NULL;
}

/* ---- 2. actors ---- */

typedef struct actors {
    uint32_t group;    /* of the phrase at hand; none yet: UINT32_MAX */
    uint16_t sections; /* class that the words of a section have, or 0 */
} actors;

/* All brackets of a line, into the group. */
static ent_status
read_brackets(ent_dictionary_source *s, ent_slice rest, uint32_t group)
{
    ent_dictionary *d = s->d;
    ent_status      status = ENT_OK;

    while (status == ENT_OK && rest.length > 0) {
        ent_slice     before = ent_slice_cut(&rest, '['), inside;
        ent_days_code code;
        const char   *wrong;

        if (rest.length == 0 && before.text + before.length == rest.text) {
            break; /* no further bracket */
        }
        if (rest.length == 0 || memchr(rest.text, ']', rest.length) == NULL) {
            return ent_dictionary_set_aside(s, before.text + before.length,
                                            "the bracket is not closed");
        }
        inside = ent_slice_trim(ent_slice_cut(&rest, ']'));
        wrong = d->groups[group].count >= ENT_DATED_CODES_MOST ? "more codes than a phrase can have"
                                                               : read_code(d, inside, &code);
        if (wrong != NULL) {
            status = ent_dictionary_set_aside(s, inside.text, wrong);
        } else if (code.code == NULL || !ENT_GROW(d->codes, d->code_capacity, d->code_count + 1)) {
            status = ent_fail_nomem(s->ctx);
        } else {
            d->codes[d->code_count++] = code;
            d->groups[group].count++;
        }
    }
    return status;
}

static ent_status
new_group(ent_dictionary_source *s, uint32_t *group)
{
    ent_dictionary *d = s->d;

    if (!ENT_GROW(d->groups, d->group_capacity, d->group_count + 1)) {
        return ent_fail_nomem(s->ctx);
    }
    d->groups[d->group_count] = (ent_code_group){(uint32_t)d->code_count, 0};
    *group = (uint32_t)d->group_count++;
    return ENT_OK;
}

/* A name, and the codes behind it. */
static ent_status
read_actor(ent_dictionary_source *s, ent_slice line, uint32_t group)
{
    ent_slice   codes = line, name = ent_slice_trim(ent_slice_cut(&codes, '['));
    ent_phrase  phrase;
    const char *wrong;
    ent_status  status = ent_phrase_read(s, name, ENT_ENDING_NOUN, &phrase, &wrong);

    if (status == ENT_OK) {
        status = wrong != NULL ? ent_dictionary_set_aside(s, name.text, wrong)
                               : ent_trie_add(s, ENT_ROOT_ACTOR, &phrase, group);
    }
    if (status == ENT_OK && name.length < line.length) {
        codes = (ent_slice){name.text + name.length,
                            line.length - (size_t)(name.text - line.text) - name.length};
        status = read_brackets(s, codes, group);
    }
    return status;
}

/* A word of <NOUN> or <ADJECTIVE>. */
static ent_status
read_classed(ent_dictionary_source *s, ent_slice line, uint16_t class)
{
    ent_phrase  phrase;
    const char *wrong;
    ent_status  status = ent_phrase_read(s, line, ENT_ENDING_NOUN, &phrase, &wrong);

    if (status != ENT_OK || wrong != NULL) {
        return status == ENT_OK ? ent_dictionary_set_aside(s, line.text, wrong) : status;
    }
    for (size_t i = 0; i < phrase.count; i++) {
        ent_dictionary_word *w = &s->d->words[phrase.words[i].word];

        w->classes |= class;
        w->endings |= phrase.words[i].ending;
    }
    return ENT_OK;
}

static ent_status
read_actor_line(ent_dictionary_source *s, actors *a, ent_slice line)
{
    ent_status status = ENT_OK;

    if (a->sections != 0) {
        return read_classed(s, line, a->sections);
    }
    if (line.text[0] != '+' && line.text[0] != '[') {
        status = new_group(s, &a->group);
        return status == ENT_OK ? read_actor(s, line, a->group) : status;
    }
    if (a->group == UINT32_MAX) {
        return ent_dictionary_set_aside(s, line.text, "a synonym or code of no phrase before it");
    }
    return line.text[0] == '['
               ? read_brackets(s, line, a->group)
               : read_actor(s, (ent_slice){line.text + 1, line.length - 1}, a->group);
}

ent_status
ent_dictionary_read_actors(ent_dictionary_source *s, const char *bytes, size_t length)
{
    actors     a = {UINT32_MAX, 0};
    size_t     at = 0;
    ent_status status = ENT_OK;

    while (status == ENT_OK && ent_dictionary_line(s, bytes, length, &at)) {
        ent_slice line = without_comment(s->whole, s->older);

        if (ent_slice_is(line, "<NOUN>")) {
            a.sections = ENT_SHALLOW_NOUN;
        } else if (ent_slice_is(line, "<ADJECTIVE>")) {
            a.sections = ENT_SHALLOW_ADJECTIVE;
        } else if (line.length > 1 && memcmp(line.text, "</", 2) == 0) {
            a.sections = 0;
        } else if (!is_silent(line)) {
            status = read_actor_line(s, &a, line);
        }
    }
    return status;
}

/* ---- 3. agents ---- */

enum { SETS_MOST = 64, SET_WORDS_MOST = 64, PHRASE_ROOM = 512 };

typedef struct substitution {
    ent_slice name, words[SET_WORDS_MOST];
    size_t    count;
} substitution;

typedef struct agents {
    substitution sets[SETS_MOST];
    size_t       count;
} agents;

/* !PERSON! = MAN, MEN, WOMAN */
static ent_status
read_substitution(ent_dictionary_source *s, agents *a, ent_slice line)
{
    ent_slice     rest = {line.text + 1, line.length - 1};
    substitution *set = &a->sets[a->count];

    if (a->count >= SETS_MOST) {
        return ent_dictionary_set_aside(s, line.text, "more substitution sets than can be kept");
    }
    set->name = ent_slice_cut(&rest, '!');
    (void)ent_slice_cut(&rest, '=');
    set->count = 0;
    while (rest.length > 0 && set->count < SET_WORDS_MOST) {
        ent_slice word = ent_slice_trim(ent_slice_cut(&rest, ','));

        if (word.length > 0) {
            set->words[set->count++] = word;
        }
    }
    if (set->count == 0) {
        return ent_dictionary_set_aside(s, line.text, "a substitution set without words");
    }
    a->count++;
    return ENT_OK;
}

static ent_status
add_agent(ent_dictionary_source *s, ent_slice name, uint32_t agent)
{
    ent_phrase  phrase;
    const char *wrong;
    ent_status  status = ent_phrase_read(s, name, ENT_ENDING_NOUN, &phrase, &wrong);

    if (status == ENT_OK && wrong != NULL) {
        status = ent_dictionary_set_aside(s, s->whole.text, wrong);
    } else if (status == ENT_OK) {
        status = ent_trie_add(s, ENT_ROOT_AGENT, &phrase, agent);
    }
    return status;
}

/* The regular plural: S; Y after a consonant to IES; ES after S, X, Z, CH, SH. */
static size_t
plural_of(ent_slice name, char out[PHRASE_ROOM])
{
    size_t n = name.length;
    char   last = ent_lower(name.text[n - 1]), before = n > 1 ? ent_lower(name.text[n - 2]) : 'a';

    if (n + 3 > PHRASE_ROOM) {
        return 0;
    }
    memcpy(out, name.text, n);
    if (last == 'y' && strchr("aeiou", before) == NULL) {
        memcpy(out + n - 1, "IES", 3);
        return n + 2;
    }
    if (strchr("sxz", last) != NULL || (last == 'h' && (before == 'c' || before == 's'))) {
        memcpy(out + n, "ES", 2);
        return n + 2;
    }
    out[n] = 'S';
    return n + 1;
}

static ent_slice
without_end(ent_slice name)
{
    while (name.length > 0 && strchr("_ \t", name.text[name.length - 1]) != NULL) {
        name.length--;
    }
    return name;
}

/* A role with its plural: the one given in braces, none for {}, the regular one otherwise. */
static ent_status
add_with_plural(ent_dictionary_source *s, ent_slice name, bool braces, ent_slice plurals,
                uint32_t agent)
{
    ent_status status = add_agent(s, name, agent);
    char       plural[PHRASE_ROOM];
    ent_slice  bare = without_end(name);

    if (s->older || status != ENT_OK || bare.length == 0) {
        return status;
    }
    if (!braces) {
        size_t length = plural_of(bare, plural);

        return length > 0 ? add_agent(s, (ent_slice){plural, length}, agent) : ENT_OK;
    }
    while (status == ENT_OK && plurals.length > 0) {
        ent_slice word = ent_slice_trim(ent_slice_cut(&plurals, ' '));

        if (word.length > 0) {
            status = add_agent(s, word, agent);
        }
    }
    return status;
}

/* FISHER!PERSON!: the role with each word of the set. */
static ent_status
add_substituted(ent_dictionary_source *s, const agents *a, ent_slice name, bool braces,
                ent_slice plurals, uint32_t agent)
{
    ent_slice           rest = name, before = ent_slice_cut(&rest, '!'), set;
    const substitution *found = NULL;
    ent_status          status = ENT_OK;

    if (before.length == name.length) {
        return add_with_plural(s, name, braces, plurals, agent);
    }
    set = ent_slice_cut(&rest, '!');
    for (size_t i = 0; i < a->count && found == NULL; i++) {
        if (a->sets[i].name.length == set.length &&
            memcmp(a->sets[i].name.text, set.text, set.length) == 0) {
            found = &a->sets[i];
        }
    }
    if (found == NULL) {
        return ent_dictionary_set_aside(s, set.text, "no substitution set of this name before it");
    }
    for (size_t i = 0; i < found->count && status == ENT_OK; i++) {
        char   whole[PHRASE_ROOM];
        size_t length = before.length + found->words[i].length + rest.length;

        if (length >= sizeof whole) {
            return ent_dictionary_set_aside(s, name.text, "the phrase is too long");
        }
        memcpy(whole, before.text, before.length);
        memcpy(whole + before.length, found->words[i].text, found->words[i].length);
        memcpy(whole + before.length + found->words[i].length, rest.text, rest.length);
        status = add_agent(s, (ent_slice){whole, length}, agent);
    }
    return status;
}

/* [~GOV] or [NGO~] */
static const char *
read_agent_code(ent_dictionary_source *s, ent_slice text, ent_agent *out)
{
    ent_slice code = ent_slice_trim(text);

    if (code.length < 2 || memchr(code.text, '~', code.length) == NULL) {
        return "the code has no ~ for the place of the actor's";
    }
    out->before = code.text[code.length - 1] == '~';
    code = ent_slice_trim((ent_slice){code.text + (out->before ? 0 : 1), code.length - 1});
    if (code.length == 0 || code.length > ENT_DICTIONARY_WORD_LONGEST ||
        memchr(code.text, '~', code.length) != NULL) {
        return "the code is not [~GOV] or [NGO~]";
    }
    out->code = ent_arena_strndup(&s->d->arena, code.text, code.length);
    return NULL;
}

static ent_status
read_agent_line(ent_dictionary_source *s, const agents *a, ent_slice line)
{
    ent_dictionary *d = s->d;
    ent_slice       rest = line, name = ent_slice_trim(ent_slice_cut(&rest, '[')), code, plurals;
    bool            braces = name.length > 0 && memchr(name.text, '{', name.length) != NULL;
    const char     *wrong;
    ent_agent       agent = {NULL, false};

    if (rest.length == 0 || memchr(rest.text, ']', rest.length) == NULL) {
        return ent_dictionary_set_aside(s, line.text + line.length, "no code in brackets");
    }
    code = ent_slice_cut(&rest, ']');
    wrong = read_agent_code(s, code, &agent);
    if (wrong != NULL) {
        return ent_dictionary_set_aside(s, code.text, wrong);
    }
    if (agent.code == NULL || !ENT_GROW(d->agents, d->agent_capacity, d->agent_count + 1)) {
        return ent_fail_nomem(s->ctx);
    }
    d->agents[d->agent_count++] = agent;
    plurals = name;
    name = ent_slice_trim(ent_slice_cut(&plurals, '{'));
    plurals = ent_slice_cut(&plurals, '}');
    return add_substituted(s, a, name, braces, plurals, (uint32_t)(d->agent_count - 1));
}

ent_status
ent_dictionary_read_agents(ent_dictionary_source *s, const char *bytes, size_t length)
{
    agents    *a = ent_alloc_zero(1, sizeof *a);
    size_t     at = 0;
    ent_status status = a == NULL ? ent_fail_nomem(s->ctx) : ENT_OK;

    while (status == ENT_OK && ent_dictionary_line(s, bytes, length, &at)) {
        ent_slice line = without_comment(s->whole, s->older);

        if (is_silent(line)) {
            continue;
        }
        if (line.text[0] == '!' && memchr(line.text, '=', line.length) != NULL) {
            status = read_substitution(s, a, line);
        } else {
            status = read_agent_line(s, a, line);
        }
    }
    ent_free(a);
    return status;
}

/* ---- 4. discards ---- */

ent_status
ent_dictionary_read_discards(ent_dictionary_source *s, const char *bytes, size_t length)
{
    size_t     at = 0;
    ent_status status = ENT_OK;

    while (status == ENT_OK && ent_dictionary_line(s, bytes, length, &at)) {
        ent_slice   line = without_comment(s->whole, true);
        bool        story;
        ent_phrase  phrase;
        const char *wrong;

        if (is_silent(line)) {
            continue;
        }
        story = line.text[0] == '+';
        line = ent_slice_trim((ent_slice){line.text + story, line.length - story});
        line = ent_slice_trim(ent_slice_cut(&line, '['));
        status = ent_phrase_read(s, line, ENT_ENDING_NOUN, &phrase, &wrong);
        if (status == ENT_OK) {
            status = wrong != NULL ? ent_dictionary_set_aside(s, s->whole.text, wrong)
                                   : ent_trie_add(s, ENT_ROOT_DISCARD, &phrase, story);
        }
    }
    return status;
}
