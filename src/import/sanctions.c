/*
 * sanctions.c - sanctions by case (GSDB) and by dyad and decade (TIES)
 *
 * A case of the Global Sanctions Data Base names its senders and targets in
 * words, several joined by commas, though a name may hold a comma itself
 * ("Korea, North").  Each pair of a sender and a target is a fact; an
 * organisation is a sender like another, under the name that is given.  A case with
 * the word `ongoing` that reaches the last year of its release has an end that
 * nobody saw, and stays open; others end with their sender (the EEC in 1992).
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/date.h"
#include "import/importer.h"

enum { TARGETS, SENDERS, BEGIN, END, FIRST_YEAR = 1900, LAST_YEAR = 2100, RELEASE_3_LAST = 2022 };

static const ent_release RELEASES[] = {
    {"3", NULL, " GSDB_V3 ", 20221231}, {"4", NULL, " GSDB_V4 ", 20231231}, {NULL, NULL, NULL, 0}};

static const ent_row_column CASE[] = {
    ENT_READ_COLUMN("sanctioned_state"),
    ENT_READ_COLUMN("sanctioning_state"),
    ENT_READ_COLUMN("begin"),
    ENT_READ_COLUMN("end"),
    ENT_COLUMN("case_id", ent_sanction_case, sanction),
    ENT_CODE_COLUMN("trade", ent_sanction_case, trade, 0, 1),
    ENT_COLUMN("descr_trade", ent_sanction_case, trade_form),
    ENT_CODE_COLUMN("arms", ent_sanction_case, arms, 0, 1),
    ENT_CODE_COLUMN("military", ent_sanction_case, military, 0, 1),
    ENT_CODE_COLUMN("financial", ent_sanction_case, financial, 0, 1),
    ENT_CODE_COLUMN("travel", ent_sanction_case, travel, 0, 1),
    ENT_CODE_COLUMN("other", ent_sanction_case, other, 0, 1),
    ENT_CODE_COLUMN("target_mult", ent_sanction_case, targets, 0, 1),
    ENT_CODE_COLUMN("sender_mult", ent_sanction_case, senders, 0, 1),
    ENT_COLUMN("objective", ent_sanction_case, objective),
    ENT_COLUMN("success", ent_sanction_case, success),
    ENT_COLUMNS_END};

static void
read_years(ent_row *row, ent_sanction_case *sanction)
{
    int32_t begin = ent_row_integer(row, BEGIN, FIRST_YEAR, LAST_YEAR);
    int32_t end = ent_row_integer(row, END, FIRST_YEAR, LAST_YEAR);
    bool    ongoing = sanction->success != NULL && strstr(sanction->success, "ongoing") != NULL;

    if (begin == ENT_NO_INTEGER) {
        ent_row_expect(row, BEGIN, "a year");
    }
    if (row->bad) {
        return;
    }
    sanction->start = ent_date_day(begin, 1, 1);
    if (end != ENT_NO_INTEGER) {
        sanction->end = ent_date_day(end + 1, 1, 1);
        ent_row_check_spell(row, END, sanction->start, sanction->end);
    }
    if (ongoing && (end == ENT_NO_INTEGER || end >= RELEASE_3_LAST)) {
        sanction->end = ENT_DAY_MAX;
    }
    row->day = ent_date_day(begin, 7, 1);
}

/* Name by name, so that the first that is no state is listed. */
static void
check_names(ent_row *row, size_t index)
{
    ent_field rest = ent_row_field(row, index);
    size_t    used = row->used;
    size_t    count = 0;
    ent_party party;

    while (ent_row_next_party(row, index, &rest, row->day, &party)) {
        count++;
    }
    row->used = used;
    if (count == 0) {
        ent_row_expect(row, index, "names between commas");
    }
}

static void
read_case(ent_row *row, void *fact)
{
    read_years(row, fact);
    check_names(row, TARGETS);
    check_names(row, SENDERS);
}

static ent_status
hand_over_senders(ent_ctx *ctx, ent_row *row, ent_sanction_case *sanction,
                  const ent_fact_sink *sink)
{
    ent_field  rest = ent_row_field(row, SENDERS);
    size_t     used = row->used;
    ent_status status = ENT_OK;

    while (status == ENT_OK &&
           ent_row_next_party(row, SENDERS, &rest, row->day, &sanction->sender)) {
        status = sink->fact(ctx, sink->user, ENT_FACT_SANCTION_CASE, sanction);
    }
    row->used = used;
    return status;
}

static ent_status
hand_over_pairs(ent_ctx *ctx, ent_row *row, void *fact, const ent_fact_sink *sink)
{
    ent_sanction_case *sanction = fact;
    ent_field          rest = ent_row_field(row, TARGETS);
    ent_status         status = ENT_OK;

    while (status == ENT_OK &&
           ent_row_next_party(row, TARGETS, &rest, row->day, &sanction->target)) {
        status = hand_over_senders(ctx, row, sanction, sink);
    }
    return status;
}

const ent_importer ent_import_gsdb = {
    .set = {"gsdb", "Global Sanctions Data Base", "sanctions", "cases", "3 4",
            "free on request for research; no open licence stated",
            "Felbermayr, Gabriel, Aleksandra Kirilakha, Constantinos Syropoulos, Erdal Yalcin and "
            "Yoto V. Yotov. 2020. The Global Sanctions Data Base. European Economic Review 129: "
            "103561. Yalcin, Erdal, Gabriel Felbermayr, Heider Kariem, Aleksandra Kirilakha, Ohyun "
            "Kwon, Constantinos Syropoulos and Yoto V. Yotov. 2025. The Global Sanctions Data "
            "Base - Release 4: The Heterogeneous Effects of the Sanctions on Russia. The World "
            "Economy.",
            "@article{felbermayr2020, author = {Felbermayr, Gabriel and Kirilakha, Aleksandra and "
            "Syropoulos, Constantinos and Yalcin, Erdal and Yotov, Yoto V.}, title = {The Global "
            "Sanctions Data Base}, journal = {European Economic Review}, volume = {129}, pages = "
            "{103561}, year = {2020}}\n"
            "@article{yalcin2025, author = {Yalcin, Erdal and Felbermayr, Gabriel and Kariem, "
            "Heider and Kirilakha, Aleksandra and Kwon, Ohyun and Syropoulos, Constantinos and "
            "Yotov, Yoto V.}, title = {The Global Sanctions Data Base -- Release 4: The "
            "Heterogeneous Effects of the Sanctions on {Russia}}, journal = {The World Economy}, "
            "year = {2025}}",
            ENT_FACT_SANCTION_CASE},
    .releases = RELEASES,
    .year_column = "end",
    .parties = ENT_SCHEME_NAME,
    .columns = CASE,
    .read = read_case,
    .hand_over = hand_over_pairs,
};

enum { STATE_B, DECADE };

static const ent_release TIES_RELEASES[] = {{"2021", NULL, NULL, 19991231}, {NULL, NULL, NULL, 0}};

static const ent_row_column DYAD[] = {
    ENT_COLUMN("ccode2", ent_sanction_decade, state_b),
    ENT_CODE_COLUMN("tenyear", ent_sanction_decade, decade, 1900, 2100),
    ENT_COLUMN("dyadID", ent_sanction_decade, dyad),
    ENT_COLUMN("ccode1", ent_sanction_decade, state_a),
    ENT_COLUMN("sq", ent_sanction_decade, status_quo),
    ENT_COLUMN("cd", ent_sanction_decade, concession),
    ENT_COLUMN("sf", ent_sanction_decade, stand_firm),
    ENT_COLUMN("bd", ent_sanction_decade, backed_down),
    ENT_COLUMN("senderecondep", ent_sanction_decade, sender_dependence),
    ENT_COLUMN("targetecondep", ent_sanction_decade, target_dependence),
    ENT_SIGNED_COLUMN("senderdemocracy", ent_sanction_decade, sender_democracy),
    ENT_SIGNED_COLUMN("targetdemocracy", ent_sanction_decade, target_democracy),
    ENT_CODE_COLUMN("contig", ent_sanction_decade, contiguous, 1, 6),
    ENT_COLUMN("ally", ent_sanction_decade, allied),
    ENT_COLUMN("anticipatedsendercosts", ent_sanction_decade, sender_costs),
    ENT_COLUMN("anticipatedtargetcosts", ent_sanction_decade, target_costs),
    ENT_SIGNED_COLUMN("lncaprat", ent_sanction_decade, capability_ratio),
    ENT_COLUMNS_END};

static void
read_decade(ent_row *row, void *fact)
{
    const ent_sanction_decade *sanction = fact;

    if (!row->bad && sanction->decade % 10 != 0) {
        ent_row_expect(row, DECADE, "the first year of a decade");
    }
    ent_row_check_dyad(row, STATE_B, sanction->state_a, sanction->state_b);
}

const ent_importer ent_import_ties_decades = {
    .set = {"ties-decades", "Crisman-Cox and Gibilisco, from TIES", "sanctions",
            "directed dyad-decades", "2021", "GPL-3 (R package sigInt)",
            "Crisman-Cox, Casey and Michael Gibilisco. 2021. Estimating Signaling Games in "
            "International Relations: Problems and Solutions. Political Science Research and "
            "Methods 9(3): 565-582. Morgan, T. Clifton, Navin Bapat and Yoshiharu Kobayashi. 2014. "
            "Threat and imposition of economic sanctions 1945-2005: Updating the TIES dataset. "
            "Conflict Management and Peace Science 31(5): 541-558.",
            "@article{crismancox2021, author = {Crisman-Cox, Casey and Gibilisco, Michael}, title "
            "= {Estimating Signaling Games in International Relations: Problems and Solutions}, "
            "journal = {Political Science Research and Methods}, volume = {9}, number = {3}, pages "
            "= {565--582}, year = {2021}}\n"
            "@article{morgan2014, author = {Morgan, T. Clifton and Bapat, Navin and Kobayashi, "
            "Yoshiharu}, title = {Threat and imposition of economic sanctions 1945--2005: Updating "
            "the {TIES} dataset}, journal = {Conflict Management and Peace Science}, volume = "
            "{31}, number = {5}, pages = {541--558}, year = {2014}}",
            ENT_FACT_SANCTION_DECADE},
    .releases = TIES_RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = DYAD,
    .read = read_decade,
};
