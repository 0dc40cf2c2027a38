/*
 * fact_field.h - how the fields of a kind are written down
 *
 * Stage: import.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_IMPORT_FACT_FIELD_H
#define ENT_IMPORT_FACT_FIELD_H

#include "entente/fact.h"

#define TEXT(type, name)                                                                           \
    {                                                                                              \
#name, ENT_FIELD_TEXT, offsetof(type, name), false, NULL                                   \
    }
#define KEY(type, name)                                                                            \
    {                                                                                              \
#name, ENT_FIELD_TEXT, offsetof(type, name), true, NULL                                    \
    }
#define CHOICE(type, name, words)                                                                  \
    {                                                                                              \
#name, ENT_FIELD_TEXT, offsetof(type, name), true, words                                   \
    }
#define PARTY(type, name)                                                                          \
    {                                                                                              \
#name, ENT_FIELD_PARTY, offsetof(type, name), false, NULL                                  \
    }
/* In data/world a state; in a published set what the publisher gives. */
#define STATE_PARTY(type, name)                                                                    \
    {                                                                                              \
#name, ENT_FIELD_PARTY, offsetof(type, name), true, NULL                                   \
    }
#define STATE(type, name)                                                                          \
    {                                                                                              \
#name, ENT_FIELD_STATE, offsetof(type, name), true, NULL                                   \
    }
#define START(type, name)                                                                          \
    {                                                                                              \
#name, ENT_FIELD_START, offsetof(type, name), false, NULL                                  \
    }
#define END(type, name)                                                                            \
    {                                                                                              \
#name, ENT_FIELD_END, offsetof(type, name), false, NULL                                    \
    }
/* A number in "LEAST..MOST"; without MOST there is no most. */
#define RANGE(type, field, name, required, range)                                                  \
    {                                                                                              \
#name, field, offsetof(type, name), required, range                                        \
    }
#define INTEGER(type, name)  RANGE(type, ENT_FIELD_INTEGER, name, false, NULL)
#define REQUIRED(type, name) RANGE(type, ENT_FIELD_INTEGER, name, true, NULL)
#define NUMBER(type, name)   RANGE(type, ENT_FIELD_NUMBER, name, false, NULL)
#define FLAG(type, name)                                                                           \
    {                                                                                              \
#name, ENT_FIELD_FLAG, offsetof(type, name), false, NULL                                   \
    }
#define LAST                                                                                       \
    {                                                                                              \
        NULL, ENT_FIELD_TEXT, 0, false, NULL                                                       \
    }

/* The fields of each kind: ENT_FIELDS_TREATY and so on. */
#define ENT_FIELDS_DECLARE(name, type, table) extern const ent_fact_field ENT_FIELDS_##name[];
ENT_FACT_LIST(ENT_FIELDS_DECLARE)
#undef ENT_FIELDS_DECLARE

#endif
