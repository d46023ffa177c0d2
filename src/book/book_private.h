/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the kinds of sheet share; internal to book/.
 *
 * A workbook comes about in three steps. The tables are read and each is given
 * its kind. Every kind plans its sheets: names, titles, the row where a table
 * begins - so that a formula can refer to a cell that is not written yet. Then
 * the sheets are written.
 *
 * A sheet has its title in A1, in A2 how many tables it holds, then lines of
 * text in column A, and directly below them its one table.
 *
 * Errors are kept: after the first failure in a workbook the sheet_ functions do
 * nothing, and book_write returns that failure.
 */
#ifndef LEVER_BOOK_BOOK_PRIVATE_H
#define LEVER_BOOK_BOOK_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <xlsxwriter.h>

#include "base/error.h"
#include "base/output.h"
#include "base/text.h"
#include "book/book.h"
#include "book/source.h"
#include "book/value.h"
#include "words/result.h"

struct book;
struct book_finding;
struct sheet;
struct repair_row;
struct repair_group;

/* A kind of sheet: book/sheets/NAME.c, which ends with its sheet_kind_NAME, and its line in
 * local.mk, from which the list of kinds is made. A result table needs none: see
 * sheets/results.c. */
struct sheet_kind {
    int rank; /* its place in the book: sheets stand by rank, then by the name of the kind */
    /* The columns by which a table that is no result table is known (ended by NULL), whatever
     * others it has; of the kinds that fit, the one that asks for most is taken. NULL: this
     * kind shows no such table. */
    const char *const *needs;
    size_t cells_most; /* cells of its tables to hold in memory */
    /* Adds the kind's sheets, where there is something to show. */
    void (*plan)(struct book *book, const struct sheet_kind *kind);
    void (*write)(struct book *book, struct sheet *sheet);
    const struct result_table *result; /* a kind of its own for this result table; NULL = none */
};
#define CELLS_ALL ((size_t)-1)
/* The kind that comes next by rank; the first behind NULL, NULL behind the last. */
const struct sheet_kind *sheet_kind_next(const struct sheet_kind *before);
/* By the result table that the source is, where it is one; else by its columns. */
const struct sheet_kind *sheet_kind_of(const struct source *source);

struct grid_column {
    const char *header; /* made non-empty and unique */
    double width;       /* in characters */
    bool number;        /* its cells stand to the right, and so do its header and its marks */
};

struct sheet {
    const struct sheet_kind *kind;
    struct book *book;
    char *name;      /* unique, at most 31 characters */
    char *reference; /* the name as formulas write it: 'Working 1' */
    char *title;     /* A1 */
    char **lines;    /* below A2, one a row */
    size_t line_count, line_capacity;
    bool has_table;
    bool printed;            /* sheet_print */
    bool stream;             /* rows go straight to disk: no table object */
    struct sheet_rows *rows; /* the cells of such a sheet go there; NULL: to libxlsxwriter */
    lxw_row_t header;        /* row of the table's header; set by sheet_add's caller, see below */
    struct source *source;   /* the table it shows, or NULL */
    struct grid *grid;       /* how the table's columns are shown; grid.h */
    struct live *live;       /* its columns that are formulas, or NULL; formulas.h */
    struct book_link *link;  /* the link it is about, or NULL */
    lxw_worksheet *worksheet;
    struct grid_column *columns; /* once these are known; their headers are borrowed */
    size_t column_count;
    double *heights; /* of its rows, in points */
    size_t row_count, row_capacity;
};

/* A link as the book shows it: what the verdicts, the working and the lags say of it. */
struct book_link {
    size_t number; /* 1, 2, ... in the order of the verdicts */
    const char *output, *outcome, *entity;
    const struct source *verdicts; /* NULL: not among them */
    size_t row;                    /* in verdicts */
    const struct source *working;  /* NULL: not shown */
    size_t *rows;                  /* its rows there, n of them */
    size_t n, row_capacity;
    struct sheet *sheet, *chart;
    double *x, *y, *x_white, *y_white; /* n each */
    long lag;
    const char *step;           /* what one lag is: "week"; "row" where the rows have no time */
    double df;                  /* whole; NaN unknown */
    double effect, se, r, t, p; /* from the whitened columns; NaN where they cannot be had */
    const struct source *lags;
    size_t *lag_rows;
    size_t lag_n, lag_capacity;
    struct sheet *lag_sheet;
    struct naive *naive; /* NULL: no data sheet has its columns; naive.h */
};

enum style {
    STYLE_TITLE,
    STYLE_HEADING,
    STYLE_LINE,          /* text above a table: runs over the cells beside it */
    STYLE_PROSE,         /* text on a page of text: wrapped */
    STYLE_HEADER,        /* of a table's column */
    STYLE_HEADER_NUMBER, /* of a column of numbers */
    STYLE_CELL,          /* text in a table: wrapped */
    STYLE_MARK,          /* the same where a number would stand */
    STYLE_LINK,
    STYLE_POINTER, /* a link that stands in no table */
    STYLE_NUMBER,
    STYLE_FIGURE /* a number above a table, its label in its number format */
};

struct styled {
    enum style style;
    char *number_format;
    lxw_format *format;
};

/* Of every p: what would round to nothing is said to be low, not 0. */
#define p_format "[<0.00005]\"[low]\";0.0000"

/* What a book of links is called, and what it asks, where nothing else is said. */
#define book_title "Do our outputs move our outcomes?"
#define book_question                                                                              \
    "Which of the things we do (outputs) are connected to what changes for somebody "              \
    "(outcomes), once trend, season and chance are allowed for?"

struct book {
    const struct book_options *options;
    const char *title, *question; /* as asked for, or lever's own; plain text; "" asks nothing */
    struct text *notes;
    struct error *err;
    bool failed;
    lxw_workbook *workbook;
    struct source **sources;
    size_t source_count;
    struct source *formulas; /* what calc --formulas wrote, or NULL */
    struct sheet **sheets;   /* in their order */
    size_t sheet_count, sheet_capacity;
    struct book_link **links;
    size_t link_count, link_capacity;
    struct book_finding *findings; /* findings.h */
    size_t finding_count, finding_capacity;
    struct styled *styles;
    size_t style_count, style_capacity;
    char **names; /* defined so far, and tables' names: they share one space */
    size_t name_count, name_capacity;
    size_t hyperlinks; /* on the sheet being written */
    size_t truncated;
    struct repair_log *repairs; /* NULL: no log of them was given */
    char **kept;
    size_t kept_count, kept_capacity;
};

/* model.c: the links, from the verdicts, the working and the lags; before planning. */
void model_links(struct book *book);
/* What the lags of all links are counted in: "week", or "period" where they differ. */
const char *book_step(const struct book *book);
const char *book_steps(struct book *book); /* "weeks"; "periods" also where rows have no time */
void model_free(struct book *book);
/* The link that a row of a table of verdicts, working or lags is about, or NULL. */
struct book_link *model_link_at(const struct book *book, const struct source *source, size_t row);
/* The figure of the verdicts table called so for a link; NaN where there is none. And its text. */
double link_number(const struct book_link *link, const char *column);
/* Were its rows in the order of a time? */
bool link_timed(const struct book_link *link);
const char *link_text(const struct book_link *link, const char *column);
/* Is the figure computed from the working the one in the verdicts table? Where the working is of
 * another run, the table's stands. */
bool link_is_live(const struct book_link *link, const char *column, double live);
/* "calls -> revenue (North)" for titles. */
const char *link_name(struct book *book, const struct book_link *link);

/* working.c: is the working that of several entities, in a link of them all? */
bool working_is_panel(const struct book_link *link);
/* The columns of a link's working sheet; a panel's has the entity behind the period. */
enum working_column {
    WORKING_PERIOD,
    WORKING_X,
    WORKING_Y,
    WORKING_X_WHITE,
    WORKING_Y_WHITE,
    WORKING_FITTED,
    WORKING_RESIDUAL,
    WORKING_COLUMNS
};
lxw_col_t working_place(const struct book_link *link, enum working_column column);
enum { WORKING_ENTITY = 1 }; /* its place, of a panel */
/* How the output stands against the outcome's period in it: ", 3 weeks earlier"; "" the same. */
const char *working_shift(struct book *book, const struct book_link *link);
/* What the first column of a link's working is called. */
const char *working_period(struct book *book, const struct book_link *link);

/* results.c: how the columns of result tables (words/result.h) are shown. */
/* The header, with what a lag is counted in for its #, and behind it the number of its note. */
const char *result_shown(struct book *book, const char *header, const struct result_note *note);
/* How a column's figures are written; NULL: by their size. */
const char *result_format(enum result_shape shape);
/* Does the book hold a result table that has a sheet? */
bool book_has_results(const struct book *book);
/* The next table after `after` (NULL = from the start) of which the book has one, in the order of
 * their list; NULL where there is no more. */
const struct result_table *const *book_results(const struct book *book,
                                               const struct result_table *const *after);
/* The number of a note: those of all result tables in the book are counted through. */
size_t result_note_number(const struct book *book, const struct result_note *note);
/* Are the table's notes, or its words, those of one before it in the book? */
bool result_notes_told(const struct book *book, const struct result_table *const *table);
bool result_words_told(const struct book *book, const struct result_table *const *table);

/* naive.c: the links' raw columns on the data sheets; after planning. */
void naive_columns(struct book *book);
void naive_free(struct naive *naive);
/* The formula that calls function(x, y) or, where `swapped`, function(y, x) at lag 0; the
 * book keeps it. */
const char *naive_formula(struct book *book, const struct naive *naive, const char *function,
                          bool swapped);
/* The formula that counts the rows that have both. */
const char *naive_count(struct book *book, const struct naive *naive);
/* naive_lag.c: the correlation at a lag as a formula, and its value; NULL where the rows have no time
 * or are too few, or no formula could tell which row follows which. */
const char *naive_at_lag(struct book *book, struct naive *naive, long lag, double *value);

/* repairs.c: the logs, put together and counted; read when the sheets are planned. */
struct repair_log {
    struct repair_group *groups;
    size_t count, capacity;
    struct repair_row *rows; /* those that are listed */
    size_t row_count, row_capacity;
    size_t total; /* repairs there were */
    struct sheet *listed;
};
void repair_log_free(struct repair_log *log);

/* package.c: the file. */
struct package {
    struct output output;
    char *temporary; /* what libxlsxwriter writes; output's own where that has one */
    int handle;
};
int package_open(struct package *package, const char *out, struct error *err);
/* After workbook_close: checks what was written, and puts it in its place. */
int package_close(struct package *package, struct error *err);
void package_abandon(struct package *package);

/* book.c: the tables, what is asked of them, their links and findings; before anything is planned.
 * -1 where a table cannot be read. The caller ends with book_free in any case. */
int book_read(struct book *book, const char *const *files, size_t count);
void book_free(struct book *book);
/* Memory that lives as long as the book. */
char *book_keep(struct book *book, char *text);
char *book_keepf(struct book *book, const char *format, ...) __attribute__((format(printf, 2, 3)));
void book_note(struct book *book, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The first source of a kind after `after` (NULL = from the start), or NULL. */
struct source *book_source(const struct book *book, const struct sheet_kind *kind,
                           const struct source *after);
/* Is it about links, tested or looked at lag by lag? If not, it is tables and nothing else. */
bool book_asks(const struct book *book);
/* The unit of a measure by the plan; "" unknown. And its name with the unit in brackets. */
const char *book_unit(const struct book *book, const char *measure);
const char *book_label(struct book *book, const char *measure);
/* "output", "outcome", "guardrail" or "context" by the plan; "" unknown. */
const char *book_role(const struct book *book, const char *measure);

/* names.c: names as Excel will have them. Text for what is no cell (a property, a chart's
 * title, a file's name): valid UTF-8 without control characters; the caller frees it. */
char *plain_text(const char *text);
/* A name for a range or a table is made of letters,
 * digits and _, and is nobody else's in any case; the book owns it. */
const char *unique_name(struct book *book, const char *prefix, const char *name);
/* Gives a range such a name, and returns it. */
const char *book_name(struct book *book, const char *prefix, const char *name, const char *range);
/* Both are the caller's to free. Quoted: as formulas write it. */
char *unique_sheet_name(const struct book *book, const char *wanted);
char *quoted_sheet_name(const char *name);
/* Makes headers unique ignoring case, none empty, none too long; kept by the book. */
void unique_headers(struct book *book, const char *const *names, size_t count, const char **out);
/* Bytes of the longest start of text that has at most `most` UTF-16 units, as Excel counts. */
size_t text_fitting(const char *text, size_t most);
/* The text, or so many units of it and three dots. */
const char *shortened(struct book *book, const char *text, size_t most);

/* A text as the file can hold it (the caller's to free); NULL: as it is. */
char *xml_safe(const char *text);
/* Can a file hold the text as it is, in a formula too? */
bool xml_plain(const char *text);

/* sheet.c */
enum { sheet_name_max = 31, cell_text_max = 32767, sheet_links_max = 65530 };

/*
 * Adds a sheet called name (cut and made unique) with a title. Its header row is
 * the next after A1, A2 and the lines that sheet_line adds; a kind that writes
 * something else in between moves `header` itself.
 */
struct sheet *sheet_add(struct book *book, const struct sheet_kind *kind, const char *name,
                        const char *title);
void sheet_line(struct sheet *sheet, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same, a line a sentence; nothing where text is "". */
void sheet_sentences(struct sheet *sheet, const char *text);
/* A further sheet for the rest of sheet's rows, directly behind it and begun. */
struct sheet *sheet_continue(struct sheet *sheet);
/* Makes the worksheet, and writes title, count and lines. */
void sheet_begin(struct sheet *sheet);

/* Sets the columns' widths; sheet_table does so itself. Before any wrapped text. */
void sheet_columns(struct sheet *sheet, const struct grid_column *columns, size_t count);
/* From now on the cells of a stream are text and numbers below its header, row by row. */
void sheet_stream_rows(struct sheet *sheet);
/*
 * Where the book has findings, programs that print it print these sheets and no others: from the title to the last row, as
 * many columns as can be read on a page, a table's header on each page. `single`: on one page,
 * whatever its length.
 */
void sheet_print(struct sheet *sheet, lxw_row_t last, bool single);
/* When all is written: sets the rows' heights, or ends the stream. */
void sheet_end(struct sheet *sheet);

void sheet_text(struct sheet *sheet, lxw_row_t row, lxw_col_t column, enum style style,
                const char *text);
/* A cell of a table that was read: what is too long is refused by its place, or cut. */
void sheet_cell(struct sheet *sheet, lxw_row_t row, lxw_col_t column, const char *text,
                unsigned long line, const char *column_name);
/* The same where the cell is from another table than the sheet's. */
void sheet_cell_of(struct sheet *sheet, const struct source *source, lxw_row_t row,
                   lxw_col_t column, const char *text, unsigned long line, const char *column_name);
/* Nothing, in a table. */
void sheet_blank(struct sheet *sheet, lxw_row_t row, lxw_col_t column);
/* "[x]" and the like, at the side where the column's values stand. */
void sheet_mark(struct sheet *sheet, lxw_row_t row, lxw_col_t column, const char *text);
/* NaN and infinities are shown as "[x]". */
void sheet_number(struct sheet *sheet, lxw_row_t row, lxw_col_t column, const char *format,
                  double value);
/* A live formula ({=...} for an array formula) and its value now; where the value is not finite, "[z]" instead. */
void sheet_formula(struct sheet *sheet, lxw_row_t row, lxw_col_t column, const char *format,
                   const char *formula, double value);
/* The same where the value now is a text that xml_plain accepts; format NULL: no number is due. */
void sheet_formula_text(struct sheet *sheet, lxw_row_t row, lxw_col_t column, const char *format,
                        const char *formula, const char *value);
void sheet_figure(struct sheet *sheet, lxw_row_t row, const char *label, const char *formula,
                  double value, const char *format);
/* A link to A1 of another sheet; plain text once the sheet has all the links it may. */
void sheet_goto(struct sheet *sheet, lxw_row_t row, lxw_col_t column, const struct sheet *target,
                const char *text);

/* The same in column A, where the sheet has a table and this stands outside of it. Short: programs
 * other than Excel do not wrap what leads somewhere. */
void sheet_pointer(struct sheet *sheet, lxw_row_t row, const struct sheet *target,
                   const char *text);

/* The table's headers and its mark-up, for rows below the header; called before the cells. */
void sheet_table(struct sheet *sheet, const char *name, const struct grid_column *columns,
                 size_t count, size_t rows);
/* 'Data'!$B$6:$B$109; kept by the book. */
const char *sheet_range(struct sheet *sheet, lxw_col_t column, lxw_row_t first, size_t rows);
lxw_format *book_style(struct book *book, enum style style, const char *number_format);

void book_fail(struct book *book, lxw_error code, const char *what);

#endif
