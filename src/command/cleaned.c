/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/cleaned.h"

#include <string.h>

#include "base/message.h"
#include "base/number.h"

/* Each line of the text a message on the file. */
static void say(const char *file, const struct text *lines,
                void (*message)(const char *format, ...))
{
    const char *line = lines->bytes;
    const char *end;

    for (; line && (end = strchr(line, '\n')) != NULL; line = end + 1)
        message("%s: %.*s", file, (int)(end - line), line);
}

void cleaned_say(const char *path, const struct clean_result *result, bool logged)
{
    const char *file = file_shown(path);
    int kind;

    say(file, &result->warnings, message_warning);
    say(file, &result->notes, message_note);
    for (kind = 0; kind < REPAIR_KINDS; kind++)
        if (result->repairs.counts[kind] && (!logged || kind == REPAIR_ASIDE))
            message_note("%s: %s: %lu", file, repair_text((enum repair)kind),
                         result->repairs.counts[kind]);
}

int cleaned_fail(const struct clean_result *result, const struct error *err)
{
    size_t i;
    int status;

    for (i = 0; i < result->fault_count; i++)
        message_error(&result->faults[i]);
    status = message_error(err);
    if (result->begun)
        message_warning("what was written to standard output is incomplete");
    return status;
}

int cleaned_share(const char *text, double *share, struct error *err)
{
    size_t length = strlen(text);
    bool percent = length > 0 && text[length - 1] == '%';

    length -= percent;
    while (length > 0 && text[length - 1] == ' ')
        length--;
    if (number_parse(text, length, '.', share) != 0 ||
        !(*share >= 0 && *share <= (percent ? 100 : 1)))
        return error_usage(err, "--at-most: \"%s\" is no share: 1%% or 0.01, up to 100%%", text);
    *share /= percent ? 100 : 1;
    return 0;
}
