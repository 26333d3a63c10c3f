/* SPDX-License-Identifier: MIT */
/* item_digest.h - the digests of an item as text. */
#ifndef CLI_ITEM_DIGEST_H
#define CLI_ITEM_DIGEST_H

#include "../commands/sum.h"

/* Is there no such digest of an empty file? That is no failure. */
bool item_digest_lacks(const struct item *item,
		       const struct algorithm *algorithm);

/* The text of digest i; false: there is none. */
bool item_digest_format(char text[HASHLANE_MAX_TEXT_BYTES],
			const struct sum *sum, const struct item *item,
			size_t i);

#endif
