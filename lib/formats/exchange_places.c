#include "exchange_guide.h"

static void
show_places(const struct ou_table *t, char *object, uint8_t places)
{
	const struct ou_field *f;
	struct ou_amount *amount;
	struct ou_price *price;
	char *to;
	uint32_t i, n;
	uint16_t k;

	for (k = 0; k < t->n_fields; k++) {
		f = &t->fields[k];
		amount = (void *)(object + f->offset);
		price = (void *)(object + f->offset);
		if (f->kind == OU_KIND_AMOUNT && amount->places < places)
			amount->places = places;
		if (f->kind == OU_KIND_PRICE && price->places < places)
			price->places = places;
		if (f->kind != OU_KIND_OBJECT && f->kind != OU_KIND_LIST)
			continue;
		memcpy(&to, object + f->offset, sizeof(to));
		n = to != NULL;
		if (f->kind == OU_KIND_LIST)
			memcpy(&n, object + f->count_offset, sizeof(n));
		for (i = 0; i < n; i++)
			show_places(f->table, to + (size_t)i * f->table->size,
			    places);
	}
}

void
ou_exchange_places(const struct ou_table *t, void *record)
{
	int n = ou_currency_places(ou_table_text(t, record, "currency"));

	show_places(t, record, (uint8_t)(n >= 0 ? n : 2));
}
