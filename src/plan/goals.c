/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/goals.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "period/period.h"
#include "plan/form.h"
#include "plan/plan_private.h"
#include "plan/written.h"

/* ---- rows of a form ---- */

static int check_goal(const struct form *form, size_t column, void *row, struct error *err)
{
    (void)row;
    return *form->cells[column] ? 0
                                : form_refuse(form, column, err, "is empty: every row has a goal");
}

static int check_measure(const struct form *form, size_t column, void *row, struct error *err)
{
    const struct plan *plan = form->context;
    const char *cell = form->cells[column];

    (void)row;
    return !plan || *cell == '\0' || plan_measure(plan, cell)
               ? 0
               : plan_refuse_name(form, column, cell, plan, err);
}

static int read_kind(const struct form *form, size_t column, void *row, struct error *err)
{
    static const char *const words[] = { "delivery", "discovery", "objective", "key result" };
    struct goal *goal = row;
    int index;

    if (form_word(form, column, words, sizeof words / sizeof *words, "a kind of goal", &index,
                  err) != 0)
        return -1;
    goal->kind = index < 0 ? GOAL_UNSAID : (enum goal_kind)(GOAL_DELIVERY + index);
    return 0;
}

#define AT(member) .place = offsetof(struct goal, member)

static const struct form_column columns[] = {
    { "goal", FORM_TEXT, .quotes = FORM_SENTENCE, .needed = true, AT(text), .check = check_goal },
    { "measure", FORM_TEXT, AT(measure), .check = check_measure },
    { "kind", FORM_READ, .check = read_kind },
    { "owner", FORM_TEXT, AT(owner) },
    { "due", FORM_DATE, AT(due) },
    { "because", FORM_TEXT, .quotes = FORM_SENTENCE, AT(because) },
    { .name = NULL },
};

static void add_goal(struct goals *goals, size_t *capacity, const struct goal *goal)
{
    goals->items = xgrow(goals->items, goals->count, capacity, sizeof *goal);
    goals->items[goals->count++] = *goal;
}

static void read_form(struct goals *goals, struct written *written, const struct plan *plan,
                      struct faults *faults)
{
    /* The interface takes any context; this one is only read. */
    void *context = (void *)(uintptr_t)plan;
    size_t capacity = 0;
    struct form form;

    goals->form = true;
    if (form_open_text(&form, goals->file, written, columns, context, faults) != 0)
        return;
    for (;;) {
        struct goal goal = { .kind = GOAL_UNSAID };

        if (form_next(&form, &goal) != 1)
            break;
        goal.line = form.line;
        add_goal(goals, &capacity, &goal);
    }
    goals->note = form_note(&form);
    form_close(&form);
}

/* Whether the first record has a cell `goal`, whatever divides its cells. */
static bool is_form(const char *text)
{
    const char *header = text + strspn(text, " \t\r\n");
    size_t length = strcspn(header, "\r\n");
    size_t from = 0, i;

    for (i = 0; i <= length; i++) {
        char *cell;
        bool found;

        if (i < length && !strchr(",;\t|", header[i]))
            continue;
        cell = written_trim(header + from, i - from);
        written_unquote(cell, WRITTEN_ALL);
        found = same_ignoring_case(cell, "goal");
        free(cell);
        if (found)
            return true;
        from = i + 1;
    }
    return false;
}

/* ---- a goal a line ---- */

static bool is_year(const char *text)
{
    return strlen(text) == 4 && strspn(text, "0123456789") == 4 &&
           (strncmp(text, "19", 2) == 0 || strncmp(text, "20", 2) == 0);
}

/* A date or a period that is no mere number. */
static bool is_when(const char *text)
{
    const struct period_options any = { .fixed = false };
    struct periods periods;
    struct error ignored;
    bool calendar;

    if (is_year(text))
        return true;
    if (periods_read(&text, 1, &any, &periods, &ignored) != 0)
        return false;
    calendar = periods.kind != PERIOD_INTEGER;
    periods_free(&periods);
    return calendar;
}

/* Where word `count` of them ends, counted from text. */
static size_t words_length(const char *text, int count)
{
    size_t at = 0;

    while (count-- > 0) {
        at += strspn(text + at, " ");
        at += strcspn(text + at, " ");
    }
    return at;
}

/* The words at text, as many, if they say when; NULL otherwise. */
static char *when_at(const char *text, int count)
{
    static const char around[] = "()[],:;.!";
    size_t length = words_length(text, count);
    char *words;

    while (length > 0 && strchr(around, text[length - 1]))
        length--;
    while (length > 0 && strchr(around, *text)) {
        text++;
        length--;
    }
    words = written_trim(text, length);
    if (is_when(words))
        return words;
    free(words);
    return NULL;
}

/* The date or period in a heading: the longest of up to three words, the first of them; "". */
static char *find_when(const char *heading)
{
    const char *at;
    char *found;
    int count;

    for (count = 3; count > 0; count--)
        for (at = heading; *at; at += strcspn(at, " "), at += strspn(at, " ")) {
            found = when_at(at, count);
            if (found)
                return found;
        }
    return xstrdup("");
}

/* What headings say, as one goes down the file. */
struct under {
    char *due;
    size_t level; /* of the heading that said so */
};

static void take_heading(struct under *under, const char *line)
{
    size_t level = strspn(line, "#");
    char *due = find_when(line + level + strspn(line + level, " "));

    if (*due == '\0' && level > under->level) { /* a part of what the heading above is about */
        free(due);
        return;
    }
    free(under->due);
    under->due = due;
    under->level = level;
}

static void read_lines(struct goals *goals, const char *text)
{
    struct under under = { xstrdup(""), 0 };
    unsigned long number = 1;
    size_t capacity = 0;

    while (*text) {
        size_t length = strcspn(text, "\r\n");
        char *line = written_trim(text, length);

        if (*line == '#')
            take_heading(&under, line);
        else if (*line)
            add_goal(goals, &capacity,
                     &(struct goal){ .line = number,
                                     .text = xstrdup(line),
                                     .measure = xstrdup(""),
                                     .owner = xstrdup(""),
                                     .due = xstrdup(under.due),
                                     .because = xstrdup("") });
        free(line);
        text += length;
        if (text[0] == '\r' && text[1] == '\n')
            text++;
        text += *text != '\0';
        number++;
    }
    free(under.due);
}

/* Sheets are CSV, in which a sentence may stand in quotes: a row becomes a line without them, its
 * cells with a blank between. */
static void make_lines(struct text *text)
{
    struct text out = TEXT_EMPTY;
    bool quoted = false;
    size_t i;

    for (i = 0; i < text->length; i++) {
        char c = text->bytes[i];

        if (c == '"' && quoted && i + 1 < text->length && text->bytes[i + 1] == '"') {
            text_addc(&out, c);
            i++;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (quoted ? c == '\n' || c == '\r' : c == ',') {
            text_addc(&out, ' ');
        } else {
            text_addc(&out, c);
        }
    }
    text_add(&out, "", 0);
    text_free(text);
    *text = out;
}

struct goals *goals_read(const char *file, const struct plan *plan, struct faults *faults)
{
    struct goals *goals = xcalloc(1, sizeof *goals);
    size_t before = faults_found(faults);
    struct written written;
    struct error err;

    goals->file = xstrdup(file);
    if (written_load(file, "goals", &written, &err) != 0) {
        faults_add(faults, &err);
    } else if (is_form(written.text.bytes)) {
        read_form(goals, &written, plan, faults);
    } else {
        if (written.sheet)
            make_lines(&written.text);
        read_lines(goals, written.text.bytes);
        if (written.encoding)
            goals->note = xasprintf("%s: read in %s", file_shown(file), written.encoding);
    }
    written_free(&written);
    if (faults_found(faults) == before && goals->count == 0) {
        error_at(&err, file, 0, NULL, "has no goals");
        faults_add(faults, &err);
    }
    if (faults_found(faults) != before) {
        goals_free(goals);
        return NULL;
    }
    return goals;
}

void goals_free(struct goals *goals)
{
    size_t i;

    if (!goals)
        return;
    for (i = 0; i < goals->count; i++)
        form_row_free(columns, &goals->items[i]);
    free(goals->items);
    free(goals->file);
    free(goals->note);
    free(goals);
}
