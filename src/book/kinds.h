/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The kinds of sheet that other parts of the book look for. Internal to book/.
 */
#ifndef LEVER_BOOK_KINDS_H
#define LEVER_BOOK_KINDS_H

#include "book/book_private.h"

extern const struct sheet_kind sheet_kind_verdicts;
extern const struct sheet_kind sheet_kind_results;
extern const struct sheet_kind sheet_kind_working;
extern const struct sheet_kind sheet_kind_lags;
extern const struct sheet_kind sheet_kind_data;
extern const struct sheet_kind sheet_kind_outlook;
extern const struct sheet_kind sheet_kind_plan;
extern const struct sheet_kind sheet_kind_links;
extern const struct sheet_kind sheet_kind_findings;
extern const struct sheet_kind sheet_kind_contents;
extern const struct sheet_kind sheet_kind_settings;
extern const struct sheet_kind sheet_kind_track;

#endif
