#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make bench: lever beside its peers on the same files, in turn, in one run.
#
# Every job is run RUNS times (5), its commands one after the other within each
# round, because the machine's speed drifts; what is printed are medians, and the
# ratio to lever's. Whole processes are timed, start-up included. A peer that is
# not installed is left out. DuckDB is found through NODE_PATH:
#
#   npm install --prefix DIR @duckdb/node-api
#   NODE_PATH=DIR/node_modules make bench
#
# JOBS="correlations sums" runs only those; ROWS scales the files (2,000,000).
set -eu

tools=$1 lever=$2 here=$3 lxw=${4:-}
# Debian's modules are Debian's python's, whatever else is first on PATH.
python=/usr/bin/python3
[ -x $python ] || python=python3
runs=${RUNS:-5}
rows=${ROWS:-2000000}
work=$(mktemp -d "${TMPDIR:-/tmp}/lever-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

has() {
    case $1 in
    duckdb) node -e "require('@duckdb/node-api')" 2>/dev/null ;;
    data.table) Rscript -e 'library(data.table)' >/dev/null 2>&1 ;;
    pandas | xlsxwriter) "$python" -c "import $1" 2>/dev/null ;;
    copy) ;; # lever itself
    bare) [ -n "$lxw" ] ;;
    *) command -v "$1" >/dev/null ;;
    esac
}

version_of() {
    case $1 in
    lever) "$lever" --version ;;
    duckdb) echo "DuckDB $(node "$here/duckdb.cjs" --version)" ;;
    data.table) Rscript -e 'cat(R.version.string, "data.table", as.character(packageVersion("data.table")), "\n")' ;;
    pandas) "$python" -c 'import pandas; print("pandas", pandas.__version__)' ;;
    xlsxwriter) "$python" -c 'import xlsxwriter; print("XlsxWriter", xlsxwriter.__version__)' ;;
    mlr | datamash) "$1" --version | head -n 1 ;;
    *) echo "$1" ;;
    esac
}

table() { [ -e "$work/$1" ] || "$tools/table" "$2" "$3" >"$work/$1"; }

# job TITLE, then "peer command" lines on standard input; @ is the work folder.
job() {
    sed "s|@|$work|g" >"$work/.job"
    : >"$work/.times"
    : >"$work/.shown"
    round=0
    while [ $round -lt "$runs" ]; do
        round=$((round + 1))
        while read -r peer command; do
            [ "$peer" = lever ] || has "$peer" || continue
            [ $round -gt 1 ] || printf '  %-11s %s\n' "$peer" "$command" | sed "s|$work/||g" >>"$work/.shown"
            printf '%s ' "$peer" >>"$work/.times"
            "$tools/stopwatch" sh -c "$command" >>"$work/.times" 2>"$work/.err" || {
                echo "failed" >>"$work/.times"
                sed "s/^/  $peer: /" "$work/.err" >&2
            }
        done <"$work/.job"
    done
    printf '\n%s\n' "$1"
    cat "$work/.shown"
    awk '
        $2 == "failed" { next }
        { n[$1]++; t[$1, n[$1]] = $2; if ($3 > m[$1]) m[$1] = $3; if (n[$1] == 1) order[++k] = $1 }
        function median(p,   i, j, x) {
            for (i = 2; i <= n[p]; i++)
                for (j = i; j > 1 && t[p, j] < t[p, j-1]; j--) { x = t[p, j]; t[p, j] = t[p, j-1]; t[p, j-1] = x }
            return n[p] % 2 ? t[p, (n[p] + 1) / 2] : (t[p, n[p] / 2] + t[p, n[p] / 2 + 1]) / 2
        }
        END {
            base = median("lever")
            printf "  %-11s %10s %10s %10s\n", "", "median s", "x lever", "MiB"
            for (i = 1; i <= k; i++)
                printf "  %-11s %10.3f %10.2f %10d\n", order[i], median(order[i]), median(order[i]) / base, m[order[i]]
        }' "$work/.times"
}

correlations() {
    table wide.csv wide "$rows"
    pairs=$(awk 'BEGIN { n = split("a b c d e f g h i j k l", c, " "); s = ""
        for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) { printf "%scorr(%s,%s)", s, c[i], c[j]; s = "," } }')
    job "66 correlations of 12 columns, $rows rows" <<END
lever $lever corr @/wide.csv --columns a,b,c,d,e,f,g,h,i,j,k,l
duckdb node $here/duckdb.cjs "select $pairs from read_csv('@/wide.csv')"
data.table Rscript -e 'library(data.table); d <- fread("@/wide.csv"); print(cor(as.matrix(d[, 3:14])))'
pandas $python -c 'import pandas; d = pandas.read_csv("@/wide.csv"); print(d.iloc[:, 2:].corr())'
END
    job "one correlation, $rows rows" <<END
lever $lever corr @/wide.csv -x a -y b
mlr mlr --icsv --ojson stats2 -a corr -f a,b @/wide.csv
datamash datamash -t, --header-in ppearson 3:4 <@/wide.csv
END
}

sums() {
    table wide.csv wide "$rows"
    job "twelve sums by month and team, $rows rows" <<END
lever $lever roll @/wide.csv -t day -b team --period month --sum a,b,c,d,e,f,g,h,i,j,k,l
duckdb node $here/duckdb.cjs "select date_trunc('month', day) m, team, sum(a), sum(b), sum(c), sum(d), sum(e), sum(f), sum(g), sum(h), sum(i), sum(j), sum(k), sum(l) from read_csv('@/wide.csv') group by 1, 2 order by 1, 2"
data.table Rscript -e 'library(data.table); d <- fread("@/wide.csv"); print(d[, lapply(.SD, sum), by = .(substr(day, 1, 7), team), .SDcols = 3:14])'
pandas $python -c 'import pandas; d = pandas.read_csv("@/wide.csv"); print(d.groupby([d.day.str[:7], "team"]).sum(numeric_only=True))'
END
}

joins() {
    table left.csv left $((rows / 2))
    table right.csv right $((rows / 2))
    job "full outer join of two tables of $((rows / 2)) rows, written as CSV" <<END
lever $lever join @/left.csv @/right.csv -t day -b team
duckdb node $here/duckdb.cjs "copy (select * from read_csv('@/left.csv') l full join read_csv('@/right.csv') s using (day, team) order by day, team) to '/dev/null' (format csv, header)"
data.table Rscript -e 'library(data.table); fwrite(merge(fread("@/left.csv"), fread("@/right.csv"), by = c("day", "team"), all = TRUE), "/dev/null")'
pandas $python -c 'import pandas; pandas.read_csv("@/left.csv").merge(pandas.read_csv("@/right.csv"), on=["day", "team"], how="outer").to_csv("/dev/null", index=False)'
END
}

cleaning() {
    table dirty.csv dirty $((rows * 4))
    size=$(wc -c <"$work/dirty.csv")
    job "clean of $((size / 1000000)) MB with semicolons and decimal commas" <<END
lever $lever clean -q @/dirty.csv
cat cat @/dirty.csv
END
}

big() {
    table big.csv wide $((rows * 10))
    size=$(wc -c <"$work/big.csv")
    job "monthly sums of $((size / 1000000)) MB, for memory" <<END
lever $lever roll @/big.csv -t day -b team --period month --sum a,b
END
    rm -f "$work/big.csv"
}

sheets() {
    table wide.csv wide "$rows"
    [ -e "$work/sheet.csv" ] || head -n $((rows / 2 + 1)) "$work/wide.csv" | cut -d, -f3-12 >"$work/sheet.csv"
    job "a sheet of $((rows / 2)) rows and 10 columns" <<END
lever $lever book @/sheet.csv -o @/sheet.xlsx
bare $lxw @/sheet.csv @/bare.xlsx
xlsxwriter $python $here/sheet.py @/sheet.csv @/python.xlsx
END
}

formulas() {
    table wide.csv wide "$rows"
    job "a*2+b as a new column, $rows rows, written as CSV" <<END
lever $lever calc 'n = a*2+b' @/wide.csv >/dev/null
copy $lever calc @/wide.csv >/dev/null
mlr mlr --icsv --ocsv put '\$n = \$a*2+\$b' @/wide.csv >/dev/null
duckdb node $here/duckdb.cjs "copy (select *, a*2+b n from read_csv('@/wide.csv')) to '/dev/null' (format csv, header)"
END
}

links() {
    awk 'BEGIN { s = 1; for (j = 1; j <= 10; j++) h = h ",x" j ",y" j; print "t" h
        for (t = 1; t <= 104; t++) { printf "%d", t; for (j = 1; j <= 20; j++) { s = (s * 16807) % 2147483647
            v[j] = .5 * v[j] + s / 2147483647; printf ",%.6f", v[j] } print "" } }' >"$work/links.csv"
    job "100 links, lags 0..8, 9,999 resamples, 104 periods, no season" <<END
lever $lever test @/links.csv -t t -x x* -y y* --season none --resamples 9999
END
    job "the same on one link, beside R with 199 resamples (multiply R by 50)" <<END
lever $lever test @/links.csv -t t -x x1 -y y1 --season none --resamples 9999
Rscript Rscript $here/sieve.R @/links.csv 199
END
}

reports() {
    awk 'BEGIN { s = 1; for (j = 1; j <= 10; j++) h = h ",x" j ",y" j; print "t" h
        for (t = 0; t < 104; t++) { printf "%d-%02d", 2015 + int(t / 12), t % 12 + 1
            for (j = 1; j <= 20; j++) { s = (s * 16807) % 2147483647
                v[j] = .5 * v[j] + s / 2147483647; printf ",%.6f", v[j] } print "" } }' >"$work/monthly.csv"
    awk 'BEGIN { print "measure,role,agg,source,column,date,period"
        for (j = 1; j <= 10; j++) {
            print "x" j ",output,mean,monthly.csv,,t,month"; print "y" j ",outcome,mean,monthly.csv,,t,month" } }' >"$work/plan.csv"
    job "a report of 100 links, 104 months, its workbook of 205 sheets" <<END
lever $lever report -q @/plan.csv -o @/report.xlsx
END
}

for peer in lever duckdb data.table pandas mlr datamash xlsxwriter; do
    if [ $peer = lever ] || has $peer; then version_of $peer; fi
done
for name in ${JOBS:-correlations sums joins cleaning big formulas sheets links reports}; do
    $name
done
