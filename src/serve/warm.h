/*
 * warm.h - what most readers will ask for, made while nobody does
 *
 * Stage: serve.  A thread that makes what the first view lacks (brief.h), and asks for every
 * picture once, so that the record remembers what they are made from.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SERVE_WARM_H
#define ENT_SERVE_WARM_H

#include "serve/site.h"

typedef struct ent_warming ent_warming;

/**
 * Begin; NULL where there is no memory or thread for it: then the first who asks waits longer.
 *
 * @param tell called from the thread when the first view has more to say
 */
ent_warming *ent_warming_start(const ent_ctx *ctx, ent_site *site, void (*tell)(void *user),
                               void *user);

/** End it, whether it is done or not, and free it; NULL does nothing. */
void ent_warming_stop(ent_warming *warming);

#endif
