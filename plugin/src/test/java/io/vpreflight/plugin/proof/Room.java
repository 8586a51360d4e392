// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.plugin.server.Vcsim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The proofs of one room of checks: audits {@link Vcsim}s over HTTPS, as a user would, and holds
 * what comes of each object against what was declared.
 */
abstract class Room {
  @TempDir Path temp;

  private final List<Proof> proofs = new ArrayList<>();

  /** Declares the proofs, with {@link #proof}. */
  abstract void declare();

  /** Begins a proof. */
  final Proof proof(String check) {
    Proof proof = new Proof(check);
    proofs.add(proof);
    return proof;
  }

  /** What was declared. */
  final List<Proof> proofs() {
    if (proofs.isEmpty()) {
      declare();
    }
    return List.copyOf(proofs);
  }

  @TestFactory
  Stream<DynamicContainer> on_a_server_that_we_did_not_write() throws IOException {
    Map<Case, Verdict> verdicts = new LinkedHashMap<>();
    int number = 0;
    for (Stage stage : Stage.of(proofs())) {
      verdicts.putAll(stage.run(Files.createDirectory(temp.resolve("stage-" + number++))));
    }
    return proofs().stream()
        .map(
            proof ->
                DynamicContainer.dynamicContainer(
                    proof.check(), proof.cases().stream().map(one -> test(one, verdicts))));
  }

  private static DynamicTest test(Case one, Map<Case, Verdict> verdicts) {
    Verdict verdict = Objects.requireNonNull(verdicts.get(one));
    String answer = one.answer().name().toLowerCase(Locale.ROOT);
    String kind = one.kind() == null ? "" : " as " + one.kind();
    return DynamicTest.dynamicTest(
        answer + kind + ": " + verdict.name(), () -> verdict.mustBe(one.answer(), one.kind()));
  }
}
