#ifndef OU_LIB_FORMATS_EDIFACT_ORDER_H
#define OU_LIB_FORMATS_EDIFACT_ORDER_H

#include "po.h"

/*
 * EDIFACT ORDERS into an order.  edifact_head.c reads what is about the whole
 * order, edifact_line.c the LIN group, edifact_party.c the NAD group,
 * edifact_terms.c money, taxes and terms; edifact.c joins them.
 */

/* The group that the segment before belongs to: po.state. */
enum {
	EDIFACT_PLAIN,
	EDIFACT_RFF,
	EDIFACT_TOD,
	EDIFACT_TDT,
	EDIFACT_PAT,
	EDIFACT_ALC,
	EDIFACT_LOC,
	EDIFACT_SCC,
	EDIFACT_OTHER,
	EDIFACT_SUMMARY,		/* behind UNS+S */
};

bool ou_edifact_identify(struct po *c, struct ou_str *number,
    struct ou_str *function);
void ou_edifact_bgm(struct po *c);
void ou_edifact_dtm(struct po *c);
void ou_edifact_rff(struct po *c);
void ou_edifact_ftx(struct po *c);
void ou_edifact_uns(struct po *c);
void ou_edifact_cnt(struct po *c);

void ou_edifact_lin(struct po *c);
void ou_edifact_pia(struct po *c);
void ou_edifact_imd(struct po *c);
void ou_edifact_qty(struct po *c);
void ou_edifact_pri(struct po *c);
void ou_edifact_loc(struct po *c);
void ou_edifact_scc(struct po *c);

void ou_edifact_nad(struct po *c);
void ou_edifact_cta(struct po *c);
void ou_edifact_com(struct po *c);

void ou_edifact_cux(struct po *c);
void ou_edifact_pai(struct po *c);
void ou_edifact_pat(struct po *c);
void ou_edifact_pcd(struct po *c);
void ou_edifact_moa(struct po *c);
void ou_edifact_alc(struct po *c);
void ou_edifact_tax(struct po *c);
void ou_edifact_tdt(struct po *c);
void ou_edifact_tod(struct po *c);

/* The group that a segment opens: [prefix.]TAG.qualifier in front of the keys
 * of what follows. */
void ou_edifact_group(struct po *c, int state, struct ou_str qualifier);

/* Data element numbers for keys: ".1225". */
void ou_edifact_key(struct ou_buf *to, const struct ou_edi_segment *seg,
    unsigned e, unsigned component);

#endif
