// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The running half of {@link VmScenario}: power, guest, tools and what hangs on them; mutable, for
 * one thread.
 */
public abstract sealed class VmGuestScenario extends VmHardwareScenario permits VmScenario {
  private String powerState = "poweredOn";
  private @Nullable Instant bootedAt;
  private @Nullable String connectionState;
  private boolean consolidationNeeded;
  private boolean snapshotInBackground;
  private boolean frozen;
  private boolean toolsInstallerMounted;
  private @Nullable Boolean cleanPowerOff;
  private @Nullable String cryptoState;
  private @Nullable XmlElement question;
  private String toolsRunning = "guestToolsRunning";
  private String toolsStatus = "guestToolsCurrent";
  private String toolsVersion = "12389";
  private @Nullable String hostName;
  private @Nullable String ipAddress;
  private boolean ipAddressSet;

  VmGuestScenario(VCenterScenario vcenter, String name, FolderScenario parent) {
    super(vcenter, name, parent);
  }

  /** Makes it run since a time; a machine runs since some days unless told otherwise. */
  public VmScenario poweredOn(Instant since) {
    powerState = "poweredOn";
    bootedAt = since;
    return self();
  }

  /** Makes it be off, cleanly. */
  public VmScenario poweredOff() {
    powerState = "poweredOff";
    return self();
  }

  /** Makes it be suspended. */
  public VmScenario suspended() {
    powerState = "suspended";
    return self();
  }

  /**
   * Sets {@code runtime.connectionState}: connected, disconnected, orphaned, inaccessible or
   * invalid; otherwise it follows the host.
   */
  public VmScenario connectionState(String state) {
    connectionState = state;
    return self();
  }

  /** Sets the flag that says that deltas were left behind. */
  public VmScenario consolidationNeeded(boolean value) {
    consolidationNeeded = value;
    return self();
  }

  /** Says that a snapshot is still being written to disk. */
  public VmScenario snapshotInBackground(boolean value) {
    snapshotInBackground = value;
    return self();
  }

  /** Makes it the frozen parent of instant clones. */
  public VmScenario instantCloneFrozen() {
    frozen = true;
    return self();
  }

  /** Says that the installer of the tools is mounted. */
  public VmScenario toolsInstallerMounted(boolean value) {
    toolsInstallerMounted = value;
    return self();
  }

  /** Says whether the last power off was clean; vCenter knows it for machines that are off. */
  public VmScenario cleanPowerOff(boolean value) {
    cleanPowerOff = value;
    return self();
  }

  /** Sets {@code runtime.cryptoState}: locked or unlocked. */
  public VmScenario cryptoState(String state) {
    cryptoState = state;
    return self();
  }

  /**
   * Makes it wait for an answer; the message id, such as {@code msg.hbacommon.outofspace}, stays
   * the same in every language.
   */
  public VmScenario question(String messageId, String text, String... choices) {
    XmlElement choice = XmlElement.named("choice");
    for (int i = 0; i < choices.length; i++) {
      choice.add(
          XmlElement.typed("choiceInfo", "ElementDescription")
              .add("label", choices[i])
              .add("summary", choices[i])
              .add("key", String.valueOf(i)));
    }
    question =
        XmlElement.named("question")
            .add("id", "1")
            .add("text", text)
            .add(choice)
            .add("message", XmlElement.named("message").add("id", messageId).add("text", text));
    return self();
  }

  /**
   * Sets {@code toolsRunningStatus} and {@code toolsVersionStatus2}, such as {@code
   * guestToolsNotRunning} and {@code guestToolsNeedUpgrade}; without running tools nothing is known
   * of addresses.
   */
  public VmScenario tools(String runningStatus, String versionStatus2) {
    toolsRunning = runningStatus;
    toolsStatus = versionStatus2;
    toolsVersion = versionStatus2.equals("guestToolsNotInstalled") ? "0" : toolsVersion;
    return self();
  }

  /** Makes it a guest without tools. */
  public VmScenario toolsNotInstalled() {
    return tools("guestToolsNotRunning", "guestToolsNotInstalled");
  }

  /** Sets {@code guest.toolsVersion}, such as {@code 11333}. */
  public VmScenario toolsVersion(String version) {
    toolsVersion = version;
    return self();
  }

  /** Sets the name that the guest gives itself; otherwise made of the machine's name. */
  public VmScenario hostName(String name) {
    hostName = name;
    return self();
  }

  /**
   * Sets {@code guest.ipAddress}, {@code null} to leave it out; otherwise the first address of the
   * adapters.
   */
  public VmScenario ipAddress(@Nullable String address) {
    ipAddress = address;
    ipAddressSet = true;
    return self();
  }

  abstract HostScenario host();

  boolean isPoweredOn() {
    return powerState.equals("poweredOn");
  }

  String powerState() {
    return powerState;
  }

  boolean areToolsRunning() {
    return isPoweredOn() && toolsRunning.equals("guestToolsRunning");
  }

  Instant bootTime() {
    return bootedAt != null
        ? bootedAt
        : vcenter()
            .now()
            .minus(
                Duration.ofMinutes(vcenter().chance().number("up/" + reference(), 6_000, 60_000)));
  }

  String connectionState() {
    return connectionState != null
        ? connectionState
        : host().isConnected() ? "connected" : "disconnected";
  }

  boolean isConsolidationNeeded() {
    return consolidationNeeded;
  }

  boolean isSnapshotInBackground() {
    return snapshotInBackground;
  }

  boolean isFrozen() {
    return frozen;
  }

  boolean isToolsInstallerMounted() {
    return toolsInstallerMounted;
  }

  @Nullable Boolean cleanPowerOff() {
    return cleanPowerOff != null ? cleanPowerOff : powerState.equals("poweredOff") ? true : null;
  }

  @Nullable String cryptoState() {
    return cryptoState;
  }

  @Nullable XmlElement question() {
    return question;
  }

  String toolsRunningStatus() {
    return isPoweredOn() ? toolsRunning : "guestToolsNotRunning";
  }

  String toolsVersionStatus() {
    return toolsStatus;
  }

  String toolsVersion() {
    return toolsVersion;
  }

  @Nullable String hostName() {
    if (hostName != null) {
      return hostName;
    }
    String plain = name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
    return areToolsRunning() ? plain + ".example.org" : null;
  }

  @Nullable String ipAddress() {
    if (ipAddressSet) {
      return ipAddress;
    }
    if (areToolsRunning()) {
      for (AdapterScenario adapter : adapters()) {
        if (adapter.isConnected() && adapter.isSeenByGuest() && !adapter.isGuestOnly()) {
          for (AdapterScenario.Address address : adapter.addresses()) {
            return address.ip();
          }
        }
      }
    }
    return null;
  }
}
