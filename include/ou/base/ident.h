#ifndef OU_BASE_IDENT_H
#define OU_BASE_IDENT_H

#include <stdbool.h>

#include "ou/base/str.h"

/*
 * Identifiers of the trade and their check digits.
 */

/* GS1 General Specifications 7.9: mod 10, weights 3 and 1 from the right. */
int ou_gs1_check_digit(struct ou_str digits_without_check);

bool ou_gtin_valid(struct ou_str s);	/* 8, 12, 13 or 14 digits */
bool ou_gln_valid(struct ou_str s);	/* 13 digits */
bool ou_sscc_valid(struct ou_str s);	/* 18 digits */

/* A GTIN of 8, 12 or 13 digits as 14 digits, for comparison.  False when it
 * is none.  ${to} has room for 14 bytes. */
bool ou_gtin_normal(char *to, struct ou_str s);

/* The same GTIN, whatever its length; absent equals nothing. */
bool ou_gtin_same(struct ou_str a, struct ou_str b);

bool ou_siren_valid(struct ou_str s);	/* 9 digits, Luhn */
bool ou_siret_valid(struct ou_str s);	/* 14, Luhn; La Poste by digit sum */

/* VAT id of an EU state (and GB, XI, CH, NO): prefix and form; the FR key is
 * checked.  Blanks and points are not allowed. */
bool ou_vat_valid(struct ou_str s);

/* A VAT id without what people put between its letters and digits: blanks
 * (those that do not break a line, too), points, dashes.  ${s} itself where
 * there are none, or where more is left than any VAT id has; else in ${to}. */
#define OU_VAT_MAX 32
struct ou_str ou_vat_plain(char to[OU_VAT_MAX], struct ou_str s);

/* The VAT id's country as ISO 3166 (EL is GR, XI is GB), a text that lasts;
 * absent when the form is unknown. */
struct ou_str ou_vat_country(struct ou_str s);

/* ISO 3166-1, and XK, which the EU and carriers use for Kosovo. */
bool ou_country_known(struct ou_str alpha2);

/* A member of the EU, or Monaco, which is France for VAT. */
bool ou_country_eu(struct ou_str alpha2);

/* Two letters for an alpha-2, alpha-3 or English or French country name
 * ("FRA", "France", "Allemagne", "etats-unis"; case, accents, blanks and
 * marks do not count; "EL" is GR); absent when not known. */
struct ou_str ou_country_code(struct ou_str s);

#endif
