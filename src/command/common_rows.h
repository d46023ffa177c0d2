/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shared options, a row each, in the order of --help. Included by common.h for the members
 * of struct common and by common.c for the table; a row is all there is to an option, with its
 * text in man/options.mdoc.
 *
 *   SHARED(KIND, member, GROUP, the rest of its struct option)
 *
 * KIND is an option_kind and fixes the member's type. A filter has the option if it takes the
 * GROUP (common.h). Text is borrowed and NULL where nothing was given.
 */
/* clang-format off */
SHARED(COLUMNS, outputs, PAIRS, .letter = 'x', .name = "outputs", .argument = "COLS",
       .help = "the outputs: what is done")
SHARED(COLUMNS, outcomes, OUTCOMES, .letter = 'y', .name = "outcomes", .argument = "COLS",
       .help = "the outcomes: what should change")
SHARED(COLUMNS, context, BESIDE, .letter = 'z', .name = "context", .argument = "COLS",
       .help = "controls: what else moves the outcomes")
SHARED(COLUMNS, time, TIME, .letter = 't', .name = "time", .argument = "COL",
       .help = "the column with the date or period", .holds = HOLDS_COLUMN)
SHARED(COLUMNS, by, ROWS, .letter = 'b', .name = "by", .argument = "COLS",
       .help = "who a row is about: team, region")
SHARED(FLAG, each, BESIDE, .name = "each",
       .help = "each of --by by itself, not all of them together")
SHARED(FILENAME, plan, PLAN, .letter = 'p', .name = "plan", .argument = "FILE",
       .help = "plan.csv: the measures and their roles")
SHARED(COLUMNS, percent, UNITS, .name = "percent", .argument = "COLS",
       .help = "these are percent, and no fractions, though none is beyond 1")
SHARED(FILENAME, links, LINKS, .name = "links", .argument = "FILE",
       .help = "links.csv: the hypotheses")
SHARED(TEXT, period, ROWS, .name = "period", .argument = "KIND",
       .help = "day, week, month, quarter, year or integer", .holds = HOLDS_PERIOD_KIND)
SHARED(TEXT, week, ROWS, .name = "week", .argument = "DAY",
       .help = "the day on which weeks begin, or end: sunday, ending saturday",
       .holds = HOLDS_WEEKDAY)
SHARED(RANGE, lags, LAGS, .name = "lags", .argument = "A..B|auto",
       .help = "periods from output to outcome to search", .preset = "auto",
       .least = -1000, .most = 1000)
SHARED(TEXT, season, SEASON, .name = "season", .argument = "N|auto|none",
       .help = "periods in a season", .preset = "auto")
SHARED(TEXT, calendar, BESIDE, .name = "calendar", .argument = "COUNTRY|FILE",
       .help = "take out holidays, working days and month ends", .holds = HOLDS_CALENDAR)
SHARED(METHOD, method, METHOD, .name = "method", .argument = "NAME",
       .help = "the measure of association", .preset = "pearson")
SHARED(INTEGER, seed, SEED, .name = "seed", .argument = "N",
       .help = "start of the random numbers", .preset = "1", .most = 9007199254740992.0)
/* 0 = the default, which depends on the number of links */
SHARED(INTEGER, resamples, RESAMPLES, .name = "resamples", .argument = "N",
       .help = "bootstrap resamples (9999, or 40 a link if that is more)",
       .least = 99, .most = 10000000)
/* enum adjust_method */
SHARED(CHOICE, adjust, VERDICTS, .name = "adjust", .words = adjust_words,
       .help = "how p_adj allows for the number of links", .preset = "holm")
SHARED(TEXT, assert_words, VERDICTS, .name = "assert", .argument = "WORDS",
       .help = "exit 3 unless every verdict is among these", .holds = HOLDS_VERDICTS)
SHARED(FILENAME, ledger, LEDGER, .name = "ledger", .argument = "FILE",
       .help = "keep each look here, and allow for how often one has looked")
SHARED(TEXT, because, LEDGER, .name = "because", .argument = "TEXT",
       .help = "why the plan, or what was looked at before, has changed")
SHARED(INTEGER, least_rows, LEAST, .name = "least", .argument = "N",
       .help = "show no group of fewer rows", .preset = "10", .least = 1, .most = 1e9)
/* marks: 0 = not given */
SHARED(CHARACTER, delimiter, INPUT, .letter = 'd', .name = "delimiter", .argument = "C",
       .help = "what divides the fields read", .holds = HOLDS_DELIMITER)
SHARED(CHARACTER, decimal, INPUT, .name = "decimal", .argument = "C",
       .help = "the decimal mark of the numbers read", .holds = HOLDS_DECIMAL)
SHARED(TEXT, encoding, ENCODING, .name = "encoding", .argument = "NAME",
       .help = "the encoding of the file read")
SHARED(TEXT, missing, INPUT, .name = "missing", .argument = "LIST",
       .help = "words that mean missing, beside an empty cell and NA")
SHARED(TEXT, date_format, DATE_FORMAT, .name = "date-format", .argument = "FMT",
       .help = "how dates are written: %d/%m/%Y")
SHARED(TEXT, sheet, INPUT, .name = "sheet", .argument = "NAME|N",
       .help = "of a workbook, the sheet to read")
SHARED(FLAG, no_headers, INPUT, .name = "no-headers", .help = "the first row is data")
/* 0 = the default */
SHARED(INTEGER, max_record, INPUT, .name = "max-record", .argument = "BYTES",
       .help = "the longest record allowed", .preset = "16777216", .least = 1024, .most = 1e12)
/* 0 = the default */
SHARED(INTEGER, max_unpacked, UNPACKED, .name = "max-unpacked", .argument = "BYTES",
       .help = "the most that a packed file may unpack to", .least = 1024, .most = 1e15)
/* NULL = standard output */
SHARED(WRITTEN, out, OUT, .letter = 'o', .name = "out", .argument = "FILE",
       .help = "write here, whole or not at all")
SHARED(CHARACTER, out_delimiter, FORM, .name = "out-delimiter", .argument = "C",
       .help = "what divides the fields written", .preset = ",", .holds = HOLDS_DELIMITER,
       .form = true)
SHARED(CHARACTER, out_decimal, FORM, .name = "out-decimal", .argument = "C",
       .help = "the decimal mark of the numbers written", .preset = ".", .holds = HOLDS_DECIMAL,
       .form = true)
SHARED(FLAG, bom, FORM, .name = "bom", .help = "begin with a byte order mark, for spreadsheets",
       .form = true)
SHARED(FLAG, guard, FORM, .name = "guard",
       .help = "keep text from being a formula in a spreadsheet", .form = true)
SHARED(FLAG, json, JSON, .name = "json",
       .help = "write an object a line instead of CSV, for programs")
/* 0 = as many as there are processors */
SHARED(INTEGER, threads, THREADS, .name = "threads", .argument = "N",
       .help = "threads to use; the result does not depend on it", .least = 1, .most = 1024,
       .aside = true)
SHARED(WRITTEN, trail, TRAIL, .name = "trail", .argument = "FILE",
       .help = "add the command, its settings and its notes to this table", .aside = true)
/* enum progress_mode */
SHARED(CHOICE, progress, ALWAYS, .name = "progress", .words = progress_words,
       .help = "say on standard error how far it is", .preset = "auto", .aside = true)
SHARED(FLAG, quiet, ALWAYS, .letter = 'q', .name = "quiet", .help = "no notes on standard error",
       .aside = true)
SHARED(FLAG, help, ALWAYS, .letter = 'h', .name = "help", .help = "show this and stop")
SHARED(FLAG, version, ALWAYS, .name = "version", .help = "show the version and stop")
/* clang-format on */
