package effects

import (
	"math"
	"math/rand/v2"

	"dsp/shaper/internal/program"
)

// Random is the source of one rule's chance in one direction. The n-th packet
// a rule meets gets the same decision whenever the seed is the same.
type Random struct{ *rand.Rand }

func newRandom(seed uint64, direction program.Direction) Random {
	stream := uint64(1)
	if direction == program.Ingress {
		stream = 2
	}
	return Random{rand.New(rand.NewPCG(seed, stream))}
}

// chance draws true with the given probability; 0 never, 1 always.
func (r Random) chance(probability float64) bool {
	return r.Float64() < probability
}

// correlated draws numbers uniform on (0,1) whose neighbours are correlated.
//
// netem mixes the last value into the new one, which narrows the spread: its
// jitter shrinks as correlation grows. Here a first-order autoregressive
// process of normal numbers is mapped back through the normal distribution
// (a Gaussian copula), so the shape stays exactly what was asked.
type correlated struct {
	random Random
	rho    float64 // lag-1 correlation, 0–1
	last   float64 // the last standard normal number
	warm   bool
}

func newCorrelated(random Random, percent float64) correlated {
	return correlated{random: random, rho: percent / 100}
}

func (c *correlated) next() float64 {
	if c.rho == 0 {
		return openUnit(c.random.Float64())
	}
	z := c.random.NormFloat64()
	if c.warm {
		z = c.rho*c.last + math.Sqrt(1-c.rho*c.rho)*z
	}
	c.last, c.warm = z, true
	return openUnit(0.5 * math.Erfc(-z/math.Sqrt2))
}

// openUnit keeps a number strictly between 0 and 1, where every quantile is finite.
func openUnit(u float64) float64 {
	const edge = 1e-12
	return min(max(u, edge), 1-edge)
}
