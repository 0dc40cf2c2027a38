/*
 * unit_read.h - reading a text in a test: one reader for a program, events as short lines
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_UNIT_READ_H
#define ENT_TESTS_UNIT_READ_H

#include "unit.h"

#include "base/date.h"
#include "entente/read.h"

typedef struct unit_reader {
    ent_ctx    *ctx;
    ent_reader *reader;
} unit_reader;

static inline int
unit_reader_setup(void **state)
{
    unit_reader *u = calloc(1, sizeof *u);

    assert_non_null(u);
    u->ctx = unit_ctx(1);
    assert_int_equal(ent_reader_create(u->ctx, NULL, &u->reader), ENT_OK);
    *state = u;
    return 0;
}

static inline int
unit_reader_teardown(void **state)
{
    unit_reader *u = *state;

    ent_reader_destroy(u->reader);
    ent_ctx_destroy(u->ctx);
    free(u);
    return 0;
}

/** Read a text as the file `name`, written on `published` (NULL: not known). */
static inline ent_reading
unit_read(const unit_reader *u, const char *name, const char *text, size_t length,
          const char *published)
{
    ent_read_options options = {{ENT_DAY_MIN, ENT_DAY_MAX}};
    ent_reading      reading;

    if (published != NULL) {
        assert_true(ent_span_read(published, strlen(published), &options.published));
    }
    assert_int_equal(ent_read_bytes(u->ctx, u->reader, name, text, length, &options, &reading),
                     ENT_OK);
    return reading;
}

/** `RUS+CHN>USA ACCUSE actual`, in `out`. */
static inline void
unit_event(const ent_event *e, char *out, size_t size)
{
    size_t used = 0;

    for (size_t i = 0; i < e->source_count; i++) {
        used += (size_t)snprintf(out + used, size - used, "%s%s", i > 0 ? "+" : "", e->sources[i]);
    }
    used += (size_t)snprintf(out + used, size - used, ">");
    for (size_t i = 0; i < e->target_count; i++) {
        used += (size_t)snprintf(out + used, size - used, "%s%s", i > 0 ? "+" : "", e->targets[i]);
    }
    (void)snprintf(out + used, size - used, " %s %s", e->type, ent_event_status_name(e->status));
}

/** All events of a text, joined by "; ", in the order found. */
static inline void
unit_events(const unit_reader *u, const char *text, const char *published, char *out, size_t size)
{
    ent_reading reading = unit_read(u, "text.txt", text, strlen(text), published);

    out[0] = '\0';
    for (size_t i = 0; i < reading.event_count; i++) {
        char one[256];

        unit_event(&reading.events[i], one, sizeof one);
        (void)snprintf(out + strlen(out), size - strlen(out), "%s%s", i > 0 ? "; " : "", one);
    }
    ent_reading_clear(&reading);
}

/** A sentence, written on 2022-02-05, and the events that it tells of. */
typedef struct unit_example {
    const char *text, *events;
} unit_example;

static inline void
unit_check(void **state, const unit_example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char got[1024];

        unit_events(*state, examples[i].text, "2022-02-05", got, sizeof got);
        if (strcmp(got, examples[i].events) != 0) {
            print_error("text:   %s\n", examples[i].text);
        }
        assert_string_equal(got, examples[i].events);
    }
}

#define UNIT_CHECK(examples) unit_check(state, examples, sizeof(examples) / sizeof *(examples))

#endif
