/* Records to CSV and back: nothing is lost. */
#include <jansson.h>

#include "ou/record/stream.h"
#include "random-json.h"
#include "record-tables.h"

static bool
absent(const json_t *v)
{
	return json_is_null(v) ||
	    (json_is_string(v) && json_string_length(v) == 0) ||
	    ((json_is_array(v) || json_is_object(v)) &&
	    json_array_size(v) + json_object_size(v) == 0);
}

static json_t *normal_object(json_t *v, const struct ou_table *t);

/* A known member as the CSV form has to give it back; NULL: not at all. */
static json_t *
normal(json_t *v, const struct ou_field *f, bool root)
{
	json_t *out, *one;
	char text[40];
	size_t i;

	if (absent(v))
		return NULL;
	if (f->kind == OU_KIND_OBJECT && json_is_object(v)) {
		out = normal_object(v, f->table);
		if (json_object_size(out) != 0)
			return out;
		json_decref(out);
		return NULL;
	}
	if (root && (f->flags & OU_FIELD_ROWS) != 0 && json_is_array(v)) {
		out = json_array();
		json_array_foreach(v, i, one) {
			if (!json_is_object(one)) {
				json_decref(out);
				return json_incref(v);
			}
			json_array_append_new(out,
			    normal_object(one, f->table));
		}
		return out;
	}
	if ((f->kind == OU_KIND_AMOUNT || f->kind == OU_KIND_PRICE ||
	    f->kind == OU_KIND_RATE) && json_is_integer(v)) {
		(void)snprintf(text, sizeof(text), "%lld",
		    (long long)json_integer_value(v));
		return json_string(text);
	}
	return json_incref(v);
}

static json_t *
normal_object(json_t *v, const struct ou_table *t)
{
	json_t *out = json_object(), *member;
	const char *key;

	json_object_foreach(v, key, member) {
		int i = ou_table_find(t, key, strlen(key));

		if (i >= 0)
			member = normal(member, &t->fields[i],
			    t == &ou_t_order_table);
		else
			json_incref(member);
		if (member != NULL)
			json_object_set_new(out, key, member);
	}
	return out;
}

#define RECORDS 5

static void
round_trip(long round)
{
	struct ou_buf json[RECORDS], csv = OU_BUF_INIT;
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_sink *sink = ou_sink_memory(&csv);
	struct ou_writer *w = ou_writer_new(sink, OU_STREAM_CSV, t_types);
	struct ou_reader_options o = { .form = OU_STREAM_CSV,
		.types = t_types, .csv_type = t_types };
	struct ou_source *src;
	struct ou_reader *r;
	struct ou_record rec;
	struct ou_err err = { .kind = OU_ERR_NONE };
	int i;

	for (i = 0; i < RECORDS; i++) {
		struct rj rj = { .b = &json[i], .blanks = 5,
			.wrong = round % 2 ? 8 : 0 };
		char head[100];

		json[i] = (struct ou_buf)OU_BUF_INIT;
		(void)snprintf(head, sizeof(head), "\"type\":\"T\","
		    "\"schema\":\"t/1\",\"id\":\"id %d\"", i);
		rj_object(&rj, &ou_t_order_table, 3, head);
		CHECK_INT(ou_writer_json(w, ou_buf_str(&json[i]), &err), 0);
	}
	CHECK_INT(ou_sink_close(sink, &err), 0);
	src = ou_source_memory("csv", ou_buf_str(&csv));
	r = ou_reader_new(src, &o, &err);
	for (i = 0; CHECK(r != NULL) && i < RECORDS; i++) {
		json_t *want, *got;
		struct ou_buf out = OU_BUF_INIT;

		if (!CHECK_INT(ou_reader_next(r, &rec, &a, &err), 1)) {
			printf("# %s: %s\n", err.field, err.text);
			break;
		}
		ou_record_write(&rec, &out);
		got = json_loadb(out.p, out.n, JSON_ALLOW_NUL, NULL);
		want = json_loadb(json[i].p, json[i].n, JSON_ALLOW_NUL, NULL);
		if (CHECK(want != NULL && got != NULL)) {
			json_t *n = normal_object(want, &ou_t_order_table);

			if (!CHECK(json_equal(n, got)))
				printf("# in  %.*s\n# out %.*s\n",
				    OU_STR_ARG(ou_buf_str(&json[i])),
				    OU_STR_ARG(ou_buf_str(&out)));
			json_decref(n);
		}
		json_decref(want);
		json_decref(got);
		ou_buf_release(&out);
		ou_arena_reset(&a);
	}
	CHECK_INT(ou_reader_next(r, &rec, &a, &err), 0);
	ou_reader_free(r);
	ou_source_close(src);
	ou_writer_free(w);
	for (i = 0; i < RECORDS; i++)
		ou_buf_release(&json[i]);
	ou_buf_release(&csv);
	ou_arena_release(&a);
}

static void
test_round_trip(void)
{
	long i, n = unit_rounds(1000);

	for (i = 0; i < n && !unit.bad; i++)
		round_trip(i);
}

int
main(void)
{
	unit_seed();
	RUN(test_round_trip);
	return UNIT_DONE();
}
