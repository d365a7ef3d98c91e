#ifndef OU_FORMATS_CHOOSE_H
#define OU_FORMATS_CHOOSE_H

#include "ou/formats/maps.h"

/*
 * Which format a file is of, and by which map it is read.
 */
struct ou_chooser {
	struct ou_arena *arena;		/* where maps live */
	const char *book;		/* whose maps are tried */
	/* asked for by name, or NULL: for whatever no other format was
	 * asked for */
	const struct ou_map_file *map;
	bool prices;			/* a price list, by a map of those */
	bool table;			/* the file is CSV made of a workbook */
	enum ou_charset charset;	/* what is said of it */
	/* the book's, read when the first file needs them */
	struct ou_map_file *maps;
	uint32_t n_maps;
	bool loaded;
};

struct ou_choice {
	const struct ou_format *format;
	const struct ou_map_file *map;	/* for the format map */
	const char *why;		/* static, or in the arena given */
};

/**
 * ou_choose(c, a, head, name, from, choice, err):
 * Look at the first bytes of a file.  A map or format (${from}) that was
 * asked for is taken; else the surest of the formats; but where that is a
 * table known by its header, or there is none, the map of the book whose match
 * lines fit: what the merchant wrote comes before what is built in.  0, or -1
 * with ${err}: OU_ERR_USAGE when a map of the book is wrong, OU_ERR_DAMAGED
 * (OU_DIAG_FORMAT) when nothing fits, or two maps do: none of them is guessed.
 */
int ou_choose(struct ou_chooser *c, struct ou_arena *a, struct ou_str head,
    const char *name, const char *from, struct ou_choice *choice,
    struct ou_err *err);

#endif
