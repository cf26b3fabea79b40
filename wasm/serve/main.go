// Command serve is a static file server for development and tests. It listens on the loopback interface only, sends
// the types that browsers insist on, and prefers a precompressed file where there is one. It imports nothing of ours.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"strconv"
	"syscall"
)

func main() {
	dir := flag.String("dir", "dist", "folder to serve")
	port := flag.Int("port", 8080, "port on 127.0.0.1; 0 takes any that is free")
	flag.Parse()
	listener, err := listen(*port)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("Fallow is at http://%s/ (stop with Ctrl-C)\n", listener.Addr())
	log.Fatal(http.Serve(listener, Files(*dir)))
}

// listen takes the port, or any free one if it is in use.
func listen(port int) (net.Listener, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if errors.Is(err, syscall.EADDRINUSE) {
		fmt.Printf("Port %d is in use; taking another.\n", port)
		return net.Listen("tcp", "127.0.0.1:0")
	}
	return listener, err
}
