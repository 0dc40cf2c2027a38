/*
 * edges.c - edge lists of networks of any kind, as tables
 *
 * Nodes are taken as they stand.  A list with signs may have any further
 * columns: their values, joined by a blank, name the network of the edge (a
 * window of years, a relation).  Without signs a table is an edge list only
 * where every column is known: else any table with columns `a` and `b` were one.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/text.h"
#include "import/importer.h"

/* Pairs of names of the two nodes, then the sign, then names of the weight. */
enum { PAIRS = 4, SIGN = 2 * PAIRS, FIRST_WEIGHT, AFTER_WEIGHTS = FIRST_WEIGHT + 4 };

static const ent_row_column COLUMNS[] = {
    ENT_OPTIONAL_READ_COLUMN("source"), ENT_OPTIONAL_READ_COLUMN("target"),
    ENT_OPTIONAL_READ_COLUMN("from"),   ENT_OPTIONAL_READ_COLUMN("to"),
    ENT_OPTIONAL_READ_COLUMN("a"),      ENT_OPTIONAL_READ_COLUMN("b"),
    ENT_OPTIONAL_READ_COLUMN("i"),      ENT_OPTIONAL_READ_COLUMN("j"),
    ENT_OPTIONAL_READ_COLUMN("sign"),   ENT_OPTIONAL_READ_COLUMN("weight"),
    ENT_OPTIONAL_READ_COLUMN("value"),  ENT_OPTIONAL_READ_COLUMN("rank"),
    ENT_OPTIONAL_READ_COLUMN("rating"), ENT_COLUMNS_END};

static bool
is_known_name(ent_field name)
{
    static const char *const GROUPS[] = {"year", "period", "wave", "window", "relation", NULL};

    for (size_t i = SIGN; i < AFTER_WEIGHTS; i++) {
        if (ent_field_is(name, COLUMNS[i].name)) {
            return true;
        }
    }
    for (size_t i = 0; GROUPS[i] != NULL; i++) {
        if (ent_field_is(name, GROUPS[i])) {
            return true;
        }
    }
    return false;
}

/* The one pair of nodes that the header has, or PAIRS. */
static size_t
find_pair(const ent_csv *csv)
{
    size_t found = PAIRS;

    for (size_t i = 0; i < PAIRS; i++) {
        if (ent_csv_column(csv, COLUMNS[2 * i].name) >= 0 &&
            ent_csv_column(csv, COLUMNS[2 * i + 1].name) >= 0) {
            if (found != PAIRS) {
                return PAIRS;
            }
            found = i;
        }
    }
    return found;
}

static bool
is_edge_list(const ent_import_file *file)
{
    const ent_csv *csv = file->csv;
    size_t         pair = find_pair(csv);

    if (pair == PAIRS || ent_csv_column(csv, COLUMNS[SIGN].name) >= 0) {
        return pair != PAIRS;
    }
    for (size_t i = 0; i < csv->header_count; i++) {
        if (!is_known_name(csv->header[i]) &&
            !ent_field_is(csv->header[i], COLUMNS[2 * pair].name) &&
            !ent_field_is(csv->header[i], COLUMNS[2 * pair + 1].name)) {
            return false;
        }
    }
    return true;
}

/* The first of some columns that the file has, or `last`. */
static size_t
first_there(const ent_row *row, size_t first, size_t last, size_t step)
{
    while (first < last && row->columns[first] == SIZE_MAX) {
        first += step;
    }
    return first;
}

/* The first pair of which the file has both columns. */
static size_t
source_column(const ent_row *row)
{
    size_t source = first_there(row, 0, SIGN, 2);

    while (source < SIGN && row->columns[source + 1] == SIZE_MAX) {
        source = first_there(row, source + 2, SIGN, 2);
    }
    return source;
}

static bool
is_grouping(const ent_row *row, size_t column, size_t source, size_t weight)
{
    return column != row->columns[source] && column != row->columns[source + 1] &&
           column != row->columns[SIGN] &&
           (weight == AFTER_WEIGHTS || column != row->columns[weight]);
}

/* The values of the grouping columns with a blank between them; NULL where all are empty. */
static const char *
read_network(ent_row *row, size_t source, size_t weight)
{
    char  *network = row->strings + row->used;
    size_t length = 0;

    for (size_t i = 0; i < row->csv.header_count; i++) {
        ent_field field = ent_csv_field(&row->csv, i);

        if (!is_grouping(row, i, source, weight) || field.length == 0) {
            continue;
        }
        if (memchr(field.bytes, '\0', field.length) != NULL) {
            ent_row_reject(row, source, "a zero byte in the text");
            return NULL;
        }
        if (length > 0) {
            network[length++] = ' ';
        }
        memcpy(network + length, field.bytes, field.length);
        length += field.length;
    }
    network[length] = '\0';
    row->used += length + 1;
    return length > 0 ? network : NULL;
}

static const char *
read_node(ent_row *row, size_t index)
{
    const char *node = ent_row_text(row, index);

    if (node == NULL) {
        ent_row_expect(row, index, "a node");
    }
    return node;
}

static void
read_edge(ent_row *row, void *fact)
{
    ent_edge *edge = fact;
    size_t    source = source_column(row);
    size_t    weight = first_there(row, FIRST_WEIGHT, AFTER_WEIGHTS, 1);

    edge->source = read_node(row, source);
    edge->target = read_node(row, source + 1);
    if (row->columns[SIGN] != SIZE_MAX) {
        edge->sign = ent_row_integer(row, SIGN, -1, 1);
        if (edge->sign != 1 && edge->sign != -1) {
            ent_row_expect(row, SIGN, "1 or -1");
        }
    }
    if (weight != AFTER_WEIGHTS) {
        edge->weight = ent_row_number(row, weight);
    }
    edge->network = read_network(row, source, weight);
}

static const ent_release RELEASES[] = {{NULL, NULL, NULL, 0}};

const ent_importer ent_import_edges = {
    .set = {"edges", "as the file's owner says", "network", "edge list",
            "one for each name of a file", "that of the file's owner",
            "An edge list of the user's own, cited by the name of its file.",
            "@misc{edges, title = {Edge list}, note = {a file of the user's own}}", ENT_FACT_EDGE},
    .releases = RELEASES,
    .named_by_file = true,
    .columns = COLUMNS,
    .knows = is_edge_list,
    .read = read_edge,
};
