/*
 * Random changes to random records, against a model that changes a tree.
 * What is written must say the same as the tree, and reading it and writing
 * it again must give the same bytes.
 */
#include <jansson.h>

#include "ou/record/record.h"
#include "random-json.h"
#include "record-tables.h"

#define LINES_MAX 12

/* An object as it is now and as it was read. */
struct twin {
	json_t *now;
	json_t *was;
};

static struct ou_arena arena = OU_ARENA_INIT;
static struct ou_record rec;
static struct ou_t_order order;
static struct twin root, place, lines[LINES_MAX];
static struct ou_t_line line_room[LINES_MAX];

/* The model's memory goes with the round. */
static struct ou_arena model_arena = OU_ARENA_INIT;

static void *
model_alloc(size_t n)
{
	return ou_arena_alloc(&model_arena, n);
}

static void
model_free(void *p)
{
	(void)p;
}

static bool
absent(const json_t *v)
{
	return v == NULL || json_is_null(v) ||
	    (json_is_string(v) && json_string_length(v) == 0) ||
	    ((json_is_array(v) || json_is_object(v)) &&
	    json_array_size(v) + json_object_size(v) == 0);
}

static double
number_of(const json_t *v)
{
	return json_is_string(v) ? strtod(json_string_value(v), NULL) :
	    json_number_value(v);
}

/* ${v} (taken; NULL: absent) becomes the member, unless what was read says
 * the same. */
static void
set(struct twin t, const char *key, json_t *v)
{
	json_t *was = json_object_get(t.was, key);
	bool same;

	if (t.now == NULL)
		return;
	if (v == NULL)
		same = was != NULL && absent(was);
	else if (absent(was))
		same = false;
	else if (strcmp(key, "total") == 0 || json_is_number(was))
		same = number_of(was) == number_of(v);
	else
		same = json_equal(was, v);
	if (same) {
		json_object_set(t.now, key, was);
		json_decref(v);
	} else if (v == NULL)
		json_object_del(t.now, key);
	else
		json_object_set_new(t.now, key, v);
}

#define PUT(member) \
	ou_record_put(&rec, &ou_t_order_table, &order, OU_FIELD(t_order, member))

static const char *const texts[] = { "", "A", "Zo\xc3\xa9", "q\"\\\n",
	"a longer text, of more than sixteen bytes" };

static json_t *
text_json(struct ou_str s)
{
	return s.n != 0 ? json_stringn(s.p, s.n) : NULL;
}

/* All that the table knows goes, from some field on. */
static void
drop_line(struct ou_t_line *l, struct twin t)
{
	uint32_t node = l->node;
	int i = node != 0 ? (int)unit_rand(3) : 0;

	memset(l, 0, sizeof(*l));
	l->node = node;
	for (; i < ou_fields_of_t_line; i++) {
		if (node != 0)
			ou_record_put(&rec, &ou_t_line_table, l, i);
		set(t, ou_t_line_table.fields[i].name, NULL);
	}
}

/* One changed member of a line, struct and model. */
static void
change_line(struct ou_t_line *l, struct twin t)
{
	char text[20];
	int k = (int)unit_rand(4);

	switch (unit_rand(5)) {
	case 0:
		l->sku = ou_str_c(texts[unit_rand(5)]);
		if (l->node != 0)
			ou_record_put(&rec, &ou_t_line_table, l,
			    OU_FIELD(t_line, sku));
		set(t, "sku", text_json(l->sku));
		break;
	case 1:
		l->total = (struct ou_amount){ k * 10000,
		    (uint8_t)unit_rand(3), k != 3 };
		if (l->node != 0)
			ou_record_put(&rec, &ou_t_line_table, l,
			    OU_FIELD(t_line, total));
		(void)snprintf(text, sizeof(text), "%d%.*s", k,
		    l->total.places + (l->total.places != 0), ".00");
		set(t, "total", k != 3 ? json_string(text) : NULL);
		break;
	case 2:
		l->quantity = ou_quantity_of(k);
		l->quantity.given = k != 3;
		if (l->node != 0)
			ou_record_put(&rec, &ou_t_line_table, l,
			    OU_FIELD(t_line, quantity));
		set(t, "quantity", k != 3 ? json_integer(k) : NULL);
		break;
	case 3:
		drop_line(l, t);
		break;
	default:
		/* A member that no table knows. */
		if (l->node == 0)
			break;
		(void)snprintf(text, sizeof(text), "{\"w\":[%d,\"x\"]}", k);
		ou_record_put_raw(&rec, l->node, "raw", k == 3 ? OU_STR_NONE :
		    ou_str_dup(&arena, ou_str_c(text)));
		if (k == 3)
			json_object_del(t.now, "raw");
		else
			json_object_set_new(t.now, "raw",
			    json_loads(text, 0, NULL));
		break;
	}
}

/* A new line: no node; its model is what the struct says. */
static void
new_line(uint32_t at)
{
	struct ou_t_line *l = &line_room[at];

	memset(l, 0, sizeof(*l));
	l->sku = OU_STR("NEW");
	lines[at].now = json_pack("{s:s}", "sku", "NEW");
	lines[at].was = json_object();
}

/* Insert, drop, swap or split; then, mostly, put the list. */
static void
change_lines(void)
{
	uint32_t n = order.n_lines, at = (uint32_t)unit_rand(n + 1);
	struct ou_t_line line;
	struct twin t;
	json_t *list;
	uint32_t i, other;

	switch (unit_rand(4)) {
	case 0:
		if (n == LINES_MAX)
			break;
		new_line(n);
		order.n_lines++;
		break;
	case 1:
		if (at < n) {
			order.n_lines--;
			line_room[at] = line_room[n - 1];
			lines[at] = lines[n - 1];
		}
		break;
	case 2:
		other = (uint32_t)unit_rand(n + 1);
		if (at >= n || other >= n)
			break;
		line = line_room[at];
		line_room[at] = line_room[other];
		line_room[other] = line;
		t = lines[at];
		lines[at] = lines[other];
		lines[other] = t;
		break;
	default:
		if (at >= n || n == LINES_MAX || line_room[at].node == 0)
			break;
		line_room[n] = *(struct ou_t_line *)ou_record_split(&rec,
		    &ou_t_line_table, &line_room[at]);
		lines[n].now = json_deep_copy(lines[at].now);
		lines[n].was = json_incref(lines[at].was);
		order.n_lines++;
		break;
	}
	if (unit_rand(3) == 0)
		return;
	order.lines = line_room;
	PUT(lines);
	if (order.n_lines == 0) {
		set(root, "lines", NULL);
		return;
	}
	list = json_array();
	for (i = 0; i < order.n_lines; i++) {
		if (line_room[i].node != 0)
			json_array_append(list, lines[i].now);
		else
			json_array_append_new(list,
			    json_deep_copy(lines[i].now));
	}
	json_object_set_new(root.now, "lines", list);
}

static void
change_place(void)
{
	static struct ou_t_place fresh;
	struct ou_t_place *p = order.place;

	if (p != NULL && p->node != 0 && unit_rand(4) != 0) {
		p->name = ou_str_c(texts[unit_rand(4)]);
		ou_record_put(&rec, &ou_t_place_table, p,
		    OU_FIELD(t_place, name));
		set(place, "name", text_json(p->name));
		p->country = ou_str_c(texts[unit_rand(2)]);
		ou_record_put(&rec, &ou_t_place_table, p,
		    OU_FIELD(t_place, country));
		set(place, "country", text_json(p->country));
		p->n_street = 0;
		ou_record_put(&rec, &ou_t_place_table, p,
		    OU_FIELD(t_place, street));
		set(place, "street", NULL);
		return;
	}
	if (unit_rand(2) == 0) {
		order.place = NULL;
		PUT(place);
		set(root, "place", NULL);
		return;
	}
	memset(&fresh, 0, sizeof(fresh));
	fresh.name = OU_STR("N");
	order.place = &fresh;
	PUT(place);
	json_object_set_new(root.now, "place", json_pack("{s:s}", "name",
	    "N"));
}

static void
change(void)
{
	static struct ou_str codes[2] = { { "x", 1 }, { "", 0 } };
	uint32_t at;
	json_t *list;
	int k = (int)unit_rand(4);

	switch (unit_rand(8)) {
	case 0:
		order.count = (struct ou_integer){ k, k != 3 };
		PUT(count);
		set(root, "count", k != 3 ? json_integer(k) : NULL);
		break;
	case 1:
		order.gift = k == 0 ? OU_FLAG_ABSENT : ou_flag_of(k == 1);
		PUT(gift);
		set(root, "gift", k ? json_boolean(k == 1) : NULL);
		break;
	case 2:
		order.due = (struct ou_date){ k ? 2026 : 0, 1, (uint8_t)k };
		PUT(due);
		set(root, "due", k ? json_sprintf("2026-01-%02d", k) : NULL);
		break;
	case 3:
		order.codes = codes;
		order.n_codes = (uint32_t)k % 3;
		PUT(codes);
		list = json_array();
		for (at = 0; at < order.n_codes; at++)
			json_array_append_new(list,
			    json_string(codes[at].p));
		set(root, "codes", at != 0 ? list : NULL);
		if (at == 0)
			json_decref(list);
		break;
	case 4:
		change_place();
		break;
	case 5:
		change_lines();
		break;
	default:
		at = (uint32_t)unit_rand(order.n_lines + 1);
		if (at < order.n_lines)
			change_line(&line_room[at], lines[at]);
		break;
	}
}

static bool
begin(struct ou_buf *b)
{
	struct ou_view *v;
	json_t *list;
	size_t i;

	if (!CHECK_INT(ou_record_parse(&rec, &arena, t_padded(&arena, b->p,
	    b->n), t_types, NULL, NULL), 0))
		return false;
	v = ou_view_new(&arena, &ou_t_order_table, NULL, NULL);
	if (!CHECK_INT(ou_record_load(&rec, v, &order, NULL), 0))
		return false;
	root.now = json_loadb(b->p, b->n, 0, NULL);
	root.was = json_deep_copy(root.now);
	place.now = json_object_get(root.now, "place");
	place.was = json_object_get(root.was, "place");
	list = json_object_get(root.now, "lines");
	for (i = 0; i < order.n_lines; i++) {
		lines[i].now = json_array_get(list, i);
		lines[i].was = json_array_get(json_object_get(root.was,
		    "lines"), i);
		/* They outlive the list. */
		json_incref(lines[i].now);
	}
	json_incref(place.now);
	if (order.n_lines != 0)
		memcpy(line_room, order.lines,
		    order.n_lines * sizeof(*line_room));
	order.lines = line_room;
	return true;
}

static void
one_round(void)
{
	struct ou_buf b = OU_BUF_INIT, out = OU_BUF_INIT, again = OU_BUF_INIT;
	struct rj rj = { .b = &b, .blanks = unit_rand(2) ? 4 : 0,
		.numbers = 1 };
	uint64_t n = unit_rand(25);
	json_t *got;

	ou_arena_reset(&arena);
	ou_arena_reset(&model_arena);
	rj_object(&rj, &ou_t_order_table, 3,
	    "\"type\":\"T\",\"schema\":\"t/1\",\"id\":\"a\"");
	if (!begin(&b)) {
		printf("# %.*s\n", OU_STR_ARG(ou_buf_str(&b)));
		return;
	}
	while (n-- > 0)
		change();
	ou_record_write(&rec, &out);
	CHECK_INT(out.n <= b.n + 100000, 1);
	got = json_loadb(out.p, out.n, JSON_REJECT_DUPLICATES, NULL);
	if (!CHECK(got != NULL && json_equal(got, root.now)))
		printf("# in   %.*s\n# out  %.*s\n# want %s\n",
		    OU_STR_ARG(ou_buf_str(&b)), OU_STR_ARG(ou_buf_str(&out)),
		    json_dumps(root.now, JSON_COMPACT));
	json_decref(got);
	/* Nothing changed: byte for byte. */
	if (!ou_record_changed(&rec))
		CHECK_MEM(out.p, out.n, b.p, b.n);
	CHECK_INT(ou_record_parse(&rec, &arena, t_padded(&arena, out.p,
	    out.n), t_types, NULL, NULL), 0);
	ou_record_write(&rec, &again);
	CHECK_MEM(again.p, again.n, out.p, out.n);
	json_decref(root.now);
	json_decref(root.was);
	ou_buf_release(&b);
	ou_buf_release(&out);
	ou_buf_release(&again);
}

static void
test_changes(void)
{
	long i, n = unit_rounds(20000);

	for (i = 0; i < n && !unit.bad; i++)
		one_round();
}

int
main(void)
{
	unit_seed();
	json_set_alloc_funcs(model_alloc, model_free);
	RUN(test_changes);
	ou_arena_release(&arena);
	ou_arena_release(&model_arena);
	return UNIT_DONE();
}
