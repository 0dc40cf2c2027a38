/*
 * test_panel.c - every code of every country-year of a published table against ours
 *
 * The table (countrycode's codelist_panel) is compressed: gzip unpacks it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "base/csv.h"
#include "base/date.h"
#include "base/text.h"
#include "entente/codes.h"

enum { LARGEST = 1 << 25, LAST_YEAR = 2016 };

typedef struct panel {
    ent_ctx   *ctx;
    ent_codes *codes;
    char      *bytes;
    ent_csv    csv;
} panel;

static int
panel_setup(void **state)
{
    panel *p = calloc(1, sizeof *p);

    assert_non_null(p);
    p->ctx = unit_ctx(1);
    assert_int_equal(ent_codes_load(p->ctx, &p->codes), ENT_OK);
    *state = p;
    return 0;
}

static int
panel_teardown(void **state)
{
    panel *p = *state;

    ent_csv_clear(&p->csv);
    free(p->bytes);
    ent_codes_destroy(p->codes);
    ent_ctx_destroy(p->ctx);
    free(p);
    return 0;
}

static void
open_panel(panel *p)
{
    char   command[1200];
    FILE  *pipe;
    size_t length;

    (void)snprintf(command, sizeof command,
                   "gzip -dc '%s/data/country-codes/codelist_panel.csv.gz'", unit_shared_or_skip());
    pipe = popen(command, "r");
    assert_non_null(pipe);
    p->bytes = malloc(LARGEST);
    assert_non_null(p->bytes);
    length = fread(p->bytes, 1, LARGEST, pipe);
    assert_int_equal(pclose(pipe), 0);
    assert_true(length > 0 && length < LARGEST);
    ent_csv_init(&p->csv, "panel", p->bytes, length, ',', false);
    assert_int_equal(ent_csv_read_header(p->ctx, &p->csv), ENT_OK);
}

static void
cell(const panel *p, const char *column, char out[16])
{
    int       at = ent_csv_column(&p->csv, column);
    ent_field field;

    assert_true(at >= 0);
    field = ent_csv_field(&p->csv, (size_t)at);
    assert_true(field.length < 16);
    memcpy(out, field.bytes, field.length);
    out[field.length] = '\0';
    if (strcmp(out, "NA") == 0) {
        out[0] = '\0';
    }
}

/* Whether a state has this code on a day of the year: its first, its last, or one between. */
static bool
has_code(const panel *p, ent_state state, ent_scheme scheme, int year, const char *code)
{
    for (int month = 1; month <= 13; month++) {
        ent_day day = month <= 12 ? ent_date_day(year, month, 1) : ent_date_day(year, 12, 31);
        char    ours[ENT_CODE_SIZE];

        if (ent_codes_to(p->ctx, p->codes, state, scheme, day, ours) == ENT_OK &&
            strcmp(ours, code) == 0) {
            return true;
        }
    }
    return false;
}

/*
 * Where the panel says otherwise.  It gives a state its code of today in all
 * its years; ours is the code of its time.  It gives the Papal States (327)
 * the codes of the Vatican, and Korea before 1905 (730) those of the Republic;
 * here they have none.
 */
typedef struct exception {
    ent_scheme  scheme;
    ent_ccode   ccode;
    const char *panel, *ours;
    int         first, last;
    size_t      met;
} exception;

static exception EXCEPTIONS[] = {
    {ENT_SCHEME_ISO3, 360, "ROU", "ROM", 1878, 2001, 0},
    {ENT_SCHEME_ISO3, 365, "RUS", "SUN", 1923, 1990, 0},
    {ENT_SCHEME_ISO3, 434, "BEN", "DHY", 1960, 1974, 0},
    {ENT_SCHEME_ISO3, 439, "BFA", "HVO", 1960, 1983, 0},
    {ENT_SCHEME_ISO3, 490, "COD", "ZAR", 1972, 1996, 0},
    {ENT_SCHEME_ISO3, 552, "ZWE", "RHO", 1965, 1979, 0},
    {ENT_SCHEME_ISO3, 775, "MMR", "BUR", 1948, 1988, 0},
    {ENT_SCHEME_ISO3, 816, "VNM", "VDR", 1954, 1975, 0},
    {ENT_SCHEME_ISO3, 327, "VAT", NULL, 1816, 1860, 0},
    {ENT_SCHEME_ISO2, 327, "VA", NULL, 1816, 1860, 0},
    {ENT_SCHEME_ISO3, 730, "KOR", NULL, 1887, 1905, 0},
    {ENT_SCHEME_ISO2, 730, "KR", NULL, 1887, 1905, 0},
};

enum { EXCEPTION_COUNT = sizeof EXCEPTIONS / sizeof EXCEPTIONS[0] };

static bool
is_excepted(const panel *p, ent_state state, ent_scheme scheme, ent_ccode ccode, int year,
            const char *code)
{
    for (size_t i = 0; i < EXCEPTION_COUNT; i++) {
        exception *e = &EXCEPTIONS[i];

        if (e->scheme == scheme && e->ccode == ccode && strcmp(e->panel, code) == 0 &&
            year >= e->first && year <= e->last &&
            (e->ours == NULL || has_code(p, state, scheme, year, e->ours))) {
            e->met++;
            return true;
        }
    }
    return false;
}

/* Compare one code of a row; whether there was one. */
static bool
check_code(const panel *p, const char *column, ent_scheme scheme, ent_ccode ccode, int year)
{
    ent_state state = ent_codes_by_ccode(p->codes, ccode);
    char      code[16];

    cell(p, column, code);
    if (code[0] == '\0') {
        return false;
    }
    if (!has_code(p, state, scheme, year, code) &&
        !is_excepted(p, state, scheme, ccode, year, code)) {
        fail_msg("%s of %d in %d is %s", column, (int)ccode, year, code);
    }
    return true;
}

static void
every_code_of_the_published_panel_is_ours(void **state)
{
    panel *p = *state;
    size_t cow = 0, gw = 0, iso3 = 0, iso2 = 0;
    bool   more = true;

    open_panel(p);
    for (;;) {
        char    text[16], year_text[16];
        int64_t ccode, year;

        assert_int_equal(ent_csv_next(p->ctx, &p->csv, &more), ENT_OK);
        if (!more) {
            break;
        }
        cell(p, "cown", text);
        cell(p, "year", year_text);
        assert_true(ent_integer_read(year_text, strlen(year_text), &year));
        if (!ent_integer_read(text, strlen(text), &ccode) || year < 1816 || year > LAST_YEAR) {
            continue;
        }
        assert_int_not_equal(ent_codes_by_ccode(p->codes, (ent_ccode)ccode), ENT_NO_STATE);
        cow += check_code(p, "cowc", ENT_SCHEME_COW, (ent_ccode)ccode, (int)year);
        gw += check_code(p, "gwn", ENT_SCHEME_GW, (ent_ccode)ccode, (int)year);
        iso3 += check_code(p, "iso3c", ENT_SCHEME_ISO3, (ent_ccode)ccode, (int)year);
        iso2 += check_code(p, "iso2c", ENT_SCHEME_ISO2, (ent_ccode)ccode, (int)year);
    }
    assert_int_equal(cow, 15950);
    assert_int_equal(gw, 14976);
    assert_int_equal(iso3, 14983);
    assert_int_equal(iso2, 14956);
    for (size_t i = 0; i < EXCEPTION_COUNT; i++) {
        assert_true(EXCEPTIONS[i].met > 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_code_of_the_published_panel_is_ours, panel_setup,
                                        panel_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
