/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of a pipeline's folder that are there before its first command. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"
#include "base/text.h"
#include "command/pipeline.h"

void pipeline_write(struct pipeline *pipeline, const char *name, const char *text)
{
    pipeline->written = xgrow(pipeline->written, pipeline->written_count,
                              &pipeline->written_capacity, sizeof *pipeline->written);
    pipeline->written[pipeline->written_count++] = (struct pipeline_written){ xstrdup(name),
                                                                              xstrdup(text) };
}

int pipeline_write_all(const struct pipeline *pipeline)
{
    struct error err;
    int status = 0;
    size_t i;

    for (i = 0; status == 0 && i < pipeline->written_count; i++) {
        const struct pipeline_written *written = &pipeline->written[i];
        char *path = xasprintf("%s/%s", pipeline->folder, written->file);
        struct output out = { 0 };

        status = output_open(&out, path, &err);
        if (status == 0)
            fputs(written->bytes, out.stream); /* closing tells whether it could be */
        if (status == 0)
            status = output_close(&out, &err);
        free(path);
    }
    return status == 0 ? 0 : message_error(&err);
}

/* A here-document, whose end is no line of the text. */
void pipeline_write_show(const struct pipeline *pipeline, FILE *out)
{
    size_t i;

    for (i = 0; i < pipeline->written_count; i++) {
        const struct pipeline_written *written = &pipeline->written[i];
        char *end = xstrdup("END");
        struct text word = TEXT_EMPTY;

        while (strstr(written->bytes, end)) {
            char *longer = xasprintf("%s_", end);

            free(end);
            end = longer;
        }
        fputs("cat >\"$work\"/", out);
        text_add_word(&word, written->file);
        fputs(word.bytes, out);
        text_free(&word);
        fprintf(out, " <<'%s'\n%s%s\n", end, written->bytes, end);
        free(end);
    }
}

void pipeline_write_free(struct pipeline *pipeline)
{
    size_t i;

    for (i = 0; i < pipeline->written_count; i++) {
        free(pipeline->written[i].file);
        free(pipeline->written[i].bytes);
    }
    free(pipeline->written);
}
