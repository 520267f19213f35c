package main

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"
)

// family is a family of clients that read the address of their server from the environment.
type family struct {
	name string
	vars func(endpoints) []assignment
}

// assignment is a variable and its value. No value has a character that a shell or an env file would interpret.
type assignment struct{ name, value string }

// families returns the families whose variables are known, as their own documentation names them.
func families() []family {
	return []family{{"openstack", openstackVars}, {"huaweicloud", huaweicloudVars}, {"element", elementVars}}
}

// familyNames returns the names of the families.
func familyNames() []string {
	var names []string
	for _, f := range families() {
		names = append(names, f.name)
	}
	return names
}

// variables returns the variables of a family, or of "all". It returns an error if there is no such family.
func variables(name string, at endpoints) ([]assignment, error) {
	if name == "all" {
		return allVariables(at), nil
	}
	for _, f := range families() {
		if name == f.name {
			return f.vars(at), nil
		}
	}
	return nil, fmt.Errorf("there is no family %q: want %s or all", name, strings.Join(familyNames(), ", "))
}

// allVariables returns the variables of all families.
func allVariables(at endpoints) []assignment {
	var vars []assignment
	for _, f := range families() {
		vars = append(vars, f.vars(at)...)
	}
	return vars
}

// openstackVars returns the variables of python-openstackclient and of the clients that adopted them. Of the names of the
// domain gophercloud reads only the last (openstack/auth_env.go), and python-openstackclient only the first two.
func openstackVars(at endpoints) []assignment {
	known := at.Credentials
	return []assignment{
		{"OS_AUTH_URL", at.APIs["iam"].URL + "/v3"},
		{"OS_IDENTITY_API_VERSION", "3"},
		{"OS_USERNAME", known.User},
		{"OS_PASSWORD", known.Password},
		{"OS_USER_DOMAIN_NAME", known.Domain},
		{"OS_PROJECT_NAME", known.Project},
		{"OS_PROJECT_ID", known.ProjectID},
		{"OS_PROJECT_DOMAIN_NAME", known.Domain},
		{"OS_DOMAIN_NAME", known.Domain},
		{"OS_REGION_NAME", known.Project},
		{"OS_ACCESS_KEY", known.AccessKey},
		{"OS_SECRET_KEY", known.SecretKey},
	}
}

// huaweicloudVars returns the variables of the Huawei Cloud SDKs: credentials, IAM, and an endpoint for each service in the
// region.
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

// elementVersion is the API version of the emulated Element cluster.
const elementVersion = "12.8"

// elementVars returns the variables of the Terraform provider netapp-elementsw, which uses HTTPS only and takes a host without a
// scheme.
func elementVars(at endpoints) []assignment {
	vars := []assignment{
		{"ELEMENTSW_USERNAME", cmp.Or(at.ElementUser, at.Credentials.User)},
		{"ELEMENTSW_PASSWORD", at.Credentials.Password},
		{"ELEMENTSW_API_VERSION", elementVersion},
	}
	if u, err := url.Parse(at.HTTPS); err == nil && u.Host != "" {
		vars = append([]assignment{{"ELEMENTSW_SERVER", u.Host}}, vars...)
	}
	return vars
}
