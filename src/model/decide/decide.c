/*
 * decide.c - whether a body would pass a motion that is tabled
 *
 *   1. the rule, and its reform     2. members and their positions     3. the chance
 *   4. the whole
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/text.h"
#include "model/decide/motion.h"
#include "model/decide/side.h"
#include "system/record.h"

_Static_assert((int)ENT_STANCE_NO == (int)ENT_BALLOT_NO &&
                   (int)ENT_STANCE_YES == (int)ENT_BALLOT_YES,
               "votes of roll calls are stances");

/* What is being decided. */
typedef struct making {
    ent_ctx                  *ctx;
    const ent_motion         *motion;
    const ent_decide_options *options;
    ent_decision             *decision;
} making;

const char *
ent_evidence_name(ent_evidence evidence)
{
    static const char *const NAMES[] = {"given",       "sponsor",    "against",   "document",
                                        "past vetoes", "past votes", "alignment", "base rate"};

    return NAMES[evidence];
}

/* 1. the rule, and its reform */

/* The case of a file of rules that is meant: the one named, or the only one. */
static ent_status
find_case(making *m, const char *name, const ent_voting_rules *rules, const ent_voting_rule **out)
{
    for (size_t i = 0; i < rules->count; i++) {
        if (name != NULL ? strcmp(rules->rules[i]->name, name) == 0 : rules->count == 1) {
            *out = rules->rules[i];
            return ENT_OK;
        }
    }
    return name != NULL
               ? ent_fail(m->ctx, ENT_E_NOTFOUND, "no case '%.60s' in %s", name, m->options->rules)
               : ent_fail(m->ctx, ENT_E_ARG, "%s has %zu cases: name the one that is meant",
                          m->options->rules, rules->count);
}

/* The rule as it stands: of an institution, or of a file; `rules` owns it, also after a failure. */
static ent_status
take_rule(making *m, ent_voting_rules *rules, const ent_voting_rule **out)
{
    ent_decision *d = m->decision;
    const char   *name = d->institution;
    ent_status    status;

    if (m->options->rules != NULL) {
        d->institution = NULL;
        status = ent_voting_rules_open(m->ctx, m->options->rules, m->options->weights, rules);
        return status == ENT_OK ? find_case(m, name, rules, out) : status;
    }
    if (name == NULL) {
        return ent_fail(m->ctx, ENT_E_ARG, "which institution is to decide?");
    }
    status = ent_voting_rule_of(m->ctx, d->record, name, d->matter, d->day, rules);
    return status == ENT_OK ? find_case(m, NULL, rules, out) : status;
}

/* `CRITERION:MEMBER=5`, or without the criterion. */
static ent_status
read_weight(making *m, const char *text, ent_voting_setting *out)
{
    const char *equals = strrchr(text, '='), *colon = strchr(text, ':');

    if (equals == NULL || equals == text || (colon != NULL && (colon > equals || colon == text)) ||
        !ent_integer_read(equals + 1, strlen(equals + 1), &out->weight) || out->weight < 0 ||
        out->weight > (int64_t)1 << 53) {
        return ent_fail(m->ctx, ENT_E_ARG,
                        "the weight '%.80s' is not MEMBER=NUMBER or CRITERION:MEMBER=NUMBER", text);
    }
    if (colon != NULL) {
        out->criterion = ent_arena_strndup(&m->decision->memory, text, (size_t)(colon - text));
        text = colon + 1;
    }
    out->name = ent_arena_strndup(&m->decision->memory, text, (size_t)(equals - text));
    return out->name != NULL && (colon == NULL || out->criterion != NULL) ? ENT_OK
                                                                          : ent_fail_nomem(m->ctx);
}

/* `CRITERION=2/3`, or the quota alone. */
static ent_status
read_quota(making *m, const char *text, ent_voting_setting *out)
{
    const char *equals = strrchr(text, '='), *quota = equals != NULL ? equals + 1 : text;

    if (equals == text || !ent_quota_read(quota, strlen(quota), &out->quota)) {
        return ent_fail(m->ctx, ENT_E_ARG,
                        "the quota '%.80s' is not QUOTA or CRITERION=QUOTA, with a quota as 9, "
                        "all, all-3, 55/100 or >1/2",
                        text);
    }
    if (equals != NULL) {
        out->name = ent_arena_strndup(&m->decision->memory, text, (size_t)(equals - text));
    }
    return equals == NULL || out->name != NULL ? ENT_OK : ent_fail_nomem(m->ctx);
}

static ent_status
read_settings(making *m, const char *const *texts, size_t count,
              ent_status (*read)(making *, const char *, ent_voting_setting *),
              const ent_voting_setting **out)
{
    ent_voting_setting *settings =
        ent_arena_alloc(&m->decision->memory, count > 0 ? count : 1, sizeof *settings);
    ent_status status = settings != NULL ? ENT_OK : ent_fail_nomem(m->ctx);

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = ent_motion_blame(m->ctx, m->motion, &texts[i], 1, read(m, texts[i], &settings[i]));
    }
    *out = settings;
    return status;
}

static void
add_words(ent_text *text, const char *before, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ent_text_addf(text, "%s%s%s", text->length > 0 ? ", " : "", before, words[i]);
    }
}

static const char *
describe_reform(making *m, const ent_reform *r)
{
    ent_text    text;
    const char *shown;

    ent_text_init(&text);
    add_words(&text, "with ", r->add, r->add_count);
    add_words(&text, "without ", r->drop, r->drop_count);
    add_words(&text, "veto of ", r->veto, r->veto_count);
    add_words(&text, "no veto of ", r->no_veto, r->no_veto_count);
    add_words(&text, "weight ", r->weights, r->weight_count);
    add_words(&text, "quota ", r->quotas, r->quota_count);
    shown = text.failed ? NULL : ent_arena_strdup(&m->decision->memory, ent_text_get(&text));
    ent_text_clear(&text);
    return shown;
}

static bool
is_empty(const ent_reform *r)
{
    return r->add_count + r->drop_count + r->veto_count + r->no_veto_count + r->weight_count +
               r->quota_count ==
           0;
}

/* Whoever joins an institution is a state. */
static ent_status
check_newcomers(making *m, const ent_reform *r)
{
    ent_status status = ENT_OK;

    for (size_t i = 0; m->decision->institution != NULL && i < r->add_count && status == ENT_OK;
         i++) {
        ent_state unused;

        status = ent_motion_blame(m->ctx, m->motion, &r->add[i], 1,
                                  ent_codes_from(m->ctx, ent_record_codes(m->decision->record),
                                                 ENT_SCHEME_ID, r->add[i], ENT_NO_DAY, &unused));
    }
    return status;
}

/* A change that the rule does not bear: some word of the reform is to blame. */
static ent_status
blame_reform(making *m, const ent_reform *r, ent_status status)
{
    const struct {
        const char *const *words;
        size_t             count;
    } LISTS[] = {{r->drop, r->drop_count},      {r->add, r->add_count},
                 {r->veto, r->veto_count},      {r->no_veto, r->no_veto_count},
                 {r->weights, r->weight_count}, {r->quotas, r->quota_count}};
    const char *words[6 * ENT_MOTION_MOST_LISTED];
    size_t      count = 0;

    for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) {
        for (size_t k = 0; k < LISTS[i].count && k < ENT_MOTION_MOST_LISTED; k++) {
            words[count++] = LISTS[i].words[k];
        }
    }
    return ent_motion_blame(m->ctx, m->motion, words, count, status);
}

static ent_status
reform(making *m, const ent_reform *r)
{
    ent_decision     *d = m->decision;
    ent_voting_change change = {r->drop, r->drop_count,   r->add,     r->add_count,
                                r->veto, r->veto_count,   r->no_veto, r->no_veto_count,
                                NULL,    r->weight_count, NULL,       r->quota_count};
    ent_status status = read_settings(m, r->weights, r->weight_count, read_weight, &change.weights);

    if (status == ENT_OK) {
        status = read_settings(m, r->quotas, r->quota_count, read_quota, &change.quotas);
    }
    if (status == ENT_OK) {
        status = check_newcomers(m, r);
    }
    if (status == ENT_OK) {
        status = ent_voting_rule_change(m->ctx, d->record, d->day, ent_side_rule(&d->sides[0]),
                                        &change, &d->sides[1].rules);
        status = blame_reform(m, r, status);
    }
    if (status != ENT_OK) {
        return status;
    }
    d->side_count = 2;
    d->sides[1].passage.rule = describe_reform(m, r);
    return d->sides[1].passage.rule != NULL ? ENT_OK : ent_fail_nomem(m->ctx);
}

/* Members without a vote are none in either rule. */
static ent_status
make_rules(making *m)
{
    ent_decision          *d = m->decision;
    const ent_reform      *r = m->options->reform != NULL ? m->options->reform : &m->motion->reform;
    ent_voting_change      silent = {.drop = d->may_not_vote, .drop_count = d->may_not_vote_count};
    ent_voting_rules       rules = {.count = 0};
    const ent_voting_rule *present = NULL;
    ent_status             status = take_rule(m, &rules, &present);

    if (status == ENT_OK) {
        status =
            ent_voting_rule_change(m->ctx, d->record, d->day, present, &silent, &d->sides[0].rules);
        status = ent_motion_blame(m->ctx, m->motion, m->motion->may_not_vote,
                                  m->motion->may_not_vote_count, status);
    }
    ent_voting_rules_clear(&rules);
    if (status != ENT_OK) {
        return status;
    }
    d->side_count = 1;
    d->sides[0].passage.rule = "present";
    return is_empty(r) ? ENT_OK : reform(m, r);
}

/* 2. members and their positions */

static bool
is_member(const ent_decision *d, const char *name)
{
    for (size_t i = 0; i < d->side_count; i++) {
        const ent_voting_rule *rule = ent_side_rule(&d->sides[i]);

        for (size_t k = 0; k < rule->member_count; k++) {
            if (strcmp(rule->members[k], name) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* A name that is no member would be passed over in silence. */
static ent_status
check_name(making *m, const char *name, const char *what)
{
    const ent_voting_rule *rule = ent_side_rule(&m->decision->sides[0]);
    const char            *nearest;

    if (is_member(m->decision, name)) {
        return ENT_OK;
    }
    nearest = ent_nearest_word(name, rule->members, rule->member_count);
    return ent_motion_blame(
        m->ctx, m->motion, &name, 1,
        ent_fail(m->ctx, ENT_E_ARG, "'%.60s' has %s and is no member of '%.60s' then%s%.60s%s",
                 name, what, rule->name, nearest != NULL ? ", did you mean '" : "",
                 nearest != NULL ? nearest : "", nearest != NULL ? "'?" : ""));
}

static ent_status
check_names(making *m)
{
    ent_status status = ENT_OK;

    for (size_t i = 0; i < m->motion->position_count && status == ENT_OK; i++) {
        status = check_name(m, m->motion->positions[i].member, "a position");
    }
    for (size_t i = 0; i < m->motion->together_count && status == ENT_OK; i++) {
        for (size_t k = 0; k < m->motion->together[i].count && status == ENT_OK; k++) {
            status = check_name(m, m->motion->together[i].members[k], "a partner");
        }
    }
    return status;
}

static bool
holds_veto(const ent_voting_rule *rule, const char *member)
{
    for (size_t i = 0; i < rule->criterion_count; i++) {
        for (size_t k = 0; k < rule->member_count; k++) {
            if (rule->criteria[i].weighed == ENT_WEIGHED_PERMANENT &&
                rule->criteria[i].weights[k] > 0 && strcmp(rule->members[k], member) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* How the members of a side would vote: the record of vetoes is that of the present rule. */
static ent_status
take_positions(making *m, const ent_past *past, ent_side *side)
{
    ent_decision          *d = m->decision;
    const ent_codes       *codes = ent_record_codes(d->record);
    const ent_voting_rule *rule = ent_side_rule(side), *present = ent_side_rule(&d->sides[0]);
    bool                   against = m->motion->against != ENT_NO_STATE &&
                   holds_veto(present, ent_codes_id(codes, m->motion->against));
    ent_status status = ent_vote_scores_of(m->ctx, rule, &side->scores);

    side->members = ent_arena_alloc(&d->memory, rule->member_count, sizeof *side->members);
    side->chances = ent_arena_alloc(&d->memory, rule->member_count, sizeof *side->chances);
    if (status == ENT_OK && (side->members == NULL || side->chances == NULL)) {
        status = ent_fail_nomem(m->ctx);
    }
    for (size_t i = 0; i < rule->member_count && status == ENT_OK; i++) {
        ent_decided *member = &side->members[i];

        member->member = rule->members[i];
        member->state = ent_codes_find(codes, rule->members[i]);
        status = ent_past_position(m->ctx, past, holds_veto(present, rule->members[i]), against,
                                   &d->memory, member);
        memcpy(side->chances[i].of, member->chance, sizeof member->chance);
    }
    return status == ENT_OK && !m->options->independent ? ent_side_join(m->ctx, d, past, side)
                                                        : status;
}

/* 3. the chance */

static ent_status
simulate(ent_ctx *ctx, const ent_decision *d, const ent_side *side, const ent_vote_scores *scores,
         int end, ent_odds *out)
{
    ent_group *groups = ent_alloc(side->moving_count + 1, sizeof *groups);
    ent_status status;

    if (groups == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < side->moving_count; i++) {
        const ent_tetrachoric *c = &side->moving[i].correlation;

        groups[i] = side->moving[i].group;
        if (end != 0 && !isnan(c->lo)) {
            groups[i].correlation = end < 0 ? c->lo : c->hi;
        }
        if (groups[i].count > 2 && groups[i].correlation < 0) {
            groups[i].correlation = 0;
        }
    }
    status = ent_odds_simulated(ctx, scores, side->chances, groups, side->moving_count, d->seed,
                                d->runs, out);
    ent_free(groups);
    return status;
}

ent_status
ent_side_odds(ent_ctx *ctx, const ent_decision *d, const ent_side *side,
              const ent_vote_scores *scores, int end, ent_odds *out)
{
    ent_status status =
        side->simulated ? ENT_E_LIMIT : ent_odds_exact(ctx, scores, side->chances, out);

    return status == ENT_E_LIMIT ? simulate(ctx, d, side, scores, end, out) : status;
}

/* Whether the record gave a correlation an interval; one that the motion states has none. */
static bool
has_interval(const ent_side *side)
{
    bool found = false;

    for (size_t i = 0; side->simulated && i < side->moving_count; i++) {
        found = found || !isnan(side->moving[i].correlation.lo);
    }
    return found;
}

static ent_status
judge_simulated(making *m, ent_side *side)
{
    ent_decision *d = m->decision;
    ent_passage  *v = &side->passage;
    ent_odds      lo = {0, NULL}, hi = {0, NULL}, odds = {0, NULL};
    ent_status    status = simulate(m->ctx, d, side, &side->scores, 0, &odds);

    if (status == ENT_OK && has_interval(side)) {
        status = simulate(m->ctx, d, side, &side->scores, -1, &lo);
    }
    if (status == ENT_OK && has_interval(side)) {
        status = simulate(m->ctx, d, side, &side->scores, 1, &hi);
    }
    if (status != ENT_OK) {
        return status;
    }
    v->passes = odds.passes;
    v->se = sqrt(odds.passes * (1 - odds.passes) / d->runs);
    if (has_interval(side)) {
        v->lo = fmin(lo.passes, fmin(odds.passes, hi.passes));
        v->hi = fmax(lo.passes, fmax(odds.passes, hi.passes));
    }
    v->method = ent_arena_printf(&d->memory, "simulated, %u runs", (unsigned)d->runs);
    return v->method != NULL ? ENT_OK : ent_fail_nomem(m->ctx);
}

static ent_status
judge(making *m, ent_side *side)
{
    ent_passage *v = &side->passage;
    ent_odds     odds = {0, NULL};
    ent_status   status = ENT_E_LIMIT;

    v->lo = v->hi = v->se = (double)NAN;
    v->method = "exact";
    if (!side->simulated) {
        status = ent_odds_exact(m->ctx, &side->scores, side->chances, &odds);
        v->passes = odds.passes;
    }
    return status == ENT_E_LIMIT ? judge_simulated(m, side) : status;
}

/* The rival of the model: whatever moves the members together is in their own votes. */
static void
look_back(const ent_past *past, ent_side *side)
{
    uint32_t passed;

    ent_past_passages(past, &side->scores, side->members, &side->passage.past_calls, &passed);
    side->passage.past =
        side->passage.past_calls > 0 ? (double)passed / side->passage.past_calls : (double)NAN;
}

/* 4. the whole */

static ent_status
copy_words(making *m, const char *const *words, size_t count, const char *const **out)
{
    const char **copies =
        ent_arena_alloc(&m->decision->memory, count > 0 ? count : 1, sizeof *copies);

    for (size_t i = 0; i < count && copies != NULL; i++) {
        copies[i] = ent_arena_strdup(&m->decision->memory, words[i]);
        if (copies[i] == NULL) {
            return ent_fail_nomem(m->ctx);
        }
    }
    *out = copies;
    return copies != NULL ? ENT_OK : ent_fail_nomem(m->ctx);
}

static ent_status
copy_word(making *m, const char *word, const char *otherwise, const char **out)
{
    word = word != NULL ? word : otherwise;
    *out = word != NULL ? ent_arena_strdup(&m->decision->memory, word) : NULL;
    return word == NULL || *out != NULL ? ENT_OK : ent_fail_nomem(m->ctx);
}

static ent_status
take_terms(making *m)
{
    ent_decision             *d = m->decision;
    const ent_decide_options *o = m->options;
    ent_span                  date = m->motion->date;
    ent_status status = copy_word(m, o->institution, m->motion->institution, &d->institution);

    d->day = o->day != ENT_NO_DAY  ? o->day
             : date.from < date.to ? date.to - 1
                                   : ent_record_span(d->record).to - 1;
    d->years = o->years > 0 ? o->years : ENT_DECIDE_YEARS;
    d->seed = o->seed;
    d->runs = o->runs > 0 ? o->runs : ENT_DECIDE_RUNS;
    d->may_not_vote_count = m->motion->may_not_vote_count;
    if (status == ENT_OK) {
        status = copy_word(m, o->matter, m->motion->matter, &d->matter);
    }
    return status == ENT_OK
               ? copy_words(m, m->motion->may_not_vote, d->may_not_vote_count, &d->may_not_vote)
               : status;
}

static ent_status
decide(making *m)
{
    ent_decision *d = m->decision;
    ent_past      past;
    ent_status    status = take_terms(m);

    if (status == ENT_OK) {
        status = make_rules(m);
    }
    if (status == ENT_OK) {
        status = check_names(m);
    }
    if (status == ENT_OK) {
        status = ent_past_open(m->ctx, d->record, m->motion, m->options->reading, d->day, d->years,
                               &past);
    }
    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < d->side_count && status == ENT_OK; i++) {
        status = take_positions(m, &past, &d->sides[i]);
        if (status == ENT_OK) {
            status = judge(m, &d->sides[i]);
        }
        if (status == ENT_OK) {
            look_back(&past, &d->sides[i]);
        }
    }
    ent_past_clear(&past);
    return status;
}

ent_status
ent_decide(ent_ctx *ctx, const ent_record *record, const ent_motion *motion,
           const ent_decide_options *options, ent_decision **out)
{
    ent_decision *d = ent_alloc_zero(1, sizeof *d);
    making        m = {ctx, motion, options, d};
    ent_status    status;

    if (d == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&d->memory);
    d->record = record;
    status = decide(&m);
    if (status != ENT_OK) {
        ent_decision_destroy(d);
        return status;
    }
    *out = d;
    return ENT_OK;
}

void
ent_decision_destroy(ent_decision *decision)
{
    if (decision == NULL) {
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        ent_vote_scores_clear(&decision->sides[i].scores);
        ent_voting_rules_clear(&decision->sides[i].rules);
    }
    ent_arena_clear(&decision->memory);
    ent_free(decision);
}

const ent_passage *
ent_decision_passage(const ent_decision *decision, bool reformed)
{
    return reformed && decision->side_count < 2 ? NULL : &decision->sides[reformed].passage;
}

const ent_decided *
ent_decision_members(const ent_decision *decision, bool reformed, size_t *count)
{
    if (reformed && decision->side_count < 2) {
        *count = 0;
        return NULL;
    }
    *count = ent_side_rule(&decision->sides[reformed])->member_count;
    return decision->sides[reformed].members;
}
