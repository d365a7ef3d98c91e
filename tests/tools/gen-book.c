/*
 * gen-book: the book that belongs to the orders of gen-orders.
 *
 *	gen-book [-i ITEMS] [-c CUSTOMERS] [-p PRICES] DIR
 *
 * Writes items, customers, prices (at least PRICES rows: every item has a
 * list price with tiers, then group and customer prices), tax, stock,
 * receipts, warehouses, bins, bin-stock and carriers as CSV files into DIR.
 */
#include <sys/stat.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gen.h"

struct options {
	unsigned items;
	unsigned customers;
	unsigned prices;
	const char *dir;
};

static FILE *
begin(const struct options *opt, const char *name, const char *header)
{
	char path[4096];
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/%s.csv", opt->dir, name);
	if ((f = fopen(path, "w")) == NULL) {
		perror(path);
		exit(1);
	}
	fprintf(f, "%s\n", header);
	return (f);
}

static void
end(FILE *f)
{
	int bad = ferror(f);

	if (fclose(f) != 0 || bad) {
		perror("gen-book");
		exit(1);
	}
}

static void
write_items(const struct options *opt)
{
	FILE *f = begin(opt, "items", "sku,gtin,name,unitCode,active,taxClass,"
	    "netWeightKg,packQuantity,hsCode,countryOfOrigin");
	char gtin[14];
	unsigned i;

	for (i = 0; i < opt->items; i++) {
		gen_gs1(gtin, 100, i);
		fprintf(f, "SAV-%06u,%s,Savon de Marseille à l’huile d’olive "
		    "%u g,C62,true,standard,0.%03u,12,34011100,FR\n", i, gtin,
		    gen_grams(i), gen_grams(i));
	}
	end(f);
}

static void
write_customers(const struct options *opt)
{
	FILE *f = begin(opt, "customers", "id,name,segment,group,list,gln,"
	    "currency,priority,partialAllowed,shipComplete,active");
	char gln[14];
	unsigned i;

	for (i = 0; i < opt->customers; i++) {
		gen_gs1(gln, 200, i);
		fprintf(f, "C-%05u,\"Magasins Exemple %u, SAS\",b2b,%s,PRO-HT,"
		    "%s,EUR,%u,true,false,true\n", i, i,
		    i % 2 ? "GROSSISTE-A" : "GROSSISTE-B", gln, i % 3);
	}
	end(f);
}

/* One row; who is "list,customer,group,contract". */
static void
price(FILE *f, const char *who, unsigned item, unsigned tier, unsigned cents)
{

	fprintf(f, "%s,SAV-%06u,%u,%u.%02u,,C62,EUR,false,2026-01-01,"
	    "2027-12-31,\n", who, item, tier, cents / 100, cents % 100);
}

static void
write_prices(const struct options *opt)
{
	FILE *f = begin(opt, "prices", "list,customer,group,contract,sku,"
	    "minQuantity,unitPrice,priceBaseQuantity,unitCode,currency,"
	    "pricesIncludeTax,validFrom,validThrough,priority");
	static const unsigned tiers[] = { 1, 10, 25, 100 };
	char who[64];
	unsigned c, i, p, t, rows = 0;

	for (i = 0; i < opt->items; i++) {
		p = gen_price(i);
		for (t = 0; t < 4; t++, rows++)
			price(f, "PRO-HT,,,", i, tiers[t], p - p * t / 20);
		for (t = 0; t < 2; t++, rows++)
			price(f, ",,GROSSISTE-A,", i, tiers[t * 2 + 1],
			    p - p * (t + 4) / 20);
	}
	/* Customer prices until there are as many rows as asked for. */
	for (c = 0; c < opt->customers && rows < opt->prices; c++) {
		(void)snprintf(who, sizeof(who), ",C-%05u,,", c);
		for (i = c % 7; i < opt->items && rows < opt->prices; i += 7) {
			price(f, who, i, 5, gen_price(i) * 9 / 10);
			rows++;
		}
	}
	end(f);
}

static void
write_stock(const struct options *opt)
{
	FILE *f = begin(opt, "stock",
	    "sku,location,lot,status,owner,expiryDate,onHand,reserved,safety");
	unsigned i;

	for (i = 0; i < opt->items; i++) {
		fprintf(f, "SAV-%06u,LYON,,available,,,%u,%u,%u\n", i,
		    200 + i * 17 % 5000, i % 13, i % 5);
	}
	end(f);
	f = begin(opt, "receipts",
	    "reference,sku,location,quantity,expectedDate,supplier");
	for (i = 0; i < opt->items; i += 3) {
		fprintf(f, "BC-%06u,SAV-%06u,LYON,%u,2026-12-%02u,SUP-%u\n", i,
		    i, 500 + i % 500, 1 + i % 28, i % 9);
	}
	end(f);
}

static void
write_places(const struct options *opt)
{
	FILE *f = begin(opt, "warehouses",
	    "location,name,addressCountry,postalCode,timeZone");
	unsigned i;

	fprintf(f, "LYON,Entrepôt de Lyon,FR,69800,Europe/Paris\n");
	end(f);
	f = begin(opt, "bins",
	    "bin,location,zone,aisle,side,distanceM,block,level,capacity");
	for (i = 0; i < opt->items; i++) {
		fprintf(f, "B-%06u,LYON,%c,%u,%c,%u,1,%u,10000\n", i,
		    (char)('A' + i % 4), 1 + i / 40 % 30, i % 2 ? 'L' : 'R',
		    i % 40, i / 2 % 4);
	}
	end(f);
	f = begin(opt, "bin-stock", "bin,sku,lot,quantity,pickFace");
	for (i = 0; i < opt->items; i++) {
		fprintf(f, "B-%06u,SAV-%06u,,%u,true\n", i, i,
		    200 + i * 17 % 5000);
	}
	end(f);
}

static void
write_rest(const struct options *opt)
{
	FILE *f = begin(opt, "tax", "country,taxClass,category,percent,"
	    "exemptionReasonCode,exemptionReason,validFrom,validThrough");

	fprintf(f, "FR,standard,S,20.00,,,2014-01-01,\n"
	    "FR,reduced,S,5.50,,,2014-01-01,\n");
	end(f);
	f = begin(opt, "carriers", "carrier,service,name,map,maxWeightKg");
	fprintf(f, "routier,standard,Transports Exemple,,30000\n");
	end(f);
}

int
main(int argc, char **argv)
{
	struct options opt = { .items = 1000, .customers = 200,
	    .prices = 0 };
	int ch;

	while ((ch = getopt(argc, argv, "i:c:p:")) != -1) {
		switch (ch) {
		case 'i':
			opt.items = (unsigned)strtoul(optarg, NULL, 10);
			break;
		case 'c':
			opt.customers = (unsigned)strtoul(optarg, NULL, 10);
			break;
		case 'p':
			opt.prices = (unsigned)strtoul(optarg, NULL, 10);
			break;
		default:
			optind = argc;
		}
	}
	if (optind != argc - 1) {
		fprintf(stderr, "usage: gen-book [-i ITEMS] [-c CUSTOMERS] "
		    "[-p PRICES] DIR\n");
		return (2);
	}
	opt.dir = argv[optind];
	if (mkdir(opt.dir, 0777) != 0 && errno != EEXIST) {
		perror(opt.dir);
		return (1);
	}
	write_items(&opt);
	write_customers(&opt);
	write_prices(&opt);
	write_stock(&opt);
	write_places(&opt);
	write_rest(&opt);
	return (0);
}
