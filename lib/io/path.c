#include <inttypes.h>
#include <stdio.h>

#include "ou/io/sink.h"

#define NAME_MAX_SAFE 120
#define MARK_SIZE 18			/* "%-" and sixteen digits */

/* FNV-1a: the same in every run, for names that must be found again. */
static uint64_t
name_hash(struct ou_str s)
{
	uint64_t h = 0xcbf29ce484222325u;
	size_t i;

	for (i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
	return h;
}

static bool
is_safe(char c, size_t at)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' ||
	    ((c == '.' || c == '-') && at != 0);
}

char *
ou_path_safe(struct ou_arena *a, struct ou_str name)
{
	static const char hex[] = "0123456789ABCDEF";
	char *to = ou_arena_alloc(a, NAME_MAX_SAFE + 1);
	size_t i, k, n = 0, cut = 0;

	for (i = 0; i < name.n; i++) {
		k = is_safe(name.p[i], i) ? 1 : 3;
		if (n + k > NAME_MAX_SAFE)
			break;
		if (k == 1)
			to[n] = name.p[i];
		else {
			to[n] = '%';
			to[n + 1] = hex[(unsigned char)name.p[i] >> 4];
			to[n + 2] = hex[name.p[i] & 15];
		}
		n += k;
		if (n <= NAME_MAX_SAFE - MARK_SIZE)
			cut = n;
	}
	/* No name that fits has "%-" in it. */
	if (i < name.n)
		n = cut + (size_t)snprintf(to + cut, MARK_SIZE + 1,
		    "%%-%016" PRIx64, name_hash(name));
	if (n == 0)
		to[n++] = '%';
	to[n] = '\0';
	return to;
}
