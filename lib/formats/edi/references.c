#include <stdio.h>

#include "edi.h"

/*
 * Which references the messages of a group or interchange have had.  Most
 * senders count them up: a run of consecutive numbers takes no memory.  The
 * others are remembered as ou_seen does, up to a limit.
 */
void
ou_edi_references_clear(struct ou_edi_references *r)
{
	ou_arena_reset(&r->arena);
	r->numbered = r->listed = false;
}

void
ou_edi_references_release(struct ou_edi_references *r)
{
	ou_arena_release(&r->arena);
}

static bool
listed(struct ou_edi_references *r, struct ou_str reference, int64_t number)
{
	char digits[24];

	if (!r->listed)
		ou_seen_init(&r->others, &r->arena, OU_EDI_REFERENCES_MAX);
	r->listed = true;
	/* 0001 and 1 are the same number */
	if (number >= 0) {
		(void)snprintf(digits, sizeof(digits), "%lld",
		    (long long)number);
		reference = ou_str_c(digits);
	}
	return ou_seen_again(&r->others, reference);
}

bool
ou_edi_reference_again(struct ou_edi_references *r, struct ou_str reference)
{
	int64_t n = ou_edi_number(reference);
	bool next = n >= 0 && (!r->numbered || n == r->last + 1);

	if (n >= 0 && r->numbered && n >= r->first && n <= r->last)
		return true;
	if ((r->listed || !next) && listed(r, reference, n))
		return true;
	if (next) {
		r->first = r->numbered ? r->first : n;
		r->last = n;
		r->numbered = true;
	}
	return false;
}
