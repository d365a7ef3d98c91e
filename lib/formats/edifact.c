#include "ou/formats/edifact.h"
#include "edifact_order.h"
#include "ou/formats/edi/out.h"

/*
 * EDIFACT ORDERS, purchase order, directories D.93A to D.19B and EANCOM.
 */
enum { UNB_SYNTAX = 1, UNB_SENDER = 2, UNB_TEST = 11, UNH_TYPE = 2,
	UNG_SENDER = 2 };

static const struct po_segment segments[] = {
	{ PO_CODE("LIN"), 0, ou_edifact_lin },
	{ PO_CODE("PIA"), 0, ou_edifact_pia },
	{ PO_CODE("QTY"), PO_IN_GROUP, ou_edifact_qty },
	{ PO_CODE("IMD"), 0, ou_edifact_imd },
	{ PO_CODE("PRI"), 0, ou_edifact_pri },
	{ PO_CODE("DTM"), PO_IN_PARTY | PO_IN_GROUP, ou_edifact_dtm },
	{ PO_CODE("RFF"), PO_IN_PARTY, ou_edifact_rff },
	{ PO_CODE("NAD"), 0, ou_edifact_nad },
	{ PO_CODE("FTX"), PO_IN_PARTY, ou_edifact_ftx },
	{ PO_CODE("MOA"), PO_IN_GROUP, ou_edifact_moa },
	{ PO_CODE("LOC"), PO_IN_PARTY | PO_IN_GROUP, ou_edifact_loc },
	{ PO_CODE("TAX"), PO_IN_GROUP, ou_edifact_tax },
	{ PO_CODE("CTA"), PO_IN_PARTY, ou_edifact_cta },
	{ PO_CODE("COM"), PO_IN_PARTY, ou_edifact_com },
	{ PO_CODE("ALC"), 0, ou_edifact_alc },
	{ PO_CODE("PCD"), PO_IN_GROUP, ou_edifact_pcd },
	{ PO_CODE("BGM"), 0, ou_edifact_bgm },
	{ PO_CODE("UNS"), 0, ou_edifact_uns },
	{ PO_CODE("CNT"), 0, ou_edifact_cnt },
	{ PO_CODE("CUX"), 0, ou_edifact_cux },
	{ PO_CODE("PAI"), 0, ou_edifact_pai },
	{ PO_CODE("PAT"), 0, ou_edifact_pat },
	{ PO_CODE("TDT"), 0, ou_edifact_tdt },
	{ PO_CODE("TOD"), 0, ou_edifact_tod },
	{ PO_CODE("SCC"), 0, ou_edifact_scc },
};

/* Unknown segments whose first element does not say what they are about. */
static const char unqualified[][4] = { "PAC", "ALI", "UNH", "HAN", "EQD" };

/* Data elements by place, for the keys of what is left over. */
static const struct {
	uint32_t tag;
	const char *elements;
} names[] = {
	{ PO_CODE("UNH"), "0062+0065:0052:0054:0051:0057" },
	{ PO_CODE("BGM"), "1001:1131:3055:1000+1004:1056:1060+1225+4343" },
	{ PO_CODE("LIN"), "1082+1229+7140:7143:1131:3055+5495:1082+1222+7083" },
	{ PO_CODE("QTY"), "6063:6060:6411" },
	{ PO_CODE("PRI"), "5125:5118:5375:5387:5284:6411" },
	{ PO_CODE("DTM"), "2005:2380:2379" },
	{ PO_CODE("RFF"), "1153:1154:1156:4000" },
	{ PO_CODE("MOA"), "5025:5004:6345:6343:4405" },
	{ PO_CODE("NAD"), "3035+3039:1131:3055+3124+3036+3042+3164+3229+3251+"
	    "3207" },
	{ PO_CODE("CTA"), "3139+3413:3412" },
	{ PO_CODE("COM"), "3148:3155" },
	{ PO_CODE("IMD"), "7077+7081:1131:3055+7009:1131:3055:7008" },
	{ PO_CODE("FTX"), "4451+4453+4441:1131:3055+4440+3453" },
	{ PO_CODE("LOC"), "3227+3225:1131:3055:3224" },
	{ PO_CODE("ALC"), "5463+1230:5189+4471+1227+7161:1131:3055:7160" },
	{ PO_CODE("PCD"), "5245:5482:5249" },
	{ PO_CODE("TAX"), "5283+5153+5289+5286+5279:1131:3055:5278+5305+3446" },
	{ PO_CODE("CUX"), "6347:6345:6343" },
	{ PO_CODE("PAT"), "4279+4277+2475:2009:2151:2152" },
	{ PO_CODE("PAI"), "4439:4431:4461" },
	{ PO_CODE("TDT"), "8051+8028+8067:8066+8179:8178+3127:1131:3055:3128" },
	{ PO_CODE("TOD"), "4055+4215+4053:1131:3055:4052" },
	{ PO_CODE("CNT"), "6069:6066:6411" },
	{ PO_CODE("SCC"), "4017+4493+2013" },
};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* The name at element ${e}, component ${k}; n 0: not listed. */
static struct ou_str
element_name(struct ou_str list, unsigned e, unsigned k)
{
	struct ou_str part = OU_STR_NONE;

	for (; e > 0; e--) {
		if (!ou_str_split(&list, '+', &part))
			return OU_STR_NONE;
	}
	for (list = part; k > 0; k--) {
		if (!ou_str_split(&list, ':', &part))
			return OU_STR_NONE;
	}
	return part;
}

void
ou_edifact_key(struct ou_buf *to, const struct ou_edi_segment *seg, unsigned e,
    unsigned component)
{
	struct ou_str number = OU_STR_NONE;
	uint32_t tag = po_code(seg->e[0]);
	size_t i;

	/* the value itself: TAG.qualifier says it all */
	if (e == 1 && component == 2)
		return;
	for (i = 0; i < COUNT(names); i++) {
		if (names[i].tag != tag)
			continue;
		number = element_name(ou_str_c(names[i].elements), e,
		    component);
		break;
	}
	if (number.n > 0) {
		ou_buf_addc(to, '.');
		ou_buf_adds(to, number);
	} else if (component > 1)
		ou_buf_printf(to, ".%u.%u", e, component);
	else
		ou_buf_printf(to, ".%u", e);
}

void
ou_edifact_group(struct po *c, int state, struct ou_str qualifier)
{
	c->state = state;
	c->prefix = qualifier.n > 0 ?
	    ou_po_key(c, c->seg.e[0], '.', qualifier) : OU_STR_NONE;
}

static bool
is_tag(struct ou_str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (!(s.p[i] >= 'A' && s.p[i] <= 'Z') &&
		    !(i > 0 && s.p[i] >= '0' && s.p[i] <= '9'))
			return false;
	}
	return s.n == 3;
}

static void
edifact_keep(struct po *c)
{
	size_t i;

	c->in_party = false;
	c->prefix = OU_STR_NONE;
	if (c->state != EDIFACT_SUMMARY)
		c->state = EDIFACT_OTHER;
	if (!is_tag(c->seg.e[0]))
		ou_po_no_segment(c);
	else
		ou_po_unknown_segment(c);
	for (i = 0; i < COUNT(unqualified); i++) {
		if (ou_edi_tag_is(&c->seg, unqualified[i])) {
			ou_po_keep_all(c, 0);
			return;
		}
	}
	if (ou_edi_components(&c->seg, 1) == 1 && c->seg.n > 2) {
		(void)ou_po_qualify(c, 1, 1);
		ou_po_keep_all(c, 1);
	} else
		ou_po_keep_all(c, 0);
}

/* A segment that stands in no group ends the one before. */
static void
edifact_enter(struct po *c, const struct po_segment *s)
{
	bool party = (s->where & PO_IN_PARTY) != 0;

	if (!party)
		c->in_party = false;
	if ((s->where & PO_IN_GROUP) != 0 || c->state == EDIFACT_SUMMARY ||
	    (party && c->in_party))
		return;
	c->state = EDIFACT_PLAIN;
	c->prefix = OU_STR_NONE;
	c->split = NULL;
	c->schedule = NULL;
	c->allowance = NULL;
}

static void
edifact_header(struct po *c)
{
	unsigned i;

	po_mark(c, 1);
	for (i = 1; i <= 4; i++)
		po_mark_part(c, UNH_TYPE, i);
	ou_po_keep_rest(c);
}

/* What the head says of all lines; a buyer without a place of delivery wants
 * the goods himself (EANCOM: DP only where it is not the buyer). */
static void
edifact_end(struct po *c)
{
	struct ou_order *o = c->o;
	uint32_t i;

	for (i = 0; i < o->n_lines && c->head_tax != NULL; i++) {
		if (o->lines[i].tax == NULL)
			o->lines[i].tax = c->head_tax;
	}
	if (c->buyer_address == NULL || (c->buyer_address->gln.n == 0 &&
	    c->buyer_address->n_street == 0))
		return;
	if (ou_po_delivery(c)->address == NULL)
		o->delivery->address = c->buyer_address;
}

static bool
edifact_is_test(const struct ou_edi_segment *unb)
{
	return po_is(ou_str_trim(ou_edi_element(unb, UNB_TEST)), "1");
}

static enum ou_charset
edifact_charset(const struct ou_edi_segment *unb)
{
	return ou_edi_charset(ou_edi_component(unb, UNB_SYNTAX, 1));
}

static struct ou_str
edifact_version(struct po *c)
{
	struct ou_str version = po_see_part(c, UNH_TYPE, 2);
	struct ou_str release = po_see_part(c, UNH_TYPE, 3), s;
	char *p;
	size_t i;

	s = ou_po_key(c, ou_str_c(c->kind == PO_CHANGE ?
	    "edifact-ordchg" : "edifact-orders"), '-', version);
	p = ou_arena_alloc(c->a, s.n + release.n);
	memcpy(p, s.p, s.n);
	if (release.n > 0)
		memcpy(p + s.n, release.p, release.n);
	for (i = 0; i < s.n + release.n; i++) {
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] - 'A' + 'a');
	}
	return ou_str_make(p, s.n + release.n);
}

/* S009 as it stands, without the type: "D:96A:UN:EAN008". */
static void
edifact_envelope(struct po *c, struct ou_partner_envelope *e)
{
	struct ou_str s, type = ou_edi_component(&c->seg, UNH_TYPE, 1);

	e->family = OU_PARTNER_EDIFACT;
	e->sender.id = ou_edi_component(c->interchange, UNB_SENDER, 1);
	e->sender.qualifier = ou_edi_component(c->interchange, UNB_SENDER, 2);
	if (c->group != NULL)
		e->group = ou_edi_component(c->group, UNG_SENDER, 1);
	e->message = OU_STR("ORDERS");
	s = ou_edi_element(&c->seg, UNH_TYPE);
	if (s.n > type.n + 1)
		e->version = ou_str_sub(s, type.n + 1, s.n);
}

static const struct po_family edifact_family = {
	.edi = OU_EDI_EDIFACT,
	.format = "edifact",
	.types = { "ORDERS", NULL, "ORDCHG" },
	.type_element = UNH_TYPE,
	.type_component = 1,
	.reference_element = 1,
	.sender_element = UNB_SENDER,
	.identify = ou_edifact_identify,
	.envelope = edifact_envelope,
	.channel = "unb-",
	.units = OU_UNITS_EDIFACT,
	.line_tag = "LIN",
	.is_test = edifact_is_test,
	.charset = edifact_charset,
	.version = edifact_version,
	.trailer = "UNT",
	.segments = segments,
	.n_segments = COUNT(segments),
	.header = edifact_header,
	.enter = edifact_enter,
	.keep = edifact_keep,
	.end = edifact_end,
	.key = ou_edifact_key,
};

PO_FORMAT(edifact, "UN/EDIFACT ORDERS purchase order, ORDCHG change");
