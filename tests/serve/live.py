"""A running server of the live page, for tests and benchmarks.

SPDX-License-Identifier: MIT
"""
import http.client
import json
import subprocess


class Live:
    """`with Live(PROGRAM, "--db", STORE) as live:`; ends what it started."""

    def __init__(self, program, *options):
        self.command = [program, "serve", "--port", "0", "-q", *map(str, options)]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.address = self.process.stdout.readline().decode().strip()
        if not self.address.startswith("http://127.0.0.1:"):
            raise RuntimeError(f"first line {self.address!r}: {self.process.stderr.read().decode()}")
        self.port = int(self.address.rstrip("/").rsplit(":", 1)[1])
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.errors = self.process.communicate(timeout=30)[1].decode()

    def runs(self):
        return self.process.poll() is None

    def ask(self, target, method="GET", body=None, timeout=60, **headers):
        """(status, headers, bytes) of one request; the target is sent as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.putrequest(method, target, skip_host="Host" in headers,
                                  skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def text(self, target):
        status, _, body = self.ask(target)
        if status != 200:
            raise RuntimeError(f"{target}: {status} {body.decode(errors='replace')}")
        return body.decode()

    def json(self, target):
        return json.loads(self.text(target))
