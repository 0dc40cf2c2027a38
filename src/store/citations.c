/*
 * citations.c - how to cite what the store holds
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/text.h"
#include "store/db.h"

enum column { SET, VERSION, CITATION, BIBTEX, SOURCE, COLUMNS };

static const ent_column TABLE[COLUMNS] = {{"set", ENT_COLUMN_TEXT},
                                          {"version", ENT_COLUMN_TEXT},
                                          {"citation", ENT_COLUMN_TEXT},
                                          {"bibtex", ENT_COLUMN_TEXT},
                                          {"source", ENT_COLUMN_TEXT}};

static ent_status
add_sets(ent_ctx *ctx, const ent_store *store, sqlite3 *db, ent_table *table)
{
    sqlite3_stmt *statement = NULL;
    bool          row = true;
    ent_status    status = ent_db_prepare(
           ctx, db,
        store->overlay != NULL && db == store->db
               ? "SELECT DISTINCT \"set\", version, citation, bibtex FROM files"
                 " WHERE \"set\" <> 'world' ORDER BY 1, 2"
               : "SELECT DISTINCT \"set\", version, citation, bibtex FROM files ORDER BY 1, 2",
           &statement);

    while (status == ENT_OK) {
        status = ent_db_step(ctx, statement, &row);
        if (status != ENT_OK || !row) {
            break;
        }
        ent_table_row(table);
        for (int i = SET; i <= BIBTEX; i++) {
            ent_table_text(table, (size_t)i, ent_db_text(statement, i));
        }
    }
    (void)sqlite3_finalize(statement);
    return status;
}

/* Text for a field of BibTeX: what TeX would take for a command is escaped. */
static void
add_tex(ent_text *out, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '\\':
            ent_text_add(out, "\\textbackslash{}");
            break;
        case '~':
            ent_text_add(out, "\\textasciitilde{}");
            break;
        case '^':
            ent_text_add(out, "\\textasciicircum{}");
            break;
        case '{':
        case '}':
        case '&':
        case '%':
        case '$':
        case '#':
        case '_':
            ent_text_add_char(out, '\\');
            ent_text_add_char(out, *text);
            break;
        default:
            ent_text_add_char(out, *text);
        }
    }
}

typedef struct source_rows {
    const ent_store *store;
    ent_table       *table;
} source_rows;

static const char *
version_of(const ent_store *store, uint32_t file)
{
    for (size_t i = 0; i < store->files.count; i++) {
        if (store->files.files[i].file == file) {
            return store->files.files[i].version;
        }
    }
    return NULL;
}

static ent_status
add_source(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    source_rows        *rows = user;
    const ent_citation *citation = fact;
    const char         *where = citation->where;
    ent_text            plain, bibtex;
    ent_status          status = ENT_OK;

    (void)kind;
    ent_text_init(&plain);
    ent_text_init(&bibtex);
    ent_text_addf(&plain, "%s%s%s", citation->citation_text, where != NULL ? ". " : "",
                  where != NULL ? where : "");
    ent_text_addf(&bibtex, "@misc{%s, note = {", citation->source);
    add_tex(&bibtex, ent_text_get(&plain));
    ent_text_add(&bibtex, "}}");
    if (plain.failed || bibtex.failed) {
        status = ent_fail_nomem(ctx);
    } else {
        ent_table_row(rows->table);
        ent_table_text(rows->table, SET, "world");
        ent_table_text(rows->table, VERSION, version_of(rows->store, citation->from.file));
        ent_table_text(rows->table, CITATION, plain.bytes);
        ent_table_text(rows->table, BIBTEX, bibtex.bytes);
        ent_table_text(rows->table, SOURCE, citation->source);
    }
    ent_text_clear(&plain);
    ent_text_clear(&bibtex);
    return status;
}

ent_status
ent_store_citations(ent_ctx *ctx, ent_store *store, bool all, ent_table **out)
{
    ent_table    *table = NULL;
    ent_status    status = ent_table_create(ctx, TABLE, COLUMNS, &table);
    source_rows   rows = {store, table};
    ent_fact_sink sink = {&rows, add_source, NULL};

    if (status == ENT_OK) {
        status = add_sets(ctx, store, store->db, table);
    }
    if (status == ENT_OK && store->overlay != NULL) {
        status = add_sets(ctx, store, store->overlay, table);
    }
    if (status == ENT_OK && all) {
        status = ent_store_facts(ctx, store, ENT_FACT_CITATION, &sink);
    }
    if (status == ENT_OK) {
        status = ent_table_check(ctx, table);
    }
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}
