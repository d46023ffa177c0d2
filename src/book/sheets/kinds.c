/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/kinds.h"

/* The order is that of the sheets. */
const struct sheet_kind *const sheet_kinds[] = {
    &sheet_kind_cover, &sheet_kind_verdicts, &sheet_kind_results, &sheet_kind_matrix,
    &sheet_kind_charts, &sheet_kind_working, &sheet_kind_lags, &sheet_kind_data,
    &sheet_kind_plan, &sheet_kind_links, &sheet_kind_repairs, &sheet_kind_settings,
    &sheet_kind_notes, NULL,
};

static const struct sheet_kind *kind_of_result(const struct result_table *result)
{
    const struct sheet_kind *const *kind;

    for (kind = sheet_kinds; *kind; kind++)
        if ((*kind)->result == result)
            return *kind;
    return &sheet_kind_results;
}

const struct sheet_kind *sheet_kind_of(const struct source *source)
{
    const struct sheet_kind *const *kind;
    const struct sheet_kind *best = NULL;
    size_t most = 0;

    if (source->result && source->result->sheet)
        return kind_of_result(source->result);
    for (kind = sheet_kinds; *kind; kind++) {
        const char *const *name = (*kind)->needs;
        size_t asked = 0;

        if (!name)
            continue;
        while (name[asked] && source_column(source, name[asked]) >= 0)
            asked++;
        if (!name[asked] && (!best || asked > most)) {
            best = *kind;
            most = asked;
        }
    }
    return best;
}
