# Renaming without privilege is an error.
one_interface
snapshot
fails 1 unprivileged "${PATH%%:*}/nameif" net0 52:54:00:00:00:01
case $err in "nameif: "*"Operation not permitted"*) ;; *) fail "another reason" ;; esac
unchanged
