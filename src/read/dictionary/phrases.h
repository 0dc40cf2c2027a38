/*
 * phrases.h - the files of actors, of agents and of what is discarded
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_DICTIONARY_PHRASES_H
#define ENT_READ_DICTIONARY_PHRASES_H

#include "read/dictionary/source.h"

ENT_MUST_CHECK ent_status ent_dictionary_read_actors(ent_dictionary_source *s, const char *bytes,
                                                     size_t length);
ENT_MUST_CHECK ent_status ent_dictionary_read_agents(ent_dictionary_source *s, const char *bytes,
                                                     size_t length);
ENT_MUST_CHECK ent_status ent_dictionary_read_discards(ent_dictionary_source *s, const char *bytes,
                                                       size_t length);

#endif
