// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.jobs.profile.ProfileReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is put before one check, and what must come of it; mutable while it is declared. */
final class Proof {
  private final String check;
  private final List<Case> cases = new ArrayList<>();
  private final List<Elsewhere> elsewhere = new ArrayList<>();
  private String profile;
  private @Nullable String stage = "";

  Proof(String check) {
    this.check = check;
    profile =
        ProfileReader.BUILT_IN.stream()
            .filter(id -> ProfileReader.builtIn(id).runs(check))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no profile has " + check));
  }

  /** Audited with that profile; without it with the first that has the check. */
  Proof profile(String id) {
    profile = id;
    return this;
  }

  /** On a server that only cases of that name share. */
  Proof stage(String name) {
    stage = name;
    return this;
  }

  /** Each case on a server of its own: for what is true of a whole vCenter, or of all its VMs. */
  Proof alone() {
    stage = null;
    return this;
  }

  /** Must be found. */
  Proof found(Recipe recipe) {
    cases.add(new Case(Answer.FOUND, null, null, recipe));
    return this;
  }

  /** Must be found, as that kind. */
  Proof found(String kind, Recipe recipe) {
    cases.add(new Case(Answer.FOUND, kind, null, recipe));
    return this;
  }

  /** Must not be found, and leaves no doubt. */
  Proof silent(Recipe recipe) {
    cases.add(new Case(Answer.SILENT, null, null, recipe));
    return this;
  }

  /** Must be undetermined when the server has no value for that path of the object. */
  Proof undetermined(String unset, Recipe recipe) {
    cases.add(new Case(Answer.UNDETERMINED, null, unset, recipe));
    return this;
  }

  /** Must be undetermined for a reason that the recipe makes. */
  Proof undetermined(Recipe recipe) {
    cases.add(new Case(Answer.UNDETERMINED, null, null, recipe));
    return this;
  }

  /** An answer that cannot be shown on the server, why, and the test on records that covers it. */
  Proof elsewhere(Answer answer, String why, String test) {
    elsewhere.add(new Elsewhere(answer, why, test));
    return this;
  }

  String check() {
    return check;
  }

  String profile() {
    return profile;
  }

  List<Case> cases() {
    return List.copyOf(cases);
  }

  List<Elsewhere> elsewhere() {
    return List.copyOf(elsewhere);
  }

  /** The server that a case runs on: equal names, equal servers. */
  String stageOf(Case one) {
    return stage != null ? stage : check + " #" + cases.indexOf(one);
  }
}
