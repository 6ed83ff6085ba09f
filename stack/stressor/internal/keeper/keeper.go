package keeper

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// retryPause is the time between attempts, for an engine that is away.
const retryPause = 2 * time.Second

// undoAtEnd bounds the undoing of a keeper that is itself being ended.
const undoAtEnd = 5 * time.Second

// Run keeps one fault: it waits for the order's end, or for SIGTERM, which is
// how a platform that does not know the fault any more ends its job.
func Run(args []string) error {
	if len(args) != 2 {
		return errors.New("keep wants the id of its own job and an order")
	}
	order, understood := parseOrder(args[1])
	if !understood {
		return errors.New("the order cannot be read")
	}
	engine := newEngine("/var/run/docker.sock")
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGTERM, syscall.SIGINT)
	select {
	case <-time.After(time.Until(order.Until)):
		undoUntilDone(engine, order, time.Now().Add(100*365*24*time.Hour))
		// A job that is over would be started again with the engine.
		return engine.removeJob(args[0])
	case <-asked:
		undoUntilDone(engine, order, time.Now().Add(undoAtEnd))
		return nil
	}
}

func undoUntilDone(engine *engine, order Order, deadline time.Time) {
	for {
		done, err := undo(engine, order, time.Now())
		if err == nil {
			tell("undone", done, order)
			return
		}
		tell("not yet", err.Error(), order)
		if time.Now().Add(retryPause).After(deadline) {
			return
		}
		time.Sleep(retryPause)
	}
}

// undo brings the node to what the other faults on it want, and says what it
// did.
func undo(engine *engine, order Order, now time.Time) (string, error) {
	others, err := engine.orders()
	if err != nil {
		return "", err
	}
	state, cores, isHalted := merge(order, others, now)
	node, err := engine.state(order.Instance)
	if errors.Is(err, errGone) {
		return "the node is gone", nil
	}
	if err != nil {
		return "", err
	}
	switch order.Holds {
	case paused:
		if node.Paused && state == "" {
			return "resumed", engine.post(order.Instance, "unpause", nil)
		}
	case stopped, signalled:
		return undoStop(engine, order, node, state)
	case halted:
		if node.Running && !isHalted {
			return "continued", engine.post(order.Instance, "kill?signal=SIGCONT", nil)
		}
	case limited:
		if order.Restore == nil {
			return "", errors.New("the order does not hold the node's own limits")
		}
		return "limits set", engine.post(order.Instance, "update", limitsFor(*order.Restore, cores))
	}
	return "nothing to do", nil
}

func undoStop(engine *engine, order Order, node nodeState, state string) (string, error) {
	if node.Running || state == stopped {
		return "nothing to do", nil
	}
	if err := engine.post(order.Instance, "start", nil); err != nil {
		return "", err
	}
	if state == paused {
		return "started and paused", engine.post(order.Instance, "pause", nil)
	}
	return "started", nil
}

// tell writes a line of JSON to the job's log.
func tell(what, detail string, order Order) {
	line, _ := json.Marshal(map[string]string{"keeper": what, "detail": detail, "fault": order.Fault, "node": order.Node})
	fmt.Println(string(line))
}
