#include "ack.h"

static void
say_fault(void *arg, const struct ou_edi_fault *fault)
{
	struct ou_ack_desk *x = arg;

	ou_run_message(x->run, ou_diag_severity(fault->err.code),
	    &fault->err);
}

static int
check_options(struct ou_ack_desk *x, struct ou_run *run)
{
	if (x->control > 999999999)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --control: a number of at most nine digits is "
		    "expected");
	if (x->control != 0 && run->store != NULL)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "--control goes without a store, which has the control "
		    "numbers");
	return 0;
}

int
ou_ack_desk_begin(struct ou_ack_desk *x, struct ou_run *run)
{
	if (x->file == NULL && (x->form != OU_ACK_USUAL || x->strict))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "--ack-form and --strict go with --ack only");
	if (x->file == NULL)
		return 0;
	x->run = run;
	if (check_options(x, run) != 0 || ou_partners_load(&run->arena,
	    run->book, &x->partners, &run->err) != 0 ||
	    (x->sink = ou_run_side(run, x->file)) == NULL)
		return -1;
	x->ack = (struct ou_ack){ .to = &x->bytes,
	    .partners = &x->partners, .form = (enum ou_ack_form)x->form,
	    .strict = x->strict, .now = run->now,
	    .message_max = x->message_max,
	    .control = x->control == 0 ? 1 : (int64_t)x->control,
	    .fault = x->silent ? NULL : say_fault, .arg = x };
	return ou_ack_store_open(x, run);
}

int
ou_ack_desk_read(struct ou_ack_desk *x, struct ou_run *run,
    struct ou_source *source, enum ou_edi_family family)
{
	uint64_t rejected = x->ack.rejected;
	int r;

	ou_buf_clear(&x->bytes);
	r = ou_ack_read(&x->ack, source, family, &run->err);
	ou_ack_store_end(x);
	ou_sink_write(x->sink, x->bytes.p, x->bytes.n);
	if (x->ack.rejected != rejected)
		run->differs = true;
	return r;
}

void
ou_ack_desk_release(struct ou_ack_desk *x)
{
	ou_sent_release(&x->sent);
	ou_arena_release(&x->arena);
	ou_buf_release(&x->bytes);
}
