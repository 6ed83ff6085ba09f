package main

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"service-b/internal/otlpsink"
)

// The test binary is the service too, in a process of its own, when this variable is set.
const beTheService = "SERVICE_B_UNDER_TEST"

func TestMain(m *testing.M) {
	if os.Getenv(beTheService) != "" {
		main()
	}
	os.Exit(m.Run())
}

func command(t *testing.T, environment []string, arguments ...string) *exec.Cmd {
	t.Helper()
	c := exec.CommandContext(t.Context(), os.Args[0], arguments...)
	c.Env = append(environment, beTheService+"=1")
	return c
}

func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
}

// service is a running process of the service.
type service struct {
	process *exec.Cmd
	url     string
	output  *bytes.Buffer
}

func startService(t *testing.T, environment ...string) service {
	t.Helper()
	port := freePort(t)
	process := command(t, append(environment, "PORT="+port, "READINGS_PORT=0"))
	output := &bytes.Buffer{}
	process.Stdout, process.Stderr = output, output
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	s := service{process: process, url: "http://127.0.0.1:" + port, output: output}
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if response, err := http.Get(s.url + "/health"); err == nil {
			response.Body.Close()
			return s
		}
		if time.Now().After(deadline) {
			t.Fatal("the service did not start")
		}
	}
}

func (s service) stop(t *testing.T) {
	t.Helper()
	if err := s.process.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := s.process.Wait(); err != nil {
		t.Errorf("ended with %v:\n%s", err, s.output)
	}
}

const (
	traceID     = "0af7651916cd43dd8448eb211c80319c"
	traceparent = "00-" + traceID + "-b7ad6b7169203331-01"
)

func (s service) send(t *testing.T) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), "POST", s.url+"/api/message-b", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Traceparent", traceparent)
	request.Header.Set("Baggage", "dsp.run=run-1,dsp.message=m-1,secret=not-copied")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("got %s", response.Status)
	}
}

func TestTelemetryIsExported(t *testing.T) {
	protocols := map[string]func(*otlpsink.Sink, *testing.T) string{
		"http/protobuf": (*otlpsink.Sink).StartHTTP,
		"grpc":          (*otlpsink.Sink).StartGRPC,
	}
	for protocol, listen := range protocols {
		t.Run(protocol, func(t *testing.T) {
			sink := &otlpsink.Sink{}
			s := startService(t,
				"OTEL_EXPORTER_OTLP_PROTOCOL="+protocol, "OTEL_EXPORTER_OTLP_ENDPOINT="+listen(sink, t),
				"OTEL_SERVICE_NAME=receiver", "OTEL_RESOURCE_ATTRIBUTES=node=n1", "IDEMPOTENT_RECEIVER=on")
			s.send(t)
			s.stop(t) // sends what is unsent

			checkSpans(t, sink)
			checkMetrics(t, sink)
			checkLogs(t, sink)
			if line := fmt.Sprintf(`"trace_id":%q`, traceID); !strings.Contains(s.output.String(), line) {
				t.Errorf("no line with %s in:\n%s", line, s.output)
			}
		})
	}
}

func checkSpans(t *testing.T, sink *otlpsink.Sink) {
	t.Helper()
	spans := sink.Spans()
	if len(spans) != 1 {
		t.Fatalf("%d spans", len(spans))
	}
	if got := hex.EncodeToString(spans[0].TraceId); got != traceID {
		t.Errorf("trace id is %s", got)
	}
	attributes := otlpsink.Attributes(spans[0].Attributes)
	if attributes["dsp.run"] != "run-1" || attributes["dsp.message"] != "m-1" || attributes["dsp.effect"] != "applied" {
		t.Errorf("attributes are %v", attributes)
	}
	if _, copied := attributes["secret"]; copied {
		t.Error("baggage of others was copied")
	}
	resource := otlpsink.Attributes(sink.Traces[0].ResourceSpans[0].Resource.Attributes)
	if resource["service.name"] != "receiver" || resource["node"] != "n1" {
		t.Errorf("resource is %v", resource)
	}
}

func checkMetrics(t *testing.T, sink *otlpsink.Sink) {
	t.Helper()
	metrics := sink.LatestMetrics()
	for _, name := range []string{"demo.messages", "demo.idempotency.keys", "go.memory.used", "go.schedule.duration"} {
		if metrics[name] == nil {
			t.Errorf("%s is missing", name)
		}
	}
	duration := metrics["http.server.request.duration"]
	if duration == nil {
		t.Fatal("http.server.request.duration is missing")
	}
	bounds := duration.GetHistogram().DataPoints[0].ExplicitBounds
	if bounds[0] != 0.0005 || !slices.Contains(bounds, 60) {
		t.Errorf("buckets are %v", bounds)
	}
}

func checkLogs(t *testing.T, sink *otlpsink.Sink) {
	t.Helper()
	for _, record := range sink.LogRecords() {
		if record.Body.GetStringValue() == "message received" {
			if got := hex.EncodeToString(record.TraceId); got != traceID {
				t.Errorf("trace id of the log record is %s", got)
			}
			return
		}
	}
	t.Error("no record of the message")
}

func TestUnreachableTelemetryHarmsNoRequest(t *testing.T) {
	for _, protocol := range []string{"http/protobuf", "grpc"} {
		t.Run(protocol, func(t *testing.T) {
			t.Parallel()
			s := startService(t, "OTEL_EXPORTER_OTLP_PROTOCOL="+protocol,
				"OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:"+freePort(t), "OTEL_BSP_SCHEDULE_DELAY=10")
			for range 10 {
				s.send(t)
			}
			start := time.Now()
			s.stop(t)
			if took := time.Since(start); took > 3*flushTimeout {
				t.Errorf("stopping took %v", took)
			}
		})
	}
}

func TestTheSDKCanBeDisabled(t *testing.T) {
	sink := &otlpsink.Sink{}
	s := startService(t, "OTEL_SDK_DISABLED=true", "OTEL_EXPORTER_OTLP_ENDPOINT="+sink.StartHTTP(t))
	s.send(t)
	s.stop(t)
	if len(sink.Traces)+len(sink.Metrics)+len(sink.Logs) != 0 {
		t.Error("telemetry was exported")
	}
}

func TestTheHealthCommand(t *testing.T) {
	s := startService(t, "OTEL_SDK_DISABLED=true")
	port := "PORT=" + s.url[strings.LastIndex(s.url, ":")+1:]
	if output, err := command(t, []string{port}, "health").CombinedOutput(); err != nil {
		t.Errorf("healthy, but: %v %s", err, output)
	}
	s.stop(t)
	if exitCode(command(t, []string{port}, "health").Run()) != exitFailed {
		t.Error("said to be healthy after the end")
	}
}

func TestMisconfigurationEndsWithAnExplanation(t *testing.T) {
	tests := map[string]struct {
		environment, arguments []string
		says                   string
	}{
		"a switch":    {[]string{"WORK_MS=much"}, nil, `WORK_MS must be an integer from 0 to 10000, but is "much"`},
		"telemetry":   {[]string{"OTEL_EXPORTER_OTLP_PROTOCOL=smoke"}, nil, "invalid OTLP protocol"},
		"an argument": {nil, []string{"helth"}, "usage: service-b [health]"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			output, err := command(t, test.environment, test.arguments...).CombinedOutput()
			if exitCode(err) != exitMisconfigured || !strings.Contains(string(output), test.says) {
				t.Errorf("%v: %s", err, output)
			}
		})
	}
}

func exitCode(err error) int {
	if failure := new(exec.ExitError); errors.As(err, &failure) {
		return failure.ExitCode()
	}
	return 0
}
