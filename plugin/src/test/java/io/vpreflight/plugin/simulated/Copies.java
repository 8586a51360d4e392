// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes many machines of few, with names, files, UUIDs, addresses and snapshots of their own. What
 * is alike they share, so that ten thousand take neither the memory nor the time of a dump of them.
 */
final class Copies {
  private static final String VM = "VirtualMachine";

  /** At the end of each name: the number of the machine. */
  private static final int DIGITS = 6;

  private static final String SNAPSHOT = "VirtualMachineSnapshot";

  private final World world;
  private final List<ManagedObject> hosts;

  /** Of machines that nobody changes while there are copies. */
  Copies(World world) {
    this.world = world;
    hosts = world.ofType("HostSystem");
  }

  /** Makes so many of each machine of a BigInventory, itself among them, on hosts in turn. */
  void multiply(int times) {
    List<ManagedObject> machines = world.ofType(VM);
    Map<Ref, List<ManagedObject>> snapshots =
        world.ofType(SNAPSHOT).stream()
            .collect(
                Collectors.groupingBy(
                    snapshot -> Objects.requireNonNull(snapshot.get("vm")).ref()));
    for (int copy = 1; copy < times; copy++) {
      for (int i = 0; i < machines.size(); i++) {
        ManagedObject machine = machines.get(i);
        Ref host = hosts.get((i + copy * machines.size()) % hosts.size()).ref();
        String name = Objects.requireNonNull(machine.textAt("name"));
        String number = name.substring(name.length() - DIGITS);
        int other = Integer.parseInt(number) + copy * machines.size();
        One one = new One(copy, number, ("%0" + DIGITS + "d").formatted(other), host);
        world.add(one.of(machine));
        snapshots.getOrDefault(machine.ref(), List.of()).forEach(each -> world.add(one.of(each)));
      }
    }
    world.touch();
  }

  /** One copy of one machine. */
  private record One(int copy, String number, String other, Ref host) {
    private static final Set<String> OWN = Set.of(VM, SNAPSHOT);

    ManagedObject of(ManagedObject object) {
      ManagedObject made = new ManagedObject(of(object.ref()));
      for (String name : object.names()) {
        made.set(name, of(Objects.requireNonNull(object.get(name))));
      }
      return made;
    }

    private Ref of(Ref ref) {
      return OWN.contains(ref.type()) ? new Ref(ref.type(), ref.id() + "-c" + copy) : ref;
    }

    /** The same one when nothing of it is this machine's own. */
    private Element of(Element old) {
      Element made = shallow(old);
      boolean isOther = made != null;
      if (made == null) {
        made = new Element(old.name()).type(old.type());
      }
      for (Element child : old.children()) {
        Element its = of(child);
        isOther |= its != child;
        made.add(its);
      }
      return isOther ? made : old;
    }

    private @Nullable Element shallow(Element old) {
      Ref ref = old.ref();
      Object value = old.text();
      if (ref != null) {
        value = ref.type().equals("HostSystem") ? host : of(ref);
        return value.equals(ref) ? null : Element.of(old.name(), value).type(old.type());
      }
      String text = old.text();
      String own = text;
      if (text.length() == 36 && text.charAt(8) == '-' && text.charAt(23) == '-') {
        own = UUID.nameUUIDFromBytes((text + copy).getBytes(StandardCharsets.UTF_8)).toString();
      } else if (text.length() == 17 && text.charAt(2) == ':' && text.charAt(14) == ':') {
        int hash = (text + copy).hashCode();
        own = "00:50:56:%02x:%02x:%02x".formatted(hash >> 16 & 0x3f, hash >> 8 & 255, hash & 255);
      } else if (text.contains(number)) {
        own = text.replace(number, other);
      }
      return own.equals(text) ? null : Element.of(old.name(), own).type(old.type());
    }
  }
}
