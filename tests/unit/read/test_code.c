/*
 * test_code.c - who did what to whom: a sentence for each construct of the language
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_read.h"

static void
a_verb_has_a_subject_and_an_object(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Japan criticised Australia.", "JPN>AUS ACCUSE actual"},
        {"France on Friday sharply criticized the policies of Brazil.", "FRA>BRA ACCUSE actual"},
        {"Canadian troops invaded Denmark.", "CAN>DNK ASSAULT actual"},
        {"The government of Chile threatened Peru.", "CHL>PER THREATEN actual"},
        {"Norway, which borders Sweden, praised Finland.", "NOR>FIN SUPPORT actual"},
        {"Ottawa along with its allies condemned Haiti.", "CAN>HTI ACCUSE actual"},
        {"China admits that the war is caused by the policies of Japan, and supports Mongolia.",
         "CHN>MNG SUPPORT actual"},
        {"Peru and Chile are critical of Bolivia.", "PER+CHL>BOL ACCUSE actual"},
        {"Peru launched a war against Bolivia.", "PER>BOL ASSAULT actual"},
        {"Peru launched a trade war against Bolivia.", "PER>BOL SANCTION actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
what_is_done_no_longer_is_denied(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru no longer supports Chile.", "PER>CHL SUPPORT negated"},
        {"Peru can no longer visit Chile.", "PER>CHL CONSULT negated"},
        {"Peru supports Chile for longer.", "PER>CHL SUPPORT actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
the_parties_of_an_object_do_it_to_each_other(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"The crisis brought Peru and Chile closer together.", "PER+CHL>PER+CHL SUPPORT actual"},
        {"The crisis may push Peru closer to Chile.", "PER+CHL>PER+CHL SUPPORT conditional"},
        {"The crisis brought Peru closer to ruin.", ""},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
whoever_is_said_to_be_a_threat_is_accused(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru said that Chile is the most serious threat to it.", "PER>CHL ACCUSE actual"},
        {"Peru said that Chile is no neighbor and not a threat.", ""},
        {"Chile is a threat.", ""},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
only_organisations_are_joined(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Sweden joined NATO.", "SWE>NATO SUPPORT actual"},
        {"Sweden joined Finland.", ""},
        {"Sweden's accession to NATO was greeted by nobody.", "SWE>NATO SUPPORT actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
a_clause_of_its_own_ends_the_one_before(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru criticised the plan as Chile attacked Bolivia.",
         "PER> ACCUSE actual; CHL>BOL ASSAULT actual"},
        {"Peru criticised Chile as a threat.", "PER>CHL ACCUSE actual"},
        {"It would be hard for Peru and Chile to reach a consensus.",
         "PER+CHL>PER+CHL AGREE conditional"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
relations_grow_and_shrink_behind_those_whose_they_are(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Relations between Peru and Chile have become stronger.",
         "PER+CHL>PER+CHL SUPPORT actual"},
        {"Relations between Peru and Chile have grown colder.", "PER+CHL>PER+CHL SANCTION actual"},
        {"Increasingly close relations between Peru and Chile have been forming.",
         "PER+CHL>PER+CHL SUPPORT actual"},
        {"Relations between Peru and Chile are old.", ""},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
a_passive_turns_the_sides_round(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Poland was attacked by Germany.", "DEU>POL ASSAULT actual"},
        {"Hungary has been sharply criticized by Austria.", "AUT>HUN ACCUSE actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
a_meeting_has_all_parties_on_both_sides(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Brazil met with Argentina.", "BRA+ARG>BRA+ARG CONSULT actual"},
        {"Greece and Turkey met in Geneva.", "GRC+TUR>GRC+TUR CONSULT actual"},
        {"Chile, Peru and Bolivia signed a treaty.", "CHL+PER+BOL>CHL+PER+BOL SUPPORT actual"},
        {"Iraq and Iran accused each other of shelling villages.", "IRQ+IRN>IRQ+IRN ACCUSE actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
a_noun_can_be_an_event(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Italy's invasion of Ethiopia shocked many.", "ITA>ETH ASSAULT actual"},
        {"Growing Indian support for Nepal was noticed.", "IND>NPL SUPPORT actual"},
        {"The annexation of Kuwait by Iraq lasted seven months.", "IRQ>KWT COERCE actual"},
        {"Many spoke about the pressure of Egypt on Sudan.", "EGY>SDN COERCE actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
a_light_verb_lends_its_subject(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Ghana voiced its support for Togo.", "GHA>TGO SUPPORT actual"},
        {"Vietnam held talks with Laos.", "VNM+LAO>VNM+LAO CONSULT actual"},
        {"Spain imposed sanctions on Cuba.", "ESP>CUB SANCTION actual"},
        {"Britain declared war on Germany.", "GBR>DEU ASSAULT actual"},
        {"Mexico expressed concern about Guatemala.", "MEX>GTM ACCUSE actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
a_capital_acts_or_is_a_place(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Tokyo condemned Pyongyang.", "JPN>PRK ACCUSE actual"},
        {"Kenya and Uganda signed an agreement in London.", "KEN+UGA>KEN+UGA SUPPORT actual"},
        {"Emmanuel Macron visited Moscow.", "FRA>RUS CONSULT actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
people_act_for_their_state_while_in_office(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Russian President Vladimir Putin met Xi Jinping.", "RUS+CHN>RUS+CHN CONSULT actual"},
        {"Richard Nixon visited China.", "USA>CHN CONSULT past"},
        {"Former president Donald Trump criticized Japan.", ""},
        {"Keir Starmer criticized Japan.", ""},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
small_words_are_no_states(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"They told us who attacked Peru.", ""},
        {"Some turkey attacked Peru.", ""},
        {"The US attacked Peru.", "USA>PER ASSAULT actual"},
        {"Anti-Russian feelings threatened Poland.", ""},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
what_is_negated_is_said_to_be(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"India did not attack Pakistan.", "IND>PAK ASSAULT negated"},
        {"Israel has never recognised Iran.", "ISR>IRN SUPPORT negated"},
        {"Turkey refused to condemn Libya.", "TUR>LBY ACCUSE negated"},
        {"Turkey denied that it attacked Libya.", "TUR>LBY ASSAULT negated"},
        {"Turkey denied it had attacked Libya.", "TUR>LBY ASSAULT negated"},
        {"Turkey refused to meet Libya.", "TUR>LBY REJECT actual"},
        {"Neither Mali nor Niger attacked Chad.", "MLI+NER>TCD ASSAULT negated"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
what_is_conditional_is_said_to_be(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Russia may invade Moldova.", "RUS>MDA ASSAULT conditional"},
        {"Moscow is poised to invade Georgia.", "RUS>GEO ASSAULT conditional"},
        {"Thailand plans to sanction Myanmar.", "THA>MMR SANCTION conditional"},
        {"If Syria attacks Jordan, many will flee.", "SYR>JOR ASSAULT conditional"},
        {"Had Syria attacked Jordan, many would have fled.", "SYR>JOR ASSAULT conditional"},
        {"Has Syria attacked Jordan?", "SYR>JOR ASSAULT conditional"},
        {"It is untrue that Syria attacked Jordan.", "SYR>JOR ASSAULT conditional"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
what_lies_before_is_past(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Iraq had attacked Kuwait.", "IRQ>KWT ASSAULT past"},
        {"Russia attacked Georgia in 2008.", "RUS>GEO ASSAULT past"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
what_is_intended_is_agreement_or_threat(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Portugal will support Turkey.", "PRT>TUR AGREE conditional"},
        {"Cuba said it would attack Haiti.", "CUB>HTI THREATEN actual"},
        {"Egypt said that Sudan must return the ship.", "EGY>SDN REQUEST actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
what_is_demanded_is_no_event_of_its_own(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Ireland urged Spain to recognise Malta.", "IRL>ESP REQUEST actual"},
        {"Zambia accused Angola of attacking Namibia.", "ZMB>AGO ACCUSE actual"},
        {"Britain called on Serbia to withdraw troops from Kosovo.", "GBR>SRB REQUEST actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
the_two_countries_are_those_named_together(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru and Chile argued. The two countries signed a treaty.",
         "PER+CHL>PER+CHL SUPPORT actual"},
        {"Peru and Chile argued. They criticized Brazil.", "PER+CHL>BRA ACCUSE actual"},
        {"Peru and Chile argued. A treaty was signed at the end of the day.",
         "PER+CHL>PER+CHL SUPPORT actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
a_sentence_can_hold_several_events_each_once(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"China supported Russia and criticized the United States.",
         "CHN>RUS SUPPORT actual; CHN>USA ACCUSE actual"},
        {"Iran attacked Iraq, and Iran attacked Iraq.", "IRN>IRQ ASSAULT actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
a_sentence_without_event_says_why(void **state)
{
    static const struct {
        const char *text, *reason;
    } EXAMPLES[] = {
        {"The weather was very good on that day.", "no actor"},
        {"Sweden is a country in the north of Europe.", "no verb of the dictionary"},
        {"Sweden attacked in the early morning hours.", "no target"},
    };

    for (size_t i = 0; i < sizeof EXAMPLES / sizeof *EXAMPLES; i++) {
        ent_reading r =
            unit_read(*state, "t.txt", EXAMPLES[i].text, strlen(EXAMPLES[i].text), NULL);

        assert_int_equal(r.event_count, 0);
        assert_int_equal(r.sentence_count, 1);
        assert_string_equal(r.sentences[0].reason, EXAMPLES[i].reason);
        ent_reading_clear(&r);
    }
}

static void
check_first(void **state, const char *text, const char *date, const char *speaker)
{
    ent_reading r = unit_read(*state, "t.txt", text, strlen(text), "2022-02-05");
    char        got[32];

    assert_int_equal(r.event_count, 1);
    ent_reported_date(r.events[0].date, r.events[0].precision, got);
    assert_string_equal(got, date);
    assert_string_equal(r.events[0].speaker, speaker);
    ent_reading_clear(&r);
}

static void
dates_are_read_as_precisely_as_written(void **state)
{
    check_first(state, "Chad attacked Libya on February 4, 2022.", "2022-02-04", "author");
    check_first(state, "Chad attacked Libya on 3 March 1987.", "1987-03-03", "author");
    check_first(state, "Chad attacked Libya in March 1987.", "1987-03", "author");
    check_first(state, "Chad attacked Libya in 1987.", "1987", "author");
    check_first(state, "Chad attacked Libya in the 1980s.", "1980-01-01..1989-12-31", "author");
    check_first(state, "Chad attacked Libya on Friday.", "2022-02-04", "author");
    check_first(state, "Chad attacked Libya in August.", "2021-08", "author");
    check_first(state, "Chad attacked Libya last week.", "2022-01-24..2022-01-30", "author");
    check_first(state, "Chad attacked Libya.", "", "author");
}

static void
of_dates_that_contradict_each_other_none_is_invented(void **state)
{
    check_first(state, "Chad attacked Libya on 31 February 1987.", "1987-02", "author");
    check_first(state, "Chad attacked Libya on 1987-02-31.", "1987", "author");
    check_first(state, "Chad attacked Libya in 1991-1987.", "1991", "author");
    check_first(state, "Chad attacked Libya in 1987, in March 1991.", "1987", "author");
}

/* The dates of all events of a text of Wednesday, 9 February 2022, joined by ";". */
static void
check_dates(void **state, const char *text, const char *published, const char *dates)
{
    ent_reading r = unit_read(*state, "t.txt", text, strlen(text), published);
    char        got[256] = "";

    for (size_t i = 0; i < r.event_count; i++) {
        char   date[32];
        size_t used = strlen(got);

        ent_reported_date(r.events[i].date, r.events[i].precision, date);
        (void)snprintf(got + used, sizeof got - used, "%s%s", i > 0 ? ";" : "", date);
    }
    if (strcmp(got, dates) != 0) {
        fail_msg("%s: %s, expected %s", text, got, dates);
    }
    ent_reading_clear(&r);
}

static void
relative_dates_count_from_the_day_of_publication(void **state)
{
    static const struct {
        const char *when, *date;
    } EXAMPLES[] = {
        {"on Wednesday", "2022-02-09"},
        {"on Thursday", "2022-02-03"},
        {"last Thursday", "2022-02-03"},
        {"last Wednesday", "2022-02-02"},
        {"today", "2022-02-09"},
        {"yesterday", "2022-02-08"},
        {"three days ago", "2022-02-06"},
        {"12 days ago", "2022-01-28"},
        {"a week ago", "2022-01-31..2022-02-06"},
        {"three weeks ago", "2022-01-17..2022-01-23"},
        {"earlier this week", "2022-02-07..2022-02-13"},
        {"last month", "2022-01"},
        {"two months ago", "2021-12"},
        {"this year", "2022"},
        {"last year", "2021"},
        {"ten years ago", "2012"},
        {"in May last year", "2021-05"},
        {"on 31 May last year", "2021-05-31"},
        {"in January", "2022-01"},
        {"in March", "2021-03"},
        /* of these nobody knows the day */
        {"more than ten years ago", ""},
        {"some three weeks ago", ""},
        {"some days ago", ""},
    };

    for (size_t i = 0; i < sizeof EXAMPLES / sizeof *EXAMPLES; i++) {
        char text[100];

        (void)snprintf(text, sizeof text, "Chad attacked Libya %s.", EXAMPLES[i].when);
        check_dates(state, text, "2022-02-09", EXAMPLES[i].date);
    }
    check_dates(state, "Chad attacked Libya last week.", "2022-03", "");
    check_dates(state, "Chad attacked Libya last month.", "2022-03", "2022-02");
    check_dates(state, "Chad attacked Libya on Friday.", NULL, "");
    check_dates(state, "Chad attacked Libya three years ago.", NULL, "");
}

static void
what_is_to_come_has_the_next_date_of_its_name(void **state)
{
    check_dates(state, "Chad will attack Libya on Friday.", "2022-02-09", "2022-02-11");
    check_dates(state, "Chad may attack Libya on Wednesday.", "2022-02-09", "2022-02-09");
    check_dates(state, "Chad will attack Libya next Wednesday.", "2022-02-09", "2022-02-16");
    check_dates(state, "Chad will attack Libya tomorrow.", "2022-02-09", "2022-02-10");
    check_dates(state, "Chad will attack Libya in May.", "2022-02-09", "2022-05");
    check_dates(state, "Chad will attack Libya on May 3.", "2022-02-09", "2022-05-03");
    check_dates(state, "Chad will attack Libya in December.", "2022-12-09", "2022-12");
    check_dates(state, "Chad will attack Libya next year.", "2022-02-09", "2023");
}

static void
relative_dates_count_from_the_date_named_last(void **state)
{
    static const struct {
        const char *first, *second, *dates;
    } EXAMPLES[] = {
        {"on 3 May 1990", "a year later", "1990-05-03;1991"},
        {"on 3 May 1990", "Two months later", "1990-05-03;1990-07"},
        {"on 3 November 1990", "Three months later", "1990-11-03;1991-02"},
        {"on 3 March 1990", "Three months earlier", "1990-03-03;1989-12"},
        {"on 31 December 1990", "the next day", "1990-12-31;1991-01-01"},
        {"on 3 May 1990", "On the same day", "1990-05-03;1990-05-03"},
        {"on 3 May 1990", "That month", "1990-05-03;1990-05"},
        {"on 3 May 1990", "The day before", "1990-05-03;1990-05-02"},
        {"on 3 May 1990", "Two weeks later", "1990-05-03;1990-05-14..1990-05-20"},
        {"in May 1990", "The following month", "1990-05;1990-06"},
        {"in May 1990", "In August of that year", "1990-05;1990-08"},
        {"in May 1990", "On 31 June of the same year", "1990-05;1990-06"},
        {"in 1990", "The previous year", "1990;1989"},
        {"from 1990 to 1992", "Two years later", "1990-01-01..1992-12-31;1994"},
        /* a year has no next day */
        {"in 1990", "Two days later", "1990;"},
        {"in 1990", "The next month", "1990;"},
    };

    for (size_t i = 0; i < sizeof EXAMPLES / sizeof *EXAMPLES; i++) {
        char text[160];

        (void)snprintf(text, sizeof text, "Chad attacked Libya %s.\n\n%s, Libya attacked Chad.",
                       EXAMPLES[i].first, EXAMPLES[i].second);
        check_dates(state, text, NULL, EXAMPLES[i].dates);
    }
    check_dates(state, "In 1990 Chad attacked Libya and a year later Libya attacked Chad.", NULL,
                "1990;1991");
    check_dates(state, "A year later Chad attacked Libya.", NULL, "");
}

static void
what_a_state_does_to_nobody_abroad_it_does_at_home(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru arrested twenty students.", "PER>PER COERCE actual"},
        {"Turkish authorities imposed a curfew in the town.", "TUR>TUR COERCE actual"},
        {"Farmers in France blocked roads.", "FRA>FRA PROTEST actual"},
        {"Chilean police dispersed demonstrators.", "CHL>CHL COERCE actual"},
        {"Ghana arrested three Nigerians.", "GHA>NGA COERCE actual"},
        {"NATO criticized journalists.", "NATO> ACCUSE actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
an_arrest_is_made_where_it_happens(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"A Canadian citizen was arrested in Lebanon.", "LBN>CAN COERCE actual"},
        {"A Canadian citizen was arrested by Syria in Lebanon.", "SYR>CAN COERCE actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
protests_of_people_without_a_state_are_made_where_they_are(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Up to 100 ethnic Albanians demonstrated on Tuesday in Serbia.", "SRB>SRB PROTEST actual"},
        {"Thousands rioted in Peru.", "PER>PER PROTEST actual"},
        {"Peruvians demonstrated in France.", "PER>FRA PROTEST actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
verbs_in_l_have_two_spellings(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru cancelled a visit to Chile.", "PER>CHL SANCTION actual"},
        {"Peru canceled a visit to Chile.", "PER>CHL SANCTION actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
who_says_it_is_no_part_of_what_is_said(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Chile attacked a village, the Peruvian news agency reported from Lima.", ""},
        {"Chile attacked Bolivia, the Peruvian news agency reported from Lima.",
         "CHL>BOL ASSAULT actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

/* The speaker of the last event of a text. */
static void
check_last(void **state, const char *text, const char *speaker)
{
    ent_reading r = unit_read(*state, "t.txt", text, strlen(text), "2022-02-05");

    assert_true(r.event_count > 0);
    assert_string_equal(r.events[r.event_count - 1].speaker, speaker);
    ent_reading_clear(&r);
}

static void
what_stands_before_a_speaker_may_be_no_speech(void **state)
{
    check_last(state, "On Friday, Putin said Peru attacked Chile.", "Vladimir Putin");
    check_last(state, "In a speech in Moscow, officials of Peru said Chile attacked Bolivia.",
               "Peru");
    check_last(state, "Chile attacked Bolivia, Putin said on Friday.", "Vladimir Putin");
    check_last(state, "Chile attacked Bolivia, sources in neighboring Peru said.", "sources");
}

static void
what_somebody_fears_or_states_has_its_speaker(void **state)
{
    check_last(state, "Western fears that Russia will attack Ukraine grew.", "the West");
    check_last(state, "Peru's claims that Chile attacked Bolivia were not repeated.", "Peru");
    check_last(state, "In a joint statement, Peru and Chile condemned Bolivia.",
               "joint statement of Peru and Chile");
    check_last(state, "Fears that Chile attacked Bolivia grew.", "author");
}

static void
speakers_are_who_the_text_has_named(void **state)
{
    check_last(state,
               "Vladimir Putin met Xi Jinping in Beijing. The leaders condemned Japan loudly.",
               "Vladimir Putin and Xi Jinping");
    check_last(state, "Vladimir Putin visited Minsk. The Russian president condemned Japan loudly.",
               "Vladimir Putin");
    check_last(state, "Yuri Ushakov, Putin's adviser, said that China attacked Laos.",
               "Yuri Ushakov");
    check_last(state, "In a joint statement, Peru and Chile said that China attacked Laos.",
               "joint statement of Peru and Chile");
}

static void
the_points_of_a_statement_are_said_in_it(void **state)
{
    static const char TEXT[] =
        "Peru and Chile signed a joint declaration. The declaration has these points:\n\n"
        "  \xE2\x80\xA2 Japan shall give up deploying missiles to the region.\n"
        "  \xE2\x80\xA2 There is a concern about Bolivia in the whole region.\n\n"
        "Later that week Laos attacked China with many troops.\n";

    ent_reading r = unit_read(*state, "t.txt", TEXT, strlen(TEXT), "2022-02-05");

    assert_int_equal(r.event_count, 4);
    assert_string_equal(r.events[1].type, "REQUEST");
    assert_string_equal(r.events[1].targets[0], "JPN");
    assert_string_equal(r.events[1].speaker, "declaration");
    assert_string_equal(r.events[2].type, "ACCUSE");
    assert_int_equal(r.events[2].source_count, 2);
    assert_string_equal(r.events[3].speaker, "author");
    ent_reading_clear(&r);
}

/* The positions of a text: "RUS+ sanctions actual;..." */
static void
check_positions(void **state, const char *text, const char *expected)
{
    ent_reading r = unit_read(*state, "t.txt", text, strlen(text), "2022-02-05");
    char        got[512] = "";

    for (size_t i = 0; i < r.position_count; i++) {
        const ent_position *q = &r.positions[i];
        size_t              used = strlen(got);

        (void)snprintf(got + used, sizeof got - used, "%s%s%s %s %s", used > 0 ? "; " : "",
                       q->actor, q->supports ? "+" : "-", q->issue,
                       ent_event_status_name(q->status));
    }
    if (strcmp(got, expected) != 0) {
        print_error("text:   %s\n", text);
    }
    assert_string_equal(got, expected);
    ent_reading_clear(&r);
}

static void
who_supports_or_opposes_what_is_a_position(void **state)
{
    check_positions(state, "Hungary supported the enlargement of NATO.",
                    "HUN+ nato-enlargement actual");
    check_positions(state, "Hungary opposed NATO's eastward expansion.",
                    "HUN- nato-enlargement actual");
    check_positions(state, "Hungary and Serbia are against color revolutions.",
                    "HUN- colour-revolutions actual; SRB- colour-revolutions actual");
    check_positions(state, "The sanctions were rejected by Hungary.", "HUN- sanctions actual");
    check_positions(state, "Hungary voiced opposition to AUKUS.", "HUN- aukus actual");
    check_positions(state, "Hungary may support the sanctions.", "HUN+ sanctions conditional");
    check_positions(state, "Hungary visited Serbia in spite of the sanctions.", "");
}

static void
an_end_of_something_is_its_opposite(void **state)
{
    check_positions(state, "Hungary called for an end to NATO enlargement.",
                    "HUN- nato-enlargement actual");
    check_positions(state, "Hungary demanded that the sanctions be withdrawn.",
                    "HUN- sanctions actual");
    check_positions(state, "Hungary does not support the sanctions.", "HUN- sanctions negated");
    check_positions(state, "Hungary opposed the independence of Taiwan.", "HUN+ one-china actual");
    check_positions(state, "Hungary urged Serbia to give up deploying missiles.",
                    "HUN- missile-deployment actual");
}

static void
what_happens_meanwhile_is_no_issue(void **state)
{
    check_positions(state, "Hungary criticized Serbia after the war in Ukraine.", "");
}

static void
the_speaker_is_named(void **state)
{
    check_first(state, "Yuri Ushakov said that China attacked Laos.", "", "Yuri Ushakov");
    check_first(state, "China attacked Laos, according to Vietnam.", "", "Vietnam");
    check_first(state, "\"China attacked Laos,\" Sergei Lavrov said.", "", "Sergei Lavrov");
}

static void
the_leaders_of_states_are_those_states(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"The leaders of Peru and Chile met.", "PER+CHL>PER+CHL CONSULT actual"},
        {"Japan praised Norway. The foreign ministers of Peru and Chile met.",
         "JPN>NOR SUPPORT actual; PER+CHL>PER+CHL CONSULT actual"},
        {"The leaders of NATO accused China of war crimes.", "NATO>CHN ACCUSE actual"},
        {"Six countries, including Peru and Chile, condemned Brazil.", "PER+CHL>BRA ACCUSE actual"},
        {"Peru met with countries including Chile.", "PER+CHL>PER+CHL CONSULT actual"},
        {"Peru and Chile are wary of each other.", "PER+CHL>PER+CHL ACCUSE actual"},
        {"Peru praised Chile. The leaders met.",
         "PER>CHL SUPPORT actual; PER+CHL>PER+CHL CONSULT actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
only_armed_forces_withdraw_from_a_war(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peruvian troops withdrew from Chile.", "PER>CHL RETREAT actual"},
        {"Peruvian soldiers left Chile.", "PER>CHL RETREAT actual"},
        {"The Peruvian minister left Chile.", ""},
        {"Georgia withdrew from the Commonwealth of Independent States.",
         "GEO>CIS SANCTION actual"},
        {"Peruvian and Chilean warships sailed together.", "PER+CHL>PER+CHL COOPERATE actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
what_stands_in_a_state_is_attacked_there(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru struck an oil depot in Chile.", "PER>CHL ASSAULT actual"},
        {"Peru bombed targets in Chile.", "PER>CHL ASSAULT actual"},
        {"Peru bombed Chilean targets in Bolivia.", "PER>CHL ASSAULT actual"},
        {"Peru attacked its critics in a speech in Chile.", ""},
        {"The United Nations sent food to refugees in Chad.", "UN>TCD AID actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
a_passive_has_its_noun_before_it(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Sanctions were imposed on Peru by Chile.", "CHL>PER SANCTION actual"},
        {"Chilean sanctions were imposed on Peru.", "CHL>PER SANCTION actual"},
        {"Sweden's bid was blocked by Turkey.", "TUR>SWE REJECT actual"},
        {"Chilean troops will be stationed in Peru.", "CHL>PER MOBILIZE conditional"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
what_is_only_considered_is_not_done(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Sweden was considering joining NATO.", "SWE>NATO AGREE conditional"},
        {"Peru and Chile signed a free trade agreement.", "PER+CHL>PER+CHL SUPPORT actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_done_no_longer_is_denied),
        cmocka_unit_test(the_parties_of_an_object_do_it_to_each_other),
        cmocka_unit_test(whoever_is_said_to_be_a_threat_is_accused),
        cmocka_unit_test(only_organisations_are_joined),
        cmocka_unit_test(a_clause_of_its_own_ends_the_one_before),
        cmocka_unit_test(relations_grow_and_shrink_behind_those_whose_they_are),
        cmocka_unit_test(a_verb_has_a_subject_and_an_object),
        cmocka_unit_test(the_leaders_of_states_are_those_states),
        cmocka_unit_test(only_armed_forces_withdraw_from_a_war),
        cmocka_unit_test(what_stands_in_a_state_is_attacked_there),
        cmocka_unit_test(a_passive_has_its_noun_before_it),
        cmocka_unit_test(what_is_only_considered_is_not_done),
        cmocka_unit_test(a_passive_turns_the_sides_round),
        cmocka_unit_test(a_meeting_has_all_parties_on_both_sides),
        cmocka_unit_test(a_noun_can_be_an_event),
        cmocka_unit_test(a_light_verb_lends_its_subject),
        cmocka_unit_test(a_capital_acts_or_is_a_place),
        cmocka_unit_test(people_act_for_their_state_while_in_office),
        cmocka_unit_test(small_words_are_no_states),
        cmocka_unit_test(what_is_negated_is_said_to_be),
        cmocka_unit_test(what_is_conditional_is_said_to_be),
        cmocka_unit_test(what_lies_before_is_past),
        cmocka_unit_test(what_is_intended_is_agreement_or_threat),
        cmocka_unit_test(what_is_demanded_is_no_event_of_its_own),
        cmocka_unit_test(the_two_countries_are_those_named_together),
        cmocka_unit_test(a_sentence_can_hold_several_events_each_once),
        cmocka_unit_test(a_sentence_without_event_says_why),
        cmocka_unit_test(dates_are_read_as_precisely_as_written),
        cmocka_unit_test(of_dates_that_contradict_each_other_none_is_invented),
        cmocka_unit_test(relative_dates_count_from_the_day_of_publication),
        cmocka_unit_test(what_is_to_come_has_the_next_date_of_its_name),
        cmocka_unit_test(relative_dates_count_from_the_date_named_last),
        cmocka_unit_test(what_a_state_does_to_nobody_abroad_it_does_at_home),
        cmocka_unit_test(an_arrest_is_made_where_it_happens),
        cmocka_unit_test(protests_of_people_without_a_state_are_made_where_they_are),
        cmocka_unit_test(verbs_in_l_have_two_spellings),
        cmocka_unit_test(who_says_it_is_no_part_of_what_is_said),
        cmocka_unit_test(who_supports_or_opposes_what_is_a_position),
        cmocka_unit_test(an_end_of_something_is_its_opposite),
        cmocka_unit_test(what_happens_meanwhile_is_no_issue),
        cmocka_unit_test(the_speaker_is_named),
        cmocka_unit_test(speakers_are_who_the_text_has_named),
        cmocka_unit_test(what_somebody_fears_or_states_has_its_speaker),
        cmocka_unit_test(what_stands_before_a_speaker_may_be_no_speech),
        cmocka_unit_test(the_points_of_a_statement_are_said_in_it),
    };

    return cmocka_run_group_tests(tests, unit_reader_setup, unit_reader_teardown);
}
