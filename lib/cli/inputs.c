#include <string.h>

#include "ou/cli/inputs.h"
#include "ou/io/file.h"

/* The last part of a path, without what is behind its point. */
static struct ou_str
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct ou_str s = ou_str_c(slash != NULL ? slash + 1 : path);
	ptrdiff_t dot = ou_str_find(s, '.');

	return dot > 0 ? ou_str_sub(s, 0, (size_t)dot) : s;
}

const char *
ou_inputs_operand(struct ou_inputs *in, struct ou_run *run, const char *text)
{
	struct ou_str rest = ou_str_c(text), name;
	struct ou_input *i;

	if (in->n == OU_INPUTS_MAX) {
		ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "more than %d files", OU_INPUTS_MAX);
		return NULL;
	}
	i = &in->all[in->n++];
	i->path = text;
	if (text[0] == '+' && text[1] != '\0' && !ou_file_exists(text)) {
		i->journal = true;
		i->path = text + 1;
		return i->path;
	}
	if (ou_file_exists(text) || ou_str_find(rest, '=') <= 0) {
		i->name = strcmp(text, "-") == 0 ? OU_STR("stdin")
		    : base_name(text);
		return text;
	}
	ou_str_split(&rest, '=', &name);
	i->path = rest.p;
	i->place = name;
	ou_str_split(&i->place, '@', &i->name);
	if (i->name.n != 0 && *i->path != '\0')
		return i->path;
	ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
	    "'%s' is not NAME[@PLACE]=FILE", text);
	return NULL;
}

/* Two files of one name are two sources all the same: stock, stock-2. */
static struct ou_str
unique_name(struct ou_inputs *in, struct ou_run *run, struct ou_str wanted)
{
	struct ou_str name = wanted;
	int n = 1, k;

	for (k = 0; k < in->sources; k++) {
		if (!ou_str_eq(in->names[k], name))
			continue;
		name = ou_str_printf(&run->arena, "%.*s-%d",
		    OU_STR_ARG(wanted), ++n);
		k = -1;
	}
	return name;
}

int
ou_inputs_begin(struct ou_inputs *in, struct ou_run *run, const char *first,
    int max)
{
	struct ou_input *i;
	int k;

	if (in->n == 0)
		in->all[in->n++] = (struct ou_input){
		    .name = OU_STR("stdin"), .path = "-" };
	if (first != NULL)
		in->names[in->sources++] = ou_str_c(first);
	for (k = 0; k < in->n; k++) {
		i = &in->all[k];
		if (i->journal && in->sources == 0)
			return ou_err_set(&run->err, OU_ERR_USAGE,
			    OU_DIAG_USAGE, "'+%s' is a journal of nothing: a "
			    "source comes first", i->path);
		if (!i->journal) {
			if (in->sources == max)
				return ou_err_set(&run->err, OU_ERR_USAGE,
				    OU_DIAG_USAGE, "more than %d sources",
				    max);
			i->name = unique_name(in, run, i->name);
			in->names[in->sources++] = i->name;
		}
		i->source = in->sources - 1;
		i->name = in->names[i->source];
	}
	return 0;
}

const struct ou_input *
ou_inputs_next(struct ou_inputs *in, struct ou_source *source)
{
	const char *name = ou_source_name(source);

	do
		in->current++;
	while (in->current < in->n - 1 &&
	    strcmp(in->all[in->current].path, name) != 0);
	return &in->all[in->current];
}
