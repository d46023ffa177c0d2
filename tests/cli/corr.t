#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# Anscombe (1973), "Graphs in statistical analysis", sets I to III: x and three y.
cat >anscombe.csv <<'EOF'
x,y1,y2,y3
10,8.04,9.14,7.46
8,6.95,8.14,6.77
13,7.58,8.74,12.74
9,8.81,8.77,7.11
11,8.33,9.26,7.81
14,9.96,8.1,8.84
6,7.24,6.13,6.08
4,4.26,3.1,5.39
12,10.84,9.13,8.15
7,4.82,7.26,6.42
5,5.68,4.74,5.73
EOF
# R 4.2: cor.test(x, y1), cor.test(x, y1, method = "kendall")
t 'a list of all pairs: the upper triangle' -q -o 'x,y
x,y1
x,y2
x,y3
y1,y2
y1,y3
y2,y3' -- sh -c "\"\$LEVER\" corr --columns 1-4 anscombe.csv | cut -d, -f1,2"
t 'r, interval and p' -q -m '^x,y1,pearson,11,0\.8164205163448(4|399)[0-9]*,0\.424391[0-9]*,0\.950693[0-9]*,0\.002169628873[0-9]*$' \
    -- lever corr -x x -y y1 anscombe.csv
t 'a rectangle' -q -o 'y1,x
y2,x
y3,x' -- sh -c "\"\$LEVER\" corr -y x -x 'y*' anscombe.csv | tail -n +2 | cut -d, -f1,2"
t 'kendall, exact' -q -m '^x,y1,kendall,11,0\.6363636363636364,.*,0\.0057071709155042' -- \
    lever corr --method kendall -x x -y y1 anscombe.csv
t 'spearman, exact' -q -m '^x,y1,spearman,11,0\.8181818181818182,.*,0\.0037344' -- \
    lever corr --method spearman -x x -y y1 anscombe.csv
t 'a matrix' -q -m '^y1,0\.8164205163448[0-9]*,1,0\.75' -- lever corr --matrix --columns 1-4 anscombe.csv
t 'a matrix is symmetric' -q -o 'same' -- sh -c "\"\$LEVER\" corr --matrix --columns 1-4 anscombe.csv |
    awk -F, 'NR > 1 { for (i = 2; i <= NF; i++) m[NR, i] = \$i }
        END { for (i = 2; i <= 5; i++) for (j = 2; j <= 5; j++) if (m[i, j] != m[j, i]) exit 1
              print \"same\" }'"
t 'the matrix of a rectangle' -q -m '^x,y1,y2$' -- lever corr --matrix -x x,y3 -y y1,y2 anscombe.csv

printf 'a,b,k,e\n1,2,5,\n2,4,5,\n3,6,5,\n,7,5,\n5,,5,\n' >gaps.csv
t 'pairs use the rows they have in common' -m '^a,b,pearson,3,(1|0\.999999999999999)[0-9]*,' -- \
    lever corr --columns a,b gaps.csv
stdin_note() { printf 'x,k\n1,5\n2,5\n3,5\n' | lever corr -x x -y k; }
t 'standard input in a note' -e '^lever corr: \(stdin\): column "k" is constant' -- stdin_note
t 'a constant column: empty cells and a note' -e 'column "k" is constant' -o 'x,y,method,n,r,low,high,p
a,k,pearson,4,,,,' -- lever corr --columns a,k gaps.csv
t 'an empty column' -e 'column "e" is empty' -m '^a,e,pearson,0,,,,$' -- \
    lever corr --columns a,e gaps.csv
t 'few rows' -e '1 pair has fewer than 3 rows' -m '^a,e,pearson,0,,,,$' -- \
    lever corr --columns a,e gaps.csv
t 'never nan' -s 1 -o '0' -- sh -c "
    \"\$LEVER\" corr -q --columns '*' gaps.csv | grep -ci -e nan -e inf"
t 'never nan in a matrix' -m '^k,,,,$' -- lever corr -q --matrix --columns '*' gaps.csv

printf 'a,b\n1000000000000001,3\n1000000000000002,5\n1000000000000004,4\n1000000000000007,9\n' >far.csv
printf 'a,b\n1,3\n2,5\n4,4\n7,9\n' >near.csv
lever corr --columns a,b near.csv >near.out
t 'a column of 1e15 keeps its digits' -q -O near.out -- lever corr --columns a,b far.csv

awk 'BEGIN { s = 11; print "a,b,c"
    for (i = 0; i < 5000; i++) {
        s = (s * 16807) % 2147483647; a = s % 1000
        s = (s * 16807) % 2147483647; b = s % 1000 + a / 2
        s = (s * 16807) % 2147483647; print a "," b "," s % 10
    } }' >many.csv
awk -F, 'NR > 1 { n++; sa += $1; sb += $2; a[n] = $1; b[n] = $2 }
    END { for (i = 1; i <= n; i++) { x = a[i] - sa / n; y = b[i] - sb / n
              xx += x * x; yy += y * y; xy += x * y }
          printf "%.10f\n", xy / sqrt(xx * yy) }' many.csv >want
t 'equal to what awk computes' -O want -- sh -c \
    "\"\$LEVER\" corr --columns a,b many.csv | awk -F, 'NR > 1 { printf \"%.10f\n\", \$5 }'"
lever corr --columns a,b,c --threads 1 many.csv >one.out
t 'the same on several threads' -q -O one.out -- lever corr --columns a,b,c --threads 4 many.csv

cat >plan.csv <<'EOF'
measure,role,better,unit,agg,source,column,date,by,baseline,target,start,due,owner
x,output,up,,,anscombe.csv,x,,,,,,,
y1,outcome,up,,,anscombe.csv,y1,,,,,,,
EOF
t 'roles of a plan' -m '^x,y1,pearson' -- lever corr -p plan.csv -x @output -y @outcome anscombe.csv
t '... without being named, as test has them' -m '^x,y1,pearson' -- lever corr -p plan.csv anscombe.csv
t '... of which the table has none' -s 1 -o '' -e 'no output of plan.csv \(x, ...\) is a column here' -- \
    lever corr -p plan.csv gaps.csv

mkdir include plugins
cp "$TOP/src/lever-method.h" include/
cat >half.c <<'EOF'
#include <lever-method.h>
/* Pearson by another name, halved: 0.5 at most. */
static int half(const double *x, const double *y, size_t n, double *estimate)
{
    double mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
    size_t i;
    for (i = 0; i < n; i++) { mx += x[i] / (double)n; my += y[i] / (double)n; }
    for (i = 0; i < n; i++) {
        xx += (x[i] - mx) * (x[i] - mx);
        yy += (y[i] - my) * (y[i] - my);
        xy += (x[i] - mx) * (y[i] - my);
    }
    if (xx == 0 || yy == 0)
        return 1;
    *estimate = xy / (xx > yy ? xx : yy) / 2;
    return 0;
}
LEVER_METHOD("half", "half of something", "nobody", half)
EOF
# shellcheck disable=SC2086 # CC may be several words
if ${CC:-cc} -std=c99 -fPIC -shared -Iinclude -o plugins/half.so half.c 2>/dev/null; then
    LEVER_METHOD_PATH=$work/plugins
    export LEVER_METHOD_PATH
    t "a plugin's method, with p and interval by resampling" -q -m \
        '^x,y1,half,11,0\.2500454[0-9]*,0\.[0-9]+,0\.[0-9]+,0\.0[0-9]+$' -- \
        lever corr --method half -x x -y y1 --resamples 999 anscombe.csv
    lever corr --method half --columns 1-4 --resamples 499 --threads 1 anscombe.csv >one.out
    t 'it does not depend on the threads' -q -O one.out -- \
        lever corr --method half --columns 1-4 --resamples 499 --threads 3 anscombe.csv
    t 'a plugin without an estimate' -e 'is constant' -m '^a,k,half,4,,,,$' -- \
        lever corr --method half --columns a,k --resamples 99 gaps.csv
    t "a plugin's matrix" -q -m '^y1,0.25004545' -- \
        lever corr --method half --matrix --columns x,y1 --resamples 99 anscombe.csv
else
    skip "a plugin's method" 'no compiler'
fi

# --json: what pairs of CSV rows are, objects a line are.
t '--json: an object a line' -q \
    -m '^\{"x":"x","y":"y1","method":"pearson","n":11,"r":0\.8164205163448[0-9]*,"low":0\.42439[0-9]*,"high":0\.95069[0-9]*,"p":0\.0021696[0-9]*\}$' \
    -- lever corr --json -x x -y y1 anscombe.csv
t '--json: what is missing is null' -e 'constant' \
    -o '{"x":"a","y":"b","method":"pearson","n":3,"r":null,"low":null,"high":null,"p":null}' -- \
    lever corr --json --columns a,b <<'CSV'
a,b
1,1
2,1
3,1
CSV
t '--json: a matrix has an object a row' -q -o '{"x":"a","a":1,"b":1}
{"x":"b","a":1,"b":1}' -- lever corr --json --matrix --columns a,b <<'CSV'
a,b
1,2
2,4
3,6
CSV

t 'no such method' -s 1 -e 'pearson' -- lever corr --method pearsn --columns 1-2 anscombe.csv
t 'which columns?' -s 2 -e 'which columns' -- lever corr anscombe.csv
t 'half a rectangle' -s 2 -e 'which columns' -- lever corr -x x anscombe.csv
t 'both at once' -s 2 -e 'exclude each other' -- lever corr --columns x,y1 -x x -y y1 anscombe.csv
t 'one column' -s 2 -e 'a pair needs two' -- lever corr --columns x anscombe.csv
t 'text in a column' -s 1 -o '' -e 'words.csv:2: column "b": not a number: "two"' -- sh -c \
    "printf 'a,b\n1,two\n' >words.csv && \"\$LEVER\" corr --columns a,b words.csv"
t 'no such column' -s 1 -e 'did you mean "y1"' -- lever corr --columns x,y11 anscombe.csv
t 'a full disk' -s 1 -e 'No space left' -- sh -c \
    "\"\$LEVER\" corr --columns 1-4 anscombe.csv >/dev/full"

# What most exports of another country get wrong is named.
t 'a quoted export with semicolons' -s 1 -e \
    "^lever corr: \\(stdin\\):1: text behind a field's closing quote \\(is the delimiter right\\? See --delimiter, or lever clean\\)$" \
    -- lever corr -x a -y b <<'CSV'
"a";"b"
"1";"2"
CSV
t 'numbers with a decimal comma' -s 1 -e \
    '^lever corr: \(stdin\):2: column "a": not a number: "1,5" \(see --decimal, or lever clean\)$' \
    -- lever corr -x a -y b <<'CSV'
a,b
"1,5",2
CSV

# Cells of which the squares are below all that there is are no zeros.
for size in -310 -200 -160 -150 0 160 200; do
    awk -v e="$size" 'BEGIN { print "x,y"; split("1 2 3 5", x, " ")
        for (i = 1; i <= 4; i++) print x[i] "e" e "," i }' >small.csv
    t "cells of 1e$size" -q -m '^x,y,pearson,4,0\.98270762982' -- lever corr --columns x,y small.csv
    sed 2,3p small.csv | sed '3s/^[^,]*//' >gap.csv
    t '... and with a gap' -q -m '^x,y,pearson,5,0\.9' -- lever corr --columns x,y gap.csv
done
printf 'x,y\n1e-200,1\n1e-200,2\n1e-200,3\n' >small.csv
t 'one value of 1e-200 is constant, and that is said' -o 'x,y,method,n,r,low,high,p
x,y,pearson,3,,,,' -e 'column "x" is constant' -- lever corr --columns x,y small.csv
awk 'BEGIN { print "x,y"; for (i = 1; i <= 150000; i++)
    print (i <= 100000 ? 0 : i % 7 "e-200") "," (i <= 100000 ? 1 : i % 7 + 1) }' >small.csv
t 'zeros first, then cells of 1e-200' -q -m '^x,y,pearson,150000,1,' -- \
    lever corr --columns x,y small.csv

finish
