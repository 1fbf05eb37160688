# -h and --help print how a program is used, on standard output.
# field: F17
# native: yes
# hosted: no
for program in ifconfig nameif ifkit "ifkit ifconfig" "ifkit nameif"; do
    for option in -h --help; do
        # shellcheck disable=SC2086 # words
        works ours $program $option
        case $out in "Usage: ${program##* } "*) ;; *) fail "no usage" ;; esac
    done
done
works ours ifkit --help
list=$(echo "$out" | sed 1d)
expect "the applets" "ifconfig ifenslave nameif" "$(echo "$list" | xargs)"
prints "$list" ours ifkit --list
prints "$list" ours ifkit
fails 127 ours ifkit -x
