# Whichever of its system calls fails: a slave that a program attaches with the library is attached, or everything is as it
# was.
# long: yes
all_or_nothing() {
    if [ "$rc" = 0 ]; then
        finished
        start_over
        return
    fi
    expect "exit status after $1" 1 "$rc"
    case $err in "bonding: "*) ;; *) fail "no message after $1" ;; esac
    unchanged "$1, and something has changed"
}
each_fault "EIO EPERM" bonding bond0 enslave eth0
