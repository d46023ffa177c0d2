/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which one of several: sheets of a workbook, files of an archive. Internal to unpack/. */
#ifndef LEVER_UNPACK_CHOOSE_H
#define LEVER_UNPACK_CHOOSE_H

#include "unpack/sheet.h"
#include "unpack/unpack.h"
#include "unpack/xlsx.h"

/* The sheet that is asked for, or the only one with a table; what should be said of the others goes to
 * notes. NULL: there is none such, or several. */
const struct xlsx_sheet *choose_sheet(struct xlsx *book, const struct unpack_ask *ask,
                                      struct text *notes, struct error *err);
/* The one file of an archive: folders, and what systems leave there for themselves, are none. */
const struct zip_member *choose_member(const struct zip *zip, struct error *err);

#endif
