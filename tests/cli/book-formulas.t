#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# book --formulas: columns as live formulas.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
command -v unzip >/dev/null || { echo '1..0 # SKIP unzip is not installed'; exit 0; }

SOURCE_DATE_EPOCH=1700000000
export SOURCE_DATE_EPOCH

# The formulas of a book's data sheet: CELL FORMULA VALUE, a line each, as in XML.
formulas() {
    unzip -p "$1" "xl/worksheets/sheet${2:-2}.xml" | sed 's/<c /\
<c /g' | sed -n 's/.*r="\([A-Z0-9]*\)".*<f>\(.*\)<\/f><v>\([^<]*\)<\/v>.*/\1 \2 \3/p'
}
# One of them.
formula() { formulas "$1" | grep "^$2 "; }
# The text of the notes: strings that tell of formulas.
notes() { unzip -p "$1" xl/sharedStrings.xml | sed 's/<si>/\
/g' | grep -o 'On .*The formula is [^<]*'; }
book() { lever book -o "$1.xlsx" --formulas "$1.txt" "$2"; }

# ---- teams of different length, their weeks in no order ----

cat >weekly.csv <<'CSV'
team,week,calls,won
North,1,10,2
South,3,5,
North,2,,3
North,3,12,3
South,1,4,1
South,2,6,3
CSV
cat >by.txt <<'TXT'
rate = won/calls
before = LAG(calls,1)
mean = MOVAVG(calls,2)
total = CUMSUM(calls)
half = calls/2
TXT
t 'calc writes down what it did' -- \
    lever calc -t week -b team --formulas by.csv -f by.txt -o done.csv weekly.csv
t 'a workbook of it' -q -- lever book --formulas by.csv -o by.xlsx done.csv
t 'a quotient' -m '^E7 .*D7/C7.* 0\.2[0-9]*$' -- formula by.xlsx E7
t 'a lag of the first week is blank' -s 1 -o '' -- formula by.xlsx F7
t 'a lag is a cell of the same team, two rows above' -m '^F9 .*C7.* 10$' -- formula by.xlsx F9
t '... or three rows below' -m '^F8 .*C12.* 6$' -- formula by.xlsx F8
t 'a window has the cells of the team' -m '^G8 .*AVERAGE\(C8,C12\).* 5\.5$' -- formula by.xlsx G8
t '... and is blank until it is full' -s 1 -o '' -- formula by.xlsx G11
t 'a running total' -m '^H12 .*SUM\(C11:C12\).* 10$' -- formula by.xlsx H12
t 'what is missing is no 0' -m '^I9 IF\(COUNT\(C9\).* $' -- formula by.xlsx I9
t 'the notes have the formulas' -m "On 'done': live formulas.*rate = won/calls|won/calls" -- \
    notes by.xlsx
t 'the same bytes again' -q -- lever book --formulas by.csv -o again.xlsx done.csv
t '... as before' -q -- cmp by.xlsx again.xlsx

# ---- what has no form in a sheet ----

t 'a function without a form' -- lever calc -q --formulas white.csv -o white-done.csv \
    'w = DESEASON(calls)' 'x = calls*2' 'y = w+1' weekly.csv
t '... is written as values, and it is said' \
    -e 'white-done.csv: column "w": values, no formulas, because of DESEASON' -- \
    lever book --formulas white.csv -o white.xlsx white-done.csv
t '... in the notes too' -m "On 'white-done': values that lever computed" -- notes white.xlsx
t '... and what builds on it is live' -m '^G7 .*E7.*' -- formula white.xlsx G7

# ---- formulas inside functions that look at several cells ----

cat >inner.txt <<'TXT'
mean = MOVAVG(calls/won,2)
least = MAX(calls-won,0)
total = CUMSUM(calls*won)
often = SUM(calls>5,won>2)
old = LAG(SUM(calls,1))
smooth = EWMA(calls/won,0.5)
score = ZSCORE(calls/won)
TXT
t 'formulas inside functions' -- lever calc -q -t week -b team --formulas inner.csv -f inner.txt \
    -o inner-done.csv weekly.csv
t '... are values where a function looks at all rows, and the way out is said' \
    -e 'column "score": values.*a formula inside a function over many rows \(as a column' -- \
    lever book --formulas inner.csv -o inner.xlsx inner-done.csv
t '... live in windows: a text stands in for what is missing' \
    -m '^E8 IF\(COUNT\(IF\(.*AVERAGE\(IF\(COUNT\(C12,D12\).*,\$A\$6,.*C8/D8.* 2$' -- formula inner.xlsx E8
t '... of what goes on without it' -m '^F7 MAX\(IF\(COUNT\(C7,D7\)&lt;2,\$A\$6,C7-D7\),0\) 8$' -- \
    formula inner.xlsx F7
t '... in running sums, from the cell before' -m '^G12 .*SUM\(G11,.*C12\*D12.* 22$' -- formula inner.xlsx G12
t '... truths as numbers' -m '^H7 .*SUM\(IF\(COUNT\(C7\)&lt;1,\$A\$6,IF\(C7&gt;5,1,0\)\),.* 1$' -- formula inner.xlsx H7
t '... blank where the row before is not there' -s 1 -o '' -- formula inner.xlsx I11
t '... in means that remember' -m '^J12 .*C12/D12.*J11.* 3$' -- formula inner.xlsx J12

# ---- columns of numbers and dates that a formula compares with texts ----

cat >said.csv <<'CSV'
n,day,a,b,word
5,2026-01-31,05,5,x
7,2026-02-01,x,y,y
CSV
t 'comparisons of what cells say' -- lever calc -q --formulas said.f -o said-done.csv 'u = n="5"' \
    'v = day="2026-01-31"' 'w = a=b' 'x = word="X"' 'y = a=word' said.csv
t '... are right in calc' -m ',x,TRUE,TRUE,TRUE,TRUE,FALSE$' -- cat said-done.csv
for column in n day b; do
    t "... and values where the sheet sees it otherwise: $column" \
        -e "because of column \"$column\", whose cells calc compares by what they say" -- \
        lever book --formulas said.f -o said.xlsx said-done.csv
done
formulas said.xlsx | cut -c1 | sort -u >said.live
t '... live where it does not' -o 'I
J' -- cat said.live

# ---- columns that are text on the sheet, and more to calc ----

cat >kinds.csv <<'CSV'
week,flag,mixed,n,team
2026-W01,TRUE,1,1,a
2026-W02,FALSE,oops,2,b
2026-W03,TRUE,3,3,b
CSV
cat >kinds.txt <<'TXT'
in = team="a"
more = n>1
year = YEAR(week)
later = IF(more,year,0)
twice = mixed*2
on = IF(flag,1,0)
equal = flag=TRUE
before = YEAR(LAG(week))
both = SUM(mixed,n)
total = CUMSUM(mixed)
TXT
t 'periods, truths, and numbers beside a word' -- \
    lever calc -q --formulas kinds.f -f kinds.txt -o kinds-done.csv kinds.csv
says() {
    t "... $1 is values, because $2 is text on the sheet" \
        -e "column \"$1\": values, no formulas, because of column \"$2\", which is text here" \
        -- lever book --formulas kinds.f -o kinds.xlsx kinds-done.csv
}
says year week
says twice mixed
says on flag
says equal flag
says before week
says both mixed
says total mixed
t '... the notes say so, too' -m 'because of column (&quot;|")week(&quot;|"), which is text here' \
    -- notes kinds.xlsx
formulas kinds.xlsx | cut -c1 | sort -u >kinds.live
t '... what takes text as text is live, and what builds on values' -o 'F
G
I' -- cat kinds.live

# ---- files that are no formulas ----

t 'no such file' -s 1 -e 'none.csv: cannot' -- lever book --formulas none.csv -o a.xlsx weekly.csv
t 'a table that is none of formulas' -s 1 \
    -e 'weekly.csv:1: no column "column": calc --formulas did not write this file' -- \
    lever book --formulas weekly.csv -o a.xlsx done.csv
: >empty.csv
t 'an empty file' -s 1 -e 'empty.csv: ' -- lever book --formulas empty.csv -o a.xlsx done.csv
echo column,formula,excel,time,by >none.csv
t 'a file without formulas' -q -- lever book --formulas none.csv -o a.xlsx done.csv
t 'the formulas of another table' -s 1 \
    -e 'by.csv:2: no data table has the column "rate": are these the formulas of another' -- \
    lever book --formulas by.csv -o a.xlsx weekly.csv
t '... and nothing is left of it' -s 2 -o '' -- sh -c 'ls other.xlsx* 2>/dev/null'
printf 'rate,won\n1,2\n' >short.csv
printf 'column,formula,excel,time,by\nrate,won/calls,x,,\n' >short.txt
t 'a column that a formula needs is missing' -s 1 -e 'short.txt:2: .*no column "calls"' -- \
    lever book --formulas short.txt -o a.xlsx short.csv
printf 'column,formula,excel,time,by\nrate,won/,x,,\n' >broken.txt
t 'a formula that is none' -s 1 -e 'broken.txt:2: ' -- \
    lever book --formulas broken.txt -o a.xlsx short.csv
printf 'column,formula,excel,time,by\nrate,rate+1,x,,\n' >circle.txt
t 'a formula that needs itself: a replaced column' -e 'column "rate": values.*replaced' -- \
    lever book --formulas circle.txt -o a.xlsx short.csv
printf 'column,formula,excel,time,by\nrate,LAG(won),x,when,\n' >when.txt
t 'a time column that is not there: values' -e 'column "rate": values, no formulas, because of rows that have no place in time' -- \
    lever book --formulas when.txt -o a.xlsx short.csv
printf 'column,formula,excel,time,by\nrate,won*2\n' >ragged.txt
t 'a ragged formulas file' -s 1 -e 'ragged.txt:2: ' -- \
    lever book --formulas ragged.txt -o a.xlsx short.csv

# ---- replaced columns ----

t 'replaced columns' -- lever calc -q --replace --formulas replaced.csv -o replaced-done.csv \
    'won = IF(ISBLANK(won),0,won)' 'calls = won*10' 'z = calls+1' weekly.csv
t '... are values where they are made of themselves' -e 'column "won": values' -- \
    lever book --formulas replaced.csv -o replaced.xlsx replaced-done.csv
t '... and live where they are not' -m '^C6 .*D6.* 20$' -- formula replaced.xlsx C6

# ---- texts that a file, or Excel, does not take as they are ----

printf 'a,b\nx<y,1\n_x0041_,2\n' >texts.csv
cat >texts.txt <<'TXT'
u = a&"<&>"
v = LEFT(a,b)
TXT
awk 'BEGIN { printf "w = a&\""; while (i++ < 300) printf "x"; print "\"" }' >>texts.txt
awk 'BEGIN { printf "n = "; while (i++ < 70) printf "ABS("; printf "b"; while (j++ < 70) printf ")"; print "" }' >>texts.txt
t 'texts' -- lever calc -q --formulas texts.formulas -f texts.txt -o texts-done.csv texts.csv
t '... too long for Excel, or nested too deep, are values' \
    -e 'column "w": values.*more than 64 calls within each other|values.*255 characters' -- \
    lever book --formulas texts.formulas -o texts.xlsx texts-done.csv
bell=$(printf '\a')
t 'a character that XML has no place for' -- \
    lever calc -q --formulas bell.formulas -o bell.csv "c = a&\"$bell\"" texts.csv
t '... makes values' -e 'column "c": values.*a character that no sheet can hold' -- \
    lever book --formulas bell.formulas -o bell.xlsx bell.csv
t '... with signs that XML escapes' -m '^C6 .*A6.*&lt;&amp;&gt;.* x&lt;y&lt;&amp;&gt;$' -- \
    formula texts.xlsx C6

# ---- long tables ----

awk 'BEGIN { print "week,x,y"; while (i++ < 200000) print i "," i % 7 "," i % 5 }' >long.csv
t 'a table that goes straight to disk' -- lever calc -q -t week --formulas long.formulas \
    -o long-done.csv 's = x+y' 'l = LAG(x,1)' 'm = MOVAVG(x,4)' long.csv
t '... has live formulas' -q -- lever book --formulas long.formulas -o long.xlsx long-done.csv
t '... in its last row' -m '^D200004 .*B200004\+C200004.* ' -- formula long.xlsx D200004
t '... back in time' -m '^E200004 .*B200003.* ' -- formula long.xlsx E200004
t '... and over windows' -m '^F200004 .*AVERAGE\(B200001:B200004\).* ' -- formula long.xlsx F200004
piped() { lever book --formulas long.formulas -o piped.xlsx <long-done.csv; }
t 'from standard input what looks back is values' \
    -e 'column "l": 2[0-9]* of 2[0-9]* cells are values|column "l": values' -- piped

# What may be missing is no condition: "" in its place would be an error.
printf 'w,x,y\n1,5,2\n2,5,\n3,,2\n4,0,3\n' >and.csv
lever calc -q --formulas and.f 'a = IF(AND(x>0,y>1),x,y)' and.csv >and-done.csv
t 'IF of an AND that may be missing asks first whether it is' \
    -m '^D7 IF\(IF\(OR\(.*,TRUE\)\)="","",IF\(IF\(OR\(.*\) 5$' -- sh -c \
    '"$LEVER" book -q --formulas and.f -o and.xlsx and-done.csv && unzip -p and.xlsx xl/worksheets/sheet2.xml | sed "s/<c /\n<c /g" | sed -n "s/.*r=\"\([A-Z0-9]*\)\".*<f>\(.*\)<\/f><v>\([^<]*\)<\/v>.*/\1 \2 \3/p"'

# A truth is kept as one, and a text that says TRUE as a text.
printf 'w,x,y\n1,1,2\n2,,3\n3,5,1\n' >truth.csv
lever calc -q --formulas truth.f 'a = x>y' 'b = IF(x>y,"TRUE","FALSE")' 'c = IF(x>0,y>1,y>2)' \
    'd = AND(x>0,y>1)' truth.csv >truth-done.csv
truths() { # the cells of formulas in column $1: type and value
    unzip -p truth.xlsx xl/worksheets/sheet2.xml | sed 's/<c /\
<c /g' | sed -n "s/.*r=\"$1[0-9]*\".* t=\"\([a-z]*\)\"><f>.*<v>\(.*\)<\/v>.*/\1 \2/p" | paste -sd,
}
t 'a workbook with truths' -q -- lever book -q --formulas truth.f -o truth.xlsx truth-done.csv
t '... which is whole' -q -m 'No errors' -- unzip -t truth.xlsx
t '... truths are kept as such, what is missing as nothing' -o 'b 0,str ,b 1' -- truths D
t '... texts that say TRUE as texts' -o 'str FALSE,str ,str TRUE' -- truths E
t '... of an IF that gives truths, too' -o 'b 1,str ,b 0' -- truths F
t '... and of AND' -o 'b 1,str ,b 0' -- truths G
cp truth.xlsx once.xlsx
lever book -q --formulas truth.f -o truth.xlsx truth-done.csv
t '... and to the byte the same again' -q -- cmp once.xlsx truth.xlsx
t '... into a pipe as well' -q -- sh -c \
    '"$LEVER" book -q --formulas truth.f -o - truth-done.csv | cmp - once.xlsx'

finish
