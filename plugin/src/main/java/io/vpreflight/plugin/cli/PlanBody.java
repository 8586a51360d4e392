// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.config.AuditResolver;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.http.ServiceClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is to be planned, as somebody asks for it over HTTP: the flags of {@code repair plan} by
 * other names, and in place of files what stands in them.
 *
 * @param vcenter which one; null when nothing was said
 * @param flags the same as flags
 */
record PlanBody(@Nullable String vcenter, PlanFlags flags) {
  private static final String MEMBERS =
      "acknowledge, baseline, check, deepProbe, fromAudit, guestCluster, host, kind, liveServers,"
          + " longestStun, ownVm, perDatastore, perHost, perVCenter, prove, readAgainLimit,"
          + " rehearsal, stopAfter, vcenter, vm, window, zone";

  /**
   * Reads it.
   *
   * @throws ConfigException with everything that is wrong
   */
  static PlanBody read(JsonObject body) {
    List<Text> problems = new ArrayList<>();
    PlanFlags flags = new PlanFlags();
    flags.called = PlanBody::called;
    String vcenter = null;
    for (Map.Entry<String, JsonElement> member : body.entrySet()) {
      String key = member.getKey();
      Value value = new Value(key, member.getValue(), problems);
      switch (key) {
        case "vcenter" -> vcenter = value.text();
        case "kind" -> flags.kind = value.text();
        case "vm" -> flags.vm.addAll(value.texts());
        case "host" -> flags.host.addAll(value.texts());
        case "check" -> flags.check.addAll(value.texts());
        case "fromAudit" -> value.audit(flags);
        case "baseline" ->
            value.texts().forEach(name -> flags.baseline.add(AuditResolver.STORED + name));
        case "window" -> flags.window = value.text();
        case "zone" -> flags.zone = value.text();
        case "acknowledge" -> flags.acknowledge.addAll(value.texts());
        case "ownVm" -> flags.ownVm.addAll(value.texts());
        case "guestCluster" -> flags.guestCluster.addAll(value.texts());
        case "liveServers" -> flags.live.addAll(value.texts());
        case "prove" -> flags.prove = value.bool();
        case "deepProbe" -> flags.deepProbe = value.bool();
        case "perHost" -> flags.perHost = value.number();
        case "perDatastore" -> flags.perDatastore = value.number();
        case "perVCenter" -> flags.perVCenter = value.number();
        case "stopAfter" -> flags.stopAfter = value.number();
        case "rehearsal" -> flags.rehearsal = value.bool();
        case "longestStun" -> flags.longestStun = value.text();
        case "readAgainLimit" -> flags.readAgainLimit = value.text();
        default -> problems.add(Text.of("http.unknown-member", key, MEMBERS));
      }
    }
    flags.check(problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new PlanBody(vcenter, flags);
  }

  /**
   * The same the other way round.
   *
   * @param vcenter name of it; null for the only one that the service has
   * @throws ConfigException when the flags say what a service cannot be told
   */
  static JsonObject write(PlanFlags flags, @Nullable String vcenter) throws IOException {
    List<Text> captures =
        flags.baseline.stream()
            .filter(said -> !said.startsWith(AuditResolver.STORED))
            .map(file -> Text.of("config.baseline-elsewhere", file))
            .toList();
    if (!captures.isEmpty()) {
      throw new ConfigException(captures);
    }
    JsonObject body = new JsonObject();
    if (vcenter != null) {
      body.addProperty("vcenter", vcenter);
    }
    body.addProperty("kind", flags.kind);
    add(body, "vm", flags.vm);
    add(body, "host", flags.host);
    add(body, "check", flags.check);
    audit(body, flags);
    add(
        body,
        "baseline",
        flags.baseline.stream()
            .map(said -> said.substring(AuditResolver.STORED.length()))
            .toList());
    body.addProperty("window", flags.window);
    body.addProperty("zone", flags.zone);
    add(body, "acknowledge", flags.acknowledge);
    add(body, "ownVm", flags.ownVm);
    add(body, "guestCluster", flags.guestCluster);
    add(body, "liveServers", flags.servers());
    body.addProperty("prove", flags.prove);
    if (flags.rehearsal) {
      body.addProperty("rehearsal", true);
    }
    body.addProperty("deepProbe", flags.deepProbe);
    body.addProperty("perHost", flags.perHost);
    body.addProperty("perDatastore", flags.perDatastore);
    body.addProperty("perVCenter", flags.perVCenter);
    body.addProperty("stopAfter", flags.stopAfter);
    if (flags.longestStun != null) {
      body.addProperty("longestStun", flags.longestStun);
    }
    if (flags.readAgainLimit != null) {
      body.addProperty("readAgainLimit", flags.readAgainLimit);
    }
    if (body.toString().getBytes(StandardCharsets.UTF_8).length > ServiceClient.LONGEST_BODY) {
      throw new ConfigException(
          List.of(Text.of("config.plan-too-long", ServiceClient.LONGEST_BODY)));
    }
    return body;
  }

  /** The machines of a report that lies here, or the id of an audit that the service knows. */
  private static void audit(JsonObject body, PlanFlags flags) throws IOException {
    String said = flags.fromAudit;
    if (said == null) {
      return;
    }
    if (!KeptReports.isFile(said)) {
      body.addProperty("fromAudit", said);
      return;
    }
    JsonObject machines = new JsonObject();
    FromAudit.ofFile(said).machines().forEach((vcenter, found) -> add(machines, vcenter, found));
    body.add("fromAudit", machines);
  }

  private static void add(JsonObject body, String key, Collection<String> words) {
    if (!words.isEmpty()) {
      JsonArray array = new JsonArray();
      words.forEach(array::add);
      body.add(key, array);
    }
  }

  /** {@code --guest-cluster} is {@code guestCluster}. */
  private static String called(String flag) {
    StringBuilder name = new StringBuilder();
    for (String part : flag.substring(2).split("-", -1)) {
      String rest = part.substring(1);
      name.append(name.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + rest);
    }
    return name.toString();
  }

  private record Value(String key, JsonElement said, List<Text> problems) {
    String text() {
      if (said instanceof JsonPrimitive one && one.isString()) {
        return one.getAsString();
      }
      return wrong("");
    }

    List<String> texts() {
      List<String> texts = new ArrayList<>();
      if (said instanceof JsonArray array) {
        array.forEach(one -> texts.add(new Value(key, one, problems).text()));
        return texts;
      }
      return wrong(texts);
    }

    void audit(PlanFlags flags) {
      if (said instanceof JsonObject object) {
        Map<String, SortedSet<String>> machines = new TreeMap<>();
        object
            .entrySet()
            .forEach(
                one ->
                    machines.put(
                        one.getKey(),
                        new TreeSet<>(new Value(key, one.getValue(), problems).texts())));
        flags.audit = new FromAudit(machines);
      } else {
        flags.fromAudit = text();
      }
    }

    boolean bool() {
      if (said instanceof JsonPrimitive one && one.isBoolean()) {
        return one.getAsBoolean();
      }
      return wrong(false);
    }

    int number() {
      boolean whole =
          said instanceof JsonPrimitive one
              && one.isNumber()
              && one.getAsString().matches("\\d{1,6}");
      return whole ? Integer.parseInt(said.getAsString()) : wrong(1);
    }

    private <T> T wrong(T instead) {
      problems.add(Text.of("http.unknown-member", key, MEMBERS));
      return instead;
    }
  }
}
