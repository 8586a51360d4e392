// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.report.Style;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.jobs.writeback.WriteBackRules;
import io.vpreflight.jobs.writeback.WriteBackState;
import io.vpreflight.jobs.writeback.Writer;
import io.vpreflight.jobs.writeback.Written;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.config.Environment;
import io.vpreflight.plugin.config.RepairAccount;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.connect.LoginGuards;
import io.vpreflight.plugin.connect.WriteBackConnection;
import io.vpreflight.plugin.server.FaultProxy;
import io.vpreflight.plugin.server.Govc;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.plugin.server.VcsimStats;
import io.vpreflight.plugin.terminal.Console;
import io.vpreflight.scenario.demo.DemoCompany;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.WriteBack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service writes into a vCenter that others made, and govc reads what stands there. */
@Timeout(600)
class WriteBackTest {
  private static final String ALL = "tags: true, attribute: true, events: true, eventsAtMost: 5";
  private static final String TAGGING = " /rest/com/vmware/cis/tagging/";

  @TempDir Path temp;

  private VcsimOptions company() throws IOException {
    Path dump = temp.resolve("paris");
    DemoCompany.now().vcenters().get(0).writeTo(dump);
    return VcsimOptions.dump(dump);
  }

  private Path config(Vcsim server, String writeBack, String more) throws IOException {
    Path password = Live.secretFile(temp, "password", server.password());
    Path file = temp.resolve("vpreflight.yaml");
    String section =
        writeBack.isEmpty()
            ? ""
            : "    writeBack: {username: %s, passwordFile: %s, %s}\n"
                .formatted(server.username(), password, writeBack);
    Files.writeString(
        file,
        """
        vcenters:
          - url: %s
            username: %s
            passwordFile: %s
            thumbprints: %s
        %s
        schedules:
          never:
            cron: "0 0 0 1 1 ? 2099"
            profile: cbt-health
            formats: json
        %s
        """
            .formatted(
                server.url(),
                server.username(),
                password,
                server.thumbprint(),
                section,
                more.isEmpty() ? "" : "    " + more));
    return file;
  }

  /** One audit of the service, until so many sessions have ended and it is kept. */
  private Result served(Vcsim server, Path config, int sessions) throws Exception {
    return served(new Shell(temp), server, config, sessions);
  }

  private Result served(Shell shell, Vcsim server, Path config, int sessions) throws Exception {
    int before = server.stats().logouts();
    int audits = audits().size();
    CompletableFuture<Result> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(
                    shell.run("serve", "--config", config.toString(), "--now", "never"));
              } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
              }
            });
    thread.start();
    while ((server.stats().logouts() < before + sessions || audits().size() == audits)
        && !result.isDone()) {
      Thread.sleep(200);
    }
    thread.interrupt();
    return result.get();
  }

  private List<JsonObject> audits() {
    Result listed = new Shell(temp).run("audits", "--format", "json");
    return listed.code() == Exit.OK ? Live.objects(listed.json(), "audits") : List.of();
  }

  /** The worst that the store knows of each machine, warnings and worse. */
  private Map<String, Severity> worst() {
    Map<String, Severity> worst = new TreeMap<>();
    for (JsonObject finding :
        Live.objects(
            new Shell(temp).run("findings", "--schedule", "never", "--format", "json").json(),
            "findings")) {
      String object = finding.get("object").getAsString();
      Severity severity = Severity.of(finding.get("severity").getAsString());
      if (object.startsWith("VirtualMachine:") && severity.atLeast(Severity.WARNING)) {
        worst.merge(object, severity, (a, b) -> a.atLeast(b) ? a : b);
      }
    }
    return worst;
  }

  private static Set<String> lines(String text) {
    return text.lines()
        .filter(line -> !line.isBlank())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Which machines have which tag of ours, as govc says. */
  private static Map<String, Severity> tagged(Vcsim server, Collection<Severity> severities) {
    Map<String, Severity> tagged = new TreeMap<>();
    for (Severity severity : severities) {
      for (String vm :
          lines(Govc.run(server, "tags.attached.ls", "vpreflight-" + severity.label()))) {
        assertEquals(null, tagged.put(vm, severity), vm);
      }
    }
    return tagged;
  }

  /** The events of one of our types, as govc says. */
  private static Set<String> events(Vcsim server, String type) {
    return lines(Govc.run(server, "events", "-n", "100", "-type", "io.vpreflight.finding." + type));
  }

  private static String values(Vcsim server, String vm) {
    return Govc.run(server, "object.collect", "-json", vm, "customValue");
  }

  private static int writes(VcsimStats stats, String what) {
    return stats.rest().getOrDefault("POST" + TAGGING + what, 0);
  }

  /** Whoever came in has left, by both doors. */
  private static void assertNobodyLeft(Vcsim server) {
    VcsimStats stats = server.stats();
    assertEquals(0, stats.openSessions(), stats.toString());
    assertEquals(
        stats.rest().getOrDefault("POST /rest/com/vmware/cis/session", 0),
        stats.rest().getOrDefault("DELETE /rest/com/vmware/cis/session", 0),
        stats.toString());
  }

  @Test
  void what_is_found_stands_in_vcenter_and_is_not_written_again() throws Exception {
    try (Vcsim server = Vcsim.start(company())) {
      Path config = config(server, ALL, "");
      Result first = served(server, config, 2);
      assertTrue(first.err().contains("written into vCenter"), first.err());
      Map<String, Severity> worst = worst();
      assertTrue(worst.size() > 10, worst.toString());
      assertEquals(worst, tagged(server, new TreeSet<>(worst.values())));
      worst.forEach(
          (vm, severity) ->
              assertTrue(values(server, vm).contains("worst=" + severity.label() + " "), vm));
      VcsimStats stats = server.stats();
      assertEquals(worst.size(), stats.calls("SetField"));
      assertEquals(1, stats.calls("AddCustomFieldDef"));
      assertEquals(5, stats.calls("PostEvent"));
      int events = 0;
      for (Severity severity : new TreeSet<>(worst.values())) {
        events += events(server, severity.label()).size();
      }
      assertEquals(4, events);
      assertFalse(events(server, Severity.CRITICAL.label()).isEmpty());
      Set<String> others = events(server, "summary");
      assertEquals(1, others.size());
      String more = (worst.size() - 4) + " more virtual machines have changed";
      assertTrue(others.iterator().next().contains(more), others.toString());
      assertNobodyLeft(server);

      served(server, config, 2);
      VcsimStats again = server.stats();
      for (String method : List.of("SetField", "AddCustomFieldDef", "PostEvent")) {
        assertEquals(stats.calls(method), again.calls(method), method);
      }
      for (String what :
          List.of(
              "category",
              "tag",
              "tag-association?detach",
              "tag-association?attach-tag-to-multiple-objects")) {
        assertEquals(writes(stats, what), writes(again, what), what);
      }
      assertNobodyLeft(server);
    }
  }

  @Test
  void what_is_gone_takes_ours_away_and_nothing_of_others() throws Exception {
    try (Vcsim server = Vcsim.start(company())) {
      Path config = config(server, ALL, "");
      served(server, config, 2);
      List<String> vms = new ArrayList<>(worst().keySet());
      Set<Severity> severities = new TreeSet<>(worst().values());
      Govc.run(server, "tags.category.create", "team");
      Govc.run(server, "tags.create", "-c", "team", "blue");
      Govc.run(server, "tags.attach", "blue", vms.get(0));
      Govc.run(server, "fields.add", "-type", "VirtualMachine", "owner");
      Govc.run(server, "fields.set", "owner", "ada", vms.get(0));
      Govc.run(server, "fields.set", "vpreflight", "mine, by hand", vms.get(1));
      Path waivers = temp.resolve("waivers.yaml");
      Files.writeString(
          waivers,
          """
          - check: "*"
            object: "*"
            owner: ada@example.org
            reason: a test
            until: 2099-12-31
          """);
      Result second = served(server, config(server, ALL, "waivers: " + waivers), 2);
      assertTrue(second.err().contains("left alone"), second.err());
      assertEquals(Map.of(), tagged(server, severities));
      assertEquals(Set.of(vms.get(0)), lines(Govc.run(server, "tags.attached.ls", "blue")));
      assertTrue(values(server, vms.get(0)).contains("ada"));
      assertTrue(values(server, vms.get(1)).contains("mine, by hand"));
      for (String vm : vms) {
        assertFalse(values(server, vm).contains("worst="), vm);
      }
    }
  }

  @Test
  void without_the_switch_nothing_is_written_and_a_dry_run_only_tells() throws Exception {
    try (Vcsim server = Vcsim.start(company())) {
      served(server, config(server, "", ""), 1);
      Live.assertOnlyReads(server.stats());
      assertEquals(Map.of(), server.stats().rest());

      Result dry = served(server, config(server, ALL + ", dryRun: true", ""), 2);
      assertTrue(dry.err().contains("would be tagged"), dry.err());
      assertTrue(dry.err().contains("would have this value"), dry.err());
      assertTrue(dry.err().contains("worst=critical"), dry.err());
      Live.assertOnlyReads(server.stats());
      for (String call : server.stats().rest().keySet()) {
        assertTrue(
            call.startsWith("GET ") || call.endsWith("/session") || call.contains("?list-"), call);
      }
      assertNobodyLeft(server);
    }
  }

  @Test
  void what_vcenter_refuses_or_lacks_is_told_and_the_audit_is_whole() throws Exception {
    Path faults = temp.resolve("faults.json");
    Files.writeString(faults, "[{\"method\": \"SetField\", \"fault\": \"noPermission\"}]");
    try (Vcsim server = Vcsim.start(company().rest("off").faults(faults))) {
      Result served = served(server, config(server, ALL, ""), 2);
      assertTrue(served.err().contains("no Automation API"), served.err());
      assertTrue(served.err().contains("refused: SetField"), served.err());
      assertTrue(audits().get(0).get("complete").getAsBoolean());
      assertEquals(5, server.stats().calls("PostEvent"));
      assertEquals(1, audits().size());
    }
  }

  @Test
  void an_account_that_may_not_touch_tags_writes_the_rest() throws Exception {
    try (Vcsim server = Vcsim.start(company().rest("refuse"))) {
      Result served = served(server, config(server, ALL, ""), 2);
      assertTrue(served.err().contains("ADD_CATEGORY"), served.err());
      assertEquals(worst().size(), server.stats().calls("SetField"));
      assertEquals(5, server.stats().calls("PostEvent"));
      assertNobodyLeft(server);
    }
  }

  /** A session of whoever writes, over a proxy that may break it. */
  private WriteBackConnection connection(Vcsim server, FaultProxy proxy) {
    VCenterSettings settings =
        new VCenterSettings(
            VCenterEndpoint.parse(proxy.url().toString()),
            server.username(),
            new VCenterSettings.PasswordSource.Ask(),
            ServerTrust.SYSTEM,
            null,
            RepairAccount.NONE);
    return new WriteBackConnection(
        new Connections.Access(settings, new Secret(server.password().toCharArray())),
        new ServerTrust(null, List.of("00".repeat(32))),
        ConnectionOptions.DEFAULT,
        LoginGuards.ofUser(
            new Environment(Map.of("XDG_STATE_HOME", temp.toString())),
            new Console(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                Texts.in(Locale.ENGLISH, ZoneOffset.UTC),
                Style.PLAIN,
                null,
                false),
            Clock.systemUTC()),
        "vpreflight/test",
        false);
  }

  private Written write(
      Vcsim server, FaultProxy proxy, String vcenter, Deque<WriteBack.Note> events) {
    WriteBackRules rules =
        new WriteBackRules(
            "s", false, false, true, Severity.INFO, 9, false, Locale.ENGLISH, ZoneOffset.UTC);
    try (WriteBackConnection connection = connection(server, proxy)) {
      String uuid = vcenter.isEmpty() ? connection.machines().vcenter() : vcenter;
      WriteBackState state =
          new WriteBackState(uuid, Instant.now(), Map.of(), Map.of(), Set.of(), List.of());
      return new Writer("vc", connection.machines(), connection.tags()).write(rules, state, events);
    }
  }

  private static WriteBack.Note note(String message) {
    return new WriteBack.Note("io.vpreflight.test", "info", message, null, "", new TreeMap<>());
  }

  @Test
  void an_event_whose_answer_is_lost_is_not_sent_again() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().plainHttp());
        FaultProxy proxy = FaultProxy.before(server.url())) {
      Deque<WriteBack.Note> events = new ArrayDeque<>(List.of(note("first"), note("second")));
      proxy.swallowReplyTo("<PostEvent ");
      Written lost = write(server, proxy, "", events);
      assertEquals(0, lost.posted());
      assertTrue(lost.isToRetry());
      assertTrue(
          lost.troubles().stream().anyMatch(why -> why.key().equals("writeback.event-unknown")),
          lost.toString());
      assertEquals(1, server.stats().calls("PostEvent"));
      assertEquals(1, events.size());
      Written again = write(server, proxy, "", events);
      assertEquals(1, again.posted(), again.toString());
      assertEquals(2, server.stats().calls("PostEvent"));
    }
  }

  @Test
  void another_vcenter_behind_the_same_name_is_left_alone() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().plainHttp());
        FaultProxy proxy = FaultProxy.before(server.url())) {
      Deque<WriteBack.Note> events = new ArrayDeque<>(List.of(note("first")));
      Written written = write(server, proxy, "00000000-0000-4000-8000-000000000000", events);
      assertTrue(written.isNothing());
      assertEquals("writeback.other", written.troubles().get(0).key());
      // It is not even logged in to.
      assertEquals(0, server.stats().logins());
    }
  }

  @Test
  void a_stand_alone_host_is_told_apart_in_both_languages() throws Exception {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().esx())) {
      String config = config(server, ALL, "").toString();
      String[] command = {"write-back", "remove", "--yes", "--config", config};
      Result english = new Shell(temp).run(command);
      assertEquals(Exit.INCOMPLETE, english.code(), english.toString());
      assertTrue(english.err().contains("is a stand-alone host"), english.err());
      Result french = new Shell(temp).in(Locale.FRENCH).run(command);
      assertTrue(french.err().contains("est un hôte autonome"), french.err());
      Live.assertOnlyReads(server.stats());
    }
  }

  @Test
  void all_that_is_ours_can_be_taken_away() throws Exception {
    try (Vcsim server = Vcsim.start(company())) {
      Path config = config(server, ALL, "");
      served(server, config, 2);
      List<String> vms = new ArrayList<>(worst().keySet());
      Govc.run(server, "fields.set", "vpreflight", "mine, by hand", vms.get(1));
      String[] command = {"write-back", "remove", "--config", config.toString()};
      int set = server.stats().calls("SetField");

      Result unasked = new Shell(temp).run(command);
      assertEquals(Exit.USAGE, unasked.code(), unasked.toString());
      Result no = new Shell(temp).answering("no").run(command);
      assertEquals(Exit.USAGE, no.code(), no.toString());
      Result dry =
          new Shell(temp).run("write-back", "remove", "--config", config.toString(), "--dry-run");
      assertTrue(dry.out().contains("would lose its value"), dry.toString());
      assertEquals(set, server.stats().calls("SetField"));

      Result removed =
          new Shell(temp)
              .answering("yes")
              .run("write-back", "remove", "--config", config.toString(), "--definitions");
      assertEquals(Exit.OK, removed.code(), removed.toString());
      assertTrue(removed.err().contains("left alone"), removed.toString());
      assertFalse(Govc.run(server, "tags.category.ls").contains("vpreflight"));
      assertFalse(Govc.run(server, "tags.ls").contains("vpreflight"));
      for (String vm : vms) {
        assertFalse(values(server, vm).contains("worst="), vm);
      }
      assertTrue(values(server, vms.get(1)).contains("mine, by hand"));
      assertNobodyLeft(server);
    }
  }
}
