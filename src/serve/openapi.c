/*
 * openapi.c - the description of the API, from the tables that it is made of
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "report/picture/picture.h"
#include "serve/answer.h"

static const struct {
    const char *name, *schema, *about;
} PARAMETERS[] = {
    {"states", "{\"type\": \"string\"}", "ids or names of states, joined by ~, as RUS~CHN"},
    {"time", "{\"type\": \"string\"}",
     "a year, a day, or two joined by two dots, either of which may be missing: 1949..2024"},
    {"power", "{\"type\": \"string\", \"enum\": [\"cinc\", \"gdp\", \"milex\", \"net\"]}",
     "what power is measured by"},
    {"signs", "{\"type\": \"string\", \"enum\": [\"rivalry\", \"peace\"]}",
     "how the signs of ties are coded"},
    {"institution", "{\"type\": \"string\"}", "the id of one of /api/institutions, as NATO"},
    {"scenario", "{\"type\": \"string\"}", "one of /api/scenarios; base unless given"},
    {"runs", "{\"type\": \"integer\", \"minimum\": 1, \"maximum\": 100000}",
     "as many runs; as the scenario says unless given"},
    {"seed", "{\"type\": \"integer\", \"minimum\": 1}", "of the random numbers, 1 unless given"}};

#define PROBLEM                                                                                    \
    "\"default\": {\"description\": \"a problem\", \"content\": {\"application/problem+json\": "   \
    "{\"schema\": {\"$ref\": \"#/components/schemas/problem\"}}}}"

static void
add_string(ent_text *out, const char *text)
{
    ent_text_add_json(out, text, strlen(text));
}

static void
add_parameters(ent_text *out, const char *const *names)
{
    ent_text_add(out, "\"parameters\": [");
    for (size_t i = 0; names[i] != NULL; i++) {
        for (size_t k = 0; k < sizeof PARAMETERS / sizeof *PARAMETERS; k++) {
            if (strcmp(PARAMETERS[k].name, names[i]) == 0) {
                ent_text_addf(out, "%s{\"name\": \"%s\", \"in\": \"query\", \"schema\": %s, ",
                              i > 0 ? ", " : "", names[i], PARAMETERS[k].schema);
                ent_text_add(out, "\"description\": ");
                add_string(out, PARAMETERS[k].about);
                ent_text_add_char(out, '}');
            }
        }
    }
    ent_text_add(out, "]");
}

static void
add_path(ent_text *out, const char *path, const char *end, const char *summary,
         const char *const *parameters, const char *type)
{
    ent_text_addf(out, ",\n  \"%s%s\": {\"get\": {\"summary\": ", path, end);
    add_string(out, summary);
    ent_text_add(out, ", ");
    add_parameters(out, parameters);
    ent_text_addf(out,
                  ", \"responses\": {\"200\": {\"description\": \"done\", \"content\": "
                  "{\"%s\": {}}}, " PROBLEM "}}}",
                  type);
}

static void
add_charts(ent_text *out)
{
    static const char *const FORMS[][2] = {{".svg", "image/svg+xml"},
                                           {".csv", "text/csv"},
                                           {".json", "application/json"},
                                           {".metadata.json", "application/json"}};
    size_t                   count;
    const ent_picture       *pictures = ent_pictures(&count);

    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < sizeof FORMS / sizeof *FORMS; k++) {
            ent_text_addf(out,
                          "%s\n  \"/chart/%s%s\": {\"get\": {\"summary\": ", i + k > 0 ? "," : "",
                          pictures[i].name, FORMS[k][0]);
            add_string(out, pictures[i].title);
            ent_text_add(out, ", ");
            add_parameters(out, ENT_QUERY_PARAMETERS);
            ent_text_addf(out,
                          ", \"responses\": {\"200\": {\"description\": \"done\", \"content\": "
                          "{\"%s\": {}}}, " PROBLEM "}}}",
                          FORMS[k][1]);
        }
    }
}

ent_status
ent_resource_openapi(ent_ctx *ctx, const ent_asked *asked, ent_answer *out)
{
    size_t              count;
    const ent_resource *resources = ent_resources(&count);
    ent_text           *body = &out->body;

    (void)ctx;
    (void)asked;
    out->type = "application/json";
    ent_text_add(body, "{\"openapi\": \"3.1.0\",\n \"info\": {\"title\": \"entente\", "
                       "\"version\": ");
    add_string(body, ent_version());
    ent_text_add(body, ", \"license\": {\"name\": \"MIT\"}},\n \"paths\": {");
    add_charts(body);
    for (size_t i = 0; i < count; i++) {
        if (ent_starts_with(resources[i].path, "/api/")) {
            add_path(body, resources[i].path, "", resources[i].summary, resources[i].parameters,
                     resources[i].make == ent_resource_stream ? "text/event-stream"
                                                              : "application/json");
        }
        if (resources[i].what != NULL) { /* the same as a file */
            ent_text path;

            ent_text_init(&path);
            ent_text_addf(&path, "/data/%s", resources[i].what);
            add_path(body, ent_text_get(&path), ".csv", resources[i].summary,
                     resources[i].parameters, "text/csv");
            body->failed = body->failed || path.failed;
            ent_text_clear(&path);
        }
    }
    ent_text_add(body, "},\n \"components\": {\"schemas\": {\"problem\": {\"type\": \"object\", "
                       "\"properties\": {\"title\": {\"type\": \"string\"}, \"status\": {\"type\": "
                       "\"integer\"}, \"detail\": {\"type\": \"string\"}}}}}}\n");
    return ENT_OK;
}
