#ifndef OU_RULES_RISK_H
#define OU_RULES_RISK_H

#include "ou/model/order.h"

/*
 * Rules of risk: each that fits an order adds its weight, and a merchant's
 * limit says from where on somebody has to look.  Plain rules whose reasons
 * can be told, no score that nobody can explain.
 */
#define OU_RISK_KINDS(K) \
	K(AMOUNT_OVER, "amountOver", "payableAmount is more than value") \
	K(QUANTITY_OVER, "quantityOver", "a line has more units than value") \
	K(LINES_OVER, "linesOver", "it has more lines than value") \
	K(ORDERS_OVER, "ordersOver", "so many orders of the same customer came before it, in this run and of --known, are more than value") \
	K(NEW_CUSTOMER, "newCustomer", "the book does not know the customer") \
	K(GUEST, "guest", "ordered without an account") \
	K(COUNTRY, "country", "it goes to the country in text") \
	K(COUNTRY_DIFFERS, "countryDiffers", "it is paid for in another country than it goes to") \
	K(NAME_DIFFERS, "nameDiffers", "it is paid for by another name than it goes to") \
	K(EMAIL_DOMAIN, "emailDomain", "the e-mail address ends with text") \
	K(NO_EMAIL, "noEmail", "no e-mail address") \
	K(NO_TELEPHONE, "noTelephone", "no telephone number") \
	K(PICKUP_POINT, "pickupPoint", "it goes to a pick-up point") \
	K(SKU, "sku", "the item in text is on it")

enum ou_risk_kind {
#define OU_RISK_KIND(id, name, doc) OU_RISK_##id,
	OU_RISK_KINDS(OU_RISK_KIND)
#undef OU_RISK_KIND
	OU_RISK_KIND_COUNT
};

/* The kind of that name, or OU_RISK_KIND_COUNT; and what it says. */
enum ou_risk_kind ou_risk_kind_find(struct ou_str name);
const char *ou_risk_kind_text(enum ou_risk_kind kind);

/* Does the kind compare with a value, or with a text? */
bool ou_risk_takes_value(enum ou_risk_kind kind);
bool ou_risk_takes_text(enum ou_risk_kind kind);

struct ou_risk_rule {
	enum ou_risk_kind kind;
	struct ou_quantity value;
	struct ou_str text, currency;
	struct ou_str segment, channel;	/* only these; absent: all */
};

/* What is known of an order beside itself. */
struct ou_risk_facts {
	bool known_customer;
	uint64_t orders_before;
};

/* Does the rule fit? */
bool ou_risk_fits(const struct ou_risk_rule *rule, const struct ou_order *o,
    const struct ou_risk_facts *facts);

#endif
