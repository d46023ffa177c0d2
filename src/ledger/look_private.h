/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of a look share (look.c, look_past.c, look_decide.c, look_write.c); nobody else
 * needs it.
 *
 * plan_sum is  `plan=SUM lags=A..B end=PERIOD total=T | what is asked` and, where it was called otherwise before,
 * ` | was NAME`. data_sum is  `x=SUM y=SUM from=PERIOD step=N parts=… at=LAG se=S found=SIGN by=…`:
 * lever-ledger(5).
 */
#ifndef LEVER_LEDGER_LOOK_PRIVATE_H
#define LEVER_LEDGER_LOOK_PRIVATE_H

#include "ledger/look.h"

enum { LOOK_PARTS = 128, LOOK_SUM = 20 };

/* Fills what looks_take promises; because: there is a reason. look_clear frees that again. */
void look_resolve(const struct ledger *ledger, bool because, struct look *look);
void look_clear(struct look *look);

/* Adds the rows of that name before a row to `rows`, which holds `count`, and before them those of
 * the name it had before; returns how many it holds now. */
size_t look_rows(const struct ledger *ledger, const char *name, size_t before, size_t *rows,
                 size_t count);
/* Has another name taken over from this one, which no run has used since? */
bool look_is_over(const struct ledger *ledger, const char *name);
/* What is asked, of a row's plan_sum: at, and how long. */
const char *look_plan(const char *plan_sum, size_t *length);
/* Its number of that name; NaN where there is none. */
double look_number(const char *text, const char *key);
/* The sign of what was found, of its data_sum. */
int look_found(const struct looks_row *row);
/* The row could be tested. */
bool look_tested(const struct looks_row *row);
/* Its name before, of a row's plan_sum; NULL = none is said. */
const char *look_was(const char *plan_sum);

#endif
