/* SPDX-License-Identifier: MIT */
/* walk_buffer.c - files that a walk has found and nobody has taken yet. */
#include "walk_buffer.h"

#include <stdlib.h>
#include <string.h>

/*
 * Files hold their directory open, while descriptors are plenty:
 * DIRECTORIES_MAX bounds those of one reading where each directory has a single
 * file.
 */
enum { FILES_MAX = 256, DIRECTORIES_MAX = 8, TEXT_BYTES = 16 * 1024 };

struct found {
	size_t path_at, path_bytes; /* in the text */
	size_t name_at;             /* to open, in the path */
	struct hln_directory *directory;
	int32_t status;
	int os_error;
	bool regular, no_follow;
};

struct hln_walk_buffer {
	size_t count, at;
	char *text;
	size_t text_bytes, text_room;
	struct found files[FILES_MAX];
};

static bool add_path(struct hln_walk_buffer *ahead, struct found *found,
		     const struct hln_walk_entry *entry)
{
	size_t more = entry->path_bytes + 1;

	if (ahead->text_room - ahead->text_bytes < more) {
		size_t room = 2 * ahead->text_room + more + TEXT_BYTES;
		char *text = realloc(ahead->text, room);

		if (!text)
			return false;
		ahead->text = text;
		ahead->text_room = room;
	}
	found->path_at = ahead->text_bytes;
	found->path_bytes = entry->path_bytes;
	found->name_at = (size_t)(entry->name - entry->path);
	memcpy(ahead->text + ahead->text_bytes, entry->path, more);
	ahead->text_bytes += more;
	return true;
}

static void add_file(struct hln_walk_buffer *ahead,
		     const struct hln_walk_entry *entry)
{
	struct found *found = &ahead->files[ahead->count++];

	memset(found, 0, sizeof(*found));
	found->status = entry->status;
	found->os_error = entry->os_error;
	found->regular = entry->regular;
	found->no_follow = entry->no_follow;
	if (add_path(ahead, found, entry)) {
		found->directory = entry->directory;
		return;
	}
	/* The failure has an empty name: offset 0 of the text is a NUL. */
	hln_directory_release(entry->directory);
	found->status = HASHLANE_NO_MEMORY;
	found->os_error = 0;
}

struct hln_walk_buffer *hln_walk_buffer_read(struct hln_walk *walk,
					     size_t most, bool patient,
					     enum hln_walked *walked)
{
	struct hln_walk_buffer *ahead = malloc(sizeof(*ahead));
	const struct hln_directory *last = NULL;
	size_t directories = 0;

	if (!ahead)
		return NULL;
	memset(ahead, 0, offsetof(struct hln_walk_buffer, files));
	ahead->text = malloc(TEXT_BYTES);
	if (!ahead->text) {
		free(ahead);
		return NULL;
	}
	ahead->text[0] = 0;
	ahead->text_bytes = 1;
	ahead->text_room = TEXT_BYTES;
	*walked = HLN_WALK_ENTRY;
	while (ahead->count < most && ahead->count < FILES_MAX &&
	       directories < DIRECTORIES_MAX) {
		struct hln_walk_entry entry;

		*walked = hln_walk_next(walk, &entry, patient);
		if (*walked != HLN_WALK_ENTRY)
			break;
		directories += entry.directory != last;
		last = entry.directory;
		add_file(ahead, &entry);
	}
	return ahead;
}

size_t hln_walk_buffer_count(const struct hln_walk_buffer *ahead)
{
	return ahead ? ahead->count - ahead->at : 0;
}

bool hln_walk_buffer_take(struct hln_walk_buffer *ahead,
			  struct hln_input *input)
{
	const struct found *found = &ahead->files[ahead->at];
	const char *path;

	if (ahead->at == ahead->count)
		return false;
	ahead->at++;
	path = ahead->text + found->path_at;
	memset(input, 0, sizeof(*input));
	input->kind = HASHLANE_INPUT_PATH;
	input->status = found->status;
	input->os_error = found->os_error;
	input->data = (const uint8_t *)path;
	input->data_bytes = found->path_bytes;
	input->open_name = found->directory ? path + found->name_at : path;
	input->directory = found->directory;
	input->regular = found->regular;
	input->no_follow = found->no_follow;
	return true;
}

void hln_walk_buffer_destroy(struct hln_walk_buffer *ahead)
{
	struct hln_input input;

	if (!ahead)
		return;
	while (hln_walk_buffer_take(ahead, &input))
		hln_directory_release(input.directory);
	free(ahead->text);
	free(ahead);
}
