// fault [-t CALL]... [-o TRACE] CALL:WHEN:FAULT COMMAND [ARGUMENT]...  -- run COMMAND, and have something
// happen to its system call number WHEN of those with the name CALL ("ioctl:8:EIO").
//
//   FAULT   ERRNO     the call is not made, and fails with this error, a name or a number
//           SIGNAL    this signal arrives while the call is made
//           pause     COMMAND is halted after the call: a line goes to the FIFO /tmp/halted ("ended" if there
//                     was no such call), and COMMAND goes on when a line comes from the FIFO /tmp/resume
//   WHEN    N, or N+ for that call and all later ones
//
// TRACE has a line for each call that has been stopped: its name, its second argument ("ioctl(0x8913)") and,
// where the fault was injected, INJECTED. `-t` adds the calls of another name to it. Where there was no such call, the exit
// status is 125; if this cannot be done, it is 126; otherwise it is that of COMMAND, or 128 + N if a signal N
// ended it.
//
// strace does the same, and stops twice at every system call: under emulation that takes seven times as
// long. Here a seccomp filter stops COMMAND at the calls of that name alone.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct {
	const char *name;
	unsigned int number;
} calls[] = {
#define CALL(name) { #name, SYS_##name }
	CALL(accept), CALL(access), CALL(arch_prctl), CALL(bind), CALL(brk), CALL(clock_gettime),
	CALL(clock_nanosleep), CALL(close), CALL(connect), CALL(dup), CALL(dup2), CALL(execve), CALL(faccessat),
	CALL(fcntl), CALL(fstat), CALL(getdents64), CALL(getegid), CALL(geteuid), CALL(getgid), CALL(getpid),
	CALL(getppid), CALL(getrandom), CALL(getrlimit), CALL(getsockname), CALL(getsockopt), CALL(gettimeofday),
	CALL(getuid), CALL(ioctl), CALL(kill), CALL(lseek), CALL(madvise), CALL(mlock), CALL(mlockall), CALL(mmap),
	CALL(mprotect), CALL(mremap), CALL(munlockall), CALL(munmap), CALL(nanosleep), CALL(newfstatat), CALL(open),
	CALL(openat), CALL(pipe), CALL(poll), CALL(ppoll), CALL(prctl), CALL(pread64), CALL(prlimit64), CALL(read),
	CALL(readlink), CALL(readlinkat), CALL(readv), CALL(recvfrom), CALL(recvmsg), CALL(rt_sigaction),
	CALL(rt_sigprocmask), CALL(rt_sigtimedwait), CALL(select), CALL(sendmsg), CALL(sendto), CALL(set_tid_address),
	CALL(setgid), CALL(setitimer), CALL(setsockopt), CALL(setuid), CALL(shutdown), CALL(signalfd4), CALL(sigaltstack),
	CALL(socket), CALL(stat), CALL(sysinfo), CALL(timer_create), CALL(timer_settime), CALL(timerfd_create),
	CALL(timerfd_settime), CALL(uname), CALL(unlink), CALL(wait4), CALL(write), CALL(writev),
};

static const struct {
	const char *name;
	int number;
} faults[] = {
#define FAULT(name) { #name, name }
	FAULT(EPERM), FAULT(ENOENT), FAULT(ESRCH), FAULT(EINTR), FAULT(EIO), FAULT(ENXIO), FAULT(E2BIG),
	FAULT(ENOEXEC), FAULT(EBADF), FAULT(ECHILD), FAULT(EAGAIN), FAULT(ENOMEM), FAULT(EACCES), FAULT(EFAULT),
	FAULT(ENOTBLK), FAULT(EBUSY), FAULT(EEXIST), FAULT(EXDEV), FAULT(ENODEV), FAULT(ENOTDIR), FAULT(EISDIR),
	FAULT(EINVAL), FAULT(ENFILE), FAULT(EMFILE), FAULT(ENOTTY), FAULT(ETXTBSY), FAULT(EFBIG), FAULT(ENOSPC),
	FAULT(ESPIPE), FAULT(EROFS), FAULT(EMLINK), FAULT(EPIPE), FAULT(EDOM), FAULT(ERANGE),
	FAULT(ENAMETOOLONG), FAULT(ENOLCK), FAULT(ENOSYS), FAULT(ENOTEMPTY), FAULT(ELOOP), FAULT(ENOMSG),
	FAULT(EIDRM), FAULT(ECHRNG), FAULT(EL2NSYNC), FAULT(EL3HLT), FAULT(EL3RST), FAULT(ELNRNG),
	FAULT(EUNATCH), FAULT(ENOCSI), FAULT(EL2HLT), FAULT(EBADE), FAULT(EBADR), FAULT(EXFULL), FAULT(ENOANO),
	FAULT(EBADRQC), FAULT(EBADSLT), FAULT(EBFONT), FAULT(ENOSTR), FAULT(ENODATA), FAULT(ETIME), FAULT(ENOSR),
	FAULT(ENONET), FAULT(ENOPKG), FAULT(EREMOTE), FAULT(ENOLINK), FAULT(EADV), FAULT(ESRMNT), FAULT(ECOMM),
	FAULT(EPROTO), FAULT(EMULTIHOP), FAULT(EDOTDOT), FAULT(EBADMSG), FAULT(EOVERFLOW), FAULT(ENOTUNIQ),
	FAULT(EBADFD), FAULT(EREMCHG), FAULT(ELIBACC), FAULT(ELIBBAD), FAULT(ELIBSCN), FAULT(ELIBMAX),
	FAULT(ELIBEXEC), FAULT(EILSEQ), FAULT(ERESTART), FAULT(ESTRPIPE), FAULT(EUSERS), FAULT(ENOTSOCK),
	FAULT(EDESTADDRREQ), FAULT(EMSGSIZE), FAULT(EPROTOTYPE), FAULT(ENOPROTOOPT), FAULT(EPROTONOSUPPORT),
	FAULT(ESOCKTNOSUPPORT), FAULT(EPFNOSUPPORT), FAULT(EAFNOSUPPORT), FAULT(EADDRINUSE),
	FAULT(EADDRNOTAVAIL), FAULT(ENETDOWN), FAULT(ENETUNREACH), FAULT(ENETRESET), FAULT(ECONNABORTED),
	FAULT(ECONNRESET), FAULT(ENOBUFS), FAULT(EISCONN), FAULT(ENOTCONN), FAULT(ESHUTDOWN),
	FAULT(ETOOMANYREFS), FAULT(ETIMEDOUT), FAULT(ECONNREFUSED), FAULT(EHOSTDOWN), FAULT(EHOSTUNREACH),
	FAULT(EALREADY), FAULT(EINPROGRESS), FAULT(ESTALE), FAULT(EUCLEAN), FAULT(ENOTNAM), FAULT(ENAVAIL),
	FAULT(EISNAM), FAULT(EREMOTEIO), FAULT(EDQUOT), FAULT(ENOMEDIUM), FAULT(EMEDIUMTYPE), FAULT(ECANCELED),
	FAULT(ENOKEY), FAULT(EKEYEXPIRED), FAULT(EKEYREVOKED), FAULT(EKEYREJECTED), FAULT(EOWNERDEAD),
	FAULT(ENOTRECOVERABLE), FAULT(ERFKILL), FAULT(EOPNOTSUPP),
}, signals[] = {
	FAULT(SIGALRM), FAULT(SIGHUP), FAULT(SIGINT), FAULT(SIGPIPE), FAULT(SIGQUIT), FAULT(SIGTERM), FAULT(SIGUSR1),
	FAULT(SIGUSR2),
};

static FILE *trace;

static void die(const char *what, const char *why)
{
	fprintf(stderr, "fault: %s: %s\n", what, why);
	exit(126);
}

static void must(long result, const char *what)
{
	if (result == -1)
		die(what, strerror(errno));
}

static unsigned int call_number(const char *name)
{
	for (size_t i = 0; i < COUNT(calls); i++)
		if (!strcmp(calls[i].name, name))
			return calls[i].number;
	die(name, "a system call that fault.c does not list");
	return 0;
}

static const char *call_name(unsigned int number)
{
	for (size_t i = 0; i < COUNT(calls); i++)
		if (calls[i].number == number)
			return calls[i].name;
	return "?";
}

// The child: stops itself until it is traced, and then has the filter for what it becomes.
static void become(char **command, const unsigned int *numbers, size_t count)
{
	struct sock_filter program[2 + 2 * 16], *next = program;
	struct sock_fprog filter = { 0, program };

	*next++ = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
	for (size_t i = 0; i < count; i++) {
		*next++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, numbers[i], 0, 1);
		*next++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
	}
	*next++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	filter.len = next - program;

	must(ptrace(PTRACE_TRACEME, 0, 0, 0), "ptrace");
	raise(SIGSTOP);
	must(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
	must(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter), "seccomp");
	execvp(*command, command);
	die(*command, strerror(errno));
}

static void report(const char *line)
{
	int file = open("/tmp/halted", O_WRONLY);

	must(file, "/tmp/halted");
	must(write(file, line, strlen(line)), "/tmp/halted");
	close(file);
}

static void wait_for_shell(void)
{
	char byte;
	int file;

	report("halted\n");
	file = open("/tmp/resume", O_RDONLY);
	must(file, "/tmp/resume");
	must(read(file, &byte, 1), "/tmp/resume");
	close(file);
}

int main(int count, char **words)
{
	unsigned int numbers[16], call;
	size_t known = 1;
	char *name, *when, *fault, *plus;
	int status, option, error = 0, signal_number = 0, halt = 0, injected = 0, started = 0;
	long number, seen = 0;
	pid_t pid;

	while ((option = getopt(count, words, "+t:o:")) != -1) {
		if (option == 't' && known < COUNT(numbers))
			numbers[known++] = call_number(optarg);
		else if (option == 'o')
			trace = fopen(optarg, "we");
		else
			die("usage", "fault [-t CALL]... [-o TRACE] CALL:WHEN:FAULT COMMAND...");
	}
	if (!trace)
		trace = fopen("/dev/null", "we");
	if (count - optind < 2)
		die("usage", "fault [-t CALL]... [-o TRACE] CALL:WHEN:FAULT COMMAND...");
	name = strtok(words[optind], ":");
	when = strtok(NULL, ":");
	fault = strtok(NULL, ":");
	if (!fault)
		die("usage", "CALL:WHEN:FAULT");
	call = numbers[0] = call_number(name);
	number = strtol(when, &plus, 10);
	error = atoi(fault);
	for (size_t i = 0; i < COUNT(faults); i++)
		if (!strcmp(faults[i].name, fault))
			error = faults[i].number;
	for (size_t i = 0; i < COUNT(signals); i++)
		if (!strcmp(signals[i].name, fault))
			signal_number = signals[i].number;
	halt = !strcmp(fault, "pause");
	if (!error && !signal_number && !halt)
		die(fault, "neither an error nor a signal that fault.c lists");

	pid = fork();
	must(pid, "fork");
	if (pid == 0)
		become(words + optind + 1, numbers, known);
	must(waitpid(pid, &status, 0), "waitpid");
	must(ptrace(PTRACE_SETOPTIONS, pid, 0,
		    PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEEXEC | PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL), "ptrace");
	must(ptrace(PTRACE_CONT, pid, 0, 0), "ptrace");
	for (;;) {
		int resume = PTRACE_CONT, forward = 0;

		must(waitpid(pid, &status, 0), "waitpid");
		if (!WIFSTOPPED(status))
			break;
		if (status >> 8 == (SIGTRAP | PTRACE_EVENT_EXEC << 8)) {
			started = 1;
		} else if (status >> 8 == (SIGTRAP | PTRACE_EVENT_SECCOMP << 8)) {
			struct user_regs_struct registers;

			must(ptrace(PTRACE_GETREGS, pid, 0, &registers), "ptrace");
			if (started) {
				int hit = registers.orig_rax == call && (++seen == number || (*plus && seen > number));

				fprintf(trace, "%s(%#lx)%s\n", call_name(registers.orig_rax), registers.rsi,
					hit ? " INJECTED" : "");
				injected |= hit;
				if (hit && error) {
					registers.orig_rax = -1; // none: what follows is its result
					registers.rax = -error;
					must(ptrace(PTRACE_SETREGS, pid, 0, &registers), "ptrace");
				} else if (hit && signal_number) {
					kill(pid, signal_number);
				} else if (hit) {
					resume = PTRACE_SYSCALL; // to its end
				}
			}
		} else if (WSTOPSIG(status) == (SIGTRAP | 0x80)) {
			wait_for_shell();
		} else {
			forward = WSTOPSIG(status);
		}
		must(ptrace(resume, pid, 0, forward), "ptrace");
	}
	fclose(trace);
	if (!injected && halt)
		report("ended\n");
	if (!injected)
		return 125;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
