package verdict

// kinds returns the table of all kinds: the one place where a finding is registered. Each row is beside its detector.
func kinds() []Kind {
	return []Kind{
		pollsTooFastKind, firstPollTooEarlyKind, noBackoffKind, noJitterKind,
		ignoresRetryAfterKind, waitsTooLongKind, retriesAtOnceKind,
		givesUpEarlyKind, neverGivesUpKind, neverPollsKind,
		pollsAfterEndKind, pollsUnknownJobKind, overlappingPollsKind, errorIn200Kind,
		resultNeverReadKind, resultReadTwiceKind, duplicateStartKind,
		usesBeforeReadyKind, usesAfterFailureKind, leftBehindKind, pageNeverReadKind, oneIDPerBatchKind,
		tokenNotRenewedKind, signsInPerRequestKind, connectionPerPollKind, unmatchedCallsKind, ignoredMembersKind,
	}
}
