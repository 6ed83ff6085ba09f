"""Says over HTTP that the sensor is alive."""

import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATH = "/health"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = self.path == PATH
        body = b'{"status":"ok"}\n' if found else b'{"status":404,"title":"There is only /health here."}\n'
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json" if found else "application/problem+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Probes would drown the rest of the log."""


def serve_health(port: int) -> ThreadingHTTPServer:
    """Serves in the background until `shutdown()`."""
    server = ThreadingHTTPServer(("", port), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def probe(port: int) -> bool:
    """Whether the sensor that runs in this container is healthy."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{PATH}", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False
