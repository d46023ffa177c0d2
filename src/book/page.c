/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/memory.h"
#include "base/output.h"
#include "book/answers.h"
#include "book/book_private.h"
#include "book/picture.h"
#include "book/svg.h"

static const char style[] =
    "body{font:1rem/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:46rem;"
    "margin:0 auto;padding:1rem;overflow-wrap:anywhere}\n"
    "h1,h2,h3{line-height:1.25;margin:1.6em 0 .4em}h1{margin-top:.4em}\n"
    "a{color:#0b4a8f}ul{padding-left:1.2rem}li{margin:.4em 0}\n"
    "svg{width:100%;max-width:40rem;height:auto;font:11px system-ui,sans-serif}\n"
    "figure{margin:1em 0}figcaption{color:#444}\n"
    ".axis{stroke:#595959;fill:none}.bar{fill:#28a197}.dot{fill:#12436d}\n"
    ".scroll{overflow-x:auto}.scroll:focus{outline:3px solid #0b4a8f}\n"
    "table{border-collapse:collapse;font-size:.9rem;overflow-wrap:normal}\n"
    "caption{text-align:left;font-weight:700}\n"
    "th,td{border:1px solid #767676;padding:.25rem .5rem;text-align:left;vertical-align:top}\n"
    "td.n{text-align:right;white-space:nowrap}summary{cursor:pointer;padding:.4rem 0}\n"
    "@media print{details,.skip{display:none}}\n";

/* Something between two tags. */
static void element(FILE *out, const char *tag, const char *text)
{
    fprintf(out, "<%s dir=\"auto\">", tag);
    html_text(out, text);
    fprintf(out, "</%s>\n", tag);
}

static bool has_section(const struct book *book, const struct book_finding *finding)
{
    return finding - book->findings < findings_shown;
}

/* ---- the answer ---- */

static void bars(struct book *book, FILE *out)
{
    size_t count = book->finding_count < findings_shown ? book->finding_count : findings_shown;
    struct svg_bar *list;
    bool cut;
    double most;
    size_t i;

    if (!picture_has(book))
        return;
    most = picture_most(book, &cut);
    list = xcalloc(count, sizeof *list);
    for (i = 0; i < count; i++) {
        const struct book_finding *finding = &book->findings[i];

        list[i] = (struct svg_bar){
            shortened(book, book_keepf(book, "%s: %s", finding->what, finding->word), 60),
            finding->low / finding->scale,
            finding->effect / finding->scale,
            finding->high / finding->scale,
        };
    }
    fputs("<figure>\n", out);
    svg_bars(out, "all", picture_title, picture_described(book), "times", list, count, most);
    fprintf(out, "<figcaption>%s. A bar is the 95%% interval, its dot the effect.%s</figcaption>\n",
            picture_axis(book), cut ? " Some bars reach further." : "");
    fputs("</figure>\n", out);
    free(list);
}

static void write_line(struct book *book, FILE *out, const struct answer_line *line, bool *listed)
{
    bool item = line->kind == LINE_FINDING || line->kind == LINE_LEFT;

    if (item != *listed)
        fputs(item ? "<ul>\n" : "</ul>\n", out);
    *listed = item;
    switch (line->kind) {
    case LINE_HEADING:
        element(out, "h2", line->text);
        break;
    case LINE_SUBHEADING:
        element(out, "h3", line->text);
        break;
    case LINE_PROSE:
        element(out, "p", line->text);
        break;
    case LINE_FINDING:
        if (!has_section(book, line->finding)) {
            element(out, "li", line->text);
            break;
        }
        fprintf(out, "<li dir=\"auto\"><a href=\"#finding-%td\">",
                line->finding - book->findings + 1);
        html_text(out, line->finding->what);
        fputs("</a>: <strong>", out);
        html_text(out, line->finding->word);
        fputs("</strong>. ", out);
        html_text(out, line->finding->note);
        fputs("</li>\n", out);
        break;
    case LINE_LEFT:
        element(out, "li", book_keepf(book, "%s are in the tables below.", line->text));
        break;
    case LINE_PICTURE:
        bars(book, out);
        break;
    }
}

static void write_answers(struct book *book, FILE *out)
{
    struct answers answers;
    bool listed = false;
    size_t i;

    answers_tell(book, &answers);
    for (i = 0; i < answers.count; i++)
        write_line(book, out, &answers.lines[i], &listed);
    if (listed)
        fputs("</ul>\n", out);
    answers_free(&answers);
}

/* ---- a section a finding ---- */

static void line_of(struct book *book, FILE *out, size_t number, const struct book_link *link,
                    bool outcome)
{
    const struct source *working = link->working;
    long period = source_column(working, "period");
    long entity = source_column(working, "entity");
    const char *measure = outcome ? link->outcome : link->output;
    const char *shift = outcome ? "" : working_shift(book, link);
    unsigned char *starts = xcalloc(link->n, sizeof *starts);
    struct svg_line line = {
        .id = book_keepf(book, "%s-%zu", outcome ? "y" : "x", number),
        .title = book_keepf(book, "The %s: %s%s", outcome ? "outcome" : "output",
                            book_label(book, measure), shift),
        .first = source_text(working, link->rows[0], period),
        .last = source_text(working, link->rows[link->n - 1], period),
        .values = outcome ? link->y : link->x,
        .starts = starts,
        .n = link->n,
        .color = outcome ? "#801650" : "#12436d",
    };
    size_t i;

    for (i = 0; i < link->n; i++)
        starts[i] = i > 0 && strcmp(source_text(working, link->rows[i - 1], entity),
                                    source_text(working, link->rows[i], entity)) != 0;
    line.described = book_keepf(book, "A line over %zu rows, from %s to %s.", link->n, line.first,
                                line.last);
    fputs("<figure>\n", out);
    svg_line(out, &line);
    element(out, "figcaption", line.title);
    fputs("</figure>\n", out);
    free(starts);
}

static void figures(struct book *book, FILE *out, const struct book_finding *finding)
{
    if (finding->link) {
        element(out, "p", link_figures(book, finding->link));
        if (link_spreadsheet(book, finding->link)[0])
            element(out, "p", link_spreadsheet(book, finding->link));
        return;
    }
    if (isfinite(finding->effect) && isfinite(finding->low) && isfinite(finding->high))
        element(out, "p",
                book_keepf(book, "Effect: %.4g, 95%% interval %.4g to %.4g.", finding->effect,
                           finding->low, finding->high));
}

static void write_sections(struct book *book, FILE *out)
{
    size_t i;

    for (i = 0; i < book->finding_count && has_section(book, &book->findings[i]); i++) {
        const struct book_finding *finding = &book->findings[i];
        const struct book_link *link = finding->link;

        fprintf(out, "<section id=\"finding-%zu\">\n", i + 1);
        element(out, "h2", finding->what);
        element(out, "p", book_keepf(book, "%s. %s", finding->word, finding->note));
        figures(book, out, finding);
        if (link && link->working && link->n > 1) {
            line_of(book, out, i + 1, link, false);
            line_of(book, out, i + 1, link, true);
        }
        fputs("</section>\n", out);
    }
}

/* ---- the tables ---- */

static void cell(FILE *out, const struct source *source, size_t row, size_t column,
                 const struct result_column *is)
{
    const char *text = source_text(source, row, (long)column);
    double number = source_number(source, row, (long)column);
    bool figure = is && is->shape > RESULT_PERIOD;

    fputs(figure ? "<td class=\"n\">" : "<td dir=\"auto\">", out);
    if (figure && isfinite(number))
        fprintf(out, is->shape == RESULT_P ? "%.4f" : "%.6g", number);
    else
        html_text(out, text);
    fputs("</td>", out);
}

static void write_table(struct book *book, FILE *out, const struct source *source)
{
    const struct result_table *table = source->result;
    size_t row, k;

    fprintf(out, "<details>\n<summary>Table: %s, %zu row%s</summary>\n", table->name,
            source->height, source->height == 1 ? "" : "s");
    fprintf(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table: %s\">\n",
            table->name);
    fprintf(out, "<table>\n<caption>%s</caption>\n<thead><tr>", table->title);
    for (k = 0; k < source->width; k++) {
        const struct result_column *is = result_column(table, source->names[k]);

        fputs("<th scope=\"col\">", out);
        html_text(out, is && is->header ? result_shown(book, is->header, NULL) : source->names[k]);
        fputs("</th>", out);
    }
    fputs("</tr></thead>\n<tbody>\n", out);
    for (row = 0; row < source->height; row++) {
        fputs("<tr>", out);
        for (k = 0; k < source->width; k++)
            cell(out, source, row, k, result_column(table, source->names[k]));
        fputs("</tr>\n", out);
    }
    fputs("</tbody>\n</table>\n</div>\n</details>\n", out);
}

static void write_tables(struct book *book, FILE *out)
{
    bool any = false;
    size_t i;

    for (i = 0; i < book->source_count; i++) {
        const struct source *source = book->sources[i];

        if (!source->result || !source->result->words || source_column(source, "verdict") < 0)
            continue;
        if (!any)
            element(out, "h2", "All figures");
        any = true;
        write_table(book, out, source);
    }
}

/* ---- the page ---- */

static void write_page(struct book *book, FILE *out)
{
    char date[32];
    struct tm when;

    gmtime_r(&book->options->created, &when);
    strftime(date, sizeof date, "%Y-%m-%d", &when);
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
          out);
    html_text(out, book->title);
    fprintf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<header>\n", style);
    element(out, "h1", book->title);
    fputs("</header>\n<main>\n", out);
    write_answers(book, out);
    write_sections(book, out);
    write_tables(book, out);
    fprintf(out,
            "</main>\n<footer>\n<p>Made by lever %s on %s.</p>\n</footer>\n</body>\n"
            "</html>\n",
            PACKAGE_VERSION, date);
}

int page_write(const char *const *files, size_t count, const char *out,
               const struct book_options *options, struct text *notes, struct error *err)
{
    struct book book = { .options = options, .notes = notes, .err = err };
    struct output output = { 0 };
    int status = book_read(&book, files, count);

    if (status == 0)
        status = output_open(&output, out, err);
    if (status == 0) {
        write_page(&book, output.stream);
        status = output_close(&output, err);
    }
    output_abandon(&output);
    book_free(&book);
    return status;
}
