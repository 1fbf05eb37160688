# An interface that is gone when its turn comes is left out; the others are shown.
# classic: fails it has an effect
# native: yes
dummy eth0 eth2
up eth0 eth2
lines() {
    for name in eth0 "$@" eth2; do echo "$name: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16"; done
}
{ echo "$head" && lines; } | net_dev
classic >/tmp/theirs
{ echo "$head" && lines eth1; } | net_dev
run ifenslave
same_bytes "it has an effect"
expect "exit status" 0 "$rc"
