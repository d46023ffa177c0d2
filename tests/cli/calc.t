#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

cat >weekly.csv <<'END'
week,team,calls,won,revenue,note made
2026-W01,a,10,3,100.50,x
2026-W02,a,0,0,120,
2026-W03,b,,2,n/a,"q, ""r"""
2026-W04,b,8,1,-5,TRUE
END

t 'no formula: the rows as they are' -q -O weekly.csv -- lever calc weekly.csv
t 'a rate, and cells passed on as they are' -q -o 'week,team,calls,won,revenue,note made,rate
2026-W01,a,10,3,100.50,x,0.3
2026-W02,a,0,0,120,,
2026-W03,b,,2,n/a,"q, ""r""",
2026-W04,b,8,1,-5,TRUE,0.125' -- lever calc 'rate = IF(calls>0, won/calls, "")' weekly.csv
t 'what goes wrong is missing, counted, and told with its first line' -o 'a,b,q,l
1,0,,0
x,2,,
0,2,0,' -e 'in.csv:2: column "q": a division by zero' -- sh -c \
    "printf 'a,b\n1,0\nx,2\n0,2\n' >in.csv; \"\$LEVER\" calc 'q=a/b' 'l=LN(a)' in.csv"
t 'not where it is not chosen or caught' -q -o 'a,b,q,l
1,0,9,0
0,2,0,-1' -- sh -c \
    "printf 'a,b\n1,0\n0,2\n' | \"\$LEVER\" calc 'q=IF(b=0,9,a/b)' 'l=IFERROR(LN(a),-1)'"
t '--strict' -s 1 -o '' -e '^lever calc: weekly.csv:3: column "d": a division by zero \(--strict\)$' \
    -- lever calc --strict 'd = won/calls' --out gone.csv weekly.csv
t '--strict leaves no file behind' -s 1 -- test -e gone.csv

# ---- what is said of cells that are no numbers, and of results that are none ----

t 'a sum passes over what is no number, and says so' -o 'a,b,s
1,x,1' -e 'in.csv:2: column "s": a cell that is not a number, so it is passed over in 1 row$' -- \
    sh -c "printf 'a,b\n1,x\n' >in.csv; \"\$LEVER\" calc 's=SUM(a,b)' in.csv"
t 'to count numbers, other cells are no trouble' -q -o 'a,b,n
1,x,1' -- lever calc --strict 'n=COUNT(a,b)' in.csv
printf 'Datum,v\n01.02.2026,1\n15.11.2026,0\n2026-12-24,0\n' >german.csv
t 'dates by --date-format' -q -o 'Datum,v,y,m,w
01.02.2026,1,2026,2,2026-02-08
15.11.2026,0,2026,11,2026-11-22
2026-12-24,0,2026,12,2026-12-31' -- lever calc --date-format %d.%m.%Y 'y=YEAR(Datum)' \
    'm=MONTH(Datum)' 'w=Datum+7' german.csv
t '... of which a message tells where they are none' -m '^01.02.2026,1,$' \
    -e 'german.csv:2: column "y": a cell that is not a date \(see --date-format, or lever clean\), so it is missing in 2' \
    -- lever calc 'y=YEAR(Datum)' german.csv
printf 'w,t\n2026/47,22.11.26 18:00\n' >by-format.csv
t '... weeks by a format' -q -m ',2026-11-16$' -- \
    lever calc --date-format %G/%V 'd=w+0' by-format.csv
t '... times by a format' -q -m ',2026-11-23T18:00:00$' -- \
    lever calc --date-format '%d.%m.%y %H:%M' 'd=t+1' by-format.csv
t 'a change from 0 is a trouble' -o 'Datum,v,p
01.02.2026,1,
15.11.2026,0,-1
2026-12-24,0,' -e 'german.csv:4: column "p": a change from 0, so it is missing in 1 row$' -- \
    lever calc 'p=PCT(v)' german.csv
t '... under --strict an error' -s 1 -e 'german.csv:4: column "p": a change from 0 \(--strict\)' -- \
    lever calc --strict -o gone.csv 'p=PCT(v)' german.csv
t '... not where it is caught' -q -m ',0,9$' -- lever calc --strict 'p=IFERROR(PCT(v),9)' german.csv
t 'a constant column has no standard scores' \
    -e 'column "z": values that are all the same, so it is missing in 3 rows, of which' -- \
    lever calc 'z=ZSCORE(v*0)' german.csv
t 'a number in a text has 15 digits' -q -m ',a0.3,3,0.333333333333333$' -- \
    lever calc 's="a"&0.1+0.2' 'l=LEN(0.1+0.2)' 'd=""&1/3' german.csv

# ---- nothing that is read is written over ----

cp weekly.csv whole.csv && echo 'e = calls' >e.txt && cp e.txt e-whole.txt
t '--formulas over the input' -s 2 -o '' -e '--formulas: weekly.csv is read for the result' \
    -- lever calc 'c=calls*2' --formulas weekly.csv weekly.csv
t '... by another name' -s 2 -o '' -e 'is read for the result' -- \
    lever calc 'c=calls*2' --formulas ./weekly.csv weekly.csv
t '... over the file of formulas' -s 2 -o '' -e '--formulas: e.txt is read for the result' -- \
    lever calc -f e.txt --formulas e.txt weekly.csv
t '... over the result' -s 2 -o '' -e '--formulas and --out are the same file: same.csv' -- \
    lever calc 'c=calls*2' --formulas same.csv -o same.csv weekly.csv
t '... among the result' -s 2 -o '' -e '--formulas: standard output is for the table' -- \
    lever calc 'c=calls*2' --formulas - weekly.csv
t '--out over the file of formulas' -s 2 -o '' -e '--out: e.txt is read for the result' -- \
    lever calc -f e.txt -o e.txt weekly.csv
t 'all is as it was' -- sh -c 'cmp weekly.csv whole.csv && cmp e.txt e-whole.txt && ! test -e same.csv'

t 'new columns may be used, before they are made too' -q -m ',40,20,10$' -- \
    lever calc 'a = b*2' 'b = c*2' 'c=10' weekly.csv
t 'a column is replaced only if so asked' -s 2 -o '' -e '"calls" already; --replace' -- \
    lever calc 'calls = calls*2' weekly.csv
t '--replace: before it the old column, behind it the new one' -q -o 'x,a,b
2,1,3' -- sh -c "printf 'x\n1\n' | \"\$LEVER\" calc --replace 'a = x' 'x = x*2' 'b = x+1'"
t 'a circular reference' -s 2 -o '' -e '"a" needs "b", which needs "a"' -- \
    lever calc 'a=b+1' 'b=a' weekly.csv
t 'an unknown name: the nearest header, and a caret' -s 2 -o '' \
    -e '^lever calc: formula "a": no column "cals"; did you mean "calls"\? The columns are: ' -- \
    lever calc 'a=cals+1' weekly.csv


# what FORMULA RESULT: one formula over a row of known cells.
printf 'x,y,z,s,d,e,t,blank\n2.5,-7,4,North \303\234,2026-01-31,2024-02-29,TRUE,\n' >row.csv
is() { t "$1 is ${2:-missing}" -q -m "^$2\$" -- sh -c '"$LEVER" calc "r=$1" row.csv | tail -n 1 |
    sed "s/.*,TRUE,,//"' sh "$1"; }
is '-2^2' 4
is '2^3^2' 64
is '2^-1' 0.5
is '50%*x' 1.25
is '1-2-3' -4
is '7/2*2' 7
is '"a"&x&TRUE&d' a2.5TRUE2026-01-31
is 'x>y' TRUE
is 's="north ü"' TRUE
is '"a"<"B"' TRUE
is 'blank=1' ''
is 'blank=""' TRUE
is 's<>""' TRUE
is 'IF(blank>1,1,2)' ''
is 'IF(x>3,1)' FALSE
is 'blank+1' ''
is 'SUM(x,blank,y)' -4.5
is 'SUM(blank)' ''
is 'COUNT(x,blank,z)' 2
is 'AVERAGE(x,y,z,blank)' -0.16666666666666666
is 'MEDIAN(x,y,z)' 2.5
is 'MEDIAN(x,y,z,5)' 3.25
is 'STDEV.S(x,y,z)' 5.9651767227244274
is 'MIN(x,y)&MAX(x,y)' -72.5
is 'ROUND(2.675,2)' 2.68
is 'ROUND(1.005,2)' 1.01
is 'ROUND(-2.5,0)' -3
is 'ROUND(1234.5,-2)' 1200
is 'ROUNDUP(0.07,2)' 0.07
is 'ROUNDUP(2.001,0)' 3
is 'ROUNDDOWN(0.29,2)' 0.29
is 'ROUNDDOWN(-2.9,0)' -2
is 'INT(y/2)' -4
is 'MOD(y,4)' 1
is 'MOD(7,-4)' -1
is 'MOD(5.5,2)' 1.5
is 'SIGN(y)' -1
is 'POWER(z,0.5)' 2
is 'LOG(8,2)' 3
is 'LOG(1000)' 3
is 'AND(TRUE,blank>1)' ''
is 'AND(FALSE,blank>1)' FALSE
is 'OR(TRUE,blank>1)' TRUE
is 'NOT(t)' FALSE
is 'IFS(x>3,1,x>2,s)' 'North Ü'
is 'IFERROR(1/0,9)' 9
is 'IFERROR(blank,9)' ''
is 'ISBLANK(blank)' TRUE
is 'ISNUMBER(s)' FALSE
is 'ISNUMBER(d)' TRUE
is 'LEFT(s,2)&RIGHT(s)' 'NoÜ'
is 'MID(s,2,3)' ort
is 'LEN(s)&LEN(blank)' 70
is 'TRIM("  a   b ")' 'a b'
is 'LOWER(s)&UPPER(s)' 'north üNORTH Ü'
is 'CONCAT(x,blank,s)' '2.5North Ü'
is 'SUBSTITUTE("a-b-c","-","+",2)' 'a-b[+]c'
is 'SUBSTITUTE("a-b-c","-","")' abc
is 'VALUE("1,234.5")+VALUE("15%")' 1234.65
is 'TEXT(1234.567,"#,##0.00")' '"1,234.57"'
is 'TEXT(0.285,"0%")' '29%'
is 'TEXT(-0.4,"0")' 0
is 'TEXT(5,"000")' 005
is 'TEXT(d,"dddd d mmm yyyy")' 'Saturday 31 Jan 2026'
is 'TEXT(x,"0.0;(0.0);zero")&TEXT(y,"0.0;(0.0)")' '2.5\(7.0\)'
is 'TEXT(12345,"0.00E+00")' '1.23E\+04'
is 'TEXT(0.75,"hh:mm AM/PM")' '06:00 PM'
is 'YEAR(d)*100+MONTH(d)' 202601
is 'WEEKDAY(d)' 7
is 'WEEKDAY(d,2)' 6
is 'WEEKDAY(d,3)' 5
is 'ISOWEEKNUM(DATE(2021,1,3))' 53
is 'DATE(2026,13,1)' 2027-01-01
is 'DATE(2026,3,0)' 2026-02-28
is 'EDATE(d,1)' 2026-02-28
is 'EOMONTH(e,12)' 2025-02-28
is 'd-e' 702
is 'd+1' 2026-02-01
is 'IF(t,d,e)+0' 2026-01-31
is 'd>DATE(2026,1,30)' TRUE
is 'd*1' 46053

is 'TEXT(4.34,"# ?/?")' '4 1/3'
is 'TEXT(1234567898,"[<=9999999]###-####;(###) ###-####")' '\(123\) 456-7898'
is 'TEXT(1.5,"[h]:mm")' 36:00
is 'TEXT(0.1,"0.00000000000000000000")' 0.10000000000000000000
is 'VALUE("2:30 PM")' 0.6041666666666666
is 'IFERROR(VALUE("5%%"),"no")' no
is 'IFERROR(TEXT(5,"0 x"),"no")' no
is 'SUM(x>0,y>0,TRUE)' 2
is 'SUM(t,1)' 1
is 'IFERROR(STDEV.S(x),0)' 0
is 'IFERROR(STDEV.S(x,blank),0)' 0
is 'IFERROR(STDEV.S(blank),0)' ''
is '1E-9&""' 0.000000001
is '1E-10&""' 1E-10
is 'z="4"' TRUE
is 'EDATE(DATE(9999,11,30),1)' 9999-12-30

# Time: two teams of different length, rows in no order, a period missing, a cell missing.
cat >time.csv <<'END'
week,team,x,note
2026-W03,a,3,c
2026-W01,a,1,a
2026-W02,b,20,y
2026-W05,a,5,e
2026-W01,b,10,x
2026-W02,a,,b
END
over() { t "$1 over time" -q -o "$2" -- sh -c \
    '"$LEVER" calc -t week -b team "r=$1" time.csv | sed 1d | sed "s/.*,//" | paste -s -d , -' sh "$1"; }
over 'LAG(x,2)' 1,,,3,,
over 'LAG(x)' ,,10,,,1
over 'LAG(note)' b,,x,,,a
over 'LEAD(x,2)' 5,3,,,,
over 'DIFF(x)' ,,10,,,
over 'DIFF(x,2)' 2,,,2,,
over 'PCT(x)' ,,1,,,
over 'CUMSUM(x)' 4,1,30,9,10,1
over 'MOVAVG(x,2)' 3,,15,5,,1
over 'MOVSUM(x,3)' 4,,,8,,
over 'MOVMEDIAN(x,3)' 2,,,4,,
over 'EWMA(x,0.5)' 2,1,15,3.5,10,1
over 'RANK(x)' 2,3,1,1,2,
over 'RANK(x,1)' 2,1,2,3,1,
over 'PERCENTRANK(x)' 0.5,0,1,1,0,
over 'ZSCORE(x)' 0,-1,0.7071067811865475,1,-0.7071067811865475,
over 'ROUND(DETREND(x*x),4)' -2.6667,1.3333,,1.3333,,
over 'COLSUM(x)' 39,39,39,39,39,39
over 'x/COLMAX(x)' 0.15,0.05,1,0.25,0.5,
over 'LAG(LAG(x))+x' 4,,,,,
over 'DIFF(MOVAVG(x,2))' 2,,,,,
t 'without -t the order of the file counts' -q -o ',3,,1,20,5' -- sh -c \
    '"$LEVER" calc -q -b team "r=LAG(x)" time.csv | sed 1d | sed "s/.*,//" | paste -s -d , -'
t 'a pipe is read as often as needed' -q -m '2026-W05,a,5,e,39$' -- sh -c \
    '"$LEVER" calc "r=COLSUM(x)" <time.csv'
t 'a period twice' -s 1 -o '' -e 'time.csv:6: column "week": 2026-W01 occurs twice: on line 3' -- \
    lever calc -t week 'r=LAG(x)' time.csv
# What the primary test works with: trend, season and autoregression are chosen as it chooses them.
# 72 months with a season, with and without gaps; whole digits, so that nothing but chance is in x.
awk 'BEGIN { srand(5); print "month,x,even,gaps,flat"
    for (i = 0; i < 72; i++) {
        e = .6 * e + rand() - .5; f = .9 * f + rand() - .5
        y = int(1000 + 200 * e + 90 * sin(i * 6.2832 / 12) + 2.5 * i)
        printf "%d-%02d,%d,%d,%s,%d\n", 2018 + int(i / 12), i % 12 + 1, 1000 * rand(), y,
            i % 13 == 5 ? "" : y, int(500 + 100 * f) } }' >white.csv
white() # COLUMN [--season ...]
{
    column=$1
    shift
    "$LEVER" test -q "$@" -t month -x x -y "$column" --lags 0..0 --working worked.csv \
        -o verdict.csv white.csv &&
        "$LEVER" calc -q "$@" -t month "w=WHITEN($column)" -o calculated.csv white.csv &&
        awk -F, 'NR == FNR { if (FNR > 1) white[$4] = $9; next }
            FNR > 1 && ($1 in white) != ($6 != "") { print $1 ": in one of them only" }
            FNR > 1 && $1 in white && (white[$1] - $6) ^ 2 > 1e-14 { print $1 ": differs" }
            $6 != "" { n++ } END { print n - 1 " rows alike" }' worked.csv calculated.csv
}
t 'WHITEN is y_white of the primary test' -o '71 rows alike' -- white even
t '... with gaps' -o '59 rows alike' -- white gaps
t '... without season' -o '71 rows alike' -- white flat
t '... with none wanted' -o '68 rows alike' -- white even --season none
t '... with one asked for' -o '68 rows alike' -- white even --season 4
t 'DESEASON leaves the mean' -o 'alike' -- sh -c \
    '"$LEVER" calc -q -t month "d=DESEASON(gaps)" white.csv |
    awk -F, "NR > 1 && \$4 != \"\" { n++; x += \$4; d += \$6; if (\$4 != \$6) moved++ }
        END { print n == 66 && moved == 66 && (x - d) ^ 2 < 1e-12 ? \"alike\" : \"apart\" }"'
t 'rows do not depend on the threads' -q -- sh -c 'awk "BEGIN { print \"t,g,x\"
    for (i = 0; i < 40000; i++) print int(i / 7) \",\" i % 7 \",\" i % 101 }" >long.csv
    for n in 1 3; do "$LEVER" calc --threads $n -t t -b g "a=MOVAVG(x,5)" "b=x*2+a" long.csv >out$n
    done; cmp out1 out3'

t '-b without -t is told of' -e 'time.csv: within each "team", rows are taken in the order of the file' \
    -- lever calc -b team 'r=LAG(x)' time.csv
t '... not where the order is all the same' -q -m ',2$' -- lever calc -b team 'r=RANK(x)' time.csv
t 'a column called week without -t is told of' -e 'though there is a column "week" \(see --time\)' \
    -- lever calc 'r=MOVSUM(x,2)' time.csv

# The four habits: spaces in headers, a decimal comma, missing cells (above), entities.
cat >habits.csv <<'END'
woche;anzahl rufe;umsatz
1;2,5;10
2;;20
3;1,5;x
END
t 'spaces, a decimal comma, missing cells' -o 'woche;anzahl rufe;umsatz;je ruf;gerundet
1;2,5;10;4;4,13
2;;20;;
3;1,5;x;;' -e 'habits.csv:4: column "je ruf": a cell that is not a number' -- \
    lever calc -d ';' --decimal , --out-delimiter ';' --out-decimal , \
    "'je ruf' = umsatz / 'anzahl rufe'" "gerundet = ROUND([je ruf]+0,125;2)" habits.csv
t 'texts have the decimal comma, too' -q -o 'woche;anzahl rufe;umsatz;t;v;g
1;2,5;10;2,50;1234,5;1.234,50
2;;20;;1234,5;1.234,50
3;1,5;x;1,50;1234,5;1.234,50' -- lever calc -d ';' --decimal , --out-delimiter ';' --out-decimal , \
    "t = TEXT('anzahl rufe';\"0,00\")" 'v = VALUE("1.234,5")' 'g = TEXT(v;"#.##0,00")' habits.csv
t 'no headers: letters' -q -o 'A,B,c
1,2,3' -- sh -c "echo 1,2 | \"\$LEVER\" calc --no-headers 'c = A+B'"
t 'a header called like a function' -q -o 'MAX,y,r
3,4,7' -- sh -c "printf 'MAX,y\n3,4\n' | \"\$LEVER\" calc 'r = MAX+MAX(y,1)'"
t 'stars in a name are only stars' -s 2 -e 'no column "\*\*' -- lever calc "r = '$(printf %060d 0 | tr 0 '*')[x]'" weekly.csv
t 'one of two columns of a name' -q -o 'x,x,r
3,4,4' -- sh -c "printf 'x,x\n3,4\n' | \"\$LEVER\" calc 'r = x[2]'"
printf '\357\273\277# comment\n\n  # another\na = x+1\r\nb = a*2\n' >formulas.txt
t 'formulas from a file' -q -o 'x,a,b
1,2,4' -- sh -c "printf 'x\n1\n' | \"\$LEVER\" calc -f formulas.txt"
echo 'c = b+1' >more.txt
t 'formulas from two files' -q -o 'x,a,b,c
1,2,4,5' -- sh -c "printf 'x\n1\n' | \"\$LEVER\" calc -f formulas.txt -f more.txt"
printf 'a = x\nb = y\n' >bad.txt
t 'a bad formula in a file, with its line' -s 2 -o '' -e '^lever calc: bad.txt:2: formula "b": no column "y"' \
    -- sh -c "printf 'x\n1\n' | \"\$LEVER\" calc -f bad.txt"
t '--formulas' -q -- lever calc -t week -b team --formulas f.csv -o out.csv 'a = LAG(x,2)' \
    'b = DETREND(x)' "'c d' = IF(a>0, x/a, \"\")" "e = 'c d'+1" time.csv
t 'what --formulas wrote' -q -o 'column,formula,excel,time,by
a,"LAG(x,2)","=OFFSET([@x],-2,0)",week,team
b,DETREND(x),,week,team
c d,"IF(a>0, x/a, """")","=IF([@a]>0,[@x]/[@a],"""")",week,team
e,'"'c d'"'+1,=[@[c d]]+1,week,team' -- cat f.csv

t '--formulas is written with points and commas' -q -m '^c,"ROUND\(x\*1\.5, 1\)&"";""",' -- sh -c \
    '"$LEVER" calc --out-decimal , --out-delimiter ";" --formulas g.csv -o gone.csv \
    "c = ROUND(x*1,5; 1)&\";\"" time.csv && cat g.csv'

# refused FORMULA PATTERN PLACE: one line, and a caret under the place (columns from 1).
refused() {
    lever calc "$1" weekly.csv >out 2>err
    status=$?
    if [ $status = 2 ] && [ ! -s out ] && sed -n 1p err | grep -q "$2" &&
        [ "$(sed -n 2p err)" = "    $1" ] && [ "$(sed -n 3p err | wc -c)" = $((4 + $3 + 1)) ]; then
        pass "refused: $1"
    else
        fail "refused: $1" "$(cat err)"
    fi
}
t 'a number beyond what a format can scale' -o 'x,r
1e300,' -e 'a format that is not known' -- sh -c \
    "printf 'x\n1e300\n' | \"\$LEVER\" calc 'r = TEXT(x,\"0$(printf %060d 0 | tr 0 %)\")'"
refused 'a=cals+1' 'did you mean "calls"' 3
refused 'a=1+LNN(calls)' 'did you mean LN' 5
refused 'a=1+LN' 'the function is LN' 5
refused 'a=ROUND(calls)' 'ROUND(x, digits): not 1 argument$' 3
refused 'a=IFS(calls>1,1,2)' 'not 3 arguments$' 3
refused 'a=calls+"x"' 'this is text, but a number is needed' 9
refused 'a=calls*UPPER(team)' 'this is text, but a number is needed' 9
refused 'a=IF("x",1,2)' 'TRUE or FALSE is needed' 6
refused 'a=MOVAVG(calls,0)' 'does not work with this number' 16
refused 'a=LAG(calls,1/0)' 'this gives none' 14
refused 'a=LAG(calls,won)' 'needs a number here, not a column' 13
refused 'a=(1+2' 'ends where ")" is expected' 7
refused 'a=1+*2' 'a value is expected' 5
refused 'a=ROUND(1;2)' 'divided by commas' 10
refused 'a="x' 'never closed' 3
refused 'a=a+1' 'circular' 3
refused 'a=A2/B2' 'formulas name columns, not cells' 3
refused 'a=$A$1' 'formulas name columns, not cells' 3
refused 'a=SUM(calls:won)' 'there are no ranges' 12
refused "a=team='x'" 'a text stands in "..."' 8
refused 'a=calls&“x”' 'a text stands in straight quotes' 9
refused "a='Übersicht 日本'+1" 'no column "Übersicht 日本"' 3
refused 'a="日本語"+calls' 'this is text, but a number is needed' 3
t 'a caret behind wide letters and a tab' -s 2 -e '^                   \^$' -- \
    lever calc "$(printf 'a\t= "日本語" & cals')" weekly.csv
t 'spaces of a web page are spaces' -q -m ',13$' -- \
    lever calc "$(printf 'a\302\240=\302\240calls\302\240+\302\240won')" weekly.csv
deep=$(awk 'BEGIN { for (i = 0; i < 10000; i++) printf "(" }')
t '10,000 parentheses' -s 2 -o '' -e 'nested too deep' -- lever calc "a=$deep" weekly.csv
awk 'BEGIN { printf "a=1"; for (i = 0; i < 500000; i++) printf "+1"; print "" }' >huge.txt
t 'a formula of 1 MB' -s 2 -o '' -e 'longer than 65536 bytes' -- lever calc -f huge.txt weekly.csv
t 'one of 60 KB' -q -m ',30001$' -- sh -c \
    'printf "x\n1\n" | "$LEVER" calc "a=x$(awk "BEGIN { for (i = 0; i < 30000; i++) printf \"+1\" }")"'

# The manual has every function, as the table of functions says it.
lever calc --functions | sed 1d | sed 's/^\([^,]*\),"\(.*\)","\(.*\)",$/\1(\2) \3/;
    s/^\([^,]*\),"\(.*\)",\(.*\),$/\1(\2) \3/; s/^\([^,]*\),\([^,"]*\),"\(.*\)",$/\1(\2) \3/;
    s/^\([^,]*\),\([^,"]*\),\(.*\),$/\1(\2) \3/; s/""/"/g' >want
awk '/^\.Sh / { inside = $2 == "FUNCTIONS" }
    inside && /^\.It Li/ { sub(/^\.It Li "/, ""); sub(/"$/, ""); call = $0; getline; sub(/^\\/, "")
        print call " " $0 }' "$TOP/man/lever-calc.1" >got
t 'the manual has every function' -q -O want -- cat got

# A function as a plugin, built out of tree, and what is refused.
mkdir plugins
plugin() {
    name=$1
    shift
    # shellcheck disable=SC2086 # words
    $CC -std=c99 -fPIC -shared -I"$TOP/src" -o "plugins/$name.so" "$@"
}
export LEVER_FUNCTION_PATH="$work/plugins"
t 'a sample of a function compiles' -q -- plugin gini -Wall -Wextra -Werror -O2 \
    "$TOP/samples/plugins/gini.c"
t 'it is called like any other' -q -o 'x,y,r
1,3,0.25' -- sh -c "printf 'x,y\n1,3\n' | \"\$LEVER\" calc 'r = Gini(x,y)'"
t 'it is listed' -q -m '^GINI,,"how unequal' -- lever calc --functions
t 'what goes wrong in it is counted' -o 'x,r
0,' -e 'column "r": an amount of nothing' -- sh -c "printf 'x\n0\n' | \"\$LEVER\" calc 'r = GINI(x)'"
cat >body.c <<'END'
#include <lever-function.h>
static int f(const struct lever_call *c, const struct lever_vector *a, size_t n, struct lever_vector *r)
{ (void)c, (void)a, (void)n, (void)r; return FAILS; }
static const struct lever_function t = { ABI, sizeof t, NAME, "x", KINDS, 'N', LEVER_ROWS, "s", 0, 0, CODE, 0 };
const struct lever_function *lever_function(void) { return &t; }
END
wrong() { # NAME PATTERN DEFINITIONS...
    file=$1 pattern=$2
    shift 2
    plugin "$file" -DFAILS=0 "$@" body.c 2>log
    t "refused: $file" -s 2 -o '' -e "$pattern" -- lever calc "r = $file(calls)" weekly.csv
}
wrong abi 'wrong abi: it is made for 99' -DABI=99 -DNAME='"ABI"' -DKINDS='"N"' -DCODE=f
wrong other 'calls itself "ABI", not "other"' -DABI=1 -DNAME='"ABI"' -DKINDS='"N"' -DCODE=f
wrong kinds 'a function cannot have the kinds' -DABI=1 -DNAME='"KINDS"' -DKINDS='"NQ"' -DCODE=f
wrong code 'its table has no function' -DABI=1 -DNAME='"CODE"' -DKINDS='"N"' -DCODE=0
wrong name 'is not a name for a function' -DABI=1 -DNAME='"name"' -DKINDS='"N"' -DCODE=f
echo 'int nothing;' >nothing.c && plugin empty nothing.c
t 'refused: no symbol' -s 2 -o '' -e 'it does not export lever_function' -- \
    lever calc 'r = EMPTY(calls)' weekly.csv
plugin fails -DFAILS=-3 -DABI=1 -DNAME='"FAILS"' -DKINDS='"N"' -DCODE=f body.c
t 'one that fails' -s 1 -e 'function FAILS failed \(it returned -3\)' -- \
    lever calc -o gone.csv 'r = FAILS(calls)' weekly.csv
plugin exits '-DFAILS=(exit(0), 0)' -include stdlib.h -DABI=1 -DNAME='"EXITS"' -DKINDS='"N"' -DCODE=f body.c
t 'one that ends the program' -s 1 -o '' -e '^lever calc: function "EXITS" ended the program$' -- \
    lever calc 'r = EXITS(calls)' weekly.csv
ln -s gone plugins/dangling.so
t 'a link to nothing tells so' -s 2 -e 'function "DANGLING" cannot be used: .*cannot open: No such' -- \
    lever calc 'r = DANGLING(calls)' weekly.csv
plugin ln -DFAILS=-3 -DABI=1 -DNAME='"LN"' -DKINDS='"N"' -DCODE=f body.c
t 'a taken name: the built-in function stays' -q -o 'x,r
1,0' -- sh -c "printf 'x\n1\n' | \"\$LEVER\" calc 'r = LN(x)'"
t 'a folder that is not absolute does not count' -s 2 -e 'no function "GINI"' -- \
    env LEVER_FUNCTION_PATH=plugins "$LEVER" calc 'r = GINI(calls)' weekly.csv

# Times in UTC are certain among themselves, and beside others they are not.
printf 'a,b\n2024-01-05T10:00Z,2024-01-05T12:30Z\n2024-01-05T10:00Z,2024-01-05T12:30\n' >utc.csv
t 'times in UTC' -o 'a,b,h
2024-01-05T10:00Z,2024-01-05T12:30Z,2.5
2024-01-05T10:00Z,2024-01-05T12:30,' -e ':3: column "h": a cell that is not a date' -- \
    lever calc 'h = ROUND((b-a)*24,2)' utc.csv

# Rows of which a formula is not true are left out.
printf 'who,x\na,1\nb,\na,3\nc,0\n' >who.csv
t 'rows chosen' -o 'who,x
a,1
a,3' -e 'who\.csv: 2 of 4 rows left out: who="a" is not true of them' -- \
    lever calc --where 'who="a"' who.csv
t '... by what is missing' -o 'who,x
a,3' -e '3 of 4 rows left out' -- lever calc --where 'x>1' who.csv
t '... with new columns' -o 'who,x,y
a,3,6' -- lever calc --where 'x>1' 'y=2*x' who.csv
t '... by a new column' -o 'who,x,y
a,3,6' -- lever calc --where 'y>2' 'y=2*x' who.csv
t '... by a number' -q -o 'who,x
a,1
a,3' -- lever calc -q --where x who.csv
t '... all of them' -q -O who.csv -- lever calc --where 'TRUE' who.csv
t '... none of them' -o 'who,x' -e 'no row is left' -- lever calc --where 'x>9' who.csv
t '... by text' -s 2 -o '' -e 'it gives text, and is to be TRUE or FALSE' -- \
    lever calc --where 'who&"x"' who.csv
t '... by what is no column' -s 2 -o '' -e 'no column "whom"; did you mean "who"' -- \
    lever calc --where 'whom="a"' who.csv
t '... and functions over rows see all of them' -o 'who,x,s
a,1,
a,3,1' -- lever calc --where 'who="a"' 's=LAG(x, 2)' who.csv

t 'a word that something is compared with may be meant as a text' -s 2 \
    -e 'no column "paid"; a text stands in "\.\.\."$' -- lever calc 'a = IF(calls=paid,1,0)' weekly.csv
t '... and one that is not is a column' -s 2 -e 'no column "paid"\. The columns are: ' -- \
    lever calc 'a = paid' weekly.csv

finish
