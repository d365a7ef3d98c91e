#include "ou/base/base64.h"
#include "lossless.h"

/*
 * A segment from its array.  Separators are written as the array has them,
 * empty elements at the end included.
 */
static int
no_segment(const struct ou_json *j, uint32_t node, struct ou_err *err)
{
	struct ou_str shown = ou_str_sub(ou_json_raw(j, node), 0, 40);

	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
	    "'%.*s' is no part of a segment; expected a text, or an array",
	    OU_STR_ARG(shown));
}

uint32_t
ou_lossless_item(const struct ou_json *j, uint32_t array, uint32_t i)
{
	uint32_t at;

	if (array == 0 || j->nodes[array].kind != OU_JSON_ARRAY)
		return 0;
	for (at = array + 1; at < j->nodes[array].next;
	    at = j->nodes[at].next) {
		if (i-- == 0)
			return at;
	}
	return 0;
}

struct ou_str
ou_lossless_scalar(const struct ou_json *j, uint32_t node,
    struct ou_arena *a)
{
	if (node == 0)
		return OU_STR_NONE;
	switch (j->nodes[node].kind) {
	case OU_JSON_STRING:
		return ou_json_text(j, node, a);
	case OU_JSON_NUMBER:
		return ou_json_raw(j, node);
	case OU_JSON_NULL:
		return OU_STR("");
	default:
		return OU_STR_NONE;
	}
}

static int
put_scalar(struct ou_edi_out *o, struct ou_arena *a, const struct ou_json *j,
    uint32_t node, struct ou_err *err)
{
	struct ou_str s = ou_lossless_scalar(j, node, a);

	return s.p == NULL ? no_segment(j, node, err) :
	    ou_edi_out_text(o, s, err);
}

static int
put_mark(struct ou_edi_out *o, char mark, const char *what,
    struct ou_err *err)
{
	if (mark == 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_CARRY,
		    "this interchange has no separator of %s", what);
	ou_buf_addc(o->to, mark);
	return 0;
}

static int
put_components(struct ou_edi_out *o, struct ou_arena *a,
    const struct ou_json *j, uint32_t array, struct ou_err *err)
{
	uint32_t at;

	for (at = array + 1; at < j->nodes[array].next;
	    at = j->nodes[at].next) {
		if (at > array + 1 && put_mark(o, o->marks.component,
		    "components", err) != 0)
			return -1;
		if (put_scalar(o, a, j, at, err) != 0)
			return -1;
	}
	return 0;
}

static int
put_repetitions(struct ou_edi_out *o, struct ou_arena *a,
    const struct ou_json *j, uint32_t array, struct ou_err *err)
{
	uint32_t at;
	int r;

	for (at = array + 1; at < j->nodes[array].next;
	    at = j->nodes[at].next) {
		if (at > array + 1 && put_mark(o, o->marks.repetition,
		    "repetitions", err) != 0)
			return -1;
		r = j->nodes[at].kind == OU_JSON_ARRAY ?
		    put_components(o, a, j, at, err) :
		    put_scalar(o, a, j, at, err);
		if (r != 0)
			return -1;
	}
	return 0;
}

static bool
repeats(const struct ou_json *j, uint32_t array)
{
	uint32_t at;

	for (at = array + 1; at < j->nodes[array].next;
	    at = j->nodes[at].next) {
		if (j->nodes[at].kind == OU_JSON_ARRAY)
			return true;
	}
	return false;
}

/* The bytes of {"base64": "..."}. */
static int
decode(const struct ou_json *j, uint32_t node, struct ou_arena *a,
    struct ou_str *bytes, struct ou_err *err)
{
	uint32_t text = ou_json_member(j, node, "base64");

	if (text == 0 || j->nodes[text].kind != OU_JSON_STRING)
		return no_segment(j, node, err);
	return ou_base64_decode(a, bytes, ou_json_text(j, text, a), err);
}

int
ou_lossless_bytes(struct ou_edi_out *o, struct ou_arena *a,
    const struct ou_json *j, uint32_t node, struct ou_err *err)
{
	struct ou_str bytes;

	if (decode(j, node, a, &bytes, err) != 0)
		return -1;
	ou_buf_adds(o->to, bytes);
	return 0;
}

/* Binary data comes behind its length, whatever stands there. */
static int
put_binary(struct ou_edi_out *o, struct ou_arena *a, const struct ou_json *j,
    uint32_t node, size_t length_at, struct ou_err *err)
{
	struct ou_str bytes, length;

	if (decode(j, node, a, &bytes, err) != 0)
		return -1;
	length = ou_str_make(o->to->p + length_at, o->to->n - 1 - length_at);
	if (ou_edi_number(length) != (int64_t)bytes.n) {
		o->to->n = length_at;
		ou_buf_printf(o->to, "%zu%c", bytes.n, o->marks.element);
	}
	ou_buf_adds(o->to, bytes);
	return 0;
}

static int
put_element(struct ou_edi_out *o, struct ou_arena *a, const struct ou_json *j,
    uint32_t node, size_t before, struct ou_err *err)
{
	const struct ou_node *n = &j->nodes[node];

	/* nearly all of them */
	if (n->kind == OU_JSON_STRING && (n->flags & OU_NODE_ESCAPED) == 0)
		return ou_edi_out_text(o, ou_str_make(j->text + n->value + 1,
		    n->end - n->value - 2), err);
	switch (n->kind) {
	case OU_JSON_ARRAY:
		return repeats(j, node) ?
		    put_repetitions(o, a, j, node, err) :
		    put_components(o, a, j, node, err);
	case OU_JSON_OBJECT:
		return put_binary(o, a, j, node, before, err);
	default:
		return put_scalar(o, a, j, node, err);
	}
}

int
ou_lossless_segment(struct ou_edi_out *o, struct ou_arena *a,
    const struct ou_json *j, uint32_t node, struct ou_err *err)
{
	const struct ou_node *nodes = j->nodes;
	size_t before = o->to->n, here;
	uint32_t at, element = 0;
	struct ou_str tag;

	if (nodes[node].kind != OU_JSON_ARRAY || nodes[node].next == node + 1)
		return no_segment(j, node, err);
	for (at = node + 1; at < nodes[node].next; at = nodes[at].next) {
		if (element > 0)
			ou_buf_addc(o->to, o->marks.element);
		here = o->to->n;
		if (put_element(o, a, j, at, before, err) != 0) {
			tag = ou_lossless_scalar(j, node + 1, a);
			return ou_err_in(err, "%.20s %02u",
			    ou_str_cdup(a, tag), element);
		}
		before = here;
		element++;
	}
	return 0;
}
