#include <dlfcn.h>

#include "libpq.h"

const struct libpq *
ou_libpq(struct ou_err *err)
{
	static struct libpq pq;
	static bool loaded;
	void *library, *f;

	if (loaded)
		return &pq;
	library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
	if (library == NULL) {
		ou_err_set(err, OU_ERR_USAGE, OU_DIAG_STORE,
		    "a postgresql:// store needs libpq.so.5, which is not "
		    "installed (Debian: libpq5)");
		return NULL;
	}
#define F(name) \
	if ((f = dlsym(library, "PQ" #name)) == NULL) \
		goto old; \
	memcpy(&pq.name, &f, sizeof(f));
	LIBPQ_FUNCTIONS(F)
#undef F
	loaded = true;
	return &pq;
old:
	dlclose(library);
	ou_err_set(err, OU_ERR_USAGE, OU_DIAG_STORE,
	    "libpq.so.5 is too old: version 14 has what is needed");
	return NULL;
}
