#include "record-internal.h"

/*
 * Perfect hashes of the field names.  All tables of a program are prepared
 * once, at the start; the memory is never given back.
 */
static struct ou_arena tables_arena = OU_ARENA_INIT;
static const struct ou_table **tables;
static uint32_t n_tables, cap_tables;

static uint64_t
next_random(uint64_t *state)
{
	uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static bool
place_all(struct ou_table_hash *h)
{
	uint32_t i;

	memset(h->place, 0, sizeof(h->place));
	for (i = 1; i <= h->n_fields; i++) {
		uint8_t *at = &h->place[ou_name_hash(h->entries[i].name,
		    h->mult) >> OU_HASH_SHIFT];

		if (*at != 0)
			return false;
		*at = (uint8_t)i;
	}
	return true;
}

/* Sixty-four names fit into 256 places after some thousand multipliers at
 * the worst; the usual twenty at once. */
static void
choose(struct ou_table_hash *h)
{
	uint64_t state = 1;
	long tries;

	for (tries = 0; tries < 100000; tries++) {
		h->mult = next_random(&state) | 1;
		if (place_all(h))
			return;
	}
	/* Two equal names: a mistake in the table; the first one counts. */
}

static uint32_t
number(const struct ou_table *t)
{
	if (n_tables == cap_tables) {
		cap_tables = cap_tables != 0 ? cap_tables * 2 : 64;
		tables = ou_arena_extend(&tables_arena, tables,
		    n_tables * sizeof(*tables), cap_tables * sizeof(*tables));
	}
	tables[n_tables] = t;
	return n_tables++;
}

const struct ou_table *
ou_table_of(uint32_t id)
{
	return tables[id];
}

/* Names of tables are constants with nothing readable behind them. */
static struct ou_name
name_of_constant(const char *p, size_t n)
{
	char room[16] = { 0 };

	if (n >= 8)
		return ou_name_of(p, n);
	memcpy(room, p, n);
	return ou_name_of(room, n);
}

/* ,"name": with bytes behind it that may be copied along. */
static const char *
quoted(const struct ou_field *f)
{
	char *p = ou_arena_zalloc(&tables_arena, f->name_len + 4u + 32);

	p[0] = ',';
	p[1] = '"';
	memcpy(p + 2, f->name, f->name_len);
	memcpy(p + 2 + f->name_len, "\":", 2);
	return p;
}

/*
 * Where a field's value says that it is there: the bytes of a struct that
 * are not all zero then, as bits of the aligned word around them (a struct
 * has no half words: see the assertion in OU_RECORD_TABLE).
 */
static void
given_bits(struct ou_given *g, const struct ou_field *f)
{
	uint32_t at = f->offset, size = 1, shift;

	switch ((enum ou_kind)f->kind) {
	case OU_KIND_TEXT:
	case OU_KIND_CODE:
	case OU_KIND_ANY:
		at += (uint32_t)offsetof(struct ou_str, n);
		size = 8;
		break;
	case OU_KIND_AMOUNT:
		at += (uint32_t)offsetof(struct ou_amount, given);
		break;
	case OU_KIND_PRICE:
		at += (uint32_t)offsetof(struct ou_price, given);
		break;
	case OU_KIND_QUANTITY:
		at += (uint32_t)offsetof(struct ou_quantity, given);
		break;
	case OU_KIND_RATE:
		at += (uint32_t)offsetof(struct ou_rate, given);
		break;
	case OU_KIND_INTEGER:
		at += (uint32_t)offsetof(struct ou_integer, given);
		break;
	case OU_KIND_FLAG:
		size = sizeof(enum ou_flag);
		break;
	case OU_KIND_DATE:
		size = sizeof(int16_t);
		break;
	case OU_KIND_TIME:
		at += (uint32_t)offsetof(struct ou_time, date.year);
		size = sizeof(int16_t);
		break;
	case OU_KIND_OBJECT:
		size = sizeof(void *);
		break;
	case OU_KIND_LIST:
	case OU_KIND_TEXTS:
	case OU_KIND_MAP:
		at = f->count_offset;
		size = sizeof(uint32_t);
		break;
	}
	shift = at % 8;
	if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
		shift = 8 - shift - size;
	g->at = at - at % 8;
	g->bits = (~UINT64_C(0) >> (64 - 8 * size)) << (8 * shift);
}

static struct ou_hash_entry *
aligned_array(size_t n)
{
	size_t size = sizeof(struct ou_hash_entry);
	uintptr_t p = (uintptr_t)ou_arena_zalloc(&tables_arena,
	    (n + 1) * size);

	return (struct ou_hash_entry *)((p + size - 1) & ~(size - 1));
}

void
ou_table_prepare(const struct ou_table *t)
{
	struct ou_hash_entry *entries;
	struct ou_table_hash *h;
	struct ou_given *given;
	uint32_t i;

	if (*t->hash != NULL)
		return;
	h = ou_arena_zalloc(&tables_arena, sizeof(*h));
	entries = aligned_array(t->n_fields + 1u);
	h->table = t;
	h->n_fields = t->n_fields;
	h->slot_words = (t->n_fields + 4u) & ~3u;
	h->entries = entries;
	given = ou_arena_array(&tables_arena, t->n_fields, sizeof(*given));
	h->given = given;
	h->id = number(t);
	h->type_field = ou_table_find(t, "type", 4);
	h->schema_field = ou_table_find(t, "schema", 6);
	*t->hash = h;
	entries[0].len = UINT32_MAX;
	for (i = 0; i < h->n_fields; i++) {
		const struct ou_field *f = &t->fields[i];
		struct ou_hash_entry *e = &entries[i + 1];

		e->name = name_of_constant(f->name, f->name_len);
		e->len = f->name_len;
		e->field = (uint16_t)i;
		e->quoted = quoted(f);
		e->mask = ~0u >> (32 - (e->len + 3));
		/* Records are written in the order of their tables. */
		entries[i].behind = e;
		given_bits(&given[i], f);
		if ((f->flags & OU_FIELD_ZERO) != 0)
			h->zero |= UINT64_C(1) << i;
		if (f->table == NULL)
			continue;
		ou_table_prepare(f->table);
		e->sub = *f->table->hash;
		e->list = f->kind == OU_KIND_LIST;
	}
	entries[i].behind = &entries[1];	/* of the last one: any */
	choose(h);
}

uint64_t
ou_table_given(const struct ou_table *t, const void *object, uint64_t fields)
{
	const struct ou_given *g = (*t->hash)->given;
	uint64_t given = 0;

	for (; fields != 0; fields &= fields - 1) {
		int i = __builtin_ctzll(fields);

		if (ou_given_at(&g[i], object) && !ou_idle_zero(t, i, object))
			given |= fields & -fields;
	}
	return given;
}

int
ou_table_find(const struct ou_table *t, const char *name, size_t n)
{
	uint32_t i;

	for (i = 0; i < t->n_fields; i++) {
		if (t->fields[i].name_len == n &&
		    memcmp(t->fields[i].name, name, n) == 0)
			return (int)i;
	}
	return -1;
}

struct ou_str
ou_table_text(const struct ou_table *t, const void *object, const char *name)
{
	int f = ou_table_find(t, name, strlen(name));
	struct ou_str text = OU_STR_NONE;

	if (f >= 0)
		memcpy(&text, (const char *)object + t->fields[f].offset,
		    sizeof(text));
	return text;
}

void
ou_slots_grow(struct ou_slots *s, struct ou_arena *a, uint32_t need)
{
	uint32_t cap = s->cap * 2 > s->n + need ? s->cap * 2 :
	    s->n + need + 256;

	s->p = ou_arena_extend(a, s->p, s->n * sizeof(*s->p),
	    cap * sizeof(*s->p));
	s->cap = cap;
}
