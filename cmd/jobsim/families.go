package main

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// family is a kind of clients that find their server by variables of the environment.
type family struct {
	name string
	vars func(endpoints) []assignment
}

// assignment is a variable with its value. No value has a character that a shell or an env file would take for another.
type assignment struct{ name, value string }

// families are those whose variables are known, each as its own documentation has them.
func families() []family {
	return []family{{"openstack", openstackVars}, {"huaweicloud", huaweicloudVars}, {"element", elementVars}}
}

func familyNames() []string {
	var names []string
	for _, f := range families() {
		names = append(names, f.name)
	}
	return names
}

// variables are those of a family, or of all; an error for a name that is none of them.
func variables(name string, at endpoints) ([]assignment, error) {
	if name != "all" && !slices.Contains(familyNames(), name) {
		return nil, fmt.Errorf("there is no family %q: want %s or all", name, strings.Join(familyNames(), ", "))
	}
	var vars []assignment
	for _, f := range families() {
		if name == f.name || name == "all" {
			vars = append(vars, f.vars(at)...)
		}
	}
	return vars, nil
}

// openstackVars are those of python-openstackclient and of the clients that took them over. Of the domain's names
// gophercloud reads only the last (openstack/auth_env.go), and python-openstackclient only the first two.
func openstackVars(at endpoints) []assignment {
	known := at.Credentials
	return []assignment{
		{"OS_AUTH_URL", at.APIs["iam"].URL + "/v3"},
		{"OS_IDENTITY_API_VERSION", "3"},
		{"OS_USERNAME", known.User},
		{"OS_PASSWORD", known.Password},
		{"OS_USER_DOMAIN_NAME", known.Domain},
		{"OS_PROJECT_NAME", known.Project},
		{"OS_PROJECT_DOMAIN_NAME", known.Domain},
		{"OS_DOMAIN_NAME", known.Domain},
		{"OS_REGION_NAME", known.Project},
	}
}

// huaweicloudVars are those of the Huawei Cloud SDKs: credentials, IAM, and an endpoint for each service in the region.
func huaweicloudVars(at endpoints) []assignment {
	known := at.Credentials
	vars := []assignment{
		{"HUAWEICLOUD_SDK_AK", known.AccessKey},
		{"HUAWEICLOUD_SDK_SK", known.SecretKey},
		{"HUAWEICLOUD_SDK_PROJECT_ID", known.ProjectID},
		{"HUAWEICLOUD_SDK_DOMAIN_ID", known.DomainID},
		{"HUAWEICLOUD_SDK_IAM_ENDPOINT", at.APIs["iam"].URL},
	}
	region := strings.ToUpper(strings.ReplaceAll(known.Project, "-", "_"))
	for _, service := range []string{"evs", "drs", "sdrs"} {
		vars = append(vars, assignment{"HUAWEICLOUD_SDK_REGION_" + strings.ToUpper(service) + "_" + region, at.APIs[service].URL})
	}
	return vars
}

// elementVersion is the API version that Element clients are told to ask for: the one that the emulated cluster has.
const elementVersion = "12.8"

// elementVars are those of the Terraform provider netapp-elementsw. It speaks HTTPS only, to a host without a scheme.
func elementVars(at endpoints) []assignment {
	vars := []assignment{
		{"ELEMENTSW_USERNAME", at.Credentials.User},
		{"ELEMENTSW_PASSWORD", at.Credentials.Password},
		{"ELEMENTSW_API_VERSION", elementVersion},
	}
	if u, err := url.Parse(at.HTTPS); err == nil && u.Host != "" {
		vars = append([]assignment{{"ELEMENTSW_SERVER", u.Host}}, vars...)
	}
	return vars
}
