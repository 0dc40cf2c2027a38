/*
 * parse.h - one sentence while it is coded, and what the text has said before it
 *
 * Stage: read.  Tokens, mentions of actors, dates: what the chunk mode knows
 * of a sentence.  Where there are weights, it has tags and a tree, too.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_PARSE_H
#define ENT_READ_PARSE_H

#include "base/arena.h"
#include "entente/read.h"
#include "read/lexicon/lexicon.h"
#include "read/parties.h"
#include "read/syntax/tree.h"

enum {
    ENT_MENTIONS_MAX = 96, /**< of one sentence; later ones are not seen */
    ENT_WHENS_MAX = 12,
    ENT_COUNTED_MAX = 64,
    ENT_PAIRS_MAX = 16,
    ENT_PEOPLE_MAX = 24, /**< of one text whose names are remembered */
    ENT_JOINED_MAX = 4   /**< persons named as one: "Putin, Xi and Modi" */
};

typedef enum ent_mention_kind {
    ENT_MENTION_NAME,
    ENT_MENTION_ADJECTIVE, /**< with no person or body of the state behind it */
    ENT_MENTION_SEAT,
    ENT_MENTION_PARTIES, /**< the two countries, they */
    ENT_MENTION_PRONOUN, /**< it, he, she */
    ENT_MENTION_OWN      /**< its, their */
} ent_mention_kind;

typedef struct ent_mention {
    size_t      first, last; /**< tokens [first, last), titles and bodies of state included */
    size_t      core;        /**< first token of the name itself */
    ent_parties parties;
    uint8_t     kind;
    bool        possessive;   /**< 's follows, or it is its or their */
    bool        attributive;  /**< stands before a noun that is no body of a state */
    bool        object;       /**< a verb stands before it */
    bool        body;         /**< its head is a body or person: Russian troops */
    bool        distant;      /**< its or their, of somebody named in an earlier sentence */
    bool        past;         /**< a person out of office when the text was written */
    bool        plural;       /**< people: Germans, Palestinians */
    bool        demonym;      /**< begins with one: Chinese, Chinese companies */
    bool        place;        /**< where something is done: Basra; never who does it */
    int         prep;         /**< token of the preposition that governs it, or -1 */
    bool        organisation; /**< no state: an organisation or bloc */
    const char *person;       /**< the person's name, or NULL */
    uint8_t     introduced; /**< who it is of those introduced by the text, from 1 on; 0: nobody */
    const char *joined[ENT_JOINED_MAX]; /**< persons named with this one */
    uint8_t     joined_count;
} ent_mention;

typedef struct ent_when {
    size_t        first, last; /**< tokens */
    ent_span      span;
    ent_span      ahead; /**< of what is yet to come: on Friday, in May; ENT_DAY_MIN: the same */
    ent_precision precision;
} ent_when;

/** A person that the text has named, and for whom they act. */
typedef struct ent_person {
    const char *party, *name;
} ent_person;

/** A person whom the text has introduced itself; places are bytes of the document. */
typedef struct ent_introduced {
    const char *party;
    ent_place   name, family;
} ent_introduced;

/** What earlier sentences of the document left behind. */
typedef struct ent_discourse {
    ent_span       published;
    ent_parties    joint;                /**< whom "the two countries" means */
    ent_parties    pairs[ENT_PAIRS_MAX]; /**< parties that were named together */
    size_t         pair_counts[ENT_PAIRS_MAX], pair_count;
    const char    *body;                   /**< the organisation named last, or NULL: "the bloc" */
    ent_parties    subject;                /**< of the last sentence */
    const char    *speaker;                /**< the last one named, or NULL */
    ent_person     people[ENT_PEOPLE_MAX]; /**< those named, the last one last */
    size_t         people_count;
    ent_introduced introduced[ENT_PEOPLE_MAX];
    size_t         introduced_count;
    bool           is_item;      /**< the sentence is an item of a list */
    const char    *list_source;  /**< the statement whose points are listed, or NULL */
    ent_parties    list_parties; /**< whose statement it is */
    ent_when       carried;      /**< date of the sentence before, in the same paragraph */
    bool           has_carried;
    ent_when       anchor; /**< the date named last, for "a year later"; ENT_PRECISION_NONE: none */
    const char    *counted[ENT_COUNTED_MAX];
    size_t         counts[ENT_COUNTED_MAX], counted_count;
} ent_discourse;

typedef struct ent_parse {
    const ent_lexicon *lexicon;
    const char        *text;   /**< the document's */
    size_t             offset; /**< of the sentence; tokens count from it */
    ent_token          tokens[ENT_TOKENS_MAX];
    size_t             count;
    ent_mention        mentions[ENT_MENTIONS_MAX];
    size_t             mention_count;
    int16_t            mention_at[ENT_TOKENS_MAX]; /**< its number, or -1 */
    ent_when           whens[ENT_WHENS_MAX];
    size_t             when_count;
    bool               dated[ENT_TOKENS_MAX]; /**< part of a date */
    size_t             tail;                  /**< where ", X said" begins, or count */
    const ent_weights *weights;               /**< NULL: sentences have no tree */
    bool               has_tree;
    ent_tree           tree;                    /**< where there is one */
    uint16_t           word_at[ENT_TOKENS_MAX]; /**< the first word of each token in the tree */
    ent_tree_scratch   scratch;
} ent_parse;

/** Tokens, dates and mentions of a sentence, and its tree where there are weights. */
void ent_parse_sentence(ent_parse *parse, const ent_discourse *discourse, const char *sentence,
                        size_t length);

/** The dates of the sentence; also sets `dated`. */
void ent_whens_find(ent_parse *parse, const ent_discourse *discourse);

/** The mentions of the sentence; needs the dates. */
void ent_mentions_find(ent_parse *parse, const ent_discourse *discourse);

/** Day of a dateline ("BEIJING, 14 April 1971 -") at the start; tokens it takes, or 0. */
size_t ent_dateline_find(const ent_parse *parse, ent_span *out);

/** The names of the sentence as the dictionaries know them, each in the reading that holds here. */
void ent_names_find(ent_parse *parse, const ent_discourse *discourse);

/** First token of a name that no dictionary holds at the mention's end; its `last`: there is none.
 */
size_t ent_introduced_name(const ent_parse *parse, const ent_mention *mention);

/** Remembers whom the sentence introduces: name, title and state in one phrase. */
void ent_people_introduce(ent_discourse *discourse, const ent_parse *parse);

/** Which of the people introduced before is named at `at`, from 1 on, and in how many tokens; 0:
 * none. */
size_t ent_introduced_find(const ent_parse *parse, const ent_discourse *discourse, size_t at,
                           size_t *length);

/** The pronouns of the sentence, and whom each means; needs all other mentions. */
void ent_pronouns_find(ent_parse *parse, const ent_discourse *discourse);

/** "ethnic Albanians": whether the word names a people, not its state. */
bool ent_is_ethnic(const ent_parse *parse, size_t at);

/** Whether the name at `at` can be a place of the state: Georgia of USA. */
bool ent_may_be_place(const ent_parse *parse, size_t at, const char *id);

/* ---- roles: who stands where to a verb or noun ---- */

/** Whether the token is used as a verb here, not as a noun. */
bool ent_is_verb(const ent_parse *parse, size_t at);

/** The mention that is the subject of the verb at `verb`, or -1. */
int ent_clause_subject(const ent_parse *parse, size_t verb);

/** The last mention in the noun phrase that ends before the verb, or -1: "a camp for X was ..." */
int ent_phrase_mention(const ent_parse *parse, size_t verb);

/** Where the clause of the token ends, to the right of `from`. */
size_t ent_clause_end(const ent_parse *parse, size_t from, bool through_that);

/** The first mention in [from, stop) that can be the frame's target, or -1. */
int ent_target_find(const ent_parse *parse, const ent_frame *frame, size_t from, size_t stop,
                    const ent_parties *not_these);

/** The first mention in [from, stop) that is governed by the preposition, or -1. */
int ent_governed_find(const ent_parse *parse, const char *preposition, size_t from, size_t stop);

/* ---- voice: status and speaker ---- */

typedef struct ent_voice {
    bool negated, conditional, future, past;
} ent_voice;

/** How the verb at `verb` is asserted. */
ent_voice ent_voice_of_verb(const ent_parse *parse, size_t verb);

/** How the noun at `noun`, whose phrase begins at `start`, is asserted. */
ent_voice ent_voice_of_noun(const ent_parse *parse, size_t start, size_t noun);

/** A speech verb of the sentence and what it covers. */
typedef struct ent_attribution {
    size_t      from, to; /**< tokens that are its content */
    const char *speaker;  /**< of the arena */
    ent_parties parties;  /**< whom the speaker acts for */
} ent_attribution;

/** Who says the sentence, or part of it; false when there is no memory. */
bool ent_attributions_find(const ent_parse *parse, ent_discourse *discourse, ent_arena *arena,
                           ent_attribution out[4], size_t *count);

/** Where ", X said" begins at the end of the sentence; its length where nothing of the kind does.
 */
size_t ent_tail_find(const ent_parse *parse);

/** "In a joint statement, X said" at the verb: "joint statement of X"; else the name; NULL without
 * memory. */
const char *ent_statement_name(const ent_parse *parse, size_t verb, const char *name,
                               ent_arena *arena);

/** The name of a mention for people to read: "Vladimir Putin", "Russia and China"; NULL without
 * memory. */
const char *ent_mention_name(const ent_parse *parse, const ent_discourse *discourse,
                             const ent_mention *mention, ent_arena *arena);

#endif
