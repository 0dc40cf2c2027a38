/*
 * file_intervention.c - the interventions of a scenario file: schema, checks
 *
 *   1. schema     2. keys and kinds     3. dates     4. states and sizes     5. bodies
 *   6. once only     7. as a line     8. all
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "scenario/file.h"

/* 1. schema */

static const char *const KINDS[] = {
    "dispute", "sanction", "rivalry", "rapprochement", "treaty",   "cooperation", "capability",
    "war",     "defeat",   "leader",  "regime",        "exercise", "patrol",      "arms",
    "basing",  "missiles", "trade",   "institution",   NULL};
static const char *const CHANGES[] = {"begins", "ends", "founded", "joins", "leaves", "rule", NULL};
enum { BEGINS, ENDS, FOUNDED, JOINS, LEAVES, RULE };
static const char *const BASES[] = {"estimated", "literature", "assumed", NULL};
static const char *const SEVERITIES[] = {"light", "moderate", "severe", NULL};
static const char *const OBLIGATION_NAMES[] = {"defence",       "offence",      "neutrality",
                                               "nonaggression", "consultation", NULL};
static const char *const COMMITMENTS[] = {"none", "consultation", "defence", NULL};

/* A move of a game is an intervention of which it is known who makes it. */
const ent_yaml_field ent_move_fields[] = {
    {"turn", ENT_YAML_INTEGER, false, 1, ENT_SCENARIO_LONGEST, NULL, NULL,
     "of the game in which it was made; the log has it"},
    {"by", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "the state that makes the move, or umpire"},
    {"seen_by", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL,
     "the states that are told of it beside the one that makes it; all unless said otherwise"},
    {"date", ENT_YAML_DATE, true, 0, 0, NULL, NULL, "when it happens, after the base date"},
    {"kind", ENT_YAML_CHOICE, true, 0, 0, KINDS, NULL, "what happens"},
    {"a", ENT_YAML_STATE, false, 0, 0, NULL, NULL, "the state that acts"},
    {"b", ENT_YAML_STATE, false, 0, 0, NULL, NULL, "the state acted on, or the other side"},
    {"with", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL, "other states that act with a"},
    {"to", ENT_YAML_STATE, false, 0, 0, NULL, NULL,
     "the state that a new regime, or the trade of b, turns to"},
    {"against", ENT_YAML_STATE, false, 0, 0, NULL, NULL,
     "the state that an exercise, patrol or base presses on"},
    {"change", ENT_YAML_CHOICE, false, 0, 0, CHANGES, NULL,
     "begins unless said otherwise; of an institution what happens to it"},
    {"years", ENT_YAML_INTEGER, false, 1, 50, NULL, NULL, "how long a dispute or war lasts; 1"},
    {"hostility", ENT_YAML_INTEGER, false, 2, 5, NULL, NULL,
     "of a dispute: 2 threat, 3 display, 4 use of force, 5 war; 4"},
    {"count", ENT_YAML_NUMBER, false, 0.1, 100, NULL, NULL, "number of sanctions; 3"},
    {"severity", ENT_YAML_CHOICE, false, 0, 0, SEVERITIES, NULL,
     "of sanctions, in place of 'count': light is 1, moderate 2, severe 3"},
    {"level", ENT_YAML_INTEGER, false, 0, 7, NULL, NULL, "cooperation level that is reached"},
    {"factor", ENT_YAML_NUMBER, false, 0.01, 100, NULL, NULL, "by which a capability changes"},
    {"share", ENT_YAML_NUMBER, false, 0.01, 1, NULL, NULL, "of the trade that is cut; 0.5"},
    {"obligation", ENT_YAML_CHOICE, false, 0, 0, OBLIGATION_NAMES, NULL,
     "of a treaty; defence unless said otherwise"},
    {"into", ENT_YAML_CHOICE, false, 0, 0, OBLIGATION_NAMES, NULL,
     "the obligation that a treaty changes into"},
    {"institution", ENT_YAML_TEXT, false, 0, 0, NULL, NULL,
     "as `entente list institutions` has it"},
    {"commitment", ENT_YAML_CHOICE, false, 0, 0, COMMITMENTS, NULL,
     "what an institution binds its members to from now on"},
    {"veto", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL, "members that get a veto"},
    {"no_veto", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL, "members that lose theirs"},
    {"quotas", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL,
     "of a changed rule: \"10\", \"2/3\", \"all\", as in motions"},
    {"half_life", ENT_YAML_NUMBER, false, 0.1, 100, NULL, NULL,
     "years in which half of what it adds is gone; of its kind"},
    {"basis", ENT_YAML_CHOICE, false, 0, 0, BASES, NULL,
     "what its size rests on; that of its kind unless said otherwise"},
    {"size", ENT_YAML_NUMBER, false, 0.01, 10, NULL, NULL,
     "strength, 1 as written; assumed sizes are drawn from 0 to twice this"},
    {"sd", ENT_YAML_NUMBER, false, 0, 10, NULL, NULL,
     "standard deviation of an estimated size or one from the literature"},
    {"source", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "of the event, or of a size"},
    {"note", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "for the reader"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

/* 2. keys and kinds */

#define OF(kind) (1U << ENT_INTERVENTION_##kind)

enum {
    ALL = (1U << ENT_INTERVENTION_KINDS) - 1,
    JOINT = OF(TREATY) | OF(EXERCISE) | OF(PATROL) | OF(ARMS) | OF(BASING),
    ALONE = OF(CAPABILITY) | OF(LEADER) | OF(REGIME) | OF(INSTITUTION),
    SIZELESS = OF(TREATY) | OF(COOPERATION) | OF(ARMS) /* there or not, whatever the strength */
};

/* The keys that not every kind understands, the kinds that do, and those that need them. */
static const struct {
    const char *key;
    unsigned    kinds, needed;
    const char *what;
} SPECIAL_KEYS[] = {
    {"a", ALL, ALL & ~(unsigned)OF(INSTITUTION), "a state is needed here"},
    {"b", ALL & ~(unsigned)ALONE, ALL & ~(unsigned)ALONE, "a state is needed here"},
    {"with", (ALL & ~(unsigned)ALONE & ~(unsigned)OF(DEFEAT)) | OF(INSTITUTION), 0, NULL},
    {"to", OF(REGIME) | OF(TRADE), 0, NULL},
    {"against", OF(EXERCISE) | OF(PATROL) | OF(BASING), 0, NULL},
    {"change",
     OF(SANCTION) | OF(RIVALRY) | OF(TREATY) | OF(BASING) | OF(MISSILES) | OF(TRADE) |
         OF(INSTITUTION),
     OF(INSTITUTION), "founded, joins, leaves or rule"},
    {"years", OF(DISPUTE) | OF(WAR), 0, NULL},
    {"hostility", OF(DISPUTE), 0, NULL},
    {"count", OF(SANCTION), 0, NULL},
    {"severity", OF(SANCTION), 0, NULL},
    {"level", OF(COOPERATION), OF(COOPERATION), "the cooperation level, 0 to 7"},
    {"factor", OF(CAPABILITY) | OF(DEFEAT), OF(CAPABILITY), "by how much the capability grows"},
    {"share", OF(TRADE), 0, NULL},
    {"obligation", OF(TREATY), 0, NULL},
    {"into", OF(TREATY), 0, NULL},
    {"institution", OF(INSTITUTION), OF(INSTITUTION), "which one"},
    {"commitment", OF(INSTITUTION), 0, NULL},
    {"veto", OF(INSTITUTION), 0, NULL},
    {"no_veto", OF(INSTITUTION), 0, NULL},
    {"quotas", OF(INSTITUTION), 0, NULL},
    {"half_life",
     OF(SANCTION) | OF(RIVALRY) | OF(CAPABILITY) | OF(DEFEAT) | OF(REGIME) | OF(EXERCISE) |
         OF(PATROL) | OF(BASING) | OF(MISSILES) | OF(TRADE) | OF(INSTITUTION),
     0, NULL},
    {"size", ALL & ~(unsigned)SIZELESS, 0, NULL},
    {"sd", ALL & ~(unsigned)SIZELESS, 0, NULL}};

/* A key that would be passed over in silence is a misunderstanding. */
static ent_status
check_keys(ent_folding *f, const ent_yaml_node *map, ent_intervention_kind kind)
{
    for (size_t i = 0; i < sizeof SPECIAL_KEYS / sizeof SPECIAL_KEYS[0]; i++) {
        const ent_yaml_node *node = ent_yaml_get(map, SPECIAL_KEYS[i].key);

        if (node != NULL && (SPECIAL_KEYS[i].kinds >> kind & 1) == 0) {
            return ent_yaml_fail(f->ctx, node, "'%s' has no meaning for an intervention of kind %s",
                                 SPECIAL_KEYS[i].key, KINDS[kind]);
        }
        if (node == NULL && (SPECIAL_KEYS[i].needed >> kind & 1) != 0) {
            return ent_yaml_fail(f->ctx, map, "'%s' is missing: %s", SPECIAL_KEYS[i].key,
                                 SPECIAL_KEYS[i].what);
        }
    }
    if (ent_yaml_get(map, "count") != NULL && ent_yaml_get(map, "severity") != NULL) {
        return ent_yaml_fail(f->ctx, ent_yaml_get(map, "severity"),
                             "'severity' and 'count' both say how many sanctions: state one");
    }
    return ENT_OK;
}

static ent_status
check_change(ent_folding *f, const ent_yaml_node *map, ent_intervention_kind kind)
{
    const ent_yaml_node *node = ent_yaml_get(map, "change");
    bool                 of_body = kind == ENT_INTERVENTION_INSTITUTION;

    if (node != NULL && (ent_folding_choice(node, CHANGES, 0) >= FOUNDED) != of_body) {
        return ent_yaml_fail(f->ctx, node, "'change' is '%s', expected %s", ent_yaml_text(node, ""),
                             of_body ? "founded, joins, leaves or rule" : "begins or ends");
    }
    return ENT_OK;
}

/* What an act evidences has its source; how much it presses on whom it is against, nobody measured.
 */
static ent_basis
own_basis(const ent_intervention *change)
{
    return change->against != ENT_NO_STATE ? ENT_BASIS_ASSUMED
                                           : ent_intervention_rule_of(change->kind)->basis;
}

static ent_status
check_basis(ent_folding *f, const ent_yaml_node *map, const ent_intervention *change)
{
    if (change->basis != ENT_BASIS_ASSUMED && ent_yaml_get(map, "source") == NULL &&
        (change->basis != own_basis(change) || ent_yaml_get(map, "size") != NULL)) {
        return ent_yaml_fail(f->ctx, map,
                             "a size that is not assumed needs a 'source' that a reader can find");
    }
    if (change->basis == ENT_BASIS_ASSUMED && ent_yaml_get(map, "sd") != NULL) {
        return ent_yaml_fail(f->ctx, ent_yaml_get(map, "sd"),
                             "an assumed size has no 'sd': it is drawn from 0 to twice 'size'");
    }
    return ENT_OK;
}

/* 3. dates */

static ent_status
read_date(ent_folding *f, const ent_yaml_node *map, ent_intervention *change)
{
    const ent_yaml_node *node = ent_yaml_get(map, "date");
    ent_span             date = ent_yaml_span(node, f->last_day), year;
    int                  base = ent_date_year(f->last_day.from);
    int                  last = base + f->scenario->horizon;

    change->day = date.from;
    change->year = ent_date_year(date.from);
    if (date.from < f->last_day.to) {
        return ent_yaml_fail(f->ctx, node, "an intervention must come after the base date");
    }
    if (change->year <= base) {
        return ent_yaml_fail(f->ctx, node, "the runs begin with %d, the year after the base date",
                             base + 1);
    }
    if (change->year > last) {
        return ent_yaml_fail(f->ctx, node,
                             "comes after %d, the last year of the runs; see 'horizon'", last);
    }
    year = ent_span_of_year(change->year);
    change->share = (double)(year.to - date.from) / (double)(year.to - year.from);
    return ENT_OK;
}

/* 4. states and sizes */

static bool
is_side(const ent_intervention *change, ent_state state)
{
    return state != ENT_NO_STATE && (state == change->a || state == change->b);
}

static ent_status
check_sides(ent_folding *f, const ent_yaml_node *map, const ent_intervention *change)
{
    bool alone = ent_yaml_get(map, "b") == NULL;

    if (!alone && change->a == change->b) {
        return ent_yaml_fail(f->ctx, map, "'a' and 'b' are the same state");
    }
    for (size_t i = 0; i < change->with_count; i++) {
        if (change->with[i] == change->a || (!alone && change->with[i] == change->b)) {
            return ent_yaml_fail(f->ctx, ent_yaml_get(map, "with"), "'%s' is 'a' or 'b' already",
                                 ent_codes_id(f->codes, change->with[i]));
        }
        if (change->with[i] == change->against || change->with[i] == change->to) {
            return ent_yaml_fail(f->ctx, ent_yaml_get(map, "with"), "'%s' is on both sides",
                                 ent_codes_id(f->codes, change->with[i]));
        }
    }
    return is_side(change, change->against) || is_side(change, change->to)
               ? ent_yaml_fail(f->ctx, map, "a state stands on both sides")
               : ENT_OK;
}

static ent_status
read_sides(ent_folding *f, const ent_yaml_node *map, ent_intervention *change)
{
    ent_status status = ent_folding_read_state(f, map, "a", false, &change->a);

    if (status == ENT_OK) {
        status = ent_folding_read_state(f, map, "b", false, &change->b);
    }
    if (status == ENT_OK) {
        status = ent_folding_read_state(f, map, "to", false, &change->to);
    }
    if (status == ENT_OK) {
        status = ent_folding_read_state(f, map, "against", false, &change->against);
    }
    if (status == ENT_OK) {
        status = ent_folding_states(f, ent_yaml_get(map, "with"), ENT_SCENARIO_MOST_WITH,
                                    &change->with, &change->with_count);
    }
    if (status == ENT_OK && change->a != ENT_NO_STATE) {
        status = check_sides(f, map, change);
    }
    change->b = change->b == ENT_NO_STATE ? change->a : change->b;
    return status;
}

static double
amount_of(const ent_yaml_node *map, ent_intervention_kind kind)
{
    if (kind == ENT_INTERVENTION_CAPABILITY || kind == ENT_INTERVENTION_DEFEAT) {
        return ent_yaml_number(ent_yaml_get(map, "factor"), 0.7);
    }
    if (kind == ENT_INTERVENTION_TRADE) {
        return ent_yaml_number(ent_yaml_get(map, "share"), 0.5);
    }
    return ent_yaml_number(ent_yaml_get(map, "count"),
                           1 + ent_folding_choice(ent_yaml_get(map, "severity"), SEVERITIES, 2));
}

static int
level_of(const ent_yaml_node *map, ent_intervention_kind kind)
{
    if (kind == ENT_INTERVENTION_DISPUTE || kind == ENT_INTERVENTION_WAR) {
        return (int)ent_yaml_integer(ent_yaml_get(map, "hostility"),
                                     kind == ENT_INTERVENTION_WAR ? 5 : 4);
    }
    return (int)ent_yaml_integer(ent_yaml_get(map, "level"), 0);
}

static unsigned
obligation_of(const ent_yaml_node *node, unsigned otherwise)
{
    static const unsigned FLAGS[] = {ENT_OBLIGATION_DEFENCE, ENT_OBLIGATION_OFFENCE,
                                     ENT_OBLIGATION_NEUTRALITY, ENT_OBLIGATION_NONAGGRESSION,
                                     ENT_OBLIGATION_CONSULTATION};

    return node == NULL ? otherwise : FLAGS[ent_folding_choice(node, OBLIGATION_NAMES, 0)];
}

static void
read_sizes(const ent_yaml_node *map, ent_intervention *change)
{
    change->ends = ent_folding_choice(ent_yaml_get(map, "change"), CHANGES, BEGINS) == ENDS;
    change->years = (int)ent_yaml_integer(ent_yaml_get(map, "years"), 1);
    change->level = level_of(map, change->kind);
    change->obligation = obligation_of(ent_yaml_get(map, "obligation"), ENT_OBLIGATION_DEFENCE);
    change->into = obligation_of(ent_yaml_get(map, "into"), 0);
    change->amount = amount_of(map, change->kind);
    change->half_life = ent_yaml_number(ent_yaml_get(map, "half_life"), 0);
    change->basis =
        (ent_basis)ent_folding_choice(ent_yaml_get(map, "basis"), BASES, (int)own_basis(change));
    change->size = ent_yaml_number(ent_yaml_get(map, "size"), 1);
    change->sd = ent_yaml_number(ent_yaml_get(map, "sd"), 0);
    change->by_record = change->kind == ENT_INTERVENTION_RAPPROCHEMENT &&
                        change->basis == ENT_BASIS_ESTIMATED && ent_yaml_get(map, "size") == NULL;
}

/* 5. bodies */

static ent_status
check_mover(ent_folding *f, const ent_yaml_node *map, const ent_intervention *change,
            const ent_body *body, ent_state state)
{
    bool leaves = change->body.verb == ENT_BODY_LEFT;

    if (ent_body_has(body, state) == leaves) {
        return ENT_OK;
    }
    return ent_yaml_fail(f->ctx, map, "%s is %s of %s by then: it cannot %s it",
                         ent_codes_id(f->codes, state), leaves ? "no member" : "a member",
                         change->body.institution, leaves ? "leave" : "join");
}

/* States with or without a veto are members; of others what decides tells. */
static ent_status
check_vetoes(ent_folding *f, const ent_yaml_node *map, const char *key, const ent_body *body,
             const ent_intervention *change)
{
    const ent_yaml_node *list = ent_yaml_get(map, key);

    for (size_t i = 0; i < ent_yaml_count(list); i++) {
        const ent_yaml_node *item = ent_yaml_item(list, i);
        ent_state            state = ent_codes_find(f->codes, ent_yaml_text(item, ""));

        if (state != ENT_NO_STATE && !ent_body_has(body, state)) {
            return ent_yaml_fail(f->ctx, item, "%s is no member of %s by then: it has no say in it",
                                 ent_yaml_text(item, ""), change->body.institution);
        }
    }
    return ENT_OK;
}

/* It is there, or not yet; who joins is no member, who leaves is one. */
static ent_status
check_body(ent_folding *f, const ent_yaml_node *map, const ent_intervention *change)
{
    const ent_yaml_node *node = ent_yaml_get(map, "institution");
    ent_body             body;
    ent_status status = ent_scenario_body(f->ctx, f->codes, f->scenario, change, false, &body);

    if (status != ENT_OK) {
        return status;
    }
    if (change->body.verb == ENT_BODY_FOUNDED ? body.exists : !body.exists) {
        return ent_yaml_fail(f->ctx, node,
                             body.exists ? "'%.40s' exists already"
                                         : "'%.40s' is no institution of the record on the base "
                                           "date, and nothing before founds it; `entente list "
                                           "institutions` names them",
                             change->body.institution);
    }
    if (change->body.verb == ENT_BODY_RULED) {
        status = check_vetoes(f, map, "veto", &body, change);
        return status == ENT_OK ? check_vetoes(f, map, "no_veto", &body, change) : status;
    }
    status = check_mover(f, map, change, &body, change->a);
    for (size_t i = 0; i < change->with_count && status == ENT_OK; i++) {
        status = check_mover(f, map, change, &body, change->with[i]);
    }
    return status;
}

static ent_status
check_body_keys(ent_folding *f, const ent_yaml_node *map, const ent_intervention *change)
{
    static const char *const RULES[] = {"veto", "no_veto", "quotas"};
    bool                     ruled = change->body.verb == ENT_BODY_RULED;
    bool                     any = change->body.commits;

    for (size_t i = 0; i < sizeof RULES / sizeof RULES[0]; i++) {
        const ent_yaml_node *node = ent_yaml_get(map, RULES[i]);

        any = any || node != NULL;
        if (node != NULL && !ruled) {
            return ent_yaml_fail(f->ctx, node, "'%s' is of a change of 'rule'", RULES[i]);
        }
    }
    if (ruled && !any) {
        return ent_yaml_fail(f->ctx, map,
                             "nothing of the rule changes: state 'commitment', 'quotas', 'veto' or "
                             "'no_veto'");
    }
    if (change->body.commits && change->body.verb != ENT_BODY_FOUNDED && !ruled) {
        return ent_yaml_fail(f->ctx, ent_yaml_get(map, "commitment"),
                             "'commitment' is of a body that is founded, or of a change of 'rule'");
    }
    if (!ruled && change->a == ENT_NO_STATE) {
        return ent_yaml_fail(f->ctx, map, "'a' is missing: a state is needed here");
    }
    if (ruled && (change->a != ENT_NO_STATE || change->with_count > 0)) {
        return ent_yaml_fail(f->ctx, map, "'a' has no meaning for a change of 'rule'");
    }
    return ENT_OK;
}

static ent_status
read_rule(ent_folding *f, const ent_yaml_node *map, ent_reform *reform)
{
    ent_status status =
        ent_folding_texts(f, ent_yaml_get(map, "veto"), &reform->veto, &reform->veto_count);

    if (status == ENT_OK) {
        status = ent_folding_texts(f, ent_yaml_get(map, "no_veto"), &reform->no_veto,
                                   &reform->no_veto_count);
    }
    return status == ENT_OK ? ent_folding_texts(f, ent_yaml_get(map, "quotas"), &reform->quotas,
                                                &reform->quota_count)
                            : status;
}

static ent_status
read_body(ent_folding *f, const ent_yaml_node *map, ent_intervention *change)
{
    const ent_yaml_node *commitment = ent_yaml_get(map, "commitment");
    ent_status           status;

    change->body.verb =
        (ent_body_verb)(ent_folding_choice(ent_yaml_get(map, "change"), CHANGES, FOUNDED) -
                        FOUNDED);
    change->body.commits = commitment != NULL;
    change->body.commitment = (ent_commitment)ent_folding_choice(commitment, COMMITMENTS, 0);
    change->body.institution =
        ent_arena_strdup(&f->scenario->arena, ent_yaml_text(ent_yaml_get(map, "institution"), ""));
    if (change->body.institution == NULL) {
        return ent_fail_nomem(f->ctx);
    }
    status = check_body_keys(f, map, change);
    if (status == ENT_OK) {
        status = check_body(f, map, change);
    }
    return status == ENT_OK ? read_rule(f, map, &change->body.reform) : status;
}

/* 6. once only: what sets a value can do so once a day */

static ent_status
check_again(ent_folding *f, const ent_yaml_node *map, const ent_intervention *change)
{
    bool sets = change->kind == ENT_INTERVENTION_TREATY ||
                change->kind == ENT_INTERVENTION_COOPERATION ||
                change->kind == ENT_INTERVENTION_CAPABILITY;

    for (size_t i = 0; sets && i < f->scenario->intervention_count; i++) {
        const ent_intervention *other = &f->scenario->interventions[i];
        bool                    same = (other->a == change->a && other->b == change->b) ||
                    (other->a == change->b && other->b == change->a);

        if (other->kind == change->kind && other->day == change->day && same &&
            other->obligation == change->obligation) {
            return ent_yaml_fail(f->ctx, map, "a second '%s' for the same states on the same day",
                                 KINDS[change->kind]);
        }
    }
    return ENT_OK;
}

/* 7. as a line: "2027-03-01  dispute USA CHN for 3 years (assumed)" */

static void
describe_states(const ent_folding *f, const ent_intervention *change, ent_text *out)
{
    if (change->body.institution != NULL) {
        ent_text_addf(out, " %s", change->body.institution);
    }
    if (change->a != ENT_NO_STATE) {
        ent_text_addf(out, " %s", ent_codes_id(f->codes, change->a));
    }
    if (change->b != change->a) {
        ent_text_addf(out, " %s", ent_codes_id(f->codes, change->b));
    }
    for (size_t i = 0; i < change->with_count; i++) {
        ent_text_addf(out, "%s %s", i == 0 ? " with" : "", ent_codes_id(f->codes, change->with[i]));
    }
    if (change->against != ENT_NO_STATE) {
        ent_text_addf(out, " against %s", ent_codes_id(f->codes, change->against));
    }
    if (change->to != ENT_NO_STATE) {
        ent_text_addf(out, " to %s", ent_codes_id(f->codes, change->to));
    }
}

static void
describe_size(const ent_yaml_node *map, const ent_intervention *change, ent_text *out)
{
    switch (change->kind) {
    case ENT_INTERVENTION_COOPERATION:
        ent_text_addf(out, " level %d", change->level);
        break;
    case ENT_INTERVENTION_CAPABILITY:
    case ENT_INTERVENTION_DEFEAT:
        ent_text_add(out, " factor ");
        ent_text_add_number(out, change->amount);
        break;
    case ENT_INTERVENTION_DISPUTE:
        if (change->level != 4) {
            ent_text_addf(out, " of hostility %d", change->level);
        }
        ent_text_addf(out, " for %d year%s", change->years, change->years == 1 ? "" : "s");
        break;
    case ENT_INTERVENTION_WAR:
        ent_text_addf(out, " for %d year%s", change->years, change->years == 1 ? "" : "s");
        break;
    case ENT_INTERVENTION_SANCTION:
        ent_text_add(out, " count ");
        ent_text_add_number(out, change->amount);
        break;
    case ENT_INTERVENTION_TRADE:
        ent_text_add(out, " share ");
        ent_text_add_number(out, change->amount);
        break;
    case ENT_INTERVENTION_TREATY:
        if (change->obligation != ENT_OBLIGATION_DEFENCE || change->into != 0) {
            ent_text_addf(out, " of %s", ent_yaml_text(ent_yaml_get(map, "obligation"), "defence"));
        }
        if (change->into != 0) {
            ent_text_addf(out, " into %s", ent_yaml_text(ent_yaml_get(map, "into"), ""));
        }
        break;
    case ENT_INTERVENTION_INSTITUTION:
        ent_text_addf(out, " %s", ent_yaml_text(ent_yaml_get(map, "change"), ""));
        break;
    default:
        break;
    }
}

static ent_status
describe(ent_folding *f, const ent_yaml_node *map, ent_intervention *change)
{
    ent_text shown;

    ent_text_init(&shown);
    ent_text_addf(&shown, "%s  %s", ent_yaml_text(ent_yaml_get(map, "date"), ""),
                  KINDS[change->kind]);
    describe_states(f, change, &shown);
    describe_size(map, change, &shown);
    ent_text_add(&shown, change->ends ? " ends" : "");
    ent_text_addf(&shown, " (%s)", ent_basis_name(change->basis));
    change->shown = shown.failed ? NULL : ent_arena_strdup(&f->scenario->arena, shown.bytes);
    ent_text_clear(&shown);
    return change->shown != NULL ? ENT_OK : ent_fail_nomem(f->ctx);
}

/* 8. all */

static ent_status
read_source(ent_folding *f, const ent_yaml_node *map, ent_intervention *change)
{
    const ent_yaml_node *node = ent_yaml_get(map, "source");

    if (node != NULL) {
        change->source = ent_arena_strdup(&f->scenario->arena, ent_yaml_text(node, ""));
    }
    return node == NULL || change->source != NULL ? ENT_OK : ent_fail_nomem(f->ctx);
}

static ent_status
read_intervention(ent_folding *f, const ent_yaml_node *map, ent_intervention *change)
{
    ent_status status = check_keys(f, map, change->kind);

    if (status == ENT_OK) {
        status = check_change(f, map, change->kind);
    }
    if (status == ENT_OK) {
        status = read_sides(f, map, change);
    }
    if (status == ENT_OK) {
        status = read_date(f, map, change);
    }
    read_sizes(map, change);
    if (status == ENT_OK && change->kind == ENT_INTERVENTION_INSTITUTION) {
        status = read_body(f, map, change);
    }
    if (status == ENT_OK) {
        status = check_basis(f, map, change);
    }
    if (status == ENT_OK) {
        status = check_again(f, map, change);
    }
    if (status == ENT_OK) {
        status = read_source(f, map, change);
    }
    if (status == ENT_OK) {
        status = ent_folding_place(f, map, &change->place);
    }
    if (status == ENT_OK) {
        status = describe(f, map, change);
    }
    return status == ENT_OK ? ent_intervention_plan(f->ctx, &f->scenario->arena, change) : status;
}

/* Those of one file stand by day, of one day in the file's order. */
static void
insert(ent_folding *f, size_t first, const ent_intervention *change)
{
    ent_intervention *all = f->scenario->interventions;
    size_t            at = f->scenario->intervention_count++;

    for (; at > first && all[at - 1].day > change->day; at--) {
        all[at] = all[at - 1];
    }
    all[at] = *change;
}

ent_status
ent_folding_intervention(ent_folding *f, const ent_yaml_node *map)
{
    ent_scenario    *s = f->scenario;
    ent_intervention change = {
        .move = f->move,
        .kind = (ent_intervention_kind)ent_folding_choice(ent_yaml_get(map, "kind"), KINDS, 0)};
    ent_status status;

    if (s->intervention_count == ENT_SCENARIO_MOST_INTERVENTIONS) {
        return ent_yaml_fail(f->ctx, map, "more than %d interventions",
                             ENT_SCENARIO_MOST_INTERVENTIONS);
    }
    status = read_intervention(f, map, &change);
    if (status == ENT_OK &&
        !ENT_GROW(s->interventions, f->intervention_capacity, s->intervention_count + 1)) {
        status = ent_fail_nomem(f->ctx);
    }
    if (status == ENT_OK) {
        insert(f, f->first_intervention, &change);
    }
    return status;
}
