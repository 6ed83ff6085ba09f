package kernel

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"

	"github.com/google/nftables"
	"github.com/google/nftables/expr"
	"github.com/google/nftables/xt"
	"github.com/vishvananda/netlink"
)

// ShownTable is one of our tables as the kernel has it, in words near nft's own.
type ShownTable struct {
	Family string   `json:"family"`
	Name   string   `json:"name"`
	Owned  bool     `json:"owned"` // goes with its process
	Rules  []string `json:"rules"`
}

// showTables reads our tables back from the kernel.
func showTables() ([]ShownTable, error) {
	conn, err := nftables.New()
	if err != nil {
		return nil, err
	}
	tables, err := ourTables(conn)
	if err != nil {
		return nil, err
	}
	shown := make([]ShownTable, 0, len(tables))
	for _, t := range tables {
		s := ShownTable{Family: familyName(t.Family), Name: t.Name, Owned: isOwned(t), Rules: []string{}}
		chains, err := conn.ListChainsOfTableFamily(t.Family)
		if err != nil {
			return nil, err
		}
		for _, chain := range chains {
			if chain.Table.Name != TableName {
				continue
			}
			rules, err := conn.GetRules(t, chain)
			if err != nil {
				return nil, err
			}
			for _, r := range rules {
				s.Rules = append(s.Rules, chain.Name+": "+showRule(r))
			}
		}
		shown = append(shown, s)
	}
	return shown, nil
}

func familyName(f nftables.TableFamily) string {
	if f == nftables.TableFamilyIPv6 {
		return "ip6"
	}
	return "ip"
}

func showRule(r *nftables.Rule) string {
	var words []string
	var subject string
	var mask []byte
	for _, e := range r.Exprs {
		switch e := e.(type) {
		case *expr.Meta:
			subject = map[expr.MetaKey]string{expr.MetaKeyIIF: "iif", expr.MetaKeyL4PROTO: "l4proto"}[e.Key]
		case *expr.Payload:
			subject = showPayload(e)
		case *expr.Bitwise:
			mask = e.Mask
		case *expr.Cmp:
			words = append(words, subject+showOperator(e.Op)+showValue(subject, e.Data, mask))
			mask = nil
		case *expr.Counter:
			words = append(words, fmt.Sprintf("counter packets %d bytes %d", e.Packets, e.Bytes))
		default:
			words = append(words, showTarget(e))
		}
	}
	return strings.Join(words, " ")
}

func showTarget(e expr.Any) string {
	switch e := e.(type) {
	case *expr.Queue:
		return fmt.Sprintf("queue num %d bypass=%t", e.Num, e.Flag&expr.QueueFlagBypass != 0)
	case *expr.Target:
		return "target " + e.Name + showXtablesQueue(e)
	case *expr.Verdict:
		if e.Kind == expr.VerdictJump {
			return "jump " + e.Chain
		}
		return "accept"
	}
	return fmt.Sprintf("%T", e)
}

func interfaceName(index int) string {
	link, err := netlink.LinkByIndex(index)
	if err != nil {
		return fmt.Sprint(index)
	}
	return link.Attrs().Name
}

// showXtablesQueue reads struct xt_NFQ_info_v3 back.
func showXtablesQueue(e *expr.Target) string {
	info, ok := e.Info.(*xt.Unknown)
	if !ok || len(*info) < 6 {
		return ""
	}
	return fmt.Sprintf(" num %d bypass=%t", binary.NativeEndian.Uint16(*info), binary.NativeEndian.Uint16((*info)[4:])&1 != 0)
}

func showOperator(op expr.CmpOp) string {
	switch op {
	case expr.CmpOpGte:
		return " >= "
	case expr.CmpOpLte:
		return " <= "
	}
	return " "
}

func showPayload(e *expr.Payload) string {
	switch {
	case e.Base == expr.PayloadBaseNetworkHeader && e.Offset >= 16: // IPv4 at 16, IPv6 at 24
		return "daddr"
	case e.Base == expr.PayloadBaseNetworkHeader:
		return "saddr"
	case e.Len == 1:
		return "icmpv6 type"
	case e.Offset == 0:
		return "sport"
	}
	return "dport"
}

func showValue(subject string, data, mask []byte) string {
	switch {
	case subject == "iif" && len(data) == 4:
		return interfaceName(int(binary.NativeEndian.Uint32(data)))
	case subject == "saddr", subject == "daddr":
		addr, _ := netip.AddrFromSlice(data)
		if mask == nil {
			return addr.String()
		}
		ones := 0
		for _, b := range mask {
			for ; b != 0; b <<= 1 {
				ones++
			}
		}
		return fmt.Sprintf("%s/%d", addr, ones)
	case len(data) == 2:
		return fmt.Sprint(binary.BigEndian.Uint16(data))
	case len(data) == 1:
		return fmt.Sprint(data[0])
	}
	return fmt.Sprintf("%x", data)
}
