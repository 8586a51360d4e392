// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.scenario.Reference;
import io.vpreflight.scenario.VCenterScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The cases that share a server: builds it, audits it once for each check, and lets it go. */
final class Stage {
  /** The vCenter itself, as findings name it. */
  private static final Reference VCENTER = new Reference("ServiceInstance", "ServiceInstance");

  private final Map<Case, Proof> cases = new LinkedHashMap<>();

  void add(Proof proof, Case one) {
    cases.put(one, proof);
  }

  Map<Case, Proof> cases() {
    return cases;
  }

  /** Starts what is needed and runs the audits as a user types them. */
  Map<Case, Verdict> run(Path folder) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    World world = World.of(cases.keySet(), now, false);
    List<String> words = new ArrayList<>(List.of("audit", "--format", "json"));
    words.addAll(world.words());
    if (world.isCompared()) {
      List<Path> earlier = write(World.of(cases.keySet(), now, true), folder.resolve("earlier"));
      earlier.forEach(dump -> words.addAll(List.of("--baseline", dump.toString())));
    }
    List<Path> dumps = write(world, folder.resolve("now"));
    List<Vcsim> servers = new ArrayList<>();
    try {
      for (int i = 0; i < dumps.size(); i++) {
        VcsimOptions options = VcsimOptions.dump(dumps.get(i));
        world.configure(i, options, folder);
        Vcsim server = Vcsim.start(options);
        servers.add(server);
        words.addAll(login(server, folder.resolve("password-" + i)));
      }
      return judge(world, audit(words, folder));
    } finally {
      servers.forEach(Vcsim::close);
    }
  }

  private static List<Path> write(World world, Path folder) throws IOException {
    List<Path> dumps = new ArrayList<>();
    for (VCenterScenario vcenter : world.vcenters()) {
      Path dump = Files.createDirectories(folder.resolve(vcenter.name()));
      vcenter.writeTo(dump);
      dumps.add(dump);
    }
    return dumps;
  }

  /** The options that lead to a server, with its password in a file made for it. */
  static List<String> login(Vcsim server, Path password) throws IOException {
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, server.password());
    return List.of(
        "--vcenter",
        server.url().toString(),
        "--username",
        server.username(),
        "--password-file",
        password.toString(),
        "--thumbprint",
        server.thumbprint());
  }

  /** Each check is asked for alone: none may live on what another one reads. */
  private Map<List<String>, Shell.Result> audit(List<String> words, Path folder) {
    Map<List<String>, Shell.Result> results = new HashMap<>();
    for (Proof proof : cases.values()) {
      List<String> question = question(proof);
      if (!results.containsKey(question)) {
        List<String> command = new ArrayList<>(words);
        command.addAll(question);
        results.put(question, new Shell(folder).run(command.toArray(String[]::new)));
      }
    }
    return results;
  }

  private static List<String> question(Proof proof) {
    return List.of("--profile", proof.profile(), "--check", proof.check());
  }

  private Map<Case, Verdict> judge(World world, Map<List<String>, Shell.Result> results) {
    Map<Case, Verdict> verdicts = new LinkedHashMap<>();
    cases.forEach(
        (one, proof) -> {
          Reference subject = world.isOfVCenter(one) ? VCENTER : world.subject(one).reference();
          verdicts.put(
              one,
              Verdict.of(
                  world.name(one),
                  Objects.requireNonNull(results.get(question(proof))),
                  proof.check(),
                  world.subject(one).vcenter().instanceUuidText(),
                  subject));
        });
    return verdicts;
  }

  /** The stages of some proofs, by name. */
  static List<Stage> of(List<Proof> proofs) {
    Map<String, Stage> stages = new LinkedHashMap<>();
    for (Proof proof : proofs) {
      for (Case one : proof.cases()) {
        stages.computeIfAbsent(proof.stageOf(one), name -> new Stage()).add(proof, one);
      }
    }
    return List.copyOf(stages.values());
  }
}
