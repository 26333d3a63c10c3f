/* SPDX-License-Identifier: MIT */
/* json_path.c - a name, which may be any bytes, in a JSON object. */
#include "json_path.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Names are short, so speed is no matter. */
char *name_to_base64(const char *name)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *in = (const unsigned char *)name;
	size_t bytes = strlen(name);
	char *text = malloc((bytes + 2) / 3 * 4 + 1);
	char *at = text;

	if (!text)
		return NULL;
	for (size_t i = 0; i < bytes; i += 3) {
		size_t left = bytes - i;
		uint32_t x = (uint32_t)in[i] << 16;

		if (left > 1)
			x |= (uint32_t)in[i + 1] << 8;
		if (left > 2)
			x |= in[i + 2];
		*at++ = digits[x >> 18];
		*at++ = digits[x >> 12 & 63];
		*at++ = digits[x >> 6 & 63];
		*at++ = digits[x & 63];
		if (left < 3)
			at[-1] = '=';
		if (left < 2)
			at[-2] = '=';
	}
	*at = 0;
	return text;
}

int json_set_path(json_t *object, const char *name)
{
	json_t *path = json_string(name);
	char *base64;
	int failed;

	if (path)
		return json_object_set_new(object, "path", path);
	/* Not UTF-8. */
	base64 = name_to_base64(name);
	failed = !base64 ||
		 json_object_set_new(object, "path_b64", json_string(base64));
	free(base64);
	return failed;
}
