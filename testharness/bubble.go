package testharness

import (
	"bytes"
	"runtime"
)

// bubble returns the name of the testing/synctest bubble that the calling goroutine is in, such as "synctest bubble 3"; it
// is empty outside of bubbles. Package synctest cannot be asked for it, but since Go 1.25 a traceback shows it:
// "goroutine 7 [running, synctest bubble 3]:".
func bubble() string {
	var room [128]byte
	line, _, _ := bytes.Cut(room[:runtime.Stack(room[:], false)], []byte("\n"))
	at := bytes.Index(line, []byte("synctest bubble "))
	if at < 0 {
		return ""
	}
	name, _, _ := bytes.Cut(line[at:], []byte("]"))
	name, _, _ = bytes.Cut(name, []byte(","))
	return string(name)
}

// wrongBubble returns what is wrong when a Sim is used in another bubble than it was made in; empty if nothing is. A
// bubble's channels and timers cannot be used from outside of it, nor others inside of it.
func (s *Sim) wrongBubble() string {
	switch here := bubble(); {
	case here == s.bubble:
		return ""
	case s.bubble == "":
		return "it was made outside of the testing/synctest bubble in which it is used: call Run or Session inside the bubble"
	default:
		return "it was made inside a testing/synctest bubble and is used outside of it: call Run or Session where it is used"
	}
}

// panicking reports whether the calling goroutine runs its deferred functions because of a panic. Then Failed of a
// *testing.T is still false in a cleanup.
func panicking() bool {
	var pcs [64]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs[:])])
	for {
		frame, more := frames.Next()
		if frame.Function == "runtime.gopanic" {
			return true
		}
		if !more {
			return false
		}
	}
}
