# What each byte of the program is, of lld's map: lines of "ADDRESS WHAT SYMBOL", in hexadecimal as
# addr2line wants it. What no line is printed for is between sections.

function hex(digits,    i, value) {
    for (i = 1; i <= length(digits); i++) value = value * 16 + index("123456789abcdef", substr(digits, i, 1))
    return value
}
function mark(array, value,    i) {
    for (i = 0; i < hex($3); i++) array[hex($1) + i] = value
}

# Each level of names has a column of its own: of the output's sections, the input's, and symbols.
NR == 1 { section = index($0, "In "); symbol = index($0, "Symbol"); next }
# In the output, what is loaded is all one section.
substr($0, section - 1, 1) != " " || / \.[a-z_]+$/ { next }
substr($0, section, 1) != " " {
    if (/:\(\.text/) mark(what, "code")
    if (/:\(\.rodata/) mark(what, "constant")
    next
}
/output::(.*::)?([A-Z_]*KEYS|TEXTS)/ { mark(what, "text"); next }
substr($0, symbol) ~ /^[^ ]/ { mark(symbols, substr($0, symbol)) }
END { for (address in what) printf "%x %s %s\n", address, what[address], symbols[address] }
