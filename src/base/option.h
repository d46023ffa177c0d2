/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Options: one table gives parsing, --help, completion and the check of the
 * manual.
 *
 * A row says where its value goes: `offset` bytes into the filter's settings, a
 * struct of the filter's own that starts zeroed; then every row's `preset` is
 * parsed like a value from the command line. A row's `kind` fixes the C type:
 *
 *   FLAG       bool              INTEGER   long (least .. most)
 *   TEXT       const char *      NUMBER    double (least .. most)
 *   FILENAME   const char *      CHOICE    int, the index in `choices` ("holm|bh|none")
 *   WRITTEN    const char *      a FILENAME that is written, not read
 *   COLUMNS    const char *      CHARACTER char; a word for it does too ("tab")
 *   METHOD     const char *      RANGE     struct range ("0..8", "3" = 3..3)
 *   EACH       struct each       every use is kept, in order, with the option's name
 *
 * Given twice, COLUMNS are joined with a comma; of the others the last one counts.
 * Values that are text are borrowed from the command line or owned by struct
 * parsed, and live until parsed_free.
 */
#ifndef LEVER_BASE_OPTION_H
#define LEVER_BASE_OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/error.h"

enum option_kind {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_FILENAME,
    OPTION_WRITTEN,
    OPTION_COLUMNS,
    OPTION_METHOD,
    OPTION_INTEGER,
    OPTION_NUMBER,
    OPTION_CHOICE,
    OPTION_CHARACTER,
    OPTION_RANGE,
    OPTION_EACH,
};

struct range {
    long first;
    long last;
};

struct each {
    struct each_item {
        const char *option; /* the row's name, "sum" */
        const char *value;
    } *items;
    size_t count;
    size_t capacity;
};

struct option {
    char letter;          /* 'x' for -x; 0 = none */
    const char *name;     /* "outputs" for --outputs; NULL ends a table */
    enum option_kind kind;
    size_t offset;        /* of the value in the settings */
    const char *argument; /* what --help and the manual call the value; NULL for a flag */
    const char *help;     /* one line, lower case, no full stop */
    const char *preset;   /* the value it has when not given; NULL = zero */
    const char *choices;  /* CHOICE: the words, divided by |; NULL otherwise */
    double least;         /* INTEGER and NUMBER: limits; both 0 = none */
    double most;
    const char *of;       /* the filter whose option of this name it is: what the row leaves out is as
                           * it is there (filter_rows completes it); NULL = it is described here */
};

/* What a filter understands is a list of pointers to rows, ended by NULL: its own
 * rows and those of the common options that it takes. */

struct parsed {
    char **operands; /* what is not an option, in order; borrowed from argv */
    size_t count;
    char **owned;    /* strings made while parsing */
    size_t owned_count;
    size_t owned_capacity;
    struct each *lists[8]; /* to be freed */
    size_t list_count;
};

/*
 * Parses argv[1 ..] into settings. Options and operands may be mixed; "--" ends
 * the options, "-" is an operand. Returns -1 with a usage error (status 2) for an
 * unknown option (the nearest one is named), a missing or a bad value.
 */
int option_parse(const struct option *const *rows, void *settings, int argc, char **argv,
                 struct parsed *parsed, struct error *err);
void parsed_free(struct parsed *parsed);

/* Writes the rows for --help, at most 80 columns wide. */
void option_help(const struct option *const *rows, FILE *out);
/* Writes a row a line for programs: letter, name, kind, argument, choices, help; by tabs. */
void option_list(const struct option *const *rows, FILE *out);

/*
 * The option's value as it would be typed: what parsing stored, turned back into text. NULL
 * where it was not given and has no preset; "" for a flag that is set. EACH has no such text.
 * The caller frees it.
 */
char *option_typed(const struct option *row, const void *settings);

/* Is the value a file, read or written? An EACH of files is one too. */
bool option_is_file(const struct option *row);

/* The row of that name; NULL where there is none. */
const struct option *option_named(const struct option *const *rows, const char *name);

/* The word of a CHOICE by its index, into buffer. */
const char *option_word(const char *choices, int index, char *buffer, size_t size);

#endif
