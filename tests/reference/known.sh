#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make known: what lever says of real data whose results are published, beside these.
#
#     known.sh LEVER DATA
#
# A line a comparison, divided by tabs: what came of it, the data, what lever says, what is
# published, and the command. What came of it is one of
#
#     agrees      the figure is the published one, or the interval holds it and leaves 0 out
#     open        the interval holds the published value and 0 as well: lever does not confirm it
#     disagrees   anything else
#
# Sources of the data and their licences: the README beside them.
set -u
lever=$1 data=$2
work=$(mktemp -d "${TMPDIR:-/tmp}/lever-known.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP

# ask NAME FILE OPTIONS...: tests; what follows is about its rows.
ask() {
    name=$1 file=$2
    shift 2
    command="lever test $(basename "$file") $*"
    "$lever" test -q "$file" "$@" >"$work/v.csv" || exit 1
}

# cell FIELD ROW: of v.csv; as the note may hold commas, fields behind it count from the end.
cell() {
    awk -F, -v name="$1" -v row="$2" '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; note = at["note"]; last = NF }
        NR == row + 1 { i = at[name]; print $(i < note ? i : NF - last + i) }' "$work/v.csv"
}

round() { awk -v v="$1" 'BEGIN { printf "%.4g", v }'; }
line() { printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$name" "$2" "$3" "$command"; }

# figure ROW FIELD VALUE DIGITS WORDS: the very figure, to so many digits behind the point.
figure() {
    f_value=$(cell "$2" "$1")
    f_state=$(awk -v v="$f_value" -v known="$3" -v digits="$4" \
        'BEGIN { same = v != "" && sprintf("%.*f", digits, v) == sprintf("%.*f", digits, known)
                 print same ? "agrees" : "disagrees" }')
    line "$f_state" "$(cell output "$1"): $2 $(round "$f_value")" "$5"
}

# inside ROW WHAT VALUE WORDS: WHAT is effect or joint.
inside() {
    case $2 in joint) i_middle=joint_effect ;; *) i_middle=effect ;; esac
    i_low=$(cell "$2_low" "$1") i_high=$(cell "$2_high" "$1")
    i_state=$(awk -v low="$i_low" -v high="$i_high" -v known="$3" 'BEGIN {
        print (low == "" || known < low || known > high) ? "disagrees" : (low * high > 0) ? "agrees" : "open" }')
    line "$i_state" \
        "$(cell output "$1"): $(cell verdict "$1"), $(round "$(cell $i_middle "$1")") ($(round "$i_low") to $(round "$i_high"))" \
        "$4"
}

# word ROW VERDICT WORDS
word() {
    w_word=$(cell verdict "$1")
    [ "$w_word" = "$2" ] && w_state=agrees || w_state=disagrees
    line "$w_state" "$(cell output "$1"): $w_word, lag $(cell lag "$1")" "$3"
}

insurance=$data/insurance_tv/insurance_fpp3_dated.csv
ask 'insurance, TV' "$insurance" -t Month -x TVadverts -y Quotes
figure 1 naive_effect 1.6934 4 'plain slope 1.6934 at lag 0'
word 1 moves-together 'the same month is the strongest'
inside 1 effect 1.25 'with ARMA errors about 1.25: the plain slope is too high'
awk -F, -v OFS=, 'NR == 1 { print $0, "month_before" } NR > 1 { print $0, before; before = $4 }' \
    "$insurance" >"$work/insurance.csv"
ask 'insurance, TV' "$work/insurance.csv" -t Month -x TVadverts,month_before -y Quotes --lags 0 --joint
inside 1 joint 1.25 'with ARMA errors about 1.25 beside the month before'
inside 2 joint .16 'with ARMA errors about .16: plain regression (.135, s.e. .122) misses it'

ask 'weekly marketing (simulated)' "$data/robyn_weekly/dt_simulated_weekly.csv" -t DATE -x tv_S \
    -y revenue -z competitor_sales_B
word 1 moves-together 'television was made to drive revenue'
ask 'weekly marketing (simulated)' "$data/robyn_weekly/dt_simulated_weekly.csv" -t DATE \
    -x competitor_sales_B -y revenue
figure 1 naive_r .916 3 'competitor sales correlate .916 with revenue'

ask 'advertising' "$data/advertising/Advertising.csv" -x TV,Radio,Newspaper -y Sales --joint
figure 3 effect .0547 4 'newspaper alone .0547 (.0166)'
figure 1 joint_effect .0458 4 'jointly TV .0458'
figure 2 joint_effect .1885 4 'jointly radio .1885'
figure 3 joint_effect -.0010 4 'jointly newspaper -.0010 (.0059): nothing is left of it'
inside 3 joint -.0010 'jointly newspaper -.0010 (.0059): not told from 0'

"$lever" clean -q "$data/bank_marketing_calls/bank-additional.csv" | awk -F, -v OFS=, '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print "calls,yes" }
    NR > 1 { print $(at["campaign"]), $(at["y"]) == "yes" }' >"$work/bank.csv"
ask 'bank calls' "$work/bank.csv" -x calls -y yes
b_says=$(cell effect 1)
b_state=$(awk -v v="$b_says" -v p="$(cell p 1)" 'BEGIN { print (v < 0 && p < .05) ? "agrees" : "disagrees" }')
line "$b_state" "calls: $(cell verdict 1), $(cell evidence 1), effect $(round "$b_says")" \
    'one call 12.4 %, 8 and more 2.9 %: calling stops on success'

ask 'charity' "$data/charity_mailings/charity.csv" -x mailsyear -y gift
figure 1 effect 2.65 2 '2.65 a mailing (.343)'
r=$(awk -v r="$(cell r 1)" 'BEGIN { printf "%.4f", r * r }')
[ "$r" = 0.0138 ] && state=agrees || state=disagrees
line "$state" "mailsyear: r squared $r" 'R squared .0138'

ask 'grants (panel)' "$data/jtrain_grants/jtrain.csv" -t year -b fcode -x grant,grant_1 -y lscrap \
    --lags 0 --joint
figure 1 joint_effect -.252 3 'firm and year effects -.252 (.151)'
figure 2 joint_effect -.422 3 'firm and year effects -.422 (.210)'
inside 1 joint -.252 '-.252 (.151): t 1.68'
inside 2 joint -.422 '-.422 (.210): t 2.01, but 1.21 with errors clustered'
awk -v pooled="$(cell naive_effect 1)" 'BEGIN { exit !(pooled > 0) }' && state=agrees || state=disagrees
line "$state" "grant: naive_effect $(round "$(cell naive_effect 1)")" 'pooled +.200 with year dummies: the wrong sign'

ask 'driving laws (panel)' "$data/driving_laws/driving.csv" -t year -b state \
    -x sl70plus,bac08,perse,sbprim,bac10,sbsecon,gdl -y totfatrte -z perc14_24,unem,vehicmilespc \
    --lags 0 --joint
figure 1 joint_effect -.063 3 'state and year effects -.063 (.56)'
figure 2 joint_effect -1.437 3 '-1.437 (.81)'
figure 3 joint_effect -1.152 3 '-1.152 (.44)'
figure 4 joint_effect -1.227 3 '-1.227 (.55)'
inside 1 joint -.063 '-.063 (.56): nothing'
inside 2 joint -1.437 '-1.437 (.81): t 1.77'
inside 3 joint -1.152 '-1.152 (.44): t 2.6'
inside 4 joint -1.227 '-1.227 (.55): t 2.2'

awk -F, -v OFS=, '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; split("feb mar apr may jun jul aug sep oct nov dec", m, " ")
              print "month," $0; next }
    { k = 1; for (j = 1; j <= 11; j++) if ($(at[m[j]]) == 1) k = j + 1
      printf "%s-%02d,%s\n", $(at["year"]), k, $0 }' "$data/traffic2_california/traffic2.csv" >"$work/traffic.csv"
ask 'traffic laws' "$work/traffic.csv" -t month -x beltlaw,spdlaw -y ltotacc,prcfat -z unem,wkends \
    --lags 0 --joint
inside 1 joint .095 'log accidents, belt law: +.095 (.014)'
inside 3 joint -.054 'log accidents, speed limit: -.054 (.013), errors taken as independent'
inside 2 joint -.030 'percent fatal, belt law: -.030 (.023)'
inside 4 joint .067 'percent fatal, speed limit: +.067 (.021), errors taken as independent'
