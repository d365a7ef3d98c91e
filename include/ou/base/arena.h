#ifndef OU_BASE_ARENA_H
#define OU_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

/*
 * Arenas: memory with two lifetimes.  What belongs to the run is in the
 * run's arena, what belongs to one record in the record's, which is reset
 * when the record is done.  A pointer from an arena is borrowed until then.
 * Nothing here fails: when memory is gone the program ends with a message
 * and exit status 4, and so does a request that no machine can meet.
 */
struct ou_arena_block;
struct ou_arena {
	char *next;			/* first free byte */
	char *end;			/* one past the block's last byte */
	struct ou_arena_block *blocks;	/* newest first */
	size_t block_size;		/* of the next block */
	size_t total;			/* bytes held in blocks */
};

/* An arena of all zeros is a valid, empty arena. */
#define OU_ARENA_INIT { NULL, NULL, NULL, 0, 0 }

/**
 * ou_out_of_memory():
 * Say so and end the program with exit status 4.
 */
void ou_out_of_memory(void) __attribute__((noreturn));

/* Called before that, if not NULL: the last chance to remove temporary
 * files.  It must not allocate. */
extern void (*ou_out_of_memory_hook)(void);

/**
 * ou_arena_release(a):
 * Give all memory back.  The arena is empty and can be used again.
 */
void ou_arena_release(struct ou_arena *a);

/**
 * ou_arena_reset(a):
 * Forget all that was allocated, and keep one block for what comes next, so
 * that a steady stream of records allocates nothing.  A block above 1 MiB is
 * given back, so that one huge record is not paid for by all later ones.
 */
void ou_arena_reset(struct ou_arena *a);

/* The slow half of ou_arena_alloc: a new block. */
void *ou_arena_grow(struct ou_arena *a, size_t n);

/**
 * ou_arena_alloc(a, n):
 * Return ${n} bytes aligned to 8, not cleared.  n = 0 gives a valid pointer.
 */
static inline void *
ou_arena_alloc(struct ou_arena *a, size_t n)
{
	char *p = a->next;

	if (n > (size_t)PTRDIFF_MAX - 8)
		return ou_arena_grow(a, n);
	n = (n + 7) & ~(size_t)7;
	if (p == NULL || n > (size_t)(a->end - p))
		return ou_arena_grow(a, n);
	a->next = p + n;
	return p;
}

/**
 * ou_arena_zalloc(a, n):
 * Return ${n} bytes of zeros.
 */
void *ou_arena_zalloc(struct ou_arena *a, size_t n);

/**
 * ou_arena_array(a, n, size):
 * Return zeroed room for ${n} members of ${size} bytes; a product that
 * overflows ends the program like any other request that cannot be met.
 */
void *ou_arena_array(struct ou_arena *a, size_t n, size_t size);

/**
 * ou_arena_extend(a, p, old, n):
 * Return room for ${n} >= ${old} bytes that begins with the ${old} bytes at
 * ${p}; in place when ${p} was the last thing allocated.
 */
void *ou_arena_extend(struct ou_arena *a, void *p, size_t old, size_t n);

#endif
