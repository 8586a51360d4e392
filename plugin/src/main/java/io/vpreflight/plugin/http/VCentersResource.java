// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.service.ServiceJson;
import java.io.IOException;

/** {@code GET /api/v1/vcenters}: those of the configuration, and how their last reading went. */
final class VCentersResource implements Resource {
  private final ServiceParts parts;

  VCentersResource(ServiceParts parts) {
    this.parts = parts;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    call.only();
    return Answer.json(
        200,
        out -> ServiceJson.vcenters(parts.vcenters().get(), parts.store().readings().list(), out));
  }
}
