/*
 * page.c - a page of the report: what of the command it rests on, and where it goes
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "cli/cli.h"
#include "report/page.h"

/* A date for the page comes from SOURCE_DATE_EPOCH alone: the clock is never asked. */
static const char *
generated_on(char out[16])
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    int64_t     seconds;

    if (epoch == NULL || !ent_integer_read(epoch, strlen(epoch), &seconds) || seconds < 0 ||
        seconds / 86400 >= ent_date_day(3000, 1, 1)) {
        return NULL;
    }
    ent_date_print((ent_day)(seconds / 86400), out);
    return out;
}

ent_status
cli_read_page(cli *c, const char *path, ent_bytes *out)
{
    enum { MOST = 64 << 20 };

    return ent_file_read(c->ctx, path, MOST, out);
}

ent_status
cli_compose_page(cli *c, ent_report_input *input, ent_text *page)
{
    char day[16];

    input->record = c->record;
    input->command = ent_text_get(&c->normalised);
    input->generated = generated_on(day);
    return ent_report_compose(c->ctx, input, page);
}

void
cli_describe_page(const cli *c, ent_text *out)
{
    char        day[16];
    const char *generated = generated_on(day);

    ent_text_addf(out, "page %s\ndated %s\nseed %llu\n", ent_text_get(&c->normalised),
                  generated != NULL ? generated : "", (unsigned long long)c->seed);
}

ent_status
cli_write_page(cli *c, const char *path, const ent_report_input *input, ent_text *page)
{
    ent_output output;
    ent_status status = cli_output_open(c, path, &output);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_report_finish(c->ctx, input, page, output.stream);
    if (status != ENT_OK) {
        ent_output_abandon(&output);
        return status;
    }
    return ent_output_commit(c->ctx, &output);
}
