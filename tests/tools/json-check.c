/*
 * json-check FILE...: what the scanner says of a file that is one JSON text,
 * and what Jansson says.  A line each: our verdict, Jansson's, the base name
 * and our reason, separated by tabs.  Duplicate keys are refused by both.
 */
#include <jansson.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>

#include "ou/io/source.h"
#include "ou/record/json.h"

/* Every object of the text has no key twice. */
static int
unique(const struct ou_json *j, struct ou_err *err)
{
	uint32_t i;

	for (i = 1; i < j->n_nodes; i++) {
		if (j->nodes[i].kind == OU_JSON_OBJECT &&
		    ou_json_unique(j, i, err) != 0)
			return (-1);
	}
	return (0);
}

static int
check(char *path)
{
	static char bytes[16 << 20];
	struct ou_arena arena = OU_ARENA_INIT;
	struct ou_err err = { 0 };
	struct ou_json j = { 0 };
	json_t *root;
	FILE *f;
	size_t n;
	int bad;

	if ((f = fopen(path, "rb")) == NULL) {
		perror(path);
		return (-1);
	}
	n = fread(bytes, 1, sizeof(bytes) - OU_SOURCE_PADDING, f);
	(void)fclose(f);
	bad = ou_json_index(&j, &arena, ou_str_make(bytes, n), NULL, &err) ||
	    unique(&j, &err);
	root = json_loadb(bytes, n, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES |
	    JSON_ALLOW_NUL, NULL);
	printf("%s\t%s\t%s\t%s\n", bad ? "refused" : "accepted",
	    root == NULL ? "refused" : "accepted", basename(path),
	    bad ? err.text : "");
	json_decref(root);
	ou_arena_release(&arena);
	return (0);
}

int
main(int argc, char **argv)
{
	int i, bad = 0;

	for (i = 1; i < argc; i++)
		bad |= check(argv[i]);
	return (bad ? 2 : 0);
}
