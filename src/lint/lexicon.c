/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lint/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "lint/builtin.h"
#include "plan/written.h"

static const char *const section_names[SECTIONS] = {
    [SECTION_OUTPUT_VERB] = "output verb",
    [SECTION_SOFT_VERB] = "soft verb",
    [SECTION_OUTPUT_VERB_LAST] = "output verb last",
    [SECTION_OBJECTIVE_VERB] = "objective verb",
    [SECTION_OUTPUT_PARTICIPLE] = "output participle",
    [SECTION_OUTPUT_NOUN] = "output noun",
    [SECTION_UP] = "up",
    [SECTION_DOWN] = "down",
    [SECTION_CHANGE] = "change",
    [SECTION_GAIN] = "gain",
    [SECTION_KEEP] = "keep",
    [SECTION_MEASURE] = "measure",
    [SECTION_RATE] = "rate",
    [SECTION_VAGUE] = "vague",
    [SECTION_BASELINE] = "baseline",
    [SECTION_FROM] = "from",
    [SECTION_TO] = "to",
    [SECTION_BY] = "by",
    [SECTION_NUMBER] = "number",
    [SECTION_NUMBER_NAME] = "number name",
    [SECTION_MONTH] = "month",
    [SECTION_DATE] = "date",
    [SECTION_YEAR_BEFORE] = "year before",
    [SECTION_WITHIN] = "within",
    [SECTION_MONTH_UNIT] = "month unit",
    [SECTION_DISCOVER] = "discover",
    [SECTION_QUESTION] = "question",
    [SECTION_AND] = "and",
    [SECTION_BETWEEN] = "between",
    [SECTION_PREFIX] = "prefix",
    [SECTION_OBJECTIVE] = "objective",
    [SECTION_POINTS] = "points",
    [SECTION_RANK] = "rank",
    [SECTION_THAT] = "that",
};

enum { WORDS_MOST = 8, BUCKETS = 256 };

struct entry {
    char *text; /* folded, its words ended by NUL */
    size_t words;
    enum section section;
    bool open; /* any ending */
};

/* Entries by the first byte of their first word. */
struct lexicon {
    struct bucket {
        struct entry *items;
        size_t count, capacity;
    } buckets[BUCKETS];
};

/* A line as an entry: folded, hyphens as spaces, its words one behind the other. */
static void add_entry(struct lexicon *lexicon, enum section section, const char *line)
{
    struct text folded = TEXT_EMPTY;
    struct entry entry = { .section = section };
    struct bucket *bucket;
    size_t length, i;

    text_add_folded(&folded, line, strlen(line));
    length = folded.length;
    if (length > 1 && folded.bytes[length - 1] == '*') {
        entry.open = true;
        folded.bytes[--length] = '\0';
    }
    entry.text = text_take(&folded);
    for (i = 0; i < length; i++)
        if (entry.text[i] == ' ' || entry.text[i] == '-')
            entry.text[i] = '\0';
    for (i = 0; i < length; i++)
        entry.words += entry.text[i] != '\0' && entry.text[i + 1] == '\0';
    if (entry.words == 0 || entry.words > WORDS_MOST) {
        free(entry.text);
        return;
    }
    bucket = &lexicon->buckets[(unsigned char)*entry.text];
    bucket->items = xgrow(bucket->items, bucket->count, &bucket->capacity, sizeof entry);
    bucket->items[bucket->count++] = entry;
}

/* The section that a line names: "[up]". */
static int read_section(const char *file, unsigned long number, char *line, enum section *section,
                        struct error *err)
{
    size_t length = strlen(line);
    long nearest;
    size_t i;

    if (line[length - 1] == ']')
        line[length - 1] = '\0';
    for (i = 0; i < SECTIONS; i++)
        if (same_ignoring_case(line + 1, section_names[i])) {
            *section = (enum section)i;
            return 0;
        }
    nearest = nearest_name(line + 1, section_names, SECTIONS);
    return nearest < 0
               ? error_at(err, file, number, NULL,
                          "\"%s\" is no section of words (lever-lint(1) lists them)", line + 1)
               : error_at(err, file, number, NULL,
                          "\"%s\" is no section of words; did you mean \"%s\"?", line + 1,
                          section_names[nearest]);
}

static int add_line(struct lexicon *lexicon, const char *file, unsigned long number, char *line,
                    enum section *section, struct error *err)
{
    if (*line == '\0' || *line == '#')
        return 0;
    if (*line == '[')
        return read_section(file, number, line, section, err);
    if (*section == SECTIONS)
        return error_at(err, file, number, NULL,
                        "\"%s\" stands before the first section: begin with one such as [up]",
                        line);
    add_entry(lexicon, *section, line);
    return 0;
}

static int add_text(struct lexicon *lexicon, const char *file, const char *text, struct error *err)
{
    enum section section = SECTIONS;
    unsigned long number = 0;
    int status = 0;

    while (*text && status == 0) {
        size_t length = strcspn(text, "\r\n");
        char *line = written_trim(text, length);

        status = add_line(lexicon, file, ++number, line, &section, err);
        free(line);
        text += length;
        if (text[0] == '\r' && text[1] == '\n')
            text++;
        text += *text != '\0';
    }
    return status;
}

struct lexicon *lexicon_new(void)
{
    struct lexicon *lexicon = xcalloc(1, sizeof *lexicon);
    struct error ignored; /* what is built in has been tried */
    size_t i;

    for (i = 0; i < sizeof builtin_words / sizeof *builtin_words; i++)
        add_text(lexicon, "", builtin_words[i], &ignored);
    return lexicon;
}

int lexicon_add(struct lexicon *lexicon, const char *file, struct error *err)
{
    struct written written;
    int status = written_load(file, NULL, &written, err);

    if (status == 0)
        status = add_text(lexicon, file, written.text.bytes, err);
    written_free(&written);
    return status;
}

void lexicon_free(struct lexicon *lexicon)
{
    size_t b, i;

    if (!lexicon)
        return;
    for (b = 0; b < BUCKETS; b++) {
        for (i = 0; i < lexicon->buckets[b].count; i++)
            free(lexicon->buckets[b].items[i].text);
        free(lexicon->buckets[b].items);
    }
    free(lexicon);
}

static bool matches(const struct entry *entry, const char *const *words, size_t count)
{
    const char *own = entry->text;
    size_t i;

    if (entry->words > count)
        return false;
    for (i = 0; i < entry->words; i++) {
        size_t length;

        while (*own == '\0')
            own++;
        length = strlen(own);
        if (entry->open && i + 1 == entry->words ? strncmp(own, words[i], length) != 0
                                                 : strcmp(own, words[i]) != 0)
            return false;
        own += length;
    }
    return true;
}

void lexicon_find(const struct lexicon *lexicon, const char *const *words, size_t count,
                  unsigned char found[SECTIONS])
{
    const struct bucket *bucket;
    size_t i;

    memset(found, 0, SECTIONS);
    if (count == 0)
        return;
    bucket = &lexicon->buckets[(unsigned char)*words[0]];
    for (i = 0; i < bucket->count; i++)
        if (found[bucket->items[i].section] < bucket->items[i].words &&
            matches(&bucket->items[i], words, count))
            found[bucket->items[i].section] = (unsigned char)bucket->items[i].words;
}
