#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cases of calc, in a workbook that other programs compute.

    sheets.py make OUT.xlsx                     every case as a formula of a sheet
    sheets.py compare GNUMERIC.xlsx OTHER.xlsx  what the two made of it, with each other and
                                                with NAME.agreed
    sheets.py agree GNUMERIC.xlsx OTHER.xlsx    the same, and writes NAME.agreed
    sheets.py check LEVER FOLDER                calc against NAME.agreed
    sheets.py books LEVER FOLDER                a workbook a topic, by calc and book --formulas
    sheets.py live FOLDER OTHER PROGRAM         what PROGRAM made of them in OTHER
    sheets.py topics                            the names of these workbooks
    sheets.py one MADE.xlsx OTHER.xlsx TABLE [DELIMITER DECIMAL]
                                                one such workbook and the table it was made of

A topic is a table, NAME.csv, with its cases, NAME.cases. There, a line that begins at the
margin is a formula as calc reads it. Indented lines below it say more:

    sheet FORMULA        how it stands in a sheet, where that is not the same formula with
                         the cells of its row for the columns' names
    needs COLUMNS        the same formula, blank unless all of these columns have a number
    any COLUMNS          the same formula, blank unless one of these columns has a number
    gnumeric [row N,...]: REASON       this program gives something else there, and why;
    libreoffice [row N,...]: REASON    both of them: see `value`
    calc [row N,...]: REASON           calc gives something else than both, and why
    value V,...          what Excel gives, as documented, where both programs differ
    refused: PATTERN     calc refuses the formula with a message like this

`options` at the margin holds the options of calc for the table. In FORMULA, {x} is the cell
of column x in the same row, {x:} the whole column, {x@-1} the cell of the same entity one
period earlier (a blank one where there is none), {x@-2..0} those of three periods (the whole
formula is blank where the first is out of reach), {x@first..0} all until now, {x@all} all.

NAME.agreed has a line a case: the formula, then its value in each row of the table.
`UPDATE=1 tests/run tests/calc/agree.t` lets both programs compute and writes it.
"""
import csv
import datetime
import io
import math
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TOPICS = ["numbers", "edges", "texts", "words", "dates", "calendar", "gaps", "teams", "ties",
          "alone", "headers", "comma"]
TOLERANCE = 1e-12
BLANK = "$ZZ$1"
# Functions that came after the file format.
LATER = ("STDEV.S", "CONCAT", "IFS", "ISOWEEKNUM")


class Case:
    def __init__(self, formula):
        self.formula = formula
        self.sheet = self.values = self.refused = None
        self.needs, self.any, self.differs = [], [], {}

    def attribute(self, line, where):
        word, _, rest = line.partition(" ")
        if word == "sheet":
            self.sheet = rest
        elif word == "needs":
            self.needs = columns_of(rest)
        elif word == "any":
            self.any = columns_of(rest)
        elif word == "refused:":
            self.refused = rest
        elif word == "value":
            self.values = next(csv.reader([rest]))
        else:
            match = re.fullmatch(r"(gnumeric|libreoffice|calc)(?: row ([0-9,]+))?: (.+)", line)
            if not match:
                sys.exit(f"{where}: what is this? {line}")
            rows = match[2] and {int(row) - 1 for row in match[2].split(",")}
            self.differs[match[1]] = (rows, match[3])

    def listed(self, program, row):
        rows, reason = self.differs.get(program, (set(), None))
        return reason if rows is None or row in rows else None


def columns_of(text):
    return [part.strip() for part in text.split(",")] if "," in text else (
        [text] if text.count(" ") and not re.fullmatch(r"[a-z]+( [a-z]+)+", text) else text.split())


def number_of(text, decimal="."):
    """The number that a text plainly is, or None."""
    plain = text.replace(decimal, ".") if decimal != "." else text
    return float(plain) if re.fullmatch(r"-?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?",
                                        plain) else None


def day_of(text):
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d")
    except ValueError:
        return None


class Topic:
    def __init__(self, name):
        self.name = name
        self.options, self.cases = [], []
        path = os.path.join(HERE, name + ".cases")
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                line = line.rstrip("\n")
                if not line.strip() or line.startswith("#"):
                    continue
                if line.startswith("    "):
                    self.cases[-1].attribute(line.strip(), f"{path}:{number}")
                elif line.startswith("options "):
                    self.options = line.split()[1:]
                else:
                    self.cases.append(Case(line))
        texts = [case.formula for case in self.cases]
        for text in texts:
            if texts.count(text) > 1:
                sys.exit(f"{path}: twice: {text}")
        self.decimal = self.option("--decimal", ".")
        self.delimiter = self.option("-d", ",")
        with open(self.path("csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, delimiter=self.delimiter))
        self.header, self.rows = rows[0], rows[1:]
        self.place_rows()

    def path(self, extension):
        return os.path.join(HERE, f"{self.name}.{extension}")

    def option(self, name, default):
        return self.options[self.options.index(name) + 1] if name in self.options else default

    def agreed(self):
        with open(self.path("agreed"), encoding="utf-8", newline="") as file:
            return {line[0]: line[1:] for line in csv.reader(file)}

    # ---- the table ----

    def place_rows(self):
        """For each row its entity and its period, and back."""
        entity = self.option("-b", None)
        time = self.option("-t", None)
        self.placed, self.row_at, self.first = [], {}, {}
        for i, row in enumerate(self.rows):
            key = row[self.header.index(entity)] if entity else ""
            period = int(row[self.header.index(time)]) if time else i
            self.placed.append((key, period))
            self.row_at[key, period] = i
            self.first[key] = min(period, self.first.get(key, period))

    def value(self, column, row):
        """What book would make of the cell: a number, a day or a text, column by column."""
        texts = [r[column] for r in self.rows]
        for kind in (lambda text: number_of(text, self.decimal), day_of):
            if all(text == "" or kind(text) is not None for text in texts):
                return kind(texts[row]) if texts[row] else None
        return texts[row] or None

    # ---- formulas ----

    def cell(self, column, row):
        return f"{letters(self.header.index(column))}{row + 2}"

    def reference(self, text, row):
        """One {...}; None where it is out of reach."""
        match = re.fullmatch(r"(.+?)(:|@(?:(-?\d+|first)\.\.)?(-?\d+)|@all)?", text)
        column, what = match[1], match[2]
        letter = letters(self.header.index(column))
        if what is None:
            return self.cell(column, row)
        if what == ":":
            return f"{letter}$2:{letter}${len(self.rows) + 1}"
        key, period = self.placed[row]
        if what == "@all":
            rows = [i for i, place in enumerate(self.placed) if place[0] == key]
        elif match[3] is None:
            at = self.row_at.get((key, period + int(match[4])))
            return BLANK if at is None else self.cell(column, at)
        else:
            start = self.first[key] if match[3] == "first" else period + int(match[3])
            if start < self.first[key]:
                return None
            rows = [self.row_at[key, p] for p in range(start, period + int(match[4]) + 1)
                    if (key, p) in self.row_at]
        if len(rows) > 1 and rows == list(range(rows[0], rows[-1] + 1)):
            return f"{letter}{rows[0] + 2}:{letter}{rows[-1] + 2}"
        return ",".join(self.cell(column, i) for i in rows) or BLANK

    def plain(self, formula):
        """A formula as calc reads it, its columns' names put in braces, in the sheet's notation."""
        out, at = [], 0
        while at < len(formula):
            rest = formula[at:]
            string = re.match(r'"(?:[^"]|"")*"', rest)
            quoted = re.match(r"'((?:[^']|'')*)'", rest)
            bracketed = re.match(r"\[([^\]]*)\]", rest)
            number = re.match(r"(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", rest)
            if self.decimal == ",":
                number = re.match(r"(?:\d+(?:,\d+)?|,\d+)(?:[eE][-+]?\d+)?", rest)
            name = re.match(r"[^\W\d][\w.]*", rest)
            if string:
                out.append(string[0])
            elif quoted:
                out.append("{" + quoted[1].replace("''", "'") + "}")
            elif bracketed:
                out.append("{" + bracketed[1] + "}")
            elif number:
                out.append(number[0].replace(",", "."))
            elif name and name[0] in self.header and not rest[name.end():].startswith("("):
                out.append("{" + name[0] + "}")
            elif name:
                out.append(name[0])
            else:
                out.append("," if self.decimal == "," and rest[0] == ";" else rest[0])
            match = string or quoted or bracketed or number or name
            at += match.end() if match else 1
        return "".join(out)

    def formula(self, case, row):
        text = case.sheet or self.plain(case.formula)
        for columns, least in ((case.needs, len(case.needs)), (case.any, 1)):
            if columns:
                cells = ",".join("{%s}" % column for column in columns)
                text = f'IF(COUNT({cells})<{least},"",{text})'
        out = []
        for part in re.split(r"(\"(?:[^\"]|\"\")*\"|\{[^}]*\})", text):
            if part.startswith("{"):
                part = self.reference(part[1:-1], row)
                if part is None:
                    return '=""'
            elif not part.startswith('"'):
                for name in LATER:
                    part = re.sub(rf"\b{re.escape(name)}\(", f"_xlfn.{name}(", part)
            out.append(part)
        return "=" + "".join(out)


def letters(column):
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def make(out):
    import openpyxl
    book = openpyxl.Workbook()
    book.remove(book.active)
    for topic in map(Topic, TOPICS):
        sheet = book.create_sheet(topic.name)
        width = len(topic.header)
        for i, name in enumerate(topic.header):
            sheet.cell(1, i + 1, name)
        for i, case in enumerate(topic.cases):
            cell = sheet.cell(1, width + i + 1)
            cell.value, cell.data_type = case.formula, "s"
        for row in range(len(topic.rows)):
            for i in range(width):
                value = topic.value(i, row)
                cell = sheet.cell(row + 2, i + 1)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
            for i, case in enumerate(topic.cases):
                sheet.cell(row + 2, width + i + 1).value = topic.formula(case, row)
    book.save(out)


# ---- values ----

class Text(str):
    """A sheet's cell that is text: digits in it are no number."""


def shown(value):
    """A sheet's value as text: "" for blank cells and errors."""
    from openpyxl.utils.datetime import to_excel
    if value is None or (isinstance(value, str) and value.startswith("#")):
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)):
        value = to_excel(value)
    if isinstance(value, (int, float)):
        if not math.isfinite(value):
            return ""
        return repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    return Text(value)


def agree_on(one, other, decimal="."):
    if one == other:
        return True
    if isinstance(one, Text) and (isinstance(other, Text) or decimal == "."):
        return False
    a, b = ((number_of(text, d) for text, d in ((one, "."), (other, decimal))))
    if b is None and day_of(other):
        b = (day_of(other) - datetime.datetime(1899, 12, 30)).days
    if a is None or b is None:
        return False
    return abs(a - b) <= TOLERANCE * max(abs(a), abs(b))


NOT_AGREED = "not in the .agreed file: UPDATE=1 tests/run tests/calc/agree.t"


def computed(path):
    import openpyxl
    book = openpyxl.load_workbook(path, data_only=True)
    return {topic.name: [[shown(book[topic.name].cell(row + 2, len(topic.header) + i + 1).value)
                          for row in range(len(topic.rows))]
                         for i in range(len(topic.cases))]
            for topic in map(Topic, TOPICS)}


def agree(gnumeric, libreoffice, write):
    """Where do the two programs differ, and is it listed? (A listed difference may be none
    in another version of the program.)"""
    theirs = {"gnumeric": computed(gnumeric), "libreoffice": computed(libreoffice)}
    cases = cells = unlisted = listed = 0
    for topic in map(Topic, TOPICS):
        agreed = {} if write else topic.agreed()
        lines = []
        for i, case in enumerate(topic.cases):
            cases += 1
            values = []
            names = set()
            for row in range(len(topic.rows)):
                cells += 1
                pair = {program: theirs[program][topic.name][i][row] for program in theirs}
                if not agree_on(pair["gnumeric"], pair["libreoffice"]):
                    odd = [program for program in pair if case.listed(program, row)]
                    names.update(odd)
                    if not odd:
                        unlisted += 1
                        print(f"{topic.name}: {case.formula}: row {row + 1}: "
                              f"gnumeric {pair['gnumeric']!r}, "
                              f"libreoffice {pair['libreoffice']!r}")
                right = ("libreoffice" if case.listed("gnumeric", row) else "gnumeric")
                values.append(case.values[row] if case.values else pair[right])
                if not write and case.formula in agreed and not agree_on(
                        agreed[case.formula][row], values[-1]):
                    unlisted += 1
                    print(f"{topic.name}: {case.formula}: row {row + 1}: {values[-1]!r}, "
                          f"in {topic.name}.agreed {agreed[case.formula][row]!r}")
            if not write and case.formula not in agreed:
                unlisted += 1
                print(f"{topic.name}: {case.formula}: {NOT_AGREED}")
            listed += bool(names)
            lines.append([case.formula] + values)
        if write:
            with open(topic.path("agreed"), "w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(lines)
    print(f"{cases} cases, {cells} cells, {listed} cases listed as different, "
          f"{unlisted} cells that differ and are not listed")
    return 1 if unlisted or not cases else 0


# ---- calc ----

def run(*command):
    return subprocess.run(command, capture_output=True, encoding="utf-8")


def calc(lever, topic, cases, folder, *options):
    """What calc prints for these cases; or None, and its message."""
    formulas = os.path.join(folder, topic.name + ".txt")
    with open(formulas, "w", encoding="utf-8") as file:
        for i, case in enumerate(cases):
            file.write(f"case_{i} = {case.formula}\n")
    done = run(lever, "calc", "-q", *topic.options, *options, "-f", formulas, topic.path("csv"))
    return (done.stdout, "") if done.returncode == 0 else (None, done.stderr.strip())


def columns(topic, text, count):
    """The columns of the cases, as texts."""
    delimiter = topic.option("--out-delimiter", ",")
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    width = len(topic.header)
    return [[row[width + i] for row in rows[1:]] for i in range(count)]


def check(lever, folder):
    """In TAP, a line a case."""
    number = failures = cells = 0
    for topic in map(Topic, TOPICS):
        agreed = topic.agreed()
        taken = [case for case in topic.cases if not case.refused]
        text, _ = calc(lever, topic, taken, folder)
        made = dict(zip(taken, columns(topic, text, len(taken)) if text is not None else []))
        for case in topic.cases:
            number += 1
            wrong = []
            if case not in made:  # each alone, to know which is refused
                text, message = calc(lever, topic, [case], folder)
                if text is not None:
                    made[case] = columns(topic, text, 1)[0]
                elif not case.refused or not re.search(case.refused, message):
                    wrong.append(message)
                if case.refused and text is not None:
                    wrong.append("is not refused")
            if case in made and case.formula not in agreed:
                wrong.append(NOT_AGREED)
            for row, want in enumerate(agreed.get(case.formula, []) if case in made else []):
                cells += 1
                got = made[case][row]
                if not agree_on(want, got, topic.decimal) and not case.listed("calc", row):
                    wrong.append(f"row {row + 1}: calc {got!r}, sheets {want!r}")
            failures += bool(wrong)
            name = case.formula.replace("#", "\\#")
            print(f"{'not ' if wrong else ''}ok {number} - {topic.name}: {name}")
            for line in wrong[:4]:
                print("# " + line.replace("\n", "\n# "))
    print(f"1..{number}")
    print(f"# {number} cases, {cells} cells, {failures} cases fail")
    return 0


# ---- book --formulas ----

def books(lever, folder):
    """NAME.xlsx with the cases as live formulas, all their stored results wrong, and
    NAME.out, what calc gave."""
    sys.path.insert(0, os.path.join(os.path.dirname(HERE), "book"))
    import recalc
    for topic in map(Topic, TOPICS):
        taken = [case for case in topic.cases if not case.refused]
        table = os.path.join(folder, topic.name + ".out")
        formulas = os.path.join(folder, topic.name + ".formulas")
        text, message = calc(lever, topic, taken, folder, "--formulas", formulas)
        if text is None:
            sys.exit(message)
        with open(table, "w", encoding="utf-8") as file:
            file.write(text)
        options = ["-d", topic.delimiter, "--decimal", topic.decimal]
        made = os.path.join(folder, topic.name + ".made.xlsx")
        done = run(lever, "book", "-q", *options, "--formulas", formulas, "-o", made, table)
        if done.returncode != 0:
            sys.exit(done.stderr)
        recalc.spoil(made, os.path.join(folder, topic.name + ".xlsx"))
    return 0


class Tally:
    def __init__(self):
        self.cells = self.values = self.listed = self.wrong = 0

    def __str__(self):
        return (f"{self.cells} live cells, {self.values} values, {self.listed} cells listed as "
                f"different, {self.wrong} cells wrong")


def hold(tally, made, other, table, delimiter, decimal, listed=lambda column, row: None):
    """The live cells of a workbook, as stored and as another program computes them, against
    the table from which it was made."""
    import openpyxl
    with open(table, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=delimiter))
    ours, stored, theirs = (openpyxl.load_workbook(path, data_only=data)
                            for path, data in ((made, False), (made, True), (other, True)))
    title = next(s.title for s in ours if str(s.cell(1, 1).value).startswith("Data:") and
                 any(cell.value == rows[0][0] for cell in s["A"]))
    top = next(cell.row for cell in ours[title]["A"] if cell.value == rows[0][0])
    for column, name in enumerate(rows[0]):
        if not any(ours[title].cell(top + i, column + 1).data_type == "f"
                   for i in range(1, len(rows))):
            continue
        for i in range(1, len(rows)):
            want = rows[i][column]
            cell = ours[title].cell(top + i, column + 1)
            got = theirs[title].cell(top + i, column + 1).value
            if isinstance(got, str) and got.startswith("#"):
                got = "an error: " + got
            kept = shown(stored[title].cell(top + i, column + 1).value)
            tally.cells += cell.data_type == "f"
            tally.values += cell.data_type != "f"
            if not agree_on(kept, want, decimal):
                tally.wrong += 1
                print(f"{name}: row {i}: {cell.value}: stored {kept!r}, in the table {want!r}")
            elif not agree_on(shown(got), want, decimal):
                reason = listed(column, i - 1)
                tally.listed += bool(reason)
                tally.wrong += not reason
                if not reason:
                    print(f"{name}: row {i}: {cell.value}: computed {got!r}, "
                          f"in the table {want!r}")


def live(folder, other, program):
    """Does a program compute from the live formulas what calc wrote?"""
    tally, cases = Tally(), 0
    for topic in map(Topic, TOPICS):
        taken = [case for case in topic.cases if not case.refused]
        width = len(topic.header)
        cases += len(taken)
        hold(tally, os.path.join(folder, topic.name + ".made.xlsx"),
             os.path.join(other, topic.name + ".xlsx"), os.path.join(folder, topic.name + ".out"),
             topic.option("--out-delimiter", ","), topic.decimal,
             lambda column, row: (taken[column - width].listed(program, row) or
                                  taken[column - width].listed("calc", row)))
    print(f"{cases} cases, {tally}")
    return 1 if tally.wrong or not tally.cells else 0


def one(made, other, table, delimiter=",", decimal="."):
    """The same for one workbook."""
    tally = Tally()
    hold(tally, made, other, table, delimiter, decimal)
    print(tally)
    return 1 if tally.wrong or not tally.cells else 0


def topics():
    print(*(name + ".xlsx" for name in TOPICS))


if __name__ == "__main__":
    command, arguments = sys.argv[1], sys.argv[2:]
    if command in ("make", "check", "books", "live", "one", "topics"):
        sys.exit(globals()[command](*arguments))
    sys.exit(agree(*arguments, write=command == "agree"))
