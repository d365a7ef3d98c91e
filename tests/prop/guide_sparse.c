/*
 * Every guide that is built in: a record made at random, of which fields and
 * members are missing that others ask for and texts are what no message
 * carries.  What is written has nothing that our own check finds fault with;
 * else the record is refused by a name that says why, and where.
 */
#include "guide-again.h"
#include "guide-record.h"
#include "ou/formats/guide_check.h"

/* --- a record with less in it --- */

/* Also none. */
static struct ou_str
odd_text(struct maker *m)
{
	static const char *const texts[] = { "", " ", "  ", "*~:'+?", "\t",
	    "A", "0", "-1" };
	unsigned i = (unsigned)unit_rand(9);

	return i < 8 ? ou_str_c(texts[i]) : ou_str_printf(&m->im.arena,
	    "%0*u", 1 + (int)unit_rand(300), 7u);
}

static size_t
width(const struct ou_field *f)
{
	switch (f->kind) {
	case OU_KIND_AMOUNT:
		return sizeof(struct ou_amount);
	case OU_KIND_PRICE:
		return sizeof(struct ou_price);
	case OU_KIND_QUANTITY:
		return sizeof(struct ou_quantity);
	case OU_KIND_RATE:
		return sizeof(struct ou_rate);
	case OU_KIND_INTEGER:
		return sizeof(struct ou_integer);
	case OU_KIND_FLAG:
		return sizeof(enum ou_flag);
	case OU_KIND_DATE:
		return sizeof(struct ou_date);
	case OU_KIND_TIME:
		return sizeof(struct ou_time);
	default:
		return sizeof(struct ou_str);
	}
}

static unsigned spoiling;		/* one of so many */

static void spoil(struct maker *m, const struct ou_table *table, char *object);

static void
spoil_field(struct maker *m, const struct ou_field *f, char *object)
{
	struct ou_str text = odd_text(m);
	uint32_t i, n = 0;
	char *to;

	if (f->kind == OU_KIND_LIST || f->kind == OU_KIND_OBJECT) {
		memcpy(&to, object + f->offset, sizeof(to));
		if (f->kind == OU_KIND_LIST)
			memcpy(&n, object + f->count_offset, sizeof(n));
		else
			n = to != NULL;
		for (i = 0; i < n; i++)
			spoil(m, f->table, to + (size_t)i * f->table->size);
		/* those in front only */
		n = n > 0 && unit_rand(spoiling) == 0 ? n - 1 : n;
		if (f->kind == OU_KIND_LIST)
			memcpy(object + f->count_offset, &n, sizeof(n));
		return;
	}
	if (unit_rand(spoiling) != 0 || f->kind == OU_KIND_TEXTS ||
	    f->kind == OU_KIND_MAP || f->kind == OU_KIND_ANY)
		return;
	if (f->kind == OU_KIND_TEXT && unit_rand(2) == 0)
		memcpy(object + f->offset, &text, sizeof(text));
	else
		memset(object + f->offset, 0, width(f));
}

static void
spoil(struct maker *m, const struct ou_table *table, char *object)
{
	uint16_t i;

	for (i = 0; i < table->n_fields; i++)
		spoil_field(m, &table->fields[i], object);
}

/* --- written, and looked at --- */

static void
fault(void *arg, const struct ou_edi_fault *f)
{
	struct ou_str *bytes = arg;

	unit_fail(__FILE__, __LINE__, "%.*s: %s\nin %.*s", OU_STR_ARG(f->tag),
	    f->err.text, OU_STR_ARG(*bytes));
}

static void
envelop(const struct maker *m, struct ou_str message, struct ou_buf *to)
{
	const struct ou_guide *g = m->g;

	if (g->family == OU_EDI_X12)
		ou_buf_printf(to, "ISA*00*          *00*          *ZZ*US     "
		    "        *ZZ*THEM           *261122*0800*U*00401*000000001"
		    "*0*P*:~GS*%.*s*US*THEM*20261122*0800*1*X*%.*s~%.*s"
		    "GE*1*1~IEA*1*000000001~", OU_STR_ARG(g->group),
		    OU_STR_ARG(g->version), OU_STR_ARG(message));
	else
		ou_buf_printf(to, "UNB+UNOC:3+1:14+2:14+261122:0800+1'%.*s"
		    "UNZ+1+1'", OU_STR_ARG(message));
}

static void
check(const struct maker *m, struct ou_str message)
{
	struct ou_guide_check all = { 0 };
	enum ou_edi_event event = OU_EDI_OPEN;
	struct ou_buf b = OU_BUF_INIT;
	struct ou_edi_segment seg;
	struct ou_source *src;
	struct ou_str bytes;
	struct ou_edi edi;
	unsigned n = 0;

	envelop(m, message, &b);
	bytes = ou_buf_str(&b);
	src = ou_source_memory("written", bytes);
	ou_edi_init(&edi, src, m->g->family);
	edi.message_max = b.n + 1;
	edi.fault = fault;
	edi.arg = &bytes;
	while (event != OU_EDI_END && ou_edi_next(&edi, &event, NULL) == 0) {
		if (event != OU_EDI_MESSAGE)
			continue;
		ou_guide_check(&all, &edi, &seg);
		n++;
	}
	CHECK_INT(n, 1);
	ou_edi_release(&edi);
	ou_guide_check_release(&all);
	ou_source_close(src);
	ou_buf_release(&b);
}

static unsigned written, all;

static void
left(void *arg, const char *path)
{
	(void)arg;
	CHECK(path[0] != '\0');
}

static void
one(const struct ou_guide *g)
{
	struct maker m = { .g = g, .odd = unit_rand(2) == 0 };
	struct ou_edi_out out = { .substitute = unit_rand(2) == 0 };
	struct ou_buf bytes = OU_BUF_INIT;
	struct ou_err err = { 0 };

	m.im.year = 2026;
	m.whole = unit_rand(4) != 0;
	make_record(&m);
	/* much of it, or hardly anything */
	spoiling = 10u << unit_rand(7);
	spoil(&m, ou_guide_record(g)->table, m.record);
	name_record(&m);
	ou_edi_marks_usual(&out.marks, g->family);
	out.to = &bytes;
	if (ou_guide_write(g, &m.im.arena, &out, OU_STR("0001"), NULL,
	    m.record, left, NULL, &err) == 0) {
		written++;
		check(&m, ou_buf_str(&bytes));
	} else {
		CHECK_INT(err.kind, OU_ERR_RECORD);
		CHECK(err.code == OU_DIAG_EDI_MISSING ||
		    err.code == OU_DIAG_EDI_CARRY);
		CHECK(err.text[0] != '\0');
	}
	ou_buf_release(&bytes);
	ou_arena_release(&m.im.arena);
}

static void
use(const struct ou_guide *g, struct ou_arena *a)
{
	long i, n = unit_rounds(60);

	(void)a;
	for (i = 0; i < n && !unit.bad; i++, all++)
		one(g);
}

static void
prop_sparse(void)
{
	each_guide(use);
	/* at least those that lack hardly anything */
	CHECK(written >= all / 2);
}

int
main(void)
{
	unit_seed();
	RUN(prop_sparse);
	return (UNIT_DONE());
}
