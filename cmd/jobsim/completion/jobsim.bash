# Completion of jobsim for bash. "jobsim complete" tells what can stand at the cursor; where it tells nothing, bash
# completes names of files.
_jobsim() {
	local words cur begun
	read -ra words <<<"${COMP_LINE:0:COMP_POINT}"
	[[ ${COMP_LINE:0:COMP_POINT} != *[[:space:]] ]] || words+=("")
	cur=${words[${#words[@]} - 1]}
	begun=${cur%"${cur##*[:=]}"} # for bash a word begins anew behind these
	local IFS=$'\n'
	COMPREPLY=($("${1/#\~/$HOME}" complete -- "${words[@]:1}" 2>/dev/null | cut -f 1))
	COMPREPLY=("${COMPREPLY[@]#"$begun"}")
	[[ ${COMPREPLY[0]} != *[=/] ]] || compopt -o nospace
}
complete -o default -F _jobsim jobsim
