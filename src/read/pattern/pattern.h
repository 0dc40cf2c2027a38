/*
 * pattern.h - a sentence while it is coded with the dictionaries of other programs
 *
 * Stage: read.  Shallow: words, parties, verbs and clauses are found by the
 * dictionaries and by rules, without a tagger and without trees.
 *
 *     pattern/sentence.c   words, and the phrases of the trie in them
 *     pattern/party.c      actors with their agents, compounds, pronouns
 *     pattern/verb.c       which words are verbs
 *     pattern/match.c      the patterns of a verb
 *     pattern/code.c       clauses, events
 *     pattern/document.c   sentences of documents
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_PATTERN_PATTERN_H
#define ENT_READ_PATTERN_PATTERN_H

#include "read/code.h"
#include "read/dictionary/dictionary.h"

enum {
    ENT_SHALLOW_TOKENS_MOST = 256, /* a longer sentence is refused as too complex */
    ENT_SHALLOW_CANDIDATES = 8,    /* words of the dictionary that one word can be */
    ENT_SHALLOW_UNITS_MOST = 64,
    ENT_SHALLOW_CODES_MOST = 12, /* of one party */
    ENT_SHALLOW_EVENTS_MOST = 64,
    ENT_SHALLOW_READINGS_MOST = 32,
    ENT_SHALLOW_POOL = 8192, /* bytes of codes that are put together */
    ENT_SHALLOW_CODE_LONGEST = 47
};

/** Options of the suites; see ent_records_code() and ent_shallow_options_default(). */
typedef struct ent_shallow_options {
    int  comma_least, comma_most;             /* words of a clause between commas */
    int  comma_start_least, comma_start_most; /* ... before the first one */
    int  comma_end_least, comma_end_most;     /* ... behind the last one */
    int  verbs_most, conjunctions_most;       /* as many make it complex; 0: never */
    bool needs_prior;                         /* complex without a party before the verb */
    bool needs_dyad;                          /* no event without source and target */
    bool every_verb;                          /* not the first of a clause alone */
    bool by_sentence;                         /* clauses are not told apart */
    bool bare_agents;                         /* a role without an actor is a party: ~COP */
    bool time_phrases;
    int  words_least;      /* of a sentence; 0: no limit */
    int  new_actor_length; /* words of a name that no dictionary has; 0: never */
    char default_source[16], default_target[16];
    bool default_prior, default_after; /* it stands for what is not on that side */
} ent_shallow_options;

typedef struct ent_candidate {
    uint32_t word;
    uint8_t  endings; /* in which the word of the text is this one */
} ent_candidate;

/** A phrase of the trie in a sentence. */
typedef struct ent_found {
    uint32_t definition; /* + 1, 0 for none */
    uint8_t  words;      /* as many as the phrase has */
    uint16_t end;        /* behind the words that follow each other from its beginning */
} ent_found;

typedef struct ent_shallow_token {
    uint32_t      start, length; /* bytes of the text */
    ent_candidate candidates[ENT_SHALLOW_CANDIDATES];
    uint8_t       candidate_count;
    uint16_t      classes;
    bool          comma;
    bool          spent; /* a comma behind a clause that was dropped */
    bool          capital;
    bool          possessive;
    bool          lead;   /* the first word */
    bool          gap;    /* a mark other than a comma stands before it */
    bool          hyphen; /* cut off behind a hyphen: US-led */
    bool          ending_ed, ending_ing, ending_s;
    int16_t       unit; /* the party it belongs to, or -1 */
    uint32_t      verb; /* definition + 1 of the verb that begins here, 0 for none */
    uint8_t       verb_length;
    uint8_t       roots;            /* whose phrases may begin here, as bits */
    uint8_t       looked;           /* roots whose phrase is known, as bits */
    ent_found     found[ENT_ROOTS]; /* ... that begins here */
} ent_shallow_token;

/** Somebody named, or several joined by AND. */
typedef struct ent_named {
    uint16_t    first, last; /* tokens [first, last) */
    const char *codes[ENT_SHALLOW_CODES_MOST];
    uint8_t     count;
    bool        pronoun;
    bool        compound; /* more than one is named */
    bool        role;     /* a role stands in it: Bree official */
    bool        agent;    /* a role of nobody named: ---GOV */
} ent_named;

typedef struct ent_shallow_event {
    const char *source, *target, *code;
    uint16_t    verb; /* token */
} ent_shallow_event;

/** What a verb says of whom, whether or not it gave an event. */
typedef struct ent_verb_reading {
    ent_code_pair code;
    int           source, target; /* units, or -1 */
    uint32_t      block;
    uint16_t      verb; /* token */
    bool          bare; /* TO V */
} ent_verb_reading;

/** What is kept from one record or sentence to the next. */
typedef struct ent_shallow_memory {
    char code[ENT_SHALLOW_CODE_LONGEST + 1]; /* whom a pronoun without antecedent means */
} ent_shallow_memory;

typedef struct ent_shallow {
    const ent_dictionary *d;
    ent_shallow_options   options;
    const char           *text;
    ent_day               day;
    ent_shallow_token     tokens[ENT_SHALLOW_TOKENS_MOST];
    size_t                count;
    uint64_t              words[ENT_WORD_MASKS]; /* of the sentence */
    ent_named             units[ENT_SHALLOW_UNITS_MOST];
    size_t                unit_count;
    ent_shallow_event     events[ENT_SHALLOW_EVENTS_MOST];
    size_t                event_count;
    ent_verb_reading      readings[ENT_SHALLOW_READINGS_MOST];
    size_t                reading_count;
    const char           *refused; /* why the record is refused, or NULL */
    const char           *reason;  /* why there is no event */
    ent_shallow_memory   *memory;
    char                  pool[ENT_SHALLOW_POOL];
    size_t                pool_used;
} ent_shallow;

void ent_shallow_options_default(ent_shallow_options *options, bool older);

/** A sentence of a document, with the options that a dictionary takes for granted. */
void ent_shallow_init(ent_shallow *s, const ent_dictionary *dictionary);

/** The words of `text`; false when there are more than can be held. */
bool ent_shallow_split(ent_shallow *s, const char *text, size_t length);

/** The longest phrase of a root that begins at a token. */
ent_found ent_shallow_find(ent_shallow *s, ent_root root, size_t at);

/** Mark the words of the sentence and their sets, for the patterns that need them. */
void ent_shallow_mark_words(ent_shallow *s);

/** Drop the tokens [from, to). */
void ent_shallow_drop(ent_shallow *s, size_t from, size_t to);

/** A code that lives as long as the sentence; NULL when the room is used up. */
const char *ent_shallow_keep(ent_shallow *s, const char *a, const char *b);

/** Whether a token has one of the classes. */
static inline bool
ent_shallow_has(const ent_shallow *s, size_t at, unsigned classes)
{
    return at < s->count && (s->tokens[at].classes & classes) != 0;
}

/** Whether a token is this word, in upper case. */
bool ent_shallow_is(const ent_shallow *s, size_t at, const char *word);

/** The parties of the sentence; sets `refused` for a code ###. */
void ent_units_find(ent_shallow *s);

/** Give the tokens that are verbs their definitions. */
void ent_verbs_mark(ent_shallow *s);
/** The first definition of the verb that begins at a token; NULL for none. */
const ent_verb *ent_verb_at(const ent_shallow *s, size_t at);

/** Whether a conjunction joins words of one kind: sheep and evil goats, bombing and shelling. */
bool ent_joins_words(const ent_shallow *s, size_t at);

/** A pattern that fits around a verb, and whom it names. */
typedef struct ent_fit {
    const ent_pattern *pattern;
    int                source, target, both; /* units, or -1 */
    uint64_t           skipped;              /* units passed over by ^, as bits */
    unsigned           words;                /* as many as it takes */
} ent_fit;

/** The best pattern of a verb in the tokens [from, to); pattern NULL when there is none. */
ent_fit ent_pattern_fit(const ent_shallow *s, uint32_t block, size_t verb, size_t verb_end,
                        size_t from, size_t to);

/** Add the events of a reading; false when there is none. */
bool ent_reading_emit(ent_shallow *s, const ent_verb_reading *r);

/** The events of the verb at a token go. */
void ent_events_drop(ent_shallow *s, uint16_t verb);

/** Whether two parties have the same codes. */
bool ent_units_are_same(const ent_named *a, const ent_named *b);

/** Replace what two verbs say by what a transformation makes of it. */
void ent_shallow_transform(ent_shallow *s);

/**
 * Code the sentence at `place` of a document's text.
 *
 * @param published days of the document: the codes of actors are those of its first day, of the
 *                  last one where it is not known
 * @param sentence  number in the reading, for the events
 * @param reason    why there is no event, or NULL
 */
ENT_MUST_CHECK ent_status ent_shallow_sentence(ent_ctx *ctx, ent_arena *arena, ent_shallow *s,
                                               const ent_lexicon *lexicon, const char *text,
                                               ent_place place, ent_span published,
                                               uint32_t sentence, ent_event_list *out,
                                               const char **reason);

/** Events of a sentence: everything from the splitting on. */
void ent_shallow_code(ent_shallow *s, const char *text, size_t length);

#endif
