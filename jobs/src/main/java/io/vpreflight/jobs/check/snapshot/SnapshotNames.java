// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How products name their snapshots: {@code snapshot-names.tsv}, read once. */
public final class SnapshotNames {
  private static final String IN_WORDS = "=";
  private static final List<Maker> MAKERS = read("snapshot-names.tsv");

  private SnapshotNames() {}

  /**
   * A product that takes snapshots.
   *
   * @param product its name; {@code =id} for one that no name says
   * @param name found in the name of its snapshots; null when nothing is known of it
   * @param description found in their description; null when nothing is known of it
   * @param confidence {@code verified}, {@code reported} or {@code unverified}
   * @param source who says so; {@code -} for nobody
   */
  public record Maker(
      String product,
      @Nullable Pattern name,
      @Nullable Pattern description,
      String confidence,
      String source) {

    /** True when it is somebody's product; false for what hosts do by themselves. */
    public boolean isProduct() {
      return !product.startsWith(IN_WORDS);
    }

    /** Its name, or what it is called in the language of the reader. */
    public Object said() {
      return isProduct() ? product : Text.of("snapshot.maker." + id());
    }

    /** Its name, or a word for it that is the same in every language. */
    public String id() {
      return isProduct() ? product : product.substring(IN_WORDS.length());
    }

    /** Somebody can be cited. */
    public boolean isCited() {
      return !confidence.equals("unverified");
    }

    private boolean made(SnapshotNode node) {
      return (name != null && name.matcher(node.name()).find())
          || (description != null
              && node.description() != null
              && description.matcher(node.description()).find());
    }
  }

  /** Every product that is known, surest first. */
  static List<Maker> all() {
    return MAKERS;
  }

  /** The product whose names this snapshot fits, surest first; null when it fits none. */
  public static @Nullable Maker makerOf(SnapshotNode node) {
    for (Maker maker : MAKERS) {
      if (maker.made(node)) {
        return maker;
      }
    }
    return null;
  }

  /** The same for the snapshots of a scene, where thousands have the same name. */
  static @Nullable Maker makerOf(SnapshotNode node, Scene scene) {
    return scene.derived(Known.class, s -> new Known()).of(node);
  }

  /** What was found out about names before. */
  private static final class Known {
    private final Map<Label, Optional<Maker>> makers = new ConcurrentHashMap<>();

    @Nullable Maker of(SnapshotNode node) {
      Label label = new Label(node.name(), node.description());
      return makers.computeIfAbsent(label, l -> Optional.ofNullable(makerOf(node))).orElse(null);
    }

    private record Label(String name, @Nullable String description) {}
  }

  private static List<Maker> read(String resource) {
    InputStream in = Objects.requireNonNull(SnapshotNames.class.getResourceAsStream(resource));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<Maker> makers = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          String[] f = line.split("\t", -1);
          makers.add(new Maker(f[0], pattern(f[1]), pattern(f[2]), f[3], f[4]));
        }
      }
      return List.copyOf(makers);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private static @Nullable Pattern pattern(String text) {
    return text.equals("-") ? null : Pattern.compile(text, Pattern.CASE_INSENSITIVE);
  }
}
