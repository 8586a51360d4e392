// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.secret.SecretPlace;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A vCenter to be read, checked.
 *
 * @param endpoint where it listens
 * @param username who logs in; null when it is still to be asked for
 * @param password where the password comes from
 * @param trust how its certificate is judged; {@link ServerTrust#SYSTEM} when nothing was said
 * @param proxy HTTP proxy, or null
 * @param repairAccount who repairs there, when that is somebody else
 */
public record VCenterSettings(
    VCenterEndpoint endpoint,
    @Nullable String username,
    PasswordSource password,
    ServerTrust trust,
    @Nullable InetSocketAddress proxy,
    RepairAccount repairAccount) {

  /** Where a password comes from; the password itself is read as late as possible. */
  public sealed interface PasswordSource {
    /** A file that only its owner may read, or an entry of the key store. */
    record FromFile(SecretPlace place, String origin) implements PasswordSource {}

    /** An environment variable. */
    record FromEnvironment(String variable) implements PasswordSource {}

    /** The user part of {@code GOVC_URL}. */
    record FromGovcUrl() implements PasswordSource {}

    /** The terminal. */
    record Ask() implements PasswordSource {}
  }
}
