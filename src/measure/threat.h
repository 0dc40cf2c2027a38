/*
 * threat.h - how threatening one state is to another
 *
 * Stage: measure.  Numbers in, one number out.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_THREAT_H
#define ENT_MEASURE_THREAT_H

/**
 * Power as it arrives: a share of the world's power after its loss of strength over a distance.
 *
 *     reach = share^(log10(miles / miles_a_day + 10 - e))
 *
 * with 250 miles a day to 1918, 375 to 1945 and 500 since.  A reach falls with the distance and
 * rises with the share; next door it lies above the share, for the exponent is log10(10 - e) =
 * 0.86.
 *
 * @param share      0 to 1; NaN gives NaN
 * @param kilometres not negative; NaN gives NaN
 * @param year       of the means of transport
 * Reference: Bueno de Mesquita (1981), The War Trap, p. 105; Bueno de Mesquita and Lalman (1992),
 * War and Reason, appendix 1.
 */
double ent_threat_reach(double share, double kilometres, int year);

/**
 * Balance of threat: reach * (1 + offensive) * (1 + intent) / 4, each from 0 to 1; NaN where one
 * of them is.  Rises with each of them.
 *
 * Reference: Walt (1987), The Origins of Alliances, pp. 22-26: aggregate power, proximity,
 * offensive power, aggressive intentions.
 */
double ent_threat_of(double reach, double offensive, double intent);

#endif
