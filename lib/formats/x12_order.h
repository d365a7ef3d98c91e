#ifndef OU_LIB_FORMATS_X12_ORDER_H
#define OU_LIB_FORMATS_X12_ORDER_H

#include "po.h"

/*
 * X12 850 into an order.  x12_head.c reads what is about the whole order,
 * x12_line.c the PO1 loop, x12_party.c the N1 loop, x12_terms.c terms of
 * delivery and payment, texts and allowances; x12.c joins them.
 */

/* What a date is for (data element 374). */
enum x12_date {
	X12_DATE_OTHER,
	X12_DELIVER,
	X12_SHIP,
	X12_CANCEL,
	X12_ORDERED,
	X12_SHIP_FROM,
	X12_SHIP_TO,
	X12_DELIVER_FROM,
	X12_DELIVER_TO,
};
enum x12_date ou_x12_date_use(struct ou_str qualifier);

/* Put a reference (data element 128) where its qualifier says; false: it is
 * none that the order knows. */
bool ou_x12_reference(struct po *c, struct ou_str qualifier,
    struct ou_str value);

bool ou_x12_identify(struct po *c, struct ou_str *number,
    struct ou_str *function);
void ou_x12_beg(struct po *c);
void ou_x12_cur(struct po *c);
void ou_x12_ref(struct po *c);
void ou_x12_dtm(struct po *c);
void ou_x12_amt(struct po *c);
void ou_x12_ctt(struct po *c);

void ou_x12_po1(struct po *c);
void ou_x12_pid(struct po *c);
void ou_x12_po4(struct po *c);
void ou_x12_ctp(struct po *c);
void ou_x12_sdq(struct po *c);
void ou_x12_sch(struct po *c);

void ou_x12_n1(struct po *c);
void ou_x12_n2(struct po *c);
void ou_x12_n3(struct po *c);
void ou_x12_n4(struct po *c);
void ou_x12_per(struct po *c);

void ou_x12_csh(struct po *c);
void ou_x12_fob(struct po *c);
void ou_x12_itd(struct po *c);
void ou_x12_td5(struct po *c);
void ou_x12_sac(struct po *c);
void ou_x12_n9(struct po *c);
void ou_x12_text(struct po *c);

#endif
