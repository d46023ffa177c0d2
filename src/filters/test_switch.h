/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An output that is switched on once is a date, and has a filter of its own. */
#ifndef LEVER_FILTERS_TEST_SWITCH_H
#define LEVER_FILTERS_TEST_SWITCH_H

#include "question/link_tests.h"

/* Notes, for each output that is 0 or 1 and changes once or twice, the command of lever impact. file: the
 * table, as the user named it. */
void test_switch_note(struct link_tests *tests, const char *file);

#endif
