# An animated SVG of the demo's output: from the first command to the end of the ping. Each line appears in its
# turn; commands take a second longer than output. Without animation (prefers-reduced-motion) all lines show.

BEGIN {
    width = 8.43; height = 20; margin = 16; size = 14
    columns = 92
    command_pause = 1.2; step_pause = 1.8; output_pause = 0.12; end_pause = 6
    time = 0.3
}
/^\* One command/ { recorded = 1 }
/^\* Remove the bond/ { recorded = 0 }
!recorded { next }
# Empty lines separate the steps, except at the end.
/^$/ { empty = 1; next }
{
    if (empty && count) line[++count] = ""
    empty = 0
    line[++count] = $0
    if (/^\$ /) time += command_pause
    else if (/^\* /) time += count > 1 ? step_pause : 0
    else time += output_pause
    at[count] = time
}
function escaped(text) {
    gsub(/&/, "\\&amp;", text)
    gsub(/</, "\\&lt;", text)
    gsub(/>/, "\\&gt;", text)
    return text
}
END {
    if (!count) exit 1
    total = time + end_pause
    w = int(columns * width + 2 * margin)
    h = count * height + 2 * margin
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n", w, h, w, h
    print "<title>The demo: a bond of two cards fails over</title>"
    print "<style>"
    print ".screen { fill: #f6f8fa; stroke: #d0d7de }"
    printf "text { font: %dpx ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; white-space: pre; fill: #1f2328 }\n", size
    print ".told { fill: #57606a; font-style: italic }"
    print ".command { fill: #0550ae; font-weight: bold }"
    print "@media (prefers-color-scheme: dark) {"
    print "  .screen { fill: #161b22; stroke: #30363d }"
    print "  text { fill: #e6edf3 }"
    print "  .told { fill: #9198a1 }"
    print "  .command { fill: #79c0ff }"
    print "}"
    print "@media (prefers-reduced-motion: no-preference) {"
    for (i = 1; i <= count; i++) if (line[i] != "") {
        shown = 100 * at[i] / total
        printf "  @keyframes l%d { 0%%, %.2f%% { opacity: 0 } %.2f%%, 100%% { opacity: 1 } }\n", i, shown - 0.01, shown
        printf "  #l%d { animation: l%d %.1fs infinite }\n", i, i, total
    }
    print "}"
    print "</style>"
    printf "<rect class=\"screen\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n", w - 1, h - 1
    for (i = 1; i <= count; i++) if (line[i] != "") {
        class = line[i] ~ /^\$ / ? " class=\"command\"" : line[i] ~ /^(\* |  \()/ ? " class=\"told\"" : ""
        printf "<text id=\"l%d\"%s x=\"%d\" y=\"%d\" xml:space=\"preserve\">%s</text>\n", i, class, margin, \
            margin + i * height - 6, escaped(line[i])
    }
    print "</svg>"
}
