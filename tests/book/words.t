#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What stands in the workbook's cells: the figures of the tables, and words for them.
# shellcheck source=tests/book/setting.sh
. "$TOP/tests/book/setting.sh"
need_openpyxl
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
desk=$TOP/samples/support-desk

cells() { "$PYTHON" "$TOP/tests/book/cells.py" "$@"; }

# ---- the figures of the verdicts, whatever other tables there are ----

# same BOOK VERDICTS.csv: each effect and r with its interval is the table's; prints how many.
same() {
    "$PYTHON" - "$2" "$TOP/tests/book/cells.py" "$1" <<'PY'
import csv, subprocess, sys
said = list(csv.DictReader(open(sys.argv[1])))
heads = {"effect": "Effect", "r": "r of", "r_low": "Adjusted r: low", "r_high": "Adjusted r: high"}
out = subprocess.run([sys.executable, sys.argv[2], sys.argv[3], "Verdicts", *heads.values()],
                     capture_output=True, text=True, check=True).stdout
rows = list(csv.reader(out.splitlines()))[1:]
bad = [(row, verdict["output"], name) for row, verdict in zip(rows, said, strict=True)
       for cell, name in zip(row, heads)
       if (cell == "[x]") != (verdict[name] == "")
       or verdict[name] and abs(float(cell) - float(verdict[name])) > 1e-9]
print(*bad, sep="\n") if bad else print(len(rows), "rows agree")
PY
}
report() { # METHOD
    lever report -q "$desk/plan.csv" --links "$desk/links.csv" --method "$1" --resamples 199 \
        -o "$1.xlsx" >"$1.csv"
}
for method in pearson spearman kendall; do
    t "$method: a report" -- report $method
    t "$method: Verdicts has the figures of the table" -o '6 rows agree' -- same $method.xlsx $method.csv
done
t 'a table of verdicts alone' -- lever book -q -o alone.xlsx pearson.csv
t '... has its figures too' -o '6 rows agree' -- same alone.xlsx pearson.csv

# ---- what each column is called ----

together() {
    lever report -q "$desk/plan.csv" --links "$desk/links.csv" --joint --placebo 3 \
        --method spearman --resamples 199 -o joint.xlsx >joint.csv
}
# Headers that are the names of the table's columns, as they are; then notes that are not there.
raw_headers() {
    head -n 1 joint.csv | tr , '\n' >names
    cells joint.xlsx Verdicts | grep '^In one sentence' | tr , '\n' | grep -Fx -f names
    cells joint.xlsx Verdicts | grep -o '\[note [0-9]*\]' | sort -u >named
    cells joint.xlsx Notes 'Note or term' >there
    grep -Fxv -f there named
    :
}
joint_figures() {
    cells joint.xlsx Verdicts Output 'Effect beside the other outputs' 'Variance inflation' |
        sed 1d | awk -F, '{ print ($2 ~ /^-?[0-9.e-]+$/ || $2 == "[x]") && NF == 3 }' | sort -u
}
t 'a joint test' -- together
t 'no column is called as in the table, and each note is there' -o '' -- raw_headers
t 'the joint figures are numbers' -o 1 -- joint_figures

# ---- guardrails ----

awk 'BEGIN { s = 3; print "month,calls,revenue,complaints,mood"; for (i = 0; i < 60; i++) {
    c = s % 20; for (k = 0; k < 3; k++) { s = (s * 16807) % 2147483647; v[k] = s % 30 }
    printf "%d-%02d,%d,%d,%d,%d\n", 2018 + int(i / 12), i % 12 + 1, s % 20, 5 * last + v[0] / 3,
        3 * c + v[1], v[2]; last = s % 20 } }' >watch.csv
cat >watch-plan.csv <<'CSV'
measure,role,better,unit
calls,output,up,calls
revenue,outcome,up,EUR
complaints,guardrail,down,complaints
CSV
watch() {
    lever test -q -t month -p watch-plan.csv -x calls -y revenue,complaints,mood --lags 0..3 \
        --resamples 199 --working w.csv --profile l.csv -o v.csv watch.csv &&
        lever book -q -o watch.xlsx v.csv w.csv l.csv watch.csv watch-plan.csv &&
        lever book -q -o unplanned.xlsx v.csv
}
t 'a plan with a guardrail' -- watch
t 'the cover says which outcome is a guardrail' -m '^.?calls and complaints \(guardrail\): ' -- \
    cells watch.xlsx Cover
t '... and of the others nothing' -m '^.?calls and revenue: ' -- cells watch.xlsx Cover
t 'the verdicts have the role of each outcome' -o 'Outcome,Role of the outcome
revenue,outcome
complaints,guardrail
mood,[x]' -- cells watch.xlsx Verdicts Outcome 'Role of the outcome'
t '... where there is no plan, they have none' -s 1 -- \
    cells unplanned.xlsx Verdicts Outcome 'Role of the outcome'
t '... and keep every rule' -- "$PYTHON" "$TOP/tests/book/rules.py" watch.xlsx

# ---- p, corrected for links ----

# The formulas of the column; Holm's, Benjamini and Hochberg's, or none where it cannot be told.
corrections() { # BOOK
    "$PYTHON" - "$1" <<'PY'
import sys, warnings, openpyxl
warnings.simplefilter("ignore")
sheet = openpyxl.load_workbook(sys.argv[1])["Verdicts"]
head = next(c for row in sheet.iter_rows() for c in row if "for lags and links" in str(c.value))
for row in range(head.row + 1, sheet.max_row + 1):
    value = sheet.cell(row, head.column).value
    print(str(getattr(value, "text", value))[:10])
PY
}
corrected() { # P_ADJ...: a book of links with p .01 .04 .03, one without, and these
    awk -v adjusted="$*" 'BEGIN { split(adjusted, a, " "); split(".01 .04 .03", p, " ")
        print "output,outcome,verdict,effect,p,p_adj"
        for (i = 1; i <= 4; i++) print "x" i ",y,moves,1," p[i] "," (i < 4 ? a[i] : "") }' |
        as_verdicts >adjusted.csv
    lever book -q -o adjusted.xlsx adjusted.csv && corrections adjusted.xlsx | sort -u
}
t 'Holm'"'"'s p is a formula' -o '=MIN(1,MAX
[x]' -- corrected .03 .06 .06
t '... Benjamini and Hochberg'"'"'s too' -o '=MIN(1,MIN
[x]' -- corrected .03 .04 .04
t '... uncorrected ones are those beside them' -m '^=[A-Z]*7$' -- corrected .01 .04 .03
t '... and others are values' -o '0.03
0.05
0.06
[x]' -- corrected .03 .05 .06

# ---- what it is based on ----

awk 'BEGIN { s = 3; print "shop,flyers,sales"; for (i = 1; i <= 40; i++) { s = (s * 16807) % 2147483647
    f = s % 20; s = (s * 16807) % 2147483647; print "S" i "," f "," 9e12 * (f + s % 30) } }' >stores.csv
stores() {
    lever test -q -x flyers -y sales --resamples 99 --trail tr.csv --working w.csv -o v.csv stores.csv &&
        lever book -q -o stores.xlsx v.csv w.csv stores.csv tr.csv
}
basis() { cells stores.xlsx Cover | grep -E '^"?(Period|Source)'; }
t 'rows without time' -- stores
t '... have no period, and come from the data alone' -o '"Source: stores.csv, 40 rows."' -- basis
t '... and room for large numbers' -- "$PYTHON" "$TOP/tests/book/rules.py" stores.xlsx
awk 'BEGIN { s = 3; split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", m, " "); print "when,a,b"
    for (i = 0; i < 36; i++) { s = (s * 16807) % 2147483647; print 2001 + int(i / 12), m[i % 12 + 1] \
        "," s % 20 "," (s + i) % 30 } }' OFS=' ' >named.csv
named() {
    lever test -q -t when -x a -y b --lags 0..3 --resamples 99 --working w.csv -o v.csv named.csv &&
        lever book -q -o named.xlsx v.csv w.csv named.csv
}
t 'months with names' -- named
t '... are the period of the data, not only of the rows used' \
    -m '^Period: 2001 Jan to 2003 Dec\.' -- cells named.xlsx Cover

# ---- how it was made ----

settled() { cells demo.xlsx Settings Setting Value | grep -E "^($1),"; }
SOURCE_DATE_EPOCH=1767225600 lever report -q "$desk/plan.csv" --links "$desk/links.csv" \
    --seed 3 --resamples 299 -o demo.xlsx >/dev/null 2>&1
t 'the workbook says how to repeat it' \
    -m '^command,lever report --links links.csv --seed 3 --resamples 299 --out workbook.xlsx plan.csv$' -- \
    settled command
t '... with what settings it was tested' -m '^seed,3$' -- settled seed
t '... how many resamples' -o resamples,299 -- settled resamples
t '... and what was noted on the way, quiet or not' \
    -m 'tickets.csv: the decimal mark is a comma' -- settled note
elsewhere() { # the same from another folder, to another file
    mkdir there-too && cp "$desk"/*.csv there-too && SOURCE_DATE_EPOCH=1767225600 lever report -q \
        there-too/plan.csv --links "$desk/../support-desk/links.csv" --seed 3 --resamples 299 \
        -o other.xlsx >/dev/null && cmp demo.xlsx other.xlsx
}
t '... wherever it was made: the bytes are the same' -o '' -- elsewhere
t '... by every rule' -- "$PYTHON" "$TOP/tests/book/rules.py" demo.xlsx

# ---- tables and nothing else ----

t 'a book of data' -- lever book -q -o data.xlsx watch.csv
asked() { cells data.xlsx Cover | grep -E '^(The question|Do our outputs)'; }
t '... asks nothing' -s 1 -o '' -- asked
t '... is called as its table' -m '^Data: watch,$' -- cells data.xlsx Cover
t '... has no notes on tests' -s 1 -e 'Notes' -- cells data.xlsx Notes
t '... keeps every rule' -- "$PYTHON" "$TOP/tests/book/rules.py" data.xlsx
t 'a question that is asked' -- lever book -q --question 'How many?' -o asked.xlsx watch.csv
t '... is on the cover' -m '^How many\?,$' -- cells asked.xlsx Cover
t 'a book of lags' -- lever book -q -o lags.xlsx l.csv
t '... asks, and has notes' -m 'bootstrap' -- cells lags.xlsx Notes
t '... and a title' -m '^Do our outputs move our outcomes\?' -- cells lags.xlsx Cover

# ---- many links ----

many() { # COUNT: verdicts on so many links, of which the first two move
    awk -v count="$1" 'BEGIN { print "output,outcome,verdict,effect,p,note"
        for (i = 1; i <= count; i++) print "x" i ",y," (i < 3 ? "moves,1,.01" : "cannot-tell,0,.5") \
            ",Sentence " i "." }' | as_verdicts >many.csv
    lever book -q -o many.xlsx many.csv
}
listed() { cells many.xlsx Cover | grep -c 'Sentence'; }
t 'a hundred and twenty links' -- many 120
t '... are counted first' \
    -m '^2 of 120 links hold: the output moves the outcome; 118 cannot be told yet\.' -- \
    cells many.xlsx Cover
t '... only those that say something are listed' -o 2 -- listed
t '... and the others pointed to' -m '^.?118 more, .* are on the sheet Verdicts\.' -- \
    cells many.xlsx Cover
t '... by every rule' -- "$PYTHON" "$TOP/tests/book/rules.py" many.xlsx
t 'twenty links' -- many 20
t '... are all listed' -o 20 -- listed

# ---- what a chart shows, at a lag ----

if command -v unzip >/dev/null; then
    # Teams beside each other where they are few and have the same months; else points.
    awk 'BEGIN { s = 3; print "month,team,calls,revenue"; for (i = 0; i < 24; i++)
        for (k = 1; k <= 5; k++) { s = (s * 16807) % 2147483647; c = s % 20
            s = (s * 16807) % 2147483647
            printf "%d-%02d,Team \"\"%d\"\",%d,%d\n", 2018 + int(i / 12), i % 12 + 1, k, c, s % 30 } }' |
        sed 's/Team[^,]*/"&"/' >teams.csv
    grep -v '""5""' teams.csv >four.csv
    teams() { # DATA
        lever test -q -t month -b team -x calls -y revenue --lags 0..1 --resamples 99 \
            --working w.csv -o v.csv "$1" && lever book -q -o teams.xlsx v.csv w.csv "$1"
    }
    lines() { unzip -p teams.xlsx xl/charts/chart2.xml | grep -o '<c:ser>' | wc -l | tr -d ' '; }
    t 'four teams' -- teams four.csv
    t '... are four lines' -o 4 -- lines
    t '... named by the cells that name them' -m "<c:f>'Working 1'!\\\$B\\\$" -- \
        unzip -p teams.xlsx xl/charts/chart2.xml
    t '... and said to be' -m 'one line for each of 4 entities' -- \
        unzip -p teams.xlsx xl/drawings/drawing2.xml
    t 'five teams' -- teams teams.csv
    t '... are points' -o 1 -- lines
    t '... and said to be' -m 'as points: 5 entities, one behind the other' -- \
        unzip -p teams.xlsx xl/drawings/drawing2.xml
    sed 30d four.csv >uneven.csv
    t 'teams with other months' -- teams uneven.csv
    t '... are points' -o 1 -- lines
    later() {
        lever test -q -t month -x calls -y revenue --lags 1..1 --resamples 99 --working w.csv \
            -o v.csv watch.csv && lever book -q -o later.xlsx v.csv w.csv watch.csv
    }
    t 'a link at lag 1' -- later
    t '... the title and the axis say that the output is shifted' \
        -m 'The output: calls, 1 month earlier<.*>calls, 1 month earlier[<,]' -- \
        unzip -p later.xlsx xl/charts/chart2.xml
    t '... the text for those who do not see it too' -m 'the output calls, 1 month earlier, over' -- \
        unzip -p later.xlsx xl/drawings/drawing2.xml
    t '... and the outcome is as it was' -m '>The outcome: revenue<' -- \
        unzip -p later.xlsx xl/charts/chart3.xml
else
    skip 'what a chart shows' 'unzip is not installed'
fi

# ---- a column that one cell makes text ----

printf 'a,v\nx,1\ny,2\nz,NaN\n' >odd.csv
t 'one word among numbers is told' -e 'odd\.csv: column "v" is text: line 4 has "NaN" \(see --missing' -- \
    lever book -o odd.xlsx odd.csv
t '... unless it is missing' -q -- lever book --missing NaN -o odd.xlsx odd.csv
t '... or the column is to be text' -q -- lever book --text v -o odd.xlsx odd.csv

# ---- a table that report made ----

sed '1s/$/,source,date,agg/; 2,$s/$/,watch.csv,month,sum/' watch-plan.csv >one-plan.csv
t 'a report of one source' -- lever report -q one-plan.csv --resamples 99 -o one.xlsx
t '... calls the table by the source' -m '^.?Source: watch\.csv \(rolled\), ' -- cells one.xlsx Data

finish
