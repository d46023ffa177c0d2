/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of result tables, made from local.mk; nothing else is here, so that a test can link a
   list of its own. */
#include "words/result.h"

#define RESULT(name) extern const struct result_table result_##name;
#include "words/list.h"
#undef RESULT

const struct result_table *const result_tables[] = {
#define RESULT(name) &result_##name,
#include "words/list.h"
#undef RESULT
    NULL,
};
