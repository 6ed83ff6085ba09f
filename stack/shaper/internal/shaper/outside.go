package shaper

import (
	"errors"

	"dsp/shaper/internal/effects"
	"dsp/shaper/internal/egress"
	"dsp/shaper/internal/kernel"
	"dsp/shaper/internal/program"
)

// outside is the TUN with its routes: egress packets come from it, and copies,
// refusals and packets that enter again go into it.
type outside struct {
	tun    *egress.TUN
	device *kernel.Device
	filter *kernel.ReversePath // of the data interface
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
	o := &outside{tun: tun}
	if o.device, err = kernel.BringUp(egress.DeviceName, p.data); err == nil {
		err = kernel.OpenUp(o.device)
	}
	if err == nil {
		o.filter, err = kernel.OpenReversePath(p.data.Name, p.data.Index)
	}
	if err != nil {
		tun.Close()
		return nil, err
	}
	p.outside = o
	return o, nil
}

// close removes the device, and with it its routes.
func (o *outside) close() error {
	return errors.Join(o.filter.Set(kernel.AsFound), o.tun.Close())
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
