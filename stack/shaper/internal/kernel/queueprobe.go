package kernel

import (
	"errors"
	"fmt"

	"github.com/google/nftables"
	"github.com/google/nftables/expr"
)

// probeTable holds one rule for as long as a probe takes.
const probeTable = "dsp-shaper-probe"

// probeQueueExpression finds out how this kernel's nftables can send packets
// to a queue, by trying: the native expression first, then iptables' target.
func probeQueueExpression() (queueExpression, error) {
	native := tryRule(nativeQueue(0))
	if native == nil {
		return nativeQueue, nil
	}
	compat := tryRule(xtablesQueue(0))
	if compat == nil {
		return xtablesQueue, nil
	}
	return nil, fmt.Errorf("nftables cannot send packets to a queue on this kernel: native expression: %w; NFQUEUE target: %w", native, compat)
}

// QueueRuleKind names the way this kernel's rules reach the queue, or says why there is none.
func QueueRuleKind() (string, error) {
	if native := tryRule(nativeQueue(0)); native == nil {
		return "nftables queue", nil
	}
	if _, err := probeQueueExpression(); err != nil {
		return "", err
	}
	return "nftables with the NFQUEUE target of iptables", nil
}

// tryRule adds a rule to a table without a hook, where it meets no packet, and removes the table.
func tryRule(target expr.Any) error {
	conn, err := nftables.New()
	if err != nil {
		return err
	}
	t := conn.AddTable(&nftables.Table{Name: probeTable, Family: nftables.TableFamilyIPv4})
	chain := conn.AddChain(&nftables.Chain{Name: "probe", Table: t})
	conn.AddRule(&nftables.Rule{Table: t, Chain: chain, Exprs: []expr.Any{target}})
	failure := conn.Flush()
	if failure == nil {
		conn.DelTable(t)
		failure = conn.Flush()
	}
	return failure
}

// OwnsTables reports whether the kernel removes our tables with our process.
func OwnsTables() error {
	conn, owned, err := openOwned(families[:1])
	if err != nil {
		return err
	}
	conn.DelTable(table(families[0]))
	if err := errors.Join(conn.Flush(), conn.CloseLasting()); err != nil {
		return err
	}
	if !owned {
		return errors.New("this kernel is older than 5.12: rules stay behind a killed shaper, harmless, until they are cleaned")
	}
	return nil
}
