/* What an input holds, told by no more of it than is needed. */
#include <unistd.h>

#include "ou/formats/look.h"
#include "unit.h"

#define ISA "ISA*00*          *00*          *ZZ*A              *ZZ*B"
#define LIVE true
#define WHOLE false

static const struct {
	const char *text, *from;
	enum ou_look look;
	bool live;		/* told without more, or an end */
} rows[] = {
	{ "", NULL, OU_LOOK_NOTHING, WHOLE },
	{ " \r\n\n", NULL, OU_LOOK_NOTHING, WHOLE },
	{ "{", NULL, OU_LOOK_RECORDS, LIVE },
	{ "\n {\"type\"", NULL, OU_LOOK_RECORDS, LIVE },
	{ "\xef\xbb\xbf{", NULL, OU_LOOK_RECORDS, LIVE },
	{ "\xef\xbb", NULL, OU_LOOK_OTHER, WHOLE },
	{ "ISA*", NULL, OU_LOOK_X12, LIVE },
	{ "ISA", NULL, OU_LOOK_OTHER, WHOLE },
	{ "\xef\xbb\xbfISA*", NULL, OU_LOOK_X12, LIVE },
	{ "ISA item,sku\n", NULL, OU_LOOK_OTHER, LIVE },
	{ "UNB+", NULL, OU_LOOK_EDIFACT, LIVE },
	{ "UNA:+.? '", NULL, OU_LOOK_EDIFACT, LIVE },
	{ "UNH+1+INVRPT:D:96A:UN'\n", NULL, OU_LOOK_EDIFACT, LIVE },
	{ "UNH+1+INVRPT:D:96A:UN'BGM", NULL, OU_LOOK_EDIFACT, WHOLE },
	{ "UNIT,sku\n", NULL, OU_LOOK_OTHER, LIVE },
	{ "ST*846*0001~\n", NULL, OU_LOOK_X12, LIVE },
	{ "ST*846*0001~BIA", NULL, OU_LOOK_X12, WHOLE },
	{ "ST,town\n", NULL, OU_LOOK_OTHER, LIVE },
	{ "SKU,onHand\n", NULL, OU_LOOK_OTHER, LIVE },
	{ "SKU,onHand", NULL, OU_LOOK_OTHER, WHOLE },
	{ "sku", NULL, OU_LOOK_OTHER, LIVE },
	{ "\"sku\"", NULL, OU_LOOK_OTHER, LIVE },
	{ "From: us\n\n" ISA, NULL, OU_LOOK_OTHER, LIVE },
	{ "From: us\n\n" ISA, "edi", OU_LOOK_X12, WHOLE },
	{ "From: us\n\nUNB+UNOC:3", "edi", OU_LOOK_EDIFACT, WHOLE },
	{ "sku,onHand\n", "edi", OU_LOOK_X12, WHOLE },
	{ "", "edi", OU_LOOK_X12, WHOLE },
	{ "", "json", OU_LOOK_RECORDS, LIVE },
	{ "ISA*", "csv", OU_LOOK_OTHER, LIVE },
	{ "", "fba", OU_LOOK_OTHER, LIVE },
};

static void
test_look(void)
{
	struct ou_source *source;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s as %s", rows[i].text, rows[i].from != NULL ?
		    rows[i].from : "anything");
		source = ou_source_memory("in", ou_str_c(rows[i].text));
		CHECK_INT(ou_look(source, rows[i].from), rows[i].look);
		CHECK_STR(ou_source_window(source).n <= strlen(rows[i].text)
		    ? "ahead" : "taken", "ahead");
		ou_source_close(source);
	}
}

/* The writer keeps its end open: who waits for more waits for ever, and the
 * alarm ends the program. */
static void
test_live(void)
{
	char path[40];
	struct ou_source *source;
	struct ou_err err;
	size_t i, n;
	int fd[2];

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!rows[i].live)
			continue;
		ROW("%s", rows[i].text);
		n = strlen(rows[i].text);
		if (!CHECK(pipe(fd) == 0) ||
		    !CHECK(write(fd[1], rows[i].text, n) == (ssize_t)n))
			continue;
		snprintf(path, sizeof(path), "/dev/fd/%d", fd[0]);
		source = ou_source_open(path, NULL, &err);
		if (CHECK(source != NULL)) {
			alarm(10);
			CHECK_INT(ou_look(source, rows[i].from),
			    rows[i].look);
			alarm(0);
			ou_source_close(source);
		}
		close(fd[0]);
		close(fd[1]);
	}
}

int
main(void)
{
	RUN(test_look);
	RUN(test_live);
	return UNIT_DONE();
}
