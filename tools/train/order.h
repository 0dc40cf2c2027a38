/*
 * order.h - the order in which sentences are learned from, another one each time
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TRAIN_ORDER_H
#define ENT_TRAIN_ORDER_H

#include "bank.h"

typedef struct order {
    size_t *items;  /**< numbers of sentences */
    size_t *starts; /**< of each sentence: words of the bank before it */
    size_t  count;
} order;

ENT_MUST_CHECK ent_status order_make(ent_ctx *ctx, const bank *b, order *out);
void                      order_clear(order *o);

/** The order of a pass, a function of its number. */
void order_shuffle(order *o, size_t epoch);

#endif
