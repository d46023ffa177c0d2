/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Capital and small letters of Latin (with its accents), Greek and Cyrillic script,
 * whatever the locale; every other character is its own. ß stays, as in Excel.
 */
#ifndef LEVER_CALC_LETTERS_H
#define LEVER_CALC_LETTERS_H

#include <stddef.h>
#include <stdint.h>

uint32_t letter_small(uint32_t code);
uint32_t letter_capital(uint32_t code);
/* Writes a character in UTF-8 (up to 4 bytes) and returns their number. */
size_t letter_write(uint32_t code, char *out);

/* -1, 0 or 1: UTF-8 texts by their characters, a capital letter and its small one alike. */
int letters_compare(const char *a, size_t a_length, const char *b, size_t b_length);

#endif
