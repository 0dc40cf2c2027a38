/*
 * test_pattern.c - the coder with the dictionaries of other programs, and files of records
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_dictionary.h"

#include <time.h>

#include "base/date.h"
#include "entente/read.h"

/* An invented world; %s is the code of the first country. */
static const char ACTORS[] = "NORLAND_ [NOR]\n+NORLANDIC_\nSUDLAND_ [SUD]\n+SUDLANDIC_\n"
                             "ESTIA_ [EST]\nOSTIA_ [OST]\nUNION_OF_STATES_ [AAA/BBB]\n";
static const char AGENTS[] = "MINISTER [~GOV]\nSOLDIER [~MIL]\nPOLICE {} [~COP]\nTRADER [~BUS]\n";
static const char VERBS[] =
    "&AID\n+MONEY\n+FOOD_\n+GRAIN SHIP\n"
    "--- ATTACK [190] ---\nATTACK\n"
    "--- PRAISE [051] ---\nPRAISE\nMEET {MEETS MET MEETING} [040:041]\n"
    "- * + TWICE [042]\n- % HAVE * [043]\n"
    "--- GIVE [---] ---\nGIVE {GAVE GIVES GIVEN GIVING}\n"
    "- * &AID [070]\n- * GRAIN_SHIP [071]\n- * MONEY TOMORROW [072]\n- NEVER * MONEY [073]\n"
    "- * GOLD_{MINE | DEEP MINE} [074]\n- * ^ COINS $ [075]\n"
    "--- SAY [010] ---\nSAY {SAID SAYS}\n--- HOPE [---] ---\nHOPE\n"
    "~ a (b . ATTACK) SAY = a b 112\n";

static const char OLDER_ACTORS[] =
    "<ADJECTIVE>\nGREAT\n</ADJECTIVE>\n<NOUN>\nSHEEP\nGOAT\n</NOUN>\n"
    "NORLAND_ [NOR] ;a\nSUDLAND_ [SUD]\nESTIA_ [EST]\nOSTIA_ [OST]\n"
    "GRAND DUKE [DUK]\nVILLAIN_ [###]\nSPHINX_ [+++]\n";
static const char OLDER_AGENTS[] = "MINISTER_ [ ~GOV] ;a\nSOLDIER_ [~MIL]\n";
static const char OLDER_VERBS[] =
    "ATTACK  [190] ;a\n- NOT_* [200]\n- CALMLY SLOWLY * [201]\n- CALMLY * [202]\n- SOFT~_* [203]\n"
    "PRAISE  [051]\nSAY_ [010?]\nSAID [010?]\nRESTORE  [064]\nWED_ [031!]\n{ WEDDED_ WEDDING_ }\n"
    "BURY_HATCHET [065]\nFOOTBALL_ [###]\nHOLD [---]\n- * { PEACE TALKS | TALKS } [031]\n"
    "<TIME>\nWHEN_PIGS_FLY [+++]\n</TIME>\n~~FINISH\n";

typedef struct world {
    ent_ctx        *ctx;
    ent_dictionary *newer, *older;
} world;

static int
open_world(void **state)
{
    world *w = calloc(1, sizeof *w);

    assert_non_null(w);
    w->ctx = unit_ctx(1);
    w->newer = unit_dictionary(w->ctx, ACTORS, AGENTS, VERBS, NULL);
    w->older = unit_dictionary(w->ctx, OLDER_ACTORS, OLDER_AGENTS, OLDER_VERBS, NULL);
    assert_int_equal(ent_dictionary_count(w->newer).rejects, 0);
    assert_int_equal(ent_dictionary_count(w->older).rejects, 0);
    *state = w;
    return 0;
}

static int
close_world(void **state)
{
    world *w = *state;

    ent_dictionary_destroy(w->newer);
    ent_dictionary_destroy(w->older);
    ent_ctx_destroy(w->ctx);
    free(w);
    return 0;
}

typedef struct sample {
    const char *text, *expected;
} sample;

static void
check(const world *w, const ent_dictionary *d, const char *options, const sample *samples,
      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char coded[1024];

        unit_code(w->ctx, d, "950101", options, samples[i].text, coded, sizeof coded);
        if (strcmp(coded, samples[i].expected) != 0) {
            fail_msg("'%s' is coded %s, expected %s", samples[i].text, coded, samples[i].expected);
        }
    }
}

#define CHECK(w, d, options, samples)                                                              \
    check((w), (d), (options), (samples), sizeof(samples) / sizeof *(samples))

static void
the_longest_pattern_that_fits_wins(void **state)
{
    static const sample SAMPLES[] = {
        {"Norland gave money to Sudland.", "NOR>SUD:070"},
        {"Norland gave much money to Sudland tomorrow.", "NOR>SUD:072"},
        {"Norland never gave money to Sudland.", "NOR>SUD:073"},
        {"Norland gave a grain ship to Sudland.", "NOR>SUD:071"},
        {"Norland gave a grain cargo ship to Sudland.", "NOR>SUD:070"},
        {"Norland gave stones to Sudland.", "NONE"},
        {"Norland gave gold mines to Sudland.", "NONE"},
        {"Norland gave a gold mine to Sudland.", "NOR>SUD:074"},
        {"Norland gave a gold deep mine to Sudland.", "NOR>SUD:074"},
        {"Norland was given Sudland coins by Estia.", "EST>NOR:075"},
    };
    const world *w = *state;

    CHECK(w, w->newer, "", SAMPLES);
}

static void
paired_codes_and_compounds_go_both_ways(void **state)
{
    static const sample SAMPLES[] = {
        {"Norland met Sudland.", "NOR>SUD:040;SUD>NOR:041"},
        {"Norland met Sudland twice.", "NOR>SUD:042"},
        {"Norland and Sudland have met.", "NOR>SUD:043;SUD>NOR:043"},
        {"Norland, Estia and Sudland attacked Ostia.", "NOR>OST:190;EST>OST:190;SUD>OST:190"},
        {"Norland attacked Ostia, Estia, and Sudland.", "NOR>OST:190;NOR>EST:190;NOR>SUD:190"},
        {"Soldiers and police of Norland attacked Ostia.", "NORMIL>OST:190;NORCOP>OST:190"},
        {"The Union of States attacked Norland.", "AAA>NOR:190;BBB>NOR:190"},
    };
    const world *w = *state;

    CHECK(w, w->newer, "", SAMPLES);
}

static void
passives_turn_subject_and_object(void **state)
{
    static const sample SAMPLES[] = {
        {"Norland was attacked by Sudland.", "SUD>NOR:190"},
        {"Norland was often attacked by Sudland.", "SUD>NOR:190"},
        {"Norland has been attacked recently by soldiers from Sudland.", "SUDMIL>NOR:190"},
        {"Norland attacked Sudland by night.", "NOR>SUD:190"},
        {"Norland was attacked.", "NONE"},
    };
    const world *w = *state;

    CHECK(w, w->newer, "", SAMPLES);
    CHECK(w, w->older, "", ((const sample[]){{"Norland was attacked by Sudland.", "SUD>NOR:190"}}));
}

static void
clauses_have_their_own_subjects(void **state)
{
    static const sample SAMPLES[] = {
        {"Norland attacked Sudland and praised Estia.", "NOR>SUD:190;NOR>EST:051"},
        {"Norland attacked Sudland on Monday and Estia praised Ostia.", "NOR>SUD:190;EST>OST:051"},
        {"Norland praised Sudland after crowds attacked Estia.", "NOR>SUD:051"},
        {"Norland said that Sudland attacked Estia.", "NOR>SUD:112"},
        {"Norland said Sudland attacked Estia.", "NOR>SUD:112"},
        {"Norland was attacked by Sudland but Estia praised Ostia.", "SUD>NOR:190;EST>OST:051"},
        {"Norland attacked Sudland, an old friend, on Monday.", "NOR>SUD:190"},
        {"Norland, the old friend of Estia, attacked Sudland.", "NOR>SUD:190"},
    };
    const world *w = *state;

    CHECK(w, w->newer, "", SAMPLES);
}

static void
nouns_are_no_verbs(void **state)
{
    static const sample SAMPLES[] = {
        {"Norland gave the attack on Sudland food.", "NOR>SUD:070"},
        {"An attack on Sudland pleased Norland.", "NONE"},
        {"Norland's attack on Sudland failed.", "NONE"},
        {"The Sudland-attacked Norland slept near Estia.", "NONE"},
    };
    static const sample OLDER[] = {
        {"Norland wants to Attack Sudland.", "NONE"},
        {"Norland saw the attack on Sudland.", "NONE"},
        {"Norland attack's Sudland.", "NONE"},
        {"Sheep and great goats of Norland attacked Sudland.", "NOR>SUD:190"},
    };
    const world *w = *state;

    CHECK(w, w->newer, "", SAMPLES);
    CHECK(w, w->older, "", OLDER);
}

static void
the_older_reading_stops_at_the_first_event_of_a_clause(void **state)
{
    static const sample SAMPLES[] = {
        {"Norland is about to restore ties with Sudland after they attacked Estia.", "NOR>SUD:064"},
        {"Norland said Sudland attacked Estia.", "NOR>EST:190"},
        {"Norland said it with Sudland.", "NOR>SUD:010"},
        {"Norland attacked Sudland and praised Estia.", "NOR>SUD:190;NOR>EST:051"},
        {"Norland urged calm and then she attacked Sudland.", "NOR>SUD:190"},
        {"Norland buried the hatchet with Sudland.", "NONE"},
        {"Norland bury hatchet with Sudland.", "NOR>SUD:065"},
        {"The Grand old Duke attacked Norland.", "DUK>NOR:190"},
        {"Norland holds peace talks with Sudland.", "NOR>SUD:031"},
        {"Norland holds peace long talks with Sudland.", "NOR>SUD:031"},
    };
    static const sample ALL[] = {
        {"Norland is about to restore ties with Sudland after it attacked Estia.",
         "NOR>SUD:064;NOR>EST:190"},
        {"Norland attacked Sudland after it wedded Estia.", "NOR>EST:031"},
    };
    const world *w = *state;

    CHECK(w, w->older, "", SAMPLES);
    CHECK(w, w->older, "OPTION: SET: CODE ALL", ALL);
}

static void
connectors_of_the_older_patterns_are_kept(void **state)
{
    static const sample SAMPLES[] = {
        {"Norland did not attack Sudland.", "NOR>SUD:200"},
        {"Norland did not then attack Sudland.", "NOR>SUD:190"},
        {"Norland calmly and slowly attacked Sudland.", "NOR>SUD:201"},
        {"Norland slowly calmly attacked Sudland.", "NOR>SUD:202"},
        {"Norland softly attacked Sudland.", "NOR>SUD:203"},
        {"Norland softly then attacked Sudland.", "NOR>SUD:190"},
    };
    const world *w = *state;

    CHECK(w, w->older, "", SAMPLES);
}

static void
complex_records_are_refused(void **state)
{
    static const sample SAMPLES[] = {
        {"Attacked by Norland, the oldest of all foes of it in that part of the world, Sudland "
         "fell.",
         "ERROR"},
        {"Norland attacked a villain in Sudland.", "ERROR"},
        {"Norland attacked the Sphinx.", "ERROR"},
        {"Norland attacked Sudland while the sphinx slept.", "NOR>SUD:190"},
        {"Norland praised the football of Sudland.", "NOR>SUD:051"},
        {"Norland praised football of Sudland.", "ERROR"},
        {"Norland said it praised and attacked and wed and restored and praised Sudland.", "ERROR"},
        {"When pigs fly Norland will attack Sudland.", "NOR>SUD:190"},
    };
    const world *w = *state;

    CHECK(w, w->older, "", SAMPLES);
    CHECK(w, w->older, "OPTION: SET: TIME SHIFT = TRUE",
          ((const sample[]){{"When pigs fly Norland will attack Sudland.", "ERROR"}}));
    CHECK(w, w->older, "OPTION: COMPLEX: VERBS[9] CONJ[9] EXPLAIN",
          ((const sample[]){{"Attacked Norland of Sudland.", "NOR>SUD:190"}}));
}

static void
options_change_how_a_record_is_coded(void **state)
{
    static const struct {
        bool        older;
        const char *options, *text, *expected;
    } ROWS[] = {
        {false, "", "Norland attacked Gxland.", "NONE"},
        {false, "require_dyad=false", "Norland attacked Gxland.", "NOR>---:190"},
        {false, "require_dyad=false,comma_emax=0", "Norland attacked Gxland, a minister said.",
         "NOR>---:190;---GOV>---:010"},
        {false, "comma_emin=1,comma_emax=2", "Norland attacked Gxland, near Sudland.", "NONE"},
        {false, "comma_emax=0", "Norland attacked Gxland, near Sudland.", "NOR>SUD:190"},
        {false, "comma_bmin=1,comma_bmax=4", "With Estia, Norland attacked Sudland.",
         "NOR>SUD:190"},
        {false, "new_actor_length=2", "Lady Macbeth attacked Norland.",
         "\"\"\"LADY MACBETH\"\">NOR:190\""},
        {false, "new_actor_length=1", "Lady Macbeth attacked Norland.", "NONE"},
        {true, "OPTION: COMMA: OFF", "Norland attacked Gxland, near Sudland.", "NOR>SUD:190"},
        {true, "OPTION: COMMA: MIN = 1 MAX = 3 EMIN = 1 EMAX = 3 BMIN = 255 BMAX = 0",
         "Norland attacked Gxland, near Sudland.", "NONE"},
        {true, "OPTION: SET: CONVERT AGENT = TRUE", "Soldiers attacked Norland.", "~MIL>NOR:190"},
        {true, "", "Soldiers attacked Norland.", "ERROR"},
        {true, "OPTION: SET: MINIMUM WORDS = 5", "Norland attacked Sudland.", "NONE"},
        {true, "OPTION: SET: CODE BY SENTENCE", "Norland attacked Sudland and praised Estia.",
         "NOR>SUD:190"},
        {true, "DEFAULT: SOURCE [SRC] PRIOR TARGET [TAR] AFTER OPTION: COMPLEX: VERBS[5] CONJ[4]",
         "Gxland attacked Norland.", "SRC>NOR:190"},
        {true, "DEFAULT: SOURCE [SRC] PRIOR TARGET [TAR] AFTER", "Norland attacked Gxland.",
         "NOR>TAR:190"},
        {true, "DEFAULT: OFF", "Norland attacked Gxland.", "NONE"},
    };
    const world *w = *state;

    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        CHECK(w, ROWS[i].older ? w->older : w->newer, ROWS[i].options,
              ((const sample[]){{ROWS[i].text, ROWS[i].expected}}));
    }
}

/* Code a whole file; what it prints is owned by the caller. */
static char *
code_file(const world *w, const ent_dictionary *d, const char *text, ent_status expected)
{
    char  *answer = NULL;
    size_t length = 0;
    FILE  *stream = open_memstream(&answer, &length);

    assert_non_null(stream);
    assert_int_equal(ent_records_code(w->ctx, d, "file.tsv", text, strlen(text), stream), expected);
    assert_int_equal(fclose(stream), 0);
    return answer;
}

static void
options_of_the_older_program_hold_until_they_change(void **state)
{
    const world *w = *state;
    char        *out = code_file(w, w->older,
                                 "text\tlabel\tdate\tid\toptions\r\n"
                                        "Norland attacked Gx, near Sudland.\tx\t950101\tA-1\tCOMMA: OFF\r\n"
                                        "\r\nNorland attacked Gx, near Sudland.\tx\t19950101\tA,2\r\n"
                                        "Norland attacked Sudland.\tx\t950101\tA-3\tFORWARD: ^^*N\r\n"
                                        "It attacked Estia.\tx\t950101\tA-4\r\n"
                                        "It attacked Estia.\tx\t950101\tB-4\r\n",
                                 ENT_OK);

    assert_string_equal(out, "id,events\nA-1,NOR>SUD:190\n\"A,2\",NOR>SUD:190\nA-3,NOR>SUD:190\n"
                             "A-4,NOR>EST:190\nB-4,NONE\n");
    free(out);
}

static void
a_wrong_file_of_records_is_told_with_its_place(void **state)
{
    static const struct {
        const char *text, *error;
    } FILES[] = {
        {"", "file.tsv: empty"},
        {"id\tdate\n", "file.tsv:1:1: no column 'text'"},
        {"id,date,text\n1,2,3\n", "file.tsv:1:1: no column 'id'"},
        {"id\tdate\ttext\n1\t950101\tx\n2\t951301\tx\n",
         "file.tsv:3:3: 'date' is '951301', expected YYMMDD or YYYYMMDD"},
        {"id\tdate\ttext\n1\n", "file.tsv:2:1: 'date' is ''"},
    };
    const world *w = *state;

    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        free(code_file(w, w->newer, FILES[i].text, ENT_E_INPUT));
        if (strncmp(ent_ctx_error(w->ctx), FILES[i].error, strlen(FILES[i].error)) != 0) {
            fail_msg("'%s' is not '%s'", ent_ctx_error(w->ctx), FILES[i].error);
        }
    }
}

static void
other_names_of_codes_change_nothing_else(void **state)
{
    static const char TEXT[] =
        "Norland and Estia attacked Sudland after Ostia praised soldiers from "
        "Norland and met police in Estia.";
    const world    *w = *state;
    char            actors[sizeof ACTORS], plain[512], renamed[512];
    ent_dictionary *d;

    memcpy(actors, ACTORS, sizeof ACTORS);
    for (char *at = actors; (at = strstr(at, "[NOR]")) != NULL;) {
        memcpy(at, "[XYZ]", 5);
    }
    d = unit_dictionary(w->ctx, actors, AGENTS, VERBS, NULL);
    unit_code(w->ctx, w->newer, "950101", "", TEXT, plain, sizeof plain);
    unit_code(w->ctx, d, "950101", "", TEXT, renamed, sizeof renamed);
    assert_non_null(strstr(plain, "NOR"));
    for (char *at = plain; (at = strstr(at, "NOR")) != NULL;) {
        memcpy(at, "XYZ", 3);
    }
    assert_string_equal(plain, renamed);
    ent_dictionary_destroy(d);
}

static void
documents_are_coded_with_them_too(void **state)
{
    static const char TEXT[] = "Norland attacked Sudland near the river on Monday morning.\n\n"
                               "Nobody of those who lived there knew why it had to happen.\n";
    const world      *w = *state;
    ent_read_options  options = {{0, 0}};
    ent_reader       *reader = NULL;
    ent_dictionary   *unfinished = NULL;
    ent_reading       r;
    char              date[32];

    assert_true(ent_span_read("1995-01-02", 10, &options.published));
    assert_int_equal(ent_reader_create(w->ctx, NULL, &reader), ENT_OK);
    assert_int_equal(ent_dictionary_create(w->ctx, &unfinished), ENT_OK);
    assert_int_equal(ent_reader_use(w->ctx, reader, unfinished), ENT_E_ARG);
    assert_int_equal(ent_reader_use(w->ctx, reader, w->newer), ENT_OK);
    assert_int_equal(ent_read_bytes(w->ctx, reader, "a.txt", TEXT, strlen(TEXT), &options, &r),
                     ENT_OK);
    assert_int_equal(r.event_count, 1);
    assert_string_equal(r.events[0].sources[0], "NOR");
    assert_string_equal(r.events[0].targets[0], "SUD");
    assert_string_equal(r.events[0].cameo, "190");
    assert_string_equal(r.events[0].type, "ASSAULT");
    assert_int_equal(r.events[0].verb.offset, 8);
    assert_int_equal(r.events[0].verb.length, 8);
    ent_reported_date(r.events[0].date, r.events[0].precision, date);
    assert_string_equal(date, "1995-01-02");
    assert_non_null(r.sentences[1].reason);
    ent_reading_clear(&r);
    ent_reader_destroy(reader);
    ent_dictionary_destroy(unfinished);
}

/* ---- time ---- */

static double
seconds_to_code(const world *w, const ent_dictionary *d, const char *sentence, size_t count)
{
    size_t  length = strlen(sentence);
    char   *text = malloc(count * (length + 16) + 32), *at = text;
    clock_t start;

    assert_non_null(text);
    at += sprintf(at, "id\tdate\ttext\n");
    for (size_t i = 0; i < count; i++) {
        at += sprintf(at, "1\t950101\t%s\n", sentence);
    }
    start = clock();
    free(code_file(w, d, text, ENT_OK));
    free(text);
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

static void
long_and_odd_sentences_take_bounded_time(void **state)
{
    static const char *const WORDS[] = {"Norland, ", "and ",    "grand ",  "a-", "gave ",
                                        "GRAIN ",    "attack ", "of the ", "it "};
    const world             *w = *state;

    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        char   sentence[2400];
        size_t used = 0;

        while (used + 16 < sizeof sentence && used < 2000) {
            used += (size_t)sprintf(sentence + used, "%s", WORDS[i]);
        }
        assert_true(seconds_to_code(w, w->newer, sentence, 100) < 5);
        assert_true(seconds_to_code(w, w->older, sentence, 100) < 5);
    }
}

int
main(void)
{
    const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(the_longest_pattern_that_fits_wins),
        cmocka_unit_test(paired_codes_and_compounds_go_both_ways),
        cmocka_unit_test(passives_turn_subject_and_object),
        cmocka_unit_test(clauses_have_their_own_subjects),
        cmocka_unit_test(nouns_are_no_verbs),
        cmocka_unit_test(the_older_reading_stops_at_the_first_event_of_a_clause),
        cmocka_unit_test(connectors_of_the_older_patterns_are_kept),
        cmocka_unit_test(complex_records_are_refused),
        cmocka_unit_test(options_change_how_a_record_is_coded),
        cmocka_unit_test(options_of_the_older_program_hold_until_they_change),
        cmocka_unit_test(a_wrong_file_of_records_is_told_with_its_place),
        cmocka_unit_test(other_names_of_codes_change_nothing_else),
        cmocka_unit_test(documents_are_coded_with_them_too),
        cmocka_unit_test(long_and_odd_sentences_take_bounded_time),
    };

    return cmocka_run_group_tests(TESTS, open_world, close_world);
}
