/*
 * linear_program.h - linear programs whose rows come and go: the least cost of x with A x >= 1
 *
 * Stage: measure.  All that knows the solver, which is loaded with the first program.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_NETWORK_LINEAR_PROGRAM_H
#define ENT_MEASURE_NETWORK_LINEAR_PROGRAM_H

#include "base/context.h"

typedef struct ent_linear_program ent_linear_program;

/**
 * A program without rows, whose columns cost nothing and may be anything.
 *
 * @param out owned: ent_linear_program_destroy()
 * @return ENT_OK; ENT_E_FILE where the solver is not installed; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_linear_program_create(ent_ctx *ctx, size_t columns,
                                                    ent_linear_program **out);
void                      ent_linear_program_destroy(ent_linear_program *program);

/** What each column costs, and its limits; to be written to. */
double *ent_linear_program_cost(ent_linear_program *program);
double *ent_linear_program_low(ent_linear_program *program);
double *ent_linear_program_high(ent_linear_program *program);

/**
 * Add rows: the columns of each sum to 1 or more.
 *
 * @param starts  `count` + 1 places in `columns`
 * @param columns of one row after the other
 */
ENT_MUST_CHECK ent_status ent_linear_program_add(ent_ctx *ctx, ent_linear_program *program,
                                                 size_t count, const int *starts,
                                                 const int *columns);
/** Take out rows by their numbers. */
void ent_linear_program_drop(ent_linear_program *program, size_t count, const int *rows);

/** Solve from where the last solution ended. @return whether there is a solution */
bool ent_linear_program_solve(ent_linear_program *program);
/** Steps of the last solution. */
uint64_t ent_linear_program_pivots(const ent_linear_program *program);
/** Of the last solution, by column and by row; borrowed until the program changes. */
const double *ent_linear_program_values(const ent_linear_program *program);
const double *ent_linear_program_duals(const ent_linear_program *program);
/** Whether a row's sum is its limit in the last solution. */
bool ent_linear_program_binds(const ent_linear_program *program, size_t row);

#endif
