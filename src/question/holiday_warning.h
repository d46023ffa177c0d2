/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Warns, where no calendar was named, of an output and an outcome that are far off on the same
 * holidays (period/shared_holidays.h): that makes a link that nobody made. One warning names the first
 * such link and counts the others. Not of panels, which have the periods' effects.
 */
#ifndef LEVER_QUESTION_HOLIDAY_WARNING_H
#define LEVER_QUESTION_HOLIDAY_WARNING_H

#include "question/link_tests.h"

void holiday_warning(struct link_tests *tests);

#endif
