package effects

import (
	"math"
	"slices"
	"sync"

	"dsp/shaper/internal/program"
)

// quantile maps a number uniform on (0,1) to jitter with mean 0. Uniform
// jitter spans −1…1; the others have standard deviation 1.
type quantile func(u float64) float64

// quantiles is the table of shapes.
var quantiles = map[program.Distribution]quantile{
	program.Uniform:      func(u float64) float64 { return 2*u - 1 },
	program.Normal:       normalQuantile,
	program.Pareto:       func(u float64) float64 { return paretoTable().at(u) },
	program.ParetoNormal: func(u float64) float64 { return paretoNormalTable().at(u) },
}

func normalQuantile(u float64) float64 {
	return math.Sqrt2 * math.Erfinv(2*u-1)
}

// Shape of the heavy tail, as in iproute2's netem/pareto.c: exponent 3, cut
// off after 4 units (32767/8192 in netem's tables), a quarter normal in the mix.
const (
	paretoExponent = 3.0
	tailLimit      = 4.0
	normalShare    = 0.25
)

// paretoTable and paretoNormalTable are netem's shapes, but centred and scaled
// after the cut, so that delayMs and jitterMs are the true mean and deviation.
var (
	paretoTable = sync.OnceValue(func() table {
		return newTable(func(u float64) float64 { return min(pareto(u), tailLimit) })
	})
	paretoNormalTable = sync.OnceValue(func() table {
		const side = 256
		mixed := make(table, 0, side*side)
		for i := range side {
			for j := range side {
				n, p := normalQuantile((float64(i)+0.5)/side), min(pareto((float64(j)+0.5)/side), tailLimit)
				mixed = append(mixed, normalShare*n+(1-normalShare)*p)
			}
		}
		slices.Sort(mixed)
		return mixed.standardised()
	})
)

// pareto is the Pareto quantile, shifted and scaled as netem does before its cut.
func pareto(u float64) float64 {
	return (math.Pow(1-u, -1/paretoExponent) - 1.5) * 4 / 3
}

// table holds quantiles at evenly spaced probabilities.
type table []float64

func newTable(q quantile) table {
	t := make(table, 1<<14)
	for i := range t {
		t[i] = q((float64(i) + 0.5) / float64(len(t)))
	}
	return t.standardised()
}

// standardised shifts and scales the table to mean 0 and standard deviation 1.
func (t table) standardised() table {
	var sum, squares float64
	for _, v := range t {
		sum += v
	}
	mean := sum / float64(len(t))
	for _, v := range t {
		squares += (v - mean) * (v - mean)
	}
	deviation := math.Sqrt(squares / float64(len(t)))
	for i := range t {
		t[i] = (t[i] - mean) / deviation
	}
	return t
}

// at interpolates between the two nearest entries.
func (t table) at(u float64) float64 {
	x := u*float64(len(t)) - 0.5
	if x <= 0 {
		return t[0]
	}
	i := int(x)
	if i >= len(t)-1 {
		return t[len(t)-1]
	}
	return t[i] + (x-float64(i))*(t[i+1]-t[i])
}
