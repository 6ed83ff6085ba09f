package shaper

import (
	"errors"

	"dsp/shaper/internal/effects"
	"dsp/shaper/internal/egress"
	"dsp/shaper/internal/kernel"
	"dsp/shaper/internal/program"
)

// outside is the TUN with its routes: egress packets come from it, and copies
// and refusals for this host go into it.
type outside struct {
	tun     *egress.TUN
	device  *kernel.Device
	filters []*kernel.ReversePath
}

// host returns the TUN, making it first if it is not there.
func (p *path) host() (*outside, error) {
	if p.outside != nil {
		return p.outside, nil
	}
	tun, err := egress.OpenTUN(egress.DeviceName)
	if err != nil {
		return nil, err
	}
	device, err := kernel.BringUp(egress.DeviceName, p.data)
	if err != nil {
		tun.Close()
		return nil, err
	}
	o := &outside{tun: tun, device: device}
	for name, index := range map[string]int{p.data.Name: p.data.Index, egress.DeviceName: device.Index()} {
		filter, err := kernel.RelaxReversePath(name, index)
		if err != nil {
			o.close()
			return nil, err
		}
		o.filters = append(o.filters, filter)
	}
	p.outside = o
	return o, nil
}

// close removes the device, and with it its routes.
func (o *outside) close() error {
	var failures []error
	for _, f := range o.filters {
		failures = append(failures, f.Restore())
	}
	return errors.Join(append(failures, o.tun.Close())...)
}

// wire returns the raw socket on the data interface.
func (p *path) wire() (*egress.RawSocket, error) {
	if p.raw == nil {
		raw, err := egress.OpenRaw(p.data.Name)
		if err != nil {
			return nil, err
		}
		p.raw = raw
	}
	return p.raw, nil
}

func needsHost(rules []program.Rule, direction program.Direction) bool {
	var needs effects.Needs
	for _, r := range rules {
		needs = needs.Add(effects.NeedsOf(r, direction))
	}
	return needs.ToHost
}
