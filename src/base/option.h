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
 *   FILENAME   const char *      CHOICE    int, the index in `words`
 *   WRITTEN    const char *      a FILENAME that is written, not read
 *   COLUMNS    const char *      CHARACTER char; a word for it does too ("tab")
 *   METHOD     const char *      RANGE     struct range ("0..8", "3" = 3..3, "auto")
 *   EACH       struct each       every use is kept, in order, with the option's name
 *
 * Given twice, COLUMNS are joined with a comma; of the others the last one counts.
 * Values that are text are borrowed from the command line or owned by struct
 * parsed, and live until parsed_free.
 *
 * Rows are written with designated initialisers: what is left out is zero, which
 * always means "none".
 */
#ifndef LEVER_BASE_OPTION_H
#define LEVER_BASE_OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
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
    bool by_itself; /* "auto", where the argument has it: whoever uses it fixes the ends */
};

struct each {
    struct each_item {
        const char *option; /* the row's name, "sum" */
        const char *value;
    } * items;
    size_t count;
    size_t capacity;
};

/* What a value is the name of; completion goes by it. */
enum option_holds {
    HOLDS_BY_KIND, /* what the kind says; else the words of `argument` or `words`, if any */
    HOLDS_COLUMN,
    HOLDS_COLUMNS, /* a list; of an EACH, NEW=OLD too */
    HOLDS_NEW_NAME,
    HOLDS_FILE,
    HOLDS_METHOD,
    HOLDS_PERIOD_KIND,
    HOLDS_CALENDAR, /* a country's code or a file */
    HOLDS_WEEKDAY,
    HOLDS_VERDICTS, /* a list of their words */
    HOLDS_DELIMITER,
    HOLDS_DECIMAL,
    HOLDS_NAMES, /* a list of cells of a column, which another option names (`cells`) */
};

struct option {
    char letter;      /* 'x' for -x; 0 = none */
    const char *name; /* "outputs" for --outputs; NULL ends a table */
    enum option_kind kind;
    size_t offset;            /* of the value in the settings */
    const char *argument;     /* what --help and the manual call the value: words and, in capitals,
                               * what stands for something else, divided by |. NULL for a flag,
                               * and for a CHOICE, whose words it is */
    const char *help;         /* one line, lower case, no full stop */
    const char *preset;       /* the value it has when not given; NULL = zero */
    const char *const *words; /* CHOICE: ended by NULL. An enum's words are written by it,
                               * [ROLL_ENDS_DROP] = "drop", its last one before the NULL */
    double least;             /* INTEGER, NUMBER and RANGE: limits; both 0 = none */
    double most;
    enum option_holds holds; /* where the kind does not say it */
    const char *cells;       /* of NAMES: the options that name the column, divided by commas */
    bool form;               /* how the table written is spelt; not what is in it */
    bool aside;              /* the result does not depend on it */
    uint64_t groups;         /* a shared option's (command/common.h); 0 = the filter's own */
    const char *of;          /* the filter whose option of this name it is: what the row leaves out
                               * is as it is there (filter_rows completes it); NULL = it is described here */
};

/* What a filter understands is a list of pointers to rows, ended by NULL: its own
 * rows and those of the common options that it takes. */

struct parsed {
    char **operands; /* what is not an option, in order; borrowed from argv */
    size_t count;
    char **owned; /* strings made while parsing */
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
/* Writes a row a line for programs, by tabs: letter, name, kind, argument, choices, help, and
 * "shared" where other filters have it too. */
void option_list(const struct option *const *rows, FILE *out);

/*
 * The option's value as it would be typed: what parsing stored, turned back into text. NULL
 * where it was not given and has no preset; "" for a flag that is set. EACH has no such text.
 * The caller frees it.
 */
char *option_typed(const struct option *row, const void *settings);

/* What --help calls the value; NULL for a flag. The caller frees it. */
char *option_argument(const struct option *row);

/* What the value is the name of, by `holds` or else by the kind. */
enum option_holds option_holds(const struct option *row);
/* Is the value a file, read or written? An EACH of files is one too. */
bool option_is_file(const struct option *row);

/* The row of that name; NULL where there is none. */
const struct option *option_named(const struct option *const *rows, const char *name);

/* The words that stand for a CHARACTER, the usual one of a mark first; ended by word NULL. */
struct option_mark {
    const char *word;
    char mark;
};
extern const struct option_mark option_marks[];

#endif
