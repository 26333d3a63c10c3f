/* SPDX-License-Identifier: MIT */
/* item_digest.c - the digests of an item as text. */
#include "item_digest.h"

bool item_digest_lacks(const struct item *item,
		       const struct algorithm *algorithm)
{
	return algorithm->flags & HASHLANE_INFO_NO_EMPTY && !item->size_bytes;
}

bool item_digest_format(char text[HASHLANE_MAX_TEXT_BYTES],
			const struct sum *sum, const struct item *item,
			size_t i)
{
	const struct algorithm *algorithm = &sum->set.algorithms[i];

	return item->digests_valid >> i & 1 &&
	       !hashlane_digest_format(text, HASHLANE_MAX_TEXT_BYTES, NULL,
				       &sum->set.specs[i],
				       HASHLANE_TEXT_CANONICAL,
				       item->digests + algorithm->offset,
				       algorithm->digest_bytes);
}
