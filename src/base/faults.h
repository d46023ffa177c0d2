/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is wrong with something that people wrote, all of it: a list of errors.
 *
 * Who reads on after a fault adds it here. Of a list that grows beyond all sense (another file
 * was given by mistake) the first FAULTS_MOST are kept and the others are counted. The list owns
 * its memory; it starts as FAULTS_NONE and ends with faults_free.
 */
#ifndef LEVER_BASE_FAULTS_H
#define LEVER_BASE_FAULTS_H

#include <stddef.h>

#include "base/error.h"

enum { FAULTS_MOST = 1000 };

struct faults {
    struct error *items; /* in the order in which they were found */
    size_t count;
    size_t capacity;
    size_t more; /* were found and not kept */
};
/* clang-format off */
#define FAULTS_NONE { NULL, 0, 0, 0 }
/* clang-format on */

/* Adds a copy; returns -1, so that a function can say: return faults_add(faults, &err). */
int faults_add(struct faults *faults, const struct error *err);
/* How many were found. */
size_t faults_found(const struct faults *faults);
void faults_free(struct faults *faults); /* it is FAULTS_NONE again */

#endif
