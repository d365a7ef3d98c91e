#ifndef OU_BOOK_SETTINGS_H
#define OU_BOOK_SETTINGS_H

#include "ou/model/order.h"

/*
 * settings.json: what holds for the whole shop, and what a segment, a portal
 * or a channel has of its own.
 *
 *	{
 *	  "timeZone": "Europe/Paris",
 *	  "currency": "EUR",
 *	  "priceDate": "order",
 *	  "pricePolicy": "priority",
 *	  "priceTiers": "falling",
 *	  "priceTolerance": "0.00",
 *	  "incoming": "verify",
 *	  "seller": { "id": "SAVEX", "name": "...", "gln": "...",
 *	    "vatID": "FR14987654324", "addressCountry": "FR" },
 *	  "carrier": "geodis/messagerie",
 *	  "location": "LYON",
 *	  "stockTolerance": "A=0,B=2%,C=5%",
 *	  "countDays": "A=30,B=90,C=365",
 *	  "checks": { "WIDTH": "ignore", "PROMISE": "hold" },
 *	  "riskLimit": 100,
 *	  "valid": 30,
 *	  "workingDays": "1 2 3 4 5", "holidays": "computed",
 *	  "segments": { "b2c": { "list": "PUBLIC-TTC", "riskLimit": 60,
 *	    "pricePolicy": "best" } },
 *	  "portals": { "pro.example": { "list": "PRO" } },
 *	  "channels": { "shopify": { "timeZone": "Europe/Paris",
 *	    "feed": "shopify", "buffer": "2", "locations": "LYON PARIS" } }
 *	}
 *
 * What an order's channel says beats what its portal says, that its segment,
 * and that the shop.  Each is a text that was looked at when it was read.
 */
#define OU_VALID_DAYS_MAX 36500		/* of a quotation */

enum ou_setting {
	OU_SETTING_TIME_ZONE,		/* timeZone */
	OU_SETTING_CURRENCY,
	OU_SETTING_LIST,		/* price list */
	OU_SETTING_GROSS,		/* pricesIncludeTax: true, false */
	OU_SETTING_INCOMING,		/* verify, book or keep */
	OU_SETTING_PRICE_POLICY,	/* priority or best */
	OU_SETTING_PRICE_DATE,		/* order, delivery or commitment */
	OU_SETTING_PRICE_TIERS,		/* any or falling */
	OU_SETTING_PRICE_TOLERANCE,	/* an amount, absolute */
	OU_SETTING_CARRIER,
	OU_SETTING_SERVICE,
	OU_SETTING_LOCATION,		/* warehouse that is used first */
	OU_SETTING_STOCK_TOLERANCE,	/* stockTolerance */
	OU_SETTING_COUNT_DAYS,		/* countDays */
	OU_SETTING_RISK_LIMIT,		/* a number from 1 */
	OU_SETTING_VALID,		/* days, a number from 0 */
	OU_SETTING_FEED,		/* format */
	OU_SETTING_BUFFER,		/* quantity or percentage */
	OU_SETTING_LOCATIONS,		/* blanks between */
	OU_SETTING_WORKING_DAYS,	/* workingDays; absent: 1 to 5 */
	OU_SETTING_HOLIDAYS,		/* computed (the default) or none */
	OU_SETTINGS
};

struct ou_policy {
	struct ou_str name;		/* absent: the shop's */
	struct ou_str values[OU_SETTINGS];
	struct ou_pair *checks;		/* by code: ignore, warn, hold or
					 * reject */
	uint32_t n_checks;
};

enum ou_scope { OU_SCOPE_CHANNEL, OU_SCOPE_PORTAL, OU_SCOPE_SEGMENT,
    OU_SCOPE_SHOP, OU_SCOPES };

/*
 * What somebody may see of the records ("roles"):
 *
 *	"buyer": { "own": true, "types": ["Order", "Shipment"],
 *	  "hide": ["margin", "orderedItem.cost", "source"] }
 */
struct ou_role {
	struct ou_str name;
	bool own;			/* one customer's alone */
	struct ou_str *types;		/* of records; none: all */
	uint32_t n_types;
	struct ou_str *hide;		/* paths of members, as in struct
					 * ou_json_hidden; none: it sees
					 * all */
	uint32_t n_hide;
};

struct ou_settings {
	struct ou_policy *policies[OU_SCOPES];
	uint32_t n[OU_SCOPES];		/* the shop has one */
	struct ou_str seller_country;	/* seller.addressCountry, else of its
					 * VAT id */
	struct ou_seller *seller;
	struct ou_role *roles;
	uint32_t n_roles;
};

/* Whose settings hold for an order; NULL: there are none of its own. */
struct ou_policies {
	const struct ou_policy *of[OU_SCOPES];
};

/* settings.json (through Jansson); absent: all defaults.  A member that is
 * not known or not of its kind is an error with its path in err.field. */
int ou_book_settings(struct ou_arena *a, const char *dir,
    struct ou_settings *settings, struct ou_err *err);

/* Any of the three may be absent. */
void ou_policies_of(const struct ou_settings *s, struct ou_str channel,
    struct ou_str portal, struct ou_str segment, struct ou_policies *out);

/* What the narrowest says, or absent. */
struct ou_str ou_policies_get(const struct ou_policies *p,
    enum ou_setting what);

/* The same of a channel, and of the shop. */
struct ou_str ou_setting_of_channel(const struct ou_settings *s,
    enum ou_setting what, struct ou_str channel);
struct ou_str ou_setting_of_shop(const struct ou_settings *s,
    enum ou_setting what);

/* Carrier and service.  A service counts only where no narrower policy has
 * another carrier. */
void ou_policies_carrier(const struct ou_policies *p, struct ou_str *carrier,
    struct ou_str *service);

/* The role of that name, or NULL. */
const struct ou_role *ou_role_find(const struct ou_settings *s,
    struct ou_str name);

#endif
