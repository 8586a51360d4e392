// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.jobs.audit.Checks;
import io.vpreflight.jobs.check.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** {@code docs/proof.md}, made of what the rooms declare. */
final class ProofPage {
  private static final String INTRODUCTION =
      """
      # What was proven on a server that we did not write

      Each check is held against [govmomi](https://github.com/vmware/govmomi)'s simulator, which speaks the vSphere API and
      knows nothing of vpreflight. A small inventory is loaded into it, and `vpreflight audit` reads it over HTTPS with a
      user, a password and a pinned certificate, as anyone types it. Each check is asked for alone, so that none lives on
      what another one reads. For every check there is

      - an object that must be **found**, with the kind of finding where a check has several,
      - one that looks much like it and about which the check must stay **silent**,
      - one of which the server sends too little, so that the answer must be **undetermined** and never *pass*. *Unset* means
        that the server leaves the property out, *deny* that it reports it as not readable, *refuse* that it answers a method
        with `NoPermission`. Where nothing of that is said, the state itself leaves it open.

      The names in the table are those of the objects, and say what is the matter with them. The page is made of the classes
      `*ProofTest` in `plugin/src/test/java/io/vpreflight/plugin/proof`; a test holds it to them. Do not edit.

      | check | found | silent | undetermined |
      | --- | --- | --- | --- |
      """;
  private static final String ELSEWHERE =
      """

      ## What that server cannot show

      The simulator is no vCenter, and some states cannot be put into it. These answers are covered by tests on records, which
      hold the check against an inventory built in memory.

      | check | answer | why not there | covered by |
      | --- | --- | --- | --- |
      """;
  private static final String KINDS =
      """

      ## Kinds of findings that are shown on records only

      These checks are shown above by others of their kinds.

      | check | kind | covered by |
      | --- | --- | --- |
      """;
  private static final String DEMO =
      """

      ## The demo company, live

      Paris of the demo company, about 200 virtual machines with all their troubles, is read once from its files and once from
      the simulator that has loaded them. With each profile both audits say the same of every object: finding, kind, severity,
      key, and what is undetermined with its reason. Only these differ:

      | check | object | why |
      | --- | --- | --- |
      """;

  private final List<Proof> proofs;
  private final JobsTests tests;

  ProofPage(List<Proof> proofs, JobsTests tests) {
    this.proofs = proofs;
    this.tests = tests;
  }

  String text() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (Check check : Checks.all()) {
      String id = check.info().id();
      row(
          page,
          link(id),
          cell(id, Answer.FOUND),
          cell(id, Answer.SILENT),
          cell(id, Answer.UNDETERMINED));
    }
    page.append(ELSEWHERE);
    for (Check check : Checks.all()) {
      for (Elsewhere elsewhere : elsewhere(check.info().id())) {
        row(
            page,
            link(check.info().id()),
            word(elsewhere.answer()),
            elsewhere.why(),
            "`" + elsewhere.test() + "`");
      }
    }
    page.append(KINDS);
    for (Check check : Checks.all()) {
      for (String kind : unshown(check)) {
        row(page, link(check.info().id()), code(Set.of(kind)), code(tests.naming(check, kind)));
      }
    }
    page.append(DEMO);
    DemoCompanyLiveTest.DIFFERENCES.forEach(
        difference -> row(page, link(difference.check()), difference.object(), difference.why()));
    return page.toString();
  }

  /** The kinds of a check that no case shows, where others are shown. */
  Set<String> unshown(Check check) {
    Set<String> left = new TreeSet<>(check.info().kinds());
    List<Case> found = cases(check.info().id(), Answer.FOUND);
    found.stream().map(Case::kind).filter(Objects::nonNull).forEach(left::remove);
    boolean onlyOne = check.info().kinds().size() == 1;
    return found.isEmpty() || onlyOne ? Set.of() : left;
  }

  private String cell(String check, Answer answer) {
    Set<String> entries = new LinkedHashSet<>();
    for (Case one : cases(check, answer)) {
      entries.add(entry(one));
    }
    if (entries.isEmpty()) {
      return elsewhere(check).stream().anyMatch(e -> e.answer() == answer) ? "*on records*" : "";
    }
    return String.join("<br>", entries);
  }

  private static String entry(Case one) {
    World world = World.of(List.of(one), Instant.EPOCH.plusSeconds(2_000_000_000), false);
    String kind = one.kind() == null ? "" : "`" + one.kind() + "`: ";
    String circumstances = String.join(", ", world.circumstances(one));
    if (one.unset() != null || (world.isOfVCenter(one) && !circumstances.isEmpty())) {
      return kind + circumstances;
    }
    return kind
        + world.name(one).replace("|", "\\|")
        + (circumstances.isEmpty() ? "" : " (" + circumstances + ")");
  }

  private List<Case> cases(String check, Answer answer) {
    return proofs.stream()
        .filter(proof -> proof.check().equals(check))
        .flatMap(proof -> proof.cases().stream())
        .filter(one -> one.answer() == answer)
        .toList();
  }

  private List<Elsewhere> elsewhere(String check) {
    return proofs.stream()
        .filter(proof -> proof.check().equals(check))
        .flatMap(proof -> proof.elsewhere().stream())
        .toList();
  }

  private static void row(StringBuilder page, String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String link(String check) {
    // Words, not an id, where something holds for every check.
    return check.contains(" ") ? check : "[`%s`](checks/%s.md)".formatted(check, check);
  }

  private static String code(Collection<String> words) {
    List<String> quoted = new ArrayList<>();
    words.forEach(word -> quoted.add("`" + word + "`"));
    return String.join(", ", quoted);
  }

  private static String word(Answer answer) {
    return answer.name().toLowerCase(Locale.ROOT);
  }
}
