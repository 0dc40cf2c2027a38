/*
 * actors.c - actors, places and people of the dictionaries
 *
 * 1. ids and times
 * 2. actors.txt, places.txt
 * 3. forms of a person's name
 * 4. leaders.txt, people.txt
 * 5. world/leaders.csv
 *
 * The forms are described in data/lexicon/README.md.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

#include "base/alloc.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/text.h"
#include "read/lexicon/source.h"

enum { NAME_WORDS = 12, NAME_LONGEST = 120 };

/* ---- 1. ids and times ---- */

/* `from..to`, either side may be empty. */
static bool
read_span(piece p, ent_span *out)
{
    ent_span    span = {ENT_DAY_MIN, ENT_DAY_MAX}, part;
    const char *dots = NULL;
    piece       from, to;

    for (size_t i = 0; i + 1 < p.length && dots == NULL; i++) {
        dots = p.text[i] == '.' && p.text[i + 1] == '.' ? p.text + i : NULL;
    }
    if (dots == NULL) {
        return false;
    }
    from = trimmed((piece){p.text, (size_t)(dots - p.text)});
    to = trimmed((piece){dots + 2, p.length - (size_t)(dots + 2 - p.text)});
    if (from.length > 0) {
        if (!ent_span_read(from.text, from.length, &part)) {
            return false;
        }
        span.from = part.from;
    }
    if (to.length > 0) {
        if (!ent_span_read(to.text, to.length, &part)) {
            return false;
        }
        span.to = part.to;
    }
    *out = span;
    return true;
}

/* Two characters or more, each a letter, a digit or a hyphen. */
static bool
is_id(piece id)
{
    for (size_t i = 0; i < id.length; i++) {
        char c = ent_lower(id.text[i]);

        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
            return false;
        }
    }
    return id.length >= 2;
}

/* `RUS`, `*NATO` (an organisation), `KAZ+KGZ`, `-` (nobody), `@` (the parties named before), `@*`
 * (the organisation named before). */
static ent_status
read_ids(source *from, piece list, ent_entry *out)
{
    const char *ids[ENT_ENTRY_IDS];
    piece       rest = list;

    if (is_word(list, "-") || is_word(list, "@") || is_word(list, "@*")) {
        out->organisation = is_word(list, "@*");
        return ENT_OK;
    }
    while (rest.length > 0) {
        piece id = cut(&rest, '+');
        bool  state = id.length > 0 && id.text[0] != '*';
        char *copy;

        if (!state && id.length > 0) {
            out->organisation = true;
            id.text++;
            id.length--;
        }
        if (!is_id(id) || out->id_count == ENT_ENTRY_IDS) {
            return wrong(from, "no list of ids", list);
        }
        copy = kept(from, id);
        if (copy == NULL) {
            return ent_fail_nomem(from->ctx);
        }
        if (state && from->codes != NULL && ent_codes_find(from->codes, copy) == ENT_NO_STATE) {
            return wrong(from, "no state has the id", id);
        }
        ids[out->id_count++] = copy;
    }
    out->ids = ent_arena_alloc(&from->lexicon->arena, out->id_count, sizeof *out->ids);
    if (out->ids == NULL) {
        return ent_fail_nomem(from->ctx);
    }
    memcpy(out->ids, ids, out->id_count * sizeof *ids);
    return ENT_OK;
}

/* The id of the one for whom a person acts, or whose a place is. */
static ent_status
read_one_id(source *from, piece id, ent_entry *out)
{
    ent_status status = read_ids(from, id, out);

    return status == ENT_OK && out->id_count != 1 ? wrong(from, "not one id:", id) : status;
}

/* ---- 2. actors.txt, places.txt ---- */

/* Names separated by commas, each with its time in brackets where it had one. */
static ent_status
add_names(source *from, piece names, ent_entry *model)
{
    ent_status status = ENT_OK;

    while (names.length > 0 && status == ENT_OK) {
        piece name = cut(&names, ','), span = name, bare = cut(&span, '[');

        model->span = (ent_span){ENT_DAY_MIN, ENT_DAY_MAX};
        if (span.length > 0 && !read_span(cut(&span, ']'), &model->span)) {
            return wrong(from, "no span of time", name);
        }
        if (bare.length > 0) {
            status = add_entry(from, bare, model);
        }
    }
    return status;
}

static ent_status
keep_printed_name(source *from, const ent_entry *model, piece names)
{
    ent_lexicon *lexicon = from->lexicon;
    piece        forms = cut(&names, '|'), rest = cut(&forms, ','), first = cut(&rest, '[');
    char        *name;

    if (model->id_count != 1) {
        return ENT_OK;
    }
    name = kept(from, first);
    if (name == NULL ||
        !ENT_GROW(lexicon->names, lexicon->name_capacity, lexicon->name_count + 1)) {
        return ent_fail_nomem(from->ctx);
    }
    lexicon->names[lexicon->name_count++] = (ent_printed_name){model->ids[0], name};
    return ENT_OK;
}

/* `ID | names | adjectives | seats | prefixes`. */
ent_status
ent_lexicon_read_actor(source *from, piece line)
{
    static const ent_entry_kind KINDS[] = {ENT_ENTRY_NAME, ENT_ENTRY_ADJECTIVE, ENT_ENTRY_SEAT,
                                           ENT_ENTRY_PREFIX};

    piece      rest = line, ids = cut(&rest, '|');
    ent_entry  model = {0};
    ent_status status = read_ids(from, ids, &model);

    if (status == ENT_OK) {
        status = keep_printed_name(from, &model, (piece){rest.text, rest.length});
    }
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS && status == ENT_OK; i++) {
        model.kind = (uint8_t)KINDS[i];
        if (is_word(ids, "-")) {
            model.kind = ENT_ENTRY_NOBODY;
        } else if (is_word(ids, "@") || is_word(ids, "@*")) {
            model.kind = ENT_ENTRY_PARTIES;
        }
        /* Whose people have a name of their own is a country, if no state: Palestinians. */
        model.organisation = model.organisation && model.kind != ENT_ENTRY_ADJECTIVE &&
                             model.kind != ENT_ENTRY_PREFIX;
        status = add_names(from, cut(&rest, '|'), &model);
    }
    return status;
}

/* `ID | names`: what is a place of the state, each with its time where it was one only then. */
ent_status
ent_lexicon_read_place(source *from, piece line)
{
    piece      names = line, ids = cut(&names, '|');
    ent_entry  model = {.kind = ENT_ENTRY_PLACE};
    ent_status status = read_one_id(from, ids, &model);

    return status == ENT_OK ? add_names(from, names, &model) : status;
}

/* ---- 3. forms of a person's name ---- */

/* A person while the forms of the name are added. */
typedef struct person {
    ent_entry model;
    bool      judged; /* a form of one word was typed, not derived from the name */
} person;

/* Surnames that are an English word, a given name, widespread or short need a title before them. */
static bool
is_weak(const source *from, piece form, bool derived)
{
    ent_token tokens[NAME_WORDS];
    size_t    letters = 0;

    if (ent_tokens_split(form.text, form.length, tokens, NAME_WORDS) != 1) {
        return false;
    }
    for (size_t i = 0; i < form.length; i++) {
        letters += ((unsigned char)form.text[i] & 0xC0) != 0x80;
    }
    ent_lexicon_mark(from->lexicon, form.text, tokens, 1);
    return (derived && letters < 3) || tokens[0].classes != 0;
}

static ent_status
add_form(source *from, const person *who, piece form, bool alone)
{
    ent_entry entry = who->model;

    entry.alone = alone;
    entry.derived = alone && !who->judged;
    entry.weak = alone && is_weak(from, form, entry.derived);
    return add_entry(from, form, &entry);
}

/* "John F. Kennedy" without the initial. */
static size_t
without_initial(piece name, char out[NAME_LONGEST])
{
    for (size_t i = 1; i + 3 < name.length; i++) {
        if (name.text[i - 1] == ' ' && name.text[i + 1] == '.' && name.text[i + 2] == ' ' &&
            (i < 3 || name.text[i - 2] != '.')) {
            memcpy(out, name.text, i);
            memcpy(out + i, name.text + i + 3, name.length - i - 3);
            return name.length - 3;
        }
    }
    return 0;
}

/* "P. W. Botha" as "P.W. Botha". */
static size_t
with_joined_initials(piece name, char out[NAME_LONGEST])
{
    size_t length = 0;

    for (size_t i = 0; i < name.length; i++) {
        bool between = name.text[i] == ' ' && i > 0 && name.text[i - 1] == '.' &&
                       i + 2 < name.length && name.text[i + 2] == '.';

        if (!between) {
            out[length++] = name.text[i];
        }
    }
    return length < name.length ? length : 0;
}

/* "Kim Jong-un" as "Kim Jong un", "Hafez al-Assad" as "Hafez al Assad". */
static size_t
with_blanks(piece name, char out[NAME_LONGEST])
{
    if (memchr(name.text, '-', name.length) == NULL) {
        return 0;
    }
    for (size_t i = 0; i < name.length; i++) {
        out[i] = name.text[i];
        if (out[i] == '-') {
            out[i] = ' ';
        }
    }
    return name.length;
}

/* Where an Arabic article stands ("al-" before a name), or `length`. */
static size_t
find_article(piece name)
{
    for (size_t i = 0; i + 3 < name.length; i++) {
        if ((i == 0 || name.text[i - 1] == ' ') && name.text[i + 2] == '-' &&
            (memcmp(name.text + i, "al", 2) == 0 || memcmp(name.text + i, "el", 2) == 0)) {
            return i;
        }
    }
    return name.length;
}

/* "Hafez Assad" */
static size_t
without_article(piece name, char out[NAME_LONGEST])
{
    size_t at = find_article(name);

    if (at == name.length) {
        return 0;
    }
    memcpy(out, name.text, at);
    memcpy(out + at, name.text + at + 3, name.length - at - 3);
    return name.length - 3;
}

/* "Hafez el-Assad" */
static size_t
with_other_article(piece name, char out[NAME_LONGEST])
{
    size_t at = find_article(name);

    if (at == name.length) {
        return 0;
    }
    memcpy(out, name.text, name.length);
    out[at] = name.text[at] == 'a' ? 'e' : 'a';
    return name.length;
}

/* A form as written, and as others write it. */
static ent_status
add_form_varied(source *from, const person *who, piece form, bool alone)
{
    static size_t (*const VARIANTS[])(piece, char *) = {
        without_initial, with_joined_initials, with_blanks, without_article, with_other_article};

    char       text[NAME_LONGEST];
    ent_status status;

    if (form.length == 0 || form.length >= NAME_LONGEST) {
        return wrong(from, "no name of a person:", form);
    }
    status = add_form(from, who, form, alone);
    for (size_t i = 0; i < sizeof VARIANTS / sizeof *VARIANTS && status == ENT_OK; i++) {
        size_t length = VARIANTS[i](form, text);

        if (length > 0) {
            status = add_form(from, who, (piece){text, length}, alone);
        }
    }
    return status;
}

static bool
is_one_word(piece form)
{
    return memchr(form.text, ' ', form.length) == NULL;
}

/* The forms after the first comma: as typed, one word alone or several. */
static ent_status
add_other_forms(source *from, person *who, piece forms)
{
    ent_status status = ENT_OK;

    who->judged = true;
    while (forms.length > 0 && status == ENT_OK) {
        piece form = cut(&forms, ',');

        status = add_form_varied(from, who, form, is_one_word(form));
    }
    who->judged = false;
    return status;
}

/* A full name, and the part of it that stands alone in the news, if any. */
static ent_status
add_named(source *from, const person *who, piece name, piece surname)
{
    bool       whole = name.length == surname.length;
    ent_status status = add_form_varied(from, who, name, whole);

    if (status == ENT_OK && surname.length > 0 && !whole) {
        status = add_form_varied(from, who, surname, true);
    }
    return status;
}

/* ---- 4. leaders.txt, people.txt ---- */

/* The last word, with the small words before it: "de Gaulle". */
static piece
last_word(piece name)
{
    size_t at = name.length;

    while (at > 0 && name.text[at - 1] != ' ') {
        at--;
    }
    while (at > 1) {
        size_t before = at - 1;

        while (before > 0 && name.text[before - 1] != ' ') {
            before--;
        }
        if (name.text[before] < 'a' || name.text[before] > 'z') {
            break;
        }
        at = before;
    }
    return (piece){name.text + at, name.length - at};
}

/* `Name`, `Name/Surname`, `Name/-` (nothing stands alone), then other forms. */
static ent_status
add_leader(source *from, person *who, piece forms)
{
    piece      others = forms, surname = cut(&others, ','), name = cut(&surname, '/');
    ent_status status;

    surname = trimmed(surname);
    if (surname.length == 0) {
        surname = last_word(name);
    } else if (is_word(surname, "-")) {
        surname.length = 0;
    }
    who->model.name = kept(from, name);
    status =
        who->model.name == NULL ? ent_fail_nomem(from->ctx) : add_named(from, who, name, surname);
    return status == ENT_OK ? add_other_forms(from, who, others) : status;
}

/* `Name/Surname, other form | ID | from..to ; from..to`. */
ent_status
ent_lexicon_read_leader(source *from, piece line)
{
    piece      rest = line, forms = cut(&rest, '|'), ids = cut(&rest, '|');
    person     who = {.model = {.kind = ENT_ENTRY_PERSON}};
    ent_status status = read_one_id(from, ids, &who.model);

    rest = trimmed(rest);
    if (status == ENT_OK && rest.length == 0) {
        return wrong(from, "no term of office of", forms);
    }
    for (; rest.length > 0 && status == ENT_OK; rest = trimmed(rest)) {
        piece term = cut(&rest, ';');

        status = read_span(term, &who.model.span) ? add_leader(from, &who, forms)
                                                  : wrong(from, "no term of office", term);
    }
    return status;
}

static const ent_entry *
find_leader(const source *from, piece name, const char *id)
{
    ent_token tokens[NAME_WORDS];
    size_t    length = 0, count = ent_tokens_split(name.text, name.length, tokens, NAME_WORDS);
    const ent_entry *entry;

    ent_lexicon_mark(from->lexicon, name.text, tokens, count);
    entry = ent_lexicon_match(from->lexicon, tokens, count, 0, false, &length);
    while (entry != NULL &&
           (length < count || entry->kind != ENT_ENTRY_PERSON || strcmp(entry->ids[0], id) != 0)) {
        entry = entry->next;
    }
    return entry;
}

/* Other forms of a leader's name: at all times that the tables give under the first one. */
static ent_status
add_to_leader(source *from, person *who, piece name, piece forms)
{
    enum { MOST = 16 };
    ent_span   terms[MOST];
    size_t     count = 0;
    ent_status status = ENT_OK;

    for (const ent_entry *entry = find_leader(from, name, who->model.ids[0]);
         entry != NULL && count < MOST; entry = entry->next) {
        if (entry->kind == ENT_ENTRY_PERSON && strcmp(entry->ids[0], who->model.ids[0]) == 0) {
            who->model.name = entry->name;
            terms[count++] = entry->span;
        }
    }
    if (count == 0) {
        return wrong(from, "without a time, and no table of leaders knows", name);
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        who->model.span = terms[i];
        status = add_other_forms(from, who, forms);
    }
    return status;
}

/* `Name, other form | ID | from..to ; from..to`; without a time the forms of a known leader. */
ent_status
ent_lexicon_read_person(source *from, piece line)
{
    piece      rest = line, names = cut(&rest, '|'), ids = cut(&rest, '|'), first = names;
    piece      name = cut(&first, ',');
    person     who = {.model = {.kind = ENT_ENTRY_PERSON}};
    ent_status status = read_one_id(from, ids, &who.model);

    rest = trimmed(rest);
    if (status == ENT_OK && rest.length == 0) {
        return add_to_leader(from, &who, name, first);
    }
    if (status == ENT_OK) {
        who.model.name = kept(from, name);
        status = who.model.name == NULL ? ent_fail_nomem(from->ctx) : ENT_OK;
    }
    for (; rest.length > 0 && status == ENT_OK; rest = trimmed(rest)) {
        piece term = cut(&rest, ';');

        status = read_span(term, &who.model.span) ? add_other_forms(from, &who, names)
                                                  : wrong(from, "no term of office", term);
    }
    return status;
}

/* ---- 5. world/leaders.csv ---- */

/* `key` without state and office before it, year and month behind it: the part of the name. */
static piece
key_part(piece key)
{
    size_t end = key.length;

    (void)cut(&key, '-');
    end = key.length;
    (void)cut(&key, '-');
    end = key.length;
    while (end > 0 &&
           (key.text[end - 1] == '-' || (key.text[end - 1] >= '0' && key.text[end - 1] <= '9'))) {
        end--;
    }
    return (piece){key.text, end};
}

/* The part of the name that stands in the key, where `-` is any mark: "lopez-obrador". */
static piece
part_in_key(piece name, piece key)
{
    for (size_t start = 0; start < name.length; start++) {
        size_t at = start, k = 0;

        if (start > 0 && name.text[start - 1] != ' ' && name.text[start - 1] != '-') {
            continue;
        }
        for (; at < name.length && k < key.length; at++) {
            char c = ent_lower(name.text[at]);

            if (c == '.') {
                continue;
            }
            c = c == ' ' || c == '\'' ? '-' : c;
            if (c != key.text[k]) {
                break;
            }
            k++;
        }
        if (k == key.length && (at == name.length || strchr(" -.", name.text[at]) != NULL)) {
            return (piece){name.text + start, at - start};
        }
    }
    return (piece){name.text, 0};
}

enum { KEY, STATE, NAME, START, END, COLUMN_COUNT };

/* The table of leaders at work. */
typedef struct leaders {
    source *from;
    size_t  columns[COLUMN_COUNT];
} leaders;

static ent_status
add_world_row(ent_ctx *ctx, void *user, const ent_csv *csv)
{
    const leaders *l = user;
    source        *from = l->from;
    const size_t  *columns = l->columns;
    piece          part[COLUMN_COUNT];
    ent_span       day;
    person         who = {.model = {.kind = ENT_ENTRY_PERSON, .span = {ENT_DAY_MIN, ENT_DAY_MAX}}};
    ent_status     status;

    from->line = csv->line;
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        ent_field field = ent_csv_field(csv, columns[i]);

        part[i] = (piece){field.bytes, field.length};
    }
    if (part[NAME].length == 0 || !ent_span_read(part[START].text, part[START].length, &day)) {
        return ent_csv_fail(ctx, csv, columns[START], "a leader with a day");
    }
    who.model.span.from = day.from;
    if (part[END].length > 0) {
        if (!ent_span_read(part[END].text, part[END].length, &day)) {
            return ent_csv_fail(ctx, csv, columns[END], "a day");
        }
        who.model.span.to = day.to;
    }
    status = read_one_id(from, part[STATE], &who.model);
    if (status != ENT_OK) {
        return status;
    }
    who.model.name = kept(from, part[NAME]);
    return who.model.name == NULL
               ? ent_fail_nomem(ctx)
               : add_named(from, &who, part[NAME], part_in_key(part[NAME], key_part(part[KEY])));
}

ent_status
ent_lexicon_read_world(source *from, piece text)
{
    static const char *const COLUMNS[COLUMN_COUNT] = {"leader", "state", "name", "start", "end"};

    leaders    l = {.from = from};
    ent_csv    csv;
    ent_status status;

    ent_csv_init(&csv, from->name, text.text, text.length, ',', true);
    status = ent_csv_read_columns(from->ctx, &csv, COLUMNS, COLUMN_COUNT, l.columns);
    if (status == ENT_OK) {
        status = ent_csv_each(from->ctx, &csv, add_world_row, &l);
    }
    ent_csv_clear(&csv);
    return status;
}
