/* Which profile fits which envelope. */
#include <sys/stat.h>
#include <unistd.h>

#include "ou/book/partner.h"
#include "unit.h"

static char dir[] = "/tmp/ou-partner-XXXXXX";
static struct ou_arena arena;

static void
write_profile(const char *name, const char *text)
{
	char path[200];
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/partners/%s.json", dir, name);
	if ((f = fopen(path, "w")) == NULL || fputs(text, f) < 0 ||
	    fclose(f) != 0)
		unit_fail(__FILE__, __LINE__, "cannot write %s", path);
}

static const struct {
	const char *name, *text;
} profiles[] = {
	{ "a", "{\"recognise\":{\"isa\":[\"ZZ:ALPHA\",\"12:5550100\"]}}" },
	{ "a-vics", "{\"recognise\":{\"isa\":[\"ZZ:ALPHA\"],"
	    "\"versions\":[\"*VICS\"]}}" },
	{ "b", "{\"recognise\":{\"unb\":[\"9520002000019:14\",\"BETA\"],"
	    "\"messages\":[\"ORDERS\"]}}" },
	{ "g", "{\"recognise\":{\"gs\":[\"GAMMA\"]}}" },
	{ "gln", "{\"recognise\":{\"gln\":[\"9520002000507\"],"
	    "\"files\":[\"delta-*\"]}}" },
	{ "twin", "{\"recognise\":{\"unb\":[\"BETA\"],"
	    "\"messages\":[\"ORDERS\"]}}" },
};

#define X12 OU_PARTNER_X12
#define FACT OU_PARTNER_EDIFACT

static const struct {
	enum ou_partner_family family;
	const char *id, *qualifier, *group, *version, *message;
	const char *found, *other;
} envelopes[] = {
	{ X12, "ALPHA          ", "ZZ", "A", "004010", "850", "a", NULL },
	{ X12, "ALPHA          ", "01", "A", "004010", "850", NULL, NULL },
	{ X12, "5550100        ", "12", "A", "004010", "850", "a", NULL },
	{ X12, "ALPHA", "ZZ", "A", "004010VICS", "850", "a-vics", NULL },
	{ X12, "ALPHA", "ZZ", NULL, NULL, NULL, "a-vics", "a" },
	{ X12, "NETWORK", "ZZ", "GAMMA", "004010", "850", "g", NULL },
	{ X12, "NETWORK", "ZZ", NULL, NULL, NULL, NULL, NULL },
	{ X12, "9520002000507", "UL", "A", "004010", "850", "gln", NULL },
	{ FACT, "9520002000019", "14", NULL, "D:96A:UN", "ORDERS", "b",
	  NULL },
	{ FACT, "9520002000019", "ZZ", NULL, "D:96A:UN", "ORDERS", NULL,
	  NULL },
	{ FACT, "9520002000019", "14", NULL, "D:96A:UN", "INVOIC", NULL,
	  NULL },
	{ FACT, "BETA", "", NULL, "D:96A:UN", "ORDERS", "b", "twin" },
	{ FACT, "ALPHA", "ZZ", NULL, "D:96A:UN", "ORDERS", NULL, NULL },
	{ FACT, "9520002000507", "14", NULL, NULL, "ORDERS", "gln", NULL },
	{ FACT, "", "", NULL, NULL, "ORDERS", NULL, NULL },
};

static struct ou_str
text(const char *s)
{
	return s != NULL ? ou_str_c(s) : OU_STR_NONE;
}

static void
test_fits(void)
{
	struct ou_partners all;
	const struct ou_partner *one, *other;
	struct ou_partner_envelope e;
	struct ou_err err = { 0 };
	size_t i;

	CHECK_INT(ou_partners_load(&arena, dir, &all, &err), 0);
	CHECK_INT(all.n, sizeof(profiles) / sizeof(profiles[0]));
	for (i = 0; i < sizeof(envelopes) / sizeof(envelopes[0]); i++) {
		ROW("%zu %s", i, envelopes[i].id);
		e = (struct ou_partner_envelope){ envelopes[i].family,
		    { text(envelopes[i].id), text(envelopes[i].qualifier),
			OU_STR_NONE },
		    text(envelopes[i].group), text(envelopes[i].version),
		    text(envelopes[i].message) };
		one = ou_partners_find(&all, &e, &other);
		CHECK_STR(one != NULL ? one->name : "none",
		    envelopes[i].found != NULL ? envelopes[i].found : "none");
		CHECK_STR(other != NULL ? other->name : "none",
		    envelopes[i].other != NULL ? envelopes[i].other : "none");
	}
	ROW("files");
	one = ou_partners_find_file(&all, "in/delta-1.csv");
	CHECK_STR(one != NULL ? one->name : "none", "gln");
	CHECK(ou_partners_find_file(&all, "delta/1.csv") == NULL);
	CHECK(ou_partners_named(&all, OU_STR("twin")) == &all.list[5]);
	for (i = 0; i < all.n; i++) {
		one = ou_partners_of_channel(&all,
		    ou_partner_channel(&all.list[i]));
		CHECK(one != NULL && one <= &all.list[i] && ou_str_eq(
		    ou_partner_channel(one),
		    ou_partner_channel(&all.list[i])));
	}
	CHECK(ou_partners_of_channel(&all, OU_STR("nobody")) == NULL);
	CHECK(ou_partners_of_channel(&all, OU_STR_NONE) == NULL);
}

/* Who it is by the text that records and stores have of it. */
static void
test_is(void)
{
	static const struct {
		const char *name;
		enum ou_partner_family family;
		const char *party;
		bool is;
	} rows[] = {
		{ "a", X12, "ZZ:ALPHA", true },
		{ "a", X12, "12:5550100", true },
		{ "a", X12, "01:ALPHA", false },
		{ "a", FACT, "ALPHA:ZZ", false },
		{ "b", FACT, "9520002000019:14", true },
		{ "b", FACT, "BETA:XX", true },
		{ "b", FACT, "14:9520002000019", false },
		{ "gln", X12, "UL:9520002000507", true },
		{ "g", X12, "ZZ:GAMMA", false },
		{ "to", X12, "ZZ:TAU", true },
		{ "to", X12, "01:TAU", false },
		{ "to", FACT, "9520002000101:14", true },
		{ "to", FACT, "9520002000101", false },
		{ "to", FACT, "", false },
	};
	struct ou_partners all;
	const struct ou_partner *p;
	struct ou_str to;
	struct ou_err err = { 0 };
	size_t i;

	write_profile("to", "{\"output\":{\"x12\":{\"receiver\":\"ZZ:TAU\"},"
	    "\"edifact\":{\"receiver\":\"9520002000101:14\"}}}");
	CHECK_INT(ou_partners_load(&arena, dir, &all, &err), 0);
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		ROW("%s %s", rows[i].name, rows[i].party);
		p = ou_partners_named(&all, ou_str_c(rows[i].name));
		CHECK(p != NULL && ou_partner_is(p, rows[i].family,
		    ou_str_c(rows[i].party)) == rows[i].is);
	}
	p = ou_partners_named(&all, OU_STR("to"));
	to = ou_partner_receiver(&arena, p, X12);
	CHECK_STRN(to.p, to.n, "ZZ:TAU");
	to = ou_partner_receiver(&arena, p, FACT);
	CHECK_STRN(to.p, to.n, "9520002000101:14");
	p = ou_partners_named(&all, OU_STR("a"));
	CHECK_INT(ou_partner_receiver(&arena, p, X12).n, 0);
}

/* What output needs stands in one place. */
static void
test_output(void)
{
	struct ou_partner p;
	const struct ou_partner_output *o = &p.output[FACT];
	struct ou_err err = { 0 };
	struct ou_str v;

	write_profile("out", "{\"output\":{\"edifact\":{\"sender\":"
	    "\"9520002000903:14\",\"version\":\"D:96A:UN:EAN008\","
	    "\"versions\":{\"ORDRSP\":\"D:96A:UN:EAN007\"},\"una\":true,"
	    "\"lineEnd\":\"crlf\",\"terminator\":\"~\","
	    "\"controlFirst\":7,\"controlLast\":9999}}}");
	CHECK_INT(ou_partner_load(&arena, dir, "out", &p, &err), 0);
	CHECK(o->given && !p.output[X12].given && o->una);
	CHECK_STRN(o->sender.id.p, o->sender.id.n, "9520002000903");
	CHECK_STRN(o->sender.qualifier.p, o->sender.qualifier.n, "14");
	CHECK_STRN(o->line_end.p, o->line_end.n, "\r\n");
	CHECK_INT(o->terminator, '~');
	CHECK_INT(o->control_first, 7);
	CHECK_INT(ou_partner_control_last(o, FACT), 9999);
	CHECK_INT(ou_partner_control_last(&p.output[X12], X12), 999999999);
	CHECK_INT(ou_partner_control_last(NULL, FACT), 99999999999999);
	v = ou_partner_version(o, OU_STR("ORDRSP"));
	CHECK_STRN(v.p, v.n, "D:96A:UN:EAN007");
	v = ou_partner_version(o, OU_STR("DESADV"));
	CHECK_STRN(v.p, v.n, "D:96A:UN:EAN008");
	v = ou_partner_channel(&p);
	CHECK_STRN(v.p, v.n, "out");
	CHECK_INT(ou_partner_severity(&p, OU_DIAG_EDI_COUNT),
	    OU_PARTNER_WARN);
	CHECK_INT(ou_partner_severity(&p, OU_DIAG_EDI_UNMAPPED),
	    OU_PARTNER_IGNORE);

	write_profile("out", "{\"output\":{\"x12\":{\"controlFirst\":8,"
	    "\"controlLast\":7}}}");
	CHECK_INT(ou_partner_load(&arena, dir, "out", &p, &err), -1);
	CHECK_STR(err.field, "output.x12");
}

int
main(void)
{
	char path[200];
	size_t i;

	if (mkdtemp(dir) == NULL) {
		perror(dir);
		return (1);
	}
	(void)snprintf(path, sizeof(path), "%s/partners", dir);
	(void)mkdir(path, 0700);
	for (i = 0; i < sizeof(profiles) / sizeof(profiles[0]); i++)
		write_profile(profiles[i].name, profiles[i].text);
	RUN(test_fits);
	RUN(test_is);
	RUN(test_is);
	RUN(test_output);
	for (i = 0; i < sizeof(profiles) / sizeof(profiles[0]); i++) {
		(void)snprintf(path, sizeof(path), "%s/partners/%s.json", dir,
		    profiles[i].name);
		(void)unlink(path);
	}
	(void)snprintf(path, sizeof(path), "%s/partners/out.json", dir);
	(void)unlink(path);
	(void)snprintf(path, sizeof(path), "%s/partners/to.json", dir);
	(void)unlink(path);
	(void)snprintf(path, sizeof(path), "%s/partners", dir);
	(void)rmdir(path);
	(void)rmdir(dir);
	ou_arena_release(&arena);
	return (UNIT_DONE());
}
