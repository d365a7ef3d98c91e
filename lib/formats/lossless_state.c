#include <stdlib.h>

#include "ou/base/digest.h"
#include "lossless.h"

/*
 * What the way back remembers, made and given back, and how its bytes are
 * known again.
 */
struct ou_lossless_out *
ou_lossless_out_new(void (*note)(void *arg, const char *text), void *arg)
{
	struct ou_lossless_out *o = calloc(1, sizeof(*o));

	if (o == NULL)
		ou_out_of_memory();
	o->note = note;
	o->arg = arg;
	return o;
}

void
ou_lossless_out_free(struct ou_lossless_out *o)
{
	if (o == NULL)
		return;
	ou_arena_release(&o->arena);
	ou_buf_release(&o->key);
	ou_buf_release(&o->group_key);
	ou_buf_release(&o->reference);
	ou_buf_release(&o->group_reference);
	ou_buf_release(&o->late);
	ou_buf_release(&o->before);
	ou_buf_release(&o->body);
	ou_buf_release(&o->anew);
	free(o);
}

struct ou_str
ou_lossless_digest(struct ou_arena *a, struct ou_str bytes)
{
	struct ou_digest d;

	ou_digest_of(&d, &bytes, 1);
	return ou_str_sub(ou_digest_text(a, &d), 0, 16);
}
