# All that an administrator may have made with an Ethernet interface is there when it cannot be attached.
# (The driver finds that the VLAN cannot have the bond's MTU when it is down already.)
# classic: fails something has changed
vlan_with_a_small_mtu
snapshot

run ifenslave bond0 eth0.5
unchanged
expect "exit status" 1 "$rc"
expect "stderr" "ifenslave: can't enslave eth0.5 to bond0: Numerical result out of range" "${err%% (*}"
