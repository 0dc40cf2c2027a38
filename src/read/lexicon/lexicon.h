/*
 * lexicon.h - the dictionaries: actors, people, verbs and nouns of events, classes of words
 *
 * Stage: read.  Read from data/lexicon once, then shared by threads.  All
 * phrases stand in one trie over words, kept as a flat hash table, and are
 * found by longest match.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_LEXICON_LEXICON_H
#define ENT_READ_LEXICON_LEXICON_H

#include "codes/cameo.h"
#include "entente/codes.h"
#include "read/token.h"

/** Classes of single words; the names in words.txt are those of the table in lexicon/load.c. */
typedef enum ent_word_class {
    ENT_CLASS_BE,         /**< forms of be */
    ENT_CLASS_HAVE,       /**< has have having */
    ENT_CLASS_HAD,        /**< had */
    ENT_CLASS_DO,         /**< do does did */
    ENT_CLASS_WILL,       /**< will shall won't */
    ENT_CLASS_WOULD,      /**< would */
    ENT_CLASS_MAY,        /**< may might could should can must */
    ENT_CLASS_SHALL,      /**< shall, must: a demand where it stands in a declaration */
    ENT_CLASS_NOT,        /**< not never n't neither nor without hardly */
    ENT_CLASS_NO,         /**< no, little: before a noun */
    ENT_CLASS_DETERMINER, /**< the a this its */
    ENT_CLASS_OWN,        /**< its their his: a possessor named before */
    ENT_CLASS_PREPOSITION,
    ENT_CLASS_PLACE, /**< prepositions of place and time */
    ENT_CLASS_AND,
    ENT_CLASS_SUBORDINATOR, /**< that because while when although */
    ENT_CLASS_RELATIVE,     /**< which who whom that */
    ENT_CLASS_IF,           /**< if unless whether */
    ENT_CLASS_ADVERB,
    ENT_CLASS_ADJECTIVE,
    ENT_CLASS_AGENT,  /**< people and bodies that act for a state: officials, troops */
    ENT_CLASS_TITLE,  /**< president, minister, envoy */
    ENT_CLASS_FORCE,  /**< armed bodies among the agents: troops, warships */
    ENT_CLASS_HOME,   /**< people and bodies inside a state: rebels, opposition, students */
    ENT_CLASS_REBEL,  /**< people known by where they are: rebels in, demonstrators in */
    ENT_CLASS_FORMER, /**< former ex then */
    ENT_CLASS_WEEKDAY,
    ENT_CLASS_MONTH,
    ENT_CLASS_COMMON,     /**< surnames that are words, given names, or of very many people */
    ENT_CLASS_OFFICE,     /**< titles of those who act for a state: president, minister, king */
    ENT_CLASS_UNREAL,     /**< nouns: fear, risk, possibility, prospect, plan */
    ENT_CLASS_FIGURATIVE, /**< before a noun that it makes another: trade war, charm offensive */
    ENT_CLASS_POSSIBLE,   /**< adjectives: possible, likely, easy, difficult (to do) */
    ENT_CLASS_TOWARDS,    /**< before a noun of an event: call for, seek, await */
    ENT_CLASS_LIGHT,      /**< verbs that carry a noun of an event: hold, make, sign, voice */
    ENT_CLASS_SPEECH,     /**< verbs: say, state, announce */
    ENT_CLASS_ISSUE,      /**< words that an issue can begin with */
    ENT_CLASS_BELIEF,     /**< nouns: what somebody thinks or claims: fear, claim, hope */
    ENT_CLASS_TURN,       /**< words that turn a position round: end, halt, ban, non- */
    ENT_CLASS_STATEMENT,  /**< nouns: statement, declaration, communique */
    ENT_CLASS_PARTNER,    /**< nouns: what a state is to another: ally, rival, neighbour */
    ENT_CLASS_GROW,       /**< verbs: improve, deepen, restore */
    ENT_CLASS_SHRINK,     /**< verbs: damage, worsen, sever */
    ENT_CLASS_END,        /**< verbs: lift, ease, end (a sanction, a blockade) */
    ENT_CLASS_PLAN,       /**< verbs: plan, want, hope, seek, intend; poised, set, due */
    ENT_CLASS_PLEDGE,     /**< verbs: agree, promise, offer */
    ENT_CLASS_REFUSE,     /**< verbs: refuse, deny, decline, fail, avoid */
    ENT_CLASS_ASPECT,     /**< verbs: begin, continue, manage: what follows is done */
    ENT_CLASS_PLAIN,      /**< other verbs, known only so that clauses can be told apart */
    ENT_CLASS_BASE,       /**< form of some verb above or in verbs.txt: to sign */
    ENT_CLASS_THIRD,      /**< signs */
    ENT_CLASS_PAST,       /**< signed */
    ENT_CLASS_PARTICIPLE, /**< signed, met, spoken */
    ENT_CLASS_GERUND,     /**< signing */
    ENT_CLASS_NOUN,       /**< form of a noun of an event */
    ENT_CLASS_EVENT,      /**< first word of what makes an event */
    ENT_CLASS_COUNT
} ent_word_class;

#define ENT_CLASS(name) ((uint64_t)1 << ENT_CLASS_##name)
#define ENT_ANY_VERB                                                                               \
    (ENT_CLASS(BASE) | ENT_CLASS(THIRD) | ENT_CLASS(PAST) | ENT_CLASS(PARTICIPLE) |                \
     ENT_CLASS(GERUND))

typedef enum ent_frame_flag {
    ENT_FRAME_BOTH = 1,       /**< reciprocal: all parties on both sides */
    ENT_FRAME_SWAP = 2,       /**< the subject is who it is done to: receive support from */
    ENT_FRAME_SOLO = 4,       /**< an event also where no target is named */
    ENT_FRAME_CONTROL = 8,    /**< what follows (to V, that ..., of V-ing) is content, no event */
    ENT_FRAME_SAYS = 16,      /**< an act of speech: the subject is the speaker */
    ENT_FRAME_LIGHT = 32,     /**< a noun that is an event only with a light verb */
    ENT_FRAME_GROW = 64,      /**< a noun that is an event only with a verb of growth or decline */
    ENT_FRAME_UNREAL = 128,   /**< wished or needed, not done */
    ENT_FRAME_OBJECT = 256,   /**< the direct object is the target */
    ENT_FRAME_ANY = 512,      /**< the nearest actor to the right, unless it is a place */
    ENT_FRAME_OF = 1024,      /**< nouns: "of X" is always the target */
    ENT_FRAME_NEGATED = 2048, /**< the word says that it was not done */
    ENT_FRAME_PLURAL = 4096,  /**< intransitive: only where the subject is two parties or more */
    ENT_FRAME_HOME = 8192,    /**< where no other state is named, it is done at home */
    ENT_FRAME_LOCAL = 16384,  /**< passive without an agent: done by the state where it is done */
    ENT_FRAME_AMONG = 32768,  /**< the parties of the object do it to each other: bring closer */
    ENT_FRAME_BODY = 65536,   /**< the target is an organisation */
    ENT_FRAME_ARMED = 131072, /**< only where the subject is troops, ships or aircraft */
    ENT_FRAME_INFINITIVE = 262144, /**< only where the target is to V: told X to V */
    ENT_FRAME_THING = 524288,      /**< only of a thing before the target: returned the statue to */
    ENT_FRAME_PEACE = 1048576      /**< only where the subject is peacekeepers */
} ent_frame_flag;

enum { ENT_FRAME_WORDS = 20, ENT_FRAME_THEN = 160, ENT_ENTRY_IDS = 8 };

/** What makes an event: a verb or noun, what has to follow it, where its target stands. */
typedef struct ent_frame {
    const char *lemma; /**< "hold talks" */
    const char *type, *mode, *cameo;
    double      goldstein;
    uint32_t    flags;
    bool        is_noun;
    uint8_t     then_count, prep_count;
    uint32_t   *then; /**< one of these words has to follow (verbs) */
    uint32_t    preps[ENT_FRAME_WORDS];
} ent_frame;

typedef enum ent_entry_kind {
    ENT_ENTRY_NAME,      /**< Russia, NATO */
    ENT_ENTRY_ADJECTIVE, /**< Russian */
    ENT_ENTRY_SEAT,      /**< Moscow, the Kremlin: a state, or a place */
    ENT_ENTRY_PLACE,     /**< Basra: where something is done, never who does it */
    ENT_ENTRY_PERSON,
    ENT_ENTRY_PREFIX,  /**< Sino- */
    ENT_ENTRY_NOBODY,  /**< known, never an actor: South China Sea */
    ENT_ENTRY_PARTIES, /**< the two countries, both sides, they */
    ENT_ENTRY_VERB,
    ENT_ENTRY_NOUN
} ent_entry_kind;

typedef struct ent_entry {
    struct ent_entry *next; /**< another reading of the same phrase */
    uint8_t           kind;
    uint8_t           id_count;
    bool              organisation; /**< its ids are of organisations or blocs */
    bool              exact;        /**< written so, all capitals: US, WHO */
    bool              alone;        /**< people: a surname or another single word of the name */
    bool              derived;      /**< ... that nobody typed: of a table of leaders */
    bool              weak;         /**< ... that means nobody without a title or the name before */
    uint16_t          capitals;     /**< bit i: its word i begins with a capital letter */
    const char      **ids;
    const char       *name;  /**< people: as printed */
    ent_span          span;  /**< when it holds */
    const ent_frame  *frame; /**< verbs and nouns */
} ent_entry;

typedef struct ent_lexicon ent_lexicon;

/** Read the dictionaries; ENT_E_INPUT with file and line if one is wrong. */
ENT_MUST_CHECK ent_status ent_lexicon_load(ent_ctx *ctx, const ent_codes *codes, ent_lexicon **out);
void                      ent_lexicon_destroy(ent_lexicon *lexicon);

/** Give each token its word and classes. */
void ent_lexicon_mark(const ent_lexicon *lexicon, const char *text, ent_token *tokens,
                      size_t count);

/**
 * The longest phrase that begins at tokens[at].
 *
 * @param length number of its tokens
 * @return its readings, the first one defined first, or NULL; borrowed
 */
const ent_entry *ent_lexicon_match(const ent_lexicon *lexicon, const ent_token *tokens,
                                   size_t count, size_t at, bool events, size_t *length);

/** The row of a CAMEO code, or NULL. */
const ent_cameo *ent_lexicon_cameo(const ent_lexicon *lexicon, const char *code);

/** The name of an actor for people to read (the first one of its line), or the id itself. */
const char *ent_lexicon_name(const ent_lexicon *lexicon, const char *id);

#endif
