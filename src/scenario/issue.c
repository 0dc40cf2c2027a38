/*
 * issue.c - what a bargain comes to in the world of a run
 *
 *   1. the file and its actors     2. one run     3. what is kept of it
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/issue.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/data.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/memo.h"

enum { LARGEST_FILE = 16 << 20, KEPT_BYTES = 16 << 20 };

struct ent_issue {
    ent_issue_question  question;
    ent_bargain         bargain;
    ent_bargain_options options;
    ent_bargain_order   order;
    ent_state          *states; /* of each actor */
    char                digest[65];
    ent_memo           *memo;
    ent_arena           arena;
};

/* 1. the file and its actors */

static ent_status
read_bytes(ent_ctx *ctx, const char *path, ent_bytes *out)
{
    char       name[256];
    ent_status status;

    if (strpbrk(path, "/.") != NULL) {
        return ent_file_read(ctx, path, LARGEST_FILE, out);
    }
    (void)snprintf(name, sizeof name, "bargains/%.200s.csv", path);
    status = ent_data_read(ctx, name, out);
    return status != ENT_E_NOTFOUND
               ? status
               : ent_fail(ctx, status,
                          "no bargain '%.60s' in the pack (data/bargains); a file of your own "
                          "ends in .csv",
                          path);
}

static ent_status
find_states(ent_ctx *ctx, const ent_codes *codes, ent_day day, ent_issue *issue)
{
    for (size_t i = 0; i < issue->bargain.actor_count; i++) {
        const char *name = issue->bargain.actors[i].name;
        ent_status  status = ENT_OK;

        issue->states[i] = ent_codes_find(codes, name);
        if (issue->states[i] == ENT_NO_STATE) {
            status = ent_codes_from(ctx, codes, ENT_SCHEME_NAME, name, day, &issue->states[i]);
        }
        if (status == ENT_E_NOMEM) {
            return status;
        }
        if (status != ENT_OK ||
            !ent_codes_exists(codes, issue->states[i], (ent_span){day, day + 1})) {
            issue->states[i] = ENT_NO_STATE;
        }
    }
    return ENT_OK;
}

static bool
is_salient(const ent_issue *issue)
{
    for (size_t i = 0; i < issue->bargain.actor_count; i++) {
        if (issue->bargain.actors[i].salience[issue->question.dimension] > 0) {
            return true;
        }
    }
    return false;
}

static ent_status
prepare(ent_ctx *ctx, const ent_codes *codes, ent_day day, const char *path, ent_issue *issue)
{
    ent_status status;

    if (issue->question.dimension >= issue->bargain.dimension_count) {
        return ent_fail(ctx, ENT_E_INPUT, "%s has %zu dimension%s, counted from 0: there is no %zu",
                        path, issue->bargain.dimension_count,
                        issue->bargain.dimension_count == 1 ? "" : "s", issue->question.dimension);
    }
    if (!is_salient(issue)) {
        return ent_fail(ctx, ENT_E_INPUT, "%s: no actor has salience in dimension %zu", path,
                        issue->question.dimension);
    }
    issue->states = ent_arena_alloc(&issue->arena, issue->bargain.actor_count, sizeof(ent_state));
    if (issue->states == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = find_states(ctx, codes, day, issue);
    if (status == ENT_OK) {
        status = ent_bargain_check(ctx, NULL, &issue->options);
    }
    if (status == ENT_OK) {
        status = ent_bargain_order_of(ctx, &issue->bargain, &issue->arena, &issue->order);
    }
    return status == ENT_OK ? ent_memo_create(ctx, KEPT_BYTES, &issue->memo) : status;
}

ent_status
ent_issue_open(ent_ctx *ctx, const ent_codes *codes, ent_day day, const char *path,
               const ent_issue_question *question, ent_issue **out)
{
    ent_issue *issue = ent_alloc_zero(1, sizeof *issue);
    ent_bytes  bytes = {NULL, 0, NULL};
    ent_status status = issue != NULL ? read_bytes(ctx, path, &bytes) : ent_fail_nomem(ctx);

    if (status != ENT_OK) {
        ent_free(issue);
        return status;
    }
    issue->question = *question;
    ent_arena_init(&issue->arena);
    ent_sha256(bytes.bytes, bytes.length, issue->digest);
    status = ent_bargain_parse(ctx, path, bytes.bytes, bytes.length, &issue->bargain);
    ent_bytes_clear(&bytes);
    if (status == ENT_OK) {
        status = prepare(ctx, codes, day, path, issue);
    }
    if (status != ENT_OK) {
        ent_issue_close(issue);
        return status;
    }
    *out = issue;
    return ENT_OK;
}

void
ent_issue_close(ent_issue *issue)
{
    if (issue != NULL) {
        ent_memo_destroy(issue->memo);
        ent_bargain_clear(&issue->bargain);
        ent_arena_clear(&issue->arena);
        ent_free(issue);
    }
}

const ent_state *
ent_issue_states(const ent_issue *issue, size_t *count)
{
    *count = issue->bargain.actor_count;
    return issue->states;
}

const char *
ent_issue_digest(const ent_issue *issue)
{
    return issue->digest;
}

const ent_issue_question *
ent_issue_asked(const ent_issue *issue)
{
    return &issue->question;
}

const char *
ent_issue_dimension(const ent_issue *issue)
{
    return issue->bargain.dimensions[issue->question.dimension];
}

ent_status
ent_issue_breathe(ent_ctx *ctx, const ent_issue *issue, ent_bargain_breath *out)
{
    return ent_bargain_breathe(ctx, &issue->bargain, &issue->order, &issue->options,
                               (int)issue->question.dimension, out);
}

/* 2. one run */

static const double LEAST_CAPABILITY = 1e-12;

/* The bargain as a world has it: actors with the capabilities that they have there. */
static ent_status
in_world(ent_ctx *ctx, const ent_issue *issue, const ent_world *world, ent_arena *arena,
         ent_bargain *out)
{
    size_t n = issue->bargain.actor_count;

    *out = issue->bargain;
    out->actors = ent_arena_alloc(arena, n, sizeof *out->actors);
    if (out->actors == NULL) {
        return ent_fail_nomem(ctx);
    }
    memcpy(out->actors, issue->bargain.actors, n * sizeof *out->actors);
    for (size_t i = 0; i < n; i++) {
        int state = issue->states[i] != ENT_NO_STATE ? ent_world_find(world, issue->states[i]) : -1;

        if (state >= 0) { /* capabilities stay above 0 */
            out->actors[i].capability =
                fmax(out->actors[i].capability * ent_world_growth(world, state), LEAST_CAPABILITY);
        }
    }
    return ENT_OK;
}

/* The capabilities of the world are the weights; those with noise nobody knows. */
static ent_status
settle(ent_ctx *ctx, const ent_issue *issue, const ent_bargain *bargain, const ent_key *key,
       ent_arena *arena, double out[ENT_SETTLED_BY_RULES])
{
    const uint32_t     *rank = issue->order.rank;
    size_t              d = bargain->dimension_count, asked = issue->question.dimension;
    ent_bargain_rival  *rivals = ent_arena_alloc(arena, d, sizeof *rivals);
    ent_bargain_options options = issue->options;
    ent_bargain         input;
    ent_path            path = {0};
    ent_status          status = rivals != NULL ? ENT_OK : ent_fail_nomem(ctx);

    options.seed = key->seed;
    if (status == ENT_OK) {
        status = ent_bargain_sample(ctx, bargain, &issue->order, &options, issue->question.noise,
                                    key->run, arena, &input, &path);
    }
    if (status == ENT_OK) {
        const double *last = path.positions + path.turns * bargain->actor_count * d;

        out[ENT_SETTLED_BY_MODEL] = 100 * ent_bargain_outcome(bargain, rank, last, asked);
        status = ent_bargain_rivals_ranked(ctx, &input, rank, rivals);
    }
    if (status == ENT_OK) {
        out[ENT_SETTLED_BY_WEIGHTED_MEAN] = rivals[asked].weighted_mean;
        out[ENT_SETTLED_BY_WEIGHTED_MEDIAN] = rivals[asked].weighted_median;
        out[ENT_SETTLED_BY_PLAIN_MEAN] = rivals[asked].plain_mean;
        out[ENT_SETTLED_BY_NASH] = rivals[asked].nash;
    }
    ent_path_clear(&path);
    return status;
}

/* 3. what is kept of it */

typedef struct settlement {
    double position[ENT_SETTLED_BY_RULES];
} settlement;

typedef struct request {
    const ent_issue   *issue;
    const ent_bargain *bargain;
    const ent_key     *key;
    ent_arena         *arena;
} request;

static ent_status
make(ent_ctx *ctx, ent_memo_item *self, const void *user, void **out, size_t *bytes)
{
    const request *r = user;
    settlement    *made = ent_alloc(1, sizeof *made);
    ent_status     status = made != NULL
                                ? settle(ctx, r->issue, r->bargain, r->key, r->arena, made->position)
                                : ent_fail_nomem(ctx);

    (void)self;
    if (status != ENT_OK) {
        ent_free(made);
        return status;
    }
    *out = made;
    *bytes = sizeof *made;
    return ENT_OK;
}

/* FNV-1a over bytes. */
static uint64_t
mix(uint64_t hash, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;

    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ at[i]) * UINT64_C(1099511628211);
    }
    return hash;
}

/* Runs with the same draws and the same capabilities settle alike. */
static ent_memo_key
key_of(const request *r)
{
    static const ent_memo_kind SETTLEMENTS = {make, ent_free};
    uint64_t                   hash[2] = {UINT64_C(14695981039346656037), r->key->seed};

    for (size_t i = 0; i < r->bargain->actor_count; i++) {
        for (size_t k = 0; k < 2; k++) {
            hash[k] = mix(hash[k], &r->bargain->actors[i].capability, sizeof(double));
        }
    }
    return (ent_memo_key){&SETTLEMENTS, {r->key->run, (int64_t)hash[0], (int64_t)hash[1]}};
}

ent_status
ent_issue_settle(ent_ctx *ctx, const ent_issue *issue, const ent_world *world,
                 double out[ENT_SETTLED_BY_RULES])
{
    ent_arena      arena;
    ent_bargain    bargain;
    request        r = {issue, &bargain, &world->key, &arena};
    ent_memo_item *item = NULL;
    ent_status     status;

    ent_arena_init(&arena);
    status = in_world(ctx, issue, world, &arena, &bargain);
    if (status == ENT_OK) {
        ent_memo_key key = key_of(&r);

        status = ent_memo_take(ctx, issue->memo, &key, &r, &item);
    }
    if (status == ENT_OK) {
        memcpy(out, ((settlement *)ent_memo_object(item))->position,
               ENT_SETTLED_BY_RULES * sizeof *out);
        ent_memo_release(item);
    }
    ent_arena_clear(&arena);
    return status;
}

ent_status
ent_issue_beyond(ent_ctx *ctx, const ent_issue *issue, ent_settled_by rule, const ent_world *world,
                 double *out)
{
    double     position[ENT_SETTLED_BY_RULES];
    ent_status status = ent_issue_settle(ctx, issue, world, position);

    if (status == ENT_OK) {
        *out = issue->question.below ? position[rule] < issue->question.threshold
                                     : position[rule] > issue->question.threshold;
    }
    return status;
}
