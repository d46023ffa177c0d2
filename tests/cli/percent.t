#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# One scale from the cell to the sentence: what is in percent stays so, and no currency is another.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
SOURCE_DATE_EPOCH=1767225600
export SOURCE_DATE_EPOCH

same() { # NAME FILE FILE
    if cmp -s "$2" "$3"; then pass "$1"; else fail "$1" "$(diff "$2" "$3" | head)"; fi
}

# ---- clean by itself ----

printf 'week,churn,rate\n2024-W01,4.81 %%,0.5\n2024-W02,5%%,0.25\n2024-W03,0,1\n2024-W04,(1.5 %%),0\n' >p.csv
t 'percentages become fractions' -e 'percentages made fractions: 3$' -o 'week,churn,rate
2024-W01,0.0481,0.5
2024-W02,0.05,0.25
2024-W03,0,1
2024-W04,-0.015,0' -- lever clean p.csv
t '--percent: they stay in percent' -e 'percent signs taken off: 3$' -o 'week,churn,rate
2024-W01,4.81,0.5
2024-W02,5,0.25
2024-W03,0,1
2024-W04,-1.5,0' -- lever clean --percent churn p.csv
cp .out stays
for unit in % percent Percent 'per cent' pct 'percentage points'; do
    t "so they do under the unit $unit" -O stays -- lever clean -q --unit "churn=$unit" p.csv
done
t 'a column by its letter, and twice said' -O stays -- lever clean -q --percent B,C --unit B=% p.csv
t 'the log tells which it was' -o 'p.csv,2,churn,percent-sign,4.81 %,4.81' -- sh -c \
    '"$LEVER" clean -q --percent churn --log /dev/stdout -o /dev/null p.csv | sed -n 2p'
printf 'rate\n"4,81 %%"\n"1.004,5 %%"\n"12 %%"\n' >comma.csv
t 'decimal commas, groups, no decimals' -q -o 'rate
4.81
1004.5
12' -- lever clean -q --percent rate comma.csv
printf 'rate\n4.8 %%\n3.9\n' >mixed.csv
t 'a sign in some cells alone is refused' -s 1 -o '' \
    -e '^lever clean: mixed.csv:3: column "rate": "3.9" has no percent sign, others have one: add' -- \
    lever clean -q --percent rate mixed.csv
t 'no such column: the nearest' -s 1 -o '' -e 'no column "chrun"; did you mean "churn"' -- \
    lever clean -q --percent chrun p.csv
t 'a column in percent is one of numbers' -s 1 -o '' -e 'column "week": "2024-W01" is not a number' -- \
    lever clean -q --percent week p.csv
t '... and not of text' -s 2 -o '' -e '"churn" is stated to be two things' -- \
    lever clean -q --percent churn --text churn p.csv
for item in churn =% churn=; do
    t "--unit $item is none" -s 2 -o '' -e '--unit .*: a column and its unit are wanted' -- \
        lever clean -q --unit "$item" p.csv
done
t 'a sign under another unit is refused' -s 1 -o '' \
    -e '^lever clean: p.csv:2: column "churn": "4.81 %" has a percent sign, but the unit is "points"' -- \
    lever clean -q --unit churn=points p.csv
t 'the unit % where all could be fractions is asked about' -s 1 -o '' \
    -e '^lever clean: p.csv:2: column "rate": "0.5" has the unit %.* percent or fractions\?.*"percent"' -- \
    lever clean -q --unit rate=% p.csv
t '... a word is taken at its word' -q -m '^2024-W01,0.0481,0.5$' -- \
    lever clean -q --unit rate=percent p.csv
for values in '.5 -.25' '1 0' '1.000 0.2' '1e-3 2e-2' '0.2 -1'; do
    # shellcheck disable=SC2086
    printf 'rate\n%s\n%s\n' $values >asked.csv
    t "... of $values too" -s 1 -o '' -e 'percent or fractions' -- lever clean -q --unit rate=% asked.csv
done
for values in '.5 1.25' '0 0' '0.5% 0.2%' '1e3 0.5' '-2 .5' '0.5 10'; do
    # shellcheck disable=SC2086
    printf 'rate\n%s\n%s\n' $values >asked.csv
    t "... of $values not" -q -m '^rate$' -- lever clean -q --unit rate=% asked.csv
done

# ---- currencies ----

currency() { # RIGHT|WRONG UNIT CELL
    printf 'week,spent\n1,"%s"\n' "$3" >money.csv
    if [ "$1" = RIGHT ]; then
        t "$3 in $2" -q -m '^1,5' -- lever clean -q --unit "spent=$2" money.csv
    else
        t "$3 is not in $2" -s 1 -o '' \
            -e '^lever clean: money.csv:2: column "spent": ".*" has a currency that is not the unit' -- \
            lever clean -q --unit "spent=$2" money.csv
    fi
}
while read -r verdict unit cell; do
    currency "$verdict" "$unit" "$cell"
done <<'END'
RIGHT EUR 5 €
RIGHT € 5 EUR
RIGHT eur € 5.00
RIGHT euros 5 €
RIGHT EUR/month 5 €
RIGHT k€ 5 EUR
RIGHT TEUR 5 €
RIGHT (EUR) € 5
RIGHT USD $5
RIGHT $ 5 USD
RIGHT dollars US$ 5
RIGHT CAD $5
RIGHT AUD $5
RIGHT SEK 5 kr
RIGHT CNY ¥5
RIGHT £ 5 GBP
RIGHT CHF 5.-
RIGHT minutes 5
WRONG EUR $5
WRONG EUR £5
WRONG € 5 CHF
WRONG USD 5 €
WRONG CAD US$ 5
WRONG CAD 5 USD
WRONG GBP $5
WRONG minutes $5
WRONG % 5 €
WRONG EUR/month $5
WRONG SEK 5 DKK
END
printf 'spent\n$5\n7 \342\202\254\n' >money.csv
t 'two currencies in a column are refused' -s 1 -o '' -e 'money.csv:3: .* is in another currency' -- \
    lever clean -q --number spent money.csv
t '... which is no matter of the unit' -s 1 -o '' -e 'money.csv:3: .* is in another currency' -- \
    lever clean -q --unit spent=USD money.csv

# ---- from end to end ----

# A call is worth .11 points two weeks later.
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    BEGIN {
        s = 4711
        print "week,calls" >"calls.csv"
        print "week;rate" >"comma.csv"
        print "week,rate" >"sign.csv"
        print "week,rate" >"bare.csv"
        print "week,rate" >"fraction.csv"
        for (t = 1; t <= 90; t++) {
            calls[t] = int(20 + 12 * u())
            rate = sprintf("%.2f", (t > 2 ? .11 * calls[t - 2] : 2.7) + 1.2 + (u() - .5) * .3)
            week = sprintf("%d-W%02d", 2023 + int((t - 1) / 52), (t - 1) % 52 + 1)
            print week "," calls[t] >"calls.csv"
            comma = rate
            sub(/\./, ",", comma)
            print week ";" comma " %" >"comma.csv"
            print week "," rate "%" >"sign.csv"
            print week "," rate >"bare.csv"
            print week "," rate / 100 >"fraction.csv"
        }
    }'
plan() { # FILE UNIT
    printf '%s\n' measure,role,better,unit,agg,source,date,period,baseline,target \
        calls,output,up,,sum,calls.csv,week,week,, "rate,outcome,up,$2,mean,$1.csv,week,,4,5" \
        >"$1-plan.csv"
}
printf 'output,outcome,min_effect\ncalls,rate,.05\n' >links.csv
for file in comma sign bare; do
    plan $file %
    t "$file: the effect is told in points" -m '1 more call goes with 0\.11 percentage points more rate 2 weeks later \(0\.10 to 0\.12\)\.' -- \
        lever report -q $file-plan.csv --links links.csv -o $file.xlsx
    cp .out $file.out
    t '... and is .11 in the table, above the smallest that matters' -o moves,0.11 -- \
        awk -F, 'NR == 2 { printf "%s,%.2f\n", $3, $6 }' $file.out
    same '... to the digit, however it is written' comma.out $file.out
done
sed 's/\.05/.5/' links.csv >coarse.csv
t 'min_effect is in points, too' -m 'too little to matter: less than 0\.50 percentage points' -- \
    lever report -q comma-plan.csv --links coarse.csv
plan comma percent
t 'the word for the unit does as the sign' -O comma.out -- \
    lever report -q comma-plan.csv --links links.csv
plan fraction %
t 'fractions under the unit % are asked about, in the export' -s 1 -o '' \
    -e '^lever clean: fraction.csv:2: column "rate": .* percent or fractions' -- \
    lever report -q fraction-plan.csv
plan fraction ''
t '... and stay fractions without it' -m ',moves,lagged,2,0\.0011' -- lever report -q fraction-plan.csv
# What a formula gives is known only once it is worked out.
formula() { # FORMULA UNIT: of the source
    printf '%s\n' measure,role,unit,agg,source,date,period,formula \
        calls,output,,sum,calls.csv,week,week, "rate,outcome,$2,mean,bare.csv,week,,$1" \
        >formula-plan.csv
}
share() { # FORMULA UNIT: over measures
    printf '%s\n' measure,role,unit,agg,source,column,date,period,formula \
        calls,output,,sum,calls.csv,,week,week, in,context,,sum,bare.csv,rate,week,, \
        "rate,outcome,$2,,,,,,$1" >formula-plan.csv
}
asked='column "formula": "rate" has the unit %, but no value'
formula rate/100 %
t 'fractions that a formula gives under the unit % are asked about' -s 1 -o '' \
    -e "^lever test: formula-plan.csv:3: $asked" -- lever report -q --links links.csv formula-plan.csv
share in/100 %
t '... over measures, too' -s 1 -o '' -e "^lever test: formula-plan.csv:4: $asked" -- \
    lever report -q --links links.csv formula-plan.csv
formula rate/100 percent
t '... the word for the unit is taken at its word' -m '0\.0011 percentage points more rate' -- \
    lever report -q --links links.csv formula-plan.csv
formula 100*rate/100 %
t '... and percent pass' -m '0\.11 percentage points more rate' -- \
    lever report -q --links links.csv formula-plan.csv
plan comma points
t 'cells in percent under another unit are refused' -s 1 -o '' \
    -e '^lever clean: comma.csv:2: column "rate": "3,95 %" has a percent sign, but the unit is "points"' -- \
    lever report -q comma-plan.csv
plan comma EUR
sed '2,$s/;\(.*\) %/;$ \1/' comma.csv >dollar.csv
plan dollar EUR
t 'dollars under the unit EUR are refused' -s 1 -o '' \
    -e '^lever clean: dollar.csv:2: column "rate": "\$ 3,95" has a currency that is not the unit, "EUR"' -- \
    lever report -q dollar-plan.csv
plan dollar USD
t '... and under USD are amounts' -m '0\.11 USD more rate' -- lever report -q dollar-plan.csv
plan sign %
t 'the commands say so' -m '^lever clean --number rate --unit rate=% --percent rate ' -- \
    lever report --show sign-plan.csv

# The workbook has what was tested: the same cells, and the unit beside the name.
if command -v unzip >/dev/null; then
    cells() { # FILE: all numbers of its sheets
        unzip -p "$1" 'xl/worksheets/sheet*.xml' | grep -o '<v>[0-9.]*</v>'
    }
    cells comma.xlsx >comma.cells
    cells bare.xlsx >bare.cells
    t 'the workbook has the cells in percent' -m '<v>3.95</v>' -- cat comma.cells
    t '... and no fraction of them' -s 1 -o '' -- grep -F '<v>0.0395</v>' comma.cells
    t '... under a header in percent' -m '<t>rate \(%\)</t>' -- unzip -p comma.xlsx xl/sharedStrings.xml
    t '... its repairs say what was done' -m 'percent signs taken off' -- \
        unzip -p comma.xlsx xl/sharedStrings.xml
else
    skip 'the workbook' 'no unzip'
fi

# The axis of a picture.
plan comma %
lever clean -q --percent rate comma.csv >plain.csv
lever join -q -t week calls.csv plain.csv >table.csv
if command -v gnuplot >/dev/null; then
    t 'the axis is in percent, and says so' -q -m 'vertical: rate \(%\)' -- \
        lever plot -q -p comma-plan.csv -t period --kind scatter table.csv
    t '... from 3.2 to 4.8' -m '^ *4\.8 [+]' -- \
        lever plot -q -p comma-plan.csv -t period --kind scatter table.csv
else
    skip 'the axis' 'no gnuplot'
fi

# Without the option nothing is another: roll, view, pivot and calc take the columns as they are.
t 'calc takes a percentage for a fraction' -m '^2024-W01,0.0481,0.5,0.0962$' -- sh -c \
    '"$LEVER" clean -q p.csv | "$LEVER" calc -q "twice = 2*churn"'

finish
