#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "ou/io/file.h"

#define STEP_MS 20

/* The folder that a path is in, cut off in place. */
static const char *
folder_of(char *path)
{
	char *slash = strrchr(path, '/');

	if (slash == NULL)
		return ".";
	slash[slash == path ? 1 : 0] = '\0';
	return path;
}

int
ou_path_lock(const char *path, uint32_t wait_ms, int *lock,
    struct ou_err *err)
{
	struct ou_arena a = OU_ARENA_INIT;
	char *copy = ou_arena_alloc(&a, strlen(path) + 1);
	uint32_t waited = 0;
	int fd;

	memcpy(copy, path, strlen(path) + 1);
	fd = open(folder_of(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ou_arena_release(&a);
	if (fd < 0) {
		(void)ou_err_errno(err, OU_ERR_USAGE, OU_DIAG_OPEN,
		    "its folder cannot be opened");
		return ou_err_at(err, path, 0, 0);
	}
	while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		if (errno != EINTR && (errno != EWOULDBLOCK ||
		    waited >= wait_ms)) {
			(void)ou_err_errno(err, errno == EWOULDBLOCK ?
			    OU_ERR_BUSY : OU_ERR_OUTPUT, OU_DIAG_OPEN,
			    "it cannot be locked");
			close(fd);
			return ou_err_at(err, path, 0, 0);
		}
		(void)poll(NULL, 0, STEP_MS);
		waited += STEP_MS;
	}
	*lock = fd;
	return 0;
}

void
ou_path_unlock(int lock)
{
	if (lock > 0)
		close(lock);
}
