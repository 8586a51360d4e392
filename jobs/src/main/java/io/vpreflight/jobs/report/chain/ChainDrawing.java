// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.chain;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.jobs.text.Texts;
import java.util.ArrayList;
import java.util.List;

/**
 * The disks of a virtual machine as boxes, each pointing at what it rests on: base &lt;- delta 1
 * &lt;- delta 2. Geometry and words alone, in units of an SVG; whoever prints it escapes the words.
 *
 * @param width of the whole
 * @param height of the whole
 * @param captions one a disk
 * @param boxes links
 * @param arrows from the left edge of a box to the right edge of the one below it
 */
public record ChainDrawing(
    int width, int height, List<Caption> captions, List<Box> boxes, List<Arrow> arrows) {
  /** Boxes of one disk; what is between the first two and the last ones becomes one box. */
  static final int MOST_BOXES = 5;

  static final int BOX_WIDTH = 118;
  static final int BOX_HEIGHT = 52;
  private static final int GAP = 22;
  private static final int CAPTION_HEIGHT = 18;
  private static final int DISK_GAP = 14;
  private static final int EDGE = 1;

  /** Two units for a wide letter, at 11 px: what surely fits into a box. */
  private static final int BOX_LETTERS = 17;

  public ChainDrawing {
    captions = List.copyOf(captions);
    boxes = List.copyOf(boxes);
    arrows = List.copyOf(arrows);
  }

  /** What a box stands for. */
  public enum Kind {
    /** The disk as it was before any snapshot. */
    BASE,
    /** A delta on which others rest. */
    DELTA,
    /** The last one, which is written to. */
    LEAF,
    /** Several deltas drawn as one. */
    MANY;

    /** The class that gives it its look. */
    public String css() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A line above the boxes of a disk; y is its base line. */
  public record Caption(int x, int y, String text) {}

  /**
   * A box.
   *
   * @param lines at most three, short enough for the width
   * @param hint everything that is known, for whoever points at it
   */
  public record Box(Kind kind, int x, int y, List<String> lines, String hint) {
    public Box {
      lines = List.copyOf(lines);
    }

    /** Width of every box. */
    public int width() {
      return BOX_WIDTH;
    }

    /** Height of every box. */
    public int height() {
      return BOX_HEIGHT;
    }
  }

  /** An arrow that points left. */
  public record Arrow(int fromX, int toX, int y) {}

  /** Draws the disks that have more than a base, or all of them when none has. */
  public static ChainDrawing of(VmChains chains, Texts texts) {
    List<VmChains.Disk> disks =
        chains.disks().stream().filter(disk -> disk.links().size() > 1).toList();
    return new Pen(texts).draw(disks.isEmpty() ? chains.disks() : disks);
  }

  /** Cut so that it fits, counting wide letters twice. */
  static String fit(String text, int letters) {
    String shown = Names.shown(text);
    int room = letters;
    int at = 0;
    while (at < shown.length()) {
      int c = shown.codePointAt(at);
      room -= c >= 0x1100 ? 2 : 1;
      if (room < 0) {
        return shown.substring(0, back(shown, at)).stripTrailing() + "…";
      }
      at += Character.charCount(c);
    }
    return shown;
  }

  private static int back(String text, int at) {
    return at == 0 ? 0 : text.offsetByCodePoints(at, -1);
  }

  /** Puts a drawing together, disk under disk. */
  private static final class Pen {
    private final Texts texts;
    private final List<Caption> captions = new ArrayList<>();
    private final List<Box> boxes = new ArrayList<>();
    private final List<Arrow> arrows = new ArrayList<>();
    private int width;
    private int y;

    Pen(Texts texts) {
      this.texts = texts;
    }

    ChainDrawing draw(List<VmChains.Disk> disks) {
      for (VmChains.Disk disk : disks) {
        disk(disk);
      }
      int height = Math.max(0, y - DISK_GAP) + EDGE;
      return new ChainDrawing(width, height, captions, boxes, arrows);
    }

    private void disk(VmChains.Disk disk) {
      captions.add(new Caption(0, y + 12, fit(disk.label(), 60)));
      y += CAPTION_HEIGHT;
      int x = EDGE;
      int size = disk.links().size();
      for (int i = 0; i < size; i++) {
        boolean folded = size > MOST_BOXES && i == 2;
        if (folded) {
          int next = size - (MOST_BOXES - 3);
          box(Kind.MANY, x, many(disk.links().subList(i, next)), hint(disk.links(), i, next));
          i = next - 1;
        } else {
          Kind kind = i == 0 ? Kind.BASE : i == size - 1 ? Kind.LEAF : Kind.DELTA;
          box(kind, x, one(disk.links().get(i), i), hint(disk.links(), i, i + 1));
        }
        x += BOX_WIDTH + GAP;
      }
      width = Math.max(width, x - GAP + EDGE);
      y += BOX_HEIGHT + DISK_GAP;
    }

    private void box(Kind kind, int x, List<String> lines, String hint) {
      boxes.add(new Box(kind, x, y, lines, hint));
      if (kind != Kind.BASE) {
        arrows.add(new Arrow(x, x - GAP, y + BOX_HEIGHT / 2));
      }
    }

    private List<String> one(VmChains.Link link, int number) {
      List<String> lines = new ArrayList<>();
      lines.add(number == 0 ? texts.say("html.chain.base") : texts.say("html.chain.delta", number));
      lines.add(size(link));
      if (link.age() != null) {
        lines.add(fit(texts.shown(link.age()), BOX_LETTERS));
      } else if (number > 0) {
        lines.add(texts.say("html.chain.no-age"));
      }
      return lines;
    }

    private List<String> many(List<VmChains.Link> links) {
      long bytes =
          links.stream().mapToLong(l -> l.bytes() == null ? 0 : l.bytes()).reduce(0, Long::sum);
      boolean known = links.stream().allMatch(l -> l.bytes() != null);
      return List.of(
          texts.say("html.chain.more", links.size()),
          known ? texts.shown(new Bytes(bytes)) : texts.say("html.chain.no-size"));
    }

    private String size(VmChains.Link link) {
      return link.bytes() == null
          ? texts.say("html.chain.no-size")
          : texts.shown(new Bytes(link.bytes()));
    }

    private String hint(List<VmChains.Link> links, int from, int to) {
      List<String> files = new ArrayList<>();
      for (VmChains.Link link : links.subList(from, to)) {
        String since =
            link.since() == null ? "" : " · " + texts.say("html.chain.since", link.since());
        files.add(Names.shown(link.file()) + since);
      }
      return String.join("\n", files);
    }
  }
}
