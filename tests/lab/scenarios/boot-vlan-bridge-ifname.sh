# A whole network from one command line, its words in any order: a card is renamed, a bond is created, a VLAN on it, a
# bridge of it and another card, and a VLAN on the bridge. A second run changes nothing; -D --boot removes all but the
# name, from the top down.
# field: F22
network() {
    ip -batch - <<END
link add eth0 address 52:54:00:00:00:01 type dummy
link add eth1 address 52:54:00:00:00:02 type dummy
link add eth2 address 52:54:00:00:00:03 type dummy
END
}
# whole: all of it is there, and up.
whole() {
    mac_is lan0 52:54:00:00:00:01
    attached bond0 eth1 lan0
    vlan_of bond0.5 5 bond0
    port_of br0 bond0.5 eth2
    vlan_of vlan0007 7 br0
    is_up bond0 bond0.5 br0 eth2 vlan0007
}
# mac_is NAME MAC: it has that permanent address.
mac_is() { ip -d link show "$1" | grep -q -E "(ether|permaddr|perm_hwaddr) $2" || fail "$1 is not the card with $2"; }
# vlan_of NAME ID DEVICE
vlan_of() { ip -d link show "$1" | tr '\n' ' ' | grep -q "$1@$3:.* vlan protocol 802.1Q id $2 " || fail "$1 is not VLAN $2 of $3"; }
# port_of BRIDGE PORT...: these, and no others.
port_of() {
    local bridge=$1
    shift
    # shellcheck disable=SC2046 # words
    expect "ports of $bridge" "$*" "$(sorted $(ls "/sys/class/net/$bridge/brif"))"
}

a=ifname=lan0:52:54:00:00:00:01
b=bond=bond0:lan0,eth1:mode=active-backup
c=vlan=bond0.5:bond0
d=bridge=br0:bond0.5,eth2
e=vlan=vlan0007:br0
for words in "$a $b $c $d $e" "$e $d $c $b $a" "$c $e $a $d $b" "$d $b $e $a $c"; do
    network
    echo "quiet $words ro" >/tmp/cmdline
    run ifenslave -n --boot /tmp/cmdline
    expect "exit status" 0 "$rc"
    expect "stderr" "" "$err"
    for step in "change ifname eth0 to lan0" "bond0: create" "bond0.5: create" "br0: create" "enslave bond0.5 to br0" \
        "enslave eth2 to br0" "vlan0007: create"; do
        case $out in *"ifenslave: $step"*) ;; *) fail "not in the plan: $step" ;; esac
    done
    no_bond lan0 bond0 bond0.5 br0 vlan0007
    works ifenslave --boot /tmp/cmdline
    whole
    silently ifenslave --boot /tmp/cmdline
    works ifenslave -w 5 --boot /tmp/cmdline
    whole
    works ifenslave -D --boot --handover /tmp/cmdline
    whole
    works ifenslave -D --boot /tmp/cmdline
    no_bond bond0 bond0.5 br0 vlan0007 eth0
    mac_is lan0 52:54:00:00:00:01
    is_down lan0 eth1
    works ifenslave -D --boot /tmp/cmdline
    no_network
done

# On plain cards; and dracut's default bridge.
network
echo "vlan=eth0.12:eth0 vlan=x4094:52-54-00-00-00-02 bridge" >/tmp/cmdline
works ifenslave --boot /tmp/cmdline
vlan_of eth0.12 12 eth0
vlan_of x4094 4094 eth1
port_of br0 eth0
is_up eth0 eth0.12 eth1 x4094 br0
silently ifenslave --boot /tmp/cmdline
works ifenslave -D --boot /tmp/cmdline
no_bond eth0.12 x4094 br0
