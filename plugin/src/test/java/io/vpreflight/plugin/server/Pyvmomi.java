// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.server;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the scripts of {@code src/test/python}, whose client is pyVmomi, against a server. */
public final class Pyvmomi {
  private Pyvmomi() {}

  /** Returns what the script prints; another exit code than 0 fails. */
  public static String run(TestServer server, String script, String... arguments) {
    String file = TestServers.module().resolve("src/test/python").resolve(script).toString();
    List<String> words = new ArrayList<>(List.of(TestServers.python().toString(), file));
    words.addAll(List.of(arguments));
    Map<String, String> environment = new HashMap<>();
    environment.put("VC_URL", server.url().toString());
    environment.put("VC_USER", server.username());
    environment.put("VC_PASSWORD", server.password());
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    environment.put("PYTHONIOENCODING", "utf-8");
    if (server.url().getScheme().equals("https")) {
      environment.put("VC_CAFILE", server.certificate().toString());
    }
    return Govc.output(new Command(words).with(environment), words);
  }

  /** What {@code facts.py} reads of all virtual machines, hosts, datastores and clusters. */
  public static JsonObject facts(TestServer server) {
    return JsonParser.parseString(run(server, "facts.py")).getAsJsonObject();
  }
}
