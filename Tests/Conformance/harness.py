"""What the checks of every client share: the service's account, unique names,
waiting for a condition, and the table of what passed."""

import datetime
import json
import os
import sys
import time
import traceback
import uuid


class Account:
    """The account of the service under test, as `azp credentials --format json` prints it."""

    def __init__(self):
        with open(os.environ["AZP_CONFORMANCE_ACCOUNT"]) as file:
            account = json.load(file)
        account = account["sharedKey"]
        self.name = account["batchAccount"]["name"]
        self.key = account["batchAccount"]["key"]
        self.batch = account["batchAccount"]["url"]
        self.blob = account["storageAccount"]["endpoint"]


account = Account()
_checks = []


def check(name):
    """Adds a check; it passes unless it raises."""

    def add(function):
        _checks.append((name, function))
        return function

    return add


_cleaning = []


def afterwards(clean, *expected):
    """Cleans up when the check has ended; the expected errors mean that nothing was left."""
    _cleaning.append((clean, expected))


def _clean():
    while _cleaning:
        clean, expected = _cleaning.pop()
        try:
            clean()
        except expected:
            pass


def unique(prefix):
    """An id that no other check uses, and that is a container's name as well."""
    return f"{prefix}-{uuid.uuid4().hex[:10]}"


def eventually(condition, what, seconds=60):
    """Waits until the condition is true, and returns what it gave."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not so after {seconds} s")
        time.sleep(0.1)


def equal(actual, expected, what="value"):
    if actual != expected:
        raise AssertionError(f"{what} is {actual!r}, not {expected!r}")


def holds(condition, what):
    if not condition:
        raise AssertionError(what)


def fails(call, status, code, error_type):
    """The call must end with the status and the code; returns the error."""
    try:
        call()
    except error_type as error:
        equal(status_of(error), status, "status")
        equal(code_of(error), code, "code")
        return error
    raise AssertionError(f"no error; {status} {code} was due")


def status_of(error):
    """Of azure-core's errors and of msrest's."""
    status = getattr(error, "status_code", None)
    return status if status is not None else error.response.status_code


def code_of(error):
    for holder in (getattr(error, "model", None), getattr(error, "error", None), error):
        code = getattr(holder, "code", None) or getattr(holder, "error_code", None)
        if code:
            return getattr(code, "value", code)
    return None


def utc_now():
    return datetime.datetime.now(datetime.timezone.utc)


def main(client):
    """Runs the checks in order; prints a line for each, and ends with 1 if one failed.

    Arguments of the command line choose checks by a part of their name.
    """
    wanted = sys.argv[1:]
    failed = 0
    run = 0
    for name, function in _checks:
        if wanted and not any(part in name for part in wanted):
            continue
        run += 1
        try:
            try:
                function()
            finally:
                _clean()
            print(f"ok    {client}: {name}", flush=True)
        except Exception as error:  # Whatever goes wrong is a failed check.
            failed += 1
            print(f"FAIL  {client}: {name}: {type(error).__name__}: {error}".replace("\n", " ")[:600], flush=True)
            if os.environ.get("AZP_CONFORMANCE_TRACE"):
                traceback.print_exc()
    print(f"total {client}: {run - failed} of {run} passed", flush=True)
    sys.exit(1 if failed else 0)
