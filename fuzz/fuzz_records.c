/*
 * fuzz_records.c - files of validation records: any text and options are coded or told
 *
 * The first byte chooses the style of the dictionaries.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/dictionary.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const char *const TEXTS[2][ENT_DICTIONARY_KINDS] = {
    {"NORLAND_ [NOR]\n+A_B\nSUDLAND [SUD]\n\t[SUX >19900101]\nX_Y [AAA/BBB]\n",
     "POLICE {} [~COP]\nCHARITY [NGO~]\n",
     "&AID\n+MONEY\n+GRAIN SHIP\n--- GIVE [070:071] ---\nGIVE {GAVE}\n- * &AID [072]\n"
     "- % HAVE * [073]\n- + HAS * ^ $ [074]\n--- SAY [010] ---\nSAY {SAID}\n"
     "--- ATTACK [190] ---\nATTACK\n~ a (b . ATTACK) SAY = a b 112\n",
     "YEARS LATER\n", ""},
    {"<NOUN>\nSHEEP\n</NOUN>\nNORLAND_ [NOR] ;x\nSUD [SUD]\nGRAND DUKE [DUK]\nEVIL [###]\n",
     "POLICE_ [~COP] ;x\n",
     "ATTACK [190] ;x\n- NOT_* [200]\n- SOFT~_* { A | B C }_D [203]\nSAID [010?]\nWED_ [031!]\n"
     "BURY HATCHET [065]\n<TIME>\nWHEN_PIGS_FLY [+++]\n</TIME>\n~~FINISH\n",
     "", ""}};

static ent_dictionary *
make(ent_ctx *ctx, unsigned style)
{
    ent_dictionary *d;

    if (ent_dictionary_create(ctx, &d) != ENT_OK) {
        abort();
    }
    for (int kind = 0; kind < ENT_DICTIONARY_KINDS; kind++) {
        if (ent_dictionary_add(ctx, d, (ent_dictionary_kind)kind, "fuzz.txt", TEXTS[style][kind],
                               strlen(TEXTS[style][kind])) != ENT_OK) {
            abort();
        }
    }
    if (ent_dictionary_finish(ctx, d) != ENT_OK || ent_dictionary_count(d).rejects != 0) {
        abort();
    }
    return d;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static ent_ctx        *ctx;
    static ent_dictionary *dictionaries[2];
    static FILE           *nowhere;
    unsigned               style = length > 0 ? bytes[0] & 1 : 0;
    size_t                 skip = length > 0;
    ent_status             status;

    if (nowhere == NULL) {
        nowhere = fopen("/dev/null", "w");
        if (nowhere == NULL || ent_ctx_create(NULL, &ctx) != ENT_OK) {
            abort();
        }
        dictionaries[0] = make(ctx, 0);
        dictionaries[1] = make(ctx, 1);
    }
    status = ent_records_code(ctx, dictionaries[style], "fuzz.tsv", (const char *)bytes + skip,
                              length - skip, nowhere);
    if (status != ENT_OK && status != ENT_E_INPUT) {
        abort();
    }
    return 0;
}
