# The README's three commands print what it shows. (A test compares the text below with the README.)
# hosted: no
veth eth0 p0
veth eth1 p1
ip link set eth0 address 52:54:00:12:34:01
ip link set eth1 address 52:54:00:12:34:02
up p0 p1
count=0
check() {
    [ -z "$command" ] || prints_as_shown
    command=${1#$ } shown=
}
prints_as_shown() {
    # shellcheck disable=SC2086 # words
    run $command
    expect "exit status" 0 "$rc"
    cat /tmp/out /tmp/err >/tmp/printed
    expect "output of $command" "$shown" "$(cat /tmp/printed)"
    count=$((count + 1))
}
command='' shown=''
while IFS= read -r line; do
    case $line in
    "$ "*) check "$line" ;;
    *) shown=$shown${shown:+$newline}$line ;;
    esac
done <<'TRANSCRIPT'
$ ifenslave -v -w 10 -b bond0:eth0,eth1:mode=active-backup
ifenslave: bond0: create
ifenslave: bond0: set mode=active-backup
ifenslave: bond0: set miimon=100
ifenslave: bond0: up
ifenslave: enslave eth0 to bond0
ifenslave: eth0: clear address
ifenslave: enslave eth1 to bond0
ifenslave: eth1: clear address
$ ifenslave -s
bond0             up      link up          active-backup, miimon 100, active_slave eth0
  eth0            active  link up          perm_hwaddr 52:54:00:12:34:01, link_failure_count 0
  eth1            backup  link up          perm_hwaddr 52:54:00:12:34:02, link_failure_count 0
$ ifenslave -v -D bond0
ifenslave: release eth1 from bond0
ifenslave: release eth0 from bond0
ifenslave: bond0: delete
TRANSCRIPT
check ''
expect "commands" 3 $count
no_bond bond0
