/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "filters/compare_schedule.h"
#include "table/keys.h"
#include "table/select.h"
#include "table/table.h"

/* The file's rows by entity and period. */
struct grid {
    struct table *table;
    size_t period, entity, level, block; /* columns; entity SIZE_MAX = none */
    struct periods periods;
    struct keys keys;
    size_t *who; /* each row's entity */
    size_t n;    /* periods from the first to the last */
    size_t *row; /* entities x n; SIZE_MAX = none */
};

static int find_columns(struct grid *grid, struct error *err)
{
    const struct {
        const char *name;
        size_t *at;
    } wanted[] = { { "period", &grid->period },
                   { "level", &grid->level },
                   { "block", &grid->block },
                   { "entity", &grid->entity } };
    struct table *table = grid->table;
    size_t i, j;

    for (i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        for (j = 0; j < table->width && strcmp(table->columns[j].name, wanted[i].name) != 0; j++)
            ;
        *wanted[i].at = j < table->width ? j : SIZE_MAX;
        if (j < table->width)
            table_want(table, j, i == 1 || i == 2 ? COLUMN_NUMBER : COLUMN_TEXT);
        else if (i < 3)
            return error_at(err, table->file, 0, NULL,
                            "no column \"%s\": that is no calendar of lever nudge", wanted[i].name);
    }
    return table_load(table, 1, err);
}

static int find_periods(struct grid *grid, const struct common *common, struct error *err)
{
    struct table *table = grid->table;
    struct period_options options;

    if (common_period(common, &options, err) != 0)
        return -1;
    options.fixed = false; /* the calendar says its kind itself */
    options.format = NULL;
    options.file = table->file;
    options.column = "period";
    options.lines = table->lines;
    return periods_read(table->columns[grid->period].texts, table->height, &options, &grid->periods,
                        err);
}

/* Lays the rows out; each entity has each period, once. */
static int lay_out(struct grid *grid, struct schedule *schedule, struct error *err)
{
    const struct table *table = grid->table;
    const long *index = grid->periods.index;
    long last = index[0];
    size_t i;

    schedule->first = index[0];
    grid->who = xarray(table->height, sizeof *grid->who);
    for (i = 0; i < table->height; i++) {
        const char *name = grid->entity == SIZE_MAX ? "" : table->columns[grid->entity].texts[i];

        if (index[i] == PERIOD_NONE)
            return error_at(err, table->file, table->lines[i], "period", "empty");
        schedule->first = index[i] < schedule->first ? index[i] : schedule->first;
        last = index[i] > last ? index[i] : last;
        grid->who[i] = keys_number(&grid->keys, name, strlen(name));
    }
    if (last - schedule->first >= (long)table->height)
        return error_at(err, table->file, 0, "period",
                        "periods are missing between the first and the last");
    grid->n = (size_t)(last - schedule->first) + 1;
    grid->row = xarray(grid->keys.count * grid->n, sizeof *grid->row);
    for (i = 0; i < grid->keys.count * grid->n; i++)
        grid->row[i] = SIZE_MAX;
    for (i = 0; i < table->height; i++) {
        size_t *row = &grid->row[grid->who[i] * grid->n + (size_t)(index[i] - schedule->first)];

        if (*row != SIZE_MAX)
            return error_at(err, table->file, table->lines[i], "period",
                            "\"%s\" is there twice for the same entity, also on line %lu",
                            table->columns[grid->period].texts[i], table->lines[*row]);
        *row = i;
    }
    for (i = 0; i < grid->keys.count * grid->n; i++)
        if (grid->row[i] == SIZE_MAX)
            return error_at(err, table->file, 0, "period",
                            "not every entity has every period: it is no calendar of lever nudge");
    return 0;
}

static int find_levels(const struct grid *grid, struct schedule *schedule, struct error *err)
{
    const struct table *table = grid->table;
    const double *level = table->columns[grid->level].numbers;
    size_t i;

    schedule->low = schedule->high = level[0];
    for (i = 0; i < table->height; i++) {
        if (!isfinite(level[i]))
            return error_at(err, table->file, table->lines[i], "level", "no level");
        schedule->low = fmin(schedule->low, level[i]);
        schedule->high = fmax(schedule->high, level[i]);
    }
    for (i = 0; i < table->height; i++)
        if (level[i] != schedule->low && level[i] != schedule->high)
            return error_at(err, table->file, table->lines[i], "level",
                            "%g is a third level beside %g and %g", level[i], schedule->low,
                            schedule->high);
    if (schedule->low == schedule->high)
        return error_at(err, table->file, 0, "level", "the level is always %g", schedule->low);
    return 0;
}

/* How many periods the first block has, and that all have as many, numbered 1, 2, 3. */
static int find_blocks(const struct grid *grid, struct schedule *schedule, struct error *err)
{
    const struct table *table = grid->table;
    const double *block = table->columns[grid->block].numbers;
    size_t e, t;

    for (schedule->set.block = 1; schedule->set.block < grid->n; schedule->set.block++)
        if (block[grid->row[schedule->set.block]] != block[grid->row[0]])
            break;
    schedule->set.entities = grid->keys.count;
    schedule->set.pairs = grid->n / (2 * schedule->set.block);
    for (e = 0; e < grid->keys.count; e++)
        for (t = 0; t < grid->n; t++) {
            size_t row = grid->row[e * grid->n + t];

            if (block[row] != (double)(t / schedule->set.block) + 1)
                return error_at(err, table->file, table->lines[row], "block",
                                "%g, where block %zu is due: blocks are equally long and numbered "
                                "from 1",
                                block[row], t / schedule->set.block + 1);
        }
    if (schedule->set.pairs * 2 * schedule->set.block != grid->n)
        return error_at(err, table->file, 0, "block",
                        "%zu periods are not whole pairs of blocks of %zu", grid->n,
                        schedule->set.block);
    return 0;
}

static int find_coins(const struct grid *grid, struct schedule *schedule, struct error *err)
{
    const struct table *table = grid->table;
    const double *level = table->columns[grid->level].numbers;
    size_t entities = grid->keys.count, e, t;

    schedule->coin = xarray(schedule->set.pairs * entities, 1);
    for (e = 0; e < entities; e++)
        for (t = 0; t < grid->n; t++) {
            size_t row = grid->row[e * grid->n + t], block = t / schedule->set.block;
            signed char *coin = &schedule->coin[block / 2 * entities + e];
            int now = level[row] == schedule->high ? 1 : -1;

            if (t % (2 * schedule->set.block) == 0)
                *coin = (signed char)now;
            else if (now != (block % 2 ? -*coin : *coin))
                return error_at(err, table->file, table->lines[row], "level",
                                "%g: the two blocks of a pair have one level each, which here "
                                "they have not; the calendar was changed after it was drawn",
                                level[row]);
        }
    if (!nudge_may_be(&schedule->set, schedule->coin))
        return error_at(err, table->file, 0, "level",
                        "not half of the entities have the higher level: the calendar was changed "
                        "after it was drawn");
    return 0;
}

int schedule_read(struct schedule *schedule, const struct common *common, const char *file,
                  struct error *err)
{
    struct dialect plain = { .delimiter = ',' };
    struct grid grid = { .table = table_open(file, &plain, err), .keys = KEYS_EMPTY };
    int status = grid.table ? 0 : -1;
    size_t e;

    *schedule = (struct schedule){ .file = file };
    if (status == 0)
        status = find_columns(&grid, err);
    if (status == 0)
        status = find_periods(&grid, common, err);
    if (status == 0 &&
        (lay_out(&grid, schedule, err) != 0 || find_levels(&grid, schedule, err) != 0 ||
         find_blocks(&grid, schedule, err) != 0))
        status = -1;
    if (status == 0) {
        schedule->kind = grid.periods.kind;
        schedule->entity = xcalloc(grid.keys.count, sizeof *schedule->entity);
        for (e = 0; e < grid.keys.count; e++) {
            size_t length;
            const char *bytes = keys_bytes(&grid.keys, e, &length);

            schedule->entity[e] = xstrndup(bytes, length);
        }
        status = find_coins(&grid, schedule, err);
    }
    periods_free(&grid.periods);
    keys_free(&grid.keys);
    free(grid.who);
    free(grid.row);
    table_free(grid.table);
    return status;
}

void schedule_free(struct schedule *schedule)
{
    size_t e;

    for (e = 0; e < schedule->set.entities && schedule->entity; e++)
        free(schedule->entity[e]);
    free(schedule->entity);
    free(schedule->coin);
    schedule->entity = NULL;
    schedule->coin = NULL;
}
