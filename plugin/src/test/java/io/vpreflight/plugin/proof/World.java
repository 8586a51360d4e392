// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.scenario.EntityScenario;
import io.vpreflight.scenario.Reference;
import io.vpreflight.scenario.Scenario;
import io.vpreflight.scenario.ScenarioObject;
import io.vpreflight.scenario.VCenterScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One or two vCenters with what the cases of a stage put into them; for one thread. */
final class World {
  private static final Duration EARLIER = Duration.ofHours(2);

  private static final String FAULT = "{\"method\": \"%s\", \"fault\": \"noPermission\"}";

  private final Instant now;
  private final boolean earlier;
  private final List<VCenterScenario> vcenters = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final List<Option> options = new ArrayList<>();
  private final Map<Case, EntityScenario<?>> subjects = new LinkedHashMap<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final Set<String> words = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();
  private boolean compared;

  /** What the server leaves out of its answers. */
  private record Rule(int server, String verb, ScenarioObject<?> object, String path) {
    String forServer() {
      Reference reference = object.reference();
      return reference.type() + "/" + reference.moId() + ":" + path;
    }

    String inWords(EntityScenario<?> subject) {
      String where = object.equals(subject) ? "" : object.reference().type() + ":";
      return verb + " `" + where + path + "`";
    }
  }

  /** A method that the server does not carry out. */
  private record Refusal(int server, String method) {}

  private record Option(int server, String inWords, Consumer<VcsimOptions> change) {}

  private World(Instant now, boolean earlier) {
    this.now = now;
    this.earlier = earlier;
  }

  /** Runs the recipes of cases, each in a datacenter of its own. */
  static World of(Iterable<Case> cases, Instant now, boolean earlier) {
    World world = new World(now, earlier);
    int number = 0;
    for (Case one : cases) {
      EntityScenario<?> subject = one.recipe().make(new Place(world, 0, "case " + number++));
      world.subjects.put(one, subject);
      if (one.unset() != null) {
        world.unset(world.vcenters.indexOf(subject.vcenter()), subject, one.unset());
      }
    }
    return world;
  }

  Instant now() {
    return now;
  }

  boolean earlier() {
    compared = true;
    return earlier;
  }

  VCenterScenario vcenter(int server) {
    while (vcenters.size() <= server) {
      VCenterScenario vcenter = Scenario.vcenter("vcenter-" + (vcenters.size() + 1), now);
      vcenters.add(earlier ? vcenter.asOf(now.minus(EARLIER)) : vcenter);
    }
    return vcenters.get(server);
  }

  void unset(int server, ScenarioObject<?> object, String path) {
    rules.add(new Rule(server, "unset", object, path));
  }

  void deny(int server, ScenarioObject<?> object, String path) {
    rules.add(new Rule(server, "deny", object, path));
  }

  void refuse(int server, String method) {
    refusals.add(new Refusal(server, method));
  }

  void command(String... added) {
    words.addAll(List.of(added));
  }

  /** What the audits are asked for with. */
  Set<String> words() {
    return Collections.unmodifiableSet(words);
  }

  void note(String words) {
    notes.add(words);
  }

  void option(int server, String inWords, Consumer<VcsimOptions> change) {
    options.add(new Option(server, inWords, change));
  }

  /** All vCenters of this world. */
  List<VCenterScenario> vcenters() {
    return List.copyOf(vcenters);
  }

  /** True when a recipe compares with an earlier capture. */
  boolean isCompared() {
    return compared;
  }

  EntityScenario<?> subject(Case one) {
    return Objects.requireNonNull(subjects.get(one));
  }

  /** True when a case is about its whole vCenter. */
  boolean isOfVCenter(Case one) {
    return subject(one).equals(subject(one).vcenter().rootFolder());
  }

  /** What a reader calls the object of a case. */
  String name(Case one) {
    return isOfVCenter(one) ? "the vCenter" : subject(one).name();
  }

  /** What the cases ask of a server beside its dump. */
  void configure(int server, VcsimOptions vcsim, Path folder) throws IOException {
    for (Rule rule : rules) {
      if (rule.server() == server && rule.verb().equals("unset")) {
        vcsim.unset(rule.forServer());
      } else if (rule.server() == server) {
        vcsim.deny(rule.forServer());
      }
    }
    String faults =
        refusals.stream()
            .filter(refusal -> refusal.server() == server)
            .map(refusal -> FAULT.formatted(refusal.method()))
            .collect(Collectors.joining(","));
    if (!faults.isEmpty()) {
      vcsim.faults(Files.writeString(folder.resolve("faults-" + server), "[" + faults + "]"));
    }
    for (Option option : options) {
      if (option.server() == server) {
        option.change().accept(vcsim);
      }
    }
  }

  /** What a case asks of its server, for a reader. */
  List<String> circumstances(Case one) {
    List<String> words = new ArrayList<>(notes);
    rules.forEach(rule -> words.add(rule.inWords(subject(one))));
    refusals.forEach(refusal -> words.add("refuse `" + refusal.method() + "`"));
    options.forEach(option -> words.add(option.inWords()));
    this.words.forEach(word -> words.add("`" + word + "`"));
    return words.stream().distinct().toList();
  }
}
