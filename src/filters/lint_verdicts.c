/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/lint_verdicts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "words/track.h"
#include "words/verdicts.h"

static size_t place(const struct table *table, const char *name)
{
    size_t i;

    for (i = 0; i < table->width; i++)
        if (strcmp(table->columns[i].name, name) == 0)
            return i;
    return table->width;
}

static void want(struct table *table, const char *name, enum column_kind kind)
{
    size_t i = place(table, name);

    if (i < table->width)
        table_want(table, i, kind);
}

static const char *text(const struct table *table, const char *name, size_t row)
{
    size_t i = place(table, name);

    return i < table->width ? table->columns[i].texts[row] : "";
}

static double number(const struct table *table, const char *name, size_t row)
{
    size_t i = place(table, name);

    return i < table->width && table->columns[i].numbers ? table->columns[i].numbers[row] : NAN;
}

int lint_verdicts_read(const char *file, const struct common *common,
                       struct lint_verdicts *verdicts, struct error *err)
{
    static const char *const texts[] = { "output", "outcome", "measure", "verdict" };
    static const char *const numbers[] = { "mde", "p_hit", "now", "target", "low80", "high80" };
    struct dialect dialect = common_in_dialect(common);
    const struct result_table *known;
    struct table *table = table_open(file, &dialect, err);
    bool links;
    size_t i;

    if (!table)
        return -1;
    verdicts->tables = xrearray(verdicts->tables, verdicts->table_count + 1,
                                sizeof(struct table *));
    verdicts->tables[verdicts->table_count++] = table;
    known = result_table_of(table_names(table), table->width);
    if (known != &result_verdicts && known != &result_track)
        return error_at(err, file, 1, NULL, "these are no verdicts of lever test or lever track");
    links = known == &result_verdicts;
    for (i = 0; i < sizeof texts / sizeof *texts; i++)
        want(table, texts[i], COLUMN_TEXT);
    for (i = 0; i < sizeof numbers / sizeof *numbers; i++)
        want(table, numbers[i], COLUMN_NUMBER);
    if (table_load(table, 1, err) != 0)
        return -1;
    verdicts->items = xrearray(verdicts->items, verdicts->count + table->height + 1,
                               sizeof *verdicts->items);
    for (i = 0; i < table->height; i++)
        verdicts->items[verdicts->count++] = (struct lint_verdict){
            .output = links ? text(table, "output", i) : "",
            .outcome = text(table, links ? "outcome" : "measure", i),
            .verdict = text(table, "verdict", i),
            .mde = links ? number(table, "mde", i) : NAN,
            .p_hit = links ? NAN : number(table, "p_hit", i),
            .now = number(table, "now", i),
            .target = number(table, "target", i),
            .low80 = number(table, "low80", i),
            .high80 = number(table, "high80", i),
            .file = file,
            .line = table->lines[i],
        };
    return 0;
}

void lint_verdicts_free(struct lint_verdicts *verdicts)
{
    size_t i;

    for (i = 0; i < verdicts->table_count; i++)
        table_free(verdicts->tables[i]);
    free(verdicts->tables);
    free(verdicts->items);
}
