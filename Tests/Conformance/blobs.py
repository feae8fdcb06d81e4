"""azure-storage-blob, the newest, with the account's key and with signatures."""

import datetime
import io
import os
import threading

from azure.core import MatchConditions
from azure.core.credentials import AzureNamedKeyCredential
from azure.core.exceptions import (
    ClientAuthenticationError, HttpResponseError, ResourceExistsError, ResourceModifiedError, ResourceNotFoundError,
)
from azure.storage.blob import (
    AccountSasPermissions, BlobBlock, BlobClient, BlobSasPermissions, BlobServiceClient, ContainerClient,
    ContainerSasPermissions, ResourceTypes, generate_account_sas, generate_blob_sas, generate_container_sas,
)

from harness import account, afterwards, check, equal, holds, main, status_of, unique, utc_now

service = BlobServiceClient(
    account.blob, credential=AzureNamedKeyCredential(account.name, account.key), retry_total=0,
    max_single_put_size=1 << 20, max_block_size=1 << 20, max_single_get_size=1 << 20, max_chunk_get_size=1 << 20,
)
HOUR = datetime.timedelta(hours=1)


def new_container(**options):
    name = unique("box")
    container = service.create_container(name, **options)
    afterwards(container.delete_container, ResourceNotFoundError)
    return container


def refused(call, status, code):
    try:
        call()
    except HttpResponseError as error:
        equal((error.status_code, error.error_code), (status, code))
        return
    raise AssertionError(f"no error; {status} {code} was due")


@check("container: create, exists, properties, metadata, delete")
def _():
    container = new_container(metadata={"a": "1"})
    holds(container.exists(), "exists")
    equal(container.get_container_properties().metadata, {"a": "1"})
    container.set_container_metadata({"b": "2"})
    equal(container.get_container_properties().metadata, {"b": "2"})
    container.delete_container()
    holds(not container.exists(), "gone")
    refused(container.get_container_properties, 404, "ContainerNotFound")


@check("container: exists already, and bad names")
def _():
    container = new_container()
    refused(lambda: service.create_container(container.container_name), 409, "ContainerAlreadyExists")
    for name in ["ab", "UPPER", "a--b", "-ab", "x" * 64]:
        try:
            service.create_container(name)
            raise AssertionError(f"{name} was taken")
        except HttpResponseError as error:
            equal(error.status_code, 400, name)


@check("containers: list with prefix, metadata and pages")
def _():
    prefix = unique("list")
    for i in range(7):
        container = service.create_container(f"{prefix}-{i}", metadata={"n": str(i)})
        afterwards(container.delete_container)
    names = [c.name for c in service.list_containers(name_starts_with=prefix, results_per_page=3)]
    equal(names, [f"{prefix}-{i}" for i in range(7)])
    listed = list(service.list_containers(name_starts_with=prefix, include_metadata=True))
    equal(listed[3].metadata, {"n": "3"})


@check("blob: upload, download, properties, delete")
def _():
    blob = new_container().get_blob_client("dir/a b ü.txt")
    blob.upload_blob(b"hello", metadata={"k": "v"})
    equal(blob.download_blob().readall(), b"hello")
    properties = blob.get_blob_properties()
    equal((properties.size, properties.metadata), (5, {"k": "v"}))
    equal(properties.content_settings.content_type, "application/octet-stream")
    holds(properties.etag and properties.last_modified, "etag and time")
    blob.delete_blob()
    holds(not blob.exists(), "gone")
    refused(blob.download_blob, 404, "BlobNotFound")


@check("blob: empty, and of one byte")
def _():
    container = new_container()
    for content in [b"", b"x"]:
        container.upload_blob("b", content, overwrite=True)
        equal(container.download_blob("b").readall(), content)


@check("blob: staged blocks from 20 MB, in parallel, and downloaded in ranges")
def _():
    blob = new_container().get_blob_client("big")
    content = os.urandom(20 << 20)
    blob.upload_blob(io.BytesIO(content), max_concurrency=4)
    holds(blob.download_blob(max_concurrency=4).readall() == content, "the same bytes")


@check("blob: blocks by hand, committed and uncommitted")
def _():
    blob = new_container().get_blob_client("blocks")
    blob.stage_block("YQ==", b"first ")
    blob.stage_block("Yg==", b"second")
    committed, waiting = blob.get_block_list("all")
    equal((len(committed), len(waiting)), (0, 2))
    blob.commit_block_list([BlobBlock("YQ=="), BlobBlock("Yg==")])
    equal(blob.download_blob().readall(), b"first second")
    committed, waiting = blob.get_block_list("all")
    equal((len(committed), len(waiting)), (2, 0))
    blob.stage_block("Yw==", b" third")
    blob.commit_block_list([BlobBlock("YQ=="), BlobBlock("Yw==")])
    equal(blob.download_blob().readall(), b"first  third")


@check("blob: a block that was never staged")
def _():
    blob = new_container().get_blob_client("blocks")
    refused(lambda: blob.commit_block_list([BlobBlock("bm8=")]), 400, "InvalidBlockList")


@check("blob: not overwritten unless asked")
def _():
    container = new_container()
    container.upload_blob("b", b"1")
    refused(lambda: container.upload_blob("b", b"2"), 409, "BlobAlreadyExists")
    container.upload_blob("b", b"3", overwrite=True)
    equal(container.download_blob("b").readall(), b"3")


@check("blob: ranges")
def _():
    blob = new_container().get_blob_client("b")
    blob.upload_blob(b"0123456789")
    equal(blob.download_blob(offset=2, length=3).readall(), b"234")
    equal(blob.download_blob(offset=8).readall(), b"89")
    refused(lambda: blob.download_blob(offset=50, length=3), 416, "InvalidRange")


@check("blob: conditional headers")
def _():
    blob = new_container().get_blob_client("b")
    etag = blob.upload_blob(b"1")["etag"]
    blob.upload_blob(b"2", overwrite=True, etag=etag, match_condition=MatchConditions.IfNotModified)
    refused(
        lambda: blob.upload_blob(b"3", overwrite=True, etag=etag, match_condition=MatchConditions.IfNotModified),
        412, "ConditionNotMet",
    )
    refused(
        lambda: blob.download_blob(if_unmodified_since=utc_now() - HOUR), 412, "ConditionNotMet"
    )
    equal(blob.download_blob().readall(), b"2")
    refused(lambda: blob.delete_blob(etag=etag, match_condition=MatchConditions.IfNotModified), 412, "ConditionNotMet")


@check("blob: metadata and headers are set")
def _():
    from azure.storage.blob import ContentSettings

    blob = new_container().get_blob_client("b")
    blob.upload_blob(b"x", content_settings=ContentSettings(content_type="text/plain", content_encoding="none"))
    equal(blob.get_blob_properties().content_settings.content_type, "text/plain")
    blob.set_blob_metadata({"one": "1"})
    equal(blob.get_blob_properties().metadata, {"one": "1"})
    blob.set_http_headers(ContentSettings(content_type="text/html"))
    equal(blob.get_blob_properties().content_settings.content_type, "text/html")


@check("blob: its MD5 is checked")
def _():
    from azure.storage.blob import ContentSettings
    import hashlib

    blob = new_container().get_blob_client("b")
    blob.upload_blob(b"right", validate_content=True)
    equal(bytes(blob.get_blob_properties().content_settings.content_md5), hashlib.md5(b"right").digest())


@check("blobs: list with prefix, delimiter, pages, metadata")
def _():
    container = new_container()
    for name in ["a/1", "a/2", "a/b/3", "c", "d & <e>"]:
        container.upload_blob(name, b"x", metadata={"n": "v"})
    equal([b.name for b in container.list_blobs()], ["a/1", "a/2", "a/b/3", "c", "d & <e>"])
    equal([b.name for b in container.list_blobs(name_starts_with="a/", results_per_page=2)], ["a/1", "a/2", "a/b/3"])
    # The client tells directories first, wherever they stand in the list.
    equal([b.name for b in container.walk_blobs(delimiter="/")], ["a/", "c", "d & <e>"])
    equal(sorted(b.name for b in container.walk_blobs("a/", delimiter="/")), ["a/1", "a/2", "a/b/"])
    equal(next(iter(container.list_blobs(include=["metadata"]))).metadata, {"n": "v"})


@check("blobs: 1,200 of them by pages of 500")
def _():
    container = new_container()
    names = [f"n{i:04}" for i in range(1200)]
    threads = [
        threading.Thread(target=lambda part=names[k::4]: [container.upload_blob(name, b"") for name in part])
        for k in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    equal([b.name for b in container.list_blobs(results_per_page=500)], names)


@check("signature: of a blob, to read")
def _():
    container = new_container()
    container.upload_blob("b", b"secret")
    sas = generate_blob_sas(
        account.name, container.container_name, "b", account_key=account.key,
        permission=BlobSasPermissions(read=True), expiry=utc_now() + HOUR,
    )
    reader = BlobClient(account.blob, container.container_name, "b", credential=sas)
    equal(reader.download_blob().readall(), b"secret")
    refused(lambda: reader.upload_blob(b"x", overwrite=True), 403, "AuthorizationPermissionMismatch")
    other = BlobClient(account.blob, container.container_name, "c", credential=sas)
    try:
        other.download_blob()
        raise AssertionError("another blob was read")
    except HttpResponseError as error:
        equal(error.status_code, 403)


@check("signature: of a container, to write and list")
def _():
    container = new_container()
    sas = generate_container_sas(
        account.name, container.container_name, account_key=account.key,
        permission=ContainerSasPermissions(read=True, write=True, list=True), expiry=utc_now() + HOUR,
    )
    other = ContainerClient(account.blob, container.container_name, credential=sas)
    other.upload_blob("x", b"1")
    equal([b.name for b in other.list_blobs()], ["x"])
    refused(lambda: other.delete_blob("x"), 403, "AuthorizationPermissionMismatch")


@check("signature: of the account")
def _():
    sas = generate_account_sas(
        account.name, account_key=account.key, resource_types=ResourceTypes(service=True, container=True, object=True),
        permission=AccountSasPermissions(read=True, write=True, list=True, create=True, delete=True),
        expiry=utc_now() + HOUR,
    )
    other = BlobServiceClient(account.blob, credential=sas)
    name = unique("bysas")
    container = other.create_container(name)
    container.upload_blob("b", b"1")
    equal(container.download_blob("b").readall(), b"1")
    holds(name in [c.name for c in other.list_containers()], "listed")
    container.delete_container()


@check("signature: of the account, without the right resource type")
def _():
    container = new_container()
    container.upload_blob("b", b"1")
    sas = generate_account_sas(
        account.name, account_key=account.key, resource_types=ResourceTypes(service=True),
        permission=AccountSasPermissions(read=True, list=True), expiry=utc_now() + HOUR,
    )
    other = BlobClient(account.blob, container.container_name, "b", credential=sas)
    refused(other.download_blob, 403, "AuthorizationResourceTypeMismatch")


@check("signature: expired, not yet valid, altered")
def _():
    container = new_container()
    container.upload_blob("b", b"1")

    def reader(**times):
        sas = generate_blob_sas(
            account.name, container.container_name, "b", account_key=account.key,
            permission=BlobSasPermissions(read=True), **times,
        )
        return BlobClient(account.blob, container.container_name, "b", credential=sas), sas

    for client in [reader(expiry=utc_now() - HOUR)[0], reader(start=utc_now() + HOUR, expiry=utc_now() + 2 * HOUR)[0]]:
        refused(client.download_blob, 403, "AuthenticationFailed")
    sas = reader(expiry=utc_now() + HOUR)[1].replace("sp=r", "sp=rw")
    refused(
        BlobClient(account.blob, container.container_name, "b", credential=sas).download_blob, 403,
        "AuthenticationFailed",
    )


@check("auth: a wrong key")
def _():
    wrong = BlobServiceClient(account.blob, credential=AzureNamedKeyCredential(account.name, "d3Jvbmc="), retry_total=0)
    refused(lambda: list(wrong.list_containers()), 403, "AuthenticationFailed")


@check("connection string")
def _():
    text = (
        f"DefaultEndpointsProtocol=http;AccountName={account.name};AccountKey={account.key};BlobEndpoint={account.blob};"
    )
    list(BlobServiceClient.from_connection_string(text).list_containers())


@check("blob names cannot leave their container")
def _():
    container = new_container()
    for name in ["../escape", "..", "a/../../b", "%2e%2e/x"]:
        try:
            container.upload_blob(name, b"x", overwrite=True)
        except HttpResponseError as error:
            holds(400 <= error.status_code < 500, f"{name}: {error.status_code}")
    for blob in container.list_blobs():
        holds(container.download_blob(blob.name).readall() == b"x", blob.name)


@check("copies: a blob, a blob from a URL, and blocks of it, with their conditions")
def _():
    container = new_container()
    source = container.get_blob_client("source")
    source.upload_blob(b"0123456789" * 100, metadata={"a": "1"})
    token = generate_blob_sas(
        account.name, container.container_name, "source", account_key=account.key,
        permission=BlobSasPermissions(read=True), expiry=utc_now() + HOUR)
    url = f"{source.url}?{token}"

    copy = container.get_blob_client("copy")
    equal(copy.start_copy_from_url(source.url)["copy_status"], "success")
    equal(copy.download_blob().readall(), b"0123456789" * 100)
    equal(copy.get_blob_properties().metadata, {"a": "1"})
    equal(copy.get_blob_properties().copy.status, "success")
    refused(lambda: copy.abort_copy(copy.get_blob_properties().copy.id), 409, "NoPendingCopyOperation")

    put = container.get_blob_client("put")
    put.upload_blob_from_url(url)
    equal(put.download_blob().readall(), b"0123456789" * 100)

    blocks = container.get_blob_client("blocks")
    blocks.stage_block_from_url("YQ==", url, source_offset=10, source_length=5)
    blocks.stage_block_from_url("Yg==", url, source_offset=0, source_length=2)
    blocks.commit_block_list([BlobBlock("YQ=="), BlobBlock("Yg==")])
    equal(blocks.download_blob().readall(), b"0123401")

    # Whatever keeps a source from being read is the server's to tell: 500 where nobody answers.
    refused(lambda: put.upload_blob_from_url("http://127.0.0.1:9/nobody", overwrite=True), 500, "CannotVerifyCopySource")
    for call in (
        lambda: put.upload_blob_from_url(source.url + "-not-there?" + token, overwrite=True),
        lambda: copy.start_copy_from_url(source.url, source_etag="\"0x1\"", source_match_condition=MatchConditions.IfNotModified),
        lambda: copy.start_copy_from_url(source.url, etag="\"0x1\"", match_condition=MatchConditions.IfNotModified),
    ):
        try:
            call()
        except HttpResponseError as error:
            holds(400 <= error.status_code < 500, f"refused, not {error.status_code}")
        else:
            raise AssertionError("a copy whose source or condition fails was made")
    equal(put.download_blob().readall(), b"0123456789" * 100, "the blob after copies that failed")
    equal(copy.download_blob().readall(), b"0123456789" * 100, "the blob after copies that were refused")


@check("what the service does not have is refused, and the blob stays as it was")
def _():
    container = new_container()
    blob = container.get_blob_client("kept")
    blob.upload_blob(b"kept")
    for call in (
        lambda: blob.delete_blob(lease="00000000-0000-0000-0000-000000000000"),
        lambda: blob.upload_blob(b"new", overwrite=True, lease="00000000-0000-0000-0000-000000000000"),
        lambda: blob.delete_blob(delete_snapshots="only"),
        lambda: container.get_blob_client("kept", snapshot="2026-01-01T00:00:00.0000000Z").delete_blob(),
        lambda: container.get_blob_client("kept", snapshot="2026-01-01T00:00:00.0000000Z").download_blob().readall(),
        lambda: blob.delete_blob(version_id="2026-01-01T00:00:00.0000000Z"),
        lambda: blob.delete_blob(if_tags_match_condition="\"a\" = 'b'"),
        lambda: blob.upload_blob(b"new", overwrite=True, tags={"a": "b"}),
        lambda: blob.set_standard_blob_tier("Archive"),
        lambda: blob.create_snapshot(),
        lambda: blob.acquire_lease(),
        lambda: blob.undelete_blob(),
    ):
        try:
            call()
        except HttpResponseError as error:
            holds(error.status_code in (400, 404, 405, 409, 412, 501), f"refused, not {error.status_code}")
        else:
            raise AssertionError("a request that the service cannot carry out was answered as done")
        equal(blob.download_blob().readall(), b"kept")


main("azure-storage-blob")
