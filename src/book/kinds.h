/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The kinds of sheet there are, for those parts of the book that look for the
 * tables of another kind. Internal to book/.
 */
#ifndef LEVER_BOOK_KINDS_H
#define LEVER_BOOK_KINDS_H

#include "book/book_private.h"

extern const struct sheet_kind sheet_kind_cover;
extern const struct sheet_kind sheet_kind_verdicts;
extern const struct sheet_kind sheet_kind_results;
extern const struct sheet_kind sheet_kind_matrix;
extern const struct sheet_kind sheet_kind_working;
extern const struct sheet_kind sheet_kind_charts;
extern const struct sheet_kind sheet_kind_lags;
extern const struct sheet_kind sheet_kind_data;
extern const struct sheet_kind sheet_kind_plan;
extern const struct sheet_kind sheet_kind_links;
extern const struct sheet_kind sheet_kind_repairs;
extern const struct sheet_kind sheet_kind_settings;
extern const struct sheet_kind sheet_kind_notes;

#endif
