/* SPDX-License-Identifier: MIT */
/* version.c - the exports of versions and status texts. */
#include "../../include/hashlane.h"
#include "../base/status.h"

const char *hashlane_library_get_version(void)
{
	return HASHLANE_VERSION;
}

uint32_t hashlane_library_get_abi_version(void)
{
	return HASHLANE_ABI_VERSION;
}

int32_t hashlane_library_check_abi(uint32_t abi_version)
{
	uint32_t major = HASHLANE_ABI_VERSION >> 16;

	if (abi_version >> 16 != major || abi_version > HASHLANE_ABI_VERSION)
		return HASHLANE_ABI;
	/* Minor versions of 0.x promise nothing to one another. */
	if (!major && abi_version != HASHLANE_ABI_VERSION)
		return HASHLANE_ABI;
	return HASHLANE_OK;
}

const char *hashlane_status_get_text(int32_t status)
{
	return hln_status_text(status);
}

const char *hashlane_status_get_name(int32_t status)
{
	return hln_status_name(status);
}

const char *hashlane_status_get_hint(int32_t status)
{
	return hln_status_hint(status);
}

#define TEXT_(x) #x
#define TEXT(x)  TEXT_(x)

const char *hashlane_library_get_compiler(void)
{
#if defined(__clang__)
	return "clang " TEXT(__clang_major__) "." TEXT(
		__clang_minor__) "." TEXT(__clang_patchlevel__);
#elif defined(__GNUC__)
	return "gcc " TEXT(__GNUC__) "." TEXT(__GNUC_MINOR__) "." TEXT(
		__GNUC_PATCHLEVEL__);
#else
	return "unknown";
#endif
}
