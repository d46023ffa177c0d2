/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/kinds.h"

#define SHEET(name) extern const struct sheet_kind sheet_kind_##name;
#include "book/list.h"
#undef SHEET

/* In the order of their files, which counts among kinds of one rank. */
static const struct sheet_kind *const kinds[] = {
#define SHEET(name) &sheet_kind_##name,
#include "book/list.h"
#undef SHEET
    NULL
};

const struct sheet_kind *sheet_kind_next(const struct sheet_kind *before)
{
    const struct sheet_kind *const *kind;
    const struct sheet_kind *next = NULL;
    bool passed = !before;

    for (kind = kinds; *kind; kind++) {
        bool later = !before || (*kind)->rank > before->rank ||
                     (passed && (*kind)->rank == before->rank);

        if (later && (!next || (*kind)->rank < next->rank))
            next = *kind;
        passed = passed || *kind == before;
    }
    return next;
}

static const struct sheet_kind *kind_of_result(const struct result_table *result)
{
    const struct sheet_kind *kind = NULL;

    while ((kind = sheet_kind_next(kind)) != NULL)
        if (kind->result == result)
            return kind;
    return &sheet_kind_results;
}

const struct sheet_kind *sheet_kind_of(const struct source *source)
{
    const struct sheet_kind *kind = NULL;
    const struct sheet_kind *best = NULL;
    size_t most = 0;

    if (source->result && source->result->sheet)
        return kind_of_result(source->result);
    while ((kind = sheet_kind_next(kind)) != NULL) {
        size_t asked = 0;

        if (!kind->needs)
            continue;
        while (kind->needs[asked] && source_column(source, kind->needs[asked]) >= 0)
            asked++;
        if (!kind->needs[asked] && (!best || asked > most)) {
            best = kind;
            most = asked;
        }
    }
    return best;
}
