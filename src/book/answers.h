/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The answer in words, line by line, as a cover tells it: the question, what all findings come to, a
 * sentence a finding, what to do next, what the words mean, what it is based on. How a line looks is
 * the cover's, or the page's. Internal to book/.
 */
#ifndef LEVER_BOOK_ANSWERS_H
#define LEVER_BOOK_ANSWERS_H

#include "book/findings.h"

enum line_kind {
    LINE_HEADING,
    LINE_SUBHEADING, /* of findings that have the same answer */
    LINE_PROSE,
    LINE_FINDING,
    LINE_LEFT,   /* "118 more": findings that have no line; it goes on with where they are */
    LINE_PICTURE /* here is the place for the picture of all findings */
};

struct answer_line {
    enum line_kind kind;
    const char *text;                   /* the book's */
    const struct book_finding *finding; /* of LINE_FINDING */
    enum answer answer;                 /* of LINE_LEFT: what those are */
};

struct answers {
    struct answer_line *lines;
    size_t count, capacity;
};

/* After findings_take. The caller frees with answers_free. */
void answers_tell(struct book *book, struct answers *answers);
void answers_free(struct answers *answers);

/* The figures of a tested link in a line; what CORREL on its raw columns makes people believe, and why
 * the verdict is another, if it is: "" where the table does not say. The book keeps both. */
const char *link_figures(struct book *book, const struct book_link *link);
const char *link_spreadsheet(struct book *book, const struct book_link *link);

#endif
