/*
 * unit.h: the whole of the unit test framework.
 *
 * A test program has functions `static void test_x(void)`, and a main that
 * says RUN(test_x) for each and ends with `return (UNIT_DONE());`.  A test
 * function is one case; in a table each row is one: begin it with
 * ROW("12.50") (as printf) and the name shows when something in it fails.
 * Checks go on after a failure; they answer true when all is well.
 *
 * For tests with random input: unit_seed(), unit_rounds() and unit_rand().
 * The seed is printed; OU_SEED repeats a run, OU_ROUNDS changes its length.
 */
#ifndef OU_TESTS_UNIT_H
#define OU_TESTS_UNIT_H

#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define UNIT_FN	__attribute__((unused)) static

static struct unit_state {
	const char *test;
	char row[200];
	int in_row;	/* a row is open */
	int rows;	/* rows of this test so far */
	int bad;	/* the open case has failed */
	long passed;
	long failed;
	uint64_t rand;
} unit;

UNIT_FN void
unit_close_case(void)
{

	if (unit.bad) {
		unit.failed++;
		printf("not ok %s%s%s%s\n", unit.test,
		    unit.in_row ? " [" : "", unit.in_row ? unit.row : "",
		    unit.in_row ? "]" : "");
	} else {
		unit.passed++;
	}
	unit.bad = 0;
	fflush(stdout);
}

__attribute__((format(printf, 1, 2))) UNIT_FN void
unit_row(const char *fmt, ...)
{
	va_list ap;

	/* What stands before the first row is a case only if it failed. */
	if (unit.in_row || unit.bad)
		unit_close_case();
	va_start(ap, fmt);
	(void)vsnprintf(unit.row, sizeof(unit.row), fmt, ap);
	va_end(ap);
	unit.in_row = 1;
	unit.rows++;
}

__attribute__((format(printf, 3, 4))) UNIT_FN void
unit_fail(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	unit.bad = 1;
	printf("# %s:%d: ", file, line);
	if (unit.in_row)
		printf("[%s] ", unit.row);
	va_start(ap, fmt);
	(void)vprintf(fmt, ap);
	va_end(ap);
	printf("\n");
}

UNIT_FN void
unit_run(const char *name, void (*fn)(void))
{

	unit.test = name;
	unit.in_row = 0;
	unit.rows = 0;
	unit.bad = 0;
	fn();
	unit_close_case();
}

UNIT_FN int
unit_done(const char *file)
{

	printf("# %s: %ld passed, %ld failed\n", file, unit.passed,
	    unit.failed);
	return (unit.failed != 0);
}

UNIT_FN int
unit_check_int(const char *file, int line, const char *what, intmax_t got,
    intmax_t want)
{

	if (got == want)
		return (1);
	unit_fail(file, line, "%s is %" PRIdMAX ", expected %" PRIdMAX, what,
	    got, want);
	return (0);
}

UNIT_FN int
unit_check_mem(const char *file, int line, const char *what, const void *got,
    size_t gotlen, const void *want, size_t wantlen)
{

	if (got != NULL && want != NULL && gotlen == wantlen &&
	    (wantlen == 0 || memcmp(got, want, wantlen) == 0))
		return (1);
	if (got == NULL && want == NULL)
		return (1);
	unit_fail(file, line, "%s is %s%.*s%s (%zu), expected %s%.*s%s (%zu)",
	    what, got ? "'" : "", got ? (int)gotlen : 4,
	    got ? (const char *)got : "NULL", got ? "'" : "", gotlen,
	    want ? "'" : "", want ? (int)wantlen : 4,
	    want ? (const char *)want : "NULL", want ? "'" : "", wantlen);
	return (0);
}

UNIT_FN int
unit_check_str(const char *file, int line, const char *what, const char *got,
    const char *want)
{

	return (unit_check_mem(file, line, what, got, got ? strlen(got) : 0,
	    want, want ? strlen(want) : 0));
}

/* The checks answer true when all is well: `if (!CHECK(p != NULL)) return;` */
#define CHECK(cond)							\
	((cond) ? 1 : (unit_fail(__FILE__, __LINE__, "%s", #cond), 0))
#define CHECK_INT(got, want)						\
	unit_check_int(__FILE__, __LINE__, #got, (intmax_t)(got),	\
	    (intmax_t)(want))
#define CHECK_STR(got, want)						\
	unit_check_str(__FILE__, __LINE__, #got, (got), (want))
/* Bytes by pointer and length against bytes by pointer and length. */
#define CHECK_MEM(got, gotlen, want, wantlen)				\
	unit_check_mem(__FILE__, __LINE__, #got, (got), (gotlen), (want), \
	    (wantlen))
/* Bytes by pointer and length against a string. */
#define CHECK_STRN(got, gotlen, want)					\
	unit_check_mem(__FILE__, __LINE__, #got, (got), (gotlen), (want), \
	    strlen(want))
#define ROW(...)	unit_row(__VA_ARGS__)
#define RUN(fn)		unit_run(#fn, fn)
#define UNIT_DONE()	unit_done(__FILE__)

/* Random input that can be repeated: splitmix64. */
UNIT_FN uint64_t
unit_seed(void)
{
	const char *s = getenv("OU_SEED");
	struct timespec ts;

	if (s != NULL && *s != '\0') {
		unit.rand = strtoull(s, NULL, 0);
	} else {
		(void)clock_gettime(CLOCK_REALTIME, &ts);
		unit.rand = (uint64_t)ts.tv_sec * 1000003U +
		    (uint64_t)ts.tv_nsec;
	}
	printf("# OU_SEED=%" PRIu64 "\n", unit.rand);
	fflush(stdout);
	return (unit.rand);
}

UNIT_FN long
unit_rounds(long dflt)
{
	const char *s = getenv("OU_ROUNDS");

	return (s != NULL && *s != '\0' ? strtol(s, NULL, 10) : dflt);
}

UNIT_FN uint64_t
unit_rand64(void)
{
	uint64_t z = (unit.rand += 0x9e3779b97f4a7c15U);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
	return (z ^ (z >> 31));
}

/* A number from 0 to n - 1. */
UNIT_FN uint64_t
unit_rand(uint64_t n)
{

	return (n ? unit_rand64() % n : 0);
}

#endif /* !OU_TESTS_UNIT_H */
