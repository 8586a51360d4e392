// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ws.Argument;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Lists what is below the root folder with one view that is read once as a whole: a list of
 * references is one property of one object, so that no page and no token is needed, which
 * least-privileged accounts may not use on vCenter 7.0.3 to 8.0.2.
 */
final class References {
  private final VimClient client;
  private final VimProperties properties;

  References(VimClient client, VimProperties properties) {
    this.client = client;
    this.properties = properties;
  }

  /** Every managed entity that this account sees, the root folder first. */
  List<MoRef> read() {
    return client.reading(this::list);
  }

  private List<MoRef> list() {
    MoRef root = client.session().content().require("rootFolder");
    MoRef view = create(root);
    try {
      Set<MoRef> refs = new LinkedHashSet<>();
      refs.add(root);
      if (properties.exactly(view, "view") instanceof ManagedObjectReference[] found) {
        refs.addAll(Vim.refs(found));
      }
      return new ArrayList<>(refs);
    } finally {
      destroy(view);
    }
  }

  private MoRef create(MoRef root) {
    ManagedObjectReference view =
        client.send(
            "CreateContainerView",
            ManagedObjectReference.class,
            VimClient.self(client.session().content().require("viewManager")),
            VimClient.argument("container", root),
            new Argument("type", "String[]", LongTail.ENTITIES.toArray(String[]::new)),
            VimClient.argument("recursive", true));
    if (view == null) {
      throw new BadReply("CreateContainerView without a view", false, null);
    }
    return Objects.requireNonNull(Vim.ref(view));
  }

  private void destroy(MoRef view) {
    try {
      client.send("DestroyView", void.class, VimClient.self(view));
    } catch (VSphereException e) {
      // It ends with the session at the latest; what was read, or why it could not be, counts more.
    }
  }
}
