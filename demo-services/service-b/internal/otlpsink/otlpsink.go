// Package otlpsink is the other end of OTLP for tests: it takes what a service exports and keeps it.
package otlpsink

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	logspb "go.opentelemetry.io/proto/otlp/collector/logs/v1"
	metricspb "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	tracepb "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
)

// Sink keeps the export requests it has received.
type Sink struct {
	tracepb.UnimplementedTraceServiceServer

	mu      sync.Mutex
	Traces  []*tracepb.ExportTraceServiceRequest
	Metrics []*metricspb.ExportMetricsServiceRequest
	Logs    []*logspb.ExportLogsServiceRequest
}

// StartHTTP listens for OTLP over HTTP (protobuf) until the test ends, and returns its endpoint.
func (s *Sink) StartHTTP(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(s.serveHTTP))
	t.Cleanup(server.Close)
	return server.URL
}

func (s *Sink) serveHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err == nil {
		switch r.URL.Path {
		case "/v1/traces":
			err = keep(s, &s.Traces, body, &tracepb.ExportTraceServiceRequest{})
		case "/v1/metrics":
			err = keep(s, &s.Metrics, body, &metricspb.ExportMetricsServiceRequest{})
		case "/v1/logs":
			err = keep(s, &s.Logs, body, &logspb.ExportLogsServiceRequest{})
		}
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
	}
}

func keep[M proto.Message](s *Sink, kept *[]M, body []byte, message M) error {
	if err := proto.Unmarshal(body, message); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	*kept = append(*kept, message)
	return nil
}

// StartGRPC listens for OTLP over gRPC until the test ends, and returns its endpoint.
func (s *Sink) StartGRPC(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := grpc.NewServer()
	tracepb.RegisterTraceServiceServer(server, s)
	metricspb.RegisterMetricsServiceServer(server, metricsService{sink: s})
	logspb.RegisterLogsServiceServer(server, logsService{sink: s})
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(server.Stop)
	return "http://" + listener.Addr().String()
}

// Export keeps traces that come over gRPC.
func (s *Sink) Export(
	_ context.Context, r *tracepb.ExportTraceServiceRequest,
) (*tracepb.ExportTraceServiceResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Traces = append(s.Traces, r)
	return &tracepb.ExportTraceServiceResponse{}, nil
}

type metricsService struct {
	metricspb.UnimplementedMetricsServiceServer
	sink *Sink
}

func (m metricsService) Export(
	_ context.Context, r *metricspb.ExportMetricsServiceRequest,
) (*metricspb.ExportMetricsServiceResponse, error) {
	m.sink.mu.Lock()
	defer m.sink.mu.Unlock()
	m.sink.Metrics = append(m.sink.Metrics, r)
	return &metricspb.ExportMetricsServiceResponse{}, nil
}

type logsService struct {
	logspb.UnimplementedLogsServiceServer
	sink *Sink
}

func (l logsService) Export(
	_ context.Context, r *logspb.ExportLogsServiceRequest,
) (*logspb.ExportLogsServiceResponse, error) {
	l.sink.mu.Lock()
	defer l.sink.mu.Unlock()
	l.sink.Logs = append(l.sink.Logs, r)
	return &logspb.ExportLogsServiceResponse{}, nil
}
