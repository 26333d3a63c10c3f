/* SPDX-License-Identifier: MIT */
/* columns.c - what the columns of hashdeep and CSV are called. */
#include "columns.h"

#include "list_tag.h"

#include <string.h>

enum {
	HEADING_MAX = 64,
	DIGITS_SAFE = 19 /* any number of so many fits in 64 bits */
};

static const struct {
	const char *name;
	enum hln_list_column kind;
} known[] = {
	{ "filename", HLN_LIST_COLUMN_NAME },
	{ "file", HLN_LIST_COLUMN_NAME },
	{ "name", HLN_LIST_COLUMN_NAME },
	{ "path", HLN_LIST_COLUMN_NAME },
	{ "path_b64", HLN_LIST_COLUMN_NAME_BASE64 },
	{ "size", HLN_LIST_COLUMN_SIZE },
	{ "mtime_ns", HLN_LIST_COLUMN_MTIME },
	{ "status", HLN_LIST_COLUMN_STATUS },
	/* Get-FileHash of PowerShell has these two. */
	{ "algorithm", HLN_LIST_COLUMN_ALGORITHM },
	{ "hash", HLN_LIST_COLUMN_BARE_DIGEST },
	{ "checksum", HLN_LIST_COLUMN_BARE_DIGEST },
	{ "digest", HLN_LIST_COLUMN_BARE_DIGEST },
};

/*
 * How the names of algorithms begin that the library may not have. Digits,
 * hyphens, slashes and underscores follow, and perhaps one more letter.
 */
static const char *const families[] = {
	"adler",  "blake",          "crc",       "ed2k",     "edon-r",
	"fnv",    "gost",           "has",       "haval",    "md",
	"murmur", "ripemd",         "rmd",       "sha",      "skein",
	"snefru", "spamsum",        "ssdeep",    "streebog", "tiger",
	"tth",    "btih",           "whirlpool", "xxh",      "xxhash",
	"k12",    "kangarootwelve",
};

static char to_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool begins(const char *text, size_t bytes, const char *with)
{
	size_t length = strlen(with);

	if (bytes < length)
		return false;
	for (size_t i = 0; i < length; i++)
		if (to_lower(text[i]) != with[i])
			return false;
	return true;
}

/* Is it the name of an algorithm of a family above? */
static bool is_algorithm(const char *name, size_t bytes)
{
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		size_t at = strlen(families[i]);

		if (!begins(name, bytes, families[i]))
			continue;
		while (at < bytes && memchr("0123456789-_/", name[at], 13))
			at++;
		if (at == bytes || (at + 1 == bytes && at > 2))
			return true;
	}
	return false;
}

static void set_tag(struct hln_list_columns *columns, size_t i,
		    const char *name, size_t bytes)
{
	size_t room = sizeof(columns->tags[i]) - 1;

	if (bytes > room)
		bytes = room;
	memcpy(columns->tags[i], name, bytes);
	columns->tags[i][bytes] = 0;
}

/* Take the first `word` out of a heading; false: it is not there. */
static bool take_out(char *heading, const char *word)
{
	char *at = strstr(heading, word);
	size_t length = strlen(word);

	/* The name itself may have such a word: "xxhash". */
	if (!at || (at > heading + 1 && !strncmp(at - 2, "xxhash", 6)))
		return false;
	memmove(at, at + length, strlen(at + length) + 1);
	return true;
}

/* Without blanks and the like at the ends. */
static void trim(char *heading)
{
	static const char marks[] = " _-.:()";
	size_t bytes = strlen(heading), skipped;

	while (bytes && strchr(marks, heading[bytes - 1]))
		heading[--bytes] = 0;
	skipped = strspn(heading, marks);
	memmove(heading, heading + skipped, bytes - skipped + 1);
}

/*
 * What is left of a heading without the words that say that it is a digest:
 * "md5" of "MD5_Hash", "md5(hex)", "sha1sum" and "File MD5". *digest: it has a
 * word that only a digest has.
 */
static void strip(char out[HEADING_MAX], bool *digest, const char *name,
		  size_t bytes)
{
	static const char *const words[] = { "checksum", "digest", "hash" };
	static const char *const others[] = { "sum",   "(hex)",  "hex",
					      "value", "base64", "of file",
					      "file" };

	for (size_t i = 0; i < bytes; i++)
		out[i] = to_lower(name[i]);
	out[bytes] = 0;
	*digest = false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		*digest |= take_out(out, words[i]);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		(void)take_out(out, others[i]);
	trim(out);
}

/* "Hash Algorithm" */
static bool is_kind(const char *rest)
{
	static const char *const words[] = { "algorithm", "type", "function" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcmp(rest, words[i]))
			return true;
	return false;
}

/* The heading of a digest in other words than an algorithm's name. */
static void set_by_words(struct hln_list_columns *columns, size_t i,
			 const char *name, size_t bytes)
{
	char rest[HEADING_MAX];
	bool digest;

	if (bytes >= HEADING_MAX)
		return;
	strip(rest, &digest, name, bytes);
	if (digest && !*rest)
		columns->kinds[i] = HLN_LIST_COLUMN_BARE_DIGEST;
	else if (digest && is_kind(rest))
		columns->kinds[i] = HLN_LIST_COLUMN_ALGORITHM;
	else if (hln_list_tag_parse(&columns->specs[i], rest, strlen(rest)))
		columns->kinds[i] = HLN_LIST_COLUMN_DIGEST;
	else if (is_algorithm(rest, strlen(rest)))
		columns->kinds[i] = HLN_LIST_COLUMN_UNKNOWN_DIGEST;
}

void hln_columns_set_unknown(struct hln_list_columns *columns, size_t i,
			     const char *name, size_t bytes)
{
	columns->kinds[i] = HLN_LIST_COLUMN_UNKNOWN_DIGEST;
	set_tag(columns, i, name, bytes);
}

void hln_columns_set(struct hln_list_columns *columns, size_t i,
		     const char *name, size_t bytes)
{
	columns->specs[i] = (struct hashlane_algorithm_spec){ 0 };
	set_tag(columns, i, name, bytes);
	columns->kinds[i] = HLN_LIST_COLUMN_OTHER;
	for (size_t k = 0; k < sizeof(known) / sizeof(known[0]); k++)
		if (strlen(known[k].name) == bytes &&
		    begins(name, bytes, known[k].name))
			columns->kinds[i] = known[k].kind;
	if (columns->kinds[i] != HLN_LIST_COLUMN_OTHER)
		return;
	if (hln_list_tag_parse(&columns->specs[i], name, bytes))
		columns->kinds[i] = HLN_LIST_COLUMN_DIGEST;
	else if (is_algorithm(name, bytes))
		columns->kinds[i] = HLN_LIST_COLUMN_UNKNOWN_DIGEST;
	else
		set_by_words(columns, i, name, bytes);
}

bool hln_columns_number(uint64_t *out, const char *text, size_t bytes)
{
	uint64_t n = 0;

	if (!bytes)
		return false;
	for (size_t i = 0; i < bytes; i++) {
		uint64_t digit = (uint64_t)(unsigned char)text[i] - '0';

		if (digit > 9 ||
		    (i >= DIGITS_SAFE && n > (UINT64_MAX - digit) / 10))
			return false;
		n = n * 10 + digit;
	}
	*out = n;
	return true;
}
