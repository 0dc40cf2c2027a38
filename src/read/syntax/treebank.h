/*
 * treebank.h - the tags and relations of the treebank, and the words that carry them
 *
 * Stage: read.  Tags are those of the Penn treebank as Universal Dependencies
 * keeps them; relations are those of Universal Dependencies.  The order of
 * the lists is a part of the form of the weights.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_SYNTAX_TREEBANK_H
#define ENT_READ_SYNTAX_TREEBANK_H

#include <stddef.h>
#include <stdint.h>

/** name, text */
#define ENT_TAG_LIST(X)                                                                            \
    X(NN, "NN")                                                                                    \
    X(IN, "IN")                                                                                    \
    X(DT, "DT")                                                                                    \
    X(NNP, "NNP")                                                                                  \
    X(PRP, "PRP")                                                                                  \
    X(JJ, "JJ")                                                                                    \
    X(RB, "RB")                                                                                    \
    X(STOP, ".")                                                                                   \
    X(NNS, "NNS")                                                                                  \
    X(VB, "VB")                                                                                    \
    X(COMMA, ",")                                                                                  \
    X(CC, "CC")                                                                                    \
    X(VBD, "VBD")                                                                                  \
    X(VBP, "VBP")                                                                                  \
    X(VBZ, "VBZ")                                                                                  \
    X(CD, "CD")                                                                                    \
    X(VBN, "VBN")                                                                                  \
    X(VBG, "VBG")                                                                                  \
    X(MD, "MD")                                                                                    \
    X(TO, "TO")                                                                                    \
    X(PRP_POSS, "PRP$")                                                                            \
    X(RRB, "-RRB-")                                                                                \
    X(LRB, "-LRB-")                                                                                \
    X(WDT, "WDT")                                                                                  \
    X(COLON, ":")                                                                                  \
    X(WRB, "WRB")                                                                                  \
    X(OPEN, "``")                                                                                  \
    X(CLOSE, "''")                                                                                 \
    X(WP, "WP")                                                                                    \
    X(RP, "RP")                                                                                    \
    X(UH, "UH")                                                                                    \
    X(POS, "POS")                                                                                  \
    X(HYPH, "HYPH")                                                                                \
    X(NNPS, "NNPS")                                                                                \
    X(JJR, "JJR")                                                                                  \
    X(JJS, "JJS")                                                                                  \
    X(EX, "EX")                                                                                    \
    X(NFP, "NFP")                                                                                  \
    X(RBR, "RBR")                                                                                  \
    X(ADD, "ADD")                                                                                  \
    X(GW, "GW")                                                                                    \
    X(DOLLAR, "$")                                                                                 \
    X(SYM, "SYM")                                                                                  \
    X(PDT, "PDT")                                                                                  \
    X(LS, "LS")                                                                                    \
    X(FW, "FW")                                                                                    \
    X(RBS, "RBS")                                                                                  \
    X(AFX, "AFX")                                                                                  \
    X(WP_POSS, "WP$")

typedef enum ent_tag {
#define ENT_TAG_ENUM(name, text) ENT_TAG_##name,
    ENT_TAG_LIST(ENT_TAG_ENUM)
#undef ENT_TAG_ENUM
        ENT_TAGS /**< their number, and no tag */
} ent_tag;

/** name, text */
#define ENT_RELATION_LIST(X)                                                                       \
    X(ROOT, "root")                                                                                \
    X(PUNCT, "punct")                                                                              \
    X(CASE, "case")                                                                                \
    X(NSUBJ, "nsubj")                                                                              \
    X(DET, "det")                                                                                  \
    X(ADVMOD, "advmod")                                                                            \
    X(OBJ, "obj")                                                                                  \
    X(OBL, "obl")                                                                                  \
    X(AMOD, "amod")                                                                                \
    X(NMOD, "nmod")                                                                                \
    X(COMPOUND, "compound")                                                                        \
    X(CONJ, "conj")                                                                                \
    X(MARK, "mark")                                                                                \
    X(CC, "cc")                                                                                    \
    X(AUX, "aux")                                                                                  \
    X(COP, "cop")                                                                                  \
    X(ADVCL, "advcl")                                                                              \
    X(NMOD_POSS, "nmod:poss")                                                                      \
    X(ACL, "acl")                                                                                  \
    X(XCOMP, "xcomp")                                                                              \
    X(CCOMP, "ccomp")                                                                              \
    X(FLAT, "flat")                                                                                \
    X(PARATAXIS, "parataxis")                                                                      \
    X(NUMMOD, "nummod")                                                                            \
    X(APPOS, "appos")                                                                              \
    X(AUX_PASS, "aux:pass")                                                                        \
    X(NSUBJ_PASS, "nsubj:pass")                                                                    \
    X(DISCOURSE, "discourse")                                                                      \
    X(IOBJ, "iobj")                                                                                \
    X(LIST, "list")                                                                                \
    X(EXPL, "expl")                                                                                \
    X(FIXED, "fixed")                                                                              \
    X(OBL_AGENT, "obl:agent")                                                                      \
    X(CSUBJ, "csubj")                                                                              \
    X(NSUBJ_OUTER, "nsubj:outer")                                                                  \
    X(VOCATIVE, "vocative")                                                                        \
    X(GOESWITH, "goeswith")                                                                        \
    X(REPARANDUM, "reparandum")                                                                    \
    X(ORPHAN, "orphan")                                                                            \
    X(CSUBJ_PASS, "csubj:pass")                                                                    \
    X(DISLOCATED, "dislocated")                                                                    \
    X(DEP, "dep")

typedef enum ent_relation {
#define ENT_RELATION_ENUM(name, text) ENT_RELATION_##name,
    ENT_RELATION_LIST(ENT_RELATION_ENUM)
#undef ENT_RELATION_ENUM
        ENT_RELATIONS /**< their number, and no relation */
} ent_relation;

enum {
    ENT_WORDS_MAX = 640, /**< of one sentence; a longer one is read up to here */
    ENT_NO_WORD = UINT16_MAX
};

/** A word as the treebank cuts it: a place in the text of the sentence. */
typedef struct ent_word {
    uint32_t start, length; /**< bytes */
    uint16_t token;         /**< the token in which it begins */
} ent_word;

/** Tags and tree of a sentence: each word has one head, one word has none. */
typedef struct ent_tree {
    ent_word words[ENT_WORDS_MAX];
    uint16_t heads[ENT_WORDS_MAX];     /**< ENT_NO_WORD for the root */
    uint8_t  tags[ENT_WORDS_MAX];      /**< ent_tag */
    uint8_t  relations[ENT_WORDS_MAX]; /**< ent_relation */
    size_t   count;
} ent_tree;

const char *ent_tag_name(ent_tag tag);           /**< "NNP"; "?" for no tag */
const char *ent_relation_name(ent_relation rel); /**< "nsubj:pass"; "?" for no relation */

/** The tag or relation of that name, ENT_TAGS or ENT_RELATIONS for none. */
ent_tag      ent_tag_find(const char *name);
ent_relation ent_relation_find(const char *name);

#endif
