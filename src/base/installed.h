/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the package's own files are. configure says where they are installed; a package that was
 * moved as a whole, or stands below another root, keeps the way from its program to its folders.
 */
#ifndef LEVER_BASE_INSTALLED_H
#define LEVER_BASE_INSTALLED_H

/* `folder` as configure has it, from the folder of programs (`bin`, likewise) of the program
 * `program`: with bin /usr/bin and folder /usr/lib/x, a program /opt/bin/lever has /opt/lib/x. NULL:
 * the program stands in no folder that ends as bin does. The caller frees it. */
char *installed_beside(const char *folder, const char *bin, const char *program);

/* The folder beside the program that runs, where there is one; else `folder`. The caller frees it. */
char *installed_folder(const char *folder);

#endif
