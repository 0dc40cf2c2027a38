/*
 * test_yaml.c - files of settings under a schema: every refusal says where and what to do
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <jansson.h>

#include "base/text.h"
#include "base/yaml.h"

static const char *const    CHOICES[] = {"estimated", "literature", "assumed", NULL};
static const ent_yaml_field ITEM[] = {
    {.key = "at", .kind = ENT_YAML_DATE, .required = true, .help = "When it happens."},
    {.key = "who", .kind = ENT_YAML_STATE, .help = "Its \"subject\"."},
    {.key = "basis", .kind = ENT_YAML_CHOICE, .choices = CHOICES},
    {.key = NULL}};
static const ent_yaml_field SCHEMA[] = {
    {.key = "format", .kind = ENT_YAML_INTEGER, .required = true, .help = "Always 1."},
    {.key = "name", .kind = ENT_YAML_TEXT},
    {.key = "runs", .kind = ENT_YAML_INTEGER, .least = 1, .most = 1000000},
    {.key = "share", .kind = ENT_YAML_NUMBER, .least = -0.1, .most = 1},
    {.key = "any", .kind = ENT_YAML_NUMBER},
    {.key = "strict", .kind = ENT_YAML_BOOLEAN},
    {.key = "start", .kind = ENT_YAML_MAP, .fields = ITEM},
    {.key = "interventions", .kind = ENT_YAML_LIST_OF_MAPS, .fields = ITEM},
    {.key = "outcomes", .kind = ENT_YAML_LIST_OF_TEXT},
    {.key = NULL}};

static const char GOOD[] = "format: 1\n"
                           "name: \"a name\"   # with a comment\n"
                           "runs: 200\n"
                           "share: 0.25\n"
                           "strict: true\n"
                           "start: {at: 1972-02, who: USA}\n"
                           "interventions:\n"
                           "  - at: 2027-03-01\n"
                           "    who: CHN\n"
                           "    basis: assumed\n"
                           "  - {at: 2030}\n"
                           "outcomes: [war, 'a b']\n";

static void
a_good_file_is_read(void **state)
{
    ent_ctx             *ctx = unit_ctx(1);
    ent_yaml            *yaml = NULL;
    const ent_yaml_node *root, *list;
    ent_span             never = {0, 1};

    (void)state;
    assert_int_equal(ent_yaml_parse(ctx, "g.yaml", GOOD, sizeof GOOD - 1, SCHEMA, &yaml), ENT_OK);
    root = ent_yaml_root(yaml);
    assert_string_equal(ent_yaml_text(ent_yaml_get(root, "name"), ""), "a name");
    assert_int_equal(ent_yaml_integer(ent_yaml_get(root, "runs"), 0), 200);
    assert_true(ent_yaml_number(ent_yaml_get(root, "share"), 0) == 0.25);
    assert_true(ent_yaml_boolean(ent_yaml_get(root, "strict"), false));
    list = ent_yaml_get(root, "interventions");
    assert_int_equal(ent_yaml_count(list), 2);
    assert_int_equal(ent_yaml_line(ent_yaml_item(list, 1)), 11);
    assert_int_equal(ent_yaml_span(ent_yaml_get(ent_yaml_item(list, 0), "at"), never).from, 20878);
    assert_int_equal(ent_yaml_span(ent_yaml_get(ent_yaml_item(list, 1), "at"), never).to, 22280);
    assert_string_equal(ent_yaml_text(ent_yaml_item(ent_yaml_get(root, "outcomes"), 1), ""), "a b");
    ent_yaml_destroy(yaml);
    ent_ctx_destroy(ctx);
}

static void
what_is_not_set_has_its_default(void **state)
{
    ent_ctx             *ctx = unit_ctx(1);
    ent_yaml            *yaml = NULL;
    const ent_yaml_node *root;
    ent_span             otherwise = {3, 4};

    (void)state;
    assert_int_equal(ent_yaml_parse(ctx, "g.yaml", "format: 1", 9, SCHEMA, &yaml), ENT_OK);
    root = ent_yaml_root(yaml);
    assert_null(ent_yaml_get(root, "name"));
    assert_null(ent_yaml_get(ent_yaml_get(root, "start"), "at"));
    assert_string_equal(ent_yaml_text(NULL, "x"), "x");
    assert_int_equal(ent_yaml_integer(NULL, 7), 7);
    assert_true(ent_yaml_number(NULL, 0.5) == 0.5);
    assert_true(ent_yaml_boolean(NULL, true));
    assert_int_equal(ent_yaml_span(NULL, otherwise).from, 3);
    assert_int_equal(ent_yaml_count(ent_yaml_get(root, "outcomes")), 0);
    ent_yaml_destroy(yaml);
    ent_ctx_destroy(ctx);
}

static void
assert_refused_bytes(const char *bytes, size_t length, ent_status expected, const char *message)
{
    ent_ctx   *ctx = unit_ctx(1);
    ent_yaml  *yaml = NULL;
    ent_status status = ent_yaml_parse(ctx, "t.yaml", bytes, length, SCHEMA, &yaml);

    assert_string_equal(ent_ctx_error(ctx), message);
    assert_int_equal(status, expected);
    assert_null(yaml);
    ent_ctx_destroy(ctx);
}

static void
assert_refused(const char *text, const char *message)
{
    assert_refused_bytes(text, strlen(text), ENT_E_INPUT, message);
}

static void
the_format_must_be_named(void **state)
{
    (void)state;
    assert_refused("", "t.yaml:1:1: empty, expected 'format: 1'");
    assert_refused("# only a comment\n", "t.yaml:1:1: empty, expected 'format: 1'");
    assert_refused("name: x\n", "t.yaml:1:1: 'format: 1' is missing");
    assert_refused("name: x\nformat: 2\n", "t.yaml:2:9: only 'format: 1' is known to this version");
    assert_refused("- format\n",
                   "t.yaml:1:1: expected keys and values, beginning with 'format: 1'");
}

static void
a_wrong_value_is_refused_at_its_place(void **state)
{
    (void)state;
    assert_refused("format: 1\nruns: many\n",
                   "t.yaml:2:7: 'runs' is 'many', expected a whole number");
    assert_refused("format: 1\nruns: 1.5\n",
                   "t.yaml:2:7: 'runs' is '1.5', expected a whole number");
    assert_refused("format: 1\nruns: 0\n",
                   "t.yaml:2:7: 'runs' is '0', expected a whole number from 1 to 1000000");
    assert_refused("format: 1\nshare: 1.01\n",
                   "t.yaml:2:8: 'share' is '1.01', expected a number from -0.1 to 1");
    assert_refused("format: 1\nshare: .inf\n", "t.yaml:2:8: 'share' is '.inf', expected a number");
    assert_refused("format: 1\nstrict: yes\n",
                   "t.yaml:2:9: 'strict' is 'yes', expected true or false");
    assert_refused("format: 1\nname:\n", "t.yaml:2:6: 'name' is '', expected some text");
    assert_refused("format: 1\nname: [a]\n",
                   "t.yaml:2:7: 'name' is a list, expected a plain value");
    assert_refused("format: 1\nstart: x\n", "t.yaml:2:8: 'start' is 'x', expected a map");
    assert_refused("format: 1\noutcomes: x\n", "t.yaml:2:11: 'outcomes' is 'x', expected a list");
    assert_refused("format: 1\noutcomes: [{a: b}]\n",
                   "t.yaml:2:12: 'outcomes' is a map, expected a list of plain values");
    assert_refused("format: 1\ninterventions: [x]\n",
                   "t.yaml:2:17: 'interventions' is 'x', expected a list of maps");
    assert_refused("format: 1\nstart:\n  at: 2027-13\n",
                   "t.yaml:3:7: 'at' is '2027-13', expected a date as 2027, 2027-03 or 2027-03-01");
    assert_refused("format: 1\nstart: {at: 2027, basis: guess}\n",
                   "t.yaml:2:26: 'basis' is 'guess', expected one of estimated, literature, "
                   "assumed");
}

static void
keys_are_known_unique_and_complete(void **state)
{
    (void)state;
    assert_refused("format: 1\noutcome: [a]\n",
                   "t.yaml:2:1: unknown key 'outcome', did you mean 'outcomes'?");
    assert_refused("format: 1\ncolour: red\n", "t.yaml:2:1: unknown key 'colour'");
    assert_refused("format: 1\nname: a\nname: b\n", "t.yaml:3:1: 'name' is set twice");
    assert_refused("format: 1\nstart: {who: USA}\n",
                   "t.yaml:2:8: 'at' is missing: When it happens.");
    assert_refused("format: 1\n[a]: b\n", "t.yaml:1:1: a key must be plain text");
}

static void
what_is_no_yaml_is_refused_at_its_place(void **state)
{
    (void)state;
    assert_refused("format: 1\nname: [a\n", "t.yaml:3:1: did not find expected ',' or ']'");
    assert_refused("format: 1\n\tname: x\n",
                   "t.yaml:2:1: found a tab character that violates indentation");
    assert_refused("format: 1\nname: a\n---\nformat: 1\n",
                   "t.yaml:3:1: a second document; one is expected");
    assert_refused("format: 1\nname: \"a\\0b\"\n", "t.yaml:2:7: a zero byte in a value");
    assert_refused("format: 1\nname: a\xff\n", "t.yaml:2:8: invalid leading UTF-8 octet");
    assert_refused("format: 1\nname: \x01\n", "t.yaml:2:7: control characters are not allowed");
}

static void
aliases_and_anchors_are_refused(void **state)
{
    static const char ADVICE[] = "anchors and aliases are not accepted; write the value out";
    char              message[200];

    (void)state;
    (void)snprintf(message, sizeof message, "t.yaml:2:7: %s", ADVICE);
    assert_refused("format: 1\nname: &a x\n", message);
    assert_refused("format: 1\nname: *a\n", message);
    (void)snprintf(message, sizeof message, "t.yaml:2:11: %s", ADVICE);
    assert_refused("format: 1\noutcomes: &a [x]\n", message);
    (void)snprintf(message, sizeof message, "t.yaml:2:8: %s", ADVICE);
    assert_refused("format: 1\nstart: &a {at: 2027}\n", message);
}

/* `count` times `piece` between a start and an end. */
static ent_text
repeated(const char *start, const char *piece, size_t count, const char *end)
{
    ent_text text;

    ent_text_init(&text);
    ent_text_add(&text, start);
    for (size_t i = 0; i < count; i++) {
        ent_text_add(&text, piece);
    }
    ent_text_add(&text, end);
    assert_false(text.failed);
    return text;
}

static void
deep_nesting_is_refused(void **state)
{
    ent_text flow = repeated("format: 1\noutcomes: ", "[", 100000, "");
    ent_text block = repeated("format: 1\noutcomes:\n  ", "- ", 100000, "x\n");

    (void)state;
    assert_refused_bytes(flow.bytes, flow.length, ENT_E_INPUT, "t.yaml:2:26: nested too deep");
    assert_refused_bytes(block.bytes, block.length, ENT_E_INPUT, "t.yaml:3:33: nested too deep");
    ent_text_clear(&flow);
    ent_text_clear(&block);
}

static void
large_files_are_refused(void **state)
{
    ent_text values = repeated("format: 1\noutcomes: [", "a,", ENT_YAML_MOST_NODES, "b]\n");
    ent_text bytes = repeated("format: 1\n", "#23456789012345\n", ENT_YAML_LARGEST / 16, "");

    (void)state;
    assert_refused_bytes(values.bytes, values.length, ENT_E_LIMIT,
                         "t.yaml:2: more than 100000 values");
    assert_refused_bytes(bytes.bytes, bytes.length, ENT_E_LIMIT, "t.yaml: larger than 4 MB");
    ent_text_clear(&values);
    ent_text_clear(&bytes);
}

static const json_t *
property(const json_t *object, const char *name)
{
    return json_object_get(json_object_get(object, "properties"), name);
}

static void
the_schema_is_valid_json(void **state)
{
    ent_text      text;
    json_error_t  error;
    json_t       *root;
    const json_t *value;

    (void)state;
    ent_text_init(&text);
    ent_yaml_print_schema("scenario", SCHEMA, &text);
    root = json_loads(ent_text_get(&text), JSON_REJECT_DUPLICATES, &error);
    assert_non_null(root);
    assert_string_equal(json_string_value(json_object_get(root, "title")), "scenario");
    assert_string_equal(json_string_value(json_array_get(json_object_get(root, "required"), 0)),
                        "format");
    assert_int_equal(json_object_size(json_object_get(root, "properties")), 9);
    assert_true(json_is_false(json_object_get(root, "additionalProperties")));
    value = property(root, "share");
    assert_true(json_number_value(json_object_get(value, "minimum")) == -0.1);
    assert_null(json_object_get(property(root, "any"), "minimum"));
    value = json_object_get(property(root, "interventions"), "items");
    assert_string_equal(json_string_value(json_object_get(property(value, "who"), "description")),
                        "Its \"subject\".");
    assert_int_equal(json_array_size(json_object_get(property(value, "basis"), "enum")), 3);
    json_decref(root);
    ent_text_clear(&text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_file_is_read),
        cmocka_unit_test(what_is_not_set_has_its_default),
        cmocka_unit_test(the_format_must_be_named),
        cmocka_unit_test(a_wrong_value_is_refused_at_its_place),
        cmocka_unit_test(keys_are_known_unique_and_complete),
        cmocka_unit_test(what_is_no_yaml_is_refused_at_its_place),
        cmocka_unit_test(aliases_and_anchors_are_refused),
        cmocka_unit_test(deep_nesting_is_refused),
        cmocka_unit_test(large_files_are_refused),
        cmocka_unit_test(the_schema_is_valid_json),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
