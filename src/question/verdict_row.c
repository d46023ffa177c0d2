/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question/verdict_row.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "words/sentence.h"
#include "table/select.h"

static const char *const verdict_columns[] = {
    "output",    "outcome", "verdict",      "evidence",    "lag",          "effect",
    "effect_low", "effect_high", "r",       "r_low",       "r_high",       "p",
    "p_adj",     "naive_effect", "naive_r", "naive_p",     "n",            "n_eff",
    "lags_tried", "links_tried", "adjusted_for", "mde",    "more_periods", "note",
    "entity",    "spread",
};

static const char *const joint_columns[] = {
    "joint_effect", "joint_low", "joint_high", "joint_p", "joint_n", "vif",
};

static const char *const working_columns[] = {
    "output", "outcome", "entity", "period", "lag", "x", "y", "x_white", "y_white",
    "spread",
};

void verdict_row_header(struct writer *writer, const char *method, bool placebo, bool joint)
{
    size_t i;

    for (i = 0; i < sizeof verdict_columns / sizeof *verdict_columns; i++)
        writer_string(writer, verdict_columns[i]);
    if (method)
        writer_string(writer, "method");
    if (placebo) {
        writer_string(writer, "placebo_rate");
        writer_string(writer, "placebo_n");
    }
    for (i = 0; joint && i < sizeof joint_columns / sizeof *joint_columns; i++)
        writer_string(writer, joint_columns[i]);
    writer_end_row(writer);
}

void verdict_row_working_header(struct writer *writer)
{
    writer_row(writer, working_columns, sizeof working_columns / sizeof *working_columns);
}

/* How far the evidence reaches, by how the figures came about: periods in order and
 * an output that came first are more than two columns that go together. */
static const char *evidence(const struct verdict_row *row)
{
    if (row->verdict == VERDICT_UNUSABLE)
        return "";
    return row->question->frame.axis.timed && row->result->lag > 0 ? "lagged" : "association";
}

/* "trend; season (12 months); price; own past (AR 2)" */
static char *adjusted_for(const struct verdict_row *row)
{
    const struct link_result *result = row->result;
    const struct question *q = row->question;
    struct text words = TEXT_EMPTY;
    char season[80];
    size_t i;

    if (row->verdict == VERDICT_UNUSABLE)
        return text_take(&words);
    season_words(&result->season, season, sizeof season);
    if (result->entities > 0)
        text_adds(&words, q->frame.axis.timed ? "entities; periods; " : "entities; ");
    if (result->trend)
        text_adds(&words, result->entities > 0 ? "trend of each; " : "trend; ");
    if (season[0])
        text_addf(&words, "%s%s; ", season, result->entities > 0 ? " of each" : "");
    for (i = 0; i < q->frame.context.count; i++)
        text_addf(&words, "%s; ", q->frame.table->columns[q->frame.context.columns[i]].name);
    if (result->ar_order > 0)
        text_addf(&words, "own past (AR %zu); ", result->ar_order);
    if (words.length > 1)
        words.bytes[words.length -= 2] = '\0';
    return text_take(&words);
}

static char *note(const struct verdict_row *row)
{
    struct sentence sentence = {
        .verdict = row->verdict,
        .result = row->result,
        .terms = row->terms,
        .output = row->link->output_name,
        .outcome = row->link->outcome_name,
        .output_open = row->link->output_open,
        .outcome_open = row->link->outcome_open,
        .output_unit = row->link->output_unit,
        .outcome_unit = row->link->outcome_unit,
        .period = row->question->frame.axis.kind,
        .entity = row->question->frame.by_name,
        .output_whole = row->whole,
        .output_spread = row->spread,
        .links_tried = row->links_tried,
        .method = row->method,
    };
    struct sentence_beside beside;
    struct text words = TEXT_EMPTY;

    if (row->joint && row->joint->others > 0) {
        beside = (struct sentence_beside){ row->joint->others, row->joint->effect, row->joint->low,
                                           row->joint->high };
        sentence.beside = &beside;
    }
    sentence_note(&sentence, &words);
    return text_take(&words);
}

/* "0..8": the lags over which an effect is spread; "" where one lag has it. */
static void write_spread(struct writer *writer, const struct link_result *result)
{
    char lags[40] = "";

    if (result->spread)
        snprintf(lags, sizeof lags, "%d..%d", result->spread_first, result->spread_last);
    writer_string(writer, lags);
}

/* The position of the period on the axis, or the number of the row. */
static void write_period(struct writer *writer, const struct question *q, size_t row)
{
    char buffer[PERIOD_SIZE];

    if (q->frame.axis.timed)
        writer_text(writer, buffer, period_format(q->frame.axis.kind, q->frame.axis.first + (long)row, buffer));
    else
        writer_integer(writer, (long)row + 1);
}

static void write_joint(struct writer *writer, const struct joint_part *part, bool usable)
{
    writer_number(writer, part->effect);
    writer_number(writer, part->low);
    writer_number(writer, part->high);
    writer_number(writer, part->p);
    if (usable)
        writer_integer(writer, (long)part->n);
    else
        writer_missing(writer);
    writer_number(writer, part->vif);
}

void verdict_row_write(struct writer *writer, const struct verdict_row *row)
{
    const struct link_result *result = row->result;
    bool usable = row->verdict != VERDICT_UNUSABLE;
    char *adjusted = adjusted_for(row);
    char *words = note(row);

    writer_string(writer, row->link->output_name);
    writer_string(writer, row->link->outcome_name);
    writer_string(writer, verdict_name(row->verdict));
    writer_string(writer, evidence(row));
    if (usable)
        writer_integer(writer, result->lag);
    else
        writer_missing(writer);
    writer_number(writer, result->effect);
    writer_number(writer, result->effect_low);
    writer_number(writer, result->effect_high);
    writer_number(writer, result->r);
    writer_number(writer, result->r_low);
    writer_number(writer, result->r_high);
    writer_number(writer, result->p);
    writer_number(writer, row->terms->p_adj);
    writer_number(writer, result->naive_effect);
    writer_number(writer, result->naive_r);
    writer_number(writer, result->naive_p);
    writer_integer(writer, (long)result->n);
    writer_number(writer, result->n_eff);
    writer_integer(writer, (long)result->lags_tried);
    writer_integer(writer, (long)row->links_tried);
    writer_string(writer, adjusted);
    writer_number(writer, result->mde);
    /* Out of reach is no number: the note says it. */
    writer_number(writer, isfinite(result->more_periods) ? result->more_periods : NAN);
    writer_string(writer, words);
    writer_string(writer, row->entity);
    write_spread(writer, result);
    if (row->method)
        writer_string(writer, row->method);
    if (row->placebo) {
        writer_number(writer, row->placebo->n > 0
                                  ? (double)row->placebo->found / (double)row->placebo->n : NAN);
        writer_integer(writer, (long)row->placebo->n);
    }
    if (row->joint)
        write_joint(writer, row->joint, usable);
    writer_end_row(writer);
    free(words);
    free(adjusted);
}

void verdict_row_working(struct writer *writer, const struct link_tests *tests,
                         const struct link_test *test)
{
    const struct question *question = &tests->question;
    const struct link_result *result = &test->result;
    size_t i;

    for (i = 0; result->working && i < result->n; i++) {
        const struct link_working *row = &result->working[i];

        writer_string(writer, test->link->output_name);
        writer_string(writer, test->link->outcome_name);
        writer_string(writer, question->frame.axis.entity[tests->panel ? row->entity : test->entity]);
        write_period(writer, question, row->row);
        writer_integer(writer, result->lag);
        writer_number(writer, row->x);
        writer_number(writer, row->y);
        writer_number(writer, row->x_white);
        writer_number(writer, row->y_white);
        write_spread(writer, result);
        writer_end_row(writer);
    }
}

static int parse_word(const char *word, struct verdict_words *words, struct error *err)
{
    const char *names[VERDICTS];
    int found = verdict_find(word);
    long nearest;
    int i;

    if (found >= 0) {
        words->named[found] = true;
        return 0;
    }
    for (i = 0; i < VERDICTS; i++)
        names[i] = verdict_name((enum verdict)i);
    nearest = nearest_name(word, names, VERDICTS);
    return error_usage(err, "--assert: \"%s\" is not a verdict%s%s%s", word,
                       nearest >= 0 ? "; did you mean \"" : "",
                       nearest >= 0 ? names[nearest] : "", nearest >= 0 ? "\"?" : "");
}

int verdict_words_parse(const char *list, struct verdict_words *words, struct error *err)
{
    struct list items;
    size_t i;
    int status = 0;

    if (!list)
        return 0;
    if (strspn(list, " \t") == strlen(list))
        return error_usage(err, "--assert: no verdict is named");
    if (list_split(list, &items, err) != 0)
        return -1;
    for (i = 0; i < items.count && status == 0; i++) {
        char *word = list_name(items.items[i]);

        status = parse_word(word, words, err);
        free(word);
    }
    list_free(&items);
    return status;
}
