package lab

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"time"
)

var pingCommand = func() []string {
	if exec.Command("chrt", "--fifo", "10", "true").Run() == nil {
		return []string{"chrt", "--fifo", "10", "ping"}
	}
	return []string{"ping"}
}()

var pingTime = regexp.MustCompile(`time=([0-9.]+) ms`)

// Ping sends echo requests with ping and returns the round trips of those
// answered. It runs at real-time priority where that is possible (chrt), so
// that its own lateness on a busy machine is not taken for the network's.
func Ping(from Host, to string, count int, interval time.Duration) ([]time.Duration, error) {
	out, err := from.Run(pingCommand[0], append(pingCommand[1:len(pingCommand):len(pingCommand)], "-n", "-c", strconv.Itoa(count), "-i", fmt.Sprint(interval.Seconds()), "-W", "3", to)...)
	var trips []time.Duration
	for _, m := range pingTime.FindAllStringSubmatch(out, -1) {
		ms, _ := strconv.ParseFloat(m[1], 64)
		trips = append(trips, time.Duration(ms*float64(time.Millisecond)))
	}
	if len(trips) > 0 {
		err = nil // ping fails when some were lost
	}
	return trips, err
}

// Throughput is what iperf3's receiver saw.
type Throughput struct {
	BitsPerSecond float64 // of payload
	Packets       int     // UDP only
	Bytes         float64
	Seconds       float64
}

// Iperf runs iperf3 from one host to another for some seconds.
func Iperf(from, to Host, seconds int, arguments ...string) (Throughput, error) {
	server := to.Command("iperf3", "--server", "--one-off")
	if err := server.Start(); err != nil {
		return Throughput{}, err
	}
	defer func() { _ = server.Process.Kill(); _ = server.Wait() }()
	time.Sleep(300 * time.Millisecond)
	client := from.Command("iperf3", append([]string{"--client", to.IPv4, "--json", "--time", strconv.Itoa(seconds)}, arguments...)...)
	out, err := client.Output()
	if err != nil {
		return Throughput{}, fmt.Errorf("iperf3: %w: %s", err, out)
	}
	var report struct {
		End struct {
			Sum      iperfSum `json:"sum"`
			Received iperfSum `json:"sum_received"`
		} `json:"end"`
	}
	if err := json.Unmarshal(out, &report); err != nil {
		return Throughput{}, err
	}
	r := report.End.Received
	if r.Bytes == 0 {
		r = report.End.Sum
	}
	return Throughput{r.BitsPerSecond, r.Packets - r.Lost, r.Bytes, r.Seconds}, nil
}

type iperfSum struct {
	BitsPerSecond float64 `json:"bits_per_second"`
	Bytes         float64 `json:"bytes"`
	Packets       int     `json:"packets"`
	Lost          int     `json:"lost_packets"`
	Seconds       float64 `json:"seconds"`
}
