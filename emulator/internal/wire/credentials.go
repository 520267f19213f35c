package wire

import (
	"crypto/subtle"

	"github.com/jobsim/jobsim/emulator/job"
)

// The credentials that jobsim knows. They are no secrets: they are in the banner and the README, and matter only under
// "auth: strict"; under "any" every user, password and access key will do. The ids are 32 hex digits, as IAM's are.
const (
	KnownUser      = "jobsim"
	KnownUserID    = "6a6f6273696d75736572000000000001"
	KnownPassword  = "jobsim-password"
	KnownDomain    = "OTC00000000001000000000"
	KnownDomainID  = "6a6f6273696d646f6d61696e00000001"
	KnownProject   = "eu-de" // named as the region, like the project that every account has there
	KnownProjectID = "6a6f6273696d70726f6a656374000001"
	KnownAccessKey = "JOBSIMACCESSKEY00001"
	KnownSecretKey = "jobsimSecretKey0000000000000000000000001"
)

// The setting that decides who may call, and its values.
const (
	authSetting = "auth"
	authAny     = "any"
	authStrict  = "strict"
)

// AuthSetting returns the point of fidelity that decides who may call. All APIs share it.
func AuthSetting() job.Setting {
	return job.Setting{
		Name: authSetting, Values: []string{authAny, authStrict}, Documented: authAny, Observed: authAny,
		What: "who may call: whoever shows a token, a signature or a user name; or only the known user, with tokens that " +
			"live and signatures that are right",
		Source: "the real services are strict; the lenient default is for tests that are not about signing in",
		Grade:  job.Inferred,
	}
}

// Strict reports whether credentials are checked.
func (c *Call) Strict() bool { return c.Setting(authSetting) == authStrict }

// Admitted reports whether the Basic credentials of a request are accepted: those of any user, or, under "auth: strict",
// the known user's, or those of the session's own name, with the right password.
func (c *Call) Admitted() bool {
	user, password, ok := c.BasicAuth()
	if !c.Strict() {
		return ok && user != ""
	}
	return ok && (SecretsEqual(user, KnownUser) || c.alias(user)) && SecretsEqual(password, KnownPassword)
}

// alias reports whether a name is another one of the known user: the one by which Element's clients select a session.
func (c *Call) alias(user string) bool {
	return c.backend.User != "" && SecretsEqual(user, c.backend.User)
}

// SecretsEqual compares secrets.
func SecretsEqual(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
