/*
 * propose.c - sentences that could be claims, as a file to complete
 *
 *   1. forms     2. actors and direction     3. the file
 *
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "base/text.h"
#include "read/lexicon/lexicon.h"
#include "scenario/claim/claim.h"

enum { MOST_SAID = 600, MOST_ACTORS = 8 };

/* 1. forms */

/* A word that gives a form away, and how likely a forecast with it is (ICD 203). */
typedef struct cue {
    const char        *words;
    ent_assertion_kind kind;
    double             probability;
} cue;

/* The first that a sentence holds counts: a condition before a cause before a forecast. */
static const cue CUES[] = {{"if", ENT_ASSERTION_CONTRAST, 0},
                           {"unless", ENT_ASSERTION_CONTRAST, 0},
                           {"provided that", ENT_ASSERTION_CONTRAST, 0},
                           {"would", ENT_ASSERTION_CONTRAST, 0},
                           {"because", ENT_ASSERTION_EFFECT, 0},
                           {"due to", ENT_ASSERTION_EFFECT, 0},
                           {"led to", ENT_ASSERTION_EFFECT, 0},
                           {"leads to", ENT_ASSERTION_EFFECT, 0},
                           {"as a result", ENT_ASSERTION_EFFECT, 0},
                           {"caused", ENT_ASSERTION_EFFECT, 0},
                           {"prompted", ENT_ASSERTION_EFFECT, 0},
                           {"pushed", ENT_ASSERTION_EFFECT, 0},
                           {"in response to", ENT_ASSERTION_EFFECT, 0},
                           {"reason for", ENT_ASSERTION_EFFECT, 0},
                           {"reason behind", ENT_ASSERTION_EFFECT, 0},
                           {"thanks to", ENT_ASSERTION_EFFECT, 0},
                           {"almost certainly", ENT_ASSERTION_FORECAST, 0.97},
                           {"very likely", ENT_ASSERTION_FORECAST, 0.87},
                           {"unlikely", ENT_ASSERTION_FORECAST, 0.32},
                           {"likely", ENT_ASSERTION_FORECAST, 0.67},
                           {"probably", ENT_ASSERTION_FORECAST, 0.67},
                           {"expected to", ENT_ASSERTION_FORECAST, 0.67},
                           {"poised to", ENT_ASSERTION_FORECAST, 0.67},
                           {"will not", ENT_ASSERTION_FORECAST, 0.1},
                           {"will", ENT_ASSERTION_FORECAST, 0.9},
                           {"may", ENT_ASSERTION_FORECAST, 0.5},
                           {"might", ENT_ASSERTION_FORECAST, 0.5},
                           {"could", ENT_ASSERTION_FORECAST, 0.5}};

/* What turns the direction of a sentence round. */
static const char *const DENIALS[] = {"not", "never", "hardly", "no longer", "unlikely", "cannot"};

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Whether whole words stand in a text; the month of May is none that means perhaps. */
static bool
says(const char *text, const char *words)
{
    size_t length = strlen(words);

    for (const char *at = text; *at != '\0'; at++) {
        size_t i = 0;

        if ((at > text && is_letter(at[-1])) || (strcmp(words, "may") == 0 && *at == 'M')) {
            continue;
        }
        while (i < length && at[i] != '\0' && ent_lower(at[i]) == words[i]) {
            i++;
        }
        if (i == length && !is_letter(at[i])) {
            return true;
        }
    }
    return false;
}

static const cue *
form_of(const char *text)
{
    for (size_t i = 0; i < sizeof CUES / sizeof CUES[0]; i++) {
        if (says(text, CUES[i].words)) {
            return &CUES[i];
        }
    }
    return NULL;
}

/* 2. actors and direction */

typedef struct proposal {
    const ent_sentence *sentence;
    const cue          *form;
    const char         *actors[MOST_ACTORS]; /* those that act first */
    size_t              actor_count;
    double              goldstein; /* of the events together */
    bool                coded;     /* there are some: a direction was read */
    bool                denied;
} proposal;

static void
add_actors(proposal *p, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count && p->actor_count < MOST_ACTORS; i++) {
        bool known = false;

        for (size_t k = 0; k < p->actor_count; k++) {
            known = known || strcmp(p->actors[k], names[i]) == 0;
        }
        if (!known) {
            p->actors[p->actor_count++] = names[i];
        }
    }
}

static void
gather(const ent_reading *reading, const ent_lexicon *lexicon, size_t sentence, proposal *p)
{
    const char *named[MOST_ACTORS];
    size_t      count =
        ent_lexicon_named(lexicon, p->sentence->text,
                          reading->documents[p->sentence->document].published, named, MOST_ACTORS);

    for (size_t i = 0; i < reading->event_count; i++) {
        const ent_event *event = &reading->events[i];

        if (event->sentence == sentence) {
            p->coded = true;
            add_actors(p, event->sources, event->source_count);
            p->goldstein += event->goldstein == event->goldstein ? event->goldstein : 0;
        }
    }
    for (size_t i = 0; i < reading->event_count; i++) {
        if (reading->events[i].sentence == sentence) {
            add_actors(p, reading->events[i].targets, reading->events[i].target_count);
        }
    }
    add_actors(p, named, count);
    for (size_t i = 0; i < sizeof DENIALS / sizeof DENIALS[0]; i++) {
        p->denied = p->denied || says(p->sentence->text, DENIALS[i]);
    }
}

/* 3. the file */

static void
add_quoted(ent_text *out, const char *text)
{
    char visible[MOST_SAID];

    (void)ent_visible_print(text, visible, sizeof visible);
    ent_text_add_char(out, '\'');
    for (const char *at = visible; *at != '\0'; at++) {
        ent_text_add(out, *at == '\'' ? "'" : "");
        ent_text_add_char(out, *at);
    }
    ent_text_add_char(out, '\'');
}

static void
add_pair(ent_text *out, const ent_codes *codes, const proposal *p)
{
    const char *states[2];
    size_t      count = 0;

    for (size_t i = 0; i < p->actor_count && count < 2; i++) {
        if (ent_codes_find(codes, p->actors[i]) != ENT_NO_STATE) {
            states[count++] = p->actors[i];
        }
    }
    if (count == 2) {
        ent_text_addf(out, "      pair: [%s, %s]\n", states[0], states[1]);
    }
}

/* What can be filled in, and below it as remarks what the kind still needs. */
static void
add_test(ent_text *out, const ent_codes *codes, const proposal *p)
{
    bool        together = (p->goldstein >= 0) != p->denied;
    const char *open = p->coded ? "" : "# "; /* no direction was read */

    ent_text_add(out, "    test:\n");
    switch (p->form->kind) {
    case ENT_ASSERTION_CONTRAST:
        ent_text_addf(out, "      %sdirection: %s\n      threshold: 0\n", open,
                      together ? "more" : "less");
        ent_text_add(
            out, "      # scenario: taiwan-crisis             (entente list scenarios)\n"
                 "      # against: base\n"
                 "      # outcome: RUS-CHN level 6 or more    (entente run SCENARIO --dry-run)\n"
                 "      # year: 2030\n");
        break;
    case ENT_ASSERTION_EFFECT:
        ent_text_addf(out, "      %sdirection: %s\n      threshold: 1.96\n", open,
                      together ? "positive" : "negative");
        ent_text_add(out, "      # model: cooperation-1950-2012        (entente-outcome(5))\n"
                          "      # effect: pressure_product\n");
        break;
    default:
        add_pair(out, codes, p);
        ent_text_add(out, "      probability: ");
        ent_text_add_number(out, p->form->probability);
        ent_text_add(out, "\n      # record: acts                        (entente-data(5))\n"
                          "      # where: [kind=exercise]\n      # by: 2030-12-31\n");
        break;
    }
}

static void
add_proposal(ent_text *out, const ent_codes *codes, const proposal *p)
{
    ent_text_addf(out, "  - id: s%u\n    says: ", (unsigned)p->sentence->number);
    add_quoted(out, p->sentence->text);
    ent_text_addf(out, "\n    offset: %zu\n    kind: %s\n    note: '\"%s\"",
                  p->sentence->place.offset, ENT_ASSERTION_NAMES[p->form->kind], p->form->words);
    for (size_t i = 0; i < p->actor_count; i++) {
        ent_text_add(out, i == 0 ? "; " : ", ");
        ent_text_add_visible(out, p->actors[i], strlen(p->actors[i]));
    }
    ent_text_addf(out, "; %s%s'\n",
                  !p->coded           ? "no direction was read"
                  : p->goldstein >= 0 ? "towards each other"
                                      : "against each other",
                  p->denied ? ", denied" : "");
    add_test(out, codes, p);
    ent_text_add(out, "    refuted: '...'\n");
}

static void
add_head(ent_text *out, const ent_document *document)
{
    char day[16];

    ent_text_add(out, "# Proposed from the sentences of a document: say each in your own words, "
                      "complete its test\n# (entente-claims(5)), say what would refute it, and "
                      "leave out what is no claim.\nformat: 1\nname: ");
    add_quoted(out, document->name);
    ent_text_add(out, "\ndocument:\n  name: ");
    add_quoted(out, document->name);
    if (strlen(document->sha256) == 64) {
        ent_text_addf(out, "\n  sha256: %s", document->sha256);
    }
    if (document->published.to != ENT_DAY_MAX) {
        ent_date_print(document->published.to - 1, day);
        ent_text_addf(out, "\n  date: %s", day);
    } else {
        ent_text_add(out,
                     "\n  # date: 2024-03-01    the last day that it may have known: a verdict "
                     "as of that day");
    }
    ent_text_add(out, "\nclaims:\n");
}

ent_status
ent_claims_propose(ent_ctx *ctx, const ent_codes *codes, const ent_reading *reading,
                   size_t document, FILE *stream, size_t *count)
{
    ent_lexicon *lexicon;
    ent_text     text;
    ent_status   status = ent_lexicon_load(ctx, codes, &lexicon);

    *count = 0;
    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&text);
    add_head(&text, &reading->documents[document]);
    for (size_t i = 0; i < reading->sentence_count; i++) {
        proposal p = {.sentence = &reading->sentences[i]};

        if (p.sentence->document != document || p.sentence->dropped != NULL ||
            (p.form = form_of(p.sentence->text)) == NULL) {
            continue;
        }
        gather(reading, lexicon, i, &p);
        if (p.actor_count > 0) {
            add_proposal(&text, codes, &p);
            (*count)++;
        }
    }
    if (text.failed) {
        status = ent_fail_nomem(ctx);
    } else if (fwrite(text.bytes, 1, text.length, stream) != text.length || fflush(stream) != 0) {
        status = ent_fail(ctx, ENT_E_FILE, "cannot write the claims: %s", strerror(errno));
    }
    ent_text_clear(&text);
    ent_lexicon_destroy(lexicon);
    return status;
}
