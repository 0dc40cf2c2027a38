/*
 * votes.c - how often states vote alike in the General Assembly: two of them, or an institution's
 *
 *   1. two states     2. the members of an institution     3. the measure
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "base/context.h"
#include "measure/ballot.h"
#include "measure/institution.h"

/* 1. two states */

enum { YEAR, STATE_A, STATE_B, AGREEMENT, VOTES, PAIR_COLUMNS };

static const ent_column PAIR_COLUMN[PAIR_COLUMNS] = {{"year", ENT_COLUMN_INTEGER},
                                                     {"state_a", ENT_COLUMN_TEXT},
                                                     {"state_b", ENT_COLUMN_TEXT},
                                                     {"agreement", ENT_COLUMN_NUMBER},
                                                     {"n", ENT_COLUMN_INTEGER}};

static void
add_pair(const ent_ballot *ballot, const ent_ballot_year *year, ent_table *table, ent_state x,
         ent_state y)
{
    const ent_codes *codes = ent_record_codes(ballot->record);
    unsigned         n;
    double           agreement = ent_ballot_agreement(ballot, year, x, y, &n);

    if (n == 0) {
        return; /* no common vote is no agreement of 0 */
    }
    ent_table_row(table);
    ent_table_integer(table, YEAR, year->year);
    ent_table_text(table, STATE_A, ent_codes_id(codes, x));
    ent_table_text(table, STATE_B, ent_codes_id(codes, y));
    ent_table_number(table, AGREEMENT, agreement);
    ent_table_integer(table, VOTES, n);
}

static ent_status
visit_pairs(ent_ctx *ctx, const ent_ballot *ballot, const ent_ballot_year *year,
            const ent_measure_job *job)
{
    ent_state voters[ENT_SYSTEM_MOST_STATES];
    size_t    count = ent_ballot_voters(ballot, year, job->options, voters);

    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            if (ent_measure_shows_pair(job->options, voters[i], voters[j])) {
                add_pair(ballot, year, job->table, voters[i], voters[j]);
            }
        }
    }
    return ent_table_check(ctx, job->table);
}

/* 2. the members of an institution */

enum {
    GROUP_YEAR,
    INSTITUTION,
    COHESION,
    GROUP_AGREEMENT,
    MEMBERS,
    VOTERS,
    GROUP_VOTES,
    GROUP_COLUMNS
};

static const ent_column GROUP_COLUMN[GROUP_COLUMNS] = {
    {"year", ENT_COLUMN_INTEGER},    {"institution", ENT_COLUMN_TEXT},
    {"cohesion", ENT_COLUMN_NUMBER}, {"agreement", ENT_COLUMN_NUMBER},
    {"members", ENT_COLUMN_INTEGER}, {"voters", ENT_COLUMN_NUMBER},
    {"n", ENT_COLUMN_INTEGER}};

/* What the members did in the roll calls of a year, added up. */
typedef struct group {
    double   cohesion;     /* sum over roll calls */
    double   alike, pairs; /* sum over roll calls and pairs of members */
    double   voters;       /* sum over roll calls */
    unsigned calls;        /* with two votes of members or more */
    size_t   members;      /* most that were members at once */
} group;

double
ent_agreement_index(unsigned yes, unsigned no, unsigned abstain)
{
    double all = (double)yes + no + abstain, most = yes > no ? yes : no;

    most = abstain > most ? abstain : most;
    return all > 0 ? (most - (all - most) / 2) / all : (double)NAN;
}

static void
add_call(const unsigned votes[ENT_BALLOT_CHOICES], group *out)
{
    double yes = votes[ENT_BALLOT_YES], no = votes[ENT_BALLOT_NO];
    double abstain = votes[ENT_BALLOT_ABSTAIN], all = yes + no + abstain;

    if (all < 2) {
        return; /* one member agrees with itself */
    }
    out->calls++;
    out->voters += all;
    out->cohesion +=
        ent_agreement_index(votes[ENT_BALLOT_YES], votes[ENT_BALLOT_NO], votes[ENT_BALLOT_ABSTAIN]);
    out->pairs += all * (all - 1) / 2;
    out->alike += (yes * (yes - 1) + no * (no - 1) + abstain * (abstain - 1)) / 2 +
                  abstain * (yes + no) / 2; /* an abstention agrees by half */
}

/* Who is a member on the day of a roll call. */
static group
add_up(const ent_ballot *ballot, const ent_ballot_year *year, const char *institution)
{
    size_t                count;
    const ent_membership *rows = ent_record_facts(ballot->record, ENT_FACT_MEMBERSHIP, &count);
    group                 out = {0};

    for (size_t i = 0; i < year->count; i++) {
        unsigned votes[ENT_BALLOT_CHOICES] = {0};
        size_t   members = 0;

        for (size_t j = 0; j < count; j++) {
            if (ent_membership_votes(&rows[j], institution, ballot->calls[year->first + i]->date)) {
                votes[ent_ballot_votes(ballot, year, rows[j].state)[i]]++;
                members++;
            }
        }
        add_call(votes, &out);
        out.members = members > out.members ? members : out.members;
    }
    return out;
}

static ent_status
visit_group(ent_ctx *ctx, const ent_ballot *ballot, const ent_ballot_year *year,
            const ent_measure_job *job)
{
    const char *institution = job->options->institution;
    group       sum = add_up(ballot, year, institution);

    if (sum.members == 0) {
        return ENT_OK; /* it was not there yet, or is no more */
    }
    ent_table_row(job->table);
    ent_table_integer(job->table, GROUP_YEAR, year->year);
    ent_table_text(job->table, INSTITUTION, institution);
    if (sum.calls > 0) {
        ent_table_number(job->table, COHESION, sum.cohesion / sum.calls);
        ent_table_number(job->table, GROUP_AGREEMENT, sum.alike / sum.pairs);
        ent_table_number(job->table, VOTERS, sum.voters / sum.calls);
    }
    ent_table_integer(job->table, MEMBERS, (int64_t)sum.members);
    ent_table_integer(job->table, GROUP_VOTES, sum.calls);
    return ent_table_check(ctx, job->table);
}

/* 3. the measure */

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    const ent_institution *institution;
    ent_status             status;

    if (options->institution == NULL) {
        return ent_ballot_table(ctx, record, options, PAIR_COLUMN, PAIR_COLUMNS, visit_pairs, NULL,
                                out);
    }
    if (options->state_count > 0) {
        return ent_fail(ctx, ENT_E_ARG,
                        "--states and --institution exclude each other: a cohesion is of all "
                        "members");
    }
    status = ent_institution_find(ctx, record, options->institution, &institution);
    return status == ENT_OK ? ent_ballot_table(ctx, record, options, GROUP_COLUMN, GROUP_COLUMNS,
                                               visit_group, NULL, out)
                            : status;
}

const ent_measure ent_measure_votes = {
    .name = "votes",
    .title = "how often states vote alike in the General Assembly",
    .entry =
        "The index of agreement of two states over the roll calls of a year in which both voted.\n"
        "\n"
        "    agreement = 1 - sum |x_a - x_b| / n,   x = 1 yes, 1/2 abstain, 0 no\n"
        "\n"
        "Two equal votes agree fully, an abstention agrees by half with yes and with no. n is\n"
        "the number of roll calls in which both voted; absences and states that were no members\n"
        "are missing, and a pair without a common vote has no row. A roll call counts in the\n"
        "year of its date: some early dates of the published sets are those of the session's\n"
        "opening. The seat of China is the Republic of China's until 1971-10-25. Beyond the last\n"
        "day of the published votes the record holds only the roll calls on Ukraine: n says so.\n"
        "Agreement is not corrected for chance and high throughout: most resolutions pass by\n"
        "large majorities; compare pairs within a year, or ask for `alignment --portfolio votes`.\n"
        "\n"
        "--issue ISSUE takes the roll calls on one issue, by the codes of the published sets: me\n"
        "the Middle East, nu nuclear weapons, di arms control and disarmament, hr human rights, "
        "co\n"
        "colonialism, ec economic development. A roll call may have several or none; those of our\n"
        "own tables have none.\n"
        "\n"
        "--institution ID gives the cohesion of its members in other columns, by year: year,\n"
        "institution,cohesion,agreement,members,voters,n. For each roll call in which two or more "
        "of\n"
        "those that were members on its day voted, of them yes, no and abstain,\n"
        "\n"
        "    AI = (max(yes, no, abstain) - (yes + no + abstain - max) / 2) / (yes + no + abstain)\n"
        "\n"
        "is 1 where all do the same and 0 where they part in three. cohesion is the mean of AI "
        "over\n"
        "the n roll calls, agreement that of the index of agreement over all pairs of members and\n"
        "roll calls, members the most that there were at once, voters the mean number of those\n"
        "that voted: beyond the published votes the record holds those of few states. Years "
        "without\n"
        "a member have no row; without such a roll call the figures are missing.\n"
        "Reference: Lijphart (1963), American Political Science Review 57:902-917; Hix, Noury and\n"
        "Roland (2005), British Journal of Political Science 35:209-234; Voeten (2013), in\n"
        "Reinalda (ed.), Routledge Handbook of International Organization, 54-66.",
    .detail = ENT_RECORD_VOTES,
    .run = run,
    .columns = PAIR_COLUMN,
    .column_count = PAIR_COLUMNS,
};
