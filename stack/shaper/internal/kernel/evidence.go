package kernel

import (
	"errors"
	"fmt"

	"github.com/vishvananda/netlink"

	"dsp/shaper/internal/ingress"
)

// Evidence is what the kernel shows of this namespace now. Whether a fault is
// active is said on this, not on what was asked.
type Evidence struct {
	Tables  []ShownTable         `json:"tables"`
	Queues  []ingress.QueueState `json:"queues"`
	Device  *ShownDevice         `json:"device"`
	Routes  []string             `json:"routes"`
	Qdiscs  []string             `json:"qdiscs"`
	Filters map[string]int       `json:"reversePathFilters"`
	// PathChecks are those of Filters that a shaper changed, living or killed.
	PathChecks []ShownPathCheck `json:"pathChecks"`
	// PathDropped are packets the kernel dropped because their way back leads
	// elsewhere: without NFQUEUE those that a shaper lets in again.
	PathDropped uint64   `json:"pathDropped"`
	Errors      []string `json:"errors,omitempty"` // what could not be read
}

// ShownDevice is our TUN as the kernel has it.
type ShownDevice struct {
	Name    string `json:"name"`
	Index   int    `json:"index"`
	MTU     int    `json:"mtu"`
	State   string `json:"state"`
	Packets uint64 `json:"packets"` // handed to it by the kernel
	Dropped uint64 `json:"dropped"` // by the kernel, its queue being full
}

// IsClean reports whether nothing of ours is there.
func (e *Evidence) IsClean() bool {
	return len(e.Tables) == 0 && e.Device == nil && len(e.Routes) == 0 && len(e.PathChecks) == 0
}

// Inspect reads everything of ours, and the qdiscs, which others may have set.
func Inspect(device string) Evidence {
	e := Evidence{Tables: []ShownTable{}, Queues: []ingress.QueueState{}, Routes: []string{}, Qdiscs: []string{}, Filters: map[string]int{}, PathChecks: []ShownPathCheck{}}
	note := func(err error) {
		if err != nil {
			e.Errors = append(e.Errors, err.Error())
		}
	}
	tables, err := showTables()
	note(err)
	e.Tables = append(e.Tables, tables...)
	queues, err := ingress.ReadQueues()
	note(err)
	e.Queues = append(e.Queues, queues...)
	routes, err := ourRoutes()
	note(err)
	for _, r := range routes {
		e.Routes = append(e.Routes, fmt.Sprintf("%s dev %s src %s proto %d", r.Dst, interfaceName(r.LinkIndex), r.Src, r.Protocol))
	}
	note(e.showLinks(device))
	e.PathDropped = droppedByPath()
	return e
}

func (e *Evidence) showLinks(device string) error {
	links, err := netlink.LinkList()
	if err != nil {
		return err
	}
	for _, link := range links {
		attrs := link.Attrs()
		if filter, err := readConf(attrs.Name, "rp_filter"); err == nil {
			e.Filters[attrs.Name] = filter
		}
		if check := showPathCheck(attrs.Name, attrs.Index); check != nil {
			e.PathChecks = append(e.PathChecks, *check)
		}
		if attrs.Name == device {
			e.Device = &ShownDevice{Name: attrs.Name, Index: attrs.Index, MTU: attrs.MTU, State: attrs.OperState.String()}
			if s := attrs.Statistics; s != nil {
				e.Device.Packets, e.Device.Dropped = s.TxPackets, s.TxDropped
			}
		}
		qdiscs, qdiscErr := netlink.QdiscList(link)
		err = errors.Join(err, qdiscErr)
		for _, q := range qdiscs {
			e.Qdiscs = append(e.Qdiscs, attrs.Name+": "+q.Type()+" "+netlink.HandleStr(q.Attrs().Handle))
		}
	}
	return err
}
