#include "exchange_guide.h"

/* X12 has several messages for some records; the rest have one guide. */
static struct ou_str
usual_type(enum ou_edi_family family, const struct ou_record_type *type,
    const void *record)
{
	static const struct {
		const char *record, *field, *value, *type;
	} others[] = {
		{ "Order", NULL, NULL, "850" },
		{ "OrderResponse", "changeSequence", NULL, "865" },
		{ "OrderResponse", NULL, NULL, "855" },
		{ "Invoice", "kind", "freight", "210" },
		{ "Invoice", NULL, NULL, "810" },
		{ "Shipment", "kind", "warehouse", "945" },
		{ "Shipment", "kind", "transfer", "943" },
		{ "Shipment", NULL, NULL, "856" },
		{ "SalesReport", "kind", "productTransfer", "867" },
		{ "SalesReport", "kind", "usage", "867" },
		{ "SalesReport", "kind", "sales", "867" },
		{ "SalesReport", NULL, NULL, "852" },
		{ "DeliverySchedule", "kind", "shipping", "862" },
		{ "DeliverySchedule", NULL, NULL, "830" },
	};
	struct ou_str v;
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(*others) &&
	    family == OU_EDI_X12; i++) {
		if (strcmp(others[i].record, type->type) != 0)
			continue;
		v = others[i].field == NULL ? OU_STR_NONE :
		    ou_table_text(type->table, record, others[i].field);
		if (others[i].field == NULL || (others[i].value == NULL ?
		    v.n > 0 : ou_str_is(v, others[i].value)))
			return ou_str_c(others[i].type);
	}
	if (family == OU_EDI_EDIFACT && strcmp(type->type, "SalesReport") == 0)
		return ou_str_is(ou_table_text(type->table, record,
		    "kind"), "forecast") ? OU_STR("SLSFCT") :
		    OU_STR("SLSRPT");
	return ou_guide_type(family, ou_str_c(type->type));
}

static const struct ou_partner *
partner_for(const struct ou_exchange_out *x, const struct ou_record_type *type,
    const void *record, struct ou_err *err)
{
	struct ou_str channel = ou_table_text(type->table, record,
	    "channel");
	const struct ou_partner *partner = x->partner;

	if (partner == NULL && x->partners != NULL)
		partner = ou_partners_of_channel(x->partners, channel);
	if (partner == NULL)
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_BOOK_REFERENCE,
		    "no partner has the channel '%.*s'", OU_STR_ARG(channel));
	return partner;
}

/* X12 for numbers, EDIFACT for letters; else what the profile writes. */
static enum ou_edi_family
family_for(const struct ou_exchange_out *x, const struct ou_partner *partner)
{
	if (x->type.n > 0)
		return *x->type.p >= '0' && *x->type.p <= '9' ? OU_EDI_X12 :
		    OU_EDI_EDIFACT;
	return partner->output[OU_PARTNER_X12].given ||
	    !partner->output[OU_PARTNER_EDIFACT].given ? OU_EDI_X12 :
	    OU_EDI_EDIFACT;
}

int
ou_exchange_addressee(const struct ou_exchange_out *x,
    const struct ou_record_type *type, const void *record,
    const struct ou_partner **partner, enum ou_edi_family *family,
    struct ou_err *err)
{
	*partner = partner_for(x, type, record, err);
	if (*partner == NULL)
		return -1;
	*family = family_for(x, *partner);
	return 0;
}

static const char *
family_name(enum ou_edi_family family)
{
	return family == OU_EDI_X12 ? "X12" : "EDIFACT";
}

static int
on_number(void *arg, enum ou_interchange_level level, int64_t *number,
    struct ou_err *err)
{
	struct ou_exchange_out *x = arg;

	if (x->number != NULL)
		return x->number(x->numbers, x->interchange.partner,
		    x->interchange.family, level, number, err);
	*number = ((x->first > 0 ? x->first - 1 : 0) + x->counted[level]++) %
	    ou_partner_control_last(x->interchange.output,
	    ou_interchange_family(x->interchange.family)) + 1;
	return 0;
}

/* Is the interchange that is open for somebody else? */
static bool
for_another(const struct ou_exchange_out *x, const struct ou_partner *partner,
    enum ou_edi_family family)
{
	return x->open && (x->interchange.partner != partner ||
	    x->interchange.family != family);
}

static int
begin_interchange(struct ou_exchange_out *x,
    const struct ou_partner *partner, enum ou_edi_family family,
    struct ou_err *err)
{
	ou_interchange_init(&x->interchange, x->to, partner, family, x->now);
	x->interchange.number = on_number;
	x->interchange.arg = x;
	if (ou_interchange_begin(&x->interchange, err) != 0)
		return -1;
	x->open = true;
	return 0;
}

static const struct ou_guide *
guide_of(struct ou_exchange_out *x, struct ou_guide_name *name,
    const struct ou_record_type *type, struct ou_err *err)
{
	const struct ou_guide *g;

	name->version = ou_interchange_version(&x->interchange, name->type);
	g = ou_guides_find(&x->guides, x->arena, name,
	    x->interchange.partner, err);
	if (g != NULL && ou_guide_record(g) != type) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_TYPE,
		    "%.*s is of a record of type %s, not %s",
		    OU_STR_ARG(name->type), ou_guide_record(g)->type,
		    type->type);
		return NULL;
	}
	return g;
}

static int
write_message(struct ou_exchange_out *x, struct ou_arena *a,
    struct ou_guide_name *name, const struct ou_record_type *type,
    const void *record, struct ou_err *err)
{
	const struct ou_guide *g;
	char reference[16];

	if (!x->open && begin_interchange(x, x->interchange.partner,
	    name->family, err) != 0)
		return -1;
	g = guide_of(x, name, type, err);
	if (g == NULL || ou_interchange_message(&x->interchange,
	    ou_guide_group(g), name->type, OU_STR_NONE, reference, err) != 0)
		return -1;
	return ou_guide_write(g, a, &x->interchange.out, ou_str_c(reference),
	    x->interchange.partner, record, x->left, x->arg, err);
}

int
ou_exchange_write(struct ou_exchange_out *x, struct ou_arena *a,
    const struct ou_record_type *type, const void *record,
    struct ou_err *err)
{
	const struct ou_partner *partner;
	struct ou_guide_name name = { 0 };
	struct ou_exchange_out before;
	size_t n;

	if (ou_exchange_addressee(x, type, record, &partner, &name.family,
	    err) != 0)
		return -1;
	name.type = x->type.n > 0 ? x->type : usual_type(name.family, type,
	    record);
	if (name.type.n == 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_TYPE,
		    "there is no message for a record of type %s",
		    type->type);
	if (x->apart && x->written && x->family != name.family)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_TYPE,
		    "partner %s is written %s, and the file has %s: they go "
		    "into files of their own", partner->name,
		    family_name(name.family), family_name(x->family));
	if (for_another(x, partner, name.family) &&
	    ou_exchange_end(x, err) != 0)
		return -1;
	x->interchange.partner = partner;
	n = x->to->n;
	before = *x;
	if (write_message(x, a, &name, type, record, err) == 0) {
		x->family = name.family;
		x->written = true;
		return 0;
	}
	/* what was begun is taken back, and so are its numbers */
	x->to->n = n;
	x->interchange = before.interchange;
	memcpy(x->counted, before.counted, sizeof(x->counted));
	x->open = before.open;
	return -1;
}

int
ou_exchange_end(struct ou_exchange_out *x, struct ou_err *err)
{
	if (!x->open)
		return 0;
	x->open = false;
	return ou_interchange_end(&x->interchange, err);
}
