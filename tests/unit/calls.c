#include "ou/rules/calls.h"
#include "unit.h"

/* "3:10 1:5": quantities by day, as they come and as they are to be sent. */
static const struct {
	const char *name;
	int cumulative, received, shipped;
	const char *in, *out;		/* NULL: refused */
} rows[] = {
	{ "as stated", 0, 0, 0, "1:10 2:20", "1:10 2:20" },
	{ "in order", 0, 0, 0, "2:20 1:10 1:5", "1:10 1:5 2:20" },
	{ "on its way", 0, 100, 130, "1:10 2:30 3:5", "1:0 2:10 3:5" },
	{ "more than all", 0, 0, 99, "1:10 2:20", "1:0 2:0" },
	{ "received more than shipped", 0, 30, 10, "1:10", "1:10" },
	{ "sums", 1, 100, 0, "1:110 2:110 3:150", "1:10 2:0 3:40" },
	{ "sums, shipped", 1, 100, 120, "1:110 2:150", "1:0 2:30" },
	{ "sums, ahead", 1, 200, 0, "1:110 2:150", "1:0 2:0" },
	{ "sums from nothing", 1, 0, 0, "1:5 9:5", "1:5 9:0" },
	{ "sums that fall", 1, 0, 0, "1:5 2:4", NULL },
	{ "negative", 0, 0, 0, "1:-5", NULL },
	{ "negative sum", 1, -1, 0, "1:5", NULL },
	{ "none", 1, 5, 5, "", "" },
};

static void
test_net(void)
{
	struct ou_call calls[8];
	char got[200];
	const char *p;
	uint32_t n, k;
	size_t i;
	int r;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].name);
		for (n = 0, p = rows[i].in; *p != '\0'; n++) {
			calls[n].day = (int32_t)strtol(p, (char **)&p, 10);
			calls[n].quantity = ou_quantity_of(
			    strtol(p + 1, (char **)&p, 10));
			calls[n].at = n;
			while (*p == ' ')
				p++;
		}
		r = ou_calls_net(calls, n, rows[i].cumulative != 0,
		    ou_quantity_of(rows[i].received),
		    ou_quantity_of(rows[i].shipped), NULL);
		CHECK_INT(r, rows[i].out != NULL ? 0 : -1);
		for (k = 0, got[0] = '\0'; r == 0 && k < n; k++)
			(void)snprintf(got + strlen(got),
			    sizeof(got) - strlen(got), "%s%d:%d",
			    k > 0 ? " " : "", (int)calls[k].day,
			    (int)(calls[k].quantity.v / 1000000));
		if (rows[i].out != NULL)
			CHECK_STR(got, rows[i].out);
	}
}

/* What is sent of sums is the last sum without what was there before,
 * however they are cut. */
static void
test_sum(void)
{
	struct ou_call calls[20];
	int64_t sum, done;
	uint32_t i, n;
	int round;

	(void)unit_seed();
	for (round = 0; round < 2000; round++) {
		n = (uint32_t)unit_rand(20) + 1;
		done = (int64_t)unit_rand(100);
		for (i = 0, sum = 0; i < n; i++) {
			sum += (int64_t)unit_rand(20);
			calls[i] = (struct ou_call){ (int32_t)i,
			    ou_quantity_of(sum), i };
		}
		CHECK_INT(ou_calls_net(calls, n, true, ou_quantity_of(done),
		    ou_quantity_of(0), NULL), 0);
		done = sum > done ? sum - done : 0;
		for (i = 0, sum = 0; i < n; i++)
			sum += calls[i].quantity.v;
		CHECK_INT(sum, done * 1000000);
	}
}

int
main(void)
{
	RUN(test_net);
	RUN(test_sum);
	return (UNIT_DONE());
}
