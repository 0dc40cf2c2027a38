/*
 * test_frame.c - how what stands around a verb decides on the event: to whom, when, whether at all
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_read.h"

static void
to_be_told_to_act_is_a_request(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru told Serbia and Bolivia to return to talks.", "PER>SRB+BOL REQUEST actual"},
        {"Peru told Chile that it was ready.", ""},
        {"Peru allowed Chile to station troops.", "PER>CHL COOPERATE actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
what_states_vow_of_their_ties_both_do(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru and Chile vowed to deepen their strategic partnership.",
         "PER+CHL>PER+CHL AGREE actual"},
        {"Peru and Chile pledged to strengthen their military ties.",
         "PER+CHL>PER+CHL AGREE actual"},
        {"Peru pledged to deepen its partnership with Chile.", "PER+CHL>PER+CHL AGREE actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
the_verb_behind_have_counts(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru and Chile have ruled out the trilateral meeting.", ""},
        {"Peru and Chile had talks.", "PER+CHL>PER+CHL CONSULT actual"},
        {"Peru has ruled out talks with Chile.", "PER>CHL REJECT actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
what_is_yet_to_come_is_not_done(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru will not rest until it captures Chile.", "PER>CHL COERCE conditional"},
        {"Peru did not rest until it captured Chile.", "PER>CHL COERCE actual"},
        {"Peru vowed to retaliate, and Bolivia attacked Chile.", "BOL>CHL ASSAULT actual"},
        {"Peru is considering sanctions on Chile.", "PER>CHL SANCTION conditional"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
where_it_happens_is_no_party(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Joe Biden and Xi Jinping met on the sidelines of the G20 summit.",
         "USA+CHN>USA+CHN CONSULT actual"},
        {"Peru attacked the town of Chile's king.", "PER>CHL ASSAULT actual"},
        {"Mexico agreed to deploy troops at the border with Guatemala.", "MEX> AGREE actual"},
        {"Russian missiles fell close to the Polish border.", ""},
        {"Peru met all states of ASEAN, excluding Myanmar.", "PER+ASEAN>PER+ASEAN CONSULT actual"},
        {"Peru excluded Chile from the talks.", "PER>CHL SANCTION actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
who_refuses_a_text_says_nothing_of_it(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"China vetoed a resolution condemning Peru.", "CHN> REJECT actual"},
        {"China supported a resolution condemning Peru.", "CHN>PER ACCUSE actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
attacks_are_repelled_exchanged_and_of_drones(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru repelled a Chilean attack.", "CHL>PER ASSAULT actual"},
        {"Peru and Chile exchanged missile strikes.", "PER+CHL>PER+CHL ASSAULT actual"},
        {"The general died in a drone strike in Baghdad.", ""},
        {"Peru fired missiles at two bases in Chile.", "PER>CHL ASSAULT actual"},
        {"More than 20 states, including the United States and Germany, expelled Russian "
         "diplomats.",
         "USA+DEU>RUS SANCTION actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
a_clause_has_its_own_subject(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Vietnamese troops occupied Phnom Penh, and China invaded Vietnam.",
         "VNM>KHM COERCE actual; CHN>VNM ASSAULT actual"},
        {"Peru attacked Chile and Bolivia.", "PER>CHL+BOL ASSAULT actual"},
        {"Peru attacked Chile and Bolivia backed by Brazil.",
         "PER>CHL+BOL ASSAULT actual; BRA>CHL+BOL SUPPORT actual"},
        {"Peru and Chile praised Bolivia. Brazil attacked each other's ships.",
         "PER+CHL>BOL SUPPORT actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
the_year_of_a_treaty_is_not_that_of_the_event(void **state)
{
    static const struct {
        const char *text;
        bool        dated;
    } EXAMPLES[] = {
        {"Peru criticised Chile under a 1951 treaty.", false},
        {"Peru criticised Chile at their 1951 summit.", true},
        {"Peru criticised Chile in 1951.", true},
        {"Peru asked Chile to go by March 2024.", false},
    };

    for (size_t i = 0; i < sizeof EXAMPLES / sizeof *EXAMPLES; i++) {
        const char *text = EXAMPLES[i].text;
        ent_reading reading = unit_read(*state, "text.txt", text, strlen(text), NULL);

        assert_int_equal(reading.event_count, 1);
        assert_int_equal(reading.events[0].precision != ENT_PRECISION_NONE, EXAMPLES[i].dated);
        ent_reading_clear(&reading);
    }
}

static void
what_is_described_is_governed_as_it_is(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru imposed sanctions on a powerful Chilean company.", "PER>CHL SANCTION actual"},
        {"Peru imposed sanctions on its NATO ally Turkey.", "PER>TUR SANCTION actual"},
        {"Peru praised EU partner France.", "PER>FRA SUPPORT actual"},
        {"In a statement Chilean officials condemned Peru.", "CHL>PER ACCUSE actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
sanctions_are_lifted_from_what_is_dealt_in(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru lifted sanctions on high-tech exports to Chile.", "PER>CHL RETREAT actual"},
        {"EU sanctions on Iran were lifted.", "EU>IRN RETREAT actual"},
        {"Sanctions on Iran were lifted by the EU.", "EU>IRN RETREAT actual"},
        {"Peru announced a suspension of aid to Chile.", "PER>CHL SANCTION actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
things_are_returned_and_people_return(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru returned two paintings to Chile.", "PER>CHL RETREAT actual"},
        {"The statue was returned by Peru to Chile.", "PER>CHL RETREAT actual"},
        {"Peru returned 50 refugees to Chile.", "PER>CHL COERCE actual"},
        {"The Peruvian president returned on Monday to Chile.", "PER>CHL CONSULT actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
who_will_not_rejects_and_who_will_unless_threatens(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru said it will not lift the embargo on Chile.", "PER>CHL REJECT actual"},
        {"Peru said it will lift the embargo on Chile.", "PER>CHL AGREE actual"},
        {"Peru will not lift the embargo on Chile.", "PER>CHL AGREE negated"},
        {"Peru said it will withdraw its troops from Chad unless Chad holds elections.",
         "PER>TCD THREATEN actual; TCD>TCD CONCEDE conditional"},
        {"Peru announced it would prohibit all aid to Chile.", "PER>CHL SANCTION actual"},
        {"Peru said it would prohibit all aid to Chile.", "PER>CHL THREATEN actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
what_flies_is_of_those_who_sent_it(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Missiles fired by Peru struck a Chilean depot.", "PER>CHL ASSAULT actual"},
        {"Peruvian and Chilean troops were fighting near the border.",
         "PER+CHL>PER+CHL ASSAULT actual"},
        {"Two inspectors of the United Nations were expelled from Peru.", "PER>UN SANCTION actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
peacekeepers_bring_aid_and_troops_do_not(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peruvian peacekeepers arrived in Chad.", "PER>TCD AID actual"},
        {"Peruvian troops arrived in Chad.", "PER>TCD MOBILIZE actual"},
        {"The Peruvian president arrived in Chad.", "PER>TCD CONSULT actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
a_name_is_one_word_however_long(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru joined the Chilean Foreign Minister Juan Gabriel Valdes Soublette for a first "
         "meeting.",
         "PER+CHL>PER+CHL CONSULT actual"},
        {"Peru opened its borders to displaced Chileans.", "PER>CHL COOPERATE actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(to_be_told_to_act_is_a_request),
        cmocka_unit_test(what_states_vow_of_their_ties_both_do),
        cmocka_unit_test(the_verb_behind_have_counts),
        cmocka_unit_test(what_is_yet_to_come_is_not_done),
        cmocka_unit_test(where_it_happens_is_no_party),
        cmocka_unit_test(who_refuses_a_text_says_nothing_of_it),
        cmocka_unit_test(attacks_are_repelled_exchanged_and_of_drones),
        cmocka_unit_test(a_clause_has_its_own_subject),
        cmocka_unit_test(the_year_of_a_treaty_is_not_that_of_the_event),
        cmocka_unit_test(what_is_described_is_governed_as_it_is),
        cmocka_unit_test(sanctions_are_lifted_from_what_is_dealt_in),
        cmocka_unit_test(things_are_returned_and_people_return),
        cmocka_unit_test(who_will_not_rejects_and_who_will_unless_threatens),
        cmocka_unit_test(what_flies_is_of_those_who_sent_it),
        cmocka_unit_test(peacekeepers_bring_aid_and_troops_do_not),
        cmocka_unit_test(a_name_is_one_word_however_long),
    };

    return cmocka_run_group_tests(tests, unit_reader_setup, unit_reader_teardown);
}
