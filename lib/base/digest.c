#include <sha2.h>

#include "ou/base/digest.h"

_Static_assert(sizeof(SHA2_CTX) <= sizeof(struct ou_digesting),
    "no room for the state of SHA-256");

void
ou_digest_begin(struct ou_digesting *x)
{
	SHA256Init((SHA2_CTX *)x->state);
}

void
ou_digest_add(struct ou_digesting *x, struct ou_str part)
{
	if (part.n != 0)
		SHA256Update((SHA2_CTX *)x->state, (const uint8_t *)part.p,
		    part.n);
}

void
ou_digest_so_far(const struct ou_digesting *x, struct ou_digest *d)
{
	struct ou_digesting end = *x;

	SHA256Final(d->b, (SHA2_CTX *)end.state);
}

void
ou_digest_of(struct ou_digest *d, const struct ou_str *parts, size_t n)
{
	struct ou_digesting x;
	size_t i;

	ou_digest_begin(&x);
	for (i = 0; i < n; i++)
		ou_digest_add(&x, parts[i]);
	ou_digest_so_far(&x, d);
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
