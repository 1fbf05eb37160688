# While a slave is attached, another process detaches it: it is attached, or as it was, or released.
# long: yes
either() {
    state >/tmp/after
    if has_flag eth0 1; then complete_or_unchanged eth0; else slaves bond0 && addresses eth0; fi
}
each_gap eth0 "ifenslave -d bond0 eth0 || true" either ifenslave bond0 eth0
