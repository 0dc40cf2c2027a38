/*
 * target.c - what a request asks for: path and parameters, decoded and checked
 *
 *   1. decoding     2. parameters     3. states, time and choices     4. who asks
 *
 * SPDX-License-Identifier: MIT
 */
#include "serve/target.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "entente/read.h"

const char *const ENT_NO_PARAMETERS[] = {NULL};
const char *const ENT_QUERY_PARAMETERS[] = {"states", "time", "power", "signs", NULL};

const char *const ENT_VIEW_PARAMETERS[] = {"states",   "time", "power", "signs",
                                           "scenario", "runs", "seed",  NULL};

/* 1. decoding */

static int
hex_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = ent_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
is_text(const char *bytes)
{
    size_t left = strlen(bytes);

    while (left > 0) {
        size_t length = ent_utf8_length(bytes, left);

        if (length == 0 || (unsigned char)*bytes < ' ' || *bytes == 0x7f) {
            return false;
        }
        bytes += length;
        left -= length;
    }
    return true;
}

/* Decode from `*at` up to one of `stops` into the room; the zero-terminated result, or NULL. */
static const char *
decode(ent_ctx *ctx, const char **at, const char *end, const char *stops, bool plus_is_blank,
       char **room)
{
    char *start = *room;

    for (; *at < end && strchr(stops, **at) == NULL; (*at)++) {
        char c = **at;

        if (c == '%') {
            int high = end - *at > 2 ? hex_value((*at)[1]) : -1;
            int low = high >= 0 ? hex_value((*at)[2]) : -1;

            if (low < 0 || high + low == 0) {
                (void)ent_fail(ctx, ENT_E_ARG,
                               "a '%%' in the address is not followed by two hexadecimal digits of "
                               "a character");
                return NULL;
            }
            c = (char)(high * 16 + low);
            *at += 2;
        } else if (c == '+' && plus_is_blank) {
            c = ' ';
        }
        *(*room)++ = c;
    }
    *(*room)++ = '\0';
    if (strlen(start) + 1 != (size_t)(*room - start) || !is_text(start)) {
        (void)ent_fail(ctx, ENT_E_ARG, "the address holds bytes that are no text in UTF-8");
        return NULL;
    }
    return start;
}

static bool
climbs(const char *path)
{
    for (const char *at = path; (at = strstr(at, "/.")) != NULL; at++) {
        const char *end = at + 2 + (at[2] == '.');

        if (*end == '/' || *end == '\0') {
            return true;
        }
    }
    return strchr(path, '\\') != NULL;
}

/* 2. parameters */

static ent_status
read_parameter(ent_ctx *ctx, const char **at, const char *end, char **room, ent_target *out)
{
    ent_argument parameter = {decode(ctx, at, end, "=&;", true, room), ""};

    if (parameter.name == NULL) {
        return ENT_E_ARG;
    }
    if (*at < end && **at == '=') {
        (*at)++;
        parameter.value = decode(ctx, at, end, "&;", true, room);
    }
    if (parameter.value == NULL) {
        return ENT_E_ARG;
    }
    if (parameter.name[0] == '\0' && parameter.value[0] == '\0') {
        return ENT_OK; /* `?` or `&` alone */
    }
    if (ent_target_value(out, parameter.name) != NULL) {
        return ent_fail(ctx, ENT_E_ARG, "the parameter '%s' stands twice", parameter.name);
    }
    if (out->parameter_count == ENT_TARGET_MOST_PARAMETERS) {
        return ent_fail(ctx, ENT_E_LIMIT, "more than %d parameters", ENT_TARGET_MOST_PARAMETERS);
    }
    out->parameters[out->parameter_count++] = parameter;
    return ENT_OK;
}

ent_status
ent_target_read(ent_ctx *ctx, const char *sent, size_t length, ent_target *out)
{
    const char *at = sent, *end = sent + length;
    char       *room = out->room;
    ent_status  status = ENT_OK;

    out->parameter_count = 0;
    /* a zero byte takes the place of each mark between two parts, and ends the last: there is room
     */
    if (length > ENT_TARGET_LONGEST) {
        return ent_fail(ctx, ENT_E_LIMIT, "the address has %zu bytes, at most %d are read", length,
                        ENT_TARGET_LONGEST);
    }
    if (memchr(sent, '\0', length) != NULL) {
        return ent_fail(ctx, ENT_E_ARG, "the address holds a zero byte");
    }
    if (length == 0 || *at != '/') {
        return ent_fail(ctx, ENT_E_ARG, "the address does not begin with '/'");
    }
    out->path = decode(ctx, &at, end, "?", false, &room);
    if (out->path == NULL) {
        return ENT_E_ARG;
    }
    if (climbs(out->path)) {
        return ent_fail(ctx, ENT_E_ARG, "the address climbs out of its folder");
    }
    while (status == ENT_OK && at < end) {
        at++; /* the '?', '&' or ';' */
        status = read_parameter(ctx, &at, end, &room, out);
    }
    return status;
}

const char *
ent_target_value(const ent_target *target, const char *name)
{
    for (size_t i = 0; i < target->parameter_count; i++) {
        if (strcmp(target->parameters[i].name, name) == 0) {
            return target->parameters[i].value;
        }
    }
    return NULL;
}

ent_status
ent_target_check(ent_ctx *ctx, const ent_target *target, const char *const *names)
{
    size_t count = 0;

    while (names[count] != NULL) {
        count++;
    }
    for (size_t i = 0; i < target->parameter_count; i++) {
        const char *name = target->parameters[i].name, *nearest;
        size_t      at = 0;

        while (at < count && strcmp(names[at], name) != 0) {
            at++;
        }
        if (at == count) {
            nearest = ent_nearest_word(name, names, count);
            return nearest != NULL
                       ? ent_fail(ctx, ENT_E_ARG, "unknown parameter '%s', did you mean '%s'?",
                                  name, nearest)
                       : ent_fail(ctx, ENT_E_ARG, "unknown parameter '%s'", name);
        }
    }
    return ENT_OK;
}

/* 3. states, time and choices */

static ent_status
read_day(ent_ctx *ctx, const char *text, size_t length, ent_span *out)
{
    if (length == 0 || (length == 8 && strncmp(text, "earliest", 8) == 0) ||
        (length == 6 && strncmp(text, "latest", 6) == 0)) {
        *out = (ent_span){ENT_DAY_MIN, ENT_DAY_MAX};
        return ENT_OK;
    }
    return ent_span_read(text, length, out)
               ? ENT_OK
               : ent_fail(ctx, ENT_E_ARG,
                          "time is '%.*s', expected a date as 2022, 2022-02 or 2022-02-04, or two "
                          "joined by '..'",
                          (int)length, text);
}

static ent_status
read_time(ent_ctx *ctx, const char *value, ent_picture_query *out)
{
    const char *dots = strstr(value, "..");
    size_t      first = dots != NULL ? (size_t)(dots - value) : strlen(value);
    ent_span    from, to;
    ent_status  status = read_day(ctx, value, first, &from);

    if (status == ENT_OK) {
        to = from;
        status = dots != NULL ? read_day(ctx, dots + 2, strlen(dots + 2), &to) : ENT_OK;
    }
    if (status != ENT_OK) {
        return status;
    }
    if (from.from >= to.to) {
        return ent_fail(ctx, ENT_E_ARG, "time is '%s', which ends before it begins", value);
    }
    out->span = (ent_span){from.from, to.to};
    out->is_day = dots == NULL && to.to != ENT_DAY_MAX && to.to - from.from == 1;
    if (out->span.from == ENT_DAY_MIN && out->span.to == ENT_DAY_MAX) {
        out->span = (ent_span){0, 0};
    }
    return ENT_OK;
}

static ent_status
read_states(ent_ctx *ctx, const char *value, const ent_codes *codes, ent_picture_query *out)
{
    ent_span span =
        out->span.from < out->span.to ? out->span : (ent_span){ENT_DAY_MIN, ENT_DAY_MAX};

    while (*value != '\0') {
        size_t     length = strcspn(value += strspn(value, " "), "~,");
        char       name[128], id[ENT_CODE_SIZE];
        ent_state  state;
        ent_status status;

        (void)snprintf(name, sizeof name, "%.*s", (int)(length < 127 ? length : 127), value);
        value += length + (value[length] != '\0');
        if (length == 0) {
            continue;
        }
        status = ent_actor_find(ctx, codes, name, span, id);
        if (status != ENT_OK) {
            return status == ENT_E_NOMEM ? status : ent_note(ctx, ENT_E_ARG, "in 'states'");
        }
        state = ent_codes_find(codes, id);
        if (state == ENT_NO_STATE) {
            return ent_fail(ctx, ENT_E_ARG, "states: '%s' is no state", name);
        }
        for (size_t i = 0; i < out->state_count && state != ENT_NO_STATE; i++) {
            state = out->states[i] == state ? ENT_NO_STATE : state;
        }
        if (state == ENT_NO_STATE) {
            continue; /* twice the same */
        }
        if (out->state_count == ENT_PICTURE_MOST_STATES) {
            return ent_fail(ctx, ENT_E_ARG, "more than %d states", ENT_PICTURE_MOST_STATES);
        }
        out->states[out->state_count++] = state;
    }
    return ENT_OK;
}

static ent_status
read_choice(ent_ctx *ctx, const ent_target *target, const char *name, const char *const *words,
            int *out, bool *chosen)
{
    const char *value = ent_target_value(target, name);
    ent_text    list;

    *out = 0;
    value = value != NULL && value[0] == '\0' ? NULL : value; /* a form leaves it open */
    *chosen = value != NULL;
    for (int i = 0; value != NULL && words[i] != NULL; i++) {
        if (strcmp(words[i], value) == 0) {
            *out = i;
            return ENT_OK;
        }
    }
    if (value == NULL) {
        return ENT_OK;
    }
    ent_text_init(&list);
    for (size_t i = 0; words[i] != NULL; i++) {
        ent_text_addf(&list, "%s%s", i > 0 ? ", " : "", words[i]);
    }
    (void)ent_fail(ctx, ENT_E_ARG, "%s is '%s', expected one of %s", name, value,
                   ent_text_get(&list));
    ent_text_clear(&list);
    return ENT_E_ARG;
}

ent_status
ent_target_query(ent_ctx *ctx, const ent_target *target, const ent_codes *codes,
                 ent_picture_query *out)
{
    static const char *const POWERS[] = {"cinc", "gdp", "milex", "net", NULL};
    static const char *const SIGNS[] = {"rivalry", "peace", NULL};
    const char              *days = ent_target_value(target, "time");
    const char              *states = ent_target_value(target, "states");
    int                      power, signs;
    ent_status               status;

    memset(out, 0, sizeof *out);
    status = days != NULL ? read_time(ctx, days, out) : ENT_OK;
    if (status == ENT_OK && states != NULL) {
        status = read_states(ctx, states, codes, out);
    }
    if (status == ENT_OK) {
        status = read_choice(ctx, target, "power", POWERS, &power, &out->power_chosen);
    }
    if (status == ENT_OK) {
        out->power = (ent_power)power;
        status = read_choice(ctx, target, "signs", SIGNS, &signs, &out->signs_chosen);
    }
    if (status == ENT_OK) {
        out->signs = (ent_signs)signs;
    }
    return status;
}

/* 4. who asks */

bool
ent_host_is_own(const char *host, unsigned port)
{
    static const char *const NAMES[] = {"127.0.0.1", "localhost", "[::1]"};

    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        char own[32];

        (void)snprintf(own, sizeof own, "%s:%u", NAMES[i], port);
        if (ent_compare_nocase(host, own) == 0 ||
            (port == 80 && ent_compare_nocase(host, NAMES[i]) == 0)) {
            return true;
        }
    }
    return false;
}

bool
ent_origin_is_own(const char *origin, unsigned port)
{
    static const char SCHEME[] = "http://";

    return ent_starts_with(origin, SCHEME) && ent_host_is_own(origin + strlen(SCHEME), port);
}
