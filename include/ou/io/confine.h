#ifndef OU_IO_CONFINE_H
#define OU_IO_CONFINE_H

#include "ou/base/err.h"

/*
 * Confinement: who reads foreign bytes needs little of the kernel.
 */

/**
 * ou_confine(err):
 * From here on the process can open files for reading only, rename and
 * remove through the descriptors of folders that it holds, read, write, wait
 * and end.  Sockets, new processes, programs, tracing and executable memory
 * are refused (EPERM).  There is no way back.  0, or -1 with OU_ERR_USAGE
 * where the kernel, or a build with sanitizers, does not allow it.
 */
int ou_confine(struct ou_err *err);

#endif
