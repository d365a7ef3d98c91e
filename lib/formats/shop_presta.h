#ifndef OU_FORMATS_SHOP_PRESTA_H
#define OU_FORMATS_SHOP_PRESTA_H

#include "shop_json.h"

/*
 * What came before the orders, by its kind and number: an order of PrestaShop
 * has nothing but numbers of addresses, customers, countries, currencies,
 * carriers and states.
 */
struct presta_book {
	struct ou_arena arena;
	struct presta_entry **slots;	/* open addressing */
	uint32_t n, mask;
	size_t bytes;
};

/* Keep one; -1 when there are too many. */
int ou_presta_keep(struct presta_book *b, struct ou_str kind,
    struct ou_str id, struct ou_str text, size_t max, struct ou_err *err);

/* Its JSON, or absent. */
struct ou_str ou_presta_find(const struct presta_book *b, const char *kind,
    struct ou_str id);
void ou_presta_release(struct presta_book *b);

/* The XML of the web service, an element as the JSON of the same service. */
int ou_presta_xml(const struct shop_json *form, struct presta_book *book,
    struct ou_import *im, struct ou_source *src, struct ou_err *err);

#endif
