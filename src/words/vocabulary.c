/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "table/select.h"

int vocabulary_find(const struct vocabulary *vocabulary, const char *name)
{
    size_t i;

    for (i = 0; i < vocabulary->count; i++)
        if (strcmp(vocabulary->words[i].name, name) == 0)
            return (int)i;
    return -1;
}

const char *vocabulary_name(const struct vocabulary *vocabulary, size_t index)
{
    return index < vocabulary->count ? vocabulary->words[index].name : "";
}

enum finding vocabulary_finds(const struct vocabulary *vocabulary, const char *name)
{
    int found = vocabulary_find(vocabulary, name);

    return found < 0 ? FINDS_NONE : vocabulary->words[found].finds;
}

static int parse_word(const struct vocabulary *vocabulary, const char *word, uint64_t *named,
                      struct error *err)
{
    int found = vocabulary_find(vocabulary, word);
    const char **names;
    const char *meant;
    long nearest;
    size_t i;

    if (found >= 0) {
        *named |= UINT64_C(1) << found;
        return 0;
    }
    names = xarray(vocabulary->count, sizeof *names);
    for (i = 0; i < vocabulary->count; i++)
        names[i] = vocabulary->words[i].name;
    nearest = nearest_name(word, names, vocabulary->count);
    meant = nearest < 0 ? NULL : names[nearest];
    free(names);
    return error_usage(err, "--assert: \"%s\" is not a %s%s%s%s", word, vocabulary->what,
                       meant ? "; did you mean \"" : "", meant ? meant : "", meant ? "\"?" : "");
}

int vocabulary_parse(const struct vocabulary *vocabulary, const char *list, uint64_t *named,
                     struct error *err)
{
    struct list items;
    size_t i;
    int status = 0;

    *named = 0;
    if (!list)
        return 0;
    if (strspn(list, " \t") == strlen(list))
        return error_usage(err, "--assert: no %s is named", vocabulary->what);
    if (list_split(list, &items, err) != 0)
        return -1;
    for (i = 0; i < items.count && status == 0; i++) {
        char *word = list_name(items.items[i]);

        status = parse_word(vocabulary, word, named, err);
        free(word);
    }
    list_free(&items);
    return status;
}

/* The phrase; what stands in {} only where rows have a time. */
static void add_phrase(struct text *out, const char *phrase, bool timed)
{
    bool inside = false;

    for (; *phrase; phrase++) {
        if (*phrase == '{' || *phrase == '}')
            inside = *phrase == '{';
        else if (timed || !inside)
            text_addc(out, *phrase);
    }
}

void vocabulary_summary(const struct vocabulary *vocabulary, const size_t *counts, bool timed,
                        struct text *out)
{
    const struct word *words = vocabulary->words;
    const char *between = "; ";
    size_t total = 0;
    size_t i;

    for (i = 0; i < vocabulary->count; i++)
        total += counts[i];
    if (vocabulary->lead) {
        bool one = total == 1 || counts[vocabulary->lead] == 1;

        text_addf(out, "%zu of ", counts[vocabulary->lead]);
        text_addf(out, "%zu %s ", total, total == 1 ? vocabulary->one : vocabulary->many);
        add_phrase(out, one ? words[vocabulary->lead].one : words[vocabulary->lead].many, timed);
    } else {
        text_addf(out, "%zu %s", total, total == 1 ? vocabulary->one : vocabulary->many);
        between = ": ";
    }
    for (i = 1; i <= vocabulary->count; i++) {
        size_t at = i % vocabulary->count; /* the first one last */

        if (counts[at] == 0 || !words[at].one || (at == vocabulary->lead && at > 0))
            continue;
        text_addf(out, "%s%zu ", between, counts[at]);
        add_phrase(out, counts[at] == 1 ? words[at].one : words[at].many, timed);
        between = "; ";
    }
    text_addc(out, '.');
}

void vocabulary_list(const struct vocabulary *vocabulary, struct text *out)
{
    size_t i;

    for (i = 0; i < vocabulary->count; i++)
        text_addf(out, "%s%s", i ? ", " : "", vocabulary->words[i].name);
}

static const struct word degrees[EVIDENCES] = {
    [EVIDENCE_ASSOCIATION] = { .name = "association" },
    [EVIDENCE_LAGGED] = { .name = "lagged" },
    [EVIDENCE_BEFORE_AFTER] = { .name = "before-after" },
    [EVIDENCE_EXPERIMENT] = { .name = "experiment" },
};
const struct vocabulary evidence_words = { .what = "degree of evidence",
                                           .words = degrees,
                                           .count = EVIDENCES };
