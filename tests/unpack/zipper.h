/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Zip archives for tests, as programs write them and as none should.
 */
#ifndef LEVER_TESTS_ZIPPER_H
#define LEVER_TESTS_ZIPPER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

enum zipper_flaw {
    ZIPPER_STORED = 1 << 0,   /* not deflated */
    ZIPPER_STREAMED = 1 << 1, /* sizes and CRC stand behind the bytes */
    ZIPPER_WRONG_CRC = 1 << 2,
    ZIPPER_ENCRYPTED = 1 << 3, /* says so */
    ZIPPER_WIDE = 1 << 4,      /* sizes of 64 bits (zip64) */
    ZIPPER_SHORT = 1 << 5,     /* the list says one byte less than there is */
    ZIPPER_METHOD = 1 << 6,    /* packed by a method that nobody knows */
};

struct zipper {
    struct text out;
    struct text list;
    size_t count;
    bool wide;
};

/* Starts as all zero; zipper_end completes out, which the caller frees with zipper_free. */
void zipper_add(struct zipper *zipper, const char *name, const char *bytes, size_t length,
                unsigned flaws);
/* So many bytes of zero. */
void zipper_add_zeros(struct zipper *zipper, const char *name, size_t length);
void zipper_end(struct zipper *zipper);
void zipper_free(struct zipper *zipper);

/* The parts of a workbook around sheets: names are theirs, sheet i is xl/worksheets/sheet<i>.xml,
 * which the caller adds. */
void zipper_add_book(struct zipper *zipper, const char *const *names, size_t count, bool from_1904,
                     unsigned flaws);
/* A sheet with these rows, as XML in the first place of such a workbook: all of it in one. */
void zipper_book(struct zipper *zipper, const char *rows, size_t length, bool from_1904);

#endif
