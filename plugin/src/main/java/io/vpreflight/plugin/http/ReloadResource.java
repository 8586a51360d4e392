// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.service.ServiceJson;
import io.vpreflight.plugin.config.ConfigException;
import java.io.IOException;
import java.util.List;

/** {@code POST /api/v1/reload}: the file of the service is read again. */
final class ReloadResource implements Resource {
  private final Reloading reloading;

  ReloadResource(Reloading reloading) {
    this.reloading = reloading;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    call.only();
    List<String> changed;
    try {
      changed = reloading.reload();
    } catch (ConfigException e) {
      throw Problem.of(409, e.problems());
    }
    return Answer.json(200, out -> ServiceJson.reloaded(changed, out));
  }
}
