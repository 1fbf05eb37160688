# What is not there is not shown: one line says so. Of an alias, it is the interface that must be there.
# native: yes
dummy eth0
ip addr add 192.0.2.1/24 dev eth0
for name in nosuch eth nosuch:1 averyverylongna; do
    same_as ifconfig "$name"
    expect "exit status" 1 "$rc"
    expect "stdout" "" "$out"
    reports "$name: "
done
for name in eth0:1 eth0: eth0:1:2; do same_as ifconfig "$name"; done
for name in "" . .. a/b "e th0"; do # no interface has such a name
    fails 1 ifenslave "$name"
    expect "stdout" "" "$out"
done
