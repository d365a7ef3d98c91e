#include "ou/formats/shop.h"
#include "shop_cells.h"

/*
 * Exports of orders that have no order lines: nobody can ship by them, and
 * whoever sends one is told what to export instead.
 */
static const struct shop_column magento[] = {
	{ "Purchase Point", SHOP_NEEDED }, { "Purchase Date", SHOP_NEEDED },
	{ "Grand Total (Purchased)", SHOP_NEEDED },
	{ "Grand Total (Base)", SHOP_NEEDED },
};

/* The back office writes its column names in the language of the clerk. */
static const struct shop_column prestashop[] = {
	{ "ID", SHOP_NEEDED },
	{ "Reference|R\303\251f\303\251rence|Referencia|Riferimento|Referenz|"
	  "Bestell-Referenz|Referentie|Refer\303\252ncia|Numer", SHOP_NEEDED },
	{ "New client|New customer|Nouveau client|Nuevo cliente|Cliente nuevo|"
	  "Nuovo cliente|Neuer Kunde|Neukunde|Nieuwe klant|Novo cliente|"
	  "Nowy klient", SHOP_NEEDED },
	{ "Payment|Paiement|Pago|Pagamento|Zahlung|Betaling|Pagamento|"
	  "P\305\202atno\305\233\304\207", SHOP_NEEDED },
};

static const struct shop_column ebay_labels[] = {
	{ "Sales Record Number|Order Number", SHOP_NEEDED },
	{ "Buyer Username|Buyer username", SHOP_NEEDED },
	{ "Post to postcode|Ship To Zip", SHOP_NEEDED },
};

static const struct {
	const struct shop_column *columns;
	int n;
	const char *text;
} exports[] = {
#define EXPORT(columns) columns, sizeof(columns) / sizeof(columns[0])
	{ EXPORT(magento), "the grid of Magento's orders, which has no order "
	  "lines; export the orders of /V1/orders as JSON" },
	{ EXPORT(prestashop), "the grid of PrestaShop's orders, which has "
	  "neither lines nor addresses; export by the query of "
	  "order-import(1), PRESTASHOP" },
	{ EXPORT(ebay_labels), "a list of eBay's for labels, which has no "
	  "items; export the report of all orders" },
};

const char *
ou_shop_advice(struct ou_str head)
{
	size_t i;

	for (i = 0; i < sizeof(exports) / sizeof(exports[0]); i++) {
		if (ou_shop_file_fits(exports[i].columns, exports[i].n, head))
			return exports[i].text;
	}
	return NULL;
}
