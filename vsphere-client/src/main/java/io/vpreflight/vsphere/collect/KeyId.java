// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.soap.XmlCursor;

/** Reads {@code CryptoKeyId}, of which only the id is kept. */
final class KeyId {
  private KeyId() {}

  static String read(XmlCursor cursor) {
    String id = "";
    int here = cursor.enter();
    while (cursor.next(here)) {
      if (cursor.name().equals("keyId")) {
        id = cursor.text();
      }
    }
    return id;
  }
}
