#include "exchange_guide.h"
#include "ou/formats/ack_read.h"
#include "ou/formats/edi/envelope.h"
#include "ou/model/change.h"

/* --- whose it is --- */

static const struct ou_partner *
partner_of(struct ou_exchange *x, const struct ou_edi *edi,
    const struct ou_guide_name *name)
{
	const struct ou_edi_segment *head = &edi->interchange.seg;
	const struct ou_partner *other;
	struct ou_partner_envelope e = { .message = name->type,
	    .version = name->version };
	bool x12 = edi->family == OU_EDI_X12;

	if (x->partner != NULL || x->partners == NULL || head->n == 0)
		return x->partner;
	e.family = ou_interchange_family(edi->family);
	e.sender.id = ou_str_trim(ou_edi_component(head, x12 ? 6 : 2, 1));
	e.sender.qualifier = ou_str_trim(x12 ? ou_edi_element(head, 5) :
	    ou_edi_component(head, 2, 2));
	if (edi->group.open)
		e.group = ou_str_trim(ou_edi_element(&edi->group.seg, 2));
	return ou_partners_find(x->partners, &e, &other);
}

/* As profiles write it. */
static struct ou_str
sender_of(struct ou_exchange *x, const struct ou_edi *edi)
{
	struct ou_arena *a = &x->im.arena;
	struct ou_edi_interchange in;

	if (edi->interchange.seg.n == 0)
		return OU_STR_NONE;
	ou_edi_interchange(edi, &in);
	return ou_interchange_party(a, edi->family,
	    ou_edi_plain(a, &edi->marks, ou_str_trim(in.sender.id)),
	    ou_edi_plain(a, &edi->marks, ou_str_trim(in.sender.qualifier)));
}

static struct ou_str
channel_of(struct ou_exchange *x, const struct ou_edi *edi,
    const struct ou_partner *partner)
{
	bool x12 = edi->family == OU_EDI_X12;
	struct ou_str s;
	size_t i;
	char *to;

	if (x->channel != NULL)
		return ou_str_c(x->channel);
	if (partner != NULL)
		return ou_partner_channel(partner);
	s = edi->interchange.seg.n == 0 ? OU_STR_NONE :
	    ou_str_trim(ou_edi_component(&edi->interchange.seg, x12 ? 6 : 2,
	    1));
	if (s.n == 0 || ou_utf8_valid(s.p, s.n) != s.n)
		return x12 ? OU_STR("x12") : OU_STR("unb");
	s = ou_str_printf(&x->im.arena, "%s-%.*s", x12 ? "x12" : "unb",
	    OU_STR_ARG(s));
	to = (char *)(uintptr_t)s.p;
	for (i = 0; i < s.n; i++)
		to[i] = to[i] == ':' ? '-' : to[i];
	return s;
}

static enum ou_charset
charset_of(struct ou_exchange *x, const struct ou_edi *edi,
    const struct ou_partner *partner)
{
	enum ou_charset said = OU_CHARSET_UNKNOWN;

	if (x->im.charset != OU_CHARSET_UNKNOWN)
		return x->im.charset;
	if (partner != NULL && partner->charset != OU_CHARSET_UNKNOWN)
		return partner->charset;
	if (edi->family == OU_EDI_EDIFACT && edi->interchange.seg.n > 0)
		said = ou_edi_charset(ou_edi_component(
		    &edi->interchange.seg, 1, 1));
	return ou_edi_charset_of(edi->message.bytes, said);
}

/* --- what every record has --- */

static void
put_text(const struct ou_table *t, void *record, const char *name,
    struct ou_str text)
{
	int f = ou_table_find(t, name, strlen(name));

	if (f >= 0 && text.n > 0)
		memcpy((char *)record + t->fields[f].offset, &text,
		    sizeof(text));
}

static void
put_source(struct ou_exchange *x, const struct ou_edi *edi,
    const struct ou_guide_name *name, const struct ou_table *t, void *record,
    struct ou_str reference)
{
	struct ou_origin *from = ou_arena_zalloc(&x->im.arena,
	    sizeof(*from));
	int f = ou_table_find(t, "source", 6);

	from->format = ou_str_printf(&x->im.arena, "%s-%.*s%s%.*s",
	    edi->family == OU_EDI_X12 ? "x12" : "edifact",
	    OU_STR_ARG(name->type), name->version.n > 0 ? "-" : "",
	    OU_STR_ARG(name->version));
	from->file = ou_str_c(ou_source_name(edi->src));
	from->message = reference;
	from->segment = (struct ou_integer){ (int64_t)edi->message.segment,
	    true };
	from->byte = (struct ou_integer){ (int64_t)edi->message.byte, true };
	if (f >= 0)
		memcpy((char *)record + t->fields[f].offset, &from,
		    sizeof(from));
}

static struct ou_str
change_id(struct ou_exchange *x, const struct ou_edi *edi,
    const struct ou_order_change *c, struct ou_str message)
{
	struct ou_edi_interchange in;

	ou_edi_interchange(edi, &in);
	in.reference = ou_str_trim(in.reference);
	if (ou_utf8_valid(in.reference.p, in.reference.n) != in.reference.n)
		in.reference = OU_STR_NONE;
	return ou_change_id(&x->im.arena, c, in.reference, message);
}

/* channel:number; what has no number has that of its message. */
static void
put_head(struct ou_exchange *x, const struct ou_edi *edi,
    const struct ou_guide_name *name, const struct ou_partner *partner,
    const struct ou_table *t, void *record)
{
	struct ou_edi_segment *head = ou_arena_alloc(&x->im.arena,
	    sizeof(*head));
	struct ou_str channel = channel_of(x, edi, partner), reference, number;

	head->n = 0;
	head->parted = true;
	/* a TA1 is a message of none */
	if (edi->message.n > 0)
		(void)ou_edi_segment(&edi->marks, &edi->message, 0, head);
	reference = ou_str_trim(ou_edi_element(head, edi->family ==
	    OU_EDI_X12 ? 2 : 1));
	if (ou_utf8_valid(reference.p, reference.n) != reference.n)
		reference = OU_STR_NONE;
	number = ou_table_text(t, record, "number");
	if (number.n == 0)
		number = ou_table_text(t, record, "shipmentNumber");
	if (number.n == 0)
		number = reference;
	x->sender = sender_of(x, edi);
	put_text(t, record, "channel", channel);
	if (t == &ou_order_change_table)
		number = change_id(x, edi, record, reference);
	else
		number = ou_str_printf(&x->im.arena, "%.*s:%.*s",
		    OU_STR_ARG(channel), OU_STR_ARG(number));
	put_text(t, record, "id", number);
	put_source(x, edi, name, t, record, reference);
}

/* --- messages --- */

static int
is_order(const struct ou_guide_name *name, struct ou_err *err)
{
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_TYPE,
	    "%.*s is an order: order-import reads it",
	    OU_STR_ARG(name->type));
	return 1;
}

/* 997, 999, CONTRL; or the TA1 at hand. */
static int
read_answer(struct ou_exchange *x, const struct ou_edi *edi,
    const struct ou_guide_name *name, const struct ou_record_type **type,
    void **record, struct ou_err *err)
{
	const struct ou_partner *partner = partner_of(x, edi, name);
	int bad;

	*type = ou_record_type_find(OU_STR("Acknowledgement"));
	*record = ou_arena_zalloc(&x->im.arena, (*type)->table->size);
	bad = ou_str_is(name->type, "TA1") ?
	    ou_ack_decode_ta1(&x->im, edi, *record, err) :
	    ou_ack_decode(&x->im, edi, name->type,
	    charset_of(x, edi, partner), *record, err);
	if (bad != 0)
		return ou_err_at(err, ou_source_name(edi->src),
		    edi->message.segment, 0);
	put_head(x, edi, name, partner, (*type)->table, *record);
	return 0;
}

int
ou_exchange_message(struct ou_exchange *x, const struct ou_edi *edi,
    const struct ou_record_type **type, void **record, struct ou_err *err)
{
	const struct ou_partner *partner;
	const struct ou_guide *g;
	struct ou_guide_name name;

	ou_guide_name(&name, &x->im.arena, edi);
	if (ou_edi_is_answer(edi->family, name.type))
		return read_answer(x, edi, &name, type, record, err);
	partner = partner_of(x, edi, &name);
	g = ou_guides_find(&x->guides, x->arena, &name, partner, err);
	if (g == NULL)
		return err->kind == OU_ERR_USAGE ? -1 : 1;
	*type = ou_guide_record(g);
	if (strcmp((*type)->type, "Order") == 0)
		return is_order(&name, err);
	*record = ou_arena_zalloc(&x->im.arena, (*type)->table->size);
	x->im.partner = partner;	/* whose codes and words these are */
	if (ou_guide_read(g, &x->im, &edi->marks, &edi->message,
	    charset_of(x, edi, partner), *record, err) != 0)
		return ou_err_at(err, ou_source_name(edi->src), 0, 0);
	put_head(x, edi, &name, partner, (*type)->table, *record);
	return 0;
}

/* Is it one that was asked for? */
static bool
is_asked_for(const struct ou_exchange *x, struct ou_str type)
{
	struct ou_str list = ou_str_c(x->types), one;

	if (x->types == NULL)
		return true;
	while (ou_str_split(&list, ',', &one)) {
		if (ou_str_eq(ou_str_trim(one), type))
			return true;
	}
	return false;
}

static int
take_message(struct ou_exchange *x, const struct ou_edi *edi)
{
	const struct ou_record_type *type;
	struct ou_guide_name name;
	struct ou_err err = { 0 };
	void *record;
	int r;

	ou_guide_name(&name, &x->im.arena, edi);
	if (!is_asked_for(x, name.type))
		return 0;
	if (edi->message.too_long || edi->message.cut) {
		ou_err_set(&err, OU_ERR_RECORD, edi->message.cut ?
		    OU_DIAG_TRUNCATED : OU_DIAG_LIMIT, edi->message.cut ?
		    "the message is cut off" : "the message is longer than "
		    "%zu bytes", edi->message_max);
		ou_err_at(&err, ou_source_name(edi->src),
		    edi->message.segment, 0);
		return x->other(x->arg, edi, &err);
	}
	r = ou_exchange_message(x, edi, &type, &record, &err);
	r = r == 0 ? x->record(x->arg, type, record) :
	    x->other(x->arg, edi, &err);
	ou_arena_reset(&x->im.arena);
	return r;
}

/* A TA1, as a message of no segments; ISB and ISE are of no use to anybody. */
static int
take_service(struct ou_exchange *x, struct ou_edi *edi)
{
	const struct ou_guide_name name = { .type = OU_STR("TA1") };
	const struct ou_record_type *type;
	struct ou_err err = { 0 };
	void *record;
	int r;

	if (!ou_str_starts(edi->service, "TA1") ||
	    !is_asked_for(x, name.type))
		return 0;
	edi->message = (struct ou_edi_message){ .bytes = edi->service,
	    .byte = edi->service_byte, .segment = edi->segments };
	r = read_answer(x, edi, &name, &type, &record, &err);
	r = r == 0 ? x->record(x->arg, type, record) :
	    x->other(x->arg, edi, &err);
	ou_arena_reset(&x->im.arena);
	return r;
}

static void
on_fault(void *arg, const struct ou_edi_fault *fault)
{
	struct ou_exchange *x = arg;

	if (x->fault != NULL)
		x->fault(x->arg, fault);
}

int
ou_exchange_run(struct ou_exchange *x, struct ou_source *src,
    enum ou_edi_family family, struct ou_err *err)
{
	struct ou_edi *edi = ou_arena_zalloc(x->arena, sizeof(*edi));
	enum ou_edi_event event = OU_EDI_OPEN;
	int r = 0;

	x->src = src;
	ou_edi_init(edi, src, family);
	edi->message_max = ou_import_message_max(&x->im);
	edi->fault = on_fault;
	edi->arg = x;
	while (r == 0 && event != OU_EDI_END) {
		r = ou_edi_next(edi, &event, err);
		if (r == 0 && event == OU_EDI_MESSAGE)
			r = take_message(x, edi);
		else if (r == 0 && event == OU_EDI_SERVICE)
			r = take_service(x, edi);
	}
	ou_edi_release(edi);
	return r;
}
