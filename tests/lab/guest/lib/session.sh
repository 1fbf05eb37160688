# A machine at the other end of eth0's cable, in a network of its own, and a session from there, as by ssh.
# shellcheck shell=dash disable=SC2034,SC2154 # one file with the others of this folder

# reachable [LINE]...: eth0, which is up, 192.0.2.1; outside is p0, 192.0.2.9, at the other end of its cable; and the
# results of these lines for `ip -batch`.
reachable() {
    # One ip has its namespaces here, another one there.
    mkdir -p /run/netns /var
    [ -e /var/run ] || ln -s /run /var/run
    mount -t tmpfs netns /run/netns
    ip netns add outside
    ip -batch - <<END
link add eth0 type veth peer name p0 netns outside
addr add 192.0.2.1/24 brd + dev eth0
link set eth0 up
$(for line; do echo "$line"; done)
END
    ip -n outside addr add 192.0.2.9/24 brd + dev p0
    ip -n outside link set p0 up
    until_link eth0 up
    answers || fail "192.0.2.1 does not answer before any change"
}

# outside COMMAND...: there.
outside() { ip netns exec outside "$@"; }

# answers: whether this machine does, outside.
answers() { outside ping -q -c 1 -W 1 192.0.2.1 >/tmp/ping; }

# log_in: a session on a terminal, over TCP. What it prints is in /tmp/screen.
log_in() {
    mkdir -p /dev/pts
    mount -t devpts devpts /dev/pts
    telnetd -F -l /bin/sh -p 23 &
    telnetd=$!
    mkfifo /tmp/keyboard
    until outside nc 192.0.2.1 23 </dev/null >/tmp/screen; do sleep 0.1; done
    outside nc 192.0.2.1 23 </tmp/keyboard >/tmp/screen &
    client=$!
    trap 'kill $telnetd $client 2>/dev/null || true' EXIT
    exec 5>/tmp/keyboard
    # The shell prints a prompt.
    until_shown '#'
}

# types LINE: in the session.
types() {
    echo "session\$ $1"
    echo "$1" >&5
}

# until_shown TEXT: until the session has printed that; half a minute is plenty.
until_shown() {
    local begin
    begin=$(now)
    until grep -q -F "$1" /tmp/screen; do
        [ $(($(now) - begin)) -lt 3000 ] || fail "the session has not printed '$1': $(cat /tmp/screen)"
        sleep 0.1
    done
}

# hang_up: the client closes the connection.
hang_up() { exec 5>&-; }

# interrupts COMMAND...: how many pings that come from outside, one every 10 ms, get no reply on account of it: in $lost.
interrupts() {
    local ping before
    : >/tmp/pings
    $ip netns exec outside ping -i 0.01 192.0.2.1 >/tmp/pings &
    ping=$!
    until_replies 5
    "$@"
    before=$(wc -l </tmp/pings)
    until_replies $((before + 20))
    kill $ping
    wait $ping || true
    lost=$(sed -n 's/.* seq=\([0-9]*\) .*/\1/p' /tmp/pings |
        awk 'NR == 1 { first = $1 } { last = $1; count++ } END { print last - first + 1 - count }')
}

# until_replies COUNT: until there are that many lines of pings.
until_replies() {
    local begin
    begin=$(now)
    until [ "$(wc -l </tmp/pings)" -ge "$1" ]; do
        [ $(($(now) - begin)) -lt 3000 ] || fail "pings get no reply: $(tail -n 3 /tmp/pings)"
        sleep 0.05
    done
}
