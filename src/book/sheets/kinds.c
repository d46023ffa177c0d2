/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/kinds.h"

/* The order is that of the sheets. */
const struct sheet_kind *const sheet_kinds[] = {
    &sheet_kind_cover, &sheet_kind_verdicts, &sheet_kind_matrix, &sheet_kind_charts,
    &sheet_kind_working, &sheet_kind_lags,  &sheet_kind_data,   &sheet_kind_plan,
    &sheet_kind_links, &sheet_kind_repairs, &sheet_kind_settings, &sheet_kind_notes, NULL,
};

const struct sheet_kind *sheet_kind_of(const struct source *source)
{
    const struct sheet_kind *const *kind;
    const struct sheet_kind *best = NULL;
    size_t most = 0;

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
