/* SPDX-License-Identifier: MIT */
/* json_path.c - a name, which may be any bytes, in a JSON object. */
#include "json_path.h"

#include <stdint.h>
#include <stdio.h>
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

int json_set_name(json_t *object, const char *key, const char *name)
{
	json_t *text = json_string(name);
	char key_b64[32], *base64;
	int failed;

	if (text)
		return json_object_set_new(object, key, text);
	/* Not UTF-8. */
	snprintf(key_b64, sizeof(key_b64), "%s_b64", key);
	base64 = name_to_base64(name);
	failed = !base64 ||
		 json_object_set_new(object, key_b64, json_string(base64));
	free(base64);
	return failed;
}

int json_set_path(json_t *object, const char *name)
{
	return json_set_name(object, "path", name);
}
