#include "private.h"
#include "ou/book/slots.h"
#include "ou/model/calendar.h"

static int
check_when(const struct ou_slot_row *x, struct ou_err *err)
{
	if (ou_book_weekdays(x->days, "days", err) != 0 ||
	    ou_book_clock(x->from, "from", err) != 0 ||
	    ou_book_clock(x->to, "to", err) != 0 ||
	    ou_book_clock(x->cut_off, "cutOff", err) != 0 ||
	    ou_book_integer(x->cut_off_days, "cutOffDays", 0, err) != 0)
		return -1;
	if (x->cut_off_days.v > 366)
		return ou_book_bad_number(err, "cutOffDays",
		    "a number from 0 to 366 is expected");
	if (ou_date_given(x->date) && x->days.n > 0)
		return ou_book_bad_number(err, "days",
		    "a date or weekdays, not both");
	return ou_clock_minutes(x->from) < ou_clock_minutes(x->to) ? 0 :
	    ou_book_bad_number(err, "to", "it ends before it begins");
}

int
ou_book_check_slot(const void *row, struct ou_err *err)
{
	const struct ou_slot_row *x = row;

	if (check_when(x, err) != 0 || ou_book_not_negative(x->capacity,
	    "capacity", err) != 0 || ou_book_country(x->country,
	    "addressCountry", err) != 0)
		return -1;
	if (x->capacity.v % 100 != 0 || x->capacity.v / 100 > 100000000000)
		return ou_book_bad_number(err, "capacity",
		    "at most 10000000 with four decimals");
	if (x->per.n > 0 && !ou_str_is(x->per, "orders") &&
	    !ou_str_is(x->per, "units"))
		return ou_book_bad(err, "per", x->per, "orders or units");
	if (x->code_to.n > 0 && x->code_from.n == 0)
		return ou_book_bad_number(err, "postalCodeFrom",
		    "it is needed with postalCodeTo");
	return 0;
}
