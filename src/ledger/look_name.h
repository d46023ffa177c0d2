/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a look is about, as the cell `link` of a ledger says it.
 *
 *   calls > revenue                  a link, of test
 *   calls > revenue @ North          … of one entity
 *   impact: Search v2 > users        an event and an outcome
 *   drift: calls > revenue           whether a link has come apart
 *   track: revenue                   a measure and its target
 *
 * A name that holds `>`, `@`, `:` or `"`, or is empty, stands in double quotes, its own doubled.
 */
#ifndef LEVER_LEDGER_LOOK_NAME_H
#define LEVER_LEDGER_LOOK_NAME_H

#include <stdbool.h>

enum look_kind { LOOK_LINK, LOOK_IMPACT, LOOK_DRIFT, LOOK_TRACK, LOOK_KINDS };

struct look_name {
    enum look_kind kind;
    char *from, *to; /* of LOOK_TRACK from is "" */
    char *entity;    /* "" = none, or all */
};

/* The cell; the caller frees it. from and entity may be NULL. */
char *look_name_make(enum look_kind kind, const char *from, const char *to, const char *entity);
/* And back; false where it is no such cell. look_name_free in either case. */
bool look_name_read(const char *cell, struct look_name *name);
void look_name_free(struct look_name *name);

#endif
