# SPDX-License-Identifier: GPL-3.0-or-later
#
# awk -f mutable.awk FILE.c ...: "FILE NAME" of each variable that outlives a call and may change:
# static, or at file level. One that points is constant only if the pointer is.
FNR == 1 { depth = 0 }
{ line = $0; sub(/\/\*.*/, "", line); sub(/^ \*.*/, "", line); sub(/"[^"]*"/, "", line) }
# At file level a declaration starts with a type's word; in a function only static ones matter.
# Of a type without a name, its last line says it.
/^}/ && unnamed {
    name = $2
    sub(/[;[].*/, "", name)
    print FILENAME, name
    unnamed = 0
}
line ~ /^static [a-z_ ]*(struct|union|enum) *{$/ { unnamed = line !~ /const/; depth++; next }
line ~ /^ *static / || line ~ /^_Thread_local / ||
(depth == 0 && line ~ /^[a-z_][a-z_ ]*\(\*[a-z_]+\).*;/ && line !~ /^typedef/) ||
(depth == 0 && line ~ /^[a-z_]+ [a-z_ ]*\**[a-z_]+(\[.*\])*( =.*)?;/ &&
 line !~ /^(typedef|extern|return|goto|struct [a-z_]+;|enum|union)/) {
    said = line
    sub(/=.*/, "", said)
    pointed = said ~ /^[a-z_ ]*\(\*/
    if (pointed || said !~ /\(/) {
        after = said
        if (pointed) sub(/^[^(]*/, "", after)
        else if (after ~ /\*/) sub(/.*\*/, "", after)
        if (after !~ /const/) {
            name = after
            gsub(/\[[^]]*\]/, "", name)
            if (pointed) { sub(/\(\*/, "", name); sub(/\).*/, "", name) }
            sub(/[;{ ]*$/, "", name)
            sub(/.*[ *]/, "", name)
            print FILENAME, name
        }
    }
}
{ depth += gsub(/{/, "{", line) - gsub(/}/, "}", line) }
