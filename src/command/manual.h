/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Manual pages: where they are, and what their NAME line says.
 */
#ifndef LEVER_COMMAND_MANUAL_H
#define LEVER_COMMAND_MANUAL_H

/* What has a page lever-NAME without being a filter; ended by NULL. */
extern const char *const manual_topics[];

/*
 * The file of a page ("lever-test"), of any section: in the tree that this program
 * was built in, or installed (where manual_summary looks; program NULL = this one).
 * NULL where there is no such page. The caller frees it.
 */
char *manual_find(const char *page, const char *program);

/*
 * The summary in the NAME section of a program's page in section 1. It is looked
 * for beside the program (bin/../share/man), on MANPATH, and where the system
 * keeps its pages; compressed by gzip or not, in mdoc(7) or man(7). Nothing is run.
 * NULL where there is no such page or no such line. The caller frees it.
 */
char *manual_summary(const char *page, const char *program);

#endif
