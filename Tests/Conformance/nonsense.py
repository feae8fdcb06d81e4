"""What no client sends: each gets an error of the protocol, and never a 5xx."""

import base64
import email.utils
import hashlib
import hmac
import http.client
import json
import socket
import urllib.parse

from harness import account, check, equal, holds, main, unique

VERSION = "api-version=2025-06-01"
HOST = urllib.parse.urlsplit(account.batch)
JSON = "application/json; odata=minimalmetadata"


def sign(method, target, headers):
    """SharedKey of Batch over the request, by the rules of its documentation."""
    path, _, query = target.partition("?")
    names = ["Content-Encoding", "Content-Language", "Content-Length", "Content-MD5", "Content-Type", "Date",
             "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range"]
    given = {name.lower(): value for name, value in headers.items()}
    lines = [method] + [given.get(name.lower(), "") for name in names]
    lines += [f"{name}:{value}" for name, value in sorted(given.items()) if name.startswith("ocp-")]
    resource = f"/{account.name}{path}"
    for name, value in sorted(urllib.parse.parse_qsl(query, keep_blank_values=True)):
        resource += f"\n{name.lower()}:{value}"
    text = "\n".join(lines + [resource])
    mac = hmac.new(base64.b64decode(account.key), text.encode(), hashlib.sha256).digest()
    return f"SharedKey {account.name}:{base64.b64encode(mac).decode()}"


def send(method, target, body=None, headers=None, signed=True):
    """The status, the body, and the headers of the answer."""
    headers = dict(headers or {})
    headers.setdefault("ocp-date", email.utils.formatdate(usegmt=True))
    if body is not None:
        body = body if isinstance(body, bytes) else body.encode()
        headers.setdefault("Content-Type", JSON)
        headers.setdefault("Content-Length", str(len(body)))
    if signed and "Authorization" not in headers:
        headers["Authorization"] = sign(method, target, headers)
    connection = http.client.HTTPConnection(HOST.hostname, HOST.port, timeout=30)
    try:
        connection.request(method, target, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()


def code(answer):
    return json.loads(answer[1])["code"]


def refused(answer, status, expected):
    equal((answer[0], code(answer)), (status, expected))
    body = json.loads(answer[1])
    holds(body["message"]["lang"] == "en-US" and "RequestId:" in body["message"]["value"], "a message of Batch's form")
    holds(answer[2].get("request-id"), "a request id")


@check("no signature, and signatures that are none")
def _():
    for authorization in [None, "", "SharedKey", "SharedKey local", "SharedKey local:", "Bearer x", "Basic eDp5",
                          "SharedKey local:!!!", "SharedKey x:y"]:
        headers = {} if authorization is None else {"Authorization": authorization}
        answer = send("GET", f"/jobs?{VERSION}", headers=headers, signed=False)
        holds(answer[0] in (401, 403), f"{authorization!r}: {answer[0]}")
        equal(code(answer), "AuthenticationFailed", repr(authorization))


@check("no api-version, and one that is none")
def _():
    refused(send("GET", "/jobs"), 400, "MissingRequiredQueryParameter")
    refused(send("GET", "/jobs?api-version=nonsense"), 400, "UnsupportedRequestVersion")


@check("paths that are none")
def _():
    for target in [f"/nonsense?{VERSION}", f"/?{VERSION}", f"/jobs/x/y/z/w?{VERSION}", f"//?{VERSION}"]:
        answer = send("GET", target)
        holds(400 <= answer[0] < 500, f"{target}: {answer[0]}")
        code(answer)


@check("methods that a resource has not")
def _():
    for method, target in [("PUT", "/jobs"), ("DELETE", "/jobs"), ("PATCH", "/jobs"), ("POST", "/jobs/x"),
                           ("OPTIONS", "/jobs"), ("BREW", "/jobs")]:
        answer = send(method, f"{target}?{VERSION}")
        holds(answer[0] in (400, 405), f"{method} {target}: {answer[0]}")


@check("bodies that are no JSON")
def _():
    for body in ["", "{", "nonsense", "[]", "null", "5", '"x"', '{"id": "x",}', "\x00\x01", '{"id": "\\ud800"}',
                 "[" * 50_000, '{"id":' * 20_000, b"\xff\xfe\xfd"]:
        answer = send("POST", f"/jobs?{VERSION}", body)
        equal(answer[0], 400, repr(body[:20]))
        holds(code(answer) in ("InvalidRequestBody", "InvalidPropertyValue", "MissingRequiredProperty"), code(answer))


@check("members of the wrong type")
def _():
    for job in [
        {"id": 5, "poolInfo": {"poolId": "local"}}, {"id": "x", "poolInfo": []}, {"id": "x", "poolInfo": "local"},
        {"id": "x", "poolInfo": {"poolId": "local"}, "priority": "high"},
        {"id": "x", "poolInfo": {"poolId": "local"}, "priority": 1e99},
        {"id": "x", "poolInfo": {"poolId": "local"}, "metadata": [{"name": 1}]},
        {"id": "x", "poolInfo": {"poolId": "local"}, "constraints": {"maxWallClockTime": "soon"}},
        {"id": "x", "poolInfo": {"poolId": "local"}, "onAllTasksComplete": "dance"},
    ]:
        answer = send("POST", f"/jobs?{VERSION}", json.dumps(job))
        equal(answer[0], 400, json.dumps(job))
        code(answer)


@check("values out of range")
def _():
    for change in [{"priority": 1001}, {"priority": -1001}, {"maxParallelTasks": -2},
                   {"constraints": {"maxTaskRetryCount": -2}}, {"id": "x" * 65}, {"id": ""}, {"id": "a b!"}]:
        job = {"id": unique("job"), "poolInfo": {"poolId": "local"}} | change
        answer = send("POST", f"/jobs?{VERSION}", json.dumps(job))
        equal(answer[0], 400, json.dumps(change))


@check("a body of 60 MB")
def _():
    headers = {"Content-Length": str(60 << 20), "Content-Type": JSON}
    headers["ocp-date"] = email.utils.formatdate(usegmt=True)
    headers["Authorization"] = sign("POST", f"/jobs?{VERSION}", headers)
    connection = http.client.HTTPConnection(HOST.hostname, HOST.port, timeout=30)
    try:
        connection.putrequest("POST", f"/jobs?{VERSION}")
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        try:
            for _ in range(60):
                connection.send(b" " * (1 << 20))
        except (BrokenPipeError, ConnectionResetError):
            pass  # It may hang up before it has read what it does not want.
        try:
            answer = connection.getresponse()
            equal(answer.status, 413)
        except (ConnectionResetError, BrokenPipeError, http.client.RemoteDisconnected):
            pass
    finally:
        connection.close()
    equal(send("GET", f"/jobs?{VERSION}&maxresults=1")[0], 200, "the service goes on")


@check("steps up in names of files and blobs")
def _():
    job = unique("job")
    equal(send("POST", f"/jobs?{VERSION}", json.dumps({"id": job, "poolInfo": {"poolId": "local"}}))[0], 201)
    equal(send("POST", f"/jobs/{job}/tasks?{VERSION}", json.dumps({"id": "t", "commandLine": "true"}))[0], 201)
    for name in ["..%2F..%2F..%2Fetc%2Fpasswd", "%2Fetc%2Fpasswd", "wd%2F..%2F..%2F..%2Fx", "..", "%00", "a%00b"]:
        answer = send("GET", f"/jobs/{job}/tasks/t/files/{name}?{VERSION}")
        holds(400 <= answer[0] < 500, f"{name}: {answer[0]}")
    equal(send("DELETE", f"/jobs/{job}?{VERSION}")[0], 202)


@check("percent-encodings that are none")
def _():
    for target in ["/jobs/%", "/jobs/%zz", "/jobs/%ff%fe", "/jobs/%2"]:
        answer = send("GET", f"{target}?{VERSION}", signed=False)
        holds(400 <= answer[0] < 500, f"{target}: {answer[0]}")


@check("queries that are none")
def _():
    for query in ["$filter=(((((", "$filter=" + "(" * 5000, "$filter=" + urllib.parse.quote("id eq '" + "x" * 6000),
                  "$select=nonsense", "$select=%00", "maxresults=-1", "maxresults=x", "maxresults=99999999999999999999",
                  "$skiptoken=nonsense", "$skiptoken=WATV2:%00%ff", "$expand=everything", "timeout=never"]:
        target = f"/jobs?{VERSION}&{query}"
        headers = {"ocp-date": email.utils.formatdate(usegmt=True)}
        answer = send("GET", target, headers=headers)
        holds(answer[0] < 500, f"{query[:40]}: {answer[0]}")


@check("conditions that are none")
def _():
    for name, value in [("If-Match", "\"" * 1000), ("If-None-Match", ",,,"), ("If-Modified-Since", "yesterday"),
                        ("If-Unmodified-Since", "99999")]:
        answer = send("GET", f"/pools/local?{VERSION}", headers={name: value})
        holds(answer[0] < 500, f"{name}: {answer[0]}")


@check("bytes that are no HTTP")
def _():
    for nonsense in [b"\x16\x03\x01\x02\x00\x01\x00\x01", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x00" * 100,
                     b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n",
                     b"GET / HTTP/1.1\r\n" + b"X-Y: z\r\n" * 50_000 + b"\r\n",
                     b"POST /jobs HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                     b"POST /jobs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"]:
        with socket.create_connection((HOST.hostname, HOST.port), timeout=30) as connection:
            try:
                connection.sendall(nonsense)
                connection.shutdown(socket.SHUT_WR)
                answer = connection.recv(4096)
                holds(b" 500 " not in answer.split(b"\r\n")[0], f"{nonsense[:20]!r}: {answer[:40]!r}")
            except (ConnectionResetError, BrokenPipeError):
                pass
    equal(send("GET", f"/jobs?{VERSION}&maxresults=1")[0], 200, "the service goes on")


@check("storage: nonsense")
def _():
    headers = {"x-ms-version": "2021-08-06"}
    for method, target in [("GET", "/local?comp=list"), ("PUT", "/local/x?restype=container"),
                           ("GET", "/local/x/y?sv=1&sig=2&sr=b&se=3&sp=r"), ("POST", "/local/x/y"),
                           ("PUT", "/local/x/y?comp=nonsense"), ("GET", "/other/x/y"), ("GET", "/local/%00/y"),
                           ("GET", "/local/x/y?sv=2021-08-06&ss=b&srt=sco&sp=rwdl&se=2999-01-01T00:00:00Z&sig=eA==")]:
        answer = send(method, target, headers=headers, signed=False)
        holds(400 <= answer[0] < 500, f"{method} {target}: {answer[0]}")
        holds(answer[2].get("x-ms-error-code") or answer[0] == 400, f"{method} {target}: an error code")


@check("the agents' side wants a token")
def _():
    for target in ["/node/exchange", "/node/local/exchange", "/node/../jobs"]:
        answer = send("POST", target, "{}", signed=False)
        holds(400 <= answer[0] < 500, f"{target}: {answer[0]}")


@check("traps of the R client: a zero length that is signed, a blank filter, a TAB, spaces in select")
def _():
    # rAzureBatch signs `Content-Length: 0` of requests without a body, and sends empty parameters.
    answer = send("GET", f"/jobs?{VERSION}&$filter=&$select=id,%20state&maxresults=1", headers={"Content-Length": "0"})
    equal(answer[0], 200, "a blank filter and a signed zero")
    answer = send("GET", f"/jobs?{VERSION}&maxresults=1", headers={"Content-Type": "\tapplication/json"})
    holds(answer[0] in (200, 403), f"a TAB: {answer[0]}")


@check("traps of the R client: the account in the host's name")
def _():
    date = email.utils.formatdate(usegmt=True)
    lines = ["GET"] + [""] * 11 + [f"x-ms-date:{date}", "x-ms-version:2016-05-31", f"/{account.name}/", "comp:list"]
    text = "\n".join(lines)
    mac = base64.b64encode(hmac.new(base64.b64decode(account.key), text.encode(), hashlib.sha256).digest()).decode()
    headers = {"Host": f"{account.name}.blob.localhost:{HOST.port}", "x-ms-date": date, "x-ms-version": "2016-05-31",
               "Authorization": f"SharedKey {account.name}:{mac}"}
    answer = send("GET", "/?comp=list", headers=headers)
    equal((answer[0], b"<EnumerationResults" in answer[1]), (200, True))


main("nonsense")
