/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan, as it was read. */
#include "book/grid.h"
#include "book/kinds.h"

static void plan_plan(struct book *book, const struct sheet_kind *kind)
{
    grid_listings(book, kind, "Plan", "Plan: the measures and their roles");
}

static void write_plan(struct book *book, struct sheet *sheet)
{
    (void)book;
    grid_write(sheet, "plan", NULL);
}

static const char *const needs[] = { "measure", "role", NULL };
const struct sheet_kind sheet_kind_plan = {
    .rank = 80,
    .needs = needs,
    .cells_most = CELLS_ALL,
    .plan = plan_plan,
    .write = write_plan,
};
