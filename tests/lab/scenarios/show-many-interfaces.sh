# More interfaces than any table holds, with addresses of both kinds.
# native: yes
count=300
[ -z "${native-}" ] || count=1000
for n in $(seq $count); do
    echo "link add name port$n type $dummy"
    echo "addr add 10.$((n / 250)).$((n % 250)).1/24 brd + dev port$n"
    [ $((n % 3)) = 0 ] || echo "link set port$n up"
    [ $((n % 7)) != 0 ] || echo "addr add 192.0.2.$((n % 250))/32 label port$n:$n dev port$n"
done >/tmp/batch
ip -batch /tmp/batch
shown_alike port7 port7:7 port300
expect "interfaces" $((count + count / 7 + 1)) "$(grep -c 'Link encap' /tmp/out)"
