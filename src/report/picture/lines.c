/*
 * lines.c - lines over the years from the table of a measure
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/context.h"
#include "base/date.h"
#include "report/chart/chart.h"
#include "report/picture/picture.h"

int
ent_table_find(const ent_table *table, const char *name)
{
    const ent_column *columns = ent_table_columns(table);

    for (size_t i = 0; i < ent_table_column_count(table); i++) {
        if (strcmp(columns[i].name, name) == 0) {
            return (int)i;
        }
    }
    return -1;
}

#define EVEN " \xE2\x80\x93 "

/* The columns that tell the lines apart, the first of which a table may lack. */
enum { KEYS = 2, MOST_SAID = 3 };

typedef struct gathering {
    const ent_picture_job *job;
    const ent_codes       *codes;
    ent_arena             *arena;
    int                    year, value, error, n, key[KEYS];
    ent_series             series[ENT_LINES_MOST];
    double                *values[ENT_LINES_MOST], *errors[ENT_LINES_MOST], *scanty[ENT_LINES_MOST];
    bool                   has_scanty;
    ent_lines              lines;
} gathering;

/* "RUS~CHN" of a row; "" where the measure is of the whole system. */
static void
print_key(gathering *g, size_t row, char key[32])
{
    key[0] = '\0';
    for (size_t k = 0; k < KEYS; k++) {
        const char *id =
            g->key[k] >= 0 ? ent_table_get_text(g->job->table, row, (size_t)g->key[k]) : "";
        size_t length = strlen(key);

        (void)snprintf(key + length, 32 - length, "%s%.12s", length > 0 && id[0] ? "~" : "", id);
    }
}

/* Between the two states of a line, where the measure is not the same for both, and the end of its
   scale, where it has one. */
typedef struct look {
    const char *picture, *between;
    bool        each_way, turned; /* it has two values a pair; the second does it to the first */
    double      most;
    int         fewest; /* observations, below which a value is no part of a line; 0: all are */
} look;

static const look *
look_of(const ent_picture *picture)
{
    static const look PLAIN = {NULL, EVEN, false, false, 0, 0};
    static const look LOOKS[] = {{"pressure", " \xE2\x86\x92 ", true, true, 0, 0},
                                 {"threat", " \xE2\x86\x92 ", true, true, 0, 0},
                                 {"dependence", " with ", true, false, 0, 0},
                                 {"peace", EVEN, false, false, 1, 0},
                                 {"votes", EVEN, false, false, 1, ENT_MAP_FEWEST_VOTES},
                                 {"alignment", EVEN, false, false, 1, 0}};

    for (size_t i = 0; i < sizeof LOOKS / sizeof *LOOKS; i++) {
        if (strcmp(LOOKS[i].picture, picture->name) == 0) {
            return &LOOKS[i];
        }
    }
    return &PLAIN;
}

static void
find_columns(gathering *g)
{
    static const char *const NAMES[KEYS][3] = {{"state", "state_a", "power"},
                                               {"state_b", "from", "partner"}};

    for (size_t k = 0; k < KEYS; k++) {
        g->key[k] = -1;
        for (size_t i = 0; i < 3 && g->key[k] < 0 && NAMES[k][i] != NULL; i++) {
            g->key[k] = ent_table_find(g->job->table, NAMES[k][i]);
        }
    }
    g->year = ent_table_find(g->job->table, "year");
    g->value = ent_table_find(g->job->table, g->job->picture->value);
    g->n = look_of(g->job->picture)->fewest > 0 ? ent_table_find(g->job->table, "n") : -1;
    g->error =
        g->job->picture->error != NULL ? ent_table_find(g->job->table, g->job->picture->error) : -1;
}

/* The two states of a line; NULL: no memory. */
static const char *
name_pair(const gathering *g, const char *a, const char *b)
{
    const look *as = look_of(g->job->picture);

    return ent_arena_printf(g->arena, "%s%s%s", as->turned ? b : a, as->between,
                            as->turned ? a : b);
}

/* What power is measured by; NULL: no memory. */
static const char *
name_of_power(const gathering *g, const char *key)
{
    static const char *const WORDS[][2] = {{"cinc", "Capabilities (CINC)"},
                                           {"gdp", "Gross domestic product"},
                                           {"milex", "Military spending"},
                                           {"net", "Net resources"}};

    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (strcmp(WORDS[i][0], key) == 0) {
            return WORDS[i][1];
        }
    }
    return ent_arena_printf(g->arena, "Power by %s", key);
}

static const char *
name_of(const gathering *g, const char *key)
{
    char        first[16] = "";
    const char *second = strchr(key, '~');
    ent_state   a, b;
    ent_day     day = ent_span_of_year(g->lines.last).to - 1;

    (void)snprintf(first, sizeof first, "%.*s",
                   (int)(second != NULL ? second - key : (ptrdiff_t)strlen(key)), key);
    a = ent_codes_find(g->codes, first);
    b = second != NULL ? ent_codes_find(g->codes, second + 1) : ENT_NO_STATE;
    if (a == ENT_NO_STATE) {
        return key[0] != '\0' ? name_of_power(g, key) : "All states";
    }
    return b == ENT_NO_STATE
               ? ent_codes_name(g->codes, a, day)
               : name_pair(g, ent_codes_name(g->codes, a, day), ent_codes_name(g->codes, b, day));
}

static double *
empty_years(ent_arena *arena, size_t years)
{
    double *values = ent_arena_alloc(arena, years, sizeof *values);

    for (size_t i = 0; values != NULL && i < years; i++) {
        values[i] = NAN;
    }
    return values;
}

/* The line of a key, begun where it is new; ENT_LINES_MOST where there is no place for it. */
static size_t
series_of(gathering *g, const char *key, size_t years)
{
    size_t at = 0;

    while (at < g->lines.count && strcmp(g->series[at].key, key) != 0) {
        at++;
    }
    if (at == g->lines.count && at < ENT_LINES_MOST) {
        const char *own = ent_arena_strdup(g->arena, key);
        const char *name = own != NULL ? name_of(g, own) : NULL;

        g->values[at] = empty_years(g->arena, years);
        g->errors[at] = g->error >= 0 ? empty_years(g->arena, years) : NULL;
        g->scanty[at] = g->n >= 0 ? empty_years(g->arena, years) : NULL;
        if (name == NULL || g->values[at] == NULL || (g->error >= 0 && g->errors[at] == NULL) ||
            (g->n >= 0 && g->scanty[at] == NULL)) {
            return SIZE_MAX;
        }
        g->series[at] = (ent_series){own, name, g->values[at], g->errors[at], 0, g->scanty[at]};
        g->lines.count++;
    }
    return at;
}

static void
find_years(gathering *g)
{
    size_t rows = ent_table_row_count(g->job->table);

    g->lines.last = -1;
    for (size_t row = 0; row < rows; row++) {
        int year = (int)ent_table_get_number(g->job->table, row, (size_t)g->year);

        if (g->lines.last < 0) {
            g->lines.first = g->lines.last = year;
        }
        g->lines.first = year < g->lines.first ? year : g->lines.first;
        g->lines.last = year > g->lines.last ? year : g->lines.last;
    }
    if (g->lines.last - g->lines.first >= ENT_LINES_MOST_YEARS) {
        g->lines.first = g->lines.last - ENT_LINES_MOST_YEARS + 1;
    }
}

static void
fill_year(gathering *g, size_t row, size_t at, size_t year)
{
    const ent_table *table = g->job->table;
    double           value = ent_table_get_number(table, row, (size_t)g->value);

    if (g->n >= 0 &&
        ent_table_get_number(table, row, (size_t)g->n) < look_of(g->job->picture)->fewest) {
        g->scanty[at][year] = value;
        g->has_scanty = g->has_scanty || isfinite(value);
        return;
    }
    g->values[at][year] = value;
    if (g->errors[at] != NULL) {
        g->errors[at][year] = ent_table_get_number(table, row, (size_t)g->error);
    }
}

static ent_status
fill(ent_ctx *ctx, gathering *g)
{
    size_t rows = ent_table_row_count(g->job->table);
    size_t years = (size_t)(g->lines.last - g->lines.first + 1);

    for (size_t row = 0; row < rows; row++) {
        int    year = (int)ent_table_get_number(g->job->table, row, (size_t)g->year);
        char   key[32];
        size_t at;

        if (year < g->lines.first) {
            continue;
        }
        print_key(g, row, key);
        at = series_of(g, key, years);
        if (at == SIZE_MAX) {
            return ent_fail_nomem(ctx);
        }
        if (at < ENT_LINES_MOST) {
            fill_year(g, row, at, (size_t)(year - g->lines.first));
        }
    }
    return ENT_OK;
}

/* "RUS~CHN" and "CHN~RUS". */
static bool
is_same_pair(const char *a, const char *b)
{
    size_t first = strcspn(a, "~"), second = strcspn(b, "~");

    return strcmp(a, b) == 0 ||
           (a[first] == '~' && b[second] == '~' && strlen(a + first + 1) == second &&
            strlen(b + second + 1) == first && strncmp(a + first + 1, b, second) == 0 &&
            strncmp(b + second + 1, a, first) == 0);
}

/* What each of several pairs does to the other gets a panel a pair. */
static void
make_panels(gathering *g)
{
    if (!look_of(g->job->picture)->each_way || g->lines.count <= 2) {
        return;
    }
    for (size_t s = 0; s < g->lines.count; s++) {
        size_t other = 0;

        while (other < s && !is_same_pair(g->series[other].key, g->series[s].key)) {
            other++;
        }
        g->series[s].panel = other < s ? g->series[other].panel : g->lines.panel_count++;
    }
}

/* What follows a seam: the set of the kind that is read from its end on. */
static const ent_seam *
next_seam(const ent_seam *seams, size_t count, const ent_seam *before)
{
    for (size_t i = 0; i < count; i++) {
        if (&seams[i] != before && strcmp(seams[i].kind, before->kind) == 0 &&
            seams[i].used.from == before->used.to) {
            return &seams[i];
        }
    }
    return NULL;
}

static void
add_seam(gathering *g, const ent_seam *before, const ent_seam *after)
{
    int last = ent_date_year(before->used.to - 1);

    for (size_t i = 0; i < g->lines.seam_count; i++) {
        if (g->lines.seams[i].last == last && strcmp(g->lines.seams[i].before, before->set) == 0) {
            return;
        }
    }
    if (last >= g->lines.first && last < g->lines.last &&
        g->lines.seam_count < ENT_LINES_MOST_SEAMS) {
        g->lines.seams[g->lines.seam_count++] = (ent_line_seam){last, before->set, after->set};
    }
}

static void
find_seams(gathering *g)
{
    size_t          count;
    const ent_seam *seams = ent_record_seams(g->job->record, &count);

    for (size_t i = 0; i < count; i++) {
        const ent_seam *after =
            ent_picture_rests_on(g->job->picture, seams[i].kind) == ENT_RESTS_FIRST
                ? next_seam(seams, count, &seams[i])
                : NULL;

        if (after != NULL) {
            add_seam(g, &seams[i], after);
        }
    }
}

/* What the lines come to: the highest of the last year, and whether it was ever higher. */

/* The last year in which a line has a value, from 0; SIZE_MAX: none. */
static size_t
last_of(const double *values, size_t years)
{
    while (years > 0 && isnan(values[years - 1])) {
        years--;
    }
    return years - 1;
}

/* The line that is highest in the last year of all; ENT_LINES_MOST where two are, or none. */
static size_t
find_highest(const gathering *g, size_t years, size_t *at)
{
    size_t best = ENT_LINES_MOST, last = 0;
    bool   even = false;

    for (size_t s = 0; s < g->lines.count; s++) {
        size_t own = last_of(g->values[s], years);

        last = own != SIZE_MAX && own > last ? own : last;
    }
    for (size_t s = 0; s < g->lines.count; s++) {
        double value = g->values[s][last], high = best < s ? g->values[best][last] : -INFINITY;

        even = value > high ? false : even || value == high;
        best = value > high ? s : best;
    }
    *at = last;
    return even ? ENT_LINES_MOST : best;
}

/* The year before `last` in which the value was as high or higher, the highest of them; or none. */
static size_t
find_peak(const double *values, size_t last)
{
    size_t peak = SIZE_MAX;

    for (size_t i = 0; i < last; i++) {
        if (values[i] >= values[last] && (peak == SIZE_MAX || values[i] > values[peak])) {
            peak = i;
        }
    }
    return peak;
}

/* Where no line is the highest, or they are of different kinds of power: the last of each. */
static const char *
say_each(gathering *g, size_t years)
{
    const char *said = "";

    for (size_t s = 0; s < g->lines.count && s < MOST_SAID && said != NULL; s++) {
        size_t at = last_of(g->values[s], years);
        char   value[32];

        if (at == SIZE_MAX) {
            continue;
        }
        (void)ent_number_print_digits(g->values[s][at], 2, value, sizeof value);
        said = ent_arena_printf(g->arena, "%s%s%s: %s in %d", said, said[0] != '\0' ? "; " : "",
                                g->series[s].name, value, g->lines.first + (int)at);
    }
    return said == NULL || said[0] != '\0' ? said : g->job->picture->title;
}

/* Whether all values from one year to another are the same. */
static bool
is_unchanged(const double *values, size_t from, size_t to)
{
    for (size_t i = from; i <= to; i++) {
        if (isfinite(values[i]) && values[i] != values[to]) {
            return false;
        }
    }
    return true;
}

static const char *
say_highest(gathering *g, size_t years)
{
    size_t      at, best = find_highest(g, years, &at), peak;
    const char *most = g->lines.count > 1 ? ", the highest line" : "";
    char        value[32], before[32];

    if (best == ENT_LINES_MOST || g->job->picture->subject == ENT_SUBJECT_WHOLE) {
        return say_each(g, years);
    }
    peak = find_peak(g->values[best], at);
    (void)ent_number_print_digits(g->values[best][at], 2, value, sizeof value);
    if (peak == SIZE_MAX) {
        return ent_arena_printf(g->arena, "%s: %s in %d, its highest value", g->series[best].name,
                                value, g->lines.first + (int)at);
    }
    if (g->values[best][peak] == g->values[best][at]) {
        return ent_arena_printf(g->arena, "%s: %s in %d%s, %s %d", g->series[best].name, value,
                                g->lines.first + (int)at, most,
                                is_unchanged(g->values[best], peak, at) ? "unchanged since"
                                                                        : "as high as in",
                                g->lines.first + (int)peak);
    }
    (void)ent_number_print_digits(g->values[best][peak], 2, before, sizeof before);
    return ent_arena_printf(g->arena, "%s: %s in %d%s; its peak was %s in %d", g->series[best].name,
                            value, g->lines.first + (int)at, most, before,
                            g->lines.first + (int)peak);
}

static ent_status
find_words(ent_ctx *ctx, gathering *g)
{
    g->lines.title = say_highest(g, (size_t)(g->lines.last - g->lines.first + 1));
    g->lines.axis =
        ent_arena_printf(g->arena, "%s; %s", g->job->picture->title, g->job->picture->axis);
    if (g->has_scanty && g->lines.axis != NULL) {
        g->lines.axis = ent_arena_printf(g->arena, "%s; hollow: fewer than %d roll calls",
                                         g->lines.axis, look_of(g->job->picture)->fewest);
    }
    return g->lines.title != NULL && g->lines.axis != NULL ? ENT_OK : ent_fail_nomem(ctx);
}

ent_status
ent_picture_draw_lines(ent_ctx *ctx, const ent_picture_job *job, ent_text *out)
{
    ent_arena  arena;
    gathering  g = {.job = job, .codes = ent_record_codes(job->record), .arena = &arena};
    ent_status status = ENT_OK;

    ent_arena_init(&arena);
    find_columns(&g);
    if (g.year < 0 || g.value < 0) {
        status = ent_fail(ctx, ENT_E_BUG, "the table of '%s' has no '%s' by year",
                          job->picture->name, job->picture->value);
    }
    g.lines.id = job->picture->name;
    g.lines.title = job->picture->title;
    g.lines.most = look_of(job->picture)->most;
    g.lines.series = g.series;
    if (status == ENT_OK) {
        find_years(&g);
        status = g.lines.last >= 0 ? fill(ctx, &g) : ENT_OK;
    }
    if (status == ENT_OK) {
        make_panels(&g);
        find_seams(&g);
        status = find_words(ctx, &g);
    }
    if (status == ENT_OK) {
        ent_draw_lines(out, &g.lines);
    }
    ent_arena_clear(&arena);
    return status;
}
