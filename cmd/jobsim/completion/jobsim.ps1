# Completion of jobsim for PowerShell. "jobsim complete" tells what can stand at the cursor; where it tells nothing,
# PowerShell completes names of files.
Register-ArgumentCompleter -Native -CommandName jobsim -ScriptBlock {
	param($word, $line, $cursor)
	$words = @($line.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -le $cursor } | ForEach-Object { $_.Extent.Text })
	if ($word -eq '') { $words += ' ' } # older ones do not hand on an empty word, and jobsim takes a blank for one
	& $line.CommandElements[0].Extent.Text complete -- @words 2>$null | ForEach-Object {
		$text, $about = $_ -split "`t", 2
		if (-not $about) { $about = $text }
		[System.Management.Automation.CompletionResult]::new($text, $text, 'ParameterValue', $about)
	}
}
