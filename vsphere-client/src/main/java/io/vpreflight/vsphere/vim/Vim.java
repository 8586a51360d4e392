// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.DynamicData;
import com.vmware.vim25.LocalizableMessage;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the library's notions into ours and back. */
final class Vim {
  private Vim() {}

  static ManagedObjectReference reference(MoRef ref) {
    ManagedObjectReference reference = new ManagedObjectReference();
    reference.type = ref.type();
    reference.val = ref.moId();
    return reference;
  }

  static ManagedObjectReference[] references(List<MoRef> refs) {
    return refs.stream().map(Vim::reference).toArray(ManagedObjectReference[]::new);
  }

  static @Nullable MoRef ref(@Nullable ManagedObjectReference reference) {
    return reference == null || reference.val == null
        ? null
        : new MoRef(reference.type == null ? "" : reference.type, reference.val);
  }

  static List<MoRef> refs(ManagedObjectReference @Nullable [] references) {
    if (references == null) {
      return List.of();
    }
    List<MoRef> refs = new ArrayList<>(references.length);
    for (ManagedObjectReference reference : references) {
      MoRef ref = ref(reference);
      if (ref != null) {
        refs.add(ref);
      }
    }
    return refs;
  }

  static @Nullable Instant instant(@Nullable Calendar at) {
    return at == null ? null : at.toInstant();
  }

  /** The class that vCenter named, be it one that the library does not have. */
  static String typeName(DynamicData data) {
    return data.dynamicType == null ? data.getClass().getSimpleName() : data.dynamicType;
  }

  static @Nullable VimFault fault(@Nullable LocalizedMethodFault localized) {
    if (localized == null) {
      return null;
    }
    MethodFault fault = localized.fault;
    if (fault == null) {
      return new VimFault("MethodFault", List.of(), localized.localizedMessage);
    }
    String type = fault.dynamicType == null ? fault.getClass().getSimpleName() : fault.dynamicType;
    List<String> keys = new ArrayList<>();
    String message = localized.localizedMessage;
    if (fault.faultMessage != null) {
      for (LocalizableMessage each : fault.faultMessage) {
        if (each.key != null) {
          keys.add(each.key);
        }
        message = message == null ? each.message : message;
      }
    }
    return new VimFault(type, keys, message);
  }
}
