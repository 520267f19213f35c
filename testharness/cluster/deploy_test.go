package cluster

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	"sigs.k8s.io/yaml"
)

// TestKubernetes: each manifest has only fields that its kind has, what they refer to is there, and jobsim takes the variables.
func TestKubernetes(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("kubernetes.yaml")
	require.NoError(t, err)
	services := map[string]corev1.Service{}
	sets := map[string]appsv1.StatefulSet{}
	for _, one := range bytes.Split(text, []byte("\n---\n")) {
		var kind struct{ Kind string }
		require.NoError(t, yaml.Unmarshal(one, &kind))
		switch kind.Kind {
		case "Service":
			var s corev1.Service
			require.NoError(t, yaml.UnmarshalStrict(one, &s))
			services[s.Name] = s
		case "StatefulSet":
			var s appsv1.StatefulSet
			require.NoError(t, yaml.UnmarshalStrict(one, &s))
			sets[s.Name] = s
		case "PodDisruptionBudget":
			var b policyv1.PodDisruptionBudget
			require.NoError(t, yaml.UnmarshalStrict(one, &b))
			require.Equal(t, map[string]string{"app": "jobsim"}, b.Spec.Selector.MatchLabels)
		default:
			t.Fatalf("an unknown kind %q", kind.Kind)
		}
	}
	require.Len(t, sets, 2)
	for name, s := range sets {
		require.Contains(t, services, s.Spec.ServiceName, name)
		require.Equal(t, s.Spec.Selector.MatchLabels, s.Spec.Template.Labels, name)
		require.Equal(t, s.Spec.Selector.MatchLabels, services[s.Spec.ServiceName].Spec.Selector, name)
	}
	main := sets["jobsim"]
	require.Equal(t, int32(3), *main.Spec.Replicas)
	env := map[string]string{}
	for _, v := range main.Spec.Template.Spec.Containers[0].Env {
		env[v.Name] = v.Value
	}
	require.Contains(t, env["JOBSIM_ADVERTISE"], "."+main.Spec.ServiceName+":8080")
	require.Contains(t, env["JOBSIM_STORE"], "redis://jobsim-valkey:6379")
	require.Contains(t, services, "jobsim-valkey")
	wantKnown(t, env)
}

// TestCompose has docker-compose check compose.yaml, and wants the balancer to know each replica by the name that it advertises.
func TestCompose(t *testing.T) {
	t.Parallel()
	cmd := exec.Command("docker-compose", "-f", "compose.yaml", "config")
	if _, err := exec.LookPath(cmd.Args[0]); err != nil {
		const message = "there is no docker-compose here: run .ci/setup"
		if os.Getenv("CI") != "" {
			t.Fatal(message)
		}
		t.Skip(message)
	}
	cmd.Env = append(os.Environ(), "JOBSIM_REPLICA_SECRET=x")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	var file struct {
		Services map[string]struct {
			Image       string
			Environment map[string]string
		}
	}
	require.NoError(t, yaml.Unmarshal(out, &file))
	balancer, err := os.ReadFile("haproxy.cfg")
	require.NoError(t, err)
	replicas := 0
	for name, s := range file.Services {
		if !strings.HasPrefix(s.Image, "jobsim/") {
			continue
		}
		replicas++
		require.Equal(t, "http://"+name+":8080", s.Environment["JOBSIM_ADVERTISE"])
		require.Contains(t, file.Services, regexp.MustCompile(`^redis://(.*):6379$`).FindStringSubmatch(s.Environment["JOBSIM_STORE"])[1])
		require.Contains(t, string(balancer), "server "+name+" "+name+":8080\n")
		wantKnown(t, s.Environment)
	}
	require.Equal(t, 3, replicas)
}

// wantKnown wants each variable of a manifest to be one that jobsim reads.
func wantKnown(t *testing.T, env map[string]string) {
	t.Helper()
	name, err := binary()
	require.NoError(t, err)
	help, err := exec.Command(name, "serve", "--help").Output()
	require.NoError(t, err)
	for variable := range env {
		flag, ours := strings.CutPrefix(variable, "JOBSIM_")
		if ours {
			require.Contains(t, string(help), "--"+strings.ReplaceAll(strings.ToLower(flag), "_", "-")+" ", variable)
		}
	}
}
