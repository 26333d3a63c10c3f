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

enum name_outcome name_list_next(struct name_list *list, const char **reason)
{
	size_t bytes = 0;
	int c;

	*reason = NULL;
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
	if (!bytes)
		*reason = "the name is empty";
	else if (bytes >= NAME_BYTES_MAX)
		*reason = "the name is too long";
	if (*reason)
		return NAME_BAD;
	list->name[bytes] = 0;
	return NAME_READ;
}

void name_list_close(struct name_list *list)
{
	fclose(list->file);
}
