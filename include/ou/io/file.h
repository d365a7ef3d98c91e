#ifndef OU_IO_FILE_H
#define OU_IO_FILE_H

#include <stdbool.h>

#include "ou/base/date.h"
#include "ou/io/source.h"

/* A whole file in the arena, with a maximum. */
int ou_file_load(struct ou_arena *a, const char *path, size_t max,
    struct ou_str *out, struct ou_err *err);

/* dir/name in the arena. */
char *ou_path_join(struct ou_arena *a, const char *dir, const char *name);

/**
 * ou_path_lock(path, wait_ms, lock, err):
 * Keep others who ask the same from a file that is read, and then written
 * under its name anew: the lock is on its folder.  OU_ERR_BUSY when somebody
 * has it longer than that.
 */
int ou_path_lock(const char *path, uint32_t wait_ms, int *lock,
    struct ou_err *err);
void ou_path_unlock(int lock);

bool ou_file_exists(const char *path);
bool ou_file_is_folder(const char *path);

/**
 * ou_zone_load(a, name, err):
 * The IANA zone of that name ("Europe/Paris") from the system's database
 * ($TZDIR, else /usr/share/zoneinfo); a name with "..", or beginning with
 * "/", is refused.
 */
struct ou_zone *ou_zone_load(struct ou_arena *a, struct ou_str name,
    struct ou_err *err);

#endif
