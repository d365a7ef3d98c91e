#include "ou/formats/x12.h"
#include "x12_order.h"

/*
 * X12 850, purchase order, 003040 to 005010 and the dialects VICS and UCS;
 * and, by their guides, 940, an order to a warehouse, and 860, a change.
 */
enum { ISA_SENDER = 6, ISA_VERSION = 12, ISA_USAGE = 15, GS_SENDER = 2,
	GS_VERSION = 8 };

static const struct po_segment segments[] = {
	{ PO_CODE("PO1"), 0, ou_x12_po1 },
	{ PO_CODE("PID"), 0, ou_x12_pid },
	{ PO_CODE("REF"), PO_IN_PARTY, ou_x12_ref },
	{ PO_CODE("DTM"), 0, ou_x12_dtm },
	{ PO_CODE("N1"), 0, ou_x12_n1 },
	{ PO_CODE("N3"), PO_IN_PARTY, ou_x12_n3 },
	{ PO_CODE("N4"), PO_IN_PARTY, ou_x12_n4 },
	{ PO_CODE("CTP"), 0, ou_x12_ctp },
	{ PO_CODE("PO4"), 0, ou_x12_po4 },
	{ PO_CODE("SDQ"), 0, ou_x12_sdq },
	{ PO_CODE("MSG"), PO_TEXT, ou_x12_text },
	{ PO_CODE("N9"), 0, ou_x12_n9 },
	{ PO_CODE("CTT"), 0, ou_x12_ctt },
	{ PO_CODE("BEG"), 0, ou_x12_beg },
	{ PO_CODE("PER"), PO_IN_PARTY, ou_x12_per },
	{ PO_CODE("ITD"), 0, ou_x12_itd },
	{ PO_CODE("TD5"), 0, ou_x12_td5 },
	{ PO_CODE("CUR"), 0, ou_x12_cur },
	{ PO_CODE("FOB"), 0, ou_x12_fob },
	{ PO_CODE("SAC"), 0, ou_x12_sac },
	{ PO_CODE("CSH"), 0, ou_x12_csh },
	{ PO_CODE("AMT"), 0, ou_x12_amt },
	{ PO_CODE("N2"), PO_IN_PARTY, ou_x12_n2 },
	{ PO_CODE("SCH"), 0, ou_x12_sch },
	{ PO_CODE("MTX"), PO_TEXT, ou_x12_text },
	{ PO_CODE("NTE"), PO_TEXT, ou_x12_text },
};

/* Unknown segments whose first element says what they are about. */
static const char qualified[][4] = { "MEA", "QTY", "TAX", "TXI", "MAN",
	"PKG", "LM", "LQ", "PWK", "TD1", "TD4", "IT8" };

static bool
is_tag(struct ou_str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (!(s.p[i] >= 'A' && s.p[i] <= 'Z') &&
		    !(s.p[i] >= '0' && s.p[i] <= '9'))
			return false;
	}
	return s.n == 2 || s.n == 3;
}

static void
x12_keep(struct po *c)
{
	size_t i;

	if (!is_tag(c->seg.e[0]))
		ou_po_no_segment(c);
	else
		ou_po_unknown_segment(c);
	for (i = 0; i < sizeof(qualified) / sizeof(qualified[0]); i++) {
		if (ou_edi_tag_is(&c->seg, qualified[i])) {
			(void)ou_po_qualify(c, 1, 0);
			ou_po_keep_all(c, 1);
			return;
		}
	}
	ou_po_keep_all(c, 0);
}

static void
x12_enter(struct po *c, const struct po_segment *s)
{
	if ((s->where & PO_TEXT) == 0)
		c->note = NULL;
	if ((s->where & PO_IN_PARTY) == 0) {
		c->in_party = false;
		c->prefix = OU_STR_NONE;
	}
}

/* ST03 says which guideline; the rest is the envelope's. */
static void
x12_header(struct po *c)
{
	po_mark(c, 1);
	po_mark(c, 2);
	ou_po_keep_rest(c);
}

static void
x12_key(struct ou_buf *to, const struct ou_edi_segment *seg, unsigned e,
    unsigned component)
{
	(void)seg, (void)component;
	ou_buf_addc(to, '.');
	if (e < 10)
		ou_buf_addc(to, '0');
	ou_buf_addi(to, e);
}

static bool
x12_is_test(const struct ou_edi_segment *isa)
{
	return po_is(ou_str_trim(ou_edi_element(isa, ISA_USAGE)), "T");
}

static enum ou_charset
x12_charset(const struct ou_edi_segment *isa)
{
	(void)isa;
	return OU_CHARSET_UNKNOWN;
}

static struct ou_str
x12_version(struct po *c)
{
	struct ou_str v = OU_STR_NONE;
	struct ou_str type = ou_str_c(c->kind == PO_GUIDED ? "x12-940" :
	    c->kind == PO_CHANGE ? "x12-860" : "x12-850");

	if (c->group != NULL)
		v = ou_po_header_text(c, ou_edi_element(c->group,
		    GS_VERSION));
	else if (c->interchange->n > 0)
		v = ou_po_header_text(c, ou_edi_element(c->interchange,
		    ISA_VERSION));
	return v.n == 0 ? type : ou_po_key(c, type, '-', v);
}

static void
x12_envelope(struct po *c, struct ou_partner_envelope *e)
{
	e->family = OU_PARTNER_X12;
	e->sender.id = ou_edi_element(c->interchange, ISA_SENDER);
	e->sender.qualifier = ou_edi_element(c->interchange, ISA_SENDER - 1);
	if (c->group != NULL) {
		e->group = ou_edi_element(c->group, GS_SENDER);
		e->version = ou_edi_element(c->group, GS_VERSION);
	}
	e->message = OU_STR("850");
}

static const struct po_family x12_family = {
	.edi = OU_EDI_X12,
	.format = "x12",
	.types = { "850", "940", "860" },
	.type_element = 1,
	.type_component = 1,
	.reference_element = 2,
	.sender_element = ISA_SENDER,
	.identify = ou_x12_identify,
	.envelope = x12_envelope,
	.channel = "x12-",
	.units = OU_UNITS_X12,
	.line_tag = "PO1",
	.is_test = x12_is_test,
	.charset = x12_charset,
	.version = x12_version,
	.trailer = "SE",
	.segments = segments,
	.n_segments = sizeof(segments) / sizeof(segments[0]),
	.header = x12_header,
	.enter = x12_enter,
	.keep = x12_keep,
	.key = x12_key,
};

PO_FORMAT(x12, "ANSI X12 850 purchase order, 940 warehouse order, "
    "860 change");
