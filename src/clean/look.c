/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean/look.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "clean/clean_private.h"

/* Columns without a name are dropped where they are empty, which all rows say. */
static bool has_nameless(const struct clean_layout *layout)
{
    size_t j;

    for (j = 0; j < layout->width; j++)
        if (layout->written[j][0] == '\0')
            return true;
    return false;
}

int clean_header_read(const char *path, const struct clean_options *options,
                      struct clean_header *header, struct error *err)
{
    struct clean_result result;
    struct clean clean;
    size_t j;
    int status;

    *header = (struct clean_header){ .count = 0 };
    if (clean_begin(&clean, path, options, &result, err) != 0)
        return -1;
    status = options->table ? clean_look_at(&clean, err) : clean_find(&clean, err);
    if (status == 0 && !options->table && has_nameless(&clean.layout))
        status = clean_look_at(&clean, err);
    if (status == 0) {
        header->line = clean.layout.header_line;
        header->names = xarray(clean.layout.width + 1, sizeof *header->names);
        for (j = 0; j < clean.layout.width; j++)
            if (!clean.columns[j].dropped)
                header->names[header->count++] = xstrdup(clean.layout.names[j]);
    }
    clean_end(&clean);
    clean_result_free(&result);
    return status;
}

void clean_header_free(struct clean_header *header)
{
    while (header->count > 0)
        free(header->names[--header->count]);
    free(header->names);
    header->names = NULL;
}

/* Is it UTF-8 with letters beyond ASCII? A character may lie across two reads. */
static int read_letters(const struct clean_input *input, bool *letters, struct error *err)
{
    enum { SIZE = 1 << 16 };
    char *bytes = xmalloc(SIZE);
    off_t at = input->start;
    size_t kept = 0;
    bool beyond = false;
    int status = 0;

    *letters = true;
    while (*letters && status == 0) {
        ssize_t n = pread(input->fd, bytes + kept, SIZE - kept, at);
        size_t valid;
        size_t i;

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            status = error_errno(err, input->name, errno, "cannot read");
        if (n <= 0)
            break;
        at += n;
        valid = utf8_valid(bytes, kept + (size_t)n);
        for (i = 0; i < valid && !beyond; i++)
            beyond = (unsigned char)bytes[i] >= 0x80;
        kept = kept + (size_t)n - valid;
        *letters = kept < 4;
        memmove(bytes, bytes + valid, kept);
    }
    *letters = *letters && beyond && kept == 0;
    free(bytes);
    return status;
}

int clean_encoding_of(const char *path, const char *stated, const char **own, struct error *err)
{
    struct clean_input input;
    bool letters = false;
    int status;

    *own = stated;
    if (!stated || strcmp(path, "-") == 0)
        return 0;
    if (clean_input_open(&input, path, NULL, err) != 0)
        return -1;
    status = read_letters(&input, &letters, err);
    if (letters || input.bom || input.encoding)
        *own = NULL;
    clean_input_close(&input);
    return status;
}
