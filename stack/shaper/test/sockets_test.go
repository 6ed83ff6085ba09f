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

// sendBroadcast sends a datagram to all on the subnet and reports whether a host heard it.
func sendBroadcast(from, to lab.Host) (heard bool, err error) {
	var receiver net.PacketConn
	if err := to.In(func() (err error) { receiver, err = net.ListenPacket("udp4", ":9781"); return err }); err != nil {
		return false, err
	}
	defer receiver.Close()
	err = from.In(func() error {
		sender, err := net.ListenPacket("udp4", ":0") // Go lets datagrams be broadcast
		if err != nil {
			return err
		}
		defer sender.Close()
		_, err = sender.WriteTo([]byte("all"), &net.UDPAddr{IP: net.IPv4(10, 77, 0, 255), Port: 9781})
		return err
	})
	if err != nil {
		return false, err
	}
	_ = receiver.SetReadDeadline(time.Now().Add(time.Second))
	n, _, err := receiver.ReadFrom(make([]byte, 16))
	return err == nil && n == 3, nil
}

// dialUDP connects a UDP socket to the same port of another host.
func dialUDP(from, to lab.Host) (conn net.Conn, err error) {
	const port = 9782
	err = from.In(func() error {
		conn, err = net.DialUDP("udp4", &net.UDPAddr{IP: net.ParseIP(from.IPv4), Port: port}, &net.UDPAddr{IP: net.ParseIP(to.IPv4), Port: port})
		return err
	})
	return conn, err
}
