// Package app runs ServiceB from its first connection to its last.
package app

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"time"

	"service-b/internal/api"
	"service-b/internal/config"
	"service-b/internal/readings"
)

// Run serves on the listener until the context ends, and then lets the requests at hand finish.
//
// The order of the end: health says 503, but requests are still taken (SHUTDOWN_DELAY_MS);
// no new connections, and the requests at hand are answered (SHUTDOWN_GRACE_MS); what is left is cut off.
func Run(ctx context.Context, c config.Config, listener net.Listener, logger *slog.Logger) error {
	a, err := api.New(c, logger)
	if err != nil {
		return err
	}
	server := newServer(a.Handler(), logger)
	served := make(chan error, 2)
	go func() { served <- server.Serve(listener) }()
	stopReadings, err := takeReadings(c, logger, served)
	if err != nil {
		return err
	}
	defer stopReadings()
	logger.Info("listening", "address", listener.Addr().String(), "configuration", c)

	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	logger.Info("shutting down")
	a.Drain()
	time.Sleep(c.ShutdownDelay)

	grace, cancel := context.WithTimeout(context.Background(), c.ShutdownGrace)
	defer cancel()
	err = server.Shutdown(grace)
	if errors.Is(err, context.DeadlineExceeded) {
		logger.Warn("requests were cut off: they took longer than the grace", "grace", c.ShutdownGrace.String())
		return server.Close()
	}
	return err
}

// takeReadings takes readings over UDP, if a port is given, until the returned function is called.
func takeReadings(c config.Config, logger *slog.Logger, failed chan<- error) (stop func(), err error) {
	if c.ReadingsPort == 0 {
		return func() {}, nil
	}
	sink, err := readings.New(logger, c.IdempotentReceiver)
	if err != nil {
		return nil, err
	}
	connection, err := net.ListenPacket("udp", ":"+strconv.Itoa(c.ReadingsPort))
	if err != nil {
		return nil, err
	}
	go func() {
		if err := sink.Serve(connection); err != nil {
			failed <- err
		}
	}()
	return func() { _ = connection.Close() }, nil
}

// newServer bounds everything that a slow or silent client could hold on to.
func newServer(handler http.Handler, logger *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		// Longer than any request is processed, answer delay included.
		WriteTimeout: 60 * time.Second,
		// Longer than clients keep idle connections, so that it is they who close them.
		IdleTimeout:    75 * time.Second,
		MaxHeaderBytes: 16 * 1024,
		ErrorLog:       slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
	}
}
