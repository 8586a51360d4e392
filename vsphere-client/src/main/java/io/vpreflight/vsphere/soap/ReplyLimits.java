// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

/**
 * How much of a reply is read before it is refused: a hostile or broken server must not exhaust us.
 *
 * @param bytes after gunzip
 * @param depth of nested elements
 * @param elements in all
 * @param textLength characters of one element
 */
public record ReplyLimits(long bytes, int depth, int elements, int textLength) {
  /** Far above what any vCenter sends for a hundred objects. */
  public static final ReplyLimits DEFAULT = new ReplyLimits(64L << 20, 400, 4_000_000, 4 << 20);

  /** The same with another number of bytes. */
  public ReplyLimits withBytes(long newBytes) {
    return new ReplyLimits(newBytes, depth, elements, textLength);
  }
}
