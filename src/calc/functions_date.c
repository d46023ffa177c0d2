/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calc/family.h"
extern const struct lever_function functions_date[];
const struct lever_function functions_date[] = { END_OF_FAMILY };
