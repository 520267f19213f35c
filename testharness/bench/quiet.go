package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// othersShare is the part of the machine's time that other processes may take in a run whose figures are published.
const othersShare = 0.05

// watch is what the machine and its processes had used at an instant.
type watch struct {
	at        time.Time
	all, own  time.Duration // of the machine, stolen time included; and of the bench and the processes that it has ended
	processes map[int]time.Duration
	names     map[int]string
}

// watchAll looks at the machine and at every process that is there.
func watchAll() (watch, error) {
	w := watch{at: time.Now(), processes: map[int]time.Duration{}, names: map[int]string{}}
	var err error
	if w.all, err = machineTime(); err != nil {
		return w, fmt.Errorf("the bench needs Linux: %w", err)
	}
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var used syscall.Rusage
		if err := syscall.Getrusage(who, &used); err != nil {
			return w, err
		}
		w.own += time.Duration(used.Utime.Nano() + used.Stime.Nano())
	}
	dirs, err := filepath.Glob("/proc/[0-9]*")
	for _, dir := range dirs {
		pid, notNumber := strconv.Atoi(filepath.Base(dir))
		used, ended := processorTime(pid)
		name, unnamed := os.ReadFile(filepath.Join(dir, "comm"))
		if notNumber == nil && ended == nil && unnamed == nil && pid != os.Getpid() {
			w.processes[pid], w.names[pid] = used, strings.TrimSpace(string(name))
		}
	}
	return w, err
}

// machineTime returns what all processors have worked so far, for processes and for other machines on the same hardware. What
// the kernel did for the network is left out: it is nobody's, and most of it is the loader's.
func machineTime() (time.Duration, error) {
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, err
	}
	line, _, _ := strings.Cut(string(text), "\n")
	fields := strings.Fields(line)
	if len(fields) < 9 || fields[0] != "cpu" {
		return 0, errors.New("/proc/stat does not begin with the processors")
	}
	sum := time.Duration(0)
	for _, i := range []int{1, 2, 3, 8} { // user, nice, system, steal
		n, err := strconv.ParseInt(fields[i], 10, 64)
		if err != nil {
			return 0, err
		}
		sum += time.Duration(n) * tick
	}
	return sum, nil
}

// others returns the share of the machine's time since the watch that was not the bench's own, and the three programs still there
// that used most. The bench's servers must have ended.
func (w watch) others(cores int) (share float64, most []string, err error) {
	now, err := watchAll()
	if err != nil {
		return 0, nil, err
	}
	byName := map[string]time.Duration{}
	for pid, used := range now.processes {
		if spent := used - w.processes[pid]; spent > 0 {
			byName[now.names[pid]] += spent
		}
	}
	names := slices.SortedFunc(maps.Keys(byName), func(a, b string) int { return cmp.Compare(byName[b], byName[a]) })
	for _, name := range names[:min(3, len(names))] {
		most = append(most, fmt.Sprintf("%s %s", name, byName[name]))
	}
	spent := max(0, (now.all-w.all)-(now.own-w.own))
	return float64(spent) / (float64(now.at.Sub(w.at)) * float64(cores)), most, nil
}
