package element

import "net/http"

// APIInfo is the result of GetAPI.
type APIInfo struct {
	Methods   []string `json:"12.8"` // by the name of currentVersion
	Current   string   `json:"currentVersion"`
	Supported []string `json:"supportedVersions"`
}

// GetAPI lists the versions, and the methods of the current one (ND getapi). Most clients call it first.
func (service) GetAPI(_ *http.Request, _ *None, a *APIInfo) error {
	*a = APIInfo{methodNames, currentVersion, versions}
	return nil
}
