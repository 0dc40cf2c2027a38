/*
 * references.h - the numbered list of sources that the page cites
 *
 * Stage: report.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_REPORT_REFERENCES_H
#define ENT_REPORT_REFERENCES_H

#include <stdbool.h>
#include <stddef.h>

/** Citations in the order of their first use.  Zeroed at the start. */
typedef struct ent_references {
    const char **citations; /**< borrowed texts; owned array */
    size_t       count, capacity;
    size_t      *slots; /**< hash table of index + 1; 0 is free */
    size_t       slot_count;
    bool         failed; /**< an allocation failed */
} ent_references;

void ent_references_clear(ent_references *references);

/**
 * The number of a citation, from 1; the same text has the same number.
 *
 * @param citation borrowed until the references are cleared
 * @return 0 for an empty citation, or when there is no memory (then `failed` is set)
 */
size_t ent_references_number(ent_references *references, const char *citation);

#endif
