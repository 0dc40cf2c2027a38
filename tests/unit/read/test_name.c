/*
 * test_name.c - whom a name means: leaders by date, surnames, places, peoples, names of several
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_read.h"

typedef struct example {
    const char *text, *date, *events;
} example;

static void
check(void **state, const example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char got[1024];

        unit_events(*state, examples[i].text, examples[i].date, got, sizeof got);
        if (strcmp(got, examples[i].events) != 0) {
            print_error("text:   %s (%s)\n", examples[i].text,
                        examples[i].date != NULL ? examples[i].date : "undated");
        }
        assert_string_equal(got, examples[i].events);
    }
}

#define CHECK(examples) check(state, examples, sizeof(examples) / sizeof *(examples))

static void
leaders_act_for_their_state_in_their_time(void **state)
{
    static const example EXAMPLES[] = {
        {"Suharto criticized Japan.", "1995-03-01", "IDN>JPN ACCUSE actual"},
        {"Suharto criticized Japan.", "2004-03-01", "IDN>JPN ACCUSE past"},
        {"Menem criticized Japan.", "1995-03-01", "ARG>JPN ACCUSE actual"},
        {"Carlos Menem criticized Japan.", "1980-03-01", ""},
        {"Daniel arap Moi criticized Japan.", "1995-03-01", "KEN>JPN ACCUSE actual"},
        {"President Moi criticized Japan.", "1995-03-01", "KEN>JPN ACCUSE actual"},
        {"Houphouet-Boigny criticized Japan.", "1985-03-01", "CIV>JPN ACCUSE actual"},
        {"Kofi Annan criticized Japan.", "2000-03-01", "UN>JPN ACCUSE actual"},
        {"Former President Hosni Mubarak criticized Japan.", "2012-03-01", ""},
        {"Kohl visited Chile.", "1990-03-01", "DEU>CHL CONSULT actual"},
    };

    CHECK(EXAMPLES);
}

static void
a_name_is_known_however_it_is_spelled(void **state)
{
    static const example EXAMPLES[] = {
        {"Slobodan Milošević criticized Japan.", "1995-03-01", "SRB>JPN ACCUSE actual"},
        {"Slobodan Milosevic criticized Japan.", "1995-03-01", "SRB>JPN ACCUSE actual"},
        {"Nicolae Ceaușescu criticized Japan.", "1985-03-01", "ROU>JPN ACCUSE actual"},
        {"Kadhafi criticized Japan.", "1985-03-01", "LBY>JPN ACCUSE actual"},
        {"Muammar al-Qaddafi criticized Japan.", "1985-03-01", "LBY>JPN ACCUSE actual"},
        {"Kim Jong Un criticized Japan.", "2019-03-01", "PRK>JPN ACCUSE actual"},
        {"Kim Jong-un criticized Japan.", "2019-03-01", "PRK>JPN ACCUSE actual"},
        {"Francois Mitterand criticized Japan.", "1985-03-01", "FRA>JPN ACCUSE actual"},
        {"P.W. Botha criticized Japan.", "1985-03-01", "ZAF>JPN ACCUSE actual"},
        {"Bashar el-Assad criticized Japan.", "2010-03-01", "SYR>JPN ACCUSE actual"},
        {"Şimşek met Erdoğan.", "2020-03-01", ""},
        {"Ho Chi Minh criticized Japan.", "1950-03-01", "VNM>JPN ACCUSE actual"},
        {"Mao Tse-tung criticized Japan.", "1950-03-01", "CHN>JPN ACCUSE actual"},
        {"John F. Kennedy criticized Cuba.", "1962-03-01", "USA>CUB ACCUSE actual"},
        {"John Kennedy criticized Cuba.", "1962-03-01", "USA>CUB ACCUSE actual"},
    };

    CHECK(EXAMPLES);
}

static void
a_surname_that_is_a_word_needs_more(void **state)
{
    static const example EXAMPLES[] = {
        {"Brown criticized Japan.", "2008-03-01", ""},
        {"Prime Minister Brown criticized Japan.", "2008-03-01", "GBR>JPN ACCUSE actual"},
        {"Britain's Brown criticized Japan.", "2008-03-01", "GBR>JPN ACCUSE actual"},
        {"Gordon Brown went home. Brown criticized Japan.", "2008-03-01", "GBR>JPN ACCUSE actual"},
        {"Prime Minister Brown criticized Japan.", "1990-03-01", ""},
        {"Major criticized Japan.", "1994-03-01", ""},
        {"King Fahd criticized Iraq.", "1994-03-01", "SAU>IRQ ACCUSE actual"},
        {"Ruto criticized Japan.", NULL, ""},
        {"President Ruto criticized Japan.", NULL, "KEN>JPN ACCUSE actual"},
    };

    CHECK(EXAMPLES);
}

static void
a_surname_of_two_states_needs_the_state(void **state)
{
    static const example EXAMPLES[] = {
        /* Kim of North and South Korea, Zia of Pakistan and Bangladesh, Gonzalez of Spain */
        {"President Kim criticized Japan.", "2000-03-01", ""},
        {"North Korea's Kim criticized Japan.", "2000-03-01", "PRK>JPN ACCUSE actual"},
        {"South Korean President Kim criticized Japan.", "2000-03-01", "KOR>JPN ACCUSE actual"},
        {"President Zia criticized Japan.", "1979-03-01", ""},
        {"Bangladesh's Zia criticized Japan.", "1979-03-01", "BGD>JPN ACCUSE actual"},
        {"President Zia criticized Japan.", "1985-03-01", "PAK>JPN ACCUSE actual"},
        /* the queen of several states */
        {"Elizabeth II visited Chile.", "1968-11-11", ""},
        {"Britain's Elizabeth II visited Chile.", "1968-11-11", "GBR>CHL CONSULT actual"},
        {"Queen Elizabeth II visited Chile.", "1968-11-11", "GBR>CHL CONSULT actual"},
        {"In China Trump criticized Japan.", "2017-11-09", "USA>JPN ACCUSE actual"},
    };

    CHECK(EXAMPLES);
}

static void
relatives_are_somebody_else(void **state)
{
    static const example EXAMPLES[] = {
        {"Robert Kennedy criticized Japan.", "1962-03-01", ""},
        {"Gamal Mubarak criticized Japan.", "2008-03-01", ""},
        {"President Muhammad Mubarak criticized Japan.", "2008-03-01", "EGY>JPN ACCUSE actual"},
        {"Michael Jordan criticized Japan.", "2008-03-01", ""},
        {"Jordan Peele criticized Japan.", "2008-03-01", ""},
        {"Sharon Smith criticized Japan.", "2003-03-01", ""},
        {"Sharon criticized Japan.", "2003-03-01", "ISR>JPN ACCUSE actual"},
        {"Putin and Bush criticized Japan.", "2003-03-01", "RUS+USA>JPN ACCUSE actual"},
        {"Jordan criticized Japan.", "2008-03-01", "JOR>JPN ACCUSE actual"},
        {"Chad criticized Libya.", "2008-03-01", "TCD>LBY ACCUSE actual"},
        {"Chad Smith criticized Libya.", "2008-03-01", ""},
    };

    CHECK(EXAMPLES);
}

static void
a_place_is_where_things_are_done(void **state)
{
    static const example EXAMPLES[] = {
        {"Turkish troops shelled Aleppo.", "2016-03-01", "TUR>SYR ASSAULT actual"},
        {"Aleppo criticized Turkey.", "2016-03-01", ""},
        {"Demonstrators in Basra criticized Iran.", "2019-03-01", "IRQ>IRN ACCUSE actual"},
        {"Aleppo police criticized Turkey.", "2016-03-01", "SYR>TUR ACCUSE actual"},
        {"Greece and Turkey met in Geneva.", "2010-03-01", "GRC+TUR>GRC+TUR CONSULT actual"},
        {"Kenya and Uganda signed an agreement in Mombasa.", "2010-03-01",
         "KEN+UGA>KEN+UGA SUPPORT actual"},
        {"Sudanese troops shelled the southern regional capital Juba.", "1990-03-01", ""},
        {"Ugandan troops shelled the southern regional capital Juba.", "1990-03-01",
         "UGA>SDN ASSAULT actual"},
        {"Russian forces attacked Kharkiv.", "2022-03-01", "RUS>UKR ASSAULT actual"},
        {"Ukraine attacked Crimea.", "2023-03-01", ""},
    };

    CHECK(EXAMPLES);
}

static void
a_place_is_of_the_state_of_its_day(void **state)
{
    static const example EXAMPLES[] = {
        {"Kenyan troops attacked Juba.", "2005-03-01", "KEN>SDN ASSAULT actual"},
        {"Kenyan troops attacked Juba.", "2014-03-01", "KEN>SSD ASSAULT actual"},
        {"Juba criticized Khartoum.", "2014-03-01", "SSD>SDN ACCUSE actual"},
        {"France attacked Hong Kong.", "1990-03-01", "FRA>GBR ASSAULT actual"},
        {"France attacked Hong Kong.", "2020-03-01", "FRA>CHN ASSAULT actual"},
        {"France attacked Mostar.", "1980-03-01", "FRA>SRB ASSAULT actual"},
        {"France attacked Mostar.", "1994-03-01", "FRA>BIH ASSAULT actual"},
        {"France attacked Saigon.", "1960-03-01", "FRA>RVN ASSAULT actual"},
        {"France attacked Saigon.", "1980-03-01", "FRA>VNM ASSAULT actual"},
    };

    CHECK(EXAMPLES);
}

static void
the_name_behind_the_comma_decides(void **state)
{
    static const example EXAMPLES[] = {
        {"Syrian troops attacked Tripoli.", "1985-03-01", "SYR>LBY ASSAULT actual"},
        {"Syrian troops attacked rebels in Tripoli, Lebanon.", "1985-03-01",
         "SYR>LBN ASSAULT actual"},
        {"Russian troops shelled Atlanta, Georgia.", "2000-03-01", "RUS>USA ASSAULT actual"},
        {"Russian troops shelled Gori, Georgia.", "2008-08-10", "RUS>GEO ASSAULT actual"},
        {"Russia attacked Georgia.", "2008-08-10", "RUS>GEO ASSAULT actual"},
        {"Moscow, Beijing and Tehran criticized Japan.", "2020-03-01",
         "RUS+CHN+IRN>JPN ACCUSE actual"},
    };

    CHECK(EXAMPLES);
}

static void
states_of_like_names_are_told_apart(void **state)
{
    static const example EXAMPLES[] = {
        {"Guinea criticized Japan.", "2010-03-01", "GIN>JPN ACCUSE actual"},
        {"Equatorial Guinea criticized Japan.", "2010-03-01", "GNQ>JPN ACCUSE actual"},
        {"Guinea-Bissau criticized Japan.", "2010-03-01", "GNB>JPN ACCUSE actual"},
        {"Papua New Guinea criticized Japan.", "2010-03-01", "PNG>JPN ACCUSE actual"},
        {"Niger criticized Nigeria.", "2010-03-01", "NER>NGA ACCUSE actual"},
        {"Dominica criticized Japan.", "2010-03-01", "DMA>JPN ACCUSE actual"},
        {"The Dominican Republic criticized Japan.", "2010-03-01", "DOM>JPN ACCUSE actual"},
        {"Congo criticized Rwanda.", "2010-03-01", "COD>RWA ACCUSE actual"},
        {"Congo-Brazzaville criticized Rwanda.", "2010-03-01", "COG>RWA ACCUSE actual"},
        {"The Republic of Congo criticized Rwanda.", "2010-03-01", "COG>RWA ACCUSE actual"},
    };

    CHECK(EXAMPLES);
}

static void
a_people_is_not_the_state_of_its_name(void **state)
{
    static const example EXAMPLES[] = {
        {"Ethnic Albanians attacked Bulgaria.", "2001-03-01", ""},
        {"Ethnic Albanians in Macedonia attacked Bulgaria.", "2001-03-01",
         "MKD>BGR ASSAULT actual"},
        {"Ethnic Albanian guerrillas attacked Bulgaria.", "2001-03-01", ""},
        {"Albania attacked Bulgaria.", "2001-03-01", "ALB>BGR ASSAULT actual"},
        {"Bosnian Serbs attacked Croatia.", "1994-03-01", "BIH>HRV ASSAULT actual"},
        {"Turkish Cypriots criticized Greece.", "1994-03-01", "TRNC>GRC ACCUSE actual"},
        {"Indian police killed Tibetans.", "1994-03-01", "IND>CHN ASSAULT actual"},
        {"Israeli troops attacked Gaza.", "1994-03-01", "ISR>PSE ASSAULT actual"},
        {"Israeli troops raided the West Bank.", "2003-03-01", "ISR>PSE ASSAULT actual"},
    };

    CHECK(EXAMPLES);
}

static void
groups_and_organisations_have_their_own_ids(void **state)
{
    static const example EXAMPLES[] = {
        {"Ethiopia attacked al-Shabaab.", "2007-03-01", "ETH>ALSHABAAB ASSAULT actual"},
        {"The Kurdistan Workers' Party attacked Iran.", "1999-03-01", "PKK>IRN ASSAULT actual"},
        {"South Africa criticized SWAPO.", "1985-03-01", "ZAF>SWAPO ACCUSE actual"},
        {"The Organization of African Unity criticized Libya.", "1985-03-01",
         "OAU>LBY ACCUSE actual"},
        {"The Taliban criticized Iran.", "2005-03-01", "TALIBAN>IRN ACCUSE actual"},
        {"The Taliban criticized Iran.", "2023-03-01", "AFG>IRN ACCUSE actual"},
        {"SADC criticized Zimbabwe.", "2008-03-01", "SADC>ZWE ACCUSE actual"},
        {"The OPCW criticized Syria.", "2015-03-01", "OPCW>SYR ACCUSE actual"},
    };

    CHECK(EXAMPLES);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaders_act_for_their_state_in_their_time),
        cmocka_unit_test(a_name_is_known_however_it_is_spelled),
        cmocka_unit_test(a_surname_that_is_a_word_needs_more),
        cmocka_unit_test(a_surname_of_two_states_needs_the_state),
        cmocka_unit_test(relatives_are_somebody_else),
        cmocka_unit_test(a_place_is_where_things_are_done),
        cmocka_unit_test(a_place_is_of_the_state_of_its_day),
        cmocka_unit_test(the_name_behind_the_comma_decides),
        cmocka_unit_test(states_of_like_names_are_told_apart),
        cmocka_unit_test(a_people_is_not_the_state_of_its_name),
        cmocka_unit_test(groups_and_organisations_have_their_own_ids),
    };

    return cmocka_run_group_tests(tests, unit_reader_setup, unit_reader_teardown);
}
