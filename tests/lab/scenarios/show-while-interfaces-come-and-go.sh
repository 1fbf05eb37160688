# Those that stay are shown, each once, whatever comes and goes meanwhile.
# native: yes
dummy a b y z
for n in $(seq 40); do echo "link add name n$n type $dummy"; done >/tmp/add
for n in $(seq 40); do echo "link del dev n$n"; done >/tmp/del
touch /tmp/go_on
while [ -e /tmp/go_on ]; do ip -batch /tmp/add && ip -batch /tmp/del; done &
trap 'rm -f /tmp/go_on; wait || true' EXIT
for _ in $(seq 30); do
    rc=0
    ifenslave -a >/tmp/out 2>/tmp/err || rc=$?
    expect "exit status (stderr: $(cat /tmp/err))" 0 "$rc"
    expect "those that stay" "a b lo y z" "$(shown | tr ' ' '\n' | grep -v '^n' | xargs)"
    expect "shown twice" "" "$(shown | tr ' ' '\n' | uniq -d)"
done
