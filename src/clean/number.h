/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers as programs export them, for clean.
 *
 * A number is an optional sign or parentheses (accounts' minus), an optional
 * currency (a sign or an ISO 4217 code, before or behind), digits, perhaps in
 * groups, a decimal mark, an exponent, a percent sign or a trailing minus; dashes
 * behind the mark (5.-) are the cents that a price has not. What has a leading
 * zero (007) is a code, not a number.
 *
 * One cell alone often does not say which mark is the decimal one. number_look
 * says what it does say; a column's cells together (and then the file's columns)
 * settle it; number_write then takes the number to its plain form by moving
 * characters, never through a double: no digit is lost. 75 % is .75, as in a
 * spreadsheet; without NUMBER_PERCENT among its forms it is 75.
 */
#ifndef LEVER_CLEAN_NUMBER_H
#define LEVER_CLEAN_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

enum number_form {
    NUMBER_COMMA = 1 << 0,      /* its decimal mark can only be a comma: 1,5 1.234,5 1.234.567 */
    NUMBER_POINT = 1 << 1,      /* only a point: 1.5 1,234.5 1,234,567 */
    NUMBER_OPEN_COMMA = 1 << 2, /* 1,234: thousands or a fraction */
    NUMBER_OPEN_POINT = 1 << 3, /* 1.234: the same */
    NUMBER_GROUPED = 1 << 4,    /* has groups, whatever the decimal mark */
    NUMBER_SPACED = 1 << 5,     /* grouped by plain spaces */
    NUMBER_CURRENCY = 1 << 6,
    NUMBER_PERCENT = 1 << 7,
    NUMBER_PARENTHESES = 1 << 8,
    NUMBER_MINUS = 1 << 9, /* a minus behind, a typographic one, or one apart */
    NUMBER_EXPONENT = 1 << 10,
    NUMBER_DASHED = 1 << 11, /* dashes where the cents would be: 5.- */
};

struct number_look {
    unsigned forms;     /* bits of number_form; 0 = digits and perhaps a sign */
    unsigned currency;  /* which one (1-based); 0 = none */
    const char *digits; /* the part with digits and marks, inside the cell */
    size_t length;
    const char *exponent; /* "e-05", or NULL */
    size_t exponent_length;
    bool negative;
};

/* Could a number be a fraction? 0 is of any size, and so is what has a mark that may only group. */
enum number_size { NUMBER_SIZE_OPEN, NUMBER_WITHIN_ONE, NUMBER_BEYOND_ONE };
enum number_size number_size(const struct number_look *look);

/* The number that a currency has by this sign or code, exactly; 0 = it is none. */
unsigned number_currency(const char *word, size_t length);

/* Longer cells are no numbers. */
enum { NUMBER_LONGEST = 60 };

/* False where the cell is no number in any form. */
bool number_look(const char *text, size_t length, struct number_look *look);
/* The same for the frequent forms (a minus, digits, groups by points or commas, a
 * decimal mark): true says all that number_look would; false says nothing. */
bool number_look_quick(const char *text, size_t length, struct number_look *look);
/*
 * Adds the number in plain form. decimal is '.' or ','; false (and nothing added)
 * where the cell cannot be read with that mark.
 */
bool number_write(const struct number_look *look, char decimal, struct text *out);
/* True where the forms say that the cell is plain already, with a decimal point. */
bool number_plain(unsigned forms);

#endif
