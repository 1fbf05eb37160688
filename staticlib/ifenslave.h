/* ifenslave.h  -- applets for C programs: link with libifenslave.a.
 *
 * Each function runs the program of its name and returns its exit status: 0, or 1 after a failure, and others as
 * ifenslave(8) describes. It writes to file descriptors 1 and 2 with write(2), not through stdio: call fflush(NULL)
 * first, or buffered text appears later.
 *
 * The functions ignore argv[0]. argv[argc] is NULL, as in main; the strings are not changed.
 *
 * The library needs memcpy, memmove, memset, memcmp and bcmp, which the compiler calls, and nothing else: no malloc,
 * no stdio, no errno. It has no state, so threads can call it at the same time. It never exits, changes no signal
 * handler, and leaves no file descriptor open and no memory mapped. Its file descriptors are close-on-exec. While it
 * changes interfaces, it blocks all signals for the calling thread, except 32, 33 and 34, which C libraries use
 * internally; they arrive when it returns. (In a process with several threads, another thread may receive them
 * earlier.) While it runs, the thread must not be cancelled (pthread_cancel) and must not change its network
 * namespace. It needs less than 64 KiB of stack.
 */
#ifndef IFENSLAVE_H
#define IFENSLAVE_H

#ifdef __cplusplus
extern "C" {
#endif

/* The library has the applets that it was built with: make staticlib APPLETS="..." */
int ifconfig_main(int argc, char **argv);
int ifenslave_main(int argc, char **argv);
int nameif_main(int argc, char **argv);

#ifdef __cplusplus
}
#endif

#endif
