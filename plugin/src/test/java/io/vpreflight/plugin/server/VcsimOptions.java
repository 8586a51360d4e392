// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How a {@link Vcsim} is started: each method is a flag of {@code src/test/go/vcsim}. */
public final class VcsimOptions {
  private final List<String> flags = new ArrayList<>();
  private String username = "user";
  private String password = "pass";
  private boolean tls = true;
  private Duration startDeadline = Duration.ofMinutes(5);

  /** A created vCenter with one cluster of three hosts and two virtual machines. */
  public static VcsimOptions model() {
    return new VcsimOptions();
  }

  /** A folder in the layout of {@code govc object.save}, its event and task history included. */
  public static VcsimOptions dump(Path folder) {
    return new VcsimOptions().flag("load", folder);
  }

  /** Virtual machines of each cluster. Creating one takes 50 ms: many come quicker from a dump. */
  public VcsimOptions vms(int count) {
    return flag("vms", count);
  }

  /** Hosts of each cluster. */
  public VcsimOptions hosts(int count) {
    return flag("hosts", count);
  }

  public VcsimOptions clusters(int count) {
    return flag("clusters", count);
  }

  /** A stand-alone host in place of a vCenter. */
  public VcsimOptions esx() {
    return flag("esx", true);
  }

  public VcsimOptions events(Path file) {
    return flag("events", file);
  }

  public VcsimOptions tasks(Path file) {
    return flag("tasks", file);
  }

  /** {@code TYPE[/moId]:path[,path...]}: answered as if it had no value. */
  public VcsimOptions unset(String rule) {
    return flag("unset", rule);
  }

  /** {@code TYPE[/moId]:path[,path...]}: answered in missingSet, with NoPermission. */
  public VcsimOptions deny(String rule) {
    return flag("deny", rule);
  }

  /** A JSON file of faults to inject, as the README beside the server describes. */
  public VcsimOptions faults(Path file) {
    return flag("faults", file);
  }

  public VcsimOptions delay(Duration everyCall) {
    return flag("delay", everyCall.toMillis());
  }

  /** {@code Method:milliseconds,...}. */
  public VcsimOptions methodDelay(String delays) {
    return flag("method-delay", delays);
  }

  public VcsimOptions sessionTimeout(Duration idle) {
    return flag("session-timeout", idle.toMillis() / 1000.0);
  }

  /** Ends all sessions, once, after this many calls to the property collector. */
  public VcsimOptions expireAfter(int calls) {
    return flag("expire-after", calls);
  }

  public VcsimOptions plainHttp() {
    tls = false;
    return flag("tls", false);
  }

  public VcsimOptions login(String username, String password) {
    this.username = username;
    this.password = password;
    return flag("username", username).flag("password", password);
  }

  public VcsimOptions apiVersion(String version) {
    return flag("api-version", version);
  }

  public VcsimOptions instanceUuid(String uuid) {
    return flag("instance-uuid", uuid);
  }

  /** How far the server's CurrentTime is ahead of ours; negative: behind. */
  public VcsimOptions clockOffset(Duration offset) {
    return flag("clock-offset", offset.toMillis() / 1000.0);
  }

  /** Privileges are those of the roles and permissions that were set; else everybody has all. */
  public VcsimOptions judge() {
    return flag("judge", true);
  }

  /**
   * The REST API: {@code on}, {@code off} (404), {@code refuse} (403 for what changes anything).
   */
  public VcsimOptions rest(String mode) {
    return flag("rest", mode);
  }

  /** The address to listen on; without it any free port of 127.0.0.1. */
  public VcsimOptions listen(String address) {
    return flag("l", address);
  }

  /** How long loading or creating may take; without it two minutes. */
  public VcsimOptions startWithin(Duration deadline) {
    startDeadline = deadline;
    return this;
  }

  private VcsimOptions flag(String name, Object value) {
    flags.add("-" + name + "=" + value);
    return this;
  }

  List<String> flags() {
    return List.copyOf(flags);
  }

  String username() {
    return username;
  }

  String password() {
    return password;
  }

  boolean tls() {
    return tls;
  }

  Duration startDeadline() {
    return startDeadline;
  }
}
