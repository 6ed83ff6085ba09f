"""Reads the sensor's switches from the environment.

The telemetry settings are not here: they are the standard OTEL_* variables, and the SDK reads them itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass


class ConfigError(ValueError):
    """Names every variable that is out of bounds, with its bound and its value."""


@dataclass(frozen=True)
class Config:
    """Everything that can be switched on the sensor."""

    port: int
    sink_host: str
    sink_port: int
    stream: str
    readings_per_second: float


def load(environment: Mapping[str, str]) -> Config:
    problems: list[str] = []

    def number(name: str, fallback: float, low: float, high: float, kind: type = int) -> float:
        text = environment.get(name, "")
        if text == "":
            return fallback
        try:
            value = kind(text)
        except ValueError:
            value = None
        if value is None or not low <= value <= high:
            words = "an integer" if kind is int else "a number"
            problems.append(f'{name} must be {words} from {low} to {high}, but is "{text}"')
            return fallback
        return value

    def name_of(name: str, fallback: str, longest: int) -> str:
        text = environment.get(name, "") or fallback
        if len(text) > longest:
            problems.append(f'{name} must have at most {longest} characters, but has {len(text)}')
            return fallback
        return text

    config = Config(
        port=int(number("PORT", 80, 1, 65535)),
        sink_host=name_of("SINK_HOST", "service-b", 253),
        sink_port=int(number("SINK_PORT", 9000, 1, 65535)),
        stream=name_of("STREAM", "sensor", 64),
        readings_per_second=float(number("READINGS_PER_SECOND", 5, 0.1, 1000, float)),
    )
    if problems:
        raise ConfigError("; ".join(problems))
    return config
