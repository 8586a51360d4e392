// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.Notice.Concern;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.Audits.Trouble;
import io.vpreflight.jobs.store.SeenFinding.Identity;
import io.vpreflight.jobs.text.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was in the way of one schedule, as one channel is told of it: what it knows by another
 * schedule is still there for it, and not over before the last of them finds it mended.
 *
 * @param all in words
 * @param news that the channel knows by it, and other schedules may find as well
 * @param over those of which it knows by it that they are over
 */
record Concerns(List<Concern> all, Set<Identity> news, Set<Identity> over) {
  Concerns {
    all = List.copyOf(all);
    news = Set.copyOf(news);
    over = Set.copyOf(over);
  }

  /**
   * Says it.
   *
   * @param words of those that are there
   */
  static Concerns of(
      Audits.Troubles troubles, Map<Trouble, Text> words, Elsewhere elsewhere, Texts texts) {
    List<Concern> all = new ArrayList<>();
    Set<Identity> news = new HashSet<>();
    Set<Identity> over = new HashSet<>();
    for (Trouble one : troubles.news()) {
      boolean known = elsewhere.isKnown(one);
      all.add(concern(known ? Concern.State.STILL : Concern.State.NEW, one, words.get(one), texts));
      if (!known && Troubles.isShared(one)) {
        news.add(one.identity());
      }
    }
    troubles
        .still()
        .forEach(one -> all.add(concern(Concern.State.STILL, one, words.get(one), texts)));
    for (Trouble one : troubles.over()) {
      if (!elsewhere.isKnown(one)) {
        all.add(concern(Concern.State.OVER, one, null, texts));
        if (Troubles.isShared(one)) {
          over.add(one.identity());
        }
      }
    }
    return new Concerns(all, news, over);
  }

  private static Concern concern(
      Concern.State state, Trouble one, @Nullable Text text, Texts texts) {
    Text said = text == null ? Text.of("notify.over." + one.cause(), one.name()) : text;
    return new Concern(state, one.cause(), one.name(), texts.say(said));
  }
}
