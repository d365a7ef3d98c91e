#ifndef OU_LIB_BASE_ZONE_RULE_H
#define OU_LIB_BASE_ZONE_RULE_H

#include "ou/base/date.h"

/*
 * The rule behind the last transition of a zone: a POSIX TZ string as RFC
 * 8536 3.3 has it ("CET-1CEST,M3.5.0,M10.5.0/3").
 */
struct zone_day {
	char kind;			/* 'M', 'J' or 'n' */
	int month, week, day;
	int32_t time;			/* seconds after local midnight */
};

struct zone_rule {
	int32_t standard, summer;	/* seconds east of UTC */
	bool has_summer;
	struct zone_day from, to;	/* of summer time */
};

bool ou_zone_rule_parse(struct zone_rule *r, struct ou_str s);
int32_t ou_zone_rule_offset(const struct zone_rule *r, int64_t t);

#endif
