/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The kinds of a formula's nodes: what each gives, and as what it is taken.
 *
 * First from the leaves up: a column of the table may be anything (A), until a call
 * wants it as something. Then from the root down: what a call wants of an IF, it
 * wants of the IF's values. The two sides of a comparison are taken as text where
 * one of them is text, as numbers where one is a number, and cell by cell where
 * nothing tells.
 *
 * A node's `wanted` ends up as how the call gets it: N or C, T, L, or A.
 */
#ifndef LEVER_CALC_KINDS_H
#define LEVER_CALC_KINDS_H

#include "calc/calc.h"

/* Part of calc_bind; the formulas that this one needs come first. */
int kinds_bind(struct calc *calc, size_t index, struct error *err);

#endif
