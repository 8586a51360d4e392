// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.capture;

/** What a redacted capture does with a text. */
enum Rule {
  /** It is a word of vim25, of a product or of ours: stays. */
  KEEP,
  /** Name of a managed object, an attribute, an alarm. */
  NAME,
  /** Name or address of a machine, with its domain. */
  HOST_NAME,
  /** IP address. */
  ADDRESS,
  /** MAC address. */
  MAC,
  /** UUID, or another number that means one thing in the world. */
  UUID,
  /** UUID and counter of a change tracking file. */
  CHANGE_ID,
  /** moId or a key of that kind. */
  MO_ID,
  /** Path of a file or a URL of a datastore. */
  PATH,
  /** Account. */
  USER,
  /** What people write, with the marks of products in it. */
  TEXT,
  /** What a server says, for people. */
  MESSAGE,
  /** Key of a message. */
  MESSAGE_KEY,
  /** Kind and name of something that we do not know. */
  SCHEMA,
  /** Value of a configuration key. */
  CONFIG_VALUE,
  /** Field of an event: by what it looks like. */
  DETAIL,
  /** Resource pool of a host. */
  RESOURCE_POOL
}
