/*
 * layout.h - where to put the nodes of a network, and in which order to put its rows
 *
 * Stage: report.  Pure functions of arrays: no random numbers, no clock, so
 * that the same network is drawn the same way every time.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_REPORT_LAYOUT_H
#define ENT_REPORT_LAYOUT_H

#include <stddef.h>

#include "base/context.h"

enum { ENT_LAYOUT_MOST_NODES = 512 };

/**
 * Positions whose distances come as near as can be to wished ones.
 *
 *     stress(x) = sum over i < j of w_ij (|x_i - x_j| - d_ij)^2,   w_ij = d_ij^-2
 *
 * Each node in turn moves to the place that its neighbours together wish for it, which never
 * raises the stress.
 *
 * @param n        number of nodes, up to ENT_LAYOUT_MOST_NODES
 * @param distance n*n row-major, symmetric, above 0 off the diagonal; what is not finite or not
 *                 above 0 is read as the largest wished distance (nodes in unconnected parts)
 * @param start    2n positions to start from (those of the year before), or NULL: classical
 *                 scaling (Torgerson 1952) from a fixed start
 * @param xy       2n positions x0,y0,x1,y1,...; finite; centred on 0 without `start`
 * @return ENT_OK, ENT_E_LIMIT, ENT_E_NOMEM
 *
 * Cost: O(n^2) a sweep, at most 300 sweeps.  Reference: Gansner, Koren and North (2004), Graph
 * Drawing by Stress Majorization, GD 2004, LNCS 3383:239-250.
 */
ENT_MUST_CHECK ent_status ent_layout_stress(ent_ctx *ctx, size_t n, const double *distance,
                                            const double *start, double *xy);

/**
 * Scale and shift positions into a box, then push apart the nodes that are nearer to each other
 * than `gap`.  A box too small for all keeps the nodes inside and lets them overlap.
 */
void ent_layout_fit(size_t n, double *xy, double width, double height, double gap);

/** Shortest ways through a network: `distance` is n*n, infinite where there is no edge; in place.
 */
void ent_layout_paths(size_t n, double *distance);

/**
 * An order of rows in which similar ones stand together: average linkage (Sokal and Michener
 * 1958), each pair of branches joined at its more similar ends.
 *
 * @param similarity n*n, symmetric; NaN is read as no similarity at all (-1)
 * @param order      n indices
 * @return ENT_OK, ENT_E_LIMIT, ENT_E_NOMEM
 *
 * Ties are broken by the lower index.  Cost: O(n^3) time, O(n^2) memory.
 */
ENT_MUST_CHECK ent_status ent_layout_order(ent_ctx *ctx, size_t n, const double *similarity,
                                           size_t *order);

#endif
