package lab

import (
	"encoding/binary"
	"net"
	"os"
	"runtime"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"

	"dsp/shaper/internal/priority"
	"dsp/shaper/internal/schedule"
)

// Stream is a train of numbered UDP packets from one host to another.
type Stream struct {
	From, To Host
	IPv6     bool
	Count    int
	Interval time.Duration // between packets
	Flows    int           // how many source ports take turns; 0 means 1
	Size     int           // bytes of payload; 0 means 64
	Port     int           // 0 means 9777
	Tail     time.Duration // how long after the last packet to listen; 0 means 1 s
}

// Arrival is one packet as it was received; one that comes twice is two arrivals.
type Arrival struct {
	Sequence int
	Delay    time.Duration
	Intact   bool // the payload is what was sent
}

const udpHeader = 16 // sequence and time of sending

// Run sends the stream and returns the arrivals in their order.
func (s Stream) Run() ([]Arrival, error) {
	s.Size, s.Flows = max(s.Size, 64), max(s.Flows, 1)
	if s.Port == 0 {
		s.Port = 9777
	}
	if s.Tail == 0 {
		s.Tail = time.Second
	}
	receiver, err := s.listen()
	if err != nil {
		return nil, err
	}
	defer receiver.Close()
	arrivals, over := make(chan []Arrival, 1), &atomic.Bool{}
	onTime(func() { arrivals <- receive(int(receiver.Fd()), s.Size, over) })
	sent := make(chan error, 1)
	onTime(func() { sent <- s.send() })
	if err := <-sent; err != nil {
		return nil, err
	}
	time.Sleep(s.Tail)
	over.Store(true)
	return <-arrivals, nil
}

// onTime runs f on a thread of its own, at real-time priority where that is
// possible, so that our own lateness is not taken for the network's.
func onTime(f func()) {
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
		_ = priority.RaiseThread()
		f()
	}()
}

// listen returns a blocking socket that gives up a read now and then.
func (s Stream) listen() (*os.File, error) {
	var conn *net.UDPConn
	err := s.To.In(func() (err error) {
		conn, err = net.ListenUDP("udp", &net.UDPAddr{Port: s.Port})
		return err
	})
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	file, err := conn.File()
	if err != nil {
		return nil, err
	}
	_ = unix.SetsockoptInt(int(file.Fd()), unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, 64<<20)
	patience := unix.NsecToTimeval(int64(100 * time.Millisecond))
	return file, unix.SetsockoptTimeval(int(file.Fd()), unix.SOL_SOCKET, unix.SO_RCVTIMEO, &patience)
}

func (s Stream) send() error {
	to := &net.UDPAddr{IP: net.ParseIP(s.To.IPv4), Port: s.Port}
	if s.IPv6 {
		to.IP = net.ParseIP(s.To.IPv6)
	}
	conns := make([]*net.UDPConn, s.Flows)
	for i := range conns {
		if err := s.From.In(func() (err error) { conns[i], err = net.DialUDP("udp", nil, to); return err }); err != nil {
			return err
		}
		defer conns[i].Close()
	}
	payload := pattern(s.Size)
	next := schedule.NowNs()
	for n := range s.Count {
		if wait := next - schedule.NowNs(); wait > 0 {
			ts := unix.NsecToTimespec(wait)
			_ = unix.Nanosleep(&ts, nil)
		}
		next += int64(s.Interval)
		binary.BigEndian.PutUint64(payload, uint64(n))
		binary.BigEndian.PutUint64(payload[8:], uint64(schedule.NowNs()))
		_, _ = conns[n%s.Flows].Write(payload) // refused while nobody listens is not our matter
	}
	return nil
}

func receive(fd, size int, over *atomic.Bool) []Arrival {
	var arrivals []Arrival
	buffer := make([]byte, 65_536)
	want := pattern(size)
	for {
		n, err := unix.Read(fd, buffer)
		nowNs := schedule.NowNs()
		if err != nil && over.Load() {
			return arrivals
		}
		if n < udpHeader {
			continue
		}
		arrivals = append(arrivals, Arrival{
			Sequence: int(binary.BigEndian.Uint64(buffer)),
			Delay:    time.Duration(nowNs - int64(binary.BigEndian.Uint64(buffer[8:]))),
			Intact:   n == size && string(buffer[udpHeader:n]) == string(want[udpHeader:]),
		})
	}
}

func pattern(size int) []byte {
	b := make([]byte, size)
	for i := range b {
		b[i] = byte(i * 7)
	}
	return b
}
