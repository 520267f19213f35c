package emulator

import (
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// Credentials are the names and secrets of one account, for all APIs.
type Credentials struct {
	User      string `json:"user"`
	Password  string `json:"password"`
	Domain    string `json:"domain"`
	DomainID  string `json:"domain_id"`
	Project   string `json:"project"` // named as the region
	ProjectID string `json:"project_id"`
	AccessKey string `json:"access_key"`
	SecretKey string `json:"secret_key"`
}

// KnownCredentials are the credentials of the account that gets in under "auth: strict". They are no secrets: under "any", the
// default, everybody gets in.
func KnownCredentials() Credentials {
	return Credentials{
		User: wire.KnownUser, Password: wire.KnownPassword, Domain: wire.KnownDomain, DomainID: wire.KnownDomainID,
		Project: wire.KnownProject, ProjectID: wire.KnownProjectID,
		AccessKey: wire.KnownAccessKey, SecretKey: wire.KnownSecretKey,
	}
}
