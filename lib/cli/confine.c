#include "ou/io/confine.h"
#include "private.h"

int
ou_cli_confine(struct ou_run *run)
{
	struct ou_run_private *p = run->private;

	if (run->command->input == NULL || p->sandbox == SANDBOX_OFF ||
	    (run->command->flags & OU_OWN_FORMS))
		return 0;
	if (run->opens && p->sandbox == SANDBOX_REQUIRE)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --sandbox: what this run has to write cannot be "
		    "opened before it reads");
	if (run->opens)
		return 0;
	if (ou_confine(&run->err) == 0 || p->sandbox != SANDBOX_REQUIRE)
		return 0;
	return -1;
}
