/* SPDX-License-Identifier: MIT */
/* inputs.c - what a job hashes: paths, descriptors, memory, and walks. */
#include "inputs.h"

#include "../mem/pool.h"
#include "events.h"
#include "walk_buffer.h"

#include <limits.h>
#include <string.h>

/* Inputs that came together: structs, or paths that each end in a NUL. */
struct hln_input_batch {
	struct hln_input_batch *next;
	size_t bytes; /* of all of this */
	size_t count; /* of items; 0: paths only */
	size_t at;    /* the next item, or byte of text */
	size_t text_bytes;
	const char *text; /* behind the items */
	struct hashlane_input items[];
};

void hln_inputs_init(struct hln_inputs *inputs, struct hln_walk_rules *rules,
		     const struct hln_allocator *memory,
		     struct hln_directories *directories)
{
	memset(inputs, 0, sizeof(*inputs));
	inputs->directories = directories;
	inputs->rules = rules;
	inputs->memory = memory;
}

/* Do the bytes of an input stay where they are? */
static bool is_memory(const struct hashlane_input *input)
{
	return input->kind == HASHLANE_INPUT_MEMORY ||
	       input->kind == HASHLANE_INPUT_BUFFER;
}

static void drop_first(struct hln_inputs *inputs)
{
	struct hln_input_batch *first = inputs->first;

	inputs->first = first->next;
	if (!inputs->first)
		inputs->last = NULL;
	inputs->held_bytes -= first->bytes;
	hln_allocator_give(inputs->memory, first, first->bytes, HLN_ALIGNMENT);
}

struct hln_input_batch *hln_inputs_cut(struct hln_inputs *inputs)
{
	struct hln_input_batch *first = inputs->first;

	inputs->first = NULL;
	inputs->last = NULL;
	inputs->held_bytes = 0;
	return first;
}

static void give_item(struct hln_subscribers *owner,
		      const struct hashlane_input *item, uint64_t given)
{
	struct hln_release release = { item->release, item->release_context };

	if (item->kind == HASHLANE_INPUT_BUFFER && item->data)
		hln_pool_give((void *)(uintptr_t)item->data, HLN_OWNED_BUFFER);
	hln_events_release_input(owner, &release, item->kind, given);
}

void hln_inputs_give(const struct hln_inputs *inputs,
		     struct hln_input_batch *batch)
{
	uint64_t given = inputs->given;

	while (batch) {
		struct hln_input_batch *next = batch->next;

		for (size_t i = batch->at; i < batch->count; i++, given++)
			if (inputs->owner)
				give_item(inputs->owner, &batch->items[i],
					  given);
		for (size_t i = batch->at; i < batch->text_bytes; i++)
			given += !batch->count && !batch->text[i];
		hln_allocator_give(inputs->memory, batch, batch->bytes,
				   HLN_ALIGNMENT);
		batch = next;
	}
}

void hln_inputs_destroy(struct hln_inputs *inputs)
{
	if (inputs->walk)
		hln_walk_destroy(inputs->walk);
	inputs->walk = NULL;
	hln_walk_buffer_destroy(inputs->found);
	hln_walk_buffer_destroy(inputs->ahead);
	inputs->found = NULL;
	inputs->ahead = NULL;
	hln_inputs_give(inputs, hln_inputs_cut(inputs));
}

static size_t text_bytes(const struct hln_inputs *inputs,
			 const struct hashlane_input *given, size_t count)
{
	size_t bytes = 0;

	for (size_t i = 0; i < count; i++) {
		if (given[i].expected_mask) {
			if (inputs->row_bytes >= PTRDIFF_MAX - bytes)
				return PTRDIFF_MAX;
			bytes += inputs->row_bytes;
		}
		if (is_memory(&given[i]))
			continue;
		/* Several may be the same bytes: the sum can be too large. */
		if (given[i].data_bytes >= PTRDIFF_MAX - bytes)
			return PTRDIFF_MAX;
		bytes += given[i].data_bytes + 1;
	}
	return bytes;
}

size_t hln_inputs_cost(const struct hln_inputs *inputs,
		       const struct hashlane_input *given, size_t count)
{
	return sizeof(struct hln_input_batch) + count * sizeof(*given) +
	       text_bytes(inputs, given, count);
}

/* A batch at the end of the line. */
static struct hln_input_batch *append(struct hln_inputs *inputs, size_t count,
				      size_t text)
{
	size_t items = sizeof(struct hln_input_batch) +
		       count * sizeof(struct hashlane_input);
	size_t bytes = items + text;
	struct hln_input_batch *batch;

	if (items > PTRDIFF_MAX || text > PTRDIFF_MAX - items)
		return NULL;
	batch = hln_allocator_take(inputs->memory, bytes, HLN_ALIGNMENT);
	if (!batch)
		return NULL;
	batch->next = NULL;
	batch->bytes = bytes;
	batch->count = count;
	batch->at = 0;
	batch->text_bytes = text;
	batch->text = (const char *)(batch->items + count);
	if (inputs->last)
		inputs->last->next = batch;
	else
		inputs->first = batch;
	inputs->last = batch;
	inputs->held_bytes += bytes;
	return batch;
}

int32_t hln_inputs_add(struct hln_inputs *inputs,
		       const struct hashlane_input *given, size_t count)
{
	struct hln_input_batch *batch;
	char *text;

	if (!count)
		return HASHLANE_OK;
	batch = append(inputs, count, text_bytes(inputs, given, count));
	if (!batch)
		return HASHLANE_NO_MEMORY;
	text = (char *)(batch->items + count);
	for (size_t i = 0; i < count; i++) {
		struct hashlane_input *item = &batch->items[i];

		*item = given[i];
		if (item->expected_mask) {
			memcpy(text, item->expected, inputs->row_bytes);
			item->expected = (const uint8_t *)text;
			text += inputs->row_bytes;
		}
		if (is_memory(item))
			continue;
		if (item->data_bytes)
			memcpy(text, item->data, item->data_bytes);
		text[item->data_bytes] = 0;
		item->data = text;
		text += item->data_bytes + 1;
	}
	inputs->known += count;
	inputs->added += count;
	return HASHLANE_OK;
}

int32_t hln_inputs_add_paths(struct hln_inputs *inputs, const char *paths,
			     size_t bytes)
{
	struct hln_input_batch *batch;

	if (!bytes)
		return HASHLANE_OK;
	batch = append(inputs, 0, bytes);
	if (!batch)
		return HASHLANE_NO_MEMORY;
	memcpy((char *)batch->items, paths, bytes);
	for (const char *at = paths; at < paths + bytes;
	     at += strlen(at) + 1) {
		inputs->known++;
		inputs->added++;
	}
	return HASHLANE_OK;
}

static void set_path(struct hln_input *input, const char *path, size_t bytes)
{
	input->kind = HASHLANE_INPUT_PATH;
	input->data = (const uint8_t *)path;
	input->data_bytes = bytes;
	input->open_name = path;
	/* No file has such a name. */
	if (memchr(path, 0, bytes))
		input->status = HASHLANE_ARGUMENT;
}

/* A file of this number; one that is none here cannot be open. */
static int descriptor_of(int64_t handle)
{
	return handle >= 0 && handle <= INT_MAX ? (int)handle : -1;
}

static void take_item(struct hln_input *input,
		      const struct hashlane_input *item)
{
	if (item->kind == HASHLANE_INPUT_PATH ||
	    item->kind == HASHLANE_INPUT_PATH_NO_FOLLOW) {
		set_path(input, item->data, item->data_bytes);
		input->no_follow = item->kind != HASHLANE_INPUT_PATH;
	} else {
		input->kind = item->kind;
		input->descriptor = descriptor_of(item->descriptor);
		input->data = item->data;
		input->data_bytes = item->data_bytes;
		input->read = item->read;
		input->read_context = item->read_context;
		input->release.function = item->release;
		input->release.context = item->release_context;
	}
	if (item->kind == HASHLANE_INPUT_BUFFER) {
		input->kind = HASHLANE_INPUT_MEMORY;
		input->buffer = (void *)(uintptr_t)item->data;
	}
	input->device = item->device;
	input->inode = item->inode;
	input->offset = item->offset;
	input->length = item->length;
	input->cookie = item->cookie;
	input->expected = item->expected;
	input->expected_mask = item->expected_mask;
	input->expected_bytes = item->size_bytes;
}

/* The next given input; the text lives as long as its batch. */
static bool take_given(struct hln_inputs *inputs, struct hln_input *input)
{
	struct hln_input_batch *batch = inputs->first;

	memset(input, 0, sizeof(*input));
	/* One that is used up goes only now: its texts were in use. */
	if (batch &&
	    batch->at == (batch->count ? batch->count : batch->text_bytes)) {
		drop_first(inputs);
		batch = inputs->first;
	}
	if (!batch)
		return false;
	if (batch->count) {
		take_item(input, &batch->items[batch->at++]);
	} else {
		const char *path = batch->text + batch->at;
		size_t bytes = strlen(path);

		set_path(input, path, bytes);
		batch->at += bytes + 1;
	}
	input->given = inputs->given++;
	inputs->cookie = input->cookie;
	return true;
}

/* The next that a walk found. */
static bool take_found(struct hln_inputs *inputs, struct hln_input *input)
{
	for (;;) {
		if (inputs->found &&
		    hln_walk_buffer_take(inputs->found, input)) {
			/* Of the last that was given: the next one waits. */
			input->given = inputs->given - 1;
			input->cookie = inputs->cookie;
			return true;
		}
		/* It goes only now: its texts were in use. */
		hln_walk_buffer_destroy(inputs->found);
		inputs->found = inputs->ahead;
		inputs->ahead = NULL;
		if (!inputs->found)
			return false;
	}
}

bool hln_inputs_want_ahead(const struct hln_inputs *inputs)
{
	return inputs->walk && !inputs->ahead;
}

void hln_inputs_add_ahead(struct hln_inputs *inputs,
			  struct hln_walk_buffer *ahead, bool ended)
{
	inputs->known += hln_walk_buffer_count(ahead);
	inputs->ahead = ahead;
	if (!ended)
		return;
	hln_walk_destroy(inputs->walk);
	inputs->walk = NULL;
}

/* Walk a path instead, if it is a directory. */
static int32_t start_walk(struct hln_inputs *inputs, struct hln_input *input)
{
	int32_t status = hln_walk_create(&inputs->walk, input->open_name,
					 inputs->rules, inputs->directories);

	if (status == HASHLANE_NOT_REGULAR)
		return HASHLANE_OK;
	if (status)
		input->status = status;
	else
		inputs->known--; /* what is below it counts */
	return status;
}

enum hln_taken hln_inputs_take(struct hln_inputs *inputs,
			       struct hln_input *input)
{
	if (take_found(inputs, input))
		return HLN_TAKEN;
	if (inputs->walk)
		return HLN_WALKS;
	if (!take_given(inputs, input)) {
		inputs->drained = inputs->closed;
		return inputs->closed ? HLN_NO_MORE : HLN_NONE_YET;
	}
	if (!inputs->rules || input->kind != HASHLANE_INPUT_PATH ||
	    input->no_follow || input->status || input->offset ||
	    input->length)
		return HLN_TAKEN;
	return start_walk(inputs, input) || !inputs->walk ? HLN_TAKEN :
							    HLN_WALKS;
}
