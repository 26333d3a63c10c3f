/* SPDX-License-Identifier: MIT */
/* name_list.c - names of files read from a file, one a line or NUL-ended. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "name_list.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool name_list_open(struct name_list *list, const char *path, bool nul)
{
	struct stat st;
	int fd;

	list->delimiter = nul ? '\0' : '\n';
	list->line = 0;
	if (!strcmp(path, "-"))
		fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
	else
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return false;
	list->file = fdopen(fd, "r");
	if (list->file && !fstat(fd, &st) && !S_ISDIR(st.st_mode))
		return true;
	errno = list->file ? EISDIR : ENOMEM;
	if (list->file)
		fclose(list->file);
	else
		close(fd);
	return false;
}

static bool is_there(const char *path)
{
	struct stat st;

	return !lstat(path, &st) || errno != ENOENT;
}

/*
 * Remove what an editor of another system adds to a name, unless a file has
 * that name. An empty line has nothing else.
 */
static void trim(struct name_list *list, size_t bytes)
{
	static const char mark[] = "\xef\xbb\xbf";
	bool marked = list->line == 1 && !strncmp(list->name, mark, 3);
	bool ended = list->name[bytes - 1] == '\r';
	size_t from = marked ? 3 : 0, rest = bytes - from - ended;
	char whole[NAME_BYTES_MAX];

	if ((!marked && !ended) || is_there(list->name))
		return;
	memcpy(whole, list->name, bytes + 1);
	memmove(list->name, list->name + from, rest);
	list->name[rest] = 0;
	if (rest && !is_there(list->name))
		memcpy(list->name, whole, bytes + 1);
}

static enum name_outcome read_name(struct name_list *list, const char **reason)
{
	size_t bytes = 0;
	int c;

	while ((c = getc(list->file)) != EOF && c != list->delimiter) {
		if (!c)
			*reason = "the name has a NUL byte (use -0)";
		if (bytes < NAME_BYTES_MAX - 1)
			list->name[bytes] = (char)c;
		bytes++;
	}
	if (c == EOF && ferror(list->file))
		return NAME_BROKEN;
	if (c == EOF && !bytes)
		return NAME_END;
	list->line++;
	if (bytes >= NAME_BYTES_MAX)
		*reason = "the name is too long";
	else if (!bytes && !list->delimiter)
		*reason = "the name is empty";
	if (*reason || bytes >= NAME_BYTES_MAX)
		return NAME_BAD;
	list->name[bytes] = 0;
	if (list->delimiter && bytes)
		trim(list, bytes);
	return NAME_READ;
}

enum name_outcome name_list_next(struct name_list *list, const char **reason)
{
	enum name_outcome outcome;

	*reason = NULL;
	do {
		outcome = read_name(list, reason);
	} while (outcome == NAME_READ && !*list->name);
	return outcome;
}

void name_list_close(struct name_list *list)
{
	fclose(list->file);
}
