// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.report.chain.TreeDrawing.Node;
import io.vpreflight.jobs.testing.AnAudit;
import io.vpreflight.jobs.text.Texts;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TreeDrawingTest {
  private static final Texts TEXTS = Texts.in(Locale.ENGLISH, ZoneOffset.UTC);

  private static VmChains.Snapshot snapshot(
      String name, boolean current, VmChains.Snapshot... children) {
    return new VmChains.Snapshot(name, Duration.ofDays(2), current, List.of(children));
  }

  private static TreeDrawing draw(VmChains.Snapshot... roots) {
    return TreeDrawing.of(new VmChains(AnAudit.machine("web01"), List.of(), List.of(roots)), TEXTS);
  }

  private static List<String> names(TreeDrawing tree) {
    return tree.nodes().stream().map(Node::name).toList();
  }

  @Test
  void children_hang_below_and_right_of_their_parent() {
    TreeDrawing tree =
        draw(snapshot("root", false, snapshot("left", false), snapshot("right", true)));
    assertEquals(List.of("root", "left", "right", "here"), names(tree));
    Node root = tree.nodes().get(0);
    for (Node child : tree.nodes().subList(1, 3)) {
      assertTrue(child.x() > root.x() && child.y() > root.y());
    }
    assertEquals(3, tree.joints().size());
    assertEquals(root.y(), tree.joints().get(1).parentY());
  }

  @Test
  void the_machine_hangs_below_its_current_snapshot_and_is_no_snapshot() {
    TreeDrawing tree = draw(snapshot("root", true));
    Node here = tree.nodes().get(1);
    assertTrue(here.here());
    assertEquals("", here.age());
    assertEquals("2 days", tree.nodes().get(0).age());
  }

  @Test
  void a_tree_without_a_current_snapshot_has_no_here() {
    assertEquals(List.of("root"), names(draw(snapshot("root", false))));
  }

  @Test
  void a_tree_that_is_too_long_is_counted_to_its_end() {
    VmChains.Snapshot chain = snapshot("s31", true);
    for (int i = 30; i >= 1; i--) {
      chain = snapshot("s" + i, false, chain);
    }
    TreeDrawing tree = draw(chain);
    assertEquals(TreeDrawing.MOST_NODES + 1, tree.nodes().size());
    assertEquals("… and 17 more snapshots", tree.nodes().get(TreeDrawing.MOST_NODES).name());
    tree.nodes().forEach(node -> assertTrue(node.x() < tree.width() && node.y() < tree.height()));
  }
}
