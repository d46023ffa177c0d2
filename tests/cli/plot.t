#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    BEGIN {
        s = 31; print "week,ca'\''lls,sales,churn"
        for (t = 1; t <= 52; t++) {
            c[t] = u()
            printf "2023-W%02d,%.4f,%.4f,%.4f\n", t, c[t], c[t-2] + u() / 4, u()
        }
    }' >weekly.csv
link="-t A -x B -y C"
mkdir none

cat >chain.csv <<'CSV'
chain,step,output,outcome,verdict,lag,effect,effect_low,effect_high,p,p_adj,share,share_low,share_high,weakest,note
calls > leads > sales,1,calls,leads,connected,2,0.5,0.25,0.75,.001,.002,,,,evidence,
calls > leads > sales,2,leads,sales,broken,,,,,,,,,,room,
calls > leads > sales,all,calls,sales,bypassed,2,0.1,-0.2,0.4,.2,.2,,,,,
CSV
cat >drawn <<'OUT'
+-------+
| calls |
+-------+
   |   connected, 0.50 (0.25 to 0.75) of leads for one more of calls, lag 2
   |   weakest: evidence
   v
+-------+
| leads |
+-------+
   :   broken
   :   weakest: room
   x
+-------+
| sales |
+-------+
The whole: bypassed, 0.10 (-0.20 to 0.40) of sales for one more of calls, lag 2
OUT
t '--kind chain: boxes and arrows as text' -q -O drawn -- lever plot --kind chain chain.csv
t '... of a chain that is tested now' -m '^   [|:]   .* of churn for one more of sales' -- \
    lever plot weekly.csv --kind chain -t week 'sales > churn' --resamples 99
t '... or of links' -m '^The whole: ' -- sh -c 'printf "output,outcome\nca'\''lls,sales\nsales,churn\n" >links.csv &&
    "$LEVER" plot weekly.csv --kind chain -t week --links links.csv --resamples 99'
t '... a table that is none' -s 1 -o '' -e 'weekly.csv:1: is not what lever chain wrote: .*--links' -- \
    lever plot --kind chain weekly.csv
t '... with -y' -s 2 -o '' -e '--kind chain takes its columns from the chain: leave out --outcomes' -- \
    lever plot weekly.csv --kind chain -t week -y churn --links links.csv
t '... without a time' -s 2 -o '' -e 'name the column with the date with -t' -- \
    lever plot --kind chain 'sales > churn' weekly.csv
t '... two files' -s 2 -o '' -e '"weekly.csv" is no chain' -- lever plot --kind chain weekly.csv chain.csv
t 'another kind of two files' -s 2 -o '' -e '"chain.csv": one file is drawn, not 2' -- \
    lever plot weekly.csv chain.csv

# shellcheck disable=SC2086
{
    printf 'period,team,x,y\n2018-01,a,1,2\n2018-01,b,2,3\n2018-02,a,5,3\n' >team.csv
    t 'a panel: one entity is to be taken' -s 1 -o '' \
        -e ': 2018-01 occurs twice: .*\(see lever roll; of a panel, take one entity' -- \
        lever plot team.csv -t period -x x -y y
    head -n 2 team.csv >single.csv
    one='^lever plot: nothing to draw: only one period has values of both x and y$'
    for kind in time scatter; do
        t "$kind: one row is no picture" -s 1 -o '' -e "$one" -- \
            lever plot single.csv -t period -x x -y y --kind $kind
    done
    t '... and that is all there is to say' -o 1 -- \
        sh -c '"$LEVER" plot single.csv -t period -x x -y y 2>&1 | wc -l'
    t 'several links are refused' -s 2 -o '' -e 'one link' -- lever plot weekly.csv -t A -x B -y C:D
    t 'no lags without time' -s 2 -o '' -e '-t' -- \
        lever plot weekly.csv -x B -y C --kind lags --resamples 99
    t 'without gnuplot: says what to install' -s 1 -o '' -e 'gnuplot-nox' -- \
        env PATH="$work/none" "$LEVER" plot weekly.csv $link
    t '... and leaves no file' -s 1 -e 'gnuplot-nox' -- \
        env PATH="$work/none" "$LEVER" plot weekly.csv $link -o none.svg
    if [ -e none.svg ]; then fail '... none at all'; else pass '... none at all'; fi
    if command -v gnuplot >/dev/null; then
        t 'over time, as text' -m '2023-W01' -- lever plot weekly.csv $link
        t '... an apostrophe in a name is drawn' -m "ca'lls" -- lever plot weekly.csv $link
        # Whatever is in a name is drawn as it is, and nothing of it is read as a command.
        # The quotes do not expand: none is meant to.
        # shellcheck disable=SC2016,SC1003
        for name in "'24 calls" "calls'" "''" "ca''lls" 'calls\' '\\n' '\0471' 'a"b' '@calls' 'a @b c' \
            '`touch touched`' '$(touch touched)' '{/Symbol a}_{b}^c' '%s %d' '# no comment' \
            '!touch touched' '"; !touch touched; "' "'; !touch touched; '" '$data' 'END' '1,5 [x]'; do
            { printf 'week,"%s",sales\n' "$(printf '%s\n' "$name" | sed 's/"/""/g')"
              sed -n '2,$s/,[^,]*$//p' weekly.csv; } >hostile.csv
            for kind in time scatter; do
                # shellcheck disable=SC2086
                lever plot -q hostile.csv $link --format svg --kind $kind >hostile.svg 2>hostile.err
                if sed -n 's/^.*<text>\(.*\)<\/text>.*$/\1/p' hostile.svg | sed 's/&quot;/"/g
                    s/&amp;/\&/g; s/&lt;/</g; s/&gt;/>/g; s/^ *//' | grep -Fxq -- "$name"; then
                    pass "... $kind of <$name>"
                else
                    fail "... $kind of <$name>" "$(cat hostile.err)"
                fi
            done
        done
        printf 'week,"a\nb\tc",sales\n1,2,3\n2,5,4\n3,3,9\n' >hostile.csv
        t '... a line break and a tab are spaces' -q -m 'a b c' -- \
            lever plot hostile.csv -t A -x B -y C --kind scatter
        if [ -e touched ]; then fail '... and none was run'; else pass '... and none was run'; fi
        t 'a scatter as svg, by the name of the file' -q -o '' -- \
            lever plot weekly.csv $link --kind scatter --shift 2 -o s.svg
        t '... which is one' -m '<svg' -- cat s.svg
        t 'lag by lag as png' -q -o '' -- \
            lever plot weekly.csv $link --kind lags --lags -3..3 --resamples 99 -o l.png
        t '... which is one' -m 'PNG' -- head -c 8 l.png
        t 'as text: no form feed, no spaces at line ends, one line end' -s 1 -o '' -- \
            sh -c '"$LEVER" plot weekly.csv -t A -x B -y C | tr "\f" "@" | grep -E "@| $"'
        t '... the legend stands above the curves' -m '^ *sales \(left\) .*\(right\)' -- \
            sh -c '"$LEVER" plot weekly.csv -t A -x B -y C | head -n 1'
        t '... a scatter says what goes up' -m '^ *vertical: sales$' -- \
            lever plot weekly.csv $link --kind scatter
        t '... and goes to a file without an ending, or with .txt' -q -m '2023-W01' -- \
            sh -c '"$LEVER" plot weekly.csv -t A -x B -y C -o p.txt && cat p.txt'
        t 'an ending that is no picture' -s 2 -o '' -e '\.svg, \.png and \.txt do' -- \
            lever plot weekly.csv $link -o p.pdf
        t '... unless the format is said' -q -o '' -- \
            lever plot weekly.csv $link -o p.pdf --format svg
        printf 't,x,y\n1,5,0\n2,5,0\n3,5,0\n' >level.csv
        printf 't,x,y\n1,5,2\n2,6,3\n' >two.csv
        for kind in time scatter; do
            t "$kind: two constant columns, without gnuplot's warnings" -q -m '[*G]' -- \
                lever plot level.csv -t t -x x -y y --kind $kind
            t "$kind: two rows, likewise" -q -m '[*G]' -- \
                lever plot two.csv -t t -x x -y y --kind $kind
        done
        awk 'BEGIN { print "week,team,x,y"
            for (w = 1; w <= 40; w++) for (t = 1; t <= 4; t++)
                print w "," substr("abcd", t, 1) "," (t == 3 ? "" : (w * 7 + t * t) % 11) "," \
                    (w * w + t) % 13 }' >teams.csv
        team='-t week -x x -y y --by team'
        for kind in time scatter; do
            t "$kind: a picture for each of --by, but for those without values" -o a,b,d \
                -e '^lever plot: 1 of 4 have nothing to draw and are left out$' -- sh -c \
                '"$LEVER" plot teams.csv $1 | sed -n "s/^ *\([a-d]\)\(;.*\)*$/\1/p" | paste -sd,' \
                sh "$team --kind $kind"
        done
        t 'lags: one of all together' -o 1 -- sh -c 'grep -v ,c, teams.csv |
            "$LEVER" plot -q $1 | grep -c "^ *vertical: whitened correlation"' sh \
            "$team --kind lags --lags 0..3 --resamples 99"
        t 'lags --each: one for each' -o 3 -- sh -c '"$LEVER" plot -q teams.csv $1 |
            grep -c "vertical: spearman"' sh "$team --each --kind lags --lags 0..3 --resamples 99 --method spearman"
        t '--entity: that one' -o 1 -- sh -c \
            '"$LEVER" plot teams.csv $1 | grep -c "^ *[a-d]$"' sh "$team --entity b"
        t '--entity: none of that name' -s 1 -o '' -e 'no "e" in the data' -- \
            lever plot teams.csv $team --entity e
        t '--entity: with values to draw' -s 1 -o '' -e 'nothing to draw: no period' -- \
            lever plot teams.csv $team --entity c
        t '--entity wants --by' -s 2 -o '' -e '--entity: one of which' -- \
            lever plot weekly.csv $link --entity b
        awk 'BEGIN { print "week,team,x,y"
            for (t = 1; t <= 31; t++) for (w = 1; w <= 3; w++) print w ",t" t "," w "," w * w }' >many.csv
        t 'too many pictures' -s 2 -o '' -e '31 pictures.*--entity' -- lever plot many.csv $team
        t '... are one scatter less than too many' -q -o '' -- sh -c \
            'grep -v ,t31, many.csv | "$LEVER" plot $1 --kind scatter -o many.svg' sh "$team"
        # The legend's line, and one on either side.
        t 'a line is not led across a gap' -q -o 3 -- sh -c \
            'printf "t,x,y\n1,1,1\n2,2,2\n3,,\n4,4,4\n5,5,3\n" | "$LEVER" plot -t t -x x -y y -o gap.svg &&
            sed -n "/gnuplot_plot_1\"/,/gnuplot_plot_2\"/p" gap.svg | grep -o "M[0-9.,]*" | wc -l'
        t 'a full disk' -s 1 -- lever plot weekly.csv $link -o /dev/full
        release=$TOP/samples/release/release.csv
        t '--kind impact: a change, and what is said of it' -m '2024-W09: weekly_users \(lasts\)' -- \
            lever plot --kind impact -t week -y weekly_users --at 2024-W09 --resamples 499 "$release"
        t '... several, in a file' -o 2 -- sh -c '"$LEVER" plot --kind impact -t week \
            -y weekly_users,sessions --at 2024-W09 --resamples 99 "$1" -o impact.svg &&
            grep -c "(lasts)\|(cannot-tell)" impact.svg' sh "$release"
        t '--kind chain: in a file, what is found beside the arrows' -o 2 -- sh -c '
            "$LEVER" plot --kind chain chain.csv -o chain.svg &&
            grep -c ">bypassed,\|>bypass<\|>calls to sales: bypassed" chain.svg'
        t '... that cannot be tested' -s 1 -o '' -e 'lever impact says why' -- \
            lever plot --kind impact -t week -y sessions --at 2023-W02 "$release"
        t '... without a date' -s 2 -o '' -e 'exactly one of --events FILE and --at' -- \
            lever plot --kind impact -t week -y sessions "$release"
    else
        skip 'pictures' 'gnuplot is not installed'
    fi
}

finish
