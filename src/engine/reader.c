/* SPDX-License-Identifier: MIT */
/* reader.c - one file: opened, read once, hashed, and found unchanged. */
#include "reader.h"

#include "../os/file.h"

#include <stdlib.h>
#include <string.h>

/* Read at a time: half of a small L2 cache, so that every work finds it hot. */
enum { BUFFER_BYTES = 256 * 1024, ALIGNMENT = 64 };

int32_t hln_reader_create(struct hln_reader *reader, const struct hln_set *set,
			  uint32_t cpu)
{
	size_t states = (set->state_bytes + ALIGNMENT - 1) / ALIGNMENT *
			ALIGNMENT;
	uintptr_t at;

	reader->memory = malloc(BUFFER_BYTES + states + ALIGNMENT);
	if (!reader->memory)
		return HASHLANE_NO_MEMORY;
	at = ((uintptr_t)reader->memory + ALIGNMENT - 1) / ALIGNMENT *
	     ALIGNMENT;
	reader->buffer = (uint8_t *)at;
	reader->hasher.set = set;
	reader->hasher.states = reader->buffer + BUFFER_BYTES;
	reader->hasher.cpu = cpu;
	return HASHLANE_OK;
}

void hln_reader_destroy(struct hln_reader *reader)
{
	free(reader->memory);
}

/* A file being read. */
struct input {
	int file;
	struct hln_file_info before;
	bool pseudo;
	bool ended;     /* the end of the file was seen */
	uint64_t bytes; /* read so far */
	int os_error;   /* of the call that failed */
};

/* Fill the buffer, or less at the end of the file; false: os_error is set. */
static bool fill(struct hln_reader *reader, struct input *input,
		 size_t *filled)
{
	size_t n = 0;

	while (n < BUFFER_BYTES && !input->ended) {
		size_t got = 0;

		input->os_error = hln_file_read(&got, input->file,
						reader->buffer + n,
						BUFFER_BYTES - n);
		if (input->os_error) {
			input->bytes += n;
			return false;
		}
		input->ended = !got;
		n += got;
	}
	input->bytes += n;
	*filled = n;
	return true;
}

/* HASHLANE_CHANGED unless the file is still what it was when opened. */
static int32_t check_unchanged(struct input *input)
{
	struct hln_file_info after;

	if (input->pseudo)
		return HASHLANE_OK;
	input->os_error = hln_file_info(&after, input->file);
	if (input->os_error)
		return HASHLANE_IO;
	if (after.size_bytes == input->before.size_bytes &&
	    after.mtime_ns == input->before.mtime_ns &&
	    input->bytes == after.size_bytes)
		return HASHLANE_OK;
	/* Few files get here, so few pay for the question. */
	input->pseudo = hln_file_is_pseudo(input->file);
	return input->pseudo ? HASHLANE_OK : HASHLANE_CHANGED;
}

/* Start the hasher once it is known how much the first read brought. */
static void start(struct hln_hasher *hasher, struct input *input)
{
	/* The kernel made the size up: it holds for what was read in full. */
	if (!input->ended)
		input->pseudo = hln_file_is_pseudo(input->file);
	hasher->size_known = input->ended || !input->pseudo;
	hasher->size_bytes = input->ended ? input->bytes :
					    input->before.size_bytes;
	hln_hasher_start(hasher);
}

static int32_t hash_blocks(struct hln_reader *reader, struct input *input)
{
	struct hln_hasher *hasher = &reader->hasher;
	size_t filled = 0;
	int32_t status;

	if (!fill(reader, input, &filled))
		return hln_file_status(input->os_error);
	if (!input->ended)
		hln_file_sequential(input->file);
	start(hasher, input);
	for (;;) {
		status = hln_hasher_update(hasher, reader->buffer, filled);
		/* More than the size it had: it grew. */
		if (status == HASHLANE_ARGUMENT)
			status = HASHLANE_CHANGED;
		if (status || input->ended)
			break;
		if (!fill(reader, input, &filled)) {
			status = hln_file_status(input->os_error);
			break;
		}
	}
	if (!status)
		status = check_unchanged(input);
	if (status)
		hln_hasher_drop(hasher);
	return status;
}

static int32_t hash_file(struct hln_reader *reader, struct input *input,
			 const char *path)
{
	int32_t status;

	input->os_error = hln_file_open(&input->file, path);
	if (input->os_error)
		return hln_file_status(input->os_error);
	input->os_error = hln_file_info(&input->before, input->file);
	if (input->os_error)
		status = HASHLANE_IO;
	else if (!input->before.regular)
		status = HASHLANE_NOT_REGULAR;
	else
		status = hash_blocks(reader, input);
	hln_file_close(input->file);
	return status;
}

/* Which digests exist; an error such as NO_MEMORY fails the file. */
static int32_t take_digests(const struct hln_hasher *hasher, uint8_t *digests,
			    uint64_t *valid)
{
	for (size_t i = 0; i < hasher->set->output_count; i++) {
		const struct hln_output *output = &hasher->set->outputs[i];
		int32_t status;

		if (output->algorithm->flags & HASHLANE_INFO_NEEDS_SIZE &&
		    !hasher->size_known)
			continue;
		status = hln_hasher_digest(hasher, i,
					   digests + output->digest_offset);
		if (status == HASHLANE_OK)
			*valid |= (uint64_t)1 << i;
		else if (status != HASHLANE_NOT_FOUND)
			return status;
	}
	return HASHLANE_OK;
}

void hln_reader_hash(struct hln_reader *reader, const char *path,
		     struct hashlane_file_result *result, uint8_t *digests)
{
	size_t digest_bytes = reader->hasher.set->digest_bytes;
	struct input input = { 0 };
	uint64_t valid = 0;
	int32_t status;

	memset(digests, 0, digest_bytes);
	status = hash_file(reader, &input, path);
	if (!status) {
		status = take_digests(&reader->hasher, digests, &valid);
		hln_hasher_drop(&reader->hasher);
	}
	if (status) {
		memset(digests, 0, digest_bytes);
		valid = 0;
	}
	memset(result, 0, sizeof(*result));
	result->status = status;
	result->os_error = input.os_error;
	result->size_bytes = input.bytes;
	result->mtime_ns = input.before.mtime_ns;
	result->error_offset = status ? input.bytes : 0;
	result->digests_valid = valid;
}
