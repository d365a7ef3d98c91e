#ifndef OU_LIB_IO_ATOMIC_H
#define OU_LIB_IO_ATOMIC_H

#include <sys/types.h>

/*
 * The file half of an atomic sink: a temporary name in the target's folder,
 * held by the folder's descriptor, so that neither a changed working folder
 * nor a renamed one leads it astray.
 */
struct atomic_file;

/* Open with O_CLOEXEC and O_NOCTTY, on a descriptor above 2.  -1, errno. */
int ou_atomic_open_high(int folder, const char *path, int flags, mode_t mode);

/* A temporary for ${path}, its descriptor in ${fd}.  NULL with errno set. */
struct atomic_file *ou_atomic_file_new(const char *path, int *fd);

/* Put it in its place; from then on free removes nothing.  0, or -1. */
int ou_atomic_file_rename(struct atomic_file *f);
int ou_atomic_file_sync_folder(struct atomic_file *f);

/* Remove the temporary, if it still is one, and free.  NULL is fine. */
void ou_atomic_file_free(struct atomic_file *f);

/* Remove the temporaries of all; safe in a signal handler. */
void ou_atomic_cleanup(void);

#endif
