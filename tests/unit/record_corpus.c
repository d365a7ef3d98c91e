/*
 * Known sets of JSON texts, where they are at hand: JSONTestSuite (every n_
 * refused, every y_ accepted but for duplicate names), Jansson's own tests and
 * a fuzzing corpus (as the oracle says), and the hostile lines, as records.
 */
#include <dirent.h>

#include "json-oracle.h"
#include "ou/io/file.h"
#include "ou/record/stream.h"
#include "record-tables.h"
#include "unit.h"

#define CORPUS "../shared/corpus/hostile/"

static struct ou_arena arena = OU_ARENA_INIT;

typedef void (*visit)(const char *name, struct ou_str text);

/* Every file of the folder; how many there were. */
static int
each(const char *folder, visit fn)
{
	DIR *d = opendir(folder);
	struct dirent *e;
	int n = 0;

	if (d == NULL) {
		printf("# skip: no %s here\n", folder);
		return 0;
	}
	while ((e = readdir(d)) != NULL) {
		char path[600];
		struct ou_str bytes;

		(void)snprintf(path, sizeof(path), "%s/%s", folder,
		    e->d_name);
		ou_arena_reset(&arena);
		if (e->d_name[0] == '.' || ou_file_is_folder(path) ||
		    ou_file_load(&arena, path, 1 << 24, &bytes, NULL) != 0)
			continue;
		n++;
		fn(e->d_name, t_padded(&arena, bytes.p, bytes.n));
	}
	closedir(d);
	return n;
}

static int suite_y, suite_n, suite_i, suite_twice;

static void
suite_file(const char *name, struct ou_str text)
{
	struct ou_err err = { .kind = OU_ERR_NONE };
	struct ou_json j;
	bool good = ou_json_index(&j, &arena, text, NULL, &err) == 0;
	bool unique = good && oracle_unique(&j, &err) == 0;

	ROW("%s", name);
	if (name[0] == 'n') {
		CHECK(!good);
		suite_n += !good;
	} else if (name[0] == 'y') {
		CHECK(good);
		suite_y += good;
		if (good && !unique) {
			suite_twice++;
			CHECK(strstr(name, "duplicated_key") != NULL);
		}
	} else
		suite_i += unique;
}

static void
test_suite(void)
{
	int n = each(CORPUS "JSONTestSuite/test_parsing", suite_file);

	if (n == 0)
		return;
	printf("# JSONTestSuite: %d files: y_ %d accepted (%d of them refused "
	    "for a name that stands there twice), n_ %d refused, i_ %d "
	    "accepted\n", n, suite_y, suite_twice, suite_n, suite_i);
	CHECK_INT(suite_twice, 2);
}

static void
oracle_file(const char *name, struct ou_str text)
{
	ROW("%s", name);
	CHECK_STR(oracle_check(text, &arena), NULL);
}

static void
test_oracle(void)
{
	int n = each(CORPUS "JSONTestSuite/test_parsing", oracle_file) +
	    each(CORPUS "JSONTestSuite/test_transform", oracle_file) +
	    each(CORPUS "go-fuzz-corpus/json/corpus", oracle_file);

	printf("# %d texts as Jansson has them\n", n);
}

/* The first thing that is said about the file as a stream of records. */
static void
test_hostile(void)
{
	static const struct {
		const char *name;
		enum ou_diag code;	/* none of them is a record */
		uint64_t line;
	} files[] = {
		{ "dup-key", OU_DIAG_DUPLICATE_KEY, 1 },
		{ "nan", OU_DIAG_JSON, 1 },
		{ "depth-1M", OU_DIAG_FORMAT, 1 },
		{ "raw-nul", OU_DIAG_JSON, 1 },
		{ "lone-surrogate", OU_DIAG_ENCODING, 1 },
		{ "bad-utf8", OU_DIAG_ENCODING, 1 },
		{ "pretty", OU_DIAG_JSON, 1 },
		{ "array", OU_DIAG_FORMAT, 1 },
		{ "keys-200k", OU_DIAG_LIMIT, 1 },
		/* JSON, but no record. */
		{ "big-int", OU_DIAG_SCHEMA, 1 },
		{ "money-1e400", OU_DIAG_SCHEMA, 1 },
		{ "path-nul", OU_DIAG_SCHEMA, 1 },
		{ "no-final-newline", OU_DIAG_SCHEMA, 1 },
		{ "trunc-last", OU_DIAG_SCHEMA, 1 },
	};
	struct ou_reader_options o = { .types = t_types };
	size_t i;

	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct ou_source *src;
		struct ou_reader *r;
		struct ou_record rec;
		struct ou_err err;
		char path[300];

		ROW("%s", files[i].name);
		(void)snprintf(path, sizeof(path),
		    CORPUS "json-hostile/%s.jsonl", files[i].name);
		if (!ou_file_exists(path)) {
			printf("# skip: no %s here\n", path);
			break;
		}
		ou_arena_reset(&arena);
		src = ou_source_open(path, NULL, &err);
		r = ou_reader_new(src, &o, &err);
		CHECK_INT(ou_reader_next(r, &rec, &arena, &err), -1);
		CHECK_STR(ou_diag_name(err.code), ou_diag_name(files[i].code));
		CHECK_INT(err.line, files[i].line);
		ou_reader_free(r);
		ou_source_close(src);
	}
}

int
main(void)
{
	RUN(test_suite);
	RUN(test_oracle);
	RUN(test_hostile);
	ou_arena_release(&arena);
	/* One case at least, where there is no set at all. */
	unit.passed++;
	return UNIT_DONE();
}
