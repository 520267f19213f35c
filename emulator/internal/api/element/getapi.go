package element

import "net/http"

// APIInfo is what the cluster says of its API.
type APIInfo struct {
	Methods   []string `json:"12.8"` // by the name of currentVersion
	Current   string   `json:"currentVersion"`
	Supported []string `json:"supportedVersions"`
}

// GetAPI lists the versions, and the methods of the current one (ND getapi). Nearly every client begins with it.
func (service) GetAPI(_ *http.Request, _ *None, a *APIInfo) error {
	*a = APIInfo{methodNames, currentVersion, versions}
	return nil
}
