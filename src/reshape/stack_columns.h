/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which columns of several exports of one kind belong together: those of one name.
 *
 * A header that one file has and another lacks is a fault of that file, with the header of the
 * other that it most likely stands for, and the renaming to type. Renamings NEW=OLD give a column
 * another name in each file that has it. Columns stand in the order of the first file, further
 * ones behind them in the order in which they came.
 */
#ifndef LEVER_RESHAPE_STACK_COLUMNS_H
#define LEVER_RESHAPE_STACK_COLUMNS_H

#include <stddef.h>

#include "base/faults.h"
#include "base/option.h"

/* Columns that not all files have are a fault, are kept, or are left out. */
enum stack_columns_kept { STACK_SAME, STACK_ALL, STACK_SHARED };

/* A file's header; all is borrowed. */
struct stack_header {
    const char *file;
    char **names;
    size_t count;
    unsigned long line; /* on which it stands; 0 = not known */
};

#define STACK_NONE ((size_t)-1)

struct stack_columns {
    char **names; /* as they will be written; owned */
    size_t width;
    size_t **from; /* [file][column]: the file's column, STACK_NONE = it has none; owned */
    size_t files;
};

/*
 * Fills columns; faults are added to the list (-1), each at its file. renames may be NULL; an item
 * is NEW=OLD, and one that no file has is a fault, too. The caller ends with stack_columns_free,
 * on failure too.
 */
int stack_columns_match(const struct stack_header *headers, size_t count,
                        const struct each *renames, enum stack_columns_kept kept,
                        struct stack_columns *columns, struct faults *faults);
/* The name of a column in a file, which may be one that is renamed; NULL = it has none. The caller
 * frees it. */
char *stack_columns_called(const struct stack_header *header, const struct each *renames,
                           const char *name);
/* A list of columns in the names of one file; those that only others have are left out, and NULL is
 * a list of none. The caller frees it. */
char *stack_columns_list(const struct stack_header *headers, size_t count, size_t which,
                         const struct each *renames, const char *list);
void stack_columns_free(struct stack_columns *columns);

/*
 * Of the names of a header that `other` lacks, the one that `name`, which the header lacks,
 * most likely stands for: the nearest, else the one in the same place, else the only one.
 * NULL = none.
 */
const char *stack_columns_nearest(const struct stack_header *header,
                                  const struct stack_header *other, const char *name);

#endif
