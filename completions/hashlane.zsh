#compdef hashlane
# SPDX-License-Identifier: MIT
# hashlane.zsh - completion of the hashlane command for zsh.
# The words come from the command's own help, so that both stay together.

_hashlane_options() { # COMMAND [SUBCOMMAND]
	"$@" --help 2>/dev/null | sed -n \
		's/^  *\(-[a-zA-Z0-9]\)\{0,1\},\{0,1\} *\(--[a-z0-9-]*\).*/\1 \2/p'
}

_hashlane_subcommands() { # COMMAND
	"$1" --help 2>/dev/null | sed -n \
		'/^Subcommands:/,/^$/s/^  \([a-z0-9]*\)  *\(.*\)/\1:\2/p'
}

_hashlane() {
	local command=$words[1] word=$words[CURRENT] before=$words[CURRENT-1]
	local -a found

	if (( CURRENT == 2 )); then
		found=(${(f)"$(_hashlane_subcommands $command)"})
		found+=('--help:this help' '--version:the version')
		_describe -t commands 'subcommand' found
		return
	fi
	case $before in
	-a | --algorithm)
		found=(${(f)"$($command algorithms 2>/dev/null |
			cut -d' ' -f1)"} all)
		_values -s , algorithm $found
		return
		;;
	--format)
		found=(gnu bsd sfv hashdeep ed2k magnet json csv)
		compadd -a found
		return
		;;
	-j | --jobs | --memory)
		return 1
		;;
	cache)
		if (( CURRENT == 3 )) && [[ $word != -* ]]; then
			found=(stats prune verify clear import)
			compadd -a found
			return
		fi
		;;
	esac
	if [[ $word == -* ]]; then
		found=(${=$(_hashlane_options $command $words[2])})
		compadd -a found
	else
		_files
	fi
}

# Read from a folder of $fpath, or sourced.
if [[ $funcstack[1] == _hashlane ]]; then
	_hashlane "$@"
else
	compdef _hashlane hashlane
fi
