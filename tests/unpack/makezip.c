/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * makezip [FLAW...] [NAME=FILE | NAME=zeros:N]... : an archive on standard output.
 *
 *   --book         NAME=FILE are sheets of a workbook: FILE has what stands within <worksheet>;
 *                  .NAME is hidden
 *   --1904         its days are counted from there
 *   --raw          FILE is all of a sheet's part
 *   --stored --streamed --wrong-crc --encrypted --wide --short --method
 *                  of the files that follow (zipper.h)
 *
 * FILE may be - for standard input.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "zipper.h"

static const struct {
    const char *name;
    unsigned flaw;
} flaws[] = {
    { "--stored", ZIPPER_STORED },       { "--streamed", ZIPPER_STREAMED },
    { "--wrong-crc", ZIPPER_WRONG_CRC }, { "--encrypted", ZIPPER_ENCRYPTED },
    { "--wide", ZIPPER_WIDE },           { "--short", ZIPPER_SHORT },
    { "--method", ZIPPER_METHOD },
};

static void read_file(const char *path, struct text *out)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
    char block[4096];
    size_t n;

    if (!file) {
        perror(path);
        exit(1);
    }
    text_add(out, "", 0);
    while ((n = fread(block, 1, sizeof block, file)) > 0)
        text_add(out, block, n);
    if (file != stdin)
        fclose(file);
}

static void add_sheet(struct zipper *zipper, size_t number, const char *path, bool raw,
                      unsigned with)
{
    struct text inner = TEXT_EMPTY;
    struct text sheet = TEXT_EMPTY;
    char name[64];

    read_file(path, &inner);
    if (raw)
        text_add(&sheet, inner.bytes, inner.length);
    else
        text_addf(&sheet,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet "
                  "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">%s"
                  "</worksheet>",
                  inner.bytes);
    snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", number);
    zipper_add(zipper, name, sheet.bytes, sheet.length, with);
    text_free(&inner);
    text_free(&sheet);
}

static void add_file(struct zipper *zipper, const char *name, const char *path, unsigned with)
{
    struct text bytes = TEXT_EMPTY;

    if (strncmp(path, "zeros:", 6) == 0) {
        zipper_add_zeros(zipper, name, strtoull(path + 6, NULL, 10));
        return;
    }
    read_file(path, &bytes);
    zipper_add(zipper, name, bytes.bytes, bytes.length, with);
    text_free(&bytes);
}

/* The flaw of an option; 0 = it is none. */
static unsigned flaw_of(const char *word)
{
    size_t i;

    for (i = 0; i < sizeof flaws / sizeof *flaws; i++)
        if (strcmp(word, flaws[i].name) == 0)
            return flaws[i].flaw;
    return 0;
}

int main(int count, char **words)
{
    struct zipper zipper = { .count = 0 };
    const char **names = xcalloc((size_t)count, sizeof *names);
    bool book = false, raw = false, from_1904 = false;
    size_t sheets = 0;
    unsigned with = 0;
    int i;

    for (i = 1; i < count; i++) {
        char *mark = strchr(words[i], '=');

        book |= strcmp(words[i], "--book") == 0;
        raw |= strcmp(words[i], "--raw") == 0;
        from_1904 |= strcmp(words[i], "--1904") == 0;
        if (book && mark)
            names[sheets++] = xstrndup(words[i], (size_t)(mark - words[i]));
    }
    if (book)
        zipper_add_book(&zipper, names, sheets, from_1904, 0);
    sheets = 0;
    for (i = 1; i < count; i++) {
        char *mark = strchr(words[i], '=');

        with |= flaw_of(words[i]);
        if (!mark)
            continue;
        *mark = '\0';
        if (book)
            add_sheet(&zipper, ++sheets, mark + 1, raw, with);
        else
            add_file(&zipper, words[i], mark + 1, with);
    }
    zipper_end(&zipper);
    fwrite(zipper.out.bytes, 1, zipper.out.length, stdout);
    while (sheets > 0)
        free((char *)(uintptr_t)names[--sheets]);
    free(names);
    zipper_free(&zipper);
    return fflush(stdout) == 0 ? 0 : 1;
}
