/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows that cannot be placed: their cells do not belong to the columns they stand in,
 * and no reading of them is certain.
 */
#ifndef LEVER_CLEAN_FAULT_H
#define LEVER_CLEAN_FAULT_H

#include "base/text.h"
#include "clean/layout.h"

enum fault {
    FAULT_NONE,
    FAULT_LONG,      /* cells too many, that are not empty */
    FAULT_SHIFTED,   /* cells too few, and text where the column holds numbers or dates */
    FAULT_DELIMITER, /* another delimiter than the table's */
    FAULT_QUOTED,    /* quotes around the row instead of the cells */
    FAULT_QUOTE,     /* cells too few, since a quote does not end its cell */
};

/* What is wrong with a row of data; nearly always nothing. */
enum fault row_fault(const struct clean_layout *layout, const struct clean_record *record);
/* The row is one of the table's for certain, and no note behind it. */
bool fault_is_data(enum fault fault);
/* Adds why, a sentence without its end. */
void fault_explain(const struct clean_layout *layout, const struct clean_record *record,
                   enum fault fault, struct text *out);

#endif
