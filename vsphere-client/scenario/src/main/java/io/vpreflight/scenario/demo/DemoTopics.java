// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario.demo;

import java.util.List;

/**
 * What is to be found in the demo, one line a condition: the topic and the name of an object that
 * shows it. Objects of the group <em>must stay silent</em> look like a condition and are none.
 * Immutable.
 */
public final class DemoTopics {
  /**
   * One condition of the demo.
   *
   * @param group the area that the condition belongs to
   * @param condition what is wrong, or what only looks wrong
   * @param site the vCenter: paris, lyon, frankfurt or porto
   * @param object the name of the virtual machine or host
   */
  public record Topic(String group, String condition, String site, String object) {}

  /** Every topic, in the order of the areas. */
  public static final List<Topic> ALL =
      List.of(
          topic(
              "identity",
              "instance UUID twice, template and its copy",
              "paris",
              "mod-compta (copie)"),
          topic(
              "identity",
              "instance UUID twice, restored copy",
              "paris",
              "srv-par-paie04_restore_1411"),
          topic(
              "identity",
              "instance UUID in two vCenters, replica",
              "lyon",
              "srv-par-erp13_replica"),
          topic(
              "identity",
              "instance UUID in two vCenters, SRM placeholder",
              "paris",
              "srv-fra-shop15"),
          topic(
              "identity",
              "instance UUID twice, orphaned record",
              "lyon",
              "srv-lyo-wms11 (orphelin)"),
          topic("identity", "BIOS UUID twice", "frankfurt", "srv-fra-relais02"),
          topic("identity", "MAC address twice on one network", "frankfurt", "srv-fra-kasse02"),
          topic("identity", "conflict events of vCenter", "frankfurt", "srv-fra-relais02"),
          topic("host", "powered off", "lyon", "esx-lyo-21.valombre.example"),
          topic("host", "standby by DPM, by design", "paris", "esx-par-22.valombre.example"),
          topic(
              "host",
              "not responding, power unknown, stale reboot flag",
              "paris",
              "esx-par-24.valombre.example"),
          topic("host", "disconnected by a user", "lyon", "esx-lyo-22.valombre.example"),
          topic("host", "in maintenance for 12 days", "paris", "esx-par-31.valombre.example"),
          topic(
              "host",
              "in maintenance, since when is unknown",
              "paris",
              "esx-par-32.valombre.example"),
          topic("host", "machine on a host that does not respond", "paris", "srv-par-archive01"),
          topic("host", "no time server", "lyon", "esx-lyo-23.valombre.example"),
          topic(
              "host",
              "more tracked disks than its memory is made for",
              "frankfurt",
              "esx-fra-08.valombre.example"),
          topic("host", "ESXi too old", "porto", "esx-por-01.valombre.example"),
          topic("reboot", "host", "lyon", "esx-lyo-03.valombre.example"),
          topic("reboot", "host, in quarantine too", "lyon", "esx-lyo-23.valombre.example"),
          topic("reboot", "hardware upgrade scheduled", "lyon", "srv-lyo-presse01"),
          topic("reboot", "hardware upgrade failed", "lyon", "srv-lyo-presse02"),
          topic("reboot", "rebootPowerOff, a plan", "lyon", "srv-lyo-presse03"),
          topic("reboot", "vmx.reboot.PowerCycle, a plan", "lyon", "srv-lyo-presse04"),
          topic("tools", "old, supported", "lyon", "srv-lyo-presse05"),
          topic("tools", "too old", "lyon", "srv-lyo-presse06"),
          topic("tools", "installer mounted", "lyon", "srv-lyo-presse07"),
          topic("tools", "customization pending for 2 days", "lyon", "srv-lyo-presse08"),
          topic("tools", "customization pending for years, stale", "lyon", "srv-lyo-presse09"),
          topic("address", "powered off", "paris", "srv-par-ext01"),
          topic("address", "tools not installed", "paris", "srv-par-ext02"),
          topic("address", "tools not running", "paris", "srv-par-ext03"),
          topic("address", "just booted", "paris", "srv-par-ext04"),
          topic("address", "APIPA only", "paris", "srv-par-ext05"),
          topic("address", "link-local only", "paris", "srv-par-ext06"),
          topic("address", "IPv6 only", "paris", "srv-par-ext07"),
          topic("address", "adapter not connected", "paris", "srv-par-ext08"),
          topic("address", "adapter without network", "paris", "srv-par-ext09"),
          topic("address", "duplicate address reported by the guest", "paris", "srv-par-ext10"),
          topic("address", "adapter without any address", "paris", "srv-par-ext11"),
          topic("address", "no adapter", "paris", "srv-par-ext12"),
          topic("tracking", "unsupported: hardware version 4", "lyon", "srv-lyo-four-ancien"),
          topic("tracking", "unsupported: capability says no", "lyon", "srv-lyo-four11"),
          topic("tracking", "unsupported: physical RDM", "paris", "srv-par-brut01"),
          topic("tracking", "unsupported: version 1 backing", "paris", "srv-par-brut02"),
          topic("tracking", "unsupported: independent disk", "paris", "srv-par-indep01"),
          topic("tracking", "unsupported: shared bus", "paris", "srv-par-grappe02"),
          topic("tracking", "unsupported: multi-writer", "paris", "srv-par-partage02"),
          topic("tracking", "disallowed: by a key", "paris", "srv-par-interdit01"),
          topic("tracking", "off, never on", "paris", "srv-par-suivi01"),
          topic("tracking", "off, keys say FALSE", "paris", "srv-par-suivi02"),
          topic("tracking", "machine on, one disk off", "paris", "srv-par-suivi03"),
          topic("tracking", "disk on, machine off", "paris", "srv-par-suivi04"),
          topic("tracking", "unknown: flag not sent", "paris", "srv-par-suivi06"),
          topic(
              "tracking",
              "pending stun: switched on after the last stun",
              "paris",
              "srv-par-suivi08"),
          topic(
              "tracking",
              "pending stun: switched off after the last stun",
              "paris",
              "srv-par-suivi09"),
          topic(
              "tracking", "suspect base: switched on with a snapshot", "paris", "srv-par-suivi10"),
          topic("tracking", "unclean power off", "paris", "srv-par-suivi11"),
          topic("tracking", "reset since the baseline", "paris", "srv-par-suivi12"),
          topic(
              "tracking",
              "disk grown on a build with an unverified defect",
              "paris",
              "srv-par-suivi13"),
          topic("tracking", "known defect of the build", "porto", "srv-por-forno01"),
          topic("tracking", "unknown: configuration not readable", "paris", "srv-par-suivi15"),
          topic("tracking", "who switched it and when", "paris", "srv-par-suivi07"),
          topic("snapshot", "older than 3 days", "paris", "srv-par-inst01"),
          topic("snapshot", "older than 14 days", "paris", "srv-par-inst02"),
          topic("snapshot", "depth 6", "paris", "srv-par-inst03"),
          topic("snapshot", "depth 27", "paris", "srv-par-inst04"),
          topic("snapshot", "delta over 20 % of the base", "paris", "srv-par-inst05"),
          topic("snapshot", "delta over 50 % of the base", "paris", "srv-par-inst06"),
          topic("snapshot", "with memory", "paris", "srv-par-inst07"),
          topic("snapshot", "several side by side", "paris", "srv-par-inst08"),
          topic("snapshot", "left by a backup product", "paris", "srv-par-inst10"),
          topic("snapshot", "Consolidate Helper", "paris", "srv-par-inst11"),
          topic("snapshot", "invalid configuration: a disk is gone", "paris", "srv-par-inst12"),
          topic("snapshot", "disk of size zero", "paris", "srv-par-inst13"),
          topic("snapshot", "snapshot of size zero", "paris", "srv-par-inst14"),
          topic("snapshot", "written in the background", "paris", "srv-par-inst15"),
          topic("consolidation", "flag and chain agree", "paris", "srv-par-conso01"),
          topic("consolidation", "flag set, chain clean", "paris", "srv-par-conso02"),
          topic(
              "consolidation",
              "phantom snapshot: chain long, no flag, no tree",
              "paris",
              "srv-par-conso03"),
          topic("consolidation", "a snapshot task runs: wait", "paris", "srv-par-conso04"),
          topic("consolidation", "flag not sent", "paris", "srv-par-conso05"),
          topic("consolidation", "disk held by a backup proxy", "paris", "srv-par-sql09"),
          topic(
              "consolidation", "backup proxy with a foreign disk", "paris", "srv-par-mandataire01"),
          topic("storage", "datastore too small for its deltas", "lyon", "srv-lyo-labo09"),
          topic("storage", "datastore out of reach", "lyon", "srv-lyo-labo10"),
          topic("view", "cluster counts more than were seen", "lyon", "srv-lyo-direction01"),
          topic("task", "snapshot stuck at 95 %", "paris", "srv-par-sql10"),
          topic("task", "snapshot stuck at 99 %", "paris", "srv-par-sql11"),
          topic("task", "long-running, and one that waits behind it", "paris", "srv-par-erp14"),
          topic("task", "failed: another task in progress", "paris", "srv-par-erp14"),
          topic("task", "failed: file locked at consolidation", "paris", "srv-par-crm07"),
          topic("task", "method lock left behind, migration", "frankfurt", "srv-fra-lager11"),
          topic("task", "method lock left behind, snapshots", "frankfurt", "srv-fra-lager12"),
          topic("task", "blocking question, no space", "frankfurt", "srv-fra-pg09"),
          topic("task", "blocking question, corrupt redo log", "frankfurt", "srv-fra-pg10"),
          topic("nfc", "snapshot failed, out of memory", "paris", "srv-par-sql12"),
          topic("nfc", "export failed, allocation refused", "paris", "srv-par-erp15"),
          topic(
              "nfc",
              "hostd and nfcd near their limits, host short of memory",
              "paris",
              "esx-par-07.valombre.example"),
          topic(
              "nfc",
              "host without an nfcd group: undetermined",
              "paris",
              "esx-par-08.valombre.example"),
          topic("alarm", "host memory usage", "paris", "esx-par-07.valombre.example"),
          topic("state", "suspended", "frankfurt", "srv-fra-pg11"),
          topic("state", "invalid", "frankfurt", "srv-fra-pg12"),
          topic("attribute", "DPMServer", "frankfurt", "srv-fra-katalog09"),
          topic("migration", "62 disks", "frankfurt", "srv-fra-mig01"),
          topic("migration", "virtual RDM", "frankfurt", "srv-fra-mig02"),
          topic("migration", "NVMe", "frankfurt", "srv-fra-mig03"),
          topic("migration", "encrypted", "frankfurt", "srv-fra-mig04"),
          topic("migration", "snapshot present, tracking off", "frankfurt", "srv-fra-mig05"),
          topic("migration", "secure boot", "frankfurt", "srv-fra-mig06"),
          topic("migration", "operating system disk over 2 TB", "frankfurt", "srv-fra-mig07"),
          topic("migration", "data disk over 32 TB", "frankfurt", "srv-fra-mig08"),
          topic("migration", "PCI passthrough", "frankfurt", "srv-fra-mig09"),
          topic("migration", "vGPU and USB", "frankfurt", "srv-fra-mig10"),
          topic("migration", "SR-IOV", "frankfurt", "srv-fra-mig11"),
          topic("migration", "persistent memory", "frankfurt", "srv-fra-mig12"),
          topic("migration", "I/O filter", "frankfurt", "srv-fra-mig13"),
          topic("migration", "name", "frankfurt", "srv_fra_mig14 (Jürgen) #2"),
          topic("migration", "latency sensitivity high", "frankfurt", "srv-fra-mig15"),
          topic("migration", "ISO mounted", "frankfurt", "srv-fra-mig16"),
          topic(
              "must stay silent",
              "vCLS by EAM",
              "paris",
              "vCLS-4c1e0f50-par-4b58-a4c7-bae62203b570"),
          topic(
              "must stay silent",
              "vCLS without agent",
              "frankfurt",
              "vCLS-9a21bb00-7d5e-41c2-8f10-5ce0d0f1a9b0"),
          topic("must stay silent", "template", "paris", "mod-rhel9"),
          topic("must stay silent", "replica's restore points", "lyon", "srv-par-erp13_replica"),
          topic("must stay silent", "linked clone, chain without tree", "paris", "poste-101"),
          topic("must stay silent", "base disk named like a delta", "paris", "srv-par-conso06"),
          topic("must stay silent", "master of clones", "paris", "maitre-poste"),
          topic(
              "must stay silent",
              "frozen parent of instant clones",
              "paris",
              "clone-instantane-parent"),
          topic("must stay silent", "fault tolerant pair", "lyon", "srv-lyo-automate01"),
          topic("must stay silent", "pod", "frankfurt", "katalog-api-5c9d7b"),
          topic(
              "must stay silent", "vVol: tree of 2, chain of 1", "frankfurt", "srv-fra-pg-vvol01"),
          topic(
              "must stay silent",
              "keys in lower case, one without a disk",
              "paris",
              "srv-par-suivi05"),
          topic(
              "must stay silent",
              "cluster node with a 169.254 address too",
              "paris",
              "srv-par-grappe01"),
          topic("must stay silent", "one of two adapters unplugged", "paris", "srv-par-double01"),
          topic("must stay silent", "fresh snapshot", "paris", "srv-par-inst09"),
          topic("must stay silent", "lock while the backup runs", "frankfurt", "srv-fra-lager13"),
          topic(
              "must stay silent",
              "in maintenance for 5 hours",
              "paris",
              "esx-par-33.valombre.example"));

  private DemoTopics() {}

  private static Topic topic(String group, String condition, String site, String object) {
    return new Topic(group, condition, site, object);
  }
}
