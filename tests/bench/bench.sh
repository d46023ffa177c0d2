#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make bench: lever beside its peers on the same files, in turn, in one run.
#
# Every job is run RUNS times (5), its commands one after the other within each
# round, because the machine's speed drifts; what is printed are medians, and the
# ratio to lever's. Whole processes are timed, start-up included. `cpu s` counts all
# threads, and is the steadier figure where the machine has other work, which the
# load printed under each job tells. A peer that is not installed is left out. DuckDB
# and Polars are found through NODE_PATH:
#
#   npm install --prefix DIR @duckdb/node-api nodejs-polars
#   NODE_PATH=DIR/node_modules make bench
#
# Node before 22 has to be told of nodejs-polars-linux-x64-gnu, too.
#
# JOBS="correlations sums" runs only those; ROWS scales the files (2,000,000).
#
# The job `dirty` (580 MB at that) reads an export as a European system writes it:
# preamble, decimal comma, points between thousands, dd.mm.yyyy, a row of totals. lever
# is told only to drop that row, its peers are told everything. All tables are first
# held against each other by export_facts.awk; one that differs ends the run. lever
# writes plain CSV to /dev/null: beside peers that do so too, then beside peers that only
# read the table into memory.
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
    polars) node -e "require('nodejs-polars')" 2>/dev/null ;;
    duckdb-excel) has duckdb && node "$here/duckdb.cjs" "load excel" >/dev/null 2>&1 ;;
    pandas | xlsxwriter | openpyxl) "$python" -c "import $1" 2>/dev/null ;;
    copy | roll | gz) ;; # lever itself
    bare) [ -n "$lxw" ] ;;
    *) command -v "$1" >/dev/null ;;
    esac
}

version_of() {
    case $1 in
    lever) "$lever" --version ;;
    duckdb) echo "DuckDB $(node "$here/duckdb.cjs" --version)" ;;
    polars) echo "Polars for Node $(node "$here/export.cjs" --version)" ;;
    data.table) Rscript -e 'cat(R.version.string, "data.table", as.character(packageVersion("data.table")), "\n")' ;;
    pandas) "$python" -c 'import pandas; print("pandas", pandas.__version__)' ;;
    openpyxl) "$python" -c 'import openpyxl; print("openpyxl", openpyxl.__version__)' ;;
    xlsx2csv) echo "xlsx2csv $(xlsx2csv --version 2>&1)" ;;
    xlsxwriter) "$python" -c 'import xlsxwriter; print("XlsxWriter", xlsxwriter.__version__)' ;;
    mlr | datamash) "$1" --version | head -n 1 ;;
    *) echo "$1" ;;
    esac
}

table() { [ -e "$work/$1" ] || "$tools/table" "$2" "$3" >"$work/$1"; }

load() { cut -d ' ' -f 1 /proc/loadavg 2>/dev/null || echo '?'; }

# job TITLE, then "peer command" lines on standard input; @ is the work folder.
job() {
    sed "s|@|$work|g" >"$work/.job"
    : >"$work/.times"
    : >"$work/.shown"
    before=$(load)
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
        { n[$1]++; t[$1, n[$1]] = $2; cpu[$1, n[$1]] = $4; if ($3 > m[$1]) m[$1] = $3; if (n[$1] == 1) order[++k] = $1 }
        function median(t, p,   i, j, x) {
            for (i = 2; i <= n[p]; i++)
                for (j = i; j > 1 && t[p, j] < t[p, j-1]; j--) { x = t[p, j]; t[p, j] = t[p, j-1]; t[p, j-1] = x }
            return n[p] % 2 ? t[p, (n[p] + 1) / 2] : (t[p, n[p] / 2] + t[p, n[p] / 2 + 1]) / 2
        }
        END {
            if (!("lever" in n)) exit 1
            base = median(t, "lever")
            printf "  %-11s %10s %10s %10s %10s\n", "", "median s", "x lever", "cpu s", "MiB"
            for (i = 1; i <= k; i++) {
                p = order[i]
                printf "  %-11s %10.3f %10.2f %10.3f %10d\n", p, median(t, p), median(t, p) / base, median(cpu, p), m[p]
            }
        }' "$work/.times"
    printf '  load %s before, %s after\n' "$before" "$(load)"
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

# The commands of `dirty`; @/out gets the table as plain CSV.
export_readers() {
    cat <<END
lever $lever clean -q --drop-totals @/export.csv -o @/out
duckdb node $here/duckdb.cjs "copy (from $1) to '@/out' (format csv, header)"
polars node $here/export.cjs @/export.csv @/out
pandas $python $here/export.py @/export.csv @/out
END
}

# Whether all tables are the same: rows, days, every column's sum and empty cells.
same_tables() {
    sed "s|@|$work|g" >"$work/.readers"
    while read -r peer command; do
        [ "$peer" = lever ] || has "$peer" || continue
        sh -c "$command" >"$work/.said" 2>&1 </dev/null || { sed "s/^/  $peer: /" "$work/.said" >&2; return 1; }
        awk -f "$here/export_facts.awk" "$work/out" >"$work/.facts.$peer"
        rm "$work/out"
        cmp -s "$work/.facts.lever" "$work/.facts.$peer" || {
            echo "  $peer: another table than lever's:" >&2
            diff "$work/.facts.lever" "$work/.facts.$peer" >&2
            return 1
        }
    done <"$work/.readers"
}

dirty() {
    table export.csv export $((rows * 7 / 2))
    size=$(wc -c <"$work/export.csv")
    # Of DuckDB's ways the fastest: the row of totals is no date, so it is left out as an error.
    amounts=$(for name in Umsatz Kosten Rabatt Steuer Fracht; do printf '%s: DOUBLE, ' $name; done)
    source="read_csv('@/export.csv', auto_detect=false, delim=';', skip=3, header=true, decimal_separator=',', thousands='.', dateformat='%d.%m.%Y', ignore_errors=true, columns={Datum: DATE, Filiale: VARCHAR, ${amounts}Belege: BIGINT})"
    export_readers "$source" | same_tables || return
    title="a dirty export of $((size / 1000000)) MB"
    export_readers "$source" | sed "s|-o @/out||; s|@/out|/dev/null|" >"$work/.written"
    job "$title, written as plain CSV" <"$work/.written"
    job "$title, by the peers read into memory only" <<END
lever $lever clean -q --drop-totals @/export.csv
duckdb node $here/duckdb.cjs "create temp table t as from $source"
polars node $here/export.cjs @/export.csv
pandas $python $here/export.py @/export.csv
END
    sed 's/^/  the table: /' "$work/.facts.lever" | sed -n 2p
    rm -f "$work/export.csv"
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

# A workbook read as CSV; `roll` is lever, too, without the copy that clean makes of it. DuckDB reads
# workbooks by an extension that it fetches by itself: install excel.
workbooks() {
    "$tools/workbook" "$work/book.xlsx" $((rows / 2))
    "$lever" clean -q "$work/book.xlsx" >"$work/book.csv"
    gzip -k "$work/book.csv"
    job "a workbook of $((rows / 2)) rows and 10 columns, $(wc -c <"$work/book.xlsx") bytes, as CSV" <<END
lever $lever clean -q @/book.xlsx >/dev/null
roll $lever roll -q @/book.xlsx -t date -b team --period month --sum calls,revenue
openpyxl $python $here/sheet_read.py @/book.xlsx >/dev/null
xlsx2csv xlsx2csv @/book.xlsx /dev/null
duckdb-excel node $here/duckdb.cjs "load excel; copy (select * from read_xlsx('@/book.xlsx')) to '/dev/null' (format csv, header)"
END
    job "the same table as CSV, $(wc -c <"$work/book.csv") bytes, packed and plain, rolled" <<END
lever $lever roll -q @/book.csv -t date -b team --period month --sum calls,revenue
gz $lever roll -q @/book.csv.gz -t date -b team --period month --sum calls,revenue
END
}

for peer in lever duckdb data.table pandas polars mlr datamash xlsxwriter openpyxl xlsx2csv; do
    if [ $peer = lever ] || has $peer; then version_of $peer; fi
done
for name in ${JOBS:-correlations sums joins cleaning dirty big formulas sheets workbooks links reports}; do
    $name
done
