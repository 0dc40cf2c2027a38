/*
 * parser.c - the moves that make a tree, and what they depend on
 *
 *   1. moves     2. features of a move     3. features of a relation
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/syntax/parser.h"

#include <string.h>

/* ---- 1. moves ---- */

#define R(name) ENT_RELATION_##name

/* The relations of each move: those that are alike in where they stand and what they join. */
static const struct {
    uint8_t count;
    uint8_t relations[ENT_LABEL_ROW];
} GROUPS[ENT_MOVES] = {
    {0, {0}},
    /* left */
    {8,
     {R(NSUBJ), R(NSUBJ_PASS), R(NSUBJ_OUTER), R(CSUBJ), R(CSUBJ_PASS), R(EXPL), R(DISLOCATED),
      R(VOCATIVE)}},
    {3, {R(DET), R(NMOD_POSS), R(NUMMOD)}},
    {5, {R(AMOD), R(COMPOUND), R(NMOD), R(ACL), R(APPOS)}},
    {3, {R(CASE), R(MARK), R(CC)}},
    {3, {R(AUX), R(AUX_PASS), R(COP)}},
    {6, {R(ADVMOD), R(OBL), R(OBJ), R(DISCOURSE), R(OBL_AGENT), R(IOBJ)}},
    {7, {R(ADVCL), R(CCOMP), R(PARATAXIS), R(REPARANDUM), R(XCOMP), R(ORPHAN), R(LIST)}},
    {1, {R(PUNCT)}},
    /* right */
    {8, {R(OBJ), R(IOBJ), R(NSUBJ), R(NSUBJ_PASS), R(EXPL), R(CSUBJ), R(CSUBJ_PASS), R(VOCATIVE)}},
    {7, {R(OBL), R(OBL_AGENT), R(ADVMOD), R(DISCOURSE), R(COP), R(AUX), R(AUX_PASS)}},
    {7, {R(NMOD), R(APPOS), R(NUMMOD), R(AMOD), R(DET), R(DEP), R(NMOD_POSS)}},
    {6, {R(ACL), R(ADVCL), R(XCOMP), R(CCOMP), R(MARK), R(DISLOCATED)}},
    {6, {R(CONJ), R(PARATAXIS), R(LIST), R(ORPHAN), R(CC), R(REPARANDUM)}},
    {1, {R(PUNCT)}},
    {5, {R(FLAT), R(COMPOUND), R(FIXED), R(GOESWITH), R(CASE)}},
};

#undef R

/* The class of a word's meaning as that part of speech. */
static uint8_t
class_of(const ent_traits *traits, uint8_t tag)
{
    switch (tag) {
    case ENT_TAG_NN:
    case ENT_TAG_NNS:
    case ENT_TAG_NNP:
    case ENT_TAG_NNPS:
        return traits->noun;
    case ENT_TAG_VB:
    case ENT_TAG_VBD:
    case ENT_TAG_VBG:
    case ENT_TAG_VBN:
    case ENT_TAG_VBP:
    case ENT_TAG_VBZ:
        return traits->verb;
    default:
        return 0;
    }
}

static bool
is_finite_verb(uint8_t tag)
{
    return tag == ENT_TAG_VBD || tag == ENT_TAG_VBP || tag == ENT_TAG_VBZ || tag == ENT_TAG_MD;
}

static bool
is_mark(uint8_t tag)
{
    return tag == ENT_TAG_COMMA || tag == ENT_TAG_COLON || tag == ENT_TAG_LRB ||
           tag == ENT_TAG_RRB || tag == ENT_TAG_OPEN || tag == ENT_TAG_CLOSE;
}

void
ent_parsing_begin(ent_parsing *parsing, const ent_traits *traits, const uint8_t *tags, size_t count)
{
    ent_node *node = parsing->nodes;
    uint16_t  verbs = 0, marks = 0;

    memset(node, 0, (count + 2) * sizeof *node);
    for (size_t i = 0; i < count; i++) {
        node++;
        node->kind = traits[i].kind;
        node->tag = (uint8_t)(tags[i] + 1);
        node->class = class_of(&traits[i], tags[i]);
        node->verbs_before = verbs;
        node->marks_before = marks;
        verbs = (uint16_t)(verbs + is_finite_verb(tags[i]));
        marks = (uint16_t)(marks + is_mark(tags[i]));
    }
    node++;
    node->tag = ENT_TAGS + 1; /* the root */
    node->verbs_before = verbs;
    node->marks_before = marks;
    parsing->depth = 0;
    parsing->next = 1;
    parsing->count = count;
}

bool
ent_parsing_is_done(const ent_parsing *parsing)
{
    return parsing->depth == 0 && parsing->next > parsing->count;
}

bool
ent_move_is_allowed(const ent_parsing *parsing, unsigned move)
{
    bool at_root = parsing->next > parsing->count;

    if (move == ENT_MOVE_SHIFT) {
        return !at_root;
    }
    if (move < ENT_MOVE_RIGHT) {
        return at_root ? parsing->depth == 1 : parsing->depth > 0;
    }
    return parsing->depth > 1;
}

void
ent_move_arc(const ent_parsing *parsing, unsigned move, uint16_t *dependent, uint16_t *head)
{
    *dependent = parsing->stack[parsing->depth - 1];
    *head = move < ENT_MOVE_RIGHT ? (uint16_t)parsing->next : parsing->stack[parsing->depth - 2];
}

unsigned
ent_move_of(ent_relation relation, bool left)
{
    unsigned move = left ? ENT_MOVE_LEFT : ENT_MOVE_RIGHT;
    unsigned end = left ? ENT_MOVE_RIGHT : ENT_MOVES;

    for (; move < end; move++) {
        if (memchr(GROUPS[move].relations, (int)relation, GROUPS[move].count) != NULL) {
            return move;
        }
    }
    return ENT_MOVES;
}

const uint8_t *
ent_move_relations(unsigned move, size_t *count)
{
    *count = GROUPS[move].count;
    return GROUPS[move].relations;
}

void
ent_move_make(ent_parsing *parsing, unsigned move, ent_relation relation)
{
    ent_node *head, *dependent;
    uint16_t  d, h;

    if (move == ENT_MOVE_SHIFT) {
        parsing->stack[parsing->depth++] = (uint16_t)parsing->next++;
        return;
    }
    ent_move_arc(parsing, move, &d, &h);
    head = &parsing->nodes[h];
    dependent = &parsing->nodes[d];
    dependent->head = h;
    dependent->relation = (uint8_t)(relation + 1);
    if (move < ENT_MOVE_RIGHT) {
        head->lefts[1] = head->lefts[0];
        head->lefts[0] = d;
        head->left |= (uint64_t)1 << relation;
        head->left_count = (uint8_t)(head->left_count + (head->left_count < 7));
    } else {
        head->rights[1] = head->rights[0];
        head->rights[0] = d;
        head->right |= (uint64_t)1 << relation;
        head->right_count = (uint8_t)(head->right_count + (head->right_count < 7));
    }
    parsing->depth--;
}

/* ---- 2. features of a move ---- */

/* S0 is the top of the stack, S1 what is below it, B0 the next word; W kind, T tag, R relation. */
enum {
    NONE,
    S0W,
    S0T,
    S1W,
    S1T,
    S2W,
    S2T,
    S3T,
    B0W,
    B0T,
    B1W,
    B1T,
    B2W,
    B2T,
    B3T,
    S0LW, /* leftmost dependent of the top */
    S0LT,
    S0LR,
    S0L2R,
    S0RW,
    S0RT,
    S0RR,
    S0R2R,
    S1LW,
    S1LT,
    S1LR,
    S1RW,
    S1RT,
    S1RR,
    S1R2R,
    B0LW,
    B0LT,
    B0LR,
    B0L2T,
    S0LS, /* relations of the left dependents of the top */
    S0RS,
    S1LS,
    S1RS,
    B0LS,
    S0LN, /* how many left dependents the top has */
    S0RN,
    S1RN,
    B0LN,
    DIST,  /* from the top to the next word */
    DIST1, /* from the word below to the top */
    S0NT,  /* tag of the word that stands behind the top in the sentence */
    S0PT,  /* tag of the word that stands before it */
    B0PT,
    B0PW,
    VA,   /* how many finite verbs come behind the next word */
    VS,   /* and before the top, in the sentence */
    M0,   /* how many marks stand between the top and the next word */
    M1,   /* and between the word below and the top */
    DEEP, /* how deep the stack is */
    S0C,  /* classes of meaning */
    S1C,
    B0C,
    PARTS
};

static const uint8_t MOVE_FEATURES[ENT_MOVE_FEATURES][4] = {
    {S0W},
    {S0T, S0RR},
    {S0W, S0T, B0T},
    {S1W, S1T},
    {S1W, S0T},
    {B0W, B0T},
    {B0W},
    {B1W, B1T},
    {B1W},
    {B2T, B1T},
    {B2W},
    {S2W, S2T},
    {S2T, S1T},
    /* pairs */
    {S0W, S0T, B0W, B0T},
    {S0W, B0W},
    {S0W, B0T},
    {S0T, B0W},
    {S0T, B0W, B0T},
    {S0T, B0T},
    {S1W, S0W},
    {S1W, S1T, S0T},
    {S1T, S0W},
    {S1T, S0T},
    {S1W, B0T},
    {S1T, B0W},
    {S1T, B0T},
    {S1W, B0W},
    {B0T, B1T},
    {B0W, B1T},
    {B0T, B1W},
    {B0W, B1W},
    {S0W, B1T},
    {S0T, B1W},
    /* triples and more */
    {B0T, B1T, B2T},
    {S0T, B0T, B1T},
    {S0W, B0T, B1T},
    {S1T, S0T, B0T},
    {S1W, S0T, B0T},
    {S1T, S0W, B0T},
    {S1T, S0T, B0W},
    {S1T, S0T, B0T, B1T},
    {S2T, S1T, S0T},
    {S2T, S1T, S0T, B0T},
    {S3T, S2T, S1T, S0T},
    {S0T, B0T, B1T, B2T},
    {B1T, B2T, B3T},
    /* with dependents */
    {S0T, S0LR, B0T},
    {S0T, S0LW},
    {S0T, S0RT, B0T},
    {S0RW, S0T, B0T},
    {S0RR, S0W, B0T},
    {S1T, S1RT, S0T, B0T},
    {S1RR, S1T, S0T},
    {S1W, S1RR, S0T},
    {S1T, S1RW, S0T},
    {S1T, S0T, S0LT, B0T},
    {S1T, S0T, S0LW},
    {S1W, S0LW, S0T},
    {S1T, S0T, S0RT, B0T},
    {S0T, B0T, B0LT},
    {S0T, B0T, B0LW},
    {S0W, S0RS, B0T},
    {S0T, S0RS, B0T, S0LS},
    {S0W, S0LS, B0T},
    {S1T, S1RS, S0T, B0T},
    {S1W, S1RS, S0T},
    {S1T, S1LS, S0T, S0LS},
    {S0T, B0T, B0LS, DIST},
    {S0W, DIST, B0T},
    {S1T, S0T, B0T, DIST1},
    {S0T, S0NT, B0T, B0PT},
    {S1T, S0T, S0PT, B0T},
    /* with classes of meaning */
    {S0C, S0T, B0T},
    {S0C, B0C, S0T, B0T},
    {S0C, B0W},
    {S0W, B0C},
    {S1C, S0C, S1T, S0T},
    {S1W, S0C},
    {S1C, S0W},
    {S1T, S0C, B0T},
    {S1C, S0T, B0T},
    {S1C, S0T, S0LW},
    {S0C, S0RS, B0T},
    {S0T, B0C, B0T},
    /* with what is ahead and behind */
    {S0T, B0T, VA},
    {S1T, S0T, B0T, VA},
    {S0T, S0LS, B0T, VA},
    {S0W, B0T, VA},
    {S1T, S0T, VA, VS},
    {S0T, B0T, M0, VA},
    {S1T, S0T, M1, B0T},
    {S0T, B0T, M0, DIST},
    {S0T, B0T, DEEP, VA},
    {S1T, S1LS, S0T, B0T},
};

static uint64_t
distance(size_t from, size_t to)
{
    static const uint8_t STEPS[] = {0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 6};
    size_t               far = to - from;

    return far < sizeof STEPS ? STEPS[far] + 1u : 8;
}

/* The word at a depth of the stack, 0 where it is not that deep. */
static uint16_t
at_depth(const ent_parsing *p, size_t depth)
{
    return p->depth > depth ? p->stack[p->depth - 1 - depth] : 0;
}

static const ent_node *
ahead(const ent_parsing *p, size_t steps)
{
    return &p->nodes[p->next + steps <= p->count + 1 ? p->next + steps : 0];
}

/* None, one, two, or more. */
static uint64_t
some(int count)
{
    return count < 3 ? (unsigned)count + 1u : 4;
}

static void
find_parts(const ent_parsing *p, uint64_t parts[PARTS])
{
    const ent_node *nodes = p->nodes;
    uint16_t        i0 = at_depth(p, 0), i1 = at_depth(p, 1);
    const ent_node *s0 = &nodes[i0], *s1 = &nodes[i1], *s2 = &nodes[at_depth(p, 2)];
    const ent_node *b0 = ahead(p, 0), *b1 = ahead(p, 1), *b2 = ahead(p, 2);
    const ent_node *s0l = &nodes[s0->lefts[0]], *s0r = &nodes[s0->rights[0]];
    const ent_node *s1l = &nodes[s1->lefts[0]], *s1r = &nodes[s1->rights[0]];
    const ent_node *b0l = &nodes[b0->lefts[0]];

    parts[NONE] = 0;
    parts[S0W] = s0->kind;
    parts[S0T] = s0->tag;
    parts[S1W] = s1->kind;
    parts[S1T] = s1->tag;
    parts[S2W] = s2->kind;
    parts[S2T] = s2->tag;
    parts[S3T] = nodes[at_depth(p, 3)].tag;
    parts[B0W] = b0->kind;
    parts[B0T] = b0->tag;
    parts[B1W] = b1->kind;
    parts[B1T] = b1->tag;
    parts[B2W] = b2->kind;
    parts[B2T] = b2->tag;
    parts[B3T] = ahead(p, 3)->tag;
    parts[S0LW] = s0l->kind;
    parts[S0LT] = s0l->tag;
    parts[S0LR] = s0l->relation;
    parts[S0L2R] = nodes[s0->lefts[1]].relation;
    parts[S0RW] = s0r->kind;
    parts[S0RT] = s0r->tag;
    parts[S0RR] = s0r->relation;
    parts[S0R2R] = nodes[s0->rights[1]].relation;
    parts[S1LW] = s1l->kind;
    parts[S1LT] = s1l->tag;
    parts[S1LR] = s1l->relation;
    parts[S1RW] = s1r->kind;
    parts[S1RT] = s1r->tag;
    parts[S1RR] = s1r->relation;
    parts[S1R2R] = nodes[s1->rights[1]].relation;
    parts[B0LW] = b0l->kind;
    parts[B0LT] = b0l->tag;
    parts[B0LR] = b0l->relation;
    parts[B0L2T] = nodes[b0->lefts[1]].tag;
    parts[S0LS] = s0->left;
    parts[S0RS] = s0->right;
    parts[S1LS] = s1->left;
    parts[S1RS] = s1->right;
    parts[B0LS] = b0->left;
    parts[S0LN] = s0->left_count;
    parts[S0RN] = s0->right_count;
    parts[S1RN] = s1->right_count;
    parts[B0LN] = b0->left_count;
    parts[DIST] = i0 > 0 ? distance(i0, p->next) : 0;
    parts[DIST1] = i1 > 0 ? distance(i1, i0) : 0;
    parts[S0NT] = i0 > 0 ? s0[1].tag : 0;
    parts[S0PT] = i0 > 0 ? s0[-1].tag : 0;
    parts[B0PT] = nodes[p->next - 1].tag;
    parts[B0PW] = nodes[p->next - 1].kind;
    parts[VA] = some(p->nodes[p->count + 1].verbs_before - b0->verbs_before -
                     is_finite_verb((uint8_t)(b0->tag - 1)));
    parts[VS] = some(s0->verbs_before);
    parts[M0] = i0 > 0 ? some(b0->marks_before - s0->marks_before) : 0;
    parts[M1] = i1 > 0 ? some(s0->marks_before - s1->marks_before) : 0;
    parts[DEEP] = some((int)p->depth);
    parts[S0C] = s0->class;
    parts[S1C] = s1->class;
    parts[B0C] = b0->class;
}

void
ent_move_features(const ent_parsing *parsing, uint64_t *out)
{
    uint64_t parts[PARTS];

    find_parts(parsing, parts);
    for (size_t i = 0; i < ENT_MOVE_FEATURES; i++) {
        const uint8_t *f = MOVE_FEATURES[i];

        out[i] = ent_key_of(i, parts[f[0]], parts[f[1]], parts[f[2]], parts[f[3]]);
    }
}

/* ---- 3. features of a relation ---- */

/* H the head, D the dependent. */
enum {
    NOTHING,
    HW,
    HT,
    DW,
    DT,
    DLW, /* leftmost dependent of the dependent: its preposition above all */
    DLT,
    DL2W,
    DRT,
    DRR,
    DLS,
    DRS,
    HLS,
    HRS,
    HRT, /* rightmost dependent of the head */
    DNT,
    DPT,
    HNT,
    HPT,
    FAR,
    DC,
    HC,
    LABEL_PARTS
};

static const uint8_t LABEL_FEATURES[ENT_LABEL_FEATURES][4] = {
    {DT, HT},      {DW, DT},      {HW, HT},      {DW, HT},       {DT, HW},      {DW, HW},
    {DT, HT, FAR}, {DLW, HT},     {DLW, DT, HT}, {DLW, HW},      {DLW, DW},     {DL2W, DT, HT},
    {DLS, DT, HT}, {DLS, HW},     {DLS, DW},     {DRS, DT, HT},  {DRT, DT, HT}, {HLS, DT, HT},
    {HRS, DT, HT}, {HLS, DW},     {HRS, HW, DT}, {HRS, HLS, DT}, {HRT, DT, HT}, {DT, HT, DNT},
    {DT, HT, DPT}, {DT, HT, HNT}, {DT, HT, HPT}, {DW, DNT, HT},  {DC, DT, HT},  {DC, HC, DT},
    {DLW, DC, DT}, {DLW, HC, DT}, {DLW, DC, HC}, {HC, HT, DT},
};

void
ent_label_features(const ent_parsing *parsing, unsigned move, uint64_t *out)
{
    const ent_node *nodes = parsing->nodes, *head, *dep, *left;
    uint64_t        parts[LABEL_PARTS];
    uint16_t        d, h;

    ent_move_arc(parsing, move, &d, &h);
    head = &nodes[h];
    dep = &nodes[d];
    left = &nodes[dep->lefts[0]];
    parts[NOTHING] = 0;
    parts[HW] = head->kind;
    parts[HT] = head->tag;
    parts[DW] = dep->kind;
    parts[DT] = dep->tag;
    parts[DLW] = left->kind;
    parts[DLT] = left->tag;
    parts[DL2W] = nodes[dep->lefts[1]].kind;
    parts[DRT] = nodes[dep->rights[0]].tag;
    parts[DRR] = nodes[dep->rights[0]].relation;
    parts[DLS] = dep->left;
    parts[DRS] = dep->right;
    parts[HLS] = head->left;
    parts[HRS] = head->right;
    parts[HRT] = nodes[head->rights[0]].tag;
    parts[DNT] = dep[1].tag;
    parts[DPT] = dep[-1].tag;
    parts[HNT] = h <= parsing->count ? head[1].tag : 0;
    parts[HPT] = head[-1].tag;
    parts[DC] = dep->class;
    parts[HC] = head->class;
    parts[FAR] = d < h ? distance(d, h) : distance(h, d);
    for (size_t i = 0; i < ENT_LABEL_FEATURES; i++) {
        const uint8_t *f = LABEL_FEATURES[i];

        out[i] =
            ent_key_of(i * ENT_MOVES + move, parts[f[0]], parts[f[1]], parts[f[2]], parts[f[3]]);
    }
}
