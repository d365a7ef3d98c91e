#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "ou/base/str.h"
#include "word.h"

#define BUF_FIRST 256
#define BUF_KEEP ((size_t)1 << 20)

int
ou_str_cmp(struct ou_str a, struct ou_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c;

	if (a.p == NULL || b.p == NULL)
		return (a.p != NULL) - (b.p != NULL);
	if (n != 0 && (c = memcmp(a.p, b.p, n)) != 0)
		return c;
	return (a.n > b.n) - (a.n < b.n);
}

static unsigned char
lower(char c)
{
	unsigned char u = (unsigned char)c;

	return u >= 'A' && u <= 'Z' ? (unsigned char)(u + 32) : u;
}

bool
ou_str_caseeq(struct ou_str a, struct ou_str b)
{
	size_t i;

	if (a.n != b.n)
		return false;
	for (i = 0; i < a.n; i++) {
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	}
	return true;
}

bool
ou_str_starts(struct ou_str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && (n == 0 || memcmp(s.p, prefix, n) == 0);
}

bool
ou_str_ends(struct ou_str s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.n >= n && (n == 0 || memcmp(s.p + s.n - n, suffix, n) == 0);
}

bool
ou_str_digits(struct ou_str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	}
	return s.n > 0;
}

ptrdiff_t
ou_str_find(struct ou_str s, char c)
{
	const char *at;

	if (s.n == 0 || (at = memchr(s.p, c, s.n)) == NULL)
		return -1;
	return at - s.p;
}

ptrdiff_t
ou_str_search(struct ou_str s, struct ou_str needle)
{
	const char *at;

	if (needle.n == 0)
		return 0;
	if (s.n == 0 || (at = memmem(s.p, s.n, needle.p, needle.n)) == NULL)
		return -1;
	return at - s.p;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct ou_str
ou_str_trim(struct ou_str s)
{
	while (s.n != 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	while (s.n != 0 && is_blank(s.p[0])) {
		s.p++;
		s.n--;
	}
	return s;
}

struct ou_str
ou_str_sub(struct ou_str s, size_t at, size_t n)
{
	if (s.p == NULL)
		return s;
	if (at > s.n)
		at = s.n;
	if (n > s.n - at)
		n = s.n - at;
	return ou_str_make(s.p + at, n);
}

bool
ou_str_split(struct ou_str *s, char c, struct ou_str *head)
{
	ptrdiff_t at;

	if (s->p == NULL)
		return false;
	if ((at = ou_str_find(*s, c)) < 0) {
		*head = *s;
		*s = OU_STR_NONE;
		return true;
	}
	*head = ou_str_make(s->p, (size_t)at);
	s->p += at + 1;
	s->n -= (size_t)at + 1;
	return true;
}

struct ou_str
ou_str_dup(struct ou_arena *a, struct ou_str s)
{
	char *p;

	if (s.p == NULL)
		return s;
	p = ou_arena_alloc(a, s.n + 1);
	if (s.n != 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return ou_str_make(p, s.n);
}

char *
ou_str_cdup(struct ou_arena *a, struct ou_str s)
{
	char *p = ou_arena_alloc(a, s.n + 1);

	if (s.n != 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}

struct ou_str
ou_str_vprintf(struct ou_arena *a, const char *fmt, va_list ap)
{
	char small[256], *p;
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(small, sizeof(small), fmt, ap);
	if (n < 0)
		n = 0;
	p = ou_arena_alloc(a, (size_t)n + 1);
	if ((size_t)n < sizeof(small)) {
		memcpy(p, small, (size_t)n);
		p[n] = '\0';
	} else
		vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return ou_str_make(p, (size_t)n);
}

struct ou_str
ou_str_printf(struct ou_arena *a, const char *fmt, ...)
{
	struct ou_str s;
	va_list ap;

	va_start(ap, fmt);
	s = ou_str_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}

struct ou_str
ou_str_number(struct ou_arena *a, struct ou_str s, const char *mark,
    uint32_t n)
{
	size_t m = strlen(mark);
	char digits[10], *d = digits + sizeof(digits), *p;

	do
		*--d = (char)('0' + n % 10);
	while ((n /= 10) != 0);
	n = (uint32_t)(digits + sizeof(digits) - d);
	p = ou_arena_alloc(a, s.n + m + n);
	if (s.n != 0)
		memcpy(p, s.p, s.n);
	memcpy(p + s.n, mark, m);
	memcpy(p + s.n + m, d, n);
	return ou_str_make(p, s.n + m + n);
}

/*
 * SipHash-1-3 (Aumasson and Bernstein): short inputs, and keys that strangers
 * choose.
 */
static uint64_t hash_key[2];
static bool hash_keyed;

static void
hash_seed(void)
{
	struct timespec now;

	hash_keyed = true;
	if (getrandom(hash_key, sizeof(hash_key), GRND_NONBLOCK) ==
	    (ssize_t)sizeof(hash_key))
		return;
	/* Early boot, or no such call: better than a constant. */
	clock_gettime(CLOCK_MONOTONIC, &now);
	hash_key[0] ^= (uint64_t)now.tv_nsec * 0x9e3779b97f4a7c15u;
	hash_key[1] ^= (uint64_t)(uintptr_t)&now ^ (uint64_t)getpid() << 32;
}

static inline uint64_t
rotate(uint64_t v, int n)
{
	return v << n | v >> (64 - n);
}

static inline void
hash_round(uint64_t v[4])
{
	v[0] += v[1];
	v[2] += v[3];
	v[1] = rotate(v[1], 13) ^ v[0];
	v[3] = rotate(v[3], 16) ^ v[2];
	v[0] = rotate(v[0], 32);
	v[2] += v[1];
	v[0] += v[3];
	v[1] = rotate(v[1], 17) ^ v[2];
	v[3] = rotate(v[3], 21) ^ v[0];
	v[2] = rotate(v[2], 32);
}

uint64_t
ou_str_hash(struct ou_str s)
{
	uint64_t v[4], m;
	size_t i;

	if (__builtin_expect(!hash_keyed, 0))
		hash_seed();
	v[0] = hash_key[0] ^ 0x736f6d6570736575u;
	v[1] = hash_key[1] ^ 0x646f72616e646f6du;
	v[2] = hash_key[0] ^ 0x6c7967656e657261u;
	v[3] = hash_key[1] ^ 0x7465646279746573u;
	/* absent is as empty; nothing may be added to its pointer */
	if (s.p == NULL)
		s = OU_STR("");
	for (i = 0; s.n - i >= 8; i += 8) {
		memcpy(&m, s.p + i, 8);
		v[3] ^= m;
		hash_round(v);
		v[0] ^= m;
	}
	m = ou_word_of(s.p + i, s.n - i) | (uint64_t)s.n << 56;
	v[3] ^= m;
	hash_round(v);
	v[0] ^= m;
	v[2] ^= 0xff;
	hash_round(v);
	hash_round(v);
	hash_round(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

uint64_t
ou_str_mix(uint64_t h, struct ou_str s)
{
	const uint64_t prime = UINT64_C(0x100000001b3);
	size_t i;

	for (i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * prime;
	return (h ^ 0xff) * prime;
}

void
ou_buf_init(struct ou_buf *b, size_t max)
{
	*b = (struct ou_buf)OU_BUF_INIT;
	b->max = max;
}

void
ou_buf_release(struct ou_buf *b)
{
	free(b->p);
	ou_buf_init(b, b->max);
}

void
ou_buf_clear(struct ou_buf *b)
{
	if (b->cap > BUF_KEEP) {
		ou_buf_release(b);
		return;
	}
	b->n = 0;
	b->overflow = false;
}

char *
ou_buf_reserve(struct ou_buf *b, size_t n)
{
	size_t limit = b->max != 0 ? b->max : (size_t)PTRDIFF_MAX;
	size_t cap;
	char *p;

	if (!b->overflow && n <= b->cap - b->n)
		return b->p + b->n;
	if (b->overflow || n > limit || b->n > limit - n) {
		/* No room is left for anything that comes now. */
		b->overflow = true;
		b->cap = b->n;
		return NULL;
	}
	cap = b->cap < BUF_FIRST / 2 ? BUF_FIRST : b->cap * 2;
	if (cap < b->n + n)
		cap = b->n + n;
	if (cap > limit)
		cap = limit;
	if ((p = realloc(b->p, cap)) == NULL)
		ou_out_of_memory();
	b->p = p;
	b->cap = cap;
	return p + b->n;
}

void
ou_buf_puts(struct ou_buf *b, const char *s)
{
	ou_buf_add(b, s, strlen(s));
}

void
ou_buf_addi(struct ou_buf *b, int64_t v)
{
	char text[20], *p = text + sizeof(text);
	uint64_t u = v < 0 ? -(uint64_t)v : (uint64_t)v;

	do {
		*--p = (char)('0' + u % 10);
		u /= 10;
	} while (u != 0);
	if (v < 0)
		*--p = '-';
	ou_buf_add(b, p, (size_t)(text + sizeof(text) - p));
}

void
ou_buf_printf(struct ou_buf *b, const char *fmt, ...)
{
	char small[512], *p;
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	if (n > 0 && (size_t)n < sizeof(small))
		ou_buf_add(b, small, (size_t)n);
	else if (n > 0) {
		if ((p = malloc((size_t)n + 1)) == NULL)
			ou_out_of_memory();
		vsnprintf(p, (size_t)n + 1, fmt, again);
		ou_buf_add(b, p, (size_t)n);
		free(p);
	}
	va_end(again);
}
