# Without an interface every request fails with ENODEV; without privilege each that sets something fails
# with EPERM, and nothing changes.
dummy eth0
ip addr add 192.0.2.1/24 dev eth0
bond bond0
snapshot
settings="flags 0x1
pflags 1
addr 192.0.2.2
dstaddr 192.0.2.2
brdaddr 192.0.2.2
netmask 255.255.0.0
metric 1
mtu 1400
txqlen 7
hwaddr 1 02:00:00:00:00:07
hwbroadcast 1 ff:ff:ff:ff:ff:00
map 0 0 0 0 0 0
addmulti 0 01:00:5e:00:00:07
delmulti 0 01:00:5e:00:00:07
add6 2001:db8::1/64
del6 2001:db8::1/64
name lan0
enslave eth0
release eth0
change_active eth0"
echo "$settings" >/tmp/settings
while read -r setting; do
    case $setting in
    # There is none of that kind at all.
    pflags*) request_fails EINVAL eth9 $setting ;;
    *) request_fails ENODEV eth9 $setting ;;
    esac
    run unprivileged netdevice eth0 $setting
    case $setting in
    pflags*) expect "stderr" "netdevice: EINVAL" "$err" ;;
    *) expect "stderr" "netdevice: EPERM" "$err" ;;
    esac
done </tmp/settings
for request in index flags addr dstaddr brdaddr netmask metric mtu txqlen hwaddr map link bond_info; do
    request_fails ENODEV eth9 $request
    case $request in
    bond_info) prints "mode 1 slaves 0 miimon 100" unprivileged netdevice bond0 bond_info ;;
    *) works unprivileged netdevice eth0 $request ;;
    esac
done
unchanged

# The first user namespace's privilege is asked for by two of them.
run unshare -U -r -n netdevice lo txqlen 7
expect "stderr" "netdevice: EPERM" "$err"
run unshare -U -r -n netdevice lo map 0 0 0 0 0 0
expect "stderr" "netdevice: EPERM" "$err"
works unshare -U -r -n netdevice lo mtu 1400
