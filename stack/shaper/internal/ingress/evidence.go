package ingress

import (
	"bufio"
	"fmt"
	"os"
)

// QueueState is what /proc/net/netfilter/nfnetlink_queue says of our queue.
type QueueState struct {
	Number      int `json:"number"`
	Port        int `json:"port"`    // netlink port of the process that holds it
	Waiting     int `json:"waiting"` // packets the kernel keeps
	CopyMode    int `json:"copyMode"`
	CopyBytes   int `json:"copyBytes"`
	Dropped     int `json:"dropped"`     // by the kernel, its queue being full
	UserDropped int `json:"userDropped"` // by the kernel, our socket being full
}

// ReadQueues lists the packet queues of this network namespace.
func ReadQueues() ([]QueueState, error) {
	f, err := os.Open("/proc/self/net/netfilter/nfnetlink_queue")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var queues []QueueState
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var q QueueState
		if _, err := fmt.Sscan(lines.Text(), &q.Number, &q.Port, &q.Waiting, &q.CopyMode, &q.CopyBytes, &q.Dropped, &q.UserDropped); err != nil {
			return nil, err
		}
		queues = append(queues, q)
	}
	return queues, lines.Err()
}

func queueExists() bool {
	queues, _ := ReadQueues()
	for _, q := range queues {
		if q.Number == QueueNumber {
			return true
		}
	}
	return false
}
