package program

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"net/netip"
	"time"
)

// Defaults of a program's limits: enough for 1 Gbit/s over 500 ms in large segments.
const (
	defaultHeldPackets = 65_536
	defaultHeldBytes   = 64 << 20
)

// wireProgram and wireRule are the JSON as it is written; Parse turns them into a Program.
type wireProgram struct {
	Interface     wireInterface     `json:"interface"`
	Rules         []json.RawMessage `json:"rules"`
	Limits        Limits            `json:"limits"`
	LingerSeconds float64           `json:"lingerSeconds"`
}

type wireInterface struct {
	Address string `json:"address"`
	Subnet  string `json:"subnet"`
}

type wireRule struct {
	ID        string          `json:"id"`
	Kind      Kind            `json:"kind"`
	Params    json.RawMessage `json:"params"`
	Direction Direction       `json:"direction"`
	Peers     []string        `json:"peers"`
	Protocol  Protocol        `json:"protocol"`
	Ports     []uint16        `json:"ports"`
	Seed      *uint64         `json:"seed"`
	Deadline  json.RawMessage `json:"deadline"`
}

// Parse reads a program. Deadlines given in seconds count from now.
// Every error names the field it is about.
func Parse(data []byte, now time.Time) (Program, error) {
	wire := wireProgram{Limits: Limits{Packets: defaultHeldPackets, Bytes: defaultHeldBytes}}
	if err := decodeStrict(data, &wire, ""); err != nil {
		return Program{}, err
	}
	p := Program{Rules: []Rule{}, Limits: wire.Limits, LingerSeconds: wire.LingerSeconds}
	if e := first(
		outside("limits.packets", float64(p.Limits.Packets), 1, maxHeldCount),
		outside("limits.bytes", float64(p.Limits.Bytes), 65_536, maxHeldBytes),
		outside("lingerSeconds", p.LingerSeconds, 0, maxLinger),
		outside("rules (their number)", float64(len(wire.Rules)), 0, maxRules),
	); e != nil {
		return Program{}, e
	}
	var err error
	if p.Interface, err = parseInterface(wire.Interface); err != nil {
		return Program{}, err
	}
	seen := map[string]int{}
	for i, raw := range wire.Rules {
		path := fmt.Sprintf("rules[%d]", i)
		rule, err := parseRule(raw, path, now)
		if err != nil {
			return Program{}, err
		}
		if j, dup := seen[rule.ID]; dup {
			return Program{}, &FieldError{path + ".id", fmt.Sprintf("%q is already the id of rules[%d]", rule.ID, j)}
		}
		seen[rule.ID] = i
		p.Rules = append(p.Rules, rule)
	}
	return p, nil
}

func parseInterface(w wireInterface) (Interface, error) {
	var out Interface
	var err error
	if w.Address == "" && w.Subnet == "" {
		return out, &FieldError{"interface", "give the address of the data network's interface, or its subnet"}
	}
	if w.Address != "" {
		if out.Address, err = netip.ParseAddr(w.Address); err != nil {
			return out, &FieldError{"interface.address", fmt.Sprintf("%q is not an IP address", w.Address)}
		}
	}
	if w.Subnet != "" {
		if out.Subnet, err = netip.ParsePrefix(w.Subnet); err != nil {
			return out, &FieldError{"interface.subnet", fmt.Sprintf("%q is not a subnet such as 172.18.0.0/16", w.Subnet)}
		}
	}
	return out, nil
}

func parseRule(raw json.RawMessage, path string, now time.Time) (Rule, error) {
	w := wireRule{Direction: Egress, Protocol: AnyProtocol}
	if err := decodeStrict(raw, &w, path); err != nil {
		return Rule{}, err
	}
	if e := w.validate(); e != nil {
		return Rule{}, &FieldError{join(path, e.Field), e.Message}
	}
	r := Rule{ID: w.ID, Kind: w.Kind, Direction: w.Direction, Protocol: w.Protocol, Ports: w.Ports}
	var err error
	if r.Params, err = parseParams(w.Kind, w.Params, path+".params"); err != nil {
		return Rule{}, err
	}
	if r.Peers, err = parsePeers(w.Peers, path+".peers"); err != nil {
		return Rule{}, err
	}
	if r.Deadline, err = parseDeadline(w.Deadline, path+".deadline", now); err != nil {
		return Rule{}, err
	}
	if r.Seed = seedFrom(w.ID); w.Seed != nil {
		r.Seed = *w.Seed
	}
	return r, nil
}

func (w *wireRule) validate() *FieldError {
	switch {
	case w.ID == "":
		return &FieldError{"id", "is missing"}
	case len(w.ID) > maxIDLength:
		return &FieldError{"id", fmt.Sprintf("is longer than %d characters", maxIDLength)}
	case kinds[w.Kind] == nil:
		return &FieldError{"kind", fmt.Sprintf("%q is not one of latency, loss, duplicate, corrupt, reorder, bandwidth, partition", w.Kind)}
	case w.Direction != Ingress && w.Direction != Egress && w.Direction != Both:
		return &FieldError{"direction", fmt.Sprintf("%q is not one of ingress, egress, both", w.Direction)}
	case w.Protocol != AnyProtocol && w.Protocol != TCP && w.Protocol != UDP && w.Protocol != ICMP:
		return &FieldError{"protocol", fmt.Sprintf("%q is not one of any, tcp, udp, icmp", w.Protocol)}
	case len(w.Ports) > 0 && w.Protocol == ICMP:
		return &FieldError{"ports", "ICMP has no ports"}
	case len(w.Ports) > maxPorts:
		return &FieldError{"ports", fmt.Sprintf("are more than %d", maxPorts)}
	case len(w.Peers) > maxPeers:
		return &FieldError{"peers", fmt.Sprintf("are more than %d", maxPeers)}
	}
	return nil
}

// parsePeers reads addresses and CIDRs. A bare address means just that host.
func parsePeers(list []string, path string) ([]netip.Prefix, error) {
	var peers []netip.Prefix
	for i, text := range list {
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			addr, e := netip.ParseAddr(text)
			if e != nil || addr.Zone() != "" {
				return nil, &FieldError{fmt.Sprintf("%s[%d]", path, i), fmt.Sprintf("%q is neither an IP address nor a CIDR", text)}
			}
			prefix = netip.PrefixFrom(addr.Unmap(), addr.Unmap().BitLen())
		}
		peers = append(peers, prefix.Masked())
	}
	return peers, nil
}

// parseDeadline reads RFC 3339 or a number of seconds from now. It is never
// optional: a fault that nobody ends would be worse than one that never started.
func parseDeadline(raw json.RawMessage, path string, now time.Time) (time.Time, error) {
	var seconds float64
	if json.Unmarshal(raw, &seconds) == nil && len(raw) > 0 && string(raw) != "null" {
		if e := outside(path, seconds, 0, maxDuration); e != nil {
			return time.Time{}, e
		}
		return now.Round(0).Add(time.Duration(seconds * float64(time.Second))), nil
	}
	var text string
	if json.Unmarshal(raw, &text) == nil {
		if t, err := time.Parse(time.RFC3339, text); err == nil {
			return t, nil
		}
	}
	return time.Time{}, &FieldError{path, "give a time in RFC 3339 or a number of seconds: every fault must end by itself"}
}

// seedFrom makes a rule without a seed repeatable all the same: its id is the seed.
func seedFrom(id string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(id))
	return h.Sum64() >> 11 // 53 bits, so that it survives a trip through JSON numbers
}
