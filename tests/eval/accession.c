/*
 * accession.c - accessions and withdrawals expected of the record before a year, and those counted
 * after it
 *
 * usage: accession [DRAWS]
 *
 * Prints the rates and consents of the last origin, and the rows of a table: for each origin what
 * ten years were expected to bring all institutions that bind, with 90 % of the draws, and what
 * they brought.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "accession_past.h"

int
main(int argc, char **argv)
{
    int        draws = argc > 1 ? atoi(argv[1]) : 400;
    past_world w;

    if (draws < 20 || !past_open(&w)) {
        (void)fprintf(stderr, "accession: %s\n", draws < 20 ? "at least 20 draws" : "no record");
        return 1;
    }
    (void)printf(
        "| origin | joined: expected | 90 %% | counted | left: expected | 90 %% | counted |\n"
        "|---|---|---|---|---|---|---|\n");
    for (int origin = 1960; origin <= 2015; origin += 5) {
        past_row row;

        if (!past_look(&w, origin, 10, draws, &row)) {
            (void)fprintf(stderr, "accession: %s\n", ent_ctx_error(w.ctx));
            return 1;
        }
        (void)printf("| %d | %.1f | %.0f to %.0f | %d | %.1f | %.0f to %.0f | %d |\n", origin,
                     row.joined.mean, row.joined.lo, row.joined.hi, row.joined.counted,
                     row.left.mean, row.left.lo, row.left.hi, row.left.counted);
    }
    past_close(&w);
    return 0;
}
