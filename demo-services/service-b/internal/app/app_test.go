package app

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"service-b/internal/config"
	"service-b/internal/logging"
)

// start runs the service and returns its address, a function that asks it to stop, and what Run returns then.
func start(t *testing.T, c config.Config) (url string, stop func(), stopped <-chan error) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error, 1)
	go func() { result <- Run(ctx, c, listener, logging.New(io.Discard)) }()
	return "http://" + listener.Addr().String(), cancel, result
}

func post(url string) (*http.Response, error) {
	return http.Post(url+"/api/message-b", "application/json", strings.NewReader("{}"))
}

// untilRecorded waits until the message has taken effect, and so is in its answer delay.
func untilRecorded(t *testing.T, url string) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		response, err := http.Get(url + "/api/ledger")
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err == nil && strings.Contains(string(body), `"total":1`) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("the message was not recorded")
		}
	}
}

func TestRequestsAtHandAreFinishedAndNewConnectionsRefused(t *testing.T) {
	url, stop, stopped := start(t, config.Config{AnswerDelay: 500 * time.Millisecond, ShutdownGrace: 10 * time.Second})
	answered := make(chan int, 1)
	go func() {
		response, err := post(url)
		if err != nil {
			t.Error(err)
			answered <- 0
			return
		}
		response.Body.Close()
		answered <- response.StatusCode
	}()
	untilRecorded(t, url)
	stop()

	if status := <-answered; status != http.StatusOK {
		t.Errorf("the request at hand got %d", status)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	if _, err := post(url); err == nil {
		t.Error("a new connection was accepted")
	}
}

func TestRequestsThatOutlastTheGraceAreCutOff(t *testing.T) {
	url, stop, stopped := start(t, config.Config{AnswerDelay: time.Hour, ShutdownGrace: 50 * time.Millisecond})
	cut := make(chan error, 1)
	go func() {
		_, err := post(url)
		cut <- err
	}()
	untilRecorded(t, url)
	stop()

	if err := <-stopped; err != nil {
		t.Error(err)
	}
	if err := <-cut; err == nil {
		t.Error("the request was answered")
	}
}

func TestHealthSays503BeforeConnectionsAreRefused(t *testing.T) {
	url, stop, stopped := start(t, config.Config{ShutdownDelay: 1500 * time.Millisecond, ShutdownGrace: time.Second})
	stop()
	deadline := time.Now().Add(5 * time.Second)
	for {
		response, err := http.Get(url + "/health")
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode == http.StatusServiceUnavailable {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("health goes on to say that all is well")
		}
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}
