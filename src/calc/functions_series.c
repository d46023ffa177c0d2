/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/family.h"
extern const struct lever_function functions_series[];
const struct lever_function functions_series[] = { END_OF_FAMILY };
