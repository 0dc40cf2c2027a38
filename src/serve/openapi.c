/*
 * openapi.c - the description of all that is answered, from the tables that it is made of
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "report/picture/picture.h"
#include "serve/page.h"
#include "serve/view.h"

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

/* What may come of any path beside what is asked for. */
static const struct {
    unsigned    status;
    const char *name, *about;
} PROBLEMS[] = {{400, "wrong", "a parameter or the address is wrong; the detail says how"},
                {403, "foreign", "the Host is not this server's, or a page of another site asks"},
                {404, "missing", "there is nothing of this name"},
                {405, "method", "another method than GET or HEAD"},
                {413, "large", "more is asked for than is answered at once"},
                {414, "long", "the address is too long"},
                {500, "broken", "a fault of this program"},
                {503, "busy",
                 "the store cannot be read now, or there is more to answer than this machine can"}};

enum { PROBLEM_COUNT = sizeof PROBLEMS / sizeof *PROBLEMS };

/** One path of the description. */
typedef struct operation {
    const char        *path, *end; /* which is both in turn */
    const char        *summary, *type;
    const char *const *parameters;
    const char        *states;   /* how many it shows, or NULL */
    const char        *needs;    /* the parameter that must be given, or NULL */
    const char        *inside;   /* the name of a part of the path, or NULL */
    bool               is_view;  /* a browser may be told to wait; problems are pages */
    bool               is_table; /* JSON of rows */
} operation;

static void
add_string(ent_text *out, const char *text)
{
    ent_text_add_json(out, text, strlen(text));
}

static void
add_parameter(ent_text *out, const operation *o, size_t which, bool first)
{
    const char *name = PARAMETERS[which].name;
    ent_text    about;

    ent_text_init(&about);
    ent_text_add(&about, PARAMETERS[which].about);
    if (o->states != NULL && strcmp(name, "states") == 0) {
        ent_text_addf(&about, "; %s", o->states);
    }
    ent_text_addf(out,
                  "%s{\"name\": \"%s\", \"in\": \"query\", %s\"schema\": %s, \"description\": ",
                  first ? "" : ", ", name,
                  o->needs != NULL && strcmp(o->needs, name) == 0 ? "\"required\": true, " : "",
                  PARAMETERS[which].schema);
    add_string(out, ent_text_get(&about));
    ent_text_add_char(out, '}');
    out->failed = out->failed || about.failed;
    ent_text_clear(&about);
}

static void
add_parameters(ent_text *out, const operation *o)
{
    size_t count = 0;

    ent_text_add(out, "\"parameters\": [");
    if (o->inside != NULL) {
        ent_text_addf(out,
                      "{\"name\": \"%s\", \"in\": \"path\", \"required\": true, \"schema\": "
                      "{\"type\": \"string\"}}",
                      o->inside);
        count++;
    }
    for (size_t i = 0; o->parameters[i] != NULL; i++) {
        for (size_t k = 0; k < sizeof PARAMETERS / sizeof *PARAMETERS; k++) {
            if (strcmp(PARAMETERS[k].name, o->parameters[i]) == 0) {
                add_parameter(out, o, k, count++ == 0);
            }
        }
    }
    ent_text_add(out, "]");
}

static void
add_responses(ent_text *out, const operation *o)
{
    ent_text_addf(
        out,
        "\"responses\": {\"200\": {\"description\": \"done\", \"content\": {\"%s\": {%s}}}, "
        "\"304\": {\"description\": \"as the ETag that If-None-Match names\"}",
        o->type, o->is_table ? "\"schema\": {\"$ref\": \"#/components/schemas/rows\"}" : "");
    if (o->is_view) {
        ent_text_add(out,
                     ", \"202\": {\"description\": \"to a browser, after a second: the view is "
                     "being worked out; Refresh and Retry-After say when to ask again\", "
                     "\"content\": {\"text/html\": {}}}");
    }
    for (size_t i = 0; i < PROBLEM_COUNT; i++) {
        ent_text_addf(out, ", \"%u\": {\"$ref\": \"#/components/responses/%s\"}",
                      PROBLEMS[i].status, PROBLEMS[i].name);
    }
    ent_text_add_char(out, '}');
}

static void
add_operation(ent_text *out, const operation *o)
{
    bool first = out->length > 0 && out->bytes[out->length - 1] == '{';

    ent_text_addf(out, "%s\n  \"%s%s\": {\"get\": {\"summary\": ", first ? "" : ",", o->path,
                  o->end);
    add_string(out, o->summary);
    ent_text_add(out, ", ");
    add_parameters(out, o);
    ent_text_add(out, ", ");
    add_responses(out, o);
    ent_text_add(out, "}}");
}

/* The same path with each of its ends. */
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
        ent_text path;

        ent_text_init(&path);
        ent_text_addf(&path, "/chart/%s", pictures[i].name);
        for (size_t k = 0; k < sizeof FORMS / sizeof *FORMS; k++) {
            add_operation(out, &(operation){.path = ent_text_get(&path),
                                            .end = FORMS[k][0],
                                            .summary = pictures[i].title,
                                            .type = FORMS[k][1],
                                            .parameters = ent_picture_parameters(&pictures[i]),
                                            .states = ent_picture_states(&pictures[i]),
                                            .is_table = k == 2});
        }
        out->failed = out->failed || path.failed;
        ent_text_clear(&path);
    }
}

static void
add_lists(ent_text *out, const ent_asked *asked)
{
    for (size_t i = 0; i < asked->resource_count; i++) {
        const ent_resource *r = &asked->resources[i];

        if (ent_starts_with(r->path, "/api/")) {
            add_operation(
                out, &(operation){.path = r->path,
                                  .end = "",
                                  .summary = r->summary,
                                  .type = r->streams ? "text/event-stream" : "application/json",
                                  .parameters = r->parameters,
                                  .needs = r->needs,
                                  .is_table = r->what != NULL});
        }
        if (r->what != NULL) { /* the same as a file */
            ent_text path;

            ent_text_init(&path);
            ent_text_addf(&path, "/data/%s", r->what);
            add_operation(out, &(operation){.path = ent_text_get(&path),
                                            .end = ".csv",
                                            .summary = r->summary,
                                            .type = "text/csv",
                                            .parameters = r->parameters,
                                            .needs = r->needs});
            out->failed = out->failed || path.failed;
            ent_text_clear(&path);
        }
    }
}

static void
add_views(ent_text *out)
{
    static const char    INSIDE[] = "institution";
    size_t               count;
    const ent_live_view *views = ent_live_views(&count);
    operation            o = {.type = "text/html", .is_view = true};

    for (size_t i = 0; i < count; i++) {
        o.path = views[i].name[0] != '\0' ? "/view/" : "/";
        o.end = views[i].name;
        o.summary = views[i].label;
        o.parameters = ent_view_parameters(views[i].name);
        o.states = ent_picture_find(views[i].name) != NULL
                       ? ent_picture_states(ent_picture_find(views[i].name))
                       : NULL;
        add_operation(out, &o);
    }
    o.path = "/view/institutions/";
    o.end = "{institution}";
    o.summary = "one institution: members, rule, power, what can pass";
    o.inside = INSIDE;
    o.parameters = ent_view_parameters(o.path + strlen("/view/"));
    o.states = NULL;
    add_operation(out, &o);
}

static void
add_components(ent_text *out)
{
    ent_text_add(
        out, "},\n \"components\": {\"schemas\": {\"problem\": {\"type\": \"object\", "
             "\"description\": \"RFC 9457\", \"required\": [\"title\", \"status\", \"detail\"], "
             "\"properties\": {\"title\": {\"type\": \"string\"}, \"status\": {\"type\": "
             "\"integer\"}, \"detail\": {\"type\": \"string\"}}},\n  \"rows\": {\"type\": "
             "\"object\", \"required\": [\"entente\", \"command\", \"rows\"], \"properties\": "
             "{\"entente\": {\"type\": \"string\"}, \"command\": {\"type\": \"string\"}, "
             "\"rows\": {\"type\": \"array\", \"items\": {\"type\": \"object\"}}}}},\n "
             "\"responses\": {");
    for (size_t i = 0; i < PROBLEM_COUNT; i++) {
        ent_text_addf(out, "%s\n  \"%s\": {\"description\": ", i > 0 ? "," : "", PROBLEMS[i].name);
        add_string(out, PROBLEMS[i].about);
        ent_text_add(out, ", \"content\": {\"application/problem+json\": {\"schema\": {\"$ref\": "
                          "\"#/components/schemas/problem\"}}, \"text/html\": {}}}");
    }
    ent_text_add(out, "}}}\n");
}

ent_status
ent_resource_openapi(ent_ctx *ctx, const ent_asked *asked, ent_answer *out)
{
    ent_text *body = &out->body;

    (void)ctx;
    out->type = "application/json";
    ent_text_add(body, "{\"openapi\": \"3.1.0\",\n \"info\": {\"title\": \"entente\", "
                       "\"version\": ");
    add_string(body, ent_version());
    ent_text_add(body, ", \"license\": {\"name\": \"MIT\", \"identifier\": \"MIT\"}},\n "
                       "\"paths\": {");
    add_charts(body);
    add_lists(body, asked);
    add_views(body);
    add_components(body);
    return ENT_OK;
}
