/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in a column of a file, for an option that names some of it (teams, arms); and how a name
 * is written in a formula. */
#ifndef LEVER_COMMAND_COMPLETION_CELLS_H
#define LEVER_COMMAND_COMPLETION_CELLS_H

#include "table/dialect.h"

/* Calls found for each distinct cell of the columns, as it stands in a list, up to 500 of them; for
 * none of a file of over 50 MB, or that cannot be read. */
void completion_cells(const char *path, const struct dialect *dialect, const char *columns,
                      const char *typed,
                      void (*found)(const char *word, const char *about, const char *typed));

/* A header as it has to stand in a formula. The caller frees it. */
char *completion_quote(const char *name);

#endif
