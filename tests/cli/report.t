#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
desk=$TOP/samples/support-desk
SOURCE_DATE_EPOCH=1767225600
export SOURCE_DATE_EPOCH

check() { # NAME CONDITION...
    check_name=$1
    shift
    if "$@"; then pass "$check_name"; else fail "$check_name" "not so: $*"; fi
}

# The samples are what their generator makes, byte for byte.
mkdir made
LC_ALL=C awk -v dir=made -f "$desk/generate.awk"
for file in tickets calls weekly; do
    check "samples/support-desk/$file.csv is as generated" cmp -s made/$file.csv "$desk/$file.csv"
done

# The main job: the desk's verdicts are its truth.
t 'the support desk in one command' -q -- \
    lever report -q "$desk/plan.csv" --links "$desk/links.csv" -o desk.xlsx
cp .out verdicts.csv
check 'makes the workbook' test -s desk.xlsx
awk -F, '
    # no quoted cell stands before the columns looked at
    FNR == 1 { for (i = 1; i <= NF; i++) at[FILENAME, $i] = i; next }
    FILENAME == ARGV[1] { verdict[$1 "," $2] = $3; lag[$1 "," $2] = $4; effect[$1 "," $2] = $5
        next }
    {
        pair = $1 "," $2
        bad = ""
        if ($at[FILENAME, "verdict"] != verdict[pair])
            bad = "verdict " $at[FILENAME, "verdict"]
        else if (verdict[pair] == "moves" && $at[FILENAME, "lag"] != lag[pair])
            bad = "lag " $at[FILENAME, "lag"]
        else if (verdict[pair] == "moves" && ($at[FILENAME, "effect_low"] > effect[pair] ||
            $at[FILENAME, "effect_high"] < effect[pair]))
            bad = "interval " $at[FILENAME, "effect_low"] " " $at[FILENAME, "effect_high"]
        else if (verdict[pair] == "shared-trend" && !($at[FILENAME, "naive_p"] < .001))
            bad = "naive p " $at[FILENAME, "naive_p"]
        delete verdict[pair]
        print (bad ? "not ok" : "ok"), pair, bad
    }
    END { for (pair in verdict) print "not ok", pair, "is not among the verdicts" }' \
    "$desk/truth.csv" verdicts.csv >truth
while read -r line; do
    case $line in
    ok*) pass "is the truth: ${line#ok }" ;;
    *) fail "is the truth: ${line#not ok }" ;;
    esac
done <truth
check 'has a verdict on all six links' test "$(wc -l <truth)" -eq 6

# How the verdicts are printed; the workbook does not depend on it.
printed() {
    lever report -q "$desk/plan.csv" --links "$desk/links.csv" --out-delimiter ';' \
        --out-decimal , --bom -o printed.xlsx "$@"
}
t 'the verdicts for a spreadsheet of another locale' -q -- printed
cp .out printed.csv
t '... are the same verdicts' -q -O verdicts.csv -- sh -c \
    '"$LEVER" calc -d ";" --decimal , printed.csv'
t '... begin with a byte order mark' -m '^efbbbf' -- sh -c 'od -An -tx1 -N3 printed.csv | tr -d " "'
check '... and leave the workbook as it is' cmp desk.xlsx printed.xlsx
t '... with --assert, too' -s 3 -m '^.*output;outcome;' -- printed --resamples 99 --assert moves
t '... as --show says' -q -m '^lever calc --out-delimiter .;. --out-decimal , --bom --out "\$work"/printed' \
    -- printed --show

# What --show writes is what is done.
t '--show runs nothing' -q -m '^lever test ' -- \
    lever report "$desk/plan.csv" --links "$desk/links.csv" -o shown.xlsx --show --resamples 999
cp .out script
check '... and leaves no workbook' test ! -e shown.xlsx
cp -r "$desk" ours && chmod -R u+w ours
ln -s "ours/$(sed -n '2,$p' ours/plan.csv | cut -d, -f6 | head -n 1)" over.xlsx
t 'a workbook over one of its sources' -s 2 -o '' -e '--out: over.xlsx is read for the result' -- \
    lever report ours/plan.csv -o over.xlsx
lever report -q "$desk/plan.csv" --links "$desk/links.csv" -o done.xlsx --resamples 999 >done.csv
ln -s "$LEVER" lever
PATH=$work:$PATH sh script >shown.csv 2>shown.err
check '... and its script runs' test -s shown.csv
check '... and gives the same verdicts' cmp -s done.csv shown.csv
check '... and the same workbook' cmp -s done.xlsx shown.xlsx

# A small team of its own: monthly figures, a context measure, no links.
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    BEGIN { s = 7; print "month,made,won,price"
        for (t = 0; t < 60; t++) printf "%d-%02d,%d,%d,%d\n", 2020 + int(t / 12), t % 12 + 1,
            20 + 20 * u(), 100 + 50 * u(), 10 + 5 * u() }' >figures.csv
cat >plan.csv <<'EOF'
measure,role,better,agg,source,column,date,period
calls,output,up,sum,figures.csv,made,month,month
sales,outcome,up,sum,figures.csv,won,,
price,context,,mean,figures.csv,,,
later,outcome,up,sum,,,,
EOF
{ cat plan.csv; echo 'other,context,,mean,others.csv,,month,'; } >two.csv
cp figures.csv others.csv
t 'without links: outputs with outcomes, context taken out' -m '^calls,sales,.*,"?[^"]*price' \
    -e 'plan\.csv:5: "later" has no source and is left out' -- \
    lever report plan.csv --resamples 499
t 'says that no workbook was made' -e 'no workbook was made' -- \
    lever report plan.csv --resamples 499
t '--assert: status 3, with verdicts' -s 3 -m '^calls,sales,' -- \
    lever report plan.csv --resamples 499 --assert moves -o asserted.xlsx
check '... and a workbook' test -s asserted.xlsx
# Every option of report's is handed on to the filters that have it, and to no other; but for
# these, which are report's own, or the workbook's.
lever --list-options report | cut -f 2 | grep -vxE 'show|tables|treated-since|keep-alike|out|help|version' >handed
printf 'output,outcome\ncalls,sales\n' >pair.csv
while read -r option; do
    for filter in clean roll join test lint book; do
        [ "$filter $option" = 'lint assert' ] && continue # the verdicts' alone
        if lever --list-options "$filter" | cut -f 2 | grep -qx "$option"; then
            echo "$filter"
        fi
    done >want
    case $option in
    out-delimiter | out-decimal | bom | guard) echo calc >want ;; # only for what is printed
    events | unaffected | triggered) echo impact >want ;;         # which runs with events alone
    treated | schedule) echo compare >want ;;                    # which runs with these alone
    esac
    beside=''
    case $option in
    out-delimiter) value=';' ;;
    out-decimal) value=, beside='--out-delimiter ;' ;;
    ends) value=drop ;;
    events) value=events.csv ;;
    unaffected) value=sales beside='--events events.csv' ;;
    triggered) value='' beside='--events events.csv' ;;
    lags) value=1..3 ;;
    period) value=year ;;
    week) value=sunday ;;
    adjust) value=bh ;;
    set-aside) value='.*-aside.csv' ;; # a file of the folder each: the user's is put together at the end
    method) value=kendall ;;
    assert) value=reverse ;;
    progress) value=never ;;
    by | outputs | outcomes | context) value=calls ;;
    links) value=pair.csv ;;
    year-start) value=4 ;;
    max-unpacked) value=100000 ;;
    *) value=$(lever --list-options report |
        awk -F '\t' -v name="$option" '$2 == name && $3 != "flag" { print 100 }') ;;
    esac
    # shellcheck disable=SC2086 # a flag has no value
    lever report two.csv $beside "--$option" $value -o x.xlsx --show 2>/dev/null |
        sed "s/ --command '[^']*'//" | tr -d "'" | sed -n "s/^lever \([a-z]*\) .*--$option${value:+ $value} .*/\1/p" >got
    if [ -s want ]; then
        t "--$option goes to $(tr '\n' ' ' <want)" -O want -- awk '!seen[$0]++' got
    else
        fail "--$option goes nowhere"
    fi
done <handed
t 'a full disk shows as one, however much there is to print' -s 1 -e 'No space left' -- \
    sh -c '"$LEVER" report -q "$1" --resamples 99 >/dev/full' sh "$desk/plan.csv"
for wrong in '--period hour' '--season often' '--method nope' '--assert moved' '--lags 3..1'; do
    # shellcheck disable=SC2086 # words
    t "$wrong is refused before anything is run" -s "$([ "$wrong" = '--method nope' ] && echo 1 || echo 2)" \
        -o '' -e '^lever report: ' -- lever report plan.csv $wrong
done
t 'defaults are not' -m '^lever test --time period --plan plan.csv --working' -- \
    lever report plan.csv --show
t 'the lag profiles are among the tables of the workbook' \
    -m '^lever book .*/working\.csv "\$work"/lags\.csv ' -- lever report plan.csv --show -o a.xlsx
mkdir -p figures
cp figures.csv figures/figures.csv
sed '/^sales/s|figures.csv,won,|figures/figures.csv,won,month|' plan.csv >lagging.csv
t 'exports may be called alike' \
    -m '--out "\$work"/figures-cleaned-2\.csv .*figures/figures\.csv$' -- \
    lever report lagging.csv --show
t '... and is read as well' -m '^calls,sales,' -- lever report lagging.csv --resamples 499

# What bad input gets.
bad() { # NAME SED-SCRIPT STDERR-PATTERN: plan.csv changed so
    sed "$2" plan.csv >bad.csv
    echo old >kept.xlsx
    t "$1" -s 1 -o '' -e "$3" -- lever report bad.csv -o kept.xlsx --resamples 499
    check '... and the old workbook stands' test "$(cat kept.xlsx)" = old
}
bad 'a missing source' 's/^sales,\(.*\)figures/sales,\1figuers/' \
    '^lever report: bad\.csv:3: column "source": cannot read "figuers\.csv": No such file'
bad 'no such column, with the nearest' 's/,won,/,wom,/' 'figures\.csv.*"wom".*"won"'
bad 'no such column: where the plan names it, too' 's/,won,/,wom,/' \
    '^lever report: bad\.csv:3: column "column": figures\.csv: no column "wom"; did you mean "won"'
bad 'no such date column' 's/,month,month$/,mnth,month/' \
    '^lever report: bad\.csv:2: column "date": figures\.csv \(cleaned\): no column "mnth"; did you mean "month"'
bad 'dates that are written otherwise than it says' '1s/$/,date_format/; 2s/$/,%d.%m.%Y/; 3,$s/$/,/' \
    'figures\.csv:2: column "month": "2020-01" does not fit --date-format %d\.%m\.%Y'
bad 'no such entity' '1s/$/,by/; 2,4s/$/,"team"/; 5s/$/,/' \
    '^lever report: bad\.csv:2: column "by": figures\.csv \(cleaned\): no column "team"'
bad 'no such encoding' '1s/$/,encoding/; 2s/$/,klingon/; 3,$s/$/,/' \
    '^lever report: bad\.csv:2: column "encoding": no encoding known here: "klingon"'
bad 'a day that is none' '1s/$/,due/; 2,$s/$/,/; 3s/$/soon/' \
    '^lever report: bad\.csv:3: column "due": not a date or period .*: "soon"'
bad 'no date column' 's/,month,month$/,,month/' 'bad\.csv:2: column "date": is empty'
bad 'no aggregate' 's/,up,sum,figures.csv,won/,up,,figures.csv,won/' \
    'bad\.csv:3: column "agg": is empty'
bad 'a role that is none' 's/outcome/outcom/' 'bad\.csv:3: column "role": .*did you mean "outcome"'
bad 'a row too long' 's/^price.*/price,context,,,,,,,x/' 'bad\.csv:4: 9 fields, but the header has 8'
bad 'no outcome at all' '/outcome/d' 'bad\.csv: column "role": no measure is an outcome'
# All of them in one run, and nothing is cleaned before.
sed 's/outcome/outcom/; s/,sum,/,summ,/; s/^price.*/price,context,,,,,,,x/' plan.csv >faulty.csv
printf 'output,outcome,sign\ncalls,,upp\n' >faulty-links.csv
t 'every fault of the plan and the links is told' -s 1 -o '' -- \
    lever report faulty.csv --links faulty-links.csv
check '... in the order of the files' test "$(sed 's/: not .*//' .err)" = \
'lever report: faulty.csv:2: column "agg"
lever report: faulty.csv:3: column "role"
lever report: faulty.csv:3: column "agg"
lever report: faulty.csv:4: 9 fields, but the header has 8 (a "," within a cell stands in quotes)
lever report: faulty.csv:5: column "role"
lever report: faulty.csv:5: column "agg"
lever report: faulty-links.csv:2: column "outcome": is empty: a measure is wanted
lever report: faulty-links.csv:2: column "sign"'
check '... each with its nearest word' test "$(grep -c 'did you mean "\(sum\|outcome\|up\)"' .err)" = 6
sed '2s/,month,month/,,month/; 3s/,sum,/,,/; s/figures/figuers/' plan.csv >unready.csv
t 'so is all that a report lacks' -s 1 -o '' -- lever report unready.csv -q
check '... and a source that is not there only once' \
    test "$(sed 's/: is empty.*//; s/: No such.*//' .err)" = \
'lever report: unready.csv:2: column "source": cannot read "figuers.csv"
lever report: unready.csv:2: column "date"
lever report: unready.csv:3: column "agg"'
for filter in 'test figures.csv -x made -y won' 'roll figures.csv --sum made' 'corr figures.csv'; do
    # shellcheck disable=SC2086 # words
    t "and by lever ${filter%% *}" -s 1 -o '' -e ':3: column "role": not a role: "outcom"' -- \
        lever $filter --plan faulty.csv
    check '... which goes on after the first' test "$(wc -l <.err)" -eq 6
done
sed 's/^2021-03,\([^,]*\),.*/2021-03,\1,many,12/' figures.csv >text.csv
bad 'text in a number column names the source, line and value' 's/figures/text/' \
    'text\.csv:16: column "won": .*"many"'
# Messages name what the user knows, not the files in between.
t 'a column that is none, of the rolled table' -s 1 -o '' \
    -e '^lever test: figures\.csv \(rolled\): no column "cals"; did you mean "calls"' -- \
    lever report plan.csv -x cals
printf 'week,won\n' >weeks.csv
awk 'BEGIN { for (i = 1; i <= 52; i++) printf "2020-W%02d,%d\n", i, i * 7 % 11 }' >>weeks.csv
cat >uneven.csv <<'EOF'
measure,role,agg,source,column,date
calls,output,sum,figures.csv,made,month
sales,outcome,sum,weeks.csv,won,week
EOF
t 'sources of different periods' -s 1 -o '' \
    -e '^lever join: figures\.csv \(rolled\): .*holds months, but weeks\.csv \(rolled\) holds weeks' -- \
    lever report uneven.csv --resamples 99
t '... are joined with --spread' -m '^calls,sales,' \
    -e '^lever join: figures\.csv \(rolled\): the values of a month stand on each week' -- \
    lever report uneven.csv --resamples 99 --spread
# A count whose source has no row where nothing happened; the mean beside it stays not known.
awk 'BEGIN { print "month,reads"; for (t = 0; t < 60; t++) if (t % 3 || t == 0 || t > 57)
    printf "%d-%02d,%d\n", 2020 + int(t / 12), t % 12 + 1, t * 7 % 11 }' >letters.csv
cat >sent.csv <<'EOF'
measure,role,agg,source,column,date
letters,output,count,letters.csv,,month
reads,context,mean,letters.csv,reads,month
sales,outcome,sum,figures.csv,won,month
EOF
t 'a count with gaps: the note says what a gap may be' \
    -m '^letters,sales,unusable,.*of letters is missing.*if a month without rows counts as 0, say so in the plan.s column fill or by --fill 0' -- \
    lever report sent.csv --resamples 99
sed '/^reads/d; 1s/$/,fill/; 2s/$/,0/; /^sales/s/$/,/' sent.csv >filled.csv
t '... and the plan may say it' -m '^letters,sales,(cannot-tell|moves|shared-trend|moves-together|moves-against),' -- \
    lever report filled.csv --resamples 99
sed '1s/$/,fill/; 2s/$/,0/; 3,4s/$/,/' sent.csv >filled.csv
t '... of one measure of a source' \
    -m '^lever roll .*--fill 0 .*--count letters --out "\$work"/letters-rolled\.csv|^lever roll .*--fill 0 --count letters' -- \
    lever report filled.csv --show
t '... and not of the other' -o 1 -- sh -c '"$LEVER" report filled.csv --show | grep -c -e --fill'
mkdir deep
cp plan.csv figures.csv deep
t 'a file of another folder is called as it was' -s 1 -o '' \
    -e '^lever test: deep/figures\.csv \(rolled\): no column "cals"' -- \
    lever report deep/plan.csv -x cals
LC_ALL=C awk 'NR == 1 { sub("made", "m\344de") } { print }' figures.csv >latin.csv
sed 's/figures/latin/; s/,made,/,m\xc3\xa4de,/; 1s/$/,encoding/; 2s/$/,latin1/; 3,$s/$/,/' \
    plan.csv >encoded.csv
t 'a source in another encoding, said in the plan' -m '^calls,sales,' -- \
    lever report -q encoded.csv --resamples 99
t '... or on the command line' -m '^lever clean .*--encoding cp1252 ' -- \
    lever report encoded.csv --encoding cp1252 --show
printf 'output,outcome\ncalls,later\n' >links.csv
t 'a link to a measure without a source' -s 1 -o '' \
    -e 'plan\.csv:5: column "source": is empty, but links\.csv names "later"' -- \
    lever report plan.csv --links links.csv
printf 'output,outcome\ncalls,profit\n' >links.csv
t 'a link to no measure' -s 1 -o '' -e 'links\.csv:2: column "outcome": "profit" is no measure' -- \
    lever report plan.csv --links links.csv
t 'a plan that is not there' -s 1 -o '' -e 'nowhere\.csv' -- lever report nowhere.csv
t 'a plan on standard input' -s 2 -o '' -e 'name a file' -- lever report -
t 'no plan' -s 2 -o '' -e 'PLAN' -- lever report
t 'a workbook on standard output' -s 2 -o '' -e 'workbook to a file' -- \
    lever report plan.csv -o -
if [ -c /dev/full ]; then
    full() { lever report -q plan.csv --resamples 499 >/dev/full; }
    t 'a full disk' -s 1 -e 'No space left' -- full
    t 'a full disk for the workbook: no verdicts either' -s 1 -o '' -e 'No space left' -- \
        lever report -q plan.csv --resamples 499 -o /dev/full
else
    skip 'a full disk' 'there is no /dev/full'
fi

# Nothing is left behind in the folder for temporary files.
mkdir tmp
TMPDIR=$work/tmp lever report -q plan.csv --resamples 499 >/dev/null
TMPDIR=$work/tmp lever report -q bad.csv --resamples 499 >/dev/null 2>&1
check 'no temporary files are left' test -z "$(ls tmp)"

# Published figures: television advertising and insurance quotes.
lever report -q "$TOP/samples/insurance/plan.csv" --links "$TOP/samples/insurance/links.csv" \
    --resamples 999 >insurance.csv
check 'insurance: moves together, and less than the plain slope says' \
    awk -F, 'NR == 2 { exit !($3 == "moves-together" && $5 == 0 && $6 < 1.5 &&
        $14 > 1.69343 && $14 < 1.69344) }' insurance.csv


# ---- what a plan may say ----

awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    BEGIN { s = 11; print "opened,prio,a,b,won"; for (t = 0; t < 60; t++) for (k = 0; k < 12; k++)
        printf "%d-%02d-%02d,P%d,%d,%d,%d\n", 2020 + int(t / 12), t % 12 + 1, 1 + k * 2 + (k == 11) * 5,
            1 + int(3 * u()), 10 * u(), 20 * u(), u() < .4 }' >rows.csv
cat >says.csv <<'EOF'
measure,role,agg,source,column,date,period,where,formula
urgent,output,count,rows.csv,,opened,month,"prio=""P1""",
extra,output,sum,rows.csv,,,,,b-a
made,context,count,rows.csv,,,,,
won,outcome,sum,rows.csv,,,,,
share,outcome,,,,,,,100*won/urgent
EOF
t 'rows are chosen and formulas worked out' -m '^extra,share,' \
    -e 'rows\.csv \(cleaned\): [0-9]* of 720 rows left out: prio="P1" is not true of them' -- \
    lever report says.csv --resamples 99
t 'a link whose output stands in its outcome'\''s formula' \
    -m '^urgent,share,unusable,.*urgent stands in the formula of share, so the two go together' -- \
    lever report says.csv --resamples 99 -q
says() { # NAME SED PATTERN
    sed "$2" says.csv >said.csv
    t "$1" -s "${4:-1}" -o '' -e "$3" -- lever report said.csv --resamples 99
}
says 'a where that is no formula: the place' 's/P1""/P1/' \
    '^lever report: said\.csv:2: column "where": the text is never closed'
check '... is shown' grep -q '^  *prio="P1$' .err
check '... with a caret' grep -q '^  *^$' .err
says 'a column in where that is none: the nearest' 's/prio/pro/' \
    '^lever report: said\.csv:2: column "where": .*no column "pro"; did you mean "prio"'
says 'a column in a formula that is none: the nearest' 's/b-a/b-wonn/' \
    '^lever report: said\.csv:3: column "formula": .*no column "wonn"; did you mean "won"'
says 'a formula over measures that names itself' 's,won/urgent,won/share,' \
    '^lever report: said\.csv:6: column "formula": needs "share" itself'
says 'a formula over what is no measure' 's,won/urgent,wom/urgent,' \
    '^lever report: said\.csv:6: column "formula": "wom" is no measure of this plan; did you mean "won"'
says 'a where that is true of nothing' 's/P1/P9/' 'no row is left: prio="P9" is true of none of 720'

# Coarser measures are repeated where the plan says so, and outcomes never.
awk 'BEGIN { print "quarter,score"; for (q = 0; q < 20; q++)
    printf "%d-Q%d,%d\n", 2020 + int(q / 4), q % 4 + 1, 50 + q * 7 % 11 }' >scores.csv
spread() { # ROLE SPREAD
    sed '1s/$/,spread/; 2,$s/$/,/' says.csv
    echo "score,$1,mean,scores.csv,,quarter,,,,$2"
}
spread context yes >spread.csv
t 'a coarser measure is spread' -m '^urgent,won,.*,"?[^"]*score' \
    -e 'the values of a quarter stand on each month in it' -- \
    lever report spread.csv --resamples 99
spread context '' >spread.csv
t '... and is not where the plan does not say so' -s 1 -o '' -e 'scores\.csv' -- \
    lever report spread.csv --resamples 99
spread outcome yes >spread.csv
t '... and an outcome is not' -s 1 -o '' \
    -e '^lever report: spread\.csv:7: column "spread": "score" is an outcome' -- \
    lever report spread.csv
spread context yes | sed 's/,opened,month,/,opened,,/' >spread.csv
t '... nor anything in a report of no said period' -s 1 -o '' \
    -e 'spread\.csv:7: column "spread": on which periods. Say the report' -- lever report spread.csv
sed '1s/$/,week/; 2s/month/week/; 2s/$/,monday/; 3s/$/,sunday/; 4,$s/$/,/' says.csv >weeks.csv
t 'two weeks in one plan' -s 1 -o '' \
    -e 'weeks\.csv:3: column "week": "sunday" differs from "monday" on line 2' -- lever report weeks.csv

# Context that is nobody's own stands at every entity.
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    BEGIN { s = 3; print "month,team,made,won"; for (t = 0; t < 40; t++) for (k = 1; k < 6; k++)
        printf "%d-%02d,team %d,%d,%d\n", 2020 + int(t / 12), t % 12 + 1, k, 20 * u(), 50 * u() }' >teams.csv
awk 'BEGIN { print "month,price"; for (t = 0; t < 40; t++)
    printf "%d-%02d,%d\n", 2020 + int(t / 12), t % 12 + 1, 50 + t * 7 % 11 }' >price.csv
cat >panel.csv <<'EOF'
measure,role,agg,source,date,by,period
price,context,mean,price.csv,month,,month
made,output,sum,teams.csv,month,team,
won,outcome,sum,teams.csv,,team,
EOF
t 'context without by stands at every entity' -m '^made,won,' \
    -e 'has none of the columns team: its rows stand at every entity' -- \
    lever report panel.csv --resamples 99
sed 's/context/output/' panel.csv >mixed.csv
t '... and nothing else does' -s 1 -o '' \
    -e 'mixed\.csv:2: column "by": "" differs from "team" on line 3: .*only context may be' -- \
    lever report mixed.csv

# Totals and zones as the plan has them.
sed '1s/$/,totals,tz/; 2s/$/,drop,UTC/; 3,$s/$/,,/' says.csv >zones.csv
t 'totals and zones of a source' -q -m '^lever clean .*--drop-totals .*rows\.csv$' -- \
    lever report zones.csv --show
check '... go to the filters that have them' grep -q '^lever roll .*--tz UTC' .out
t '... unless the command line says otherwise' -q -m '^lever roll .*--tz written' -- \
    lever report zones.csv --show --tz written --keep-totals
check '... of both' test "$(grep -c 'drop-totals\|tz UTC' .out)" = 0

# A plan as a spreadsheet writes it gives what the plain one gives.
printf 'output;outcome;min_effect\r\nextra;won;0,5\r\nurgent;won\r\n' >wide-links.csv
printf 'output,outcome,min_effect\nextra,won,0.5\nurgent,won,\n' >plain-links.csv
sed 's/,/;/g; s/;*$//; s/$/\r/' says.csv | iconv -f UTF-8 -t UTF-16 >wide.csv
lever report says.csv --links plain-links.csv --resamples 99 -q >want
t 'a plan as a spreadsheet writes it' -O want \
    -e 'wide\.csv: read in UTF-16LE, divided by semicolons, short rows filled up' -- \
    lever report wide.csv --links wide-links.csv --resamples 99 -o wide.xlsx
check '... which is said once' test "$(grep -c 'wide\.csv: read' .err)" = 1
check '... and makes a workbook' test -s wide.xlsx
t '... that anybody can make again' -q \
    -m '^lever clean .*--encoding UTF-16LE .*"\$work"/plan\.csv wide\.csv' -- \
    lever report wide.csv --links wide-links.csv --resamples 99 -o wide.xlsx --show

# Who a row is about may be called otherwise in another source, and be written otherwise.
awk -F, -v OFS=, 'NR > 1 { $2 = toupper($2) } { print $1, $2, $4 }' teams.csv | sed '1s/team/Squad name/' >squads.csv
cat >named.csv <<'EOF'
measure,role,agg,source,date,by,period
made,output,sum,teams.csv,month,team,month
won,outcome,sum,squads.csv,,"team=LOWER('Squad name')",
EOF
sed 's/squads/teams/; s/"team=.*"/team/' named.csv >plainly.csv
sed -i 's/^won,outcome,sum,squads.csv,,/won,outcome,sum,squads.csv,month,/' named.csv
lever report plainly.csv --resamples 99 -q >want
t 'entities are mapped by the plan' -q -O want -- lever report named.csv --resamples 99 -q
sed 's/Squad name/Squad nam/' named.csv >said.csv
t '... of columns that are there' -s 1 -o '' \
    -e '^lever report: said\.csv:3: column "by": .*no column "Squad nam"; did you mean "Squad name"' -- \
    lever report said.csv --resamples 99
sed "s/LOWER('Squad name')/LOWER(/" named.csv >said.csv
t '... by a formula that is one' -s 1 -o '' -e '^lever report: said\.csv:3: column "by": it ends where' -- \
    lever report said.csv
sed 's/LOWER(.*)/'"'Squad name'"'/' named.csv >said.csv
t 'entities that differ only in case are asked about' -s 1 -o '' \
    -e '"team 1" and "TEAM 1" differ only in case: if they are one, LOWER\(team\)' -- \
    lever report said.csv --resamples 99
t '... and two where the user says so' -e 'no row meets one of' -m '^made,won,unusable,' -- \
    lever report said.csv --resamples 99 --keep-alike -q
awk -F, -v OFS=, 'NR > 20 { $2 = "Team 1" } { print }' teams.csv >mixed-teams.csv
sed 's/teams/mixed-teams/' plainly.csv >said.csv
t '... within one source too' -s 1 -o '' -e '"team [0-9]" and "Team [0-9]" differ only in case' -- \
    lever report said.csv --resamples 99

# ---- every table as CSV ----

lever report plainly.csv --resamples 99 -q --tables tables >out
t 'the tables of --tables are those of the report' -O out -- cat tables/verdicts.csv
t '... all of them' -o 'data.csv
lags.csv
lint.csv
verdicts.csv
working.csv' -- ls tables
t '... which other filters can read' -O out -- \
    lever test -t period -b team -p plainly.csv --resamples 99 -q tables/data.csv
lever report plainly.csv --resamples 99 -q --tables shown --show >commands
check '... and the commands that are shown write them' env "PATH=$work:$PATH" sh commands
t '... to the byte' -o '' -- diff -r tables shown
t 'a folder is needed for them' -s 1 -o '' \
    -e '^lever report: plainly.csv: this is a file, but a folder is needed here' -- \
    lever report plainly.csv --resamples 99 --tables plainly.csv
t '... that can be made' -s 1 -o '' -e 'absent/deep: .*[Nn]o such file' -- \
    lever report plainly.csv --resamples 99 --tables absent/deep
mkdir own
cp teams.csv own/data.csv
sed 's/teams.csv/data.csv/' plainly.csv >own/plan.csv
t 'no table replaces a source' -s 2 -o '' -e '^lever report: --tables: own/data.csv is read' -- \
    lever report own/plan.csv --resamples 99 --tables own
t '... and it is whole' -o '' -- diff teams.csv own/data.csv

# ---- on a terminal ----

if command -v script >/dev/null; then
    screen() { script -qec "stty cols 80; '$LEVER' report plainly.csv --resamples 99 -q $*" /dev/null | tr -d '\r'; }
    t 'a terminal gets what view shows' -m '^made' -- screen
    t '... in no more than its columns' -o '' -- sh -c 'sed "s/$(printf "\033")\[[0-9;]*m//g" |
        awk "length > 80"' <.out
    t '... and CSV where it is asked for' -m '^output;outcome;verdict' -- screen --out-delimiter "';'"
    t '... or in the commands that are shown' -m '^cat ' -- screen --show
else
    skip 'a terminal gets what view shows' 'script is not installed'
fi

# ---- the way out, in the words of a plan ----

printf 'day,n\n2024-01-05T10:00Z,1\n2024-01-06T10:00Z,2\n' >zoned.csv
printf 'day;n\n2024-01-05;1\n2024-01-06;3\nTotal;4\n' >totals.csv
printf 'day,n\nJan-22,1\nFeb-22,2\n' >monthly.csv
printf 'day,n\n2024-01-05,1\n2024-01-06,2\n\nteam,size\nA,3\nB,4\n' >two.csv
ways() { # FILE: a plan of this source
    printf '%s\n' measure,role,agg,source,column,date,period \
        "a,output,sum,$1,n,day,week" "b,outcome,mean,$1,n,day," >ways.csv
    lever report -q ways.csv
}
t 'an option that a command asks for is a column of the plan' -s 1 -o '' \
    -e '^lever report: ways.csv: in a plan the column "tz" says so$' -- ways zoned.csv
t '... such as totals' -s 1 -o '' \
    -e '^lever report: ways.csv: in a plan the column "totals" says so$' -- ways totals.csv
t '... date_format' -s 1 -o '' \
    -e '^lever report: ways.csv: in a plan the column "date_format" says so$' -- ways monthly.csv
printf 'day,n\n2024-01-05,00:43\n2024-01-06,27:05\n' >hours.csv
t '... and formula, where times are to be numbers' -s 1 -o '' \
    -e '^lever report: ways.csv: in a plan the column "formula" says so$' -- ways hours.csv
sed 's/Jan-22/2024-01/; s/Feb-22/2024-02/' monthly.csv >coarse-way.csv
t '... and spread, of a month in weeks' -s 1 -o '' \
    -e '^lever report: ways.csv: in a plan the column "spread" says so$' -- ways coarse-way.csv
t '... and table' -s 1 -o '' \
    -e '^lever report: ways.csv: in a plan the column "table" says so' -- ways two.csv
printf 'sep=,\n2024-01-05,1\n2024-01-06,2\n' >headless.csv
t 'where there is no column the file is cleaned beforehand' -s 1 -o '' \
    -e '^lever report: ways.csv: a plan has no column for --header-line: clean the file with it' -- \
    ways headless.csv
lever clean two.csv >out 2>alone
ways absent.csv >out 2>>alone
t '... and clean by itself, or an error without options, needs none of this' -o 2 -- \
    awk '/another table|absent/ { n++ } /in a plan|a plan has/ { n = -9 } END { print n + 0 }' alone

finish
