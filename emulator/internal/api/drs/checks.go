package drs

// checkItem is one item in the result of a precheck (drs_03_0111).
type checkItem struct {
	Item   string `json:"item"`
	Result string `json:"result"`
	Reason string `json:"failed_reason,omitempty"`
	Group  string `json:"group"`
}

// checks returns the items of a precheck: some of those in the example for MySQL of drs_03_0111, in its order.
func checks() []checkItem {
	item := func(name, group string) checkItem { return checkItem{Item: name, Result: "PASSED", Group: group} }
	return []checkItem{
		item("dstDbDiskSize", "db_disk_size"),
		item("dbCharacterSetConsistency", "db_params"),
		item("dbClockConsistency", "db_params"),
		item("srcBinlogFormatCheck", "db_params"),
		item("srcDbNameContainsUnsupportedSymbols", "db_params"),
		item("userSelectObjectsCheck", "db_params"),
		item("dstStatusCheck", "db_target_status"),
		item("dstDbPrivilegesIsEnough", "db_user_privilege"),
		item("srcDbVersionSupport", "db_version"),
		item("srcDbConnection", "network"),
	}
}
