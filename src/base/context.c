/*
 * context.c - failures, messages, progress, cancellation
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/context.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"

enum { ERROR_SIZE = 2048, MESSAGE_SIZE = 1024, MAX_KEPT = 64 };

typedef struct kept_message {
    ent_severity severity;
    char        *text;
} kept_message;

struct ent_ctx {
    char           *data_dir;
    int             jobs;
    ent_ctx_options options;
    bool            is_child, lost_message;
    uint64_t        said; /* messages */
    kept_message   *kept; /* a child's messages, handed on in unit order */
    size_t          kept_count, kept_capacity;
    char            error[ERROR_SIZE];
};

const char *
ent_status_text(ent_status status)
{
    switch (status) {
#define TEXT(name, value, text)                                                                    \
    case ENT_##name:                                                                               \
        return text;
        ENT_STATUS_LIST(TEXT)
#undef TEXT
    }
    return "unknown status";
}

const char *
ent_version(void)
{
    return ENT_VERSION;
}

ent_status
ent_ctx_create(const ent_ctx_options *options, ent_ctx **out)
{
    ent_ctx *ctx;

    if (options != NULL && options->jobs < 0) {
        return ENT_E_ARG;
    }
    ctx = ent_alloc_zero(1, sizeof *ctx);
    if (ctx == NULL) {
        return ENT_E_NOMEM;
    }
    if (options != NULL) {
        ctx->options = *options;
        ctx->jobs = options->jobs;
        if (options->data_dir != NULL) {
            ctx->data_dir = ent_strdup(options->data_dir);
            if (ctx->data_dir == NULL) {
                ent_ctx_destroy(ctx);
                return ENT_E_NOMEM;
            }
        }
    }
    ctx->options.data_dir = NULL;
    *out = ctx;
    return ENT_OK;
}

void
ent_ctx_destroy(ent_ctx *ctx)
{
    if (ctx == NULL) {
        return;
    }
    for (size_t i = 0; i < ctx->kept_count; i++) {
        ent_free(ctx->kept[i].text);
    }
    ent_free(ctx->kept);
    ent_free(ctx->data_dir);
    ent_free(ctx);
}

const char *
ent_ctx_error(const ent_ctx *ctx)
{
    return ctx->error;
}

/*
 * What a message quotes comes from anywhere: its controls are shown.  A line of a message begins
 * with two blanks, so that one quoted in another keeps its lines; no other break stays.
 */
ENT_PRINTF(3, 0)
static void
print_message(char *out, size_t size, const char *format, va_list args)
{
    char        raw[ERROR_SIZE];
    const char *line = raw;

    (void)vsnprintf(raw, sizeof raw, format, args);
    for (char *end; (end = strstr(line, "\n  ")) != NULL; line = end + 1) {
        size_t used;

        *end = '\0';
        ent_visible_print(line, out, size);
        used = strlen(out);
        if (used + 2 > size) {
            return;
        }
        out[used++] = '\n';
        out += used;
        size -= used;
    }
    ent_visible_print(line, out, size);
}

ent_status
ent_fail(ent_ctx *ctx, ent_status status, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    print_message(ctx->error, sizeof ctx->error, format, args);
    va_end(args);
    return status;
}

ent_status
ent_note(ent_ctx *ctx, ent_status status, const char *format, ...)
{
    size_t  used = strlen(ctx->error);
    va_list args;

    if (used + 4 < sizeof ctx->error) {
        memcpy(ctx->error + used, "\n  ", 4);
        used += 3;
        va_start(args, format);
        print_message(ctx->error + used, sizeof ctx->error - used, format, args);
        va_end(args);
    }
    return status;
}

/* Keep a child's message; of one unit's flood only the first MAX_KEPT are handed on. */
static void
keep_message(ent_ctx *ctx, ent_severity severity, const char *text)
{
    char *copy;

    if (ctx->kept_count >= MAX_KEPT) {
        return;
    }
    copy = ent_strdup(text);
    if (copy == NULL || !ENT_GROW(ctx->kept, ctx->kept_capacity, ctx->kept_count + 1)) {
        ent_free(copy);
        ctx->lost_message = true;
        return;
    }
    ctx->kept[ctx->kept_count].severity = severity;
    ctx->kept[ctx->kept_count].text = copy;
    ctx->kept_count++;
}

void
ent_say(ent_ctx *ctx, ent_severity severity, const char *format, ...)
{
    char    text[MESSAGE_SIZE];
    va_list args;

    va_start(args, format);
    print_message(text, sizeof text, format, args);
    va_end(args);
    ctx->said++;
    if (ctx->is_child) {
        keep_message(ctx, severity, text);
    } else if (ctx->options.on_message != NULL) {
        ctx->options.on_message(ctx->options.user, severity, text);
    }
}

void
ent_progress(ent_ctx *ctx, const char *what, uint64_t done, uint64_t total)
{
    char shown[64];

    if (ctx->options.on_progress != NULL) {
        ent_visible_print(what, shown, sizeof shown);
        ctx->options.on_progress(ctx->options.user, shown, done, total);
    }
}

bool
ent_cancelled(const ent_ctx *ctx)
{
    return ctx->options.cancel != NULL &&
           __atomic_load_n(ctx->options.cancel, __ATOMIC_RELAXED) != 0; /* set by another thread */
}

ent_status
ent_check_cancelled(ent_ctx *ctx)
{
    return ent_cancelled(ctx) ? ent_fail(ctx, ENT_E_CANCELLED, "cancelled") : ENT_OK;
}

int
ent_ctx_jobs(const ent_ctx *ctx)
{
    return ctx->jobs;
}

const char *
ent_ctx_data_dir(const ent_ctx *ctx)
{
    return ctx->data_dir;
}

ent_status
ent_ctx_child(const ent_ctx *parent, ent_ctx **out)
{
    ent_ctx_options options = {
        .data_dir = parent->data_dir, .jobs = 1, .cancel = parent->options.cancel};
    ent_status status = ent_ctx_create(&options, out);

    if (status == ENT_OK) {
        (*out)->is_child = true;
    }
    return status;
}

ent_status
ent_ctx_check(ent_ctx *child)
{
    return child->lost_message ? ent_fail_nomem(child) : ENT_OK;
}

uint64_t
ent_ctx_said(const ent_ctx *ctx)
{
    return ctx->said;
}

bool
ent_ctx_is_quiet(const ent_ctx *child)
{
    return child->kept_count == 0;
}

void
ent_ctx_absorb(ent_ctx *parent, const ent_ctx *child, bool take_error)
{
    for (size_t i = 0; i < child->kept_count; i++) {
        ent_say(parent, child->kept[i].severity, "%s", child->kept[i].text);
    }
    if (take_error) {
        memcpy(parent->error, child->error, sizeof parent->error);
    }
}
