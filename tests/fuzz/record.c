/*
 * Records: the input's first eight bytes choose the changes, the rest are the
 * members of an order.  What is written can be read, says what was put, and
 * keeps what no table knows byte for byte.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../unit/record-tables.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static struct ou_arena arena = OU_ARENA_INIT;
static uint64_t state;

static unsigned
pick(unsigned n)
{
	state = state * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (unsigned)(state >> 33) % n;
}

static void
must(int good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "not so: %s\n", what);
	abort();
}

static void
change_line(struct ou_record *rec, struct ou_t_line *l)
{
	if (l->node == 0)
		return;
	switch (pick(5)) {
	case 0:
		l->sku = pick(3) ? OU_STR("new \"sku\"") : OU_STR_NONE;
		ou_record_put(rec, &ou_t_line_table, l,
		    OU_FIELD(t_line, sku));
		break;
	case 1:
		l->total = (struct ou_amount){ 120000, 2, pick(3) != 0 };
		ou_record_put(rec, &ou_t_line_table, l,
		    OU_FIELD(t_line, total));
		break;
	case 2:
		l->n_parts = pick(l->n_parts + 1);
		ou_record_put(rec, &ou_t_line_table, l,
		    OU_FIELD(t_line, parts));
		break;
	case 3:
		ou_record_put_raw(rec, l->node, "raw", pick(3) ?
		    OU_STR("[1, 2]") : OU_STR_NONE);
		break;
	default:
		l->stands = NULL;
		ou_record_put(rec, &ou_t_line_table, l,
		    OU_FIELD(t_line, stands));
		break;
	}
}

static void
change(struct ou_record *rec, struct ou_t_order *o, struct ou_t_line *room)
{
	unsigned at = pick(o->n_lines + 1);

	switch (pick(6)) {
	case 0:
		if (at == o->n_lines || o->n_lines == 8)
			break;
		room[o->n_lines++] = *(struct ou_t_line *)ou_record_split(rec,
		    &ou_t_line_table, &room[at]);
		break;
	case 1:
		if (o->n_lines == 0)
			break;
		at = pick(o->n_lines);
		room[at] = room[--o->n_lines];
		break;
	case 2:
		ou_record_put(rec, &ou_t_order_table, o,
		    OU_FIELD(t_order, lines));
		break;
	case 3:
		o->total = (struct ou_amount){ (int64_t)pick(3) * 10000, 0,
		    pick(2) };
		ou_record_put(rec, &ou_t_order_table, o,
		    OU_FIELD(t_order, total));
		break;
	default:
		if (at < o->n_lines)
			change_line(rec, &room[at]);
		break;
	}
}

/* What no table knows of the order itself is there, as it was. */
static void
check_unknown(const struct ou_record *was, const struct ou_record *is)
{
	uint32_t i, at;

	for (i = 2; i < was->json.nodes[1].next; i = was->json.nodes[i].next) {
		struct ou_str key = ou_json_key(&was->json, i, &arena);
		char *name = ou_str_cdup(&arena, key);

		if (ou_table_find(&ou_t_order_table, key.p, key.n) >= 0 ||
		    strlen(name) != key.n)
			continue;
		at = ou_json_member(&is->json, 1, name);
		must(at != 0 && ou_str_eq(ou_json_raw(&was->json, i),
		    ou_json_raw(&is->json, at)), "an unknown member");
	}
}

static struct ou_str
written(struct ou_record *rec)
{
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str s;

	ou_record_write(rec, &b);
	s = t_padded(&arena, b.p, b.n);
	ou_buf_release(&b);
	return s;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char head[] =
	    "{\"type\":\"T\",\"schema\":\"t/1\",\"id\":\"a\",";
	struct ou_record rec, again;
	struct ou_t_order o, p;
	struct ou_t_line room[8];
	struct ou_view *v;
	struct ou_str text, out;
	char *copy;
	unsigned i;

	if (n < 8)
		return 0;
	ou_arena_reset(&arena);
	memcpy(&state, data, 8);
	n -= 8;
	copy = ou_arena_alloc(&arena, n + sizeof(head));
	memcpy(copy, head, sizeof(head) - 1);
	memcpy(copy + sizeof(head) - 1, data + 8, n);
	text = t_padded(&arena, copy, n + sizeof(head) - 1);
	if (ou_record_parse(&rec, &arena, text, t_types, NULL, NULL) != 0)
		return 0;
	must(ou_str_eq(written(&rec), text), "identity");
	v = ou_view_new(&arena, &ou_t_order_table, NULL, NULL);
	if (ou_record_load(&rec, v, &o, NULL) != 0)
		return 0;
	if (o.n_lines > 8)
		o.n_lines = 8;
	if (o.n_lines != 0)
		memcpy(room, o.lines, o.n_lines * sizeof(*room));
	o.lines = room;
	for (i = pick(12); i > 0; i--)
		change(&rec, &o, room);
	ou_record_put(&rec, &ou_t_order_table, &o, OU_FIELD(t_order, total));
	out = written(&rec);
	must(ou_record_parse(&again, &arena, out, t_types, NULL, NULL) == 0,
	    "it can be read");
	must(ou_str_eq(written(&again), out), "written again");
	check_unknown(&rec, &again);
	must(ou_record_load(&again, v, &p, NULL) == 0, "it can be loaded");
	must(p.total.given == o.total.given &&
	    (!o.total.given || p.total.v == o.total.v), "the total");
	return 0;
}
