package otc

import "github.com/jobsim/jobsim/emulator/job"

// gatewayRows are the errors of the API gateway in front of EVS, SDRS and DRS: the error codes of the API Gateway guide
// of Open Telekom Cloud, in its order. That guide describes dedicated gateways and prints the prefix APIG; the shared
// gateway, which is in front of these services, uses APIGW, and so do we. A placeholder {xxx} of the guide is %s.
//
// Messages seen on the wire precede the documented ones of the same code, so the first row of a code is the live one.
// Note the full stops: live responses lack those that the guide prints. Two messages are known from dedicated gateways
// only.
//
// The body is flat, unlike those of the services: {"error_msg","error_code","request_id"}.
func gatewayRows() []job.ErrorRow {
	return gatewayTable
}

var gatewayTable = []job.ErrorRow{
	// Routing and backends.
	job.Row("APIGW.0101", 404, "The API does not exist or has not been published in the environment", "path or method unknown", "TF-OTC #2507", job.Observed),
	job.Row("APIGW.0101", 404, "The API does not exist or has not been published in the environment.", "path or method unknown", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0101", 404, "The API does not exist.", "path or method unknown", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0103", 500, "The backend does not exist.", "any call, backend", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0104", 500, "The plug-ins do not exist.", "any call, plug-in", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0105", 500, "The backend configurations do not exist.", "any call, backend", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0106", 400, "Orchestration error.", "any call, orchestration", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0107", 500, "The custom lua script encountered an unexpected error", "any call, plug-in", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0201", 400, "API request error.", "any call", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0201", 413, "Request entity too large.", "any call, body", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0201", 414, "Request URI too large.", "any call, URI", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0201", 494, "Request headers too large.", "any call, headers", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0201", 502, "Backend unavailable.", "any call, backend down", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0201", 504, "Backend timeout.", "any call, backend slow", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0201", 500, "An unexpected error occurred", "any call", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0202", 502, "Backend unavailable", "any call, backend down", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0203", 504, "Backend timeout", "any call, backend slow", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0204", 400, "SSL protocol is not supported: TLSv1.1", "TLS handshake", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0205", 400, "Verify client certificate failed", "TLS handshake", "OTC APIG error_codes", job.Documented),

	// Authentication and throttling.
	job.Row("APIGW.0301", 401, "Incorrect IAM authentication information: x-auth-token not found", "any call, no token", "HWC API troubleshooting", job.Observed),
	job.Row("APIGW.0301", 401, "Incorrect IAM authentication information: decrypt token fail", "any call, garbled token", "ddns-go #844", job.Observed),
	job.Row("APIGW.0301", 401, "Incorrect IAM authentication information: token expires, expires_at: %s", "any call, token expired", "HWC ocr_01_0063, as APIG", job.Documented),
	job.Row("APIGW.0301", 401, "Incorrect IAM authentication information: ak %s not exist", "any signed call", "ddns-go #844", job.Observed),
	job.Row("APIGW.0301", 401, "Incorrect IAM authentication information: verify aksk signature fail", "any signed call", "huaweicloud-sdk-python #13", job.Observed),
	job.Row("APIGW.0301", 401, "Incorrect IAM authentication information.", "any call, IAM authentication", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0302", 403, "The IAM user is not authorized to access the API.", "any call, permissions", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0303", 401, "Incorrect app authentication information.", "any call, app authentication", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0304", 403, "The app is not authorized to access the API.", "any call, app permissions", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0305", 401, "Incorrect authentication information.", "any call, authentication", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0306", 403, "API access denied.", "any call, access policy", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0307", 401, "The token must be updated", "any call, token expired", "TF-OTC #2395", job.Observed),
	job.Row("APIGW.0307", 401, "The token must be updated.", "any call, token expired", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0308", 429, "The throttling threshold has been reached: policy api over ratelimit,limit:2000,time:1 minute", "any call, throttled", "OTC capture", job.Observed),
	job.Row("APIGW.0308", 429, "The throttling threshold has been reached: policy ip over ratelimit,limit:5,time:1 minute", "any call, throttled by address", "dify #18378, as APIG", job.Observed),
	job.Row("APIGW.0308", 429, "The throttling threshold has been reached.", "any call, throttled", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0310", 403, "The project is unavailable.", "any call, project frozen", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0311", 401, "Incorrect debugging authentication information.", "call from the debugger", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0312", 401, "Incorrect third-party authentication information,auth fail", "any call, custom authorizer", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0313", 401, "Incorrect third-party authentication information,identities error", "any call, custom authorizer", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0314", 403, "Incorrect third-party authentication information,access deny", "any call, custom authorizer", "OTC APIG error_codes", job.Documented),

	// The client's address, and quotas.
	job.Row("APIGW.0401", 403, "Unknown client IP address.", "any call, client address", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0402", 403, "The IP address is not authorized to access the API.", "any call, client address", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0404", 403, "Access to the backend IP address has been denied.", "any call, backend address", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0405", 403, "The app is not accessed from a trusted IP address.", "any call, client address", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0501", 405, "The app quota has been used up.", "any call, app quota", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0502", 405, "The app has been frozen.", "any call, app frozen", "OTC APIG error_codes", job.Documented),

	// The gateway itself.
	job.Row("APIGW.0601", 500, "Internal server error.", "any call", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0602", 400, "Bad request.", "any call", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0605", 500, "Domain name resolution failed.", "any call, backend", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0606", 500, "Failed to load the API configurations.", "any call, gateway set-up", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0607", 400, "The following protocol is supported: %s", "any call, wrong protocol", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0608", 500, "Failed to obtain the admin token.", "any call, gateway token", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0609", 500, "The VPC backend does not exist.", "any call, backend", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0610", 502, "No backend available.", "any call, backend down", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0611", 500, "The backend port does not exist.", "any call, backend", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0612", 500, "An API cannot call itself.", "any call, backend", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0613", 503, "The IAM service is currently unavailable.", "any call, IAM down", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0615", 500, "Incorrect third-party authentication VPC information", "any call, custom authorizer", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0616", 500, "Incorrect third-party authentication request information", "any call, custom authorizer", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0617", 500, "Incorrect third-party authentication response information", "any call, custom authorizer", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0705", 500, "Backend signature calculation failed.", "any call, backend signature", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.0802", 403, "The IAM user is forbidden in the currently selected region", "any call, region", "OTC APIG error_codes", job.Documented),

	// Apps with tokens of their own.
	job.Row("APIGW.2102", 400, "PublicKey is null", "app key call", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.2201", 400, "Appkey or SecretKey is invalid", "app token request", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.2202", 400, "Refresh token is invalid", "app token refresh", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.2203", 400, "Access token is invalid", "call with app token", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.2204", 400, "ContentType invalid", "app token request", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.2205", 400, "Auth parameter invalid", "app token request", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.2206", 400, "Auth method invalid", "app token request", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.2208", 400, "The length of through_data is out of range", "app token request", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.2209", 400, "The value of grant_type is not in enum List", "app token request", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.2210", 400, "Lack of grant_type", "app token request", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.2211", 400, "Lack of client_id", "app token request", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.2212", 400, "Lack of client_secret", "app token request", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.2213", 400, "Lack of refresh_token", "app token refresh", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.1001", 401, "Refresh token is expired", "app token refresh", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.1002", 401, "Access token is expired", "call with app token", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.1003", 401, "App not match refresh token", "app token refresh", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.1004", 401, "App not exist", "app token request", "OTC APIG error_codes", job.Documented),
	job.Row("APIGW.1009", 400, "AppKey or AppSecret is invalid", "app token request", "OTC APIG error_codes", job.Documented),
}
