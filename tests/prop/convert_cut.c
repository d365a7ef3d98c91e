/*
 * Good interchanges, cut at every byte and packed with gzip and cut then,
 * through every way that edi-convert reads them.  The input never ends well
 * when something of it is missing, and what is handed out as whole is one of
 * the records of the whole file; an acknowledgement accepts no message that
 * is not there.
 */
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include "ou/formats/ack.h"
#include "ou/formats/exchange.h"
#include "ou/formats/lossless.h"
#include "unit.h"

#define RECORDS_MAX 16

static const char x12[] =
    "ISA*00*          *00*          *ZZ*HILLSIDE       *ZZ*LAVENDER       "
    "*261122*0800*U*00401*000000041*0*P*>~\n"
    "GS*IB*HILLSIDE*LAVENDER*20261122*0800*41*X*004010~\n"
    "ST*846*0001~\nBIA*00*SI*STK-9*20261122*0600~\nREF*IA*V-77~\n"
    "LIN*1*VN*SOAP-1~\nQTY*33*120*EA~\nLIN*2*VN*SOAP-2~\nQTY*33*7*EA~\n"
    "CTT*2~\nSE*9*0001~\n"
    "ST*846*0002~\nBIA*00*SI*STK-10*20261122*0600~\nLIN*1*VN*SOAP-3~\n"
    "QTY*33*5*EA~\nCTT*1~\nSE*6*0002~\nGE*2*41~\n"
    "GS*IB*HILLSIDE*LAVENDER*20261122*0800*42*X*004010~\n"
    "ST*846*0003~\nBIA*00*SI*STK-11*20261122*0600~\nLIN*1*VN*SOAP-4~\n"
    "QTY*33*4*EA~\nCTT*1~\nSE*6*0003~\nGE*1*42~\nIEA*2*000000041~\n";

static const char edifact[] =
    "UNA:+.? 'UNB+UNOC:3+9520002000903:14+9520002000019:14+261122:0915+7'"
    "UNH+1+INVRPT:D:96A:UN:EAN004'BGM+35+LB-7?'8+9'DTM+137:20261122:102'"
    "NAD+GY+9520002000019::9'NAD+SU+9520002000903::9'"
    "LIN+1++9520002001016:EN'IMD+F++:::Savon ?+ lavande'QTY+145:480:PCE'"
    "LIN+2++9520002001023:EN'QTY+145:7:PCE'UNT+11+1'"
    "UNH+2+INVRPT:D:96A:UN:EAN004'BGM+35+LB-8+9'DTM+137:20261122:102'"
    "NAD+SU+9520002000903::9'LIN+1++9520002001030:EN'QTY+145:9:PCE'"
    "UNT+7+2'UNZ+2+7'";

/* What a way of reading gave. */
struct taken {
	struct ou_buf text[RECORDS_MAX];
	unsigned n;			/* records that say they are whole */
	unsigned messages;
	unsigned findings;
	struct ou_buf answer;		/* acknowledgements */
	bool well;			/* the input ended well */
};

static int
take(struct taken *t, struct ou_str text)
{
	if (!CHECK(t->n < RECORDS_MAX))
		return -1;
	if (ou_str_search(text, OU_STR("\"complete\":false")) >= 0)
		return 0;
	t->messages += ou_str_search(text, OU_STR("EdiInterchange")) < 0;
	ou_buf_init(&t->text[t->n], 0);
	ou_buf_adds(&t->text[t->n++], text);
	return 0;
}

static int
on_json(void *arg, struct ou_str json)
{
	return take(arg, json);
}

static int
on_reject(void *arg, struct ou_reject *reject)
{
	(void)arg;
	CHECK(reject->code.n > 0);
	return 0;
}

static int
on_finding(void *arg, const struct ou_finding *finding,
    const struct ou_edi_fault *fault)
{
	struct taken *t = arg;

	(void)finding;
	t->findings += ou_diag_severity(fault->err.code) > OU_NOTE;
	return 0;
}

static int
on_record(void *arg, const struct ou_record_type *type, void *record)
{
	struct ou_buf text = OU_BUF_INIT;
	int r;

	ou_table_encode(&text, type->table, record);
	r = take(arg, ou_buf_str(&text));
	ou_buf_release(&text);
	return r;
}

static int
on_other(void *arg, const struct ou_edi *edi, const struct ou_err *why)
{
	(void)arg;
	(void)edi;
	CHECK(why->text[0] != '\0');
	return 0;
}

/* --- the ways --- */

static int
read_view(struct ou_lossless x, struct taken *t, struct ou_source *src,
    enum ou_edi_family family, struct ou_err *err)
{
	struct ou_arena a = OU_ARENA_INIT;
	int r;

	x.arena = &a;
	x.arg = t;
	x.record = on_json;
	x.reject = on_reject;
	x.finding = on_finding;
	r = ou_lossless_read(&x, src, family, err);
	ou_arena_release(&a);
	return r;
}

static int
raw(struct taken *t, struct ou_source *src, enum ou_edi_family family,
    struct ou_err *err)
{
	return read_view((struct ou_lossless){ .tree = false }, t, src,
	    family, err);
}

static int
typed(struct taken *t, struct ou_source *src, enum ou_edi_family family,
    struct ou_err *err)
{
	return read_view((struct ou_lossless){ .view = OU_EDI_VIEW_TYPED },
	    t, src, family, err);
}

static int
tree(struct taken *t, struct ou_source *src, enum ou_edi_family family,
    struct ou_err *err)
{
	return read_view((struct ou_lossless){ .tree = true }, t, src,
	    family, err);
}

static int
checked(struct taken *t, struct ou_source *src, enum ou_edi_family family,
    struct ou_err *err)
{
	return read_view((struct ou_lossless){ .check = true,
	    .silent = true }, t, src, family, err);
}

static int
records(struct taken *t, struct ou_source *src, enum ou_edi_family family,
    struct ou_err *err)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_exchange x = { .arena = &a, .im = { .year = 2026 },
		.arg = t, .record = on_record, .other = on_other };
	int r = ou_exchange_run(&x, src, family, err);

	ou_arena_release(&x.im.arena);
	ou_arena_release(&a);
	return r;
}

static int
acknowledged(struct taken *t, struct ou_source *src,
    enum ou_edi_family family, struct ou_err *err)
{
	struct ou_ack x = { .to = &t->answer, .control = 1,
		.now = { .date = { 2026, 11, 26 }, .has_clock = true,
		.nanos = -1 } };

	return ou_ack_read(&x, src, family, err);
}

static const struct way {
	const char *name;
	int (*read)(struct taken *t, struct ou_source *src,
	    enum ou_edi_family family, struct ou_err *err);
} ways[] = {
	{ "raw", raw }, { "typed", typed }, { "tree", tree },
	{ "check", checked }, { "records", records },
	{ "acknowledged", acknowledged },
};
#define WAYS (sizeof(ways) / sizeof(*ways))

static void
run(struct taken *t, const struct way *way, struct ou_source *src,
    enum ou_edi_family family)
{
	struct ou_err err = { 0 };

	memset(t, 0, sizeof(*t));
	t->well = way->read(t, src, family, &err) == 0;
	if (!t->well)
		CHECK(err.kind == OU_ERR_DAMAGED || err.kind == OU_ERR_RECORD);
	ou_source_close(src);
}

static void
drop(struct taken *t)
{
	while (t->n > 0)
		ou_buf_release(&t->text[--t->n]);
	ou_buf_release(&t->answer);
}

/* --- the laws --- */

/* What a record says of its message; behind that stands what was found, and
 * that the last terminator is missing. */
static struct ou_str
said(const struct ou_buf *text)
{
	struct ou_str s = ou_buf_str(text);
	ptrdiff_t end = ou_str_search(s, OU_STR(",\"source\":"));

	return end < 0 ? s : ou_str_sub(s, 0, (size_t)end);
}

static bool
among(const struct taken *whole, const struct ou_buf *text)
{
	unsigned i;

	for (i = 0; i < whole->n; i++) {
		if (ou_str_eq(said(&whole->text[i]), said(text)))
			return true;
	}
	return false;
}

/* How often ${what} stands in ${s}. */
static unsigned
count(struct ou_str s, const char *what)
{
	unsigned n = 0;
	ptrdiff_t at;

	while ((at = ou_str_search(s, ou_str_c(what))) >= 0) {
		s = ou_str_sub(s, (size_t)at + 1, s.n);
		n++;
	}
	return n;
}

/* Messages of ${bytes} that an answer accepts.  A CONTRL names those that it
 * refuses, unless it refuses the interchange. */
static unsigned
accepted(const struct taken *t, struct ou_str bytes)
{
	struct ou_str answer = ou_buf_str(&t->answer), uci;
	ptrdiff_t at = ou_str_search(answer, OU_STR("'UCI+"));

	if (at < 0)
		return count(answer, "AK5*A") + count(answer, "AK5*E");
	uci = ou_str_sub(answer, (size_t)at + 1, answer.n);
	(void)ou_str_split(&uci, '\'', &answer);
	if (count(answer, "+4+") > 0)
		return 0;
	return count(bytes, "UNH+") - count(uci, "UCM+");
}

static void
compare(const struct taken *whole, struct taken *part, struct ou_str bytes)
{
	unsigned i, trailers = count(bytes, "\nSE*") + count(bytes, "'UNT+");

	for (i = 0; i < part->n; i++)
		CHECK(among(whole, &part->text[i]));
	CHECK(part->messages <= trailers);
	CHECK(accepted(part, bytes) <= trailers);
}

static void
cut(const struct way *way, enum ou_edi_family family, struct ou_str bytes)
{
	struct taken whole, part;
	size_t i;

	run(&whole, way, ou_source_memory("cut", bytes), family);
	CHECK(whole.well && whole.findings == 0);
	/* all but the check give something of each message */
	CHECK_INT(whole.messages + accepted(&whole, bytes),
	    way->read == checked ? 0 : family == OU_EDI_X12 ? 3 : 2);
	for (i = 1; i < bytes.n; i++) {
		ROW("%s of %s, cut at %zu", way->name,
		    family == OU_EDI_X12 ? "X12" : "EDIFACT", i);
		run(&part, way, ou_source_memory("cut",
		    ou_str_sub(bytes, 0, i)), family);
		compare(&whole, &part, ou_str_sub(bytes, 0, i));
		/* the only good ends are those of the whole file, with its
		 * last terminator or line end missing */
		if (part.well)
			CHECK(part.n == whole.n && i + 3 > bytes.n);
		drop(&part);
	}
	drop(&whole);
}

static void
test_cut(void)
{
	size_t i;

	for (i = 0; i < WAYS; i++) {
		cut(&ways[i], OU_EDI_X12, OU_STR(x12));
		cut(&ways[i], OU_EDI_EDIFACT, OU_STR(edifact));
	}
}

/* --- packed --- */

static size_t
pack(char *to, size_t room, struct ou_str bytes)
{
	z_stream z = { .next_in = (Bytef *)(uintptr_t)bytes.p,
		.avail_in = (uInt)bytes.n, .next_out = (Bytef *)to,
		.avail_out = (uInt)room };
	int r;

	CHECK_INT(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8,
	    Z_DEFAULT_STRATEGY), Z_OK);
	r = deflate(&z, Z_FINISH);
	CHECK_INT(r, Z_STREAM_END);
	(void)deflateEnd(&z);
	return room - z.avail_out;
}

/* The first ${n} bytes as a file. */
static struct ou_source *
file_of(const char *bytes, size_t n, int *fd)
{
	struct ou_source *src;
	struct ou_err err = { 0 };
	char path[64];

	*fd = memfd_create("cut", MFD_CLOEXEC);
	CHECK(*fd >= 0);
	CHECK_INT(write(*fd, bytes, n), (ssize_t)n);
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", *fd);
	src = ou_source_open(path, NULL, &err);
	CHECK(src != NULL);
	return src;
}

static void
cut_packed(const struct way *way, enum ou_edi_family family,
    struct ou_str bytes)
{
	struct taken whole, part;
	char packed[4096];
	size_t i, n = pack(packed, sizeof(packed), bytes);
	int fd;

	run(&whole, way, file_of(packed, n, &fd), family);
	close(fd);
	CHECK(whole.well);
	for (i = 3; i < n; i++) {
		ROW("%s of packed %s, cut at %zu", way->name,
		    family == OU_EDI_X12 ? "X12" : "EDIFACT", i);
		run(&part, way, file_of(packed, i, &fd), family);
		close(fd);
		CHECK(!part.well && part.messages <= whole.messages);
		CHECK(accepted(&part, bytes) <= accepted(&whole, bytes));
		drop(&part);
	}
	drop(&whole);
}

static void
test_packed(void)
{
	size_t i;

	for (i = 0; i < WAYS; i++) {
		cut_packed(&ways[i], OU_EDI_X12, OU_STR(x12));
		cut_packed(&ways[i], OU_EDI_EDIFACT, OU_STR(edifact));
	}
}

int
main(void)
{
	RUN(test_cut);
	RUN(test_packed);
	return UNIT_DONE();
}
