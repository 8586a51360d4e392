// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** A dump read back by the JDK's own parser; the files are kept by their names. */
final class WrittenDump {
  private final Map<String, String> files = new LinkedHashMap<>();

  private WrittenDump() {}

  static WrittenDump of(VCenterScenario vcenter) {
    WrittenDump dump = new WrittenDump();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zip(vcenter)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        dump.files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return dump;
  }

  static byte[] zip(VCenterScenario vcenter) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      vcenter.writeZip(out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  Map<String, String> files() {
    return files;
  }

  String fileOf(Reference reference) {
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (file.getKey().endsWith("-" + reference + ".xml")) {
        return file.getValue();
      }
    }
    throw new AssertionError("no file of " + reference + " in " + files.keySet());
  }

  /**
   * Returns the texts that an XPath finds in an object's file; names are compared without name
   * space.
   */
  List<String> texts(Reference reference, String xpath) {
    return texts(fileOf(reference), xpath);
  }

  String text(Reference reference, String xpath) {
    return String.join("|", texts(reference, xpath));
  }

  static List<String> texts(String xml, String xpath) {
    try {
      NodeList nodes =
          (NodeList)
              XPathFactory.newInstance()
                  .newXPath()
                  .evaluate(xpath, parse(xml), XPathConstants.NODESET);
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < nodes.getLength(); i++) {
        texts.add(nodes.item(i).getTextContent());
      }
      return texts;
    } catch (XPathExpressionException e) {
      throw new AssertionError(e);
    }
  }

  static Document parse(String xml) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    } catch (Exception e) {
      throw new AssertionError("not well-formed: " + xml, e);
    }
  }

  /** Returns an XPath to the value of a property. */
  static String property(String name, String below) {
    return "/ObjectContent/propSet[name='" + name + "']/val" + below;
  }
}
