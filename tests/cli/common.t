#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Options that are common to the filters that read tables, and to those that write them.
#
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# --max-record: a quote that is never closed must not eat the memory.
awk 'BEGIN { print "week,a,b"; for (i = 1; i <= 30; i++) print i "," i * i % 7 "," i
    printf "31,\""; while (i++ < 3000) printf "x,"; print "\",2" }' >long.csv
# filter OPTION...: refuses the record under a limit, and not the limit without one.
limited() {
    name=$1
    shift
    t "$name: --max-record" -s 1 -e "^lever $name: long.csv:32: .*longer than 1024 bytes" -- \
        lever "$name" "$@" --max-record 1024 -q long.csv
    if "$LEVER" "$name" "$@" -q long.csv 2>&1 | grep -q 'longer than'; then
        fail "$name: the limit is 16 MiB otherwise"
    else
        pass "$name: the limit is 16 MiB otherwise"
    fi
}
limited clean
limited roll -t week --period integer --sum a
limited pivot --long week
echo 'week,c' >short.csv
echo '1,1' >>short.csv
t 'join: --max-record' -s 1 -e '^lever join: long.csv:32: .*longer than 1024 bytes' -- \
    lever join -t week --period integer --max-record 1024 -q short.csv long.csv
limited corr --columns a,b
limited test -t week --period integer -x a -y b --resamples 99
limited lags -t week --period integer -x a -y b --resamples 99
limited power -t week --period integer -x a -y b --resamples 99
limited view
limited calc
limited plot -t week --period integer -x a -y b -o long.png
limited book -o long.xlsx
t '--max-record: too small to be meant' -s 2 -e '--max-record' -- lever view --max-record 9 long.csv

# --trail: what was asked, chosen and said; files without their folders; quiet or not.
mkdir -p deep
printf 'week,a\n2024-W01,1\n2024-W02,2\n2024-W05,3\n' >deep/weeks.csv
t '--trail: a filter' -q -m '2024-W05,3' -- \
    lever roll -q -t week --sum a --trail trail.csv -o - deep/weeks.csv
t '... and the next one' -q -m '^week,a' -- lever clean -q --trail trail.csv deep/weeks.csv
t '... has rows of both, in order, the notes too' -o 'step,setting,value
lever,version,'"$(lever --version | sed 's/lever //')"'
roll,command,lever roll --sum a --time week --out - weeks.csv
roll,note,weeks.csv: 2 weeks have no rows and are not written (see --fill)
clean,command,lever clean weeks.csv' -- cat trail.csv
t '... and of a filter that fails none' -s 1 -e 'nowhere' -- \
    lever clean --trail trail.csv nowhere.csv
t '... is as it was' -o 5 -- sed -n '$=' trail.csv
t '--trail: never over its input' -s 2 -e 'trail' -- \
    lever clean --trail deep/weeks.csv -o x.csv deep/weeks.csv
t '... nor its result' -s 2 -e '--trail and --out are the same' -- \
    lever clean --trail x.csv -o x.csv deep/weeks.csv
t '... nor standard output' -s 2 -e '--trail: name a file' -- lever clean --trail - deep/weeks.csv

# One column, by the header, that is several by another delimiter: every filter asks.
for mark in ';' '|' '\t'; do
    # shellcheck disable=SC2059
    printf "day${mark}a\n1${mark}2\n3${mark}4\n" >uncut.csv
    while read -r filter; do
        # shellcheck disable=SC2086
        t "a header uncut at \"$mark\": $filter" -s "${filter%% *}" \
            -e 'one column: is the delimiter right\? See --delimiter, or lever clean' -- \
            lever ${filter#* }
    done <<END
0 view uncut.csv
2 calc y=a+1 uncut.csv
2 roll --sum a uncut.csv
1 roll -t day --sum a uncut.csv
1 join uncut.csv one.csv
1 join -t day uncut.csv uncut.csv
1 test -x a -y day uncut.csv
1 lags -t day -x a -y day uncut.csv
1 corr -x a -y day uncut.csv
1 pivot --long a uncut.csv
END
done
t 'a header cut as it should be' -q -o 'a;b' -- sh -c '"$LEVER" view -d tab uncut.csv >/dev/null
    printf "a;b|c\n1|2\n" | "$LEVER" view -d "|" | head -n 1 | cut -c 1-3'

# Side files, of whichever filter: over nothing that is read or written, by whatever name.
printf 'd,a\n2024-01-01,1\n2024-01-02,2\n' >one.csv
cp one.csv one.orig
t 'a log over its input' -s 2 -o '' -e '--log: one.csv is read for the result' -- \
    lever clean --log one.csv one.csv
t '... by another name' -s 2 -o '' -e 'read for the result' -- lever clean --log ./one.csv -o x.csv one.csv
t '... that comes by standard input' -s 2 -o '' -e 'read for the result' -- \
    sh -c '"$LEVER" clean --log one.csv -o x.csv <one.csv'
t '... is as it was' -O one.orig -- cat one.csv
t 'a log over the result' -s 2 -o '' -e '--log and --out are the same file: new.csv' -- \
    lever clean --log new.csv -o new.csv one.csv
t '... by another name, and neither is there yet' -s 2 -o '' -e 'are the same file' -- \
    lever clean --log ./new.csv -o new.csv one.csv
t '... among the result' -s 2 -o '' -e '--log: standard output is for the table' -- \
    lever clean --log - one.csv
t '... in the file the shell writes' -s 2 -e '--log: standard output is for the table' -- \
    sh -c '"$LEVER" clean --log shell.csv one.csv >shell.csv'
t '... and over the trail' -s 2 -o '' -e 'are the same file' -- \
    lever clean --log new.csv --trail new.csv one.csv
t '... may stand where the table does not' -q -o 'file,line,column,kind,before,after' -- \
    lever clean --log - -o new.csv one.csv
t '... and both nowhere' -q -o '' -- lever clean --log /dev/null -o /dev/null one.csv
[ ! -e /dev/full ] || t '--trail: a full disk is said' -s 1 -e '^lever clean: /dev/full: ' -- \
    lever clean -q --trail /dev/full -o x.csv deep/weeks.csv
# test writes down what it was not told, too.
settings() { cut -d, -f2,3 settled.csv | grep -E "^($1),"; }
lever test -q -t week --period integer -x a -y b --lags 1..2 --seed 7 --resamples 99 --season none \
    --trail settled.csv long.csv >/dev/null 2>&1 # its quote is not closed
check_rows() { awk 'NR < 31' long.csv >short-long.csv
    lever test -q -t week --period integer -x a -y b --lags 1..2 --seed 7 --trail settled.csv \
        short-long.csv >/dev/null 2>&1; settings 'lags|season|seed|resamples|adjust|method'; }
t '--trail: the settings of a test' -o 'method,pearson
lags,1..2
season,auto
seed,7
resamples,9999
adjust,holm' -- check_rows

# --guard: what a spreadsheet would compute is text; numbers stay numbers.
cat >formulas.csv <<'CSV'
name,=1+1,value
=HYPERLINK("x"),a,-1.5
+49 30 123,b,+2
-,c,-3e2
@SUM(A1),"=""d"",e",4
plain-text,	tab,5
-1.5,'kept,6
CSV
guarded='name,'"'"'=1+1,value
"'"'"'=HYPERLINK(""x"")",a,-1.5
'"'"'+49 30 123,b,+2
'"'"'-,c,-3e2
'"'"'@SUM(A1),"'"'"'=""d"",e",4
plain-text,'"'"'	tab,5
-1.5,'"'"'kept,6'
sed 's/^=HYPERLINK("x")/"=HYPERLINK(""x"")"/' formulas.csv >strict.csv
t '--guard: clean' -q -o "$(printf '%s\n' "$guarded" | sed "s/'	tab/tab/; s/,+2/,2/; s/-3e2/-3e2/")" -- \
    sh -c "\"\$LEVER\" clean -q --guard --text '!value' strict.csv | sed 's/,+2/,2/'"
t '--guard: without it, nothing is changed' -q -m '^"=HYPERLINK\(""x""\)",a,-1.5$' -- \
    lever clean -q --text '*' strict.csv
cat >sales.csv <<'CSV'
day,team,sales
2024-01-01,=cmd|' /C calc'!A0,-1
2024-01-01,-B,2
CSV
cat >others.csv <<'CSV'
day,team,cost
2024-01-01,-B,5
CSV
t '--guard: roll' -q -o "period,team,sales
2024-01,'-B,2
2024-01,'=cmd|' /C calc'!A0,-1" -- lever roll -q --guard -t day -b team --sum sales --period month sales.csv
t '--guard: join' -q -m "^2024-01-01,'-B,2,5$" -- lever join -q --guard -t day -b team sales.csv others.csv
t '--guard: pivot' -q -m "^2024-01-01,'-B,sales,2$" -- lever pivot --long sales --guard -q sales.csv
t '--guard: calc' -q -m "^2024-01-01,'-B,2,4$" -- lever calc -q --guard 'twice = 2*sales' sales.csv
t '--guard: corr, names of columns' -q -o "x,y,method,n
=a,-b,pearson,3" -- sh -c "printf '=a,-b\n1,2\n2,1\n3,5\n' | \"\$LEVER\" corr --columns 1,2 | cut -d, -f1-4"
t '--guard: corr, guarded' -q -o "x,y,method,n
'=a,'-b,pearson,3" -- sh -c "printf '=a,-b\n1,2\n2,1\n3,5\n' | \"\$LEVER\" corr --guard --columns 1,2 | cut -d, -f1-4"
t '--guard: a number with a decimal comma is one' -q -o "name;value
a;-1,5
'-1.5;2" -- lever clean -q --guard --text name --out-delimiter ';' --out-decimal , <<'CSV'
name,value
a,-1.5
-1.5,2
CSV
t '--guard: JSON needs none' -q -m '^\{"x":"=a"' -- sh -c \
    "printf '=a,-b\n1,2\n2,1\n3,5\n' | \"\$LEVER\" corr --guard --json --columns 1,2"

# A decimal mark that is the delimiter would make two cells of a number.
for filter in 'clean' 'corr --columns 1,2' 'roll --period day --sum x' 'filters'; do
    # shellcheck disable=SC2086
    t "lever $filter: decimal mark and delimiter alike" -s 2 -o '' -e 'are both ","' -- \
        lever $filter --out-delimiter , --out-decimal ,
done
t 'a decimal comma beside the comma that is there anyway' -s 2 -o '' -e 'say --out-delimiter ";"' -- \
    lever clean --out-decimal ,
for mark in '--decimal x' '--decimal ;' '--out-decimal 5' '--out-decimal -'; do
    # shellcheck disable=SC2086
    t "$mark is no decimal mark" -s 2 -o '' -e "^lever clean: ${mark% *}: a point or a comma, not" \
        -- lever clean $mark
done
for mark in '-d 5' '-d x' '-d -' '-d .' '--out-delimiter +' '--out-delimiter 0'; do
    # shellcheck disable=SC2086
    t "$mark is no delimiter" -s 2 -o '' -e 'delimiter: ".*" cannot divide fields' \
        -- lever roll --sum a -t b $mark
done
t "a quote is no delimiter" -s 2 -o "" -e "cannot divide fields" -- lever roll --sum a -t b -d '"'
t 'a comma as both is read from numbers in quotes' -q -o 'a,b
1.5,2' -- lever calc -q -d , --decimal , 'a = a*1' --replace <<'CSV'
a,b
"1,5",2
CSV
t 'a decimal comma between semicolons' -q -o 'a;b
1,5;2' -- lever clean -q --out-decimal , --out-delimiter ';' <<'CSV'
a,b
1.5,2
CSV

# The roles of a plan, in every filter that names columns of a table and has --plan.
printf 'measure,role\na,output\nc,output\n' >roles.csv
printf 'b,a,c\n1,2,3\n2,4,6\n' >roled.csv
t '@output: roll' -q -o 'period,a,c
1,2,3
2,4,6' -- lever roll -p roles.csv -t b --period integer --sum @output roled.csv
t '@output: pivot' -q -m '^1,c,3$' -- lever pivot -p roles.csv --long @output roled.csv
t '@output: view' -q -m '^a  c$' -- lever view -p roles.csv --columns @output roled.csv
t '@output: corr' -q -m '^a,c,pearson,2' -- sh -c \
    '"$LEVER" corr -q -p roles.csv --columns @output roled.csv'
for ask in 'roll -t b --period integer --sum' 'pivot --long' 'view --columns' 'corr --columns'; do
    # shellcheck disable=SC2086
    t "@output without a plan: ${ask%% *}" -s 2 -o '' -e '"@output" needs a plan \(--plan FILE\)' -- \
        lever $ask @output roled.csv
done
for ask in 'calc -b' 'clean --text'; do
    # shellcheck disable=SC2086
    t "@output where there is no plan: ${ask%% *}" -s 2 -o '' \
        -e '"@output" needs a plan, and there is no --plan here: name the columns' -- \
        lever $ask @output roled.csv
done

# One reading of --date-format for all: names of months in the languages clean reads, %F and %T.
t '--date-format: a month in German, roll' -q -o 'period,x
2024-03,3' -- lever roll -q -t d --period month --sum x --date-format '%d. %B %Y' <<'CSV'
d,x
1. März 2024,1
2. März 2024,2
CSV
t '--date-format: %F %T, clean and roll' -q -o 'period,x
2024-03-01,3' -- sh -c "printf 'd;x\n2024-03-01 10:00:00;1\n2024-03-01 11:30:00;2\n' |
    \"\$LEVER\" clean -q --date d --date-format '%F %T' | \"\$LEVER\" roll -q -t d --period day --sum x"
t '--date-format: a zone, clean' -q -o 'd,x
2024-03-01T10:00+02:00,1' -- lever clean -q --date d --date-format '%d/%m/%Y %H:%M %z' <<'CSV'
d,x
01/03/2024 10:00 +0200,1
CSV

t 'limits of whole numbers are written in full' -s 2 -o '' \
    -e '^lever test: --seed: -1 is not in 0\.\.9007199254740992$' -- lever test --seed -1 x.csv
t '... the large ones, too' -s 2 -o '' -e '^lever view: --max-record: 1 is not in 1024\.\.1000000000000$' \
    -- lever view --max-record 1 x.csv

finish
