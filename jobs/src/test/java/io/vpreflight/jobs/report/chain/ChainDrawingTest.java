// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.report.chain.ChainDrawing.Box;
import io.vpreflight.jobs.report.chain.ChainDrawing.Kind;
import io.vpreflight.jobs.testing.AnAudit;
import io.vpreflight.jobs.text.Texts;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ChainDrawingTest {
  private static final Texts TEXTS = Texts.in(Locale.ENGLISH, ZoneOffset.UTC);

  private static VmChains.Disk disk(String label, int deltas) {
    List<VmChains.Link> links = new ArrayList<>();
    links.add(new VmChains.Link("base.vmdk", 40L << 30, null, null));
    for (int i = 1; i <= deltas; i++) {
      links.add(
          new VmChains.Link("delta" + i + ".vmdk", (long) i << 30, "s" + i, Duration.ofDays(i)));
    }
    return new VmChains.Disk(2000, label, links);
  }

  private static ChainDrawing draw(VmChains.Disk... disks) {
    return ChainDrawing.of(
        new VmChains(AnAudit.machine("web01"), List.of(disks), List.of()), TEXTS);
  }

  private static List<String> words(ChainDrawing drawing) {
    return drawing.boxes().stream().map(box -> String.join(" | ", box.lines())).toList();
  }

  @Test
  void every_link_is_a_box_with_its_size_and_age() {
    assertEquals(
        List.of("base | 40 GiB", "delta 1 | 1 GiB | 1 day", "delta 2 | 2 GiB | 2 days"),
        words(draw(disk("Hard disk 1", 2))));
  }

  @Test
  void every_delta_points_left_at_what_it_rests_on() {
    ChainDrawing drawing = draw(disk("Hard disk 1", 2));
    assertEquals(
        List.of(Kind.BASE, Kind.DELTA, Kind.LEAF),
        drawing.boxes().stream().map(Box::kind).toList());
    for (int i = 1; i < 3; i++) {
      ChainDrawing.Arrow arrow = drawing.arrows().get(i - 1);
      assertEquals(drawing.boxes().get(i).x(), arrow.fromX());
      assertEquals(drawing.boxes().get(i - 1).x() + ChainDrawing.BOX_WIDTH, arrow.toX());
    }
  }

  @Test
  void a_long_chain_is_folded_in_the_middle_and_nothing_is_lost() {
    ChainDrawing drawing = draw(disk("Hard disk 1", 30));
    assertEquals(
        List.of(
            "base | 40 GiB",
            "delta 1 | 1 GiB | 1 day",
            "27 deltas | 405 GiB",
            "delta 29 | 29 GiB | 29 days",
            "delta 30 | 30 GiB | 30 days"),
        words(drawing));
    assertEquals(Kind.MANY, drawing.boxes().get(2).kind());
    assertEquals(27, drawing.boxes().get(2).hint().lines().count());
    assertTrue(drawing.boxes().get(2).hint().startsWith("delta2.vmdk · snapshot “s2”"));
  }

  @Test
  void boxes_neither_overlap_nor_leave_the_picture() {
    ChainDrawing drawing = draw(disk("Hard disk 1", 3), disk("Hard disk 2", 30));
    for (Box box : drawing.boxes()) {
      assertTrue(box.x() >= 0 && box.x() + box.width() <= drawing.width());
      assertTrue(box.y() >= 0 && box.y() + box.height() <= drawing.height());
      for (Box other : drawing.boxes()) {
        assertTrue(
            box.equals(other)
                || box.x() + box.width() <= other.x()
                || other.x() + other.width() <= box.x()
                || box.y() + box.height() <= other.y()
                || other.y() + other.height() <= box.y());
      }
    }
  }

  @Test
  void disks_without_a_delta_are_left_out_beside_one_that_has_some() {
    ChainDrawing drawing = draw(disk("Hard disk 1", 0), disk("Hard disk 2", 1));
    assertEquals(
        List.of("Hard disk 2"),
        drawing.captions().stream().map(ChainDrawing.Caption::text).toList());
    assertEquals(1, draw(disk("Hard disk 1", 0)).boxes().size());
  }

  @Test
  void what_is_not_known_is_said() {
    VmChains.Link base = new VmChains.Link("base.vmdk", null, null, null);
    VmChains.Link leaf = new VmChains.Link("leaf.vmdk", null, null, null);
    assertEquals(
        List.of("base | size unknown", "delta 1 | size unknown | age unknown"),
        words(draw(new VmChains.Disk(2000, "Hard disk 1", List.of(base, leaf)))));
  }

  @Test
  void nothing_to_draw_is_an_empty_picture() {
    assertEquals(0, draw().boxes().size());
  }

  @Test
  void words_are_cut_to_fit_and_wide_letters_count_twice() {
    assertEquals("short", ChainDrawing.fit("short", 10));
    assertEquals("exactly 10", ChainDrawing.fit("exactly 10", 10));
    assertEquals("longer th…", ChainDrawing.fit("longer than that", 10));
    assertEquals("数据库数…", ChainDrawing.fit("数据库数据库", 10));
    assertEquals("a·b", ChainDrawing.fit("a\u202eb", 10));
    assertEquals("💾💾…", ChainDrawing.fit("💾💾💾💾", 6));
  }
}
