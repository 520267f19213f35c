package verdict

// kinds returns the table of all kinds: the one place where a finding is registered.
func kinds() []Kind {
	return []Kind{
		{
			ID: "polls-after-end", Level: Warning, Title: "polls a job again after a response has shown its end",
			Why:      "An end does not change any more. Each further request is work for the service and counts against the quota of the account.",
			Source:   "RFC 9110, section 15.3.3: a status monitor is asked until the outcome is known",
			WayOut:   "Stop polling at the first final status, success or failure, and keep the result.",
			Scenario: "documents", Example: []string{"GET .../jobs/4010…  SUCCESS", "GET .../jobs/4010…  SUCCESS"},
			start: newPollsAfterEnd,
		},
	}
}
