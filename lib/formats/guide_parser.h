#ifndef GUIDE_PARSER_H
#define GUIDE_PARSER_H

#include "guide_parts.h"

#define GUIDE_WORDS_MAX 24
#define GUIDE_VALUES_MAX 64

/* A guide's text, and the line at hand. */
struct guide_parser {
	struct ou_arena *a;
	struct ou_guide *g;
	struct ou_str rest;		/* of the text at hand */
	struct ou_str texts[2];		/* the guide, and what all have */
	int at;				/* the text at hand */
	struct ou_str words[GUIDE_WORDS_MAX];
	uint32_t n;			/* of the line at hand */
	bool too_long;			/* it has more */
	uint32_t line;
	uint32_t depth;
	bool foreign;			/* a segment of another version */
	const struct ou_table *outer;	/* around the group at hand */
	bool shared;			/* codes of the common guide */
	bool gives;			/* in a group of => */
	struct ou_err *err;
};

/* --- guide_line.c: lines and their words --- */

/* -1 with the guide and the line. */
int ou_guide_wrong(struct guide_parser *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Absent at the end of the line, and where a comment begins. */
struct ou_str ou_guide_next_word(struct ou_str *s);

/* The next line that says something, whatever its version. */
bool ou_guide_next_line(struct guide_parser *p);

/* Take "since V" and "until V" off the line; false when it is not for us. */
bool ou_guide_for_version(struct guide_parser *p);

/* Does the line go on up to an "end"?  And go on behind that. */
bool ou_guide_opens(const struct guide_parser *p);
void ou_guide_skip_block(struct guide_parser *p);

/* Go on at the beginning of a text. */
void ou_guide_go_to(struct guide_parser *p, int text);

/* From 1 to ${most}; 0: it is no such number. */
unsigned ou_guide_number(struct ou_str s, unsigned most);

/* "3" or "3.2"; an element without components is its first. */
bool ou_guide_place(struct ou_str s, uint8_t *element, uint8_t *component);

/* "IA|VR" */
int ou_guide_values(struct guide_parser *p, struct ou_str s,
    struct ou_str **values, uint32_t *n);

/* "1=IA|VR", "2.3!=9" */
int ou_guide_condition(struct guide_parser *p, struct ou_str s,
    struct guide_condition *to);

/* --- guide_parse_element.c --- */

int ou_guide_parse_element(struct guide_parser *p, struct guide_rule *rule,
    const struct ou_table *table);

/* --- guide_parse.c --- */

/* The lines of a group: up to "end" in a block, else up to the end of the
 * text; ${now} is the segment that elements belong to, if any. */
int ou_guide_parse_rules(struct guide_parser *p, struct guide_rule *parent,
    struct guide_rule *now, bool block);

#endif
