#ifndef OU_LIB_STORE_LIBPQ_H
#define OU_LIB_STORE_LIBPQ_H

#include <libpq-fe.h>

#include "ou/base/err.h"

/* libpq, opened when the first postgresql:// URL is: nobody else pays for
 * it, nor needs it installed. */
#define LIBPQ_FUNCTIONS(F) \
	F(clear) F(cmdStatus) F(cmdTuples) F(conninfoFree) \
	F(conninfoParse) F(connectdbParams) F(enterPipelineMode) \
	F(errorMessage) F(exec) F(exitPipelineMode) F(finish) F(ftype) \
	F(getResult) F(getisnull) F(getlength) F(getvalue) F(nfields) \
	F(ntuples) F(pingParams) F(pipelineSync) F(reset) \
	F(resultErrorField) F(resultStatus) F(sendPrepare) \
	F(sendQueryParams) F(sendQueryPrepared) F(setNoticeProcessor) \
	F(status) F(transactionStatus)

struct libpq {
#define F(name) __typeof__(&PQ##name) name;
	LIBPQ_FUNCTIONS(F)
#undef F
};

/* NULL with ${err} where it is not installed. */
const struct libpq *ou_libpq(struct ou_err *err);

#endif
