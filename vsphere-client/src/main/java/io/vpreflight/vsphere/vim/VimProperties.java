// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.MissingProperty;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.RetrieveOptions;
import com.vmware.vim25.RetrieveResult;
import com.vmware.vim25.ws.Argument;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimFault;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a property of managers, views, collectors and alarms: whatever is no part of the inventory.
 * To be used inside of {@link VimClient#reading}.
 */
final class VimProperties {
  private static final String METHOD = "RetrievePropertiesEx";
  private static final int BATCH = 100;

  private final VimClient client;

  VimProperties(VimClient client) {
    this.client = client;
  }

  /**
   * The property of one object.
   *
   * @return null when vCenter has no value
   * @throws Fault when it may not be read, or the session is gone
   */
  @Nullable Object one(MoRef ref, String path) {
    return values(ref, path).get(ref);
  }

  /**
   * As {@link #one}, where no value has a meaning of its own.
   *
   * @throws BadReply when the answer is about something else, which must not pass for no value
   */
  @Nullable Object exactly(MoRef ref, String path) {
    Map<MoRef, Object> values = values(ref, path);
    if (!values.isEmpty() && !values.containsKey(ref)) {
      throw new BadReply("asked about " + ref + ", told about another", false, null);
    }
    return values.get(ref);
  }

  private Map<MoRef, Object> values(MoRef ref, String path) {
    Map<MoRef, Object> values = new HashMap<>();
    Fault missing = ask(List.of(ref), path, values);
    if (missing != null) {
      throw missing;
    }
    return values;
  }

  /**
   * The property of several objects of one type, all of them.
   *
   * @throws Fault when one of them may not be read or is gone, or the session is
   * @throws BadReply when the answer is not about all of them, and only about them
   */
  Map<MoRef, Object> all(List<MoRef> refs, String path) {
    Map<MoRef, Object> values = new HashMap<>();
    for (int from = 0; from < refs.size(); from += BATCH) {
      Fault missing = ask(refs.subList(from, Math.min(refs.size(), from + BATCH)), path, values);
      if (missing != null) {
        throw missing;
      }
    }
    if (!values.keySet().equals(Set.copyOf(refs))) {
      throw new BadReply("asked about " + refs + ", told about others", false, null);
    }
    return values;
  }

  /**
   * The property of several objects of one type, or null where vCenter has no value; what may not
   * be read, is gone, or was left out of the answer is not among them.
   */
  Map<MoRef, @Nullable Object> known(List<MoRef> refs, String path) {
    Map<MoRef, @Nullable Object> known = new HashMap<>();
    for (int from = 0; from < refs.size(); from += BATCH) {
      Map<MoRef, Object> values = new HashMap<>();
      Set<MoRef> answered = new HashSet<>();
      ask(refs.subList(from, Math.min(refs.size(), from + BATCH)), path, values, answered);
      answered.forEach(ref -> known.put(ref, values.get(ref)));
    }
    known.keySet().retainAll(Set.copyOf(refs));
    return known;
  }

  /** The property of several objects of one type; of those that may not be read there is none. */
  Map<MoRef, Object> each(List<MoRef> refs, String path) {
    Map<MoRef, Object> values = new HashMap<>();
    for (int from = 0; from < refs.size(); from += BATCH) {
      ask(refs.subList(from, Math.min(refs.size(), from + BATCH)), path, values);
    }
    return values;
  }

  private @Nullable Fault ask(List<MoRef> refs, String path, Map<MoRef, Object> values) {
    return ask(refs, path, values, new HashSet<>());
  }

  private @Nullable Fault ask(
      List<MoRef> refs, String path, Map<MoRef, Object> values, Set<MoRef> answered) {
    MoRef collector = client.session().content().require("propertyCollector");
    RetrieveResult result =
        client.send(
            METHOD,
            RetrieveResult.class,
            VimClient.self(collector),
            new Argument("specSet", "PropertyFilterSpec[]", new Object[] {spec(refs, path)}),
            VimClient.argument("options", new RetrieveOptions()));
    if (result == null || result.objects == null) {
      throw new BadReply("not a word about " + refs.get(0), false, null);
    }
    Fault missing = null;
    for (ObjectContent content : result.objects) {
      MoRef ref = Vim.ref(content.obj);
      if (content.propSet != null && ref != null) {
        for (DynamicProperty property : content.propSet) {
          if (property.val != null) {
            values.put(ref, property.val);
          }
        }
      }
      if (content.missingSet != null) {
        missing = missing(ref, content.missingSet);
      } else if (ref != null) {
        answered.add(ref);
      }
    }
    if (result.token != null) {
      cancel(collector, result.token);
    }
    return missing;
  }

  /** An answer that is neither continued nor cancelled stays in the memory of vCenter. */
  private void cancel(MoRef collector, String token) {
    try {
      client.send(
          "CancelRetrievePropertiesEx",
          void.class,
          VimClient.self(collector),
          VimClient.argument("token", token));
    } catch (Fault e) {
      // What came is none the worse for it.
    }
  }

  /** A dead session must never look like an object without properties. */
  private static @Nullable Fault missing(@Nullable MoRef ref, MissingProperty[] missingSet) {
    Fault missing = null;
    for (MissingProperty property : missingSet) {
      VimFault fault = Vim.fault(property.fault);
      if (fault != null) {
        missing = new Fault(METHOD, fault, ref, property.path);
        if (fault.faultClass().equals("NotAuthenticated")) {
          throw missing;
        }
      }
    }
    return missing;
  }

  private static PropertyFilterSpec spec(List<MoRef> refs, String path) {
    PropertySpec properties = new PropertySpec();
    properties.type = refs.get(0).type();
    properties.pathSet = new String[] {path};
    PropertyFilterSpec spec = new PropertyFilterSpec();
    spec.propSet = new PropertySpec[] {properties};
    spec.objectSet = new ObjectSpec[refs.size()];
    for (int i = 0; i < refs.size(); i++) {
      spec.objectSet[i] = new ObjectSpec();
      spec.objectSet[i].obj = Vim.reference(refs.get(i));
    }
    return spec;
  }
}
