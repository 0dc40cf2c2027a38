/*
 * triangle.c - the strategic triangle and its pivot
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/context.h"
#include "measure/measure.h"

enum { YEAR, A_B, B_C, A_C, TYPE, PIVOT, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"year", ENT_COLUMN_INTEGER}, {"a_b", ENT_COLUMN_INTEGER}, {"b_c", ENT_COLUMN_INTEGER},
    {"a_c", ENT_COLUMN_INTEGER},  {"type", ENT_COLUMN_TEXT},   {"pivot", ENT_COLUMN_TEXT}};

static const char *const CORNERS[3] = {"USA", "RUS", "CHN"};

/* The three states, in the order asked for. */
typedef struct corners {
    ent_state state[3];
} corners;

ent_triangle_class
ent_triangle_classify(int ab, int bc, int ac)
{
    int negative = (ab < 0) + (bc < 0) + (ac < 0);

    switch (negative) {
    case 0:
        return (ent_triangle_class){ENT_TRIANGLE_MENAGE, -1};
    case 1: /* the pivot is the one who is not part of the enmity */
        return (ent_triangle_class){ENT_TRIANGLE_ROMANTIC, bc < 0 ? 0 : ac < 0 ? 1 : 2};
    case 2: /* the outsider is the one who is not part of the amity */
        return (ent_triangle_class){ENT_TRIANGLE_MARRIAGE, bc >= 0 ? 0 : ac >= 0 ? 1 : 2};
    default:
        return (ent_triangle_class){ENT_TRIANGLE_UNIT_VETO, -1};
    }
}

const char *
ent_triangle_name(ent_triangle type)
{
    static const char *const NAMES[] = {"menage", "romantic", "marriage", "unit-veto"};

    return NAMES[type];
}

static ent_status
visit(ent_ctx *ctx, const ent_system *system, int year, const ent_measure_job *job)
{
    const corners     *chosen = job->user;
    ent_state_ix       at[3];
    int                sign[3]; /* ab, bc, ac */
    ent_triangle_class found;

    for (size_t i = 0; i < 3; i++) {
        at[i] = ent_system_find(system, chosen->state[i]);
        if (at[i] == ENT_NO_STATE_IX) {
            return ENT_OK; /* no triangle in a year without one of its corners */
        }
    }
    sign[0] = ent_system_sign(system, at[0], at[1], job->options->signs);
    sign[1] = ent_system_sign(system, at[1], at[2], job->options->signs);
    sign[2] = ent_system_sign(system, at[0], at[2], job->options->signs);
    found = ent_triangle_classify(sign[0], sign[1], sign[2]);
    ent_table_row(job->table);
    ent_table_integer(job->table, YEAR, year);
    for (size_t i = 0; i < 3; i++) {
        ent_table_integer(job->table, A_B + i, sign[i]);
    }
    ent_table_text(job->table, TYPE, ent_triangle_name(found.type));
    if (found.pivot >= 0) {
        ent_table_text(job->table, PIVOT, ent_system_member_at(system, at[found.pivot])->id);
    }
    return ent_table_check(ctx, job->table);
}

static ent_status
choose_corners(ent_ctx *ctx, const ent_codes *codes, const ent_measure_options *options,
               corners *out)
{
    if (options->state_count != 0 && options->state_count != 3) {
        return ent_fail(ctx, ENT_E_ARG, "a triangle needs three states, as --states USA,RUS,CHN");
    }
    for (size_t i = 0; i < 3; i++) {
        out->state[i] =
            options->state_count == 3 ? options->states[i] : ent_codes_find(codes, CORNERS[i]);
        for (size_t j = 0; j < i; j++) {
            if (out->state[i] == out->state[j]) {
                return ent_fail(ctx, ENT_E_ARG, "a triangle needs three different states");
            }
        }
    }
    return ENT_OK;
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    static const ent_fact_kind KINDS[] = {ENT_FACT_RIVALRY, ENT_FACT_ACT, ENT_FACT_KINDS};
    corners                    chosen;
    ent_status status = choose_corners(ctx, ent_record_codes(record), options, &chosen);

    if (status == ENT_OK) {
        status = ent_signs_check(ctx, record, options->signs);
    }
    return status == ENT_OK ? ent_measure_table(ctx, record, options, KINDS, COLUMN, COLUMNS, visit,
                                                &chosen, out)
                            : status;
}

const ent_measure ent_measure_triangle = {
    "triangle", "the strategic triangle of three states and its pivot",
    "Dittmer's types of the relations between three states, by year:\n"
    "\n"
    "    menage     no pair is at enmity\n"
    "    romantic   one pair is at enmity; the third, the pivot, stands well with both\n"
    "    marriage   one pair is not at enmity; the third, named as pivot, is outside\n"
    "    unit-veto  all three pairs are at enmity\n"
    "\n"
    "a_b, b_c, a_c are the signs of the pairs in the order of --states (default USA,RUS,CHN):\n"
    "-1 strategic rivals, or opponents of hostility 4 or more in the last five years; +1 an\n"
    "obligation beyond non-aggression or a cooperation level of 4 and more, and not negative;\n"
    "0 neither. The type counts every pair that is not negative as amity: a rapprochement\n"
    "without a treaty, as that of the USA and China from 1973, is 0 and counts as amity.\n"
    "Reference: Dittmer (1981), World Politics 33:485-515.",
    run, ENT_RECORD_TIES};
