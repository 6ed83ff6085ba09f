package kernel

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/google/nftables"
	"github.com/mdlayher/netlink"
	"golang.org/x/sys/unix"
)

// TableName is the name of our nftables tables, one for IPv4 and one for IPv6.
// Nothing of ours is in anybody else's table, and nothing of theirs in ours.
const TableName = "dsp-shaper"

// ErrTableTaken means that a living process owns our tables in this namespace.
var ErrTableTaken = errors.New("nftables table " + TableName + " is owned by another process, probably another shaper in this network namespace")

// tableOwner is NFT_TABLE_F_OWNER (Linux 5.12): the table belongs to the
// netlink socket that made it, nobody else can change it, and the kernel
// removes it with the socket, however its process ends.
const tableOwner = 2

// families are those that tables are looked for in.
var families = []nftables.TableFamily{nftables.TableFamilyIPv4, nftables.TableFamilyIPv6}

// familiesOf are those that tables are made in: what the interface speaks, so
// that a kernel without nftables for IPv6 still serves IPv4.
func familiesOf(data Interface) []nftables.TableFamily {
	var spoken []nftables.TableFamily
	for _, family := range families {
		if _, speaks := data.Source(family == nftables.TableFamilyIPv4); speaks {
			spoken = append(spoken, family)
		}
	}
	return spoken
}

// openOwned opens a netlink socket that owns our tables of some families. On kernels before
// 5.12 the tables are plain and owned is false: rules orphaned there are
// harmless (their queue is bypassed) until Clean removes them.
func openOwned(of []nftables.TableFamily) (conn *nftables.Conn, owned bool, err error) {
	var flags uint32 = tableOwner
	create := func(c *netlink.Conn) error { return createTables(c, of, flags) }
	conn, err = nftables.New(nftables.AsLasting(), nftables.WithSockOptions(create))
	if err == nil {
		return conn, true, nil
	}
	if errors.Is(err, unix.EPERM) || errors.Is(err, unix.EEXIST) {
		if tablesExist() {
			return nil, false, ErrTableTaken
		}
		return nil, false, fmt.Errorf("create nftables tables (the container needs CAP_NET_ADMIN): %w", err)
	}
	flags = 0
	conn, err = nftables.New(nftables.AsLasting(), nftables.WithSockOptions(create))
	return conn, false, err
}

// createTables makes the tables in one transaction on the socket itself; the
// library has no way to set a table's flags.
func createTables(c *netlink.Conn, of []nftables.TableFamily, flags uint32) error {
	batch := []netlink.Message{batchMark(unix.NFNL_MSG_BATCH_BEGIN)}
	for _, family := range of {
		attributes, err := netlink.MarshalAttributes([]netlink.Attribute{
			{Type: unix.NFTA_TABLE_NAME, Data: append([]byte(TableName), 0)},
			{Type: unix.NFTA_TABLE_FLAGS, Data: binary.BigEndian.AppendUint32(nil, flags)},
		})
		if err != nil {
			return err
		}
		batch = append(batch, netlink.Message{
			Header: netlink.Header{
				Type:  unix.NFNL_SUBSYS_NFTABLES<<8 | unix.NFT_MSG_NEWTABLE,
				Flags: netlink.Request | netlink.Acknowledge | netlink.Create | netlink.Excl,
			},
			Data: append([]byte{byte(family), unix.NFNETLINK_V0, 0, 0}, attributes...),
		})
	}
	batch = append(batch, batchMark(unix.NFNL_MSG_BATCH_END))
	if _, err := c.SendMessages(batch); err != nil {
		return fmt.Errorf("create tables: %w", err)
	}
	for range of {
		if _, err := c.Receive(); err != nil {
			return err // of a transaction that failed no further answer is certain
		}
	}
	return nil
}

func batchMark(kind netlink.HeaderType) netlink.Message {
	return netlink.Message{
		Header: netlink.Header{Type: kind, Flags: netlink.Request},
		Data:   []byte{0, unix.NFNETLINK_V0, 0, unix.NFNL_SUBSYS_NFTABLES},
	}
}

// isOwned reports whether a listed table goes with its process. The library
// reads the flags, which come in network order, as if they were in the host's.
func isOwned(t *nftables.Table) bool {
	return binary.BigEndian.Uint32(binary.NativeEndian.AppendUint32(nil, t.Flags))&tableOwner != 0
}

func tablesExist() bool {
	conn, err := nftables.New()
	if err != nil {
		return false
	}
	tables, err := ourTables(conn)
	return err == nil && len(tables) > 0
}

// ourTables lists the tables of our name.
func ourTables(conn *nftables.Conn) ([]*nftables.Table, error) {
	var ours []*nftables.Table
	for _, family := range families {
		tables, err := conn.ListTablesOfFamily(family)
		if errors.Is(err, unix.EAFNOSUPPORT) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, t := range tables {
			if t.Name == TableName {
				ours = append(ours, t)
			}
		}
	}
	return ours, nil
}
