/*
 * triangle.c - the strategic triangle and its pivot
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/context.h"
#include "measure/measure.h"

enum { YEAR, A_B, B_C, A_C, TYPE, PIVOT, CARRIED, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"year", ENT_COLUMN_INTEGER},   {"a_b", ENT_COLUMN_INTEGER}, {"b_c", ENT_COLUMN_INTEGER},
    {"a_c", ENT_COLUMN_INTEGER},    {"type", ENT_COLUMN_TEXT},   {"pivot", ENT_COLUMN_TEXT},
    {"carried", ENT_COLUMN_INTEGER}};

static const char *const CORNERS[3] = {"USA", "RUS", "CHN"};
static const uint8_t     SIDES[3][2] = {{0, 1}, {1, 2}, {0, 2}}; /* ab, bc, ac */

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
    int                sign[3], carried = 0;
    ent_triangle_class found;

    for (size_t i = 0; i < 3; i++) {
        at[i] = ent_system_find(system, chosen->state[i]);
        if (at[i] == ENT_NO_STATE_IX) {
            return ENT_OK; /* no triangle in a year without one of its corners */
        }
    }
    for (size_t i = 0; i < 3; i++) {
        ent_state_ix a = at[SIDES[i][0]], b = at[SIDES[i][1]];

        sign[i] = ent_system_sign(system, a, b, job->options->signs);
        carried += ent_system_sign_age(job->record, system, a, b, job->options->signs) > 0;
    }
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
    ent_table_integer(job->table, CARRIED, carried);
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
    static const ent_fact_kind RIVALRY[] = {ENT_FACT_RIVALRY, ENT_FACT_ACT, ENT_FACT_KINDS};
    static const ent_fact_kind PEACE[] = {ENT_FACT_PEACE_LEVEL, ENT_FACT_KINDS};
    corners                    chosen;
    ent_status status = choose_corners(ctx, ent_record_codes(record), options, &chosen);

    if (status == ENT_OK) {
        status = ent_signs_check(ctx, record, options->signs);
    }
    return status == ENT_OK ? ent_measure_table(ctx, record, options,
                                                options->signs == ENT_SIGNS_PEACE ? PEACE : RIVALRY,
                                                COLUMN, COLUMNS, visit, &chosen, out)
                            : status;
}

const ent_measure ent_measure_triangle = {
    "triangle",
    "the strategic triangle of three states and its pivot",
    "Dittmer's types of the relations between three states, by year:\n"
    "\n"
    "    menage     no pair is at enmity\n"
    "    romantic   one pair is at enmity; the third, the pivot, stands well with both\n"
    "    marriage   one pair is not at enmity; the third, named as pivot, is outside\n"
    "    unit-veto  all three pairs are at enmity\n"
    "\n"
    "a_b, b_c, a_c are the signs of the pairs in the order of --states (default USA,RUS,CHN).\n"
    "With --signs rivalry (default): -1 strategic rivals, or opponents of hostility 4 or more in\n"
    "the last five years; +1 an obligation beyond non-aggression or a cooperation level of 4 and\n"
    "more, and not negative; 0 neither. With --signs peace: -1 below negative peace (0.5) on the\n"
    "scale of `peace`, +1 above, 0 there and in transition; the level is that of the last day.\n"
    "The type counts every pair that is not negative as amity: a rapprochement without a treaty,\n"
    "as that of the USA and China from 1973, is 0 and counts as amity. `carried` tells how many "
    "of\n"
    "the three signs rest on values from before the year or beyond the last day of their source.\n"
    "\n"
    "What the published rivalries give for the USA, Russia and China:\n"
    "\n"
    "    1950-1957  marriage of Russia and China   1990-1995  menage\n"
    "    1958-1972  unit-veto                      1996-2006  romantic, pivot Russia\n"
    "    1973-1989  marriage of the USA and China  2007-2020  marriage of Russia and China\n"
    "\n"
    "The detente of the 1970s ended no rivalry of the USA and Russia. Whoever counts it as amity\n"
    "has one enmity left, that of Russia and China, and a romantic triangle with the USA as "
    "pivot.\n"
    "Where the disputes of COW are imported, too, single incidents of hostility 4 count for five\n"
    "years: that of the USA and China in August 1972 keeps the unit-veto to 1976, those of Russia\n"
    "and China in 1993, 1994, 2009 and 2012 part the two in 1993-1998 and 2009-2016, those of the\n"
    "USA and Russia in 1997 and 2000 them in 1997-2004. --source disputes=world reads our own "
    "table\n"
    "of disputes in their place, which gives the years above; a verdict that changes with it "
    "rests\n"
    "on such incidents.\n"
    "Under --signs peace the pairs of 1949 to 1988 are all hostile: unit-veto, the 1950s and the\n"
    "1970s included, for the allies of 1950 are lesser rivals there, and so are the USA and China\n"
    "from 1972. 1989-1991 is a marriage of the USA and Russia (in transition), 1992-1996 "
    "unit-veto\n"
    "again, and from 1997 a marriage of Russia and China, in transition to 2004 and at negative\n"
    "peace since. No year after 1946 is romantic. The codings agree on 1958-1972 and from\n"
    "2007 on.\n"
    "Reference: Dittmer (1981), World Politics 33:485-515.",
    run,
    ENT_RECORD_TIES,
    COLUMN,
    COLUMNS};
