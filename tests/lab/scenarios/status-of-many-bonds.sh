# A hundred bonds among as many interfaces are shown in the order of their names, in no time.
for n in $(seq 100); do
    echo "link add name bond$n type bond"
    echo "link add name port$n type dummy"
    echo "link set port$n master bond$n"
done >/tmp/batch
ip -batch /tmp/batch
works timeout 20 ifenslave -s
expect "bonds in order" "$(seq 100 | sed 's/^/bond/' | LC_ALL=C sort)" \
    "$(sed -n 's/^\(bond[0-9]*\) .*links are not monitored$/\1/p' /tmp/out)"
expect "slaves" 100 "$(grep -c '^  port' /tmp/out)"
works ifenslave -s --json
expect "lines" 1 "$(wc -l </tmp/out)"
expect "bonds" 100 "$(grep -o '"ifname":"bond' /tmp/out | wc -l)"
