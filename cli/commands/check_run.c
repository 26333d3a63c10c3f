/* SPDX-License-Identifier: MIT */
/* check_run.c - lists into a check of the library, verdicts out of it. */
#include "check_embedded.h"
#include "check_expect.h"
#include "check_report.h"
#include "check_run.h"
#include "check_summary.h"

#include "../run/run_state.h"
#include "../terminal/message.h"
#include "../terminal/screen.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * LISTS_MAX: lists that are open at a time; LISTS_SHARE: of the files that may
 * be open, a part of one in so many. PATIENCE_MS: how long a verdict may take
 * until those before it are written. TRIES: how often a step is repeated for
 * which there was no memory.
 */
enum { LISTS_MAX = 64, LISTS_SHARE = 8, PATIENCE_MS = 20, TRIES = 8 };

static void no_memory(const struct check *check)
{
	message_failure(check->cli, check->cli->command,
			hashlane_status_get_text(HASHLANE_NO_MEMORY));
}

/* STATUS_OK, _USAGE (--root cannot be had) or _FAILED. */
static int open_check(struct check *check)
{
	const struct hashlane_engine_options options = {
		.struct_size = sizeof(options),
		.workers = check->options.workers,
		.isa = check->options.isa,
		.budget_bytes = check->options.memory_bytes,
	};
	struct hashlane_error error = { .struct_size = sizeof(error) };

	if (hashlane_engine_create(&check->engine, &options, &error)) {
		message_text(check->cli, error.message);
		return STATUS_FAILED;
	}
	check->rules.job_flags = run_options_job_flags(&check->options);
	check->rules.ctime = check->options.ctime;
	if (!hashlane_check_create(&check->check, check->engine, &check->rules,
				   &error)) {
		run_state_set_check(check->cli->run, check->check);
		return STATUS_OK;
	}
	if (check->rules.root && error.os_error)
		message_about(check->cli, check->rules.root,
			      list_source_reason(&error));
	else
		message_text(check->cli, error.message);
	return STATUS_USAGE;
}

static void close_check(struct check *check)
{
	run_state_set_check(check->cli->run, 0);
	if (check->check)
		(void)hashlane_check_destroy(check->check);
	if (check->engine)
		(void)hashlane_engine_destroy(check->engine);
	for (uint32_t i = 0; i < check->list_count; i++)
		list_source_close(&check->lists[i].source);
	free(check->lists);
	check->lists = NULL;
	check->check = 0;
	check->engine = 0;
	check->list_count = check->told = 0;
}

/* Write the notes of lists that are finished. */
static void tell_lists(struct check *check)
{
	struct hashlane_check_list list = { .struct_size = sizeof(list) };

	while (check->lists && check->told < check->list_count &&
	       !hashlane_check_get_list(&list, check->check, check->told) &&
	       list.complete) {
		check_report_list(check, &check->lists[check->told], &list);
		if (!strcmp(check->lists[check->told].path, "-"))
			screen_typed(check->cli->screen);
		check->told++;
	}
}

/* Memory may be free again a moment later. */
static int32_t next_verdicts(struct check *check,
			     const struct hashlane_verdicts **verdicts,
			     int64_t timeout_ms)
{
	int32_t status = HASHLANE_NO_MEMORY;

	for (int i = 0; i < TRIES && status == HASHLANE_NO_MEMORY; i++)
		status = hashlane_check_next(verdicts, check->check,
					     timeout_ms);
	return status;
}

/*
 * The check ended before the last verdict. The counts are those of a part of
 * the lists then, so that the run fails whatever they are.
 */
static void break_off(struct check *check, int32_t status)
{
	if (check->broken)
		return;
	check->broken = true;
	if (check_stopped(check))
		return;
	check->cli->failed = true;
	message_failure(check->cli, check->cli->command,
			hashlane_status_get_text(status));
}

/*
 * Report the next verdicts; the status of hashlane_check_next. The check goes
 * on after HASHLANE_OK and _TIMEOUT only.
 */
static int32_t take(struct check *check, int64_t timeout_ms)
{
	const struct hashlane_verdicts *verdicts;
	int32_t status = next_verdicts(check, &verdicts, timeout_ms);

	if (status && status != HASHLANE_TIMEOUT && status != HASHLANE_END)
		break_off(check, status);
	if (!status) {
		check_report(check, verdicts);
		hashlane_verdicts_destroy(verdicts);
	}
	tell_lists(check);
	if (check->cli->out.os_error)
		(void)hashlane_check_cancel(check->check);
	return status;
}

/* The same; verdicts found before a long file are written at once. */
static int32_t take_some(struct check *check)
{
	int32_t status = take(check, 0);

	if (status != HASHLANE_TIMEOUT)
		return status;
	output_flush(&check->cli->out);
	return take(check, PATIENCE_MS);
}

static uint32_t most_lists(void)
{
	long most = sysconf(_SC_OPEN_MAX) / LISTS_SHARE;

	return most < 1 ? 1 : most < LISTS_MAX ? (uint32_t)most : LISTS_MAX;
}

/* Report all verdicts of the lists so far that must be done. */
static void make_room(struct check *check)
{
	const uint32_t most = most_lists();
	int32_t status = HASHLANE_OK;

	while (check->list_count - check->told >= most &&
	       (!status || status == HASHLANE_TIMEOUT))
		status = take_some(check);
}

/* Report all verdicts of the lists so far. */
static void finish_lists(struct check *check)
{
	int32_t status = HASHLANE_OK;

	while (check->told < check->list_count &&
	       (!status || status == HASHLANE_TIMEOUT))
		status = take_some(check);
}

/*
 * Do the verdicts of all lists make the run fail? md5sum has no complaint of a
 * malformed line beside others.
 */
static bool fails(const struct check *check)
{
	const struct hashlane_check_info *info = &check->info;
	uint64_t bad = 0;

	if (!info->complete)
		return true;
	if (!check->like_md5sum)
		return !info->verified || info->counts[HASHLANE_VERDICT_EXTRA];
	for (size_t i = 0; i < HASHLANE_VERDICT_MALFORMED; i++)
		if (i != HASHLANE_VERDICT_OK &&
		    (i != HASHLANE_VERDICT_MISSING ||
		     !(check->rules.flags & HASHLANE_CHECK_IGNORE_MISSING)))
			bad += info->counts[i];
	return bad;
}

static void finish(struct check *check)
{
	int32_t status = HASHLANE_OK;

	(void)hashlane_check_close(check->check);
	while (!status || status == HASHLANE_TIMEOUT)
		status = take_some(check);
	tell_lists(check);
	(void)hashlane_check_get_info(&check->info, check->check);
	/* The summary counts only what was reported. */
	output_flush(&check->cli->out);
	check->cli->failed |= fails(check);
	if (check->like_md5sum || check_stopped(check))
		return;
	check_summary(check);
}

/*
 * Open a list and add it. If no more files may be open, the lists before end
 * first.
 */
static int32_t open_list(struct check *check, struct check_list *list,
			 struct hashlane_error *error)
{
	int32_t status;

	if (!list_source_open(&list->source, list->path, &check->given,
			      check->list_flags))
		return HASHLANE_NO_MEMORY;
	do {
		error->os_error = 0;
		status = hashlane_check_add_list(check->check,
						 &list->source.input,
						 sizeof(list->source.input),
						 &list->source.options, error);
		if (!status || check->told == check->list_count ||
		    (error->os_error != EMFILE && error->os_error != ENFILE))
			return status;
		finish_lists(check);
	} while (check->told == check->list_count);
	return status;
}

/* Add a list; STATUS_OK, or it cannot be opened. */
static int add_list(struct check *check, const char *path)
{
	struct check_list *list = &check->lists[check->list_count];
	struct hashlane_error error = { .struct_size = sizeof(error) };
	int32_t status;

	make_room(check);
	list->path = path;
	if (!strcmp(path, "-"))
		screen_types(check->cli->screen, STDIN_FILENO);
	status = open_list(check, list, &error);
	if (!status) {
		check->list_count++;
		return STATUS_OK;
	}
	list_source_close(&list->source);
	error.status = status;
	message_about(check->cli, path,
		      check->like_md5sum && error.os_error ?
			      strerror(error.os_error) :
			      list_source_reason(&error));
	return check->like_md5sum ? STATUS_FAILED : STATUS_USAGE;
}

/* One of the words: a list or, with --embedded-crc, a file. */
static int take_word(struct check *check, const char *word)
{
	int status;

	if (check->embedded_crc) {
		check_embedded(check, word);
		return STATUS_OK;
	}
	status = add_list(check, word);
	if (check->after_list) {
		finish_lists(check);
		if (!check->broken)
			check->after_list(check, word, status);
	}
	return status;
}

/* How was the name of the file that has the digest read? */
static void tell_expected(struct check *check, const char *path)
{
	struct hashlane_check_list list = { .struct_size = sizeof(list) };

	if (!hashlane_check_get_list(&list, check->check, 0))
		check_report_list(check, &(struct check_list){ .path = path },
				  &list);
}

bool check_take(struct check *check)
{
	(void)take(check, 0);
	return !check->broken;
}

int check_run(struct check *check, char *const *lists, int list_count)
{
	int status = open_check(check);

	check->info.struct_size = sizeof(check->info);
	check->lists = status ? NULL :
				calloc((size_t)list_count,
				       sizeof(*check->lists));
	if (!status && !check->lists) {
		no_memory(check);
		status = STATUS_FAILED;
	}
	if (!status && check->expected)
		status = check_expect(check, lists[0]);
	for (int i = 0; check->lists && !check->expected && i < list_count &&
			!check->broken && !check_stopped(check);
	     i++) {
		int opened = take_word(check, lists[i]);

		if (opened)
			status = opened;
	}
	/* Without a digest there is nothing that a summary could count. */
	if (check->check && !(check->expected && status))
		finish(check);
	if (!status && check->expected)
		tell_expected(check, lists[0]);
	close_check(check);
	return status;
}
