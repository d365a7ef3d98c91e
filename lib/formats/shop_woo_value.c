#include "shop_woo.h"

int
ou_woo_money(const struct woo *w, uint32_t object, const char *net,
    const char *tax, struct ou_amount *out, struct ou_err *err)
{
	struct ou_amount t;

	if (ou_doc_amount(&w->doc, object, net, out, err) != 0 ||
	    ou_doc_amount(&w->doc, object, tax, &t, err) != 0)
		return -1;
	if (!out->given || !w->gross || !t.given)
		return 0;
	return ou_amount_add(out, *out, t, err);
}
