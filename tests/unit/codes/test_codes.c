/*
 * test_codes.c - states, spells, conversions; the lists they come from; tables that are wrong
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_world.h"

#include "base/csv.h"
#include "base/file.h"
#include "base/text.h"

static int
ours_setup(void **state)
{
    ent_ctx   *ctx = unit_ctx(1);
    world     *w = calloc(1, sizeof *w);
    ent_status status;

    assert_non_null(w);
    w->ctx = ctx;
    status = ent_codes_load(ctx, &w->codes);
    assert_int_equal(status, ENT_OK);
    *state = w;
    return 0;
}

static int
ours_teardown(void **state)
{
    world *w = *state;

    ent_codes_destroy(w->codes);
    ent_ctx_destroy(w->ctx);
    free(w);
    return 0;
}

/* ---- the Correlates of War lists ---- */

typedef struct sheet {
    ent_csv   csv;
    ent_bytes bytes;
    bool      more;
} sheet;

static void
sheet_open(world *w, const char *name, sheet *out)
{
    char path[1024];

    (void)snprintf(path, sizeof path, "%s/data/%s", unit_shared_or_skip(), name);
    world_check(w, ent_file_read(w->ctx, path, (size_t)1 << 26, &out->bytes));
    ent_csv_init(&out->csv, name, out->bytes.bytes, out->bytes.length, ',', false);
    world_check(w, ent_csv_read_header(w->ctx, &out->csv));
}

static bool
sheet_next(world *w, sheet *s)
{
    world_check(w, ent_csv_next(w->ctx, &s->csv, &s->more));
    return s->more;
}

static void
sheet_close(sheet *s)
{
    ent_csv_clear(&s->csv);
    ent_bytes_clear(&s->bytes);
}

static int
sheet_integer(const sheet *s, const char *column)
{
    ent_field field = ent_csv_field(&s->csv, (size_t)ent_csv_column(&s->csv, column));
    int64_t   value;

    return ent_integer_read(field.bytes, field.length, &value) ? (int)value : 0;
}

static void
sheet_text(const sheet *s, const char *column, char out[128])
{
    ent_field field = ent_csv_field(&s->csv, (size_t)ent_csv_column(&s->csv, column));

    assert_true(field.length < 128);
    memcpy(out, field.bytes, field.length);
    out[field.length] = '\0';
}

static void
every_spell_of_the_state_list_is_ours_to_the_day(void **state)
{
    world           *w = *state;
    size_t           count, seen = 0;
    const ent_spell *spells = ent_codes_spells(w->codes, &count);
    sheet            s;

    sheet_open(w, "cow-state-system/states2016.csv", &s);
    while (sheet_next(w, &s)) {
        ent_day start = ent_date_day(sheet_integer(&s, "styear"), sheet_integer(&s, "stmonth"),
                                     sheet_integer(&s, "stday"));
        ent_day end = ent_date_day(sheet_integer(&s, "endyear"), sheet_integer(&s, "endmonth"),
                                   sheet_integer(&s, "endday"));
        char    letters[128];
        size_t  i = 0;

        sheet_text(&s, "stateabb", letters);
        while (i < count &&
               (spells[i].ccode != sheet_integer(&s, "ccode") || spells[i].span.from != start)) {
            i++;
        }
        if (i == count) {
            fail_msg("no spell of %s", letters);
        }
        assert_string_equal(spells[i].cow, letters);
        /* the list ends on 2016-12-31; all that stood then stands on */
        assert_int_equal(spells[i].span.to,
                         end == ent_date_day(2016, 12, 31) ? ENT_DAY_MAX : end + 1);
        seen++;
    }
    sheet_close(&s);
    assert_int_equal(seen, 243);
    assert_int_equal(count, 243);
}

/* How many COW numbers are held in a year. */
static int
numbers_in(const ent_codes *codes, int year, bool *held)
{
    size_t           count;
    const ent_spell *spells = ent_codes_spells(codes, &count);
    int              numbers = 0;

    memset(held, 0, 1000 * sizeof *held);
    for (size_t i = 0; i < count; i++) {
        if (ent_span_overlap(spells[i].span, ent_span_of_year(year)) && !held[spells[i].ccode]) {
            held[spells[i].ccode] = true;
            numbers++;
        }
    }
    return numbers;
}

static void
every_state_year_of_the_system_list_is_ours(void **state)
{
    world *w = *state;
    int    rows[300] = {0};
    bool   held[1000];
    sheet  s;

    sheet_open(w, "cow-state-system/system2016.csv", &s);
    while (sheet_next(w, &s)) {
        int       year = sheet_integer(&s, "year"), ccode = sheet_integer(&s, "ccode");
        ent_state found = ent_codes_by_ccode(w->codes, ccode);

        assert_in_range(year, 1816, 2016);
        assert_int_not_equal(found, ENT_NO_STATE);
        if (!ent_codes_exists(w->codes, found, ent_span_of_year(year))) {
            fail_msg("ccode %d does not exist in %d", ccode, year);
        }
        rows[year - 1816]++;
    }
    sheet_close(&s);
    for (int year = 1816; year <= 2016; year++) {
        assert_int_equal(numbers_in(w->codes, year, held), rows[year - 1816]);
    }
    assert_int_equal(rows[0], 23);
    assert_int_equal(rows[200], 195);
}

/* ---- ids ---- */

static void
a_cow_number_has_one_printed_id(void **state)
{
    static const struct {
        ent_ccode   ccode;
        const char *id;
    } IDS[] = {{365, "RUS"}, {345, "SRB"}, {255, "DEU"}, {260, "DEU"}, {265, "DDR"},
               {678, "YEM"}, {679, "YEM"}, {816, "VNM"}, {817, "RVN"}, {315, "CSK"},
               {710, "CHN"}, {713, "TWN"}, {2, "USA"},   {732, "KOR"}, {731, "PRK"}};
    world *w = *state;

    for (size_t i = 0; i < sizeof IDS / sizeof IDS[0]; i++) {
        assert_string_equal(ent_codes_id(w->codes, ent_codes_by_ccode(w->codes, IDS[i].ccode)),
                            IDS[i].id);
    }
    assert_int_equal(ent_codes_by_ccode(w->codes, 999), ENT_NO_STATE);
    assert_int_equal(ent_codes_by_ccode(w->codes, 0), ENT_NO_STATE);
    assert_int_equal(ent_codes_by_ccode(w->codes, -5), ENT_NO_STATE);
    assert_string_equal(ent_codes_id(w->codes, ENT_NO_STATE), "");
}

static void
former_codes_are_accepted_as_ids(void **state)
{
    static const char *const FORMER[][2] = {
        {"SUN", "RUS"}, {"YUG", "SRB"}, {"SCG", "SRB"}, {"VDR", "VNM"}, {"sun", "RUS"},
        {"rus", "RUS"}, {"DDR", "DDR"}, {"ZAR", "COD"}, {"BUR", "MMR"}, {"ROM", "ROU"}};
    world *w = *state;

    for (size_t i = 0; i < sizeof FORMER / sizeof FORMER[0]; i++) {
        ent_state  found = ENT_NO_STATE;
        ent_status status =
            ent_codes_from(w->ctx, w->codes, ENT_SCHEME_ID, FORMER[i][0], ENT_NO_DAY, &found);

        if (status != ENT_OK) {
            fail_msg("%s: %s", FORMER[i][0], ent_ctx_error(w->ctx));
        }
        assert_string_equal(ent_codes_id(w->codes, found), FORMER[i][1]);
    }
}

static void
an_unknown_id_is_refused_with_the_nearest(void **state)
{
    world    *w = *state;
    ent_state found = 7;

    assert_int_equal(ent_codes_from(w->ctx, w->codes, ENT_SCHEME_ID, "RUSS", ENT_NO_DAY, &found),
                     ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "unknown state 'RUSS', did you mean 'RUS'?"));
    assert_int_equal(ent_codes_from(w->ctx, w->codes, ENT_SCHEME_ID, "", ENT_NO_DAY, &found),
                     ENT_E_NOTFOUND);
    assert_int_equal(found, 7);
    assert_int_equal(ent_codes_find(w->codes, "EU"), ENT_NO_STATE);
    assert_int_equal(ent_codes_find(w->codes, "UN"), ENT_NO_STATE);
}

/* ---- conversions ---- */

static void
check_to(world *w, const char *id, ent_scheme scheme, const char *day, const char *expected)
{
    char    code[ENT_CODE_SIZE] = "untouched";
    ent_day at = day != NULL ? world_span(day).from : ENT_NO_DAY;

    world_check(w, ent_codes_to(w->ctx, w->codes, ent_codes_find(w->codes, id), scheme, at, code));
    assert_string_equal(code, expected);
}

static void
check_refused(world *w, const char *id, ent_scheme scheme, const char *first, const char *second)
{
    char        code[ENT_CODE_SIZE] = "untouched";
    const char *error = ent_ctx_error(w->ctx);

    assert_int_equal(
        ent_codes_to(w->ctx, w->codes, ent_codes_find(w->codes, id), scheme, ENT_NO_DAY, code),
        ENT_E_ARG);
    error = ent_ctx_error(w->ctx);
    if (strstr(error, first) == NULL || strstr(error, second) == NULL ||
        strstr(error, "depends on the date") == NULL || strstr(error, "--at") == NULL) {
        fail_msg("no hint in: %s", error);
    }
    assert_string_equal(code, "untouched");
}

static void
a_code_is_a_function_of_state_and_date(void **state)
{
    world *w = *state;

    check_to(w, "DEU", ENT_SCHEME_CCODE, "1930-01-01", "255");
    check_to(w, "DEU", ENT_SCHEME_CCODE, "1990-10-02", "260");
    check_to(w, "DEU", ENT_SCHEME_CCODE, "1990-10-03", "255");
    check_to(w, "DEU", ENT_SCHEME_COW, "1970-01-01", "GFR");
    check_to(w, "RUS", ENT_SCHEME_ISO3, "1985-01-01", "SUN");
    check_to(w, "RUS", ENT_SCHEME_ISO3, "1991-12-25", "SUN");
    check_to(w, "RUS", ENT_SCHEME_ISO3, "1991-12-26", "RUS");
    check_to(w, "RUS", ENT_SCHEME_CCODE, NULL, "365");
    check_to(w, "RUS", ENT_SCHEME_ID, "1985-01-01", "RUS");
    check_to(w, "RUS", ENT_SCHEME_NAME, "1985-01-01", "Soviet Union");
    check_to(w, "SRB", ENT_SCHEME_ISO3, "2005-01-01", "SCG");
    check_to(w, "SRB", ENT_SCHEME_GW, "1914-01-01", "340");
    check_to(w, "SRB", ENT_SCHEME_GW, "1970-01-01", "345");
    check_to(w, "SRB", ENT_SCHEME_CCODE, "2010-01-01", "345");
    check_to(w, "YEM", ENT_SCHEME_CCODE, "1990-05-21", "678");
    check_to(w, "YEM", ENT_SCHEME_CCODE, "1990-05-22", "679");
    check_to(w, "USA", ENT_SCHEME_ISO2, NULL, "US");
}

static void
a_conversion_that_depends_on_the_date_is_refused_without_one(void **state)
{
    world    *w = *state;
    ent_state found = 7;

    check_refused(w, "DEU", ENT_SCHEME_CCODE, "255 (1816-01-01..1945-05-08)",
                  "260 (1955-05-05..1990-10-02)");
    check_refused(w, "SRB", ENT_SCHEME_GW, "340 (1878-07-13..1915-10-01)", "345");
    check_refused(w, "SRB", ENT_SCHEME_ISO3, "YUG", "SCG");
    check_refused(w, "YEM", ENT_SCHEME_COW, "YAR", "YEM");
    check_refused(w, "VNM", ENT_SCHEME_NAME, "North Vietnam", "Vietnam");
    /* from a code: the COW letters KOR mean Korea until 1905; ISO's mean the Republic */
    assert_int_equal(ent_codes_from(w->ctx, w->codes, ENT_SCHEME_COW, "GMY", ENT_NO_DAY, &found),
                     ENT_OK);
    assert_string_equal(ent_codes_id(w->codes, found), "DEU");
}

static void
a_state_that_does_not_exist_has_no_code_that_day(void **state)
{
    world *w = *state;
    char   code[ENT_CODE_SIZE] = "untouched";

    assert_int_equal(ent_codes_to(w->ctx, w->codes, ent_codes_find(w->codes, "DDR"),
                                  ENT_SCHEME_CCODE, world_span("2000-01-01").from, code),
                     ENT_E_NOTFOUND);
    assert_string_equal(ent_ctx_error(w->ctx), "'DDR' has no such code on that day");
    assert_string_equal(code, "untouched");
    assert_false(ent_codes_exists(w->codes, ent_codes_find(w->codes, "DDR"), world_span("1991")));
    assert_true(ent_codes_exists(w->codes, ent_codes_find(w->codes, "DDR"), world_span("1990")));
    assert_false(
        ent_codes_exists(w->codes, ent_codes_find(w->codes, "DEU"), world_span("1950-01-01")));
}

static void
every_code_of_a_state_comes_back_to_it(void **state)
{
    static const ent_scheme  SCHEMES[] = {ENT_SCHEME_ID,    ENT_SCHEME_ISO3, ENT_SCHEME_COW,
                                          ENT_SCHEME_CCODE, ENT_SCHEME_GW,   ENT_SCHEME_NAME};
    static const char *const DAYS[] = {"1816-06-01", "1870-01-01", "1914-06-01", "1938-01-01",
                                       "1960-01-01", "1990-09-01", "2016-01-01"};
    world                   *w = *state;
    size_t                   tried = 0;

    for (size_t d = 0; d < sizeof DAYS / sizeof DAYS[0]; d++) {
        ent_day day = world_span(DAYS[d]).from;

        for (size_t i = 0; i < ent_codes_count(w->codes); i++) {
            for (size_t s = 0; s < sizeof SCHEMES / sizeof SCHEMES[0]; s++) {
                char      code[ENT_CODE_SIZE];
                ent_state back = ENT_NO_STATE;

                if (!ent_codes_exists(w->codes, (ent_state)i, (ent_span){day, day + 1}) ||
                    ent_codes_to(w->ctx, w->codes, (ent_state)i, SCHEMES[s], day, code) != ENT_OK) {
                    continue;
                }
                world_check(w, ent_codes_from(w->ctx, w->codes, SCHEMES[s], code, day, &back));
                if (back != i) {
                    fail_msg("%s on %s is %s", code, DAYS[d], ent_codes_id(w->codes, back));
                }
                tried++;
            }
        }
    }
    assert_true(tried > 3000);
}

static void
the_nearest_name_and_number_stand_in_outside_a_life(void **state)
{
    world    *w = *state;
    ent_state ddr = ent_codes_find(w->codes, "DDR"), chn = ent_codes_find(w->codes, "CHN");

    assert_string_equal(ent_codes_name(w->codes, ddr, world_span("2020-01-01").from),
                        "East Germany");
    assert_int_equal(ent_codes_ccode(w->codes, ddr, world_span("2020-01-01").from), 265);
    assert_int_equal(
        ent_codes_gw(w->codes, ent_codes_find(w->codes, "DEU"), world_span("1950-06-01").from),
        260);
    assert_string_equal(ent_codes_government(w->codes, chn, world_span("1949-09-30").from), "ROC");
    assert_string_equal(ent_codes_government(w->codes, chn, world_span("1949-10-01").from), "PRC");
    assert_null(ent_codes_government(w->codes, chn, world_span("1900-01-01").from));
    assert_null(ent_codes_government(w->codes, ddr, world_span("1970-01-01").from));
}

static void
of_two_states_of_one_name_the_living_one_is_meant(void **state)
{
    world    *w = *state;
    ent_state found = ENT_NO_STATE;

    /* one of them died on 1990-06-30, the other was born on the next day */
    world_write(w, "names", "state,name,start,end\nOLD,Land,,\nNEW,Land,,\n");
    world_check(w, ent_codes_load(w->ctx, &w->codes));
    world_check(w, ent_codes_from(w->ctx, w->codes, ENT_SCHEME_NAME, "Land",
                                  world_span("1980-01-01").from, &found));
    assert_string_equal(ent_codes_id(w->codes, found), "OLD");
    world_check(w, ent_codes_from(w->ctx, w->codes, ENT_SCHEME_NAME, "land",
                                  world_span("2000-01-01").from, &found));
    assert_string_equal(ent_codes_id(w->codes, found), "NEW");
    assert_int_equal(ent_codes_from(w->ctx, w->codes, ENT_SCHEME_NAME, "Land", ENT_NO_DAY, &found),
                     ENT_E_ARG);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "OLD (..), NEW (..)"));
    assert_int_equal(ent_codes_from(w->ctx, w->codes, ENT_SCHEME_NAME, "Land",
                                    world_span("1850-01-01").from, &found),
                     ENT_E_ARG); /* neither lives */
}

/* ---- tables that are wrong ---- */

static void
check_load_fails(world *w, const char *table, const char *text, const char *message)
{
    ent_codes *codes = (ent_codes *)w;
    ent_status status;

    world_write(w, table, text);
    status = ent_codes_load(w->ctx, &codes);
    assert_int_equal(status, ENT_E_INPUT);
    if (strstr(ent_ctx_error(w->ctx), message) == NULL) {
        fail_msg("'%s' is not in '%s'", message, ent_ctx_error(w->ctx));
    }
    assert_ptr_equal(codes, w); /* nothing is written */
}

#define STATES_HEADER "state,ccode,cow,start,end,source,locator\n"

static void
a_wrong_table_of_states_is_refused_with_its_place(void **state)
{
    static const char *const WRONG[][2] = {
        {STATES_HEADER "AAA,x,AAA,1900,,s,\n", "world/states.csv:2:5: 'ccode' is 'x'"},
        {STATES_HEADER "AAA,0,AAA,1900,,s,\n", "world/states.csv:2:5: 'ccode' is '0'"},
        {STATES_HEADER "AAA,1000,AAA,1900,,s,\n", "world/states.csv:2:5"},
        {STATES_HEADER "AAA,99999999999999999999,AAA,1900,,s,\n", "world/states.csv:2:5"},
        {STATES_HEADER "AAA,10,AAA,1900-13-01,,s,\n", "world/states.csv:2:12: 'start' is"},
        {STATES_HEADER "AAA,10,AAA,1900,1899,s,\n", "world/states.csv:2:17: 'end' is '1899'"},
        {STATES_HEADER "AAAA,10,AAA,1900,,s,\n", "world/states.csv:2:1: 'state' is 'AAAA'"},
        {STATES_HEADER "AAA,10,AAAAAA,1900,,s,\n", "world/states.csv:2:8: 'cow' is 'AAAAAA'"},
        {STATES_HEADER "\n\"AAA,10,AAA,1900,,s,\n", "world/states.csv:3"},
        {"state,ccode,cow,start,source\nAAA,10,AAA,1900,s\n", "'end'"},
        {STATES_HEADER, "world/states.csv: no states"},
        {"", "world/states.csv"}};

    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        check_load_fails(*state, "states", WRONG[i][0], WRONG[i][1]);
    }
}

static void
a_wrong_table_of_codes_is_refused_with_its_place(void **state)
{
    static const char *const WRONG[][2] = {
        {"state,scheme,code,start,end\nXXX,gw,10,,\n",
         "world/codes.csv:2:1: 'state' is 'XXX', expected an id of states.csv"},
        {"state,scheme,code,start,end\nAAA,iso4,10,,\n", "world/codes.csv:2:5: 'scheme' is"},
        {"state,scheme,code,start,end\nAAA,gw,ten,,\n", "world/codes.csv:2:8: 'code' is 'ten'"},
        {"state,scheme,code,start,end\nAAA,iso3,,,\n", "world/codes.csv:2:10"},
        {"state,scheme,code,start,end\nAAA,iso3,ABC,soon,\n", "world/codes.csv:2:14: 'start' is"},
        {"state,scheme,code,start\nAAA,iso3,ABC,\n", "'end'"}};

    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        check_load_fails(*state, "codes", WRONG[i][0], WRONG[i][1]);
    }
}

static void
a_name_longer_than_a_code_can_be_is_refused(void **state)
{
    char text[256];

    (void)snprintf(text, sizeof text, "state,name,start,end\nAAA,%064d,,\n", 7);
    check_load_fails(*state, "names", text, "world/names.csv:2:5: 'name' is");
    world_write(*state, "names", "state,name,start,end\n");
    check_load_fails(*state, "governments", "state,government,start,end\nNIX,x,,\n",
                     "world/governments.csv:2:1");
    world_write(*state, "governments", WORLD_GOVERNMENTS);
    check_load_fails(*state, "spellings", "name,state,start,end\nNixland,NIX,,\n",
                     "world/spellings.csv:2:9: 'state' is 'NIX'");
}

static void
a_table_that_is_missing_is_named(void **state)
{
    world     *w = *state;
    ent_codes *codes = NULL;
    char       path[128];

    (void)snprintf(path, sizeof path, "%s/world/names.csv", w->folder);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(ent_codes_load(w->ctx, &codes), ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "world/names.csv"));
    assert_null(codes);
}

int
main(void)
{
#define OURS(name)     cmocka_unit_test_setup_teardown(name, ours_setup, ours_teardown)
#define INVENTED(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        OURS(every_spell_of_the_state_list_is_ours_to_the_day),
        OURS(every_state_year_of_the_system_list_is_ours),
        OURS(a_cow_number_has_one_printed_id),
        OURS(former_codes_are_accepted_as_ids),
        OURS(an_unknown_id_is_refused_with_the_nearest),
        OURS(a_code_is_a_function_of_state_and_date),
        OURS(a_conversion_that_depends_on_the_date_is_refused_without_one),
        OURS(a_state_that_does_not_exist_has_no_code_that_day),
        OURS(every_code_of_a_state_comes_back_to_it),
        OURS(the_nearest_name_and_number_stand_in_outside_a_life),
        INVENTED(of_two_states_of_one_name_the_living_one_is_meant),
        INVENTED(a_wrong_table_of_states_is_refused_with_its_place),
        INVENTED(a_wrong_table_of_codes_is_refused_with_its_place),
        INVENTED(a_name_longer_than_a_code_can_be_is_refused),
        INVENTED(a_table_that_is_missing_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
