/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/roles.h"

#include <string.h>

#include "base/message.h"

int roles_read(const char *plan_file, const char *links_file, bool aloud, struct plan **plan,
               struct links **links, struct error *err)
{
    struct faults faults = FAULTS_NONE;

    *plan = plan_file ? plan_read(plan_file, &faults) : NULL;
    *links = links_file ? links_read(links_file, *plan, &faults) : NULL;
    if (aloud && *plan && (*plan)->note)
        message_note("%s", (*plan)->note);
    if (aloud && *links && (*links)->note)
        message_note("%s", (*links)->note);
    if (message_faults(&faults, err) == 0)
        return 0;
    plan_free(*plan);
    links_free(*links);
    *plan = NULL;
    *links = NULL;
    return -1;
}

int roles_plan(const struct common *common, struct plan **plan, struct error *err)
{
    struct links *none;

    return roles_read(common->plan, NULL, true, plan, &none, err);
}

int roles_open(struct roles *roles, const struct common *common, struct error *err)
{
    *roles = (struct roles){ .plan = NULL };
    if (roles_plan(common, &roles->plan, err) != 0)
        return -1;
    roles->source = plan_roles(roles->plan);
    return 0;
}

void roles_close(struct roles *roles)
{
    plan_free(roles->plan);
    *roles = (struct roles){ .plan = NULL };
}

void roles_add(const struct plan *plan, enum role role, const struct table *table,
               struct selection *selection)
{
    const char *const *names = table_names(table);
    size_t m;
    size_t i;

    for (m = 0; plan && m < plan->role_count[role]; m++)
        for (i = 0; i < table->width; i++)
            if (strcmp(names[i], plan->names[role][m]) == 0)
                selection->columns[selection->count++] = i;
}

int roles_none(const struct plan *plan, const struct table *table, bool outputs, struct error *err)
{
    const char *word = outputs ? "output" : "outcome";
    enum role role = outputs                                  ? ROLE_OUTPUT
                     : plan && plan->role_count[ROLE_OUTCOME] ? ROLE_OUTCOME
                                                              : ROLE_GUARDRAIL;

    if (plan && plan->role_count[role] == 0)
        return error_usage(err, "%s has no %s; name the columns with %s", file_shown(plan->file),
                           word, outputs ? "-x" : "-y");
    if (plan)
        return error_at(err, table->file, 0, NULL, "no %s of %s (%s, ...) is a column here", word,
                        file_shown(plan->file), plan->names[role][0]);
    return error_usage(err, "which %ss? Name the columns with %s, or give --plan or --links", word,
                       outputs ? "-x" : "-y");
}
