/*
 * linear_program.c - linear programs, solved by Clp
 *
 *   1. the solver     2. a program     3. rows and solutions
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/network/linear_program.h"

#include <coin/Clp_C_Interface.h>
#include <float.h>

#include "base/alloc.h"
#include "base/late.h"

enum {
    BASIC = 1,     /* status of a row that does not bind */
    INFEASIBLE = 1 /* status of a program without a solution */
};

/* 1. the solver */

static const char *const NAMES[] = {
    "Clp_newModel",
    "Clp_deleteModel",
    "Clp_setLogLevel",
    "Clp_resize",
    "Clp_objective",
    "Clp_columnLower",
    "Clp_columnUpper",
    "Clp_addRows",
    "Clp_deleteRows",
    "Clp_dual",
    "Clp_status",
    "Clp_numberIterations",
    "Clp_primalColumnSolution",
    "Clp_dualRowSolution",
    "Clp_getRowStatus",
};

/* In the order of the names. */
typedef struct solver {
    Clp_Simplex *(*create)(void);
    void (*destroy)(Clp_Simplex *model);
    void (*set_log_level)(Clp_Simplex *model, int level);
    void (*resize)(Clp_Simplex *model, int rows, int columns);
    double *(*cost)(Clp_Simplex *model);
    double *(*low)(Clp_Simplex *model);
    double *(*high)(Clp_Simplex *model);
    void (*add_rows)(Clp_Simplex *model, int count, const double *low, const double *high,
                     const int *starts, const int *columns, const double *values);
    void (*delete_rows)(Clp_Simplex *model, int count, const int *rows);
    int (*dual_simplex)(Clp_Simplex *model, int pass);
    int (*status)(Clp_Simplex *model);
    int (*iterations)(Clp_Simplex *model);
    double *(*values)(Clp_Simplex *model);
    double *(*duals)(Clp_Simplex *model);
    int (*row_status)(Clp_Simplex *model, int row);
} solver;

/* 2. a program */

struct ent_linear_program {
    solver       clp;
    Clp_Simplex *model;
};

ent_status
ent_linear_program_create(ent_ctx *ctx, size_t columns, ent_linear_program **out)
{
    ent_linear_program *program = ent_alloc(1, sizeof *program);
    ent_status          status;

    if (program == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = ent_late_load(ctx, "libClp.so.1", "coinor-libclp1", NAMES,
                           sizeof NAMES / sizeof NAMES[0], &program->clp, sizeof program->clp);
    if (status != ENT_OK) {
        ent_free(program);
        return status;
    }
    program->model = program->clp.create();
    program->clp.set_log_level(program->model, 0);
    program->clp.resize(program->model, 0, (int)columns);
    *out = program;
    return ENT_OK;
}

void
ent_linear_program_destroy(ent_linear_program *program)
{
    if (program != NULL) {
        program->clp.destroy(program->model);
        ent_free(program);
    }
}

double *
ent_linear_program_cost(ent_linear_program *program)
{
    return program->clp.cost(program->model);
}

double *
ent_linear_program_low(ent_linear_program *program)
{
    return program->clp.low(program->model);
}

double *
ent_linear_program_high(ent_linear_program *program)
{
    return program->clp.high(program->model);
}

/* 3. rows and solutions */

ent_status
ent_linear_program_add(ent_ctx *ctx, ent_linear_program *program, size_t count, const int *starts,
                       const int *columns)
{
    size_t  cells = (size_t)starts[count], ones_needed = cells > count ? cells : count;
    double *ones = ent_alloc(ones_needed, sizeof *ones), *high = ent_alloc(count, sizeof *high);
    bool    good = ones != NULL && high != NULL;

    if (good) {
        for (size_t i = 0; i < ones_needed; i++) {
            ones[i] = 1;
        }
        for (size_t i = 0; i < count; i++) {
            high[i] = DBL_MAX;
        }
        program->clp.add_rows(program->model, (int)count, ones, high, starts, columns, ones);
    }
    ent_free(ones);
    ent_free(high);
    return good ? ENT_OK : ent_fail_nomem(ctx);
}

void
ent_linear_program_drop(ent_linear_program *program, size_t count, const int *rows)
{
    program->clp.delete_rows(program->model, (int)count, rows);
}

bool
ent_linear_program_solve(ent_linear_program *program)
{
    (void)program->clp.dual_simplex(program->model, 0);
    return program->clp.status(program->model) != INFEASIBLE;
}

uint64_t
ent_linear_program_pivots(const ent_linear_program *program)
{
    int steps = program->clp.iterations(program->model);

    return steps > 0 ? (uint64_t)steps : 0;
}

const double *
ent_linear_program_values(const ent_linear_program *program)
{
    return program->clp.values(program->model);
}

const double *
ent_linear_program_duals(const ent_linear_program *program)
{
    return program->clp.duals(program->model);
}

bool
ent_linear_program_binds(const ent_linear_program *program, size_t row)
{
    return program->clp.row_status(program->model, (int)row) != BASIC;
}
