#ifndef OU_MODEL_UNITS_H
#define OU_MODEL_UNITS_H

#include "ou/base/money.h"
#include "ou/base/str.h"

/*
 * Units of measure.  Inside they are UN/ECE Recommendation 20 (and 21, with
 * an X in front).  The same letters mean different things in different
 * families: X12 CA is a case (Rec 20 CA is a can), X12 CS a cassette.
 */
enum ou_unit_family {
	OU_UNITS_REC20,		/* UBL, canonical */
	OU_UNITS_X12,		/* X12 data element 355 */
	OU_UNITS_EDIFACT,	/* 6411: Rec 20 with PCE, EA ... */
};

/**
 * ou_unit_code(family, code):
 * The Rec 20 code, or absent when the family's table does not know it (the
 * importer then keeps the text as it is and reports OU_DIAG_UNIT).
 */
struct ou_str ou_unit_code(enum ou_unit_family family, struct ou_str code);

/* Pieces by any name: C62, H87, EA, PCE, XPP, NAR ... count as one unit. */
bool ou_unit_same(struct ou_str a, struct ou_str b);

/* A packaging unit (case, carton, box, pallet): needs the item's own
 * factor. */
bool ou_unit_is_pack(struct ou_str code);

/**
 * ou_unit_factor(from, to, factor):
 * Fixed factors: DZN = 12 C62, GRO 144, KGM = 1000 GRM, PR = 2 ...  False
 * when there is none.
 */
bool ou_unit_factor(struct ou_str from, struct ou_str to,
    struct ou_quantity *factor);

#endif
