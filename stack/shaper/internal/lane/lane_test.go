package lane

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"dsp/shaper/internal/effects"
	"dsp/shaper/internal/packet"
	"dsp/shaper/internal/program"
	"dsp/shaper/internal/schedule"
)

// fake is an interceptor whose packets come from the test.
type fake struct {
	bell      *bell
	mutex     sync.Mutex
	waiting   []*packet.Packet
	released  []uint32
	discarded int
}

func (f *fake) offer(count int) {
	f.mutex.Lock()
	for range count {
		f.waiting = append(f.waiting, &packet.Packet{QueueID: uint32(len(f.waiting)), Length: 100, ArrivedNs: schedule.NowNs()})
	}
	f.mutex.Unlock()
	f.bell.ring()
}

func (f *fake) state() (released []uint32, discarded int) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return append([]uint32(nil), f.released...), f.discarded
}

func (f *fake) Descriptor() int { return f.bell.fd }

func (f *fake) Receive(batch []*packet.Packet) ([]*packet.Packet, error) {
	f.bell.hush()
	f.mutex.Lock()
	defer f.mutex.Unlock()
	batch, f.waiting = append(batch, f.waiting...), nil
	return batch, nil
}

func (f *fake) Release(p *packet.Packet) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.released = append(f.released, p.QueueID)
}

func (f *fake) Discard(*packet.Packet) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.discarded++
}

func (f *fake) Answer([]byte)             {}
func (f *fake) Flush() error              { return nil }
func (f *fake) Adapt(effects.Needs) error { return nil }

func startLane(t *testing.T, limits program.Limits) (*Lane, *fake) {
	t.Helper()
	b, err := newBell()
	if err != nil {
		t.Fatal(err)
	}
	f := &fake{bell: b}
	l, err := New(f, limits)
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = l.Run() }()
	t.Cleanup(func() { _ = l.Stop() })
	return l, f
}

func latency(t *testing.T, ms int, limits program.Limits) program.Program {
	t.Helper()
	text := fmt.Sprintf(`{"interface":{"subnet":"10.0.0.0/24"},"rules":[{"id":"a","kind":"latency","params":{"delayMs":%d},"deadline":60}]}`, ms)
	p, err := program.Parse([]byte(text), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	p.Limits = limits
	return p
}

var roomy = program.Limits{Packets: 1000, Bytes: 1 << 20}

func TestStopReleasesWhatIsHeldInOrder(t *testing.T) {
	l, f := startLane(t, roomy)
	if err := l.Set(latency(t, 10_000, roomy), program.Egress); err != nil {
		t.Fatal(err)
	}
	f.offer(50)
	waitFor(t, func() bool { s, _ := l.Stats(); return s.Held == 50 })
	if err := l.Stop(); err != nil {
		t.Fatal(err)
	}
	released, _ := f.state()
	if len(released) != 50 {
		t.Fatalf("%d of 50 released", len(released))
	}
	for i, id := range released {
		if id != uint32(i) {
			t.Fatalf("packet %d left in place %d", id, i)
		}
	}
	if err := l.Do(func() {}); err != ErrStopped {
		t.Errorf("a stopped lane answers %v", err)
	}
}

func TestAFullQueueDropsTheNewestAndCounts(t *testing.T) {
	tight := program.Limits{Packets: 10, Bytes: 1 << 20}
	l, f := startLane(t, tight)
	if err := l.Set(latency(t, 10_000, tight), program.Egress); err != nil {
		t.Fatal(err)
	}
	f.offer(25)
	waitFor(t, func() bool { s, _ := l.Stats(); return s.Packets == 25 })
	s, _ := l.Stats()
	if _, discarded := f.state(); discarded != 15 || s.Overflowed != 15 || s.Held != 10 {
		t.Errorf("%d discarded, %+v", discarded, s)
	}
}

func TestAnEndedFaultIsNotFeltAnyMore(t *testing.T) {
	l, f := startLane(t, roomy)
	if err := l.Set(latency(t, 10_000, roomy), program.Egress); err != nil {
		t.Fatal(err)
	}
	f.offer(5)
	waitFor(t, func() bool { s, _ := l.Stats(); return s.Held == 5 })
	if err := l.Set(latency(t, 0, roomy), program.Egress); err != nil {
		t.Fatal(err)
	}
	waitFor(t, func() bool { released, _ := f.state(); return len(released) == 5 })
}

func waitFor(t *testing.T, claim func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !claim(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it did not happen within 10 s")
		}
	}
}
