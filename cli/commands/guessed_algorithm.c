/* SPDX-License-Identifier: MIT */
/* guessed_algorithm.c - a digest whose algorithm was guessed wrongly. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "guessed_algorithm.h"

#include "../run/run_state.h"
#include "hash_descriptor.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Is it a mere checksum? A match of one proves little. */
static bool is_checksum(int32_t id)
{
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };

	return !hashlane_algorithm_get_info(&info, id) &&
	       info.flags & HASHLANE_INFO_CHECKSUM;
}

static void find_others(struct algorithm_set *set,
			const struct list_digest *digest)
{
	for (size_t i = 0; i < hashlane_algorithm_get_count(); i++) {
		struct hashlane_algorithm_info info = {
			.struct_size = sizeof(info),
		};
		struct hashlane_algorithm_spec spec = { 0 };

		if (hashlane_algorithm_get_at(&info, i) ||
		    info.id == digest->spec.id ||
		    info.digest_bytes != digest->byte_count)
			continue;
		spec.id = info.id;
		(void)algorithm_set_add_spec(set, &spec);
	}
}

static enum guess compare(struct hashlane_algorithm_spec *spec,
			  const struct algorithm_set *set,
			  const struct item *item,
			  const struct list_digest *digest)
{
	enum guess guess = GUESS_NONE;

	for (size_t i = 0; i < set->count && guess != GUESS_FITS; i++) {
		if (!(item->digests_valid >> i & 1) ||
		    memcmp(item->digests + set->algorithms[i].offset,
			   digest->bytes, digest->byte_count) != 0)
			continue;
		*spec = set->specs[i];
		guess = is_checksum(spec->id) ? GUESS_CHECKSUM : GUESS_FITS;
	}
	return guess;
}

enum guess guessed_algorithm_retry(struct hashlane_algorithm_spec *spec,
				   const struct list_digest *digest,
				   const char *path, int32_t isa,
				   const struct cli *cli)
{
	struct algorithm_set *set = calloc(1, sizeof(*set));
	uint8_t *digests = calloc(HASHLANE_MAX_ALGORITHMS,
				  HASHLANE_MAX_DIGEST_BYTES);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct item item = { .name = path, .again = true };
	enum guess guess = GUESS_NONE;

	if (set && digests && fd >= 0) {
		find_others(set, digest);
		(void)hash_descriptor(&item, digests, set, isa, fd, cli);
		if (!item.status && !run_state_signal(cli->run))
			guess = compare(spec, set, &item, digest);
	}
	if (fd >= 0)
		close(fd);
	free(digests);
	free(set);
	return guess;
}

/* How many algorithms of the set fit; *first: the first one does. */
static size_t count_fits(bool *first, const struct algorithm_set *set,
			 const struct item *item,
			 const struct list_digest *digest)
{
	size_t fits = 0;

	*first = false;
	for (size_t i = 0; i < set->count; i++) {
		const struct algorithm *algorithm = &set->algorithms[i];

		if (!(item->digests_valid >> i & 1) ||
		    algorithm->digest_bytes != digest->byte_count ||
		    memcmp(item->digests + algorithm->offset, digest->bytes,
			   digest->byte_count) != 0)
			continue;
		*first |= !i;
		fits++;
	}
	return fits;
}

bool guessed_algorithm_is_sole(const struct list_digest *digest,
			       const struct list_guess *guess,
			       const char *path, int32_t isa,
			       const struct cli *cli)
{
	struct algorithm_set *set = calloc(1, sizeof(*set));
	uint8_t *digests = calloc(HASHLANE_MAX_ALGORITHMS,
				  HASHLANE_MAX_DIGEST_BYTES);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct item item = { .name = path, .again = true };
	bool sole = false, first;

	for (size_t i = 0; set && i < guess->count; i++)
		(void)algorithm_set_add_spec(set, &guess->specs[i]);
	if (set && digests && fd >= 0) {
		(void)hash_descriptor(&item, digests, set, isa, fd, cli);
		sole = !item.status && !run_state_signal(cli->run) &&
		       count_fits(&first, set, &item, digest) == 1 && first;
	}
	if (fd >= 0)
		close(fd);
	free(digests);
	free(set);
	return sole;
}

void guessed_algorithm_explain(char *out, size_t bytes,
			       const struct list_digest *digest,
			       const struct hashlane_algorithm_spec *spec)
{
	snprintf(out, bytes,
		 "cannot tell the algorithm from %zu digits (use -a); %s "
		 "matches, but is only a checksum",
		 2 * digest->byte_count,
		 hashlane_algorithm_get_name(spec->id));
}
