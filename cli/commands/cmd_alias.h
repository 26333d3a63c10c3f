/* SPDX-License-Identifier: MIT */
/* cmd_alias.h - the program under the name md5sum and the like. */
#ifndef CLI_CMD_ALIAS_H
#define CLI_CMD_ALIAS_H

#include "command.h"

/*
 * The tool, such as md5sum, that a name of the program stands for; NULL: none.
 */
const struct command *alias_find(const char *name);

#endif
