package lane

import (
	"runtime"

	"dsp/shaper/internal/effects"
	"dsp/shaper/internal/packet"
	"dsp/shaper/internal/pipeline"
	"dsp/shaper/internal/priority"
	"dsp/shaper/internal/program"
	"dsp/shaper/internal/schedule"
)

// batchSize is how many packets are taken before due ones are looked after again.
const batchSize = 64

// Lane is one direction at work. All its state belongs to the thread of Run;
// others reach it through Do.
type Lane struct {
	interceptor Interceptor
	pipeline    *pipeline.Pipeline
	queue       schedule.Queue
	order       schedule.FlowOrder
	limits      program.Limits
	stats       Stats
	commands    chan func()
	bell        *bell
	done        chan struct{}
	stopping    bool
}

// New makes a lane that lets everything pass until it is given a pipeline.
func New(interceptor Interceptor, limits program.Limits) (*Lane, error) {
	b, err := newBell()
	if err != nil {
		return nil, err
	}
	return &Lane{
		interceptor: interceptor,
		pipeline:    &pipeline.Pipeline{},
		limits:      limits,
		commands:    make(chan func(), 16),
		bell:        b,
		done:        make(chan struct{}),
	}, nil
}

// Run works until Stop, or until the interceptor fails; then it returns why.
// It keeps a thread to itself, because goroutine timers are a millisecond
// coarse where a thread's own are a few microseconds.
func (l *Lane) Run() error {
	runtime.LockOSThread() // and never unlock: the thread is changed
	priority.NoSlack()
	defer close(l.done)
	batch := make([]*packet.Packet, 0, batchSize)
	for {
		var err error
		if batch, err = l.interceptor.Receive(batch[:0]); err != nil {
			return err
		}
		nowNs := schedule.NowNs()
		l.releaseDue(nowNs)
		for _, p := range batch {
			l.admit(p, nowNs)
		}
		if err := l.interceptor.Flush(); err != nil {
			return err
		}
		l.runCommands()
		switch {
		case len(batch) > 0:
		case !l.stopping:
			l.wait()
		case l.queue.Len() == 0:
			return nil
		}
	}
}

// admit decides about one packet. Those due at once go without touching the
// queue; what was due before them has just been released.
func (l *Lane) admit(p *packet.Packet, nowNs int64) {
	l.stats.Packets++
	l.stats.Bytes += uint64(p.Length)
	fate, outcome := l.pipeline.Apply(p)
	if outcome.IsFinal() {
		if fate.Reply != nil {
			l.interceptor.Answer(fate.Reply)
		}
		l.interceptor.Discard(p)
		return
	}
	p.Copies, p.Altered, p.DueNs = fate.Copies, p.Altered || fate.Altered, fate.DueNs
	if !fate.Overtakable {
		p.DueNs = l.order.After(p.Flow(), p.DueNs)
	}
	switch {
	case p.DueNs <= nowNs:
		l.interceptor.Release(p)
	case l.queue.Len() >= l.limits.Packets || l.queue.Bytes()+p.Length > l.limits.Bytes:
		l.stats.Overflowed++
		l.interceptor.Discard(p)
	default:
		l.queue.Push(p)
	}
}

func (l *Lane) releaseDue(nowNs int64) {
	for p := l.queue.PopDue(nowNs); p != nil; p = l.queue.PopDue(nowNs) {
		l.stats.note(nowNs - p.DueNs)
		l.interceptor.Release(p)
	}
}

// replace puts a new pipeline in force between two packets. What is held
// waits no longer than the new rules could make it wait: nothing is lost,
// nothing overtakes, and a fault that ended stops being felt at once.
func (l *Lane) replace(next *pipeline.Pipeline, limits program.Limits) error {
	if err := l.interceptor.Adapt(next.Needs()); err != nil {
		return err
	}
	l.pipeline, l.limits = next, limits
	if most := next.MaxHold(); most != effects.Unbounded {
		l.queue.Reschedule(func(p *packet.Packet) int64 { return min(p.DueNs, p.ArrivedNs+int64(most)) })
	}
	l.order.Rebuild(&l.queue)
	return nil
}
