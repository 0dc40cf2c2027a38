/*
 * test_record.c - facts in memory, seams between sources, ids and citations of facts
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_world.h"

#include "system/record.h"

/* COW's layout of dyad spells, for alliances of three states of our own data. */
#define ALLIANCE_HEADER                                                                            \
    "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,"     \
    "dyad_end_day,dyad_end_month,dyad_end_year,left_censor,right_censor,defense,neutrality,"       \
    "nonaggression,entente,asymmetric,version\n"

static const char TREATIES[] =
    "treaty,title,form,signed,start,end,end_reason,defence,offence,neutrality,nonaggression,"
    "consultation,cow,note,source,locator\n"
    "pact,The Pact,bilateral,,1950,,,1,0,0,0,0,,,src-a,Art. 1\n"
    "late,A late one,bilateral,,2013-02-01,,,0,0,0,0,1,,,src-b,\n"
    "lone,Without parties,bilateral,,1950,,,1,0,0,0,0,,,src-b,\n";

/* The parties of one treaty do not stand together. */
static const char PARTIES[] = "treaty,state,role,start,end,source,locator\n"
                              "late,AAA,mutual,2013-02-01,,src-a,\n"
                              "pact,AAA,mutual,1950,,src-a,\n"
                              "late,CCC,mutual,2013-02-01,,src-a,\n"
                              "pact,BBB,mutual,1950,,src-a,\n"
                              "gone,BBB,mutual,1950,,src-a,\n";

static const char SOURCES[] = "source,kind,citation,locator\n"
                              "src-a,treaty,The First Source,p. 1\n"
                              "src-b,book,The Second Source,\n";

static void
write_treaties(world *w)
{
    world_write(w, "sources", SOURCES);
    world_write(w, "treaties", TREATIES);
    world_write(w, "treaty_members", PARTIES);
}

static void
parties_are_found_wherever_their_rows_stand(void **state)
{
    world                          *w = *state;
    size_t                          count;
    const ent_treaty               *treaties;
    const ent_treaty_member *const *parties;

    write_treaties(w);
    world_load(w);
    treaties = ent_record_facts(w->record, ENT_FACT_TREATY, &count);
    assert_int_equal(count, 3);
    assert_string_equal(treaties[0].treaty, "pact");
    parties = ent_record_parties(w->record, 0, &count);
    assert_int_equal(count, 2);
    assert_int_equal(parties[0]->state, ent_codes_find(w->codes, "AAA"));
    assert_int_equal(parties[1]->state, ent_codes_find(w->codes, "BBB"));
    parties = ent_record_parties(w->record, 1, &count);
    assert_int_equal(count, 2);
    assert_int_equal(parties[1]->state, ent_codes_find(w->codes, "CCC"));
    (void)ent_record_parties(w->record, 2, &count);
    assert_int_equal(count, 0);
}

static void
a_fact_is_followed_to_its_row_and_its_citation(void **state)
{
    world            *w = *state;
    size_t            count;
    const ent_treaty *treaties;
    ent_provenance    from, bare = {0, 0, NULL, NULL};
    char              id[160];

    write_treaties(w);
    world_load(w);
    treaties = ent_record_facts(w->record, ENT_FACT_TREATY, &count);
    ent_record_fact_id(w->record, &treaties[1].from, id);
    assert_non_null(strstr(id, "world@"));
    assert_non_null(strstr(id, "/treaties.csv:3"));
    assert_string_equal(ent_record_citation(w->record, &treaties[1].from), "The Second Source");
    /* a system carries file and line alone */
    from = (ent_provenance){treaties[0].from.file, treaties[0].from.line, NULL, NULL};
    assert_string_equal(ent_record_citation(w->record, &from), "The First Source");
    assert_ptr_equal(ent_record_fact(w->record, ENT_FACT_TREATY, &from), &treaties[0]);
    assert_null(ent_record_fact(w->record, ENT_FACT_TREATY_MEMBER, &from));
    from.line = 999;
    assert_null(ent_record_fact(w->record, ENT_FACT_TREATY, &from));
    assert_non_null(strstr(ent_record_citation(w->record, &from), "data/world"));
    ent_record_fact_id(w->record, &bare, id);
    assert_string_equal(id, "");
    assert_string_equal(ent_record_citation(w->record, &bare), "");
}

static const ent_seam *
find_seam(const ent_record *record, const char *kind, size_t nth)
{
    size_t          count;
    const ent_seam *seams = ent_record_seams(record, &count);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(seams[i].kind, kind) == 0 && nth-- == 0) {
            return &seams[i];
        }
    }
    return NULL;
}

static void
without_a_published_set_our_own_facts_supply_all(void **state)
{
    world          *w = *state;
    const ent_seam *seam;

    write_treaties(w);
    world_load(w);
    seam = find_seam(w->record, "obligations", 0);
    assert_non_null(seam);
    assert_string_equal(seam->set, "world");
    assert_int_equal(seam->used.from, world_span("1950").from); /* of its first dated fact */
    assert_int_equal(seam->used.to, ENT_DAY_MAX);
    assert_null(find_seam(w->record, "obligations", 1));
    assert_null(find_seam(w->record, "disputes", 0)); /* no table, no seam */
}

static const char COW[] = ALLIANCE_HEADER "1,10,A,30,C,1,1,1960,,,,0,1,1,0,0,0,0,4.1\n"
                                          "2,10,A,40,D,1,1,1960,31,12,1970,0,0,0,0,1,0,0,4.1\n";

static void
a_published_set_supplies_to_its_last_day_and_ours_after_it(void **state)
{
    world          *w = *state;
    const ent_seam *cow, *ours;
    ent_system     *before, *after;

    write_treaties(w);
    world_open(w);
    world_import_text(w, COW);
    world_record(w, NULL);
    cow = find_seam(w->record, "obligations", 0);
    ours = find_seam(w->record, "obligations", 1);
    assert_string_equal(cow->set, "cow-alliances");
    assert_int_equal(cow->used.to, world_span("2013-01-01").from);
    assert_string_equal(ours->set, "world");
    assert_int_equal(ours->used.from, world_span("2013-01-01").from);
    before = world_system(w, "2012-12-31", NULL);
    assert_int_equal(world_dyad(before, "AAA", "CCC")->obligations, ENT_OBLIGATION_DEFENCE);
    assert_int_equal(world_dyad(before, "AAA", "BBB")->obligations, 0);
    after = world_system(w, "2013-01-01", NULL);
    assert_int_equal(world_dyad(after, "AAA", "CCC")->obligations, 0);
    assert_int_equal(world_dyad(after, "AAA", "BBB")->obligations, ENT_OBLIGATION_DEFENCE);
    ent_system_destroy(before);
    ent_system_destroy(after);
}

static void
the_sources_are_those_that_gave_facts(void **state)
{
    world                        *w = *state;
    size_t                        count;
    const ent_source_file *const *sources;

    write_treaties(w);
    world_open(w);
    world_import_text(w, "race_id,ccode1,ccode2,styear,endyear\n1,10,20,1901,1903\n");
    world_import_text(w, COW);
    world_record(w, NULL);
    (void)ent_record_files(w->record, &count);
    assert_true(count > 3); /* with that of the arms races, from which no kind is read */
    sources = ent_record_sources(w->record, &count);
    assert_int_equal(count, 2);
    assert_string_equal(sources[0]->set, "cow-alliances");
    assert_string_equal(sources[1]->set, "world");
}

static void
another_source_can_be_chosen(void **state)
{
    static const char *const WORLD[] = {"obligations=world", NULL};
    static const char *const COW_SET[] = {"obligations=cow-alliances", NULL};
    world                   *w = *state;
    ent_system              *system;

    write_treaties(w);
    world_open(w);
    world_import_text(w, COW);
    world_record(w, WORLD);
    assert_string_equal(find_seam(w->record, "obligations", 0)->set, "world");
    assert_null(find_seam(w->record, "obligations", 1));
    system = world_system(w, "1965", NULL);
    assert_int_equal(world_dyad(system, "AAA", "CCC")->obligations, 0);
    assert_int_equal(world_dyad(system, "AAA", "BBB")->obligations, ENT_OBLIGATION_DEFENCE);
    ent_system_destroy(system);
    world_record(w, COW_SET);
    assert_string_equal(find_seam(w->record, "obligations", 0)->set, "cow-alliances");
}

static void
a_choice_of_source_that_means_nothing_is_refused(void **state)
{
    static const char *const WRONG[][2] = {
        {"obligations", "expected KIND=SET"},
        {"=world", "expected KIND=SET"},
        {"oblig=world", "expected KIND=SET"},
        {"obligations=", "supplies no obligations"},
        {"obligations=cow-nmc", "the set 'cow-nmc' supplies no obligations"},
        {"disputes=cow-alliances", "supplies no disputes"},
        {"rivalries=tss-rivalries", "the store holds no set 'tss-rivalries'"}};
    world *w = *state;

    write_treaties(w);
    world_open(w);
    world_import_text(w, COW);
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        const char *const  sources[] = {WRONG[i][0], NULL};
        ent_record_options options = {.sources = sources};
        ent_record        *record = (ent_record *)w;

        assert_int_equal(ent_record_load(w->ctx, w->store, w->codes, &options, &record), ENT_E_ARG);
        if (strstr(ent_ctx_error(w->ctx), WRONG[i][1]) == NULL) {
            fail_msg("'%s' is not in '%s'", WRONG[i][1], ent_ctx_error(w->ctx));
        }
        assert_ptr_equal(record, w);
    }
}

/* The same set twice, each version with one alliance of A: with C, with D. */
static void
check_newest(world *w, const char *older, const char *newer)
{
    static const char *const OTHER[] = {"CCC", "DDD"};
    const char *const        versions[] = {older, newer};
    ent_system              *system;
    char                     text[512];

    world_open(w);
    for (int i = 0; i < 2; i++) {
        (void)snprintf(text, sizeof text,
                       ALLIANCE_HEADER "1,10,A,%d,X,1,1,1960,31,12,1970,0,0,1,0,0,0,0,%s\n",
                       i == 0 ? 30 : 40, versions[i]);
        world_import_text(w, text);
    }
    world_record(w, NULL);
    assert_string_equal(find_seam(w->record, "obligations", 0)->version, newer);
    system = world_system(w, "1965", NULL);
    assert_int_equal(world_dyad(system, "AAA", OTHER[0])->obligations, 0);
    assert_int_equal(world_dyad(system, "AAA", OTHER[1])->obligations, ENT_OBLIGATION_DEFENCE);
    ent_system_destroy(system);
    world_unload(w);
}

static void
of_two_versions_the_newer_number_is_read(void **state)
{
    check_newest(*state, "9.1", "10.0");
    check_newest(*state, "4.1", "4.2");
    check_newest(*state, "4", "4.1");
}

static void
the_years_of_a_kind_are_those_of_its_dated_facts(void **state)
{
    world *w = *state;
    int    from, to;

    write_treaties(w);
    world_load(w);
    ent_record_years(w->record, ENT_FACT_TREATY, &from, &to);
    assert_int_equal(from, 1950);
    assert_int_equal(to, 2013);
    ent_record_years(w->record, ENT_FACT_DISPUTE, &from, &to);
    assert_true(from > to);
}

static void
published_rivalries_are_the_source_of_rivalries(void **state)
{
    world          *w = *state;
    const ent_seam *seam;

    world_open(w);
    world_shared(w, "rivalries/thompson_dreyer_2012.csv");
    world_record(w, NULL);
    assert_string_equal(find_seam(w->record, "rivalries", 0)->set, "td-rivalries");
    world_shared(w, "rivalries/thompson_sakuwa_suhas_2021.csv");
    world_record(w, NULL);
    seam = find_seam(w->record, "rivalries", 0);
    assert_string_equal(seam->set, "tss-rivalries");
    assert_int_equal(seam->used.to, world_span("2021-01-01").from);
}

static void
check_cut(world *w, const char *from, const char *to, const char *first, const char *last)
{
    ent_span asked = {from == NULL ? ENT_DAY_MIN : world_span(from).from,
                      to == NULL ? ENT_DAY_MAX : world_span(to).to};

    world_check(w, ent_record_cut(w->ctx, w->record, &asked));
    assert_int_equal(asked.from, first == NULL ? ENT_DAY_MIN : world_span(first).from);
    assert_int_equal(asked.to, last == NULL ? ENT_DAY_MAX : world_span(last).to);
}

static void
dates_are_cut_to_those_of_the_record(void **state)
{
    static const char *const OUTSIDE[] = {"1899", "1899-12-31", "2025-07-01", "2026", "2500"};
    world                   *w = *state;
    ent_span                 days;

    world_write(w, "disputes",
                "# span: 1945-01-01..2025-06-30\n"
                "dispute,name,state_a,state_b,start,end,hostility,initiator,source,locator\n"
                "d,,AAA,BBB,1950,1950,4,,s,\n");
    world_load(w);
    days = ent_record_span(w->record);
    assert_int_equal(days.from, world_span("1900-01-01").from); /* the first state */
    assert_int_equal(days.to, world_span("2025-06-30").to);
    check_cut(w, "1950", "1960", "1950", "1960");
    check_cut(w, "1850", "1960", "1900-01-01", "1960");
    check_cut(w, "1950", "2100", "1950", "2025-06-30");
    check_cut(w, NULL, "1960", NULL, "1960"); /* open ends stay open */
    check_cut(w, "2024", NULL, "2024", NULL);
    check_cut(w, "2025", "2025", "2025", "2025"); /* a year that has begun is a year */
    for (size_t i = 0; i < sizeof OUTSIDE / sizeof OUTSIDE[0]; i++) {
        ent_span asked = world_span(OUTSIDE[i]), kept = asked;

        assert_int_equal(ent_record_cut(w->ctx, w->record, &asked), ENT_E_INPUT);
        assert_non_null(strstr(ent_ctx_error(w->ctx), "from 1900-01-01 to 2025-06-30"));
        assert_memory_equal(&asked, &kept, sizeof kept);
    }
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        TEST(parties_are_found_wherever_their_rows_stand),
        TEST(a_fact_is_followed_to_its_row_and_its_citation),
        TEST(without_a_published_set_our_own_facts_supply_all),
        TEST(a_published_set_supplies_to_its_last_day_and_ours_after_it),
        TEST(the_sources_are_those_that_gave_facts),
        TEST(another_source_can_be_chosen),
        TEST(a_choice_of_source_that_means_nothing_is_refused),
        TEST(of_two_versions_the_newer_number_is_read),
        TEST(the_years_of_a_kind_are_those_of_its_dated_facts),
        TEST(published_rivalries_are_the_source_of_rivalries),
        TEST(dates_are_cut_to_those_of_the_record),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
