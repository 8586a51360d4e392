// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ws.Argument;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Reads a history collector from its newest item on, page by page, and destroys it. The latest page
 * is a property; what is older is read backwards from there. Servers do not agree whether that
 * begins before or at the latest page, so that an item that comes twice is taken once.
 *
 * @param <T> what is collected, such as {@code Event}
 */
final class HistoryPages<T> {
  private final VimClient client;
  private final VimProperties properties;
  private final Class<T[]> type;
  private final String readPrevious;
  private final Function<T, Object> key;

  /**
   * Reads collectors of one type.
   *
   * @param readPrevious the method that reads an older page
   * @param key what makes an item the same
   */
  HistoryPages(
      VimClient client,
      VimProperties properties,
      Class<T[]> type,
      String readPrevious,
      Function<T, Object> key) {
    this.client = client;
    this.properties = properties;
    this.type = type;
    this.readPrevious = readPrevious;
    this.key = key;
  }

  /**
   * What was read.
   *
   * @param items newest first, as far as the server keeps to that
   * @param truncated there are older ones that were not read
   */
  record Read<T>(List<T> items, boolean truncated) {}

  /**
   * Makes a collector, reads it and destroys it.
   *
   * @param create {@code CreateCollectorForEvents} or {@code CreateCollectorForTasks}
   * @param pageSize items of a page
   * @param mostPages pages that are read at most, besides the latest
   */
  Read<T> read(String create, MoRef manager, Object filter, int pageSize, int mostPages) {
    return client.reading(
        () -> {
          MoRef collector = create(create, manager, filter);
          try {
            return pages(collector, pageSize, mostPages);
          } finally {
            destroy(collector);
          }
        });
  }

  private Read<T> pages(MoRef collector, int pageSize, int mostPages) {
    client.send(
        "SetCollectorPageSize",
        void.class,
        VimClient.self(collector),
        VimClient.argument("maxCount", pageSize));
    Map<Object, T> items = new LinkedHashMap<>();
    Object latest = properties.one(collector, "latestPage");
    boolean whole = !type.isInstance(latest) || add(type.cast(latest), items) < pageSize;
    if (whole) {
      return new Read<>(List.copyOf(items.values()), false);
    }
    client.send("ResetCollector", void.class, VimClient.self(collector));
    for (int page = 1; page <= mostPages; page++) {
      T[] older =
          client.send(
              readPrevious,
              type,
              VimClient.self(collector),
              VimClient.argument("maxCount", pageSize));
      int before = items.size();
      // The first of them may be the latest page once more; a later one without news is the end.
      if (add(Objects.requireNonNull(older), items) == 0 || (page > 1 && items.size() == before)) {
        return new Read<>(List.copyOf(items.values()), false);
      }
    }
    return new Read<>(List.copyOf(items.values()), true);
  }

  private int add(T[] page, Map<Object, T> items) {
    for (T item : page) {
      items.putIfAbsent(key.apply(item), item);
    }
    return page.length;
  }

  private MoRef create(String method, MoRef manager, Object filter) {
    Argument argument = VimClient.argument("filter", filter);
    ManagedObjectReference collector =
        client.send(method, ManagedObjectReference.class, VimClient.self(manager), argument);
    if (collector == null) {
      throw new BadReply(method + " without a collector", false, null);
    }
    return Objects.requireNonNull(Vim.ref(collector));
  }

  private void destroy(MoRef collector) {
    try {
      client.send("DestroyCollector", void.class, VimClient.self(collector));
    } catch (VSphereException e) {
      // It ends with the session at the latest; what was read, or why it could not be, counts more.
    }
  }
}
