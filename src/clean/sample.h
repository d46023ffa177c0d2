/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first rows of an export, cut by the delimiter that suits them best: what
 * the layout is read from.
 */
#ifndef LEVER_CLEAN_SAMPLE_H
#define LEVER_CLEAN_SAMPLE_H

#include "base/error.h"
#include "clean/cell.h"
#include "clean/input.h"

struct clean_sample_row {
    unsigned long line;
    unsigned long next_line; /* of the record behind it */
    off_t end;               /* offset of the record behind it */
    char *raw;               /* as written */
    size_t count;            /* cells */
    size_t filled;           /* cells that are not empty */
    struct cell *cells;      /* NUL-terminated copies */
};

struct clean_sample {
    char delimiter;
    bool separator; /* a sep= line said so; it is not among the rows */
    off_t offset;   /* of the first row */
    unsigned long line;
    char *head; /* the first bytes, whatever divides them */
    size_t head_length;
    struct clean_sample_row *rows;
    size_t count;
    size_t capacity;
};

/* delimiter 0: the one that suits best; where two suit alike, an error. The caller
 * frees the sample with clean_sample_free, on failure too. */
int clean_sample_read(struct clean_sample *sample, const struct clean_input *input, off_t offset,
                      unsigned long line, char delimiter, struct error *err);
void clean_sample_free(struct clean_sample *sample);
/* "a semicolon" */
const char *delimiter_name(char delimiter);

#endif
