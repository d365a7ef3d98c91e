#ifndef OU_MODEL_UNITS_H
#define OU_MODEL_UNITS_H

#include "ou/base/money.h"
#include "ou/base/str.h"

/*
 * Units of measure.  Inside they are UN/ECE Recommendation 20 (and 21, with
 * an X in front).  The same letters mean different things in different
 * families: X12 CA is a case (Rec 20 CA is a can), X12 CS a cassette, X12 ST
 * a set (Rec 20 ST is a sheet), X12 PL a pallet (Rec 21 PL is a pail).
 */
enum ou_unit_family {
	OU_UNITS_REC20,		/* UBL, canonical */
	OU_UNITS_X12,		/* X12 data element 355 */
	OU_UNITS_EDIFACT,	/* 6411: Rec 20 with PCE, EA ... */
};

/**
 * ou_unit_code(family, code):
 * The Rec 20 code, or absent when the family's table does not know it (the
 * importer then keeps the text as it is and reports OU_DIAG_UNIT).  Letters
 * that are in use for another thing than their family's table says (X12 CS,
 * which many send for a case) are not guessed at: they are absent.  Rec 21
 * codes without their X (CT, BX) are understood in UBL and EDIFACT where
 * Rec 20 has nothing else under these letters.
 */
struct ou_str ou_unit_code(enum ou_unit_family family, struct ou_str code);

/**
 * ou_unit_foreign(family, code):
 * The way back: what the family calls a Rec 20 code, such that ou_unit_code
 * gives that code again; ${code} itself when it has no name of its own there
 * (in X12 that may be no code of its list at all).
 */
struct ou_str ou_unit_foreign(enum ou_unit_family family,
    struct ou_str code);

/* Pieces by any name: C62, H87, EA, XPP, NAR ... count as one unit.  Absent
 * is no unit and equals only itself. */
bool ou_unit_same(struct ou_str a, struct ou_str b);

/* A packaging unit (case, carton, box, pallet, layer): needs the item's own
 * factor. */
bool ou_unit_is_pack(struct ou_str code);

/**
 * ou_unit_factor(from, to, factor):
 * Fixed factors: DZN = 12 C62, GRO 144, KGM = 1000 GRM, PR = 2 ...; how many
 * ${to} one ${from} is.  False when there is none, or when it needs more
 * than six decimals (a pound in kilograms; in grams it is exact).
 */
bool ou_unit_factor(struct ou_str from, struct ou_str to,
    struct ou_quantity *factor);

/**
 * ou_unit_ratio(from, to, num, den):
 * The same as a fraction in lowest terms, always exact: one ${from} is
 * num / den of ${to}.
 */
bool ou_unit_ratio(struct ou_str from, struct ou_str to, int64_t *num,
    int64_t *den);

/* What an item says of its own units; each may be absent. */
struct ou_unit_packs {
	struct ou_str unit;		/* stock unit; absent: C62 */
	struct ou_quantity pack;	/* of it in a case, carton or box */
	struct ou_quantity layer;	/* in a layer of a pallet */
	struct ou_quantity pallet;	/* on a pallet */
};

/**
 * ou_unit_resolve(unit, packs, factor):
 * How many of the item's stock units one ${unit} is: 1 for the stock unit
 * itself (and when ${unit} is absent), a fixed factor, or what the item says
 * of its packs.  False when nothing says so.
 */
bool ou_unit_resolve(struct ou_str unit, const struct ou_unit_packs *packs,
    struct ou_quantity *factor);

#endif
