import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import unittest
from pathlib import Path

from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider

from sensor.config import Config, ConfigError, load
from sensor.health import probe, serve_health
from sensor.loop import send_readings
from sensor.reading import encode
from sensor.sender import Sender


class Configuration(unittest.TestCase):
    def test_an_empty_environment_gives_the_defaults(self) -> None:
        self.assertEqual(load({}), Config(80, "service-b", 9000, "sensor", 5.0))

    def test_every_wrong_variable_is_named_with_its_bound_and_value(self) -> None:
        with self.assertRaises(ConfigError) as caught:
            load({"SINK_PORT": "0", "READINGS_PER_SECOND": "fast"})
        self.assertIn('SINK_PORT must be an integer from 1 to 65535, but is "0"', str(caught.exception))
        self.assertIn('READINGS_PER_SECOND must be a number from 0.1 to 1000, but is "fast"', str(caught.exception))


class Readings(unittest.TestCase):
    def test_a_reading_carries_its_number_and_its_trace(self) -> None:
        trace.set_tracer_provider(TracerProvider())
        sink = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(sink.close)
        sink.bind(("127.0.0.1", 0))
        sink.settimeout(5)
        sender = Sender(Config(80, "127.0.0.1", sink.getsockname()[1], "sensor", 5))
        self.addCleanup(sender.close)
        for sequence in range(3):
            sender.send()
            reading = json.loads(sink.recv(2000))
            self.assertEqual(reading["sequence"], sequence)
            self.assertEqual(reading["epoch"], sender.epoch)
            self.assertRegex(reading["traceparent"], "^00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]$")
            self.assertIn(f"-{sequence}", reading["baggage"])

    def test_a_sink_that_is_not_there_costs_a_number_and_nothing_else(self) -> None:
        sender = Sender(Config(80, "no-such-host.invalid", 9000, "sensor", 5))
        self.addCleanup(sender.close)
        sender.send()
        self.assertEqual(sender.sequence, 1)

    def test_a_reading_that_would_be_cut_into_fragments_is_refused(self) -> None:
        with self.assertRaises(ValueError):
            encode("s" * 1200, "e", 0, 1.0, {})


class Pace(unittest.TestCase):
    def test_nothing_is_made_up_for_after_a_pause(self) -> None:
        now = [0.0]
        stop = threading.Event()
        sent: list[float] = []

        class Once:
            def send(self) -> None:
                sent.append(now[0])
                now[0] += 60 if len(sent) == 2 else 0.1
                if len(sent) == 4:
                    stop.set()

        send_readings(Once(), 10, stop.wait, lambda: now[0])
        self.assertEqual([round(each, 1) for each in sent], [0, 0.1, 60.1, 60.2])


class Health(unittest.TestCase):
    def test_a_running_sensor_is_healthy_and_a_missing_one_is_not(self) -> None:
        server = serve_health(0)
        port = server.server_address[1]
        self.assertTrue(probe(port))
        server.shutdown()
        server.server_close()
        self.assertFalse(probe(port))


class End(unittest.TestCase):
    def test_a_stop_signal_at_any_moment_ends_the_sensor(self) -> None:
        # At the highest pace, so that the signal often comes while the loop begins or ends to wait.
        for attempt in range(8):
            sensor = self.start({"OTEL_SDK_DISABLED": "true", "READINGS_PER_SECOND": "1000"})
            time.sleep(0.01 * attempt)
            self.assertEqual(self.stop(sensor), 0)

    def test_a_collector_that_never_answers_does_not_hold_up_the_end(self) -> None:
        silent = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(silent.close)
        endpoint = f"http://127.0.0.1:{silent.getsockname()[1]}"
        sensor = self.start({"OTEL_EXPORTER_OTLP_ENDPOINT": endpoint, "OTEL_METRIC_EXPORT_INTERVAL": "200"})
        time.sleep(1)
        began = time.monotonic()
        self.assertEqual(self.stop(sensor), 0)
        # What Docker gives a container to stop.
        self.assertLess(time.monotonic() - began, 10)

    def start(self, environment: dict[str, str]) -> subprocess.Popen[bytes]:
        sensor = subprocess.Popen(
            [sys.executable, "-B", "-m", "sensor"],
            cwd=Path(__file__).parent.parent,
            env={**os.environ, "PORT": str(free_port()), "SINK_HOST": "127.0.0.1", **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.addCleanup(sensor.stdout.close)
        self.addCleanup(sensor.wait)
        self.addCleanup(sensor.kill)
        self.assertIn(b'"sending"', sensor.stdout.readline())
        return sensor

    def stop(self, sensor: subprocess.Popen[bytes]) -> int:
        sensor.send_signal(signal.SIGTERM)
        return sensor.wait(60)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


if __name__ == "__main__":
    unittest.main()
