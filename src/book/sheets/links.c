/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The links written down beforehand, as they were read. */
#include "book/grid.h"
#include "book/kinds.h"

static void plan_links(struct book *book, const struct sheet_kind *kind)
{
    grid_listings(book, kind, "Links", "Links: the hypotheses written down before looking");
}

static void write_links(struct book *book, struct sheet *sheet)
{
    (void)book;
    grid_write(sheet, "links", NULL);
}

static const char *const needs[] = { "output", "outcome", "sign", NULL };
const struct sheet_kind sheet_kind_links = {
    .rank = 90,
    .needs = needs,
    .cells_most = CELLS_ALL,
    .plan = plan_links,
    .write = write_links,
};
