/*
 * gen-orders: made-up orders on standard output.
 *
 *	gen-orders [-n ORDERS] [-s SEED] [-k small|large] [-t FORMAT]
 *	    [-i ITEMS] [-c CUSTOMERS]
 *
 * FORMAT is jsonl (canonical records; small: 1 KB with 4 or 5 lines, large:
 * 3.8 KB with addresses, schedules and packs), x12 (one interchange of 850),
 * edifact (one interchange of ORDERS D.96A EANCOM) or csv (a wholesaler's
 * own columns, a row per line).  The same SEED gives the same orders in every
 * format.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gen.h"

struct options {
	uint64_t orders;
	uint64_t seed;
	unsigned items;
	unsigned customers;
	int large;
};

static void
get_order(struct gen_order *o, const struct options *opt, uint64_t n)
{

	gen_order(o, opt->seed, n, opt->items, opt->customers,
	    4, 5);
}

static void
json_small_line(const struct gen_line *l, unsigned n)
{
	char gtin[14];

	gen_gs1(gtin, 100, l->item);
	printf("%s{\"orderItemNumber\":\"%u\",\"orderQuantity\":%u,"
	    "\"unitCode\":\"C62\",\"product\":{\"sku\":\"SAV-%06u\","
	    "\"gtin\":\"%s\"},\"unitPrice\":\"%u.%02u\"}", n ? "," : "",
	    n + 1, l->quantity, l->item, gtin, gen_price(l->item) / 100,
	    gen_price(l->item) % 100);
}

static void
json_large_line(const struct gen_order *o, unsigned n)
{
	const struct gen_line *l = &o->line[n];
	unsigned first = l->quantity / 2;
	char gtin[14];

	gen_gs1(gtin, 100, l->item);
	printf("%s{\"orderItemNumber\":\"%u\",\"orderQuantity\":%u,"
	    "\"unitCode\":\"C62\",\"product\":{\"sku\":\"SAV-%06u\","
	    "\"gtin\":\"%s\",\"buyerItemId\":\"ACM-%05u\",\"name\":\"Savon de "
	    "Marseille à l’huile d’olive %u g\",\"hsCode\":\"34011100\","
	    "\"countryOfOrigin\":\"FR\",\"netWeightKg\":0.%03u},"
	    "\"packaging\":{\"packQuantity\":12},\"unitPrice\":\"%u.%02u\","
	    "\"deliverySchedule\":[{\"quantity\":%u,\"requestedDate\":"
	    "\"2026-12-%02u\"},{\"quantity\":%u,\"requestedDate\":"
	    "\"2027-01-%02u\"}],\"quantities\":{\"ordered\":%u}}",
	    n ? "," : "", (n + 1) * 10, l->quantity, l->item, gtin, l->item,
	    gen_grams(l->item), gen_grams(l->item), gen_price(l->item) / 100,
	    gen_price(l->item) % 100, first, o->day, l->quantity - first,
	    o->day, l->quantity);
}

static void
json_head(const struct gen_order *o)
{

	printf("{\"type\":\"Order\",\"schema\":\"order/1\",\"id\":"
	    "\"edi-acme:%" PRIu64 "\",\"documentFunction\":\"original\","
	    "\"segment\":\"b2b\",\"channel\":\"edi-acme\",\"orderNumber\":"
	    "\"%" PRIu64 "\",\"orderDate\":\"2026-11-%02uT%02u:%02u:00+01:00\","
	    "\"currency\":\"EUR\",\"pricesIncludeTax\":false,", o->number,
	    o->number, o->day, o->minute / 60, o->minute % 60);
}

static void
json_small(const struct gen_order *o)
{
	unsigned i;

	json_head(o);
	printf("\"customer\":{\"id\":\"C-%05u\"},\"orderDelivery\":"
	    "{\"deliveryAddress\":{\"postalCode\":\"%05u\","
	    "\"addressLocality\":\"Lyon\",\"addressCountry\":\"FR\"}},"
	    "\"orderedItem\":[", o->customer, 69001 + o->customer % 9);
	for (i = 0; i < o->lines; i++)
		json_small_line(&o->line[i], i);
	printf("]}\n");
}

static void
json_large(const struct gen_order *o)
{
	char gln[14];
	unsigned i;

	gen_gs1(gln, 200, o->customer);
	json_head(o);
	printf("\"customer\":{\"id\":\"C-%05u\",\"type\":\"Organization\","
	    "\"name\":\"Magasins Exemple %u SAS\",\"gln\":\"%s\","
	    "\"priceGroup\":\"GROSSISTE-A\",\"costCenter\":\"CC-LYON-02\","
	    "\"contact\":{\"name\":\"Service des achats\",\"email\":"
	    "\"achats-%u@acme.example\",\"telephone\":\"+33199001234\","
	    "\"role\":\"buyer\"}},\"seller\":{\"id\":\"SAVEX\",\"name\":"
	    "\"Savonnerie Exemple SARL\"},\"billingAddress\":{\"name\":"
	    "\"Magasins Exemple %u - Comptabilité\",\"gln\":\"%s\","
	    "\"streetAddress\":[\"12 rue de la République\"],\"postalCode\":"
	    "\"69002\",\"addressLocality\":\"Lyon\",\"addressCountry\":\"FR\"},"
	    "\"orderDelivery\":{\"method\":\"freight\",\"incoterm\":{\"code\":"
	    "\"DAP\",\"place\":\"Saint-Priest\"},\"deliveryAddress\":{"
	    "\"name\":\"Exemple %u - Entrepôt Est\",\"gln\":\"%s\","
	    "\"streetAddress\":[\"ZI Mi-Plaine\",\"Quai %u\"],\"postalCode\":"
	    "\"%05u\",\"addressLocality\":\"Saint-Priest\","
	    "\"addressCountry\":\"FR\",\"telephone\":\"+33199005678\"},"
	    "\"window\":{\"from\":\"2026-12-%02uT06:00:00+01:00\",\"to\":"
	    "\"2026-12-%02uT10:00:00+01:00\"},\"instructions\":\"Hayon, prise "
	    "de rendez-vous obligatoire\",\"partialAllowed\":true},",
	    o->customer, o->customer, gln, o->customer, o->customer, gln,
	    o->customer, gln, o->customer % 40, 69001 + o->customer % 9,
	    o->day, o->day);
	printf("\"references\":{\"document\":\"%" PRIu64 "\","
	    "\"purchaseOrder\":\"%" PRIu64 "\"},\"orderedItem\":[",
	    o->number, o->number);
	for (i = 0; i < o->lines; i++)
		json_large_line(o, i);
	printf("],\"payment\":{\"method\":\"30\",\"status\":\"due\",\"terms\":{"
	    "\"code\":\"45FDM\"}},\"notes\":[{\"from\":\"customer\",\"text\":"
	    "\"Merci de livrer avant midi\"}],\"source\":{\"format\":"
	    "\"edifact\",\"file\":\"acme.edi\",\"message\":\"%" PRIu64 "\"}}\n",
	    o->number);
}

static void
make_jsonl(const struct options *opt)
{
	struct gen_order o;
	uint64_t n;

	for (n = 0; n < opt->orders; n++) {
		get_order(&o, opt, n);
		if (opt->large)
			json_large(&o);
		else
			json_small(&o);
	}
}

static void
make_x12(const struct options *opt)
{
	struct gen_order o;
	char gln[14], gtin[14];
	uint64_t n;
	unsigned hash, i;

	printf("ISA*00*          *00*          *ZZ*EXAMPLEBUYER   "
	    "*ZZ*SAVEX          *261120*0914*U*00401*000000001*0*P*>~\n"
	    "GS*PO*EXAMPLEBUYER*SAVEX*20261120*0914*1*X*004010~\n");
	for (n = 0; n < opt->orders; n++) {
		get_order(&o, opt, n);
		gen_gs1(gln, 200, o.customer);
		printf("ST*850*%04" PRIu64 "~\nBEG*00*SA*%" PRIu64 "**202611%02u~\n"
		    "CUR*BY*EUR~\nREF*DP*%03u~\nDTM*002*202612%02u~\n"
		    "N1*BY*EXAMPLE STORES %u*UL*%s~\n"
		    "N1*ST*EXAMPLE EAST*92*C-%05u~\n"
		    "N3*ZI MI-PLAINE*QUAI %u~\nN4*SAINT-PRIEST**%05u*FR~\n",
		    n + 1, o.number, o.day, o.customer % 1000, o.day,
		    o.customer, gln, o.customer, o.customer % 40,
		    69001 + o.customer % 9);
		for (hash = 0, i = 0; i < o.lines; i++) {
			const struct gen_line *l = &o.line[i];

			gen_gs1(gtin, 100, l->item);
			printf("PO1*%u*%u*EA*%u.%02u*PE*EN*%s*VN*SAV-%06u~\n"
			    "PID*F****SAVON DE MARSEILLE %u G~\n", i + 1,
			    l->quantity, gen_price(l->item) / 100,
			    gen_price(l->item) % 100, gtin, l->item,
			    gen_grams(l->item));
			hash += l->quantity;
		}
		printf("CTT*%u*%u~\nSE*%u*%04" PRIu64 "~\n", o.lines, hash,
		    11 + 2 * o.lines, n + 1);
	}
	printf("GE*%" PRIu64 "*1~\nIEA*1*000000001~\n", opt->orders);
}

static void
make_edifact(const struct options *opt)
{
	struct gen_order o;
	char gln[14], gtin[14], seller[14];
	uint64_t n;
	unsigned i;

	gen_gs1(seller, 300, 1);
	gen_gs1(gln, 200, 1);
	printf("UNA:+.? '\nUNB+UNOC:3+%s:14+%s:14+261120:0914+1++ORDERS'\n",
	    gln, seller);
	for (n = 0; n < opt->orders; n++) {
		get_order(&o, opt, n);
		gen_gs1(gln, 200, o.customer);
		printf("UNH+%" PRIu64 "+ORDERS:D:96A:UN:EAN008'\n"
		    "BGM+220+%" PRIu64 "+9'\nDTM+137:202611%02u:102'\n"
		    "DTM+2:202612%02u:102'\nFTX+DEL+++LIVRER AVANT MIDI'\n"
		    "RFF+CT:CTR-2026-%02u'\nNAD+BY+%s::9'\nNAD+SU+%s::9'\n"
		    "NAD+DP+%s::9++EXEMPLE ENTREPOT EST+ZI MI-PLAINE QUAI %u"
		    "+SAINT-PRIEST++%05u+FR'\nCUX+2:EUR:9'\n", n + 1, o.number,
		    o.day, o.day, o.customer % 100, gln, seller, gln,
		    o.customer % 40, 69001 + o.customer % 9);
		for (i = 0; i < o.lines; i++) {
			const struct gen_line *l = &o.line[i];

			gen_gs1(gtin, 100, l->item);
			printf("LIN+%u++%s:EN'\nPIA+1+SAV-%06u:SA'\n"
			    "IMD+F++:::SAVON DE MARSEILLE %u G'\n"
			    "QTY+21:%u:PCE'\nPRI+AAA:%u.%02u'\n", i + 1, gtin,
			    l->item, gen_grams(l->item), l->quantity,
			    gen_price(l->item) / 100,
			    gen_price(l->item) % 100);
		}
		printf("UNS+S'\nCNT+2:%u'\nUNT+%u+%" PRIu64 "'\n", o.lines,
		    13 + 5 * o.lines, n + 1);
	}
	printf("UNZ+%" PRIu64 "+1'\n", opt->orders);
}

static void
make_csv(const struct options *opt)
{
	struct gen_order o;
	char gln[14], gtin[14];
	uint64_t n;
	unsigned i;

	printf("order_no,order_date,delivery_date,customer_no,customer_name,"
	    "ship_name,ship_street,ship_zip,ship_city,ship_country,email,phone,"
	    "currency,line_no,sku,ean,description,quantity,unit,price\n");
	for (n = 0; n < opt->orders; n++) {
		get_order(&o, opt, n);
		gen_gs1(gln, 200, o.customer);
		for (i = 0; i < o.lines; i++) {
			const struct gen_line *l = &o.line[i];

			gen_gs1(gtin, 100, l->item);
			printf("%" PRIu64 ",2026-11-%02u,2026-12-%02u,C-%05u,"
			    "\"Magasins Exemple %u, SAS\",Exemple %u - Entrepôt "
			    "Est,\"ZI Mi-Plaine, Quai %u\",%05u,Saint-Priest,FR,"
			    "achats-%u@acme.example,+33199001234,EUR,%u,"
			    "SAV-%06u,%s,Savon de Marseille à l’huile d’olive "
			    "%u g,%u,C62,%u.%02u\n", o.number, o.day, o.day,
			    o.customer, o.customer, o.customer,
			    o.customer % 40, 69001 + o.customer % 9,
			    o.customer, i + 1, l->item, gtin,
			    gen_grams(l->item), l->quantity,
			    gen_price(l->item) / 100,
			    gen_price(l->item) % 100);
		}
	}
}

static int
usage(void)
{

	fprintf(stderr, "usage: gen-orders [-n ORDERS] [-s SEED] "
	    "[-k small|large] [-t jsonl|x12|edifact|csv] [-i ITEMS] "
	    "[-c CUSTOMERS]\n");
	return (2);
}

int
main(int argc, char **argv)
{
	struct options opt = { .orders = 1000, .seed = 1, .items = 1000,
	    .customers = 200 };
	const char *format = "jsonl";
	int ch;

	while ((ch = getopt(argc, argv, "n:s:k:t:i:c:")) != -1) {
		switch (ch) {
		case 'n':
			opt.orders = strtoull(optarg, NULL, 10);
			break;
		case 's':
			opt.seed = strtoull(optarg, NULL, 10);
			break;
		case 'k':
			opt.large = strcmp(optarg, "large") == 0;
			break;
		case 't':
			format = optarg;
			break;
		case 'i':
			opt.items = (unsigned)strtoul(optarg, NULL, 10);
			break;
		case 'c':
			opt.customers = (unsigned)strtoul(optarg, NULL, 10);
			break;
		default:
			return (usage());
		}
	}
	if (optind != argc || opt.items == 0 || opt.customers == 0)
		return (usage());
	if (strcmp(format, "jsonl") == 0)
		make_jsonl(&opt);
	else if (strcmp(format, "x12") == 0)
		make_x12(&opt);
	else if (strcmp(format, "edifact") == 0)
		make_edifact(&opt);
	else if (strcmp(format, "csv") == 0)
		make_csv(&opt);
	else
		return (usage());
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("gen-orders");
		return (1);
	}
	return (0);
}
