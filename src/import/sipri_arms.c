/*
 * sipri_arms.c - SIPRI arms transfers, the trade register
 *
 * A row is an order, with the years of its deliveries as a list.  Suppliers
 * and recipients are names; those with one star are no states, those with two
 * are organisations: they stay as given.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/date.h"
#include "import/importer.h"

static const ent_release RELEASES[] = {{"2024", NULL, NULL, 20231231}, {NULL, NULL, NULL, 0}};

enum { SUPPLIER, RECIPIENT, FIRST_YEAR = 1900, LAST_YEAR = 2100 };

static const ent_row_column COLUMNS[] = {
    ENT_READ_COLUMN("Supplier"),
    ENT_READ_COLUMN("Recipient"),
    ENT_COLUMN("Year of order", ent_arms_transfer, ordered_year),
    ENT_OPTIONAL_COLUMN("Year of order qualifier", ent_arms_transfer, ordered_year_note),
    ENT_COLUMN("Number ordered", ent_arms_transfer, ordered),
    ENT_OPTIONAL_COLUMN("Number ordered qualifier", ent_arms_transfer, ordered_note),
    ENT_COLUMN("Weapon designation", ent_arms_transfer, weapon),
    ENT_COLUMN("Weapon description", ent_arms_transfer, description),
    ENT_COLUMN("Number delivered", ent_arms_transfer, delivered),
    ENT_OPTIONAL_COLUMN("Number delivered qualifier", ent_arms_transfer, delivered_note),
    ENT_COLUMN("Year(s) of delivery", ent_arms_transfer, delivered_years),
    ENT_COLUMN("status", ent_arms_transfer, status),
    ENT_COLUMN("Comments", ent_arms_transfer, comment),
    ENT_COLUMN("SIPRI TIV per unit", ent_arms_transfer, tiv_unit),
    ENT_COLUMN("SIPRI TIV for total order", ent_arms_transfer, tiv_ordered),
    ENT_COLUMN("SIPRI TIV of delivered weapons", ent_arms_transfer, tiv_delivered),
    ENT_COLUMNS_END};

/* A name means the state that had it when the arms were ordered. */
static void
read_supplier(ent_row *row, void *fact)
{
    ent_arms_transfer *transfer = fact;
    int32_t            year = transfer->ordered_year;

    row->day = year >= FIRST_YEAR && year <= LAST_YEAR ? ent_date_day(year, 7, 1) : ENT_NO_DAY;
    transfer->supplier = ent_row_party(row, SUPPLIER, row->day);
}

/* Either name may be that of no state: each is listed. */
static ent_status
hand_over(ent_ctx *ctx, ent_row *row, void *fact, const ent_fact_sink *sink)
{
    ent_arms_transfer *transfer = fact;
    bool               stays;
    ent_status         status;

    transfer->recipient = ent_row_party(row, RECIPIENT, row->day);
    status = ent_row_report(ctx, row, sink, &stays);
    return stays && status == ENT_OK ? sink->fact(ctx, sink->user, ENT_FACT_ARMS_TRANSFER, fact)
                                     : status;
}

const ent_importer ent_import_sipri_arms = {
    .set = {"sipri-arms", "SIPRI", "arms transfers", "orders", "2024",
            "copyright SIPRI: attribution, non-commercial research; large parts need permission",
            "Stockholm International Peace Research Institute. 2024. SIPRI Arms Transfers "
            "Database: Trade Register, 1950-2023. Stockholm: SIPRI.",
            "@misc{sipri2024, author = {{Stockholm International Peace Research Institute}}, "
            "title = {{SIPRI} Arms Transfers Database: Trade Register, 1950--2023}, address = "
            "{Stockholm}, publisher = {SIPRI}, year = {2024}}",
            ENT_FACT_ARMS_TRANSFER},
    .releases = RELEASES,
    .parties = ENT_SCHEME_NAME,
    .columns = COLUMNS,
    .read = read_supplier,
    .hand_over = hand_over,
};
