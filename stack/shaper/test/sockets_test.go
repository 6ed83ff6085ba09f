package test

import (
	"net"
	"time"

	"dsp/shaper/internal/lab"
)

// connect tries a TCP connection to a port where nobody needs to listen:
// an unreachable host and one that refuses are told apart by the error and its time.
func connect(from lab.Host, address string) error {
	return from.In(func() error {
		c, err := net.DialTimeout("tcp", net.JoinHostPort(address, "9779"), 700*time.Millisecond)
		if err == nil {
			c.Close()
		}
		return err
	})
}

// sendUDPTwice returns the error that an ICMP message about the first packet leaves for the second.
func sendUDPTwice(from lab.Host, address string) error {
	return from.In(func() error {
		c, err := net.Dial("udp", net.JoinHostPort(address, "9780"))
		if err != nil {
			return err
		}
		defer c.Close()
		_, _ = c.Write([]byte("anybody there?"))
		time.Sleep(200 * time.Millisecond)
		_, err = c.Write([]byte("hello?"))
		return err
	})
}
