/* SPDX-License-Identifier: MIT */
/* update_replace.c - the new list, in the place of the old one. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "update_replace.h"

#include "../lists/list_compare.h"
#include "../run/replace_file.h"
#include "../run/run_state.h"
#include "../terminal/message.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char changed_meanwhile[] =
	"is not replaced: it changed meanwhile";

/* The lines of the old list to replace or remove. NULL: none, or no memory. */
static struct list_cut *find_cuts(struct update *update, size_t *count)
{
	struct list_cut *cuts;
	size_t room = 0;

	*count = 0;
	for (size_t i = 0; i < update->index.count; i++)
		if (update->outcomes[i].fate >= REPLACED)
			room += update->index.files[i].span_count;
	cuts = room ? calloc(room, sizeof(*cuts)) : NULL;
	update->no_memory |= room && !cuts;
	for (size_t i = 0; cuts && i < update->index.count; i++) {
		const struct indexed_file *file = &update->index.files[i];
		const struct outcome *outcome = &update->outcomes[i];

		if (outcome->fate < REPLACED)
			continue;
		/*
		 * All new lines of a file take the place of its first old
		 * line.
		 */
		cuts[*count].start = outcome->start;
		cuts[*count].end = outcome->end;
		for (size_t k = 0; k < file->span_count; k++)
			cuts[(*count)++].span = file->spans[k];
	}
	return cuts;
}

/*
 * Open the old list and check that it is the file that was read. Negative: it
 * is not, which is reported.
 */
static int open_old(struct update *update, struct cli *cli)
{
	int fd = open(update->list, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct identity now;
	struct stat st;

	if (fd >= 0 && !fstat(fd, &st)) {
		identity_of(&now, &st);
		if (identity_equal(&now, &update->old))
			return fd;
	}
	if (fd >= 0)
		close(fd);
	message_failure(cli, update->list, changed_meanwhile);
	return -1;
}

/* Write the new list, and read it again. NULL, or what is wrong. */
static const char *make_list(struct update *update, struct list_edit *edit,
			     int to)
{
	const struct list_comparison comparison = {
		.path = update->list,
		.given = &update->given,
		.edit = edit,
		.made = to,
		.news = &update->news,
	};
	int error = list_edit(edit, to);
	const char *reason = NULL;

	if (error)
		return message_errno(error);
	reason = list_compare(&comparison);
	if (!reason)
		return NULL;
	snprintf(update->reason, sizeof(update->reason), "is not replaced: %s",
		 reason);
	update->refused = true;
	return update->reason;
}

/* Put the new list in the place of the old one; an exit status. */
static int commit_list(struct update *update, struct cli *cli,
		       struct list_edit *edit)
{
	struct replacement replacement = { .path = NULL };
	struct output to;
	const char *reason;
	int status = STATUS_FAILED;

	if (!replace_begin(&replacement, cli, update->list, &to))
		return replacement.changed ? STATUS_USAGE : STATUS_FAILED;
	replacement.expected = &update->old;
	/*
	 * The list has become something that is written in place, such as a
	 * pipe.
	 */
	replacement.changed = replacement.kept;
	reason = replacement.kept ? changed_meanwhile :
				    make_list(update, edit, to.fd);
	if (reason)
		message_failure(cli, update->list, reason);
	if (reason || run_state_signal(cli->run))
		replace_abandon(&replacement);
	else if (replace_commit(&replacement))
		status = STATUS_OK;
	return replacement.changed || update->refused ? STATUS_USAGE : status;
}

int update_replace(struct update *update, struct cli *cli)
{
	size_t count;
	struct list_cut *cuts = find_cuts(update, &count);
	struct list_copy *copies = calloc(count + 2, sizeof(*copies));
	struct list_edit edit = {
		.cuts = cuts,
		.cut_count = count,
		.copies = copies,
		.again = update->again.out.fd,
		.added = update->out.out.fd,
		.csv = update->sum.format == HASHLANE_FORMAT_CSV,
		.ends_within = update->ends_within,
	};
	int status = STATUS_FAILED;

	update->no_memory |= !copies;
	edit.old = update->no_memory ? -1 : open_old(update, cli);
	if (edit.old >= 0)
		status = commit_list(update, cli, &edit);
	else if (!update->no_memory)
		status = STATUS_USAGE;
	if (edit.old >= 0)
		close(edit.old);
	free(cuts);
	free(copies);
	return status;
}
