/*
 * registry.c - the published sets that can be imported
 *
 * A set is one row of SETS and the row of IMPORTERS with the same index.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "import/importer.h"

enum set { COW_ALLIANCES, COW_NMC, TD_RIVALRIES, TSS_RIVALRIES, SET_COUNT };

static const char COW_LICENCE[] = "free to use with citation; no open licence stated";

static const ent_set SETS[SET_COUNT] = {
    [COW_ALLIANCES] =
        {"cow-alliances", "Correlates of War Project", "obligations", "dyad spells", "4.1",
         COW_LICENCE,
         "Gibler, Douglas M. 2009. International Military Alliances, 1648-2008. Washington, DC: "
         "CQ Press. Correlates of War Formal Alliances, version 4.1.",
         "@book{gibler2009, author = {Gibler, Douglas M.}, title = {International Military "
         "Alliances, 1648--2008}, publisher = {CQ Press}, address = {Washington, DC}, year = "
         "{2009}}",
         ENT_FACT_ALLIANCE},
    [COW_NMC] =
        {"cow-nmc", "Correlates of War Project", "capabilities", "state-years", "5.0 6.0 7.0",
         COW_LICENCE,
         "Singer, J. David, Stuart Bremer and John Stuckey. 1972. Capability Distribution, "
         "Uncertainty, and Major Power War, 1820-1965. In Bruce Russett (ed.), Peace, War, and "
         "Numbers. Beverly Hills: Sage, 19-48. Correlates of War National Material Capabilities.",
         "@incollection{singer1972, author = {Singer, J. David and Bremer, Stuart and Stuckey, "
         "John}, title = {Capability Distribution, Uncertainty, and Major Power War, 1820--1965}, "
         "booktitle = {Peace, War, and Numbers}, editor = {Russett, Bruce}, publisher = {Sage}, "
         "address = {Beverly Hills}, pages = {19--48}, year = {1972}}",
         ENT_FACT_CAPABILITY},
    [TD_RIVALRIES] =
        {"td-rivalries", "Thompson and Dreyer", "rivalries", "dyad spells", "2012",
         "typed from the book by the author of the R package peacesciencer (GPL-2)",
         "Thompson, William R. and David R. Dreyer. 2012. Handbook of International Rivalries, "
         "1494-2010. Washington, DC: CQ Press.",
         "@book{thompson2012, author = {Thompson, William R. and Dreyer, David R.}, title = "
         "{Handbook of International Rivalries, 1494--2010}, publisher = {CQ Press}, address = "
         "{Washington, DC}, year = {2012}}",
         ENT_FACT_RIVALRY},
    [TSS_RIVALRIES] =
        {"tss-rivalries", "Thompson, Sakuwa and Suhas", "rivalries", "dyad spells", "2021",
         "typed from the book by the author of the R package peacesciencer (GPL-2)",
         "Thompson, William R., Kentaro Sakuwa and Prashant Hosur Suhas. 2021. Analyzing "
         "Strategic Rivalries in World Politics. Singapore: Springer.",
         "@book{thompson2021, author = {Thompson, William R. and Sakuwa, Kentaro and Suhas, "
         "Prashant Hosur}, title = {Analyzing Strategic Rivalries in World Politics}, publisher "
         "= {Springer}, address = {Singapore}, year = {2021}}",
         ENT_FACT_RIVALRY},
};

static const ent_importer IMPORTERS[SET_COUNT] = {
    [COW_ALLIANCES] = {ent_cow_alliances_columns, ent_cow_alliances_recognise,
                       ent_cow_alliances_read},
    [COW_NMC] = {ent_cow_nmc_columns, ent_cow_nmc_recognise, ent_cow_nmc_read},
    [TD_RIVALRIES] = {ent_td_rivalries_columns, ent_td_rivalries_recognise, ent_td_rivalries_read},
    [TSS_RIVALRIES] = {ent_tss_rivalries_columns, ent_tss_rivalries_recognise,
                       ent_tss_rivalries_read},
};

/* Any struct that an importer fills. */
typedef union any_fact {
    ent_provenance from;
    ent_alliance   alliance;
    ent_capability capability;
    ent_rivalry    rivalry;
} any_fact;

const ent_set *
ent_import_sets(size_t *count)
{
    *count = SET_COUNT;
    return SETS;
}

bool
ent_import_has_columns(const ent_csv *csv, const char *const *names)
{
    for (size_t i = 0; names[i] != NULL; i++) {
        if (ent_csv_column(csv, names[i]) < 0) {
            return false;
        }
    }
    return true;
}

void
ent_import_set_version(ent_recognised *out, const char *version, size_t length)
{
    size_t n = 0;

    while (n < length && n < sizeof out->version - 1 && version[n] > ' ' && version[n] < 0x7F) {
        out->version[n] = version[n];
        n++;
    }
    out->version[n] = '\0';
}

static ent_status
check_set_name(ent_ctx *ctx, const char *set_name)
{
    const char *names[SET_COUNT], *nearest;

    for (size_t i = 0; i < SET_COUNT; i++) {
        if (strcmp(set_name, SETS[i].name) == 0) {
            return ENT_OK;
        }
        names[i] = SETS[i].name;
    }
    nearest = ent_nearest_word(set_name, names, SET_COUNT);
    if (nearest != NULL) {
        return ent_fail(ctx, ENT_E_ARG, "no set '%.60s'; do you mean '%s'?", set_name, nearest);
    }
    return ent_fail(ctx, ENT_E_ARG, "no set '%.60s'; `entente list sets` names them", set_name);
}

/* Try every set in turn on a file whose header is read. */
static ent_status
try_sets(ent_ctx *ctx, const ent_import_file *file, ent_recognised *out, bool *known)
{
    ent_status status = ENT_OK;

    *known = false;
    for (size_t i = 0; i < SET_COUNT && status == ENT_OK && !*known; i++) {
        memset(out, 0, sizeof *out);
        out->set = &SETS[i];
        out->last = ENT_DAY_MAX;
        status = IMPORTERS[i].recognise(ctx, file, out, known);
    }
    return status;
}

static ent_status
refuse(ent_ctx *ctx, const char *file_name, const char *bytes, size_t length)
{
    if (length == 0) {
        return ent_fail(ctx, ENT_E_INPUT, "%s: empty, expected a data set", file_name);
    }
    if (length >= 2 && memcmp(bytes, "\x1F\x8B", 2) == 0) {
        return ent_fail(ctx, ENT_E_INPUT, "%s: compressed by gzip; unpack it first", file_name);
    }
    return ent_fail(ctx, ENT_E_INPUT,
                    "%s: not a known set: its header is that of none; `entente list sets` names "
                    "them",
                    file_name);
}

ent_status
ent_import_recognise(ent_ctx *ctx, const char *set_name, const char *file_name, const char *bytes,
                     size_t length, ent_recognised *out)
{
    ent_import_file file = {ent_base_name(file_name), bytes, length, NULL};
    ent_recognised  found = {.last = ENT_DAY_MAX};
    ent_csv         csv;
    ent_status      status = ENT_OK;
    bool            more, known = false, any = strcmp(set_name, "auto") == 0;

    if (!any) {
        status = check_set_name(ctx, set_name);
    }
    if (status != ENT_OK) {
        return status;
    }
    ent_csv_init(&csv, file_name, bytes, length, ',', false);
    file.csv = &csv;
    status = ent_csv_read_header(ctx, &csv);
    if (status == ENT_OK) {
        status = ent_csv_next(ctx, &csv, &more);
        if (status != ENT_E_NOMEM) {
            status = try_sets(ctx, &file, &found, &known);
        }
    } else if (status == ENT_E_INPUT) {
        status = ENT_OK; /* a header that cannot be read is the header of no set */
    }
    ent_csv_clear(&csv);
    if (status != ENT_OK) {
        return status;
    }
    if (!known) {
        return refuse(ctx, file_name, bytes, length);
    }
    if (!any && strcmp(found.set->name, set_name) != 0) {
        return ent_fail(ctx, ENT_E_INPUT, "%s: this is a file of '%s', not of '%.60s'", file_name,
                        found.set->name, set_name);
    }
    *out = found;
    return ENT_OK;
}

static bool
is_utf8(const char *bytes, size_t length)
{
    size_t at = 0;

    while (at < length) {
        size_t step =
            (unsigned char)bytes[at] < 0x80 ? 1 : ent_utf8_length(bytes + at, length - at);

        if (step == 0) {
            return false;
        }
        at += step;
    }
    return true;
}

/* Latin-1 as UTF-8; NULL when there is no memory. */
static char *
from_latin1(const char *bytes, size_t length, size_t *out_length)
{
    char  *out = ent_alloc(length, 2);
    size_t n = 0;

    for (size_t i = 0; i < length && out != NULL; i++) {
        unsigned char c = (unsigned char)bytes[i];

        if (c < 0x80) {
            out[n++] = (char)c;
        } else {
            out[n++] = (char)(0xC0 | (c >> 6));
            out[n++] = (char)(0x80 | (c & 0x3F));
        }
    }
    *out_length = n;
    return out;
}

/* The current row to the sink: a fact, or the reason why it is set aside. */
static ent_status
hand_over(ent_ctx *ctx, ent_row *row, const ent_set *set, const ent_importer *importer,
          const ent_fact_sink *sink)
{
    any_fact fact;

    memset(&fact, 0, sizeof fact);
    fact.from.line = (uint32_t)row->csv.line;
    if (!row->bad) {
        importer->read(row, &fact);
    }
    if (row->bad) {
        return sink->reject(ctx, sink->user, (uint32_t)row->csv.line, (uint32_t)row->bad_column,
                            row->reason);
    }
    return sink->fact(ctx, sink->user, set->kind, &fact);
}

static ent_status
read_rows(ent_ctx *ctx, const ent_codes *codes, const ent_set *set, const char *file_name,
          const char *bytes, size_t length, const ent_fact_sink *sink)
{
    const ent_importer *importer = &IMPORTERS[set - SETS];
    ent_row             row;
    ent_status          status;
    bool                more = true;

    ent_row_init(&row, codes, file_name, bytes, length, false);
    status = ent_row_header(ctx, &row, importer->columns);
    for (size_t n = 1; status == ENT_OK; n++) {
        status = ent_row_next(ctx, &row, &more);
        if (status != ENT_OK || !more) {
            break;
        }
        status = hand_over(ctx, &row, set, importer, sink);
        if (status == ENT_OK && n % 1024 == 0) {
            status = ent_check_cancelled(ctx);
        }
    }
    ent_row_clear(&row);
    return status;
}

ent_status
ent_import_bytes(ent_ctx *ctx, const ent_codes *codes, const ent_recognised *recognised,
                 const char *file_name, const char *bytes, size_t length, const ent_fact_sink *sink)
{
    char      *converted = NULL;
    ent_status status;

    if (recognised->skipped != NULL) {
        return ENT_OK;
    }
    if (!is_utf8(bytes, length)) {
        converted = from_latin1(bytes, length, &length);
        if (converted == NULL) {
            return ent_fail_nomem(ctx);
        }
        bytes = converted;
    }
    status = read_rows(ctx, codes, recognised->set, file_name, bytes, length, sink);
    ent_free(converted);
    return status;
}
