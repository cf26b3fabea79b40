package main

import (
	"syscall/js"
	"time"
)

// cpuTime is the processor time that this process has had, on all its threads.
func cpuTime() time.Duration {
	usage := js.Global().Get("process").Call("cpuUsage")
	return time.Duration(usage.Get("user").Float()+usage.Get("system").Float()) * time.Microsecond
}
