/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/draft_words.h"

#include <string.h>

#include "base/text.h"

/* A word that begins with ^ begins a word of the name; others may stand anywhere in it. */
static const char *const outcome_words[] = {
    "revenue",        "umsatz",         "erl\303\266s", "profit",     "gewinn",
    "margin",         "marge",          "satisf",       "zufrieden",  "csat",
    "^nps",           "rating",         "bewertung",    "score",      "churn",
    "k\303\274ndig",  "abwander",       "retention",    "conversion", "konversion",
    "complaint",      "beschwerde",     "reklamation",  "downtime",   "ausfall",
    "completion",     "abschlussquote", "cost per",     "kosten pro", "signup",
    "anmeldung",      "registr",        "users",        "nutzer",     "sales",
    "verk\303\244uf", "^orders",        "bestellung",   "availab",    "verf\303\274gbar",
    "weiterempf",     "krank",          "sick",         NULL
};
static const char *const output_words[] = { "^call",          "anruf",         "r\303\274ckruf",
                                            "mails",          "newsletter",    "posts",
                                            "beitr\303\244g", "artikel",       "ticket",
                                            "incident",       "closed",        "closure",
                                            "geschlossen",    "gel\303\266st", "resolved",
                                            "release",        "deploy",        "campaign",
                                            "kampagne",       "spend",         "ausgabe",
                                            "budget",         "anzeigen",      "training",
                                            "schulung",       "workshop",      "demos",
                                            "reply",          "response",      "antwort",
                                            "reaktion",       "wartezeit",     "waiting",
                                            "bearbeit",       "handling",      "meeting",
                                            "^visits made",   "besuche bei",   NULL };
static const char *const context_words[] = { "holiday",     "feiertag",   "ferien",    "price",
                                             "preis",       "weather",    "wetter",    "temperat",
                                             "working day", "arbeitstag", "inflation", "headcount",
                                             "mitarbeiter", "^fte",       NULL };
/* They win over a word for a sum: cost per case. */
static const char *const rate_words[] = { " per ", " pro ", "average", "^avg",    "mean", "schnitt",
                                          "rate",  "quote", "percent", "prozent", "%",    NULL };
static const char *const mean_words[] = {
    "time",     "zeit",      "dauer",    "duration",  "minute", "^min",     "stunde",
    "hours",    "rate",      "quote",    "ratio",     "share",  "anteil",   "score",
    "rating",   "bewertung", "satisf",   "zufrieden", "csat",   "^nps",     "average",
    "^avg",     "mean",      "schnitt",  "price",     "preis",  "temperat", "percent",
    "prozent",  "%",         " per ",    " pro ",     "alter",  "^age",     "reply",
    "response", "antwort",   "reaktion", "position",  "churn",  NULL
};
static const char *const sum_words[] = { "revenue",   "umsatz",
                                         "sales",     "verk\303\244uf",
                                         "count",     "anzahl",
                                         "calls",     "anruf",
                                         "click",     "klick",
                                         "visit",     "besuch",
                                         "session",   "sitzung",
                                         "spend",     "ausgabe",
                                         "cost",      "kosten",
                                         "orders",    "bestellung",
                                         "amount",    "betrag",
                                         "number of", "menge",
                                         "^qty",      "sent",
                                         "versand",   "impression",
                                         "lead",      "ticket",
                                         "closed",    "downtime",
                                         "ausfall",   "refund",
                                         "total",     "spent",
                                         "recipient", "empf\303\244nger",
                                         "signup",    "incident",
                                         NULL };
static const char *const id_words[] = { "^id",   "_id",     " id",  "nummer", "number", "^nr",
                                        "^no",   "key",     "uuid", "^ref",   "plz",    "zip",
                                        "phone", "telefon", "row",  NULL };
/* The likelier ones first. */
static const char *const time_words[] = { "^date",
                                          "datum",
                                          "^day",
                                          "^tag",
                                          "period",
                                          "zeitraum",
                                          "^week",
                                          "woche",
                                          "^kw",
                                          "month",
                                          "monat",
                                          "quarter",
                                          "quartal",
                                          "timestamp",
                                          "opened",
                                          "ge\303\266ffnet",
                                          "er\303\266ffnet",
                                          "created",
                                          "erstellt",
                                          "angelegt",
                                          "eingang",
                                          "received",
                                          "reported",
                                          "gemeldet",
                                          "ordered",
                                          "bestellt",
                                          "sent",
                                          "versand",
                                          "start",
                                          "beginn",
                                          "when",
                                          "wann",
                                          "time",
                                          "zeit",
                                          "^year",
                                          "jahr",
                                          NULL };
static const char *const duration_words[] = {
    "dauer",     "duration", "time to", "downtime", "zeit bis", "bearbeitungszeit",
    "wartezeit", "wait",     "reply",   "response", "antwort",  "reaktion",
    "resol",     "handling", "elapsed", "laufzeit", "hours",    "stunden",
    "spent",     NULL
};
static const char *const all_words[] = { "^all ",      "^total",       "^gesamt",
                                         "^alle ",     "^summe",       "^overall",
                                         "^insgesamt", "^grand total", NULL };
static const char *const good_words[] = {
    "yes",  "ja",   "true",    "good",          "gut",       "positive",  "positiv",
    "1",    "won",  "success", "erfolg",        "zufrieden", "satisfied", "happy",
    "pass", "done", "solved",  "gel\303\266st", NULL
};

static bool begins_word(const char *text, const char *at)
{
    return at == text || strchr(" _-./(", at[-1]);
}

static bool has_word(const char *text, const char *word)
{
    bool begins = *word == '^';
    const char *at;

    word += begins;
    for (at = strstr(text, word); at; at = strstr(at + 1, word))
        if (!begins || begins_word(text, at))
            return true;
    return false;
}

/* The place of the first of the words that is in the name, from 1; 0 = none. */
static int any_word(const char *name, const char *const *words)
{
    struct text folded = TEXT_EMPTY;
    int place;

    text_add_folded(&folded, name, strlen(name));
    for (place = 0; words[place] && folded.bytes; place++)
        if (has_word(folded.bytes, words[place]))
            break;
    place = folded.bytes && words[place] ? place + 1 : 0;
    text_free(&folded);
    return place;
}

const char *draft_role(const char *name)
{
    bool outcome = any_word(name, outcome_words);
    bool output = any_word(name, output_words);
    bool context = any_word(name, context_words);

    if (outcome + output + context != 1)
        return "";
    return outcome ? "outcome" : output ? "output" : "context";
}

const char *draft_agg(const char *name)
{
    bool mean = any_word(name, mean_words);
    bool sum = any_word(name, sum_words);

    if (any_word(name, rate_words))
        return "mean";
    return mean == sum ? "" : mean ? "mean" : "sum";
}

bool draft_is_id(const char *name)
{
    return any_word(name, id_words) > 0;
}

int draft_time_rank(const char *name)
{
    return any_word(name, time_words);
}

bool draft_is_duration(const char *name)
{
    return any_word(name, duration_words) > 0;
}

bool draft_is_all(const char *value)
{
    return same_ignoring_case(value, "all") || same_ignoring_case(value, "alle") ||
           any_word(value, all_words) > 0;
}

int draft_better_value(const char *a, const char *b)
{
    size_t i;

    for (i = 0; good_words[i]; i++) {
        if (same_ignoring_case(a, good_words[i]))
            return 0;
        if (same_ignoring_case(b, good_words[i]))
            return 1;
    }
    return -1;
}

size_t draft_unit(const char *name, size_t *name_length, const char **unit)
{
    size_t length = strlen(name);
    char closing = length ? name[length - 1] : '\0';
    char opening = closing == ')' ? '(' : '[';
    const char *open = closing == ')' || closing == ']' ? strrchr(name, opening) : NULL;

    if (!open || open == name || open[1] == closing)
        return 0;
    *unit = open + 1;
    *name_length = (size_t)(open - name);
    while (*name_length > 0 && name[*name_length - 1] == ' ')
        --*name_length;
    return *name_length ? length - (size_t)(open - name) - 2 : 0;
}
