/*
 * test_party.c - the state that a publisher's word means: names and spellings by date
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_facts.h"

#include "base/date.h"
#include "import/party.h"

typedef struct names {
    ent_ctx        *ctx;
    ent_codes      *codes;
    ent_party_index index;
} names;

static int
setup(void **state)
{
    static names shared;

    shared.ctx = unit_ctx(1);
    shared.codes = unit_codes(shared.ctx);
    if (ent_party_index_make(shared.ctx, shared.codes, ENT_SCHEME_NAME, &shared.index) != ENT_OK) {
        return 1;
    }
    *state = &shared;
    return 0;
}

static int
teardown(void **state)
{
    names *shared = *state;

    ent_party_index_clear(&shared->index);
    ent_codes_destroy(shared->codes);
    ent_ctx_destroy(shared->ctx);
    return 0;
}

static void
expect(const names *shared, const char *name, int year, const char *id)
{
    ent_day   day = year != 0 ? ent_date_day(year, 7, 1) : ENT_NO_DAY;
    ent_state state = ent_party_find(&shared->index, name, strlen(name), day);

    if (strcmp(ent_codes_id(shared->codes, state), id) != 0) {
        fail_msg("'%s' in %d is '%s', not '%s'", name, year, ent_codes_id(shared->codes, state),
                 id);
    }
}

static void
a_spelling_means_its_state(void **state)
{
    static const struct {
        const char *name;
        int         year;
        const char *id;
    } SPELLINGS[] = {{"United States", 1950, "USA"},
                     {"Great Britain", 1914, "GBR"},
                     {"Soviet Union", 1960, "RUS"},
                     {"USSR", 1960, "RUS"},
                     {"ussr", 1995, "RUS"},
                     {"Korea, South", 1961, "KOR"},
                     {"Korea, North", 2017, "PRK"},
                     {"German Democratic Republic", 1960, "DDR"},
                     {"East Germany (GDR)", 1949, "DDR"},
                     {"Federal Republic of Germany", 1980, "DEU"},
                     {"Germany", 1960, "DEU"},
                     {"Yugoslavia", 1950, "SRB"},
                     {"FRY", 1994, "SRB"},
                     {"Congo", 1997, "COG"},
                     {"Congo, Democratic Republic of the", 1960, "COD"},
                     {"DR Congo", 2023, "COD"},
                     {"Viet Nam", 1965, "VNM"},
                     {"South Vietnam", 1965, "RVN"},
                     {"Yemen, North", 1962, "YEM"},
                     {"Yemen People's Republic", 1980, "YMD"},
                     {"Egypt, Arab Rep.", 1960, "EGY"},
                     {"C\u00f4te D\u2019ivoire", 2000, "CIV"},
                     {"Turkiye", 1990, "TUR"},
                     {"st. christopher", 1990, "KNA"},
                     {"UAE", 0, "ARE"}};

    for (size_t i = 0; i < sizeof SPELLINGS / sizeof SPELLINGS[0]; i++) {
        expect(*state, SPELLINGS[i].name, SPELLINGS[i].year, SPELLINGS[i].id);
    }
}

static void
an_organisation_a_territory_or_a_movement_is_no_state(void **state)
{
    static const char *const NONE[] = {
        "EU",        "UN",         "NATO**",    "unknown supplier(s)",
        "Hong Kong", "Libya HoR*", "Palestine", "Balkans",
        "South",     "The",        "North"};

    for (size_t i = 0; i < sizeof NONE / sizeof NONE[0]; i++) {
        expect(*state, NONE[i], 1990, "");
    }
}

static void
a_spelling_is_never_the_printed_name(void **state)
{
    names         *shared = *state;
    ent_state      drc = ent_codes_find(shared->codes, "COD");
    ent_dated_code name;
    size_t         spellings = 0;

    assert_string_equal(ent_codes_name(shared->codes, ent_codes_find(shared->codes, "ARE"),
                                       ent_date_day(2000, 1, 1)),
                        "United Arab Emirates");
    for (size_t i = 0; ent_codes_code_at(shared->codes, drc, ENT_SCHEME_NAME, i, &name); i++) {
        assert_string_not_equal(name.code, "DR Congo");
    }
    while (ent_codes_spelling_at(shared->codes, drc, spellings, &name)) {
        spellings++;
    }
    assert_int_equal(spellings, 4);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_spelling_means_its_state),
        cmocka_unit_test(an_organisation_a_territory_or_a_movement_is_no_state),
        cmocka_unit_test(a_spelling_is_never_the_printed_name),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
