#ifndef OU_FORMATS_SHOP_MAGENTO_H
#define OU_FORMATS_SHOP_MAGENTO_H

#include "shop_json.h"

struct magento {
	struct shop_doc *doc;
	uint32_t root;
	struct ou_str reason;		/* of discounts */
	struct ou_amount fixed_tax;	/* of the lines, in no price */
};

/* Lines; what it all adds up to (shop_magento_line.c). */
int ou_magento_lines(struct magento *m, struct ou_err *err);
int ou_magento_sums(struct magento *m, struct ou_err *err);

#endif
