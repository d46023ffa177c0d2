#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of two tables and plain files, made at random, through `lever clean`.

two_tables.py LEVER [TABLES [PLAIN [SEED]]]

Of a file of two tables clean must say so, list both, and give each with --table 1 and
--table 2: the same header, the same rows ("right"). Where it cannot tell for certain it
must warn ("said"), or refuse. A table that is lost or merged in silence is wrong, and so is
a plain table that does not come out byte for byte. Two cells in a row under two names may
be a table of one row, or a title of a table padded to two columns ("a row more or less").
Prints the counts; status 1 if any file is wrong. KEEP=FOLDER keeps what is not right.
"""
import collections
import os
import random
import subprocess
import sys
import tempfile

WORDS = ('calls mails visits orders revenue cost users sessions clicks leads tickets hours returns '
         'sales stock price rating views posts days steps length score weight share').split()
KEYS = ('day week month date period region team product channel country campaign agent shop '
        'category device name source').split()
TEXTS = ('North South East West Berlin Paris Lima Anna Bob Cup Pot Lamp Chair red green blue open '
         'closed mobile desktop retail online').split()


class Table:
    """A header and rows of cells as they are written; what clean makes of them."""

    def __init__(self, rng, width, height, style, delimiter, taken=()):
        self.kinds = [rng.choice(('date', 'text', 'id', 'text', 'date'))]
        self.kinds += [rng.choice(('int', 'int', 'dec', 'text', 'gap')) for _ in range(width - 1)]
        if not any(kind in ('int', 'dec', 'gap', 'date') for kind in self.kinds):
            self.kinds[-1] = 'int'
        names = [rng.choice(KEYS)]
        while len(names) < width:
            name = rng.choice(WORDS + KEYS)
            if name not in names:
                names.append(name)
        if tuple(names) == taken:
            names[-1] += ' net'
        self.names = [style(name) for name in names]
        self.rows = [[self.cell(rng, kind, i) for kind in self.kinds] for i in range(height)]

    @staticmethod
    def cell(rng, kind, i):
        if kind == 'date':
            return '20%02d-%02d-%02d' % (10 + i // 336 % 80, i // 28 % 12 + 1, i % 28 + 1)
        if kind == 'id':
            return str(1000 + i)
        if kind == 'int':
            return str(rng.randrange(10000))
        if kind == 'dec':
            return '%d.%02d' % (rng.randrange(1000), rng.randrange(100))
        if kind == 'gap':
            return str(rng.randrange(100)) if i == 0 or rng.random() < .8 else ''
        return rng.choice(TEXTS) + rng.choice(('', '', ' ' + rng.choice(TEXTS)))

    def lines(self, delimiter, padded=0):
        for row in [self.names] + self.rows:
            yield delimiter.join(row + [''] * (padded - len(row)))

    def plain(self):
        return '\n'.join(','.join(row) for row in [self.names] + self.rows) + '\n'


STYLES = (str.lower, str.capitalize, str.upper, lambda s: s + '_2', str.title)


def height(rng):
    return rng.choice((1, 2, 3, rng.randrange(2, 30), rng.randrange(2, 30), rng.randrange(30, 300),
                       rng.randrange(900, 3000)))


def between(rng, pad):
    """What stands between the tables: lines."""
    blank = pad if pad else ''
    kind = rng.randrange(8)
    if kind < 2:
        return 'no gap', []
    if kind < 4:
        return 'a blank line', [blank]
    if kind == 4:
        return 'blank lines', [blank] * rng.choice((2, 3, 7, 40))
    if kind == 5:
        return 'a comment', ['# Start date: 20240101', '#'][:rng.randrange(1, 3)]
    if kind == 6:
        return 'a title', ['Second report' + pad] + [blank] * rng.randrange(2)
    return 'a gap and a title', [blank, 'Part two' + pad] + [blank] * rng.randrange(2)


def run(lever, args):
    done = subprocess.run([lever, 'clean'] + args, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def judge(lever, path, tables):
    status, out, said = run(lever, [path])
    if status == 0:
        return 'said' if any(word in said for word in ('--table', 'stays text')) else 'SILENT'
    if 'another table' not in said:
        return 'refused in other words'
    for number, table in enumerate(tables, 1):
        status, out, said = run(lever, ['-q', '--table', str(number), path])
        if status != 0:
            return 'table %d refused' % number
        if out != table.plain():
            apart = abs(out.count('\n') - 1 - len(table.rows))
            return 'a row more or less' if apart == 1 and len(table.names) == 2 \
                else 'table %d NOT AS IT WAS' % number
    return 'right'


def two(lever, rng, folder, number):
    delimiter = rng.choice(',;\t|')
    style = rng.choice(STYLES)
    first = Table(rng, rng.randrange(2, 9), height(rng), style, delimiter)
    second = Table(rng, rng.choice((len(first.names), rng.randrange(2, 9))), height(rng),
                   rng.choice((style, rng.choice(STYLES))), delimiter, tuple(first.names))
    padded = rng.random() < .25 and max(len(first.names), len(second.names)) or 0
    what, gap = between(rng, delimiter * (padded - 1) if padded else '')
    before = rng.choice(([], [], [], ['Report of the desk'], ['# export', '#'], ['Report', '']))
    lines = before + list(first.lines(delimiter, padded)) + gap + \
        list(second.lines(delimiter, padded))
    path = os.path.join(folder, 'two-%d.csv' % number)
    with open(path, 'w', encoding='utf-8', newline='') as file:
        file.write('\n'.join(lines) + '\n')
    verdict = judge(lever, path, (first, second))
    note = '%s; %d x %d, %d x %d%s; %s; %s' % (
        what, len(first.rows), len(first.names), len(second.rows), len(second.names),
        ', padded' if padded else '', ','.join(first.names), ','.join(second.names))
    return verdict, note, path


def one(lever, rng, folder, number):
    table = Table(rng, rng.randrange(1, 12), height(rng) + 1, rng.choice(STYLES), ',')
    path = os.path.join(folder, 'plain-%d.csv' % number)
    with open(path, 'w', encoding='utf-8', newline='') as file:
        file.write(table.plain())
    status, out, said = run(lever, ['-q', path])
    verdict = 'right' if out == table.plain() else 'refused' if status else 'CHANGED'
    return verdict, '%d x %d; %s %s' % (len(table.rows), len(table.names), ','.join(table.names),
                                        said.strip()), path


def main():
    lever = sys.argv[1]
    tables, plain, seed = (int(arg) for arg in (sys.argv[2:] + ['2000', '3000', '1'][len(sys.argv) - 2:]))
    rng = random.Random(seed)
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for what, count, make in (('two tables', tables, two), ('plain', plain, one)):
            counts = collections.Counter()
            for number in range(count):
                verdict, note, path = make(lever, rng, folder, number)
                counts[verdict] += 1
                if verdict.upper() == verdict or 'NOT' in verdict or (what == 'plain' and verdict != 'right'):
                    bad += 1
                if verdict != 'right' and os.environ.get('KEEP'):
                    print(verdict, '|', note)
                    os.system("cp '%s' '%s/'" % (path, os.environ['KEEP']))
                os.unlink(path)
            print('%s: %d files: %s' % (what, count, ', '.join(
                '%d %s' % (n, verdict) for verdict, n in counts.most_common())))
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
