/*
 * institution.c - an institution: members by date, rule, power, and what can pass
 *
 *   1. members     2. power     3. what can pass     4. an institution     5. the section
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/context.h"
#include "base/date.h"
#include "base/parallel.h"
#include "entente/decide.h"
#include "entente/measure.h"
#include "report/html.h"
#include "report/picture/picture.h"
#include "report/section/section.h"
#include "report/svg.h"

enum { MOST_ROWS = 80, MOST_VOTERS = 40 };

/* 1. members */

static int
rank_of(const char *status)
{
    static const char *const FULL[] = {"member", "permanent", "elected"};
    static const char *const GUESTS[] = {"observer", "partner", "guest"};

    for (size_t i = 0; i < 3; i++) {
        if (strcmp(status, FULL[i]) == 0) {
            return ENT_MEMBER_FULL;
        }
        if (strcmp(status, GUESTS[i]) == 0) {
            return ENT_MEMBER_GUEST;
        }
    }
    return ENT_MEMBER_ON_WAY;
}

/* Full members first, by the day on which each began; the spells of a state together. */
static int
by_first_day(const void *a, const void *b)
{
    const ent_member_spell *x = a, *y = b;

    if (x->best != y->best) {
        return x->best < y->best ? -1 : 1;
    }
    if (x->first != y->first) {
        return x->first < y->first ? -1 : 1;
    }
    if (x->state != y->state) {
        return x->state < y->state ? -1 : 1;
    }
    return (x->start > y->start) - (x->start < y->start);
}

/* Of a body with more states than a picture holds, those that are in it on the day. */
static void
keep_present(ent_members *members, ent_day day)
{
    size_t kept = 0;

    for (size_t i = 0; i < members->count; i++) {
        bool present = false;

        for (size_t k = 0; k < members->count && !present; k++) {
            const ent_member_spell *other = &members->spells[k];

            present = other->state == members->spells[i].state && other->rank == ENT_MEMBER_FULL &&
                      other->start <= day && other->end > day;
        }
        if (present) {
            members->spells[kept++] = members->spells[i];
        }
    }
    members->count = kept;
}

static void
order_spells(ent_members *members)
{
    for (size_t i = 0; i < members->count; i++) {
        ent_member_spell *spell = &members->spells[i];
        ent_day           latest = spell->end;

        spell->best = spell->rank;
        spell->first = spell->start;
        for (size_t k = 0; k < members->count; k++) {
            const ent_member_spell *other = &members->spells[k];

            if (other->state == spell->state && other->end > latest) {
                latest = other->end; /* a state is called as it was last called there */
                spell->name = other->name;
            }
            if (other->state == spell->state &&
                (other->rank < spell->best ||
                 (other->rank == spell->best && other->start < spell->first))) {
                spell->first = other->start;
                spell->best = other->rank;
            }
        }
    }
    qsort(members->spells, members->count, sizeof *members->spells, by_first_day);
    members->row_count = members->count > 0;
    for (size_t i = 1; i < members->count; i++) {
        members->row_count += members->spells[i].state != members->spells[i - 1].state;
    }
}

static ent_status
gather_members(ent_ctx *ctx, ent_arena *arena, const ent_record *record, const ent_institution *of,
               ent_members *out)
{
    const ent_codes      *codes = ent_record_codes(record);
    size_t                count;
    const ent_membership *rows = ent_record_facts(record, ENT_FACT_MEMBERSHIP, &count);

    out->spells = ent_arena_alloc(arena, count + 1, sizeof *out->spells);
    if (out->spells == NULL) {
        return ent_fail_nomem(ctx);
    }
    out->to = ent_record_span(record).to;
    out->from = of->start != ENT_DAY_MIN ? of->start : out->to;
    for (size_t i = 0; i < count; i++) {
        ent_day seen = rows[i].end == ENT_DAY_MAX ? out->to - 1 : rows[i].end - 1;

        if (strcmp(rows[i].institution, of->institution) != 0 ||
            strcmp(rows[i].status, "left") == 0 || rows[i].start >= out->to) {
            continue;
        }
        out->from = rows[i].start < out->from ? rows[i].start : out->from;
        out->spells[out->count++] =
            (ent_member_spell){.state = rows[i].state,
                               .name = ent_codes_name(codes, rows[i].state, seen),
                               .status = rows[i].status,
                               .rank = rank_of(rows[i].status),
                               .start = rows[i].start,
                               .end = rows[i].end};
    }
    order_spells(out);
    return ENT_OK;
}

/* The drawing with the set that it is made from under it. */
static void
add_picture(ent_text *out, const ent_record *record, const ent_institution *of,
            const ent_members *members)
{
    char     id[160];
    ent_text bare, foot;

    ent_text_init(&bare);
    ent_text_init(&foot);
    ent_record_fact_id(record, &of->from, id);
    id[strcspn(id, "/")] = '\0';
    id[strcspn(id, "@")] = ' ';
    ent_text_addf(&foot, "Sources: %s; drawn by entente %s", id, ent_version());
    ent_draw_members(&bare, members);
    ent_svg_add_foot(out, ent_text_get(&bare), ent_text_get(&foot));
    out->failed = out->failed || bare.failed || foot.failed;
    ent_text_clear(&bare);
    ent_text_clear(&foot);
}

static void
add_member_rows(ent_text *out, const ent_members *members)
{
    static const char *const COLUMNS[] = {"state", "status", "time", NULL};

    ent_html_data_open(out, "Members by date and status", COLUMNS);
    for (size_t i = 0; i < members->count; i++) {
        ent_text_add(out, "<tr>");
        ent_html_cell(out, members->spells[i].name);
        ent_html_cell(out, members->spells[i].status);
        ent_text_add(out, "<td>");
        ent_html_span(out, members->spells[i].start, members->spells[i].end);
        ent_text_add(out, "</td></tr>\n");
    }
    ent_html_data_close(out);
}

/* 2. power */

static const double ALIKE = 1e-9; /* shares that differ by less are equal */

/* What the record cannot answer is left out; a lack of memory and the like is handed on. */
static ent_status
forgive(ent_ctx *ctx, ent_ctx *quiet, ent_status status)
{
    if (status == ENT_E_NOTFOUND || status == ENT_E_INPUT || status == ENT_E_ARG ||
        status == ENT_E_LIMIT) {
        status = ENT_OK;
    } else if (status != ENT_OK) {
        ent_ctx_absorb(ctx, quiet, true);
    }
    ent_ctx_destroy(quiet);
    return status;
}

/* The rows from `first` on whose share is the same, as CHN, FRA or, where they are many, as their
 * number. */
static void
add_equals(ent_text *out, ent_table *table, size_t first, size_t member, size_t share)
{
    enum { MOST_NAMED = 6 };
    double of_each = ent_table_get_number(table, first, share);
    size_t rows = ent_table_row_count(table), equal = 0, named = 0;

    for (size_t row = 0; row < rows; row++) {
        equal += fabs(ent_table_get_number(table, row, share) - of_each) < ALIKE;
    }
    if (equal > MOST_NAMED) {
        ent_text_addf(out, "each of the %zu %s ", equal, equal < rows ? "others" : "members");
    }
    for (size_t row = first; equal <= MOST_NAMED && row < rows; row++) {
        if (fabs(ent_table_get_number(table, row, share) - of_each) < ALIKE) {
            ent_text_add(out, named++ > 0 ? ", " : "");
            ent_html_text(out, ent_table_get_text(table, row, member));
        }
    }
    ent_text_add(out, named > 1 ? " each " : named == 1 ? " " : "");
    ent_html_percent(out, of_each);
}

static bool
is_told(const ent_table *table, size_t row, size_t share)
{
    for (size_t i = 0; i < row; i++) {
        if (fabs(ent_table_get_number(table, i, share) - ent_table_get_number(table, row, share)) <
            ALIKE) {
            return true;
        }
    }
    return false;
}

static void
add_shares(ent_text *out, ent_table *table)
{
    int    member = ent_table_find(table, "member");
    int    share = ent_table_find(table, "shapley_shubik");
    size_t rows = ent_table_row_count(table), told = 0;

    if (member < 0 || share < 0 || rows == 0) {
        return;
    }
    ent_text_add(out, "<p><strong>Power by the rule</strong> (Shapley and Shubik: how often a "
                      "member turns a loss into a win): ");
    for (size_t row = 0; row < rows && told < MOST_VOTERS; row++) {
        if (!is_told(table, row, (size_t)share)) {
            ent_text_add(out, told++ > 0 ? "; " : "");
            add_equals(out, table, row, (size_t)member, (size_t)share);
        }
    }
    ent_text_add(out, told == MOST_VOTERS ? "; \xE2\x80\xA6</p>\n" : ".</p>\n");
}

static ent_status
add_power(ent_ctx *ctx, ent_text *out, const ent_record *record, const ent_institution *of,
          ent_day day)
{
    ent_measure_options options = {
        .span = {day, day + 1}, .is_day = true, .institution = of->institution};
    ent_ctx   *quiet;
    ent_table *table;
    ent_status status;

    if (ent_ctx_child(ctx, &quiet) != ENT_OK) {
        return ent_fail_nomem(ctx);
    }
    status = ent_measure_find("votingpower")->run(quiet, record, &options, &table);
    if (status == ENT_OK) {
        add_shares(out, table);
        ent_table_destroy(table);
    }
    return forgive(ctx, quiet, status);
}

/* 3. what can pass */

static const struct {
    const char *sponsor, *against, *words;
} MOTIONS[] = {{"USA", "RUS", "of the United States, against Russia"},
               {"USA", "CHN", "of the United States, against China"},
               {"RUS", "USA", "of Russia, against the United States"},
               {"CHN", "USA", "of China, against the United States"}};

/* From what most members' positions come. */
static ent_evidence
basis_of(const ent_decision *decision)
{
    size_t             count, of[ENT_EVIDENCE_BASE_RATE + 1] = {0};
    const ent_decided *members = ent_decision_members(decision, false, &count);
    ent_evidence       most = ENT_EVIDENCE_BASE_RATE;

    for (size_t i = 0; i < count; i++) {
        of[members[i].evidence]++;
    }
    for (int i = 0; i < ENT_EVIDENCE_BASE_RATE; i++) {
        most = of[i] > of[most] ? (ent_evidence)i : most;
    }
    return most;
}

/* How likely a motion of one power against another passes; nothing where no rule says. */
static ent_status
add_motion(ent_ctx *ctx, ent_text *out, const ent_record *record, const ent_institution *of,
           ent_day day, size_t which)
{
    const ent_codes   *codes = ent_record_codes(record);
    ent_motion         motion = ent_motion_init();
    ent_decide_options options = {.institution = of->institution, .day = day, .seed = 1};
    ent_decision      *decision;
    ent_ctx           *quiet;
    ent_status         status;

    motion.sponsor = ent_codes_find(codes, MOTIONS[which].sponsor);
    motion.against = ent_codes_find(codes, MOTIONS[which].against);
    if (motion.sponsor == ENT_NO_STATE || motion.against == ENT_NO_STATE) {
        return ENT_OK;
    }
    if (ent_ctx_child(ctx, &quiet) != ENT_OK) {
        return ent_fail_nomem(ctx);
    }
    status = ent_decide(quiet, record, &motion, &options, &decision);
    if (status == ENT_OK) {
        char date[16];

        ent_date_print(day, date);
        ent_text_addf(out, "<tr><th scope=\"row\">%s</th><td class=\"num\"><strong>",
                      MOTIONS[which].words);
        ent_html_percent(out, ent_decision_passage(decision, false)->passes);
        ent_text_addf(out, "</strong></td><td>%s</td>", ent_evidence_name(basis_of(decision)));
        ent_text_addf(out,
                      "<td><code>entente decide %s --sponsor %s --against %s --at "
                      "%s</code></td></tr>\n",
                      of->institution, MOTIONS[which].sponsor, MOTIONS[which].against, date);
        ent_decision_destroy(decision);
    }
    return forgive(ctx, quiet, status);
}

static ent_status
add_passages(ent_ctx *ctx, ent_text *out, const ent_record *record, const ent_institution *of,
             ent_day day)
{
    ent_status status = ENT_OK;
    ent_text   rows;

    ent_text_init(&rows);
    for (size_t i = 0; i < sizeof MOTIONS / sizeof *MOTIONS && status == ENT_OK; i++) {
        status = add_motion(ctx, &rows, record, of, day, i);
    }
    if (status == ENT_OK && rows.length > 0) {
        ent_html_scroll_open(out, "What can pass");
        ent_text_add(out, "<table><thead><tr><th scope=\"col\">a motion</th><th scope=\"col\">"
                          "passes, if tabled</th><th scope=\"col\">what says so, of most "
                          "members</th><th scope=\"col\">how each would vote"
                          "</th></tr></thead><tbody>\n");
        ent_text_add(out, ent_text_get(&rows));
        ent_text_add(out, "</tbody></table>\n");
        ent_html_scroll_close(out);
    }
    out->failed = out->failed || rows.failed;
    ent_text_clear(&rows);
    return status;
}

/* 4. an institution */

static void
add_rule(ent_text *out, const ent_institution *of)
{
    char words[80];

    ent_text_add(out, "<p>In being ");
    ent_html_span(out, of->start, of->end);
    (void)snprintf(words, sizeof words, "%.60s", of->rule != NULL ? of->rule : "none");
    for (char *at = words; *at != '\0'; at++) {
        *at = *at == '_' ? ' ' : *at;
    }
    ent_text_add(out, ". Decides by: <strong>");
    ent_html_text(out, words);
    ent_text_add(out, "</strong>");
    if (of->rule_note != NULL && of->rule_note[0] != '\0') {
        ent_text_add(out, " (");
        ent_html_text(out, of->rule_note);
        ent_text_add(out, ")");
    }
    (void)snprintf(words, sizeof words, "%.60s", of->commitment != NULL ? of->commitment : "none");
    for (char *at = words; *at != '\0'; at++) {
        *at = *at == '_' ? ' ' : *at;
    }
    ent_text_add(out, ". Commits to: <strong>");
    ent_html_text(out, words);
    ent_text_add(out, "</strong>.</p>\n");
}

/* "SCO: 10 members on 2025-12-31, and 17 others": those of that day. */
static void
print_title(const ent_institution *of, const ent_members *members, ent_day day, char title[200])
{
    size_t full = 0, others = 0;
    char   date[16], rest[40] = "";

    for (size_t i = 0; i < members->count; i++) {
        const ent_member_spell *spell = &members->spells[i];

        if (spell->start <= day && day < spell->end) {
            full += spell->rank == ENT_MEMBER_FULL;
            others += spell->rank != ENT_MEMBER_FULL;
        }
    }
    ent_date_print(day, date);
    if (others > 0) {
        (void)snprintf(rest, sizeof rest, ", and %zu other%s", others, others == 1 ? "" : "s");
    }
    (void)snprintf(title, 200, "%.60s: %zu member%s on %s%s", of->institution, full,
                   full == 1 ? "" : "s", date, rest);
}

ent_status
ent_institution_write(ent_ctx *ctx, ent_text *out, const ent_record *record,
                      const ent_institution *of, ent_day day)
{
    ent_arena   arena;
    ent_members members = {.count = 0};
    char        id[80], title[200];
    ent_status  status;

    ent_arena_init(&arena);
    (void)snprintf(id, sizeof id, "members-%.60s", of->institution);
    members.id = id;
    members.title = title;
    status = gather_members(ctx, &arena, record, of, &members);
    if (status == ENT_OK) {
        add_rule(out, of);
        add_member_rows(out, &members);
        if (members.row_count > MOST_ROWS) {
            keep_present(&members, day);
            order_spells(&members);
        }
        if (members.row_count <= MOST_ROWS) {
            print_title(of, &members, day, title);
            ent_text_add(out, "<figure class=\"drawn\">\n");
            ent_html_scroll_open(out, title);
            add_picture(out, record, of, &members);
            ent_html_scroll_close(out);
            ent_text_add(out, "</figure>\n");
        }
        status = add_power(ctx, out, record, of, day);
    }
    if (status == ENT_OK) {
        status = add_passages(ctx, out, record, of, day);
    }
    ent_arena_clear(&arena);
    return status;
}

/* 5. the section */

/* NULL where a small record lacks it. */
static const ent_institution *
find_shown(const ent_record *record, const char *id)
{
    size_t                 count;
    const ent_institution *rows = ent_record_facts(record, ENT_FACT_INSTITUTION, &count);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(rows[i].institution, id) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

static const char *const SHOWN[] = {"UNSC", "NATO", "CSTO", "SCO", "BRICS", "AUKUS"};
enum { SHOWN_COUNT = sizeof SHOWN / sizeof *SHOWN };

/* What each says is found out by itself, and stands in the order of SHOWN. */
typedef struct shown_institutions {
    const ent_record *record;
    ent_day           day;
    ent_text          said[SHOWN_COUNT];
} shown_institutions;

static ent_status
write_shown(ent_ctx *ctx, size_t unit, void *data)
{
    shown_institutions    *shown = data;
    const ent_institution *of = find_shown(shown->record, SHOWN[unit]);
    ent_text              *out = &shown->said[unit];
    ent_status             status;

    if (of == NULL) {
        return ENT_OK;
    }
    ent_text_add(out, "<details class=\"document\"><summary><span class=\"document-title\">");
    ent_html_text(out, of->name);
    ent_text_addf(out, "</span></summary>\n");
    status = ent_institution_write(ctx, out, shown->record, of, shown->day);
    ent_text_add(out, "</details>\n");
    return status == ENT_OK && out->failed ? ent_fail_nomem(ctx) : status;
}

ent_status
ent_section_institutions(ent_ctx *ctx, ent_text *out, const ent_view *view)
{
    const ent_report_input *input = view->input;
    const ent_record       *record = input->votes != NULL ? input->votes : input->record;
    shown_institutions      shown = {.record = record};
    ent_status              status;

    ent_section_open(out, "institutions", "Institutions and what they can pass");
    if (record == NULL) {
        ent_text_add(out, "<p class=\"none\">There is no record.</p>\n");
        ent_section_close(out);
        return ENT_OK;
    }
    shown.day = ent_record_span(record).to - 1;
    for (size_t i = 0; i < SHOWN_COUNT; i++) {
        ent_text_init(&shown.said[i]);
    }
    status = ent_parallel_for(ctx, NULL, SHOWN_COUNT, write_shown, &shown);
    for (size_t i = 0; i < SHOWN_COUNT; i++) {
        ent_text_add(out, ent_text_get(&shown.said[i]));
        ent_text_clear(&shown.said[i]);
    }
    ent_section_close(out);
    return status;
}
