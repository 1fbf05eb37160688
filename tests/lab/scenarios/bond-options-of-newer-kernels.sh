# An option that this kernel does not have is rejected by its name, and no bond is created; even where the
# kernel would say nothing.
while read -r spec; do
    name=${spec##*[,:]}
    name=${name%%=*}
    if kernel_has "$name"; then
        bonded "$spec"
        options bond0 "${spec##*,}"
        ip link del bond0
    else
        snapshot
        rejects "$name" ifenslave --bond "$spec"
    fi
done <<END
bond0::mode=4,lacp_active=off
bond0::mode=4,lacp_active=on
bond0::mode=4,lacp_active=0
bond0::mode=4,lacp_active=1
bond0::mode=1,missed_max=1
bond0::mode=1,missed_max=255
bond0::mode=4,coupled_control=off
bond0::mode=4,coupled_control=on
bond0::mode=4,coupled_control=0
bond0::mode=4,coupled_control=1
END

# The same with values.
snapshot
for spec in mode=2,xmit_hash_policy=vlan+srcmac mode=2,xmit_hash_policy=5 mode=2,use_carrier=0 mode=4,use_carrier=0; do
    if ip link add bond0 type bond $(split '=,' "$spec"); then
        ip link del bond0
        bonded "bond0::$spec"
        options bond0 "${spec#*,}"
        ip link del bond0
    else
        spec=${spec#*,}
        rejects "${spec%=*}" ifenslave --bond "bond0::mode=2,$spec"
    fi
done
