/*
 * model.h - the rule by which the system changes from year to year
 *
 * Stage: model.  Never opens the store.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_MODEL_H
#define ENTENTE_MODEL_H

#include "entente/measure.h"

#endif
