/*
 * fault.c - each allocation of an action fails in turn
 *
 *   1. the allocator in between     2. running an action     3. all of them
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 1. the allocator in between */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void  __real_free(void *memory);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
void  __wrap_free(void *memory);

enum { MOST_LIVE = 1 << 16, MOST_POINTS = 20000 };

/* The blocks that an action holds, by address, with the number of the allocation. */
static struct {
    pthread_mutex_t mutex;
    bool            counting, from_then_on, overflow;
    size_t          asked, fail_at, failed;
    size_t          live;
    void           *blocks[MOST_LIVE];
    size_t          numbers[MOST_LIVE];
} heap = {.mutex = PTHREAD_MUTEX_INITIALIZER};

/* Whether this request is one of those that fail. */
static bool
fails(void)
{
    bool failing = false;

    (void)pthread_mutex_lock(&heap.mutex);
    if (heap.counting) {
        heap.asked++;
        failing = heap.asked == heap.fail_at || (heap.from_then_on && heap.asked > heap.fail_at);
        heap.failed += failing;
    }
    (void)pthread_mutex_unlock(&heap.mutex);
    return failing;
}

static void
forget(void *memory)
{
    (void)pthread_mutex_lock(&heap.mutex);
    for (size_t i = heap.live; i-- > 0;) {
        if (heap.blocks[i] == memory) {
            heap.live--;
            heap.blocks[i] = heap.blocks[heap.live];
            heap.numbers[i] = heap.numbers[heap.live];
            break;
        }
    }
    (void)pthread_mutex_unlock(&heap.mutex);
}

static void *
remember(void *memory)
{
    (void)pthread_mutex_lock(&heap.mutex);
    if (memory != NULL && heap.counting && heap.live < MOST_LIVE) {
        heap.blocks[heap.live] = memory;
        heap.numbers[heap.live] = heap.asked;
        heap.live++;
    } else if (memory != NULL && heap.counting) {
        heap.overflow = true;
    }
    (void)pthread_mutex_unlock(&heap.mutex);
    return memory;
}

void *
__wrap_malloc(size_t size)
{
    return fails() ? NULL : remember(__real_malloc(size));
}

void *
__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : remember(__real_calloc(count, size));
}

void *
__wrap_realloc(void *memory, size_t size)
{
    void *moved;

    if (fails()) {
        return NULL;
    }
    /* forgotten first: once it is free, another thread may get the same address */
    forget(memory);
    moved = __real_realloc(memory, size);
    return remember(moved);
}

void
__wrap_free(void *memory)
{
    forget(memory);
    __real_free(memory);
}

/* 2. running an action */

typedef struct tally {
    FILE  *file;
    size_t lines, failed;
} tally;

static void
tell(tally *to, const char *stage, const char *action, size_t point, bool from_then_on,
     const char *why)
{
    const char *mode = from_then_on ? " and all later" : "";

    to->lines++;
    to->failed += why != NULL;
    if (why == NULL) {
        (void)fprintf(to->file, "pass %s/%s allocation %zu%s\n", stage, action, point, mode);
    } else {
        (void)fprintf(to->file, "fail %s/%s allocation %zu%s: %s\n", stage, action, point, mode,
                      why);
    }
}

/* Run once; NULL when all is as it should be, else why not.  `*done`: no allocation failed. */
static const char *
run_once(const fault_action *action, size_t fail_at, bool from_then_on, char why[200], bool *done)
{
    ent_ctx_options options = {.jobs = 2};
    ent_ctx        *ctx = NULL;
    void           *state = NULL;
    ent_status      status;

    if (ent_ctx_create(&options, &ctx) != ENT_OK) {
        *done = true;
        return "the context could not be created";
    }
    if (action->setup != NULL) {
        state = action->setup(ctx);
    }
    heap.asked = heap.failed = heap.live = 0;
    heap.fail_at = fail_at;
    heap.from_then_on = from_then_on;
    heap.counting = true;
    status = action->run(ctx, state);
    heap.counting = false;
    *done = heap.failed == 0;
    why[0] = '\0';
    if (heap.overflow) {
        (void)snprintf(why, 200, "more than %d blocks at a time", MOST_LIVE);
    } else if (*done && status != ENT_OK) {
        (void)snprintf(why, 200, "nothing failed, yet: %.40s: %.90s", ent_status_text(status),
                       ent_ctx_error(ctx));
    } else if (!*done && status != ENT_E_NOMEM) {
        (void)snprintf(why, 200, "gave '%s', expected 'out of memory'", ent_status_text(status));
    } else if (!*done && !action->silent && ent_ctx_error(ctx)[0] == '\0') {
        (void)snprintf(why, 200, "the context does not say what failed");
    } else if (heap.live > 0) {
        (void)snprintf(why, 200, "%zu blocks stay allocated, the first from allocation %zu",
                       heap.live, heap.numbers[0]);
    }
    heap.live = 0;
    if (action->teardown != NULL) {
        action->teardown(state);
    }
    ent_ctx_destroy(ctx);
    return why[0] != '\0' ? why : NULL;
}

static void
run_action(tally *to, const char *stage, const fault_action *action, bool from_then_on)
{
    char why[200];

    for (size_t point = 1; point <= MOST_POINTS; point++) {
        bool        done;
        const char *problem;

        problem = run_once(action, point, from_then_on, why, &done);
        if (done && point == 1 && problem == NULL) {
            problem = "the action allocates nothing";
        }
        tell(to, stage, action->name, point, from_then_on, problem);
        if (done) {
            return;
        }
    }
    tell(to, stage, action->name, MOST_POINTS, from_then_on, "it never succeeds");
}

/* 3. all of them */

int
fault_main(const char *stage, const fault_action *actions, size_t count)
{
    const char *path = getenv("ENT_TALLY");
    tally       to = {path != NULL ? fopen(path, "w") : stdout, 0, 0};

    if (to.file == NULL) {
        return 2;
    }
    (void)setvbuf(to.file, NULL, _IOLBF, BUFSIZ); /* a crash shows what was done before */
    for (size_t i = 0; i < count; i++) {
        run_action(&to, stage, &actions[i], false);
        run_action(&to, stage, &actions[i], true);
    }
    (void)fprintf(to.file, "end %zu\n", to.lines);
    return fflush(to.file) != 0 || to.failed > 0;
}
