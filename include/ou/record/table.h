#ifndef OU_RECORD_TABLE_H
#define OU_RECORD_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "ou/base/date.h"
#include "ou/base/money.h"
#include "ou/base/str.h"

/*
 * Records are described once.  A list macro has one line a field; from it
 * come the struct, the field's number and the table that drives the JSON
 * reader and writer, the CSV columns, --schema, the messages with field
 * paths and the section 5 man page:
 *
 *	#define OU_CONTACT_FIELDS(F, T) \
 *		F(T, TEXT, name, "name", _, 0, 200, "the person") \
 *		F(T, TEXT, email, "email", _, 0, 254, "e-mail address")
 *	OU_RECORD_STRUCT(contact, OU_CONTACT_FIELDS);
 *	extern const struct ou_table ou_contact_table;
 *
 * and in the .c file
 *
 *	OU_RECORD_TABLE(contact, OU_CONTACT_FIELDS, "who to ask");
 *
 * F(T, kind, member, "name", sub, flags, limit, "description"): ${sub} is the
 * struct of an OBJECT or LIST (OU_..._FIELDS of it came before), _ for others;
 * ${limit} is the bytes of a TEXT, the members of a list, 0 for the default.
 *
 * Every struct begins with ${node}: where the object stands in the record it
 * was read from, 0 for a new one.  A struct of zeros has everything absent.
 */
enum ou_kind {
	OU_KIND_TEXT,		/* struct ou_str; JSON string */
	OU_KIND_CODE,		/* the same, of a closed or listed set */
	OU_KIND_AMOUNT,		/* struct ou_amount; JSON string */
	OU_KIND_PRICE,		/* struct ou_price; JSON string */
	OU_KIND_QUANTITY,	/* struct ou_quantity; JSON number */
	OU_KIND_RATE,		/* struct ou_rate; JSON string */
	OU_KIND_INTEGER,	/* struct ou_integer; JSON number */
	OU_KIND_FLAG,		/* enum ou_flag; true or false */
	OU_KIND_DATE,		/* struct ou_date; JSON string */
	OU_KIND_TIME,		/* struct ou_time; a date is taken too */
	OU_KIND_OBJECT,		/* pointer to a struct, NULL = absent */
	OU_KIND_LIST,		/* array of structs: member, n_member */
	OU_KIND_TEXTS,		/* array of struct ou_str */
	OU_KIND_MAP,		/* array of struct ou_pair: free members */
	OU_KIND_ANY,		/* struct ou_str of raw JSON: any value */
};

struct ou_integer {
	int64_t v;
	bool given;
};

enum ou_flag { OU_FLAG_ABSENT, OU_FLAG_NO, OU_FLAG_YES };

static inline enum ou_flag
ou_flag_of(bool yes)
{
	return yes ? OU_FLAG_YES : OU_FLAG_NO;
}

/* A free member.  ${json} false: value is text; true: raw JSON. */
struct ou_pair {
	struct ou_str key;
	struct ou_str value;
	bool json;
};

#define OU_FIELD_REQUIRED 1	/* the object is not valid without it */
#define OU_FIELD_NO_CSV 2	/* not a column of its own */
#define OU_FIELD_ZERO 4		/* of quantities: absent means zero */
#define OU_FIELD_ROWS 8	/* the list whose members make the CSV rows */

#define OU_FIELD_PERSONAL 16	/* says who somebody is: ou_record_strip takes
				 * it away */

struct ou_table;
struct ou_field {
	const char *name;
	uint8_t name_len;
	uint8_t kind;		/* enum ou_kind */
	uint16_t flags;
	uint32_t limit;
	uint32_t offset;	/* of the member */
	uint32_t count_offset;	/* of n_member, for lists */
	const struct ou_table *table;	/* of an OBJECT or LIST */
	const char *doc;
};

#define OU_TEXT_MAX 65536		/* where a field has no limit */
#define OU_CODE_MAX 256
#define OU_LIST_MAX 100000

/* Bytes of a text, members of a list. */
static inline uint32_t
ou_field_limit(const struct ou_field *f)
{
	if (f->limit != 0)
		return f->limit;
	return f->kind == OU_KIND_TEXT ? OU_TEXT_MAX :
	    f->kind == OU_KIND_CODE ? OU_CODE_MAX : OU_LIST_MAX;
}

#define OU_TABLE_FIELDS_MAX 64
#define OU_FIELD_NAME_MAX 29		/* bytes of a field's name */

struct ou_table {
	const char *name;	/* "order", "order_line" */
	const char *doc;
	const struct ou_field *fields;
	uint16_t n_fields;	/* at most OU_TABLE_FIELDS_MAX */
	uint32_t size;		/* of the struct */
	/* A perfect hash of the names, filled by ou_table_prepare. */
	struct ou_table_hash **hash;
};

/**
 * ou_table_prepare(t):
 * Make ${t} and the tables it names ready for look-ups.  Cheap; calling it
 * again does nothing.  The reader does it.
 */
void ou_table_prepare(const struct ou_table *t);

/**
 * ou_table_given(t, object, fields):
 * Which of ${fields}, a bit each, the first one's lowest, have a value in the
 * struct.  The table is prepared.
 */
uint64_t ou_table_given(const struct ou_table *t, const void *object,
    uint64_t fields);

/* The number of the field called ${name}, or -1. */
int ou_table_find(const struct ou_table *t, const char *name, size_t n);

/* A text or code of an object by its name; absent when the table has none. */
struct ou_str ou_table_text(const struct ou_table *t, const void *object,
    const char *name);

/* --- what the list macros expand to --- */
#define OU_MEMBER_TEXT(m, s) struct ou_str m;
#define OU_MEMBER_CODE(m, s) struct ou_str m;
#define OU_MEMBER_AMOUNT(m, s) struct ou_amount m;
#define OU_MEMBER_PRICE(m, s) struct ou_price m;
#define OU_MEMBER_QUANTITY(m, s) struct ou_quantity m;
#define OU_MEMBER_RATE(m, s) struct ou_rate m;
#define OU_MEMBER_INTEGER(m, s) struct ou_integer m;
#define OU_MEMBER_FLAG(m, s) enum ou_flag m;
#define OU_MEMBER_DATE(m, s) struct ou_date m;
#define OU_MEMBER_TIME(m, s) struct ou_time m;
#define OU_MEMBER_OBJECT(m, s) struct ou_##s *m;
#define OU_MEMBER_LIST(m, s) struct ou_##s *m; uint32_t n_##m;
#define OU_MEMBER_TEXTS(m, s) struct ou_str *m; uint32_t n_##m;
#define OU_MEMBER_MAP(m, s) struct ou_pair *m; uint32_t n_##m;
#define OU_MEMBER_ANY(m, s) struct ou_str m;

#define OU_COUNT_TEXT(T, m) 0
#define OU_COUNT_CODE(T, m) 0
#define OU_COUNT_AMOUNT(T, m) 0
#define OU_COUNT_PRICE(T, m) 0
#define OU_COUNT_QUANTITY(T, m) 0
#define OU_COUNT_RATE(T, m) 0
#define OU_COUNT_INTEGER(T, m) 0
#define OU_COUNT_FLAG(T, m) 0
#define OU_COUNT_DATE(T, m) 0
#define OU_COUNT_TIME(T, m) 0
#define OU_COUNT_OBJECT(T, m) 0
#define OU_COUNT_LIST(T, m) offsetof(struct ou_##T, n_##m)
#define OU_COUNT_TEXTS(T, m) offsetof(struct ou_##T, n_##m)
#define OU_COUNT_MAP(T, m) offsetof(struct ou_##T, n_##m)
#define OU_COUNT_ANY(T, m) 0

#define OU_SUB_TEXT(s) NULL
#define OU_SUB_CODE(s) NULL
#define OU_SUB_AMOUNT(s) NULL
#define OU_SUB_PRICE(s) NULL
#define OU_SUB_QUANTITY(s) NULL
#define OU_SUB_RATE(s) NULL
#define OU_SUB_INTEGER(s) NULL
#define OU_SUB_FLAG(s) NULL
#define OU_SUB_DATE(s) NULL
#define OU_SUB_TIME(s) NULL
#define OU_SUB_OBJECT(s) &ou_##s##_table
#define OU_SUB_LIST(s) &ou_##s##_table
#define OU_SUB_TEXTS(s) NULL
#define OU_SUB_MAP(s) NULL
#define OU_SUB_ANY(s) NULL

#define OU_FIELD_MEMBER(T, kind, member, name, sub, flags, limit, doc) \
	OU_MEMBER_##kind(member, sub)
#define OU_FIELD_NUMBER(T, kind, member, name, sub, flags, limit, doc) \
	ou_field_##T##_##member,
#define OU_FIELD_ROW(T, kind, member, name, sub, flags, limit, doc) \
	{ name, sizeof(name) - 1, OU_KIND_##kind, flags, limit, \
	  offsetof(struct ou_##T, member), OU_COUNT_##kind(T, member), \
	  OU_SUB_##kind(sub), doc },
#define OU_FIELD_NAME(T, kind, member, name, sub, flags, limit, doc) \
	_Static_assert(sizeof(name) - 1 <= OU_FIELD_NAME_MAX, name);

/* The struct and the numbers of its fields. */
#define OU_RECORD_STRUCT(T, FIELDS) \
	struct ou_##T { \
		uint32_t node; \
		FIELDS(OU_FIELD_MEMBER, T) \
	} __attribute__((aligned(8))); \
	enum { FIELDS(OU_FIELD_NUMBER, T) ou_fields_of_##T }; \
	extern const struct ou_table ou_##T##_table

/* The table; in one .c file. */
#define OU_RECORD_TABLE(T, FIELDS, doc) \
	static const struct ou_field ou_fields_##T[] = { \
		FIELDS(OU_FIELD_ROW, T) \
	}; \
	FIELDS(OU_FIELD_NAME, T) \
	_Static_assert(ou_fields_of_##T <= OU_TABLE_FIELDS_MAX, #T); \
	_Static_assert(sizeof(struct ou_##T) % 8 == 0, #T); \
	static struct ou_table_hash *ou_hash_##T; \
	const struct ou_table ou_##T##_table = { \
		#T, doc, ou_fields_##T, ou_fields_of_##T, \
		sizeof(struct ou_##T), &ou_hash_##T \
	}

/* The number of a field: OU_FIELD(order_line, unit_price). */
#define OU_FIELD(T, member) ou_field_##T##_##member

#endif
