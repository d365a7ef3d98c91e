/*
 * A map, and behind a line "----" the table that it reads; a map for writing
 * writes a shipment.
 */
#include "import-fuzz.h"
#include "ou/formats/map.h"

static const struct ou_shipment *
shipment(void)
{
	static struct ou_str street[] = {
		{ "3 rue de l'Évêché", 20 }, { "bât. \"C\"; 2\n", 14 },
	};
	static struct ou_address address;
	static struct ou_delivery delivery;
	static struct ou_package packages[2];
	static struct ou_shipment s;

	address.name = OU_STR("Œuvre Müller – Łódź 中");
	address.street = street;
	address.n_street = 2;
	address.country = OU_STR("FR");
	delivery.address = &address;
	packages[0].id = OU_STR("a:1/p1");
	packages[0].gross_weight_kg = ou_quantity_of(3);
	packages[1].id = OU_STR("a:1/p2");
	s.id = OU_STR("a:1/s1");
	s.delivery = &delivery;
	s.packages = packages;
	s.n_packages = 2;
	s.ship_date = (struct ou_date){ 2026, 11, 25 };
	s.gross_weight_kg = (struct ou_quantity){ 4250000, true };
	return &s;
}

static void
write_out(const struct ou_map *m, struct ou_arena *a)
{
	struct ou_buf b;
	struct ou_err err = { 0 };
	size_t n;
	int rc;

	ou_buf_init(&b, 0);
	ou_map_export_header(m, &b);
	n = b.n;
	rc = ou_map_export(m, a, shipment(), &b, &err);
	want(rc < 0 ? b.n == n : b.n > n && b.p[b.n - 1] == '\n');
	want(rc == 0 || err.text[0] != '\0');
	ou_buf_release(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ou_str all = ou_str_make((const char *)data, size), map = all;
	ptrdiff_t at = ou_str_search(all, OU_STR("\n----\n"));
	static struct ou_arena a;
	struct ou_err err = { 0 };
	struct ou_map *m;

	if (at >= 0) {
		map = ou_str_sub(all, 0, (size_t)at + 1);
		all = ou_str_sub(all, (size_t)at + 6, all.n);
	}
	m = ou_map_parse(&a, "fuzz.map", map, &err);
	want(m != NULL || err.text[0] != '\0');
	if (m != NULL) {
		(void)ou_map_zone(m);
		(void)ou_map_matches(m, all, all.n % 2 == 0);
		if (at >= 0)
			fuzz_import(&ou_format_map, m, all);
		write_out(m, &a);
	}
	ou_arena_reset(&a);
	return 0;
}
