# A tunnel takes SIOCDEVPRIVATE, the number that a bonding driver of Linux 2.4 has for attaching a slave, for
# SIOCGETTUNNEL: the kernel would write to the address that the slave's name is.
ip link add ipip1 type ipip local 192.0.2.1 remote 198.51.100.1
ip link add sit1 type sit local 192.0.2.1 remote 198.51.100.1
dummy eth0
up ipip1 sit1
snapshot
# no_private_request COMMAND...: it fails, and makes no request whose meaning is the driver's own.
no_private_request() {
    : >/tmp/trace
    fails 1 strace -qq -f -o /tmp/trace -e trace=ioctl,%network "$@"
    grep -q . /tmp/trace || fail "there is no request at all"
    ! grep -E 'SIOCDEVPRIVATE|SIOC(GET|ADD|DEL|CHG)TUNNEL|0x89f' /tmp/trace || fail "$* sent it"
    unchanged
}
for tunnel in ipip1 sit1; do
    for options in "" -f -d -fd -c -fc; do
        no_private_request ifenslave $options $tunnel eth0
        reports "$tunnel is not a master"
    done
    for request in "enslave eth0" "release eth0" "change_active eth0" bond_info "slave_info 0"; do
        no_private_request netdevice $tunnel $request
        # Before Linux 5.15, a tunnel reads from the address in the union before it looks at the request: EFAULT or EINVAL.
        case $(uname -r),$err in
        5.10.*,"netdevice: errno 14" | 5.10.*,"netdevice: EINVAL") ;;
        *) expect "stderr" "netdevice: EOPNOTSUPP" "$err" ;;
        esac
    done
done
