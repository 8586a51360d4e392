// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.testing;

import io.vpreflight.jobs.audit.CheckEngine;
import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.audit.Scope;
import io.vpreflight.jobs.audit.UndeterminedResult;
import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.Limits;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.ShownChangeId;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.profile.Profile;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.text.Texts;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one check as an audit would: with roles, staleness and unreadable properties seen to. */
public final class Runs {
  private static final Limits LIMITS = ProfileReader.read("test", "extends: base").limits();

  private static final List<Texts> LANGUAGES =
      Texts.LANGUAGES.stream().map(locale -> Texts.in(locale, ZoneOffset.UTC)).toList();

  private Runs() {}

  /** Runs a check over vCenters. */
  public static Results run(Check check, AnInventory... inventories) {
    List<Scene> scenes = new ArrayList<>();
    for (AnInventory inventory : inventories) {
      scenes.add(new Scene(inventory.build(), LIMITS, null));
    }
    return run(check, scenes);
  }

  /** Runs a check over a vCenter, with the limits of a profile that comes with the product. */
  public static Results runWithLimitsOf(String profile, Check check, AnInventory inventory) {
    Limits limits = ProfileReader.builtIn(profile).limits();
    return run(check, List.of(new Scene(inventory.build(), limits, null)));
  }

  /** Runs a check over a vCenter that was read before. */
  public static Results runAfter(Check check, AnInventory baseline, AnInventory now) {
    return run(check, List.of(new Scene(now.build(), LIMITS, baseline.build())));
  }

  /** The same, while more is remembered of its disks than that earlier reading shows. */
  public static Results runAfter(
      Check check, AnInventory baseline, List<ShownChangeId> shownBefore, AnInventory now) {
    return run(check, List.of(new Scene(now.build(), LIMITS, baseline.build(), shownBefore)));
  }

  /** Runs a check over a vCenter, while another could not be read but is remembered. */
  public static Results run(Check check, AnInventory now, List<AnInventory> remembered) {
    return run(
        check,
        new Estate(
            List.of(new Scene(now.build(), LIMITS, null)),
            remembered.stream().map(one -> new Scene(one.build(), LIMITS, null)).toList()));
  }

  /** Runs a check over one vCenter with these machines. */
  public static Results run(Check check, AVm... vms) {
    return run(check, AnInventory.of(vms));
  }

  /** {@code name: kind} of every finding, with {@code #key} when it is about a part. */
  public static List<String> found(Results results) {
    assertNotBroken(results);
    results.findings().forEach(finding -> assertSaid(finding.summary(), finding.remedy()));
    return results.findings().stream().map(Runs::describe).sorted().toList();
  }

  /** {@code name: reason key} of everything that could not be known. */
  public static List<String> undetermined(Results results) {
    assertNotBroken(results);
    results.undetermined().forEach(unknown -> assertSaid(unknown.reason()));
    return results.undetermined().stream().map(Runs::describe).sorted().toList();
  }

  /** How many objects were judged. */
  public static int evaluated(Results results) {
    return results.runs().get(0).evaluated();
  }

  private static Results run(Check check, List<Scene> scenes) {
    return run(check, new Estate(scenes));
  }

  private static Results run(Check check, Estate estate) {
    String id = check.info().id();
    Profile profile = new Profile("test", false, Map.of(id, Severity.WARNING), LIMITS);
    return new CheckEngine(profile, estate, Scope.ALL).run(List.of(check));
  }

  private static void assertNotBroken(Results results) {
    @Nullable String broke = results.runs().get(0).broke();
    if (broke != null) {
      throw new AssertionError("the check broke: " + broke);
    }
  }

  /** Every text exists in every language, and what it asks for is given. */
  private static void assertSaid(Text... texts) {
    for (Texts language : LANGUAGES) {
      for (Text text : texts) {
        String said = language.say(text);
        if (said.equals(text.key()) || said.matches("(?s).*\\{\\d.*")) {
          throw new AssertionError(language.locale() + " " + text.key() + ": " + said);
        }
      }
    }
  }

  private static String describe(Finding finding) {
    return finding.object().name() + part(finding.key()) + ": " + finding.kind();
  }

  private static String describe(UndeterminedResult unknown) {
    return unknown.object().name() + part(unknown.key()) + ": " + unknown.reason().key();
  }

  private static String part(String key) {
    return key.isEmpty() ? "" : "#" + key;
  }
}
