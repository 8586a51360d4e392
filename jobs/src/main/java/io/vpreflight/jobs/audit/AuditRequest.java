// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.EstateCheck;
import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Staleness;
import io.vpreflight.jobs.profile.Profile;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be audited, and for what.
 *
 * @param profile the purpose
 * @param checks those of the profile that run
 * @param sources vCenters, dumps, captures
 * @param earlier what it is compared with
 * @param scope which objects are asked about
 * @param waivers what has been accepted
 * @param extraReads what the caller wants to be read besides
 */
public record AuditRequest(
    Profile profile,
    List<Check> checks,
    List<Source> sources,
    Earlier earlier,
    Scope scope,
    List<Waiver> waivers,
    Set<Property> extraReads) {
  /** Reading logs wants a privilege of its own and costs every host a call. */
  private static final Set<Property> ONLY_WHEN_ASKED = Set.of(VCenterFact.HOST_LOG);

  /** What every report tells of every machine: there, null has to mean that it is unset. */
  private static final Set<Property> LISTED =
      Set.of(
          VmProperty.INSTANCE_UUID,
          VmProperty.BIOS_UUID,
          VmProperty.POWER_STATE,
          VmProperty.CONNECTION_STATE,
          VmProperty.HOST);

  public AuditRequest {
    checks = List.copyOf(checks);
    sources = List.copyOf(sources);
    waivers = List.copyOf(waivers);
    extraReads = Set.copyOf(extraReads);
  }

  /** Compared with earlier inventories alone, at most one of each vCenter. */
  public AuditRequest(
      Profile profile,
      List<Check> checks,
      List<Source> sources,
      List<Inventory> baselines,
      Scope scope,
      List<Waiver> waivers,
      Set<Property> extraReads) {
    this(profile, checks, sources, Earlier.of(baselines), scope, waivers, extraReads);
  }

  /**
   * True when something is asked that needs all vCenters to be answered, such as for duplicates.
   */
  public boolean comparesVCenters() {
    return checks.stream().anyMatch(EstateCheck.class::isInstance);
  }

  /** Earlier inventories, at most one of each vCenter. */
  public List<Inventory> baselines() {
    return earlier.baselines();
  }

  /** The same, compared with something else. */
  public AuditRequest with(Earlier other) {
    return new AuditRequest(profile, checks, sources, other, scope, waivers, extraReads);
  }

  /**
   * What has to be read: the union of what the checks declare, what the list of machines tells, and
   * what was asked for besides.
   */
  public CollectionRequest reads() {
    Set<Property> properties = new HashSet<>(Roles.READS);
    properties.addAll(Staleness.READS);
    properties.addAll(LISTED);
    checks.forEach(check -> properties.addAll(check.info().reads()));
    properties.removeAll(ONLY_WHEN_ASKED);
    properties.addAll(extraReads);
    return new CollectionRequest(properties, profile.limits().duration("history.window"));
  }
}
