#compdef jobsim
# Completion of jobsim for zsh. "jobsim complete" tells what can stand at the cursor; where it tells nothing, zsh completes
# names of files.
_jobsim() {
	local line
	local -a found
	for line in "${(@f)$("${words[1]/#\~/$HOME}" complete -- "${(@)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)}"; do
		[[ -z $line ]] || found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
	done
	if (($#found)); then
		_describe jobsim found
	else
		_files
	fi
}
if [[ $funcstack[1] == _jobsim ]]; then
	_jobsim "$@"
else
	compdef _jobsim jobsim
fi
