/*
 * finding.c - kinds of claims, verdicts, and what is found: a number, a reason
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "scenario/claim/claim.h"

const char *const ENT_ASSERTION_NAMES[] = {"fact",     "quotation", "trend", "comparison",
                                           "effect",   "contrast",  "rule",  "forecast",
                                           "ordering", "motive",    NULL};

const char *
ent_verdict_name(ent_verdict verdict)
{
    static const char *const NAMES[] = {"supported", "contradicted", "undetermined",
                                        "not-testable"};

    return NAMES[verdict];
}

ent_finding
ent_finding_none(const char *basis)
{
    return (ent_finding){.verdict = ENT_VERDICT_UNDETERMINED,
                         .basis = basis,
                         .value = NAN,
                         .lo = NAN,
                         .hi = NAN,
                         .n = NAN,
                         .threshold = NAN,
                         .p = NAN,
                         .agree = NAN};
}

void
ent_finding_reason(ent_finding *finding, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    (void)vsnprintf(finding->reason, sizeof finding->reason, format, args);
    va_end(args);
}
