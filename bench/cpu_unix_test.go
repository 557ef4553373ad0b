//go:build unix

package bench

import (
	"syscall"
	"time"
)

// spent is the processor time that this process has used: unlike the clock it
// does not run while other work has the machine.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // unreachable unless the constants above are wrong
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
