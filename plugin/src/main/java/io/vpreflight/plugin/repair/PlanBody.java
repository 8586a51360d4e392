// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.repair;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.audit.KeptReports;
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
 * @param wish everything else
 */
public record PlanBody(@Nullable String vcenter, PlanWish wish) {
  private static final String MEMBERS =
      "acknowledge, baseline, check, deepProbe, fromAudit, guestCluster, host, kind, liveServers,"
          + " longestStun, ownVm, perDatastore, perHost, perVCenter, prove, readAgainLimit,"
          + " rehearsal, stopAfter, vcenter, vm, window, zone";

  /**
   * Reads it.
   *
   * @throws ConfigException with everything that is wrong
   */
  public static PlanBody read(JsonObject body) {
    List<Text> problems = new ArrayList<>();
    PlanWish wish = new PlanWish();
    wish.called = PlanBody::called;
    String vcenter = null;
    for (Map.Entry<String, JsonElement> member : body.entrySet()) {
      String key = member.getKey();
      Value value = new Value(key, member.getValue(), problems);
      switch (key) {
        case "vcenter" -> vcenter = value.text();
        case "kind" -> wish.kind = value.text();
        case "vm" -> wish.vm.addAll(value.texts());
        case "host" -> wish.host.addAll(value.texts());
        case "check" -> wish.check.addAll(value.texts());
        case "fromAudit" -> value.audit(wish);
        case "baseline" ->
            value.texts().forEach(name -> wish.baseline.add(AuditResolver.STORED + name));
        case "window" -> wish.window = value.text();
        case "zone" -> wish.zone = value.text();
        case "acknowledge" -> wish.acknowledge.addAll(value.texts());
        case "ownVm" -> wish.ownVm.addAll(value.texts());
        case "guestCluster" -> wish.guestCluster.addAll(value.texts());
        case "liveServers" -> wish.live.addAll(value.texts());
        case "prove" -> wish.prove = value.bool();
        case "deepProbe" -> wish.deepProbe = value.bool();
        case "perHost" -> wish.perHost = value.number();
        case "perDatastore" -> wish.perDatastore = value.number();
        case "perVCenter" -> wish.perVCenter = value.number();
        case "stopAfter" -> wish.stopAfter = value.number();
        case "rehearsal" -> wish.rehearsal = value.bool();
        case "longestStun" -> wish.longestStun = value.text();
        case "readAgainLimit" -> wish.readAgainLimit = value.text();
        default -> problems.add(Text.of("http.unknown-member", key, MEMBERS));
      }
    }
    wish.check(problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new PlanBody(vcenter, wish);
  }

  /**
   * The same the other way round.
   *
   * @param vcenter name of it; null for the only one that the service has
   * @throws ConfigException when it says what a service cannot be told
   */
  public static JsonObject write(PlanWish wish, @Nullable String vcenter) throws IOException {
    List<Text> captures =
        wish.baseline.stream()
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
    body.addProperty("kind", wish.kind);
    add(body, "vm", wish.vm);
    add(body, "host", wish.host);
    add(body, "check", wish.check);
    audit(body, wish);
    add(
        body,
        "baseline",
        wish.baseline.stream().map(said -> said.substring(AuditResolver.STORED.length())).toList());
    body.addProperty("window", wish.window);
    body.addProperty("zone", wish.zone);
    add(body, "acknowledge", wish.acknowledge);
    add(body, "ownVm", wish.ownVm);
    add(body, "guestCluster", wish.guestCluster);
    add(body, "liveServers", wish.servers());
    body.addProperty("prove", wish.prove);
    if (wish.rehearsal) {
      body.addProperty("rehearsal", true);
    }
    body.addProperty("deepProbe", wish.deepProbe);
    body.addProperty("perHost", wish.perHost);
    body.addProperty("perDatastore", wish.perDatastore);
    body.addProperty("perVCenter", wish.perVCenter);
    body.addProperty("stopAfter", wish.stopAfter);
    if (wish.longestStun != null) {
      body.addProperty("longestStun", wish.longestStun);
    }
    if (wish.readAgainLimit != null) {
      body.addProperty("readAgainLimit", wish.readAgainLimit);
    }
    if (body.toString().getBytes(StandardCharsets.UTF_8).length > ServiceClient.LONGEST_BODY) {
      throw new ConfigException(
          List.of(Text.of("config.plan-too-long", ServiceClient.LONGEST_BODY)));
    }
    return body;
  }

  /** The machines of a report that lies here, or the id of an audit that the service knows. */
  private static void audit(JsonObject body, PlanWish wish) throws IOException {
    String said = wish.fromAudit;
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

    void audit(PlanWish wish) {
      if (said instanceof JsonObject object) {
        Map<String, SortedSet<String>> machines = new TreeMap<>();
        object
            .entrySet()
            .forEach(
                one ->
                    machines.put(
                        one.getKey(),
                        new TreeSet<>(new Value(key, one.getValue(), problems).texts())));
        wish.audit = new FromAudit(machines);
      } else {
        wish.fromAudit = text();
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
