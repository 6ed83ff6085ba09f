package kernel

import (
	"errors"
	"fmt"
	"slices"

	"github.com/google/nftables"
	"github.com/google/nftables/expr"
	"golang.org/x/sys/unix"

	"dsp/shaper/internal/program"
)

// Capture is the set of rules that send a node's incoming packets to our queue.
//
// They are before the kernel's connection tracking. Behind it, the packet that
// begins a flow would be held before the flow is noted down, and those that
// follow meanwhile would be taken for beginnings too; of these the kernel drops all but one.
type Capture struct {
	conn       *nftables.Conn
	families   []nftables.TableFamily
	queue      queueExpression
	number     uint16
	data       Interface
	base       map[nftables.TableFamily]*nftables.Chain
	chains     []*nftables.Chain // those that base chains jump to
	generation int
}

// OpenCapture readies our tables, empty. Tables that an earlier shaper left
// behind (kernels before 5.12) are removed first.
func OpenCapture(data Interface, number uint16) (*Capture, error) {
	queue, err := probeQueueExpression()
	if err != nil {
		return nil, err
	}
	if err := removeOrphanedTables(); err != nil {
		return nil, err
	}
	conn, _, err := openOwned(familiesOf(data))
	if err != nil {
		return nil, err
	}
	c := &Capture{conn: conn, families: familiesOf(data), queue: queue, number: number, data: data, base: map[nftables.TableFamily]*nftables.Chain{}}
	for _, family := range c.families {
		c.base[family] = conn.AddChain(&nftables.Chain{
			Name:     "ingress",
			Table:    table(family),
			Type:     nftables.ChainTypeFilter,
			Hooknum:  nftables.ChainHookPrerouting,
			Priority: nftables.ChainPriorityRaw,
		})
	}
	if err := conn.Flush(); err != nil {
		c.Close()
		return nil, fmt.Errorf("create nftables chains: %w", err)
	}
	return c, nil
}

func table(family nftables.TableFamily) *nftables.Table {
	return &nftables.Table{Name: TableName, Family: family}
}

// Set captures what the rules are about, and nothing else, in one transaction:
// no packet meets half of the old rules and half of the new.
func (c *Capture) Set(rules []program.Rule) error {
	for _, family := range c.families {
		c.conn.FlushTable(table(family))
	}
	for _, chain := range c.chains {
		c.conn.DelChain(chain)
	}
	c.chains = nil
	c.generation++
	for _, family := range c.families {
		c.addFamily(family, rules)
	}
	if err := c.conn.Flush(); err != nil {
		return fmt.Errorf("set nftables rules: %w", err)
	}
	return nil
}

func (c *Capture) addFamily(family nftables.TableFamily, rules []program.Rule) {
	is4 := family == nftables.TableFamilyIPv4
	if len(rules) == 0 {
		return
	}
	toNode := c.addChain(family, "to-node")
	for _, own := range c.data.Addresses {
		if own.Addr().Is4() == is4 {
			c.add(c.base[family], slices.Concat(onInterface(c.data.Index), toAddress(own.Addr())), jumpTo(toNode.Name))
		}
	}
	if !is4 {
		c.add(toNode, neighbourDiscovery(), accept)
	}
	for i, rule := range rules {
		target := c.toQueue()
		if len(rule.Ports) > 0 {
			target = jumpTo(c.addPorts(family, i, rule))
		}
		for _, peer := range peersOf(rule, is4) {
			for _, protocol := range protocolsOf(rule, is4) {
				c.add(toNode, slices.Concat(peer, protocol), target)
			}
		}
	}
}

// addPorts makes the chain that a rule with ports jumps to, so that peers and
// ports take as many rules as both together, not as both multiplied.
func (c *Capture) addPorts(family nftables.TableFamily, i int, rule program.Rule) string {
	chain := c.addChain(family, fmt.Sprintf("ports-%d", i))
	for _, port := range rule.Ports {
		c.add(chain, withPort(port, 0), c.toQueue())
		c.add(chain, withPort(port, 2), c.toQueue())
	}
	return chain.Name
}

// addChain makes a chain that lasts until the rules change.
func (c *Capture) addChain(family nftables.TableFamily, name string) *nftables.Chain {
	chain := c.conn.AddChain(&nftables.Chain{Name: fmt.Sprintf("%s-%d", name, c.generation), Table: table(family)})
	c.chains = append(c.chains, chain)
	return chain
}

func (c *Capture) add(chain *nftables.Chain, match []expr.Any, target expr.Any) {
	c.conn.AddRule(&nftables.Rule{
		Table: chain.Table, Chain: chain,
		Exprs:    append(slices.Clone(match), &expr.Counter{}, target),
		UserData: []byte(TableName),
	})
}

func (c *Capture) toQueue() expr.Any { return c.queue(c.number) }

var accept = &expr.Verdict{Kind: expr.VerdictAccept}

func jumpTo(chain string) expr.Any { return &expr.Verdict{Kind: expr.VerdictJump, Chain: chain} }

// peersOf returns the alternatives for the source address; one that matches all if no peer is named.
func peersOf(rule program.Rule, is4 bool) [][]expr.Any {
	if len(rule.Peers) == 0 {
		return [][]expr.Any{nil}
	}
	var alternatives [][]expr.Any
	for _, peer := range rule.Peers {
		if peer.Addr().Is4() == is4 {
			alternatives = append(alternatives, from(peer))
		}
	}
	return alternatives
}

// protocolsOf returns the alternatives for the transport protocol. Ports
// narrow "any" to the two protocols that have them.
func protocolsOf(rule program.Rule, is4 bool) [][]expr.Any {
	switch {
	case rule.Protocol == program.TCP:
		return [][]expr.Any{overTransport(unix.IPPROTO_TCP)}
	case rule.Protocol == program.UDP:
		return [][]expr.Any{overTransport(unix.IPPROTO_UDP)}
	case rule.Protocol == program.ICMP && is4:
		return [][]expr.Any{overTransport(unix.IPPROTO_ICMP)}
	case rule.Protocol == program.ICMP:
		return [][]expr.Any{overTransport(unix.IPPROTO_ICMPV6)}
	case len(rule.Ports) > 0:
		return [][]expr.Any{overTransport(unix.IPPROTO_TCP), overTransport(unix.IPPROTO_UDP)}
	}
	return [][]expr.Any{nil}
}

// Close removes our tables.
func (c *Capture) Close() error {
	for _, family := range c.families {
		c.conn.DelTable(table(family))
	}
	return errors.Join(c.conn.Flush(), c.conn.CloseLasting())
}
