/*
 * seam.h - which set supplies a kind of tie or attribute, and for which days
 *
 * Stage: system.  A kind has one source at a time: the best published set that
 * the store holds, up to the last day that it speaks of, and data/world after
 * that day or where no set is loaded.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SYSTEM_SEAM_H
#define ENT_SYSTEM_SEAM_H

#include "entente/system.h"

/** Read at every detail, as ties are, but of the set alone that the seam reads. */
enum { ENT_SUPPLY_EVIDENCE = 1 << 15 };

/** A set that can supply a kind.  Rows of one kind stand together, the best first, ours last. */
typedef struct ent_supply {
    const char   *kind;   /**< "obligations" */
    const char   *set;    /**< "cow-alliances"; "world" for data/world */
    ent_fact_kind fact;   /**< the kind of fact that it brings */
    unsigned      detail; /**< at which it is read: ENT_RECORD_TIES, ..., ENT_SUPPLY_EVIDENCE */
    int           memory; /**< years before a date that its picture needs: the longest carrying */
} ent_supply;

/** All of them; never empty. */
const ent_supply *ent_supplies(size_t *count);

/** The newest version of a supply among the files, or NULL; of several files the latest. */
const ent_source_file *ent_supply_file(const ent_supply *supply, const ent_source_file *files,
                                       size_t count);

/** Whether a file is of the newest version of a supply: coded events come in many files. */
bool ent_supply_reads(const ent_supply *supply, const ent_source_file *file,
                      const ent_source_file *files, size_t count);

enum { ENT_MOST_SEAMS = 64 };

/** The seams of the files at hand, with what supplies each and the file behind it. */
typedef struct ent_seams {
    ent_seam               items[ENT_MOST_SEAMS];
    const ent_supply      *supplies[ENT_MOST_SEAMS];
    const ent_source_file *files[ENT_MOST_SEAMS]; /**< borrowed */
    size_t                 count;
} ent_seams;

/**
 * Make the seams of these files.
 *
 * @param sources KIND=SET choices, NULL-terminated, or NULL
 * @return ENT_OK; ENT_E_ARG for a choice of a kind that is none, of a set that does not supply it,
 *         or of one that is not among the files
 */
ENT_MUST_CHECK ent_status ent_seams_make(ent_ctx *ctx, const ent_source_file *files, size_t count,
                                         const char *const *sources, ent_seams *out);

/** The first day for which a kind of fact is read: facts of data/world may begin earlier.
 *  ENT_DAY_MAX: never. */
ent_day ent_seams_first_day(const ent_seams *seams, ent_fact_kind kind);

/**
 * Whether the file is of the set and has rows of the kind: a file of data/world is named by its
 * table, one of a published set is all of that set.
 */
bool ent_file_holds(const ent_source_file *file, const char *set, ent_fact_kind kind);

/** Whether the file holds what can supply a kind of tie or attribute. */
bool ent_file_supplies(const ent_source_file *file, const char *kind);

#endif
