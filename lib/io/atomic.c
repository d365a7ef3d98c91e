#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "atomic.h"
#include "ou/base/arena.h"

/*
 * Open temporaries are a list that the signal handler walks.  A member is
 * filled before the one store that links it, and unlinked by one store before
 * it is freed, so that a handler at any point sees a whole list.
 */
struct atomic_file {
	_Atomic(struct atomic_file *) next;
	int folder;			/* of all that are in it */
	dev_t device;
	ino_t inode;
	atomic_bool temporary;		/* the name below exists */
	char name[64];
	char *target;			/* without folder */
};

static _Atomic(struct atomic_file *) open_files;

int
ou_atomic_open_high(int folder, const char *path, int flags, mode_t mode)
{
	int fd, high, saved;

	do {
		fd = openat(folder, path, flags | O_CLOEXEC | O_NOCTTY, mode);
	} while (fd < 0 && errno == EINTR);
	if (fd < 0 || fd > STDERR_FILENO)
		return fd;
	high = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	saved = errno;
	close(fd);
	errno = saved;
	return high;
}

/**
 * resolve(path, st, exists):
 * The path with symbolic links followed, so that a link keeps pointing and
 * its target is replaced.  NULL with errno set.
 */
static char *
resolve(const char *path, struct stat *st, bool *exists)
{
	char *real;

	*exists = stat(path, st) == 0;
	if (*exists) {
		if (access(path, W_OK) != 0)
			return NULL;
		return realpath(path, NULL);
	}
	if (errno != ENOENT || lstat(path, st) == 0) {
		/* Also a link that points nowhere. */
		return NULL;
	}
	errno = ENOENT;
	if (path[0] == '\0' || path[strlen(path) - 1] == '/')
		return NULL;
	if ((real = strdup(path)) == NULL)
		ou_out_of_memory();
	return real;
}

/* A run that writes a document for each order has one descriptor for their
 * folder. */
static void
share_folder(struct atomic_file *f)
{
	struct atomic_file *at = atomic_load(&open_files);
	struct stat st;

	if (fstat(f->folder, &st) != 0)
		return;
	f->device = st.st_dev;
	f->inode = st.st_ino;
	while (at != NULL && (at->device != st.st_dev ||
	    at->inode != st.st_ino))
		at = atomic_load(&at->next);
	if (at == NULL)
		return;
	close(f->folder);
	f->folder = at->folder;
}

/* Cut ${path} into folder (opened) and name. */
static int
open_folder(struct atomic_file *f, char *path)
{
	char *slash = strrchr(path, '/'), here[] = ".";

	if ((f->target = strdup(slash != NULL ? slash + 1 : path)) == NULL)
		ou_out_of_memory();
	if (slash == NULL)
		path = here;
	else if (slash == path)
		slash[1] = '\0';
	else
		*slash = '\0';
	f->folder = ou_atomic_open_high(AT_FDCWD, path, O_RDONLY | O_DIRECTORY,
	    0);
	if (f->folder < 0)
		return -1;
	share_folder(f);
	return 0;
}

static int
open_temporary(struct atomic_file *f, mode_t mode)
{
	uint64_t random = 0;
	int fd, tries;

	for (tries = 0; tries < 64; tries++) {
		if (getrandom(&random, sizeof(random), GRND_NONBLOCK) < 0)
			random += (uint64_t)getpid() << 20 | (unsigned)tries;
		snprintf(f->name, sizeof(f->name), ".ou-%016llx.tmp",
		    (unsigned long long)random);
		fd = ou_atomic_open_high(f->folder, f->name,
		    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return -1;
}

struct atomic_file *
ou_atomic_file_new(const char *path, int *fd)
{
	struct atomic_file *f;
	struct stat st;
	bool exists;
	char *real;
	int saved;

	if ((f = calloc(1, sizeof(*f))) == NULL)
		ou_out_of_memory();
	f->folder = -1;
	*fd = -1;
	if ((real = resolve(path, &st, &exists)) == NULL ||
	    open_folder(f, real) != 0)
		goto fail;
	/* Linked before it exists: a signal in between unlinks nothing. */
	atomic_store(&f->next, atomic_load(&open_files));
	atomic_store(&open_files, f);
	*fd = open_temporary(f, exists ? 0600 : 0666);
	if (*fd < 0)
		goto fail;
	atomic_store(&f->temporary, true);
	if (exists && fchmod(*fd, st.st_mode & 07777) != 0)
		goto fail;
	free(real);
	return f;
fail:
	saved = errno;
	free(real);
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
	ou_atomic_file_free(f);
	errno = saved;
	return NULL;
}

int
ou_atomic_file_rename(struct atomic_file *f)
{
	if (renameat(f->folder, f->name, f->folder, f->target) != 0)
		return -1;
	atomic_store(&f->temporary, false);
	return 0;
}

int
ou_atomic_file_sync_folder(struct atomic_file *f)
{
	if (fsync(f->folder) == 0 || errno == EINVAL || errno == ENOTSUP)
		return 0;
	return -1;
}

/* The last one in it does. */
static void
close_folder(struct atomic_file *f)
{
	struct atomic_file *at = atomic_load(&open_files);

	if (f->folder < 0)
		return;
	while (at != NULL && at->folder != f->folder)
		at = atomic_load(&at->next);
	if (at == NULL)
		close(f->folder);
}

void
ou_atomic_file_free(struct atomic_file *f)
{
	struct atomic_file *at;

	if (f == NULL)
		return;
	if (atomic_load(&f->temporary))
		unlinkat(f->folder, f->name, 0);
	if ((at = atomic_load(&open_files)) == f)
		atomic_store(&open_files, atomic_load(&f->next));
	for (; at != NULL; at = atomic_load(&at->next)) {
		if (atomic_load(&at->next) == f)
			atomic_store(&at->next, atomic_load(&f->next));
	}
	close_folder(f);
	free(f->target);
	free(f);
}

void
ou_atomic_cleanup(void)
{
	struct atomic_file *f;
	int saved = errno;

	for (f = atomic_load(&open_files); f != NULL;
	    f = atomic_load(&f->next)) {
		if (f->name[0] != '\0')
			unlinkat(f->folder, f->name, 0);
	}
	errno = saved;
}
