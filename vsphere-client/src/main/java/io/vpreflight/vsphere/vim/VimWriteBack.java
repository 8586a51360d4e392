// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.CustomFieldDef;
import com.vmware.vim25.CustomFieldStringValue;
import com.vmware.vim25.Event;
import com.vmware.vim25.EventEx;
import com.vmware.vim25.KeyAnyValue;
import com.vmware.vim25.VmEventArgument;
import com.vmware.vim25.ws.Argument;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.NotSent;
import io.vpreflight.vsphere.WriteBack;
import io.vpreflight.vsphere.inventory.About;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimFault;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes custom attributes and events. The session decides what may be sent at all ({@link
 * io.vpreflight.vsphere.soap.SoapTransport#forWriteBack}); each call that writes is sent once. Safe
 * for several threads.
 */
public final class VimWriteBack implements WriteBack {
  private static final String VM = "VirtualMachine";
  private static final String FIELDS = "customFieldsManager";

  private final SoapSession session;
  private final VimClient client;
  private final VimProperties properties;
  private final Clock clock;

  /** Writes through a session, which stays the caller's. */
  public VimWriteBack(SoapSession session, SchemaNotes notes, Clock clock) {
    this.session = session;
    this.clock = clock;
    client = new VimClient(session, notes);
    properties = new VimProperties(client);
  }

  @Override
  public String vcenter() {
    About about = session.contentNow().about();
    String uuid = about.instanceUuid();
    return uuid == null || !about.apiType().equals("VirtualCenter") ? "" : uuid;
  }

  @Override
  public Machines machines(String attribute) {
    List<MoRef> vms =
        new References(client, properties)
            .read().stream().filter(ref -> ref.type().equals(VM)).toList();
    Integer key = key(attribute);
    Map<MoRef, String> values = new HashMap<>();
    if (key == null || vms.isEmpty()) {
      return new Machines(new HashSet<>(vms), key, values);
    }
    // Nothing is written on a machine of which it is not known what stands there.
    Map<MoRef, @Nullable Object> known = client.reading(() -> properties.known(vms, "customValue"));
    known.forEach(
        (vm, found) -> {
          String value = found == null ? null : value(found, key);
          if (value != null && !value.isEmpty()) {
            values.put(vm, value);
          }
        });
    return new Machines(new HashSet<>(known.keySet()), key, values);
  }

  private @Nullable Integer key(String name) {
    MoRef manager = session.content().manager(FIELDS);
    if (manager != null
        && client.reading(() -> properties.one(manager, "field"))
            instanceof CustomFieldDef[] fields) {
      for (CustomFieldDef field : fields) {
        String of = field.managedObjectType;
        if (name.equals(field.name) && (of == null || of.isEmpty() || of.equals(VM))) {
          return field.key;
        }
      }
    }
    return null;
  }

  private static @Nullable String value(Object found, int key) {
    if (found instanceof Object[] values) {
      for (Object each : values) {
        if (each instanceof CustomFieldStringValue text && text.key == key) {
          return text.value;
        }
      }
    }
    return null;
  }

  @Override
  public int addAttribute(String name) {
    String method = "AddCustomFieldDef";
    CustomFieldDef made =
        (CustomFieldDef)
            write(
                method,
                FIELDS,
                cursor -> client.reader().result(cursor, CustomFieldDef.class),
                VimClient.argument("name", name),
                VimClient.argument("moType", VM));
    if (made == null) {
      throw new BadReply(method + " without a definition", false, null);
    }
    return made.key;
  }

  @Override
  public void setValue(MoRef vm, int attribute, String value) {
    write(
        "SetField",
        FIELDS,
        cursor -> null,
        VimClient.argument("entity", vm),
        VimClient.argument("key", attribute),
        VimClient.argument("value", value));
  }

  @Override
  public void post(Note note) {
    write(
        "PostEvent",
        "eventManager",
        cursor -> null,
        new Argument("eventToPost", Event.class.getSimpleName(), event(note)));
  }

  /** Number, time and user are vCenter's to say; the schema wants something there. */
  private EventEx event(Note note) {
    EventEx event = new EventEx();
    Calendar now = Calendar.getInstance();
    now.setTime(Date.from(clock.instant()));
    event.createdTime = now;
    event.userName = "";
    event.eventTypeId = note.type();
    event.severity = note.severity();
    event.message = note.message();
    event.fullFormattedMessage = note.message();
    MoRef vm = note.vm();
    if (vm != null) {
      event.vm = new VmEventArgument();
      event.vm.name = note.name();
      event.vm.vm = Vim.reference(vm);
    }
    // What is about no machine is about the vCenter; something has to be named.
    MoRef object = vm == null ? manager("rootFolder", "PostEvent") : vm;
    event.objectType = object.type();
    event.objectId = object.moId();
    event.objectName = note.name().isEmpty() ? null : note.name();
    List<KeyAnyValue> arguments = new ArrayList<>();
    note.arguments()
        .forEach(
            (key, value) -> {
              KeyAnyValue argument = new KeyAnyValue();
              argument.key = key;
              argument.value = value;
              arguments.add(argument);
            });
    event.arguments = arguments.toArray(KeyAnyValue[]::new);
    return event;
  }

  private @Nullable Object write(
      String method,
      String manager,
      Function<XmlCursor, @Nullable Object> reader,
      Argument... arguments) {
    session.requireNote(method);
    List<Argument> all = new ArrayList<>(List.of(VimClient.self(manager(manager, method))));
    all.addAll(List.of(arguments));
    return session.<@Nullable Object>note(
        method, body -> new VimWriter(body).arguments(all.toArray(Argument[]::new)), reader);
  }

  /** A stand-alone ESXi has no custom attributes. */
  private MoRef manager(String name, String method) {
    MoRef manager;
    try {
      manager = session.content().manager(name);
    } catch (VSphereException e) {
      throw new NotSent(method, e);
    }
    if (manager == null) {
      throw new Fault(method, new VimFault("NotSupported", List.of(), null), null, null);
    }
    return manager;
  }
}
