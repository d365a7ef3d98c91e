#include "db.h"

struct db *
ou_db_postgres(const char *url, const struct ou_store_options *options,
    struct ou_err *err)
{
	(void)url;
	(void)options;
	ou_err_set(err, OU_ERR_USAGE, OU_DIAG_STORE,
	    "PostgreSQL is not part of this build");
	return NULL;
}
