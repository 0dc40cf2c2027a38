/*
 * fact.c - the fields of every kind of fact
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/fact_field.h"

const ent_fact_field ENT_FIELDS_CITATION[] = {
    KEY(ent_citation, source),
    CHOICE(ent_citation, kind, " treaty resolution official dataset book article news "),
    {"citation", ENT_FIELD_TEXT, offsetof(ent_citation, citation_text), true, NULL},
    {"locator", ENT_FIELD_TEXT, offsetof(ent_citation, where), false, NULL},
    LAST};

const ent_fact_field ENT_FIELDS_INSTITUTION[] = {
    KEY(ent_institution, institution),
    KEY(ent_institution, name),
    CHOICE(ent_institution, kind, " organisation treaty_body forum initiative "),
    START(ent_institution, start),
    END(ent_institution, end),
    CHOICE(ent_institution, rule,
           " unanimity consensus quota_veto weighted_quota double_majority two_thirds none "),
    TEXT(ent_institution, rule_note),
    CHOICE(ent_institution, commitment, " collective_defence consultation none "),
    LAST};

const ent_fact_field ENT_FIELDS_MEMBERSHIP[] = {
    KEY(ent_membership, institution),
    STATE(ent_membership, state),
    CHOICE(ent_membership, status,
           " member permanent elected observer partner candidate invited declined suspended left "),
    START(ent_membership, start),
    END(ent_membership, end),
    LAST};

const ent_fact_field ENT_FIELDS_TREATY[] = {
    KEY(ent_treaty, treaty),
    KEY(ent_treaty, title),
    CHOICE(ent_treaty, form, " bilateral multilateral "),
    {"signed", ENT_FIELD_START, offsetof(ent_treaty, signed_on), false, NULL},
    START(ent_treaty, start),
    END(ent_treaty, end),
    TEXT(ent_treaty, end_reason),
    FLAG(ent_treaty, defence),
    FLAG(ent_treaty, offence),
    FLAG(ent_treaty, neutrality),
    FLAG(ent_treaty, nonaggression),
    FLAG(ent_treaty, consultation),
    INTEGER(ent_treaty, cow),
    TEXT(ent_treaty, note),
    LAST};

const ent_fact_field ENT_FIELDS_TREATY_MEMBER[] = {
    KEY(ent_treaty_member, treaty),
    STATE(ent_treaty_member, state),
    CHOICE(ent_treaty_member, role, " mutual guarantor protected "),
    START(ent_treaty_member, start),
    END(ent_treaty_member, end),
    LAST};

const ent_fact_field ENT_FIELDS_ACT[] = {
    KEY(ent_act, act),
    STATE(ent_act, state_a),
    STATE(ent_act, state_b),
    START(ent_act, start),
    END(ent_act, end),
    RANGE(ent_act, ENT_FIELD_INTEGER, level, false, "1..7"),
    CHOICE(ent_act, kind,
           " declaration consultation border confidence treaty arms technology exercise patrol"
           " warning basing command defence_honoured energy trade finance "),
    KEY(ent_act, title),
    LAST};

const ent_fact_field ENT_FIELDS_VETO[] = {KEY(ent_veto, draft),    START(ent_veto, date),
                                          STATE(ent_veto, caster), KEY(ent_veto, subject),
                                          TEXT(ent_veto, about),   LAST};

const ent_fact_field ENT_FIELDS_CLAIM[] = {KEY(ent_claim, claim),      KEY(ent_claim, territory),
                                           STATE(ent_claim, claimant), STATE(ent_claim, holder),
                                           START(ent_claim, start),    END(ent_claim, end),
                                           TEXT(ent_claim, note),      LAST};

const ent_fact_field ENT_FIELDS_DISPUTE[] = {
    KEY(ent_dispute, dispute),
    TEXT(ent_dispute, name),
    STATE(ent_dispute, state_a),
    STATE(ent_dispute, state_b),
    START(ent_dispute, start),
    END(ent_dispute, end),
    RANGE(ent_dispute, ENT_FIELD_INTEGER, hostility, false, "1..5"),
    TEXT(ent_dispute, initiator),
    LAST};

const ent_fact_field ENT_FIELDS_RIVALRY[] = {KEY(ent_rivalry, rivalry),
                                             STATE_PARTY(ent_rivalry, state_a),
                                             STATE_PARTY(ent_rivalry, state_b),
                                             START(ent_rivalry, start),
                                             END(ent_rivalry, end),
                                             LAST};

const ent_fact_field ENT_FIELDS_SANCTION[] = {
    KEY(ent_sanction, sanction),    KEY(ent_sanction, sender),
    KEY(ent_sanction, target),      START(ent_sanction, start),
    END(ent_sanction, end),         KEY(ent_sanction, kinds),
    TEXT(ent_sanction, instrument), LAST};

const ent_fact_field ENT_FIELDS_BORDER[] = {STATE(ent_border, state_a), STATE(ent_border, state_b),
                                            LAST};

const ent_fact_field ENT_FIELDS_PROFILE[] = {
    STATE(ent_profile, state),
    RANGE(ent_profile, ENT_FIELD_INTEGER, year, true, "1816..2100"),
    RANGE(ent_profile, ENT_FIELD_NUMBER, cinc, false, "0..1"),
    TEXT(ent_profile, regime),
    RANGE(ent_profile, ENT_FIELD_NUMBER, polyarchy, false, "0..1"),
    LAST};

const ent_fact_field ENT_FIELDS_ALLIANCE[] = {KEY(ent_alliance, alliance),
                                              STATE_PARTY(ent_alliance, state_a),
                                              STATE_PARTY(ent_alliance, state_b),
                                              START(ent_alliance, start),
                                              END(ent_alliance, end),
                                              FLAG(ent_alliance, defence),
                                              FLAG(ent_alliance, offence),
                                              FLAG(ent_alliance, neutrality),
                                              FLAG(ent_alliance, nonaggression),
                                              FLAG(ent_alliance, consultation),
                                              FLAG(ent_alliance, asymmetric),
                                              LAST};

const ent_fact_field ENT_FIELDS_CAPABILITY[] = {
    STATE_PARTY(ent_capability, state),
    RANGE(ent_capability, ENT_FIELD_INTEGER, year, true, "1816..2100"),
    RANGE(ent_capability, ENT_FIELD_NUMBER, milex, false, "0.."),
    RANGE(ent_capability, ENT_FIELD_NUMBER, milper, false, "0.."),
    RANGE(ent_capability, ENT_FIELD_NUMBER, irst, false, "0.."),
    RANGE(ent_capability, ENT_FIELD_NUMBER, pec, false, "0.."),
    RANGE(ent_capability, ENT_FIELD_NUMBER, tpop, false, "0.."),
    RANGE(ent_capability, ENT_FIELD_NUMBER, upop, false, "0.."),
    RANGE(ent_capability, ENT_FIELD_NUMBER, cinc, false, "0..1"),
    LAST};

/* Columns that may not repeat at the same time in data/world; the linter of the tests knows them.
 */
static const char *const KEYS[ENT_FACT_KINDS] = {
    [ENT_FACT_CITATION] = "source",
    [ENT_FACT_INSTITUTION] = "institution",
    [ENT_FACT_MEMBERSHIP] = "institution state status",
    [ENT_FACT_TREATY] = "treaty once",
    [ENT_FACT_TREATY_MEMBER] = "treaty state role",
    [ENT_FACT_ACT] = "act (state_a state_b)",
    [ENT_FACT_VETO] = "draft date caster",
    [ENT_FACT_CLAIM] = "claim claimant holder",
    [ENT_FACT_DISPUTE] = "dispute (state_a state_b)",
    [ENT_FACT_RIVALRY] = "rivalry, (state_a state_b)",
    [ENT_FACT_SANCTION] = "sanction sender target",
    [ENT_FACT_BORDER] = "(state_a state_b)",
    [ENT_FACT_PROFILE] = "state year",
    [ENT_FACT_ALLIANCE] = "alliance (state_a state_b)",
    [ENT_FACT_CAPABILITY] = "state year",
    [ENT_FACT_LEADER] = "leader once, state office",
    [ENT_FACT_ROLL_CALL] = "roll_call once, resolution once",
    [ENT_FACT_VOTE] = "roll_call state once",
    [ENT_FACT_TRADE] = "(state_a state_b) year once",
    [ENT_FACT_INVOCATION] = "invocation",
    [ENT_FACT_CORRIDOR] = "route unit year once",
};

const ent_fact_type *
ent_fact_describe(ent_fact_kind kind)
{
#define DESCRIBE(name, type, table)                                                                \
    [ENT_FACT_##                                                                                   \
        name] = {#table, sizeof(type), ENT_FIELDS_##name, ENT_FACT_##name != ENT_FACT_CITATION},
    static const ent_fact_type TYPES[ENT_FACT_KINDS] = {ENT_FACT_LIST(DESCRIBE)};
#undef DESCRIBE

    return &TYPES[kind];
}

const char *
ent_fact_keys(ent_fact_kind kind)
{
    return KEYS[kind];
}
