// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds its way by paths such as {@code config.hardware.device[2000].backing.uuid}: a bracket holds
 * the {@code key} of an element, or its position from 0 where the elements have no key; stateless.
 */
final class PropertyPath {
  private static final Pattern STEP =
      Pattern.compile("([A-Za-z][A-Za-z0-9]*)(?:\\[\"?([^\\]\"]+)\"?\\])?(?:\\.|$)");

  private PropertyPath() {}

  record Step(String name, @Nullable String key) {}

  static List<Step> parse(String path) {
    List<Step> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(path);
    int end = 0;
    while (end < path.length() && matcher.find(end) && matcher.start() == end) {
      steps.add(new Step(matcher.group(1), matcher.group(2)));
      end = matcher.end();
    }
    if (steps.isEmpty() || end < path.length() || path.endsWith(".")) {
      throw new IllegalArgumentException("not a property path: " + path);
    }
    return steps;
  }

  /**
   * Returns the text at a path below the value of a property, or {@code null} where there is none.
   */
  static @Nullable String text(XmlElement root, String path) {
    XmlElement at = root;
    for (Step step : parse(path)) {
      XmlElement next = find(at, step);
      if (next == null) {
        return null;
      }
      at = next;
    }
    return at.text();
  }

  static void set(XmlElement root, String path, List<Step> steps, Object value) {
    XmlElement at = root;
    Step first = steps.get(0);
    int from = 1;
    if (first.key() != null) {
      at = findIn(root.children(), first.key(), path);
      if (steps.size() == 1) {
        throw new IllegalArgumentException(path + ": a whole list element cannot be replaced");
      }
    }
    for (int i = from; i < steps.size() - 1; i++) {
      Step step = steps.get(i);
      XmlElement next = find(at, step);
      if (next == null) {
        if (step.key() != null) {
          throw new IllegalArgumentException(path + ": nothing is at [" + step.key() + "]");
        }
        next = XmlElement.named(step.name());
        at.children().add(next);
      }
      at = next;
    }
    Step last = steps.get(steps.size() - 1);
    XmlElement old = find(at, last);
    XmlElement replacement =
        value instanceof XmlElement element
            ? element.renamed(last.name())
            : XmlElement.named(last.name()).value(value).type(old == null ? null : old.xsiType());
    if (old == null) {
      if (last.key() != null) {
        throw new IllegalArgumentException(path + ": nothing is at [" + last.key() + "]");
      }
      at.children().add(replacement);
    } else {
      at.children().set(at.children().indexOf(old), replacement);
    }
  }

  static void remove(XmlElement root, List<Step> steps) {
    XmlElement at = root;
    Step first = steps.get(0);
    if (first.key() != null) {
      XmlElement child = byKey(root.children(), first.key());
      if (child == null) {
        return;
      }
      if (steps.size() == 1) {
        root.children().remove(child);
        return;
      }
      at = child;
    }
    for (int i = 1; i < steps.size() - 1; i++) {
      XmlElement next = find(at, steps.get(i));
      if (next == null) {
        return;
      }
      at = next;
    }
    Step last = steps.get(steps.size() - 1);
    if (last.key() == null) {
      at.children().removeIf(child -> child.name().equals(last.name()));
    } else {
      at.children().remove(find(at, last));
    }
  }

  private static @Nullable XmlElement find(XmlElement parent, Step step) {
    List<XmlElement> named =
        parent.children().stream().filter(child -> child.name().equals(step.name())).toList();
    if (step.key() != null) {
      return byKey(named, step.key());
    }
    return named.isEmpty() ? null : named.get(0);
  }

  private static XmlElement findIn(List<XmlElement> elements, String key, String path) {
    XmlElement found = byKey(elements, key);
    if (found == null) {
      throw new IllegalArgumentException(path + ": nothing is at [" + key + "]");
    }
    return found;
  }

  private static @Nullable XmlElement byKey(List<XmlElement> elements, String key) {
    boolean keyed = false;
    for (XmlElement element : elements) {
      for (XmlElement child : element.children()) {
        if (child.name().equals("key")) {
          keyed = true;
          if (key.equals(child.text())) {
            return element;
          }
        }
      }
    }
    if (keyed || !key.matches("\\d{1,6}")) {
      return null;
    }
    int index = Integer.parseInt(key);
    return index < elements.size() ? elements.get(index) : null;
  }
}
