# A line that is not understood is left out; the others are shown.
# classic: fails has an effect
# native: yes
dummy eth0 eth2
up eth0 eth2
lines() {
    echo "$head"
    echo "  eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16"
    [ $# = 0 ] || echo "$1"
    echo "  eth2: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16"
}
lines | net_dev
classic >/tmp/theirs
for line in garbage "" "    " ":" ": 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16" \
    "averyverylongname: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16"; do
    lines "$line" | net_dev
    run ifenslave
    same_bytes "'$line' has an effect"
done
