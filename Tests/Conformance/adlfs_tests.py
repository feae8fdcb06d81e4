"""Runs the tests that adlfs brings along against the service under test, in the place of an emulator in a container.

Usage: adlfs_tests.py DIRECTORY, where the source of adlfs lies.
"""

import sys
import types

import pytest

from harness import account

APPEND = "writes an append blob, of which the service has none"

# Tests that fail, and why; any other failure fails the run, and so does one of these that passes.
EXPECTED_FAILURES = {
    "test_large_blob": APPEND,
    "test_large_upload_overflow": APPEND,
    "test_metadata_write": APPEND,
    "test_content_settings_append": APPEND,
}


class Service:
    """Has adlfs's tests find the service, and prints a line for each test as the other checks do."""

    def __init__(self):
        self.passed = self.run = 0

    def pytest_collection_modifyitems(self, items):
        for item in items:
            reason = EXPECTED_FAILURES.get(item.name)
            if reason:
                item.add_marker(pytest.mark.xfail(reason=reason, strict=True))

    def pytest_runtest_logreport(self, report):
        # A fixture that fails is told by its own report.
        if report.when != "call" and not report.failed or report.skipped and not hasattr(report, "wasxfail"):
            return
        self.run += 1
        self.passed += not report.failed
        name = report.nodeid.split("::", 1)[-1]
        if report.failed:
            text = report.longreprtext.replace("\n", " ")
            print(f"\nFAIL  adlfs: {name}: {text[-600:]}", flush=True)
        else:
            print(f"\nok    adlfs: {name}", flush=True)


def use_service():
    from adlfs.tests import constants

    constants.ACCOUNT_NAME, constants.KEY = account.name, account.key
    constants.URL = account.blob.removesuffix(f"/{account.name}")
    constants.HOST = constants.URL.removeprefix("http://")
    constants.CONN_STR = (
        f"DefaultEndpointsProtocol=http;AccountName={account.name};AccountKey={account.key};BlobEndpoint={account.blob};"
    )


def main(directory):
    # The tests start their emulator with Docker; the service runs already.
    runs = types.SimpleNamespace(run=lambda *_, **__: types.SimpleNamespace(stop=lambda: None))
    sys.modules["docker"] = types.SimpleNamespace(from_env=lambda: types.SimpleNamespace(containers=runs))
    sys.path.insert(0, directory)
    use_service()
    service = Service()
    status = pytest.main(
        ["-q", "--no-header", "--no-summary", "--capture=fd", "-p", "no:cacheprovider", "-W", "ignore", f"{directory}/adlfs/tests"],
        plugins=[service])
    print(f"\ntotal adlfs: {service.passed} of {service.run} passed", flush=True)
    sys.exit(status)


main(sys.argv[1])
