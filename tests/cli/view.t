#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
unset COLUMNS NO_COLOR PAGER
esc=$(printf '\033')

cat >small.csv <<'CSV'
name,n,share
calls,12,0.123456789
"long posts",,1234567.891
x,NA,-2.50
CSV

t 'aligns, numbers to the right, fractions to six digits' -q -o 'name         n     share
----------  --  --------
calls       12  0.123457
long posts       1234568
x           NA     -2.50' -- lever view small.csv
t 'standard input too' -m '^long posts       1234568$' -- lever view <small.csv
t '--digits 0: numbers as they are' -m '^calls       12  0.123456789$' -- lever view --digits 0 small.csv
t '--columns, in their order' -o '   share  name
--------  ----------
0.123457  calls
 1234568  long posts
   -2.50  x' -- lever view --columns share,name small.csv
t 'a column that is not there: status 1' -s 1 -e 'shar' -- lever view --columns shar small.csv
t '--rows, and it says so' -o 'name    n     share
-----  --  --------
calls  12  0.123457' -e '^lever view: the first 1 row; there are more$' -- lever view --rows 1 small.csv
t '--rows as many as there are: nothing to say' -q -- lever view --rows 3 small.csv

printf 'a,b\n\346\227\245\346\234\254,x\ne\314\201,yy\n' >wide.csv
t 'wide characters take two columns, accents none' -o "$(printf 'a     b\n----  --\n\346\227\245\346\234\254  x\ne\314\201     yy')" -- lever view wide.csv
printf 'a,b\n"one\ntwo\r\nthree",\033[31mred\t!\n' >control.csv
t 'no control character gets through' -o "$(printf 'a              b\n-------------  ----------\none\342\206\265two\342\206\265three  \357\277\275[31mred !')" -- lever view control.csv

printf 'key,text\n1,%s\n2,short\n' 'a text that is far too long for the terminal' >long.csv
t 'a long text is cut, and that shows' -o "$(printf 'key  text\n---  --------------------\n  1  a text that is far \342\200\246\n  2  short')" -- lever view --width 25 long.csv
t '--width 0 cuts nothing' -m 'for the terminal$' -- lever view --width 0 long.csv
t 'what does not fit is shown in blocks' -o 'row 1
  key   1
  text  a text that is
        far too long
        for the
        terminal

row 2
  key   2
  text  short' -- lever view --layout long --width 23 long.csv
t 'so it is by itself' -m '^row 2$' -- lever view --width 15 long.csv
t '--layout table keeps lines' -m '^  2  short$' -- lever view --width 15 --layout table long.csv
many=$(seq -s , 1 30)
printf '%s\n%s\n' "$(seq -s , 1001 1030)" "$many" >columns.csv
t '80 columns where nothing is known' -m '^row 1$' -- lever view columns.csv
t 'a table that does not fit: the first columns, and that is said' -o '1001  1002
----  ----
   1     2' -e '^lever view: the last 28 of 30 columns do not fit; --columns chooses' -- \
    lever view --layout table --width 12 columns.csv
t 'fewer than ten columns show nothing' -s 2 -o '' -e 'width: in 9 columns' -- \
    lever view --width 9 columns.csv

# Whatever is in it, no line is wider than asked for, in any layout: lines are measured by
# another program, which knows wide characters but no joined pictures.
{
    printf 'a heading that takes much room,\346\227\245\346\234\254\350\252\236\343\201\256\345\210\227,n,x\n'
    awk 'BEGIN { for (i = 1; i < 1200; i++)
        printf "text %d of some length,\346\227\245\346\234\254%d,%d,%.12g\n", i * 7919 % 1000,
            i, i, i * i / 7 }'
    echo 'a,b,12345678901234567890123456789012345678901234567890,2'
    echo 'a,b,text where numbers were and which is quite long,-123456789.123456789e-100'
} >torture.csv
for layout in auto table long; do
    for width in 10 11 17 24 40 79 80 120; do
        widest=$(lever view -q --layout $layout --width $width torture.csv |
            LC_ALL=C.UTF-8 wc -L)
        if [ "$widest" -le $width ] && [ "$widest" -gt $((width / 2)) ]; then
            pass "--layout $layout --width $width"
        else
            fail "--layout $layout --width $width" "is $widest wide"
        fi
    done
done
t 'a number for which there is no room is not cut' -m '^a +b +#+ +2$' -- \
    lever view --layout table --width 50 torture.csv

# A family, a flag, a colour of skin, a heart: two columns each; vowel signs take none.
printf 'p,q\n\360\237\221\250\342\200\215\360\237\221\251\342\200\215\360\237\221\247,1\n' >pictures.csv
printf '\360\237\207\251\360\237\207\252,2\n\360\237\221\215\360\237\217\275,3\n' >>pictures.csv
printf '\342\235\244\357\270\217,4\n\340\244\225\340\245\201x,5\nab,6\n' >>pictures.csv
t 'pictures of several parts are two columns wide' -q -o \
    "$(sed '1s/,/   /; 2,$s/,/  /' pictures.csv | sed '1a\
--  -')" -- lever view pictures.csv
COLUMNS=200; export COLUMNS
t 'COLUMNS counts where there is no terminal' -m '^   1     2 ' -- lever view --columns 1-20 columns.csv
unset COLUMNS

{
    echo output,outcome,verdict,evidence,lag,effect,effect_low,effect_high,r,r_low,r_high,p,p_adj,naive_effect,naive_r,naive_p,n,n_eff,lags_tried,links_tried,adjusted_for,mde,more_periods,note,entity
    echo calls,sales,moves,lagged,2,.5,.4,.6,.7,.6,.8,.001,.002,.5,.7,.001,100,95,9,1,trend,.1,,'10 more calls go with 5 EUR more sales 2 weeks later (4 to 6).',
} >wide.csv
t 'of a verdicts table, the columns that matter' -q -m \
    '^output  outcome  verdict  lag  effect  note' -- lever view --width 120 wide.csv
t '... the sentence below its row where the line has no room for it' -q -o \
    'output  outcome  verdict  lag  effect
------  -------  -------  ---  ------
calls   sales    moves      2      .5
    10 more calls go with 5 EUR more sales 2 weeks later (4 to
    6).' -- lever view --width 64 wide.csv
t '... and the figures left to it on a narrow terminal' -q -o 'output  outcome  verdict
------  -------  -------
calls   sales    moves
    10 more calls go with 5
    EUR more sales 2 weeks
    later (4 to 6).' -- lever view --width 28 wide.csv
sed '1s/output,outcome/outcome,output/' wide.csv >other.csv
t 'a table that only looks like one is shown whole' -q -m '^ *naive_effect +\.5$' -- lever view other.csv
t '... in its colours all the same' -m "$(printf '\033')\[32mmoves" -- lever view --color always other.csv
sed '1s/$/,spread/; 2s/$/Nord,/' wide.csv >teams.csv
t '... with who it is about, where it is said' -q -m '^calls   sales    Nord +moves' -- \
    lever view teams.csv
sed '2p' teams.csv | sed '2s/Nord//' >teams2.csv
t '... in some rows only' -q -m '^output  outcome  entity  verdict' -- lever view teams2.csv
t 'a note below, in the columns asked for' -q -o 'verdict
-------
moves
    10 more calls go with 5 EUR more
    sales 2 weeks later (4 to 6).' -- lever view --columns verdict,note --width 40 wide.csv
t 'an empty one takes no line' -q -o 'a
-
x
y
    more than fits
    below' -- sh -c 'printf "a,note\nx,\ny,more than fits below\n" | "$LEVER" view --width 19'
t 'a note that is not the last is cut like others' -q -m '^more than fit…  x' -- sh -c \
    'printf "note,a\nmore than fits there,x\n" | "$LEVER" view --width 17 --layout table'
t '... all of them on request' -m '^  more_periods' -- lever view --layout long wide.csv
printf 'verdict,other\nmoves,moves\nharms,x\nnonsense,y\n' >verdicts.csv
t 'verdicts in colour' -o "${esc}[1mverdict${esc}[0m   ${esc}[1mother${esc}[0m
--------  -----
${esc}[32mmoves${esc}[0m     moves
${esc}[1;31mharms${esc}[0m     x
nonsense  y" -- lever view --color always verdicts.csv
colours() { lever view "$@" verdicts.csv | grep -c "$esc"; }
t 'no colour in a pipe' -s 1 -o 0 -- colours
if command -v script >/dev/null; then
    on_terminal() { script -qec "TERM=xterm '$LEVER' view $* verdicts.csv" /dev/null </dev/null; }
    t 'colour on a terminal' -m "${esc}\\[32mmoves" -- on_terminal
    NO_COLOR=1; export NO_COLOR
    plain() { on_terminal "$@" | grep -c "$esc"; }
    t 'NO_COLOR is honoured' -s 1 -o 0 -- plain
    unset NO_COLOR
    dumb() { script -qec "TERM=dumb '$LEVER' view verdicts.csv" /dev/null </dev/null | grep -c "$esc"; }
    t 'nor on a dumb terminal' -s 1 -o 0 -- dumb
    t 'but if asked for, always' -m "${esc}\\[32mmoves" -- on_terminal --color always
    PAGER='sed s/^/page:/'; export PAGER
    t 'no pager unless asked' -s 1 -o '' -- sh -c "script -qec \"'$LEVER' view verdicts.csv\" /dev/null </dev/null | grep page:"
    t 'a pager where asked' -m '^page:nonsense' -- on_terminal --pager --color never
    PAGER=nosuchpager
    t 'a pager that is not there: said, and no success' -s 1 \
        -m '^lever view: cannot run the pager "nosuchpager"' -- on_terminal --pager
    PAGER=./verdicts.csv
    t 'one that is no program, likewise' -s 1 -m 'cannot run the pager' -- on_terminal --pager
    awk 'BEGIN { print "i"; for (i = 0; i < 99999; i++) print i }' >long.csv
    left() { script -qec "PAGER='head -n 3' '$LEVER' view --pager long.csv" /dev/null </dev/null; }
    t 'who leaves the pager early has seen enough' -m '^  0' -- left
    missing() { script -qec "PAGER=nosuchpager '$LEVER' view --pager long.csv" /dev/null </dev/null; }
    t 'a long table without a pager' -s 1 -m 'cannot run the pager' -- missing
else
    skip 'colour on a terminal' 'script is not installed'
fi

awk 'BEGIN { print "i,x"; for (i = 1; i <= 300000; i++) print i "," i / 7 }' >big.csv
first() { lever view big.csv | head -n 3; }
t 'quiet when nobody reads on' -q -o '   i         x
----  --------
   1  0.142857' -- first
awk 'BEGIN { print "i,x"; for (i = 1; i <= 2000; i++) print i % 10 "," i; print "wide text,12345678" }' >late.csv
t 'a later row does not change the columns' -m '^wide text  12345678$' -- lever view late.csv

t 'a ragged row, after the rows before' -s 1 -m '^1  2$' -e '^lever view: \(stdin\):3: 1 field, but the header has 2$' -- lever view <<'CSV'
a,b
1,2
3
CSV
t 'an empty file' -s 1 -e '\(stdin\): is empty' -- lever view </dev/null
t 'a header only' -q -o 'a  b
-  -' -- lever view <<'CSV'
a,b
CSV
t 'without headers, with a decimal comma' -o 'A          B
-  ---------
x  0,3333333
y       12,5' -- lever view --digits 7 --no-headers -d ';' --decimal , <<'CSV'
x;0,33333333
y;12,5
CSV
t 'a full disk' -s 1 -e 'No space left' -- sh -c "'$LEVER' view big.csv >/dev/full"

finish
