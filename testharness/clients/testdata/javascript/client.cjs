"use strict";

// A disk from its creation to its end, by the core of Huawei Cloud's SDK for JavaScript, which npm has without a client for
// EVS: the requests are what a generated client hands to the core.
const { strict: assert } = require("node:assert");
const { BasicCredentials, GlobalCredentials } = require("@huaweicloud/huaweicloud-sdk-core");
const { ClientBuilder } = require("@huaweicloud/huaweicloud-sdk-core/ClientBuilder");
const { IamClient } = require("@huaweicloud/huaweicloud-sdk-iam/v3/public-api");
const { KeystoneListProjectsRequest } = require("@huaweicloud/huaweicloud-sdk-iam/v3/model/KeystoneListProjectsRequest");

class Client {
  constructor(core) {
    this.core = core;
  }

  send(method, url, pathParams = {}, data = undefined) {
    const headers = {}, queryParams = {};
    return this.core.sendRequest({ method, url, contentType: "application/json", queryParams, pathParams, headers, data });
  }
}

async function main(endpoint, ak, sk, domain) {
  const iam = IamClient.newBuilder().withEndpoint(endpoint)
    .withCredential(new GlobalCredentials().withAk(ak).withSk(sk).withDomainId(domain)).build();
  const { projects } = await iam.keystoneListProjects(new KeystoneListProjectsRequest().withName("eu-de"));
  assert.equal(projects.length, 1);

  const evs = new ClientBuilder((core) => new Client(core)).withEndpoint(endpoint)
    .withCredential(new BasicCredentials().withAk(ak).withSk(sk).withProjectId(projects[0].id)).build();
  const wait = async (job_id) => {
    for (let polls = 0; polls < 100; polls++) {
      const job = await evs.send("GET", "/v1/{project_id}/jobs/{job_id}", { job_id });
      if (job.status === "SUCCESS") return job;
      assert(["INIT", "RUNNING"].includes(job.status), JSON.stringify(job));
    }
    throw new Error("the job does not end");
  };
  const volume = { name: "data", size: 10, volume_type: "SSD", availability_zone: "eu-de-01" };
  const made = await evs.send("POST", "/v2.1/{project_id}/cloudvolumes", {}, { volume });
  const volume_id = (await wait(made.job_id)).entities.volume_id;
  assert.deepEqual(made.volume_ids, [volume_id]);
  const extended = await evs.send("POST", "/v2.1/{project_id}/cloudvolumes/{volume_id}/action", { volume_id }, { "os-extend": { new_size: 20 } });
  await wait(extended.job_id);
  const shown = await evs.send("GET", "/v2/{project_id}/cloudvolumes/{volume_id}", { volume_id });
  assert.equal(shown.volume.size, 20);
  await wait((await evs.send("DELETE", "/v2/{project_id}/cloudvolumes/{volume_id}", { volume_id })).job_id);
  await assert.rejects(evs.send("GET", "/v2/{project_id}/cloudvolumes/{volume_id}", { volume_id }), (err) => {
    assert.equal(err.httpStatusCode, 404);
    assert.equal(err.errorCode, "EVS.5404");
    return true;
  });
  console.log("done");
}

main(...process.argv.slice(2)).catch((err) => {
  console.error(err);
  process.exit(1);
});
