// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.capture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces one text by the rule for it. Not safe for several threads. */
final class Words {
  private static final String LEFT_OUT = "…";

  private static final Pattern MO_ID =
      Pattern.compile(
          "[A-Za-z]{1,20}-?[a-z]?\\d{1,12}|\\d{1,12}(-snapshot-\\d{1,9})?"
              + "|ha-(host|datacenter|compute-res|root-pool|folder-(root|vm|host|datastore|network))"
              + "|ServiceInstance");
  private static final String HA_NETWORK = "HaNetwork-";
  private static final Pattern DOMAIN_NAME = Pattern.compile("[\\w-]{1,63}(\\.[\\w-]{1,63}){1,10}");
  private static final Pattern PORT = Pattern.compile("(.*)(:\\d{1,5})");
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(vm|host|datastore|network|group|domain|resgroup|dvportgroup|dvs|datacenter|snapshot"
              + "|task)-[a-z]?\\d{1,12}");
  private static final Pattern NUMBER_OR_FLAG =
      Pattern.compile("-?\\d{1,19}|true|false", Pattern.CASE_INSENSITIVE);
  private static final Pattern CONFIG_WORD =
      Pattern.compile(
          "|true|false|yes|no|on|off|none|multi-writer|\\d{1,9}", Pattern.CASE_INSENSITIVE);
  private static final Pattern MESSAGE_KEY =
      Pattern.compile("(msg|vob|com|vim|vpxd|hostd|gos)\\.[A-Za-z0-9_.-]{1,200}");
  private static final Pattern IDENTIFIERS = Pattern.compile("\\w{1,80}:[\\w.]{1,80}");

  /** Fields of events that hold a word of vim25. */
  private static final Set<String> VIM_FIELDS =
      Set.of("reason", "operation", "fileOperation", "severity", "from", "to", "fault", "state");

  private final Pseudonyms words;
  private final AddressPseudonyms addresses;
  private final PathPseudonyms paths;
  private final TextPseudonyms names = new TextPseudonyms(KeptWords.IN_NAMES);
  private final TextPseudonyms texts;
  private final TextPseudonyms messages;
  private final Map<Rule, Map<String, String>> known = new EnumMap<>(Rule.class);

  /**
   * Replaces under that key.
   *
   * @param marks also kept in texts
   */
  Words(byte[] key, Collection<Pattern> marks) {
    words = new Pseudonyms(key);
    addresses = new AddressPseudonyms(words);
    paths = new PathPseudonyms(name -> replace(Rule.NAME, name, ""), words);
    List<Pattern> all = new ArrayList<>(KeptWords.IN_TEXTS);
    all.addAll(marks);
    texts = new TextPseudonyms(all);
    messages = new TextPseudonyms(KeptWords.IN_MESSAGES);
  }

  /**
   * The text by its rule; nothing stays nothing.
   *
   * @param field what a {@link Rule#DETAIL} is called
   */
  String replace(Rule rule, String text, String field) {
    if (text.isEmpty() || rule == Rule.KEEP) {
      return text;
    }
    if (rule == Rule.DETAIL) {
      return detail(field, text);
    }
    Map<String, String> before = known.computeIfAbsent(rule, r -> new HashMap<>());
    String made = before.get(text);
    if (made == null) {
      made = replace(rule, text);
      before.put(text, made);
    }
    return made;
  }

  private String replace(Rule rule, String text) {
    return switch (rule) {
      case KEEP, DETAIL -> text;
      case NAME -> name(text);
      case HOST_NAME -> hostName(text);
      case ADDRESS -> or(addresses.ip(text), text);
      case MAC -> or(addresses.mac(text), text);
      case UUID -> Pseudonyms.isHex(text) ? words.hex(text) : words.name(text);
      case CHANGE_ID -> changeId(text);
      case MO_ID -> moId(text);
      case PATH -> paths.path(text);
      case USER -> user(text);
      case TEXT -> texts.replace(text, words::name);
      case MESSAGE -> messages.replace(text, word -> LEFT_OUT);
      case MESSAGE_KEY -> MESSAGE_KEY.matcher(text).matches() ? text : words.name(text);
      case SCHEMA -> IDENTIFIERS.matcher(text).matches() ? text : words.name(text);
      case CONFIG_VALUE -> CONFIG_WORD.matcher(text).matches() ? text : words.name(text);
      case RESOURCE_POOL ->
          text.startsWith("host/vim/") || text.startsWith("host/system/") ? text : words.name(text);
    };
  }

  private String or(@Nullable String made, String text) {
    return made == null ? words.name(text) : made;
  }

  /** Some hosts are registered by their address, and some machines are called by it. */
  private String name(String text) {
    if (KeptWords.NAMES.contains(text)) {
      return text;
    }
    String address = addresses.ip(text);
    if (address != null) {
      return address;
    }
    return DOMAIN_NAME.matcher(text).matches() ? labels(text) : names.replace(text, words::name);
  }

  private String labels(String text) {
    String[] labels = text.split("\\.", -1);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = labels[i].isEmpty() ? "" : name(labels[i]);
    }
    return String.join(".", labels);
  }

  /** Each label by itself, without regard to case, so that a domain is one domain. */
  private String hostName(String text) {
    String address = addresses.ip(text);
    if (address != null) {
      return address;
    }
    Matcher withPort = PORT.matcher(text);
    if (withPort.matches()) {
      return hostName(withPort.group(1)) + withPort.group(2);
    }
    return labels(text.toLowerCase(Locale.ROOT));
  }

  private String changeId(String text) {
    int slash = text.lastIndexOf('/');
    String uuid = slash < 0 ? text : text.substring(0, slash);
    String counter = slash < 0 ? "" : text.substring(slash);
    if (text.equals("*")) {
      return text;
    }
    return Pseudonyms.isHex(uuid) && counter.matches("(/\\d{1,19})?")
        ? words.hex(uuid) + counter
        : words.name(text);
  }

  /** A reference of a stand-alone host may be a name, an address or a volume. */
  String moId(String text) {
    if (text.isEmpty() || MO_ID.matcher(text).matches()) {
      return text;
    }
    if (text.startsWith(HA_NETWORK)) {
      return HA_NETWORK + name(text.substring(HA_NETWORK.length()));
    }
    return Pseudonyms.isHex(text) ? words.hex(text) : words.name(text);
  }

  private String user(String text) {
    if (text.startsWith("com.vmware.") && text.matches("[a-z.]{1,100}")) {
      return text;
    }
    StringBuilder made = new StringBuilder();
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean separator = i < text.length() && "\\@".indexOf(text.charAt(i)) >= 0;
      if (separator || i == text.length()) {
        String part = text.substring(from, i);
        made.append(part.isEmpty() || KeptWords.USERS.contains(part) ? part : words.name(part));
        made.append(separator ? text.substring(i, i + 1) : "");
        from = i + 1;
      }
    }
    return made.toString();
  }

  private String detail(String field, String text) {
    if (NUMBER_OR_FLAG.matcher(text).matches() || REFERENCE.matcher(text).matches()) {
      return text;
    }
    String last = field.substring(field.lastIndexOf('.') + 1);
    if (VIM_FIELDS.contains(last) && text.matches("\\w{1,60}")) {
      return text;
    }
    String mac = addresses.mac(text);
    if (mac != null) {
      return mac;
    }
    if (Pseudonyms.isHex(text)) {
      return words.hex(text);
    }
    if (last.equals("userName")) {
      return user(text);
    }
    return text.startsWith("[") || text.startsWith("/") ? paths.path(text) : name(text);
  }
}
