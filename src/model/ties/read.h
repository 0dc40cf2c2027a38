/*
 * read.h - a model file and its tables on their way into a model
 *
 * Stage: model.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_TIES_READ_H
#define ENT_MODEL_TIES_READ_H

#include "base/csv.h"
#include "base/file.h"
#include "base/yaml.h"
#include "entente/system.h"
#include "model/ties/saom.h"

/** What a wave says of an ordered pair. */
enum {
    ENT_SAOM_NO_TIE = 0,
    ENT_SAOM_TIE = 1,
    ENT_SAOM_MISSING = 9,
    ENT_SAOM_FIXED_NO_TIE = 10,
    ENT_SAOM_FIXED_TIE = 11
};

/** Gives the bytes of a table that a model file names; ent_bytes_clear() frees them. */
typedef ent_status (*ent_saom_opener)(ent_ctx *ctx, void *user, const char *file, ent_bytes *out);

/** A model as it is, or asked another way, for the checks of its effects. */
typedef enum ent_saom_variant {
    ENT_SAOM_AS_IT_IS,
    ENT_SAOM_WITH_MEANS, /**< the mean of each pair over the periods beside each covariate      */
    ENT_SAOM_LAGGED,     /**< of the record: covariates of five years before                    */
    ENT_SAOM_APART       /**< of the record: without adversaries that two acquired jointly      */
} ent_saom_variant;

enum { ENT_SAOM_LAG = 5 };

typedef struct ent_saom_reading {
    ent_ctx         *ctx;
    ent_saom        *model;
    ent_saom_opener  open;
    void            *user;
    uint8_t        **waves; /**< wave_count matrices of n * n */
    size_t           wave_count;
    double          *from, *to; /**< when actors are present, in waves; NULL: always */
    size_t           cells;     /**< numbers that covariates and terms hold */
    ent_saom_variant variant;
    int              until; /**< of the record: year of the last wave; 0: as the file says */
} ent_saom_reading;

enum { ENT_SAOM_MOST_CELLS = 100000000 };

/** A table that is being read. */
typedef struct ent_saom_table {
    ent_bytes bytes;
    ent_csv   csv;
} ent_saom_table;

/** Open the table that a node of the model file names, its name borrowed from the node. */
ENT_MUST_CHECK ent_status ent_saom_table_open(ent_saom_reading *r, const ent_yaml_node *node,
                                              ent_saom_table *out);
void                      ent_saom_table_close(ent_saom_table *table);

/** The next row of a matrix of `columns` numbers; a cell of NA or nothing is NaN. */
ENT_MUST_CHECK ent_status ent_saom_table_numbers(ent_saom_reading *r, ent_saom_table *table,
                                                 size_t columns, double *out, bool *more);

/** A whole number of a row, from `least` to `most`. */
ENT_MUST_CHECK ent_status ent_saom_table_index(ent_saom_reading *r, const ent_saom_table *table,
                                               size_t column, size_t least, size_t most,
                                               size_t *out);

/** Waves, presence and periods, from the keys `waves` and `actors`. */
ENT_MUST_CHECK ent_status ent_saom_read_waves(ent_saom_reading *r, const ent_yaml_node *root);

/** The covariates, from the key `covariates`. */
ENT_MUST_CHECK ent_status ent_saom_read_covariates(ent_saom_reading *r, const ent_yaml_node *root);

/**
 * Means, range and similarity of a covariate whose values are read; ENT_E_INPUT where it is the
 * same everywhere.
 */
ENT_MUST_CHECK ent_status ent_saom_measure_covariate(ent_saom_reading *r, ent_saom_covariate *c,
                                                     const ent_yaml_node *at);

/** States, ties and covariates, from the key `record`; a NULL record is ENT_E_INPUT. */
ENT_MUST_CHECK ent_status ent_saom_read_record(ent_saom_reading *r, const ent_record *record,
                                               const ent_yaml_node *root);

/** What a record must hold (ENT_RECORD_FLOWS, ...) for the covariates that a model file names. */
unsigned ent_saom_detail_of(const ent_yaml_node *root);

/** Make the periods of a reading that has its waves. */
ENT_MUST_CHECK ent_status ent_saom_make_periods(ent_saom_reading *r, const ent_yaml_node *at);

/** The share of the variance of a covariate that has to lie within pairs, to be told from means. */
extern const double ENT_SAOM_LEAST_WITHIN;

/**
 * The share of the variance of a term's weights that lies within pairs.
 *
 * @param out NULL, or n * n places for the mean of each pair over the periods; NaN: none is known
 */
double ent_saom_find_means(const ent_saom *model, const ent_saom_term *term, double *out);

/** Put the mean of its pairs beside each effect of a covariate. */
ENT_MUST_CHECK ent_status ent_saom_add_means(ent_saom_reading *r);

/** The model again, asked another way; ENT_E_INPUT where what that needs is not observed. */
ENT_MUST_CHECK ent_status ent_saom_read_variant(ent_ctx *ctx, const ent_record *record,
                                                const ent_saom *model, ent_saom_variant variant,
                                                ent_saom **out);

/**
 * A model of the record as it could have been fitted at the end of a year: waves as often as its
 * file says, the last of them then, and nothing later.
 *
 * @return ENT_OK; ENT_E_INPUT for a model of tables, or too few waves; what ent_saom_parse()
 * returns
 */
ENT_MUST_CHECK ent_status ent_saom_read_until(ent_ctx *ctx, const ent_record *record,
                                              const char *name, const char *bytes, size_t length,
                                              int until, ent_saom **out);

/** Read a model whose tables are given by `open`; the record may be NULL. */
ENT_MUST_CHECK ent_status ent_saom_read(ent_ctx *ctx, const ent_record *record, const char *name,
                                        const char *bytes, size_t length, ent_saom_opener open,
                                        void *user, ent_saom **out);

#endif
