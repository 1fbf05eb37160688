# While a slave is attached, another process gives it one more address: no other is on it then; or all is
# as it was, with that one.
# long: yes
either() {
    case $(slaves_of bond0) in
    "") expect "exit status and addresses" "1 3" "$rc $(addresses_of eth0 | wc -l)" ;;
    *)
        slaves bond0 eth0
        is_up eth0
        ! addresses_of eth0 | grep -v '^203.0.113.1/24 ' || fail "it has other addresses"
        ;;
    esac
}
each_gap eth0 "ip addr add 203.0.113.1/24 dev eth0" either ifenslave bond0 eth0
