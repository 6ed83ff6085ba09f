"""python -m sensor         sends readings until SIGTERM
python -m sensor health  exits with 0 if the sensor that runs here is healthy
"""

import os
import sys

from sensor.config import Config, ConfigError, load
from sensor.health import probe, serve_health
from sensor.loop import send_readings
from sensor.sender import Sender
from sensor.signals import StopSignal
from sensor.telemetry import log, start_telemetry

EXIT_FAILED = 1
EXIT_MISCONFIGURED = 2


def main(arguments: list[str]) -> int:
    try:
        config = load(os.environ)
    except ConfigError as error:
        print(f"sensor: {error}", file=sys.stderr)
        return EXIT_MISCONFIGURED
    if arguments == ["health"]:
        return 0 if probe(config.port) else EXIT_FAILED
    if arguments:
        print("sensor: usage: python -m sensor [health]", file=sys.stderr)
        return EXIT_MISCONFIGURED
    return run(config)


def run(config: Config) -> int:
    stop = StopSignal()
    stop_telemetry = start_telemetry()
    sender = Sender(config)
    server = serve_health(config.port)
    log("sending", sink=f"{config.sink_host}:{config.sink_port}", rate=config.readings_per_second, epoch=sender.epoch)
    send_readings(sender, config.readings_per_second, stop.wait)
    server.shutdown()
    sender.close()
    log("stopped", sent=sender.sequence)
    stop_telemetry()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
