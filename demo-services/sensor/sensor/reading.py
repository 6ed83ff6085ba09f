"""What a reading looks like on the wire."""

import json
import math

MAX_DATAGRAM_BYTES = 1200
"""What passes any network without being cut into fragments."""


def encode(stream: str, epoch: str, sequence: int, value: float, headers: dict[str, str]) -> bytes:
    """One datagram. UDP has no headers, so that the trace context stands in the envelope under the W3C names."""
    envelope = {"stream": stream, "epoch": epoch, "sequence": sequence, "value": value, **headers}
    datagram = json.dumps(envelope, separators=(",", ":")).encode()
    if len(datagram) > MAX_DATAGRAM_BYTES:
        raise ValueError(f"a reading has at most {MAX_DATAGRAM_BYTES} bytes, not {len(datagram)}")
    return datagram


def measure(sequence: int) -> float:
    """A temperature that goes up and down: what is measured does not matter here."""
    return round(20 + 5 * math.sin(sequence / 50), 2)
