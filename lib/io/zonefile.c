#include <stdlib.h>

#include "ou/io/file.h"

#define ZONE_FOLDER "/usr/share/zoneinfo"
#define ZONE_MAX ((size_t)1 << 20)

static bool
zone_name_fits(struct ou_str name)
{
	size_t i;
	char c;

	if (name.n == 0 || name.n > 128 || name.p[0] == '/' ||
	    name.p[0] == '-' || ou_str_search(name, OU_STR("..")) >= 0)
		return false;
	for (i = 0; i < name.n; i++) {
		c = name.p[i];
		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || c == '/' || c == '_' ||
		    c == '-' || c == '+'))
			return false;
	}
	return true;
}

struct ou_zone *
ou_zone_load(struct ou_arena *a, struct ou_str name, struct ou_err *err)
{
	const char *folder = getenv("TZDIR"), *plain;
	struct ou_str bytes;
	char *path;

	if (!zone_name_fits(name)) {
		ou_err_set(err, OU_ERR_USAGE, OU_DIAG_VALUE,
		    "'%.*s' is not the name of a time zone",
		    OU_STR_ARG(ou_str_sub(name, 0, 80)));
		return NULL;
	}
	if (folder == NULL || folder[0] == '\0')
		folder = ZONE_FOLDER;
	plain = ou_str_cdup(a, name);
	path = ou_path_join(a, folder, plain);
	if (!ou_file_exists(path)) {
		ou_err_set(err, OU_ERR_USAGE, OU_DIAG_VALUE,
		    "there is no time zone '%s' in %s", plain, folder);
		return NULL;
	}
	if (ou_file_load(a, path, ZONE_MAX, &bytes, err) != 0)
		return NULL;
	return ou_zone_parse(a, plain, bytes, err);
}
