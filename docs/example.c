/* SPDX-License-Identifier: MIT */
/* example.c - two digests of each file named, every file read once. */
#include <hashlane.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	const struct hashlane_algorithm_spec specs[] = {
		{ .id = HASHLANE_HASH_MD5 },
		{ .id = HASHLANE_HASH_SHA256 },
	};
	static const char *const tags[] = { "MD5", "SHA256" };
	static const size_t sizes[] = { 16, 32 };

	for (int i = 1; i < argc; i++) {
		uint8_t digests[16 + 32], *digest = digests;
		struct hashlane_error error = {
			.struct_size = sizeof(error),
		};

		if (hashlane_hash_file(NULL, digests, sizeof(digests), argv[i],
				       specs, 2, &error)) {
			fprintf(stderr, "%s: %s\n", argv[i], error.message);
			return 1;
		}
		for (int j = 0; j < 2; digest += sizes[j++]) {
			char text[HASHLANE_MAX_TEXT_BYTES];

			hashlane_digest_format(
				text, sizeof(text), NULL, &specs[j],
				HASHLANE_TEXT_CANONICAL, digest, sizes[j]);
			printf("%s (%s) = %s\n", tags[j], argv[i], text);
		}
	}
	return 0;
}
