# A request that fails is reported with glibc's text for its errno, whatever number that has on this architecture.
# field: F15
ip link add eth0 type dummy
bond bond0

# A VLAN on a card that is down: ENETDOWN.
ip link add link eth0 name eth0.5 type vlan id 5
fails 1 ifenslave bond0 eth0.5
reports "can't enslave eth0.5 to bond0: Network is down"
expect "lines" 1 "$(wc -l </tmp/err)"
slaves bond0
is_down eth0.5

# Bonds in bonds, too deep: EMLINK.
inner=eth0
for n in 1 2 3 4 5 6 7 8 9; do
    ip link add "nest$n" type bond
    ip link set "$inner" down
    ip link set "$inner" master "nest$n" 2>/dev/null || break
    inner=nest$n
done
[ "$n" -gt 5 ] || fail "no deeper than $n"
fails 1 ifenslave -f "nest$n" "$inner"
reports "can't enslave $inner to nest$n: Too many links"

# Every errno, as the answer to the request of the driver.
ip link add eth1 up type dummy
call=$(enslave_call)
while read -r error text; do
    rc=0
    with_fault "$call:$error" ifenslave bond0 eth1 2>/tmp/err || rc=$?
    expect "exit status after $error" 1 "$rc"
    found=$(sed -n "s/^ifenslave: can't enslave eth1 to bond0: //p" /tmp/err)
    expect "$error" "$text" "${found%% (*}"
done <<END
EPERM Operation not permitted
ENOENT No such file or directory
ESRCH No such process
EINTR Interrupted system call
EIO Input/output error
ENXIO No such device or address
E2BIG Argument list too long
EBADF Bad file descriptor
EAGAIN Resource temporarily unavailable
ENOMEM Cannot allocate memory
EACCES Permission denied
EFAULT Bad address
EBUSY Device or resource busy
EEXIST File exists
ENODEV No such device
EINVAL Invalid argument
ENFILE Too many open files in system
EMFILE Too many open files
ENOTTY Inappropriate ioctl for device
ENOSPC No space left on device
EMLINK Too many links
EPIPE Broken pipe
ERANGE Numerical result out of range
ENOSYS Function not implemented
ENODATA No data available
ETIME Timer expired
ENOLINK Link has been severed
EPROTO Protocol error
EOVERFLOW Value too large for defined data type
EMSGSIZE Message too long
EPROTONOSUPPORT Protocol not supported
EOPNOTSUPP Operation not supported
EAFNOSUPPORT Address family not supported by protocol
EADDRINUSE Address already in use
EADDRNOTAVAIL Cannot assign requested address
ENETDOWN Network is down
ENETUNREACH Network is unreachable
ENOBUFS No buffer space available
ENOTCONN Transport endpoint is not connected
ESHUTDOWN Cannot send after transport endpoint shutdown
ETIMEDOUT Connection timed out
EHOSTUNREACH No route to host
EALREADY Operation already in progress
EINPROGRESS Operation now in progress
ECANCELED Operation canceled
ERFKILL Operation not possible due to RF-kill
EXDEV Invalid cross-device link
ENOTDIR Not a directory
EISDIR Is a directory
EFBIG File too large
EROFS Read-only file system
EDOM Numerical argument out of domain
ENAMETOOLONG File name too long
ENOTEMPTY Directory not empty
ELOOP Too many levels of symbolic links
ENOMSG No message of desired type
EBADE Invalid exchange
EXFULL Exchange full
EBADRQC Invalid request code
ENOSR Out of streams resources
ENOPKG Package not installed
ECOMM Communication error on send
EBADMSG Bad message
ENOTUNIQ Name not unique on network
EILSEQ Invalid or incomplete multibyte or wide character
ENOPROTOOPT Protocol not available
ESOCKTNOSUPPORT Socket type not supported
EPFNOSUPPORT Protocol family not supported
ECONNRESET Connection reset by peer
ECONNREFUSED Connection refused
EHOSTDOWN Host is down
EREMOTEIO Remote I/O error
ENOMEDIUM No medium found
ENOKEY Required key not available
EKEYREJECTED Key was rejected by service
524 Unknown error 524
517 Unknown error 517
END
