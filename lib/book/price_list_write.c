#include "price_list.h"
#include "rewrite.h"

#define HEADER "list,customer,group,contract,sku,minQuantity,unitPrice," \
    "priceBaseQuantity,unitCode,currency,pricesIncludeTax,validFrom," \
    "validThrough,priority\n"

int
ou_price_list_write(const struct ou_price_list *l, const char *path,
    struct ou_buf *out, struct ou_err *err)
{
	struct ou_rewrite *all = ou_arena_array(l->a, l->n + 1,
	    sizeof(*all));
	const struct price *p;
	uint32_t i;

	for (i = 0; i < l->n; i++) {
		p = l->all[i];
		all[i] = (struct ou_rewrite){ p->gone ? NULL : &p->row,
		    p->was };
	}
	return ou_book_rewrite(l->a, l->rows, HEADER, all, l->n, path, out,
	    err);
}
