/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The aggregates: a row each, in the order in which plans and messages list them.
 *
 *   AGGREGATE(NEEDS, NAME, HELP, MEMBERS)
 *
 * NEEDS is NUMBERS, TEXTS or NOTHING; NAME is roll's option and the plan's word for it; HELP is
 * the option's sentence; MEMBERS are the others of struct aggregate_kind (aggregate.h). There is
 * no guard: whoever includes this says first what AGGREGATE makes of a row. A new aggregate is a
 * row here, its functions in aggregate.c, and its entry in lever-roll(1) and lever-plan(5).
 */
/* clang-format off */
AGGREGATE(NUMBERS, sum, "add these up; NEW=OLD renames",
          .size = sizeof(struct total), .zero = true,
          .add_number = total_add, .merge = total_merge, .write = sum_write)
AGGREGATE(NUMBERS, mean, "average",
          .size = sizeof(struct total),
          .add_number = total_add, .merge = total_merge, .write = mean_write)
AGGREGATE(NOTHING, count, "how many rows, in a column of this name",
          .size = sizeof(struct tally), .zero = true, .counts = true,
          .add = count_add, .merge = tally_merge, .write = tally_write)
AGGREGATE(NUMBERS, min, "smallest number",
          .size = sizeof(struct extreme),
          .add_number = min_add, .merge = min_merge, .write = extreme_write)
AGGREGATE(NUMBERS, max, "largest number",
          .size = sizeof(struct extreme),
          .add_number = max_add, .merge = max_merge, .write = extreme_write)
AGGREGATE(NUMBERS, median, "middle number",
          .size = sizeof(struct pile),
          .add_number = pile_add, .merge = pile_merge, .write = median_write, .free = pile_free)
AGGREGATE(TEXTS, first, "value of the earliest row that has one",
          .size = sizeof(struct pick), .set_day = pick_set_day,
          .add = first_add, .merge = first_merge, .write = pick_write, .free = pick_free)
AGGREGATE(TEXTS, last, "value of the latest row that has one",
          .size = sizeof(struct pick), .set_day = pick_set_day,
          .add = last_add, .merge = last_merge, .write = pick_write, .free = pick_free)
AGGREGATE(TEXTS, distinct, "how many different values",
          .size = sizeof(struct tally), .zero = true, .counts = true,
          .add = distinct_add, .merge_all = distinct_merge_all, .write = tally_write)
AGGREGATE(TEXTS, new, "how many IDs come for the first time, in ID_new",
          .visit = VISIT_NEW, .zero = true, .counts = true, .add = visit_add)
AGGREGATE(TEXTS, kept, "how many IDs came shortly before, too, in ID_kept",
          .visit = VISIT_KEPT, .zero = true, .counts = true, .add = visit_add)
AGGREGATE(TEXTS, returned, "how many IDs come back after being away, in ID_returned",
          .visit = VISIT_RETURNED, .zero = true, .counts = true, .add = visit_add)
AGGREGATE(TEXTS, lost, "how many IDs have stayed away since, in ID_lost",
          .visit = VISIT_LOST, .counts = true, .add = visit_add)
/* clang-format on */
