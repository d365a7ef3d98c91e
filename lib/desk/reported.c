#include "reported.h"

int
ou_desk_reported(struct ou_run *run, struct ou_reported *told,
    struct ou_source *source, enum ou_edi_family family)
{
	struct ou_partners partners;
	int got;

	if (ou_partners_load(&run->arena, run->book, &partners,
	    &run->err) != 0)
		return -1;
	told->exchange.arena = &run->arena;
	told->exchange.partners = &partners;
	told->exchange.im.year = run->now.date.year;
	got = ou_reported_read(told, source, family, &run->err);
	run->records += told->messages;
	ou_arena_release(&told->exchange.im.arena);
	return got;
}
