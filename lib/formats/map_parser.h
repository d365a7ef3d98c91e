#ifndef OU_FORMATS_MAP_PARSER_H
#define OU_FORMATS_MAP_PARSER_H

#include "map_parts.h"

/*
 * The parser of map files: words of a line, and what each first word does.
 */
#define IF_MAX 8

struct map_parser {
	struct ou_map *m;
	struct ou_err *err;
	struct ou_str rest;		/* of the line, behind a word */
	uint32_t line;
	enum { IN_MAP, IN_TABLE, IN_EXPORT } where;
	bool of_orders;			/* something was said for those only */
	struct map_table *table;
	uint32_t ifs[IF_MAX];		/* conditions to be closed */
	int n_ifs;
};

/* Fill p->err; always -1. */
int ou_map_wrong(struct map_parser *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* --- words (map_words.c) --- */

/* The next word: blanks end it, quotes keep them; "" in quotes is one. */
int ou_map_word(struct map_parser *p, struct ou_str *out);
int ou_map_no_more(struct map_parser *p);
int ou_map_only_word(struct map_parser *p, struct ou_str *out);

/* The rest of the line as it is; quotes around all of it go. */
struct ou_str ou_map_rest(struct map_parser *p);
int ou_map_words(struct map_parser *p, struct ou_str **list, uint32_t *n);

/* One of ${names} (ends with NULL); yes or no; one byte, by itself or by
 * name; a character set; a number up to ${max}. */
int ou_map_choice(struct map_parser *p, const char *const *names, int *out);
int ou_map_yes_no(struct map_parser *p, bool *out);
int ou_map_byte(struct map_parser *p, char *out);
int ou_map_charset(struct map_parser *p, enum ou_charset *out);
int ou_map_integer(struct map_parser *p, struct ou_str w, uint32_t max,
    uint32_t *out);

/* --- what first words do; the rest of the line is in p->rest --- */
int ou_map_do_record(struct map_parser *p);
int ou_map_do_separator(struct map_parser *p);
int ou_map_do_quote(struct map_parser *p);
int ou_map_do_charset(struct map_parser *p);
int ou_map_do_header(struct map_parser *p);
int ou_map_do_decimal(struct map_parser *p);
int ou_map_do_thousands(struct map_parser *p);
int ou_map_do_date(struct map_parser *p);
int ou_map_do_zone(struct map_parser *p);
int ou_map_do_skip(struct map_parser *p);
int ou_map_do_skip_until(struct map_parser *p);
int ou_map_do_columns(struct map_parser *p);
int ou_map_do_match(struct map_parser *p);
int ou_map_do_ignore(struct map_parser *p);
int ou_map_do_group(struct map_parser *p);
int ou_map_do_negative(struct map_parser *p);
int ou_map_do_duplicate(struct map_parser *p);
int ou_map_do_units(struct map_parser *p);
int ou_map_do_price(struct map_parser *p);
int ou_map_do_first(struct map_parser *p);
int ou_map_do_if(struct map_parser *p);
int ou_map_do_else(struct map_parser *p);
int ou_map_do_end_block(struct map_parser *p);
int ou_map_do_charge(struct map_parser *p);
int ou_map_do_allowance(struct map_parser *p);
int ou_map_do_hold(struct map_parser *p);
int ou_map_do_skip_row(struct map_parser *p);
int ou_map_do_reject(struct map_parser *p);
int ou_map_do_table(struct map_parser *p);
int ou_map_do_export(struct map_parser *p);
int ou_map_do_newline(struct map_parser *p);
int ou_map_do_rows(struct map_parser *p);
int ou_map_do_layout(struct map_parser *p);
int ou_map_do_transliterate(struct map_parser *p);
int ou_map_do_line(struct map_parser *p);
int ou_map_do_column(struct map_parser *p);
int ou_map_do_assignment(struct map_parser *p, struct ou_str path);
int ou_map_do_table_row(struct map_parser *p, struct ou_str from);

#endif
