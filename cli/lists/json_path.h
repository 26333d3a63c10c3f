/* SPDX-License-Identifier: MIT */
/* json_path.h - a name, which may be any bytes, in a JSON object. */
#ifndef CLI_JSON_PATH_H
#define CLI_JSON_PATH_H

#include <jansson.h>

/*
 * Set "KEY", or "KEY_b64" where the name is not UTF-8; a key is short.
 * Nonzero: no memory, as jansson's own setters.
 */
int json_set_name(json_t *object, const char *key, const char *name);

/* The same for "path". */
int json_set_path(json_t *object, const char *name);

/* The name in base64 (RFC 4648), to be freed. NULL: no memory. */
char *name_to_base64(const char *name);

#endif
