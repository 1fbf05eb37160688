# Where the help cannot be written, it has not been given.
# hosted: no
# (There BusyBox answers to --help, before it looks for the applet.)
for option in -h -u -V --help --usage --version; do
    works ifenslave $option
    [ -n "$out" ] || fail "nothing on stdout"
    run sh -c "ifenslave $option >/dev/full"
    expect "exit status to a full device" 1 "$rc"
    run sh -c "ifenslave $option >&-"
    expect "exit status to a closed stdout" 1 "$rc"
done
