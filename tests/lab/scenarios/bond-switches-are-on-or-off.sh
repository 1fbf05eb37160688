# What has two values may be called off and on, as well as 0 and 1.
for switch in 0:all_slaves_active 1:use_carrier 5:tlb_dynamic_lb 4:lacp_active; do
    name=${switch#*:}
    kernel_has "$name" || continue # see bond-options-of-newer-kernels
    for value in on off; do
        # Newer kernels always use it.
        [ $name-$value != use_carrier-off ] || ip link add bond0 type bond use_carrier 0 || continue
        [ ! -e /sys/class/net/bond0 ] || ip link del bond0
        bonded "bond0::mode=${switch%:*},$name=$value"
        options bond0 "$name=$value"
        ip link del bond0
    done
done
