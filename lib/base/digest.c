#include <sha2.h>

#include "ou/base/digest.h"

void
ou_digest_of(struct ou_digest *d, const struct ou_str *parts, size_t n)
{
	SHA2_CTX context;
	size_t i;

	SHA256Init(&context);
	for (i = 0; i < n; i++) {
		if (parts[i].n != 0)
			SHA256Update(&context, (const uint8_t *)parts[i].p,
			    parts[i].n);
	}
	SHA256Final(d->b, &context);
}

struct ou_str
ou_digest_text(struct ou_arena *a, const struct ou_digest *d)
{
	static const char digits[] = "0123456789abcdef";
	char *to = ou_arena_alloc(a, 2 * OU_DIGEST_SIZE + 1);
	size_t i;

	for (i = 0; i < OU_DIGEST_SIZE; i++) {
		to[2 * i] = digits[d->b[i] >> 4];
		to[2 * i + 1] = digits[d->b[i] & 15];
	}
	to[2 * i] = '\0';
	return (struct ou_str){ to, 2 * i };
}
