// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.ReplyLimits;
import io.vpreflight.vsphere.testing.SoapServer;
import io.vpreflight.vsphere.testing.Xml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** The property collector of a vCenter with a few objects, and with the troubles that one has. */
final class FakeProperties {
  private static final Pattern OBJECT = Pattern.compile("<obj type=\"(\\w+)\">([^<]*)</obj>");

  /** Longer than any text that is read. */
  static final String LONG = "x".repeat(ReplyLimits.DEFAULT.textLength() + 1);

  /** Deeper than anything that is read, and cheap to send. */
  static final String DEEP =
      "<a>".repeat(ReplyLimits.DEFAULT.depth()) + "</a>".repeat(ReplyLimits.DEFAULT.depth());

  private static final Pattern PATH = Pattern.compile("<pathSet>([^<]*)</pathSet>");

  private final Map<MoRef, Map<String, String>> objects = new ConcurrentHashMap<>();
  private final List<List<MoRef>> asked = new CopyOnWriteArrayList<>();
  private final List<List<String>> paths = new CopyOnWriteArrayList<>();

  /** Gone since they were listed; the fault names the first of them, or nobody. */
  final Set<MoRef> gone = ConcurrentHashMap.newKeySet();

  volatile boolean faultNamesTheGone = true;

  /** Have a character that XML cannot. */
  final Set<MoRef> broken = ConcurrentHashMap.newKeySet();

  /** More of them is sent than is read. */
  final Set<MoRef> huge = ConcurrentHashMap.newKeySet();

  /** What they have instead of a value. */
  volatile String tooMuch = DEEP;

  /** Paths that this server does not know. */
  final Set<String> unknown = ConcurrentHashMap.newKeySet();

  /** A fault of its own, whoever asks for it, alone or among others. */
  final Map<MoRef, String> faulty = new ConcurrentHashMap<>();

  /** Left out of every answer without a word. */
  final Set<MoRef> leftOut = ConcurrentHashMap.newKeySet();

  /** Objects in one answer; the rest is behind a token. */
  volatile int most = Integer.MAX_VALUE;

  FakeProperties(SoapServer server) {
    server.onRequest("RetrievePropertiesEx", this::answer).on("CancelRetrievePropertiesEx", "");
  }

  /**
   * An object with its properties.
   *
   * @param properties path, then the content of {@code <val>} or all of it, and so on
   */
  FakeProperties object(MoRef ref, String... properties) {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      values.put(properties[i], properties[i + 1]);
    }
    objects.put(ref, values);
    return this;
  }

  List<MoRef> refs() {
    return objects.keySet().stream().sorted().toList();
  }

  /** What was asked for, call by call. */
  List<List<MoRef>> asked() {
    return asked;
  }

  /** Which properties were asked for, call by call. */
  List<List<String>> paths() {
    return paths;
  }

  /** What it says to a request. */
  MockResponse answer(RecordedRequest request) {
    String body = SoapServer.text(request).replace("&quot;", "\"");
    List<MoRef> refs = new ArrayList<>();
    for (Matcher m = OBJECT.matcher(body); m.find(); ) {
      refs.add(new MoRef(m.group(1), m.group(2)));
    }
    List<String> wanted = new ArrayList<>();
    for (Matcher m = PATH.matcher(body); m.find(); ) {
      wanted.add(m.group(1));
    }
    asked.add(refs);
    paths.add(wanted);
    for (String path : wanted) {
      if (unknown.contains(path)) {
        return Xml.fault("InvalidProperty", "<name>" + path + "</name>").build();
      }
    }
    for (MoRef ref : refs) {
      String fault = faulty.get(ref);
      if (fault != null) {
        return Xml.fault(fault, "").build();
      }
      if (gone.contains(ref)) {
        String obj = "<obj type=\"" + ref.type() + "\">" + ref.moId() + "</obj>";
        return Xml.fault("ManagedObjectNotFound", faultNamesTheGone ? obj : "").build();
      }
    }
    return Xml.reply("RetrievePropertiesEx", "<returnval>" + content(refs, wanted) + "</returnval>")
        .build();
  }

  private String content(List<MoRef> refs, Collection<String> wanted) {
    StringBuilder out = new StringBuilder();
    List<MoRef> given = refs.stream().filter(ref -> !leftOut.contains(ref)).toList();
    if (given.size() > most) {
      out.append("<token>1</token>");
      given = given.subList(0, most);
    }
    for (MoRef ref : given) {
      out.append("<objects><obj type=\"").append(ref.type()).append("\">").append(ref.moId());
      out.append("</obj>");
      Map<String, String> values = objects.getOrDefault(ref, Map.of());
      for (String path : wanted) {
        String value = values.get(path);
        if (value != null && value.startsWith("<missingSet>")) {
          out.append(value);
        } else if (value != null && value.startsWith("<val ")) {
          out.append("<propSet><name>").append(path).append("</name>").append(value);
          out.append("</propSet>");
        } else if (value != null) {
          out.append("<propSet><name>").append(path).append("</name><val>");
          out.append(broken.contains(ref) ? "\u0001" : huge.contains(ref) ? tooMuch : value);
          out.append("</val></propSet>");
        }
      }
      out.append("</objects>");
    }
    return out.toString();
  }
}
