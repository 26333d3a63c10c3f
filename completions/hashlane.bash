# SPDX-License-Identifier: MIT
# hashlane.bash - completion of the hashlane command for bash.
# The command lists its options itself, see cli/commands/cmd_completion.c.

# What completes the value of an option, or without OPTION an operand.
_hashlane_kind() # COMMAND SUBCOMMAND OPTION
{
	local word kind _

	while IFS=$'\t' read -r word kind _; do
		[ "$word" = "${3:-none}" ] && printf '%s\n' "$kind"
	done < <("$1" completion "$2" 2>/dev/null | sed 's/^\t/none\t/')
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
	local words='' kind one

	COMPREPLY=()
	for one in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		# No options follow, and files are the shell's own default.
		[ "$one" = -- ] && return
	done
	# readline makes three words of "--option=value".
	if [ "$word" = = ]; then
		word=''
	elif [ "$before" = = ]; then
		before=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	if [ "$COMP_CWORD" = 1 ]; then
		words="$("$command" completion 2>/dev/null | cut -f1)"
		words="$words --help --version"
	elif [[ $word == -* ]]; then
		words=$("$command" completion "$sub" 2>/dev/null | cut -sf1)
	else
		kind=none
		case $before in
		-*) kind=$(_hashlane_kind "$command" "$sub" "$before") ;;
		"$sub") [ "$COMP_CWORD" = 2 ] &&
			kind=$(_hashlane_kind "$command" "$sub" '') ;;
		esac
		case $kind in
		algorithms)
			_hashlane_algorithms "$command" "$word"
			return
			;;
		any)
			compopt +o bashdefault +o default 2>/dev/null
			return
			;;
		folder)
			# readline completes directories and quotes them.
			compopt +o bashdefault +o default -o dirnames \
				2>/dev/null
			return
			;;
		'=file' | '=folder') ;;
		=*) words=${kind#=} ;;
		esac
	fi
	# Without words, files: the shell's own default.
	[ -z "$words" ] ||
		mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -o bashdefault -o default -F _hashlane hashlane
