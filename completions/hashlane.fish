# SPDX-License-Identifier: MIT
# hashlane.fish - completion of the hashlane command for fish.
# The words come from the command's own help, so that both stay together.

function __hashlane_subcommands
    hashlane --help 2>/dev/null | sed -n \
        '/^Subcommands:/,/^$/s/^  \([a-z0-9]*\)  *\(.*\)/\1\t\2/p'
end

function __hashlane_options
    set -l words (commandline -opc)
    hashlane $words[2] --help 2>/dev/null | sed -n \
        -e 's/^  *\(--[a-z0-9-]*\).*/\1/p' \
        -e 's/^  *\(-[a-zA-Z0-9]\), \(--[a-z0-9-]*\).*/\1\n\2/p'
end

# The last of a list with commas.
function __hashlane_algorithms
    set -l head (commandline -ct | string match -r '.*,')
    for name in (hashlane algorithms 2>/dev/null | cut -d' ' -f1) all
        echo "$head$name"
    end
end

function __hashlane_after
    set -l words (commandline -opc)
    contains -- $words[-1] $argv
end

complete -c hashlane -n __fish_use_subcommand -f -a '(__hashlane_subcommands)'
complete -c hashlane -n __fish_use_subcommand -f -l help -d 'the help'
complete -c hashlane -n __fish_use_subcommand -f -l version -d 'the version'
complete -c hashlane -n 'not __fish_use_subcommand' \
    -n 'string match -q -- "-*" (commandline -ct)' -f -a '(__hashlane_options)'
complete -c hashlane -n '__hashlane_after -a --algorithm' -f \
    -a '(__hashlane_algorithms)'
complete -c hashlane -n '__hashlane_after --format' -f \
    -a 'gnu bsd sfv hashdeep ed2k magnet json csv'
complete -c hashlane -n '__hashlane_after cache' -f \
    -a 'stats prune verify clear import'
