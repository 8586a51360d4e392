// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.chain;

import io.vpreflight.jobs.text.Texts;
import java.util.ArrayList;
import java.util.List;

/**
 * A snapshot tree as lines of text joined to their parents, as the vSphere Client shows it.
 * Geometry and words alone, in units of an SVG; whoever prints it escapes the words.
 *
 * @param width of the whole
 * @param height of the whole
 * @param nodes from top to bottom
 * @param joints from each node to its parent
 */
public record TreeDrawing(int width, int height, List<Node> nodes, List<Joint> joints) {
  /** Nodes that are drawn; the rest is counted. */
  static final int MOST_NODES = 14;

  static final int WIDTH = 330;
  private static final int LINE = 22;
  private static final int INDENT = 14;
  private static final int DEEPEST = 8;
  private static final int REACH = 5;
  private static final int LETTERS = 32;

  public TreeDrawing {
    nodes = List.copyOf(nodes);
    joints = List.copyOf(joints);
  }

  /**
   * A line of the tree.
   *
   * @param x where its mark is
   * @param y middle of the line
   * @param name short enough for the width
   * @param age in words; empty when unknown
   * @param here true for the place where the machine is now, which is no snapshot
   * @param more true for the line that counts what is not drawn
   */
  public record Node(int x, int y, String name, String age, boolean here, boolean more) {}

  /** From a node left to the column of its parent, and up to it. */
  public record Joint(int x, int y, int parentX, int parentY) {}

  /** Draws the tree. */
  public static TreeDrawing of(VmChains chains, Texts texts) {
    Pen pen = new Pen(texts);
    chains.snapshots().forEach(root -> pen.node(root, 0, null));
    return pen.drawing();
  }

  private static final class Pen {
    private final Texts texts;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Joint> joints = new ArrayList<>();
    private int left;

    Pen(Texts texts) {
      this.texts = texts;
    }

    void node(
        VmChains.Snapshot snapshot, int depth, @org.jspecify.annotations.Nullable Node parent) {
      if (nodes.size() >= MOST_NODES) {
        left++;
        snapshot.children().forEach(child -> node(child, depth + 1, null));
        return;
      }
      int indent = Math.min(depth, DEEPEST);
      String name = ChainDrawing.fit(snapshot.name(), LETTERS - 2 * indent);
      String age = snapshot.age() == null ? "" : texts.shown(snapshot.age());
      Node node = add(depth, name, age, parent, false, false);
      snapshot.children().forEach(child -> node(child, depth + 1, node));
      if (snapshot.current()) {
        add(depth + 1, texts.say("html.chain.here"), "", node, true, false);
      }
    }

    private Node add(
        int depth,
        String name,
        String age,
        @org.jspecify.annotations.Nullable Node parent,
        boolean here,
        boolean more) {
      int x = 6 + INDENT * Math.min(depth, here ? DEEPEST + 1 : DEEPEST);
      Node node = new Node(x, 11 + LINE * nodes.size(), name, age, here, more);
      nodes.add(node);
      if (parent != null) {
        // Where the tree is too deep to go on to the right, it goes straight down.
        int from = parent.x() < x ? x - REACH : x;
        joints.add(new Joint(from, node.y(), parent.x(), parent.y()));
      }
      return node;
    }

    TreeDrawing drawing() {
      if (left > 0) {
        add(0, texts.say("html.chain.more-snapshots", left), "", null, false, true);
      }
      return new TreeDrawing(WIDTH, Math.max(1, LINE * nodes.size()), nodes, joints);
    }
  }
}
