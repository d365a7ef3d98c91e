#ifndef OU_BASE_STR_H
#define OU_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "ou/base/arena.h"

/*
 * Byte strings: a pointer and a length, borrowed, not terminated.  p = NULL
 * means "absent"; a string of length 0 with a pointer is empty.
 */
struct ou_str {
	const char *p;
	size_t n;
};

#define OU_STR(literal) ((struct ou_str){ (literal), sizeof(literal) - 1 })
#define OU_STR_NONE ((struct ou_str){ NULL, 0 })
/* For printf's "%.*s". */
#define OU_STR_ARG(s) (int)((s).n > 0x7fffffff ? 0x7fffffff : (s).n), \
	((s).p != NULL ? (s).p : "")

static inline struct ou_str
ou_str_make(const char *p, size_t n)
{
	return (struct ou_str){ p, n };
}

static inline struct ou_str
ou_str_c(const char *s)
{
	return (struct ou_str){ s, s != NULL ? strlen(s) : 0 };
}

static inline bool
ou_str_eq(struct ou_str a, struct ou_str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool
ou_str_is(struct ou_str a, const char *s)
{
	return a.p != NULL && a.n == strlen(s) && memcmp(a.p, s, a.n) == 0;
}

/* Byte order; absent is the smallest.  <0, 0, >0 as memcmp. */
int ou_str_cmp(struct ou_str a, struct ou_str b);

/* ASCII letters without regard to case; other bytes must be equal. */
bool ou_str_caseeq(struct ou_str a, struct ou_str b);

bool ou_str_starts(struct ou_str s, const char *prefix);
bool ou_str_ends(struct ou_str s, const char *suffix);

/* Digits and nothing else, one at least. */
bool ou_str_digits(struct ou_str s);

/* First place of byte ${c}, or -1. */
ptrdiff_t ou_str_find(struct ou_str s, char c);

/* First place of ${needle}, or -1. */
ptrdiff_t ou_str_search(struct ou_str s, struct ou_str needle);

/* Without blanks (space, tab, CR, LF) at either end. */
struct ou_str ou_str_trim(struct ou_str s);

/* The part from ${at} (clamped) of at most ${n} bytes. */
struct ou_str ou_str_sub(struct ou_str s, size_t at, size_t n);

/**
 * ou_str_split(s, c, head):
 * Cut ${s} at the first ${c}: ${head} is what stands before it and ${s}
 * becomes what stands behind.  Return false when ${s} was used up (absent).
 * Without a further ${c}, ${head} is all and ${s} becomes absent.
 */
bool ou_str_split(struct ou_str *s, char c, struct ou_str *head);

/* A copy in the arena, with a NUL behind it that is not counted. */
struct ou_str ou_str_dup(struct ou_arena *a, struct ou_str s);

/* ${s}, ${mark} and ${n} in one text: "shop:17/p1". */
struct ou_str ou_str_number(struct ou_arena *a, struct ou_str s,
    const char *mark, uint32_t n);

/* The same, as a C string; an absent string gives "". */
char *ou_str_cdup(struct ou_arena *a, struct ou_str s);

/* Text made as printf does, in the arena. */
struct ou_str ou_str_printf(struct ou_arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
struct ou_str ou_str_vprintf(struct ou_arena *a, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));

/* A seeded hash; the seed is drawn once a run, so that no partner can choose
 * keys that collide.  Order of output must never depend on it. */
uint64_t ou_str_hash(struct ou_str s);

/* A hash without a seed, the same in every run (FNV-1a): ${h} goes on with
 * ${s} and its end.  Strangers can make it collide: only for keys where that
 * costs no more than a bounded look. */
#define OU_STR_MIX UINT64_C(0xcbf29ce484222325)
uint64_t ou_str_mix(uint64_t h, struct ou_str s);

/*
 * A builder with a maximum: bytes are appended, and once more than ${max}
 * would be needed ${overflow} is set, all later appends do nothing, and the
 * caller looks once at the end.  Memory comes from malloc; release it.
 */
struct ou_buf {
	char *p;
	size_t n;
	size_t cap;
	size_t max;			/* 0 = no maximum */
	bool overflow;
};

#define OU_BUF_INIT { NULL, 0, 0, 0, false }

void ou_buf_init(struct ou_buf *b, size_t max);
void ou_buf_release(struct ou_buf *b);

/* Empty it and keep the memory (up to 1 MiB). */
void ou_buf_clear(struct ou_buf *b);

/**
 * ou_buf_reserve(b, n):
 * Make room for ${n} more bytes and return where they go, or NULL (and
 * overflow) when that would pass the maximum.  The caller adds to b->n what
 * it wrote.
 */
char *ou_buf_reserve(struct ou_buf *b, size_t n);

static inline void
ou_buf_add(struct ou_buf *b, const void *p, size_t n)
{
	char *to;

	if (n == 0)
		return;
	if (n <= b->cap - b->n)
		to = b->p + b->n;
	else if ((to = ou_buf_reserve(b, n)) == NULL)
		return;
	memcpy(to, p, n);
	b->n += n;
}

static inline void
ou_buf_addc(struct ou_buf *b, char c)
{
	ou_buf_add(b, &c, 1);
}

static inline void
ou_buf_adds(struct ou_buf *b, struct ou_str s)
{
	ou_buf_add(b, s.p, s.n);
}

void ou_buf_puts(struct ou_buf *b, const char *s);
void ou_buf_addi(struct ou_buf *b, int64_t v);
void ou_buf_printf(struct ou_buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static inline struct ou_str
ou_buf_str(const struct ou_buf *b)
{
	return (struct ou_str){ b->p != NULL ? b->p : "", b->n };
}

#endif
