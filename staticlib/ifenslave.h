/* ifenslave.h  -- applets of BusyBox's, to be called from C: link with libifenslave.a.
 *
 * Each function does what the program of its name does, and returns its exit status: 0, or 1 where
 * something failed. It prints to file descriptors 1 and 2 with write(2), past stdio: fflush(NULL) before,
 * or what stdio holds comes later.
 *
 * argv[0] is not looked at. argv[argc] is NULL, as in main; the strings are not changed.
 *
 * The library needs memcpy, memmove, memset, memcmp and bcmp, of which the compiler makes calls, and
 * nothing else: no malloc, no stdio, no errno. It has no state: threads can call it at once. It never
 * exits, changes no signal handler, and leaves no file descriptor open and no memory mapped. All file
 * descriptors are close-on-exec meanwhile. While interfaces are changed, all signals are blocked for the
 * calling thread, except 32, 33 and 34, which C libraries use internally; they arrive when it returns. (In
 * a process with several threads, another may get them before.) The thread must not be cancelled
 * (pthread_cancel), nor change its network namespace, while it runs. It takes less than 64 KiB of stack.
 */
#ifndef IFENSLAVE_H
#define IFENSLAVE_H

#ifdef __cplusplus
extern "C" {
#endif

/* Each is there if the library was built with that applet: make staticlib APPLETS="..." */
int ifconfig_main(int argc, char **argv);
int ifenslave_main(int argc, char **argv);
int nameif_main(int argc, char **argv);

#ifdef __cplusplus
}
#endif

#endif
