/*
 * clean.c - the paragraphs of a text, and which of them are no part of what it says
 *
 * 1. paragraphs out of lines
 * 2. what a paragraph is made of
 * 3. kinds
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/clean.h"

#include <string.h>

#include "base/alloc.h"
#include "base/text.h"

enum {
    HEAD_BYTES = 1500,     /* of a paragraph, that are looked at */
    WRAPPED_SHORTEST = 50, /* a line that was wrapped has so many bytes */
    WRAPPED_LONGEST = 120,
    HEADING_WORDS = 16,
    TITLE_WORDS = 30,
    BODY_WORDS = 12
};

/* ---- 1. paragraphs out of lines ---- */

static bool
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
ends_with_stop(const char *text, size_t start, size_t end)
{
    while (end > start) {
        unsigned char c = (unsigned char)text[end - 1];

        if (strchr(".!?:;\"')]", (int)c) != NULL && c != '\0') {
            return true;
        }
        if (end - start >= 3 && (memcmp(text + end - 3, "\xE2\x80\x9D", 3) == 0 ||
                                 memcmp(text + end - 3, "\xE2\x80\x99", 3) == 0 ||
                                 memcmp(text + end - 3, "\xE2\x80\xA6", 3) == 0)) {
            return true;
        }
        if (!is_space((char)c)) {
            return false;
        }
        end--;
    }
    return false;
}

/* Whether the line goes on with the sentence of the line before it, which was cut by its width. */
static bool
goes_on(const char *text, const ent_paragraph *before, size_t last_line, size_t start)
{
    size_t end = before->start + before->length;
    size_t width = end - last_line;
    bool   small = text[start] >= 'a' && text[start] <= 'z';
    bool   letter = small || (text[start] >= 'A' && text[start] <= 'Z') ||
                  (text[start] >= '0' && text[start] <= '9') || text[start] == '"' ||
                  text[start] == '(';
    bool wrapped = width >= WRAPPED_SHORTEST && width <= WRAPPED_LONGEST;

    if (ends_with_stop(text, last_line, end)) {
        return wrapped && small;
    }
    return small || (wrapped && letter);
}

bool
ent_paragraphs_split(const char *text, size_t length, ent_paragraphs *out)
{
    size_t last_line = 0;
    bool   open = false;

    for (size_t at = 0; at < length;) {
        const char *newline = memchr(text + at, '\n', length - at);
        size_t      end = newline == NULL ? length : (size_t)(newline - text);
        size_t      next = newline == NULL ? length : end + 1;
        size_t      start = at;

        while (start < end && is_space(text[start])) {
            start++;
        }
        while (end > start && is_space(text[end - 1])) {
            end--;
        }
        if (start == end) {
            open = false;
        } else if (open && start == at &&
                   goes_on(text, &out->items[out->count - 1], last_line, start)) {
            out->items[out->count - 1].length = end - out->items[out->count - 1].start;
            last_line = start;
        } else {
            if (!ENT_GROW(out->items, out->capacity, out->count + 1)) {
                return false;
            }
            if (out->count == ENT_PARAGRAPHS_MOST) {
                out->items[out->count++] =
                    (ent_paragraph){start, length - start, "beyond limit", false};
                return true;
            }
            out->items[out->count++] = (ent_paragraph){start, end - start, NULL, false};
            last_line = start;
            open = true;
        }
        at = next;
    }
    return true;
}

/* ---- 2. what a paragraph is made of ---- */

typedef struct look {
    char   head[HEAD_BYTES + 1]; /* its beginning in small letters */
    size_t words, function_words, capitalised;
    size_t ascii_letters, latin, foreign;
    bool   stop; /* ends as a sentence does */
    bool   bullet;
} look;

/* The most frequent words of English; other languages share few of them. */
static const char *const FUNCTION_WORDS[] = {
    "the",   "of",   "and",   "to",   "in",     "a",      "that",  "is",      "for",     "on",
    "with",  "as",   "was",   "by",   "it",     "its",    "at",    "from",    "be",      "are",
    "has",   "have", "had",   "an",   "not",    "this",   "which", "were",    "will",    "would",
    "their", "they", "but",   "he",   "his",    "she",    "or",    "been",    "also",    "we",
    "you",   "who",  "there", "said", "should", "may",    "can",   "between", "against", "after",
    "into",  "over", "about", "than", "more",   "before",
};

static bool
is_function_word(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof FUNCTION_WORDS / sizeof *FUNCTION_WORDS; i++) {
        if (strlen(FUNCTION_WORDS[i]) == length && memcmp(FUNCTION_WORDS[i], word, length) == 0) {
            return true;
        }
    }
    return false;
}

static void
count_letters(const char *text, size_t length, look *out)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];

        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            out->ascii_letters++;
        } else if (c >= 0xC3 && c <= 0xC9) {
            out->latin++;
        } else if ((c >= 0xCE && c <= 0xDF) || (c >= 0xE0 && c != 0xE2 && c != 0xEF)) {
            out->foreign++;
        }
    }
}

static void
count_words(const char *text, look *out)
{
    size_t length = strlen(out->head);

    for (size_t i = 0; i < length;) {
        size_t start;

        while (i < length && is_space(out->head[i])) {
            i++;
        }
        start = i;
        while (i < length && !is_space(out->head[i])) {
            i++;
        }
        if (i > start) {
            size_t end = i;

            while (end > start && strchr(".,;:!?\"')", out->head[end - 1]) != NULL) {
                end--;
            }
            out->words++;
            out->capitalised += text[start] >= 'A' && text[start] <= 'Z';
            out->function_words += is_function_word(out->head + start, end - start);
        }
    }
}

static void
look_at(const char *text, const ent_paragraph *paragraph, look *out)
{
    const char *p = text + paragraph->start;
    size_t      length = paragraph->length < HEAD_BYTES ? paragraph->length : HEAD_BYTES;

    memset(out, 0, sizeof *out);
    for (size_t i = 0; i < length; i++) {
        out->head[i] = p[i] == '\0' ? ' ' : ent_lower(p[i]);
    }
    out->bullet = (length >= 3 && memcmp(p, "\xE2\x80\xA2", 3) == 0) ||
                  (length >= 2 && (p[0] == '*' || p[0] == '-') && is_space(p[1]));
    out->stop = ends_with_stop(text, paragraph->start, paragraph->start + paragraph->length);
    count_letters(p, length, out);
    count_words(p, out);
}

/* ---- 3. kinds ---- */

typedef struct cue {
    const char *kind, *words;
    size_t      most_words; /* in a longer paragraph it means nothing */
    bool        at_start;
} cue;

static const cue CUES[] = {
    {"language", "this post is also available in", 20, false},
    {"language", "also available in", 12, true},
    {"related", "similar posts", 6, true},
    {"related", "related posts", 6, true},
    {"related", "related articles", 6, true},
    {"related", "related stories", 6, true},
    {"related", "related news", 6, true},
    {"related", "you may also like", 8, true},
    {"related", "read more", 20, true},
    {"related", "read also", 20, true},
    {"related", "also read", 20, true},
    {"related", "see also", 20, true},
    {"related", "recommended", 3, true},
    {"related", "most read", 5, true},
    {"share", "share this", 12, true},
    {"share", "share on", 8, true},
    {"share", "share", 2, true},
    {"share", "payla\xC5\x9F", 3, true},
    {"share", "spread the love", 6, true},
    {"share", "share with your friends", 12, false},
    {"share", "tweet", 3, true},
    {"share", "follow us", 15, true},
    {"share", "print this", 5, true},
    {"share", "click to share", 12, true},
    {"newsletter", "newsletter", 30, false},
    {"newsletter", "unsubscribe", 60, false},
    {"newsletter", "privacy policy", 60, false},
    {"newsletter", "terms of service", 60, false},
    {"newsletter", "keep up to date with", 25, true},
    {"newsletter", "subscribe to", 30, true},
    {"newsletter", "sign up for", 30, true},
    {"newsletter", "subscribe", 4, true},
    {"advertisement", "advertisement", 4, true},
    {"advertisement", "sponsored", 4, true},
    {"caption", "image source", 20, true},
    {"caption", "photo:", 30, true},
    {"caption", "photo by", 30, true},
    {"caption", "file photo", 40, false},
    {"caption", "image:", 30, true},
    {"caption", "image credit", 20, true},
    {"copyright", "all rights reserved", 60, false},
    {"copyright", "copyright", 20, true},
    {"copyright", "\xC2\xA9", 20, true},
    {"copyright", "copyright holder", 40, false},
    {"copyright", "rights to this material", 40, false},
    {"copyright", "original publication", 4, true},
    {"copyright", "do not reflect the", 60, false},
    {"copyright", "do not necessarily reflect", 80, false},
    {"comments", "do you want to leave a comment", 20, false},
    {"comments", "leave a comment", 6, true},
    {"comments", "leave a reply", 6, true},
    {"comments", "post a comment", 6, true},
    {"comments", "comments", 2, true},
    {"comments", "discussion", 1, true},
    {"comments", "join the conversation", 6, true},
    {"byline", "author:", 40, true},
    {"byline", "written by", 10, true},
    {"tags", "tags:", 40, true},
    {"tags", "topics:", 40, true},
    {"tags", "keywords:", 40, true},
    {"tags", "source:", 20, true},
    {"endnote", "references", 2, true},
    {"endnote", "endnotes", 2, true},
    {"endnote", "footnotes", 2, true},
    {"endnote", "bibliography", 2, true},
    {"endnote", "works cited", 2, true},
    {"endnote", "http://", 200, true},
    {"endnote", "https://", 200, true},
    {"endnote", "date of access", 200, false},
    {"endnote", "(accessed ", 60, false},
};

/* Turns of phrase of a note on the author; two of them make one. */
static const char *const BIOGRAPHY[] = {
    "completed his",
    "completed her",
    "undergraduate",
    "received his",
    "received her",
    "master's degree",
    "master\xE2\x80\x99s degree",
    "phd",
    "ph.d.",
    "graduated from",
    "research interests",
    "research assistant",
    "is fluent in",
    "has been working as",
    "works as a",
    "senior fellow",
    "is a professor",
    "assistant professor",
    "associate professor",
    "lecturer at",
    "is a fellow",
    "research fellow",
    "is a researcher",
    "is an analyst",
    "is a journalist",
    "is the author of",
    "his research",
    "her research",
    "is a columnist",
    "is the director of",
    "holds a degree",
    "holds a phd",
    "university, department",
    "bachelor",
    "is a visiting",
    "is an associate",
};

static const char *
cue_kind(const look *l)
{
    for (size_t i = 0; i < sizeof CUES / sizeof *CUES; i++) {
        const char *at = strstr(l->head, CUES[i].words);

        if (at != NULL && l->words <= CUES[i].most_words && (!CUES[i].at_start || at == l->head)) {
            return CUES[i].kind;
        }
    }
    return NULL;
}

static bool
is_biography(const look *l)
{
    size_t found = 0;

    for (size_t i = 0; i < sizeof BIOGRAPHY / sizeof *BIOGRAPHY; i++) {
        found += strstr(l->head, BIOGRAPHY[i]) != NULL;
    }
    return found >= 2;
}

static bool
is_foreign(const look *l)
{
    size_t letters = l->ascii_letters + l->latin + l->foreign;

    if (l->foreign * 3 > letters) {
        return true;
    }
    if (l->words >= 12) {
        return l->function_words * 12 < l->words && (l->function_words == 0 || l->words >= 24);
    }
    return l->words >= 3 && l->function_words == 0 && l->latin * 12 > letters;
}

/* [i] ..., [12] ..., as a list of notes has them. */
static bool
is_endnote(const look *l)
{
    size_t at = 1;

    if (l->head[0] != '[') {
        return false;
    }
    while (at < 8 && l->head[at] != '\0' && strchr("0123456789ivxlcdm", l->head[at]) != NULL) {
        at++;
    }
    return at > 1 && l->head[at] == ']';
}

/* A line of a name or two: "Bonnie Lin", "By Jane Doe", "Doç. Dr. Emre OZAN". */
static bool
is_byline(const look *l)
{
    if (strncmp(l->head, "by ", 3) == 0 && l->words <= 10 && l->capitalised + 2 >= l->words) {
        return true;
    }
    return !l->stop && l->words >= 2 && l->words <= 5 && l->capitalised == l->words &&
           l->function_words == 0;
}

static bool
has_no_words(const look *l)
{
    return l->ascii_letters + l->latin + l->foreign < 2;
}

static const char *
judge(const look *l, size_t body, bool *title_seen, bool is_title, bool alone)
{
    const char *kind = NULL;

    if (has_no_words(l)) {
        return "number";
    }
    if (is_endnote(l)) {
        return "endnote";
    }
    kind = cue_kind(l);
    if (kind != NULL) {
        return kind;
    }
    if (is_foreign(l)) {
        return "foreign";
    }
    if (is_biography(l)) {
        return "biography";
    }
    if (alone) {
        return NULL;
    }
    if (is_title || (!*title_seen && body == 0 && !l->bullet && !l->stop &&
                     l->words <= TITLE_WORDS && l->words >= 2)) {
        *title_seen = true;
        return "title";
    }
    if (is_byline(l)) {
        return "byline";
    }
    return !l->stop && l->words <= HEADING_WORDS && (!l->bullet || l->words < 5) ? "heading" : NULL;
}

/* The paragraph that is all that a document says, and so no title, byline or heading; or NULL. */
static const ent_paragraph *
sole_paragraph(const ent_paragraphs *paragraphs)
{
    const ent_paragraph *sole = NULL;
    size_t               texts = 0;

    for (size_t i = 0; i < paragraphs->count && texts < 2; i++) {
        const ent_paragraph *p = &paragraphs->items[i];

        if (p->kind == NULL) {
            sole = sole == NULL || !p->title ? p : sole;
            texts += !p->title;
        }
    }
    return texts < 2 ? sole : NULL;
}

void
ent_paragraphs_judge(const char *text, ent_paragraphs *paragraphs)
{
    const ent_paragraph *sole = sole_paragraph(paragraphs);
    size_t               body = 0;
    bool                 title_seen = false, after_comments = false, after_notes = false;

    for (size_t i = 0; i < paragraphs->count; i++) {
        title_seen = title_seen || paragraphs->items[i].title;
    }
    for (size_t i = 0; i < paragraphs->count; i++) {
        ent_paragraph *p = &paragraphs->items[i];
        look           l;

        if (p->kind != NULL) {
            continue;
        }
        look_at(text, p, &l);
        p->kind = after_comments ? "comments" : judge(&l, body, &title_seen, p->title, p == sole);
        if (after_notes && p->kind == NULL && l.words < HEADING_WORDS * 3) {
            p->kind = "endnote";
        }
        body += p->kind == NULL && l.words >= BODY_WORDS;
        after_comments =
            after_comments || (body >= 3 && p->kind != NULL && strcmp(p->kind, "comments") == 0);
        after_notes = after_notes || (body >= 3 && p->kind != NULL && l.words <= 2 &&
                                      strcmp(p->kind, "endnote") == 0);
    }
}
