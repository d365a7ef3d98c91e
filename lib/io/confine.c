#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <seccomp.h>
#include <sys/mman.h>

#include "ou/io/confine.h"

/*
 * A list of what is allowed, for all that follows is refused: what a system
 * call that does not exist yet may do, nobody knows.
 */
static const int allowed[] = {
	SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(write),
	SCMP_SYS(writev), SCMP_SYS(pwrite64), SCMP_SYS(close),
	SCMP_SYS(lseek), SCMP_SYS(_llseek),
	SCMP_SYS(stat), SCMP_SYS(fstat), SCMP_SYS(lstat), SCMP_SYS(newfstatat),
	SCMP_SYS(fstatat64), SCMP_SYS(fstat64), SCMP_SYS(stat64),
	SCMP_SYS(lstat64), SCMP_SYS(statx), SCMP_SYS(access),
	SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink),
	SCMP_SYS(readlinkat), SCMP_SYS(getdents), SCMP_SYS(getdents64),
	SCMP_SYS(getcwd), SCMP_SYS(dup), SCMP_SYS(fcntl), SCMP_SYS(fcntl64),
	SCMP_SYS(fsync), SCMP_SYS(fdatasync), SCMP_SYS(fadvise64),
	SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(brk), SCMP_SYS(madvise),
	SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(futex), SCMP_SYS(sched_yield),
	SCMP_SYS(restart_syscall), SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sigreturn), SCMP_SYS(getpid), SCMP_SYS(gettid),
	SCMP_SYS(tgkill), SCMP_SYS(clock_gettime), SCMP_SYS(clock_gettime64),
	SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(getrandom),
	SCMP_SYS(exit), SCMP_SYS(exit_group),
};

/* Open, but only to read. */
static int
allow_reading(scmp_filter_ctx ctx)
{
	const unsigned long changing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC |
	    O_APPEND;
	int r;

	r = seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, changing, 0));
	r |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(open), 1,
	    SCMP_A1(SCMP_CMP_MASKED_EQ, changing, 0));
	return r;
}

/* Our own temporaries are renamed and removed by the descriptor of their
 * folder; the working folder (AT_FDCWD is negative) is not touched. */
static int
allow_own_files(scmp_filter_ctx ctx)
{
	int r;

	r = seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(renameat), 2,
	    SCMP_A0(SCMP_CMP_LE, INT_MAX, 0), SCMP_A2(SCMP_CMP_LE, INT_MAX, 0));
	r |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(renameat2), 2,
	    SCMP_A0(SCMP_CMP_LE, INT_MAX, 0), SCMP_A2(SCMP_CMP_LE, INT_MAX, 0));
	r |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(unlinkat), 1,
	    SCMP_A0(SCMP_CMP_LE, INT_MAX, 0));
	return r;
}

static int
allow_memory(scmp_filter_ctx ctx)
{
	int r;

	r = seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	r |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mmap2), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	r |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	return r;
}

static int
load(scmp_filter_ctx ctx)
{
	size_t i;
	int r;

	r = allow_reading(ctx) | allow_own_files(ctx) | allow_memory(ctx);
	for (i = 0; r == 0 && i < sizeof(allowed) / sizeof(allowed[0]); i++)
		r = seccomp_rule_add(ctx, SCMP_ACT_ALLOW, allowed[i], 0);
	return r == 0 ? seccomp_load(ctx) : r;
}

int
ou_confine(struct ou_err *err)
{
	scmp_filter_ctx ctx;
	int r = -1;

#ifdef OU_UNCONFINED
	/* The leak check forks and traces; coverage writes at the end. */
	return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_USAGE,
	    "cannot be confined in a build for tests");
#endif
	if ((ctx = seccomp_init(SCMP_ACT_ERRNO(EPERM))) != NULL) {
		r = load(ctx);
		seccomp_release(ctx);
	}
	if (r == 0)
		return 0;
	return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_USAGE,
	    "cannot be confined: the kernel has no seccomp");
}
