// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.webhook;

import io.vpreflight.jobs.notify.Secret;
import io.vpreflight.vsphere.ServerTrust;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where messages go by HTTPS.
 *
 * @param url a secret: whoever knows it can write there
 * @param allowsHttp true when it may be {@code http:}
 * @param allowsPrivate true when it may be an address of this machine or of a private network
 * @param trust how its certificate is judged
 * @param proxy by which it is reached; null for none
 */
public record Endpoint(
    Secret url,
    boolean allowsHttp,
    boolean allowsPrivate,
    ServerTrust trust,
    @Nullable InetSocketAddress proxy) {}
