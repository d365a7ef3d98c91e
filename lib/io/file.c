#include <string.h>
#include <sys/stat.h>

#include "ou/io/file.h"

int
ou_file_load(struct ou_arena *a, const char *path, size_t max,
    struct ou_str *out, struct ou_err *err)
{
	struct ou_source *s;
	int r;

	if ((s = ou_source_open(path, NULL, err)) == NULL)
		return -1;
	r = ou_source_all(s, a, max, out, err);
	ou_source_close(s);
	return r;
}

char *
ou_path_join(struct ou_arena *a, const char *dir, const char *name)
{
	size_t n = strlen(dir), m = strlen(name);
	bool slash = n != 0 && dir[n - 1] != '/';
	char *p = ou_arena_alloc(a, n + slash + m + 1);

	memcpy(p, dir, n);
	if (slash)
		p[n] = '/';
	memcpy(p + n + slash, name, m + 1);
	return p;
}

bool
ou_file_exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

bool
ou_file_is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}
