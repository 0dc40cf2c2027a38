/*
 * grammar.h - who stands where to a verb, and how it is said, by the tree of the sentence
 *
 * Stage: read.  For sentences that have a tree; role.c and voice.c know what
 * can be known without one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_GRAMMAR_H
#define ENT_READ_GRAMMAR_H

#include "read/parse.h"

/** The mention that is, or owns, the subject of the verb at the token; -1 for none. */
int ent_tree_subject(const ent_parse *parse, size_t verb);

/** Whether the token hangs below the verb or noun at `of`, or is it. */
bool ent_tree_is_within(const ent_parse *parse, size_t token, size_t of);

/** Whether the clause of the verb at `token` is what the verb at `of` says: "said X attacked Y". */
bool ent_tree_is_content(const ent_parse *parse, size_t token, size_t of);

/** Whether a token only tells of which kind a noun behind it is ("suspected British militants"). */
bool ent_tree_is_attribute(const ent_parse *parse, size_t token);

/** Whether a token tells what was done to the noun before it ("a citizen suspected of"). */
bool ent_tree_is_done_to(const ent_parse *parse, size_t token);

/** Whether a token is a verb in its base form ("will support"), by its tag. */
bool ent_tree_is_base(const ent_parse *p, size_t token);

/** The verb of which the noun is the object, or is of its object ("have the form of talks"); count.
 */
size_t ent_tree_carrier(const ent_parse *parse, size_t noun);

/** Whether the verb's subject is "this cooperation", "these talks": what was spoken of. */
bool ent_tree_this_does(const ent_parse *parse, size_t verb);

/** What the words around the verb or noun, and what governs it, say of it: may, would, if. */
ent_voice ent_tree_voice(const ent_parse *parse, size_t token);

#endif
