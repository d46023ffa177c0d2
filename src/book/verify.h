/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Was the workbook written whole?
 *
 * libxlsxwriter writes each part to a temporary file and does not look whether that
 * went well: where the disk fills up in the middle, a part that breaks off is packed
 * without a word. So the file is read again: every part must inflate to the size and
 * the checksum given for it, and XML must end with the end of its root element.
 *
 * A part of more than 64 MiB is inflated only where its size is a multiple of 512
 * bytes, as it is where a disk, a quota or a limit broke it off: reading back
 * everything would cost a large workbook a tenth of its time.
 */
#ifndef LEVER_BOOK_VERIFY_H
#define LEVER_BOOK_VERIFY_H

#include "base/error.h"

/* 0, or -1 with an error that says which part is damaged. */
int verify_workbook(const char *path, struct error *err);

#endif
