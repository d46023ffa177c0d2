# SPDX-License-Identifier: GPL-3.0-or-later
#
# complete.zsh SHELL FILE: drives an interactive bash or zsh on a pseudo-terminal.
# Types each line of FILE into it, <TAB> and <LEFT> standing for these keys, and
# prints what then stands on the command line, a line each.
#
# The completion under test is in $TOP/completion, lever is first on PATH.
zmodload zsh/zpty zsh/datetime || exit 77
shell=$1 tab=$'\t' left=$'\C-b'
case $shell in
bash)
    command='bash --norc --noprofile -i'
    setup="bind 'set bell-style none'
        show() { printf 'LINE<%s>\n' \"\$READLINE_LINE\"; }
        bind -x '\"\C-o\": show'
        source ${(q)TOP}/completion/lever.bash"
    ;;
zsh)
    command='zsh -f -i'
    setup="fpath=(${(q)TOP}/completion \$fpath); autoload -Uz compinit; compinit -u -D
        unsetopt beep list_beep zle_bracketed_paste; LISTMAX=1000
        show() { print -r -- \"LINE<\$BUFFER>\"; }; zle -N show; bindkey '^O' show"
    ;;
esac

# Reads until the pattern shows, ten seconds at most.
wait_for()
{
    local more
    float until=$((EPOCHREALTIME + 10))
    seen=
    while ((EPOCHREALTIME < until)); do
        if zpty -rt shell more; then
            seen+=$more
            [[ $seen == ${~1} ]] && return 0
        else
            zselect -t 2
        fi
    done
    return 1
}
zmodload zsh/zselect

export TERM=dumb PS1='READY ' COLUMNS=200 HOME=$PWD
unset PROMPT_COMMAND
zpty shell $command || exit 77
print -r -- $setup >setup.sh
zpty -w shell ". ./setup.sh; echo SET''UP"
wait_for '*SETUP*' || { print -r -- "no answer from $shell: $seen"; exit 1 }
while IFS= read -r line; do
    line=${line//<TAB>/$tab}
    zpty -wn shell "${line//<LEFT>/$left}"
    zselect -t 10
    zpty -wn shell $'\C-o'
    if wait_for '*LINE<*>*'; then
        seen=${seen##*LINE<}
        print -r -- ${seen%%>*}
    else
        print -r -- "no answer: $seen"
    fi
    zpty -wn shell $'\C-e\C-u'
done <$2
zpty -d shell
