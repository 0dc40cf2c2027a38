/*
 * edge_list.c - signed networks from a file of ties
 *
 *   1. names    2. rows    3. ties
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/network/edge_list.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/csv.h"
#include "base/package.h"

enum { MOST_BYTES = 1 << 30, MOST_ROWS = 2000000 };

/* Sums of weights below this part of what was added up are 0. */
static const double CANCELS = 1e-9;

static const char *const PAIRS[][2] = {
    {"source", "target"}, {"from", "to"},         {"a", "b"},
    {"i", "j"},           {"state_a", "state_b"}, {"ccode1", "ccode2"}};

/* Names with numbers in the order of their first use. */
typedef struct names {
    const char **text;
    size_t       count, capacity;
    uint32_t    *slots; /* numbers + 1, by hash */
    size_t       slot_count;
} names;

/* One row of the file. */
typedef struct link {
    uint32_t group, a, b; /* a < b */
    uint32_t number;
    double   value;
} link;

typedef struct reading {
    const ent_measure_edges *options;
    ent_edge_list           *out;
    ent_csv                  csv;
    size_t                   pair[2], sign, weight, group; /* columns */
    names                    nodes, groups;
    link                    *links;
    size_t                   count, capacity;
    uint32_t                *local; /* of a node in the network at hand, + 1 */
} reading;

/* 1. names */

static uint64_t
hash(ent_field field)
{
    uint64_t value = 0xCBF29CE484222325u;

    for (size_t i = 0; i < field.length; i++) {
        value = (value ^ (unsigned char)field.bytes[i]) * 0x100000001B3u;
    }
    return value ^ (value >> 29);
}

static void
put_in_slot(names *n, uint32_t number)
{
    const char *text = n->text[number];
    size_t      at = hash((ent_field){text, strlen(text), 0, 0}) & (n->slot_count - 1);

    while (n->slots[at] != 0) {
        at = (at + 1) & (n->slot_count - 1);
    }
    n->slots[at] = number + 1;
}

/* Room for one more name, at most half of the slots taken. */
static bool
make_room(names *n)
{
    size_t    more = n->slot_count == 0 ? 64 : 2 * n->slot_count;
    uint32_t *slots;

    if (!ENT_GROW(n->text, n->capacity, n->count + 1)) {
        return false;
    }
    if (2 * (n->count + 1) <= n->slot_count) {
        return true;
    }
    slots = ent_alloc_zero(more, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    ent_free(n->slots);
    n->slots = slots;
    n->slot_count = more;
    for (uint32_t i = 0; i < n->count; i++) {
        put_in_slot(n, i);
    }
    return true;
}

static ent_status
number_of(ent_ctx *ctx, reading *r, names *n, ent_field field, uint32_t *out)
{
    size_t at;

    if (!make_room(n)) {
        return ent_fail_nomem(ctx);
    }
    at = hash(field) & (n->slot_count - 1);
    while (n->slots[at] != 0) {
        const char *text = n->text[n->slots[at] - 1];

        if (ent_field_is(field, text)) {
            *out = n->slots[at] - 1;
            return ENT_OK;
        }
        at = (at + 1) & (n->slot_count - 1);
    }
    n->text[n->count] = ent_arena_strndup(&r->out->memory, field.bytes, field.length);
    if (n->text[n->count] == NULL) {
        return ent_fail_nomem(ctx);
    }
    *out = (uint32_t)n->count++;
    n->slots[at] = *out + 1;
    return ENT_OK;
}

/* 2. rows */

static ent_status
find_columns(ent_ctx *ctx, reading *r)
{
    int found = -1, sign = ent_csv_column(&r->csv, "sign"), weight, group = -1;

    for (size_t i = 0; i < sizeof PAIRS / sizeof PAIRS[0] && found < 0; i++) {
        int a = ent_csv_column(&r->csv, PAIRS[i][0]), b = ent_csv_column(&r->csv, PAIRS[i][1]);

        if (a >= 0 && b >= 0) {
            found = (int)i;
            r->pair[0] = (size_t)a;
            r->pair[1] = (size_t)b;
        }
    }
    if (found < 0 || sign < 0) {
        return ent_fail(ctx, ENT_E_INPUT,
                        "%s:1: no column '%s' in the header; expected source,"
                        "target,sign",
                        r->csv.name, found < 0 ? "source" : "sign");
    }
    weight = ent_csv_column(&r->csv, "weight");
    if (weight < 0 && r->options->merge == ENT_MERGE_WEIGHT_SUM) {
        return ent_fail(ctx, ENT_E_INPUT, "%s:1: no column 'weight' in the header to add up",
                        r->csv.name);
    }
    if (r->options->group != NULL) {
        group = ent_csv_column(&r->csv, r->options->group);
        if (group < 0) {
            return ent_fail(ctx, ENT_E_INPUT, "%s:1: no column '%s' in the header to group by",
                            r->csv.name, r->options->group);
        }
    }
    r->sign = (size_t)sign;
    r->weight = weight < 0 ? SIZE_MAX : (size_t)weight;
    r->group = group < 0 ? SIZE_MAX : (size_t)group;
    return ENT_OK;
}

/* What the row adds to its tie. */
static ent_status
read_value(ent_ctx *ctx, const reading *r, double *out)
{
    ent_field field = ent_csv_field(&r->csv, r->sign);
    double    sign, weight;

    if (!ent_number_read(field.bytes, field.length, &sign) || (sign != 1 && sign != -1)) {
        return ent_csv_fail(ctx, &r->csv, r->sign, "1 or -1");
    }
    *out = sign;
    if (r->options->merge == ENT_MERGE_SIGN_SUM) {
        return ENT_OK;
    }
    field = ent_csv_field(&r->csv, r->weight);
    if (!ent_number_read(field.bytes, field.length, &weight) || !isfinite(weight) || weight == 0) {
        return ent_csv_fail(ctx, &r->csv, r->weight, "a number that is not 0");
    }
    if (weight < 0 && sign > 0) {
        return ent_csv_fail(ctx, &r->csv, r->weight, "a weight of the tie's own sign");
    }
    *out = sign * fabs(weight);
    return ENT_OK;
}

static ent_status
read_node(ent_ctx *ctx, reading *r, size_t column, uint32_t *out)
{
    ent_field field = ent_csv_field(&r->csv, column);

    if (field.length == 0 || memchr(field.bytes, '\0', field.length) != NULL) {
        return ent_csv_fail(ctx, &r->csv, column, "the name of a node");
    }
    return number_of(ctx, r, &r->nodes, field, out);
}

static ent_status
read_row(ent_ctx *ctx, reading *r)
{
    link new = {0, 0, 0, (uint32_t)r->count, 0};
    ent_field  group = {"", 0, 0, 0};
    ent_status status = read_node(ctx, r, r->pair[0], &new.a);

    if (status == ENT_OK) {
        status = read_node(ctx, r, r->pair[1], &new.b);
    }
    if (status == ENT_OK) {
        status = read_value(ctx, r, &new.value);
    }
    if (status == ENT_OK && r->group != SIZE_MAX) {
        group = ent_csv_field(&r->csv, r->group);
        if (group.length > 0 && memchr(group.bytes, '\0', group.length) != NULL) {
            return ent_csv_fail(ctx, &r->csv, r->group, "the name of a network");
        }
    }
    if (status == ENT_OK) {
        status = number_of(ctx, r, &r->groups, group, &new.group);
    }
    if (status != ENT_OK) {
        return status;
    }
    if (new.a == new.b) {
        r->out->loops++;
        return ENT_OK;
    }
    if (new.a > new.b) {
        uint32_t a = new.a;

        new.a = new.b;
        new.b = a;
    }
    if (r->count == MOST_ROWS) {
        return ent_fail(ctx, ENT_E_LIMIT, "%s:%zu: more than %d ties", r->csv.name, r->csv.line,
                        MOST_ROWS);
    }
    if (!ENT_GROW(r->links, r->capacity, r->count + 1)) {
        return ent_fail_nomem(ctx);
    }
    r->links[r->count++] = new;
    return ENT_OK;
}

static ent_status
read_rows(ent_ctx *ctx, reading *r)
{
    bool       more;
    ent_status status = ent_csv_read_header(ctx, &r->csv);

    if (status == ENT_OK) {
        status = find_columns(ctx, r);
    }
    while (status == ENT_OK && (status = ent_csv_next(ctx, &r->csv, &more)) == ENT_OK && more) {
        status = read_row(ctx, r);
    }
    return status;
}

/* 3. ties */

static int
compare_links(const void *a, const void *b)
{
    const link *x = a, *y = b;

    if (x->group != y->group) {
        return x->group < y->group ? -1 : 1;
    }
    if (x->a != y->a) {
        return x->a < y->a ? -1 : 1;
    }
    if (x->b != y->b) {
        return x->b < y->b ? -1 : 1;
    }
    return x->number < y->number ? -1 : 1;
}

static uint32_t
node_in_group(reading *r, ent_edge_group *group, uint32_t node)
{
    if (r->local[node] == 0) {
        group->nodes[group->network.node_count] = r->nodes.text[node];
        r->local[node] = (uint32_t)++group->network.node_count;
    }
    return r->local[node] - 1;
}

/* Add up the rows of one pair from `from` on; returns where the next pair begins. */
static size_t
take_tie(reading *r, ent_edge_group *group, size_t from)
{
    link   first = r->links[from];
    double sum = 0, all = 0;

    for (; from < r->count && r->links[from].group == first.group && r->links[from].a == first.a &&
           r->links[from].b == first.b;
         from++) {
        sum += r->links[from].value;
        all += fabs(r->links[from].value);
    }
    if (fabs(sum) <= CANCELS * all) {
        r->out->cancelled++;
    } else {
        uint32_t a = node_in_group(r, group, first.a), b = node_in_group(r, group, first.b);

        group->network.edges[group->network.edge_count++] =
            (ent_signed_edge){a, b, sum > 0 ? 1 : -1};
    }
    return from;
}

static ent_status
make_groups(ent_ctx *ctx, reading *r)
{
    ent_edge_list *out = r->out;
    size_t         at = 0;

    if (r->count > 0) {
        qsort(r->links, r->count, sizeof *r->links, compare_links);
    }
    out->groups = ent_arena_alloc(&out->memory, r->groups.count, sizeof *out->groups);
    r->local = ent_alloc_zero(r->nodes.count, sizeof *r->local);
    if (out->groups == NULL || r->local == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (; out->group_count < r->groups.count; out->group_count++) {
        ent_edge_group *group = &out->groups[out->group_count];
        size_t          end = at;

        while (end < r->count && r->links[end].group == out->group_count) {
            end++;
        }
        group->name = r->groups.text[out->group_count];
        group->network.edges =
            ent_arena_alloc(&out->memory, end - at, sizeof *group->network.edges);
        group->nodes = ent_arena_alloc(&out->memory, 2 * (end - at), sizeof *group->nodes);
        if (group->network.edges == NULL || group->nodes == NULL) {
            return ent_fail_nomem(ctx);
        }
        for (size_t i = at; i < end; i++) {
            r->local[r->links[i].a] = r->local[r->links[i].b] = 0;
        }
        while (at < end) {
            at = take_tie(r, group, at);
        }
    }
    return ENT_OK;
}

void
ent_edge_list_clear(ent_edge_list *list)
{
    ent_arena_clear(&list->memory);
    *list = (ent_edge_list){0};
}

static void
reading_clear(reading *r)
{
    ent_csv_clear(&r->csv);
    ent_free(r->nodes.text);
    ent_free(r->nodes.slots);
    ent_free(r->groups.text);
    ent_free(r->groups.slots);
    ent_free(r->links);
    ent_free(r->local);
}

/* All bytes of the one file that there is to read. */
static ent_status
read_bytes(ent_ctx *ctx, ent_package *package, ent_bytes *out)
{
    bool       more;
    ent_status status = ent_package_next(ctx, package, &more);

    if (status == ENT_OK && !more) {
        status =
            ent_fail(ctx, ENT_E_INPUT, "%s: no file in the archive", ent_package_name(package));
    }
    return status == ENT_OK ? ent_package_read(ctx, package, MOST_BYTES, out) : status;
}

ent_status
ent_edge_list_read(ent_ctx *ctx, const ent_measure_edges *options, ent_edge_list *out)
{
    ent_edge_list list = {0};
    reading       r = {.options = options, .out = &list};
    ent_package  *package;
    ent_bytes     bytes = {NULL, 0, NULL};
    ent_status    status = ent_package_open(ctx, options->path, MOST_BYTES, &package);

    if (status != ENT_OK) {
        return status;
    }
    ent_arena_init(&list.memory);
    status = read_bytes(ctx, package, &bytes);
    if (status == ENT_OK) {
        ent_csv_init(&r.csv, ent_package_name(package), bytes.bytes, bytes.length, ',', false);
        status = read_rows(ctx, &r);
    }
    if (status == ENT_OK) {
        status = make_groups(ctx, &r);
    }
    reading_clear(&r);
    ent_bytes_clear(&bytes);
    ent_package_close(package);
    if (status == ENT_OK) {
        *out = list;
    } else {
        ent_edge_list_clear(&list);
    }
    return status;
}
