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

enum { SUPPLIER, RECIPIENT };

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
read_names(ent_row *row, void *fact)
{
    ent_arms_transfer *transfer = fact;
    int32_t            year = transfer->ordered_year;
    ent_day            day = year >= 1900 && year <= 2100 ? ent_date_day(year, 7, 1) : ENT_NO_DAY;

    transfer->supplier = ent_row_party(row, SUPPLIER, day);
    transfer->recipient = ent_row_party(row, RECIPIENT, day);
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
    .read = read_names,
};
