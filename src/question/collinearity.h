/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Says which columns of a question determine each other, or nearly do, before it is tested.
 *
 * The test drops a context column of which nothing is left beside the others, and is none the worse
 * for it; but who named the column believes that it is adjusted for, and where one is nearly a
 * combination of others, an output above all, its figures rest on a few digits. So each column in
 * turn is regressed on the trend and the columns before it (stats/linear.h), and what comes of it
 * is a warning that names all who take part, with how little is left and the reciprocal condition
 * number. Outputs are looked at beside the context, at lag 0. A column is named once, of the first
 * entity where it is so; of a panel entities are taken together, freed of their levels.
 */
#ifndef LEVER_QUESTION_COLLINEARITY_H
#define LEVER_QUESTION_COLLINEARITY_H

#include "question/link_tests.h"

void collinearity_warn(struct link_tests *tests);

#endif
