// Package measure holds the statistics by which tests and bench judge.
package measure

import (
	"math"
	"slices"
)

// Mean returns the arithmetic mean.
func Mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}

// Deviation returns the standard deviation.
func Deviation(values []float64) float64 {
	mean, squares := Mean(values), 0.0
	for _, v := range values {
		squares += (v - mean) * (v - mean)
	}
	return math.Sqrt(squares / float64(len(values)))
}

// Quantile returns the q-quantile (nearest rank).
func Quantile(values []float64, q float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

// Z99 is the normal quantile of a two-sided 99 % interval.
const Z99 = 2.5758

// BinomialInterval returns between which counts 99 % of experiments fall that
// make n trials of the given probability.
func BinomialInterval(n int, probability float64) (low, high float64) {
	mean := float64(n) * probability
	half := Z99*math.Sqrt(mean*(1-probability)) + 0.5 // continuity
	return math.Max(0, mean-half), math.Min(float64(n), mean+half)
}

// KolmogorovSmirnov returns the greatest distance between the values'
// distribution and a given one, and the distance that 99 % of true samples stay below.
func KolmogorovSmirnov(values []float64, distribution func(float64) float64) (distance, critical float64) {
	sorted := slices.Sorted(slices.Values(values))
	n := float64(len(sorted))
	for i, v := range sorted {
		f := distribution(v)
		distance = max(distance, math.Abs(f-float64(i)/n), math.Abs(f-float64(i+1)/n))
	}
	return distance, 1.628 / math.Sqrt(n)
}

// NormalDistribution returns the distribution function of a normal distribution.
func NormalDistribution(mean, deviation float64) func(float64) float64 {
	return func(x float64) float64 { return 0.5 * math.Erfc((mean-x)/(deviation*math.Sqrt2)) }
}

// UniformDistribution returns that of the uniform distribution on low–high.
func UniformDistribution(low, high float64) func(float64) float64 {
	return func(x float64) float64 { return min(max((x-low)/(high-low), 0), 1) }
}
