/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reading a ledger (ledger.c) and adding to it (ledger_file.c) share; nobody else needs it. */
#ifndef LEVER_LEDGER_LEDGER_PRIVATE_H
#define LEVER_LEDGER_LEDGER_PRIVATE_H

#include "ledger/ledger.h"

/* What there is of a file; -1 and err where it is no file of data, or cannot be looked at. */
enum ledger_state {
    LEDGER_EMPTY, /* nothing, or not there */
    LEDGER_WHOLE,
    LEDGER_TORN /* its last byte ends no line */
};
int ledger_state(const char *file, struct error *err);

/* The row's data_sum with its place in the run and its seal, behind *seal, which becomes it. The
 * caller frees it. */
char *ledger_sealed(const struct looks_row *row, size_t place, size_t count, uint64_t *seal);

#endif
