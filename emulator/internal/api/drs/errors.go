package drs

import "github.com/jobsim/jobsim/emulator/job"

// errorRows returns the DRS error table: every row of the table of the Open Telekom Cloud reference (drs_05_0004), by
// number. Where an example of the vendor words a message differently from the table, the example's wording comes first.
// Huawei Cloud (HWC) differs in two rows: DRS.M00004 is a 422 there, and DRS.M00102 has another text.
//
// A status of 200 or 202 means that the code appears in an item of a successful response. DRS.M00289 is in no published
// table: clients know that it means a missing task, the text is [inferred].
func errorRows() []job.ErrorRow {
	return errorTable
}

var errorTable = []job.ErrorRow{
	job.Row("DRS.M00002", 422, "The returned result is empty.", "any call", "drs_05_0004", job.Documented),
	job.Row("DRS.M00004", 500, "Service is abnormal. Check logs.", "any call", "drs_05_0004", job.Documented),
	job.Row("DRS.M00004", 422, "Service is abnormal. Check logs.", "any call", "HWC error codes", job.Documented),
	job.Row("DRS.M00007", 400, "Invalid request parameter.", "any call with a body", "drs_05_0004", job.Documented),
	job.Row("DRS.M00100", 403, "Invalid token.", "any call", "drs_05_0004", job.Documented),
	job.Row("DRS.M00101", 404, "The user role is empty.", "any call, no role", "drs_05_0004", job.Documented),
	job.Row("DRS.M00102", 403, "Insufficient user permissions.", "any call, permissions", "drs_05_0004", job.Documented),
	job.Row("DRS.M00102", 403, "You do not have sufficient permissions.", "any call, permissions", "HWC error codes", job.Documented),
	job.Row("DRS.M00103", 401, "You do not have operation permissions. Check account permissions on IAM.", "any call, permissions", "drs_05_0004", job.Documented),
	job.Row("DRS.M00105", 400, "User restricted.", "any call, account restricted", "drs_05_0004", job.Documented),
	job.Row("DRS.M00200", 400, "Parameter error.", "any call with a body", "drs_05_0004", job.Documented),
	job.Row("DRS.M00201", 400, "The %s parameter is empty.", "any call with a body", "drs_05_0002", job.Documented),
	job.Row("DRS.M00201", 400, "The parameter %s is empty.", "any call with a body", "drs_05_0004", job.Documented),
	job.Row("DRS.M00202", 400, "The value of %s is invalid.", "any call with a body", "HWC drs_05_0002", job.Documented),
	job.Row("DRS.M00202", 400, "The value of parameter %s is invalid.", "any call with a body", "drs_05_0004", job.Documented),
	job.Row("DRS.M00210", 400, "The value of Page is invalid, %s", "status, detail and list queries", "drs_05_0004", job.Documented),
	job.Row("DRS.M00211", 400, "The value of Page exceeds the upper limit.", "status, detail and list queries", "drs_05_0004", job.Documented),
	job.Row("DRS.M00261", 403, "Invalid project ID.", "project id of any path", "drs_05_0004", job.Documented),
	job.Row("DRS.M00269", 400, "The tag key must be unique.", "tag a task", "drs_05_0004", job.Documented),
	job.Row("DRS.M00270", 400, "The tag key or value exceeds the maximum length allowed.", "tag a task", "drs_05_0004", job.Documented),
	job.Row("DRS.M00271", 400, "The maximum number of tags has been reached.", "tag a task", "drs_05_0004", job.Documented),
	job.Row("DRS.M00273", 400, "Invalid parameter. The parameter contains %s.", "any call with a body", "drs_05_0004", job.Documented),
	job.Row("DRS.M00277", 422, "The task name already exists.", "create a task", "drs_05_0004", job.Documented),
	job.Row("DRS.M00299", 400, "Only one jobId is allowed.", "calls for one task", "drs_05_0004", job.Documented),
	job.Row("DRS.M00300", 400, "Invalid request, %s", "any call with a body", "drs_05_0004", job.Documented),
	job.Row("DRS.M00300", 400, "Invoke the test connection interface and ensure that the test connection is successful", "precheck before the connection test", "public DRS runbook", job.Observed),
	job.Row("DRS.M00301", 400, "There are duplicate %s in request.", "any batch call", "drs_05_0004", job.Documented),
	job.Row("DRS.M00302", 400, "The transfer schema is invalid, please refer to supported transfer schema.", "create a task", "drs_05_0004", job.Documented),
	job.Row("DRS.M00303", 400, "The corresponding parameter is not obtained from the cache.", "any call with a body", "drs_05_0004", job.Documented),
	job.Row("DRS.M00304", 400, "This API cannot be called in the current task status.", "any action on a task", "drs_05_0004", job.Documented),
	job.Row("DRS.M00304", 400, "API cannot be invoked by a task in the current state", "delete before stop", "public DRS runbook", job.Observed),
	job.Row("DRS.M00305", 400, "Parameter error:%s", "any call with a body", "drs_05_0004", job.Documented),
	job.Row("DRS.M00306", 400, "Start time cannot be the same as end time.", "limit the speed", "drs_05_0004", job.Documented),
	job.Row("DRS.M00307", 400, "Only subtasks can invoke this interface.", "action on a parent task", "drs_05_0004", job.Documented),
	job.Row("DRS.M00308", 400, "Only parent tasks can invoke this interface.", "action on a subtask", "drs_05_0004", job.Documented),
	job.Row("DRS.M00401", 400, "%s is not support re-editing of synchronization tasks.", "edit a synchronization task", "drs_05_0004", job.Documented),
	job.Row("DRS.M00402", 400, "The subtask already exists.", "edit a synchronization task", "drs_05_0004", job.Documented),
	job.Row("DRS.M00403", 400, "This task does not support flow control.", "limit the speed", "drs_05_0004", job.Documented),
	job.Row("DRS.M01501", 422, "Service error.", "any call", "drs_05_0004", job.Documented),
	job.Row("DRS.M01503", 400, "Operation too frequent. Try again later.", "any action on a task", "drs_05_0004", job.Documented),
	job.Row("DRS.M01504", 202, "Another operation is being performed on the migration task or the migration task is abnormal. Try again later.", "item of an action call", "drs_03_0113", job.Documented),
	job.Row("DRS.M01504", 202, "Another operation is being performed on the migration task or the migration task is abnormal.", "item of an action call", "drs_05_0004", job.Documented),
	job.Row("DRS.M05003", 400, "Task information not found.", "any call for a task", "drs_05_0004", job.Documented),
	job.Row("DRS.M05004", 400, "The task has been deleted or the resource has been released.", "any call for a task", "drs_05_0004", job.Documented),
	job.Row("DRS.M05006", 422, "Invalid RDS DB instance.", "create or modify a task", "drs_05_0004", job.Documented),
	job.Row("DRS.M05066", 200, "Failed to create instance!", "item of a batch call", "drs_05_0004", job.Documented),
	job.Row("DRS.M06007", 400, "The DB instance cannot be left blank.", "create or modify a task", "drs_05_0004", job.Documented),
	job.Row("DRS.M06011", 422, "Failed to obtain RDS information.", "create or modify a task", "drs_05_0004", job.Documented),
	job.Row("DRS.M06020", 422, "The destination DB instance has been set to read/write by the migration task %s and cannot be used.", "create or modify a task", "drs_05_0004", job.Documented),
	job.Row("DRS.M06021", 422, "The destination DB instance has been set to read/write by the synchronization task %s and cannot be used.", "create or modify a task", "drs_05_0004", job.Documented),
	job.Row("DRS.M07000", 400, "The data transformation already exists.", "set data transformation rules", "drs_05_0004", job.Documented),
	job.Row("DRS.KE0002", 400, "The username or password is incorrect.", "connection test", "drs_05_0004", job.Documented),

	// Outside the published table. The last three belong to the v5 calls.
	job.Row("DRS.M00289", 400, "The task does not exist.", "status and detail queries", "TF-HWC", job.Inferred),
	job.Row("DRS.10000010", 400, "Job does not exist, please check job ID.", "any v5 call", "HWC v5", job.Documented),
	job.Row("DRS.10000001", 400, "Failed.", "any v5 call", "HWC v5", job.Documented),
	job.Row("DRS.10010047", 400, "Service error. Perform the precheck again.", "start by v5 action", "HWC v5", job.Documented),
}

// zhTexts returns the messages under X-Language: zh-cn by code, for the few codes whose Chinese text is published. Only
// the texts of DRS.M00201 and DRS.M00202 are published as messages (HWC drs_05_0002). The others come from the
// description column of the Chinese table, whose message column is English, so that the service may well send English
// there.
func zhTexts() map[string]string {
	return map[string]string{
		"DRS.M00201": "%s参数为空",
		"DRS.M00202": "%s取值不合法",

		"DRS.M00002": "服务返回结果为空。",
		"DRS.M00004": "服务异常，需要查看日志。",
		"DRS.M00007": "请求参数非法。",
		"DRS.M00100": "IAM 鉴权不合法。",
		"DRS.M00210": "无效的Page值，%s。",
		"DRS.M00211": "Page超过上限。",
		"DRS.M00261": "无效的项目ID。",
		"DRS.M00269": "标签键不能重复。",
	}
}
