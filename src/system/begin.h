/*
 * begin.h - when facts could first be known, and those of a list that could be on a day
 *
 * Stage: system.  For those who make a record.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SYSTEM_BEGIN_H
#define ENT_SYSTEM_BEGIN_H

#include <pthread.h>

#include "system/record.h"

enum { ENT_BEGINS_MOST_STARTS = 8 }; /**< no kind has as many days on which its facts begin */
enum { ENT_BEGINS_FIRST_YEAR = 1000, ENT_BEGINS_LAST_YEAR = 3000 }; /**< no year beyond is one */

/** Where the facts of a kind say when they could first be known, and what was over on a day. */
typedef struct ent_beginnings {
    ent_day day;
    int32_t last_year; /**< that was over then */
    size_t  starts[ENT_BEGINS_MOST_STARTS], start_count;
    size_t  year; /**< SIZE_MAX: none */
    bool    ends; /**< a field says when a fact ends */
} ent_beginnings;

ent_beginnings ent_beginnings_of(const ent_fact_type *type, ent_day day);

/** Whether a fact of the kind could be known on the day (ent_fact_begins_by). */
bool ent_begins(const ent_beginnings *when, const unsigned char *fact);

typedef struct ent_fact_list {
    unsigned char *items;
    size_t         count, capacity; /**< a capacity of 0: the items are borrowed */
} ent_fact_list;

/** Facts for which there is room, to be copied out of a list when somebody asks for them. */
typedef struct ent_late_facts {
    pthread_mutex_t      lock;
    bool                 copied;
    const ent_fact_list *from;
    const ent_fact_type *type;
    ent_day              day;
} ent_late_facts;

/** Those of a borrowed list that could be known on a day; NULL where there is no memory. */
ent_late_facts *ent_late_facts_create(const ent_fact_list *from, ent_fact_kind kind, ent_day day);
void            ent_late_facts_destroy(ent_late_facts *late);

/** Copy them, unless they were; by any thread. */
void ent_late_facts_copy(ent_late_facts *late, unsigned char *items);

#endif
