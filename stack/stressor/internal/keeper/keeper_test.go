package keeper

import (
	"encoding/json"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var now = time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC)

func order(fault, holds string, cores float64) Order {
	return Order{Fault: fault, Node: "b", Instance: "c1", Holds: holds, Until: now.Add(time.Minute), Cores: cores}
}

func TestMergeTakesTheStrongestOfWhatGoesOn(t *testing.T) {
	over := order("f-4", stopped, 0)
	over.Until = now
	elsewhere := order("f-5", stopped, 0)
	elsewhere.Node = "a"
	own := order("f-1", paused, 0)
	state, cores, isHalted := merge(own, []Order{
		own, order("f-2", limited, 0.5), order("f-3", limited, 0.2), over, elsewhere, order("f-6", halted, 0),
	}, now)
	if state != "" || cores != 0.2 || !isHalted {
		t.Fatalf("state %q, %v cores, halted %v", state, cores, isHalted)
	}
	state, _, _ = merge(own, []Order{order("f-2", stopped, 0), order("f-3", paused, 0)}, now)
	if state != stopped {
		t.Fatalf("state %q", state)
	}
}

func TestLimitsFor(t *testing.T) {
	cases := map[string]struct {
		own   Limits
		cores float64
		name  string
		value int64
	}{
		"gives cores back":               {Limits{NanoCpus: 1e9}, 0, "NanoCpus", 1e9},
		"limits cores":                   {Limits{NanoCpus: 1e9}, 0.25, "NanoCpus", 25e7},
		"never beyond the node's own":    {Limits{NanoCpus: 1e9}, 4, "NanoCpus", 1e9},
		"gives a quota back":             {Limits{CpuPeriod: 50_000, CpuQuota: 20_000}, 0, "CpuQuota", 20_000},
		"limits in the node's period":    {Limits{CpuPeriod: 50_000, CpuQuota: 20_000}, 0.1, "CpuQuota", 5_000},
		"lifts what had no limit":        {Limits{}, 0, "CpuQuota", -1},
		"lifts what was lifted before":   {Limits{CpuQuota: -1}, 0, "CpuQuota", -1},
		"limits what had no limit":       {Limits{}, 0.5, "CpuQuota", 50_000},
		"limits what was lifted before":  {Limits{CpuQuota: -1}, 2, "CpuQuota", 200_000},
		"quota never beyond the node's.": {Limits{CpuPeriod: 50_000, CpuQuota: 20_000}, 3, "CpuQuota", 20_000},
	}
	for name, c := range cases {
		change := limitsFor(c.own, c.cores)
		if len(change) != 1 || change[c.name] != c.value {
			t.Errorf("%s: %v", name, change)
		}
	}
}

func TestUndo(t *testing.T) {
	cases := map[string]struct {
		own    Order
		others []Order
		node   nodeState
		calls  []string
	}{
		"resumes":                         {own: order("f-1", paused, 0), node: nodeState{Running: true, Paused: true}, calls: []string{"unpause"}},
		"leaves what another wants":       {own: order("f-1", paused, 0), others: []Order{order("f-2", paused, 0)}, node: nodeState{Running: true, Paused: true}},
		"starts":                          {own: order("f-1", stopped, 0), calls: []string{"start"}},
		"starts frozen for another":       {own: order("f-1", stopped, 0), others: []Order{order("f-2", paused, 0)}, calls: []string{"start", "pause"}},
		"leaves a node that came back":    {own: order("f-1", stopped, 0), node: nodeState{Running: true}},
		"continues":                       {own: order("f-1", halted, 0), node: nodeState{Running: true}, calls: []string{"kill?signal=SIGCONT"}},
		"gives the limits of others, too": {own: limitedOrder(), others: []Order{order("f-2", limited, 0.5)}, node: nodeState{Running: true}, calls: []string{`update {"NanoCpus":500000000}`}},
		"gives the node's limits back":    {own: limitedOrder(), calls: []string{`update {"NanoCpus":1000000000}`}},
	}
	for name, c := range cases {
		calls, socket := fakeEngine(t, c.others, &c.node)
		if _, err := undo(newEngine(socket), c.own, now); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !slices.Equal(*calls, c.calls) {
			t.Errorf("%s: %v", name, *calls)
		}
	}
}

func TestUndoOfANodeThatIsGone(t *testing.T) {
	calls, socket := fakeEngine(t, nil, nil)
	done, err := undo(newEngine(socket), order("f-1", stopped, 0), now)
	if err != nil || done != "the node is gone" || len(*calls) > 0 {
		t.Fatalf("%q, %v, %v", done, err, *calls)
	}
}

func limitedOrder() Order {
	own := order("f-1", limited, 0.1)
	own.Restore = &Limits{NanoCpus: 1e9}
	return own
}

// fakeEngine answers on a socket and notes what is done to the node.
func fakeEngine(t *testing.T, others []Order, node *nodeState) (*[]string, string) {
	t.Helper()
	socket := filepath.Join(t.TempDir(), "s")
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	calls := []string{}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/containers/json":
			jobs := []map[string]any{{"Labels": map[string]string{"dsp.purpose": `{"driver":"shaper"}`}}}
			for _, other := range others {
				purpose, _ := json.Marshal(other)
				jobs = append(jobs, map[string]any{"Labels": map[string]string{"dsp.purpose": string(purpose)}})
			}
			_ = json.NewEncoder(w).Encode(jobs)
		case r.Method == http.MethodGet && node == nil:
			w.WriteHeader(http.StatusNotFound)
		case r.Method == http.MethodGet:
			_ = json.NewEncoder(w).Encode(map[string]any{"State": node})
		default:
			call := strings.TrimPrefix(r.URL.RequestURI(), "/containers/c1/")
			var body json.RawMessage
			if json.NewDecoder(r.Body).Decode(&body) == nil {
				call += " " + string(body)
			}
			calls = append(calls, call)
			w.WriteHeader(http.StatusNoContent)
		}
	})}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return &calls, socket
}
