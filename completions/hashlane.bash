# SPDX-License-Identifier: MIT
# hashlane.bash - completion of the hashlane command for bash.
# The words come from the command's own help, so that both stay together.

_hashlane_options() # COMMAND [SUBCOMMAND]
{
	"$@" --help 2>/dev/null | sed -n \
		's/^  *\(-[a-zA-Z0-9]\)\{0,1\},\{0,1\} *\(--[a-z0-9-]*\).*/\1 \2/p'
}

_hashlane_subcommands() # COMMAND
{
	"$1" --help 2>/dev/null | sed -n \
		'/^Subcommands:/,/^$/s/^  \([a-z0-9]*\)  .*/\1/p'
}

# The last of a list with commas.
_hashlane_algorithms() # COMMAND WORD
{
	local head='' names
	case $2 in *,*) head=${2%,*}, ;; esac
	names=$("$1" algorithms 2>/dev/null | cut -d' ' -f1)
	mapfile -t COMPREPLY < <(compgen -P "$head" -W "$names all" -- "${2##*,}")
	compopt -o nospace 2>/dev/null
}

_hashlane()
{
	local command=${COMP_WORDS[0]} sub=${COMP_WORDS[1]}
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
	local words=''

	COMPREPLY=()
	if [ "$COMP_CWORD" = 1 ]; then
		words="$(_hashlane_subcommands "$command") --help --version"
	else
		case $before in
		-a | --algorithm)
			_hashlane_algorithms "$command" "$word"
			return
			;;
		--format)
			words="gnu bsd sfv hashdeep ed2k magnet json csv"
			;;
		-j | --jobs | --memory)
			return
			;;
		cache)
			[ "$COMP_CWORD" = 2 ] &&
				words="stats prune verify clear import"
			;;
		esac
		case $word in
		-*) words=$(_hashlane_options "$command" "$sub") ;;
		esac
	fi
	# Without words, files: the shell's own default.
	[ -z "$words" ] ||
		mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -o bashdefault -o default -F _hashlane hashlane
