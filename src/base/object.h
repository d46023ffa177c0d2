/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a file can be a shared object of this machine, before the loader maps it.
 *
 * dlopen believes what the headers say: where the file is shorter, or full of zeros, touching
 * the mapping ends the program with a signal. So the header, the segments and the dynamic
 * section (System V ABI, "Object Files"; elf(5)) are read first, and refused here.
 * What cannot be seen there, such as wrong code, is not looked for.
 */
#ifndef LEVER_BASE_OBJECT_H
#define LEVER_BASE_OBJECT_H

#include "base/error.h"

/* 0: it can be loaded as far as its headers tell. -1: with the path and the reason in err:
 * unreadable, no file, not a shared object, made for another machine, cut short, damaged. */
int object_check(const char *path, struct error *err);

#endif
