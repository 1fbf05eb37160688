# Where the bytes are, by module: a table in Markdown, of where.awk's lines and then those of
# `addr2line -a -i`. A byte of code is of the innermost function of our own that it is in; what is
# of none is of the crate that it comes from. Given are the number of bytes in all, how many
# of them are headers, and the folder of our own sources.

BEGIN { crates = "crates and core, by themselves" }
FILENAME != before { before = FILENAME; files++ }
files == 1 && $2 == "code" { symbol[$1] = $3 == "" ? "?" : $3; next }
files == 1 { count($2 == "text" ? "texts" : "constants: requests, tables, names of files", ""); next }

/^0x/ { code(); address = $1; sub(/^0x0*/, "", address); own = crate = ""; next }
own == "" {
    sub(/:[0-9?]+( \(.*\))?$/, "")
    if (index($0, sources) == 1) own = substr($0, length(sources) + 1)
    else if (/compiler.builtins/) crate = "compiler_builtins"
    else if (match($0, /\/[a-z_]+-[0-9][^\/]*\/src\//)) {
        if (crate == "" || crate == "core") {
            crate = substr($0, RSTART + 1)
            sub(/-[0-9].*/, "", crate)
        }
    } else if (/\/library\// && crate == "") crate = "core"
}

function count(group, part) {
    counted++
    groups[group]++
    parts[group, part]++
    if (parts[group, part] == 1) names[group] = names[group] " " part
}
# Counts the byte whose functions have all been read.
function code(    group) {
    if (address == "") return
    if (own == "main.rs" || symbol[address] == "_start") count("entry, exit, and memcpy and its kin", "")
    else if (own == "lib.rs") count("run", "")
    else if (own != "") {
        group = own
        sub(/\.rs$/, "", own)
        sub(/(\/.*|\.rs)$/, "", group)
        if (!sub(/^[^\/]*\//, "", own)) own = own == "args" ? "" : "itself"
        gsub(/\//, "::", own)
        count(group == "text" ? "text: what prints" : group, own)
    } else if (symbol[address] ~ /^__/) count(crates, "compiler_builtins")
    else if (crate != "") count(crates, crate)
    else count("code of no known line", "")
}
# 1234567 as 1,234,567.
function grouped(number,    text) {
    text = sprintf("%.0f", number)
    while (text ~ /[0-9][0-9][0-9][0-9]/) sub(/[0-9][0-9][0-9]($|,)/, ",&", text)
    return text
}
# Of which there is most.
function largest(array,    key, best) {
    for (key in array) if (best == "" || array[key] > array[best]) best = key
    return best
}
function row(number, text) { print "| " grouped(number) " | " text " |" }

END {
    code()
    print "| bytes | " program " |"
    print "|--:|---|"
    while ((group = largest(groups)) != "") {
        total = split(names[group], list, " ")
        for (i in some) delete some[i]
        for (i = 1; i <= total; i++) some[list[i]] = parts[group, list[i]]
        text = group
        for (between = ": "; (part = largest(some)) != ""; between = ", ") {
            text = text between part " " grouped(some[part])
            delete some[part]
        }
        row(groups[group], text)
        delete groups[group]
    }
    row(headers, "headers of the file")
    row(bytes - headers - counted, "not accounted for, as between functions that are aligned")
    row(bytes, "in all")
}
