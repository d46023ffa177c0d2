/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all result tables of the book found, one beside the other: the answers that stand on the
 * cover, in the order in which they stand there. Internal to book/.
 *
 * First what moves, then what changed, then where the goals stand, then what moves nothing, then what
 * cannot be told yet; in each of these the strongest first. How strong: the effect over the smallest
 * one that matters, as the links or the plan state it, else over its standard error (the 95 %
 * interval is 3.92 of these wide). A finding whose table gives no effect, or no interval, stands
 * behind those that have one.
 */
#ifndef LEVER_BOOK_FINDINGS_H
#define LEVER_BOOK_FINDINGS_H

#include "book/book_private.h"

enum answer {
    ANSWER_MOVES,
    ANSWER_CHANGED,
    ANSWER_GOALS,
    ANSWER_STILL, /* it answers the question, and what was looked for is not there */
    ANSWER_OPEN,  /* the data do not tell */
    ANSWERS       /* how many */
};

/* A row of a result table that has verdicts. Text is never NULL; it belongs to the book. */
struct book_finding {
    enum answer answer;
    size_t number; /* from 0, in the order of the tables */
    const struct source *source;
    size_t row;
    struct book_link *link; /* that was tested; NULL = the row is of another table */
    const char *what;       /* "calls and churn (North)" */
    const char *word;       /* its verdict */
    const char *note;       /* its sentence */
    double effect;          /* in its own unit, with its interval; NaN = not given */
    double low, high;
    double scale; /* > 0, in that unit; NaN = not known */
    bool stated;  /* the scale is an effect that somebody said matters */
    double more;  /* periods until it can be told; NaN = not given */
};

/* Reads them, after model_links; book->findings, freed by findings_free. */
void findings_take(struct book *book);
void findings_free(struct book *book);

/* How strong it is, see above; -1 where that is not known. */
double finding_strength(const struct book_finding *finding);
/* The sheet to look at for more: the link's chart, else the table it stands in; or NULL. */
const struct sheet *finding_page(const struct book *book, const struct book_finding *finding);
/* findings.c among the sheets: the cells that the picture is drawn from, in the order of the findings:
 * the column of the k-th part of each interval. The first column says what each is about. */
enum { findings_parts = 5 };
lxw_col_t findings_part(size_t k);
/* So many at most have a picture, and a page that is printed. */
enum { findings_shown = 12 };
/* "What moves": the heading of such answers; constant. */
const char *answer_heading(enum answer answer);

#endif
