/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns addressed as in a spreadsheet.
 *
 * A list is comma-separated; "..." protects a comma (and a "" inside is one
 * quote). Each item is tried in this order: a header name, exactly; then
 * capital letters (B, B:D, AA), numbers (2, 2-4, 2- for all from the second on),
 * name[2] for the second column of that name, a glob (sales_*; ? is one
 * character), @role for all columns of a role. What stands in quotes is a name
 * and nothing else. A leading ! takes the item's columns away from those selected
 * so far (from all columns where it comes first). A header name that occurs twice
 * must be told apart by name[1], name[2] (or a letter): alone it is refused as
 * ambiguous. Spaces around an item are passed over, unless a header has them.
 *
 * The result keeps the order in which columns were named (B:D and D:B differ);
 * each column is there once. An item that matches nothing is an error that names
 * the nearest header and lists the columns there are (cut where there are many).
 */
#ifndef LEVER_TABLE_SELECT_H
#define LEVER_TABLE_SELECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct selection {
    size_t *columns; /* 0-based, in the order named */
    size_t count;
};

/*
 * The names of the measures of a role ("output"), for @role: fills names (borrowed)
 * and count and returns 0, or -1 after filling err (no plan, no such role). A
 * measure of the plan that has no column in the table is an error of the selection.
 */
struct role_source {
    int (*names)(void *context, const char *role, const char *const **names, size_t *count,
                 struct error *err);
    void *context;
};

/* file is for messages; roles may be NULL (@role is then an error). The caller
 * frees the selection with selection_free. Returns -1 with status 1 (no such
 * column) or 2 (a list that cannot be read). */
int select_columns(const char *const *names, size_t count, const char *list, const char *file,
                   const struct role_source *roles, struct selection *selection, struct error *err);
/* The same where the names are not those of the file: name[2] is the second column that is
 * written so there. */
int select_renamed(const char *const *names, const char *const *written, size_t count,
                   const char *list, const char *file, const struct role_source *roles,
                   struct selection *selection, struct error *err);
/* The same for an option that wants exactly one column; a header that equals the
 * whole of item wins here too, whatever it is made of. */
int select_column(const char *const *names, size_t count, const char *item, const char *file,
                  const struct role_source *roles, size_t *column, struct error *err);
void selection_free(struct selection *selection);
bool selection_has(const struct selection *selection, size_t column);

/*
 * The items of a list as they were written, quotes included, so that each can be
 * given to select_columns by itself; the caller frees them with list_free. -1 with
 * status 2: an empty item, a quote that does not end.
 */
struct list {
    char **items;
    size_t count;
};
int list_split(const char *text, struct list *list, struct error *err);
void list_free(struct list *list);
/* Where the first c outside quotes is, or NULL. */
const char *list_find(const char *item, char c);
/* An item without its quotes: the name it stands for. The caller frees it. */
char *list_name(const char *item);
/* The other way round: a name as it has to stand in a list. The caller frees it. */
char *list_quote(const char *name);
/* The columns there are, for a message: quoted where a list needs it, no more begun after so many
 * bytes; "none". The caller frees it. */
char *list_of_columns(const char *const *names, size_t count, size_t enough);

/* What to say behind an error, "" for nothing: a header that is one name with another delimiter
 * in it was not cut as it should be. */
const char *delimiter_hint(const char *const *names, size_t count);

/* The spreadsheet letters of a 0-based column, "A", "AA"; buffer of 8 bytes. */
const char *column_letters(size_t column, char buffer[8]);

#endif
