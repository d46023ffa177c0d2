# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
#
# Where the workbook is judged: source it. `need PROGRAM...` and `need_openpyxl` skip the
# whole file where something is not installed. `make_book` makes book.xlsx in the
# working folder: two outputs, two outcomes, missing values, two teams, lag profiles,
# a plan, links and repairs.

need() {
    for program in "$@"; do
        command -v "$program" >/dev/null || { echo "1..0 # SKIP $program is not installed"; exit 0; }
    done
}

# A python3 that has openpyxl, in $PYTHON.
need_openpyxl() {
    for PYTHON in python3 /usr/bin/python3; do
        if "$PYTHON" -c 'import openpyxl' 2>/dev/null; then
            export PYTHON PYTHONDONTWRITEBYTECODE=1
            return
        fi
    done
    echo '1..0 # SKIP python3 with openpyxl is not installed'
    exit 0
}

# Makes a table of verdicts of one that has some of its columns (no cell is quoted): the others
# are there, and empty. What stands in the order of the table would not be one without them.
as_verdicts() {
    awk -F, -v names="$(lever --list-results |
        awk -F '\t' '$1 == "column" && $2 == "verdicts" && $5 == "always" { print $3 }')" '
        BEGIN { count = split(names, name, "\n") }
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
        { for (i = 1; i <= count; i++)
              printf "%s%s", NR == 1 ? name[i] : name[i] in at ? $at[name[i]] : "",
                     i < count ? "," : "\n" }'
}

make_book() {
    # A generator of its own: awk's rand differs from one awk to another.
    awk 'function uniform() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
         function normal(    i, sum) { for (i = 0; i < 12; i++) sum += uniform(); return sum - 6 }
         BEGIN {
             seed = 11
             print "period,team,calls,posts,revenue,satisfaction"
             for (team = 1; team <= 2; team++)
                 for (i = 0; i < 90; i++) {
                     calls[i] = .5 * calls[i - 1] + normal()
                     posts = .5 * posts + normal()
                     revenue = .4 * revenue + normal()
                     mood = .3 * mood + normal()
                     y = 200 + revenue * 9 + (i > 1 ? 12 * calls[i - 2] : 0)
                     printf "%04d-%02d,%s,%.3f,%.3f,%s,%.2f\n", 2015 + int(i / 12), i % 12 + 1,
                         team == 1 ? "North & <South>" : "Jeanne d'\''Arc",
                         50 + 5 * calls[i], 30 + 3 * posts + i / 4,
                         i % 29 == 7 ? "" : sprintf("%.2f", y), 60 + mood + i / 8
                 }
         }' >desk.csv
    cat >plan.csv <<'CSV'
measure,role,better,unit,agg,source,column,date,by,baseline,target,start,due,owner,period
calls,output,up,,sum,desk.csv,calls,period,team,,,,,Ann,month
posts,output,,,sum,desk.csv,posts,period,team,,,,,,
revenue,outcome,up,EUR,sum,desk.csv,revenue,period,team,,,,,,
satisfaction,outcome,up,points,mean,desk.csv,satisfaction,period,team,,,,,,
CSV
    cat >links.csv <<'CSV'
output,outcome,sign,lags,min_effect,because,registered
calls,revenue,+,0..8,1,A call reminds people,2014-12-01
CSV
    cat >repairs.csv <<'CSV'
file,line,column,kind,before,after
desk.csv,3,calls,decimal,"1,5",1.5
desk.csv,4,,footer,=SUM(A1),
CSV
    "$LEVER" test -q -t period -b team --each -x calls,posts -y revenue,satisfaction --resamples 199 \
        --working working.csv -o verdicts.csv desk.csv &&
        "$LEVER" lags -q -t period -b team --each -x calls,posts -y revenue --resamples 199 \
            -o lags.csv desk.csv &&
        SOURCE_DATE_EPOCH=1700000000 "$LEVER" book -q -o book.xlsx verdicts.csv working.csv \
            lags.csv desk.csv plan.csv links.csv repairs.csv
}
