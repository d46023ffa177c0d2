/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan beside a table: what @output and its like select, and which columns play a part
 * without being named. Messages go by the same words in every filter.
 */
#ifndef LEVER_QUESTION_ROLES_H
#define LEVER_QUESTION_ROLES_H

#include <stdbool.h>

#include "command/common.h"
#include "plan/links.h"
#include "plan/plan.h"
#include "table/select.h"
#include "table/table.h"

struct roles {
    struct plan *plan;         /* NULL = none was given */
    struct role_source source; /* for select_columns; without a plan it asks for one */
};

/*
 * Reads a plan and links that go with it; either file may be NULL, and so is then what it becomes.
 * All that is wrong with both is said, but for the last of it, which *err gets; then both are
 * NULL. Where the plan has faults, the names in the links are not held against it. `aloud`: what
 * they have to note is said too. The caller frees both.
 */
int roles_read(const char *plan_file, const char *links_file, bool aloud, struct plan **plan,
               struct links **links, struct error *err);

/* Reads --plan into *plan, NULL where it is not given, and says what it has to say; plan_free'd. */
int roles_plan(const struct common *common, struct plan **plan, struct error *err);

/* Reads --plan, where it is given, and says what it has to say; freed by roles_close, whatever
 * this returns. */
int roles_open(struct roles *roles, const struct common *common, struct error *err);
void roles_close(struct roles *roles);

/* Adds the columns of the table that the plan gives this role, those that are there; the
 * selection has room. */
void roles_add(const struct plan *plan, enum role role, const struct table *table,
               struct selection *selection);

/* Refuses: neither named nor, where there is a plan, among what it has of that role. */
int roles_none(const struct plan *plan, const struct table *table, bool outputs, struct error *err);

#endif
