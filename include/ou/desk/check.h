#ifndef OU_DESK_CHECK_H
#define OU_DESK_CHECK_H

#include "ou/book/workdays.h"
#include "ou/book/lookup.h"
#include "ou/book/partner.h"
#include "ou/cli/command.h"
#include "ou/rules/check.h"
#include "ou/rules/denied.h"
#include "ou/rules/duplicates.h"
#include "ou/rules/risk.h"

/*
 * What order-check does: an order by itself (ou/rules/check.h), against the
 * book, against the partner's profile, against those that came before it, and
 * against the rules of risk and compliance.  What it finds is said, and
 * holds the order or refuses it, as the settings have it by code.
 */
enum ou_check_severity {
	OU_CHECK_IGNORE,
	OU_CHECK_WARN,
	OU_CHECK_HOLD,
	OU_CHECK_REJECT,
};
#define OU_CHECK_SEVERITIES "ignore, warn, hold or reject"

struct ou_check {
	/* asked for */
	struct ou_str tolerance;	/* of totals; absent: see the rules */
	const char *severities;		/* CODE=WORD,... */
	const char *known;		/* earlier orders, JSON Lines */
	uint64_t remember;		/* orders, for duplicates */
	uint64_t days;			/* likely duplicates are no further
					 * apart */
	uint64_t similar;		/* per cent of likeness that counts */
	/* of the book */
	struct ou_settings settings;
	struct ou_items items;
	struct ou_index *by_gtin, *by_pack_gtin;
	struct ou_customers customers;
	struct ou_rows addresses, denied_rows, risk_rows;
	struct ou_index *addresses_of;
	struct ou_carriers carriers;
	struct ou_calendars calendars;
	struct ou_partners partners;
	/* what it works with */
	struct ou_amount most_apart;
	/* by scope, policy of that scope, and code: one more than enum
	 * ou_check_severity; 0: it says nothing */
	uint8_t (*severities_of[OU_SCOPES])[OU_DIAG_COUNT];
	struct ou_denied *denied;
	struct ou_risk_rule *rules;	/* by row of risk_rows */
	struct ou_duplicates *duplicates;
	struct ou_place place;		/* the warehouse */
	struct ou_clock now;		/* --now there */
};

/* The fields of an order that it looks at. */
extern const char ou_check_view[];

/* Load the book and what was known before.  0, or -1 with run->err. */
int ou_check_begin(struct ou_check *x, struct ou_run *run);

enum ou_answer ou_check_order(struct ou_check *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o);

void ou_check_release(struct ou_check *x);

/**
 * ou_check_book(run):
 * All files of the book that there are, each by itself and what they say of
 * each other; every file that is wrong is told, with its first error.  0, or
 * -1 with run->err when one was.
 */
int ou_check_book(struct ou_run *run);

#endif
