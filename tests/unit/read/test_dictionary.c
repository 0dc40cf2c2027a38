/*
 * test_dictionary.c - the formats of TABARI, PETRARCH and Phoenix, with the slips that files have
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_dictionary.h"

#include "entente/read.h"

#include <time.h>

#include "read/pattern/pattern.h"

static const char VERBS[] = "--- ATTACK [190] ---\nATTACK\n--- PRAISE [051] ---\nPRAISE\n";

static int
open_context(void **state)
{
    *state = unit_ctx(1);
    return 0;
}

static int
close_context(void **state)
{
    ent_ctx_destroy(*state);
    return 0;
}

static void
an_actor_has_synonyms_and_codes_by_date(void **state)
{
    ent_dictionary *d = unit_dictionary(*state,
                                        "NORLAND_ [NOR]\r\n+NORLANDER_\r\n"
                                        "JANE_DOE_\n+LADY_DOE_\n\t[NORGOV 19900101-991231]\n"
                                        "\t[NORELI > 991231]\n\t[NOROPP <19900101]\n"
                                        "SUDLAND [SUD]\n",
                                        NULL, VERBS, NULL);

    unit_assert_coded(*state, d, "950101", "", "Sudland attacked a Norlander.", "SUD>NOR:190");
    unit_assert_coded(*state, d, "19950101", "", "Jane Doe attacked Sudland.", "NORGOV>SUD:190");
    unit_assert_coded(*state, d, "19991231", "", "Lady Doe attacked Sudland.", "NORGOV>SUD:190");
    unit_assert_coded(*state, d, "891231", "", "Lady Doe attacked Sudland.", "NOROPP>SUD:190");
    unit_assert_coded(*state, d, "20000101", "", "Lady Doe attacked Sudland.", "NORELI>SUD:190");
    ent_dictionary_destroy(d);
}

static void
several_codes_on_a_line_and_a_phrase_defined_twice_are_all_kept(void **state)
{
    ent_dictionary *d = unit_dictionary(*state,
                                        "X_Y [AAA 820701-821231][BBB 870701-871231]#c\n"
                                        "X_Y [CCC 19900101-19901231]\nX_Y[DDD]\nSUD [SUD]\n",
                                        NULL, VERBS, NULL);

    assert_int_equal(ent_dictionary_count(d).rejects, 0);
    assert_int_equal(ent_dictionary_count(d).codes, 5);
    unit_assert_coded(*state, d, "820801", "", "X Y attacked Sud.", "AAA>SUD:190");
    unit_assert_coded(*state, d, "870801", "", "X Y attacked Sud.", "BBB>SUD:190");
    unit_assert_coded(*state, d, "900801", "", "X Y attacked Sud.", "CCC>SUD:190");
    unit_assert_coded(*state, d, "950801", "", "X Y attacked Sud.", "DDD>SUD:190");
    ent_dictionary_destroy(d);
}

static void
a_wrong_line_is_set_aside_with_its_place_and_reason(void **state)
{
    static const struct {
        ent_dictionary_kind kind;
        const char         *text;
        size_t              line, column;
        const char         *reason;
    } SLIPS[] = {
        {ENT_DICTIONARY_ACTORS, "A [A]\n+B [AAA 9008223-911221]\n", 2, 5, "the days are not"},
        {ENT_DICTIONARY_ACTORS, "A [950601-990815]\n", 1, 4, "days without a code"},
        {ENT_DICTIONARY_ACTORS, "A [AAA\n", 1, 3, "the bracket is not closed"},
        {ENT_DICTIONARY_ACTORS, "+A\n", 1, 1, "a synonym or code of no phrase"},
        {ENT_DICTIONARY_ACTORS, "A [ ]\n", 1, 5, "no code in the brackets"},
        {ENT_DICTIONARY_ACTORS, "A [AAA 20121207-20120802]\n", 1, 4, "the days are not"},
        {ENT_DICTIONARY_AGENTS, "X [~ENV}\n", 1, 9, "no code in brackets"},
        {ENT_DICTIONARY_AGENTS, "X [ENV]\n", 1, 4, "the code has no ~"},
        {ENT_DICTIONARY_AGENTS, "X!MEN! [~ENV]\n", 1, 3, "no substitution set"},
        {ENT_DICTIONARY_VERBS, "- * X [010]\n", 1, 1, "a pattern of no verb"},
        {ENT_DICTIONARY_VERBS, "--- A [1] ---\nA\n- X [010]\n", 3, 3, "does not say where"},
        {ENT_DICTIONARY_VERBS, "--- A [1] ---\nA\n- * *\t[010]\n", 3, 3, "stands twice"},
        {ENT_DICTIONARY_VERBS, "--- A [1] ---\nA\n- * X\n", 3, 6, "without a code"},
        {ENT_DICTIONARY_VERBS, "--- A ---\nA\n", 1, 10, "a block without a code"},
        {ENT_DICTIONARY_VERBS, "--- A [1] ---\nA\n~ a (b A) A = a b 1\n", 3, 1, "a transformation"},
        {ENT_DICTIONARY_VERBS, "--- A [1] ---\nA\n- * {X [1]\n", 3, 3, "the brace is not closed"},
        {ENT_DICTIONARY_DISCARDS, "+\n", 1, 1, "no phrase"},
    };

    for (size_t i = 0; i < sizeof SLIPS / sizeof *SLIPS; i++) {
        const char                  *texts[ENT_DICTIONARY_KINDS] = {NULL};
        ent_dictionary              *d;
        const ent_dictionary_reject *r;

        texts[SLIPS[i].kind] = SLIPS[i].text;
        d = unit_dictionary(*state, texts[0], texts[1], texts[2], texts[3]);
        assert_int_equal(ent_dictionary_count(d).rejects, 1);
        r = ent_dictionary_reject_at(d, 0);
        assert_non_null(r);
        assert_null(ent_dictionary_reject_at(d, 1));
        assert_string_equal(r->file, "unit.txt");
        assert_int_equal(r->line, SLIPS[i].line);
        assert_int_equal(r->column, SLIPS[i].column);
        assert_non_null(strstr(r->reason, SLIPS[i].reason));
        ent_dictionary_destroy(d);
    }
}

static void
agents_have_plurals_and_substitutions(void **state)
{
    ent_dictionary *d =
        unit_dictionary(*state, "NORLAND_ [NOR]\nSUDLAND_ [SUD]\n",
                        "!MEN! = MAN, MEN\nDEPUTY [~LEG]\nPOLICE {} [ ~COP]\n"
                        "GOOSE {GEESE} [~GGS]\nFIRE!MEN! [~FIR]\nCHARITY [NGO~]\nHOUSE [~HSE]\n",
                        VERBS, NULL);

    unit_assert_coded(*state, d, "950101", "", "Norland deputies attacked Sudland's police.",
                      "NORLEG>SUDCOP:190");
    unit_assert_coded(*state, d, "950101", "", "Norland geese attacked Sudland firemen.",
                      "NORGGS>SUDFIR:190");
    unit_assert_coded(*state, d, "950101", "", "Norland's polices attacked Sudland gooses.",
                      "NOR>SUD:190");
    unit_assert_coded(*state, d, "950101", "", "Charities from Norland attacked houses of Sudland.",
                      "NGONOR>SUDHSE:190");
    unit_assert_coded(*state, d, "950101", "", "Former Norland deputies praised Sudland.",
                      "NORELI>SUD:051");
    unit_assert_coded(*state, d, "950101", "", "Norland police attacked deputies.",
                      "NORCOP>---LEG:190");
    ent_dictionary_destroy(d);
}

static void
a_code_that_the_actor_has_is_not_added_twice(void **state)
{
    ent_dictionary *d =
        unit_dictionary(*state, "NORLAND_ [NORGOV]\nSUDLAND_ [SUD]\nGONGO_ [AGOVXX]\n",
                        "PAPER [~GOVMED]\nMINISTRY [~GOV]\n", VERBS, NULL);

    unit_assert_coded(*state, d, "950101", "", "The Norland paper attacked Sudland.",
                      "NORGOVMED>SUD:190");
    unit_assert_coded(*state, d, "950101", "", "The Gongo ministry attacked Sudland.",
                      "AGOVXXGOV>SUD:190");
    ent_dictionary_destroy(d);
}

static void
verbs_have_regular_and_given_forms(void **state)
{
    ent_dictionary *d = unit_dictionary(*state, "NORLAND_ [NOR]\nSUDLAND_ [SUD]\n", NULL,
                                        "--- CARRY [010] ---\nCARRY\nDONATE [011]\n"
                                        "MEET {MEETS MET} [012:013]\n+CORDON_OFF [014]\n"
                                        "PASS [015]\n--- HUSH [---] ---\nHUSH\n",
                                        NULL);

    unit_assert_coded(*state, d, "950101", "", "Norland carries Sudland.", "NOR>SUD:010");
    unit_assert_coded(*state, d, "950101", "", "Norland carried Sudland.", "NOR>SUD:010");
    unit_assert_coded(*state, d, "950101", "", "Norland is carrying Sudland.", "NOR>SUD:010");
    unit_assert_coded(*state, d, "950101", "", "Norland donated to Sudland.", "NOR>SUD:011");
    unit_assert_coded(*state, d, "950101", "", "Norland is donating to Sudland.", "NOR>SUD:011");
    unit_assert_coded(*state, d, "950101", "", "Norland met Sudland.", "NOR>SUD:012;SUD>NOR:013");
    unit_assert_coded(*state, d, "950101", "", "Norland meeted Sudland.", "NONE");
    unit_assert_coded(*state, d, "950101", "", "Norland cordoned off Sudland.", "NOR>SUD:014");
    unit_assert_coded(*state, d, "950101", "", "Norland cordons Sudland.", "NONE");
    unit_assert_coded(*state, d, "950101", "", "Norland passes Sudland.", "NOR>SUD:015");
    unit_assert_coded(*state, d, "950101", "", "Norland hushes Sudland.", "NONE");
    ent_dictionary_destroy(d);
}

static void
the_older_style_has_stems_and_closed_words(void **state)
{
    ent_dictionary *d = unit_dictionary(
        *state, "LEBAN  [LEB] ;note\nNORLAND_ [NOR]\nMOUSE= [MUS]\n~~FINISH\n",
        "POLICE_ [~COP] ;x\n", "CRITICI  [121] ;x\nARM_ [182]\nBAN= [191]\n~~FINISH x\n", NULL);

    unit_assert_coded(*state, d, "950101", "", "Lebanese criticised Norland.", "LEB>NOR:121");
    unit_assert_coded(*state, d, "950101", "", "Lebanon arms Norland's police.", "LEB>NORCOP:182");
    unit_assert_coded(*state, d, "950101", "", "Lebanon armours Norland.", "NONE");
    unit_assert_coded(*state, d, "950101", "", "Norlands arms Lebanon.", "NOR>LEB:182");
    unit_assert_coded(*state, d, "950101", "", "Mouse will ban Norland.", "MUS>NOR:191");
    unit_assert_coded(*state, d, "950101", "", "Mouse is banned by Norland.", "NONE");
    unit_assert_coded(*state, d, "950101", "", "Mouses arm Norland.", "ERROR");
    ent_dictionary_destroy(d);
}

static void
synonym_sets_that_contain_themselves_are_broken_and_told(void **state)
{
    ent_dictionary *d = unit_dictionary(
        *state, "NORLAND_ [NOR]\nSUDLAND_ [SUD]\n", NULL,
        "&ONE\n+&TWO\n+UNITY\n&TWO\n+&THREE\n+PAIR\n&THREE\n+&ONE\n+&THREE\n+TRIPLE\n"
        "--- GIVE [070] ---\nGIVE\n- * &ONE [071]\n- * &NOWHERE [072]\n",
        NULL);

    assert_int_equal(ent_dictionary_count(d).rejects, 3);
    assert_non_null(strstr(ent_dictionary_reject_at(d, 0)->reason, "&NOWHERE"));
    assert_non_null(strstr(ent_dictionary_reject_at(d, 1)->reason, "contains itself"));
    unit_assert_coded(*state, d, "950101", "", "Norland gives a triple to Sudland.", "NOR>SUD:071");
    unit_assert_coded(*state, d, "950101", "", "Norland gives unity to Sudland.", "NOR>SUD:071");
    unit_assert_coded(*state, d, "950101", "", "Norland gives bread to Sudland.", "NOR>SUD:070");
    ent_dictionary_destroy(d);
}

static void
discards_refuse_a_record(void **state)
{
    ent_dictionary *d = unit_dictionary(*state, "NORLAND_ [NOR]\nSUDLAND_ [SUD]\n", NULL, VERBS,
                                        "+World Cup   # x\nYEARS LATER ;y\n1939\n");

    unit_assert_coded(*state, d, "950101", "", "Norland attacked Sudland at the World Cup.",
                      "ERROR");
    unit_assert_coded(*state, d, "950101", "", "Norland attacked Sudland years later.", "ERROR");
    unit_assert_coded(*state, d, "950101", "", "Norland attacked Sudland in 1939.", "ERROR");
    unit_assert_coded(*state, d, "950101", "", "Norland attacked Sudland at the World Fair.",
                      "NOR>SUD:190");
    ent_dictionary_destroy(d);
}

static ent_dictionary *
issues_of(ent_ctx *ctx, const char *text)
{
    ent_dictionary *d = NULL;

    assert_int_equal(ent_dictionary_create(ctx, &d), ENT_OK);
    assert_int_equal(
        ent_dictionary_add(ctx, d, ENT_DICTIONARY_ISSUES, "issues.txt", text, strlen(text)),
        ENT_OK);
    assert_int_equal(ent_dictionary_finish(ctx, d), ENT_OK);
    return d;
}

/* `ISSUE count` of one sentence, joined by ";". */
static void
assert_issues(ent_ctx *ctx, const ent_dictionary *d, const char *text, const char *expected)
{
    ent_document document = {.name = "a.txt"};
    ent_sentence sentence = {.number = 1, .text = text};
    ent_reading  reading = {
         .documents = &document, .document_count = 1, .sentences = &sentence, .sentence_count = 1};
    ent_table *table = NULL;
    char      *lines = NULL, *line, *rest, got[256] = "";
    size_t     size;
    FILE      *stream = open_memstream(&lines, &size);

    assert_non_null(stream);
    assert_int_equal(ent_reading_issues(ctx, &reading, d, &table), ENT_OK);
    assert_int_equal(ent_table_write(ctx, table, ENT_FORMAT_CSV, NULL, stream), ENT_OK);
    assert_int_equal(fclose(stream), 0);
    (void)strtok_r(lines, "\n", &rest);
    while ((line = strtok_r(NULL, "\n", &rest)) != NULL) {
        char  *at = line, *issue;
        size_t used = strlen(got);

        for (int i = 0; i < 5; i++) {
            at = strchr(at, ',') + 1;
        }
        issue = at;
        at = strchr(strchr(at, ',') + 1, ',');
        (void)snprintf(got + used, sizeof got - used, "%s%.*s", used > 0 ? ";" : "",
                       (int)(at - issue), issue);
    }
    assert_string_equal(got, expected);
    ent_table_destroy(table);
    free(lines);
}

static void
the_longest_phrase_of_each_group_of_issues_counts(void **state)
{
    ent_dictionary *d = issues_of(*state, "<ISSUE CATEGORY=\"A\" TYPE=\"ALL\">\n"
                                          "n:school [SCHOOL] # c\nn:school reform [REFORM]\n"
                                          "pre+n:school [EARLY]\nv:carry arms [ARMS]\n"
                                          "~school of fish\n~~old school\n</ISSUE>\n</ISSUE>\n"
                                          "<ISSUE CATEGORY=\"B\">\nSchool [B]\n</ISSUE>\n");

    assert_int_equal(ent_dictionary_count(d).rejects, 0);
    assert_issues(*state, d, "Schools and a school.", "SCHOOL,2;B,1");
    assert_issues(*state, d, "School reform is due.", "REFORM,1;B,1");
    assert_issues(*state, d, "A pre-school, preschools.", "EARLY,2;B,1");
    assert_issues(*state, d, "He carried arms, she is carrying arms.", "ARMS,2");
    assert_issues(*state, d, "A school of fish.", "B,1");
    assert_issues(*state, d, "Old School schools carry arms.", "B,1");
    assert_issues(*state, d, "Nothing of the kind: schooling.", "");
    ent_dictionary_destroy(d);
}

static void
wrong_lines_of_issues_are_set_aside(void **state)
{
    static const struct {
        const char *text, *reason;
    } SLIPS[] = {
        {"school [S]\n", "outside of a group"},
        {"<ISSUE TYPE=\"ALL\">\n", "no category"},
        {"<ISSUE CATEGORY=\"A\">\nschool\n", "no code"},
        {"<ISSUE CATEGORY=\"A\">\n[S]\n", "no phrase"},
        {"<ISSUE CATEGORY=\"A\">\n~\n", "no phrase"},
        {"<ISSUE CATEGORY=\"A\">\nv:a v:a v:a v:a [S]\n", "too many forms"},
        {"<ISSUE CATEGORY=\"A\">\na b c d e f g h i j k l m [S]\n", "too many words"},
    };

    for (size_t i = 0; i < sizeof SLIPS / sizeof *SLIPS; i++) {
        ent_dictionary *d = issues_of(*state, SLIPS[i].text);

        assert_int_equal(ent_dictionary_count(d).rejects, 1);
        assert_non_null(strstr(ent_dictionary_reject_at(d, 0)->reason, SLIPS[i].reason));
        ent_dictionary_destroy(d);
    }
}

static void
files_that_end_early_and_empty_files_are_read(void **state)
{
    static const char FULL[] = "&S\n+A B\n--- X [010:011] ---\nX {XS XD}\n- + &S_* (IN {A B}) $ "
                               "[012] # c\n~ a (b . X) X = a b 112\n";

    for (size_t n = 0; n <= sizeof FULL - 1; n++) {
        for (int kind = 0; kind < ENT_DICTIONARY_KINDS; kind++) {
            ent_dictionary *d = NULL;

            assert_int_equal(ent_dictionary_create(*state, &d), ENT_OK);
            assert_int_equal(
                ent_dictionary_add(*state, d, (ent_dictionary_kind)kind, "cut.txt", FULL, n),
                ENT_OK);
            assert_int_equal(ent_dictionary_finish(*state, d), ENT_OK);
            ent_dictionary_destroy(d);
        }
    }
}

static void
a_line_longer_than_any_entry_is_set_aside(void **state)
{
    enum { LONG = 3 << 20 };
    char *text = malloc(LONG + 1);

    assert_non_null(text);
    for (int kind = 0; kind < ENT_DICTIONARY_KINDS; kind++) {
        for (const char *c = "[{_a&"; *c != '\0'; c++) {
            ent_dictionary *d = NULL;

            memset(text, *c, LONG);
            memcpy(text, "# x\nA ", 6);
            text[LONG] = '\0';
            assert_int_equal(ent_dictionary_create(*state, &d), ENT_OK);
            assert_int_equal(
                ent_dictionary_add(*state, d, (ent_dictionary_kind)kind, "long.txt", text, LONG),
                ENT_OK);
            assert_int_equal(ent_dictionary_count(d).rejects, 1);
            assert_int_equal(ent_dictionary_reject_at(d, 0)->line, 2);
            ent_dictionary_destroy(d);
        }
    }
    free(text);
}

static void
a_finished_dictionary_takes_no_more_and_an_unfinished_one_codes_nothing(void **state)
{
    ent_dictionary *d = NULL;

    assert_int_equal(ent_dictionary_create(*state, &d), ENT_OK);
    assert_int_equal(ent_records_code(*state, d, "r", "id\tdate\ttext\n", 13, stderr), ENT_E_ARG);
    assert_int_equal(ent_dictionary_finish(*state, d), ENT_OK);
    assert_int_equal(ent_dictionary_add(*state, d, ENT_DICTIONARY_ACTORS, "a", "A [A]", 5),
                     ENT_E_ARG);
    assert_int_equal(ent_dictionary_finish(*state, d), ENT_OK);
    ent_dictionary_destroy(d);
    ent_dictionary_destroy(NULL);
    assert_int_equal(ent_dictionary_count(NULL).words, 0);
}

/* ---- the trie against a plain search ---- */

enum { WORDS = 5, PHRASES = 60, LONGEST = 4, TOKENS = 12 };

static unsigned
next_random(unsigned *seed)
{
    *seed = *seed * 1103515245U + 12345U;
    return *seed >> 16;
}

static void
the_longest_phrase_is_the_one_that_a_plain_search_finds(void **state)
{
    unsigned seed = 7;

    for (int round = 0; round < 40; round++) {
        char            phrases[PHRASES][LONGEST], text[TOKENS * 2 + 1], file[PHRASES * 16];
        size_t          lengths[PHRASES], used = 0;
        ent_dictionary *d;
        ent_shallow    *s = calloc(1, sizeof *s);

        assert_non_null(s);
        for (size_t i = 0; i < PHRASES; i++) {
            lengths[i] = 1 + next_random(&seed) % LONGEST;
            for (size_t k = 0; k < lengths[i]; k++) {
                phrases[i][k] = (char)('P' + next_random(&seed) % WORDS);
                file[used++] = phrases[i][k];
                file[used++] = k + 1 < lengths[i] ? '_' : '\n';
            }
        }
        file[used] = '\0';
        for (size_t i = 0; i < TOKENS; i++) {
            text[2 * i] = (char)('P' + next_random(&seed) % WORDS);
            text[2 * i + 1] = ' ';
        }
        text[2 * TOKENS] = '\0';
        d = unit_dictionary(*state, NULL, NULL, NULL, file);
        ent_shallow_init(s, d);
        assert_true(ent_shallow_split(s, text, strlen(text)));
        assert_int_equal(s->count, TOKENS);
        for (size_t at = 0; at < TOKENS; at++) {
            size_t best = 0;

            for (size_t i = 0; i < PHRASES; i++) {
                size_t k = 0;

                while (k < lengths[i] && at + k < TOKENS && text[2 * (at + k)] == phrases[i][k]) {
                    k++;
                }
                best = k == lengths[i] && k > best ? k : best;
            }
            assert_int_equal(ent_shallow_find(s, ENT_ROOT_DISCARD, at).words, best);
        }
        free(s);
        ent_dictionary_destroy(d);
    }
}

/* ---- time ---- */

static double
seconds_to_read(ent_ctx *ctx, ent_dictionary_kind kind, const char *line, size_t count)
{
    size_t          length = strlen(line);
    char           *text = malloc(length * count + 1);
    ent_dictionary *d = NULL;
    clock_t         start;

    assert_non_null(text);
    for (size_t i = 0; i < count; i++) {
        memcpy(text + i * length, line, length);
    }
    assert_int_equal(ent_dictionary_create(ctx, &d), ENT_OK);
    start = clock();
    assert_int_equal(ent_dictionary_add(ctx, d, kind, "many.txt", text, length * count), ENT_OK);
    assert_int_equal(ent_dictionary_finish(ctx, d), ENT_OK);
    free(text);
    ent_dictionary_destroy(d);
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

static void
reading_takes_time_in_proportion(void **state)
{
    static const struct {
        ent_dictionary_kind kind;
        const char         *line;
    } LINES[] = {
        {ENT_DICTIONARY_ACTORS, "A_B_C [AAA 900101-911231][BBB]\n+D\n"},
        {ENT_DICTIONARY_AGENTS, "!P! = A, B\nX!P! [~AAA]\n"},
        {ENT_DICTIONARY_VERBS, "&ONE\n+A\n&TWO\n+&ONE\n+B C\n"},
        {ENT_DICTIONARY_VERBS, "--- A [1] ---\nA\n- * {B | C | &D_E_F} [2]\n"},
        {ENT_DICTIONARY_VERBS, "[[[[{{{{((((&&&&____"},
        {ENT_DICTIONARY_DISCARDS, "A B C\n"},
    };

    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        double few = seconds_to_read(*state, LINES[i].kind, LINES[i].line, 20000);
        double many = seconds_to_read(*state, LINES[i].kind, LINES[i].line, 80000);

        assert_true(many < 12 * few + 0.25);
    }
}

int
main(void)
{
    const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(the_longest_phrase_of_each_group_of_issues_counts),
        cmocka_unit_test(wrong_lines_of_issues_are_set_aside),
        cmocka_unit_test(an_actor_has_synonyms_and_codes_by_date),
        cmocka_unit_test(several_codes_on_a_line_and_a_phrase_defined_twice_are_all_kept),
        cmocka_unit_test(a_wrong_line_is_set_aside_with_its_place_and_reason),
        cmocka_unit_test(agents_have_plurals_and_substitutions),
        cmocka_unit_test(a_code_that_the_actor_has_is_not_added_twice),
        cmocka_unit_test(verbs_have_regular_and_given_forms),
        cmocka_unit_test(the_older_style_has_stems_and_closed_words),
        cmocka_unit_test(synonym_sets_that_contain_themselves_are_broken_and_told),
        cmocka_unit_test(discards_refuse_a_record),
        cmocka_unit_test(files_that_end_early_and_empty_files_are_read),
        cmocka_unit_test(a_line_longer_than_any_entry_is_set_aside),
        cmocka_unit_test(a_finished_dictionary_takes_no_more_and_an_unfinished_one_codes_nothing),
        cmocka_unit_test(the_longest_phrase_is_the_one_that_a_plain_search_finds),
        cmocka_unit_test(reading_takes_time_in_proportion),
    };

    return cmocka_run_group_tests(TESTS, open_context, close_context);
}
