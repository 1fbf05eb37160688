# The bench's tables, of lines as tests/lab/guest/bench.sh has them.

# For each task, count and program: the shortest time, the fewest page faults of any run; and the median of
# the times that it takes to make a bond.
{
    row = $1 " " $2
    if (!(row in seen)) { seen[row] = ++rows; name[rows] = row }
    if ($4 ~ /^[0-9]+$/) {
        least("time", $3, $4)
        if ($1 ~ /^bond/) median($3, $4)
        least("faults", $3, $5)
    } else
        value[row, $4, $3] = $5
}
function least(what, program, number) {
    if (!((row, what, program) in value) || number + 0 < value[row, what, program])
        value[row, what, program] = number + 0
}
# Of an odd number of runs: their times are kept in ascending order.
function median(program, number,    n) {
    for (n = ++runs[row, program]; n > 1 && time[row, program, n - 1] > number + 0; n--)
        time[row, program, n] = time[row, program, n - 1]
    time[row, program, n] = number + 0
    value[row, "median", program] = time[row, program, int((runs[row, program] + 1) / 2)]
}

# 1234567 as 1,234,567.
function grouped(number,    text) {
    text = sprintf("%.0f", number)
    while (text ~ /[0-9][0-9][0-9][0-9]/) sub(/[0-9][0-9][0-9]($|,)/, ",&", text)
    return text
}
# Two digits of a ratio; more where it is large.
function ratio(number) { return number < 9.95 ? sprintf("%.1f", number) : grouped(number + 0.5) }
function milliseconds(number) { return number < 99950 ? sprintf("%.1f", number / 1000) : grouped(number / 1000 + 0.5) }

function is_time(what) { return what == "time" || what == "median" }

function cell(what, program, relative,    number) {
    if (!((row, what, program) in value)) return "–"
    number = value[row, what, program]
    if (relative) return ratio(number / value[row, what, "ours"])
    return is_time(what) ? milliseconds(number) : grouped(number)
}
function table(relative,    i, j, k, line, some) {
    print "| | | this one | BusyBox's | ifconfig | ip |"
    print "|---|---|--:|--:|--:|--:|"
    for (i = 1; i <= rows; i++) {
        row = name[i]
        split(row, part, " ")
        title = part[1] == "show" ? "show " grouped(part[2]) : part[1]
        sub(/^bond-sleeping$/, "bond, scripts sleep", title)
        for (j = 1; j <= whats; j++) {
            if (!((row, what[j], "ours") in value)) continue
            line = "| " title " | " says[j] (relative || !is_time(what[j]) ? "" : ", ms") " |"
            for (k = 1; k <= 4; k++) line = line " " (relative && k == 1 ? 1 : cell(what[j], program[k], relative)) " |"
            print line
            title = ""
        }
    }
}
END {
    whats = split("time median calls processes faults instructions", what, " ")
    split("time,median time,system calls,processes,page faults,instructions", says, ",")
    split("ours classic ifconfig ip", program, " ")
    print "Measured:\n"
    table(0)
    print "\nThis one is 1 (for docs/performance.md):\n"
    table(1)
}
