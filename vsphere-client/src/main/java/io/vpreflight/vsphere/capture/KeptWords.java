// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.capture;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a redacted capture keeps of names and texts, because a check decides by it: words of
 * vSphere's own and marks that products leave. They tell which product was used, and nothing of the
 * company.
 */
final class KeptWords {
  /** Names that every server has. */
  static final Set<String> NAMES =
      Set.of(
          "Datacenters",
          "Resources",
          "vm",
          "host",
          "datastore",
          "network",
          "vCLS",
          "ha-datacenter",
          "ha-folder-root",
          "localhost",
          "localdomain",
          "Discovered virtual machine");

  /** Users that every server has; what VMware's own services are called begins with com.vmware. */
  static final Set<String> USERS =
      Set.of("root", "vpxuser", "dcui", "Administrator", "VSPHERE.LOCAL", "vsphere.local", "User");

  /** Parts of names. */
  static final List<Pattern> IN_NAMES = patterns("^vCLS(?=$|[ (-])", "[_-]replica$");

  /** Parts of what people and products write: snapshots, notes, attributes. */
  static final List<Pattern> IN_TEXTS =
      patterns(
          "VEEAM BACKUP TEMPORARY SNAPSHOT",
          "It is being used by Veeam Backup",
          "\\bveeam\\b",
          "^restore point ",
          "^forklift-migration-precopy",
          "^Forklift Operator warm migration",
          "^Bareos ?Tmp ?Snap[_ ]jobId",
          "^migratekit$",
          "^Ephemeral snapshot for MigrateKit",
          "^unitrends_cbt_reset",
          "^Consolidate[ds]? Helper(- ?\\d+)?",
          "_VCB-BACKUP_",
          "NBU_SNAPSHOT",
          "(__)?GX_BACKUP(__)?",
          "\\bazure[ _-]?(migrate|site recovery|site|asr)",
          "\\b(rubrik|cohesity|nakivo|avamar|powerprotect|acronis|hycu|zerto|commvault)",
          "\\b(TSM-VM|spectrum protect)",
          "^VMware vCenter Server",
          "DPMServer");

  /** Parts of messages: what was wrong, never with what. */
  static final List<Pattern> IN_MESSAGES =
      patterns(
          "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z",
          "Memory allocation failed\\. Out of memory",
          "memory allocation failed",
          "out of memory|insufficient resources|resource temporarily unavailable",
          "Failed to allocate the requested \\d+ bytes",
          "NBD_ERR_[A-Z_]+|VIX_?E[A-Z_]+",
          "\\[NFC ERROR\\]",
          "\\bnfc(NewAuthdConnection|EstablishAuthCnx|Fssrvr|Net|File|Aio)?(Ex)?\\b",
          "^(msg|vob)\\.[A-Za-z0-9_.-]+",
          "not XML|left out of the answer|cut off",
          "Unexpected (character|end-of-input)",
          "\\[\\d{1,9},\\d{1,9}\\]",
          "(nested deeper than|more than) \\d+( elements| bytes)?");

  private KeptWords() {}

  private static List<Pattern> patterns(String... regexes) {
    return Stream.of(regexes)
        .map(regex -> Pattern.compile(regex, Pattern.CASE_INSENSITIVE))
        .toList();
  }
}
