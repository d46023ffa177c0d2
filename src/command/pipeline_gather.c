/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of a pipeline's folder that become one of the user's. */
#include <errno.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/output.h"
#include "base/text.h"
#include "command/pipeline.h"

void pipeline_gather(struct pipeline *pipeline, const char *name, const char *file)
{
    struct pipeline_gathered *gathered = &pipeline->gathered;

    gathered->file = file;
    gathered->names = xgrow(gathered->names, gathered->count, &gathered->capacity,
                            sizeof *gathered->names);
    gathered->names[gathered->count++] = xstrdup(name);
}

/* Copies a file of the folder behind what is there, its header left out where there is one. */
static int append(const struct pipeline *pipeline, const char *name, bool headed, FILE *out,
                  struct error *err)
{
    char *path = xasprintf("%s/%s", pipeline->folder, name);
    FILE *in = fopen(path, "re");
    int status = in ? 0 : error_errno(err, path, errno, "cannot open");
    int c = 0;

    while (in && headed && c != '\n' && c != EOF)
        c = getc(in);
    while (in && (c = getc(in)) != EOF)
        putc(c, out);
    if (in && ferror(in))
        status = error_errno(err, path, errno, "cannot read");
    if (in)
        fclose(in);
    free(path);
    return status;
}

int pipeline_gather_all(const struct pipeline *pipeline)
{
    const struct pipeline_gathered *gathered = &pipeline->gathered;
    struct output out;
    struct error err;
    int status;
    size_t i;

    if (!gathered->file)
        return 0;
    status = output_open(&out, gathered->file, &err);
    for (i = 0; status == 0 && i < gathered->count; i++)
        status = append(pipeline, gathered->names[i], i > 0, out.stream, &err);
    if (status == 0)
        return output_close(&out, &err) != 0 ? message_error(&err) : 0;
    output_abandon(&out);
    return message_error(&err);
}

void pipeline_gather_show(const struct pipeline *pipeline, FILE *out)
{
    const struct pipeline_gathered *gathered = &pipeline->gathered;
    struct text words = TEXT_EMPTY;
    size_t i;

    for (i = 0; i < gathered->count; i++) {
        text_adds(&words, i ? " \"$work\"/" : "awk 'NR == 1 || FNR > 1' \"$work\"/");
        text_add_word(&words, gathered->names[i]);
    }
    if (i) {
        text_adds(&words, " >");
        text_add_word(&words, gathered->file);
        fprintf(out, "%s\n", words.bytes);
    }
    text_free(&words);
}

void pipeline_gather_free(struct pipeline *pipeline)
{
    size_t i;

    for (i = 0; i < pipeline->gathered.count; i++)
        free(pipeline->gathered.names[i]);
    free(pipeline->gathered.names);
}
