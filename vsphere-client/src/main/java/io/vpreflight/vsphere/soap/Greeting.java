// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.inventory.ApiVersion;
import java.util.List;

/**
 * What a server says to anybody, before a login.
 *
 * @param content what it is and where its managers are
 * @param version of the API that is spoken from now on
 * @param offered versions in {@code vimServiceVersions.xml}; empty when it does not say
 */
public record Greeting(ServiceContent content, ApiVersion version, List<ApiVersion> offered) {
  public Greeting {
    offered = List.copyOf(offered);
  }

  /**
   * Asks for it, and lets the transport speak the newest version that both sides know.
   *
   * @throws io.vpreflight.vsphere.VSphereException if nothing answers, or nothing that is a vCenter
   */
  public static Greeting of(SoapTransport transport) {
    List<ApiVersion> found = transport.versions(ApiVersions::read);
    List<ApiVersion> offered = found == null ? List.of() : found;
    transport.speak(ApiVersions.choose(offered, ""));
    ServiceContent content = content(transport);
    ApiVersion version = ApiVersions.choose(offered, content.about().apiVersion());
    transport.speak(version);
    return new Greeting(content, version, offered);
  }

  /** What the server is and where its managers are, at this moment. */
  static ServiceContent content(SoapTransport transport) {
    ServiceContent content =
        transport.call(
            "RetrieveServiceContent",
            body -> body.self(ServiceContent.SERVICE_INSTANCE),
            cursor -> SoapSession.returned(cursor, ServiceContent::read));
    if (content == null) {
      throw new BadReply("RetrieveServiceContent without a content", false, null);
    }
    return content;
  }
}
