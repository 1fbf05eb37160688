# Text that cannot be written is an error.
# native: yes
one_interface "link set eth0 up"
for words in "" -a eth0; do
    run sh -c "${PATH%%:*}/ifconfig $words >/dev/full"
    expect "exit status to a full device" 1 "$rc"
    case $err in "ifconfig: "*"No space left on device") ;; *) fail "another reason" ;; esac
    run sh -c "${PATH%%:*}/ifconfig $words >&-"
    expect "exit status to a closed stdout" 1 "$rc"
done
