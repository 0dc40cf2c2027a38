/*
 * test_text.c - growing strings, numbers as text, quoting, words
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <float.h>
#include <math.h>

#include "base/alloc.h"
#include "base/random.h"
#include "base/text.h"

static double
of_bits(uint64_t bits)
{
    double value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

static uint64_t
draw(uint32_t index)
{
    ent_key key = {.seed = 1, .process = ENT_PROCESS_TEST};

    return ent_random_below(&key, index, UINT64_MAX);
}

/* ---- growing strings ---- */

static void
a_text_that_is_reset_is_empty(void **state)
{
    ent_text text;

    (void)state;
    ent_text_init(&text);
    ent_text_reset(&text);
    assert_string_equal(ent_text_get(&text), "");
    ent_text_add(&text, "before");
    ent_text_reset(&text);
    assert_string_equal(ent_text_get(&text), "");
    assert_int_equal(text.length, 0);
    ent_text_clear(&text);
}

static void
an_empty_text_is_an_empty_string(void **state)
{
    ent_text text;

    (void)state;
    ent_text_init(&text);
    assert_string_equal(ent_text_get(&text), "");
    ent_text_add(&text, "");
    assert_string_equal(ent_text_get(&text), "");
    ent_text_clear(&text);
}

static void
a_text_holds_what_was_added(void **state)
{
    ent_text text;

    (void)state;
    ent_text_init(&text);
    ent_text_add(&text, "RUS");
    ent_text_add_char(&text, '-');
    ent_text_add_bytes(&text, "CHNxx", 3);
    ent_text_addf(&text, " %d", 1949);
    ent_text_add_bytes(&text, NULL, 0);
    assert_string_equal(ent_text_get(&text), "RUS-CHN 1949");
    assert_int_equal(text.length, 12);
    ent_text_clear(&text);
    assert_null(text.bytes);
}

static void
a_long_formatted_piece_is_whole(void **state)
{
    ent_text text;

    (void)state;
    for (int width = 505; width < 520; width++) {
        ent_text_init(&text);
        ent_text_add(&text, "ab");
        ent_text_addf(&text, "%*d", width, 7);
        assert_int_equal(text.length, (size_t)width + 2);
        assert_int_equal(strlen(text.bytes), text.length);
        assert_int_equal(text.bytes[text.length - 1], '7');
        ent_text_clear(&text);
    }
}

static void
a_piece_too_long_fails_once_and_for_all(void **state)
{
    ent_text text;

    (void)state;
    ent_text_init(&text);
    ent_text_add(&text, "kept");
    ent_text_add_bytes(&text, "x", SIZE_MAX - 2);
    assert_true(text.failed);
    ent_text_add(&text, "more");
    assert_string_equal(ent_text_get(&text), "kept");
    ent_text_clear(&text);
    assert_false(text.failed);
}

/* ---- quoting ---- */

static void
assert_json(const char *value, size_t length, const char *expected)
{
    ent_text text;

    ent_text_init(&text);
    ent_text_add_json(&text, value, length);
    assert_string_equal(ent_text_get(&text), expected);
    ent_text_clear(&text);
}

static void
json_strings_are_escaped(void **state)
{
    (void)state;
    assert_json("", 0, "\"\"");
    assert_json("a\"b\\c", 5, "\"a\\\"b\\\\c\"");
    assert_json("\n\t\r", 3, "\"\\n\\t\\u000d\"");
    assert_json("\0\x7f", 2, "\"\\u0000\\u007f\"");
    assert_json("\xc2\x9b\xe2\x80\xae", 5, "\"\\u009b\\u202e\"");
    assert_json("\xc3\xa9", 2, "\"\xc3\xa9\"");
    assert_json("\xc3", 1, "\"\xef\xbf\xbd\"");
    assert_json("\xff\xfe!", 3, "\"\xef\xbf\xbd\xef\xbf\xbd!\"");
}

static void
json_numbers_are_null_when_they_are_none(void **state)
{
    ent_text text;

    (void)state;
    ent_text_init(&text);
    ent_text_add_json_number(&text, NAN);
    ent_text_add_json_number(&text, INFINITY);
    ent_text_add_json_number(&text, -INFINITY);
    ent_text_add_json_number(&text, 0.5);
    assert_string_equal(ent_text_get(&text), "nullnullnull0.5");
    ent_text_clear(&text);
}

static void
csv_fields_are_quoted_where_they_must_be(void **state)
{
    static const char *const PAIRS[][2] = {
        {"plain", "plain"},   {"", ""},
        {"a,b", "\"a,b\""},   {"a\"b", "\"a\"\"b\""},
        {"a\nb", "\"a\nb\""}, {"a\rb", "a\\u000db"},
        {"#a", "\"#a\""},     {" a", "\" a\""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
        ent_text text;

        ent_text_init(&text);
        ent_text_add_csv(&text, PAIRS[i][0]);
        assert_string_equal(ent_text_get(&text), PAIRS[i][1]);
        ent_text_clear(&text);
    }
}

/* A reader of CSV finds line breaks and tabs as they were, and what steers a terminal in sight. */
static void
csv_fields_do_not_steer_a_terminal(void **state)
{
    static const char *const PAIRS[][2] = {{"\x1b[31m", "\\u001b[31m"},
                                           {"a\r\nb\tc", "\"a\r\nb\tc\""},
                                           {"\xc2\x9b,\xe2\x80\xae", "\"\\u009b,\\u202e\""},
                                           {"\xc3\xa9\xff", "\xc3\xa9\xef\xbf\xbd"}};

    (void)state;
    for (size_t i = 0; i < sizeof PAIRS / sizeof PAIRS[0]; i++) {
        ent_text text;

        ent_text_init(&text);
        ent_text_add_csv(&text, PAIRS[i][0]);
        assert_string_equal(ent_text_get(&text), PAIRS[i][1]);
        ent_text_clear(&text);
    }
}

/* The controls: C0 and DEL, C1, the marks and overrides of direction; what stands beside them. */
static void
what_steers_a_terminal_is_shown(void **state)
{
    static const char *const PAIRS[][2] = {
        {"\x1b[31m\n\r\t\x7f", "\\u001b[31m\\u000a\\u000d\\u0009\\u007f"},
        {"\xc2\x80\xc2\x9b\xc2\x9f\xc2\xa0", "\\u0080\\u009b\\u009f\xc2\xa0"},
        {"\xd8\x9b\xd8\x9c\xd8\x9d", "\xd8\x9b\\u061c\xd8\x9d"},
        {"\xe2\x80\x8d\xe2\x80\x8e\xe2\x80\x8f\xe2\x80\x90",
         "\xe2\x80\x8d\\u200e\\u200f\xe2\x80\x90"},
        {"\xe2\x80\xa9\xe2\x80\xaa\xe2\x80\xae\xe2\x80\xaf",
         "\xe2\x80\xa9\\u202a\\u202e\xe2\x80\xaf"},
        {"\xe2\x81\xa5\xe2\x81\xa6\xe2\x81\xa9\xe2\x81\xaa",
         "\xe2\x81\xa5\\u2066\\u2069\xe2\x81\xaa"},
        {"\xff\xf0\x9f\x8c\x8d\xc3", "\xef\xbf\xbd\xf0\x9f\x8c\x8d\xef\xbf\xbd"},
        {"plain \\ Beijing", "plain \\ Beijing"}};

    (void)state;
    for (size_t i = 0; i < sizeof PAIRS / sizeof PAIRS[0]; i++) {
        ent_text text;
        char     fixed[64];

        ent_text_init(&text);
        ent_text_add_visible(&text, PAIRS[i][0], strlen(PAIRS[i][0]));
        assert_string_equal(ent_text_get(&text), PAIRS[i][1]);
        ent_text_clear(&text);
        ent_visible_print(PAIRS[i][0], fixed, sizeof fixed);
        assert_string_equal(fixed, PAIRS[i][1]);
    }
}

static void
a_room_too_small_holds_whole_characters(void **state)
{
    char out[8];

    (void)state;
    ent_visible_print("ab\x1b[m", out, sizeof out);
    assert_string_equal(out, "ab");
    ent_visible_print("abcdef\xc3\xa9", out, sizeof out);
    assert_string_equal(out, "abcdef");
    ent_visible_print("", out, 1);
    assert_string_equal(out, "");
}

static void
xml_text_is_escaped(void **state)
{
    static const char VALUE[] = "<a href='x'>\"&\"</a>\n\x01\x7f\xc3\xa9\xc3\xe2\x80\xae\r\n";
    ent_text          text;

    (void)state;
    ent_text_init(&text);
    ent_text_add_xml(&text, VALUE, sizeof VALUE - 1);
    assert_string_equal(ent_text_get(&text),
                        "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot;&lt;/a&gt;\n"
                        "\\u0001\\u007f\xc3\xa9\xef\xbf\xbd\\u202e\n");
    ent_text_clear(&text);
}

/* ---- numbers ---- */

/* Printed, it reads back to the same bits, and one digit less does not. */
static void
assert_shortest(double value)
{
    char   printed[40], shorter[40];
    size_t length = ent_number_print(value, printed, sizeof printed);
    double again;
    int    digits = 0;

    assert_int_equal(length, strlen(printed));
    assert_true(ent_number_read(printed, length, &again));
    assert_true(again == value);
    assert_true(strtod(printed, NULL) == value);
    for (size_t i = 0; i < length && printed[i] != 'e'; i++) {
        digits += printed[i] >= '1' && printed[i] <= '9';
        digits += printed[i] == '0' && digits > 0; /* not those before the first digit */
    }
    if (digits > 15 || (fabs(value) < DBL_MIN && digits > 1)) {
        (void)snprintf(shorter, sizeof shorter, "%.*e", digits - 2, value);
        assert_true(strtod(shorter, NULL) != value);
    }
}

static void
known_numbers_print_as_people_write_them(void **state)
{
    static const struct {
        double      value;
        const char *text;
    } KNOWN[] = {
        {0, "0"},
        {-0.0, "0"},
        {1, "1"},
        {-1, "-1"},
        {0.1, "0.1"},
        {0.3, "0.3"},
        {1.0 / 3, "0.3333333333333333"},
        {2.0 / 3, "0.6666666666666666"},
        {100000, "100000"},
        {123456789012, "123456789012"},
        {1e21, "1e+21"},
        {0.00001, "1e-05"},
        {5e-324, "5e-324"},
        {DBL_MAX, "1.7976931348623157e+308"},
        {0.1 + 0.2, "0.30000000000000004"},
        {0x1p-24, "5.960464477539063e-08"},
        {0x1p976, "6.386688990511104e+293"},
    };
    char printed[40];

    (void)state;
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
        (void)ent_number_print(KNOWN[i].value, printed, sizeof printed);
        assert_string_equal(printed, KNOWN[i].text);
    }
    assert_int_equal(ent_number_print(NAN, printed, sizeof printed), 0);
    assert_string_equal(printed, "");
}

static void
every_kind_of_number_survives_a_round_trip(void **state)
{
    (void)state;
    for (int e = -1074; e <= 1023; e++) {
        assert_shortest(ldexp(1, e));
        assert_shortest(nextafter(ldexp(1, e), 0));
        assert_shortest(-nextafter(ldexp(1, e), INFINITY));
    }
    for (int i = 0; i < 2000; i++) {
        assert_shortest(i + 0.5);
        assert_shortest(i / 1000.0);
        assert_shortest(of_bits((uint64_t)i)); /* subnormal */
    }
}

/* The first of 15, 16 and 17 digits that reads back, as the C library writes it. */
static void
assert_as_the_library_prints(double value)
{
    char printed[40], expected[40];

    (void)ent_number_print(value, printed, sizeof printed);
    for (int digits = 15; digits <= 17; digits++) {
        (void)snprintf(expected, sizeof expected, "%.*g", digits, value);
        if (strtod(expected, NULL) == value) {
            break;
        }
    }
    assert_string_equal(printed, expected);
}

static void
numbers_of_everyday_size_print_as_the_library_prints_them(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 30000; i++) {
        uint64_t bits = draw(i);
        double   value = ldexp((double)(bits >> 11 | 1), (int)(bits % 80) - 80);

        assert_as_the_library_prints(value);
        assert_as_the_library_prints(-(double)(1 + (bits >> 50)) / (double)(1 + (bits & 1023)));
        assert_as_the_library_prints((double)(bits >> 44) / 1e6);
        assert_as_the_library_prints((double)(bits >> 40) / 1e12);
    }
    for (int e = -8; e <= 16; e++) { /* about the powers of ten */
        double power = pow(10, e);

        assert_as_the_library_prints(power);
        assert_as_the_library_prints(nextafter(power, 0));
        assert_as_the_library_prints(nextafter(power, INFINITY));
        assert_as_the_library_prints(9.5 * power);
    }
    assert_as_the_library_prints(999999999999999.875); /* rounds up to one digit more */
    assert_as_the_library_prints(0.25);
}

static void
random_bit_patterns_survive_a_round_trip(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 20000; i++) {
        double value = of_bits(draw(i));

        if (isfinite(value)) {
            assert_shortest(value);
        }
    }
}

static void
reading_agrees_with_the_c_library(void **state)
{
    char text[64];

    (void)state;
    for (uint32_t i = 0; i < 20000; i++) {
        uint64_t bits = draw(i);
        double   value;
        int      length;

        /* up to 19 digits with a point somewhere: the fast path and the slow one */
        length = snprintf(text, sizeof text, "%s%llu.%0*llu", bits & 1 ? "-" : "",
                          (unsigned long long)(bits >> 40) % 1000000, 1 + (int)(bits % 12),
                          (unsigned long long)(bits >> 8) % 10);
        assert_true(ent_number_read(text, (size_t)length, &value));
        assert_true(value == strtod(text, NULL));
    }
}

static void
what_is_no_decimal_is_refused(void **state)
{
    static const char *const WRONG[] = {"",    " 1",    "1 ",    "0x10",   "inf",   "nan", "1e",
                                        "1e+", ".",     "-",     "+",      "1,5",   "--1", "1.2.3",
                                        "e5",  "1e5.0", "1e999", "-1e400", "1_000", "١"};
    double                   value = 7;

    (void)state;
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        assert_false(ent_number_read(WRONG[i], strlen(WRONG[i]), &value));
        assert_true(value == 7);
    }
    assert_true(ent_number_read("12x", 2, &value)); /* the length counts, not the zero byte */
    assert_true(value == 12);
}

static void
rounded_numbers_have_no_more_digits(void **state)
{
    char printed[40];

    (void)state;
    assert_int_equal(ent_number_print_digits(2.0 / 3, 5, printed, sizeof printed), 7);
    assert_string_equal(printed, "0.66667");
    (void)ent_number_print_digits(-0.0, 5, printed, sizeof printed);
    assert_string_equal(printed, "0");
    assert_int_equal(ent_number_print_digits(NAN, 5, printed, sizeof printed), 0);
}

static void
long_numbers_are_read_to_a_limit(void **state)
{
    char   text[402];
    double value = 0;

    (void)state;
    memset(text, '0', sizeof text);
    text[0] = '1';
    text[1] = '.';
    text[399] = '1';
    assert_true(ent_number_read(text, 400, &value));
    assert_true(value == 1);
    assert_false(ent_number_read(text, 401, &value));
}

static void
whole_numbers_print_as_the_library_prints_them(void **state)
{
    static const int64_t VALUES[] = {0,    7,          -7,        10,        99,           100,
                                     2022, -999999999, INT64_MAX, INT64_MIN, INT64_MIN + 1};
    char                 printed[21], expected[40];

    (void)state;
    for (size_t i = 0; i < sizeof VALUES / sizeof *VALUES; i++) {
        (void)snprintf(expected, sizeof expected, "%lld", (long long)VALUES[i]);
        assert_int_equal(ent_integer_print(VALUES[i], printed), strlen(expected));
        assert_string_equal(printed, expected);
    }
}

static void
whole_numbers_are_read_within_18_digits(void **state)
{
    int64_t value = 7;

    (void)state;
    assert_true(ent_integer_read("999999999999999999", 18, &value));
    assert_true(value == INT64_C(999999999999999999));
    assert_true(ent_integer_read("-999999999999999999", 19, &value));
    assert_true(value == -INT64_C(999999999999999999));
    assert_true(ent_integer_read("+5", 2, &value));
    assert_true(value == 5);
    assert_false(ent_integer_read("9999999999999999999", 19, &value));
    assert_false(ent_integer_read("", 0, &value));
    assert_false(ent_integer_read("-", 1, &value));
    assert_false(ent_integer_read("1.0", 3, &value));
    assert_false(ent_integer_read("1e3", 3, &value));
    assert_true(value == 5);
}

/* ---- words ---- */

static void
starts_ends_and_case(void **state)
{
    (void)state;
    assert_true(ent_starts_with("alliance", "all"));
    assert_false(ent_starts_with("all", "alliance"));
    assert_true(ent_ends_with("states.csv", ".csv"));
    assert_false(ent_ends_with("csv", "s.csv"));
    assert_int_equal(ent_compare_nocase("NATO", "nato"), 0);
    assert_true(ent_compare_nocase("NAT", "nato") < 0);
    assert_true(ent_compare_nocase("b", "A") > 0);
    assert_true(ent_compare_nocase("\xc3\xa9", "e") > 0);
    assert_int_equal(ent_lower('Z'), 'z');
    assert_int_equal(ent_lower('['), '[');
    assert_string_equal(ent_base_name("/a/b.csv"), "b.csv");
    assert_string_equal(ent_base_name("b.csv"), "b.csv");
    assert_string_equal(ent_base_name("a/"), "a/");
}

/* Optimal string alignment by its definition, slow. */
static size_t
slow_distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t best, other;

    if (n == 0 || m == 0) {
        return n + m;
    }
    best = slow_distance(a, n - 1, b, m) + 1;
    other = slow_distance(a, n, b, m - 1) + 1;
    best = other < best ? other : best;
    other = slow_distance(a, n - 1, b, m - 1) + (ent_lower(a[n - 1]) != ent_lower(b[m - 1]));
    best = other < best ? other : best;
    if (n > 1 && m > 1 && ent_lower(a[n - 1]) == ent_lower(b[m - 2]) &&
        ent_lower(a[n - 2]) == ent_lower(b[m - 1])) {
        other = slow_distance(a, n - 2, b, m - 2) + 1;
        best = other < best ? other : best;
    }
    return best;
}

static void
the_edit_distance_is_that_of_its_definition(void **state)
{
    char a[8], b[8];

    (void)state;
    for (uint32_t i = 0; i < 600; i++) {
        uint64_t bits = draw(i);
        size_t   n = bits % 7, m = (bits >> 8) % 7;

        for (size_t j = 0; j < 7; j++) {
            a[j] = "aBb"[(bits >> (16 + 2 * j)) % 3];
            b[j] = "abA"[(bits >> (30 + 2 * j)) % 3];
        }
        a[n] = b[m] = '\0';
        assert_int_equal(ent_edit_distance(a, b), slow_distance(a, n, b, m));
    }
}

static void
a_very_long_word_is_as_far_as_can_be(void **state)
{
    char word[65];

    (void)state;
    memset(word, 'a', 64);
    word[64] = '\0';
    assert_true(ent_edit_distance(word, "a") == SIZE_MAX);
    assert_true(ent_edit_distance("a", word) == SIZE_MAX);
    word[63] = '\0';
    assert_int_equal(ent_edit_distance(word, ""), 63);
    assert_int_equal(ent_edit_distance(word, word), 0);
}

static void
a_typo_finds_its_word_and_another_word_none(void **state)
{
    static const char *const WORDS[] = {"interventions", "outcomes", "horizon", "seed"};

    (void)state;
    assert_string_equal(ent_nearest_word("intervensions", WORDS, 4), "interventions");
    assert_string_equal(ent_nearest_word("HORIZONT", WORDS, 4), "horizon");
    assert_string_equal(ent_nearest_word("sede", WORDS, 4), "seed");
    assert_null(ent_nearest_word("coalition", WORDS, 4));
    assert_null(ent_nearest_word("seed", WORDS, 0));
}

/* ---- UTF-8 ---- */

static void
valid_characters_have_their_length(void **state)
{
    static const struct {
        const char *bytes;
        size_t      length;
    } VALID[] = {{"a", 1},
                 {"\x7f", 1},
                 {"\xc2\x80", 2},
                 {"\xdf\xbf", 2},
                 {"\xe0\xa0\x80", 3},
                 {"\xed\x9f\xbf", 3},
                 {"\xee\x80\x80", 3},
                 {"\xef\xbf\xbf", 3},
                 {"\xf0\x90\x80\x80", 4},
                 {"\xf4\x8f\xbf\xbf", 4}};

    (void)state;
    for (size_t i = 0; i < sizeof VALID / sizeof *VALID; i++) {
        assert_int_equal(ent_utf8_length(VALID[i].bytes, strlen(VALID[i].bytes)), VALID[i].length);
        for (size_t cut = 0; cut < VALID[i].length; cut++) {
            assert_int_equal(ent_utf8_length(VALID[i].bytes, cut), 0);
        }
    }
    assert_int_equal(ent_utf8_length("", 1), 1); /* a zero byte is a character */
}

/* The whole table of two-byte starts, and every wrong kind of longer ones. */
static void
invalid_sequences_are_seen(void **state)
{
    static const char *const INVALID[] = {"\x80",
                                          "\xbf\x80",
                                          "\xc0\x80",
                                          "\xc1\xbf", /* stray, overlong */
                                          "\xe0\x80\x80",
                                          "\xe0\x9f\xbf",
                                          "\xf0\x80\x80\x80", /* overlong */
                                          "\xf0\x8f\xbf\xbf",
                                          "\xed\xa0\x80",
                                          "\xed\xbf\xbf", /* overlong, surrogates */
                                          "\xf4\x90\x80\x80",
                                          "\xf5\x80\x80\x80",
                                          "\xff", /* above U+10FFFF */
                                          "\xe2\x28\xa1",
                                          "\xe2\x82\x28",
                                          "\xf0\x28\x8c\xbc",
                                          "\xf0\x90\x28\xbc",
                                          "\xf0\x90\x8c\x28",
                                          "\xc3\x28",
                                          "\xc3\xc3"};

    (void)state;
    for (size_t i = 0; i < sizeof INVALID / sizeof *INVALID; i++) {
        assert_int_equal(ent_utf8_length(INVALID[i], strlen(INVALID[i])), 0);
    }
    for (unsigned first = 0x80; first < 0x100; first++) {
        for (unsigned second = 0; second < 0x100; second++) {
            char bytes[2] = {(char)first, (char)second};
            bool valid = first >= 0xC2 && first <= 0xDF && second >= 0x80 && second <= 0xBF;

            assert_int_equal(ent_utf8_length(bytes, 2), valid ? 2 : 0);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_that_is_reset_is_empty),
        cmocka_unit_test(an_empty_text_is_an_empty_string),
        cmocka_unit_test(a_text_holds_what_was_added),
        cmocka_unit_test(a_long_formatted_piece_is_whole),
        cmocka_unit_test(a_piece_too_long_fails_once_and_for_all),
        cmocka_unit_test(json_strings_are_escaped),
        cmocka_unit_test(json_numbers_are_null_when_they_are_none),
        cmocka_unit_test(csv_fields_are_quoted_where_they_must_be),
        cmocka_unit_test(csv_fields_do_not_steer_a_terminal),
        cmocka_unit_test(what_steers_a_terminal_is_shown),
        cmocka_unit_test(a_room_too_small_holds_whole_characters),
        cmocka_unit_test(xml_text_is_escaped),
        cmocka_unit_test(known_numbers_print_as_people_write_them),
        cmocka_unit_test(every_kind_of_number_survives_a_round_trip),
        cmocka_unit_test(numbers_of_everyday_size_print_as_the_library_prints_them),
        cmocka_unit_test(random_bit_patterns_survive_a_round_trip),
        cmocka_unit_test(reading_agrees_with_the_c_library),
        cmocka_unit_test(what_is_no_decimal_is_refused),
        cmocka_unit_test(rounded_numbers_have_no_more_digits),
        cmocka_unit_test(long_numbers_are_read_to_a_limit),
        cmocka_unit_test(whole_numbers_print_as_the_library_prints_them),
        cmocka_unit_test(whole_numbers_are_read_within_18_digits),
        cmocka_unit_test(starts_ends_and_case),
        cmocka_unit_test(the_edit_distance_is_that_of_its_definition),
        cmocka_unit_test(a_very_long_word_is_as_far_as_can_be),
        cmocka_unit_test(a_typo_finds_its_word_and_another_word_none),
        cmocka_unit_test(valid_characters_have_their_length),
        cmocka_unit_test(invalid_sequences_are_seen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
