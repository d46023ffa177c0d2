/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Filters that are programs of their own: any executable lever-NAME on
 * LEVER_EXEC_PATH, in the package's filter folder, or on PATH, in that order.
 */
#ifndef LEVER_FILTERS_EXTERNAL_H
#define LEVER_FILTERS_EXTERNAL_H

#include "base/error.h"

/*
 * Becomes lever-NAME with argv[1 ..]. Returns only where that did not happen:
 * 0 there is no such program, -1 it is there but cannot be run. The program finds
 * LEVER_VERSION and LEVER_EXEC_PATH (always set, maybe empty) in its environment.
 */
int external_run(const char *name, char **argv, struct error *err);

/* The path of lever-NAME, which the caller frees; NULL where there is none. */
char *external_find(const char *name);

/*
 * The file of a manual page ("lever-test") in the tree this program was built
 * in, for use before it is installed; NULL elsewhere. The caller frees it.
 */
char *external_man_page(const char *page);

#endif
