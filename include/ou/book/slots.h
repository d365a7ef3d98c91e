#ifndef OU_BOOK_SLOTS_H
#define OU_BOOK_SLOTS_H

#include "ou/book/book.h"

/*
 * Times of delivery, and how much goes into each.
 */
#define OU_SLOT_ROW_FIELDS(F, T) \
	F(T, TEXT, slot, "slot", _, OU_FIELD_REQUIRED, 0, "what it is called (key)") \
	F(T, DATE, date, "date", _, 0, 0, "on this day alone") \
	F(T, TEXT, days, "days", _, 0, 0, "on these weekdays: numbers from 1, Monday, with blanks between; absent: on all days when deliveries are taken") \
	F(T, TEXT, from, "from", _, OU_FIELD_REQUIRED, 0, "hh:mm, on the warehouse's clock") \
	F(T, TEXT, to, "to", _, OU_FIELD_REQUIRED, 0, "hh:mm, and until") \
	F(T, QUANTITY, capacity, "capacity", _, OU_FIELD_REQUIRED, 0, "how much goes into it on a day") \
	F(T, CODE, per, "per", _, 0, 0, "what is counted: orders (the default) or units of their lines") \
	F(T, CODE, country, "addressCountry", _, 0, 0, "only where this country is, ISO 3166-1") \
	F(T, TEXT, code_from, "postalCodeFrom", _, 0, 0, "only from this postal code on") \
	F(T, TEXT, code_to, "postalCodeTo", _, 0, 0, "up to this one, and those that begin like it") \
	F(T, INTEGER, cut_off_days, "cutOffDays", _, 0, 0, "working days of the warehouse before it that it can be booked until; absent: 0") \
	F(T, TEXT, cut_off, "cutOff", _, 0, 0, "hh:mm on that day; absent: when it begins")
OU_RECORD_STRUCT(slot_row, OU_SLOT_ROW_FIELDS);

#endif
