# SPDX-License-Identifier: MIT
# hashlane.fish - completion of the hashlane command for fish.
# The command lists its options itself, see cli/commands/cmd_completion.c.

function __hashlane_options
    set -l words (commandline -opc)
    hashlane completion $words[2] 2>/dev/null | string match -r '^-.*' |
        string replace -r '\t[^\t]*\t' '\t'
end

# What completes the value of the option before, or the first operand.
function __hashlane_kind
    set -l words (commandline -opc)
    set -l option $words[-1]
    test (count $words) -eq 2; and set option ''
    hashlane completion $words[2] 2>/dev/null |
        string replace -rf '^'(string escape --style=regex -- $option)'\t([^\t]*)\t.*' '$1'
end

function __hashlane_is
    test "$(__hashlane_kind)" = $argv[1]
end

# The last of a list with commas.
function __hashlane_algorithms
    set -l head (commandline -ct | string match -r '.*,')
    for name in (hashlane algorithms 2>/dev/null | cut -d' ' -f1) all
        echo "$head$name"
    end
end

function __hashlane_words
    __hashlane_kind | string match -rv '^=(file|folder)$' |
        string replace -rf '^=' '' | string split ' '
end

complete -c hashlane -n __fish_use_subcommand -f \
    -a '(hashlane completion 2>/dev/null)'
complete -c hashlane -n __fish_use_subcommand -f -l help -d 'show the help'
complete -c hashlane -n __fish_use_subcommand -f -l version \
    -d 'show the version'
complete -c hashlane -n 'not __fish_use_subcommand' \
    -n 'string match -q -- "-*" (commandline -ct)' \
    -n 'not contains -- -- (commandline -opc)' -f -a '(__hashlane_options)'
complete -c hashlane -n 'not __fish_use_subcommand' \
    -n '__hashlane_is algorithms' -f -a '(__hashlane_algorithms)'
complete -c hashlane -n 'not __fish_use_subcommand' \
    -n '__hashlane_is any' -f
complete -c hashlane -n 'not __fish_use_subcommand' \
    -n '__hashlane_is folder' -f -a '(__fish_complete_directories)'
complete -c hashlane -n 'not __fish_use_subcommand' \
    -n 'count (__hashlane_words) >/dev/null' -f -a '(__hashlane_words)'
