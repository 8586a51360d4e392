// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.html;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.CheckRun;
import io.vpreflight.jobs.audit.Eligibility;
import io.vpreflight.jobs.audit.FailedSource;
import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.report.FindingGroup;
import io.vpreflight.jobs.report.Headline;
import io.vpreflight.jobs.report.MachineCounts;
import io.vpreflight.jobs.report.NotRead;
import io.vpreflight.jobs.report.Tool;
import io.vpreflight.jobs.report.TrackedDisks;
import io.vpreflight.jobs.report.UndeterminedGroup;
import io.vpreflight.jobs.report.UnknownWord;
import io.vpreflight.jobs.report.VerdictCounts;
import io.vpreflight.jobs.text.Problems;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.UnparsedObject;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One report as its templates ask for it: every number and every word, none of them escaped. */
public final class Page {
  /** Objects that are named for one reason of not knowing. */
  static final int NAMED = 10;

  /** Checks that are named for one reason of not knowing. */
  static final int ASKING = 3;

  private final Audit audit;
  private final Tool tool;
  private final Texts texts;
  private final String style;
  private final Places places;
  private final List<Group> groups;
  private final List<Group> first;
  private final MachineCounts machines;
  private final VerdictCounts verdictCounts;
  private final List<VerdictGroup> verdicts;

  Page(Audit audit, Tool tool, Texts texts, String style) {
    this.audit = audit;
    this.tool = tool;
    this.texts = texts;
    this.style = style;
    this.places = new Places(audit.estate());
    this.machines = MachineCounts.of(audit);
    this.verdictCounts = VerdictCounts.of(audit.verdicts());
    this.verdicts = VerdictGroup.of(audit.verdicts(), places, texts);
    List<FindingGroup> found = FindingGroup.of(audit.findings());
    this.groups = found.stream().map(group -> Group.of(group, places, texts)).toList();
    this.first =
        FindingGroup.first(found).stream().map(group -> groups.get(found.indexOf(group))).toList();
  }

  /** The text of that key. */
  public String say(String key, Object... args) {
    return texts.say(key, args);
  }

  /** A value in words. */
  public String shown(Object value) {
    return texts.shown(value);
  }

  /** A number as this language writes it. */
  public String count(long number) {
    return NumberFormat.getIntegerInstance(texts.locale()).format(number);
  }

  /** A size in words. */
  public String bytes(long count) {
    return texts.shown(new Bytes(count));
  }

  /** A span that matters in milliseconds. */
  public String millis(Duration span) {
    return texts.say("unit.millis", span.toNanos() / 1e6);
  }

  /** Language of the page, for its root element. */
  public String language() {
    return texts.locale().getLanguage();
  }

  /** The style sheet, which is ours. */
  public String style() {
    return style;
  }

  /** What is reported. */
  public Audit audit() {
    return audit;
  }

  /** Which objects were asked about; empty when all of them were. */
  public String scope() {
    return Headline.of(audit.scope(), texts);
  }

  /** What made the report. */
  public Tool tool() {
    return tool;
  }

  /** The purpose in words; its id when it is a profile of the admin's own. */
  public String title() {
    String key = "profile." + audit.profile().id() + ".title";
    return texts.has(key) ? texts.say(key) : texts.shown(audit.profile().id());
  }

  /** How long the audit took. */
  public String elapsed() {
    return texts.shown(Duration.between(audit.startedAt(), audit.finishedAt()));
  }

  /** Severities, worst first. */
  public List<Severity> severities() {
    return List.of(Severity.CRITICAL, Severity.ERROR, Severity.WARNING, Severity.INFO);
  }

  /** Findings of a severity. */
  public int findings(Severity severity) {
    return audit.bySeverity().getOrDefault(severity, 0);
  }

  /** Objects that findings of a severity are about. */
  public long objects(Severity severity) {
    return audit.findings().stream()
        .filter(finding -> finding.severity() == severity)
        .map(Finding::object)
        .distinct()
        .count();
  }

  /** Objects about which something could not be known. */
  public long undeterminedObjects() {
    return audit.undetermined().stream().map(u -> u.object()).distinct().count();
  }

  /** That nothing was read, where that is so. */
  public String nothingRead() {
    return Headline.nothingRead(audit, texts);
  }

  /** The machines in one sentence; empty when there is none, or when verdicts say it better. */
  public String machines() {
    return machines.total() == 0 || givesVerdicts() ? "" : machines.sentence(texts);
  }

  /** True when the profile judges every virtual machine as a whole. */
  public boolean givesVerdicts() {
    return audit.profile().verdict();
  }

  /** The verdicts, worst first. */
  public List<Eligibility> eligibilities() {
    return VerdictCounts.ORDER;
  }

  /** How many got which verdict. */
  public VerdictCounts verdictCounts() {
    return verdictCounts;
  }

  /** The virtual machines by verdict, worst first; empty when the profile gives none. */
  public List<VerdictGroup> verdicts() {
    return verdicts;
  }

  /** How often disks and machines are in which state of change tracking. */
  public List<TrackedDisks.Count> tracking() {
    return TrackedDisks.counts(audit);
  }

  /** Every group of findings, worst first. */
  public List<Group> groups() {
    return groups;
  }

  /** Groups that ask for action, or those that do not. */
  public List<Group> groups(boolean action) {
    return groups.stream()
        .filter(group -> group.severity().atLeast(Severity.WARNING) == action)
        .toList();
  }

  /** What to do first. */
  public List<Group> first() {
    return first;
  }

  /** Why things could not be known. */
  public List<UndeterminedGroup> undetermined() {
    return UndeterminedGroup.of(audit.undetermined());
  }

  /** The first of those objects. */
  public List<Place> named(UndeterminedGroup group) {
    return group.objects().stream().limit(NAMED).map(this::place).toList();
  }

  /** Titles of the first of the checks that asked. */
  public List<String> asking(UndeterminedGroup group) {
    return group.checks().stream().limit(ASKING).map(this::checkTitle).toList();
  }

  /** Where an object is. */
  public Place place(ObjectRef object) {
    return places.of(object, "");
  }

  /** Title of a check. */
  public String checkTitle(String check) {
    return texts.title(check);
  }

  /** Machines that a check does not judge, in words. */
  public String skipped(CheckRun run) {
    return roles(run.skippedByRole());
  }

  /** Numbers of machines by role, in words. */
  public String roles(Map<String, Integer> counts) {
    return new TreeMap<>(counts)
        .entrySet().stream()
            .map(entry -> role(entry.getKey()) + " " + count(entry.getValue()))
            .collect(Collectors.joining(", "));
  }

  private String role(String label) {
    return texts.has("role." + label) ? texts.say("role." + label) : label;
  }

  /** The vCenters. */
  public List<Scene> scenes() {
    return audit.estate().scenes();
  }

  /** Why a vCenter could not be read, and what to do. */
  public String problem(FailedSource failed) {
    return texts.say(Problems.of(failed.name(), failed.problem()));
  }

  /** What the account sees, in words. */
  public String view(Coverage coverage) {
    return texts.say(
        "html.view." + coverage.view().name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** What the view rests on. */
  public List<Fact> evidence(Coverage coverage) {
    return Fact.of(new TreeMap<>(coverage.viewEvidence()));
  }

  /** How far the clock of a vCenter is from ours; zero is said as such. */
  public String clock(Duration offset) {
    return offset.abs().toSeconds() == 0
        ? texts.say("html.clock.same")
        : texts.say(offset.isNegative() ? "html.clock.behind" : "html.clock.ahead", offset.abs());
  }

  /** Why an object is not in the inventory. */
  public String notRead(UnparsedObject object) {
    return NotRead.reason(object, texts);
  }

  /** What was called, with its number. */
  public Map<String, Integer> methods() {
    return sum(Coverage::methods);
  }

  /** What vCenter sent and nobody here knows. */
  public List<UnknownWord> unknownWords() {
    return UnknownWord.of(audit);
  }

  /** How often vCenter sent what nobody here knows, in words. */
  public String unknownWords(List<UnknownWord> words) {
    return texts.say("report.unknown-words", UnknownWord.sum(words));
  }

  private Map<String, Integer> sum(Function<Coverage, Map<String, Integer>> part) {
    Map<String, Integer> all = new TreeMap<>();
    for (Scene scene : scenes()) {
      part.apply(scene.inventory().coverage())
          .forEach((name, n) -> all.merge(name, n, Integer::sum));
    }
    return all;
  }

  /** Pictures of chains. */
  public Pictures pictures() {
    return Pictures.of(audit, places, texts);
  }
}
