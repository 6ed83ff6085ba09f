"""Sets up the OpenTelemetry SDK from the standard OTEL_* variables, and writes the log."""

import json
import os
import threading
import time
from collections.abc import Callable

from opentelemetry import metrics, trace
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor


FLUSH_SECONDS = 3.0
"""Bounds how long the end waits for telemetry to be sent: without a collector the SDK alone would wait for longer than
the ten seconds that Docker gives a stopping container."""


def start_telemetry() -> Callable[[], None]:
    """Registers the global providers. Returns what sends the rest within `FLUSH_SECONDS` and ends the export."""
    if os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return lambda: None
    os.environ.setdefault("OTEL_SERVICE_NAME", "sensor")
    # The end is ours to bound; the SDK's own would come after it.
    tracers = TracerProvider(shutdown_on_exit=False)
    tracers.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(tracers)
    meters = MeterProvider([PeriodicExportingMetricReader(OTLPMetricExporter())], shutdown_on_exit=False)
    metrics.set_meter_provider(meters)

    def stop() -> None:
        # At once, so that one signal that cannot be sent does not take the time of the other.
        flushes = [threading.Thread(target=each.shutdown, daemon=True) for each in (tracers, meters)]
        deadline = time.monotonic() + FLUSH_SECONDS
        for flush in flushes:
            flush.start()
        for flush in flushes:
            flush.join(max(0.0, deadline - time.monotonic()))
        if any(flush.is_alive() for flush in flushes):
            log("telemetry was lost at the end", level="warn")

    return stop


def log(message: str, level: str = "info", **fields: object) -> None:
    """One line of JSON, with the trace that it belongs to."""
    now = time.time()
    line: dict[str, object] = {
        "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now * 1000) % 1000:03d}Z",
        "level": level,
        "message": message,
        **fields,
    }
    span = trace.get_current_span().get_span_context()
    if span.is_valid:
        line["trace_id"] = trace.format_trace_id(span.trace_id)
        line["span_id"] = trace.format_span_id(span.span_id)
    print(json.dumps(line), flush=True)
