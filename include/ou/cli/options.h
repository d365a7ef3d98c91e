#ifndef OU_CLI_OPTIONS_H
#define OU_CLI_OPTIONS_H

#include "ou/base/err.h"
#include "ou/cli/command.h"

/*
 * Command lines from a table.  Options and operands may be mixed, "--" ends
 * the options, long names may be cut short while they stay unique.  Given
 * twice, the last one counts.
 */

/**
 * ou_options_parse(table, argc, argv, operand, err):
 * Set what the options of ${argv} name; the operands are moved to the end and
 * ${operand} is the index of the first.  0, or -1 with OU_ERR_USAGE.
 */
int ou_options_parse(const struct ou_option *table, int argc, char **argv,
    int *operand, struct ou_err *err);

/* "64K", "1M", "2G", "1500": bytes, or a plain number.  0 or -1. */
int ou_option_size(uint64_t *out, const char *arg, struct ou_err *err);

/**
 * ou_options_help(table, out):
 * Append a line an option: two spaces, "-x, --name[=ARG]" (or four spaces in
 * place of the letter), blanks, the text.
 */
void ou_options_help(const struct ou_option *table, struct ou_buf *out);

#endif
