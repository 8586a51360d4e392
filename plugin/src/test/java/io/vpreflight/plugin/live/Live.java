// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Shell;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimStats;
import io.vpreflight.vsphere.soap.Operations;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** What the tests of whole commands have in common: how they are typed, and what is counted. */
final class Live {
  private Live() {}

  /** An audit in JSON of one server. */
  static Result audit(Path home, Vcsim server, String... more) {
    return audit(home, server, server.url(), more);
  }

  /** An audit in JSON of one server, at another address. */
  static Result audit(Path home, Vcsim server, URI url, String... more) {
    List<String> words = new ArrayList<>(List.of("audit", "--format", "json"));
    words.addAll(vcenter(server, url));
    words.addAll(List.of(more));
    return shell(home, server).run(words.toArray(String[]::new));
  }

  /** A shell that knows the password of that server. */
  static Shell shell(Path home, Vcsim server) {
    return new Shell(home).with("VPREFLIGHT_PASSWORD", server.password());
  }

  /** The words that name a server. */
  static List<String> vcenter(Vcsim server, URI url) {
    List<String> words =
        new ArrayList<>(List.of("--vcenter", url.toString(), "--username", server.username()));
    if (url.getScheme().equals("https")) {
      words.addAll(List.of("--thumbprint", server.thumbprint()));
    }
    return words;
  }

  /** What the report says of its vCenters. */
  static List<JsonObject> vcenters(Result result) {
    return objects(result.json().getAsJsonObject("audit"), "vcenters");
  }

  /** What the report says of its only vCenter. */
  static JsonObject vcenter(Result result) {
    List<JsonObject> all = vcenters(result);
    assertEquals(1, all.size(), result.toString());
    return all.get(0);
  }

  static List<JsonObject> objects(JsonObject parent, String name) {
    return StreamSupport.stream(parent.getAsJsonArray(name).spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  /** The causes why the audit is not whole. */
  static List<String> causes(Result result) {
    return objects(result.json().getAsJsonObject("audit"), "incomplete").stream()
        .map(reason -> reason.get("cause").getAsString())
        .toList();
  }

  /** Names of the virtual machines of the report, sorted. */
  static List<String> vms(Result result) {
    return objects(result.json(), "vms").stream()
        .map(vm -> vm.getAsJsonObject("object").get("name").getAsString())
        .sorted()
        .toList();
  }

  /** Every reference that was asked for is read, missing or gone. */
  static void assertConserved(JsonObject vcenter) {
    assertEquals(
        vcenter.get("asked").getAsInt(),
        vcenter.get("got").getAsInt()
            + vcenter.get("missing").getAsInt()
            + vcenter.get("gone").getAsInt(),
        vcenter.toString());
  }

  /** As gentle as we promise, by the server's own count; whoever came in has left again. */
  static void assertGentle(VcsimStats stats, int logins) {
    assertEquals(logins, stats.logins(), stats.toString());
    assertEquals(1, stats.logouts(), stats.toString());
    assertEquals(1, stats.calls("Logout"), stats.toString());
    assertEquals(0, stats.openSessions(), stats.toString());
    assertEquals(0, stats.inFlight(), stats.toString());
    assertTrue(stats.mostInFlight() <= 2, stats.toString());
    assertTrue(stats.mostReferences() <= 100, stats.toString());
    assertOnlyReads(stats);
  }

  /** Nothing was sent that is not on the list of what an audit may send. */
  static void assertOnlyReads(VcsimStats stats) {
    TreeSet<String> other = new TreeSet<>(stats.calls().keySet());
    other.removeAll(Operations.READ);
    assertEquals(new TreeSet<String>(), other);
  }

  /** What the server counts is what the report says: nothing was sent behind our back. */
  static void assertNothingSentTwice(Result result, VcsimStats stats) {
    JsonObject methods = result.json().getAsJsonObject("methods");
    for (String method : stats.calls().keySet()) {
      if (!method.equals("Logout")) {
        assertEquals(
            methods.get(method).getAsInt(), stats.calls(method), method + " in " + methods);
      }
    }
  }

  /** A file that only its owner may read. */
  static Path secretFile(Path folder, String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }
}
