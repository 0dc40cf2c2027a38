/*
 * reading.c - what was read: sentences, events, and what the record says of them
 *
 *   1. events by document     2. a sentence with its marks     3. an event, the latest ones
 *   4. a document             5. what was left out             6. the section
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "report/html.h"
#include "report/marked.h"
#include "report/section/section.h"

enum {
    BUDGET = 1500000, /* bytes of HTML for all documents together */
    MOST_MARKED = 64, /* events of a sentence whose words are marked */
    MOST_KINDS = 32
};

/* 1. events by document */

typedef struct digest {
    size_t *first; /* of each document's events in `events`; one more than documents */
    size_t *events;
    size_t *kept, *dropped; /* sentences of each document */
} digest;

static void
digest_clear(digest *d)
{
    ent_free(d->first);
    ent_free(d->events);
    ent_free(d->kept);
    ent_free(d->dropped);
}

static size_t
document_of(const ent_reading *reading, size_t event)
{
    return reading->sentences[reading->events[event].sentence].document;
}

/* Sort the events by document, in the order given, by counting. */
static ent_status
digest_make(ent_ctx *ctx, const ent_reading *reading, digest *out)
{
    size_t n = reading->document_count;
    digest d = {ent_alloc_zero(n + 2, sizeof *d.first),
                ent_alloc(reading->event_count + 1, sizeof *d.events),
                ent_alloc_zero(n + 1, sizeof *d.kept), ent_alloc_zero(n + 1, sizeof *d.dropped)};

    if (d.first == NULL || d.events == NULL || d.kept == NULL || d.dropped == NULL) {
        digest_clear(&d);
        return ent_fail_nomem(ctx);
    }
    for (size_t e = 0; e < reading->event_count; e++) {
        d.first[document_of(reading, e) + 2]++;
    }
    for (size_t i = 2; i < n + 2; i++) {
        d.first[i] += d.first[i - 1];
    }
    for (size_t e = 0; e < reading->event_count; e++) {
        d.events[d.first[document_of(reading, e) + 1]++] = e;
    }
    for (size_t s = 0; s < reading->sentence_count; s++) {
        bool is_dropped = reading->sentences[s].dropped != NULL;

        d.kept[reading->sentences[s].document] += !is_dropped;
        d.dropped[reading->sentences[s].document] += is_dropped;
    }
    *out = d;
    return ENT_OK;
}

/* 2. a sentence with its marks */

static void
add_sentence(ent_text *out, const ent_reading *reading, const size_t *events, size_t count)
{
    const ent_sentence *sentence = &reading->sentences[reading->events[events[0]].sentence];
    ent_marks           marks[MOST_MARKED];
    size_t              marked = count < MOST_MARKED ? count : MOST_MARKED;

    for (size_t i = 0; i < marked; i++) {
        const ent_event *event = &reading->events[events[i]];

        marks[i] = (ent_marks){event->verb, event->source_place, event->target_place};
    }
    ent_text_add(out, "<p class=\"sentence\">");
    ent_html_marked(out, sentence->text, &sentence->place, marks, marked);
    ent_text_add(out, "</p>\n");
}

/* 3. an event */

/* A state by its name, another party by its id. */
static void
add_actor(ent_text *out, const ent_view *view, const char *id)
{
    ent_state state = view->codes != NULL ? ent_codes_find(view->codes, id) : ENT_NO_STATE;

    ent_html_text(out, state != ENT_NO_STATE ? ent_view_name(view, state) : id);
}

static void
add_actors(ent_text *out, const ent_view *view, const char *const *ids, size_t count,
           const char *between)
{
    enum { MOST = 20 };

    for (size_t i = 0; i < count && i < MOST; i++) {
        ent_text_add(out, i > 0 ? between : "");
        add_actor(out, view, ids[i]);
    }
    if (count == 0) {
        ent_text_add(out, "<span class=\"range\">not named</span>");
    } else if (count > MOST) {
        ent_text_addf(out, " and %zu more", count - MOST);
    }
}

/* An event of both on both lists them on both sides. */
static bool
is_mutual(const ent_event *event)
{
    if (event->source_count != event->target_count || event->source_count < 2) {
        return false;
    }
    for (size_t i = 0; i < event->source_count; i++) {
        if (strcmp(event->sources[i], event->targets[i]) != 0) {
            return false;
        }
    }
    return true;
}

/* What the record holds, in its own words. */
static void
add_fact(ent_text *out, const ent_view *view, const ent_match *match)
{
    switch (match->kind) {
    case ENT_FACT_ACT:
        ent_html_text(out, ((const ent_act *)match->fact)->title);
        break;
    case ENT_FACT_TREATY:
        ent_html_text(out, ((const ent_treaty *)match->fact)->title);
        break;
    case ENT_FACT_SANCTION:
        ent_html_text(out, ((const ent_sanction *)match->fact)->instrument);
        break;
    case ENT_FACT_DISPUTE:
        ent_html_text(out, ((const ent_dispute *)match->fact)->name);
        break;
    case ENT_FACT_VETO:
        ent_text_add(out, "veto: ");
        ent_html_text(out, ((const ent_veto *)match->fact)->subject);
        break;
    case ENT_FACT_CLAIM:
        ent_text_add(out, "claim to ");
        ent_html_text(out, ((const ent_claim *)match->fact)->territory);
        break;
    case ENT_FACT_MEMBERSHIP:
        ent_html_text(out, ent_view_name(view, ((const ent_membership *)match->fact)->state));
        ent_text_add(out, " in ");
        ent_html_text(out, ((const ent_membership *)match->fact)->institution);
        ent_text_add(out, ", ");
        ent_html_text(out, ((const ent_membership *)match->fact)->status);
        break;
    default:
        ent_html_text(out, ent_fact_describe(match->kind)->table);
        break;
    }
}

static void
add_verdict(ent_text *out, ent_view *view, const ent_match *match)
{
    static const char *const GLYPHS[] = {"", "+", "\xE2\x9C\x93", "\xC3\x97"};
    char                     id[160];
    size_t                   number;

    if ((unsigned)match->verdict >= sizeof GLYPHS / sizeof *GLYPHS ||
        match->verdict == ENT_MATCH_NOT_APPLICABLE) {
        return;
    }
    ent_text_addf(out, " <span class=\"verdict %s\">%s %s</span>", ent_match_name(match->verdict),
                  GLYPHS[match->verdict], ent_match_name(match->verdict));
    if (match->fact == NULL || view->input->record == NULL) {
        return;
    }
    ent_record_fact_id(view->input->record, match->fact, id);
    number = ent_view_cite(view, match->fact);
    ent_text_add(out, " <span class=\"fact\">");
    add_fact(out, view, match);
    if (number > 0) {
        ent_text_addf(out, " <a href=\"#ref-%zu\">[%zu]</a>", number, number);
    }
    ent_text_add(out, " <code>");
    ent_html_text(out, id);
    ent_text_add(out, "</code></span>");
}

static void
add_event(ent_text *out, ent_view *view, size_t index)
{
    const ent_event *event = &view->input->reading->events[index];
    char             date[32];

    ent_reported_date(event->date, event->precision, date);
    ent_text_addf(out, "<li class=\"event %s\"><strong>",
                  view->input->matches != NULL ? ent_match_name(view->input->matches[index].verdict)
                                               : "");
    if (is_mutual(event)) {
        add_actors(out, view, event->sources, event->source_count, " \xE2\x86\x94 ");
    } else {
        add_actors(out, view, event->sources, event->source_count, ", ");
        ent_text_add(out, " \xE2\x86\x92 ");
        add_actors(out, view, event->targets, event->target_count, ", ");
    }
    ent_text_add(out, "</strong> <span class=\"type\">");
    ent_html_text(out, event->type);
    ent_text_add(out, "</span> <span class=\"range\">");
    ent_html_text(out, event->cameo);
    ent_text_addf(out, "</span> <span class=\"status\">%s</span> ",
                  ent_event_status_name(event->status));
    ent_html_text(out, date[0] != '\0' ? date : "no date");
    if (event->speaker != NULL && strcmp(event->speaker, "author") != 0) {
        ent_text_add(out, ", said by ");
        ent_html_text(out, event->speaker);
    }
    if (view->input->matches != NULL) {
        add_verdict(out, view, &view->input->matches[index]);
    }
    ent_text_add(out, "</li>\n");
}

/* The latest of what is asserted. */

/* Whether an event is one of two parties, dated and asserted, so that it is news of them. */
static bool
is_news(const ent_event *event)
{
    return event->precision != ENT_PRECISION_NONE && event->source_count > 0 &&
           event->target_count > 0 &&
           (event->status == ENT_EVENT_ACTUAL || event->status == ENT_EVENT_PAST);
}

/* The newest event that is older than another one: by date, then by its place; `count` for none. */
static size_t
next_news(const ent_reading *reading, size_t after)
{
    const ent_event *events = reading->events,
                    *last = after < reading->event_count ? &events[after] : NULL;
    size_t best = reading->event_count;

    for (size_t i = 0; i < reading->event_count; i++) {
        bool is_older = last == NULL || events[i].date.from < last->date.from ||
                        (events[i].date.from == last->date.from && i > after);

        if (is_news(&events[i]) && is_older &&
            (best == reading->event_count || events[i].date.from > events[best].date.from)) {
            best = i;
        }
    }
    return best;
}

void
ent_reading_latest(ent_text *out, ent_view *view, size_t most)
{
    const ent_reading *reading = view->input->reading;
    uint32_t           shown[ENT_LATEST_MOST];
    size_t             count = 0;

    if (reading == NULL) {
        return;
    }
    for (size_t at = next_news(reading, reading->event_count);
         at < reading->event_count && count < most; at = next_news(reading, at)) {
        bool again = false;

        for (size_t i = 0; i < count; i++) {
            again = again || shown[i] == reading->events[at].sentence;
        }
        if (again) {
            continue;
        }
        ent_text_add(out, count == 0 ? "<h3>What documents report last</h3>\n"
                                       "<ol class=\"sentences latest\">\n<li>"
                                     : "<li>");
        shown[count++] = reading->events[at].sentence;
        add_sentence(out, reading, &at, 1);
        ent_text_add(out, "<ul class=\"events\">\n");
        add_event(out, view, at);
        ent_text_add(out, "</ul></li>\n");
    }
    ent_text_add(out, count > 0 ? "</ol>\n" : "");
}

/* 4. a document */

static void
add_summary(ent_text *out, const ent_view *view, const digest *d, size_t document)
{
    const ent_reading  *reading = view->input->reading;
    const ent_document *about = &reading->documents[document];
    size_t              from = d->first[document], to = d->first[document + 1];
    size_t              verdicts[4] = {0}, before;

    ent_text_add(out, "<span class=\"document-title\">");
    ent_html_clip(out, about->title != NULL ? about->title : about->name, 240);
    ent_text_add(out, "</span> <span class=\"range\">");
    before = out->length;
    ent_html_span(out, about->published.from, about->published.to);
    ent_text_add(out, out->length > before ? " \xC2\xB7 " : "");
    ent_html_count(out, d->kept[document], "sentence", "sentences");
    ent_text_add(out, " \xC2\xB7 ");
    ent_html_count(out, to - from, "event", "events");
    for (size_t i = from; view->input->matches != NULL && i < to; i++) {
        if ((unsigned)view->input->matches[d->events[i]].verdict < 4) {
            verdicts[view->input->matches[d->events[i]].verdict]++;
        }
    }
    for (int verdict = ENT_MATCH_CORROBORATED; verdict <= ENT_MATCH_CONTRADICTED; verdict++) {
        if (verdicts[verdict] > 0) {
            ent_text_addf(out, " \xC2\xB7 %zu %s", verdicts[verdict],
                          ent_match_name((ent_match_verdict)verdict));
        }
    }
    ent_text_add(out, "</span>");
}

static void
add_events(ent_text *out, ent_view *view, const digest *d, size_t document, size_t budget)
{
    const ent_reading *reading = view->input->reading;
    size_t             at = d->first[document], end = d->first[document + 1];
    size_t             start = out->length;

    ent_text_add(out, "<ol class=\"sentences\">\n");
    while (at < end && out->length - start < budget && !out->failed) {
        size_t to = at + 1;

        while (to < end &&
               reading->events[d->events[to]].sentence == reading->events[d->events[at]].sentence) {
            to++;
        }
        ent_text_add(out, "<li>");
        add_sentence(out, reading, &d->events[at], to - at);
        ent_text_add(out, "<ul class=\"events\">\n");
        for (; at < to; at++) {
            add_event(out, view, d->events[at]);
        }
        ent_text_add(out, "</ul></li>\n");
    }
    ent_text_add(out, "</ol>\n");
    if (at < end) {
        ent_text_add(out, "<p>");
        ent_html_count(out, end - at, "further event is", "further events are");
        ent_text_add(out, " not shown; <code>entente read</code> lists all.</p>\n");
    }
}

static void
add_document(ent_text *out, ent_view *view, const digest *d, size_t document, size_t budget)
{
    const ent_document *about = &view->input->reading->documents[document];

    if (about->set_aside != NULL) {
        ent_text_add(out, "<p class=\"aside\"><span class=\"document-title\">");
        ent_html_clip(out, about->name, 240);
        ent_text_add(out, "</span> was set aside: ");
        ent_html_text(out, about->set_aside);
        ent_text_add(out, "</p>\n");
        return;
    }
    ent_text_addf(out, "<details class=\"document\"%s><summary>",
                  view->input->reading->document_count == 1 ? " open=\"\"" : "");
    add_summary(out, view, d, document);
    ent_text_add(out, "</summary>\n<p class=\"note\">");
    ent_html_clip(out, about->name, 240);
    ent_text_add(out, ", SHA-256 <code>");
    ent_html_clip(out, about->sha256, 16);
    ent_text_add(out, "</code>");
    if (about->published.from == ENT_DAY_MIN && about->published.to == ENT_DAY_MAX) {
        ent_text_add(out, "; it bears no date: an event has one only where its sentence says so, "
                          "unless <code>--published</code> gives one");
    }
    ent_text_add(out, "</p>\n");
    if (d->first[document] == d->first[document + 1]) {
        ent_text_add(out, "<p class=\"none\">No event was coded from it; <code>entente read "
                          "--explain</code> says why, sentence by sentence.</p>\n");
    } else {
        add_events(out, view, d, document, budget);
    }
    ent_text_add(out, "</details>\n");
}

/* 5. what was left out */

static void
add_dropped(ent_text *out, const ent_reading *reading)
{
    const char *kinds[MOST_KINDS];
    size_t      counts[MOST_KINDS] = {0}, kind_count = 0, total = 0;

    for (size_t s = 0; s < reading->sentence_count; s++) {
        const char *kind = reading->sentences[s].dropped;
        size_t      at = 0;

        if (kind == NULL) {
            continue;
        }
        total++;
        while (at < kind_count && strcmp(kinds[at], kind) != 0) {
            at++;
        }
        if (at < MOST_KINDS) {
            kind_count += at == kind_count;
            kinds[at] = kind;
            counts[at]++;
        }
    }
    if (total == 0) {
        return;
    }
    ent_text_add(out, "<p class=\"note\">Not read as part of the text: ");
    for (size_t i = 0; i < kind_count; i++) {
        ent_text_addf(out, "%s%zu ", i > 0 ? ", " : "", counts[i]);
        ent_html_text(out, kinds[i]);
    }
    ent_text_add(out, ".</p>\n");
}

/* 6. the section */

/* A choice that the style sheet answers to, without a script. */
static void
add_filter(ent_text *out, const ent_report_input *input)
{
    size_t counts[4] = {0};

    for (size_t i = 0; i < input->reading->event_count; i++) {
        if ((unsigned)input->matches[i].verdict < 4) {
            counts[input->matches[i].verdict]++;
        }
    }
    ent_text_addf(out,
                  "<fieldset class=\"filter\"><legend>Show events</legend>\n<label><input "
                  "type=\"radio\" name=\"events\" id=\"events-all\" value=\"all\" "
                  "checked=\"checked\"/> all %zu</label>\n",
                  input->reading->event_count);
    for (int verdict = ENT_MATCH_NEW; verdict <= ENT_MATCH_CONTRADICTED; verdict++) {
        const char *name = ent_match_name((ent_match_verdict)verdict);

        ent_text_addf(out,
                      "<label><input type=\"radio\" name=\"events\" id=\"events-%s\" "
                      "value=\"%s\"/> %zu %s</label>\n",
                      name, name, counts[verdict], name);
    }
    ent_text_add(out, "</fieldset>\n");
}

ent_status
ent_section_reading(ent_ctx *ctx, ent_text *out, ent_view *view)
{
    const ent_reading *reading = view->input->reading;
    size_t             start = out->length, shown = 0;
    digest             d = {NULL, NULL, NULL, NULL};
    ent_status         status = ENT_OK;

    ent_section_open(out, "reading", "What was read");
    if (reading == NULL || reading->document_count == 0) {
        ent_text_add(out, "<p class=\"none\">No document was given.</p>\n");
        ent_section_close(out);
        return ENT_OK;
    }
    status = digest_make(ctx, reading, &d);
    if (status != ENT_OK) {
        return status;
    }
    ent_text_add(out, "<p>What documents say is reported, not recorded: it changes no measure "
                      "below.");
    if (reading->event_count > 0) {
        ent_text_add(
            out, " The record can speak of what is actual or past, dated, between two states "
                 "and more than words. In each sentence <mark class=\"source\">who acts</mark>, "
                 "<mark class=\"verb\">the word that carries the event</mark> and "
                 "<mark class=\"target\">on whom</mark> are marked; a sentence marked as a "
                 "<mark class=\"whole\">whole</mark> could not be marked by word.");
    }
    ent_text_add(out, "</p>\n<div class=\"read\">\n");
    if (reading->event_count > 0 && view->input->matches != NULL) {
        add_filter(out, view->input);
    }
    for (; shown < reading->document_count && out->length - start < BUDGET && !out->failed;
         shown++) {
        size_t left = BUDGET - (out->length - start);

        add_document(out, view, &d, shown, left / (reading->document_count - shown) + 2000);
    }
    if (shown < reading->document_count) {
        ent_text_add(out, "<p>");
        ent_html_count(out, reading->document_count - shown, "further document is",
                       "further documents are");
        ent_text_add(out, " not shown; <code>entente read</code> lists all events.</p>\n");
    }
    ent_text_add(out, "</div>\n");
    add_dropped(out, reading);
    digest_clear(&d);
    ent_section_close(out);
    return ENT_OK;
}
