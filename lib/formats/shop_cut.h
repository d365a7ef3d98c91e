#ifndef OU_FORMATS_SHOP_CUT_H
#define OU_FORMATS_SHOP_CUT_H

#include "shop_json.h"

/* --- bytes of JSON as they come (shop_bytes.c) --- */

struct shop_bytes {
	struct ou_source *src;
	uint64_t line;			/* of the window's first byte */
	bool started;			/* something was read */
};

/* Is it one of JSON's blanks? */
bool ou_bytes_blank(char c);

/* Go on by ${n} bytes of the window ${w}. */
void ou_bytes_take(struct shop_bytes *s, struct ou_str w, size_t n);

/* The next byte that is no blank stands at the window's front: 1; the end:
 * 0; -1 with ${err}. */
int ou_bytes_next(struct shop_bytes *s, struct ou_str *w,
    struct ou_err *err);
/* The same, where the end is an error: 0 or -1. */
int ou_bytes_need(struct shop_bytes *s, struct ou_str *w,
    struct ou_err *err);

/* The whole object, array or string at the window's front, which stays
 * there: 0; 1 when it is longer than ${max}, and *size says how long: it is
 * skipped then. */
int ou_bytes_element(struct shop_bytes *s, size_t max, struct ou_str *out,
    uint64_t *size, struct ou_err *err);

/* Behind a value that nobody looks at. */
int ou_bytes_skip(struct shop_bytes *s, struct ou_str w,
    struct ou_err *err);

/* -1: damaged at the window's front. */
int ou_bytes_damaged(struct shop_bytes *s, enum ou_diag code,
    const char *what, struct ou_err *err);

/* --- elements that were cut out (shop_element.c) --- */

struct shop_elements {
	const struct shop_json *form;
	void *arg;
	struct ou_import *im;
	const char *source;
	uint64_t line, byte;		/* where the order begins */
	struct ou_buf group;		/* an order and its parts, as [a,b */
	struct ou_str group_id;
	struct ou_arena group_arena;
};

/* 0, or -1 when the caller's function says stop. */
int ou_element_order(struct shop_elements *e, struct ou_str text,
    bool group);
int ou_element_refuse(struct shop_elements *e, struct ou_str raw,
    struct ou_str number, const struct ou_err *err);
int ou_element_too_long(struct shop_elements *e, uint64_t size);

/* An order begins a group, and what names it as its parent goes on with it.
 * ${alone}: it is neither, and is still to be handed out or refused. */
int ou_element_add(struct shop_elements *e, struct ou_str raw,
    uint64_t line, uint64_t byte, bool *alone);
int ou_element_end_group(struct shop_elements *e);

/* Something that is no order; the arena is reset behind it. */
int ou_element_aside(struct shop_elements *e, const char *path,
    struct ou_str text, uint64_t line, struct ou_err *err);

/* Is ${path} one of those (which end with NULL)? */
bool ou_shop_json_is_at(const char *const *paths, const char *path);

#endif
