package kernel

import (
	"errors"
	"fmt"
	"slices"

	"github.com/google/nftables"
	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

// Clean removes everything of ours from this namespace, whoever left it, and
// says what it removed. With a living shaper's tables it cannot, and says so.
func Clean(device string) (removed []string, err error) {
	tables, tablesErr := removeTables()
	routes, routesErr := removeRoutes()
	filters, filtersErr := restoreFilters()
	removed = slices.Concat(tables, routes, filters)
	if link, linkErr := netlink.LinkByName(device); linkErr == nil {
		if delErr := netlink.LinkDel(link); delErr != nil {
			err = fmt.Errorf("remove device %s: %w", device, delErr)
		} else {
			removed = append(removed, "device "+device)
		}
	}
	return removed, errors.Join(tablesErr, routesErr, filtersErr, err)
}

func removeTables() ([]string, error) {
	conn, err := nftables.New()
	if err != nil {
		return nil, err
	}
	tables, err := ourTables(conn)
	if errors.Is(err, unix.EOPNOTSUPP) || errors.Is(err, unix.EINVAL) {
		return nil, nil // a kernel without nftables has no tables
	}
	var removed []string
	for _, t := range tables {
		conn.DelTable(t)
		name := fmt.Sprintf("nftables table %s %s", familyName(t.Family), t.Name)
		switch flushErr := conn.Flush(); {
		case errors.Is(flushErr, unix.EPERM):
			err = errors.Join(err, ErrTableTaken)
		case flushErr != nil:
			err = errors.Join(err, fmt.Errorf("remove %s: %w", name, flushErr))
		default:
			removed = append(removed, name)
		}
	}
	return removed, err
}

// removeOrphanedTables makes way for tables of our own.
func removeOrphanedTables() error {
	_, err := removeTables()
	return err
}

func removeRoutes() ([]string, error) {
	routes, err := ourRoutes()
	var removed []string
	for _, r := range routes {
		if delErr := netlink.RouteDel(&r); delErr != nil && !errors.Is(delErr, unix.ESRCH) {
			err = errors.Join(err, fmt.Errorf("remove route %s: %w", r.Dst, delErr))
			continue
		}
		removed = append(removed, "route "+r.Dst.String())
	}
	return removed, err
}

// ourRoutes lists the routes that carry our mark.
func ourRoutes() ([]netlink.Route, error) {
	return netlink.RouteListFiltered(netlink.FAMILY_ALL, &netlink.Route{Protocol: RouteProtocol}, netlink.RT_FILTER_PROTOCOL)
}
