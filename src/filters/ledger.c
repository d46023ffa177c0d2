/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ledger - tells what changed since the look before, and whether past answers held */
#include <math.h>
#include <string.h>

#include "base/message.h"
#include "command/filter.h"
#include "ledger/history.h"
#include "words/ledger.h"
#include "words/score.h"
#include "words/track.h"
#include "words/verdicts.h"
#include "words/wording.h"

struct settings {
    struct common common;
    bool score;
};

#define AT(member) offsetof(struct settings, member)

/* clang-format off */
static const struct option options[] = {
    { .name = "score", .kind = OPTION_FLAG, .offset = AT(score),
      .help = "instead: did past answers hold on the data that came since?" },
    { .name = NULL },
};
/* clang-format on */

/* ---- what changed ---- */

static void add_number(struct text *out, double value)
{
    add_rounded(out, value, rounding_unit(value));
}

/* ", projected 58 (52 to 63, 80 %), chance to hit 0.7"; as fine as the band is. */
static void add_projection(struct text *out, const struct looks_row *row)
{
    double unit = rounding_unit(row->effect_high - row->effect_low);

    text_adds(out, ", projected ");
    add_rounded(out, row->effect, unit);
    text_adds(out, " (");
    add_rounded(out, row->effect_low, unit);
    text_adds(out, " to ");
    add_rounded(out, row->effect_high, unit);
    text_adds(out, ", 80 %)");
    if (row->p < .01)
        text_adds(out, ", chance to hit under 0.01");
    else if (row->p > .99)
        text_adds(out, ", chance to hit over 0.99");
    else if (isfinite(row->p))
        text_addf(out, ", chance to hit %.2f", row->p);
}

/* "moves at look 3 (data to 2026-W12), effect 1.3 (0.8 to 1.9)" */
static void add_answer(struct text *out, const struct subject *subject)
{
    const struct looks_row *row = subject->rows[subject->count - 1];

    text_addf(out, "%s at look %zu", row->verdict, subject->count);
    if (*row->data_to)
        text_addf(out, " (data to %s)", row->data_to);
    if (subject->name.kind == LOOK_TRACK && row->effect_low < row->effect_high) {
        add_projection(out, row);
        return;
    }
    if (subject->name.kind == LOOK_TRACK && isfinite(row->effect)) {
        text_adds(out, ", it came to ");
        add_rounded(out, row->effect, rounding_unit(row->effect) / 10);
        return;
    }
    if (!isfinite(row->effect) || !isfinite(row->effect_low) || !isfinite(row->effect_high))
        return;
    text_adds(out, ", effect ");
    add_number(out, row->effect);
    text_adds(out, " (");
    add_number(out, row->effect_low);
    text_adds(out, " to ");
    add_number(out, row->effect_high);
    text_addc(out, ')');
}

/* "calls > revenue: cannot-tell at look 5 (data to 2026-W12), effect 1.3 (-0.1 to 1.9); it was moves." */
static void add_note(struct text *out, const struct subject *subject, enum change change)
{
    const struct looks_row *row = subject->rows[subject->count - 1];
    const struct looks_row *was = subject->count > 1 ? subject->rows[subject->count - 2] : NULL;

    /* A target goes by its measure: "track: " is for the file. */
    text_addf(out,
              "%s: ", subject->link + (subject->name.kind == LOOK_TRACK ? strlen("track: ") : 0));
    if (change == CHANGE_NOT_LOOKED)
        text_adds(out, "the last run took no look at it; ");
    add_answer(out, subject);
    if (change != CHANGE_NOT_LOOKED && was && strcmp(was->verdict, row->verdict) != 0)
        text_addf(out, "; it was %s", was->verdict);
    text_addc(out, '.');
    if (was && strcmp(was->link, row->link) != 0)
        text_addf(out, " It was called %s before.", was->link);
    if (*row->because)
        text_addf(out, " Because: %s%s", row->because,
                  row->because[strlen(row->because) - 1] == '.' ? "" : ".");
}

static void write_change(struct writer *writer, const struct subject *subject, unsigned groups)
{
    const struct looks_row *row = subject->rows[subject->count - 1];
    bool tracks = subject->name.kind == LOOK_TRACK;
    enum change change = subject_change(subject, tracks ? &track_words : &verdict_words);
    bool now = change != CHANGE_NOT_LOOKED;
    struct text note = TEXT_EMPTY;

    add_note(&note, subject, change);
    result_row(writer, &result_ledger, groups,
               &(struct ledger_row){
                   .output = subject->name.from,
                   .outcome = subject->name.to,
                   .was = !now                 ? row->verdict
                          : subject->count > 1 ? subject->rows[subject->count - 2]->verdict
                                               : "",
                   .is = now ? row->verdict : "",
                   .change = vocabulary_name(&change_words, change),
                   .looks = (double)(tracks ? subject->count : subject->looks),
                   .p = tracks ? NAN : row->p,
                   .bound = row->bound,
                   .alpha_spent = tracks ? NAN : row->alpha_spent,
                   .note = note.bytes,
                   .entity = subject->name.entity,
               });
    text_free(&note);
}

static void write_changes(struct writer *writer, const struct subject *subjects, size_t count)
{
    unsigned groups = RESULT_ALWAYS;
    size_t i;

    for (i = 0; i < count; i++)
        if (*subjects[i].name.entity)
            groups = RESULT_ENTITY;
    result_header(writer, &result_ledger, groups);
    for (i = 0; i < count; i++)
        write_change(writer, &subjects[i], groups);
}

/* ---- whether it held ---- */

static void write_tally(struct writer *writer, const char *what, const struct tally *tally,
                        const char *said, const char *held, const char *nothing)
{
    struct text note = TEXT_EMPTY;
    double n = (double)tally->n, expected = tally->expected * n;

    if (tally->n == 0)
        text_adds(&note, nothing);
    else {
        text_addf(&note, "%zu of %zu %s %s; expected: ", tally->held, tally->n, said, held);
        add_rounded(&note, expected, rounding_unit(expected));
        text_addc(&note, '.');
    }
    result_row(writer, &result_score, RESULT_ALWAYS,
               &(struct score_row){ .what = what,
                                    .n = n,
                                    .held = tally->n > 0 ? (double)tally->held / n : NAN,
                                    .expected = tally->n > 0 ? tally->expected : NAN,
                                    .note = note.bytes });
    text_free(&note);
}

static void write_chances(struct writer *writer, const struct subject *subjects, size_t count)
{
    struct brier brier = history_chances(subjects, count);
    struct text note = TEXT_EMPTY;

    if (brier.n == 0)
        text_adds(&note,
                  "No target in this ledger has come due since a chance to hit it was told.");
    else
        text_addf(&note,
                  "Of %zu chances to hit, %zu were of targets that were reached; Brier score %.2f, "
                  "expected if all were right: %.2f.",
                  brier.n, brier.hit, brier.score, brier.expected);
    result_row(writer, &result_score, RESULT_ALWAYS,
               &(struct score_row){ .what = "chance-to-hit",
                                    .n = (double)brier.n,
                                    .held = brier.score,
                                    .expected = brier.expected,
                                    .note = note.bytes });
    text_free(&note);
}

static void write_score(struct writer *writer, const struct subject *subjects, size_t count)
{
    struct tally projections = history_projections(subjects, count);
    struct tally signs = history_signs(subjects, count);
    struct tally intervals = history_intervals(subjects, count);

    result_header(writer, &result_score, RESULT_ALWAYS);
    write_tally(writer, "sign", &signs, "links said to be there",
                "kept the sign on the data that came since",
                "No link was found that enough data have come after to judge it by.");
    write_tally(writer, "effect-interval", &intervals, "intervals of an effect",
                "hold what came since",
                "No look has enough data after it to judge its interval by.");
    write_tally(writer, "projection", &projections, "80 % bands of projections", "hold what came",
                "No target in this ledger has come due since it was projected.");
    write_chances(writer, subjects, count);
}

static int run_ledger(void *arguments, size_t count, char **operands)
{
    const struct settings *settings = arguments;
    struct dialect dialect = common_out_dialect(&settings->common);
    struct ledger ledger;
    struct subject *subjects;
    struct writer *writer;
    struct error err;
    size_t n;
    int status = ledger_read(&ledger, operands[0], &err);

    (void)count;
    if (status == 0 && ledger.count == 0)
        status = error_at(&err, operands[0], 0, NULL,
                          "has no looks yet: --ledger of lever test or lever track adds them");
    writer = status == 0 ? writer_open(settings->common.out, &dialect, &err) : NULL;
    if (writer) {
        subjects = subjects_of(&ledger, &n);
        if (settings->score)
            write_score(writer, subjects, n);
        else
            write_changes(writer, subjects, n);
        subjects_free(subjects, n);
        status = writer_close(writer, &err);
    } else
        status = -1;
    ledger_free(&ledger);
    return status != 0 ? message_error(&err) : 0;
}

const struct filter filter_ledger = {
    .name = "ledger",
    .heading = HEADING_GOALS,
    .summary = "tells what changed since the look before, and whether past answers held",
    .operands = "FILE",
    .common = TAKES_OUTPUT | TAKES(JSON) | TAKES(TRAIL),
    .options = options,
    .settings = sizeof(struct settings),
    .least = 1,
    .most = 1,
    .run = run_ledger,
};
