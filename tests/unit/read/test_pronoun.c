/*
 * test_pronoun.c - whom a text means that it does not name: pronouns, bodies, people it introduced
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_read.h"

static void
he_is_a_person_and_goes_on_as_the_subject(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"President Biden praised Japan and Peru, and she criticised China.",
         "USA>JPN+PER SUPPORT actual; USA>CHN ACCUSE actual"},
        {"Xi Jinping may be reluctant to risk sanctions from the United States, but he praised "
         "Vladimir Putin.",
         "CHN>RUS SUPPORT actual"},
        {"Olaf Scholz met Chinese officials in Beijing, where he urged Russia to stop.",
         "DEU+CHN>DEU+CHN CONSULT actual; DEU>RUS REQUEST actual"},
        {"The Chilean president told Peru that it and Bolivia were friends, and he praised Brazil.",
         "CHL>BRA SUPPORT actual"},
        {"Sweden said it had criticised Norway.", "SWE>NOR ACCUSE past"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
the_bloc_is_the_organisation_named_last(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"BRICS held a summit. Argentina said it would not join the bloc.",
         "ARG>BRICS REJECT actual"},
        {"Argentina will not join the bloc.", ""},
        {"ECOWAS sent a letter. Mali left the bloc.", "MLI>ECOWAS SANCTION actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
an_ally_of_a_state_is_not_the_state(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"US ally Japan imposed sanctions on Russia.", "JPN>RUS SANCTION actual"},
        {"A NATO ally, Turkey, criticised Sweden.", "TUR>SWE ACCUSE actual"},
        {"Moscow's close ally Syria thanked China.", "SYR>CHN SUPPORT actual"},
        {"US allies condemned Iran.", ""},
        {"Russia's neighbours condemned Iran.", ""},
        {"NATO allies condemned Iran.", "NATO>IRN ACCUSE actual"},
        {"The United States and its allies condemned Iran.", "USA>IRN ACCUSE actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
who_was_introduced_acts_for_the_state_from_then_on(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"China's defence minister Wei Qiangx spoke. Wei accused Japan of provocation.",
         "CHN>JPN ACCUSE actual"},
        {"Radek Sikorskij, the Polish foreign minister, spoke. Sikorskij praised Ukraine.",
         "POL>UKR SUPPORT actual"},
        {"Iranian foreign ministry spokesman Saeed Khatibzadet spoke. On Friday Saeed Khatibzadet "
         "praised Oman.",
         "IRN>OMN SUPPORT actual"},
        /* another one of that name; nobody in office; troops; not yet introduced */
        {"Radek Sikorskij, the Polish foreign minister, spoke. Maria Sikorskij praised Ukraine.",
         ""},
        {"Former Polish minister Radek Sikorskij spoke. Sikorskij praised Ukraine.", ""},
        {"Russian frigate Admiral Gorbunovsk sailed. Gorbunovsk praised Ukraine.", ""},
        {"Sikorskij praised Ukraine. Polish minister Radek Sikorskij spoke.", ""},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
more_people_than_are_remembered_do_no_harm(void **state)
{
    char   text[8192], got[64];
    size_t used = 0;

    for (int i = 0; i < 40; i++) {
        used += (size_t)snprintf(
            text + used, sizeof text - used,
            "The Polish minister Radek Sik%c%csky was there and he spoke to the people. ",
            'a' + i / 26, 'a' + i % 26);
    }
    (void)snprintf(text + used, sizeof text - used,
                   "Sikbnsky praised Peru. Sikaasky praised Chile.");
    unit_events(*state, text, NULL, got, sizeof got);
    assert_string_equal(got, "POL>PER SUPPORT actual");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(he_is_a_person_and_goes_on_as_the_subject),
        cmocka_unit_test(the_bloc_is_the_organisation_named_last),
        cmocka_unit_test(an_ally_of_a_state_is_not_the_state),
        cmocka_unit_test(who_was_introduced_acts_for_the_state_from_then_on),
        cmocka_unit_test(more_people_than_are_remembered_do_no_harm),
    };

    return cmocka_run_group_tests(tests, unit_reader_setup, unit_reader_teardown);
}
