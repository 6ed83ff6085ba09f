"""Sends readings, each in a trace of its own."""

import secrets
import socket
import time

from opentelemetry import baggage, metrics, propagate, trace
from opentelemetry.trace import SpanKind, Status, StatusCode

from sensor.config import Config
from sensor.reading import encode, measure
from sensor.telemetry import log

RESOLVE_AGAIN_SECONDS = 1.0
"""A sink that was restarted may have another address."""


class Sender:
    """Numbers readings from 0 in each of its lives; `epoch` tells the lives apart."""

    def __init__(self, config: Config) -> None:
        self.epoch = secrets.token_hex(4)
        self.sequence = 0
        self._config = config
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._address: tuple[str, int] | None = None
        self._resolved_at = 0.0
        self._tracer = trace.get_tracer("sensor")
        self._sent = metrics.get_meter("sensor").create_counter(
            "demo.readings.sent", unit="{reading}", description="Readings handed to the network, and those that were not."
        )

    def send(self) -> None:
        """Sends the next reading. Nobody answers: that it left is all that a sender over UDP can know."""
        sequence, self.sequence = self.sequence, self.sequence + 1
        message = f"{self._config.stream}.{self.epoch}-{sequence}"
        with self._tracer.start_as_current_span("send reading", kind=SpanKind.PRODUCER) as span:
            span.set_attributes(
                {
                    "dsp.message": message,
                    "network.transport": "udp",
                    "server.address": self._config.sink_host,
                    "server.port": self._config.sink_port,
                    "reading.sequence": sequence,
                }
            )
            headers: dict[str, str] = {}
            propagate.inject(headers, baggage.set_baggage("dsp.message", message))
            outcome = "sent"
            try:
                self._socket.sendto(self._encode(sequence, headers), self._resolve())
            except OSError as error:
                outcome = "failed"
                span.set_status(Status(StatusCode.ERROR, str(error)))
                log("reading not sent", level="warn", sequence=sequence, error=str(error))
            self._sent.add(1, {"stream": self._config.stream, "outcome": outcome})

    def close(self) -> None:
        self._socket.close()

    def _encode(self, sequence: int, headers: dict[str, str]) -> bytes:
        return encode(self._config.stream, self.epoch, sequence, measure(sequence), headers)

    def _resolve(self) -> tuple[str, int]:
        now = time.monotonic()
        if self._address is None or now - self._resolved_at > RESOLVE_AGAIN_SECONDS:
            found = socket.getaddrinfo(self._config.sink_host, self._config.sink_port, socket.AF_INET, socket.SOCK_DGRAM)
            self._address = found[0][4]
            self._resolved_at = now
        return self._address
