#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up inputs of the kinds of faults that exports have, each with its right answer.

kinds.py LEVER prints how many came out right, rightly refused and wrong, and the wrong
ones; status 1 if any did. An input has one right answer: a table (what clean must write),
or REFUSE and words that the message must have. SAID is a table and words of a warning.
"""
import os
import re
import subprocess
import sys
import tempfile

CASES = []


def table(kind, text, want, options='', say=''):
    CASES.append((kind, text, options, want, say))


def refuse(kind, text, say, options=''):
    CASES.append((kind, text, options, None, say))


def days(first, rows, delimiter=',', month=1):
    return ['2024-%02d-%02d' % (month, first + i) + delimiter + delimiter.join(str(c) for c in row)
            for i, row in enumerate(rows)]


def lines(*parts):
    flat = []
    for part in parts:
        flat += part if isinstance(part, list) else [part]
    return '\n'.join(flat) + '\n'


def names_never_shift():
    kind = 'names shifted'
    for first in ('rank', 'no', 'id', '#', 'week', 'Nr.'):
        refuse(kind, lines(first + ',team,points', '1,Alpha,30,W', '2,Beta,28,L', '3,Gamma,25,W'),
               '3 names, but the rows have 4 cells')
        table(kind, lines(first + ';calls', '1;50;', '2;60;', '3;70;', '4;80;'),
              lines(first + ',calls', '1,50', '2,60', '3,70', '4,80'))
    table(kind, lines('a\tb', '1\t2\t\t', '3\t4\t\t'), lines('a,b', '1,2', '3,4'))
    refuse(kind, lines('a|b', '1|2|', '2|3|x', '3|4|'), '"x" is the last one on line 3')
    refuse(kind, lines('day,price', '2024-01-01,1,50', '2024-01-02,2,75'), 'decimal commas')
    refuse(kind, lines('x', '1,5', '2,6', '3,7'), '')
    table(kind, lines('"a";"b"', '"1";5;"x"', '"2";6;"y"'), lines('column_1,a,b', '1,5,x', '2,6,y'))
    table(kind, lines(',a', '1,5', '2,6'), lines('column_1,a', '1,5', '2,6'))


def second_tables():
    kind = 'a second table'
    first = ['day,calls,mails'] + days(1, [(1, 2), (3, 4), (5, 6)])
    seconds = {
        'narrower': ['region,visits', 'North,5', 'South,6'],
        'wider': ['day,calls,mails,posts'] + days(4, [(1, 2, 3), (4, 5, 6)]),
        'as wide': ['team,won,lost', 'Red,5,6', 'Blue,7,8'],
        'reordered': ['mails,calls,day', '5,6,2024-01-04', '7,8,2024-01-05'],
        'of text': ['product,owner,place', 'Cup,Cid,Bonn', 'Pot,Dan,Kiel'],
        'of years': ['region,2022,2023', 'North,5,6', 'South,7,8'],
        'with a row': ['region,visits,cost', 'North,5,6'],
    }
    gaps = {'none': [], 'one': [''], 'many': [''] * 9, 'a comment': ['# part 2'],
            'a title': ['Second part'], 'a title apart': ['', 'Second part', '']}
    for what, second in seconds.items():
        for gap, between in gaps.items():
            text = lines(first, between, second)
            refuse(kind, text, 'another table begins here: --table N')
            table(kind, text, lines(first), '--table 1')
            table(kind, text, lines(second), '--table 2')
    for order in ((0, 1), (1, 0)):
        both = [['region;visits', 'North;5', 'South;6', 'East;7'],
                ['day;calls;mails'] + days(1, [(i, i) for i in range(9)], ';')]
        text = lines(both[order[0]], '', both[order[1]])
        refuse(kind, text, 'another table begins here')
        table(kind, text, lines(both[order[1]]).replace(';', ','), '--table 2')
    long = ['day,calls,mails'] + ['20%02d-%02d-%02d,%d,1' % (i // 336, i // 28 % 12 + 1, i % 28 + 1, i)
                                  for i in range(5000)]
    refuse(kind, lines(long, 'region,visits', 'North,5', 'South,6'), r':5002: another table')
    table(kind, lines(long, 'region,visits', 'North,5', 'South,6'),
          lines('region,visits', 'North,5', 'South,6'), '--table 2')
    refuse(kind, lines('region,visits', 'North,5', 'South,6', long), r':4: another table')
    padded = [row + ',' * (2 - row.count(',')) for row in seconds['narrower']]
    refuse(kind, lines(first, ',,', 'Regions,,', padded), 'another table begins here')
    table(kind, lines(first, ',,', 'Regions,,', padded), lines(seconds['narrower']), '--table 2')
    # one table all the same
    table(kind, lines(first, first), lines(first, first[1:]))
    table(kind, lines(first, '', first), lines(first, first[1:]))
    table(kind, lines(first, '', days(4, [(7, 8)])), lines(first, days(4, [(7, 8)])))


def other_delimiters():
    kind = 'rows of another delimiter'
    for its, other in ((',', ';'), (';', ','), ('\t', ';'), ('|', '\t'), (',', '|')):
        text = ['day%sname%scalls' % (its, its)] + days(1, [('x', 5), ('y', 6), ('z', 7)], its)
        refuse(kind, lines(text, days(4, [('x', 5)], other)), 'cannot be placed')
        refuse(kind, lines(text[:3], days(9, [('x', 5)], other), text[3:]), 'cannot be placed')
    for name in ('day,calls', 'day,calls,mails,posts'):
        width = name.count(',')
        rows = days(1, [(i + 1,) * width for i in range(5)])
        refuse(kind, lines(name, rows, '"%s"' % rows[0]), 'cannot be placed')
        table(kind, lines(name, rows, 'Source: the desk; all teams'), lines(name, rows))
        table(kind, lines(name, rows, '', 'Made by Ann'), lines(name, rows))


def one_column():
    kind = 'one column'
    for text in ('day calls\n2024-01-01 5\n2024-01-02 6\n', 'a b c\n1 x 2\n2 y 3\n3 z 4\n',
                 '"week" "calls" "who"\n"1" 2024 5 "a b"\n"2" 2025 7 "c"\n',
                 'name age city\nAnn 30 Bonn\nBob 41 Kiel\n'):
        refuse(kind, text, 'blanks divide')
    refuse(kind, 'id    name\n----- ------\n    1 Ann\n    2 Bob\n', 'aligned by blanks')
    refuse(kind, 'id  name   n\n--  -----  -\n1   Ann    3\n2   Bob    4\n', 'aligned by blanks')
    for mark in ',;\t|':
        refuse(kind, '"a%sb%sc"\n"1%s2%s3"\n"4%s5%s6"\n' % ((mark,) * 6), 'one quoted cell')
    refuse(kind, '"a;""b;c"""\n"1;""2;5"""\n"3;""4;6"""\n', 'one quoted cell')
    refuse(kind, 'a^b\n1^2\n3^4\n', 'one column, but all rows have as many')
    for text in ('name\nAnn Smith\nBob Jones\n', 'note\nvisited 12 pages\nvisited 15 pages\n',
                 'when\n2024-01-01 10:00\n2024-01-02 11:00\n', 'word\none\ntwo\nthree\n'):
        table(kind, text, text)
    short = ['Period;A;B;C;D;E', '2024-01;1;2', '2024-02;1;2', '2024-03;1;2']
    full = ['2024-04;1;2;3;4;5', '2024-05;1;2;3;4;5', '2024-06;1;2;3;4;5']
    want = ['Period,A,B,C,D,E', '2024-01,1,2,,,', '2024-02,1,2,,,', '2024-03,1,2,,,']
    table(kind, lines(short, full), lines(want, [row.replace(';', ',') for row in full]))
    table(kind, lines(short, full[:1]), lines(want, full[0].replace(';', ',')))
    table(kind, lines(short), lines(want))


def totals():
    kind = 'rows of totals'
    rows = ['2024-01,North,5,10', '2024-01,South,7,20', '2024-01,West,1,5']
    for word in ('', 'All', 'Alle', 'Total', 'Grand total', 'TOTAL', 'All regions', 'Gesamt', 'all'):
        total = '2024-01,%s,13,35' % word
        refuse(kind, lines('month,region,calls,cost', rows, total), 'totals')
        table(kind, lines('month,region,calls,cost', rows, total),
              lines('month,region,calls,cost', rows), '--drop-totals')
    table(kind, lines('month,region,calls,cost', rows, '2024-01,All,13,35'),
          lines('month,region,calls,cost', rows, '2024-01,All,13,35'), '--keep-totals')
    for word in ('Grand total', 'Total', 'Summe', 'Totals'):
        refuse(kind, lines('Browser,Users,', ',60,' + word, 'Chrome,40,', 'Safari,20,'), 'totals')
        table(kind, lines('Browser,Users,', ',60,' + word, 'Chrome,40,', 'Safari,20,'),
              lines('Browser,Users', 'Chrome,40', 'Safari,20'), '--drop-totals')
    each = ['Jan,A,5', 'Jan,B,7', 'Jan,%s,12', 'Feb,A,1', 'Feb,B,2', 'Feb,%s,3']
    for word in ('All', 'Total', 'All teams'):
        text = lines('month,team,n', each) % (word, word)
        refuse(kind, text, 'totals')
        table(kind, text, lines('month,team,n', each[:2], each[3:5]), '--drop-totals')
    # what only looks so
    plain = lines('month,team,n', 'Jan,A,5', 'Jan,B,7', 'Jan,All Stars,4', 'Feb,A,1', 'Feb,All Stars,9')
    table(kind, plain, plain)
    plain = lines('month,team,note,n', 'Jan,A,x,5', 'Jan,B,,7', 'Feb,A,y,4')
    table(kind, plain, plain)
    plain = lines('day,kind,n', '2024-01-01,total,5', '2024-01-02,total,6')
    table(kind, plain, plain)


def weeks_and_times():
    kind = 'week 53 and times'
    for year, there in ((2019, False), (2020, True), (2021, False), (2022, False), (2026, True)):
        for form in ('%d-W%02d', '%dW%02d', 'KW %2$02d/%1$d', 'KW %2$d %1$d'):
            def one(week, form=form, year=year):
                return re.sub(r'%(\d)\$(0?\d?)d', lambda m: ('%' + m.group(2) + 'd') %
                              ((year, week)[int(m.group(1)) - 1]), form) \
                    if '$' in form else form % (year, week)
            text = lines('k,week', 'a,' + one(51), 'b,' + one(52), 'c,' + one(53))
            if there:
                table(kind, text, lines('k,week', *['%s,%d-W%02d' % (k, year, w)
                                                    for k, w in (('a', 51), ('b', 52), ('c', 53))]))
            else:
                refuse(kind, text, '%d has no week 53' % year)
    mixed = ['2024-01-05 10:00', '2024-01-05  10:00', '2024-01-05T10:00', '2024-01-05 10:00:00']
    for i, one in enumerate(mixed):
        for other in mixed[i + 1:]:
            seconds = ':00' if ':00:00' in one + other else ''
            want = '2024-01-05T10:00' + seconds
            table(kind, lines('t,x', one + ',1', other + ',2'), lines('t,x', want + ',1', want + ',2'))
    table(kind, lines('t,x', '2024-01-05 10:00:00 UTC,1', '2024-01-06 10:00:00 UTC,2'),
          lines('t,x', '2024-01-05T10:00:00Z,1', '2024-01-06T10:00:00Z,2'))
    table(kind, lines('t,x', '0000-00-00,1', *['2024-01-0%d,2' % d for d in range(1, 6)]),
          lines('t,x', '0000-00-00,1', *['2024-01-0%d,2' % d for d in range(1, 6)]),
          say='"0000-00-00" on line 2 is no date')


def alike():
    kind = 'alike to the eye'
    pairs = (('Mu\u0308ller', 'M\u00fcller'), ('Cafe\u0301', 'Caf\u00e9'), ('North\u00a0East', 'North East'),
             ('A\u202fB', 'A B'), ('So\u200buth', 'South'), ('re\u00adturn', 'return'),
             ('\u212bngstrom', '\u00c5ngstrom'), ('A\ufeffB', 'AB'), ('\uac00', '\u1100\u1161'))
    for written, plain in pairs:
        if kind and written == '\uac00':
            written, plain = plain, written
        table(kind, lines('team,x', written + ',1', plain + ',2'), lines('team,x', plain + ',1', plain + ',2'),
              say='texts that look alike made one: 1')
        table(kind, lines('team,' + written, 'a,1', 'b,2'), lines('team,' + plain, 'a,1', 'b,2'),
              say='column names mended: 1')
    smile = '\U0001f469\u200d\U0001f4bb'
    table(kind, lines('who,x', smile + ',1'), lines('who,x', smile + ',1'))


def around_the_header():
    kind = 'around the header'
    rows = ['22.01.2024;5,50', '23.01.2024;6,50', '24.01.2024;7,50']
    want = lines('Tag,Betrag', '2024-01-22,5.50', '2024-01-23,6.50', '2024-01-24,7.50')
    for pairs in (['Konto;12345', 'Stand;31.01.2024'], ['Konto;DE00 1234', 'Stand;31.01.2024'],
                  ['Inhaber;Max', 'Konto;12345', 'Von;01.01.2024', 'Bis;31.01.2024'],
                  ['Konto;12345', 'Stand;31.01.2024', ''], ['Stand;31.01.2024', 'Saldo;5,50']):
        table(kind, lines(pairs, 'Tag;Betrag', rows), want)
    for mark in ('#', '##', '# '):
        table(kind, lines(mark + 'Temp,Time', '21.5,0.88', '21.8,0.93'),
              lines((mark + 'Temp' if mark == '#' else 'Temp') + ',Time', '21.5,0.88', '21.8,0.93'))
        table(kind, lines('# made by a device', mark + 'Temp,Time,E', '21.5,0.88,1', '21.8,0.93,2'),
              lines((mark + 'Temp' if mark == '#' else 'Temp') + ',Time,E', '21.5,0.88,1', '21.8,0.93,2'))
    refuse(kind, lines('# name,city', 'Ann,Bonn', 'Bob,Kiel'), 'may be a comment, or the header')
    for dates in ('01.01.2024,01.02.2024,01.03.2024', '2024-01,2024-02,2024-03', '2022,2023,2024',
                  'Jan 2024,Feb 2024,Mar 2024', '1/31/2024,2/29/2024,3/31/2024'):
        table(kind, lines('Team,' + dates, 'N,5,6,7', 'S,1,2,3'), lines('Team,' + dates, 'N,5,6,7', 'S,1,2,3'))
    table(kind, lines(',,', 'x,y,z', 'a,b,c', '1,2,3'), lines('x,y,z', 'a,b,c', '1,2,3'))


def shifted_rows():
    kind = 'rows that cannot be placed'
    head = ['id,name,amount,city,day']
    rows = ['%d,Ann,%d,Bonn,2024-01-%02d' % (i, i * 3, i) for i in range(1, 10)]
    for bad in ('10,Bob,Kiel,2024-01-10', '10,5,Kiel', 'Bob,5,Kiel,2024-01-10', '10,Bob,Mr,5,Kiel,2024-01-10'):
        refuse(kind, lines(head, rows, bad, '11,Cid,6,Kiel,2024-01-11'), 'one row of 11 cannot be placed')
        refuse(kind, lines(head, rows, bad, '11,Cid,6,Kiel,2024-01-11'), 'more than --at-most 1 %',
               '--set-aside aside.csv')
        table(kind, lines(head, rows, bad, '11,Cid,6,Kiel,2024-01-11'),
              lines(head, rows, '11,Cid,6,Kiel,2024-01-11'), '--set-aside aside.csv --at-most 10%',
              'rows set aside: 1')
    refuse(kind, lines(head, rows, '1,"A, 4"","Bonn",2', rows), 'a quote inside a cell')
    table(kind, lines(head, rows, '10,Bob,5', '11,Cid,6,Kiel'),
          lines(head, rows, '10,Bob,5,,', '11,Cid,6,Kiel,'), say='short rows filled up: 2')


def run(lever, folder, case):
    kind, text, options, want, say = case
    path = os.path.join(folder, 'in.csv')
    with open(path, 'w', encoding='utf-8', newline='') as file:
        file.write(text)
    done = subprocess.run([lever, 'clean'] + options.split() + ['in.csv'], capture_output=True,
                          text=True, check=False, cwd=folder)
    if want is None:
        good = done.returncode == 1 and not done.stdout and say in done.stderr
        if done.returncode == 1 and say.startswith(':'):
            good = re.search(say, done.stderr) is not None
        return ('rightly refused' if good else 'WRONG'), done
    good = done.returncode == 0 and done.stdout == want and say in done.stderr
    return ('right' if good else 'WRONG'), done


def main():
    for make in (names_never_shift, second_tables, other_delimiters, one_column, totals,
                 weeks_and_times, alike, around_the_header, shifted_rows):
        make()
    counts = {}
    with tempfile.TemporaryDirectory() as folder:
        for case in CASES:
            verdict, done = run(os.path.abspath(sys.argv[1]), folder, case)
            counts.setdefault(case[0], {}).setdefault(verdict, 0)
            counts[case[0]][verdict] += 1
            if verdict == 'WRONG':
                print('--- %s %s\n%s--- wanted\n%s--- got (%d)\n%s%s' % (
                    case[0], case[2], case[1][:400], (case[3] or 'a refusal: ' + case[4] + '\n')[:400],
                    done.returncode, done.stdout[:400], done.stderr[:600]))
    wrong = 0
    for kind, verdicts in counts.items():
        print('%s: %s' % (kind, ', '.join('%d %s' % (n, v) for v, n in sorted(verdicts.items()))))
        wrong += verdicts.get('WRONG', 0)
    print('%d inputs, %d wrong' % (len(CASES), wrong))
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
