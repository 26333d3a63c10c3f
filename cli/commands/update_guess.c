/* SPDX-License-Identifier: MIT */
/*
 * update_guess.c - whether an algorithm that was guessed is that of the list.
 *
 * A guess is proven by an entry whose file fits it and none of the other
 * candidates. The smallest and the largest file that fit are tried: two
 * candidates may agree on short files only, as MD4 and ED2K, or on empty ones.
 */
#include "update_guess.h"

#include "guessed_algorithm.h"

void update_guess_note(struct update *update, const struct indexed_file *file,
		       const struct list_digest *digest, uint64_t size_bytes)
{
	struct guess_proof *proof = &update->proofs[digest->guess];

	if (!proof->smallest || size_bytes < proof->smallest_bytes) {
		proof->smallest = file;
		proof->smallest_digest = digest;
		proof->smallest_bytes = size_bytes;
	}
	if (!proof->largest || size_bytes > proof->largest_bytes) {
		proof->largest = file;
		proof->largest_digest = digest;
		proof->largest_bytes = size_bytes;
	}
}

static bool proves(const struct update *update, uint8_t number,
		   const struct indexed_file *file,
		   const struct list_digest *digest)
{
	return file &&
	       guessed_algorithm_is_sole(
		       digest, &update->index.guesses[number], file->path,
		       update->sum.options.isa, &update->out);
}

static bool is_proven(const struct update *update, uint8_t number)
{
	const struct guess_proof *proof = &update->proofs[number];

	return proves(update, number, proof->smallest,
		      proof->smallest_digest) ||
	       (proof->largest != proof->smallest &&
		proves(update, number, proof->largest, proof->largest_digest));
}

size_t update_guess_open(const struct update *update)
{
	bool tried[FILE_INDEX_GUESSES_MAX] = { false };

	for (size_t k = 0; k < update->index.count; k++) {
		const struct indexed_file *file = &update->index.files[k];

		for (size_t d = 0; d < file->digest_count; d++) {
			const struct list_digest *digest = &file->digests[d];

			if (!digest->guessed || tried[digest->guess])
				continue;
			tried[digest->guess] = true;
			if (!is_proven(update, digest->guess))
				return 2 * digest->byte_count;
		}
	}
	return 0;
}
