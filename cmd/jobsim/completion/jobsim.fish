# Completion of jobsim for fish. "jobsim complete" tells what can stand at the cursor; where it tells nothing, fish completes
# names of files.
function __jobsim_complete
	set -l words (commandline -opc)
	set -l found ($words[1] complete -- $words[2..-1] (commandline -ct) 2>/dev/null)
	if set -q found[1]
		printf '%s\n' $found
	else
		__fish_complete_path (commandline -ct)
	end
end
complete -c jobsim -f -a '(__jobsim_complete)'
