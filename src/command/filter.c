/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/filter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"
#include "base/pending.h"
#include "base/progress.h"
#include "command/file_checks.h"
#include "command/provenance.h"

#define FILTER(name) extern const struct filter filter_##name;
#include "command/list.h"
#undef FILTER

const struct filter *const filters[] = {
#define FILTER(name) &filter_##name,
#include "command/list.h"
#undef FILTER
    NULL
};

const char *heading_name(enum heading heading)
{
    static const char *const names[HEADINGS] = {
        [HEADING_READ] = "Read", [HEADING_ASK] = "Ask",       [HEADING_GOALS] = "Goals",
        [HEADING_SHOW] = "Show", [HEADING_EXTEND] = "Extend",
    };

    return names[heading];
}

const struct filter *filter_find(const char *name)
{
    const struct filter *const *filter;

    for (filter = filters; *filter; filter++)
        if (strcmp((*filter)->name, name) == 0)
            return *filter;
    return NULL;
}

/* The row of another filter that this one is, where it says nothing else. */
static struct option complete(const struct option *row)
{
    const struct filter *filter = filter_find(row->of);
    const struct option *other = filter ? filter->options : NULL;
    struct option whole = *row;

    while (other && other->name && strcmp(other->name, row->name) != 0)
        other++;
    if (!other || !other->name)
        return whole;
    whole = *other;
    whole.offset = row->offset;
    if (row->help)
        whole.help = row->help;
    if (row->preset)
        whole.preset = row->preset;
    if (row->words)
        whole.words = row->words;
    return whole;
}

const struct option **filter_rows(const struct filter *filter)
{
    uint64_t takes = filter->common | TAKES(ALWAYS);
    const struct option *own;
    const struct option **rows;
    struct option *completed;
    size_t count = 0;
    size_t i;

    for (own = filter->options; own && own->name; own++)
        count++;
    rows = xmalloc((count + common_count + 1) * sizeof *rows + count * sizeof *completed);
    completed = (void *)(rows + count + common_count + 1);
    count = 0;
    for (own = filter->options; own && own->name; own++) {
        if (own->of)
            *completed = complete(own);
        rows[count++] = own->of ? completed++ : own;
    }
    for (i = 0; i < common_count; i++)
        if (takes & common_options[i].groups)
            rows[count++] = &common_options[i];
    rows[count] = NULL;
    return rows;
}

void filter_help(const struct filter *filter, FILE *out)
{
    const struct option **rows = filter_rows(filter);

    fprintf(out, "%s - %s\n\nusage: lever %s [OPTION ...]%s%s\n\n", filter->name, filter->summary,
            filter->name, filter->operands[0] ? " " : "", filter->operands);
    option_help(rows, out);
    fprintf(out, "\nThe manual: lever help %s\n", filter->name);
    free(rows);
}

static int check_operands(const struct filter *filter, const struct parsed *parsed,
                          struct error *err)
{
    if (parsed->count < filter->least)
        return error_usage(err, "an operand is missing: %s", filter->operands);
    if (parsed->count > filter->most)
        return error_usage(err, "one operand too many: \"%s\"", parsed->operands[filter->most]);
    return 0;
}

int filter_main(const struct filter *filter, const char *called, int argc, char **argv)
{
    const struct option **rows = filter_rows(filter);
    void *settings = xcalloc(1, filter->settings);
    struct common *common = settings;
    struct output standard = { .stream = stdout };
    struct parsed parsed;
    struct error err;
    int status = 0;

    message_program(called);
    if (option_parse(rows, settings, argc, argv, &parsed, &err) != 0) {
        status = message_error(&err);
        goto done;
    }
    message_quiet(common->quiet);
    pending_hold(true);
    progress_set((enum progress_mode)common->progress);
    if (common->help)
        filter_help(filter, stdout);
    else if (common->version)
        printf("lever %s\n", PACKAGE_VERSION);
    else if (check_operands(filter, &parsed, &err) != 0 || common_check_marks(common, &err) != 0 ||
             provenance_begin(filter, settings, &parsed, &err) != 0 ||
             file_checks(filter, settings, &parsed, &err) != 0)
        status = message_error(&err);
    else
        status = filter->run(settings, parsed.count, parsed.operands);
    progress_end();
    /* A full disk shows here at the latest, whatever the filter looked at. */
    if (output_close(&standard, &err) != 0 && status != 1)
        status = message_error(&err);
    if (provenance_end(status, &err) != 0)
        status = message_error(&err);
    /* All that the run writes, or nothing. */
    if (status != 0 && status != 3)
        pending_discard();
    else if (pending_commit(&err) != 0)
        status = message_error(&err);
done:
    parsed_free(&parsed);
    free(settings);
    free(rows);
    return status;
}
