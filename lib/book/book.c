#include <stdio.h>

#include "private.h"
#include "ou/book/contract.h"
#include "ou/book/offers.h"
#include "ou/book/slots.h"

/* The book's files, in code. */

OU_RECORD_TABLE(item, OU_ITEM_FIELDS, "what is sold");
OU_RECORD_TABLE(item_code, OU_ITEM_CODE_FIELDS, "what others call an item");
OU_RECORD_TABLE(customer, OU_CUSTOMER_FIELDS, "who buys");
OU_RECORD_TABLE(address_row, OU_ADDRESS_ROW_FIELDS, "a place of a customer");
OU_RECORD_TABLE(user, OU_USER_FIELDS, "who may do what");
OU_RECORD_TABLE(price_row, OU_PRICE_ROW_FIELDS, "a price");
OU_RECORD_TABLE(contract_row, OU_CONTRACT_ROW_FIELDS,
    "what was agreed with a customer");
OU_RECORD_TABLE(contract_item, OU_CONTRACT_ITEM_FIELDS,
    "what comes again under a contract");
OU_RECORD_TABLE(contract_day, OU_CONTRACT_DAY_FIELDS,
    "days on which it is otherwise");
OU_RECORD_TABLE(exchange_rate, OU_EXCHANGE_RATE_FIELDS,
    "what one currency is in another");
OU_RECORD_TABLE(promotion_row, OU_PROMOTION_ROW_FIELDS,
    "what is taken off");
OU_RECORD_TABLE(promotion_item, OU_PROMOTION_ITEM_FIELDS,
    "an item that a promotion is for");
OU_RECORD_TABLE(surcharge_row, OU_SURCHARGE_ROW_FIELDS, "what is put on");
OU_RECORD_TABLE(tax_row, OU_TAX_ROW_FIELDS, "a tax rule");
OU_RECORD_TABLE(stock_row, OU_STOCK_ROW_FIELDS, "what is there");
OU_RECORD_TABLE(receipt, OU_RECEIPT_FIELDS, "goods that will come");
OU_RECORD_TABLE(quota, OU_QUOTA_FIELDS, "stock kept for somebody");
OU_RECORD_TABLE(substitute, OU_SUBSTITUTE_FIELDS, "what may go instead");
OU_RECORD_TABLE(kit, OU_KIT_FIELDS, "what a kit is made of");
OU_RECORD_TABLE(warehouse, OU_WAREHOUSE_FIELDS, "a warehouse");
OU_RECORD_TABLE(bin, OU_BIN_FIELDS, "a place in a warehouse");
OU_RECORD_TABLE(bin_stock, OU_BIN_STOCK_FIELDS, "what lies in a bin");
OU_RECORD_TABLE(calendar_day, OU_CALENDAR_DAY_FIELDS, "a day of its own");
OU_RECORD_TABLE(carrier, OU_CARRIER_FIELDS, "a carrier's service");
OU_RECORD_TABLE(slot_row, OU_SLOT_ROW_FIELDS, "a time of delivery");
OU_RECORD_TABLE(denied_party, OU_DENIED_PARTY_FIELDS, "who gets nothing");
OU_RECORD_TABLE(risk_row, OU_RISK_ROW_FIELDS, "a rule of risk");
OU_RECORD_TABLE(budget, OU_BUDGET_FIELDS, "what may be spent");
OU_RECORD_TABLE(invoice_row, OU_INVOICE_ROW_FIELDS, "what is owed");

const struct ou_book_file ou_book_files[] = {
	{ "items", &ou_item_table, "sku",
	  "what is sold, its codes, weights and packs", ou_book_check_item },
	{ "item-codes", &ou_item_code_table, "party code",
	  "what customers and channels call our items",
	  ou_book_check_item_code },
	{ "customers", &ou_customer_table, "id",
	  "who buys, and what was agreed with them", ou_book_check_customer },
	{ "addresses", &ou_address_row_table, "customer id",
	  "customers' places, and what we call them",
	  ou_book_check_address },
	{ "prices", &ou_price_row_table, NULL,
	  "prices by list, customer, group and contract",
	  ou_book_check_price },
	{ "contracts", &ou_contract_row_table, "contract",
	  "what was agreed with customers for a time",
	  ou_book_check_contract },
	{ "contract-items", &ou_contract_item_table, "contract shipTo sku",
	  "what comes again under contracts of kind standing",
	  ou_book_check_contract_item },
	{ "contract-days", &ou_contract_day_table, NULL,
	  "days on which that is otherwise", ou_book_check_contract_day },
	{ "exchange-rates", &ou_exchange_rate_table, "from to date",
	  "what currencies are in each other", ou_book_check_rate },
	{ "promotions", &ou_promotion_row_table, "id",
	  "coupons, discounts, free units, bundles",
	  ou_book_check_promotion },
	{ "promotion-items", &ou_promotion_item_table, "promotion sku",
	  "the items of promotions that are for several",
	  ou_book_check_promotion_item },
	{ "surcharges", &ou_surcharge_row_table, "id",
	  "freight, small orders, eco-contributions, deposits",
	  ou_book_check_surcharge },
	{ "tax", &ou_tax_row_table, "country taxClass validFrom",
	  "tax by country and class", ou_book_check_tax },
	{ "stock", &ou_stock_row_table, "sku location lot status owner",
	  "what is there", ou_book_check_stock },
	{ "receipts", &ou_receipt_table, "reference sku location",
	  "goods that will come", ou_book_check_receipt },
	{ "quotas", &ou_quota_table, "sku location channel segment",
	  "stock that is kept for a channel or a segment",
	  ou_book_check_quota },
	{ "substitutes", &ou_substitute_table,
	  "sku substitute customer channel",
	  "what may be sent instead of an item", ou_book_check_substitute },
	{ "kits", &ou_kit_table, "sku component",
	  "what items are put together from", ou_book_check_kit },
	{ "warehouses", &ou_warehouse_table, "location", "the warehouses",
	  ou_book_check_warehouse },
	{ "bins", &ou_bin_table, "bin", "the places in a warehouse",
	  ou_book_check_bin },
	{ "bin-stock", &ou_bin_stock_table, "bin sku lot",
	  "what lies in which bin", ou_book_check_bin_stock },
	{ "calendar", &ou_calendar_day_table, "place date",
	  "days that are closed, or open otherwise",
	  ou_book_check_calendar_day },
	{ "carriers", &ou_carrier_table, "carrier service",
	  "carriers, their services and limits", ou_book_check_carrier },
	{ "slots", &ou_slot_row_table, "slot",
	  "times of delivery, and how much goes into each",
	  ou_book_check_slot },
	{ "denied-parties", &ou_denied_party_table,
	  "name addressCountry list reference",
	  "names and countries that get nothing",
	  ou_book_check_denied_party },
	{ "risk", &ou_risk_row_table, "rule",
	  "what makes an order worth a look", ou_book_check_risk_row },
	{ "users", &ou_user_table, "customer user",
	  "who may do what, of ours and of our customers",
	  ou_book_check_user },
	{ "budgets", &ou_budget_table, "customer costCenter from",
	  "what customers may spend, one at a time for each cost centre",
	  ou_book_check_budget },
	{ "invoices", &ou_invoice_row_table, "invoice",
	  "what customers owe, until it is paid", ou_book_check_invoice },
	{ "order-decisions", &ou_decision_row_table, NULL,
	  "decisions about approvals of orders",
	  ou_book_check_order_decision },
	{ "exchange-decisions", &ou_exchange_decision_row_table, NULL,
	  "decisions about what was exchanged and is not acknowledged",
	  ou_book_check_exchange_decision },
	{ "channel-items", &ou_channel_item_table,
	  "channel sku code location",
	  "what channels list, and what they are told of our stock",
	  ou_book_check_channel_item },
	{ "justifications", &ou_justification_table, "code",
	  "why stock may be adjusted", ou_book_check_justification },
	{ "stock-decisions", &ou_stock_decision_table, "id",
	  "decisions about adjustments of stock", ou_book_check_decision },
	{ NULL, NULL, NULL, NULL, NULL },
};

const struct ou_book_file *
ou_book_file_find(const char *name)
{
	const struct ou_book_file *f;

	for (f = ou_book_files; f->name != NULL; f++) {
		if (strcmp(f->name, name) == 0)
			return f;
	}
	return NULL;
}

struct ou_str
ou_book_pair(const struct ou_pair *pairs, uint32_t n, struct ou_str key)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (ou_str_eq(pairs[i].key, key))
			return pairs[i].value;
	}
	return OU_STR_NONE;
}

int
ou_book_error(const struct ou_rows *rows, uint32_t i, const char *column,
    struct ou_err *err, enum ou_diag code, const char *fmt, ...)
{
	char text[sizeof(err->text)];
	va_list ap;
	int field;

	if (err == NULL)
		return -1;
	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	(void)ou_err_set(err, OU_ERR_USAGE, code, "%s", text);
	field = column != NULL ? ou_table_find(rows->table, column,
	    strlen(column)) : -1;
	(void)ou_err_at(err, rows->file, rows->lines[i],
	    field >= 0 && rows->columns != NULL ? rows->columns[field] : 0);
	return column != NULL ? ou_err_in(err, "%s", column) : -1;
}
