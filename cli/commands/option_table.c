/* SPDX-License-Identifier: MIT */
/* option_table.c - every option of every subcommand. */
#include "option_table.h"

#include "command.h"

#include <stddef.h>

enum {
	READERS = IN_SUM | IN_CHECK | IN_UPDATE | IN_AUDIT | IN_DUPES,
	ALL = READERS | IN_LINK | IN_CACHE | IN_BENCH | IN_ALGORITHMS | IN_INFO
};

static const char only_directories[] = "Directories (with -r):";
static const char only_check[] = "Only with -c:";
static const char only_cache[] = "Cache:";

const struct option_row option_table[] = {
	{ .id = OPTION_AGAINST,
	  .commands = IN_AUDIT,
	  .name = "against",
	  .value = "FILE",
	  .repeats = true,
	  .complete = "file",
	  .help = "compare with this list or database" },
	{ .id = OPTION_ED2K,
	  .commands = IN_LINK,
	  .name = "ed2k",
	  .help = "write ed2k links only, with the AICH root hash" },
	{ .id = OPTION_MAGNET,
	  .commands = IN_LINK,
	  .name = "magnet",
	  .help = "write magnet links only, with TTH, ED2K, AICH and SHA-1" },
	{ .id = OPTION_PARTS,
	  .commands = IN_LINK,
	  .name = "parts",
	  .help = "add the part hashes to ed2k links" },

	/* Algorithms. */
	{ .id = OPTION_ALGORITHM,
	  .commands = IN_SUM,
	  .letter = 'a',
	  .name = "algorithm",
	  .value = "LIST",
	  .repeats = true,
	  .complete = "algorithms",
	  .help = "compute these algorithms, separated by commas, or all "
		  "(default sha256; see hashlane algorithms)",
	  .manual = "Compute these algorithms, separated by commas, or _all_. "
		    "The default is _sha256_. Some algorithms take a "
		    "parameter: _s3-etag:part=5MiB_. *hashlane algorithms* "
		    "lists them. An empty file has no _bt2-pieces-root_: no "
		    "line is written for it and a message says so, but this "
		    "is no failure." },
	{ .id = OPTION_ALGORITHM,
	  .commands = IN_CHECK,
	  .letter = 'a',
	  .name = "algorithm",
	  .value = "LIST",
	  .repeats = true,
	  .complete = "algorithms",
	  .help = "read digests without a tag as digests of these algorithms",
	  .manual =
		  "Read digests without a tag as digests of these "
		  "algorithms. Without this option the name of the list "
		  "(_SHA512SUMS_, _x.sha1_) and the length of the digest "
		  "leave some algorithms: the smallest file of the list is "
		  "compared by all of them, and the first one that it "
		  "matches is taken for the others. The summary says which "
		  "one, unless it is that of *md5sum*, *sha1sum* and so on. "
		  "A match with a checksum that is not "
		  "cryptographic (_xxh3-128_, _quickxor_) does not count "
		  "for a digest of 32 or more digits. Those of 8 and 16 "
		  "digits are checksums (_crc32_, _xxh64_ and others): one "
		  "algorithm is taken for all of them in a list. The length "
		  "says as much of digests in base64 (of _md5_, _sha1_, "
		  "_sha256_ and others of their sizes) and in base32 (_aich_ "
		  "and _tth_ only). Others in base32 or base64 without a tag "
		  "are read only with this option or by the name of the "
		  "list." },
	{ .id = OPTION_ALGORITHM,
	  .commands = IN_UPDATE | IN_AUDIT,
	  .letter = 'a',
	  .name = "algorithm",
	  .value = "LIST",
	  .repeats = true,
	  .complete = "algorithms",
	  .help = "read digests without a tag as digests of these "
		  "algorithms" },
	{ .id = OPTION_ALGORITHM,
	  .commands = IN_CACHE,
	  .letter = 'a',
	  .name = "algorithm",
	  .value = "LIST",
	  .repeats = true,
	  .complete = "algorithms",
	  .help = "with import: read digests without a tag as digests of "
		  "these algorithms",
	  .manual = "With *import*: read digests without a tag as digests of "
		    "these algorithms. The option is needed unless the name "
		    "of the list gives the algorithm, as _x.md5_ or "
		    "_SHA256SUMS_ do. The cache trusts what it imports, and "
		    "the length of a digest is only a guess." },
	{ .id = OPTION_ALGORITHM,
	  .commands = IN_DUPES,
	  .letter = 'a',
	  .name = "algorithm",
	  .value = "NAME",
	  .complete = "algorithms",
	  .help = "compare files by this algorithm (default blake3)" },
	{ .id = OPTION_ALGORITHM,
	  .commands = IN_BENCH,
	  .letter = 'a',
	  .name = "algorithm",
	  .value = "LIST",
	  .repeats = true,
	  .complete = "algorithms",
	  .help = "measure these algorithms, separated by commas (default "
		  "all; for DIR sha256)" },

	/* What is read. */
	{ .id = OPTION_RECURSIVE,
	  .commands = IN_SUM | IN_LINK,
	  .letter = 'r',
	  .name = "recursive",
	  .help = "read directories recursively, without following symbolic "
		  "links" },
	{ .id = OPTION_BASE,
	  .commands = IN_CHECK | IN_UPDATE | IN_AUDIT,
	  .name = "base",
	  .value = "DIR",
	  .complete = "folder",
	  .help = "resolve the names in lists against DIR instead of the "
		  "current directory; with DIR = list, against the directory "
		  "that the list is in",
	  .manual = "Resolve the names in lists against _DIR_ instead of the "
		    "current directory. If _DIR_ is _list_, resolve them "
		    "against the directory that the list is in." },
	{ .id = OPTION_ROOT,
	  .commands = IN_CHECK,
	  .name = "root",
	  .value = "DIR",
	  .complete = "folder",
	  .help = "refuse names that lead out of DIR" },
	{ .id = OPTION_EXTRA,
	  .commands = IN_CHECK,
	  .name = "extra",
	  .value = "DIR",
	  .value_optional = true,
	  .complete = "folder",
	  .help = "report files below DIR that no list names, and which of "
		  "these match a missing file that was moved: both make the "
		  "exit status 1; DIR is by default that of --base, and "
		  "needed with --base list",
	  .manual =
		  "Report files below _DIR_ that no list names, and which of "
		  "these match a missing file that was moved. Both make the "
		  "exit status 1. The default is the directory of *--base*; "
		  "with *--base list*, which is not one directory, _DIR_ is "
		  "needed." },
	{ .id = OPTION_EMBEDDED_CRC,
	  .commands = IN_CHECK,
	  .name = "embedded-crc",
	  .help = "read no lists: each LIST is a file with its CRC32 in its "
		  "name ([1A2B3C4D]), or a directory of such files",
	  .manual = "Read no lists. Each _LIST_ is a file with its CRC32 in "
		    "its name, as _[1A2B3C4D]_, or a directory of such "
		    "files." },
	{ .id = OPTION_EXPECT,
	  .commands = IN_CHECK,
	  .name = "expect",
	  .value = "DIGEST",
	  .help = "read no list: check that FILE has this digest",
	  .manual = "Read no list: check that the one _FILE_ has this digest, "
		    "in hexadecimal digits or as _sha256:DIGEST_. With *-a*, "
		    "it may be in any form of that algorithm." },
	{ .id = OPTION_CHECK,
	  .commands = IN_SUM,
	  .letter = 'c',
	  .name = "check",
	  .help = "do what hashlane check does: each PATH is a list",
	  .manual = "Do what *hashlane check* does, with its options: each "
		    "_PATH_ is a list." },
	{ .id = OPTION_CHECK,
	  .commands = IN_CHECK,
	  .letter = 'c',
	  .name = "check",
	  .help = "is accepted, as an option of md5sum" },
	{ .id = OPTION_REQUIRE,
	  .commands = IN_CHECK,
	  .name = "require",
	  .value = "LIST",
	  .repeats = true,
	  .complete = "algorithms",
	  .help = "a file is OK only by a digest of one of these algorithms, "
		  "or, with the word secure, by one that no two files share",
	  .manual =
		  "A file is OK only by a digest of one of these algorithms. "
		  "With the word _secure_, which is given alone, that is any "
		  "algorithm for which nobody can make two files with the "
		  "same digest: not _md5_, _sha1_ or a checksum. Other files "
		  "are UNKNOWN. Lines that name one file count together if it "
		  "is read once for them: in lists of many thousand files, put "
		  "all digests of a file side by side." },
	{ .id = OPTION_NO_GUESS,
	  .commands = IN_CHECK,
	  .name = "no-guess",
	  .help = "do not guess the algorithm of a digest by its length or by "
		  "the name of the list, nor read a name in another way if no "
		  "file has it" },
	{ .id = OPTION_IGNORE_CASE,
	  .commands = IN_CHECK,
	  .name = "ignore-case",
	  .help = "if no file has a name, accept one whose name differs in "
		  "upper and lower case only" },
	{ .id = OPTION_IGNORE_MISSING,
	  .commands = IN_CHECK,
	  .name = "ignore-missing",
	  .help = "do not report missing files, unless all files are missing",
	  .manual = "Do not report missing files. If all files are missing, "
		    "nothing was verified and the exit status is 1." },
	{ .id = OPTION_ONLY_NEW,
	  .commands = IN_UPDATE,
	  .name = "only-new",
	  .help = "read only files that LIST does not name; of the others, "
		  "report those that are gone or have another size than in "
		  "LIST",
	  .manual = "Read only files that the list does not name. Of the "
		    "others, those that are gone or have another size than "
		    "in the list are reported. If the algorithm of the list "
		    "is only guessed, *-a* is needed." },
	{ .id = OPTION_PRUNE,
	  .commands = IN_UPDATE,
	  .name = "prune",
	  .help = "remove the entries of files that are gone, unless their "
		  "directory is empty (it may be an unmounted disk)",
	  .manual =
		  "Remove the entries of files that are gone. An entry stays "
		  "if its directory cannot be read, is empty, or is on "
		  "another device than when the run began: it may be an "
		  "unmounted disk. With *--cache*, an entry also stays if "
		  "its file was last hashed on a device on which no file is "
		  "found now." },
	{ .id = OPTION_ACCEPT_CHANGES,
	  .commands = IN_UPDATE,
	  .name = "accept-changes",
	  .help = "replace the entries of files whose size or time of "
		  "modification differs from LIST",
	  .manual = "Replace the entries of files whose size or time of "
		    "modification differs from the list. A changed file "
		    "whose entry has neither, or the same, keeps its "
		    "digest." },
	{ .id = OPTION_ACCEPT,
	  .commands = IN_UPDATE,
	  .name = "accept",
	  .value = "FILE",
	  .repeats = true,
	  .complete = "file",
	  .help = "hash FILE, a path or a name in LIST, and replace its entry "
		  "if it has changed, whatever its size and time",
	  .manual =
		  "Hash _FILE_ and replace its entry if it has changed. It is "
		  "hashed even if its size and time are those in the list, "
		  "and the cache is not asked. _FILE_ is a path from the "
		  "current directory or a name as the list has it. If the list "
		  "has no entry of it below _DIR_, the exit status is 1." },
	{ .id = OPTION_FILES_FROM,
	  .commands = IN_SUM,
	  .name = "files-from",
	  .value = "FILE",
	  .complete = "file",
	  .help = "read more names from FILE, one a line, in lines of Unix or "
		  "Windows; FILE - is standard input, a name - is a file of "
		  "that name",
	  .manual =
		  "Read more names from _FILE_, one a line. If _FILE_ is _-_, "
		  "read them from standard input. Empty lines are skipped. If "
		  "there is no file of a name, but one of the name without "
		  "the carriage return at its end or the byte order mark "
		  "before the first name, that file is read." },
	{ .id = OPTION_NULL,
	  .commands = IN_SUM,
	  .letter = '0',
	  .name = "null",
	  .help = "the names in that FILE end in NUL instead of newline",
	  .manual = "The names in the _FILE_ of *--files-from* end in NUL "
		    "instead of newline." },

	/* How files are read. */
	{ .id = OPTION_JOBS,
	  .commands = READERS | IN_LINK,
	  .letter = 'j',
	  .name = "jobs",
	  .value = "N",
	  .help = "use N threads; 0, the default, uses one for each "
		  "processor; 1 reads one file at a time",
	  .manual = "Use _N_ threads. 0, the default, uses one for each "
		    "processor that is available. With 1, one file is open at "
		    "a time, as with *--sequential*. Files of up to 128 KiB "
		    "are still hashed side by side, longer files one by one. "
		    "Longer files that are in the page cache are hashed "
		    "faster by several threads." },
	{ .id = OPTION_JOBS,
	  .commands = IN_CACHE,
	  .letter = 'j',
	  .name = "jobs",
	  .value = "N",
	  .help = "with verify: use N threads; 0, the default, uses one for "
		  "each processor",
	  .manual = "With *verify*: use _N_ threads. 0, the default, uses one "
		    "for each processor that is available." },
	{ .id = OPTION_JOBS,
	  .commands = IN_BENCH,
	  .letter = 'j',
	  .name = "jobs",
	  .value = "N",
	  .help = "hash DIR with N threads; 0, the default, uses one for each "
		  "processor" },
	{ .id = OPTION_SEQUENTIAL,
	  .commands = READERS,
	  .name = "sequential",
	  .help = "read one file at a time, with any number of threads",
	  .manual = "Read one file at a time, in the order of the names, with "
		    "any number of threads. Files on rotating disks are read "
		    "this way in any case unless they are in the page cache; "
		    "from NFS and SMB, four files are read at a time." },
	{ .id = OPTION_DROP_CACHE,
	  .commands = READERS,
	  .name = "drop-cache",
	  .help = "drop files from the page cache that were not in it before",
	  .manual =
		  "Drop files from the page cache that were not in it before. "
		  "The first byte of a file, or of a range of a file, "
		  "decides for the whole of it." },
	{ .id = OPTION_CTIME,
	  .commands = READERS,
	  .name = "ctime",
	  .value = "USE",
	  .complete = "=auto strict ignore",
	  .help = "read a file again if only its time of status change "
		  "(ctime) is new: auto, strict (always) or ignore (never)",
	  .manual =
		  "Say whether a file is read again if only its time of "
		  "status change (ctime) changed while it was read: "
		  "_strict_, always; _ignore_, never; _auto_, the default, "
		  "except on devices on which eight files in a row had a new "
		  "ctime and the same digests. A file that was read again "
		  "has changed if its digests differ." },
	{ .id = OPTION_MEMORY,
	  .commands = IN_SUM,
	  .name = "memory",
	  .value = "SIZE",
	  .help = "limit buffers to SIZE, such as 8MiB; at least 4MiB, "
		  "default 40MiB; the program itself is not counted",
	  .manual =
		  "Limit the memory of the buffers to _SIZE_, such as _8MiB_. "
		  "At least 4MiB; the default is 40MiB. The program itself "
		  "is not counted." },
	{ .id = OPTION_MEMORY,
	  .commands = IN_CHECK,
	  .name = "memory",
	  .value = "SIZE",
	  .help = "limit buffers to SIZE, such as 8MiB; at least 4MiB, "
		  "default 40MiB; 24MiB for lists and the program itself "
		  "are not counted",
	  .manual =
		  "Limit the memory of the buffers to _SIZE_, such as _8MiB_. "
		  "At least 4MiB; the default is 40MiB. 24MiB for lists, "
		  "and the program itself, are not counted." },

	/* What is written. */
	{ .id = OPTION_FORMAT,
	  .commands = IN_SUM,
	  .name = "format",
	  .value = "FORMAT",
	  .complete = "=gnu bsd sfv hashdeep ed2k magnet json csv",
	  .help = "write this format:\n"
		  "gnu   DIGEST  NAME (default for md5, sha1, sha224, sha256, "
		  "sha384, sha512; b3sum reads only this one)\n"
		  "bsd   TAG (NAME) = DIGEST (default for several algorithms "
		  "and for others)\n"
		  "sfv, hashdeep, ed2k and magnet (links)\n"
		  "json  one object a line\n"
		  "csv   one record a file (RFC 4180)\n"
		  "a template, such as '%p %s %{sha1}': a line a file",
	  .manual = "Write this format: _gnu_, the default for one of the "
		    "algorithms _md5_, _sha1_, _sha224_, _sha256_, _sha384_ "
		    "and _sha512_, which a reader knows by the length of the "
		    "digest; _bsd_, the default for others and for several "
		    "(with *--format gnu*, *b3sum -c* reads those of "
		    "_blake3_); "
		    "_sfv_; _hashdeep_; _ed2k_ or _magnet_ links; _json_, one "
		    "object a line; _csv_ (RFC 4180); or a template. *JSON "
		    "AND CSV* below lists the fields, *TEMPLATES* the "
		    "directives." },
	{ .id = OPTION_OUTPUT,
	  .commands = IN_SUM,
	  .letter = 'o',
	  .name = "output",
	  .value = "FILE",
	  .complete = "file",
	  .help = "write to FILE, which is replaced in one step at the end and "
		  "is not hashed itself; FILE - is standard output; pipes and "
		  "devices are written in place; without --format, .sfv, "
		  ".hashdeep, .ed2k, .magnet, .json, .jsonl, .ndjson or .csv "
		  "at its end selects the format; no name selects the "
		  "algorithm",
	  .manual = "Write to _FILE_. It is replaced in one step at the end, "
		    "and is not hashed itself: in directories it is left out, "
		    "and as a _PATH_ it is wrong usage. If there are errors "
		    "and no file could be hashed, an existing _FILE_ stays "
		    "and the exit status is 1. _-_ is standard output. "
		    "Without *--format*, _.sfv_, _.hashdeep_, _.ed2k_, "
		    "_.magnet_, _.json_, _.jsonl_, _.ndjson_ or _.csv_ at the "
		    "end of _FILE_ selects the format. No name selects the "
		    "algorithm: for _x.md5_, give *-a md5* as well. "
		    "Anything but a regular file (a pipe, a device) is "
		    "written in place, and so is a descriptor of the program "
		    "itself, such as _/dev/stdout_ or _/dev/fd/3_: what "
		    "others write there stays. Two more kinds of files are "
		    "not hashed: a regular file that standard output or "
		    "standard error leads to (also not by *check --extra*, "
		    "*update*, *audit* and *dupes*), and the files of a "
		    "checkpoint." },
	{ .id = OPTION_ABSOLUTE,
	  .commands = IN_SUM,
	  .name = "absolute",
	  .help = "write names as absolute paths" },
	{ .id = OPTION_RELATIVE_TO,
	  .commands = IN_SUM,
	  .name = "relative-to",
	  .value = "DIR",
	  .complete = "folder",
	  .help = "write names as paths relative to DIR" },
	{ .id = OPTION_MTIME,
	  .commands = IN_SUM,
	  .name = "mtime",
	  .help = "with json and csv: write times of modification",
	  .manual =
		  "With json and csv: write the times of modification, which "
		  "*update* and *audit* make use of." },
	{ .id = OPTION_PART_HASHES,
	  .commands = IN_SUM,
	  .name = "part-hashes",
	  .help = "with json and ed2k: write the digests of parts, by which "
		  "check finds a damaged range (ed2k, aich, tth, "
		  "bt2-pieces-root, s3-etag, dropbox, glacier)",
	  .manual = "With json and ed2k: write the digests of parts, by which "
		    "*check* finds a damaged range. They exist for _ed2k_, "
		    "_aich_, _tth_, _bt2-pieces-root_, _s3-etag_, _dropbox_ "
		    "and _glacier_, and not for standard input." },
	{ .id = OPTION_JSON,
	  .commands = IN_CHECK,
	  .name = "json",
	  .help = "write one JSON object a file, and one with a summary",
	  .manual =
		  "Write one JSON object a file, and one with a summary; see "
		  "*JSON AND CSV*." },
	{ .id = OPTION_JSON,
	  .commands = IN_AUDIT,
	  .name = "json",
	  .help = "write one JSON object a finding, and one with a summary",
	  .manual = "Write one JSON object a finding, and one with a summary; "
		    "see *JSON AND CSV*." },
	{ .id = OPTION_JSON,
	  .commands = IN_DUPES,
	  .name = "json",
	  .help = "write one JSON object a group: size, digests, files",
	  .manual = "Write one JSON object a group; see *JSON AND CSV*." },
	{ .id = OPTION_LONG,
	  .commands = IN_DUPES,
	  .letter = 'l',
	  .name = "long",
	  .help = "write the size and the digest before each group, and a "
		  "summary at the end; with --json, the summary",
	  .manual = "Write a line with the size and the digest before each "
		    "group, and a summary at the end: groups, files, and the "
		    "bytes of all files of a group but one. With *--json*, "
		    "write an object with the summary." },
	{ .id = OPTION_JSON,
	  .commands = IN_CACHE,
	  .name = "json",
	  .help = "with stats: write one JSON object",
	  .manual = "With *stats*: write one JSON object; see *JSON AND "
		    "CSV*." },
	{ .id = OPTION_JSON,
	  .commands = IN_ALGORITHMS,
	  .name = "json",
	  .help = "write one JSON object a line" },
	{ .id = OPTION_JSON,
	  .commands = IN_BENCH | IN_INFO,
	  .name = "json",
	  .help = "write one JSON object" },
	{ .id = OPTION_ZERO,
	  .commands = IN_SUM,
	  .letter = 'z',
	  .name = "zero",
	  .help = "end lines in NUL instead of newline, and escape no names" },
	{ .id = OPTION_ZERO,
	  .commands = IN_CHECK,
	  .letter = 'z',
	  .name = "zero",
	  .help = "lines that are read or written end in NUL instead of "
		  "newline, and their names are not escaped" },
	{ .id = OPTION_ZERO,
	  .commands = IN_DUPES,
	  .letter = 'z',
	  .name = "zero",
	  .help = "end names in NUL instead of newline, escape none, and end "
		  "each group in another NUL" },

	/* Directories. */
	{ .id = OPTION_INCLUDE,
	  .commands = IN_CHECK,
	  .name = "include",
	  .value = "GLOB",
	  .repeats = true,
	  .help = "check only files whose names match one of these patterns, "
		  "as with hashlane sum; the others are left out and do not "
		  "change the exit status, unless none is left",
	  .manual = "Check only files whose names match one of these "
		    "patterns. See *PATTERNS*. The other entries are left "
		    "out, here and by the next options: the summary counts "
		    "them, and they do not change the exit status. If no "
		    "entry is left, nothing was verified and the exit status "
		    "is 1." },
	{ .id = OPTION_EXCLUDE,
	  .commands = IN_CHECK,
	  .name = "exclude",
	  .value = "GLOB",
	  .repeats = true,
	  .help = "do not check files whose names, or directories of these, "
		  "match",
	  .manual = "Do not check files whose names, or directories of these, "
		    "match one of these patterns. See *PATTERNS*." },
	{ .id = OPTION_MIN_SIZE,
	  .commands = IN_CHECK,
	  .name = "min-size",
	  .value = "SIZE",
	  .help = "do not check files of fewer bytes, such as 1MiB" },
	{ .id = OPTION_MAX_SIZE,
	  .commands = IN_CHECK,
	  .name = "max-size",
	  .value = "SIZE",
	  .help = "do not check files of more bytes" },
	{ .id = OPTION_NEWER,
	  .commands = IN_CHECK,
	  .name = "newer",
	  .value = "TIME",
	  .help = "do not check files that were modified before TIME: "
		  "'YYYY-MM-DD[ HH:MM[:SS]]' or @SECONDS",
	  .manual = "Do not check files that were modified before _TIME_: "
		    "_YYYY-MM-DD_, '_YYYY-MM-DD HH:MM_', '_YYYY-MM-DD "
		    "HH:MM:SS_' in local time, or _@SECONDS_ since 1970." },
	{ .id = OPTION_OLDER,
	  .commands = IN_CHECK,
	  .name = "older",
	  .value = "TIME",
	  .help = "do not check files that were modified after TIME" },
	{ .id = OPTION_INCLUDE,
	  .commands = IN_UPDATE | IN_AUDIT | IN_DUPES,
	  .name = "include",
	  .value = "GLOB",
	  .repeats = true,
	  .help = "take only files that match one of these patterns, as with "
		  "hashlane sum; the others, and their entries, are left out "
		  "and do not change the exit status",
	  .manual = "Take only files that match one of these patterns. See "
		    "*PATTERNS*. The others, and entries of such names, are "
		    "left out, here and by the next options: they are not "
		    "reported and do not change the exit status." },
	{ .id = OPTION_EXCLUDE,
	  .commands = IN_UPDATE | IN_AUDIT | IN_DUPES,
	  .name = "exclude",
	  .value = "GLOB",
	  .repeats = true,
	  .help = "leave out files and directories that match; 'GLOB/' "
		  "matches directories only",
	  .manual = "Leave out files and directories that match one of these "
		    "patterns. See *PATTERNS*." },
	{ .id = OPTION_MIN_SIZE,
	  .commands = IN_UPDATE | IN_AUDIT | IN_DUPES,
	  .name = "min-size",
	  .value = "SIZE",
	  .help = "leave out files of fewer bytes, such as 1MiB" },
	{ .id = OPTION_MAX_SIZE,
	  .commands = IN_UPDATE | IN_AUDIT | IN_DUPES,
	  .name = "max-size",
	  .value = "SIZE",
	  .help = "leave out files of more bytes" },
	{ .id = OPTION_NEWER,
	  .commands = IN_UPDATE | IN_AUDIT | IN_DUPES,
	  .name = "newer",
	  .value = "TIME",
	  .help = "leave out files that were modified before TIME: "
		  "'YYYY-MM-DD[ HH:MM[:SS]]' or @SECONDS",
	  .manual = "Leave out files that were modified before _TIME_: "
		    "_YYYY-MM-DD_, '_YYYY-MM-DD HH:MM_', '_YYYY-MM-DD "
		    "HH:MM:SS_' in local time, or _@SECONDS_ since 1970." },
	{ .id = OPTION_OLDER,
	  .commands = IN_UPDATE | IN_AUDIT | IN_DUPES,
	  .name = "older",
	  .value = "TIME",
	  .help = "leave out files that were modified after TIME" },
	{ .id = OPTION_INCLUDE,
	  .commands = IN_SUM,
	  .name = "include",
	  .value = "GLOB",
	  .repeats = true,
	  .group = only_directories,
	  .help = "hash only files that match one of these patterns, written "
		  "as in .gitignore: without a slash a pattern is compared "
		  "with the last name, else with the path below PATH; ** is "
		  "any directories; a later '!GLOB' reverses a match",
	  .manual = "Hash only files that match one of these patterns. See "
		    "*PATTERNS*." },
	{ .id = OPTION_EXCLUDE,
	  .commands = IN_SUM,
	  .name = "exclude",
	  .value = "GLOB",
	  .repeats = true,
	  .group = only_directories,
	  .help = "leave out files and directories that match; 'GLOB/' "
		  "matches directories only",
	  .manual = "Leave out files and directories that match one of these "
		    "patterns. See *PATTERNS*." },
	{ .id = OPTION_NO_HIDDEN,
	  .commands = IN_SUM,
	  .name = "no-hidden",
	  .group = only_directories,
	  .help = "leave out names that start with a dot" },
	{ .id = OPTION_FOLLOW,
	  .commands = IN_SUM,
	  .name = "follow",
	  .group = only_directories,
	  .help = "follow symbolic links in directories" },
	{ .id = OPTION_ONE_FILE_SYSTEM,
	  .commands = IN_SUM,
	  .name = "one-file-system",
	  .group = only_directories,
	  .help = "stay on the file system of each PATH",
	  .manual = "Stay on the file system of each _PATH_." },

	/* The cache. */
	{ .id = OPTION_CACHE,
	  .commands = IN_SUM,
	  .name = "cache",
	  .group = only_cache,
	  .help = "do not hash files again that have not changed since they "
		  "were hashed with --cache: the same file, size and times; "
		  "see hashlane cache",
	  .manual = "Do not hash files again that have not changed since they "
		    "were hashed with *--cache*. See *CACHE*." },
	{ .id = OPTION_CACHE,
	  .commands = IN_UPDATE | IN_DUPES,
	  .name = "cache",
	  .help = "use the cache; see hashlane cache",
	  .manual = "Use the cache, as *sum* does. See *CACHE*." },
	{ .id = OPTION_NO_CACHE,
	  .commands = IN_SUM,
	  .name = "no-cache",
	  .group = only_cache,
	  .help = "do not use the cache (default)" },
	{ .id = OPTION_REFRESH,
	  .commands = IN_SUM,
	  .name = "refresh",
	  .group = only_cache,
	  .help = "hash all files, and renew their entries in the cache" },
	{ .id = OPTION_CHECKPOINT,
	  .commands = IN_SUM,
	  .name = "checkpoint",
	  .value = "FILE",
	  .complete = "file",
	  .group = only_cache,
	  .help = "keep results in FILE until the end: after a crash, the "
		  "same command continues from there",
	  .manual = "Keep results in _FILE_ until the end. After a crash, the "
		    "same command continues from there: with the next file, "
		    "and within a file of more than a gibibyte from the last "
		    "full gibibyte." },

	/* md5sum and the like. */
	{ .id = OPTION_BINARY,
	  .commands = IN_TOOL,
	  .letter = 'b',
	  .name = "binary",
	  .help = "write * before names" },
	{ .id = OPTION_CHECK,
	  .commands = IN_TOOL,
	  .letter = 'c',
	  .name = "check",
	  .help = "read lists from FILE and check the files they name" },
	{ .id = OPTION_LENGTH,
	  .commands = IN_B2SUM,
	  .letter = 'l',
	  .name = "length",
	  .value = "BITS",
	  .repeats = true,
	  .help = "is accepted for digests of 512 bits, the only length" },
	{ .id = OPTION_TAG,
	  .commands = IN_TOOL,
	  .name = "tag",
	  .help = "write TAG (NAME) = DIGEST" },
	{ .id = OPTION_TEXT,
	  .commands = IN_TOOL,
	  .letter = 't',
	  .name = "text",
	  .help = "write a blank before names (default)" },
	{ .id = OPTION_ZERO,
	  .commands = IN_TOOL,
	  .letter = 'z',
	  .name = "zero",
	  .help = "end lines in NUL instead of newline, and escape no names" },
	{ .id = OPTION_IGNORE_MISSING,
	  .commands = IN_TOOL,
	  .name = "ignore-missing",
	  .group = only_check,
	  .help = "do not report missing files" },
	{ .id = OPTION_QUIET,
	  .commands = IN_TOOL,
	  .name = "quiet",
	  .group = only_check,
	  .help = "do not report files that match" },
	{ .id = OPTION_STATUS,
	  .commands = IN_TOOL,
	  .name = "status",
	  .group = only_check,
	  .help = "report nothing; the exit status is the result" },
	{ .id = OPTION_STRICT,
	  .commands = IN_TOOL,
	  .name = "strict",
	  .group = only_check,
	  .help = "fail if a line holds no digest of a file" },
	{ .id = OPTION_WARN,
	  .commands = IN_TOOL,
	  .letter = 'w',
	  .name = "warn",
	  .group = only_check,
	  .help = "report lines that hold no digest of a file" },
	{ .id = OPTION_HELP,
	  .commands = IN_TOOL,
	  .name = "help",
	  .help = "show this help" },
	{ .id = OPTION_VERSION,
	  .commands = IN_TOOL,
	  .name = "version",
	  .help = "show the version" },

	{ .id = OPTION_STATUS,
	  .commands = IN_CHECK,
	  .name = "status",
	  .help = "write nothing about files; the exit status is the result" },
	{ .id = OPTION_STRICT,
	  .commands = IN_CHECK,
	  .name = "strict",
	  .help = "is accepted, as an option of md5sum: a line that cannot be "
		  "read is a failure in any case" },
	{ .id = OPTION_WARN,
	  .commands = IN_CHECK,
	  .letter = 'w',
	  .name = "warn",
	  .help = "is accepted, as an option of md5sum: lines that cannot be "
		  "read are reported in any case" },

	/* Everything. */
	{ .id = OPTION_QUIET,
	  .commands = IN_SUM | IN_DUPES | IN_LINK | IN_CACHE,
	  .letter = 'q',
	  .name = "quiet",
	  .help = "show no progress on the terminal" },
	{ .id = OPTION_QUIET,
	  .commands = IN_CHECK,
	  .letter = 'q',
	  .name = "quiet",
	  .help = "show no progress and do not report files that match; if "
		  "all match, write no summary",
	  .manual = "Show no progress on the terminal and do not report files "
		    "that match. If all files match, write no summary." },
	{ .id = OPTION_QUIET,
	  .commands = IN_UPDATE,
	  .letter = 'q',
	  .name = "quiet",
	  .help = "show no progress, and write neither the summary nor the "
		  "names of entries that were replaced or removed",
	  .manual = "Show no progress on the terminal, and write neither the "
		    "summary nor the names of entries that were replaced or "
		    "removed, nor that the command waits for the lock of the "
		    "list." },
	{ .id = OPTION_QUIET,
	  .commands = IN_AUDIT,
	  .letter = 'q',
	  .name = "quiet",
	  .help = "show no progress and write no summary" },
	{ .id = OPTION_HELP,
	  .commands = ALL,
	  .letter = 'h',
	  .name = "help",
	  .help = "show this help" },
};

const size_t option_table_count = sizeof(option_table) /
				  sizeof(option_table[0]);
