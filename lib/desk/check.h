#ifndef OU_LIB_DESK_CHECK_H
#define OU_LIB_DESK_CHECK_H

#include "ou/desk/check.h"

/* An order that is being looked at. */
struct checking {
	struct ou_check *x;
	struct ou_run *run;
	struct ou_record *record;
	struct ou_order *o;
	struct ou_remarks remarks;
	const struct ou_customer *customer;	/* or NULL */
	const struct ou_partner *partner;	/* or NULL */
	const struct ou_carrier *carrier;	/* or NULL */
	struct ou_str carrier_name, service;	/* who was to be it */
	const struct ou_address_row *place;	/* where it goes, or NULL */
	struct ou_policies policies;
	const struct ou_item **items;	/* of its lines; NULL: not known */
};

/* check.c: rules of risk, and what profiles ask for, as the book has them.
 * 0, or -1 with run->err. */
int ou_check_risk_load(struct ou_check *x, struct ou_run *run);
int ou_check_profiles(const struct ou_partners *partners,
    struct ou_run *run);

/* check_severity.c: what is done about a finding. */
int ou_check_severities_load(struct ou_check *x, struct ou_run *run);
enum ou_check_severity ou_check_severity_of(const struct checking *c,
    enum ou_diag code);

/* check_book.c: customer, place, items, partner. */
void ou_check_customer(struct checking *c);
void ou_check_place(struct checking *c);
void ou_check_items(struct checking *c);
void ou_check_partner(struct checking *c);

/* check_goods.c: who may have them, and by when. */
void ou_check_compliance(struct checking *c);
void ou_check_carrier(struct checking *c);
void ou_check_promise(struct checking *c);

/* check_trust.c: who is behind it. */
void ou_check_denied(struct checking *c);
void ou_check_again(struct checking *c, struct ou_risk_facts *facts);
void ou_check_risk(struct checking *c, const struct ou_risk_facts *facts);

#endif
