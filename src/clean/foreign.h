/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows that are text, but no CSV, for clean: SQL, columns that something else divides,
 * rows or cells in the wrong kind of quotes. Read as CSV, they would pass in silence as
 * a table of one column, or as text in apostrophes. Whoever states the delimiter says
 * that it is CSV.
 */
#ifndef LEVER_CLEAN_FOREIGN_H
#define LEVER_CLEAN_FOREIGN_H

#include "base/error.h"
#include "clean/sample.h"

/* Refuses (-1) what is none; 0 = nothing speaks against it. */
int refuse_foreign(const struct clean_sample *sample, size_t width, const char *file,
                   struct error *err);

#endif
