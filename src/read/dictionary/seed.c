/*
 * seed.c - words that every text has
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/dictionary/seed.h"

#include <string.h>

#include "read/dictionary/slice.h"
#include "read/dictionary/vocabulary.h"

typedef struct seed {
    unsigned    classes;
    const char *words;
} seed;

static const seed SEEDS[] = {
    {ENT_SHALLOW_DETERMINER, "A AN THE"},
    {ENT_SHALLOW_OWN, "ITS THEIR HIS OUR MY YOUR"},
    {ENT_SHALLOW_CONJUNCTION, "AND OR BUT NOR"},
    {ENT_SHALLOW_PREPOSITION, "OF IN ON AT BY FOR WITH FROM INTO ABOUT AGAINST BETWEEN DURING OVER "
                              "UNDER THROUGH TOWARD TOWARDS UPON WITHOUT WITHIN NEAR ACROSS AMONG "
                              "BEYOND DESPITE INSIDE OUTSIDE ONTO VIA PER"},
    {ENT_SHALLOW_PRONOUN, "HE SHE IT THEY HIM HER THEM"},
    {ENT_SHALLOW_BE | ENT_SHALLOW_AUXILIARY, "BE IS ARE WAS WERE BEEN BEING AM"},
    {ENT_SHALLOW_AUXILIARY, "HAS HAVE HAD WILL WOULD SHALL SHOULD CAN COULD MAY MIGHT MUST DO DOES "
                            "DID WO CA NOT N'T"},
    {ENT_SHALLOW_SUBORDINATOR, "AFTER BEFORE WHILE WHEN BECAUSE SINCE UNTIL UNLESS IF ALTHOUGH "
                               "THOUGH WHERE WHICH WHO WHOM WHOSE THAT WHETHER AS"},
    {ENT_SHALLOW_ADVERB,
     "ALSO NOW THEN THUS ONLY JUST EVER NEVER AGAIN SOON EARLIER LATER RECENTLY"},
    {ENT_SHALLOW_FORMER, "FORMER"},
    {ENT_SHALLOW_TO, "TO"},
    {ENT_SHALLOW_PAST,
     "SAID MET HELD LEFT FOUGHT TOLD SENT GAVE TOOK WENT CAME MADE SPOKE BROKE BEGAN WON LOST PAID "
     "SOLD SHOT LED FLED KEPT SOUGHT BROUGHT BOUGHT CAUGHT FOUND GOT GREW HEARD KNEW LAID LENT "
     "MEANT "
     "RAN ROSE SAW SANK SHOOK SHOWN SPENT STOOD STRUCK SWORE TAUGHT THOUGHT THREW UNDERSTOOD "
     "WITHDREW WITHHELD WOKE WORE WROTE DROVE DREW FELL FELT FLEW FORBADE FORGAVE HID OVERCAME "
     "OVERTHREW UNDERTOOK BUILT BOUND BURNT CHOSE CLUNG DEALT FED HUNG SHRANK STOLE SWEPT"},
};

ent_status
ent_dictionary_seed(ent_dictionary *d)
{
    for (size_t i = 0; i < sizeof SEEDS / sizeof *SEEDS; i++) {
        ent_slice rest = {SEEDS[i].words, strlen(SEEDS[i].words)};

        while (rest.length > 0) {
            ent_slice word = ent_slice_cut(&rest, ' ');
            uint32_t  number = ent_dictionary_intern(d, word.text, word.length);

            if (number == 0) {
                return ENT_E_NOMEM;
            }
            d->words[number].classes |= (uint16_t)SEEDS[i].classes;
        }
    }
    return ENT_OK;
}
