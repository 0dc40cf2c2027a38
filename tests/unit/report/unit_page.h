/*
 * unit_page.h - what every picture and page must hold to
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_UNIT_PAGE_H
#define ENT_TESTS_UNIT_PAGE_H

#include "unit.h"

#include <libxml/parser.h>

#include "base/text.h"

static inline size_t
unit_count(const char *text, const char *word)
{
    size_t count = 0;

    for (; (text = strstr(text, word)) != NULL; text += strlen(word)) {
        count++;
    }
    return count;
}

/** Fails when elements are not closed in order, or a reference or attribute is wrong. */
static inline void
unit_assert_well_formed(const char *markup, size_t length)
{
    xmlDocPtr document = xmlReadMemory(markup, (int)length, "page", "UTF-8",
                                       XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);

    if (document == NULL) {
        const xmlError *error = xmlGetLastError();

        fail_msg("line %d: %s", error != NULL ? error->line : 0,
                 error != NULL ? error->message : "not well formed");
    }
    xmlFreeDoc(document);
    xmlCleanupParser();
}

/** Nothing in it may run or be fetched, and no style may stand outside the sheet. */
static inline void
unit_assert_harmless(const char *markup)
{
    static const char *const FORBIDDEN[] = {
        "<script", "<img",     "<iframe",     "<object", "<link",    "<base", "<form",
        " src=",   " style=",  " onclick",    " onload", " onerror", "url(",  "@import",
        "<use",    "<foreign", "javascript:", "xlink",   "\"http:",  "=http"};

    for (size_t i = 0; i < sizeof FORBIDDEN / sizeof *FORBIDDEN; i++) {
        if (strstr(markup, FORBIDDEN[i]) != NULL) {
            fail_msg("the page holds '%s'", FORBIDDEN[i]);
        }
    }
}

#endif
