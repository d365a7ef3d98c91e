#ifndef OU_LIB_BASE_CHARSET_TABLE_H
#define OU_LIB_BASE_CHARSET_TABLE_H

#include <stdint.h>

#include "ou/base/utf8.h"

/* Rows in the order of enum ou_charset, from OU_CHARSET_LATIN2 on. */
extern const uint16_t ou_charset_8859[9][96];
extern const uint16_t ou_charset_1252[32];

#endif
