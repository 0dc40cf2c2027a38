/*
 * source.c - what a picture is made from: kinds of the record, the sets that supply them, the votes
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "report/picture/picture.h"
#include "system/record.h"

/* Of each measure the kinds of its reference entry, those first at whose seams its values may jump.
   The network draws ties: it has no measure. */
static const struct {
    const char *measure, *first, *also;
} RESTS_ON[] = {
    {"adversaries", "rivalries disputes", ""},
    {"alignment", "obligations", ""},
    {"blocs", "obligations rivalries", "disputes cooperation"},
    {"cooperation", "cooperation",
     "arms exercises participants signals obligations rivalries disputes"},
    {"dependence", "trade", "arms"},
    {"idealpoints", "votes", "roll_calls"},
    {"method", "disputes", "sanctions"},
    {"peace", "peace", ""},
    {"polarity", "capabilities", "major_powers"},
    {"power", "capabilities", "gdp"},
    {"pressure", "sanctions disputes", "rivalries obligations borders deployments trade"},
    {"threat", "capabilities", "borders distances disputes rivalries"},
    {"triangle", "rivalries disputes", "obligations cooperation"},
    {"votes", "votes", "roll_calls"},
};

static const char TIES_FIRST[] = "obligations rivalries", TIES_ALSO[] = "disputes cooperation";

static bool
holds_word(const char *words, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = words; *at != '\0'; at += strcspn(at, " "), at += *at == ' ') {
        if (strcspn(at, " ") == length && strncmp(at, word, length) == 0) {
            return true;
        }
    }
    return false;
}

ent_picture_rest
ent_picture_rests_on(const ent_picture *picture, const char *kind)
{
    const char *first = TIES_FIRST, *also = TIES_ALSO;

    for (size_t i = 0; picture->measure != NULL && i < sizeof RESTS_ON / sizeof *RESTS_ON; i++) {
        if (strcmp(RESTS_ON[i].measure, picture->measure) == 0) {
            first = RESTS_ON[i].first;
            also = RESTS_ON[i].also;
        }
    }
    return holds_word(first, kind)  ? ENT_RESTS_FIRST
           : holds_word(also, kind) ? ENT_RESTS_ALSO
                                    : ENT_RESTS_NOT;
}

static bool
is_of(const ent_picture *picture, const ent_seam *seam, ent_span span)
{
    return ent_picture_rests_on(picture, seam->kind) != ENT_RESTS_NOT &&
           (span.from >= span.to || ent_span_overlap(seam->used, span));
}

static ent_seam *
find_set(ent_seam *among, size_t count, const char *set)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(among[i].set, set) == 0) {
            return &among[i];
        }
    }
    return NULL;
}

size_t
ent_picture_list_sources(const ent_picture *picture, const ent_record *record, ent_span span,
                         ent_seam out[ENT_PICTURE_MOST_SOURCES])
{
    size_t          count, found = 0;
    const ent_seam *seams = ent_record_seams(record, &count);

    for (size_t i = 0; i < count; i++) {
        ent_seam *known = find_set(out, found, seams[i].set);

        if (!is_of(picture, &seams[i], span)) {
            continue;
        }
        if (known == NULL && found < ENT_PICTURE_MOST_SOURCES) {
            out[found++] = seams[i];
        } else if (known != NULL) {
            known->used.from =
                seams[i].used.from < known->used.from ? seams[i].used.from : known->used.from;
            known->used.to = seams[i].used.to > known->used.to ? seams[i].used.to : known->used.to;
        }
    }
    return found;
}

void
ent_picture_sources(ent_text *out, const ent_picture *picture, const ent_record *record,
                    ent_span span)
{
    ent_seam sources[ENT_PICTURE_MOST_SOURCES];
    size_t   count = ent_picture_list_sources(picture, record, span, sources);

    for (size_t i = 0; i < count; i++) {
        ent_span used = sources[i].used;

        ent_text_addf(out, "%s%s %s", i > 0 ? ", " : "", sources[i].set, sources[i].version);
        if (used.from != ENT_DAY_MIN && used.to != ENT_DAY_MAX) {
            ent_text_addf(out, " (%d to %d)", ent_date_year(used.from), ent_date_year(used.to - 1));
        } else if (used.from != ENT_DAY_MIN) {
            ent_text_addf(out, " (since %d)", ent_date_year(used.from));
        } else if (used.to != ENT_DAY_MAX) {
            ent_text_addf(out, " (to %d)", ent_date_year(used.to - 1));
        }
    }
}

static bool
is_on_ukraine(const ent_roll_call *call)
{
    return (call->title != NULL && strstr(call->title, "Ukrain") != NULL) ||
           (call->session != NULL && strcmp(call->session, "ES-11") == 0);
}

void
ent_picture_say_votes(const ent_record *record, int year, char *out, size_t size)
{
    size_t               count, of_year = 0, on_ukraine = 0;
    const ent_roll_call *calls = ent_record_facts(record, ENT_FACT_ROLL_CALL, &count);

    for (size_t i = 0; i < count; i++) {
        if (ent_date_year(calls[i].date) == year &&
            ent_record_uses(record, "roll_calls", &calls[i].from, calls[i].date)) {
            of_year++;
            on_ukraine += is_on_ukraine(&calls[i]);
        }
    }
    (void)snprintf(out, size, "%zu roll call%s%s", of_year, of_year == 1 ? "" : "s",
                   of_year > 0 && on_ukraine == of_year ? ", all on Ukraine" : "");
}
