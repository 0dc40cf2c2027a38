/*
 * test_panel.c - covariates by year against slow versions on random records, and their edges
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/panel/panel.h"

#include <math.h>
#include <string.h>

#include "base/random.h"
#include "base/text.h"
#include "measure/pressure.h"
#include "unit_world.h"

#define SPAN      "# span: 1945-01-01..2005-12-31\n"
#define RIVALRIES "# table: rivalries\n" SPAN "rivalry,state_a,state_b,start,end,source,locator\n"
#define DISPUTES                                                                                   \
    "# table: disputes\n" SPAN                                                                     \
    "dispute,name,state_a,state_b,start,end,hostility,initiator,source,locator\n"
#define SANCTIONS                                                                                  \
    "# table: sanctions\n" SPAN "sanction,sender,target,start,end,kinds,instrument,source,"        \
    "locator\n"
#define TREATIES                                                                                   \
    "# table: treaties\n" SPAN                                                                     \
    "treaty,title,form,signed,start,end,end_reason,defence,offence,neutrality,nonaggression,"      \
    "consultation,cow,note,source,locator\n"
#define PARTIES  "# table: treaty_members\n" SPAN "treaty,state,role,start,end,source,locator\n"
#define BORDERS  "# table: borders\n" SPAN "state_a,state_b,source,locator\n"
#define PROFILES "# table: profiles\n" SPAN "state,year,cinc,regime,polyarchy,source,locator\n"

static ent_panel *
panel_of(world *w, int from, int to, const char *const *names, size_t count)
{
    ent_panel_options options = {.from = from, .to = to, .names = names, .name_count = count};
    ent_panel        *panel = NULL;

    world_check(w, ent_panel_create(w->ctx, w->record, &options, &panel));
    assert_non_null(panel);
    return panel;
}

static size_t
place(const world *w, const ent_panel *panel, const char *id)
{
    size_t at = ent_panel_find(panel, ent_codes_find(w->codes, id));

    assert_true(at < ent_panel_size(panel));
    return at;
}

static double
pair_value(const world *w, const ent_panel *panel, const char *name, int year, const char *a,
           const char *b)
{
    size_t column = ent_panel_column(panel, name);

    return (double)ent_panel_pairs(
        panel, column, year)[place(w, panel, a) * ent_panel_size(panel) + place(w, panel, b)];
}

/* One name, one year. */
static double
value_in(world *w, const char *name, int year, const char *a, const char *b)
{
    ent_panel *panel = panel_of(w, year, year, &name, 1);
    double     value = pair_value(w, panel, name, year, a, b);

    ent_panel_destroy(panel);
    return value;
}

/* ---- against slow versions ---- */

enum { SOME = 5, YEAR = 2000 };

/* Ties of five states at random; under a shift of their names the same ties. */
static void
write_ties(world *w, uint32_t run, int shift)
{
    static const char *const IDS[SOME] = {"AAA", "BBB", "CCC", "DDD", "EEE"};
    ent_key                  key = {.seed = 1815, .run = run, .process = ENT_PROCESS_TEST};
    ent_text                 rivalries, disputes, sanctions;

    ent_text_init(&rivalries);
    ent_text_init(&disputes);
    ent_text_init(&sanctions);
    ent_text_add(&rivalries, RIVALRIES);
    ent_text_add(&disputes, DISPUTES);
    ent_text_add(&sanctions, SANCTIONS);
    for (int i = 0; i < SOME; i++) {
        for (int j = 0; j < SOME; j++) {
            const char *a = IDS[(i + shift) % SOME], *b = IDS[(j + shift) % SOME];
            uint32_t    at = (uint32_t)(i * SOME + j) * 4;

            if (i < j && ent_random_below(&key, at, 2) == 0) {
                ent_text_addf(&rivalries, "r%d%d,%s,%s,%d,,s,\n", i, j, a, b,
                              1985 + (int)ent_random_below(&key, at + 1, 4));
            }
            if (i < j && ent_random_below(&key, at + 2, 2) == 0) {
                ent_text_addf(&disputes, "d%d%d,D,%s,%s,1998-02,1998-03,%d,,s,\n", i, j, a, b,
                              2 + (int)ent_random_below(&key, at + 3, 4));
            }
            if (i != j && ent_random_below(&key, at + 400, 3) == 0) {
                ent_text_addf(&sanctions, "s%d%d,%s,%s,1995,,%s,,s,\n", i, j, a, b,
                              ent_random_below(&key, at + 401, 2) == 0 ? "trade" : "arms");
            }
        }
    }
    world_write(w, "rivalries", ent_text_get(&rivalries));
    world_write(w, "disputes", ent_text_get(&disputes));
    world_write(w, "sanctions", ent_text_get(&sanctions));
    ent_text_clear(&rivalries);
    ent_text_clear(&disputes);
    ent_text_clear(&sanctions);
    world_load(w);
}

/* First year of the enmity of two at 2000: of the rivalry or of the dispute's memory. */
static int
hostile_since(world *w, ent_state_ix i, ent_state_ix j)
{
    int since = 0;

    for (int year = YEAR - 25; year <= YEAR; year++) {
        char        text[8];
        ent_system *system;

        (void)snprintf(text, sizeof text, "%d", year);
        system = world_system(w, text, NULL);
        if (!ent_system_adversaries(system, i, j)) {
            since = 0;
        } else if (since == 0) {
            since = year;
        }
        ent_system_destroy(system);
    }
    return since;
}

typedef struct common {
    double most, least, product, product_apart;
    int    shared, shared_apart;
} common;

/* From the definitions: the four parts that these tables speak of, over all third states. */
static common
slow(world *w, const ent_system *system, ent_state_ix i, ent_state_ix j)
{
    common out = {0};

    for (size_t n = 0; n < ent_system_size(system); n++) {
        ent_state_ix k = (ent_state_ix)n;
        ent_pressure p = ent_pressure_of(system, i, k, ENT_SIGNS_RIVALRY);
        ent_pressure q = ent_pressure_of(system, j, k, ENT_SIGNS_RIVALRY);
        double       a = (p.sanctions + p.trade_war + p.rivalry + p.disputes) / 4;
        double       b = (q.sanctions + q.trade_war + q.rivalry + q.disputes) / 4;
        bool         both, joint;

        if (k == i || k == j) {
            continue;
        }
        both = ent_system_adversaries(system, i, k) && ent_system_adversaries(system, j, k);
        joint = both && abs(hostile_since(w, i, k) - hostile_since(w, j, k)) <= 1;
        out.most += fmax(a, b);
        out.least += fmin(a, b);
        out.product += a * b;
        out.product_apart += joint ? 0 : a * b;
        out.shared += both;
        out.shared_apart += both && !joint;
    }
    return out;
}

static void
what_third_states_do_is_what_is_counted_slowly(void **state)
{
    static const char *const NAMES[] = {"pressure_max",       "pressure_min",
                                        "pressure_product",   "pressure_product_apart",
                                        "shared_adversaries", "shared_adversaries_apart"};
    static const char *const IDS[SOME] = {"AAA", "BBB", "CCC", "DDD", "EEE"};
    world                   *w = *state;

    for (uint32_t run = 0; run < 8; run++) {
        int         shift = (int)run % 3; /* relabelling the states permutes the result */
        ent_panel  *panel;
        ent_system *system;

        write_ties(w, run / 2, shift);
        panel = panel_of(w, YEAR, YEAR, NAMES, 6);
        system = world_system(w, "2000", NULL);
        assert_string_equal(ent_panel_pressure_parts(panel),
                            "sanctions, trade_war, rivalry, disputes");
        for (int i = 0; i < SOME; i++) {
            for (int j = 0; j < SOME; j++) {
                common want;
                double values[6];

                for (size_t v = 0; v < 6 && i != j; v++) {
                    values[v] = pair_value(w, panel, NAMES[v], YEAR, IDS[i], IDS[j]);
                }
                if (i == j) {
                    assert_true(isnan(pair_value(w, panel, NAMES[0], YEAR, IDS[i], IDS[j])));
                    continue;
                }
                want = slow(w, system, ent_system_find_id(system, IDS[i]),
                            ent_system_find_id(system, IDS[j]));
                assert_true(fabs(values[0] - want.most) < 1e-6);
                assert_true(fabs(values[1] - want.least) < 1e-6);
                assert_true(fabs(values[2] - want.product) < 1e-6);
                assert_true(fabs(values[3] - want.product_apart) < 1e-6);
                assert_true((int)values[4] == want.shared);
                assert_true((int)values[5] == want.shared_apart);
            }
        }
        ent_system_destroy(system);
        ent_panel_destroy(panel);
        world_unload(w);
    }
}

/* ---- what was not yet to be known ---- */

/* The same to the end of 1990; then all of it goes on otherwise, or comes to another end. */
static void
write_futures(world *w, bool other)
{
    char text[2048];

    (void)snprintf(text, sizeof text,
                   DISPUTES "war,D,AAA,BBB,1989-03-01,%s,%d,,s,\n"
                            "row,D,AAA,CCC,1990-11-01,%s,%d,,s,\n"
                            "old,D,BBB,CCC,1986-01-01,1988-02-01,4,,s,\n%s",
                   other ? "1995-01-01" : "1991-03-01", other ? 5 : 2,
                   other ? "1991-02-01" : "1993-05-01", other ? 4 : 3,
                   other ? "new,D,CCC,DDD,1991-02-01,1991-03-01,5,,s,\n" : "");
    world_write(w, "disputes", text);
    (void)snprintf(text, sizeof text, RIVALRIES "r,AAA,DDD,1980,%s,s,\nq,BBB,CCC,1970,,s,\n",
                   other ? "1991" : "1999");
    world_write(w, "rivalries", text);
    (void)snprintf(text, sizeof text,
                   SANCTIONS "s,AAA,BBB,1988,%s,trade,,s,\nt,BBB,AAA,1989,%s,trade,,s,\n",
                   other ? "1994" : "1991-02-01", other ? "" : "1992");
    world_write(w, "sanctions", text);
    (void)snprintf(text, sizeof text,
                   TREATIES "two,T,bilateral,1960,1960,%s,%s,1,0,0,0,0,,,s,\n"
                            "three,T,bilateral,1985,1985,%s,%s,0,0,0,0,1,,,s,\n%s",
                   other ? "1991-06-30" : "2001-06-30", "ended", other ? "" : "1992-06-30",
                   other ? "" : "ended",
                   other ? "four,T,bilateral,1991,1991,,,1,0,0,0,0,,,s,\n" : "");
    world_write(w, "treaties", text);
    (void)snprintf(text, sizeof text,
                   PARTIES "two,AAA,mutual,,,s,\ntwo,CCC,mutual,,,s,\n"
                           "three,BBB,mutual,,,s,\nthree,DDD,mutual,,,s,\n%s",
                   other ? "four,AAA,mutual,,,s,\nfour,DDD,mutual,,,s,\n" : "");
    world_write(w, "treaty_members", text);
}

/* At the end of each year nothing is seen that came after it: no end of a tie, and of a dispute
 * that is not over not how far it went. */
static void
a_panel_as_it_stood_sees_nothing_of_what_came_later(void **state)
{
    static const char *const NAMES[] = {"obligation",
                                        "bilateral",
                                        "past_obligation",
                                        "rivalry",
                                        "adversaries",
                                        "past_dispute",
                                        "sanctions",
                                        "pressure_max",
                                        "pressure_product",
                                        "partner_war",
                                        "shared_adversaries",
                                        "shared_allies",
                                        "defence",
                                        "shared_adversaries_apart",
                                        "pressure_product_apart"};
    enum { COUNT = sizeof NAMES / sizeof NAMES[0] };
    ent_panel_options options = {
        .from = 1980, .to = 1990, .names = NAMES, .name_count = COUNT, .as_of = 1990};
    world     *w = *state;
    ent_panel *panels[2][2];
    bool       whole_differs = false;

    for (int other = 0; other < 2; other++) {
        write_futures(w, other == 1);
        world_load(w);
        for (int stood = 0; stood < 2; stood++) {
            options.as_it_stood = stood == 1;
            world_check(w, ent_panel_create(w->ctx, w->record, &options, &panels[other][stood]));
        }
        world_unload(w);
    }
    for (size_t column = 0; column < COUNT; column++) {
        for (int year = options.from; year <= options.to; year++) {
            size_t n = ent_panel_size(panels[0][0]);

            assert_memory_equal(ent_panel_pairs(panels[0][1], column, year),
                                ent_panel_pairs(panels[1][1], column, year), n * n * sizeof(float));
            whole_differs = whole_differs || memcmp(ent_panel_pairs(panels[0][0], column, year),
                                                    ent_panel_pairs(panels[1][0], column, year),
                                                    n * n * sizeof(float)) != 0;
        }
    }
    assert_true(whole_differs); /* or the test could not fail */
    for (int i = 0; i < 4; i++) {
        ent_panel_destroy(panels[i / 2][i % 2]);
    }
}

/* ---- by hand ---- */

/* GSDB counts no tariffs, so that pressure is made of sanctions alone until our own table speaks.
 */
static void
a_part_that_a_source_does_not_count_is_no_part_of_pressure(void **state)
{
    static const char *const NAMES[] = {"pressure_max"};
    world                   *w = *state;
    ent_panel               *panel;

    world_write(w, "sanctions",
                "# table: sanctions\n# span: 1945-01-01..2025-12-31\n"
                "sanction,sender,target,start,end,kinds,instrument,source,locator\n"
                "s,CCC,BBB,2000,,trade,,s,\n");
    world_write(w, "names", "state,name,start,end\nAAA,Aland,,\nBBB,Bland,,\n");
    world_open(w);
    world_import_text(w, "case_id,sanctioned_state,sanctioning_state,begin,end,trade,descr_trade,"
                         "arms,military,financial,travel,other,target_mult,sender_mult,objective,"
                         "success\n"
                         "1,Bland,Aland,2000,2003,1,exp_compl,0,0,1,1,0,0,0,democracy,failed\n");
    world_record(w, NULL);
    panel = panel_of(w, 2000, 2003, NAMES, 1);
    assert_string_equal(ent_panel_pressure_parts(panel), "sanctions");
    assert_true(fabs(pair_value(w, panel, NAMES[0], 2001, "BBB", "CCC") - 1 / 6.0) < 1e-6);
    ent_panel_destroy(panel);
    panel = panel_of(w, 2024, 2025, NAMES, 1);
    assert_string_equal(ent_panel_pressure_parts(panel), "sanctions, trade_war");
    assert_true(fabs(pair_value(w, panel, NAMES[0], 2024, "BBB", "AAA") - 1 / 12.0) < 1e-6);
    ent_panel_destroy(panel);
}

static void
an_obligation_that_ended_is_past_and_a_treaty_of_three_is_not_bilateral(void **state)
{
    static const char *const NAMES[] = {"obligation", "bilateral",     "past_obligation",
                                        "defence",    "larger_treaty", "larger_defence"};
    world                   *w = *state;
    ent_panel               *panel;

    world_write(w, "treaties",
                TREATIES "two,T,bilateral,1960,1960,1970-06-30,ended,1,0,0,0,0,,,s,\n"
                         "three,T,multilateral,1960,1960,,,0,0,0,0,1,,,s,\n"
                         "pact,T,multilateral,1960,1960,1990-06-30,ended,1,0,0,0,0,,,s,\n"
                         "peaceful,T,bilateral,1960,1960,,,0,0,0,1,0,,,s,\n");
    world_write(w, "treaty_members",
                PARTIES "two,AAA,mutual,,,s,\ntwo,BBB,mutual,,,s,\n"
                        "three,AAA,mutual,,,s,\nthree,CCC,mutual,,,s,\nthree,DDD,mutual,,,s,\n"
                        "pact,AAA,mutual,,,s,\npact,CCC,mutual,1981,1988-12-31,s,\n"
                        "pact,DDD,protected,,,s,\npact,EEE,protected,,,s,\n"
                        "peaceful,BBB,mutual,,,s,\npeaceful,CCC,mutual,,,s,\n");
    world_load(w);
    panel = panel_of(w, 1969, 1996, NAMES, 6);
    assert_true(pair_value(w, panel, "bilateral", 1970, "BBB", "AAA") == 1);
    assert_true(pair_value(w, panel, "past_obligation", 1970, "AAA", "BBB") == 0);
    assert_true(pair_value(w, panel, "obligation", 1971, "AAA", "BBB") == 0);
    assert_true(pair_value(w, panel, "past_obligation", 1971, "AAA", "BBB") == 1);
    assert_true(pair_value(w, panel, "past_obligation", 1995, "AAA", "BBB") == 1);
    assert_true(pair_value(w, panel, "past_obligation", 1996, "AAA", "BBB") == 0); /* 25 years */
    assert_true(pair_value(w, panel, "obligation", 1980, "CCC", "DDD") == 1);
    assert_true(pair_value(w, panel, "bilateral", 1980, "CCC", "DDD") == 0);
    assert_true(pair_value(w, panel, "defence", 1980, "CCC", "DDD") == 0);
    assert_true(pair_value(w, panel, "obligation", 1980, "BBB", "CCC") == 0);
    assert_true(pair_value(w, panel, "bilateral", 1980, "BBB", "CCC") == 0);
    assert_true(pair_value(w, panel, "larger_treaty", 1970, "AAA", "BBB") == 0);
    assert_true(pair_value(w, panel, "larger_treaty", 1970, "DDD", "CCC") == 1);
    assert_true(pair_value(w, panel, "larger_defence", 1970, "DDD", "CCC") == 0);
    assert_true(pair_value(w, panel, "larger_defence", 1980, "AAA", "CCC") == 0);
    assert_true(pair_value(w, panel, "larger_defence", 1981, "AAA", "CCC") == 1);
    assert_true(pair_value(w, panel, "larger_defence", 1989, "AAA", "CCC") == 0);
    assert_true(pair_value(w, panel, "larger_defence", 1970, "DDD", "EEE") == 0);
    assert_true(pair_value(w, panel, "larger_defence", 1990, "AAA", "DDD") == 1);
    assert_true(pair_value(w, panel, "larger_defence", 1991, "AAA", "DDD") == 0);
    ent_panel_destroy(panel);
}

static void
a_war_lasts_and_the_partner_s_counts(void **state)
{
    static const char *const NAMES[] = {"partner_war", "war_years", "past_dispute"};
    world                   *w = *state;
    ent_panel               *panel;

    world_write(w, "disputes",
                DISPUTES "d,War,AAA,BBB,1980-05-01,1982-02-01,5,AAA,s,\n"
                         "e,Threat,CCC,DDD,1980-05-01,1980-06-01,2,CCC,s,\n");
    world_load(w);
    panel = panel_of(w, 1979, 1990, NAMES, 3);
    assert_true(fabs(pair_value(w, panel, "partner_war", 1982, "CCC", "AAA") - log(4)) < 1e-6);
    assert_true(pair_value(w, panel, "partner_war", 1982, "AAA", "CCC") == 0);
    assert_true(pair_value(w, panel, "partner_war", 1982, "BBB", "AAA") == 0); /* with itself */
    assert_true(pair_value(w, panel, "partner_war", 1983, "CCC", "AAA") == 0);
    assert_true(fabs((double)ent_panel_states(panel, 1, 1980)[place(w, panel, "BBB")] - log(2)) <
                1e-6);
    assert_true(pair_value(w, panel, "past_dispute", 1984, "CCC", "DDD") == 1);
    assert_true(pair_value(w, panel, "past_dispute", 1986, "CCC", "DDD") == 0);
    assert_null(ent_panel_pairs(panel, 1, 1980));
    assert_null(ent_panel_states(panel, 0, 1980));
    ent_panel_destroy(panel);
}

static void
age_is_counted_from_the_last_beginning(void **state)
{
    static const char *const NAMES[] = {"age"};
    world                   *w = *state;
    ent_panel               *panel;

    world_load(w);
    panel = panel_of(w, 1990, 1995, NAMES, 1);
    assert_true(fabs((double)ent_panel_states(panel, 0, 1990)[place(w, panel, "AAA")] - log(91)) <
                1e-6);
    assert_true(fabs((double)ent_panel_states(panel, 0, 1990)[place(w, panel, "OLD")] - log(91)) <
                1e-6);
    assert_true(ent_panel_states(panel, 0, 1990)[place(w, panel, "NEW")] == 0);
    assert_true(fabs((double)ent_panel_states(panel, 0, 1995)[place(w, panel, "NEW")] - log(6)) <
                1e-6);
    /* another number from one day to the next is no beginning */
    assert_true(fabs((double)ent_panel_states(panel, 0, 1995)[place(w, panel, "TWO")] - log(96)) <
                1e-6);
    assert_true(isnan((double)ent_panel_states(panel, 0, 1995)[place(w, panel, "OLD")]));
    ent_panel_destroy(panel);
}

static void
what_no_source_speaks_of_is_missing(void **state)
{
    static const char *const NAMES[] = {"rivalry", "power", "power_ratio", "regime_similarity",
                                        "trade"};
    world                   *w = *state;
    ent_panel               *panel;
    int                      first, last;

    world_write(w, "rivalries", RIVALRIES "r,AAA,BBB,1950,,s,\n");
    world_write(w, "profiles", PROFILES "AAA,1990,0.3,,0.9,s,\nBBB,1990,0.1,,0.4,s,\n");
    world_load(w);
    panel = panel_of(w, 1989, 2008, NAMES, 5);
    assert_true(pair_value(w, panel, "rivalry", 2005, "AAA", "BBB") == 1);
    assert_true(isnan(pair_value(w, panel, "rivalry", 2006, "AAA", "BBB"))); /* carried there */
    assert_true(ent_panel_observed(panel, 0, &first, &last) && first == 1989 && last == 2005);
    assert_true(fabs(pair_value(w, panel, "power_ratio", 1990, "AAA", "BBB") - log(3)) < 1e-6);
    assert_true(isnan(pair_value(w, panel, "power_ratio", 1991, "AAA", "BBB")));
    assert_true(isnan(pair_value(w, panel, "power_ratio", 1990, "AAA", "CCC")));
    assert_true(fabs(pair_value(w, panel, "regime_similarity", 1990, "BBB", "AAA") - 0.5) < 1e-6);
    assert_true(ent_panel_observed(panel, 1, &first, &last) && first == 1990 && last == 1990);
    assert_false(ent_panel_observed(panel, 4, &first, &last));
    ent_panel_destroy(panel);
}

/* In every year as by a walk over the years told: a gap in 1994, CCC from its first one on. */
static void
a_regime_changes_from_five_years_before_or_from_the_first_that_is_told(void **state)
{
    static const char *const NAMES[] = {"regime_change"};
    static const double      AAA[] = {.9, .2, .4, .4, NAN, .7, .1, .1, .3, .8, .5, .6, .2};
    enum { FIRST = 1990, YEARS = sizeof AAA / sizeof AAA[0] };
    world     *w = *state;
    ent_text   text;
    ent_panel *panel;

    ent_text_init(&text);
    ent_text_add(&text, PROFILES "CCC,1995,,,0.5,s,\nCCC,1996,,,0.25,s,\n");
    for (int k = 0; k < YEARS; k++) {
        if (!isnan(AAA[k])) {
            ent_text_addf(&text, "AAA,%d,,,%.1f,s,\n", FIRST + k, AAA[k]);
        }
    }
    world_write(w, "profiles", ent_text_get(&text));
    ent_text_clear(&text);
    world_load(w);
    panel = panel_of(w, FIRST, FIRST + YEARS - 1, NAMES, 1);
    for (int k = 0; k < YEARS; k++) {
        const float *now = ent_panel_states(panel, 0, FIRST + k);
        double       got = (double)now[place(w, panel, "AAA")];
        int          from = k < 5 ? 0 : k - 5;

        from += isnan(AAA[from]);
        assert_true(isnan(AAA[k]) ? isnan(got) : fabs(got - fabs(AAA[k] - AAA[from])) < 1e-6);
        assert_true(isnan(now[place(w, panel, "BBB")]));
    }
    assert_true(ent_panel_states(panel, 0, 1995)[place(w, panel, "CCC")] == 0);
    assert_true(ent_panel_states(panel, 0, 1996)[place(w, panel, "CCC")] == .25F);
    ent_panel_destroy(panel);
}

static void
states_come_and_go(void **state)
{
    static const char *const NAMES[] = {"rivalry"};
    world                   *w = *state;
    ent_panel               *panel;

    world_write(w, "rivalries", RIVALRIES "r,AAA,OLD,1950,1960,s,\n");
    world_load(w);
    panel = panel_of(w, 1989, 1991, NAMES, 1);
    assert_int_equal(ent_panel_size(panel), 8);
    assert_true(ent_panel_exists(panel, 1990, place(w, panel, "OLD")));
    assert_false(ent_panel_exists(panel, 1991, place(w, panel, "OLD")));
    assert_false(ent_panel_exists(panel, 1989, place(w, panel, "NEW")));
    assert_true(pair_value(w, panel, "rivalry", 1990, "OLD", "NEW") == 0);
    assert_true(isnan(pair_value(w, panel, "rivalry", 1991, "OLD", "NEW")));
    assert_int_equal(ent_panel_from(panel), 1989);
    assert_int_equal(ent_panel_to(panel), 1991);
    assert_int_equal(ent_panel_state(panel, 0), ent_codes_find(w->codes, "AAA"));
    assert_int_equal(ent_panel_column(panel, "nothing"), 1);
    ent_panel_destroy(panel);
}

static void
borders_without_published_spells_are_those_of_2022(void **state)
{
    world *w = *state;

    world_write(w, "borders", BORDERS "AAA,BBB,s,\n");
    world_load(w);
    assert_true(value_in(w, "border", 1990, "BBB", "AAA") == 1);
    assert_true(value_in(w, "border", 1990, "BBB", "CCC") == 0);
    assert_true(value_in(w, "border", 2005, "BBB", "AAA") == 1);
    assert_true(isnan(value_in(w, "border", 2006, "BBB", "AAA"))); /* carried there */
    assert_true(isnan(value_in(w, "contiguity", 1990, "BBB", "AAA")));
}

static void
wrong_questions_are_refused(void **state)
{
    static const char *const NAMES[] = {"love"};
    world                   *w = *state;
    ent_panel               *panel = NULL;
    ent_panel_options        o = {.from = 1990, .to = 1991, .names = NAMES, .name_count = 1};

    world_write(w, "rivalries", RIVALRIES "r,AAA,BBB,1950,,s,\n");
    world_load(w);
    assert_int_equal(ent_panel_create(w->ctx, w->record, &o, &panel), ENT_E_ARG);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "'love'"));
    o = (ent_panel_options){.from = 1992, .to = 1991};
    assert_int_equal(ent_panel_create(w->ctx, w->record, &o, &panel), ENT_E_ARG);
    o = (ent_panel_options){.from = 1500, .to = 1991};
    assert_int_equal(ent_panel_create(w->ctx, w->record, &o, &panel), ENT_E_ARG);
    o = (ent_panel_options){.from = 1990, .to = 1991, .as_of = 1990};
    assert_int_equal(ent_panel_create(w->ctx, w->record, &o, &panel), ENT_E_ARG);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "not known yet"));
    o = (ent_panel_options){.from = 1890, .to = 1891};
    assert_int_equal(ent_panel_create(w->ctx, w->record, &o, &panel), ENT_E_NOTFOUND);
    o = (ent_panel_options){.from = 1990, .to = 1991, .name_count = 1000, .names = NAMES};
    assert_int_equal(ent_panel_create(w->ctx, w->record, &o, &panel), ENT_E_LIMIT);
    assert_null(panel);
    ent_panel_destroy(NULL);
}

static void
every_covariate_says_what_it_is(void **state)
{
    size_t               count;
    const ent_covariate *all = ent_covariates(&count);

    (void)state;
    assert_true(count > 30 && count <= ENT_PANEL_MOST_COVARIATES);
    for (size_t i = 0; i < count; i++) {
        int functions =
            (all[i].of_state != NULL) + (all[i].of_pair != NULL) + (all[i].of_all != NULL);

        assert_int_equal(functions, 1);
        assert_true(strlen(all[i].formula) > 10);
        assert_non_null(all[i].source);
        assert_ptr_equal(ent_covariate_find(all[i].name), &all[i]);
        assert_true(all[i].apart == NULL || ent_covariate_find(all[i].apart) != NULL);
    }
    assert_null(ent_covariate_find("nothing"));
}

/* ---- ideal points of the votes of another year ---- */

enum { CALLS = 12, SESSIONS = 3 };

/* Roll calls of three years; those of the last turn the order of the states round. */
static void
write_votes(world *w)
{
    static const char *const IDS[SOME] = {"AAA", "BBB", "CCC", "DDD", "EEE"};
    ent_text                 calls, votes;

    ent_text_init(&calls);
    ent_text_init(&votes);
    ent_text_add(&calls, "roll_call,session,date,resolution,title,source,locator\n");
    ent_text_add(&votes, "roll_call,state,vote,source,locator\n");
    for (int s = 0; s < SESSIONS; s++) {
        for (int v = 0; v < CALLS; v++) {
            ent_text_addf(&calls, "c%d-%d,%d,%d-10-01,A/%d-%d,One,s,\n", s, v, s + 5, s + 1950, s,
                          v);
            for (int i = 0; i < SOME; i++) {
                int place = s + 1 == SESSIONS ? SOME - 1 - i : i, cut = v % SOME;

                ent_text_addf(&votes, "c%d-%d,%s,%s,s,\n", s, v, IDS[i],
                              place < cut    ? "no"
                              : place == cut ? "abstain"
                                             : "yes");
            }
        }
    }
    world_write(w, "roll_calls", ent_text_get(&calls));
    world_write(w, "votes", ent_text_get(&votes));
    world_write(w, "rivalries", RIVALRIES "r,AAA,BBB,1950,,s,\n");
    ent_text_clear(&calls);
    ent_text_clear(&votes);
}

static ent_panel *
panel_until(world *w, int votes_until)
{
    static const char *const NAMES[] = {"ideal_distance", "rivalry"};
    ent_panel_options        options = {
               .from = 1950, .to = 1952, .names = NAMES, .name_count = 2, .votes_until = votes_until};
    ent_panel *panel = NULL;

    world_check(w, ent_panel_create(w->ctx, w->record, &options, &panel));
    return panel;
}

static void
expect_same_panels(const ent_panel *have, const ent_panel *want)
{
    size_t cells = ent_panel_size(want) * ent_panel_size(want);
    int    first[2], last[2];

    for (size_t column = 0; column < 2; column++) {
        assert_true(ent_panel_observed(have, column, &first[0], &last[0]) ==
                    ent_panel_observed(want, column, &first[1], &last[1]));
        assert_true(first[0] == first[1] && last[0] == last[1]);
        for (int year = 1950; year <= 1952; year++) {
            assert_memory_equal(ent_panel_pairs(have, column, year),
                                ent_panel_pairs(want, column, year), cells * sizeof(float));
        }
    }
}

/* On to later votes and back again: each time the panel that is made with them from the start. */
static void
votes_of_another_year_make_the_panel_of_that_year(void **state)
{
    static const int UNTIL[] = {1951, 1952, 1950};
    world           *w = *state;
    ent_panel       *panel, *early, *late;

    write_votes(w);
    world_open(w);
    world_record(w, NULL);
    panel = panel_until(w, 1950);
    for (size_t i = 0; i < sizeof UNTIL / sizeof UNTIL[0]; i++) {
        ent_panel *want = panel_until(w, UNTIL[i]);

        world_check(w, ent_panel_vote(w->ctx, panel, UNTIL[i]));
        expect_same_panels(panel, want);
        ent_panel_destroy(want);
    }
    early = panel_until(w, 1951);
    late = panel_until(w, 1952);
    assert_true(pair_value(w, early, "ideal_distance", 1951, "AAA", "BBB") > 0);
    assert_true(isnan(pair_value(w, early, "ideal_distance", 1952, "AAA", "BBB")));
    assert_true(pair_value(w, late, "ideal_distance", 1952, "AAA", "BBB") > 0);
    ent_panel_destroy(early);
    ent_panel_destroy(late);
    ent_panel_destroy(panel);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_third_states_do_is_what_is_counted_slowly, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(a_panel_as_it_stood_sees_nothing_of_what_came_later,
                                        world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_part_that_a_source_does_not_count_is_no_part_of_pressure,
                                        world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(
            an_obligation_that_ended_is_past_and_a_treaty_of_three_is_not_bilateral, world_setup,
            world_teardown),
        cmocka_unit_test_setup_teardown(a_war_lasts_and_the_partner_s_counts, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(age_is_counted_from_the_last_beginning, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(what_no_source_speaks_of_is_missing, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(
            a_regime_changes_from_five_years_before_or_from_the_first_that_is_told, world_setup,
            world_teardown),
        cmocka_unit_test_setup_teardown(states_come_and_go, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(borders_without_published_spells_are_those_of_2022,
                                        world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(wrong_questions_are_refused, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(votes_of_another_year_make_the_panel_of_that_year,
                                        world_setup, world_teardown),
        cmocka_unit_test(every_covariate_says_what_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
