#compdef hashlane
# SPDX-License-Identifier: MIT
# hashlane.zsh - completion of the hashlane command for zsh.
# The command lists its options itself, see cli/commands/cmd_completion.c.

_hashlane() {
	local command=$words[1] word=$words[CURRENT] before=$words[CURRENT-1]
	local kind=none tab=$'\t' row
	local -a found rows

	if (( CURRENT == 2 )); then
		for row in ${(f)"$($command completion 2>/dev/null)"}; do
			found+=(${row/$tab/:})
		done
		found+=('--help:show the help' '--version:show the version')
		_describe -t commands 'subcommand' found
		return
	fi
	# No options follow.
	if (( ${words[(i)--]} < CURRENT )); then
		_files
		return
	fi
	# The value of "--option=value".
	if [[ $word == --*=* ]]; then
		before=${word%%=*}
		compset -P '*='
		word=${word#*=}
	elif (( CURRENT == 3 )); then
		before=''
	fi
	rows=(${(f)"$($command completion $words[2] 2>/dev/null)"})
	for row in $rows; do
		[[ $row == $before$tab* ]] && kind=${${row#*$tab}%%$tab*}
	done
	[[ -z $before || $before == -* ]] || kind=none
	if [[ $word == -* ]]; then
		for row in $rows; do
			[[ $row == -* ]] && found+=(${row%%$tab*})
		done
		compadd -a found
		return
	fi
	case $kind in
	algorithms)
		found=(${(f)"$($command algorithms 2>/dev/null |
			cut -d' ' -f1)"} all)
		_values -s , algorithm $found
		;;
	any)
		return 1
		;;
	folder)
		_files -/
		;;
	'=file' | '=folder')
		_files
		;;
	'='*)
		found=(${=kind#=})
		compadd -a found
		;;
	*)
		_files
		;;
	esac
}

# Read from a folder of $fpath, or sourced.
if [[ $funcstack[1] == _hashlane ]]; then
	_hashlane "$@"
else
	compdef _hashlane hashlane
fi
