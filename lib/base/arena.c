#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ou/base/arena.h"

/*
 * Blocks are a list, newest first, and only the first is filled; each new
 * one is twice as large as the one before, up to KEEP_MAX.  A request that
 * would take a good part of a block gets a block of its own behind the first,
 * so that the rest of the first is not lost.
 */
#define FIRST_BLOCK ((size_t)16 << 10)
#define KEEP_MAX ((size_t)1 << 20)

struct ou_arena_block {
	struct ou_arena_block *next;
	size_t size;			/* of the data */
	char data[] __attribute__((aligned(16)));
};

void (*ou_out_of_memory_hook)(void);

void
ou_out_of_memory(void)
{
	static const char text[] = "out of memory\n";
	ssize_t ignored;

	if (ou_out_of_memory_hook != NULL)
		ou_out_of_memory_hook();
	ignored = write(STDERR_FILENO, text, sizeof(text) - 1);
	(void)ignored;
	_exit(4);
}

static struct ou_arena_block *
block_new(struct ou_arena *a, size_t size)
{
	struct ou_arena_block *b;

	if ((b = malloc(sizeof(*b) + size)) == NULL)
		ou_out_of_memory();
	b->size = size;
	a->total += size;
	return b;
}

static void
block_use(struct ou_arena *a, struct ou_arena_block *b)
{
	a->blocks = b;
	a->next = b->data;
	a->end = b->data + b->size;
	a->block_size = b->size >= KEEP_MAX / 2 ? KEEP_MAX : b->size * 2;
}

void *
ou_arena_grow(struct ou_arena *a, size_t n)
{
	struct ou_arena_block *b;
	size_t size = a->block_size != 0 ? a->block_size : FIRST_BLOCK;

	if (n > (size_t)PTRDIFF_MAX / 2)
		ou_out_of_memory();
	n = (n + 7) & ~(size_t)7;
	if (n > size / 4 && a->blocks != NULL) {
		b = block_new(a, n);
		b->next = a->blocks->next;
		a->blocks->next = b;
		return b->data;
	}
	b = block_new(a, n > size ? n : size);
	b->next = a->blocks;
	block_use(a, b);
	a->next = b->data + n;
	return b->data;
}

void
ou_arena_release(struct ou_arena *a)
{
	struct ou_arena_block *b;

	while ((b = a->blocks) != NULL) {
		a->blocks = b->next;
		free(b);
	}
	*a = (struct ou_arena)OU_ARENA_INIT;
}

void
ou_arena_reset(struct ou_arena *a)
{
	struct ou_arena_block *b, *keep = NULL, *next;

	if (a->blocks == NULL)
		return;
	if (a->blocks->next == NULL && a->blocks->size <= KEEP_MAX) {
		a->next = a->blocks->data;
		return;
	}
	for (b = a->blocks; b != NULL; b = b->next) {
		if (b->size <= KEEP_MAX &&
		    (keep == NULL || b->size > keep->size))
			keep = b;
	}
	for (b = a->blocks; b != NULL; b = next) {
		next = b->next;
		if (b != keep)
			free(b);
	}
	*a = (struct ou_arena)OU_ARENA_INIT;
	if (keep == NULL)
		return;
	keep->next = NULL;
	a->total = keep->size;
	block_use(a, keep);
}

void *
ou_arena_zalloc(struct ou_arena *a, size_t n)
{
	void *p = ou_arena_alloc(a, n);

	return memset(p, 0, n);
}

void *
ou_arena_array(struct ou_arena *a, size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		ou_out_of_memory();
	return ou_arena_zalloc(a, bytes);
}

void *
ou_arena_extend(struct ou_arena *a, void *p, size_t old, size_t n)
{
	size_t had = (old + 7) & ~(size_t)7;
	char *from = p;
	void *to;

	if (from != NULL && had != 0 && from + had == a->next && n >= old &&
	    n <= (size_t)(a->end - from)) {
		a->next = from + ((n + 7) & ~(size_t)7);
		return p;
	}
	to = ou_arena_alloc(a, n);
	if (old != 0)
		memcpy(to, p, old < n ? old : n);
	return to;
}
