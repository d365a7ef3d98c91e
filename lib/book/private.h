#ifndef OU_LIB_BOOK_PRIVATE_H
#define OU_LIB_BOOK_PRIVATE_H

#include "ou/book/book.h"
#include "ou/book/partner.h"

/*
 * Set a field of a row from text, as a cell of CSV or the text of a JSON
 * value has it.  Texts are borrowed: the caller has copied them.
 */
int ou_book_set(const struct ou_field *f, void *row, struct ou_str text,
    struct ou_err *err);

/* Bytes that a kind of field takes in a row; 0 for kinds no book has. */
size_t ou_book_width(const struct ou_field *f);

bool ou_book_given(const struct ou_field *f, const void *row);

/* No two rows have the same key. */
int ou_book_unique(const struct ou_rows *rows, const char *key,
    struct ou_err *err);

/* What checks of several files say: err.field is the column; -1, or 0 when
 * all is well. */
int ou_book_bad(struct ou_err *err, const char *column, struct ou_str s,
    const char *expected);
int ou_book_bad_number(struct ou_err *err, const char *column,
    const char *what);
int ou_book_currency(struct ou_str s, const char *column,
    struct ou_err *err);
int ou_book_country(struct ou_str s, const char *column, struct ou_err *err);
int ou_book_segment(struct ou_str s, struct ou_err *err);
int ou_book_clock(struct ou_str s, const char *column, struct ou_err *err);
int ou_book_weekdays(struct ou_str s, const char *column,
    struct ou_err *err);
int ou_book_not_negative(struct ou_quantity q, const char *column,
    struct ou_err *err);
int ou_book_positive(struct ou_quantity q, const char *column,
    struct ou_err *err);
int ou_book_rate(struct ou_rate r, const char *column, struct ou_err *err);
int ou_book_integer(struct ou_integer v, const char *column, int64_t least,
    struct ou_err *err);
int ou_book_period(struct ou_date from, struct ou_date through,
    struct ou_err *err);

/* Checks of single rows. */
int ou_book_check_item(const void *row, struct ou_err *err);
int ou_book_check_item_code(const void *row, struct ou_err *err);
int ou_book_check_customer(const void *row, struct ou_err *err);
int ou_book_check_address(const void *row, struct ou_err *err);
int ou_book_check_price(const void *row, struct ou_err *err);
int ou_book_check_contract(const void *row, struct ou_err *err);
int ou_book_check_contract_item(const void *row, struct ou_err *err);
int ou_book_check_contract_day(const void *row, struct ou_err *err);
int ou_book_check_rate(const void *row, struct ou_err *err);
int ou_book_check_promotion(const void *row, struct ou_err *err);
int ou_book_check_promotion_item(const void *row, struct ou_err *err);
int ou_book_check_surcharge(const void *row, struct ou_err *err);
int ou_book_check_tax(const void *row, struct ou_err *err);
int ou_book_check_stock(const void *row, struct ou_err *err);
int ou_book_check_receipt(const void *row, struct ou_err *err);
int ou_book_check_quota(const void *row, struct ou_err *err);
int ou_book_check_substitute(const void *row, struct ou_err *err);
int ou_book_check_kit(const void *row, struct ou_err *err);
int ou_book_check_warehouse(const void *row, struct ou_err *err);
int ou_book_check_calendar_day(const void *row, struct ou_err *err);
int ou_book_check_bin(const void *row, struct ou_err *err);
int ou_book_check_bin_stock(const void *row, struct ou_err *err);
int ou_book_check_slot(const void *row, struct ou_err *err);
int ou_book_check_carrier(const void *row, struct ou_err *err);
int ou_book_check_denied_party(const void *row, struct ou_err *err);
int ou_book_check_risk_row(const void *row, struct ou_err *err);
int ou_book_check_user(const void *row, struct ou_err *err);
int ou_book_check_budget(const void *row, struct ou_err *err);
int ou_book_check_invoice(const void *row, struct ou_err *err);
int ou_book_check_order_decision(const void *row, struct ou_err *err);
int ou_book_check_exchange_decision(const void *row, struct ou_err *err);
int ou_book_check_channel_item(const void *row, struct ou_err *err);
int ou_book_check_justification(const void *row, struct ou_err *err);
int ou_book_check_decision(const void *row, struct ou_err *err);

/* Is it one of several words with blanks between?  words.c */
bool ou_book_has_word(struct ou_str words, struct ou_str word);

/* Who we are is what the settings say, where profiles do not: our GLN in
 * EDIFACT, our own id in X12.  0, or -1 with ${err}: the settings are wrong. */
int ou_partner_senders(struct ou_arena *a, const char *book,
    struct ou_partner *list, uint32_t n, struct ou_err *err);

#endif
