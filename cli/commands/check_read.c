/* SPDX-License-Identifier: MIT */
/* check_read.c - lists, or names with a CRC in them, to claims. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "check_read.h"

#include "../run/absolute_path.h"
#include "../run/walk_files.h"
#include "../terminal/message.h"
#include "../terminal/screen.h"
#include "check_claim.h"
#include "check_extra.h"
#include "check_queue.h"
#include "hash_descriptor.h"
#include "sum.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *check_path(const struct check *check, const char *list, const char *name)
{
	const char *base = check->base;
	size_t base_bytes = base ? strlen(base) : 0;
	const char *slash = strrchr(list, '/');
	char *path;

	if (check->base_is_list) {
		base = list;
		base_bytes = slash ? (size_t)(slash - list) + 1 : 0;
	}
	if (*name == '/' || !base_bytes)
		return strdup(name);
	if (asprintf(&path, "%.*s%s%s", (int)base_bytes, base,
		     base[base_bytes - 1] == '/' ? "" : "/", name) < 0)
		return NULL;
	return path;
}

struct list *check_open_list(const struct check *check, const char *path)
{
	struct list_options options = check->list_options;
	char *base = check_path(check, path, ".");
	struct list *list = NULL;

	options.base = base;
	if (base)
		list = list_open(path, &options);
	free(base);
	return list;
}

/* Does the path lead out of the root, by ".." or through links? */
static bool leaves_root(const struct check *check, const char *path)
{
	char *letters, *real;
	bool leaves;

	if (!check->root)
		return false;
	letters = absolute_path(check->folder, path, true);
	leaves = !letters || !is_below(check->root, letters);
	free(letters);
	if (leaves)
		return true;
	real = realpath(path, NULL);
	/* A file that does not exist leads nowhere. */
	leaves = real ? !is_below(check->root, real) :
			errno != ENOENT && errno != ENOTDIR;
	free(real);
	return leaves;
}

static void no_memory(struct check *check, const char *name)
{
	message_failure(check->cli, name,
			hashlane_status_get_text(HASHLANE_NO_MEMORY));
}

/*
 * Check standard input ("-") and devices, as md5sum does. They are read at
 * once, without the queue.
 */
static void judge_stream(struct check *check, struct claim *claim)
{
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	struct item item = { .name = claim->name };
	struct algorithm_set set = { 0 };
	bool standard = !strcmp(claim->name, "-");
	int fd = STDIN_FILENO;
	struct stat st;

	if (!standard && (stat(claim->path, &st) || S_ISREG(st.st_mode) ||
			  S_ISDIR(st.st_mode)))
		return;
	claim->done = true;
	claim->verdict = VERDICT_UNREADABLE;
	claim->os_error = ENOMEM;
	if (algorithm_set_add_spec(&set, &claim->digests->spec))
		return;
	if (!standard)
		fd = open(claim->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	claim->os_error = errno;
	if (fd < 0)
		return;
	claim->os_error = hash_descriptor(&item, digest, &set,
					  check->options.isa, fd, check->cli);
	if (!item.status)
		claim->verdict = memcmp(digest, claim->digests->bytes,
					claim->digests->byte_count) ?
					 VERDICT_FAILED :
					 VERDICT_OK;
	else if (!claim->os_error)
		claim_explain(claim, "%s",
			      hashlane_status_get_text(item.status));
	if (!standard)
		close(fd);
}

static void take_entry(struct check *check, const char *list,
		       const struct list_entry *entry)
{
	char *path = check_path(check, list, entry->name);
	struct claim *claim = NULL;

	if (path)
		claim = claim_create(entry, list,
				     strcmp(path, entry->name) != 0 ? path :
								      NULL);
	if (!claim) {
		free(path);
		no_memory(check, entry->name);
		return;
	}
	check->entries++;
	if (leaves_root(check, path)) {
		claim->verdict = VERDICT_REFUSED;
		claim->done = true;
		claim_explain(claim, "is outside of %.256s", check->root);
	} else if (check->extra) {
		extra_listed(check, path);
	}
	free(path);
	if (check->like_md5sum)
		judge_stream(check, claim);
	queue_add(check, claim);
}

/* The queue reports the line in its turn. */
static void take_bad(struct check *check, const char *path,
		     const struct list *list, const char *reason)
{
	struct claim *claim = claim_create_malformed(path, list_line(list),
						     reason);

	check->malformed++;
	if (claim)
		queue_add(check, claim);
	else
		no_memory(check, path);
}

/* False: the list is at its end. */
static bool take_next(struct check *check, const char *path, struct list *list)
{
	const struct list_entry *entry;
	const char *reason;

	switch (list_next(list, &entry, &reason)) {
	case LIST_ENTRY:
		take_entry(check, path, entry);
		return !check_stopped(check);
	case LIST_BAD:
		take_bad(check, path, list, reason);
		return !check_stopped(check);
	case LIST_BINARY:
		take_bad(check, path, list, reason);
		/* md5sum reads the list to its end. */
		if (check->like_md5sum)
			return !check_stopped(check);
		message_failure(check->cli, path,
				"is a binary file, not a list of checksums");
		return false;
	case LIST_BROKEN:
		message_failure(check->cli, path, message_errno(errno));
		return false;
	case LIST_END:
		break;
	}
	return false;
}

/* What a line starts with: a hexadecimal digest, a tag, or a brace. */
static size_t first_word(const char *line)
{
	return strcspn(line, " \t\n(*\"");
}

/*
 * Do the first and the last line of a list start alike? Then the list has most
 * likely one kind of lines, and each file has one line. If several lists were
 * joined, a file may have another line further down. A wrong guess only costs
 * time.
 */
static bool is_uniform(const char *path)
{
	enum { LINE_MAX_HERE = 4096 };
	char first[LINE_MAX_HERE + 1] = "", last[LINE_MAX_HERE + 1] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	size_t word, got = 0;
	struct stat st;
	char *start;

	if (fd < 0)
		return false;
	if (!fstat(fd, &st) && S_ISREG(st.st_mode) && st.st_size > 0) {
		off_t from = st.st_size > LINE_MAX_HERE ?
				     st.st_size - LINE_MAX_HERE :
				     0;
		ssize_t head = pread(fd, first, LINE_MAX_HERE, 0);
		ssize_t tail = pread(fd, last, LINE_MAX_HERE, from);

		got = head > 0 && tail > 0 ? (size_t)tail : 0;
	}
	close(fd);
	if (got && last[got - 1] == '\n')
		last[--got] = 0;
	start = got ? memrchr(last, '\n', got) : NULL;
	if (!start)
		return false;
	start++;
	word = first_word(first);
	if (word != first_word(start))
		return false;
	/* Digests of the same length, or the same tag. */
	return strspn(first, "0123456789abcdefABCDEF") >= word ?
		       word >= 8 :
		       word && !memcmp(first, start, word);
}

int check_list(struct check *check, const char *path, bool alone)
{
	struct list *list = check_open_list(check, path);
	uint64_t before = check->entries, bad = check->malformed;

	if (!list) {
		message_about(check->cli, path,
			      check->like_md5sum ? strerror(errno) :
						   message_errno(errno));
		return check->like_md5sum ? STATUS_FAILED : STATUS_USAGE;
	}
	if (check->extra && strcmp(path, "-") != 0)
		extra_listed(check, path);
	check->apart = check->like_md5sum || (alone && is_uniform(path));
	if (!strcmp(path, "-"))
		screen_types(check->cli->screen, STDIN_FILENO);
	while (take_next(check, path, list))
		continue;
	screen_typed(check->cli->screen);
	check->guessed |= list_guessed(list);
	if (list_is_signed(list))
		message_about(check->cli, path,
			      "is signed, and the signature was not verified");
	list_close(list);
	if (!check->like_md5sum && check->entries == before &&
	    check->malformed == bad)
		message_failure(check->cli, path, "has no checksums");
	return STATUS_OK;
}

/* The last eight hexadecimal digits in brackets; NULL: none. */
static const char *find_crc(const char *name)
{
	const char *found = NULL;

	for (; *name; name++) {
		if (*name != '[' && *name != '(')
			continue;
		if (strspn(name + 1, "0123456789abcdefABCDEF") == 8 &&
		    name[9] == (*name == '[' ? ']' : ')'))
			found = name + 1;
	}
	return found;
}

/* False: its name has no CRC. */
static bool take_embedded(struct check *check, const char *path)
{
	static const struct hashlane_algorithm_spec crc32 = {
		.id = HASHLANE_HASH_CRC32,
	};
	static struct list_entry entry;
	const char *slash = strrchr(path, '/');
	const char *crc = find_crc(slash ? slash + 1 : path);
	struct claim *claim;

	if (!crc)
		return false;
	entry.name = path;
	entry.digest_count = 1;
	entry.digests[0].spec = crc32;
	(void)hashlane_digest_parse(entry.digests[0].bytes,
				    HASHLANE_MAX_DIGEST_BYTES,
				    &entry.digests[0].byte_count, &crc32,
				    HASHLANE_TEXT_HEX, crc, 8);
	check->entries++;
	claim = claim_create(&entry, NULL, NULL);
	if (claim)
		queue_add(check, claim);
	else
		no_memory(check, path);
	return true;
}

static bool take_found(void *context, const struct hashlane_walk_entry *entry)
{
	struct check *check = context;
	char reason[REASON_BYTES_MAX];

	if (entry->status)
		message_failure(check->cli, entry->path,
				message_reason(reason, entry->status,
					       entry->os_error));
	else
		(void)take_embedded(check, entry->path);
	return !check_stopped(check);
}

void check_embedded(struct check *check, const char *path)
{
	struct stat st;

	uint64_t before = check->entries;

	if (!stat(path, &st) && S_ISDIR(st.st_mode)) {
		walk_files(path, NULL, take_found, check);
		/* Nothing was verified: that is a failure. */
		if (check->entries == before && !check_stopped(check))
			message_failure(
				check->cli, path,
				"has no file with a CRC32 in its name");
	} else if (!take_embedded(check, path)) {
		check->malformed++;
		message_failure(check->cli, path, "has no CRC32 in its name");
	}
}
