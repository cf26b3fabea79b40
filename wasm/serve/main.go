// Command serve is a static file server for development. It listens on the loopback interface only. It imports package
// static of its own folder.
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

	"fallow/wasm/serve/static"
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
	log.Fatal(http.Serve(listener, static.Files(*dir)))
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
