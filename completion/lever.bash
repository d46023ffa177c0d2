# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Completion of lever and lever-NAME for bash. What there is to complete, lever
# knows (src/command/completion.h); this takes the line apart and quotes what is added.

# _lever_words LINE POINT: takes the line apart as the shell would, without expanding
# anything. Sets words, index (of the word at the point), typed (of that word, up to
# the point) and quote (the one that is open there, or nothing).
_lever_words()
{
    local line=$1 point=$2 word='' open='' started='' char i
    words=() index=-1 typed='' quote=''

    for ((i = 0; i <= ${#line}; i++)); do
        if ((i == point)); then
            index=${#words[@]} typed=$word quote=$open started=1
        fi
        char=${line:i:1}
        if [[ $open == "'" ]]; then
            if [[ $char == "'" ]]; then open=''; else word+=$char; fi
        elif [[ $char == "\\" && $((i + 1)) -lt ${#line} ]]; then
            i=$((i + 1)) started=1
            word+=${line:i:1}
            if ((i == point)); then index=${#words[@]} typed=$word quote=$open; fi
        elif [[ $open == '"' ]]; then
            if [[ $char == '"' ]]; then open=''; else word+=$char; fi
        elif [[ $char == "'" || $char == '"' ]]; then
            open=$char started=1
        elif [[ -z $char || $char == [[:space:]\<] ]]; then # what follows < is a file, too
            if [[ -n $started ]]; then words+=("$word"); fi
            word='' started=''
        else
            word+=$char started=1
        fi
    done
    if [[ -n $started ]]; then words+=("$word"); fi
}

# _lever_add REST: what is missing of the word, quoted as its beginning is.
_lever_add()
{
    local rest=$1
    case $quote in
    "'") rest=${rest//\'/\'\\\'\'} ;;
    '"') rest=${rest//\\/\\\\} rest=${rest//\"/\\\"} rest=${rest//\$/\\\$} rest=${rest//\`/\\\`} ;;
    *) [[ -z $rest ]] || printf -v rest %q "$rest" ;;
    esac
    COMPREPLY+=("$2$rest")
}

_lever()
{
    local words index typed quote kind prefix program name line file
    local -a answer=()
    COMPREPLY=()
    _lever_words "$COMP_LINE" "$COMP_POINT"
    program=${words[0]/#\~/$HOME}
    name=${program##*/}
    words=("${words[@]:1}")
    index=$((index - 1))
    if [[ $name == lever-* ]]; then
        words=("${name#lever-}" "${words[@]}")
        index=$((index + 1))
        program=${program%-"${words[0]}"}
    fi
    words[index]=$typed
    while IFS= read -r line; do answer+=("$line"); done \
        < <("$program" --complete "$index" "${words[@]}" 2>/dev/null)
    ((${#answer[@]})) || return
    kind=${answer[0]%%$'\t'*} prefix=${answer[0]#*$'\t'}
    if [[ $kind == files ]]; then
        while IFS= read -r file; do
            if [[ -d ${file/#\~/$HOME} ]]; then file+=/; fi
            _lever_add "${file#"${typed#"$prefix"}"}" "$2"
        done < <(compgen -f -- "${typed#"$prefix"}")
        if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]]; then compopt -o nospace; fi
        return
    fi
    for line in "${answer[@]:1}"; do
        line=$prefix${line%%$'\t'*}
        _lever_add "${line#"$typed"}" "$2"
    done
    if [[ $kind == list ]]; then compopt -o nospace; fi
}

complete -F _lever lever
# One command a filter, where they are installed beside it.
while IFS= read -r _lever_name; do
    complete -F _lever "${_lever_name##*/}"
done < <(compgen -c lever-)
unset _lever_name
