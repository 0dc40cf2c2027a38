/*
 * load.c - the dictionaries as data/lexicon writes them
 *
 * 1. lines
 * 2. inflection
 * 3. words.txt, surnames.txt
 * 4. verbs.txt
 * 5. loading
 *
 * The forms are described in data/lexicon/README.md.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/data.h"
#include "read/lexicon/image.h"
#include "read/lexicon/source.h"

/* ---- 1. lines ---- */

typedef ent_status (*line_reader)(source *from, piece line);

static ent_status
read_lines(source *from, piece text, line_reader read)
{
    ent_status status = ENT_OK;

    while (text.length > 0 && status == ENT_OK) {
        piece line = cut(&text, '\n');

        from->line++;
        if (line.length > 0 && line.text[0] != '#') {
            status = read(from, line);
        }
    }
    return status;
}

/* A file of lines; without a reader of lines the table of leaders. */
static ent_status
read_file(source *from, line_reader read)
{
    ent_bytes  bytes;
    piece      text;
    ent_status status = ent_data_read(from->ctx, from->name, &bytes);

    if (status != ENT_OK) {
        return status;
    }
    from->line = 0;
    text = (piece){bytes.bytes, bytes.length};
    status = read != NULL ? read_lines(from, text, read) : ent_lexicon_read_world(from, text);
    ent_bytes_clear(&bytes);
    return status;
}

/* ---- 2. inflection ---- */

enum { FORM_BASE, FORM_THIRD, FORM_PAST, FORM_PARTICIPLE, FORM_GERUND, FORM_COUNT };

static const uint64_t FORM_CLASS[FORM_COUNT] = {ENT_CLASS(BASE), ENT_CLASS(THIRD), ENT_CLASS(PAST),
                                                ENT_CLASS(PARTICIPLE), ENT_CLASS(GERUND)};

typedef char word_forms[FORM_COUNT][ENT_WORD_LONGEST + 1];

static bool
is_vowel(char c)
{
    return strchr("aeiou", c) != NULL;
}

/* The beginning of a word, and up to three ends; what is longer than a word is cut. */
static void
join(char out[ENT_WORD_LONGEST + 1], const char *stem, size_t length, const char *doubled,
     const char *end)
{
    const char *parts[] = {stem, doubled, end};
    size_t      lengths[] = {length, strlen(doubled), strlen(end)}, used = 0;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t room = ENT_WORD_LONGEST - used;

        lengths[i] = lengths[i] < room ? lengths[i] : room;
        memcpy(out + used, parts[i], lengths[i]);
        used += lengths[i];
    }
    out[used] = '\0';
}

/* stop: a stressed short syllable doubles its last letter; the word list marks it by "+". */
static void
regular(const char *base, size_t length, bool doubled, word_forms forms)
{
    char last = length > 0 ? base[length - 1] : '\0';
    char before = length > 1 ? base[length - 2] : '\0';
    char twice[2] = {doubled ? last : '\0', '\0'};
    bool sibilant = last == 's' || last == 'x' || last == 'z' ||
                    (last == 'h' && (before == 'c' || before == 's'));
    bool   y = last == 'y' && !is_vowel(before);
    bool   e = last == 'e';
    size_t stem = y ? length - 1 : length;

    join(forms[FORM_BASE], base, length, "", "");
    join(forms[FORM_THIRD], base, stem, "",
         y                                                  ? "ies"
         : (sibilant || (last == 'o' && !is_vowel(before))) ? "es"
                                                            : "s");
    join(forms[FORM_PAST], base, stem, twice, y ? "ied" : (e ? "d" : "ed"));
    memcpy(forms[FORM_PARTICIPLE], forms[FORM_PAST], sizeof forms[0]);
    join(forms[FORM_GERUND], base,
         e && before != 'e' && before != 'y' && before != 'o' ? length - 1 : length, twice, "ing");
}

/* `lemma`, `lemma+` or `lemma/past/participle` as its forms; false if it is too long. */
static bool
verb_forms(piece word, word_forms forms)
{
    piece  rest = word, base = cut(&rest, '/'), past = cut(&rest, '/'), part = trimmed(rest);
    bool   doubled = base.length > 0 && base.text[base.length - 1] == '+';
    char   text[ENT_WORD_LONGEST + 1];
    size_t length = base.length - (doubled ? 1 : 0);

    if (length == 0 || length > 30 || past.length > 30 || part.length > 30) {
        return false;
    }
    memcpy(text, base.text, length);
    text[length] = '\0';
    regular(text, length, doubled, forms);
    if (strcmp(text, "be") == 0 || strcmp(text, "have") == 0) {
        join(forms[FORM_THIRD], "", 0, "", text[0] == 'b' ? "is" : "has");
    }
    if (past.length > 0) {
        piece participle = part.length > 0 ? part : past;

        join(forms[FORM_PAST], past.text, past.length, "", "");
        join(forms[FORM_PARTICIPLE], participle.text, participle.length, "", "");
    }
    return true;
}

/* "canceled" and "cancelled": `cancel` as `cancel+` in `out`; false where there is one way alone.
 */
static bool
other_spelling(piece word, char out[ENT_WORD_LONGEST + 1])
{
    size_t n = word.length;

    if (n < 5 || n > 30 || word.text[n - 1] != 'l' || !is_vowel(word.text[n - 2]) ||
        is_vowel(word.text[n - 3]) || memchr(word.text, '/', n) != NULL) {
        return false;
    }
    join(out, word.text, n, "", "+");
    return true;
}

/* ---- 3. words.txt, surnames.txt ---- */

static const struct {
    const char *name;
    uint64_t    classes;
} CLASS_NAMES[] = {
    {"be", ENT_CLASS(BE)},
    {"have", ENT_CLASS(HAVE)},
    {"had", ENT_CLASS(HAD)},
    {"do", ENT_CLASS(DO)},
    {"will", ENT_CLASS(WILL)},
    {"would", ENT_CLASS(WOULD)},
    {"may", ENT_CLASS(MAY)},
    {"shall", ENT_CLASS(SHALL)},
    {"not", ENT_CLASS(NOT)},
    {"no", ENT_CLASS(NO)},
    {"determiner", ENT_CLASS(DETERMINER)},
    {"own", ENT_CLASS(OWN)},
    {"preposition", ENT_CLASS(PREPOSITION)},
    {"place", ENT_CLASS(PLACE)},
    {"and", ENT_CLASS(AND)},
    {"subordinator", ENT_CLASS(SUBORDINATOR)},
    {"relative", ENT_CLASS(RELATIVE)},
    {"if", ENT_CLASS(IF)},
    {"adverb", ENT_CLASS(ADVERB)},
    {"adjective", ENT_CLASS(ADJECTIVE)},
    {"agent", ENT_CLASS(AGENT)},
    {"title", ENT_CLASS(TITLE)},
    {"force", ENT_CLASS(FORCE)},
    {"home", ENT_CLASS(HOME)},
    {"rebel", ENT_CLASS(REBEL)},
    {"former", ENT_CLASS(FORMER)},
    {"weekday", ENT_CLASS(WEEKDAY)},
    {"month", ENT_CLASS(MONTH)},
    {"common", ENT_CLASS(COMMON)},
    {"office", ENT_CLASS(OFFICE)},
    {"unreal", ENT_CLASS(UNREAL)},
    {"figurative", ENT_CLASS(FIGURATIVE)},
    {"possible", ENT_CLASS(POSSIBLE)},
    {"towards", ENT_CLASS(TOWARDS)},
    {"light", ENT_CLASS(LIGHT)},
    {"speech", ENT_CLASS(SPEECH)},
    {"statement", ENT_CLASS(STATEMENT)},
    {"partner", ENT_CLASS(PARTNER)},
    {"belief", ENT_CLASS(BELIEF)},
    {"turn", ENT_CLASS(TURN)},
    {"grow", ENT_CLASS(GROW)},
    {"shrink", ENT_CLASS(SHRINK)},
    {"end", ENT_CLASS(END)},
    {"plan", ENT_CLASS(PLAN)},
    {"pledge", ENT_CLASS(PLEDGE)},
    {"refuse", ENT_CLASS(REFUSE)},
    {"aspect", ENT_CLASS(ASPECT)},
    {"plain", ENT_CLASS(PLAIN)},
};

static ent_status
add_class(source *from, const char *text, size_t length, uint64_t classes)
{
    uint32_t word = ent_lexicon_word(from->lexicon, text, length);

    if (word == 0) {
        return ent_fail_nomem(from->ctx);
    }
    from->lexicon->words[word].classes |= classes;
    return ENT_OK;
}

static ent_status
add_verb_class(source *from, piece word, uint64_t classes)
{
    char       other[ENT_WORD_LONGEST + 1];
    word_forms forms;
    ent_status status = ENT_OK;

    if (other_spelling(word, other)) {
        status = add_verb_class(from, (piece){other, strlen(other)}, classes);
    }

    if (!verb_forms(word, forms)) {
        return wrong(from, "no verb", word);
    }
    for (size_t i = 0; i < FORM_COUNT && status == ENT_OK; i++) {
        status = add_class(from, forms[i], strlen(forms[i]), classes | FORM_CLASS[i]);
    }
    return status;
}

/* `class: word word` or `class verbs: lemma lemma/past/participle`. */
static ent_status
read_words(source *from, piece line)
{
    piece      rest = line, head = cut(&rest, ':'), name = cut(&head, ' ');
    bool       verbs = is_word(trimmed(head), "verbs");
    uint64_t   classes = 0;
    ent_status status = ENT_OK;

    for (size_t i = 0; i < sizeof CLASS_NAMES / sizeof *CLASS_NAMES; i++) {
        if (is_word(name, CLASS_NAMES[i].name)) {
            classes = CLASS_NAMES[i].classes;
        }
    }
    if (classes == 0) {
        return wrong(from, "no class of words is called", name);
    }
    for (rest = trimmed(rest); rest.length > 0 && status == ENT_OK; rest = trimmed(rest)) {
        piece word = cut(&rest, ' ');

        status = verbs ? add_verb_class(from, word, classes)
                       : add_class(from, word.text, word.length, classes);
    }
    return status;
}

/* ---- 4. verbs.txt ---- */

static const struct {
    const char *name;
    uint32_t    flag;
} FLAG_NAMES[] = {
    {"both", ENT_FRAME_BOTH},       {"swap", ENT_FRAME_SWAP},
    {"solo", ENT_FRAME_SOLO},       {"control", ENT_FRAME_CONTROL},
    {"says", ENT_FRAME_SAYS},       {"light", ENT_FRAME_LIGHT},
    {"grow", ENT_FRAME_GROW},       {"unreal", ENT_FRAME_UNREAL},
    {"negated", ENT_FRAME_NEGATED}, {"plural", ENT_FRAME_PLURAL},
    {"home", ENT_FRAME_HOME},       {"local", ENT_FRAME_LOCAL},
    {"among", ENT_FRAME_AMONG},     {"body", ENT_FRAME_BODY},
    {"armed", ENT_FRAME_ARMED},     {"infinitive", ENT_FRAME_INFINITIVE},
    {"thing", ENT_FRAME_THING},     {"peace", ENT_FRAME_PEACE},
};

static ent_status
add_prep(source *from, piece word, ent_frame *frame)
{
    uint32_t id;

    if (is_word(word, "obj")) {
        frame->flags |= ENT_FRAME_OBJECT;
        return ENT_OK;
    }
    if (is_word(word, "any")) {
        frame->flags |= ENT_FRAME_OBJECT | ENT_FRAME_ANY;
        return ENT_OK;
    }
    if (is_word(word, "of")) {
        frame->flags |= ENT_FRAME_OF;
    }
    id = ent_lexicon_word(from->lexicon, word.text, word.length);
    if (id == 0) {
        return ent_fail_nomem(from->ctx);
    }
    if (frame->prep_count == ENT_FRAME_WORDS) {
        return wrong(from, "one preposition too many:", word);
    }
    frame->preps[frame->prep_count++] = id;
    return ENT_OK;
}

static const ent_word_set *
set_named(const ent_lexicon *lexicon, piece name)
{
    for (size_t i = 0; i < lexicon->set_count; i++) {
        if (is_word(name, lexicon->sets[i].name)) {
            return &lexicon->sets[i];
        }
    }
    return NULL;
}

/* One of the words that have to follow, unless it is there already. */
static ent_status
keep_then(source *from, uint32_t id, ent_frame *frame)
{
    for (size_t i = 0; i < frame->then_count; i++) {
        if (frame->then[i] == id) {
            return ENT_OK;
        }
    }
    if (id == 0) {
        return ent_fail_nomem(from->ctx);
    }
    if (frame->then_count == ENT_FRAME_THEN) {
        return wrong(from, "too many nouns in", (piece){frame->lemma, strlen(frame->lemma)});
    }
    frame->then[frame->then_count++] = id;
    return ENT_OK;
}

/* A noun that has to follow, in singular and plural; `&SET`: all of a set. */
static ent_status
add_then(source *from, piece word, ent_frame *frame)
{
    const ent_word_set *set;
    word_forms          forms;
    ent_status          status;

    if (word.length == 0 || word.length > ENT_WORD_LONGEST - 2) {
        return wrong(from, "no noun", word);
    }
    if (word.text[0] == '&') {
        set = set_named(from->lexicon, (piece){word.text + 1, word.length - 1});
        status = set == NULL ? wrong(from, "no set is called", word) : ENT_OK;
        for (size_t i = 0; set != NULL && i < set->count && status == ENT_OK; i++) {
            status = keep_then(from, set->words[i], frame);
        }
        return status;
    }
    status = keep_then(from, ent_lexicon_word(from->lexicon, word.text, word.length), frame);
    if (status == ENT_OK && word.text[word.length - 1] != 's') {
        char text[ENT_WORD_LONGEST + 1];

        (void)snprintf(text, sizeof text, "%.*s", (int)word.length, word.text);
        regular(text, word.length, false, forms);
        status = keep_then(
            from, ent_lexicon_word(from->lexicon, forms[FORM_THIRD], strlen(forms[FORM_THIRD])),
            frame);
    }
    return status;
}

/* The nouns of a list, as the frame's own. */
static ent_status
read_thens(source *from, piece nouns, ent_frame *frame)
{
    uint32_t   words[ENT_FRAME_THEN];
    ent_status status = ENT_OK;

    frame->then = words;
    for (nouns = trimmed(nouns); nouns.length > 0 && status == ENT_OK; nouns = trimmed(nouns)) {
        status = add_then(from, cut(&nouns, ' '), frame);
    }
    frame->then =
        ent_arena_alloc(&from->lexicon->arena, (size_t)frame->then_count + 1, sizeof *frame->then);
    if (frame->then == NULL) {
        return ent_fail_nomem(from->ctx);
    }
    memcpy(frame->then, words, frame->then_count * sizeof *words);
    return status;
}

/* `set NAME = noun noun`: nouns that many verbs take. */
static ent_status
read_set(source *from, piece name, piece nouns)
{
    ent_lexicon *lexicon = from->lexicon;
    ent_frame    all = {.lemma = "the set"};
    ent_status   status = read_thens(from, nouns, &all);
    char        *copy = kept(from, name);

    if (status != ENT_OK) {
        return status;
    }
    if (copy == NULL || !ENT_GROW(lexicon->sets, lexicon->set_capacity, lexicon->set_count + 1)) {
        return ent_fail_nomem(from->ctx);
    }
    lexicon->sets[lexicon->set_count++] = (ent_word_set){copy, all.then, all.then_count};
    return ENT_OK;
}

static ent_status
read_code(source *from, piece code, ent_frame *frame)
{
    piece            rest = code, type = cut(&rest, ' '), number;
    const ent_cameo *row;
    char             text[8];

    rest = trimmed(rest);
    number = cut(&rest, ' ');
    (void)snprintf(text, sizeof text, "%.*s", (int)(number.length < 7 ? number.length : 7),
                   number.text);
    row = ent_lexicon_cameo(from->lexicon, text);
    if (row == NULL) {
        return wrong(from, "no code of cameo.txt:", number);
    }
    frame->type = is_word(type, row->type) ? row->type : kept(from, type);
    frame->cameo = row->code;
    frame->mode = frame->type == row->type ? row->mode : NULL;
    frame->goldstein = row->goldstein;
    for (rest = trimmed(rest); rest.length > 0; rest = trimmed(rest)) {
        piece flag = cut(&rest, ' ');
        bool  known = false;

        for (size_t i = 0; i < sizeof FLAG_NAMES / sizeof *FLAG_NAMES; i++) {
            if (is_word(flag, FLAG_NAMES[i].name)) {
                frame->flags |= FLAG_NAMES[i].flag;
                known = true;
            }
        }
        if (!known) {
            return wrong(from, "no flag is called", flag);
        }
    }
    return frame->type == NULL ? ent_fail_nomem(from->ctx) : ENT_OK;
}

static ent_status
add_verb_form(source *from, const char *form, piece rest, const ent_frame *frame)
{
    ent_entry model = {.kind = ENT_ENTRY_VERB, .frame = frame};
    char      text[160];

    (void)snprintf(text, sizeof text, "%s %.*s", form, (int)(rest.length < 90 ? rest.length : 90),
                   rest.text);
    return add_entry(from, (piece){text, strlen(text)}, &model);
}

/* The forms of a verb from `first` on, an entry each. */
static ent_status
add_forms(source *from, word_forms forms, int first, piece rest, const ent_frame *frame)
{
    ent_status status = ENT_OK;

    for (int i = first; i < FORM_COUNT && status == ENT_OK; i++) {
        bool seen = false;

        for (int k = first; k < i; k++) {
            seen = seen || strcmp(forms[k], forms[i]) == 0;
        }
        status = add_class(from, forms[i], strlen(forms[i]), FORM_CLASS[i]);
        if (!seen && status == ENT_OK) {
            status = add_verb_form(from, forms[i], rest, frame);
        }
    }
    return status;
}

/* One entry a form of the first word; what follows it is the same for all of them. */
static ent_status
add_verb(source *from, piece phrase, const ent_frame *frame)
{
    piece      rest = phrase, head = cut(&rest, ' ');
    char       other[ENT_WORD_LONGEST + 1];
    word_forms forms;
    ent_status status = ENT_OK;

    rest = trimmed(rest);
    if (other_spelling(head, other) && verb_forms((piece){other, strlen(other)}, forms)) {
        status = add_forms(from, forms, FORM_PAST, rest, frame);
    }
    if (!verb_forms(head, forms)) {
        return wrong(from, "no verb", head);
    }
    if (status == ENT_OK) {
        status = add_forms(from, forms, FORM_BASE, rest, frame);
    }
    if (status == ENT_OK && strcmp(forms[FORM_BASE], "be") == 0) {
        status = add_class(from, "are", 3, ENT_CLASS(THIRD));
        status = status == ENT_OK ? add_class(from, "were", 4, ENT_CLASS(PAST)) : status;
        status = status == ENT_OK ? add_verb_form(from, "are", rest, frame) : status;
        status = status == ENT_OK ? add_verb_form(from, "were", rest, frame) : status;
    }
    return status;
}

/* `noun/plural` or a noun with a regular plural; the last word of a phrase is inflected. */
static ent_status
add_noun(source *from, piece phrase, const ent_frame *frame)
{
    piece      rest = phrase, one = cut(&rest, '/'), many = trimmed(rest);
    ent_entry  model = {.kind = ENT_ENTRY_NOUN, .frame = frame};
    char       text[96];
    word_forms forms;
    ent_status status = add_entry(from, one, &model);

    (void)snprintf(text, sizeof text, "%.*s", (int)(one.length < 40 ? one.length : 40), one.text);
    regular(text, strlen(text), false, forms);
    if (many.length == 0) {
        many = (piece){forms[FORM_THIRD], strlen(forms[FORM_THIRD])};
    }
    if (status == ENT_OK && !is_word(many, "-")) {
        status = add_entry(from, many, &model);
    }
    for (size_t i = 0; i < 2 && status == ENT_OK; i++) {
        piece form = i == 0 ? one : many;

        if (memchr(form.text, ' ', form.length) == NULL && !is_word(form, "-")) {
            status = add_class(from, form.text, form.length, ENT_CLASS(NOUN));
        }
    }
    return status;
}

static char *
lemma_of(source *from, piece phrase, piece then)
{
    piece  rest = phrase, head = cut(&rest, ' '), bare;
    piece  first = then;
    char  *lemma;
    size_t length;

    bare = cut(&head, '/');
    length = bare.length - (bare.length > 0 && bare.text[bare.length - 1] == '+' ? 1 : 0);
    rest = cut(&rest, '/');
    first = cut(&first, ' ');
    lemma = ent_arena_printf(&from->lexicon->arena, "%.*s%s%.*s%s%.*s", (int)length, bare.text,
                             rest.length > 0 ? " " : "", (int)rest.length, rest.text,
                             first.length > 0 ? " + " : "", (int)first.length, first.text);
    return lemma;
}

/* `verb|noun PHRASE {noun &SET} > prep prep = TYPE CODE flags`, or a set. */
static ent_status
read_verb(source *from, piece line)
{
    piece      code = line, left = cut(&code, '='), kind, preps = left, phrase, then = {"", 0};
    ent_frame *frame = ent_arena_alloc(&from->lexicon->arena, 1, sizeof *frame);
    ent_status status;

    if (frame == NULL) {
        return ent_fail_nomem(from->ctx);
    }
    phrase = cut(&preps, '>');
    kind = cut(&phrase, ' ');
    if (is_word(kind, "set")) {
        return read_set(from, trimmed(phrase), trimmed(code));
    }
    frame->is_noun = is_word(kind, "noun");
    if (!frame->is_noun && !is_word(kind, "verb")) {
        return wrong(from, "neither verb nor noun:", kind);
    }
    then = trimmed(phrase);
    phrase = cut(&then, '{');
    then = cut(&then, '}');
    frame->lemma = lemma_of(from, phrase, then);
    status =
        frame->lemma == NULL ? ent_fail_nomem(from->ctx) : read_code(from, trimmed(code), frame);
    for (preps = trimmed(preps); preps.length > 0 && status == ENT_OK; preps = trimmed(preps)) {
        status = add_prep(from, cut(&preps, ' '), frame);
    }
    if (status == ENT_OK) {
        status = read_thens(from, then, frame);
    }
    if (status != ENT_OK) {
        return status;
    }
    return frame->is_noun ? add_noun(from, phrase, frame) : add_verb(from, phrase, frame);
}

/* ---- 5. loading ---- */

static ent_status
read_files(source *from)
{
    static const struct {
        const char *name;
        line_reader read;
    } FILES[] = {{"lexicon/words.txt", read_words},
                 {"lexicon/surnames.txt", read_words},
                 {"lexicon/verbs.txt", read_verb},
                 {"lexicon/actors.txt", ent_lexicon_read_actor},
                 {"lexicon/places.txt", ent_lexicon_read_place},
                 {"world/leaders.csv", NULL}, /* a table; the next ones add to it */
                 {"lexicon/leaders.txt", ent_lexicon_read_leader},
                 {"lexicon/people.txt", ent_lexicon_read_person}};

    /* The tables of a lexicon are never empty, whatever the files hold. */
    ent_entry  nobody = {.kind = ENT_ENTRY_NOBODY};
    ent_status status = add_entry(from, (piece){"nobody", 6}, &nobody);

    for (size_t i = 0; i < sizeof FILES / sizeof *FILES && status == ENT_OK; i++) {
        from->name = FILES[i].name;
        status = read_file(from, FILES[i].read);
    }
    return status;
}

ent_status
ent_lexicon_load(ent_ctx *ctx, const ent_codes *codes, ent_lexicon **out)
{
    source      from = {ctx, ent_alloc_zero(1, sizeof(ent_lexicon)), codes, NULL, 0};
    size_t      length;
    const void *image = ent_lexicon_image_built_in(&length);
    ent_status  status;

    if (from.lexicon == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&from.lexicon->arena);
    status = ent_cameo_load(ctx, &from.lexicon->cameo);
    if (status == ENT_OK) {
        status = image != NULL && ent_ctx_data_dir(ctx) == NULL
                     ? ent_lexicon_unpack(ctx, image, length, from.lexicon)
                     : read_files(&from);
    }
    if (status == ENT_OK) {
        from.name = "lexicon/issues.txt";
        status = read_file(&from, ent_lexicon_read_issue);
    }
    if (status != ENT_OK) {
        ent_lexicon_destroy(from.lexicon);
        return status;
    }
    *out = from.lexicon;
    return ENT_OK;
}
