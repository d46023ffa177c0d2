#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A plan, its links and its sources on the sheets of workbooks give what files of CSV give.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
SOURCE_DATE_EPOCH=1767225600
export SOURCE_DATE_EPOCH
sheet() { awk -f "$TOP/tests/unpack/sheet.awk" "$1"; }
book() { # BOOK NAME...: of NAME.csv
    made=$1
    shift
    for name; do
        sheet "$name.csv" >"$name.xml"
        set -- "$@" "$name=$name.xml"
        shift
    done
    "$BUILD/tests/unpack/makezip" --book "$@" >"$made"
}

awk 'BEGIN {
    split("31 28 31 30 31 30 31 31 30 31 30 31", days, " ")
    print "day,calls,minutes"
    for (m = 1; m <= 24; m++) for (d = 1; d <= days[(m - 1) % 12 + 1]; d++) {
        n = m * 31 + d
        printf "%d-%02d-%02d,%d,%d\n", 2022 + int((m - 1) / 12), (m - 1) % 12 + 1, d, 10 + n * n % 13, 30 + n * 7 % 17
    } }' >calls.csv
awk -F, 'NR == 1 { print "date,revenue,rate"; next } { printf "%s,%d.25,%d%%\n", $1, 100 + $2 * 3 + NR * 5 % 11, 20 + $3 % 30 }' calls.csv >sales.csv
cat >plan.csv <<'END'
measure,role,better,unit,agg,source,column,date,target,due,period
calls,output,up,calls,sum,calls.csv,,day,70,2026-06-30,week
minutes,output,up,,mean,calls.csv,,day,,,
revenue,outcome,up,EUR,sum,sales.csv,,date,,,
rate,outcome,up,%,mean,sales.csv,,date,58%,,
END
cat >links.csv <<'END'
output,outcome,sign,min_effect
calls,revenue,up,0.5
minutes,rate,up,
END
lever report -q --resamples 99 --links links.csv -o csv.xlsx plan.csv >expected 2>err
t 'the report of files of CSV has verdicts' -m '^calls,revenue,' -- cat expected

book plan.xlsx plan links
t 'plan and links of one workbook' -q -O expected -- lever report -q --resamples 99 -o book.xlsx plan.xlsx
t '... from elsewhere: sources are where the workbook is' -q -O expected -- sh -c \
    'mkdir -p else && cd else && "$LEVER" report -q --resamples 99 ../plan.xlsx'
t '... its commands give the same' -q -O expected -- sh -c \
    'PATH=$(dirname "$LEVER"):$PATH; "$LEVER" report -q --show --resamples 99 -o shown.xlsx plan.xlsx | sh'
t '... and say the sheets' -m '^lever clean --sheet links ' -- lever report -q --show --resamples 99 -o shown.xlsx plan.xlsx
t 'links of another file come first' -m '^minutes,rate,' -- sh -c \
    'sed 2d links.csv >other.csv; "$LEVER" report -q --resamples 99 --links other.csv plan.xlsx'
lever roll -q -t day --period week --sum calls --mean minutes -o r1.csv calls.csv
lever clean -q --percent rate sales.csv | lever roll -q -t date --period week --sum revenue --mean rate -o r2.csv -
lever join -q -t period -o joined.csv r1.csv r2.csv
t 'test reads both from the workbook' -m '^calls,revenue,' -- \
    lever test -q --resamples 99 -t period --plan plan.xlsx --links plan.xlsx joined.csv

sed '2,3s/calls\.csv,/data.xlsx,/; 4,5s/sales\.csv,/data.xlsx,/; 1s/$/,sheet/; 2s/$/,calls/; 3s/$/,calls/; 4s/$/,sales/; 5s/$/,sales/' plan.csv >data-plan.csv
book data.xlsx calls sales
t 'sources on the sheets of one workbook' -q -O expected -- lever report -q --resamples 99 --links links.csv data-plan.csv
cp data-plan.csv plan.csv
sed -i 's/data\.xlsx/all.xlsx/' plan.csv
book all.xlsx plan links calls sales
t 'all in one workbook' -q -O expected -- lever report -q --resamples 99 all.xlsx
t '... repairs go by the sheet' -m 'sales-repairs|all-repairs-2' -- lever report -q --show --resamples 99 all.xlsx
sed 's/,sales$/,salse/' plan.csv >wrong-plan.csv
t 'a sheet that is not there' -s 1 -e '^lever (report|clean): all.xlsx: has no sheet "salse"; did you mean "sales"\?' -- \
    lever report -q --resamples 99 --links links.csv wrong-plan.csv
sed 's/,sales$/,/; s/,calls$/,/' plan.csv >silent-plan.csv
t 'several sheets and none said' -s 1 -e 'all.xlsx: has several sheets with a table: .* \(in a plan, its column sheet\): 1 "plan"' -- \
    lever report -q --resamples 99 --links links.csv silent-plan.csv
awk -F, 'NR == 1 || /^2022/' calls.csv >early.csv
awk -F, 'NR == 1 || /^2023/' calls.csv >late.csv
cp sales.csv other.csv
cp calls.csv whole.csv
for part in early late; do
    cp "$part.csv" calls.csv && book "$part.xlsx" calls other
done
cp whole.csv calls.csv
t 'workbooks of one kind, each with several sheets' -q -O whole.csv -- lever stack -q --sheet calls early.xlsx late.xlsx
t '... the sheet said is the one read' -m '^2023-12-31,.*%$|^2023-12-31,[0-9.]*,0\.' -- lever stack -q --sheet other late.xlsx
t '... that has to be there' -s 1 -o '' -e 'late.xlsx: has no sheet "cals"; did you mean "calls"' -- lever stack -q --sheet cals early.xlsx late.xlsx
t 'a draft has a source a sheet, and leaves out what is a plan' -m '^minutes,.*,early.xlsx,minutes,.*,calls,' -- \
    lever draft -q early.xlsx
cp early.xlsx half-1.xlsx && cp late.xlsx half-2.xlsx
t '... of workbooks of one kind, too' -m '^revenue,.*,half-\*.xlsx,revenue,.*,other,' -- lever draft -q half-1.xlsx half-2.xlsx
cp calls.csv may.csv && cp calls.csv june.csv && book months.xlsx may june
t '... sheets of one kind are made files first' -m 'months.xlsx \(june\) has the same columns: if both are of one kind, make a file of each by clean --sheet' -- \
    lever draft -q months.xlsx
t '... which it says' -e '^lever draft: all.xlsx \(links\) has links, or verdicts: it is none of the exports' -- lever draft all.xlsx
gzip -c calls.csv >calls.csv.gz
sed 's/all\.xlsx/calls.csv.gz/; 4,5s/calls\.csv\.gz/sales.csv/; s/,sheet$//; s/,calls$//; s/,sales$//' plan.csv >packed-plan.csv
t 'a source that is packed' -q -O expected -- lever report -q --resamples 99 --links links.csv packed-plan.csv
gzip -c packed-plan.csv >packed-plan.csv.gz
t 'so may be the plan' -q -O expected -- lever report -q --resamples 99 --links links.csv -o p.xlsx packed-plan.csv.gz

# ---- faults ----

sed 's/outcome,up,EUR/outcme,up,EUR/; s/58%/soon/' plan.csv >p.csv && mv p.csv plan.csv
sed 's/^minutes,rate/minuets,rate/' links.csv >l.csv && mv l.csv links.csv
book bad.xlsx plan links
t 'faults of the sheets, each with its row' -s 1 -o '' -e '^lever report: bad.xlsx:4: column "role": .*outcme' -- lever report -q bad.xlsx
t '... all of them' -s 1 -o '' -e '^lever report: bad.xlsx:5: column "target": .*soon' -- lever report -q bad.xlsx
printf 'measure,role\na,output\nb,outcome\n' >plan.csv
printf 'output,outcome\na,c\n' >links.csv
book names.xlsx plan links
t '... of the links by their sheet' -s 1 -o '' -e '^lever (report|test): names.xlsx \(links\):2: column "outcome": "c" is no measure of names.xlsx' -- lever report -q names.xlsx
cp plan.csv one.csv && cp plan.csv two.csv
book two.xlsx one two
t 'no sheet is called plan' -s 1 -o '' -e 'two.xlsx: has several sheets with a table, and none is called "plan": 1 "one" \(3 rows of 2 columns\)' -- lever report -q two.xlsx
book only.xlsx one
t 'the only sheet may be called anything' -s 1 -o '' -e 'only.xlsx: column "source": no measure says where it comes from' -- lever report -q only.xlsx

finish
