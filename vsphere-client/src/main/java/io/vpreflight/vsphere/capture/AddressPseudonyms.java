// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.capture;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Other addresses for addresses, of the same class: private stays private, link-local stays
 * link-local, so that a check finds the same. Not safe for several threads.
 */
final class AddressPseudonyms {
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
  private static final Pattern MAC =
      Pattern.compile("[0-9a-f]{2}([:-][0-9a-f]{2}){5}", Pattern.CASE_INSENSITIVE);

  private final Pseudonyms words;

  AddressPseudonyms(Pseudonyms words) {
    this.words = words;
  }

  /** Another address; null for what is none. */
  @Nullable String ip(String text) {
    if (IPV4.matcher(text).matches()) {
      return ipv4(text);
    }
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    if (!IPV6.matcher(address).matches()) {
      return null;
    }
    try {
      // With a colon in it this is a literal or an error: nobody is asked for a name.
      byte[] bytes = InetAddress.getByName(address).getAddress();
      if (bytes.length == 4) {
        return "::ffff:" + text(ipv4(ByteBuffer.wrap(bytes).getInt() & 0xffffffffL));
      }
      String other = InetAddress.getByAddress(ipv6(bytes)).getHostAddress();
      return zone < 0 ? other : other + "%" + zone(text.substring(zone + 1));
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private String zone(String zone) {
    return zone.matches("[0-9]{1,3}|eth[0-9]{1,3}") ? zone : words.name(zone);
  }

  private @Nullable String ipv4(String text) {
    long number = 0;
    for (String part : text.split("\\.", -1)) {
      int octet = part.length() <= 3 && !part.isEmpty() ? Integer.parseInt(part) : 256;
      if (octet > 255) {
        return null;
      }
      number = number << 8 | octet;
    }
    return text(ipv4(number));
  }

  private static String text(long ipv4) {
    return (ipv4 >> 24) + "." + (ipv4 >> 16 & 255) + "." + (ipv4 >> 8 & 255) + "." + (ipv4 & 255);
  }

  private long ipv4(long number) {
    int bits = hostBits(number);
    if (bits < 32) {
      long host = number & ((1L << bits) - 1);
      return bits == 0 ? number : number - host + words.permute(host, bits, "ipv4 " + bits);
    }
    // What is public stays public: the permutation is walked on until it is again.
    long other = number;
    do {
      other = words.permute(other, 32, "ipv4");
    } while (hostBits(other) < 32);
    return other;
  }

  /** How many bits may change without leaving the class of the address. */
  private static int hostBits(long number) {
    int first = (int) (number >> 24);
    int second = (int) (number >> 16 & 255);
    if (first == 0 || first == 127 || number == 0xffffffffL) {
      return 0;
    }
    if (first == 10 || first >= 224) {
      return 24;
    }
    if (first == 172 && (second & 0xf0) == 16) {
      return 20;
    }
    if (first == 100 && (second & 0xc0) == 64) {
      return 22;
    }
    return (first == 192 && second == 168) || (first == 169 && second == 254) ? 16 : 32;
  }

  private byte[] ipv6(byte[] address) {
    int group = (address[0] & 255) << 8 | (address[1] & 255);
    int kept = 2;
    byte[] prefix = {address[0], address[1]};
    if ((group & 0xffc0) == 0xfe80) {
      kept = 8;
      prefix = new byte[] {(byte) 0xfe, (byte) 0x80, 0, 0, 0, 0, 0, 0};
    } else if ((group & 0xfe00) == 0xfc00) {
      kept = 1;
      prefix = new byte[] {(byte) 0xfd};
    } else if (group == 0) {
      boolean nobody = address[15] <= 1 && isZero(Arrays.copyOf(address, 15));
      kept = nobody ? 16 : 2;
      prefix = nobody ? address : prefix;
    } else if (group < 0xfe00) {
      kept = 4;
      prefix = new byte[] {0x20, 0x01, 0x0d, (byte) 0xb8};
    }
    byte[] other = Arrays.copyOf(prefix, 16);
    System.arraycopy(words.bytes(address, 16), 0, other, kept, 16 - kept);
    return other;
  }

  private static boolean isZero(byte[] bytes) {
    return Arrays.equals(bytes, new byte[bytes.length]);
  }

  /** Another address of the same maker; null for what is no MAC address. */
  @Nullable String mac(String text) {
    if (!MAC.matcher(text).matches()) {
      return null;
    }
    String digits = text.replaceAll("[:-]", "").toLowerCase(Locale.ROOT);
    if (digits.matches("0*|f*")) {
      return text;
    }
    String maker = digits.substring(0, 6);
    long other = words.permute(Long.parseLong(digits.substring(6), 16), 24, "mac " + maker);
    String made = maker + String.format(Locale.ROOT, "%06x", other);
    return made.replaceAll("(..)(?!$)", "$1" + text.charAt(2));
  }
}
