"""A service principal, offline: azure-identity gets its token from the service's own endpoints, over TLS."""

import json
import os
import ssl
import urllib.error
import urllib.parse
import urllib.request

from azure.batch import BatchClient, models
from azure.core.exceptions import ClientAuthenticationError, HttpResponseError
from azure.identity import ClientSecretCredential
from azure.storage.blob import BlobServiceClient

from harness import afterwards, check, equal, eventually, holds, main, unique

with open(os.environ["AZP_CONFORMANCE_ACCOUNT"]) as file:
    principal = json.load(file)["servicePrincipal"]
CERTIFICATE = principal["certificateFile"]


def credential(secret=principal["credential"], client=principal["clientId"], tenant=principal["tenantId"]):
    return ClientSecretCredential(
        tenant, client, secret, authority=principal["authority"], disable_instance_discovery=True,
        connection_verify=CERTIFICATE,
    )


def batch(credential):
    return BatchClient(principal["batchUrl"], credential, connection_verify=CERTIFICATE)


client = batch(credential())
context = ssl.create_default_context(cafile=CERTIFICATE)


def get(path, token=None, method="GET"):
    request = urllib.request.Request(principal["batchUrl"] + path, method=method)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, context=context) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"null")


@check("a job by a service principal, from its submission to its file")
def _():
    id = unique("job")
    client.create_job(models.BatchJobCreateOptions(id=id, pool_info=models.BatchPoolInfo(pool_id="local")))
    afterwards(lambda: client.begin_delete_job(id, polling_interval=0))
    client.create_task(id, models.BatchTaskCreateOptions(id="t", command_line="/bin/sh -c 'echo by a principal'"))
    eventually(lambda: client.get_task(id, "t").state == models.BatchTaskState.COMPLETED, "completed")
    equal(b"".join(client.download_task_file(id, "t", "stdout.txt")), b"by a principal\n")


@check("links to the next page stay on the listener with TLS")
def _():
    prefix = unique("page")
    for i in range(3):
        id = f"{prefix}-{i}"
        client.create_job(models.BatchJobCreateOptions(id=id, pool_info=models.BatchPoolInfo(pool_id="local")))
        afterwards(lambda id=id: client.begin_delete_job(id, polling_interval=0))
    ids = [j.id for j in client.list_jobs(filter=f"startswith(id,'{prefix}')", max_results=1)]
    equal(len(ids), 3)


@check("blobs by a service principal")
def _():
    blobs = BlobServiceClient(
        principal["blobEndpoint"], credential=credential(), connection_verify=CERTIFICATE
    )
    container = blobs.create_container(unique("box"))
    afterwards(container.delete_container)
    container.upload_blob("b", b"bytes")
    equal(container.download_blob("b").readall(), b"bytes")


@check("a wrong secret, an unknown client, an unknown tenant")
def _():
    for wrong in [credential(secret="wrong"), credential(client="00000000-0000-0000-0000-000000000000"),
                  credential(tenant="00000000-0000-0000-0000-000000000000")]:
        try:
            wrong.get_token("https://batch.core.windows.net/.default")
            raise AssertionError("a token was given")
        except ClientAuthenticationError:
            pass
        except ValueError:
            pass  # What azure-identity makes of an unknown tenant.


@check("a token for another resource, an altered one, none")
def _():
    token = credential().get_token("https://batch.core.windows.net/.default").token
    version = "api-version=2025-06-01"
    equal(get(f"/jobs?{version}&maxresults=1", token)[0], 200)
    storage = credential().get_token("https://storage.azure.com/.default").token
    for wrong in [storage, token[:-4] + "AAAA", token + "x", "x.y.z", ""]:
        status, body = get(f"/jobs?{version}", wrong)
        holds(status in (401, 403), f"{wrong[:10]}: {status}")
        equal(body["code"], "AuthenticationFailed")


@check("management: the endpoint and the keys of the accounts")
def _():
    token = credential().get_token("https://management.azure.com/.default").token
    status, account = get(principal["batchAccountResourceId"] + "?api-version=2024-07-01", token)
    equal(status, 200)
    equal("https://" + account["properties"]["accountEndpoint"], principal["batchUrl"])
    status, keys = get(principal["storageAccountResourceId"] + "/listKeys?api-version=2023-05-01", token, "POST")
    equal(status, 200)
    holds(keys["keys"][0]["value"], "a key")
    status, storage = get(principal["storageAccountResourceId"] + "?api-version=2023-05-01", token)
    equal(status, 200)
    equal(storage["properties"]["primaryEndpoints"]["blob"], principal["blobEndpoint"])
    equal(get(principal["batchAccountResourceId"] + "?api-version=2024-07-01")[0], 401)
    equal(get(principal["batchAccountResourceId"] + "x?api-version=2024-07-01", token)[0], 404)


@check("the certificate is one that a client can trust by its file")
def _():
    with urllib.request.urlopen(
        principal["authority"] + f"/{principal['tenantId']}/v2.0/.well-known/openid-configuration", context=context
    ) as answer:
        configuration = json.load(answer)
    holds(configuration["token_endpoint"].startswith(principal["authority"]), "the token endpoint is here")


main("service principal")
