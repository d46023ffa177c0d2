/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was found in a sheet, in sentences. Internal to unpack/. */
#ifndef LEVER_UNPACK_TELL_H
#define LEVER_UNPACK_TELL_H

#include "unpack/sheet.h"

void tell_sheet(const struct sheet_found *found, bool from_1904, struct text *notes,
                struct text *warnings);

#endif
