#include <stdlib.h>

#include "ou/base/base64.h"
#include "ou/formats/edi/syntax.h"
#include "lossless_read.h"

#define SCHEMA_MESSAGE "\"type\":\"EdiMessage\",\"schema\":\"edi-message/1\""
#define SCHEMA_INTERCHANGE "\"type\":\"EdiInterchange\"," \
	"\"schema\":\"edi-interchange/1\""

static const char *
family(const struct lossless_run *r)
{
	return r->edi.family == OU_EDI_X12 ? "x12" : "edifact";
}

static int
hand_out(struct lossless_run *r, struct ou_buf *json)
{
	ou_buf_addc(json, '}');
	if (r->x->record(r->x->arg, ou_buf_str(json)) == 0)
		return 0;
	r->stopped = true;
	return -1;
}

/* ,"name":{"of":"...","text":"..."} */
static void
put_exact(struct lossless_run *r, struct ou_buf *to, const char *name,
    struct ou_str canonical, struct ou_str bytes)
{
	ou_buf_printf(to, ",\"%s\":{\"of\":\"", name);
	ou_buf_adds(to, ou_lossless_digest(r->a, canonical));
	if (ou_utf8_valid(bytes.p, bytes.n) == bytes.n) {
		ou_buf_puts(to, "\",\"text\":");
		ou_json_put_string(to, bytes);
	} else {
		ou_buf_puts(to, "\",\"base64\":\"");
		ou_buf_adds(to, ou_base64_encode(r->a, bytes));
		ou_buf_addc(to, '"');
	}
	ou_buf_addc(to, '}');
}

static void
put_source(struct lossless_run *r, struct ou_buf *to, struct ou_str message,
    uint64_t segment, uint64_t byte)
{
	ou_buf_puts(to, ",\"source\":{\"file\":");
	ou_json_put_string(to, ou_str_c(ou_source_name(r->edi.src)));
	ou_lossless_put_member(&r->put, to, "message", message);
	ou_buf_printf(to, ",\"segment\":%llu,\"byte\":%llu}",
	    (unsigned long long)segment, (unsigned long long)byte);
}

static void
put_found(struct ou_buf *to, const struct ou_buf *found)
{
	if (found->n == 0)
		return;
	ou_buf_puts(to, ",\"findings\":[");
	ou_buf_adds(to, ou_buf_str(found));
	ou_buf_addc(to, ']');
}

/* The record so far, closed, through the way back.  False: it cannot be
 * written at all. */
static bool
render(struct lossless_run *r, struct ou_buf *json, bool interchange,
    bool body)
{
	static const struct ou_json_limits limits = { .nodes = UINT32_MAX };
	struct ou_json j;
	bool done;

	ou_buf_addc(json, '}');
	/* the scanner looks behind the end */
	memset(ou_buf_reserve(json, OU_SOURCE_PADDING), 0,
	    OU_SOURCE_PADDING);
	done = ou_json_index(&j, r->a, ou_buf_str(json), &limits, NULL) ==
	    0 && ou_lossless_render(r->shadow, &j, 1, interchange, body,
	    NULL) == 0;
	json->n--;
	return done;
}

/* --- one message --- */

/* 850 of "850,ORDERS". */
static bool
wanted(const struct lossless_run *r)
{
	struct ou_str all = ou_str_c(r->x->types), one;

	if (all.p == NULL)
		return true;
	while (ou_str_split(&all, ',', &one)) {
		if (ou_str_eq(ou_str_trim(one), r->heading.type))
			return true;
	}
	return false;
}

/* A member of bytes that stand outside of the message. */
static void
put_foreign(struct lossless_run *r, struct ou_buf *to, const char *name,
    struct ou_str bytes)
{
	struct ou_str text = ou_lossless_text(r->a, bytes, bytes.n * 2);

	if (text.n == 0)
		return;
	ou_buf_printf(to, ",\"%s\":", name);
	ou_json_put_string(to, text);
}

static void
put_version(struct lossless_run *r, struct ou_buf *to)
{
	const struct ou_edi_heading *h = &r->heading;
	const struct ou_str parts[] = { h->version, h->release, h->agency,
	    h->association };
	struct ou_edi_group g;
	struct ou_buf text = OU_BUF_INIT;
	size_t i;

	if (r->edi.family == OU_EDI_X12) {
		ou_edi_group(&r->edi, &g);
		if (h->version.n > 0 || !r->edi.group.open)
			ou_lossless_put_member(&r->put, to, "version",
			    h->version);
		else
			put_foreign(r, to, "version", g.version);
		return;
	}
	for (i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		if (parts[i].n == 0)
			continue;
		if (text.n > 0)
			ou_buf_addc(&text, ':');
		ou_buf_adds(&text, parts[i]);
	}
	ou_lossless_put_member(&r->put, to, "version", ou_buf_str(&text));
	ou_buf_release(&text);
}

static void
put_head(struct lossless_run *r, struct ou_buf *to)
{
	ou_buf_clear(to);
	ou_buf_puts(to, "{" SCHEMA_MESSAGE);
	ou_buf_printf(to, ",\"family\":\"%s\"", family(r));
	ou_lossless_put_member(&r->put, to, "messageType", r->heading.type);
	put_version(r, to);
	ou_lossless_put_member(&r->put, to, "reference",
	    r->heading.reference);
}

static void
put_envelopes(struct lossless_run *r, struct ou_buf *to)
{
	ou_buf_puts(to, ",\"interchange\":");
	ou_buf_adds(to, ou_buf_str(&r->envelope));
	if (r->edi.group.open) {
		ou_buf_puts(to, ",\"group\":");
		ou_buf_adds(to, ou_buf_str(&r->set));
	}
	ou_buf_puts(to, ",\"delimiters\":");
	ou_buf_adds(to, ou_buf_str(&r->delimiters));
}

/* What stands in front of segment ${i}: the line ends that stand everywhere,
 * or the object of a package. */
static bool
put_between(struct lossless_run *r, struct ou_buf *to, uint32_t i,
    struct ou_str between)
{
	struct ou_str object = ou_edi_object(&r->edi.marks, &r->edi.message,
	    i);

	ou_buf_addc(to, ',');
	if (object.p == NULL)
		return ou_str_is(between, r->line_end);
	ou_lossless_put_bytes(to, object);
	ou_buf_addc(to, ',');
	return object.n == between.n;
}

/* Segments as arrays; false: written again they give other bytes. */
static bool
put_segments(struct lossless_run *r, struct ou_buf *to)
{
	const struct ou_edi_message *m = &r->edi.message;
	const char *p = m->bytes.p, *behind = p, *at;
	bool plain = true;
	struct ou_str raw;
	uint32_t i;

	ou_buf_puts(to, ",\"segments\":[");
	for (i = 0; i < m->n; i++) {
		at = p + m->pieces[i].at;
		raw = ou_str_make(at, m->pieces[i].n);
		if (i > 0 && !put_between(r, to, i, ou_str_make(behind,
		    (size_t)(at - behind))))
			plain = false;
		behind = at + raw.n + 1;
		if (r->crlf && raw.n > 0 && raw.p[raw.n - 1] == '\r')
			raw.n--;
		else if (r->crlf)
			plain = false;
		ou_lossless_put_segment(&r->put, to, raw);
	}
	ou_buf_addc(to, ']');
	return plain && behind == p + m->bytes.n && !r->put.odd;
}

static bool
trailer_right(const struct lossless_run *r)
{
	const struct ou_edi_message *m = &r->edi.message;
	const struct ou_edi_heading *h = &r->heading;

	return m->whole && ou_edi_number(h->stated.count) == m->n &&
	    ou_edi_same(h->stated.reference, h->reference);
}

static void
put_body(struct lossless_run *r, struct ou_buf *to)
{
	void (*put)(struct lossless_put *, struct ou_buf *, struct ou_str) =
	    r->x->view == OU_EDI_VIEW_TYPED ? ou_lossless_put_typed :
	    ou_lossless_put_segment;
	const struct ou_edi_message *m = &r->edi.message;
	struct ou_str object;
	uint32_t i;

	if (r->x->tree) {
		ou_lossless_put_tree(&r->put, to, m, r->a, put);
		return;
	}
	ou_buf_puts(to, ",\"segments\":[");
	for (i = 0; i < m->n; i++) {
		if (i > 0)
			ou_buf_addc(to, ',');
		object = ou_edi_object(&r->edi.marks, m, i);
		if (object.p != NULL) {
			ou_lossless_put_bytes(to, object);
			ou_buf_addc(to, ',');
		}
		put(&r->put, to, ou_str_make(m->bytes.p + m->pieces[i].at,
		    m->pieces[i].n));
	}
	ou_buf_addc(to, ']');
}

/* What the way back would not write, beside the arrays: ${plain}, the
 * message is what follows from those. */
static void
put_difference(struct lossless_run *r, struct ou_buf *to, bool plain)
{
	const struct ou_edi_message *m = &r->edi.message;
	struct ou_str gap = ou_buf_str(&r->gap);
	struct ou_buf head = OU_BUF_INIT;
	bool done = false;

	if (plain && !r->changed && gap.n == strlen(r->line_end) &&
	    memcmp(gap.p, r->line_end, gap.n) == 0) {
		ou_lossless_count(r->shadow);
		return;
	}
	if (plain) {
		ou_buf_printf(&head, "{\"family\":\"%s\"", family(r));
		put_envelopes(r, &head);
	}
	done = render(r, plain ? &head : to, false, !plain);
	if (done && !plain && !ou_str_eq(ou_buf_str(&r->shadow->body),
	    m->bytes))
		put_exact(r, to, "exact", ou_buf_str(&r->shadow->body),
		    m->bytes);
	if (done && !r->skipped &&
	    !ou_str_eq(ou_buf_str(&r->shadow->before), gap))
		put_exact(r, to, "before", ou_buf_str(&r->shadow->before),
		    gap);
	ou_lossless_count(r->shadow);
	ou_buf_release(&head);
	r->changed = false;
	r->skipped = false;
}

static void
put_message(struct lossless_run *r, struct ou_buf *to)
{
	const struct ou_edi_message *m = &r->edi.message;
	bool raw = r->x->view == OU_EDI_VIEW_RAW && !r->x->tree;
	bool plain = true;

	put_head(r, to);
	put_envelopes(r, to);
	if (r->put.charset != OU_CHARSET_ASCII)
		ou_buf_printf(to, ",\"charset\":\"%s\"",
		    ou_charset_name(r->put.charset));
	if (raw)
		plain = put_segments(r, to) && trailer_right(r);
	else
		put_body(r, to);
	if (!m->whole)
		ou_buf_puts(to, ",\"complete\":false");
	put_source(r, to, r->heading.reference, m->segment, m->byte);
	put_found(to, &r->found_in_message);
	if (raw)
		put_difference(r, to, plain);
}

static int
refuse(struct lossless_run *r)
{
	const struct ou_edi_message *m = &r->edi.message;
	struct ou_err err = { 0 };

	if (m->too_long)
		ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "the message is longer than the limit of %zu bytes",
		    r->edi.message_max);
	else
		ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_TRUNCATED,
		    "the message is cut off");
	r->refusing = true;
	r->skipped = r->lacking = true;
	return ou_lossless_refuse(r, m->bytes, m->segment, m->byte, &err);
}

static int
on_message(struct lossless_run *r)
{
	const struct ou_edi_message *m = &r->edi.message;
	int result;

	r->in_message = true;
	ou_buf_clear(&r->found_in_message);
	ou_edi_heading(&r->edi.marks, m, &r->seg, &r->heading);
	if (!wanted(r)) {
		r->skipped = r->lacking = true;
		result = 0;
		goto done;
	}
	if (!r->x->silent && (m->cut || m->too_long)) {
		result = refuse(r);
		goto done;
	}
	if (r->x->check)
		ou_guide_check(&r->guides, &r->edi, &r->seg);
	ou_edi_check(&r->edi, m, &r->seg);
	ou_lossless_choose(r, m->bytes);
	result = 0;
	if (!r->x->silent) {
		ou_lossless_know(r, m);
		put_message(r, &r->json);
		result = hand_out(r, &r->json);
	}
done:
	ou_buf_clear(&r->gap);
	r->una_given = false;
	r->in_message = false;
	ou_arena_reset(r->a);
	return result;
}

/* --- around messages --- */

static void
on_passed(void *arg, struct ou_str bytes, enum ou_edi_passed what)
{
	struct lossless_run *r = arg;

	if (r->x->silent)
		return;
	if (r->pass_over > 0) {
		r->pass_over = 0;
		return;
	}
	if (what == OU_EDI_PASSED_UNA && !r->una_given) {
		r->una = r->gap.n;
		r->una_given = true;
	}
	ou_buf_adds(&r->gap, bytes);
}

/* The end of an interchange waits for what stands behind it. */
static void
make_end(struct lossless_run *r)
{
	const struct ou_edi_header *h = &r->edi.interchange;
	struct ou_buf *to = &r->end;

	if (!r->known)
		ou_lossless_put_begin(&r->put, &r->edi.marks,
		    OU_CHARSET_LATIN1);
	ou_lossless_know(r, NULL);
	ou_buf_clear(to);
	ou_buf_puts(to, "{" SCHEMA_INTERCHANGE);
	ou_buf_printf(to, ",\"family\":\"%s\",\"interchange\":", family(r));
	ou_buf_adds(to, ou_buf_str(&r->envelope));
	ou_buf_puts(to, ",\"delimiters\":");
	ou_buf_adds(to, ou_buf_str(&r->delimiters));
	ou_buf_printf(to, ",\"groups\":%llu,\"messages\":%llu",
	    (unsigned long long)h->groups, (unsigned long long)h->messages);
	put_foreign(r, to, "stated", h->count);
	if (!h->ended)
		ou_buf_puts(to, ",\"complete\":false");
	put_source(r, to, OU_STR_NONE, r->edi.segments,
	    ou_source_offset(r->edi.src));
	r->due = true;
	r->due_exact = !r->lacking;
	ou_buf_clear(&r->due_found);
	ou_buf_adds(&r->due_found, ou_buf_str(&r->found));
	ou_buf_clear(&r->found);
}

/* Let the end of the interchange go, with ${bytes} that were read since the
 * last message.  Of messages without an interchange it is a record only where
 * it has something to say. */
static int
let_go(struct lossless_run *r, struct ou_str bytes)
{
	struct ou_buf *to = &r->end;
	bool done, skip = false;
	int result = 0;

	if (r->over && r->found.n > 0) {
		/* nothing comes that the rest could belong to */
		if (r->due_found.n > 0)
			ou_buf_addc(&r->due_found, ',');
		ou_buf_adds(&r->due_found, ou_buf_str(&r->found));
	}
	put_found(to, &r->due_found);
	done = render(r, to, true, true);
	if (done && r->due_exact && r->x->view == OU_EDI_VIEW_RAW &&
	    !r->x->tree && !ou_str_eq(ou_buf_str(&r->shadow->body), bytes))
		put_exact(r, to, "exact", ou_buf_str(&r->shadow->body),
		    bytes);
	else if (r->bare)
		skip = true;
	if (!skip)
		result = hand_out(r, to);
	r->due = false;
	ou_arena_reset(r->a);
	return result;
}

/* All that was read so far, up to a UNA that begins something new, is of what
 * is over. */
static int
settle(struct lossless_run *r)
{
	size_t n = r->una_given && !r->over ? r->una : r->gap.n;
	struct ou_str bytes = ou_str_make(ou_buf_str(&r->gap).p, n);
	int result = 0;

	/* messages without an interchange, or not even messages */
	if (!r->due && r->bare && (r->shadow->open || n > 0))
		make_end(r);
	if (r->due)
		result = let_go(r, bytes);
	else
		n = 0;
	if (n > 0 && n < r->gap.n)
		memmove(r->gap.p, r->gap.p + n, r->gap.n - n);
	r->gap.n -= n;
	r->una = 0;
	return result;
}

static int
on_open(struct lossless_run *r)
{
	int result = r->x->silent ? 0 : settle(r);

	/* the UNA is its own */
	r->una_given = false;
	r->interchanges++;
	r->groups = 0;
	r->known = false;
	r->changed = true;
	r->skipped = r->lacking = false;
	r->bare = !r->edi.interchange.open;
	r->answers = false;
	ou_buf_clear(&r->service);
	if (r->x->check && r->edi.interchange.open)
		ou_edi_look_at_interchange(&r->edi);
	return result;
}

static int
on_stray(struct lossless_run *r)
{
	int result = 0;

	if (r->x->silent || (!r->refusing &&
	    r->gap.n + r->edi.stray.n <= r->edi.message_max))
		return 0;
	result = ou_lossless_refuse(r, r->edi.stray, r->edi.segments,
	    r->edi.stray_byte, &r->edi.stray_err);
	r->pass_over = r->edi.stray.n;
	ou_arena_reset(r->a);
	return result;
}

static int
on_event(struct lossless_run *r, enum ou_edi_event event)
{
	if (event != OU_EDI_STRAY && event != OU_EDI_MESSAGE)
		r->refusing = false;
	/* messages of no interchange */
	if ((event == OU_EDI_GROUP || event == OU_EDI_MESSAGE) &&
	    !r->edi.interchange.open && (r->due || r->interchanges == 0) &&
	    on_open(r) != 0)
		return -1;
	switch (event) {
	case OU_EDI_OPEN:
		return on_open(r);
	case OU_EDI_GROUP:
		ou_lossless_know_group(r);
		if (r->x->check)
			ou_edi_look_at_group(&r->edi);
		return 0;
	case OU_EDI_SERVICE:
		r->answers = true;
		ou_lossless_know_service(r);
		return 0;
	case OU_EDI_MESSAGE:
		r->refusing = false;
		return on_message(r);
	case OU_EDI_STRAY:
		return on_stray(r);
	case OU_EDI_GROUP_CLOSE:
		r->changed = true;
		if (r->x->check)
			ou_edi_look_at_end(&r->edi, OU_EDI_IN_GROUP, false);
		return 0;
	case OU_EDI_CLOSE:
		if (r->x->check)
			ou_edi_look_at_end(&r->edi, OU_EDI_IN_INTERCHANGE,
			    r->answers);
		if (!r->x->silent)
			make_end(r);
		return 0;
	default:
		return 0;
	}
}

static void
release(struct lossless_run *r)
{
	struct ou_buf *const all[] = { &r->gap, &r->envelope, &r->set,
	    &r->delimiters, &r->service, &r->json, &r->end, &r->found,
	    &r->found_in_message, &r->due_found };
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(*all); i++)
		ou_buf_release(all[i]);
	ou_lossless_out_free(r->shadow);
	ou_guide_check_release(&r->guides);
	ou_edi_release(&r->edi);
	free(r);
}

int
ou_lossless_read(const struct ou_lossless *x, struct ou_source *src,
    enum ou_edi_family family_of, struct ou_err *err)
{
	struct lossless_run *r;
	enum ou_edi_event event = OU_EDI_OPEN;
	int result = 0;

	if ((r = calloc(1, sizeof(*r))) == NULL)
		ou_out_of_memory();
	r->x = x;
	r->a = x->arena;
	ou_edi_init(&r->edi, src, family_of);
	if (x->message_max != 0)
		r->edi.message_max = x->message_max;
	r->edi.fault = ou_lossless_fault;
	r->edi.passed = on_passed;
	r->edi.arg = r;
	r->shadow = ou_lossless_out_new(NULL, NULL);
	while (result == 0 && !r->stopped && event != OU_EDI_END) {
		result = ou_edi_next(&r->edi, &event, err);
		if (result == 0 && on_event(r, event) != 0)
			r->stopped = true;
	}
	r->over = true;
	if (!r->stopped && !x->silent && settle(r) != 0)
		r->stopped = true;
	if (r->stopped)
		result = ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_WRITE,
		    "a record could not be handed on");
	release(r);
	return result;
}
